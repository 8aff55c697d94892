//! The records of a block, with their fields where they stand: no byte is copied unless a quotation mark is doubled.

use std::ops::Range;

use memchr::memchr;
use wide::u8x16;

use super::blocks::{Block, Dialect};
use super::csv::{Mended, Splitter, Step};
use super::csv_record::{Doubled, PlaceColumns, Record, Span};
use super::format::ReadError;
use super::limits::Limits;
use super::sink::FileSink;
use crate::model::{Origin, PlaceCells};

/// Records that are found together, before the first of them is read: what is known of their places is fetched from memory at
/// the same time.
const TOGETHER: usize = 32;

/// Reads the records of one block after the other.
pub struct BlockRecords {
    dialect: Dialect,
    limits: Limits,
    place_columns: Option<PlaceColumns>,
    /// Records that are found and not yet read, and their fields one behind the other.
    found: Vec<Found>,
    spans: Vec<Span>,
    doubled: Vec<Doubled>,
    /// What is known of their places.
    places: Vec<PlaceCells>,
    /// For records that are not as plain as most.
    splitter: Splitter,
    mended: Mended,
}

/// A record that is as plain as most.
struct Found {
    /// First byte within the block, and the length with the first byte of the line end.
    at: usize,
    len: usize,
    /// Whether it has a line end.
    terminated: bool,
    /// Its fields among those of all.
    spans: Range<usize>,
    /// Its row in the file.
    number: u32,
}

impl BlockRecords {
    /// For blocks of this dialect.
    pub fn new(dialect: Dialect, limits: &Limits, place_columns: Option<PlaceColumns>) -> Self {
        let mut splitter = if dialect.quotes {
            Splitter::new(dialect.delimiter, 0, limits)
        } else {
            Splitter::without_quotes(dialect.delimiter, 0, limits)
        };
        // The mark at the begin of a text is no mark further on.
        let _ = splitter.push(b"x\n");
        Self {
            dialect,
            limits: limits.clone(),
            place_columns,
            places: Vec::new(),
            found: Vec::new(),
            spans: Vec::new(),
            doubled: Vec::new(),
            splitter,
            mended: Mended::default(),
        }
    }

    /// Calls `row` for each record of the block.
    ///
    /// # Errors
    /// When a record is longer than the limit or has too many fields, and those of `row`.
    pub fn each(
        &mut self,
        block: &Block,
        out: &mut FileSink<'_>,
        row: &mut dyn FnMut(&Record<'_>, &mut FileSink<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let text = simdutf8::basic::from_utf8(block.bytes()).ok();
        let (mut at, mut number) = (0, block.first_row);
        loop {
            if let Some(text) = text {
                (at, number) = self.gather(text, at, number);
                self.read(block, text, out, row)?;
            }
            at = skip_line_ends(block.bytes(), at);
            let rest = block.bytes().get(at..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(());
            }
            if text.is_none() || self.found.len() < TOGETHER {
                at += self.split(rest, block.offset + at as u64, number, out)?;
                row(&self.splitter.record(number, self.limits.field_bytes, &mut self.mended, out), out)?;
                number = number.saturating_add(1);
            }
        }
    }

    /// Finds the next records up to one that is odd; gives where it ends and the row that comes then.
    fn gather(&mut self, text: &str, mut at: usize, mut number: u32) -> (usize, u32) {
        self.found.clear();
        self.spans.clear();
        while self.found.len() < TOGETHER {
            let begin = skip_line_ends(text.as_bytes(), at);
            let spans = self.spans.len();
            let rest = text.get(begin..).unwrap_or_default();
            let Some((len, terminated)) =
                Some(rest).filter(|rest| !rest.is_empty()).and_then(|rest| self.find(rest))
            else {
                self.spans.truncate(spans);
                break;
            };
            self.found.push(Found { at: begin, len, terminated, spans: spans..self.spans.len(), number });
            at = begin + len;
            number = number.saturating_add(1);
        }
        (at, number)
    }

    /// Calls `row` for the records that were found.
    fn read(
        &mut self,
        block: &Block,
        text: &str,
        out: &mut FileSink<'_>,
        row: &mut dyn FnMut(&Record<'_>, &mut FileSink<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut places = std::mem::take(&mut self.places);
        let found = || self.found.iter().zip(&self.doubled);
        let mut texts = [None; TOGETHER];
        if let Some(columns) = self.place_columns {
            for (text_of, (found, doubled)) in texts.iter_mut().zip(found()) {
                *text_of = columns.texts(&self.record(block, text, found, doubled));
            }
        }
        out.met_places(texts.get(..self.found.len()).unwrap_or_default(), &mut places);
        for ((found, doubled), place) in found().zip(&places) {
            let mut record = self.record(block, text, found, doubled);
            record.place = *place;
            row(&record, out)?;
        }
        self.places = places;
        Ok(())
    }

    fn record<'r>(&'r self, block: &Block, text: &'r str, found: &Found, doubled: &'r Doubled) -> Record<'r> {
        let len = u32::try_from(found.len).unwrap_or(u32::MAX);
        let origin = Origin { file: 0, row: found.number, byte: block.offset + found.at as u64, len };
        let spans = self.spans.get(found.spans.clone()).unwrap_or_default();
        let mut record = Record::in_place(text.get(found.at..).unwrap_or_default(), spans, doubled, origin);
        record.terminated = found.terminated;
        record
    }

