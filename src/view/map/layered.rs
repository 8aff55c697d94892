//! Puts the user's layers on the base map that is shown: off the UI thread in a window, and only what has changed.

use std::sync::Arc;

use egui::Context;

use super::later::{Later, Place};
use crate::geo::{BaseMap, LaidLayer, LayerOnMap, LayerStyle};
use crate::io::ReadLayer;
use crate::workspace::Workspace;

/// Layers that were laid on base maps are kept for as many.
const KEPT: usize = 64;

/// A layer that is wanted on the map.
#[derive(Clone)]
struct Wanted {
    read: Arc<ReadLayer>,
    style: LayerStyle,
    note: String,
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.read, &other.read) && self.style == other.style && self.note == other.note
    }
}

/// A layer's geometry on a base map.
#[derive(Clone)]
struct Laid {
    base: Arc<BaseMap>,
    read: Arc<ReadLayer>,
    geometry: Arc<LaidLayer>,
}

/// A base map with layers.
struct Done {
    base: Arc<BaseMap>,
    wanted: Vec<Wanted>,
    map: Arc<BaseMap>,
    laid: Vec<Laid>,
}

/// The base map that is shown, with its layers.
pub struct Layered {
    place: Place,
    done: Option<Done>,
    working: Later<Done>,
    laid: Vec<Laid>,
}

impl Layered {
    /// None yet.
    pub fn new(place: Place) -> Self {
        Self { place, done: None, working: Later::default(), laid: Vec::new() }
    }

    /// The base map with the workspace's layers; while they are put on it, as it was last, or without them.
    pub fn get(&mut self, ctx: &Context, base: Arc<BaseMap>, work: &Workspace) -> Arc<BaseMap> {
        let wanted: Vec<Wanted> = work
            .layers_read()
            .map(|(layer, read)| Wanted {
                read: Arc::clone(read),
                style: layer.style,
                note: layer.note.clone(),
            })
            .collect();
        self.take();
        if wanted.is_empty() {
            self.done = None;
            return base;
        }
        let is_done = |done: &Done| Arc::ptr_eq(&done.base, &base) && done.wanted == wanted;
        if !self.done.as_ref().is_some_and(is_done) {
            let (of, laid) = (Arc::clone(&base), self.laid.clone());
            self.working.start(self.place, ctx, move || put(of, wanted, laid));
            self.take();
        }
        let last = self.done.as_ref().filter(|done| Arc::ptr_eq(&done.base, &base));
        last.map_or(base, |done| Arc::clone(&done.map))
    }

    fn take(&mut self) {
        let Some(mut done) = self.working.take() else { return };
        self.laid = std::mem::take(&mut done.laid);
        self.done = Some(done);
    }
}

fn put(base: Arc<BaseMap>, wanted: Vec<Wanted>, mut known: Vec<Laid>) -> Done {
    let mut layers = Vec::with_capacity(wanted.len());
    for want in &wanted {
        let there = known.iter().find(|l| Arc::ptr_eq(&l.base, &base) && Arc::ptr_eq(&l.read, &want.read));
        let laid = there.map_or_else(|| Arc::new(base.lay(&want.read.layer)), |l| Arc::clone(&l.geometry));
        if there.is_none() {
            known.push(Laid {
                base: Arc::clone(&base),
                read: Arc::clone(&want.read),
                geometry: Arc::clone(&laid),
            });
        }
        layers.push(LayerOnMap { laid, style: want.style, note: want.note.clone() });
    }
    let surplus = known.len().saturating_sub(KEPT);
    known.drain(..surplus);
    let map = Arc::new(base.with_layers(layers));
    Done { base, wanted, map, laid: known }
}
