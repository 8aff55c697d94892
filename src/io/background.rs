//! A load on its own thread, watched from the thread with the window.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};

use super::job::Job;
use super::load::{LoadOptions, Loaded, Source, load};
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
    /// Starts loading; `wake` is called on the loading thread whenever there is news.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        sources: Vec<Source>,
        options: LoadOptions,
        wake: impl Fn() + Send + Sync + 'static,
    ) -> std::io::Result<Self> {
        let wake = Arc::new(wake);
        let (partial_in, partial) = sync_channel(1);
        let (done_in, done) = sync_channel(1);
        let job = Arc::new(Job::with_partials(hand_out(partial_in, Arc::clone(&wake))));
        let running = Arc::clone(&job);
        let run = move || {
            // Nobody listens any more when the window was closed meanwhile.
            let _ = done_in.send(load(&sources, &options, &running));
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
