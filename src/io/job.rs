//! A running load: how far it is, whether it is still wanted, and where its first events go.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use crate::model::{Dataset, DatasetBuilder};

/// Rows after which the first partial dataset is handed out.
const FIRST_PARTIAL: usize = 20_000;
/// How many times as many rows the next one has, so that all of them together cost little beside the load itself.
const GROWTH: u64 = 4;
/// None is made when more than this share of the load is done: the end is near, and memory is scarcest there.
const LATEST_PARTIAL: f32 = 0.4;

type OnPartial = dyn Fn(Dataset) + Send + Sync;

/// Shared between the thread that loads and those that watch it.
#[derive(Default)]
pub struct Job {
    read: AtomicU64,
    total: AtomicU64,
    rows: AtomicU64,
    next_partial: AtomicU64,
    cancelled: AtomicBool,
    on_partial: Option<Box<OnPartial>>,
}

impl Job {
    /// A job that hands the events read so far to `on_partial` (called on the loading thread) now and then.
    pub fn with_partials(on_partial: impl Fn(Dataset) + Send + Sync + 'static) -> Self {
        Self {
            next_partial: AtomicU64::new(FIRST_PARTIAL as u64),
            on_partial: Some(Box::new(on_partial)),
            ..Self::default()
        }
    }

    /// Bytes read and bytes to read, of all files of the load.
    pub fn bytes(&self) -> (u64, u64) {
        (self.read.load(Relaxed), self.total.load(Relaxed))
    }

    /// How far the load is, 0 to 1; `None` before the sizes are known.
    #[expect(clippy::cast_precision_loss, reason = "a share for a progress bar")]
    pub fn progress(&self) -> Option<f32> {
        let (read, total) = self.bytes();
        (total > 0).then(|| (read as f64 / total as f64).min(1.0)).map(share)
    }

    /// Rows loaded so far.
    pub fn rows(&self) -> u64 {
        self.rows.load(Relaxed)
    }

    /// Asks the load to stop; what was read until then is kept.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    /// Whether somebody asked it to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    pub(super) fn expect_bytes(&self, bytes: u64) {
        self.total.fetch_add(bytes, Relaxed);
    }

    pub(super) fn add_bytes(&self, bytes: u64) {
        self.read.fetch_add(bytes, Relaxed);
    }

    /// For loads whose rows come all at once.
    pub(super) fn rows_known(&self, rows: u64) {
        self.rows.store(rows, Relaxed);
    }

    /// Called after each row; hands out a snapshot when one is due.
    pub(super) fn row_loaded(&self, builder: &DatasetBuilder) {
        let rows = builder.len() as u64;
        self.rows.store(rows, Relaxed);
        let Some(on_partial) = &self.on_partial else { return };
        let due = self.next_partial.load(Relaxed);
        if rows < due {
            return;
        }
        self.next_partial.store(rows.saturating_mul(GROWTH), Relaxed);
        let first = due == FIRST_PARTIAL as u64;
        if first || self.progress().is_none_or(|done| done < LATEST_PARTIAL) {
            on_partial(builder.build());
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
fn share(v: f64) -> f32 {
    v as f32
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::model::Draft;

    #[test]
    fn events_appear_while_a_long_file_loads() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let job = Job::with_partials({
            let seen = Arc::clone(&seen);
            move |data| seen.lock().unwrap().push(data.len())
        });
        let mut builder = DatasetBuilder::default();
        for _ in 0..90_000 {
            builder.push(&Draft::default());
            job.row_loaded(&builder);
        }
        assert_eq!(*seen.lock().unwrap(), [20_000, 80_000]);
        assert_eq!(job.rows(), 90_000);
    }
}
