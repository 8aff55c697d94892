//! Looks through the skeleton of a Parquet file before the library does: what it claims to hold must fit the file.
//!
//! The library trusts sizes that a file names: it sets memory aside for as many row groups or bytes of a page as a few
//! bytes say, and follows nested columns with the call stack. Neither failing can be caught. So the footer and the head of
//! every page are walked here first, as the Thrift compact protocol writes them (Apache Thrift,
//! "thrift-compact-protocol.md"; fields by their numbers in `parquet.thrift` of the Parquet format).

use std::io::{Read, Seek, SeekFrom};

use super::format::ReadError;
use super::limits::Limits;

/// Longest footer in bytes.
const MOST_FOOTER: u64 = 16 << 20;
/// Length within which the head of a page usually ends, and its longest, in bytes; statistics may hold a value or two.
const USUAL_PAGE_HEAD: usize = 512;
const MOST_PAGE_HEAD: usize = 64 << 10;
/// Most entries of a list in the footer.
const MOST_ENTRIES: u64 = 100_000;
/// Deepest nesting within the footer or the head of a page.
const MOST_DEPTH: usize = 16;
/// Unpacked bytes that a page may have whatever its packed size, and the largest one at all.
const PAGE_BYTES: u64 = 1 << 20;
const MOST_PAGE_BYTES: u64 = 128 << 20;

/// The error for a Parquet file that is broken.
pub fn broken(why: impl std::fmt::Display) -> ReadError {
    ReadError::Parquet(why.to_string())
}

/// Checks the footer.
///
/// # Errors
/// When it is cut, locked, or names more than it can hold.
pub fn check_footer(file: &mut (impl Read + Seek), limits: &Limits) -> Result<(), ReadError> {
    let size = file.seek(SeekFrom::End(0)).map_err(ReadError::Read)?;
    let Some(tail) = size.checked_sub(8).filter(|&tail| tail >= 4) else {
        return Err(broken("it is cut off"));
    };
    let mut end = [0; 8];
    read_at(file, tail, &mut end)?;
    let [a, b, c, d, magic @ ..] = end;
    match &magic {
        b"PAR1" => {}
        b"PARE" => return Err(broken("it is encrypted")),
        _ => return Err(broken("its end is missing")),
    }
    let len = u64::from(u32::from_le_bytes([a, b, c, d]));
    if len > MOST_FOOTER || len > tail - 4 {
        return Err(broken("its footer is longer than the file or 16 MiB"));
    }
    let mut footer = vec![0; usize::try_from(len).unwrap_or_default()];
    read_at(file, tail - len, &mut footer)?;
    let mut walk = Walk { bytes: &footer, at: 0 };
    walk.footer(limits).ok_or_else(|| broken("its footer is damaged or nested too deep"))
}

/// Checks the head of every page of a column from its first to its last byte in the file; the size in bytes of the largest
/// page unpacked.
///
/// # Errors
/// When a page would unpack to far more than it is.
pub fn largest_page(
    file: &mut (impl Read + Seek),
    range: (u64, u64),
    limits: &Limits,
) -> Result<u64, ReadError> {
    let (mut at, end) = (range.0, range.0.saturating_add(range.1));
    let (mut head, mut largest) = (vec![0; MOST_PAGE_HEAD], 0);
    while at < end {
        let most = usize::try_from(end - at).unwrap_or(usize::MAX);
        // Most heads are short, and a file may have a great many pages.
        let found = [USUAL_PAGE_HEAD, MOST_PAGE_HEAD].into_iter().find_map(|len| {
            let to = head.get_mut(..len.min(most)).unwrap_or_default();
            let got = match file.seek(SeekFrom::Start(at)).and_then(|_| fill(file, to)) {
                Ok(got) => got,
                Err(error) => return Some(Err(ReadError::Read(error))),
            };
            let mut walk = Walk { bytes: to.get(..got).unwrap_or_default(), at: 0 };
            walk.page().map(|page| Ok((page, walk.at as u64)))
        });
        let (page, len) = found.ok_or_else(|| broken(format!("the page at byte {at} is damaged")))??;
        let may = page.packed.saturating_mul(limits.zip_ratio).clamp(PAGE_BYTES, MOST_PAGE_BYTES);
        if page.unpacked > may {
            return Err(broken(format!(
                "the page at byte {at} would unpack to {} bytes, more than is safe",
                page.unpacked
            )));
        }
        at += len + page.packed;
        largest = largest.max(page.unpacked);
    }
    Ok(largest)
}

fn read_at(file: &mut (impl Read + Seek), at: u64, to: &mut [u8]) -> Result<(), ReadError> {
    file.seek(SeekFrom::Start(at)).map_err(ReadError::Read)?;
    file.read_exact(to).map_err(ReadError::Read)
}

fn fill(file: &mut impl Read, to: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while let Some(rest) = to.get_mut(got..).filter(|rest| !rest.is_empty()) {
        match file.read(rest)? {
            0 => break,
            n => got += n,
        }
    }
    Ok(got)
}

/// What the head of a page says.
struct Page {
    packed: u64,
    unpacked: u64,
}

/// A place in bytes of the compact protocol; `None` wherever they make no sense.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

