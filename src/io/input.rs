//! Opens a file safely and gives its text as UTF-8, block by block.

use std::fs::{File, Metadata};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};

use super::choices::Choices;
use super::disk_text::DiskText;
use super::encoding::{Decision, decide, decode};
use super::format::{Head, ReadError};
use super::job::Job;
use super::limits::Limits;
use super::raw::{Raw, is_binary};
use crate::model::{FileText, TextSource};

/// Bytes at the start of a file by which encoding and format are told.
const HEAD_BYTES: usize = 256 << 10;

/// The text of one file from its first byte to its last.
pub struct Input<'a> {
    head: Head,
    text: Text,
    decision: Decision,
    offset: u64,
    size: u64,
    limits: &'a Limits,
    job: &'a Job,
    choices: Choices<'a>,
    /// Whether the bytes were handed out raw, and so count as read.
    raw_given: bool,
}

enum Text {
    OnDisk { file: File, kept: FileText, counted: u64 },
    InMemory { text: Arc<[u8]>, counted: bool },
}

impl<'a> Input<'a> {
    /// Opens a path. Only regular files are opened: a pipe or device could block or never end.
    ///
    /// # Errors
    /// When it is no regular file, cannot be opened or decoded, or is empty.
    pub fn open(
        path: &Path,
        forced: Option<&'static Encoding>,
        limits: &'a Limits,
        job: &'a Job,
    ) -> Result<Self, ReadError> {
        let meta = std::fs::metadata(path).map_err(ReadError::Open)?;
        if let Some(kind) = other_than_file(&meta) {
            return Err(ReadError::NotAFile(kind));
        }
        let mut file = File::open(path).map_err(ReadError::Open)?;
        let meta = file.metadata().map_err(ReadError::Open)?;
        job.expect_bytes(meta.len());
        let mut head = Vec::with_capacity(HEAD_BYTES);
        let _ = (&mut file).take(HEAD_BYTES as u64).read_to_end(&mut head).map_err(ReadError::Read)?;
        let whole = head.len() < HEAD_BYTES;
        if head.is_empty() {
            return Err(ReadError::Empty);
        }
        let name = file_name(path);
        let decision = decision(&head, whole, forced);
        let start = if decision.encoding == UTF_8 { decision.bom as u64 } else { 0 };
        file.seek(SeekFrom::Start(start)).map_err(ReadError::Read)?;
        if decision.encoding != UTF_8 {
            let text = decode(file, decision.encoding, limits.decoded_bytes, job)?;
            return Ok(Self {
                size: meta.len(),
                ..Self::in_memory(name, text.into(), decision, limits, job, true)
            });
        }
        let kept =
            FileText::OnDisk { path: path.to_owned(), size: meta.len(), modified_ns: modified_ns(&meta) };
        head.drain(..decision.bom);
        let text = Text::OnDisk { file, kept, counted: 0 };
        Ok(Self {
            head: Head { name, bytes: head, whole, delimiter: None },
            text,
            decision,
            offset: start,
            size: meta.len(),
            limits,
            job,
            choices: Choices::default(),
            raw_given: false,
        })
    }

    /// Reads bytes that are in memory already.
    ///
    /// # Errors
    /// When they cannot be decoded, or there are none.
    pub fn from_bytes(
        name: &str,
        bytes: &Arc<[u8]>,
        forced: Option<&'static Encoding>,
        limits: &'a Limits,
        job: &'a Job,
    ) -> Result<Self, ReadError> {
        if bytes.is_empty() {
            return Err(ReadError::Empty);
        }
        job.expect_bytes(bytes.len() as u64);
        let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
        let decision = decision(head, head.len() == bytes.len(), forced);
        if decision.encoding == UTF_8 {
            return Ok(Self::in_memory(name.to_owned(), Arc::clone(bytes), decision, limits, job, false));
        }
        let text = decode(bytes.as_ref(), decision.encoding, limits.decoded_bytes, job)?;
        let size = bytes.len() as u64;
        Ok(Self { size, ..Self::in_memory(name.to_owned(), text.into(), decision, limits, job, true) })
    }

    /// The first bytes of the text.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// How the encoding was decided.
    pub fn decision(&self) -> &Decision {
        &self.decision
    }

