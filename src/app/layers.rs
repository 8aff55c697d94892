//! The user's map layers: read on a thread, and kept in a file between runs.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use egui::Context;

use crate::io::{Job, LayerLimits, ReadLayer, read_layer};
use crate::view::status::Tone;
use crate::workspace::{Command, LayerCommand, MapLayers, Workspace};

use super::kept::{Kept, KeptFile};
use super::program::App;

/// A layer's file with what became of it.
type News = (PathBuf, Result<ReadLayer, String>);

/// Layers that are being read.
#[derive(Default)]
pub struct LayerJobs(Vec<Receiver<News>>);

impl LayerJobs {
    /// Begins to read files one after the other; `wake` is called after each.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(&mut self, paths: Vec<PathBuf>, wake: impl Fn() + Send + 'static) -> std::io::Result<()> {
        let (sender, news) = sync_channel(1);
        let run = move || {
            for path in paths {
                let read = read(&path);
                if sender.send((path, read)).is_err() {
                    return;
                }
                wake();
            }
        };
        std::thread::Builder::new().name("read map layers".to_owned()).spawn(run)?;
        self.0.push(news);
        Ok(())
    }

    /// What was read since the last call; never waits.
    pub fn news(&mut self) -> Vec<News> {
        let mut all = Vec::new();
        self.0.retain(|job| {
            loop {
                match job.try_recv() {
                    Ok(news) => all.push(news),
                    Err(error) => return error == std::sync::mpsc::TryRecvError::Empty,
                }
            }
        });
        all
    }
}

/// Reads a layer; a bug in a reader is its file's error.
fn read(path: &std::path::Path) -> Result<ReadLayer, String> {
    let job = Job::default();
    let path = &super::effects::expand_home(path.to_owned());
    let reading = || read_layer(path, &LayerLimits::default(), &job).map_err(|error| error.to_string());
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(reading))
        .unwrap_or_else(|_| Err("the reader failed on this file; this is a bug of the program".to_owned()))
}

/// Reads all layers that a workspace names, on the calling thread: for pictures.
///
/// # Errors
/// In words, for a file that gives no layer.
pub fn read_all(work: &mut Workspace, paths: &[PathBuf]) -> Result<(), String> {
    for path in paths {
        let found = read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let troubles = &found.troubles;
        if let Some(first) = troubles.examples.first() {
            let (name, all) = (path.display(), troubles.in_words());
            eprintln!("borderline: {name}: {all}; the first: {}", first.in_words());
        }
        work.set_layer(path, Ok(found));
    }
    Ok(())
}

/// Where layers are kept between runs.
pub type LayersFile = KeptFile<MapLayers>;

impl Kept for MapLayers {
    const FILE: &'static str = "map-layers.toml";
    const MAX_BYTES: u64 = 1 << 20;
    const WHAT: &'static str = "the list of map layers";
}

impl App {
    /// Has layers read on a thread.
    pub(super) fn read_layers(&mut self, ctx: &Context, paths: Vec<PathBuf>) {
        let wake = ctx.clone();
        if let Err(error) = self.layer_jobs.start(paths, move || wake.request_repaint()) {
            self.say(format!("The map layer could not be read: {error}"), Tone::Failed);
        }
    }

    /// Shows layers that were read, and says what was wrong with them.
    pub(super) fn take_in_layers(&mut self) {
        for (path, read) in self.layer_jobs.news() {
            let name = path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
            match &read {
                Ok(found) if found.troubles.count > 0 => {
                    let all = found.troubles.in_words();
                    self.say(format!("{name}: {all}; see Map layers"), Tone::Failed);
                }
                Ok(found) => {
                    let counts = found.layer.counts().in_words();
                    self.say(format!("Map layer {name}: {counts}"), Tone::Done);
                }
                Err(why) => self.say(format!("Map layer {name}: {why}"), Tone::Failed),
            }
            self.work.set_layer(&path, read);
        }
    }

    /// The program with these layers beside those that are kept.
    #[must_use]
    pub fn begin_with_layers(mut self, ctx: &Context, paths: Vec<PathBuf>) -> Self {
        if !paths.is_empty() {
            self.run(ctx, Command::Layer(LayerCommand::Add(paths)));
        }
        self
    }

    /// Keeps layers in this file from now on, and begins with those that it holds.
    pub fn keep_layers_in(&mut self, ctx: &Context, path: PathBuf) {
        self.begin_with_layers_of(ctx, LayersFile::at(Some(path)));
    }

    /// Keeps layers in the user's own file from now on.
    pub(super) fn keep_layers_of_user(&mut self, ctx: &Context) {
        self.begin_with_layers_of(ctx, LayersFile::of_user());
    }

    fn begin_with_layers_of(&mut self, ctx: &Context, file: LayersFile) {
        self.layers_file = file;
        let kept = Arc::clone(self.layers_file.kept());
        for effect in self.work.begin_with_layers(kept) {
            self.perform(ctx, effect);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::MapLayer;

    #[test]
    fn layers_are_there_in_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("map-layers.toml");
        let mut file = LayersFile::at(Some(path.clone()));
        assert!(file.kept().list.is_empty());
        let layer = MapLayer {
            path: "/a \"b\".kml".into(),
            note: "as one side sees it".into(),
            ..MapLayer::default()
        };
        let layers = Arc::new(MapLayers { list: vec![layer] });
        file.keep(&layers).unwrap();
        assert_eq!(*LayersFile::at(Some(path.clone())).kept(), layers);
        std::fs::write(&path, "layer = 5").unwrap();
        assert!(LayersFile::at(Some(path)).kept().list.is_empty());
    }
}
