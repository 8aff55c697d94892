//! ZIP archives (KMZ, workbooks) unpacked within bounds that are counted, not believed.

use std::io::{self, Read, Seek, SeekFrom};

use zip::ZipArchive;

use super::format::{Head, ReadError};
use super::limits::Limits;
use super::raw::Raw;

/// Beyond this many unpacked bytes the ratio to the packed size counts.
const RATIO_FROM: u64 = 1 << 20;
/// Beyond this many unpacked bytes the stricter ratios count: real text of that size is never so dull.
const DENSE_FROM: u64 = 64 << 20;
/// How many times its packed size such an entry may have unpacked that is kept in memory.
const DENSE_KEPT: u64 = 40;
/// The same for one that only streams by.
const DENSE_STREAMED: u64 = 100;
/// Longest text between two tags of a workbook, in bytes; a cell of the programs that write them has at most 32,767
/// letters.
const LONGEST_TEXT: usize = 16 << 20;
/// Longest attribute that announces a number of texts, in bytes.
const ANNOUNCEMENT: usize = 64;
/// Longest end of a ZIP archive that is searched for its directory: 22 bytes and a comment.
const END_BYTES: i64 = 22 + 65_535;

/// An archive whose entries are read by name.
pub struct Archive<'a> {
    zip: ZipArchive<Raw<'a>>,
    limits: &'a Limits,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Reads the directory of an archive.
    ///
    /// # Errors
    /// When it has none, or more entries than the limit.
    pub fn open(mut raw: Raw<'a>, limits: &'a Limits) -> Result<Self, ReadError> {
        let entries = announced_entries(&mut raw).map_err(ReadError::Read)?;
        if entries > limits.zip_entries {
            return Err(too_many(limits));
        }
        let _ = raw.seek(SeekFrom::Start(0)).map_err(ReadError::Read)?;
        let zip = ZipArchive::new(raw).map_err(|error| broken(&error.to_string()))?;
        if zip.len() > limits.zip_entries {
            return Err(too_many(limits));
        }
        Ok(Self { zip, limits, left: limits.zip_bytes })
    }

    /// The names of all entries in the order of the directory.
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().map(|name| name.map_or(String::new(), std::borrow::Cow::into_owned)).collect()
    }

    /// Whether there is an entry of this name.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Unpacks one entry.
    ///
    /// # Errors
    /// When there is no such entry, it is broken or locked, or it grows past a limit.
    pub fn unpack(&mut self, name: &str) -> Result<Vec<u8>, ReadError> {
        // Counted first, so that what is too large takes no room at all.
        let (left, mut bytes) = (self.left, 0);
        self.each_block(name, DENSE_KEPT, &mut |block| {
            bytes += block.len();
            Ok(())
        })?;
        self.left = left;
        let mut out = Vec::with_capacity(bytes);
        self.each_block(name, DENSE_KEPT, &mut |block| {
            out.extend_from_slice(block);
            Ok(())
        })?;
        Ok(out)
    }

    /// Unpacks entries of a workbook only to see that they stay within the limits, for a reader that unpacks by itself,
    /// that no text in them is longer than a cell can hold, and that they do not announce more texts than they can hold,
    /// for which that reader would make room at once.
    ///
    /// # Errors
    /// As [`unpack`](Self::unpack).
    pub fn check_xml(&mut self, names: impl Iterator<Item = String>) -> Result<(), ReadError> {
        for name in names {
            let is_xml = is_xml(&name);
            let (mut bytes, mut announced, mut tail, mut text) = (0_u64, 0_u64, Vec::new(), 0);
            self.each_block(&name, DENSE_STREAMED, &mut |block| {
                bytes += block.len() as u64;
                text = memchr::memrchr(b'<', block).map_or(text + block.len(), |at| block.len() - at);
                if is_xml && text > LONGEST_TEXT {
                    return Err(broken(&format!("{name} has a text of more than {LONGEST_TEXT} bytes")));
                }
                tail.extend_from_slice(block);
                announced = announced.max(most_announced(&tail));
                let keep = tail.len().saturating_sub(ANNOUNCEMENT);
                tail.drain(..keep);
                Ok(())
            })?;
            if announced > bytes {
                return Err(broken(&format!("{name} announces {announced} texts in {bytes} bytes")));
            }
        }
        Ok(())
    }

    fn each_block(
        &mut self,
        name: &str,
        dense_ratio: u64,
        use_block: &mut dyn FnMut(&[u8]) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let mut entry = self.zip.by_name(name).map_err(|error| broken(&error.to_string()))?;
        let packed = entry.compressed_size();
        let by_ratio = packed.saturating_mul(self.limits.zip_ratio).max(RATIO_FROM);
        let dense = packed.saturating_mul(dense_ratio).max(DENSE_FROM);
        let most = by_ratio.min(dense).min(self.left).min(self.limits.decoded_bytes);
        let mut block = vec![0; 64 << 10];
        let mut unpacked = 0_u64;
        loop {
            let n = entry.read(&mut block).map_err(|error| broken(&format!("{name}: {error}")))?;
            unpacked += n as u64;
            if unpacked > most {
                let ratio = self.limits.zip_ratio;
                let why = if most == by_ratio {
                    format!("{name} unpacks to more than {ratio} times its size")
                } else if most == dense {
                    format!(
                        "{name} unpacks to more than {most} bytes, and to more than {dense_ratio} times its size"
                    )
                } else {
                    format!("{name} unpacks to more than {most} bytes")
                };
                return Err(broken(&why));
            }
            if n == 0 {
                self.left -= unpacked;
                return Ok(());
            }
            use_block(block.get(..n).unwrap_or_default())?;
        }
    }
}

