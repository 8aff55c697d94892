//! Large files open again from an index: their events as they lay in memory, kept in a folder for such things.
//!
//! An index is used only for the very files, read in the very way and by the very program that made it, and only if
//! every check sum is right. Anything else is passed over, and the files are read.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::disk_text::DiskText;
use super::index_key::IndexKey;
use super::job::Job;
use super::load::{LoadOptions, Loaded, Source};
use super::report::FileReport;
use super::save::{SaveError, TEMPORARY, save};
use super::word_file::EXTENSION as WORDS;
use crate::model::{Dataset, FileInfo, FileText, StoredError};

/// What the report says of a file that was not read this time.
const NOTE: &str = "Opened from the index that was kept when the file was read; Reload reads it again.";
/// How index files end.
pub const EXTENSION: &str = "index";
/// What an index begins with.
const MAGIC: &[u8; 16] = b"Borderline index";
/// Smaller files are read about as fast as their index.
pub const LEAST_BYTES: u64 = 16 << 20;
/// All indexes together stay below this; those not used for longest go first.
const MOST_BYTES: u64 = 4 << 30;
/// An index that is not whole after this time never will be.
const UNFINISHED: Duration = Duration::from_hours(1);
/// A description longer than this is not ours.
const MOST_HEAD: u32 = 64 << 20;

/// A folder of indexes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexFolder {
    folder: PathBuf,
    least_bytes: u64,
    most_bytes: u64,
}

/// What stands before the columns.
#[derive(Serialize, Deserialize)]
struct Head {
    key: IndexKey,
    files: Vec<FileHead>,
    reports: Vec<FileReport>,
}

/// What a dataset knows of a file.
#[derive(Serialize, Deserialize)]
struct FileHead {
    name: String,
    path: Option<PathBuf>,
    format: String,
    provider: String,
    encoding: String,
    columns: Vec<String>,
    text: PathBuf,
    bytes: u64,
    modified_ns: u128,
    /// Whether long texts were left in it.
    texts_left: bool,
}

impl IndexFolder {
    /// This folder, which need not be there yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, least_bytes: LEAST_BYTES, most_bytes: MOST_BYTES }
    }

    /// The same folder for files of any size.
    #[must_use]
    pub fn for_files_of_any_size(self) -> Self {
        Self { least_bytes: 0, ..self }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// What a load of these files would give, if an index of just that is there and whole.
    pub fn find(&self, files: &[(Source, LoadOptions)], job: &Job) -> Option<Loaded> {
        // Files that are small have no index; to see that costs less than to ask for their key.
        if !self.is_for(files) {
            return None;
        }
        let key = IndexKey::of(files)?;
        let path = self.folder.join(key.file_name(EXTENSION));
        let found = match read(&path, &key) {
            Ok(found) => found?,
            Err(error) => {
                log::info!("the index {} is not used: {error}", path.display());
                return None;
            }
        };
        job.expect_bytes(key.bytes());
        job.add_bytes(key.bytes());
        job.rows_known(found.dataset.len() as u64);
        // Those used lately are kept longest; that the time cannot be set is no harm.
        let _ = File::options().write(true).open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(found)
    }

    /// Keeps what came of a load of these files; the bytes written, or `None` where an index would not pay or could not
    /// hold all.
    ///
    /// # Errors
    /// When the folder or the index cannot be written.
    pub fn keep(
        &self,
        files: &[(Source, LoadOptions)],
        dataset: &Dataset,
        reports: &[FileReport],
    ) -> Result<Option<u64>, SaveError> {
        let whole = reports.iter().all(|report| report.error.is_none());
        if !whole || !dataset.can_be_stored() || !self.is_for(files) {
            return Ok(None);
        }
        let heads: Option<Vec<FileHead>> = dataset.files().iter().map(FileHead::new).collect();
        let (Some(key), Some(heads)) = (IndexKey::of(files), heads) else { return Ok(None) };
        if !key.fits(dataset.files()) {
            return Ok(None);
        }
        let head = Head { key, files: heads, reports: reports.to_vec() };
        self.put(files, (&head.key, EXTENSION), |to| {
            write_head(to, MAGIC, &head)?;
            dataset.store(to)
        })
    }

    /// Writes what is kept of these files under the name of their key; the bytes written, or `None` where they changed meanwhile.
    ///
    /// # Errors
    /// When the folder or the file cannot be written.
    pub(super) fn put(
        &self,
        files: &[(Source, LoadOptions)],
        (key, extension): (&IndexKey, &str),
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<Option<u64>, SaveError> {
        let path = self.folder.join(key.file_name(extension));
        let failed = |cause| SaveError { path: path.clone(), cause };
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        save(&path, |to| write(to))?;
        let bytes = std::fs::metadata(&path).map_err(failed)?.len();
        if IndexKey::of(files).as_ref() != Some(key) {
            let _ = std::fs::remove_file(&path);
            return Ok(None);
        }
        self.make_room();
        Ok(Some(bytes))
    }

    /// Whether these files are large enough.
    pub(super) fn is_for(&self, files: &[(Source, LoadOptions)]) -> bool {
        bytes_of(files) >= self.least_bytes
    }

    /// All indexes, and words that are kept beside them, with their sizes in bytes, those used last first.
    pub fn list(&self) -> Vec<(PathBuf, u64)> {
        let ours = |path: &Path| {
            path.extension().is_some_and(|extension| extension == EXTENSION || extension == WORDS)
        };
        let of = |path: PathBuf| {
            let meta = std::fs::metadata(&path).ok().filter(std::fs::Metadata::is_file)?;
            Some((meta.modified().ok(), path, meta.len()))
        };
        let mut all: Vec<_> = self.paths().filter(|path| ours(path)).filter_map(of).collect();
        all.sort_by(|a, b| b.cmp(a));
        all.into_iter().map(|(_, path, bytes)| (path, bytes)).collect()
    }

    /// Removes all indexes; how many there were, and their bytes.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn clear(&self) -> io::Result<(usize, u64)> {
        let all = self.list();
        for (path, _) in &all {
            std::fs::remove_file(path)?;
        }
        Ok((all.len(), all.iter().map(|(_, bytes)| bytes).sum()))
    }

    fn paths(&self) -> impl Iterator<Item = PathBuf> {
        std::fs::read_dir(&self.folder).into_iter().flatten().flatten().map(|entry| entry.path())
    }

    fn make_room(&self) {
        // What is left of a program that ended while it wrote.
        let forgotten = |path: &Path| {
            let old = || {
                let modified = std::fs::metadata(path).and_then(|meta| meta.modified());
                modified.ok()?.elapsed().ok().filter(|age| *age > UNFINISHED)
            };
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(TEMPORARY))
                && old().is_some()
        };
        for path in self.paths().filter(|path| forgotten(path)) {
            let _ = std::fs::remove_file(path);
        }
        let mut sum = 0;
        for (path, bytes) in self.list() {
            sum += bytes;
            // The newest stays, whatever its size.
            if sum > self.most_bytes && sum > bytes {
                // One that another program holds open goes the next time.
                let _ = std::fs::remove_file(path);
            }
        }
    }
}

