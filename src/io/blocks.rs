//! Cuts a table's text into blocks of whole records, so that several threads can read it.
//!
//! Where a record ends depends on every quotation mark before it. So one look over the text, which stops only at
//! quotation marks and line ends, goes ahead of the threads: each block begins where a record is proven to begin.

use memchr::{memchr, memchr3};

use super::format::ReadError;
use super::input::Input;

/// How the fields of a table are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// What stands between fields.
    pub delimiter: u8,
    /// Whether quotation marks hold delimiters and line ends together.
    pub quotes: bool,
}

/// Whole records, one behind the other; only the last block of a text may end without a line end.
#[derive(Debug, Default)]
pub struct Block {
    /// Begins with the records' bytes; what is behind them was there before, so that no byte is set that is read over.
    buffer: Vec<u8>,
    len: usize,
    /// Where the first byte stands in the text.
    pub offset: u64,
    /// Number of the first record.
    pub first_row: u32,
    /// Number of the block, from 0.
    pub number: usize,
}

impl Block {
    /// The records' bytes.
    pub fn bytes(&self) -> &[u8] {
        self.buffer.get(..self.len).unwrap_or_default()
    }

    /// Makes room for so many bytes more than the first ones; gives the place of these.
    fn room(&mut self, first: usize, more: usize) -> &mut [u8] {
        let end = first + more;
        if self.buffer.len() < end {
            self.buffer.resize(end, 0);
        }
        self.buffer.get_mut(first..end).unwrap_or_default()
    }
}

/// Gives the blocks of a text, one after the other.
pub struct Blocks<'i, 'a> {
    input: &'i mut Input<'a>,
    dialect: Dialect,
    /// Bytes read that belong to the next block.
    carry: Vec<u8>,
    /// Where they begin in the text.
    offset: u64,
    row: u32,
    number: usize,
    size: usize,
    ended: bool,
    /// Why nothing more can be read; told when what was read before it is given.
    failed: Option<ReadError>,
}

impl<'i, 'a> Blocks<'i, 'a> {
    /// Blocks of about `size` bytes. `rest` are bytes already taken from the input, which begin a record or its line
    /// end; `row` is the number of the record before it.
    pub fn new(
        input: &'i mut Input<'a>,
        dialect: Dialect,
        (rest, offset): (&[u8], u64),
        row: u32,
        size: usize,
    ) -> Self {
        let row = row.saturating_add(1);
        Self {
            input,
            dialect,
            carry: rest.to_vec(),
            offset,
            row,
            number: 0,
            size,
            ended: false,
            failed: None,
        }
    }

    /// Size of the whole input in bytes.
    pub fn size(&self) -> u64 {
        self.input.size()
    }

    /// Fills the next block; `false` at the end of the text.
    ///
    /// # Errors
    /// When reading fails or the job is cancelled.
    pub fn next(&mut self, block: &mut Block) -> Result<bool, ReadError> {
        block.number = self.number;
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let limit = self.input.limits().record_bytes;
        let mut scan = Scan::new(self.dialect);
        block.len = self.carry.len();
        block.room(0, block.len).copy_from_slice(&self.carry);
        self.carry.clear();
        // A first block is made of what was read with the header, so that first events come at once.
        let mut room = self.size.saturating_sub(block.len);
        while !self.ended {
            if room > 0 {
                block.len += self.read(block.room(block.len, room));
            }
            scan.advance(block.bytes());
            if self.failed.is_some() || scan.cut > 0 || block.len > limit.saturating_add(1) {
                break;
            }
            room = self.size.max(1);
        }
        if scan.cut == 0
            && let Some(error) = self.failed.take()
        {
            return Err(error);
        }
        if self.ended {
            scan.cut = block.len;
        } else if scan.cut == 0 {
            // No record ends within the limit: whoever reads the block says so, and nothing is read after it.
            scan.cut = block.len;
            self.ended = true;
        }
        self.carry.extend_from_slice(block.bytes().get(scan.cut..).unwrap_or_default());
        block.len = scan.cut;
        (block.offset, block.first_row) = (self.offset, self.row);
        self.offset += scan.cut as u64;
        self.row = self.row.saturating_add(scan.records);
        self.number += 1;
        Ok(block.len > 0)
    }

    /// Fills `to` as far as there are bytes; gives how many.
    fn read(&mut self, to: &mut [u8]) -> usize {
        let mut filled = 0;
        while filled < to.len() {
            match self.input.read(to.get_mut(filled..).unwrap_or_default()) {
                Ok(0) => {
                    self.ended = true;
                    break;
                }
                Ok(n) => filled += n,
                Err(error) => {
                    self.failed = Some(error);
                    break;
                }
            }
        }
        filled
    }
}

/// Follows quotation marks and line ends from the begin of a record.
struct Scan {
    dialect: Dialect,
    /// Bytes looked at.
    at: usize,
    quoted: bool,
    line_start: usize,
    /// Behind the last line end outside quotation marks.
    cut: usize,
    /// Records that end before the cut.
    records: u32,
}

impl Scan {
    fn new(dialect: Dialect) -> Self {
        Self { dialect, at: 0, quoted: false, line_start: 0, cut: 0, records: 0 }
    }

    /// Goes on to the end of the bytes, of which those looked at before are the first.
    fn advance(&mut self, bytes: &[u8]) {
        while let Some(rest) = bytes.get(self.at..).filter(|rest| !rest.is_empty()) {
            if self.quoted {
                if !self.leave_quotes(rest) {
                    return;
                }
                continue;
            }
            let quote = if self.dialect.quotes { b'"' } else { b'\n' };
            let Some(i) = memchr3(quote, b'\n', b'\r', rest) else {
                self.at = bytes.len();
                return;
            };
            let at = self.at + i;
            self.at = at + 1;
            if matches!(rest.get(i), Some(b'\n' | b'\r')) {
                // Empty lines are no records.
                self.records += u32::from(at > self.line_start);
                (self.line_start, self.cut) = (at + 1, at + 1);
            } else {
                let before = at.checked_sub(1).and_then(|before| bytes.get(before));
                self.quoted = at == self.line_start || before == Some(&self.dialect.delimiter);
            }
        }
    }

    /// Goes behind the closing quotation mark; `false` where it, or what stands behind it, is not there yet.
    fn leave_quotes(&mut self, rest: &[u8]) -> bool {
        let Some(i) = memchr(b'"', rest) else {
            self.at += rest.len();
            return false;
        };
        match rest.get(i + 1) {
            None => {
                self.at += i;
                return false;
            }
            Some(b'"') => self.at += i + 2,
            Some(_) => (self.at, self.quoted) = (self.at + i + 1, false),
        }
        true
    }
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
