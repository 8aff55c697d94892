//! The words of a store's texts, read once in the background, or taken from where they were kept.

use std::io::{self, Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::model::Dataset;
use crate::query::Cancel;

use super::word_index::{WordIndex, read_part};

/// Texts that are read in a few milliseconds need no index.
const MANY_TEXTS: usize = 50_000;
/// Between two looks at whether somebody still waits.
const LOOK: Duration = Duration::from_millis(10);
/// Threads that read.
const THREADS: usize = 2;

/// Where the words of one dataset are kept from one run of the program to the next.
pub trait KeptWords: Send + Sync {
    /// What was kept of just this dataset, with its length in bytes.
    fn find(&self) -> Option<(Box<dyn Read>, u64)>;

    /// Keeps what `write` writes; that it cannot be kept is no harm.
    fn keep(&self, write: &dyn Fn(&mut dyn Write) -> io::Result<()>);
}

/// An index that is there sooner or later, part by part.
#[derive(Default)]
pub struct Words {
    reading: Arc<Reading>,
    /// Ends the reading when nobody asks any more.
    gone: Cancel,
}

#[derive(Default)]
struct Reading {
    index: Mutex<WordIndex>,
    /// The first part that nobody reads yet.
    next: AtomicUsize,
    /// Whether they are being read behind the window.
    is_busy: Mutex<bool>,
    ended: Condvar,
}

/// Says that reading has ended, however it did.
struct Ended(Arc<Reading>);

impl Drop for Ended {
    fn drop(&mut self) {
        *self.0.is_busy.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.ended.notify_all();
    }
}

impl Words {
    /// The parts of the index that are there.
    pub fn get(&self) -> WordIndex {
        self.reading.lock().clone()
    }

    /// Whether parts are still to come.
    pub fn is_busy(&self) -> bool {
        *self.reading.is_busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until no more parts are to come, or nobody waits for the answer any more.
    pub fn wait(&self, cancel: &Cancel) {
        let mut is_busy = self.reading.is_busy.lock().unwrap_or_else(PoisonError::into_inner);
        while *is_busy && !cancel.is_cancelled() {
            let waited = self.reading.ended.wait_timeout(is_busy, LOOK);
            is_busy = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Takes the words from where they are kept, else reads all texts and keeps them there; on threads of its own, and not
    /// where texts are few.
    ///
    /// # Errors
    /// The system's, when it gives no thread.
    pub fn read_behind(&self, data: &Arc<Dataset>, kept: Option<Arc<dyn KeptWords>>) -> io::Result<()> {
        if data.len() < MANY_TEXTS {
            return Ok(());
        }
        let (data, reading, gone) = (Arc::clone(data), Arc::clone(&self.reading), self.gone.clone());
        *reading.is_busy.lock().unwrap_or_else(PoisonError::into_inner) = true;
        let ended = Ended(Arc::clone(&reading));
        let run = move || {
            reading.find_or_read(&data, kept.as_deref(), &gone, ended);
        };
        std::thread::Builder::new().name("words".to_owned()).spawn(run)?;
        Ok(())
    }

    /// The same before it returns, however few texts there are.
    pub fn read(&self, data: &Dataset, kept: Option<&dyn KeptWords>) {
        let ended = Ended(Arc::clone(&self.reading));
        self.reading.find_or_read(data, kept, &self.gone, ended);
    }
}

impl Reading {
    fn find_or_read(&self, data: &Dataset, kept: Option<&dyn KeptWords>, gone: &Cancel, ended: Ended) {
        if let Some((mut from, bytes)) = kept.and_then(KeptWords::find) {
            match WordIndex::restore(data, &mut from, bytes) {
                Ok(index) => {
                    *self.lock() = index;
                    return;
                }
                Err(error) => log::info!("the words that were kept are not used: {error}"),
            }
        }
        self.read_all(data, gone);
        // Nobody has to wait until they are kept.
        drop(ended);
        let index = self.lock().clone();
        if let Some(kept) = kept.filter(|_| index.is_whole(data)) {
            kept.keep(&|to| index.store(to));
        }
    }

    fn read_all(&self, data: &Dataset, gone: &Cancel) {
        std::thread::scope(|scope| {
            for n in 1..THREADS {
                let name = std::thread::Builder::new().name(format!("read words {n}"));
                if let Err(error) = name.spawn_scoped(scope, || self.read(data, gone)) {
                    log::warn!("words are read on one thread: {error}");
                }
            }
            self.read(data, gone);
        });
    }

    /// Reads the parts that nobody reads, one after the other.
    fn read(&self, data: &Dataset, gone: &Cancel) {
        loop {
            let part = self.next.fetch_add(1, Ordering::Relaxed);
            if part >= WordIndex::parts(data) {
                return;
            }
            match read_part(data, part, gone) {
                Ok(Some(read)) => self.lock().put(part, Arc::new(read)),
                Ok(None) => return,
                Err(error) => {
                    log::warn!("words are searched in the texts: {error}");
                    return;
                }
            }
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, WordIndex> {
        self.index.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Words {
    fn drop(&mut self) {
        self.gone.cancel();
    }
}
