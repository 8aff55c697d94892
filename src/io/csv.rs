//! Splits delimited text into records with bounds: the one core of all table formats.
//!
//! [`Splitter`] works on bytes at any offset that begins a record, so that a large file can be split by several
//! threads; [`Table`] feeds one from an [`Input`] and gives text.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::encoding::mended;
use super::format::{Head, ReadError};
use super::input::Input;
use super::limits::Limits;
use super::problem::ProblemKind;
use super::sink::FileSink;
use crate::model::Origin;

pub use super::csv_record::{Column, Record};

/// Bytes read from the file at a time.
const BLOCK: usize = 256 << 10;

/// The names of a table's columns.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// As the file writes them.
    pub names: Vec<String>,
    keys: Vec<String>,
}

impl Header {
    /// Takes the names of the first record.
    pub fn new(names: Vec<String>) -> Self {
        let keys = names.iter().map(|name| key(name)).collect();
        Self { names, keys }
    }

    /// The first column that has one of the names, in the order of the names; upper case, blanks and hyphens do not
    /// matter.
    pub fn find(&self, names: &[&str]) -> Column {
        Column(names.iter().find_map(|name| self.keys.iter().position(|key| key == name)))
    }

    /// Whether all of the names are there.
    pub fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.find(&[name]).found())
    }
}

/// Lower case with underscores: "Event Date" is `event_date`.
pub fn key(name: &str) -> String {
    let name = name.trim().trim_matches('"');
    name.chars().map(|c| if c == ' ' || c == '-' { '_' } else { c.to_ascii_lowercase() }).collect()
}

/// The header of the table that a head begins with, and its delimiter; `None` where the first line is no header.
pub fn header(head: &Head) -> Option<(Header, u8)> {
    let start = head.bytes.iter().position(|b| !b.is_ascii_whitespace())?;
    let bytes = head.bytes.get(start..)?;
    if matches!(bytes.first(), Some(b'{' | b'[' | b'<')) || bytes.iter().take(1024).any(|&b| b == 0) {
        return None;
    }
    let split = |delimiter| {
        let mut splitter = Splitter::new(delimiter, 0, &Limits::default());
        let (used, step) = splitter.push(bytes);
        let step = if step == Step::NeedsMore && used == bytes.len() && head.whole {
            splitter.push(&[]).1
        } else {
            step
        };
        let names: Vec<String> = splitter.raw_fields().map(|f| mended(f).trim().to_owned()).collect();
        (step == Step::Record).then_some((names, delimiter))
    };
    if let Some(chosen) = head.delimiter {
        return split(chosen).map(|(names, delimiter)| (Header::new(names), delimiter));
    }
    let found = [b',', b';', b'\t', b'|'].into_iter().filter_map(split);
    let (names, delimiter) = found.rev().max_by_key(|(names, _)| names.len())?;
    Some((Header::new(names), delimiter))
}

/// What came of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The bytes are used up; the record goes on.
    NeedsMore,
    /// A record is whole.
    Record,
    /// The text has ended.
    End,
    /// The record is longer than the limit.
    TooLong,
    /// The record has more fields than the limit.
    TooManyFields,
}

/// Splits bytes that begin where a record begins.
pub struct Splitter {
    core: Reader,
    fields: Vec<u8>,
    used: usize,
    ends: Vec<usize>,
    count: usize,
    /// Position of the next byte that will be pushed.
    offset: u64,
    start: u64,
    whole: bool,
    terminated: bool,
    max_record: u64,
    max_columns: usize,
}

impl Splitter {
    /// A splitter whose first byte stands at `offset` in the text.
    pub fn new(delimiter: u8, offset: u64, limits: &Limits) -> Self {
        Self::with_core(ReaderBuilder::new().delimiter(delimiter).build(), offset, limits)
    }