impl FileHead {
    fn new(file: &FileInfo) -> Option<Self> {
        let FileText::OnDisk { path, size, modified_ns } = &file.text else { return None };
        Some(Self {
            name: file.name.clone(),
            path: file.path.clone(),
            format: file.format.clone(),
            provider: file.provider.clone(),
            encoding: file.encoding.clone(),
            columns: file.columns.clone(),
            text: path.clone(),
            bytes: *size,
            modified_ns: *modified_ns,
            texts_left: file.source.is_some(),
        })
    }

    fn file(self) -> Option<FileInfo> {
        let source = if self.texts_left {
            Some(DiskText::new(&File::open(&self.text).ok()?, self.bytes, self.modified_ns)?)
        } else {
            None
        };
        Some(FileInfo {
            name: self.name,
            path: self.path,
            format: self.format,
            provider: self.provider,
            encoding: self.encoding,
            columns: self.columns,
            text: FileText::OnDisk { path: self.text, size: self.bytes, modified_ns: self.modified_ns },
            source: source.map(|text| std::sync::Arc::new(text) as _),
        })
    }
}

fn bytes_of(files: &[(Source, LoadOptions)]) -> u64 {
    let bytes = |source: &Source| match source {
        Source::Path(path) => std::fs::metadata(path).map_or(0, |meta| meta.len()),
        Source::Bytes { .. } => 0,
    };
    files.iter().map(|(source, _)| bytes(source)).sum()
}

/// What an index holds; `None` if there is none or it is of other or older files.
fn read(path: &Path, key: &IndexKey) -> Result<Option<Loaded>, StoredError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let bytes = file.metadata()?.len();
    let head: Head = read_head(&mut file, MAGIC)?;
    if head.key != *key {
        return Ok(None);
    }
    let files: Option<Vec<FileInfo>> = head.files.into_iter().map(FileHead::file).collect();
    let files = files.ok_or(StoredError::Damaged("a file cannot be opened"))?;
    let dataset = Dataset::restore(&mut file, bytes, files)?;
    let mut reports = head.reports;
    for report in &mut reports {
        report.notes.push(NOTE.to_owned());
    }
    Ok(Some(Loaded { dataset, reports, cancelled: false, from_index: true }))
}

/// Writes what stands before the columns: what it is, the length of its description, its check sum, the description.
pub(super) fn write_head(to: &mut dyn Write, magic: &[u8; 16], head: &impl Serialize) -> io::Result<()> {
    let head = serde_json::to_vec(head)?;
    to.write_all(magic)?;
    to.write_all(&u32::try_from(head.len()).map_err(io::Error::other)?.to_le_bytes())?;
    to.write_all(&crc32fast::hash(&head).to_le_bytes())?;
    to.write_all(&head)
}

/// Reads what was written so.
pub(super) fn read_head<T: DeserializeOwned>(file: &mut File, magic: &[u8; 16]) -> Result<T, StoredError> {
    let bytes = file.metadata()?.len();
    let mut start = [0; 24];
    file.read_exact(&mut start)?;
    let [found @ .., l0, l1, l2, l3, c0, c1, c2, c3] = start;
    let (len, sum) = (u32::from_le_bytes([l0, l1, l2, l3]), u32::from_le_bytes([c0, c1, c2, c3]));
    if &found != magic || len > MOST_HEAD || u64::from(len) > bytes {
        return Err(StoredError::Damaged("it is no index"));
    }
    let mut head = vec![0; len as usize];
    file.read_exact(&mut head)?;
    if crc32fast::hash(&head) != sum {
        return Err(StoredError::Damaged("a check sum is wrong"));
    }
    serde_json::from_slice(&head).map_err(|_| StoredError::Damaged("it is of another form"))
}

#[cfg(test)]
#[path = "index_file_tests.rs"]
mod tests;
