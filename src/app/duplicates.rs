//! Likely duplicates: looked for on a thread of its own, and what the user decided of them kept in a file.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use crate::query::{Cancel, Duplicates, QueryCtx};
use crate::workspace::{Decisions, Workspace};

use super::kept::{Kept, KeptFile};

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

/// Where decisions are kept between runs.
pub type DecisionsFile = KeptFile<Decisions>;

impl Kept for Decisions {
    const FILE: &'static str = "same-events.toml";
    const MAX_BYTES: u64 = 64 << 20;
    const WHAT: &'static str = "what was decided of duplicates";
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
        assert_eq!(**file.kept(), Decisions::default());
        let mark =
            |id: &str| EventMark { file: "/a \"b\".csv".into(), id: id.into(), content: "00ff".into() };
        let decided = Arc::new(Decisions::default().with(mark("1"), mark(""), Some(Verdict::Same)));
        file.keep(&decided).unwrap();
        assert_eq!(*DecisionsFile::at(Some(path.clone())).kept(), decided);
        std::fs::write(&path, "decision = 5").unwrap();
        assert_eq!(**DecisionsFile::at(Some(path)).kept(), Decisions::default());
    }
}
