//! Reads the summaries of many rows at once: those that stand near each other in a file are read together.

use super::dataset::{Dataset, EventId};
use super::long_text::{Stretch, TextGone};

/// Rows whose texts are in memory at the same time, and most bytes of these.
const ROWS: usize = 1024;
const BYTES: u64 = 4 << 20;
/// Bytes between two texts that are read with them rather than left out.
const GAP: u64 = 8 << 10;

/// A text that was left in its file.
struct Left {
    file: u16,
    byte: u64,
    /// Number of the row among those that are read together.
    nth: usize,
    stretch: Stretch,
}

/// What is kept from rows to rows.
#[derive(Default)]
struct Buffers {
    left: Vec<Left>,
    bytes: Vec<u8>,
    /// For each row where its text stands in the bytes.
    places: Vec<Option<(usize, Stretch)>>,
}

impl Dataset {
    /// Calls `visit` with each of the rows, in their order, and its summary; stops when that gives `false`.
    ///
    /// # Errors
    /// When texts were left in a file that is not as it was.
    pub fn read_summaries(
        &self,
        rows: &[u32],
        visit: &mut dyn FnMut(u32, &str) -> bool,
    ) -> Result<(), TextGone> {
        let mut buffers = Buffers::default();
        let mut rest = rows;
        while !rest.is_empty() {
            let (rows, behind) = rest.split_at(buffers.read(self, rest)?);
            rest = behind;
            for (nth, &row) in rows.iter().enumerate() {
                let go_on = if let Some((at, stretch)) = buffers.places.get(nth).copied().flatten() {
                    let raw = buffers.bytes.get(at..at + stretch.len as usize).unwrap_or_default();
                    visit(row, &stretch.text(raw)?)
                } else {
                    let event = self.event(EventId(row));
                    event.is_none_or(|event| event.kept_summary().is_none_or(|text| visit(row, text)))
                };
                if !go_on {
                    return Ok(());
                }
            }
        }
        Ok(())
    }
}

impl Buffers {
    /// Reads the texts of the first rows that were left in files; gives how many rows those are, at least one.
    fn read(&mut self, data: &Dataset, rows: &[u32]) -> Result<usize, TextGone> {
        self.left.clear();
        self.bytes.clear();
        let (mut count, mut bytes) = (0, 0);
        for (nth, &row) in rows.iter().take(ROWS).enumerate() {
            count = nth + 1;
            let Some(event) = data.event(EventId(row)) else { continue };
            let Some(stretch) = event.summary_stretch() else { continue };
            let origin = event.origin();
            let byte = origin.byte + u64::from(stretch.start);
            self.left.push(Left { file: origin.file, byte, nth, stretch });
            bytes += u64::from(stretch.len);
            if bytes > BYTES {
                break;
            }
        }
        self.places.clear();
        self.places.resize(count, None);
        self.left.sort_unstable_by_key(|left| (left.file, left.byte));
        let near = |a: &Left, b: &Left| a.file == b.file && b.byte <= a.end() + GAP;
        for run in self.left.chunk_by(near) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let source = data.files().get(usize::from(first.file)).and_then(|file| file.source.as_ref());
            let at = self.bytes.len();
            self.bytes.resize(at + usize::try_from(last.end() - first.byte).map_err(|_| TextGone)?, 0);
            let source = source.ok_or(TextGone)?;
            source.read_at(first.byte, self.bytes.get_mut(at..).unwrap_or_default())?;
            for left in run {
                let offset = usize::try_from(left.byte - first.byte).map_err(|_| TextGone)?;
                if let Some(place) = self.places.get_mut(left.nth) {
                    *place = Some((at + offset, left.stretch));
                }
            }
        }
        // Once a file, and when all is read: what was written over meanwhile is no text.
        for of_file in self.left.chunk_by(|a, b| a.file == b.file) {
            let source =
                of_file.first().and_then(|left| data.files().get(usize::from(left.file))?.source.as_ref());
            source.ok_or(TextGone)?.check()?;
        }
        Ok(count)
    }
}

impl Left {
    fn end(&self) -> u64 {
        self.byte + u64::from(self.stretch.len)
    }
}
