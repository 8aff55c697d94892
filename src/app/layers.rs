//! The user's map layers: read on a thread, and kept in a file between runs.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};

use egui::Context;

use crate::io::save::save_bytes;
use crate::io::{Job, LayerLimits, ReadLayer, read_layer};
use crate::view::status::Tone;
use crate::workspace::{Command, LayerCommand, MapLayers, Workspace};

use super::program::App;

/// A file of layers larger than this is not ours.
const MAX_BYTES: u64 = 1 << 20;

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
            let name = path.display();
            let count =
                if troubles.count == 1 { "1 part".to_owned() } else { format!("{} parts", troubles.count) };
            eprintln!("borderline: {name}: {count} could not be read; the first: {}", first.in_words());
        }
        work.set_layer(path, Ok(found));
    }
    Ok(())
}

/// Where layers are kept between runs; nowhere in tests.
#[derive(Default)]
pub struct LayersFile {
    path: Option<PathBuf>,
    kept: Arc<MapLayers>,
}

impl LayersFile {
    /// Beside the preferences.
    pub fn of_user() -> Self {
        let dirs = directories::ProjectDirs::from("org", "borderline", "Borderline");
        Self::at(dirs.map(|dirs| dirs.config_dir().join("map-layers.toml")))
    }

    /// In this file.
    pub fn at(path: Option<PathBuf>) -> Self {
        let small =
            |path: &PathBuf| std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= MAX_BYTES);
        let text =
            path.as_ref().filter(|path| small(path)).and_then(|path| std::fs::read_to_string(path).ok());
        let kept = text.and_then(|text| match toml::from_str(&text) {
            Ok(layers) => Some(layers),
            Err(error) => {
                log::warn!("the list of map layers cannot be read: {error}");
                None
            }
        });
        Self { path, kept: Arc::new(kept.unwrap_or_default()) }
    }

    /// What is kept.
    pub fn layers(&self) -> &Arc<MapLayers> {
        &self.kept
    }

    /// Writes the layers if they have changed.
    ///
    /// # Errors
    /// In words, when they could not be written.
    pub fn keep(&mut self, layers: &Arc<MapLayers>) -> Result<(), String> {
        if Arc::ptr_eq(&self.kept, layers) || self.kept == *layers {
            return Ok(());
        }
        self.kept = Arc::clone(layers);
        let Some(path) = &self.path else { return Ok(()) };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        let text = toml::to_string(layers.as_ref()).map_err(|error| error.to_string())?;
        save_bytes(path, text.as_bytes()).map_err(|error| error.to_string())
    }
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
                    let n = found.troubles.count;
                    let parts = if n == 1 { "1 part".to_owned() } else { format!("{n} parts") };
                    self.say(format!("{name}: {parts} could not be read; see Map layers"), Tone::Failed);
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
        let kept = Arc::clone(self.layers_file.layers());
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
        assert!(file.layers().list.is_empty());
        let layer = MapLayer {
            path: "/a \"b\".kml".into(),
            note: "as one side sees it".into(),
            ..MapLayer::default()
        };
        let layers = Arc::new(MapLayers { list: vec![layer] });
        file.keep(&layers).unwrap();
        assert_eq!(*LayersFile::at(Some(path.clone())).layers(), layers);
        std::fs::write(&path, "layer = 5").unwrap();
        assert!(LayersFile::at(Some(path)).layers().list.is_empty());
    }
}
