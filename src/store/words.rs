//! The words of a store's texts, read once in the background.

use std::sync::{Arc, OnceLock};

use crate::model::Dataset;
use crate::query::Cancel;

use super::word_index::WordIndex;

/// Texts that are read in a few milliseconds need no index.
const MANY_TEXTS: usize = 50_000;

/// An index that is there sooner or later.
#[derive(Default)]
pub struct Words {
    index: Arc<OnceLock<WordIndex>>,
    /// Ends the reading when nobody asks any more.
    gone: Cancel,
}

impl Words {
    /// The index, once it is there.
    pub fn get(&self) -> Option<&WordIndex> {
        self.index.get()
    }

    /// Reads all texts on a thread of its own, unless they are few.
    ///
    /// # Errors
    /// The system's, when it gives no thread.
    pub fn read_behind(&self, data: &Arc<Dataset>) -> std::io::Result<()> {
        if data.len() < MANY_TEXTS {
            return Ok(());
        }
        let (data, index, gone) = (Arc::clone(data), Arc::clone(&self.index), self.gone.clone());
        let read = move || keep(&data, &index, &gone);
        std::thread::Builder::new().name("read words".to_owned()).spawn(read)?;
        Ok(())
    }

    /// Reads all texts on the calling thread.
    pub fn read(&self, data: &Dataset) {
        keep(data, &self.index, &self.gone);
    }
}

impl Drop for Words {
    fn drop(&mut self) {
        self.gone.cancel();
    }
}

fn keep(data: &Dataset, index: &OnceLock<WordIndex>, gone: &Cancel) {
    match WordIndex::new(data, gone) {
        Ok(Some(words)) => {
            // Somebody else was faster otherwise.
            let _ = index.set(words);
        }
        Ok(None) => {}
        Err(error) => log::warn!("words are searched in the texts: {error}"),
    }
}
