//! The records of a block, with their fields where they stand: no byte is copied unless a quotation mark is doubled.

use memchr::memchr;
use wide::u8x16;

use super::blocks::{Block, Dialect};
use super::csv::{Mended, Splitter, Step};
use super::csv_record::{Doubled, Record, Span};
use super::format::ReadError;
use super::limits::Limits;
use super::sink::FileSink;
use crate::model::Origin;

/// Reads the records of one block after the other.
pub struct BlockRecords {
    dialect: Dialect,
    limits: Limits,
    spans: Vec<Span>,
    doubled: Doubled,
    /// For records that are not as plain as most.
    splitter: Splitter,
    mended: Mended,
}

/// How a record was read.
enum Found {
    /// Its length with the first byte of its line end, and whether it has one.
    Plain(usize, bool),
    /// Broken or close to a limit: better left to the splitter.
    Odd,
}

impl BlockRecords {
    /// For blocks of this dialect.
    pub fn new(dialect: Dialect, limits: &Limits) -> Self {
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
            spans: Vec::new(),
            doubled: Doubled::default(),
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
        row: &mut dyn FnMut(Record<'_>, &mut FileSink<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let text = simdutf8::basic::from_utf8(block.bytes()).ok();
        let (mut at, mut number) = (0, block.first_row);
        loop {
            let rest = block.bytes().get(at..).unwrap_or_default();
            at += rest.iter().take_while(|&&b| b == b'\n' || b == b'\r').count();
            let rest = block.bytes().get(at..).unwrap_or_default();
            if rest.is_empty() {
                return Ok(());
            }
            let byte = block.offset + at as u64;
            let plain = text.and_then(|text| text.get(at..)).map(|text| (text, self.find(text)));
            if let Some((text, Found::Plain(len, terminated))) = plain {
                let origin =
                    Origin { file: 0, row: number, byte, len: u32::try_from(len).unwrap_or(u32::MAX) };
                let mut record = Record::in_place(text, &self.spans, &self.doubled, origin);
                record.terminated = terminated;
                row(record, out)?;
                at += len;
            } else {
                at += self.split(rest, byte, number, out)?;
                row(self.splitter.record(number, self.limits.field_bytes, &mut self.mended, out), out)?;
            }
            number = number.saturating_add(1);
        }
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

    /// Finds the fields of the record that the text begins with.
    fn find(&mut self, text: &str) -> Found {
        let bytes = text.as_bytes();
        let Dialect { delimiter, quotes } = self.dialect;
        self.spans.clear();
        self.doubled.clear();
        let mut at = 0;
        let mut ends = Ends::new(bytes, delimiter);
        let next = loop {
            let (start, end, next) = if quotes && bytes.get(at) == Some(&b'"') {
                let Some(close) = self.closing(bytes, at + 1) else { return Found::Odd };
                ends.go_to(close + 1);
                let next = ends.take();
                if next != close + 1 {
                    return Found::Odd;
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
        if next >= longest || self.spans.len() >= self.limits.columns {
            return Found::Odd;
        }
        let terminated = next < bytes.len();
        Found::Plain(next + usize::from(terminated), terminated)
    }

    /// Where the quotation mark stands that closes the field whose text begins at `start`.
    fn closing(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        let (mut at, mut doubled) = (start, false);
        loop {
            at += memchr(b'"', bytes.get(at..)?)?;
            if bytes.get(at + 1) != Some(&b'"') {
                break;
            }
            (at, doubled) = (at + 2, true);
        }
        if doubled {
            self.doubled.push(self.spans.len());
        }
        Some(at)
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