/// The names of the entries that a head shows, as their local headers give them.
pub fn names_in(head: &Head) -> Vec<String> {
    const LOCAL: &[u8] = b"PK\x03\x04";
    if !head.bytes.starts_with(LOCAL) {
        return Vec::new();
    }
    let at = memchr::memmem::find_iter(&head.bytes, LOCAL);
    let name = |at: usize| {
        let header = head.bytes.get(at..at + 30)?;
        let (low, high) = (header.get(26)?, header.get(27)?);
        let len = usize::from(u16::from_le_bytes([*low, *high]));
        let name = head.bytes.get(at + 30..at + 30 + len)?;
        std::str::from_utf8(name).ok().map(str::to_owned)
    };
    at.filter_map(name).collect()
}

/// The number of entries that the end of an archive announces; 65,535 stands for that many or more.
fn announced_entries(raw: &mut Raw<'_>) -> io::Result<usize> {
    let size = raw.seek(SeekFrom::End(0))?;
    let _ = raw.seek(SeekFrom::End(-END_BYTES.min(i64::try_from(size).unwrap_or(END_BYTES))))?;
    let mut end = Vec::new();
    let _ = raw.read_to_end(&mut end)?;
    let record = memchr::memmem::rfind(&end, b"PK\x05\x06").and_then(|at| end.get(at..at + 12));
    let count = record.and_then(|r| Some(u16::from_le_bytes([*r.get(10)?, *r.get(11)?])));
    Ok(usize::from(count.unwrap_or(0)))
}

/// The largest `uniqueCount` in a piece of a workbook.
fn most_announced(xml: &[u8]) -> u64 {
    let at = memchr::memmem::find_iter(xml, b"uniqueCount");
    let digits = at.map(|at| xml.get(at..at + ANNOUNCEMENT).unwrap_or(xml.get(at..).unwrap_or_default()));
    let number = |text: &[u8]| {
        let digits = text.iter().skip_while(|b| !b.is_ascii_digit()).take_while(|b| b.is_ascii_digit());
        digits.fold(0_u64, |n, &digit| n.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
    };
    digits.map(number).max().unwrap_or(0)
}

/// Whether an entry of a workbook is read as XML; pictures and fonts are not.
fn is_xml(name: &str) -> bool {
    !["/media/", ".bin"].iter().any(|part| name.to_ascii_lowercase().contains(part))
}

fn too_many(limits: &Limits) -> ReadError {
    broken(&format!("more than {} entries", limits.zip_entries))
}

fn broken(why: &str) -> ReadError {
    ReadError::Archive(why.to_owned())
}

#[cfg(test)]
#[path = "archive_tests.rs"]
pub(super) mod tests;
