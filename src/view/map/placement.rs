//! Keeps the places of the newest answer put on the base map that is shown.

use std::sync::Arc;

use egui::Context;

use super::later::{self, Later};
use crate::geo::BaseMap;
use crate::model::{EventId, Place, PlaceNames};
use crate::plot::placing::{Placed, place_all};
use crate::query::{Answer, EventStore, PlaceKey, PlaceWords};

/// More places than this are put on the map off the UI thread.
const MANY: usize = 4_000;

/// The same for places that only move from one step of the way to the outline to another.
const MANY_TO_MOVE: usize = 400;

/// What was put on which map.
#[derive(Clone)]
struct Done {
    answer: Arc<Answer>,
    base: Arc<BaseMap>,
    placed: Arc<Placed>,
}

/// The newest placed answer.
pub struct Placement {
    place: later::Place,
    done: Option<Done>,
    later: Later<Done>,
}

impl Placement {
    /// Nothing yet.
    pub fn new(place: later::Place) -> Self {
        Self { place, done: None, later: Later::default() }
    }

    /// The places of this answer on this map, and the map; while they are worked out, those of the last answer on the
    /// same map or on another step of its way to the outline.
    pub fn get(
        &mut self,
        ctx: &Context,
        answer: &Arc<Answer>,
        base: &Arc<BaseMap>,
        store: &Arc<dyn EventStore>,
    ) -> Option<(Arc<BaseMap>, Arc<Placed>)> {
        if let Some(done) = self.later.take() {
            self.done = Some(done);
        }
        let current =
            self.done.as_ref().is_some_and(|d| Arc::ptr_eq(&d.answer, answer) && Arc::ptr_eq(&d.base, base));
        if !current {
            let Answer::Places(places) = answer.as_ref() else { return None };
            // Zooming through a fade places all anew at each step.
            let many = places.groups.len() > if self.is_step_of(base) { MANY_TO_MOVE } else { MANY };
            let (answer, base, store) = (Arc::clone(answer), Arc::clone(base), Arc::clone(store));
            self.later.start(if many { self.place } else { later::Place::Here }, ctx, move || {
                let done = Arc::new(put(&answer, &base, store.as_ref()));
                Done { answer, base, placed: done }
            });
            if let Some(done) = self.later.take() {
                self.done = Some(done);
            }
        }
        let done = self.done.as_ref().filter(|done| BaseMap::is_kin(&done.base, base))?;
        Some((Arc::clone(&done.base), Arc::clone(&done.placed)))
    }

    fn is_step_of(&self, base: &Arc<BaseMap>) -> bool {
        self.done.as_ref().is_some_and(|d| !Arc::ptr_eq(&d.base, base) && BaseMap::is_kin(&d.base, base))
    }
}

fn put(answer: &Answer, base: &BaseMap, store: &dyn EventStore) -> Placed {
    let none = Arc::default();
    let places = if let Answer::Places(places) = answer { places } else { &none };
    place_all(places, base, &StoreWords(store))
}

/// What the events of a store say of their places.
pub(in crate::view) struct StoreWords<'a>(pub &'a dyn EventStore);

impl PlaceWords for StoreWords<'_> {
    fn codes(&self, key: PlaceKey) -> Option<PlaceNames> {
        self.0.place_names(key)
    }

    fn word(&self, code: u32) -> &str {
        self.0.name(code)
    }

    fn place(&self, id: EventId) -> Option<Place> {
        self.0.place(id)
    }
}