    /// A splitter of text in which quotation marks are letters as any other.
    pub fn without_quotes(delimiter: u8, offset: u64, limits: &Limits) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).quoting(false).build();
        Self::with_core(core, offset, limits)
    }

    fn with_core(core: Reader, offset: u64, limits: &Limits) -> Self {
        Self {
            core,
            fields: vec![0; 4096],
            used: 0,
            ends: vec![0; 64],
            count: 0,
            offset,
            start: offset,
            whole: true,
            terminated: false,
            max_record: limits.record_bytes as u64,
            max_columns: limits.columns,
        }
    }

    /// Takes bytes up to the end of a record; returns how many were taken. Empty `bytes` mean the end of the text.
    pub fn push(&mut self, bytes: &[u8]) -> (usize, Step) {
        let mut taken = 0;
        if self.whole {
            taken = bytes.iter().take_while(|&&b| b == b'\n' || b == b'\r').count();
            self.offset += taken as u64;
            if taken == bytes.len() && taken > 0 {
                return (taken, Step::NeedsMore);
            }
            (self.start, self.used, self.count, self.whole) = (self.offset, 0, 0, false);
        }
        loop {
            let rest = bytes.get(taken..).unwrap_or_default();
            let fields = self.fields.get_mut(self.used..).unwrap_or_default();
            let ends = self.ends.get_mut(self.count..).unwrap_or_default();
            let (result, read, written, ended) = self.core.read_record(rest, fields, ends);
            taken += read;
            self.offset += read as u64;
            self.used += written;
            self.count += ended;
            if self.offset - self.start > self.max_record {
                return (taken, Step::TooLong);
            }
            match result {
                ReadRecordResult::InputEmpty => return (taken, Step::NeedsMore),
                ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= self.max_columns => {
                    return (taken, Step::TooManyFields);
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::Record => {
                    self.whole = true;
                    self.terminated = !bytes.is_empty();
                    return (taken, Step::Record);
                }
                ReadRecordResult::End => return (taken, Step::End),
            }
        }
    }

    /// Goes on with bytes that stand at `offset` and begin a record.
    pub fn seek(&mut self, offset: u64) {
        self.offset = offset;
        self.whole = true;
    }

    /// The bytes of the record's fields, one behind the other, and where each ends.
    pub fn raw(&self) -> (&[u8], &[usize]) {
        (self.fields.get(..self.used).unwrap_or_default(), self.ends.get(..self.count).unwrap_or_default())
    }

    /// Each field of the record as bytes.
    pub fn raw_fields(&self) -> impl Iterator<Item = &[u8]> {
        let (fields, ends) = self.raw();
        let starts = std::iter::once(&0).chain(ends);
        starts.zip(ends).map(|(&start, &end)| fields.get(start..end).unwrap_or_default())
    }

    /// Where the record begins and how many bytes it has, with its line end's first byte if it has one.
    pub fn place(&self) -> (u64, u32) {
        (self.start, u32::try_from(self.offset - self.start).unwrap_or(u32::MAX))
    }
}

/// A table that is being read from a file.
pub struct Table {
    splitter: Splitter,
    block: Vec<u8>,
    at: usize,
    filled: usize,
    row: u32,
    limits: Limits,
    mended: Mended,
}

impl Table {
    /// A table whose first record is the next thing in the input.
    pub fn new(input: &Input<'_>, delimiter: u8) -> Self {
        Self::of(Splitter::new(delimiter, input.offset(), input.limits()), input)
    }

    /// A table in which quotation marks are letters as any other.
    pub fn without_quotes(input: &Input<'_>, delimiter: u8) -> Self {
        Self::of(Splitter::without_quotes(delimiter, input.offset(), input.limits()), input)
    }

    fn of(splitter: Splitter, input: &Input<'_>) -> Self {
        Self {
            splitter,
            block: vec![0; BLOCK],
            at: 0,
            filled: 0,
            row: 0,
            limits: input.limits().clone(),
            mended: Mended::default(),
        }
    }

