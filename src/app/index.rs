//! The user's folder of indexes, by which large files open again at once; and `borderline index`.

use std::io::{self, Read, Write};
use std::sync::Arc;

use super::cli::IndexArgs;
use super::formats::write_stdout;
use crate::io::report::grouped;
use crate::io::{FileReport, IndexFolder, LoadOptions, Source};
use crate::model::Dataset;
use crate::store::KeptWords;

/// Beside the user's other cached things; `None` where the system has no place for them.
pub(super) fn folder() -> Option<IndexFolder> {
    let dirs = directories::ProjectDirs::from("org", "borderline", "Borderline")?;
    Some(IndexFolder::new(dirs.cache_dir().join("index")))
}

/// Writes an index behind the window; nothing depends on it, so a failure is only logged.
pub(super) fn keep(
    index: IndexFolder,
    files: Vec<(Source, LoadOptions)>,
    data: Arc<Dataset>,
    reports: Vec<FileReport>,
) {
    let write = move || match index.keep(&files, &data, &reports) {
        Ok(Some(bytes)) => log::info!("an index of {} bytes was written", grouped(bytes)),
        Ok(None) => {}
        Err(error) => log::warn!("no index was kept: {error}"),
    };
    if let Err(error) = std::thread::Builder::new().name("keep index".to_owned()).spawn(write) {
        log::warn!("no index was kept: {error}");
    }
}

/// The words of the open files, kept beside their index.
pub(super) struct WordsBesideIndex {
    pub index: IndexFolder,
    pub files: Vec<(Source, LoadOptions)>,
    pub data: Arc<Dataset>,
}

impl KeptWords for WordsBesideIndex {
    fn find(&self) -> Option<(Box<dyn Read>, u64)> {
        let (file, bytes) = self.index.find_words(&self.files, &self.data)?;
        Some((Box::new(file), bytes))
    }

    fn keep(&self, write: &dyn Fn(&mut dyn Write) -> io::Result<()>) {
        match self.index.keep_words(&self.files, &self.data, write) {
            Ok(Some(bytes)) => log::info!("{} bytes of words were kept", grouped(bytes)),
            Ok(None) => {}
            Err(error) => log::warn!("no words were kept: {error}"),
        }
    }
}

/// Lists the indexes that are kept, or removes them.
///
/// # Errors
/// When an index cannot be removed, or nothing can be printed.
pub fn index(args: &IndexArgs) -> Result<(), String> {
    let Some(folder) = folder() else { return write_stdout("This system has no folder for indexes\n") };
    let place = folder.path().display().to_string();
    if args.clear {
        let removed = folder.clear();
        let (count, bytes) = removed.map_err(|error| format!("{place} could not be emptied: {error}"))?;
        return write_stdout(&format!("{place}: {count} indexes of {} bytes removed\n", grouped(bytes)));
    }
    let all = folder.list();
    let sum: u64 = all.iter().map(|(_, bytes)| bytes).sum();
    write_stdout(&format!("{place}: {} indexes of {} bytes\n", all.len(), grouped(sum)))
}

#[cfg(test)]
mod tests {
    use std::fs::{File, FileTimes};
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::io::{Job, load_each};
    use crate::query::Completeness;
    use crate::store::MemoryStore;

    #[test]
    fn words_are_kept_beside_the_index_and_removed_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("acled.csv");
        let row = "A1,2020-01-01,Battles,TTP,Khost,On that day Torkham was closed\n";
        std::fs::write(&path, format!("event_id_cnty,event_date,event_type,actor1,location,notes\n{row}"))
            .unwrap();
        let hour_ago = FileTimes::new().set_modified(SystemTime::now() - Duration::from_hours(1));
        File::options().write(true).open(&path).unwrap().set_times(hour_ago).unwrap();
        let files = vec![(Source::Path(path), LoadOptions::default())];
        let data = Arc::new(load_each(&files, &Job::default()).dataset);
        let index = IndexFolder::new(folder.path().join("index")).for_files_of_any_size();
        let kept = WordsBesideIndex { index: index.clone(), files, data: Arc::clone(&data) };
        assert!(kept.find().is_none());
        MemoryStore::new(data, Completeness::Exact).read_words_now(Some(&kept));
        let mut bytes = Vec::new();
        kept.find().unwrap().0.read_to_end(&mut bytes).unwrap();
        assert!(String::from_utf8_lossy(&bytes).contains("closedday"), "words in order of their letters");
        assert_eq!(index.clear().unwrap().0, 1);
        assert!(kept.find().is_none());
    }
}
