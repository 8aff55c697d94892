//! The dated hits side by side, in nine bytes each: where, of which category; and once more by length, in order of start.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Dataset, EventRef, KINDS};
use crate::query::{PlaceKey, PlaceRows, SplitBy};

use super::Hits;
use super::space_time::RowCells;
use super::time_index::{Lengths, Runs, count32};

/// Hits from which a second thread is worth its start.
pub const MANY: usize = if cfg!(test) { 1_000 } else { 150_000 };

const _: () = assert!(KINDS == 8, "a category is told in three bits");
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
    cells: Mutex<Option<Arc<RowCells>>>,
}

/// The hits of one common length.
#[derive(Debug)]
pub struct SameLength {
    /// The length in seconds.
    pub secs: i64,
    /// Their starts.
    pub starts: Runs,
    /// Where each hit is and of which category, in order of start.
    pub stands: Vec<Where>,
}

/// Where a hit is and of which category, in four bytes: who counts by new rows looks at all hits.
#[derive(Clone, Copy, Debug)]
pub struct Where(u32);

impl Where {
    /// `None` where the place has too large a number.
    fn new(place: PlaceKey, category: u8) -> Option<Self> {
        let (number, named) = match place {
            PlaceKey::Site(site) => (site, 0),
            PlaceKey::Names(names) => (names, 8),
        };
        (number < 1 << 28 && usize::from(category) < KINDS)
            .then(|| Self(number << 4 | named | u32::from(category)))
    }

    /// The place.
    pub fn place(self) -> PlaceKey {
        if self.0 & 8 == 0 { PlaceKey::Site(self.0 >> 4) } else { PlaceKey::Names(self.0 >> 4) }
    }

    /// The category.
    pub fn category(self) -> u8 {
        u8::try_from(self.0 & 7).unwrap_or_default()
    }
}

impl PlaceColumn {
    /// Of the hits; O(hits).
    pub fn new(data: &Dataset, hits: &Hits, split: SplitBy) -> Self {
        let lengths = Lengths::new(data, hits);
        let same = |&secs: &i64| SameLength { secs, starts: Runs::default(), stands: Vec::new() };
        let mut column = Self { common: lengths.common().iter().map(same).collect(), ..Self::default() };
        column.places.reserve_exact(hits.dated());
        column.categories.reserve_exact(hits.dated());
        for (at, event) in hits.events(data).take(hits.dated()).enumerate() {
            let (place, category) =
                (event.place_key(), u8::try_from(split.category(event)).unwrap_or_default());
            column.places.push(match place {
                PlaceKey::Site(site) => site,
                PlaceKey::Names(names) => names | NAMED,
            });
            column.categories.push(category);
            let span = event.when().map(|when| when.span);
            let same =
                span.and_then(|span| column.common.get_mut(lengths.class(span.secs())).zip(Some(span)));
            match (same, Where::new(place, category)) {
                (Some((same, span)), Some(place)) => {
                    same.starts.push(span.start().0);
                    same.stands.push(place);
                }
                _ => column.rest.push(count32(at)),
            }
        }
        column.common.iter_mut().for_each(|same| same.stands.shrink_to_fit());
        column
    }

    /// Where each hit is; [`key`] says it.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// Which rows the hits count for; kept for the next question of the same diagram.
    pub fn row_cells(&self, rows: &Arc<PlaceRows>) -> Option<Arc<RowCells>> {
        let mut kept = self.cells.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cells) = kept.as_ref().filter(|cells| cells.are_of(rows)) {
            return Some(Arc::clone(cells));
        }
        // The memory of the last ones, if nobody counts by them: fresh memory costs more than what is put there.
        let last = kept.take().and_then(|cells| Arc::try_unwrap(cells).ok());
        *kept = RowCells::new(self, rows, last).map(Arc::new);
        kept.clone()
    }

    /// Whether the last question was of the same diagram.
    pub fn has_cells_of(&self, rows: &Arc<PlaceRows>) -> bool {
        // While somebody makes others it has none.
        self.cells.try_lock().is_ok_and(|kept| kept.as_ref().is_some_and(|cells| cells.are_of(rows)))
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

/// Where a hit is put on the map.
pub fn key(place: u32) -> PlaceKey {
    if place & NAMED == 0 { PlaceKey::Site(place) } else { PlaceKey::Names(place & !NAMED) }
}

/// Start of the span of a hit in seconds; 0 beyond the last.
pub fn start(data: &Dataset, hits: &Hits, at: u32) -> i64 {
    hits.event(data, at as usize).and_then(EventRef::when).map_or(0, |when| when.span.start().0)
}
