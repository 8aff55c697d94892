//! The records of a block, with their fields where they stand: no byte is copied unless a quotation mark is doubled.

use memchr::memchr;

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
        let text = std::str::from_utf8(&block.bytes).ok();
        let (mut at, mut number) = (0, block.first_row);
        loop {
            let rest = block.bytes.get(at..).unwrap_or_default();
            at += rest.iter().take_while(|&&b| b == b'\n' || b == b'\r').count();
            let rest = block.bytes.get(at..).unwrap_or_default();
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
        let longest = self.limits.record_bytes.min(self.limits.field_bytes).min(u32::MAX as usize);
        self.spans.clear();
        self.doubled.clear();
        let mut at = 0;
        loop {
            let (start, end, next) = match bytes.get(at) {
                Some(b'"') if self.dialect.quotes => {
                    let Some(close) = self.closing(text, at + 1) else { return Found::Odd };
                    (at + 1, close, close + 1)
                }
                _ => {
                    let end = field_end(bytes, at, self.dialect.delimiter);
                    (at, end, end)
                }
            };
            self.spans.push(Span { start: narrow(start), end: narrow(end) });
            if next >= longest || self.spans.len() >= self.limits.columns {
                return Found::Odd;
            }
            at = next + 1;
            match bytes.get(next) {
                Some(&b) if b == self.dialect.delimiter => {}
                Some(b'\n' | b'\r') => return Found::Plain(next + 1, true),
                Some(_) => return Found::Odd,
                None => return Found::Plain(next, false),
            }
        }
    }

    /// Where the quotation mark stands that closes the field whose text begins at `start`.
    fn closing(&mut self, text: &str, start: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let (mut at, mut doubled) = (start, false);
        loop {
            at += memchr(b'"', bytes.get(at..)?)?;
            if bytes.get(at + 1) != Some(&b'"') {
                break;
            }
            (at, doubled) = (at + 2, true);
        }
        if doubled {
            self.doubled.push(self.spans.len(), text.get(start..at)?);
        }
        Some(at)
    }
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

/// Where the field ends that begins at `start`: at the delimiter, a line end, or the end of the bytes. Most fields are
/// short, so eight bytes are looked at together: the lowest bit set tells the first byte that is a delimiter or below 14
/// (the test for a zero byte in H. S. Warren, Hacker's Delight, 6-1).
fn field_end(bytes: &[u8], start: usize, delimiter: u8) -> usize {
    let (delimiters, fourteens) = (ONES * u64::from(delimiter), ONES * 14);
    let mut rest = bytes.get(start..).unwrap_or_default();
    loop {
        let found = match rest.first_chunk() {
            Some(&eight) => {
                let word = u64::from_le_bytes(eight);
                let other = word ^ delimiters;
                let hits =
                    ((other.wrapping_sub(ONES) & !other) | (word.wrapping_sub(fourteens) & !word)) & HIGH;
                if hits == 0 {
                    rest = rest.get(8..).unwrap_or_default();
                    continue;
                }
                (hits.trailing_zeros() / 8) as usize
            }
            None => match rest.iter().position(|&b| b == delimiter || b < 14) {
                Some(at) => at,
                None => return bytes.len(),
            },
        };
        let at = bytes.len() - rest.len() + found;
        if rest.get(found).is_some_and(|&b| b == delimiter || b == b'\n' || b == b'\r') {
            return at;
        }
        // Another control character.
        rest = bytes.get(at + 1..).unwrap_or_default();
    }
}

/// Checked against the longest record, which is far below 4 GiB.
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
