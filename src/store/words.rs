//! The words of a store's texts, read once in the background.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::Dataset;
use crate::query::Cancel;

use super::word_index::{WordIndex, WordPart};

/// Texts that are read in a few milliseconds need no index.
const MANY_TEXTS: usize = 50_000;
/// Threads that read.
const THREADS: usize = 2;

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
}

impl Words {
    /// The parts of the index that are there.
    pub fn get(&self) -> WordIndex {
        self.reading.lock().clone()
    }

    /// Reads all texts on threads of its own, unless they are few.
    ///
    /// # Errors
    /// The system's, when it gives no thread.
    pub fn read_behind(&self, data: &Arc<Dataset>) -> std::io::Result<()> {
        if data.len() < MANY_TEXTS {
            return Ok(());
        }
        for n in 0..THREADS {
            let (data, reading, gone) = (Arc::clone(data), Arc::clone(&self.reading), self.gone.clone());
            let read = move || reading.read(&data, &gone);
            let thread = std::thread::Builder::new().name(format!("read words {n}")).spawn(read);
            if n == 0 {
                // One is enough.
                thread?;
            }
        }
        Ok(())
    }

    /// Reads all texts before it returns.
    pub fn read(&self, data: &Dataset) {
        std::thread::scope(|scope| {
            for n in 1..THREADS {
                let name = std::thread::Builder::new().name(format!("read words {n}"));
                if let Err(error) = name.spawn_scoped(scope, || self.reading.read(data, &self.gone)) {
                    log::warn!("words are read on one thread: {error}");
                }
            }
            self.reading.read(data, &self.gone);
        });
    }
}

impl Reading {
    /// Reads the parts that nobody reads, one after the other.
    fn read(&self, data: &Dataset, gone: &Cancel) {
        loop {
            let part = self.next.fetch_add(1, Ordering::Relaxed);
            if part >= WordIndex::parts(data) {
                return;
            }
            match WordPart::new(data, part, gone) {
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
