//! The bytes of a file that is no text, to be read at any place; counted for the progress, stopped with the job.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::Arc;

use super::job::Job;

/// Whether the first bytes are those of an archive, workbook or another file that is no text.
pub fn is_binary(head: &[u8]) -> bool {
    const MAGICS: [&[u8]; 10] = [
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"PAR1",
        b"\x1F\x8B\x08",
        b"\x89PNG\r\n",
        b"%PDF-",
        b"SQLite format 3\0",
        b"\x7FELF",
        b"\x00\x00\x27\x0A",
    ];
    MAGICS.iter().any(|magic| head.starts_with(magic))
}

/// The bytes of a file.
pub struct Raw<'a> {
    bytes: Bytes,
    job: &'a Job,
}

enum Bytes {
    OnDisk(BufReader<File>),
    InMemory(Cursor<Arc<[u8]>>),
}

impl<'a> Raw<'a> {
    /// Bytes on disk.
    pub(super) fn on_disk(file: File, job: &'a Job) -> Self {
        Self { bytes: Bytes::OnDisk(BufReader::new(file)), job }
    }

    /// Bytes in memory.
    pub(super) fn in_memory(bytes: Arc<[u8]>, job: &'a Job) -> Self {
        Self { bytes: Bytes::InMemory(Cursor::new(bytes)), job }
    }
}

impl Read for Raw<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if self.job.is_cancelled() {
            return Err(io::Error::other("stopped"));
        }
        match &mut self.bytes {
            Bytes::OnDisk(file) => file.read(to),
            Bytes::InMemory(bytes) => bytes.read(to),
        }
    }
}

impl Seek for Raw<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match &mut self.bytes {
            Bytes::OnDisk(file) => file.seek(to),
            Bytes::InMemory(bytes) => bytes.seek(to),
        }
    }
}