    /// The next record; `None` at the end. Lines without any text are no records.
    ///
    /// # Errors
    /// When reading fails, the job is cancelled, or a record is longer than the limit.
    pub fn next(
        &mut self,
        input: &mut Input<'_>,
        out: &mut FileSink<'_>,
    ) -> Result<Option<Record<'_>>, ReadError> {
        loop {
            if self.at == self.filled {
                (self.at, self.filled) = (0, input.read(&mut self.block)?);
            }
            let bytes = self.block.get(self.at..self.filled).unwrap_or_default();
            let (taken, step) = self.splitter.push(bytes);
            self.at += taken;
            match step {
                Step::NeedsMore => {}
                Step::End => return Ok(None),
                Step::TooLong => return Err(self.endless(out)),
                Step::TooManyFields => return Err(ReadError::TooManyColumns(self.limits.columns)),
                Step::Record => break,
            }
        }
        self.row = self.row.saturating_add(1);
        Ok(Some(self.splitter.record(self.row, self.limits.field_bytes, &mut self.mended, out)))
    }

    /// Number of the last record.
    pub fn row(&self) -> u32 {
        self.row
    }

    /// The bytes that were read and not yet split, and where the first of them stands.
    pub fn rest(&self) -> (&[u8], u64) {
        (self.block.get(self.at..self.filled).unwrap_or_default(), self.splitter.offset)
    }

    fn endless(&self, out: &mut FileSink<'_>) -> ReadError {
        self.splitter.endless(self.row.saturating_add(1), out)
    }
}

/// A record's text where some of it was not UTF-8 or too long.
#[derive(Default)]
pub struct Mended {
    text: String,
    ends: Vec<usize>,
}

impl Splitter {
    /// The record as text; what is wrong with it is counted.
    pub fn record<'s>(
        &'s self,
        row: u32,
        max_field: usize,
        mended: &'s mut Mended,
        out: &mut FileSink<'_>,
    ) -> Record<'s> {
        let (byte, len) = self.place();
        let origin = Origin { file: 0, row, byte, len };
        let (fields, ends) = self.raw();
        let mut record = match std::str::from_utf8(fields) {
            // Fields are cut at their ends only when each end is a character's too, which `str::get` looks after.
            Ok(text) if fields.len() <= max_field => Record::new(text, ends, origin),
            _ => {
                mend(self, origin, max_field, (&mut mended.text, &mut mended.ends), out);
                Record::new(&mended.text, &mended.ends, origin)
            }
        };
        record.terminated = self.terminated;
        record
    }

    /// Counts the record, which is longer than the limit, and says so.
    pub fn endless(&self, row: u32, out: &mut FileSink<'_>) -> ReadError {
        let (byte, len) = self.place();
        // How much of it was seen depends on the blocks in which the text came.
        let len = len.min(u32::try_from(self.max_record).unwrap_or(u32::MAX));
        out.skip(Origin { file: 0, row, byte, len }, ProblemKind::LongRecord, "");
        ReadError::EndlessRecord { row, byte, limit: usize::try_from(self.max_record).unwrap_or(usize::MAX) }
    }
}

/// Reads fields that are not UTF-8 as Windows-1252, and cuts those that are too long.
#[cold]
fn mend(
    splitter: &Splitter,
    origin: Origin,
    max_field: usize,
    (text, ends): (&mut String, &mut Vec<usize>),
    out: &mut FileSink<'_>,
) {
    text.clear();
    ends.clear();
    for (index, field) in splitter.raw_fields().enumerate() {
        let column = || format!("field {}", index + 1);
        let start = text.len();
        if let Ok(field) = std::str::from_utf8(field) {
            text.push_str(field);
        } else {
            let field = mended(field);
            out.problem(origin, ProblemKind::NotUtf8, column(), &field, "read as Windows-1252");
            text.push_str(&field);
        }
        let end = text.floor_char_boundary(start + max_field);
        if end < text.len() {
            text.truncate(end);
            out.problem(origin, ProblemKind::LongField, column(), "", "cut to the limit");
        }
        ends.push(text.len());
    }
}

#[cfg(test)]
#[path = "csv_tests.rs"]
mod tests;
