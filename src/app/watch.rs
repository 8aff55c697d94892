//! Watches the open files: their size and time of change are asked for once a second on a thread of its own.
//!
//! Asking works on every file system, network folders included, sees files that are replaced whole, and costs one
//! system call a file and second; notification would need another mechanism on each system and fails on shares.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Thread;
use std::time::{Duration, Instant};

use crate::io::input::modified_ns;

/// How often files are looked at while nothing happens.
const IDLE: Duration = Duration::from_secs(1);
/// How often while one is being written.
const BUSY: Duration = Duration::from_millis(200);
/// How long a file must stay as it is before it counts as written.
const SETTLED: Duration = Duration::from_millis(700);

/// The watch over the open files; ends when it is dropped.
pub struct Watch {
    wanted: Arc<Mutex<Option<Vec<PathBuf>>>>,
    changed: Receiver<Vec<PathBuf>>,
    thread: Thread,
}

impl Watch {
    /// Starts a thread that watches nothing yet; `wake` is called when a file has changed.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(wake: impl Fn() + Send + 'static) -> std::io::Result<Self> {
        let wanted = Arc::new(Mutex::new(None));
        let (sender, changed) = sync_channel(1);
        let orders = Arc::downgrade(&wanted);
        let run = move || {
            let mut files = Files::default();
            while let Some(orders) = orders.upgrade() {
                if let Some(paths) = orders.lock().unwrap_or_else(PoisonError::into_inner).take() {
                    files.set(paths);
                }
                drop(orders);
                report(&mut files, &sender, &wake);
                if files.is_empty() {
                    std::thread::park();
                } else {
                    std::thread::park_timeout(files.pause());
                }
            }
        };
        let thread = std::thread::Builder::new().name("watch files".to_owned()).spawn(run)?.thread().clone();
        Ok(Self { wanted, changed, thread })
    }

    /// Watches these files from now on, as they are now; those watched already are not looked at anew.
    pub fn set(&self, paths: Vec<PathBuf>) {
        *self.wanted.lock().unwrap_or_else(PoisonError::into_inner) = Some(paths);
        self.thread.unpark();
    }

    /// Files that have changed and are written, if any; never waits.
    pub fn changed(&self) -> Option<Vec<PathBuf>> {
        self.changed.try_recv().ok()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.wanted = Arc::default();
        self.thread.unpark();
    }
}

fn report(files: &mut Files, sender: &SyncSender<Vec<PathBuf>>, wake: &impl Fn()) {
    let changed = files.look(Instant::now(), &stamp);
    if !changed.is_empty() && sender.send(changed).is_ok() {
        wake();
    }
}

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    modified_ns: u128,
}

fn stamp(path: &Path) -> Option<Stamp> {
    let meta = std::fs::metadata(path).ok()?;
    meta.is_file().then(|| Stamp { size: meta.len(), modified_ns: modified_ns(&meta) })
}

struct File {
    path: PathBuf,
    /// As it was when it was last read; `None` before the first look.
    known: Option<Stamp>,
    /// Another state, and since when it has been seen.
    seen: Option<(Stamp, Instant)>,
}

#[derive(Default)]
struct Files(Vec<File>);

impl Files {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn set(&mut self, paths: Vec<PathBuf>) {
        let mut old = std::mem::take(&mut self.0);
        self.0 = paths
            .into_iter()
            .map(|path| match old.iter().position(|file| file.path == path) {
                Some(at) => old.swap_remove(at),
                None => File { path, known: None, seen: None },
            })
            .collect();
    }

    fn pause(&self) -> Duration {
        if self.0.iter().any(|file| file.seen.is_some()) { BUSY } else { IDLE }
    }

    /// The files that are other than they were and have been so for a while. A file that is gone is waited for.
    fn look(&mut self, now: Instant, stamp: &dyn Fn(&Path) -> Option<Stamp>) -> Vec<PathBuf> {
        let mut changed = Vec::new();
        for file in &mut self.0 {
            let Some(is) = stamp(&file.path) else {
                file.seen = None;
                continue;
            };
            let Some(known) = file.known else {
                file.known = Some(is);
                continue;
            };
            file.seen = match file.seen {
                _ if is == known => None,
                Some((same, since)) if same == is && now.saturating_duration_since(since) >= SETTLED => {
                    file.known = Some(is);
                    changed.push(file.path.clone());
                    None
                }
                Some((same, since)) if same == is => Some((same, since)),
                _ => Some((is, now)),
            };
        }
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(files: &mut Files, at_ms: u64, begin: Instant, size: Option<u64>) -> usize {
        let now = begin + Duration::from_millis(at_ms);
        files.look(now, &|_| size.map(|size| Stamp { size, modified_ns: 1 })).len()
    }

    #[test]
    fn a_file_that_grows_is_waited_for_and_told_of_once() {
        let mut files = Files::default();
        files.set(vec!["a".into()]);
        let begin = Instant::now();
        let mut look = |at, size| looked(&mut files, at, begin, size);
        assert_eq!([look(0, Some(5)), look(1000, Some(5))], [0, 0]);
        assert_eq!(
            [look(2000, Some(9)), look(2500, Some(12)), look(3000, Some(12))],
            [0, 0, 0],
            "still written"
        );
        assert_eq!([look(3200, Some(12)), look(4000, Some(12))], [1, 0]);
    }

    #[test]
    fn a_file_that_is_gone_and_comes_back_the_same_is_no_change() {
        let mut files = Files::default();
        files.set(vec!["a".into()]);
        let begin = Instant::now();
        let mut look = |at, size| looked(&mut files, at, begin, size);
        assert_eq!([look(0, Some(5)), look(1000, None), look(2000, Some(5)), look(3000, Some(5))], [0; 4]);
        assert_eq!([look(4000, None), look(5000, Some(6)), look(5800, Some(6))], [0, 0, 1]);
    }

    #[test]
    fn files_that_stay_open_keep_what_is_known_of_them() {
        let mut files = Files::default();
        files.set(vec!["a".into()]);
        let begin = Instant::now();
        assert_eq!(looked(&mut files, 0, begin, Some(5)), 0);
        files.set(vec!["b".into(), "a".into()]);
        assert_eq!(looked(&mut files, 10, begin, Some(6)), 0);
        assert_eq!(looked(&mut files, 800, begin, Some(6)), 1, "a changed, b is new");
    }
}
