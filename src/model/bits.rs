//! A set of rows, one bit each.

/// One bit a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    /// No row of so many.
    pub fn new(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)])
    }

    /// Those of the bits of a set of as many rows.
    pub fn of(words: &[u64]) -> Self {
        Self(words.to_vec())
    }

    /// Its bits, sixty-four rows a word.
    pub fn as_words(&self) -> &[u64] {
        &self.0
    }

    /// How many words of sixty-four rows there are.
    pub fn words(&self) -> usize {
        self.0.len()
    }

    /// Adds a row.
    pub fn set(&mut self, row: u32) {
        if let Some(word) = self.0.get_mut(row as usize / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// The words up to a number of them, and those behind.
    pub fn split_at_mut(&mut self, words: usize) -> (&mut [u64], &mut [u64]) {
        let words = words.min(self.0.len());
        self.0.split_at_mut(words)
    }

    /// Takes all rows away.
    pub fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Whether the row is in it.
    pub fn has(&self, row: u32) -> bool {
        self.0.get(row as usize / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// The rows that are in both.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for (a, b) in self.0.iter_mut().zip(&other.0) {
            *a &= b;
        }
        self
    }
}

/// The rows that the bits of the `nth` word of sixty-four stand for, ascending.
pub fn rows_of(nth: usize, word: u64) -> RowsOf {
    RowsOf { first: nth * 64, word }
}

/// See [`rows_of`].
#[derive(Debug)]
pub struct RowsOf {
    first: usize,
    word: u64,
}

impl Iterator for RowsOf {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        if self.word == 0 {
            return None;
        }
        let row = self.first + self.word.trailing_zeros() as usize;
        self.word &= self.word - 1;
        Some(row)
    }
}
