//! By what an index is known to belong to files as they are now, read as they are to be read.

use std::fs::{File, Metadata};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fingerprint::hexadecimal;
use super::format::Format;
use super::input::modified_ns;
use super::load::{LoadOptions, Source};
use super::table_mapping::{Mapping, Ruined};
use crate::model::{FileInfo, FileText};

/// Raised whenever what is written changes its form.
const FORM: u32 = 1;
/// Bytes at either end of a file whose sum is kept.
const END: u64 = 64 << 10;
/// A file changed so lately may change again without another time of change.
const SETTLED: Duration = Duration::from_secs(2);

/// What must be the same for an index to be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndexKey {
    form: u32,
    /// Told apart by how numbers lie in memory.
    big_endian: bool,
    /// The program that wrote it: another one may read files otherwise.
    program: String,
    files: Vec<FileKey>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct FileKey {
    path: PathBuf,
    bytes: u64,
    modified_ns: u128,
    /// When anything of the file changed, its time of change included; 0 where the system does not tell.
    changed_ns: i128,
    /// CRC-32 of the first and of the last 64 KiB.
    ends: [u32; 2],
    format: Option<String>,
    encoding: Option<String>,
    delimiter: Option<u8>,
    mapping: Option<Mapping>,
    sheet: Option<String>,
    ruined: Ruined,
}

impl IndexKey {
    /// The key of these files as they are now; `None` for what is in memory only, cannot be read, or has just changed.
    pub fn of(files: &[(Source, LoadOptions)]) -> Option<Self> {
        let files: Option<Vec<FileKey>> = files.iter().map(file_key).collect();
        let files = files.filter(|files| !files.is_empty())?;
        Some(Self { form: FORM, big_endian: cfg!(target_endian = "big"), program: program()?, files })
    }

    /// Whether these are the files, as they were when they were read.
    pub fn fits(&self, files: &[FileInfo]) -> bool {
        let same = |(key, file): (&FileKey, &FileInfo)| matches!(file.text, FileText::OnDisk { size, modified_ns, .. } if (size, modified_ns) == (key.bytes, key.modified_ns));
        self.files.len() == files.len() && self.files.iter().zip(files).all(same)
    }

    /// Size of all files in bytes.
    pub fn bytes(&self) -> u64 {
        self.files.iter().map(|file| file.bytes).sum()
    }

    /// Name of what is kept of files at these paths, whatever they hold: a new one takes the place of an old one.
    pub fn file_name(&self, extension: &str) -> String {
        let mut hash = Sha256::new();
        for file in &self.files {
            hash.update(file.path.as_os_str().as_encoded_bytes());
            hash.update([0]);
        }
        hexadecimal(&hash.finalize()).split_at(32).0.to_owned() + "." + extension
    }
}

fn file_key((source, options): &(Source, LoadOptions)) -> Option<FileKey> {
    let Source::Path(path) = source else { return None };
    let path = std::fs::canonicalize(path).ok()?;
    let meta = std::fs::metadata(&path).ok().filter(Metadata::is_file)?;
    let age = meta.modified().ok().and_then(|at| SystemTime::now().duration_since(at).ok());
    // A time of change that lies ahead says nothing of when the file changed.
    age.filter(|age| *age > SETTLED)?;
    Some(FileKey {
        bytes: meta.len(),
        modified_ns: modified_ns(&meta),
        changed_ns: changed_ns(&meta),
        ends: ends(&path, meta.len()).ok()?,
        path,
        format: options.format.map(Format::id).map(str::to_owned),
        encoding: options.encoding.map(|encoding| encoding.name().to_owned()),
        delimiter: options.delimiter,
        mapping: options.mapping.clone(),
        sheet: options.sheet.clone(),
        ruined: options.ruined,
    })
}

fn ends(path: &Path, bytes: u64) -> io::Result<[u32; 2]> {
    let mut file = File::open(path)?;
    let mut sum = |from: u64| -> io::Result<u32> {
        let mut part = Vec::new();
        file.seek(SeekFrom::Start(from))?;
        (&mut file).take(END).read_to_end(&mut part)?;
        Ok(crc32fast::hash(&part))
    };
    Ok([sum(0)?, sum(bytes.saturating_sub(END))?])
}

#[cfg(unix)]
fn changed_ns(meta: &Metadata) -> i128 {
    use std::os::unix::fs::MetadataExt;
    i128::from(meta.ctime()) * 1_000_000_000 + i128::from(meta.ctime_nsec())
}

#[cfg(not(unix))]
fn changed_ns(_: &Metadata) -> i128 {
    0
}

/// Version and build: size and time of change of the program's own file.
fn program() -> Option<String> {
    let meta = std::fs::metadata(std::env::current_exe().ok()?).ok()?;
    Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), meta.len(), modified_ns(&meta)))
}
