//! Where words may stand in a text, found sixty-four bytes at a time.

use std::ops::Range;

use wide::u8x16;

/// Bytes that are looked at together: one bit each.
const CHUNK: usize = 64;
const QUARTER: usize = 16;

/// Calls `visit` with each longest stretch of the text that holds nothing but word characters and bytes of characters beyond
/// ASCII. Where all of its bytes are ASCII it is one word; the others may hold any number.
pub fn each_run(text: &str, mut visit: impl FnMut(Range<usize>)) {
    let (chunks, rest) = text.as_bytes().as_chunks::<CHUNK>();
    let mut last = [0; CHUNK];
    last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
    let (mut base, mut start, mut before) = (0, 0, 0);
    // The padded last one ends in no word, so that each stretch has an end.
    for chunk in chunks.iter().chain([&last]) {
        let words = word_bits(chunk);
        let mut edges = words ^ (words << 1 | before);
        let mut is_open = before == 1;
        while edges != 0 {
            let at = base + edges.trailing_zeros() as usize;
            edges &= edges - 1;
            if is_open {
                visit(start..at);
            } else {
                start = at;
            }
            is_open = !is_open;
        }
        before = words >> (CHUNK - 1);
        base += CHUNK;
    }
}

/// A bit for each byte that belongs to a word or to a character beyond ASCII.
fn word_bits(chunk: &[u8; CHUNK]) -> u64 {
    let quarters = chunk.as_chunks::<QUARTER>().0.iter();
    quarters.rev().fold(0, |bits, quarter| bits << QUARTER | u64::from(quarter_bits(*quarter)))
}

fn quarter_bits(bytes: [u8; QUARTER]) -> u32 {
    let bytes = u8x16::new(bytes);
    let within = |bytes: u8x16, first: u8, count: u8| {
        let nth = bytes - u8x16::splat(first);
        nth.min(u8x16::splat(count - 1)).simd_eq(nth)
    };
    let letters = within(bytes | u8x16::splat(0x20), b'a', 26);
    let digits = within(bytes, b'0', 10);
    let [quotes, lines] = [b'\'', b'_'].map(|b| bytes.simd_eq(u8x16::splat(b)));
    // The highest bit of each byte is taken, which bytes beyond ASCII have of themselves.
    (letters | digits | quotes | lines | bytes).to_bitmask()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::is_word_char;

    proptest! {
        #[test]
        fn runs_are_what_a_look_at_each_character_finds(text in "([a-zA-Z0-9'_@`\\[{/: é–ک]|\u{0}){0,200}") {
            let mut found = Vec::new();
            each_run(&text, |run| found.push(&text[run]));
            let joins = |c: char| !c.is_ascii() || is_word_char(c);
            let wanted: Vec<&str> = text.split(|c| !joins(c)).filter(|run| !run.is_empty()).collect();
            prop_assert_eq!(found, wanted);
        }
    }
}
