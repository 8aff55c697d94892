//! A load on its own thread, watched from the thread with the window.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use super::index_file::IndexFolder;
use super::job::Job;
use super::load::{LoadOptions, Loaded, Source, load_each};
use crate::model::Dataset;

/// News of a load.
pub enum News {
    /// The events read so far; more will follow.
    Partial(Dataset),
    /// The load has ended.
    Done(Loaded),
}

/// A load that is running.
pub struct Loading {
    job: Arc<Job>,
    partial: Receiver<Dataset>,
    done: Receiver<Loaded>,
}

impl Loading {
    /// Starts loading, each file with its own options, from an index where there is one; `wake` is called on the loading
    /// thread whenever there is news.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        files: Vec<(Source, LoadOptions)>,
        index: Option<IndexFolder>,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let wake = Arc::new(wake);
        let (partial_in, partial) = sync_channel(1);
        let (done_in, done) = sync_channel(1);
        let job = Arc::new(Job::with_partials(hand_out(partial_in, Arc::clone(&wake))));
        let running = Arc::clone(&job);
        let run = move || {
            // Nobody listens any more when the window was closed meanwhile.
            let kept = index.and_then(|index| index.find(&files, &running));
            let _ = done_in.send(kept.unwrap_or_else(|| load_each(&files, &running)));
            wake();
        };
        std::thread::Builder::new().name("load files".to_owned()).spawn(run)?;
        Ok(Self { job, partial, done })
    }

    /// Progress and the switch to stop it.
    pub fn job(&self) -> &Job {
        &self.job
    }

    /// The newest news, if there is any; never waits.
    pub fn news(&self) -> Option<News> {
        match self.done.try_recv() {
            Ok(loaded) => return Some(News::Done(loaded)),
            Err(TryRecvError::Empty | TryRecvError::Disconnected) => {}
        }
        self.partial.try_iter().last().map(News::Partial)
    }

    /// Waits for the end; `None` if it was handed out already.
    pub fn wait(self) -> Option<Loaded> {
        self.done.recv().ok()
    }
}

impl Drop for Loading {
    fn drop(&mut self) {
        self.job.cancel();
    }
}

/// A snapshot that nobody has fetched yet keeps its place: the next one holds twice as many rows anyway.
fn hand_out(
    partial: SyncSender<Dataset>,
    wake: Arc<impl Fn() + Send + Sync + 'static>,
) -> impl Fn(Dataset) + Send + Sync {
    move |data| {
        if partial.try_send(data).is_ok() {
            wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    use super::*;

    fn rows(count: usize) -> Vec<(Source, LoadOptions)> {
        let text = format!("event_date,event_type,actor1\n{}", "2020-01-01,Battles,X\n".repeat(count));
        let source = Source::Bytes { name: "x.csv".into(), bytes: text.into_bytes().into() };
        vec![(source, LoadOptions::default())]
    }

    #[test]
    fn first_events_come_before_the_end_and_each_news_wakes_the_window() {
        let woken = Arc::new(AtomicUsize::new(0));
        let wake = {
            let woken = Arc::clone(&woken);
            move || {
                woken.fetch_add(1, Ordering::Relaxed);
            }
        };
        let loading = Loading::start(rows(50_000), None, wake).unwrap();
        let (mut partial, start) = (0, Instant::now());
        let loaded = loop {
            match loading.news() {
                Some(News::Partial(data)) => partial = data.len(),
                Some(News::Done(loaded)) => break loaded,
                None => assert!(start.elapsed() < Duration::from_mins(1)),
            }
            std::thread::yield_now();
        };
        assert_eq!(loaded.dataset.len(), 50_000);
        assert_eq!(partial, 20_000);
        assert!(woken.load(Ordering::Relaxed) >= 1);
        assert!(loading.news().is_none());
    }

    #[test]
    fn a_load_that_nobody_waits_for_stops() {
        let loading = Loading::start(rows(400_000), None, || {}).unwrap();
        loading.job().cancel();
        let loaded = loading.wait().unwrap();
        assert!(loaded.cancelled && loaded.dataset.len() < 400_000);
    }
}
