//! Gathers the words of texts with their rows. Most words come again and again, so the latest are found by their letters alone.

use std::ops::Range;

use crate::model::{Bits, Names};
use crate::query::{each_run, each_word_of_run};

use super::word_part::{WordPart, put_gaps};

/// Letters by which a short word is known; longer ones are looked up every time.
const SHORT: usize = 16;
/// How many short words are kept near, as a power of two.
const NEAR_BITS: u32 = 12;
/// Pairs that are sorted into lists together: a look at each list for every word of each text would wait for memory every time.
const PAIRS: usize = if cfg!(test) { 50 } else { 1 << 19 };
/// The bit in which the capital letters of ASCII differ from small ones; all other bytes of ASCII words but the low line have it,
/// and with it that becomes a byte that is in no word.
const SMALL: u128 = u128::from_ne_bytes([0x20; SHORT]);
const BEYOND_ASCII: u128 = u128::from_ne_bytes([0x80; SHORT]);

/// The words read so far.
pub struct Gather {
    words: Names,
    seen: Vec<Seen>,
    /// Words with rows that are not in the lists yet, in order of rows.
    pairs: Vec<[u32; 2]>,
    /// The rows of rare words, and of frequent ones those before they had bits.
    lists: Vec<Gaps>,
    /// Of frequent words, a bit a row.
    bits: Vec<Bits>,
    near: Vec<Near>,
    lower: String,
    /// How many rows there will be.
    len: u32,
}

/// A short word that came lately; no word has the letters 0.
#[derive(Clone, Copy, Default)]
struct Near {
    letters: [u64; 2],
    code: u32,
}

impl Gather {
    /// Nothing, of a part with so many rows.
    pub fn new(len: u32) -> Self {
        Self {
            words: Names::default(),
            seen: Vec::new(),
            pairs: Vec::new(),
            lists: Vec::new(),
            bits: Vec::new(),
            near: vec![Near::default(); 1 << NEAR_BITS],
            lower: String::new(),
            len,
        }
    }

    /// Adds the words of a text; rows count from the first of the part and ascend.
    pub fn add_text(&mut self, text: &str, row: u32) {
        each_run(text, |run| match short(text.as_bytes(), &run) {
            Some(letters) => {
                let near = self.near.get(place(letters)).copied().unwrap_or_default();
                if near.letters == letters {
                    self.add(near.code, row);
                } else if let Some(code) = self.add_run(text.get(run).unwrap_or_default(), row) {
                    self.near
                        .get_mut(place(letters))
                        .into_iter()
                        .for_each(|near| *near = Near { letters, code });
                }
            }
            None => {
                self.add_run(text.get(run).unwrap_or_default(), row);
            }
        });
    }

    /// Adds the words of a run; the code if it is just one.
    fn add_run(&mut self, run: &str, row: u32) -> Option<u32> {
        let (mut code, mut count) = (None, 0);
        let mut lower = std::mem::take(&mut self.lower);
        each_word_of_run(run, &mut lower, &mut |word| {
            let found = self.words.intern(word);
            self.add(found, row);
            (code, count) = (Some(found), count + 1);
        });
        self.lower = lower;
        code.filter(|_| count == 1)
    }

    /// Rows from which on a bit a row takes less.
    fn often(&self) -> u32 {
        self.len / 8
    }

    fn add(&mut self, code: u32, row: u32) {
        let (often, at) = (self.often(), code as usize);
        if at >= self.seen.len() {
            self.seen.resize(at + 1, Seen::default());
        }
        let Some(seen) = self.seen.get_mut(at).filter(|seen| seen.behind <= row) else { return };
        seen.behind = row + 1;
        seen.count += 1;
        if seen.count < often {
            self.pairs.push([code, row]);
            if self.pairs.len() >= PAIRS {
                self.sort_pairs();
            }
            return;
        }
        if seen.count == often.max(1) {
            seen.nth = u32::try_from(self.bits.len()).unwrap_or(u32::MAX);
            self.bits.push(Bits::new(self.len as usize));
        }
        if let Some(bits) = self.bits.get_mut(seen.nth as usize) {
            bits.set(row);
        }
    }

    /// All words in order of their letters; `None` if they are too many for 32 bits.
    pub fn finish(mut self) -> Option<WordPart> {
        self.sort_pairs();
        let often = self.often();
        let (mut lists, mut bits) = (std::mem::take(&mut self.lists), std::mem::take(&mut self.bits));
        let mut part = WordPart { rows: self.len, ..WordPart::default() };
        for (number, (_, word, code)) in (0..).zip(self.in_order()) {
            let seen = self.seen.get(code).copied().unwrap_or_default();
            let list = lists.get_mut(code).map(std::mem::take).unwrap_or_default();
            part.letters.push_str(word);
            if seen.count < often {
                part.gaps.extend_from_slice(&list.bytes);
            } else if let Some(bits) = bits.get_mut(seen.nth as usize) {
                put_gaps(&list.bytes, bits);
                part.frequent.push(number);
                part.bits.extend_from_slice(bits.as_words());
            }
            part.ends.push(u32::try_from(part.letters.len()).ok()?);
            part.gap_ends.push(u32::try_from(part.gaps.len()).ok()?);
        }
        part.letters.shrink_to_fit();
        part.gaps.shrink_to_fit();
        part.bits.shrink_to_fit();
        Some(part)
    }

