//! Keeps the places of the newest answer put on the base map that is shown.

use std::sync::Arc;

use egui::Context;

use super::later::{self, Later};
use crate::geo::BaseMap;
use crate::model::{EventId, Place, PlaceNames};
use crate::plot::placing::{Kept, Placed, place_again, place_all};
use crate::query::{Answer, EventStore, Generation, PlaceKey, PlaceWords};
use crate::store::Reply;

/// More places than this are put on the map off the UI thread.
const MANY: usize = 4_000;

/// The same where it is kept where most of them stand: a brush then puts them on the map within its frame.
const MANY_KNOWN: usize = 16_000;

/// The same for places that only move from one step of the way to the outline to another.
const MANY_TO_MOVE: usize = 400;

/// What was put on which map.
#[derive(Clone)]
struct Done {
    answer: Arc<Answer>,
    base: Arc<BaseMap>,
    placed: Arc<Placed>,
}

/// What is kept of the places of one data set on one base map.
struct KeptOf {
    generation: Generation,
    base: Arc<BaseMap>,
    kept: Kept,
}

/// The newest placed answer.
pub struct Placement {
    place: later::Place,
    done: Option<Done>,
    /// None while an answer is being placed, which takes it along.
    kept: Option<KeptOf>,
    later: Later<(Done, Option<KeptOf>)>,
}

impl Placement {
    /// Nothing yet.
    pub fn new(place: later::Place) -> Self {
        Self { place, done: None, kept: None, later: Later::default() }
    }

    /// The places of this answer on this map, and the map; while they are worked out, those of the last answer on the
    /// same map or on another step of its way to the outline.
    pub fn get(
        &mut self,
        ctx: &Context,
        reply: &Reply,
        base: &Arc<BaseMap>,
        store: &Arc<dyn EventStore>,
    ) -> Option<(Arc<BaseMap>, Arc<Placed>)> {
        self.take();
        let answer = reply.answer.as_ref()?;
        let current =
            self.done.as_ref().is_some_and(|d| Arc::ptr_eq(&d.answer, answer) && Arc::ptr_eq(&d.base, base));
        if !current && !self.later.is_busy() {
            let Answer::Places(found) = answer.as_ref() else { return None };
            // The last answer of another store is no answer about this one's sites.
            let generation = reply.generation.filter(|generation| *generation == store.generation());
            let mut kept = generation.map(|generation| self.kept_of(generation, base));
            let is_known = kept.as_ref().is_some_and(|of| of.kept.knows_most_of(found));
            let most = match self.is_step_of(base) {
                // Zooming through a fade places all anew at each step.
                true => MANY_TO_MOVE,
                false if is_known => MANY_KNOWN,
                false => MANY,
            };
            let many = found.len() > most;
            let (answer, base, store) = (Arc::clone(answer), Arc::clone(base), Arc::clone(store));
            self.later.start(if many { self.place } else { later::Place::Here }, ctx, move || {
                let placed = put(&answer, &base, store.as_ref(), &mut kept);
                (Done { answer, base, placed }, kept)
            });
            self.take();
        }
        let done = self.done.as_ref().filter(|done| BaseMap::is_kin(&done.base, base))?;
        Some((Arc::clone(&done.base), Arc::clone(&done.placed)))
    }

    fn take(&mut self) {
        if let Some((done, kept)) = self.later.take() {
            (self.done, self.kept) = (Some(done), kept);
        }
    }

    /// What is kept of the same data set on the same base map.
    fn kept_of(&mut self, generation: Generation, base: &Arc<BaseMap>) -> KeptOf {
        let is_same = |k: &KeptOf| k.generation == generation && Arc::ptr_eq(&k.base, base);
        let fresh = || KeptOf { generation, base: Arc::clone(base), kept: Kept::default() };
        self.kept.take().filter(is_same).unwrap_or_else(fresh)
    }

    fn is_step_of(&self, base: &Arc<BaseMap>) -> bool {
        self.done.as_ref().is_some_and(|d| !Arc::ptr_eq(&d.base, base) && BaseMap::is_kin(&d.base, base))
    }
}

fn put(answer: &Answer, base: &BaseMap, store: &dyn EventStore, kept: &mut Option<KeptOf>) -> Arc<Placed> {
    let none = Arc::default();
    let places = if let Answer::Places(places) = answer { places } else { &none };
    let words = StoreWords(store);
    match kept {
        Some(KeptOf { kept, .. }) => {
            let done = place_again(places, base, &words, kept);
            kept.lend(done)
        }
        None => Arc::new(place_all(places, base, &words)),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Style;
    use crate::model::{DatasetBuilder, Draft, LonLat, PlacePrecision};
    use crate::query::{Ask, Completeness, Filter, Query, QueryCtx, SplitBy};
    use crate::store::MemoryStore;

    /// A file with one place.
    fn store(lon: f64, precision: PlacePrecision) -> Arc<dyn EventStore> {
        let mut builder = DatasetBuilder::default();
        builder.push(&Draft {
            at: LonLat::new(lon, 33.9),
            place_precision: precision,
            admin2: "Kurram",
            country: "Pakistan",
            ..Draft::default()
        });
        Arc::new(MemoryStore::new(Arc::new(builder.finish()), Completeness::Exact))
    }

    fn reply(store: &Arc<dyn EventStore>) -> Reply {
        let query = Query { filter: Filter::default(), ask: Ask::Places, split: SplitBy::Kind };
        let answer = store.answer(&query, &QueryCtx::default()).unwrap();
        Reply { answer: Some(Arc::new(answer)), fresh: true, generation: Some(store.generation()) }
    }

    #[test]
    fn places_of_a_file_never_stand_where_those_of_the_file_before_it_did() {
        use PlacePrecision::{District, Exact};
        let base = Arc::new(BaseMap::theatre(Style::Outline).unwrap());
        let (old, new) = (store(70.1, Exact), store(71.5, Exact));
        let district = store(70.1, District);
        let mut placement = Placement::new(later::Place::Here);
        let ctx = Context::default();
        let mut at = |reply: &Reply, store| {
            let (_, placed) = placement.get(&ctx, reply, &base, store).unwrap();
            (placed.pins.first().map(|pin| pin.at), placed.zones.len())
        };
        let stands = |lon: f64| (Some(base.place(LonLat::new(lon, 33.9).unwrap())), 0);
        assert_eq!(at(&reply(&old), &old), stands(70.1));
        // While the new file's places are counted, the old answer is shown with the new store.
        assert_eq!(at(&reply(&old), &new), stands(70.1));
        assert_eq!(at(&reply(&new), &new), stands(71.5));
        assert_eq!(at(&reply(&district), &district), (None, 1));
        assert_eq!(at(&reply(&old), &old), stands(70.1));
    }
}