const STOP: u8 = 0;
const BOOL_TRUE: u8 = 1;
const BOOL_FALSE: u8 = 2;
const BYTE: u8 = 3;
const I64: u8 = 6;
const DOUBLE: u8 = 7;
const BINARY: u8 = 8;
const LIST: u8 = 9;
const SET: u8 = 10;
const MAP: u8 = 11;
const STRUCT: u8 = 12;

impl Walk<'_> {
    /// `FileMetaData`, of which field 2 lists the columns.
    fn footer(&mut self, limits: &Limits) -> Option<()> {
        let mut field = 0;
        while let kind @ 1.. = self.field(&mut field)? {
            if (field, kind) == (2, LIST) { self.schema(limits)? } else { self.skip(kind, MOST_DEPTH)? }
        }
        Some(())
    }

    /// The columns as they are nested: each names in field 5 how many of those behind it are its own.
    fn schema(&mut self, limits: &Limits) -> Option<()> {
        let (len, kind) = self.list()?;
        if kind != STRUCT || len > limits.columns as u64 * 4 {
            return None;
        }
        // How many are still to come on each level.
        let mut open: Vec<u64> = Vec::new();
        for _ in 0..len {
            let (mut field, mut children) = (0, 0);
            while let kind @ 1.. = self.field(&mut field)? {
                match (field, kind) {
                    (5, 4..=I64) => children = u64::try_from(self.zigzag()?).ok()?,
                    _ => self.skip(kind, MOST_DEPTH)?,
                }
            }
            if let Some(left) = open.last_mut() {
                *left = left.checked_sub(1)?;
            }
            if children > 0 {
                open.push(children);
            }
            while open.last() == Some(&0) {
                open.pop();
            }
            if open.len() > MOST_DEPTH || children > len {
                return None;
            }
        }
        Some(())
    }

    /// `PageHeader`, of which field 2 is the unpacked and field 3 the packed size.
    fn page(&mut self) -> Option<Page> {
        let (mut field, mut page) = (0, Page { packed: 0, unpacked: 0 });
        while let kind @ 1.. = self.field(&mut field)? {
            match (field, kind) {
                (2, 4..=I64) => page.unpacked = u64::try_from(self.zigzag()?).ok()?,
                (3, 4..=I64) => page.packed = u64::try_from(self.zigzag()?).ok()?,
                _ => self.skip(kind, MOST_DEPTH)?,
            }
        }
        Some(page)
    }

    /// The type of the next field, whose number is counted on; [`STOP`] at the end of the structure.
    fn field(&mut self, number: &mut i64) -> Option<u8> {
        let head = self.byte()?;
        if head == 0 {
            return Some(STOP);
        }
        let step = head >> 4;
        *number = if step == 0 { self.zigzag()? } else { number.checked_add(i64::from(step))? };
        Some(head & 15).filter(|kind| *kind != STOP)
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        let depth = depth.checked_sub(1)?;
        match kind {
            BOOL_TRUE | BOOL_FALSE => {}
            BYTE => self.pass(1)?,
            4..=I64 => drop(self.varint()?),
            DOUBLE => self.pass(8)?,
            BINARY => {
                let len = self.varint()?;
                self.pass(len)?;
            }
            LIST | SET => {
                let (len, kind) = self.list()?;
                for _ in 0..len {
                    self.entry(kind, depth)?;
                }
            }
            MAP => self.map(depth)?,
            STRUCT => {
                let mut number = 0;
                while let kind @ 1.. = self.field(&mut number)? {
                    self.skip(kind, depth)?;
                }
            }
            _ => return None,
        }
        Some(())
    }

    fn map(&mut self, depth: usize) -> Option<()> {
        let len = self.varint().filter(|&len| self.fits(len))?;
        let kinds = if len > 0 { self.byte()? } else { 0 };
        for _ in 0..len {
            self.entry(kinds >> 4, depth)?;
            self.entry(kinds & 15, depth)?;
        }
        Some(())
    }

    /// An entry of a list; there, a truth value takes a byte.
    fn entry(&mut self, kind: u8, depth: usize) -> Option<()> {
        if kind <= BOOL_FALSE { self.pass(1) } else { self.skip(kind, depth) }
    }

    /// Length and type of a list. Every entry takes a byte at least.
    fn list(&mut self) -> Option<(u64, u8)> {
        let head = self.byte()?;
        let len = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
        self.fits(len).then_some((len, head & 15))
    }

    fn fits(&self, len: u64) -> bool {
        len <= MOST_ENTRIES && len <= (self.bytes.len() - self.at.min(self.bytes.len())) as u64
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn pass(&mut self, len: u64) -> Option<()> {
        let at = self.at.checked_add(usize::try_from(len).ok()?)?;
        (at <= self.bytes.len()).then(|| self.at = at)
    }

    fn varint(&mut self) -> Option<u64> {
        let mut out = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            out |= u64::from(byte & 127) << shift;
            if byte < 128 {
                return Some(out);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let n = self.varint()?;
        let half = i64::try_from(n >> 1).ok()?;
        Some(if n & 1 == 0 { half } else { -half - 1 })
    }
}
