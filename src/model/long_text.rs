//! Long texts stay where they stand in their file, and are read from there when they are wanted.

use std::borrow::Cow;
use std::fmt::Debug;

use super::columns::Rare;

/// Summaries shorter than this are kept in memory, in bytes.
const LONG: u32 = 24;
/// Marks places in which quotation marks are doubled.
const DOUBLED: u32 = 1 << 31;
/// Stands for "kept in memory".
const KEPT: u32 = u32::MAX;

/// A file whose text can be read again.
pub trait TextSource: Send + Sync + Debug {
    /// Fills `to` with the bytes that begin at byte `at` of the file; whether they are the text still [`check`](Self::check)
    /// says afterwards.
    ///
    /// # Errors
    /// When they cannot be read.
    fn read_at(&self, at: u64, to: &mut [u8]) -> Result<(), TextGone>;

    /// Looks whether the file is as it was.
    ///
    /// # Errors
    /// When it is not.
    fn check(&self) -> Result<(), TextGone>;
}

/// Why a text cannot be read any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file has changed since it was read; reload it to see its texts")]
pub struct TextGone;

/// Where in its record a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First byte, from the record's first.
    pub start: u32,
    /// Length in bytes as it stands in the file.
    pub len: u32,
    /// Whether quotation marks in it are doubled.
    pub doubled: bool,
}

impl Stretch {
    /// Whether a text that stands here is left in its file.
    pub fn is_left(self) -> bool {
        self.len >= LONG && self.start < DOUBLED - 1
    }

    /// The text that bytes of a file stand for.
    ///
    /// # Errors
    /// When they are no text any more.
    pub fn text(self, bytes: &[u8]) -> Result<Cow<'_, str>, TextGone> {
        let text = simdutf8::basic::from_utf8(bytes).map_err(|_| TextGone)?;
        Ok(if self.doubled { Cow::Owned(text.replace("\"\"", "\"")) } else { Cow::Borrowed(text) })
    }
}

/// For each row where its summary stands, if it is not kept in memory.
#[derive(Clone, Debug)]
pub(super) struct Stretches(pub Rare<u32>);

impl Default for Stretches {
    fn default() -> Self {
        Self(Rare::new(KEPT))
    }
}

impl Stretches {
    /// Adds a row; gives the length of its text if that is left in the file.
    pub fn push(&mut self, row: usize, stretch: Option<Stretch>) -> Option<u32> {
        let left = stretch.filter(|s| s.is_left());
        let code = left.map_or(KEPT, |s| s.start | if s.doubled { DOUBLED } else { 0 });
        self.0.push(row, code);
        left.map(|s| s.len)
    }

    /// Where the summary of a row stands that has this length.
    pub fn get(&self, row: usize, len: u32) -> Option<Stretch> {
        let code = self.0.get(row);
        (code != KEPT).then_some(Stretch { start: code & !DOUBLED, len, doubled: code & DOUBLED != 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubled_quotation_marks_become_single_ones() {
        let text = |raw: &str| {
            let stretch = Stretch { start: 0, len: 0, doubled: true };
            stretch.text(raw.as_bytes()).unwrap().into_owned()
        };
        assert_eq!(text("he said \"\"so\"\", and left"), "he said \"so\", and left");
        assert_eq!(text("\"\"\"\"x\"\""), "\"\"x\"");
    }
}
