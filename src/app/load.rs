//! Files being loaded behind the window, and what was open before them.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::io::{FileReport, Loaded, Loading, News, Reading, Source};
use crate::model::Dataset;
use crate::query::Completeness;
use crate::view::status::Progress;
use crate::workspace::{DataChange, Workspace};

/// Whether the files take the place of what is open or are the same ones read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Other files.
    Open,
    /// The same files.
    Again,
}

/// A load that is running.
pub struct Load {
    loading: Loading,
    paths: Vec<PathBuf>,
    readings: BTreeMap<PathBuf, Reading>,
    intent: Intent,
    shown: bool,
    before: Workspace,
}

/// How a load ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// Events are there.
    Loaded(Vec<PathBuf>),
    /// Nothing could be read. What was open before is open again.
    Failed {
        /// Why, in words.
        why: String,
        /// The one file, if it is of no known format and so may be a table whose columns nobody has named yet.
        unknown: Option<PathBuf>,
    },
}

impl Load {
    /// Starts reading, each file as `readings` says of it; `wake` is called whenever there is news.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        work: &Workspace,
        paths: Vec<PathBuf>,
        readings: BTreeMap<PathBuf, Reading>,
        intent: Intent,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let options = |path| readings.get(path).map(Reading::options).unwrap_or_default();
        let files = paths.iter().map(|path| (Source::Path(path.clone()), options(path))).collect();
        let loading = Loading::start(files, wake)?;
        Ok(Self { loading, paths, readings, intent, shown: false, before: work.snapshot() })
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let names: Vec<String> = self
            .paths
            .iter()
            .filter_map(|p| p.file_name())
            .map(|n| n.to_string_lossy().into_owned())
            .collect();
        let job = self.loading.job();
        Progress { names: names.join(", "), share: job.progress(), rows: job.rows() }
    }

    /// Takes in what is new; how it ended, once it has.
    pub fn poll(&mut self, work: &mut Workspace) -> Option<Ended> {
        match self.loading.news()? {
            News::Partial(data) => {
                // Files read again stay as they were until the new events are whole.
                if self.intent == Intent::Open {
                    self.show(work, data, Completeness::Partial);
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
        let Loaded { dataset, reports, .. } = loaded;
        if dataset.is_empty() && reports.iter().all(|report| report.error.is_some()) {
            if self.shown {
                work.adopt(self.before.snapshot());
            }
            let why: Vec<String> = reports.iter().filter_map(FileReport::banner).collect();
            let unknown = |report: &FileReport| ["", "workbook"].contains(&report.format);
            let unknown = match reports.as_slice() {
                [one] if unknown(one) => one.path.clone(),
                _ => None,
            };
            return Ended::Failed { why: why.join("; "), unknown };
        }
        self.show(work, dataset, Completeness::Exact);
        work.set_paths(self.paths.clone());
        work.set_reports(reports);
        work.set_readings(std::mem::take(&mut self.readings));
        Ended::Loaded(self.paths.clone())
    }

    fn show(&mut self, work: &mut Workspace, data: Dataset, completeness: Completeness) {
        let change = match (self.intent, self.shown) {
            (Intent::Open, false) => DataChange::Replaced,
            _ => DataChange::Continued,
        };
        work.set_data(Arc::new(data), completeness, change);
        self.shown = true;
    }
}
