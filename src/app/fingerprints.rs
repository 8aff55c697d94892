//! SHA-256 of files, computed behind the window when the import report is looked at.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use egui::Context;

use crate::io::fingerprint;

/// A file with its fingerprint, or why there is none.
type News = (PathBuf, Result<String, String>);

/// The fingerprints that are under way.
#[derive(Default)]
pub struct Fingerprints {
    coming: Option<Receiver<News>>,
}

impl Fingerprints {
    /// Begins to read these files; what was under way is dropped.
    pub fn start(&mut self, ctx: &Context, paths: &[PathBuf]) {
        let (send, coming) = sync_channel(16);
        let (paths, wake): (BTreeSet<PathBuf>, _) = (paths.iter().cloned().collect(), ctx.clone());
        self.coming = Some(coming);
        let run = move || each(paths, &send, &wake);
        if let Err(error) = std::thread::Builder::new().name("fingerprints".to_owned()).spawn(run) {
            log::warn!("no fingerprints: {error}");
            self.coming = None;
        }
    }

    /// Those that have come since the last call.
    pub fn news(&self) -> Vec<News> {
        self.coming.as_ref().map(|coming| coming.try_iter().collect()).unwrap_or_default()
    }
}

fn each(paths: BTreeSet<PathBuf>, send: &SyncSender<News>, wake: &Context) {
    for path in paths {
        let found = fingerprint(&path).map_err(|error| error.to_string());
        if send.send((path, found)).is_err() {
            // Nobody listens any more.
            return;
        }
        wake.request_repaint();
    }
}