    /// The words with their codes in order of their letters, the first eight of which stand by themselves.
    fn in_order(&self) -> Vec<([u8; 8], &str, usize)> {
        let first = |word: &str| {
            let mut first = [0; 8];
            first.iter_mut().zip(word.as_bytes()).for_each(|(to, from)| *to = *from);
            first
        };
        // The empty text comes first among names and is no word.
        let words = self.words.iter().skip(1);
        let mut order: Vec<_> = words.map(|(code, word)| (first(word), word, code as usize)).collect();
        order.sort_unstable();
        order
    }

    /// Puts the rows of the pairs into the lists of their words, one word after the other.
    fn sort_pairs(&mut self) {
        let mut places = vec![0; self.seen.len()];
        for &[code, _] in &self.pairs {
            places.get_mut(code as usize).into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for place in &mut places {
            (*place, sum) = (sum, sum + *place);
        }
        let mut rows = vec![0; self.pairs.len()];
        for &[code, row] in &self.pairs {
            let Some(place) = places.get_mut(code as usize) else { continue };
            rows.get_mut(*place).into_iter().for_each(|slot| *slot = row);
            *place += 1;
        }
        self.lists.resize_with(self.seen.len(), Gaps::default);
        let mut start = 0;
        for (list, &end) in self.lists.iter_mut().zip(&places) {
            list.add(rows.get(start..end).unwrap_or_default());
            start = end;
        }
        self.pairs.clear();
    }
}

/// The letters of a short run as one number: those of ASCII words in lower case, others as they stand, so no two words share one.
fn short(text: &[u8], run: &Range<usize>) -> Option<[u64; 2]> {
    let len = run.len();
    if len > SHORT {
        return None;
    }
    let rest = text.get(run.start..).unwrap_or_default();
    let letters = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut letters = [0; SHORT];
        letters.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        letters
    });
    let wanted = u128::MAX >> (8 * (SHORT - len));
    let letters = u128::from_le_bytes(letters) & wanted;
    let letters = if letters & BEYOND_ASCII == 0 { letters | (SMALL & wanted) } else { letters };
    Some([low(letters), low(letters >> 64)])
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is meant")]
fn low(letters: u128) -> u64 {
    letters as u64
}

/// Where a word is kept near.
fn place([a, b]: [u64; 2]) -> usize {
    let mixed =
        (a ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(31)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    usize::try_from(mixed >> (u64::BITS - NEAR_BITS)).unwrap_or(0)
}

/// What is known of a word while texts are read.
#[derive(Clone, Copy, Default)]
struct Seen {
    /// The last row that holds it, and one.
    behind: u32,
    /// How many rows hold it; from [`Gather::often`] on they are bits.
    count: u32,
    /// Number of its bits, if it has some.
    nth: u32,
}

/// Rows as what lies between one and the next: seven bits a byte, the high bit meaning that more follow.
#[derive(Default)]
struct Gaps {
    /// The last row and one; 0 where there is none.
    behind: u32,
    bytes: Vec<u8>,
}

impl Gaps {
    /// Adds later rows, which ascend.
    fn add(&mut self, rows: &[u32]) {
        if self.bytes.len() + rows.len() > self.bytes.capacity() {
            // Many words are rare, so lists grow by little.
            self.bytes.reserve_exact(rows.len() + self.bytes.len() / 4);
        }
        for &row in rows {
            let mut gap = row - self.behind;
            self.behind = row + 1;
            while gap > 0x7F {
                self.bytes.push(seven(gap) | 0x80);
                gap >>= 7;
            }
            self.bytes.push(seven(gap));
        }
    }
}

fn seven(gap: u32) -> u8 {
    (gap & 0x7F) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Phrase;

    #[test]
    fn rare_and_frequent_words_are_in_the_rows_that_hold_them_however_long_they_are() {
        let word = |row: u32, nth: u32| {
            // One word in each row, some in few, most in one or two.
            let n = row.wrapping_mul(2_654_435_761).rotate_left(nth * 7) % (1 << (nth * 2)).min(1 << 20);
            format!(
                "{}{n}",
                ["Aa", "_B", "été'", "a_word_of_more_than_sixteen_letters", "کرم-", "K", "x"]
                    [nth as usize % 7]
            )
        };
        let rows = 1_500;
        let mut gather = Gather::new(rows);
        let text = |row: u32| (0..10).map(|nth| word(row, nth)).collect::<Vec<_>>().join(" ");
        for row in 0..rows {
            gather.add_text(&text(row), row);
        }
        let part = gather.finish().unwrap();
        assert!(part.frequent.len() > 5 && part.ends.len() > 1_000);
        let texts: Vec<String> = (0..rows).map(text).collect();
        for row in (0..rows).step_by(150) {
            for nth in 0..10 {
                let phrase = Phrase::new(&word(row, nth)).unwrap();
                let bits = part.rows_with(&phrase);
                for (row, text) in (0..).zip(&texts) {
                    // Of several words all are there, which is what the part knows.
                    let holds = phrase.words().all(|word| Phrase::new(word).unwrap().occurs_in(text));
                    assert_eq!(bits.has(row), holds, "{} in {text}", phrase.as_str());
                }
            }
        }
    }
}
