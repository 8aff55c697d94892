//! Events one by one: which rows, in which order.

use std::cmp::Reverse;

use crate::model::{Dataset, EventId, EventRef};
use crate::query::{LanePart, Order, PlaceKey, Within};

use super::{Hits, sorted};

/// The rows of a part of the hits, ascending; `lane` finds those of a part of a lane.
pub fn rows(
    data: &Dataset,
    hits: &Hits,
    within: &Within,
    lane: impl FnOnce(&LanePart) -> Vec<u32>,
) -> Vec<u32> {
    let pick = |admits: &dyn Fn(EventRef<'_>) -> bool| -> Vec<u32> {
        hits.events(data).filter(|&e| admits(e)).map(|e| e.key().0).collect()
    };
    match within {
        Within::All => hits.rows().collect(),
        Within::Undated => hits.undated().collect(),
        Within::Unplaced => pick(&|e| e.site().is_none()),
        Within::Places(keys) => pick(&|e| keys.binary_search(&e.place_key()).is_ok()),
        Within::Time(span) => pick(&|e| e.when().is_some_and(|w| w.span.overlaps(*span))),
        Within::Lane(part) => lane(part),
        Within::PlacesIn(keys, span) => pick(&|e| {
            e.when().is_some_and(|w| w.span.overlaps(*span)) && keys.binary_search(&e.place_key()).is_ok()
        }),
    }
}

/// Puts ascending rows in order.
pub fn sort(data: &Dataset, rows: &mut [u32], order: Order) {
    match order {
        Order::Time => {}
        Order::NewestFirst => rows.reverse(),
        Order::Fatalities => {
            rows.sort_by_key(|&row| {
                Reverse(data.event(EventId(row)).and_then(EventRef::toll).map(|t| t.best))
            });
        }
        Order::By(key, way) => sorted::sort(data, rows, key, way),
    }
}

impl EventRef<'_> {
    /// Where the event is put on the map.
    pub fn place_key(self) -> PlaceKey {
        self.site().map_or(PlaceKey::Names(self.place_code()), PlaceKey::Site)
    }
}
