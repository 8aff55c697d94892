//! The dated hits side by side, in nine bytes each: where, of which category, and in order of length and start.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Dataset, EventRef, KINDS, both};
use crate::query::{PlaceKey, PlaceRows, SplitBy};

use super::Hits;
use super::time_index::{Lengths, Runs, count32};

/// Hits from which a second thread is worth its start.
pub const MANY: usize = if cfg!(test) { 1_000 } else { 150_000 };
/// Categories.
const KINDS_16: u16 = 8;
const _: () = assert!(KINDS == KINDS_16 as usize, "cells are numbered by row and category");

/// Set in the numbers of places that have names but no coordinates.
const NAMED: u32 = 1 << 31;

/// One entry for each dated hit, in order of start.
#[derive(Debug, Default)]
pub struct PlaceColumn {
    /// Number of the site, or of the names with [`NAMED`].
    places: Vec<u32>,
    categories: Vec<u8>,
    common: Vec<SameLength>,
    rest: Vec<u32>,
    /// The rows of the diagram that was asked for last.
    cells: Mutex<Option<(Arc<PlaceRows>, Arc<RowCells>)>>,
}

/// For each hit of a common length which of a diagram's rows and categories it counts for, by length as in
/// [`PlaceColumn::common`]: row × 8 + category; past the row after the last where the place takes several. None of all in a
/// diagram of so many rows that two bytes cannot say it.
pub type RowCells = Vec<Vec<u16>>;

/// Rows of a diagram of which cells can be told in two bytes, with one for places that are not shown and one for those of several.
const MOST_ROWS: u16 = if cfg!(test) { 11 } else { u16::MAX / KINDS_16 - 1 };

/// The hits of one common length.
#[derive(Debug)]
pub struct SameLength {
    /// The length in seconds.
    pub secs: i64,
    /// Their starts.
    pub starts: Runs,
    /// Positions of the hits, ascending.
    pub hits: Vec<u32>,
}

impl PlaceColumn {
    /// Of the hits; O(hits).
    pub fn new(data: &Dataset, hits: &Hits, split: SplitBy) -> Self {
        let lengths = Lengths::new(data, hits);
        let same = |&secs: &i64| SameLength { secs, starts: Runs::default(), hits: Vec::new() };
        let mut column = Self { common: lengths.common().iter().map(same).collect(), ..Self::default() };
        column.places.reserve_exact(hits.dated());
        column.categories.reserve_exact(hits.dated());
        for (at, event) in hits.events(data).take(hits.dated()).enumerate() {
            column.places.push(match event.place_key() {
                PlaceKey::Site(site) => site,
                PlaceKey::Names(names) => names | NAMED,
            });
            column.categories.push(u8::try_from(split.category(event)).unwrap_or_default());
            let secs = event.when().map_or(0, |when| when.span.secs());
            match column.common.get_mut(lengths.class(secs)) {
                Some(same) => same.hits.push(count32(at)),
                None => column.rest.push(count32(at)),
            }
        }
        for same in &mut column.common {
            same.hits.shrink_to_fit();
            same.starts = Runs::new(same.hits.iter().map(|&at| start(data, hits, at)));
        }
        column
    }

    /// Where each hit is; [`key`] says it.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Which rows the hits count for; kept for the next question of the same diagram.
    pub fn row_cells(&self, rows: &Arc<PlaceRows>) -> Arc<RowCells> {
        let mut kept = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, cells)) = kept.as_ref().filter(|(last, _)| Arc::ptr_eq(last, rows) || last == rows) {
            return Arc::clone(cells);
        }
        // The memory of the last ones, if nobody counts by them: fresh memory costs more than what is put there.
        let last = kept.take().and_then(|(_, cells)| Arc::try_unwrap(cells).ok());
        let mut cells = last.unwrap_or_else(|| vec![Vec::new(); self.common.len()]);
        let cell = |&at: &u32| {
            let (place, kind) = self.get(at).unwrap_or_default();
            rows.code(key(place)) * KINDS_16 + u16::from(kind)
        };
        for (cells, same) in cells.iter_mut().zip(&self.common) {
            if rows.rows() > MOST_ROWS {
                cells.clear();
            } else {
                cells.resize(same.hits.len(), 0);
                each_on_two_threads(cells, &same.hits, &cell);
            }
        }
        let cells = Arc::new(cells);
        *kept = Some((Arc::clone(rows), Arc::clone(&cells)));
        cells
    }

    /// Where a hit is, as a number for [`key`], and its category.
    pub fn get(&self, at: u32) -> Option<(u32, u8)> {
        let at = at as usize;
        Some((*self.places.get(at)?, *self.categories.get(at)?))
    }

    /// The hits of the common lengths, most common first.
    pub fn common(&self) -> &[SameLength] {
        &self.common
    }

    /// Positions of the hits of other lengths, ascending.
    pub fn rest(&self) -> &[u32] {
        &self.rest
    }
}

/// Makes something of each number, half of them on a thread of its own where they are many.
fn each_on_two_threads(made: &mut [u16], numbers: &[u32], of: &(impl Fn(&u32) -> u16 + Sync)) {
    let fill = |made: &mut [u16], numbers: &[u32]| {
        made.iter_mut().zip(numbers).for_each(|(slot, number)| *slot = of(number));
    };
    let half = numbers.len() / 2;
    let ((one, other), (first, last)) = (made.split_at_mut(half), numbers.split_at(half));
    both("rows of places", numbers.len() >= MANY, || fill(one, first), || fill(other, last));
}

/// Where a hit is put on the map.
pub fn key(place: u32) -> PlaceKey {
    if place & NAMED == 0 { PlaceKey::Site(place) } else { PlaceKey::Names(place & !NAMED) }
}

/// Start of the span of a hit in seconds; 0 beyond the last.
pub fn start(data: &Dataset, hits: &Hits, at: u32) -> i64 {
    hits.event(data, at as usize).and_then(EventRef::when).map_or(0, |when| when.span.start().0)
}