    /// Splits one record as the standard says; gives its length.
    fn split(
        &mut self,
        rest: &[u8],
        byte: u64,
        number: u32,
        out: &mut FileSink<'_>,
    ) -> Result<usize, ReadError> {
        self.splitter.seek(byte);
        let (mut taken, mut step) = self.splitter.push(rest);
        if step == Step::NeedsMore {
            let (more, last) = self.splitter.push(&[]);
            (taken, step) = (taken + more, last);
        }
        match step {
            Step::TooLong => Err(self.splitter.endless(number, out)),
            Step::TooManyFields => Err(ReadError::TooManyColumns(self.limits.columns)),
            Step::Record | Step::NeedsMore | Step::End => Ok(taken),
        }
    }

    /// Finds the fields of the record that the text begins with; gives its length with the first byte of its line end, and whether
    /// it has one. `None` where it is broken or close to a limit: that is better left to the splitter.
    fn find(&mut self, text: &str) -> Option<(usize, bool)> {
        let bytes = text.as_bytes();
        let Dialect { delimiter, quotes } = self.dialect;
        let (nth, first) = (self.found.len(), self.spans.len());
        if self.doubled.len() <= nth {
            self.doubled.push(Doubled::default());
        }
        let doubled = self.doubled.get_mut(nth)?;
        doubled.clear();
        let mut at = 0;
        let mut ends = Ends::new(bytes, delimiter);
        let next = loop {
            let (start, end, next) = if quotes && bytes.get(at) == Some(&b'"') {
                let (close, is_doubled) = closing(bytes, at + 1)?;
                if is_doubled {
                    doubled.push(self.spans.len() - first);
                }
                ends.go_to(close + 1);
                let next = ends.take();
                if next != close + 1 {
                    return None;
                }
                (at + 1, close, next)
            } else {
                let end = ends.take();
                (at, end, end)
            };
            self.spans.push(Span { start: narrow(start), end: narrow(end) });
            if bytes.get(next) != Some(&delimiter) {
                break next;
            }
            at = next + 1;
        };
        let longest = self.limits.record_bytes.min(self.limits.field_bytes).min(u32::MAX as usize);
        if next >= longest || self.spans.len() - first >= self.limits.columns {
            return None;
        }
        let terminated = next < bytes.len();
        Some((next + usize::from(terminated), terminated))
    }
}

fn skip_line_ends(bytes: &[u8], at: usize) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|&&b| b == b'\n' || b == b'\r').count()
}

/// Where the quotation mark stands that closes the field whose text begins at `start`, and whether others in it are doubled.
fn closing(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let (mut at, mut doubled) = (start, false);
    loop {
        at += memchr(b'"', bytes.get(at..)?)?;
        if bytes.get(at + 1) != Some(&b'"') {
            return Some((at, doubled));
        }
        (at, doubled) = (at + 2, true);
    }
}

/// Bytes that are looked at together.
const CHUNK: usize = 64;
/// Bytes that one vector holds.
const LANES: usize = 16;

/// Finds where fields end: at the delimiter, a line end, or the end of the bytes. Most fields are short, so what is found in
/// one chunk serves several.
struct Ends<'b> {
    bytes: &'b [u8],
    delimiters: u8x16,
    /// Where the chunk begins, with a bit for each of its bytes at which a field ends and that is still to come.
    chunk: usize,
    found: u64,
}

impl<'b> Ends<'b> {
    fn new(bytes: &'b [u8], delimiter: u8) -> Self {
        let mut ends = Self { bytes, delimiters: u8x16::splat(delimiter), chunk: 0, found: 0 };
        ends.look(0);
        ends
    }

    /// Leaves out the ends before this byte, which never goes back.
    fn go_to(&mut self, at: usize) {
        match at.checked_sub(self.chunk) {
            Some(before @ 0..CHUNK) => self.found &= u64::MAX << before,
            _ => self.look(at),
        }
    }

    /// Where the next field ends.
    #[inline]
    fn take(&mut self) -> usize {
        while self.found == 0 {
            if self.chunk + CHUNK >= self.bytes.len() {
                return self.bytes.len();
            }
            self.look(self.chunk + CHUNK);
        }
        let at = self.chunk + self.found.trailing_zeros() as usize;
        self.found &= self.found - 1;
        at.min(self.bytes.len())
    }

    /// Looks at the chunk that begins there.
    #[inline]
    fn look(&mut self, chunk: usize) {
        let rest = self.bytes.get(chunk..).unwrap_or_default();
        let found =
            rest.first_chunk().map_or_else(|| self.ends_in(&padded(rest)), |bytes| self.ends_in(bytes));
        (self.chunk, self.found) = (chunk, found);
    }

    #[inline]
    fn ends_in(&self, bytes: &[u8; CHUNK]) -> u64 {
        let (feeds, returns) = (u8x16::splat(b'\n'), u8x16::splat(b'\r'));
        let (vectors, _) = bytes.as_chunks::<LANES>();
        vectors.iter().rev().fold(0, |found, vector| {
            let vector = u8x16::new(*vector);
            let ends = vector.simd_eq(self.delimiters) | vector.simd_eq(feeds) | vector.simd_eq(returns);
            found << LANES | u64::from(ends.to_bitmask())
        })
    }
}

/// The last bytes of a text; what is missing is no end of a field.
#[cold]
fn padded(rest: &[u8]) -> [u8; CHUNK] {
    let mut bytes = [0; CHUNK];
    for (to, from) in bytes.iter_mut().zip(rest) {
        *to = *from;
    }
    bytes
}

/// Checked against the longest record, which is far below 4 GiB.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