    /// Position of the next byte in the text that [`kept`](Self::kept) gives again.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Size of the file on disk, or of the bytes given, in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The bounds of this load.
    pub fn limits(&self) -> &'a Limits {
        self.limits
    }

    /// The load that this is a part of.
    pub fn job(&self) -> &'a Job {
        self.job
    }

    /// Where the text can be read again.
    pub fn kept(&self) -> FileText {
        match &self.text {
            Text::OnDisk { kept, .. } => kept.clone(),
            Text::InMemory { text, .. } => FileText::InMemory(Arc::clone(text)),
        }
    }

    /// Reads parts of a text on disk again; `None` for text in memory.
    pub fn source(&self) -> Option<Arc<dyn TextSource>> {
        match &self.text {
            Text::OnDisk { file, kept: FileText::OnDisk { size, modified_ns, .. }, .. } => {
                let again = DiskText::new(file, *size, *modified_ns)?;
                Some(Arc::new(again))
            }
            Text::OnDisk { .. } | Text::InMemory { .. } => None,
        }
    }

    /// The file's bytes as they are, for archives and workbooks; the whole of it counts as read from now on.
    ///
    /// # Errors
    /// When the file cannot be opened a second time.
    pub fn raw(&mut self) -> Result<Raw<'a>, ReadError> {
        if !self.raw_given {
            self.job.add_bytes(self.size);
            self.raw_given = true;
        }
        match &self.text {
            Text::OnDisk { kept: FileText::OnDisk { path, .. }, .. } => {
                let file = File::open(path).map_err(ReadError::Open)?;
                Ok(Raw::on_disk(file, self.job))
            }
            Text::OnDisk { .. } => Err(ReadError::Empty),
            Text::InMemory { text, .. } => Ok(Raw::in_memory(Arc::clone(text), self.job)),
        }
    }

    /// Text that was unpacked from this file, under the same bounds and wishes.
    ///
    /// # Errors
    /// As [`from_bytes`](Self::from_bytes).
    pub fn unpacked(&self, name: &str, text: &Arc<[u8]>) -> Result<Self, ReadError> {
        let inner = Self::from_bytes(name, text, None, self.limits, self.job)?;
        Ok(Self { choices: self.choices, ..inner })
    }

    /// What the user has decided.
    pub fn choices(&self) -> Choices<'a> {
        self.choices
    }

    /// Takes what the user has decided.
    pub fn choose(&mut self, choices: Choices<'a>) {
        self.head.delimiter = choices.delimiter;
        self.choices = choices;
    }

    /// Gives the next bytes of the text; 0 at its end.
    ///
    /// # Errors
    /// When reading fails or the job is cancelled.
    pub fn read(&mut self, block: &mut [u8]) -> Result<usize, ReadError> {
        if self.job.is_cancelled() {
            return Err(ReadError::Cancelled);
        }
        let most = block.len().min(self.limits.read_bytes.max(1));
        let block = block.get_mut(..most).unwrap_or_default();
        let n = match &mut self.text {
            Text::OnDisk { file, counted, .. } => {
                let n = file.read(block).map_err(ReadError::Read)?;
                *counted += n as u64;
                self.job.add_bytes(n as u64);
                n
            }
            Text::InMemory { text, counted } => {
                let start = usize::try_from(self.offset).unwrap_or(usize::MAX);
                let rest = text.get(start..).unwrap_or_default();
                let n = rest.len().min(block.len());
                if let (Some(to), Some(from)) = (block.get_mut(..n), rest.get(..n)) {
                    to.copy_from_slice(from);
                }
                if !*counted {
                    self.job.add_bytes(n as u64);
                }
                n
            }
        };
        self.offset += n as u64;
        Ok(n)
    }

    fn in_memory(
        name: String,
        text: Arc<[u8]>,
        decision: Decision,
        limits: &'a Limits,
        job: &'a Job,
        counted: bool,
    ) -> Self {
        let start = if decision.encoding == UTF_8 { decision.bom } else { 0 };
        let rest = text.get(start..).unwrap_or_default();
        let head = Head {
            name,
            bytes: rest.get(..HEAD_BYTES).unwrap_or(rest).to_vec(),
            whole: rest.len() <= HEAD_BYTES,
            delimiter: None,
        };
        let (offset, size) = (start as u64, text.len() as u64);
        let (text, choices) = (Text::InMemory { text, counted }, Choices::default());
        Self { head, text, decision, offset, size, limits, job, choices, raw_given: false }
    }
}

/// Modification time in nanoseconds since 1970; 0 if the system does not tell.
pub fn modified_ns(meta: &Metadata) -> u128 {
    let modified = meta.modified().ok();
    modified.and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos())
}

/// The last part of a path, for people.
pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn decision(head: &[u8], whole: bool, forced: Option<&'static Encoding>) -> Decision {
    if is_binary(head) {
        return Decision { encoding: UTF_8, bom: 0, why: "no text" };
    }
    let found = decide(head, whole);
    match forced {
        Some(encoding) if encoding != found.encoding => Decision { encoding, bom: 0, why: "chosen by hand" },
        _ => found,
    }
}

fn other_than_file(meta: &Metadata) -> Option<&'static str> {
    let kind = meta.file_type();
    if kind.is_file() {
        return None;
    }
    if kind.is_dir() {
        return Some("a folder");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_fifo() {
            return Some("a named pipe");
        }
        if kind.is_socket() {
            return Some("a socket");
        }
    }
    Some("a device")
}
