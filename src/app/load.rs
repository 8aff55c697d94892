//! Files being loaded behind the window, and what was open before them.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::io::report::grouped;
use crate::io::{FileReport, IndexFolder, LoadOptions, Loaded, Loading, News, Reading, Source};
use crate::model::Dataset;
use crate::query::Completeness;
use crate::store::KeptWords;
use crate::view::status::{Progress, Shown};
use crate::workspace::{DataChange, Workspace};

use super::index::WordsBesideIndex;

/// Whether the files take the place of what is open or are the same ones read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Other files.
    Open,
    /// The same files and more.
    Add,
    /// The same files.
    Again,
    /// The same files, for these have changed.
    Changed(Vec<PathBuf>),
}

/// Names of files without folders, one behind the other.
fn names(paths: &[PathBuf]) -> String {
    let names = paths.iter().filter_map(|path| path.file_name()).map(|name| name.to_string_lossy());
    names.collect::<Vec<_>>().join(", ")
}

type Files = Vec<(Source, LoadOptions)>;

/// A load that is running.
pub struct Load {
    loading: Loading,
    paths: Vec<PathBuf>,
    readings: BTreeMap<PathBuf, Reading>,
    intent: Intent,
    /// Where an index of what is read will be kept.
    keep_in: Option<(IndexFolder, Files)>,
    shown: bool,
    before: Workspace,
}

/// How a load ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// Events are there.
    Loaded(Vec<PathBuf>),
    /// Files that had changed were read again; what became of them, in words.
    Refreshed(String),
    /// Nothing could be read. What was open before is open again.
    Failed {
        /// Why, in words.
        why: String,
        /// The one file, if it is of no known format and so may be a table whose columns nobody has named yet.
        unknown: Option<PathBuf>,
    },
}

impl Load {
    /// Starts reading, each file as `readings` says of it, large ones from `index` where it has them; `wake` is called
    /// whenever there is news.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        work: &Workspace,
        paths: Vec<PathBuf>,
        readings: BTreeMap<PathBuf, Reading>,
        intent: Intent,
        index: Option<IndexFolder>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let options = |path| readings.get(path).map(Reading::options).unwrap_or_default();
        let files: Files = paths.iter().map(|path| (Source::Path(path.clone()), options(path))).collect();
        // Who asks for files to be read again wants just that.
        let find_in = index.clone().filter(|_| matches!(intent, Intent::Open | Intent::Add));
        let loading = Loading::start(files.clone(), find_in, wake)?;
        let keep_in = index.map(|index| (index, files));
        Ok(Self { loading, paths, readings, intent, keep_in, shown: false, before: work.snapshot() })
    }

    /// The files.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let (paths, shown) = match &self.intent {
            Intent::Open | Intent::Add => (&self.paths, Shown::Others),
            Intent::Again => (&self.paths, Shown::Old),
            Intent::Changed(changed) => (changed, Shown::Stale),
        };
        let job = self.loading.job();
        Progress { names: names(paths), share: job.progress(), rows: job.rows(), shown }
    }

    /// Takes in what is new; how it ended, once it has.
    pub fn poll(&mut self, work: &mut Workspace) -> Option<Ended> {
        match self.loading.news()? {
            News::Partial(data) => {
                // Files read again stay as they were until the new events are whole.
                if self.intent == Intent::Open {
                    self.show(work, Arc::new(data), Completeness::Partial, None);
                    work.set_paths(self.paths.clone());
                    work.set_reports(Vec::new());
                }
                None
            }
            News::Done(loaded) => Some(self.end(work, loaded)),
        }
    }

    /// Stops reading; what was open before is open again.
    pub fn cancel(self, work: &mut Workspace) {
        self.loading.job().cancel();
        if self.shown {
            work.adopt(self.before);
        }
    }

    fn end(&mut self, work: &mut Workspace, loaded: Loaded) -> Ended {
        let Loaded { dataset, reports, from_index, cancelled } = loaded;
        if dataset.is_empty() && reports.iter().all(|report| report.error.is_some()) {
            if self.shown {
                work.adopt(self.before.snapshot());
            }
            let why: Vec<String> = reports.iter().filter_map(FileReport::banner).collect();
            let unknown = |report: &FileReport| ["", "workbook"].contains(&report.format);
            let unknown = match reports.as_slice() {
                [one] if unknown(one) && !matches!(self.intent, Intent::Changed(_)) => one.path.clone(),
                _ => None,
            };
            return Ended::Failed { why: self.with_what_stays(why.join("; ")), unknown };
        }
        if let Some(why) = self.lost(&reports) {
            return Ended::Failed { why: format!("{why}. What was read before stays"), unknown: None };
        }
        let dataset = Arc::new(dataset);
        let keep_in = self.keep_in.take().filter(|_| !cancelled);
        let words = keep_in.clone().map(|(index, files)| {
            Arc::new(WordsBesideIndex { index, files, data: Arc::clone(&dataset) }) as Arc<dyn KeptWords>
        });
        if let Some((index, files)) = keep_in.filter(|_| !from_index) {
            super::index::keep(index, files, Arc::clone(&dataset), reports.clone());
        }
        self.show(work, dataset, Completeness::Exact, words);
        work.set_paths(self.paths.clone());
        work.set_reports(reports);
        work.set_readings(std::mem::take(&mut self.readings));
        let Intent::Changed(changed) = &self.intent else { return Ended::Loaded(self.paths.clone()) };
        let (now, before) = (work.store().info().rows, self.before.store().info().rows);
        let more = match now.cmp(&before) {
            Ordering::Equal => String::new(),
            Ordering::Greater => format!(", {} more than before", grouped(u64::from(now - before))),
            Ordering::Less => format!(", {} fewer than before", grouped(u64::from(before - now))),
        };
        let names = names(changed);
        Ended::Refreshed(format!(
            "{names} changed and was read again: {} events{more}",
            grouped(u64::from(now))
        ))
    }

    /// Why nothing changed on screen, where the files are open already.
    fn with_what_stays(&self, why: String) -> String {
        match self.intent {
            Intent::Changed(_) => format!("{why}. What was read before stays"),
            _ => why,
        }
    }

    /// What could be read before and no longer can, where the same files are read again.
    fn lost(&self, reports: &[FileReport]) -> Option<String> {
        if self.intent == Intent::Open {
            return None;
        }
        let was_fine = |report: &&FileReport| {
            self.before.reports().iter().any(|old| old.path == report.path && old.error.is_none())
        };
        reports.iter().filter(|report| report.error.is_some()).find(was_fine)?.banner()
    }

    fn show(
        &mut self,
        work: &mut Workspace,
        data: Arc<Dataset>,
        completeness: Completeness,
        words: Option<Arc<dyn KeptWords>>,
    ) {
        let change = match (&self.intent, self.shown) {
            (Intent::Open, false) => DataChange::Replaced,
            _ => DataChange::Continued,
        };
        work.set_data_with_words(data, completeness, change, words);
        self.shown = true;
    }
}
