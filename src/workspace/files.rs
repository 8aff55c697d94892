//! Several files as one: which are switched off, and closing one of them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::model::Dataset;
use crate::plot::along::MapSurveyor;
use crate::query::{Completeness, FileName, Filter};
use crate::store::MemoryStore;

use super::{DataChange, Workspace};

/// Lets only this file through, or one more where some are; a file that is named already is taken out, one that is
/// switched off is switched on.
pub(super) fn toggle(filter: &mut Filter, name: FileName) {
    if take(&mut filter.without_files, &name) || take(&mut filter.files, &name) {
        return;
    }
    put(&mut filter.files, name);
}

/// Switches a file off, or on again.
pub(super) fn switch(filter: &mut Filter, name: FileName) {
    if take(&mut filter.without_files, &name) {
        return;
    }
    let named = take(&mut filter.files, &name);
    if named && !filter.files.is_empty() {
        return;
    }
    if !named && !filter.files.is_empty() {
        put(&mut filter.files, name);
        return;
    }
    put(&mut filter.without_files, name);
}

fn take(list: &mut Vec<FileName>, name: &FileName) -> bool {
    let before = list.len();
    list.retain(|other| other != name);
    list.len() < before
}

fn put(list: &mut Vec<FileName>, name: FileName) {
    list.push(name);
    list.sort_unstable();
    list.dedup();
}

/// A store that also knows where places stand to a border.
pub(super) fn store(data: Arc<Dataset>, completeness: Completeness) -> MemoryStore {
    MemoryStore::new(data, completeness).surveyed_by(Arc::new(MapSurveyor))
}

/// Closes one file; the last one stays.
pub(super) fn remove(work: &mut Workspace, file: u16) {
    let store = Arc::clone(work.store());
    let files = &store.info().files;
    let Some(info) = files.get(usize::from(file)).filter(|_| files.len() > 1) else { return };
    let Some(data) = store.without_file(file) else { return };
    if let Some(name) = FileName::of(files, usize::from(file)) {
        take(&mut work.filter.files, &name);
        take(&mut work.filter.without_files, &name);
    }
    work.paths.retain(|other| Some(other) != info.path.as_ref());
    work.reports.retain(|report| report.file != Some(file));
    for number in work.reports.iter_mut().filter_map(|report| report.file.as_mut()) {
        *number -= u16::from(*number > file);
    }
    work.set_data(Arc::new(data), store.info().completeness, DataChange::Continued);
}

/// What is done about open files besides reading them.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileHabits {
    /// They are read again when they change.
    pub watched: bool,
    /// Large ones are opened again from an index.
    pub indexed: bool,
}

impl Workspace {
    /// The file of the selected event, else the first one that is open.
    pub fn file_in_front(&self) -> Option<PathBuf> {
        let front = self.selection.front().and_then(|id| self.store().origin(id));
        let files = &self.store().info().files;
        let file = front.and_then(|origin| files.get(usize::from(origin.file)));
        file.and_then(|file| file.path.clone()).or_else(|| self.paths.first().cloned())
    }

    /// The names of the open files, for titles.
    pub fn title(&self) -> String {
        let files = &self.store().info().files;
        match files.as_slice() {
            [] => "no file".to_owned(),
            [one] => one.name.clone(),
            [first, second] => format!("{} + {}", first.name, second.name),
            [first, rest @ ..] => format!("{} + {} more files", first.name, rest.len()),
        }
    }

    /// Whether open files are read again when they change.
    pub fn watches_files(&self) -> bool {
        self.habits.watched
    }

    /// Whether an index of large files is kept, by which they open again at once.
    pub fn keeps_index(&self) -> bool {
        self.habits.indexed
    }
}
