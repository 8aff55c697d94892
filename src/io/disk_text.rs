//! Parts of a file's text, read again where they stand.

use std::fs::File;

use super::input::modified_ns;
use crate::model::{TextGone, TextSource};

/// A file that stays open, so that it can be read even after another one has taken its name.
#[derive(Debug)]
pub struct DiskText {
    file: File,
    size: u64,
    modified_ns: u128,
}

impl DiskText {
    /// The same open file, which had this size and time of change when it was read; `None` if the system gives no
    /// second handle.
    pub fn new(file: &File, size: u64, modified_ns: u128) -> Option<Self> {
        Some(Self { file: file.try_clone().ok()?, size, modified_ns })
    }
}

impl TextSource for DiskText {
    fn read_at(&self, at: u64, to: &mut [u8]) -> Result<(), TextGone> {
        read_at(&self.file, at, to).map_err(|_| TextGone)
    }

    fn check(&self) -> Result<(), TextGone> {
        let meta = self.file.metadata().map_err(|_| TextGone)?;
        let same = meta.len() == self.size && modified_ns(&meta) == self.modified_ns;
        if same { Ok(()) } else { Err(TextGone) }
    }
}

#[cfg(unix)]
fn read_at(file: &File, at: u64, to: &mut [u8]) -> std::io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, to, at)
}

#[cfg(windows)]
fn read_at(file: &File, mut at: u64, mut to: &mut [u8]) -> std::io::Result<()> {
    while !to.is_empty() {
        let n = std::os::windows::fs::FileExt::seek_read(file, to, at)?;
        if n == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        at += n as u64;
        to = to.get_mut(n..).unwrap_or_default();
    }
    Ok(())
}
