//! Hits by place within a brush, kept from one brush to the next: what comes in is added, what goes out is taken away.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Dataset, EventId};
use crate::query::Places;

use super::Hits;
use super::brushed::Cut;
use super::place_column::{PlaceColumn, key};
use super::ranks::Ranks;
use mixed::{Counts, Mixed};
use walk::Hand;

/// Answers that are kept: those that views may still look at, and one more.
const MOST: usize = 3;
/// Stands for "none".
const NONE: u32 = u32::MAX;

/// The places of a filter without bounds in time, and the last brushes' answers about them.
#[derive(Debug)]
pub struct Sweep {
    /// Row of the next hit at the same place, for each dated hit.
    next: Vec<u32>,
    ranks: Ranks,
    mixed: Mixed,
    /// The newest at the end.
    answers: Mutex<Vec<Counted>>,
}

/// An answer and what it stands for.
#[derive(Debug)]
struct Counted {
    places: Arc<Places>,
    stretch: Range<usize>,
    /// Positions of earlier hits, the last first, and which row was the first at their places without them.
    early: Vec<(u32, EventId)>,
    mixed: Counts,
}

impl Sweep {
    /// Of the hits of any time; O(hits).
    pub fn new(data: &Dataset, hits: &Hits, column: &PlaceColumn, places: &Places) -> Self {
        let mut seen = vec![NONE; places.len()];
        let mut next = vec![NONE; column.places().len()];
        let ranks = Ranks::new(places);
        for (at, (slot, place)) in next.iter_mut().zip(column.places()).enumerate().rev() {
            if let Some(seen) = seen.get_mut(ranks.of(key(*place)) as usize) {
                *slot = std::mem::replace(seen, hits.row(at).unwrap_or(NONE));
            }
        }
        let mixed = Mixed::new(data, hits, places, (&ranks, column));
        Self { next, ranks, mixed, answers: Mutex::default() }
    }

    /// About how many hits could be counted in the time that a brush takes.
    pub fn steps(&self, stretch: &Range<usize>) -> usize {
        let answers = self.lock();
        let mut steps: Vec<usize> = answers.iter().map(|last| last.steps(stretch)).collect();
        steps.sort_unstable();
        // Views look at the nearest one, which they asked for last.
        match steps.as_slice() {
            [_, second, ..] => *second,
            [only] => stretch.len().min(only + answers.first().map_or(0, Counted::copying)),
            [] => stretch.len(),
        }
    }

    /// The places of a brush; O(hits that come and go since an answer that nobody looks at any more).
    pub fn within(
        &self,
        data: &Dataset,
        hits: &Hits,
        column: &PlaceColumn,
        places: &Places,
        cut: &Cut,
    ) -> Arc<Places> {
        let hand = Hand { column, sweep: self, data, hits };
        let mut answers = self.lock();
        let free = answers.iter_mut().enumerate().filter_map(|(nth, last)| {
            Arc::get_mut(&mut last.places)?;
            Some((last.steps(&cut.stretch), nth))
        });
        let mut counted = match free.min() {
            Some((_, nth)) => answers.remove(nth),
            None => self.one_more(&answers, places, &cut.stretch),
        };
        hand.bring(&mut counted, cut);
        let found = Arc::clone(&counted.places);
        // The oldest of too many is let go.
        let surplus = (answers.len() + 1).saturating_sub(MOST);
        answers.drain(..surplus);
        answers.push(counted);
        found
    }

    /// One more answer: none yet, or a copy of the nearest where that is less work.
    fn one_more(&self, answers: &[Counted], places: &Places, to: &Range<usize>) -> Counted {
        let nearest = answers.iter().min_by_key(|last| last.steps(to));
        let nearest = nearest.filter(|last| last.steps(to) + last.copying() < to.len());
        nearest.map_or_else(|| Counted::new(places, &self.mixed), Counted::again)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Counted>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Counted {
    fn new(places: &Places, mixed: &Mixed) -> Self {
        Self { places: Arc::new(places.emptied()), stretch: 0..0, early: Vec::new(), mixed: mixed.counts() }
    }

    fn again(&self) -> Self {
        Self {
            places: Arc::new(Places::clone(&self.places)),
            stretch: self.stretch.clone(),
            early: self.early.clone(),
            mixed: self.mixed.clone(),
        }
    }

    /// About how many hits could be counted in the time that copying it takes.
    fn copying(&self) -> usize {
        self.places.words() * 64
    }

    /// How many hits come and go until it stands for another stretch.
    fn steps(&self, to: &Range<usize>) -> usize {
        (apart(&self.stretch, to) + self.early.len()).min(to.len())
    }
}

/// How many hits are in one of two stretches only.
fn apart(one: &Range<usize>, other: &Range<usize>) -> usize {
    if other.start >= one.end || one.start >= other.end {
        return one.len() + other.len();
    }
    one.start.abs_diff(other.start) + one.end.abs_diff(other.end)
}

mod mixed;
#[cfg(test)]
mod tests;
mod walk;
