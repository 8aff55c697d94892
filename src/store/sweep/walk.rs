//! Brings an answer about places from one brush to another by the hits that come and go.

use std::ops::Range;

use crate::model::{Dataset, EventId, EventRef, PlacePrecision, both};
use crate::query::PlaceChange;

use super::mixed;
use super::{Counted, Sweep, apart};
use crate::store::brushed::Cut;
use crate::store::place_column::{PlaceColumn, key};
use crate::store::{Hits, time_index::count32};

/// Hits that come and go from which on a second thread is worth its start.
const MANY: usize = if cfg!(test) { 3 } else { 20_000 };
/// So many hits' places are fetched from memory at the same time.
const TOGETHER: usize = if cfg!(test) { 4 } else { 64 };

/// What the hits are, for whoever counts them.
pub struct Hand<'a> {
    pub column: &'a PlaceColumn,
    pub sweep: &'a Sweep,
    pub data: &'a Dataset,
    pub hits: &'a Hits,
}

/// Why the count of a hit changes.
#[derive(Clone, Copy)]
enum Change {
    /// It comes before all others.
    First,
    /// It comes behind all others.
    Last,
    /// It was the first; then another one is, or the next at its place.
    FirstGoes(Option<EventId>),
    /// It was the last.
    LastGoes,
}

/// Some of the places of an answer.
struct Part<'a> {
    hand: &'a Hand<'a>,
    places: PlaceChange<'a>,
    mixed: &'a mut [[u32; PlacePrecision::ALL.len()]],
    early: Vec<(u32, EventId)>,
}

/// A hit that is to be counted.
#[derive(Clone, Copy, Default)]
struct Step {
    at: u32,
    rank: u32,
    category: u8,
}

impl Hand<'_> {
    /// Makes an answer that nobody looks at stand for another brush.
    pub fn bring(&self, counted: &mut Counted, cut: &Cut) {
        let Counted { places, stretch, early, mixed } = counted;
        let Some(places) = std::sync::Arc::get_mut(places) else { return };
        let now = std::mem::replace(stretch, cut.stretch.clone());
        let before = std::mem::take(early);
        let steps = apart(&now, &cut.stretch).min(cut.stretch.len());
        // Places whose hits differ in how sure they are come last, and so are all in the second part.
        let middle = (places.words() / 2).min(self.sweep.mixed.sites() / 64);
        places.change(middle, |[one, other]| {
            let mut one = Part { hand: self, places: one, mixed: &mut [], early: Vec::new() };
            let mut other = Part { hand: self, places: other, mixed, early: Vec::new() };
            both(
                "places of a brush",
                steps >= MANY,
                || one.bring(&now, &before, cut),
                || other.bring(&now, &before, cut),
            );
            *early = one.early;
            early.append(&mut other.early);
        });
    }
}

impl Part<'_> {
    fn bring(&mut self, now: &Range<usize>, early: &[(u32, EventId)], cut: &Cut) {
        let to = &cut.stretch;
        for &(at, first) in early.iter().rev() {
            if let Some(step) = self.hand.step(at) {
                self.count(step, Change::FirstGoes(Some(first)));
            }
        }
        if apart(now, to) >= to.len() {
            self.places.clear();
            self.mixed.fill([0; PlacePrecision::ALL.len()]);
            self.walk(to.clone(), Change::Last);
        } else {
            self.walk((to.start..now.start).rev(), Change::First);
            self.walk(now.end..to.end, Change::Last);
            self.walk(now.start..to.start, Change::FirstGoes(None));
            self.walk(to.end..now.end, Change::LastGoes);
        }
        for &at in cut.early.iter().rev() {
            let Some(step) = self.hand.step(at) else { continue };
            self.early.extend(self.places.first(step.rank).map(|first| (at, first)));
            self.count(step, Change::First);
        }
    }

    /// Counts hits. Each stands at a place of its own in memory, and so many of them are fetched at once.
    fn walk(&mut self, positions: impl Iterator<Item = usize>, change: Change) {
        let mut steps = positions.filter_map(|at| self.hand.step(count32(at)));
        let mut together = [Step::default(); TOGETHER];
        loop {
            let mut many = 0;
            while let Some(slot) = together.get_mut(many) {
                let Some(step) = steps.next() else { break };
                *slot = step;
                many += usize::from(self.places.has(step.rank));
            }
            let some = together.get(..many).unwrap_or_default();
            let fetched = some.iter().filter_map(|step| self.places.first(step.rank));
            std::hint::black_box(fetched.fold(0, |all, first| all ^ first.0));
            for step in some {
                self.count(*step, change);
            }
            if many < TOGETHER {
                return;
            }
        }
    }

    /// Counts a hit; nothing where its place is one of the other part.
    fn count(&mut self, step: Step, change: Change) -> Option<()> {
        let Step { at, rank, category } = step;
        let comes = match change {
            Change::First => {
                *self.places.add(rank, category)?.0 = self.hand.row(at);
                true
            }
            Change::Last => {
                let (first, is_only) = self.places.add(rank, category)?;
                *first = if is_only { self.hand.row(at) } else { *first };
                true
            }
            Change::FirstGoes(next) => {
                *self.places.take(rank, category)? = next.unwrap_or_else(|| self.hand.next(at));
                false
            }
            Change::LastGoes => {
                self.places.take(rank, category)?;
                false
            }
        };
        let counts = self.hand.sweep.mixed.of(rank).and_then(|of| self.mixed.get_mut(of))?;
        let now = mixed::count(counts, self.hand.precision(at), if comes { 1 } else { u32::MAX })?;
        self.places.be_sure(rank, now);
        Some(())
    }
}

impl Hand<'_> {
    fn step(&self, at: u32) -> Option<Step> {
        let (place, category) = self.column.get(at)?;
        Some(Step { at, rank: self.sweep.ranks.of(key(place)), category })
    }

    fn row(&self, at: u32) -> EventId {
        EventId(self.hits.row(at as usize).unwrap_or_default())
    }

    /// The next hit at the same place.
    fn next(&self, at: u32) -> EventId {
        EventId(self.sweep.next.get(at as usize).copied().unwrap_or_default())
    }

    fn precision(&self, at: u32) -> PlacePrecision {
        self.hits.event(self.data, at as usize).map_or(PlacePrecision::Unknown, EventRef::place_precision)
    }
}
