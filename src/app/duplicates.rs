//! Likely duplicates: looked for on a thread of its own, and what the user decided of them kept in a file.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::io::save::save_bytes;
use crate::query::{Cancel, Duplicates, QueryCtx};
use crate::workspace::{Decisions, Workspace};

/// A file of decisions larger than this is not ours.
const MAX_BYTES: u64 = 64 << 20;

/// A search that is running; dropped, it stops.
pub struct Search {
    data: u64,
    cancel: Cancel,
    found: Receiver<Duplicates>,
}

impl Search {
    /// Begins to look; `wake` is called at the end.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(work: &Workspace, wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let (store, ctx) = (Arc::clone(work.store()), QueryCtx::default());
        let cancel = ctx.cancel.clone();
        let (sender, found) = sync_channel(1);
        let run = move || {
            if let Ok(duplicates) = store.duplicates(&ctx) {
                // Nobody listens any more when the files were closed meanwhile.
                let _ = sender.send(duplicates);
                wake();
            }
        };
        std::thread::Builder::new().name("find duplicates".to_owned()).spawn(run)?;
        Ok(Self { data: work.data_number(), cancel, found })
    }

    /// Whether it searches the events that are open.
    pub fn is_of(&self, work: &Workspace) -> bool {
        self.data == work.data_number()
    }

    /// What was found, once; never waits.
    pub fn found(&self) -> Option<Duplicates> {
        self.found.try_recv().ok()
    }
}

impl Drop for Search {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

/// Where decisions are kept between runs; nowhere in tests.
#[derive(Default)]
pub struct DecisionsFile {
    path: Option<PathBuf>,
    kept: Arc<Decisions>,
}

impl DecisionsFile {
    /// Beside the preferences.
    pub fn of_user() -> Self {
        let dirs = directories::ProjectDirs::from("org", "borderline", "Borderline");
        Self::at(dirs.map(|dirs| dirs.config_dir().join("same-events.toml")))
    }

    fn at(path: Option<PathBuf>) -> Self {
        let small =
            |path: &PathBuf| std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= MAX_BYTES);
        let text =
            path.as_ref().filter(|path| small(path)).and_then(|path| std::fs::read_to_string(path).ok());
        let kept = text.and_then(|text| match toml::from_str(&text) {
            Ok(decisions) => Some(decisions),
            Err(error) => {
                log::warn!("what was decided of duplicates cannot be read: {error}");
                None
            }
        });
        Self { path, kept: Arc::new(kept.unwrap_or_default()) }
    }

    /// Whether they are kept between runs.
    pub fn is_of_user(&self) -> bool {
        self.path.is_some()
    }

    /// What is kept.
    pub fn decisions(&self) -> &Arc<Decisions> {
        &self.kept
    }

    /// Writes the decisions if they have changed.
    ///
    /// # Errors
    /// In words, when they could not be written.
    pub fn keep(&mut self, decisions: &Arc<Decisions>) -> Result<(), String> {
        if Arc::ptr_eq(&self.kept, decisions) || self.kept == *decisions {
            return Ok(());
        }
        self.kept = Arc::clone(decisions);
        let Some(path) = &self.path else { return Ok(()) };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        let text = toml::to_string(decisions.as_ref()).map_err(|error| error.to_string())?;
        save_bytes(path, text.as_bytes()).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::EventMark;
    use crate::workspace::Verdict;

    #[test]
    fn what_was_decided_is_there_in_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("same-events.toml");
        let mut file = DecisionsFile::at(Some(path.clone()));
        assert_eq!(**file.decisions(), Decisions::default());
        let mark =
            |id: &str| EventMark { file: "/a \"b\".csv".into(), id: id.into(), content: "00ff".into() };
        let decided = Arc::new(Decisions::default().with(mark("1"), mark(""), Some(Verdict::Same)));
        file.keep(&decided).unwrap();
        assert_eq!(*DecisionsFile::at(Some(path.clone())).decisions(), decided);
        std::fs::write(&path, "decision = 5").unwrap();
        assert_eq!(**DecisionsFile::at(Some(path)).decisions(), Decisions::default());
    }
}
