//! Files being loaded behind the window, and what was open before them.

use std::path::PathBuf;
use std::sync::Arc;

use crate::io::{FileReport, LoadOptions, Loaded, Loading, News, Source};
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
    intent: Intent,
    shown: bool,
    before: Workspace,
}

/// How a load ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// Events are there.
    Loaded(Vec<PathBuf>),
    /// Nothing could be read; why, in words. What was open before is open again.
    Failed(String),
}

impl Load {
    /// Starts reading; `wake` is called whenever there is news.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        work: &Workspace,
        paths: Vec<PathBuf>,
        intent: Intent,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let sources = paths.iter().cloned().map(Source::Path).collect();
        let loading = Loading::start(sources, LoadOptions::default(), wake)?;
        Ok(Self { loading, paths, intent, shown: false, before: work.snapshot() })
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
            return Ended::Failed(why.join("; "));
        }
        self.show(work, dataset, Completeness::Exact);
        work.set_paths(self.paths.clone());
        work.set_reports(reports);
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
