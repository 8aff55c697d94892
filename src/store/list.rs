//! Events one by one: which rows, in which order.

use std::cmp::Reverse;

use crate::model::{Dataset, EventId, EventRef};
use crate::query::{LaneBy, LaneKey, Order, PlaceKey, Within};

use super::Hits;

/// The rows of a part of the hits, ascending.
pub fn rows(data: &Dataset, hits: &Hits, within: &Within) -> Vec<u32> {
    let pick = |admits: &dyn Fn(EventRef<'_>) -> bool| -> Vec<u32> {
        hits.events(data).filter(|&e| admits(e)).map(|e| e.key().0).collect()
    };
    match within {
        Within::All => hits.rows().to_vec(),
        Within::Undated => hits.undated().to_vec(),
        Within::Unplaced => pick(&|e| e.site().is_none()),
        Within::Places(keys) => pick(&|e| keys.binary_search(&e.place_key()).is_ok()),
        Within::Time(span) => pick(&|e| e.when().is_some_and(|w| w.span.overlaps(*span))),
        Within::Lane(lane, span) => pick(&|e| {
            let start = e.when().map(|w| w.span.start());
            start.is_some_and(|s| span.start() <= s && s < span.end()) && in_lane(e, *lane)
        }),
    }
}

/// Whether the event stands in the lane; the lane of others holds everything.
pub fn in_lane(event: EventRef<'_>, lane: LaneKey) -> bool {
    lane.code == u32::MAX
        || match lane.by {
            LaneBy::Kind => event.kind().index() == lane.code as usize,
            LaneBy::Actor => event.actor_codes().contains(&lane.code),
            LaneBy::Country => event.place_names().country == lane.code,
            LaneBy::Source => event.source_code() == lane.code,
            LaneBy::File => u32::from(event.origin().file) == lane.code,
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
    }
}

impl EventRef<'_> {
    /// Where the event is put on the map.
    pub fn place_key(self) -> PlaceKey {
        self.site().map_or(PlaceKey::Names(self.place_code()), PlaceKey::Site)
    }
}
