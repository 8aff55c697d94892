//! What opening files again from their index costs.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;

use crate::io::{IndexFolder, Job, LoadOptions, Loaded, Source};
use crate::query::{Ask, Completeness, EventStore, Filter, Query, QueryCtx, SplitBy};
use crate::store::MemoryStore;

/// How often the files are opened again.
const ROUNDS: usize = 5;

/// Writing and using an index.
#[derive(Debug, Serialize)]
pub struct ReopenCost {
    /// Size of the index.
    pub index_mib: f64,
    /// Seconds of writing it, which the window does in the background.
    pub write_s: f64,
    /// Median milliseconds from the path to all events.
    pub open_ms: f64,
    /// Median milliseconds from the path to the first answer of the store.
    pub first_answer_ms: f64,
}

/// Measures in a folder of its own; `None` where these files get no index.
///
/// # Errors
/// When the index cannot be written.
pub fn reopen_cost(paths: &[PathBuf], loaded: &Loaded) -> Result<Option<ReopenCost>, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let index = IndexFolder::new(folder.path().to_owned()).for_files_of_any_size();
    let files: Vec<(Source, LoadOptions)> =
        paths.iter().map(|path| (Source::Path(path.clone()), LoadOptions::default())).collect();
    let start = Instant::now();
    let kept = index.keep(&files, &loaded.dataset, &loaded.reports).map_err(|error| error.to_string())?;
    let Some(bytes) = kept else { return Ok(None) };
    let write_s = start.elapsed().as_secs_f64();
    let mut times = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let again = index.find(&files, &Job::default()).ok_or("the index was not used")?;
        times.0.push(super::millis(start));
        let store = MemoryStore::new(Arc::new(again.dataset), Completeness::Exact);
        let totals = Query { filter: Filter::default(), ask: Ask::Totals, split: SplitBy::Kind };
        std::hint::black_box(store.answer(&totals, &QueryCtx::default()).is_ok());
        times.1.push(super::millis(start));
    }
    let index_mib = super::bytes_as_mib(bytes);
    let (open_ms, first_answer_ms) = (super::middle(times.0), super::middle(times.1));
    Ok(Some(ReopenCost { index_mib, write_s, open_ms, first_answer_ms }))
}
