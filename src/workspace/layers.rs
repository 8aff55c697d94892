//! The user's own map layers: which ones, how they look, and what became of reading them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::geo::layer::MOST_LAYERS;
use crate::geo::{LayerStyle, Spellings};
use crate::io::ReadLayer;

use super::{Effect, Workspace};

/// A layer of the map, by its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapLayer {
    /// Where its file is.
    pub path: PathBuf,
    /// How it looks.
    #[serde(default)]
    pub style: LayerStyle,
    /// What is said of it below the map and in pictures, as whose view it is; may be empty.
    #[serde(default)]
    pub note: String,
}

/// The layers that are kept, in the order in which they are drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapLayers {
    /// One entry a file.
    #[serde(default, rename = "layer")]
    pub list: Vec<MapLayer>,
}

/// What became of reading a layer's file.
#[derive(Clone, Debug)]
pub enum LayerState {
    /// It is being read.
    Reading,
    /// It is there.
    Here(Arc<ReadLayer>),
    /// It could not be read: why, in words.
    Failed(String),
}

/// What is done to layers.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerCommand {
    /// Asks for files in a dialog.
    Ask,
    /// Shows the list of layers.
    Show,
    /// Adds files as layers; one that is there already is read again.
    Add(Vec<PathBuf>),
    /// Gives a layer another look.
    Style(PathBuf, LayerStyle),
    /// Says something else of a layer in notes.
    Note(PathBuf, String),
    /// Takes a layer off the map; its file stays.
    Remove(PathBuf),
}

/// The layers of a workspace with what was read of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Layers {
    pub kept: Arc<MapLayers>,
    /// The names of places that they know, beside those that ship.
    pub spellings: Arc<Spellings>,
    read: BTreeMap<PathBuf, LayerState>,
}

pub(super) fn apply(work: &mut Workspace, command: LayerCommand) -> Vec<Effect> {
    match command {
        LayerCommand::Ask => return vec![Effect::AskLayers],
        LayerCommand::Show => return vec![Effect::ShowLayers],
        LayerCommand::Add(paths) => return work.add_layers(paths),
        LayerCommand::Style(path, style) => work.change_layer(&path, |layer| layer.style = style),
        LayerCommand::Note(path, note) => work.change_layer(&path, |layer| layer.note = note),
        LayerCommand::Remove(path) => {
            let mut kept = (*work.layers.kept).clone();
            kept.list.retain(|layer| layer.path != path);
            work.layers.kept = Arc::new(kept);
            work.learn_spellings();
        }
    }
    Vec::new()
}

impl Workspace {
    /// The layers that are kept.
    pub fn layers(&self) -> &Arc<MapLayers> {
        &self.layers.kept
    }

    /// What became of reading a layer's file.
    pub fn layer_state(&self, path: &Path) -> Option<&LayerState> {
        self.layers.read.get(path)
    }

    /// The layers that were read, in the order in which they are drawn.
    pub fn layers_read(&self) -> impl Iterator<Item = (&MapLayer, &Arc<ReadLayer>)> {
        self.layers.kept.list.iter().filter_map(|layer| match self.layers.read.get(&layer.path) {
            Some(LayerState::Here(read)) => Some((layer, read)),
            _ => None,
        })
    }

    /// Whether all layers were read or could not be.
    pub fn layers_are_read(&self) -> bool {
        let state = |layer: &MapLayer| self.layers.read.get(&layer.path);
        self.layers.kept.list.iter().all(|layer| !matches!(state(layer), None | Some(LayerState::Reading)))
    }

    /// Takes over the layers of an earlier run; the effects read them.
    pub fn begin_with_layers(&mut self, layers: Arc<MapLayers>) -> Vec<Effect> {
        self.layers.kept = layers;
        self.learn_spellings();
        self.read_missing_layers()
    }

    /// Says what became of reading a layer's file.
    pub fn set_layer(&mut self, path: &Path, read: Result<ReadLayer, String>) {
        let state = match read {
            Ok(read) => LayerState::Here(Arc::new(read)),
            Err(why) => LayerState::Failed(why),
        };
        self.layers.read.insert(path.to_owned(), state);
        self.learn_spellings();
    }

    /// Which names are of the same place: those that ship, and those of the layers.
    pub fn spellings(&self) -> &Arc<Spellings> {
        &self.layers.spellings
    }

    /// Lets the store know the names of the layers that are there now.
    pub(super) fn learn_spellings(&mut self) {
        let spellings = Spellings::with(self.layers_read().map(|(_, read)| Arc::clone(&read.names)));
        if *self.layers.spellings != spellings {
            self.layers.spellings = Arc::new(spellings);
        }
        if let Some(store) = self.store().with_spellings(Arc::clone(&self.layers.spellings)) {
            self.board.set_store(store);
        }
    }

    fn change_layer(&mut self, path: &Path, change: impl FnOnce(&mut MapLayer)) {
        let mut kept = (*self.layers.kept).clone();
        if let Some(layer) = kept.list.iter_mut().find(|layer| layer.path == path) {
            change(layer);
            self.layers.kept = Arc::new(kept);
        }
    }

    fn add_layers(&mut self, paths: Vec<PathBuf>) -> Vec<Effect> {
        let mut kept = (*self.layers.kept).clone();
        let mut effects = Vec::new();
        for path in paths.into_iter().map(|path| std::path::absolute(&path).unwrap_or(path)) {
            if !kept.list.iter().any(|layer| layer.path == path) {
                if kept.list.len() >= MOST_LAYERS {
                    effects.push(Effect::Say(format!("A map has {MOST_LAYERS} layers at most")));
                    break;
                }
                let style = LayerStyle { colour: free_colour(&kept), ..LayerStyle::default() };
                kept.list.push(MapLayer { path: path.clone(), style, note: String::new() });
            }
            let _ = self.layers.read.remove(&path);
        }
        self.layers.kept = Arc::new(kept);
        self.learn_spellings();
        effects.extend(self.read_missing_layers());
        effects
    }

    /// Has those read that undo or an earlier run brought back.
    pub(super) fn read_missing_layers(&mut self) -> Vec<Effect> {
        let missing: Vec<PathBuf> = self.layers.kept.list.iter().map(|layer| layer.path.clone()).collect();
        let missing: Vec<PathBuf> =
            missing.into_iter().filter(|path| !self.layers.read.contains_key(path)).collect();
        for path in &missing {
            self.layers.read.insert(path.clone(), LayerState::Reading);
        }
        if missing.is_empty() { Vec::new() } else { vec![Effect::ReadLayers(missing)] }
    }
}

/// The first colour of the set that no layer has; more layers than colours begin again.
fn free_colour(kept: &MapLayers) -> u8 {
    let taken = |colour: u8| kept.list.iter().filter(|layer| layer.style.colour == colour).count();
    (0..LAYER_COLOURS).min_by_key(|&colour| taken(colour)).unwrap_or_default()
}

/// How many colours layers choose from.
pub const LAYER_COLOURS: u8 = 6;
