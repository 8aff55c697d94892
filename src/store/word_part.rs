//! Which rows of a quarter of a million hold which word, as a few flat columns that can be kept in a file.

use std::cmp::Ordering;
use std::io::{self, Write};
use std::ops::Range;

use crate::model::{Bits, ColumnsIn, ColumnsOut, StoredError};
use crate::query::Phrase;

/// The words of a stretch of rows in order of their letters, each with the rows that hold it; exact.
#[derive(Default)]
pub struct WordPart {
    /// How many rows there are.
    pub(super) rows: u32,
    /// The words one behind the other, and where each ends.
    pub(super) letters: String,
    pub(super) ends: Vec<u32>,
    /// Rows of rare words as what lies between one and the next, and where those of each word end.
    pub(super) gaps: Vec<u8>,
    pub(super) gap_ends: Vec<u32>,
    /// Numbers of the frequent words, and for each of them a bit a row.
    pub(super) frequent: Vec<u32>,
    pub(super) bits: Vec<u64>,
}

impl WordPart {
    /// The rows, counted from the first of the part, that hold all words of the phrase; where it is one word, those are the
    /// rows in which it occurs.
    pub fn rows_with(&self, phrase: &Phrase) -> Bits {
        let all = phrase.words().map(|word| self.rows_of(word)).reduce(|all, rows| all.and(&rows));
        all.unwrap_or_else(|| Bits::new(self.rows as usize))
    }

    fn rows_of(&self, word: &str) -> Bits {
        let mut bits = Bits::new(self.rows as usize);
        let Some(number) = self.find(word) else { return bits };
        if let Ok(nth) = self.frequent.binary_search_by(|&other| (other as usize).cmp(&number)) {
            let len = bits.words();
            return Bits::of(self.bits.get(nth * len..(nth + 1) * len).unwrap_or_default());
        }
        put_gaps(self.gaps.get(stretch(&self.gap_ends, number)).unwrap_or_default(), &mut bits);
        bits
    }

    /// The number of a word.
    fn find(&self, word: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.word(middle).cmp(word) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    fn word(&self, number: usize) -> &str {
        self.letters.get(stretch(&self.ends, number)).unwrap_or_default()
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// When writing fails.
    pub fn store(&self, to: &mut dyn Write) -> io::Result<()> {
        let mut out = ColumnsOut::new(to);
        out.column(&[self.rows])?;
        out.column(self.letters.as_bytes())?;
        out.column(&self.ends)?;
        out.column(&self.gaps)?;
        out.column(&self.gap_ends)?;
        out.column(&self.frequent)?;
        out.column(&self.bits)
    }

    /// Reads what was written so of a part with so many rows.
    ///
    /// # Errors
    /// When anything is not as it was written.
    pub fn restore(from: &mut ColumnsIn<'_>, rows: usize) -> Result<Self, StoredError> {
        let count: Vec<u32> = from.column()?;
        let letters = from.column()?;
        let part = Self {
            rows: count.first().copied().unwrap_or_default(),
            letters: String::from_utf8(letters).map_err(|_| StoredError::Damaged("its words are no text"))?,
            ends: from.column()?,
            gaps: from.column()?,
            gap_ends: from.column()?,
            frequent: from.column()?,
            bits: from.column()?,
        };
        if part.rows as usize == rows && part.is_whole() {
            Ok(part)
        } else {
            Err(StoredError::Damaged("its words do not fit together"))
        }
    }

    fn is_whole(&self) -> bool {
        let fit = |ends: &[u32], len: usize| {
            ends.is_sorted() && ends.last().copied().unwrap_or_default() as usize == len
        };
        let words = self.ends.len();
        let letters = self.ends.iter().all(|&end| self.letters.is_char_boundary(end as usize));
        letters
            && fit(&self.ends, self.letters.len())
            && fit(&self.gap_ends, self.gaps.len())
            && self.gap_ends.len() == words
            && self.frequent.is_sorted_by(|a, b| a < b)
            && self.frequent.last().is_none_or(|&last| (last as usize) < words)
            && self.bits.len() == self.frequent.len() * Bits::new(self.rows as usize).words()
            && (1..words).all(|number| self.word(number - 1) < self.word(number))
    }
}

/// From where the one before ends to where this one ends.
fn stretch(ends: &[u32], number: usize) -> Range<usize> {
    let start = number.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or_default();
    start as usize..ends.get(number).copied().unwrap_or_default() as usize
}

/// Rows as what lies between one and the next: seven bits a byte, the high bit meaning that more follow.
pub fn put_gaps(bytes: &[u8], bits: &mut Bits) {
    let (mut behind, mut gap, mut shift) = (0_u32, 0_u32, 0_u32);
    for &b in bytes {
        gap |= u32::from(b & 0x7F).wrapping_shl(shift);
        shift += 7;
        if b < 0x80 {
            bits.set(behind.wrapping_add(gap));
            behind = behind.wrapping_add(gap).wrapping_add(1);
            (gap, shift) = (0, 0);
        }
    }
}
