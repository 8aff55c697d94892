//! The user's folder of indexes, by which large files open again at once; and `borderline index`.

use std::sync::Arc;

use super::cli::IndexArgs;
use super::formats::write_stdout;
use crate::io::report::grouped;
use crate::io::{FileReport, IndexFolder, LoadOptions, Source};
use crate::model::Dataset;

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
