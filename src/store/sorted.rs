//! Hits in an order other than that of time, worked out once for each filter.

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::{Dataset, EventId, EventRef};
use crate::query::{List, Order, SortKey, Way};

use super::{Hits, list};

/// Stands for "nothing there": last in either direction.
const LAST: u32 = u32::MAX;
/// As many hits are put in order at once, without a thread.
const FEW: usize = 8_000;

/// The order that was asked for last; one at a time, for it takes four bytes a hit.
#[derive(Debug, Default)]
pub struct Sorted(Mutex<Option<(Order, Arc<[u32]>)>>);

impl Sorted {
    /// Whether the order is there, or costs nothing.
    pub fn is_ready(&self, hits: &Hits, order: Order) -> bool {
        !is_worked_out(order) || hits.len() <= FEW || self.kept(order).is_some()
    }

    /// A stretch of all hits in an order.
    pub fn list(&self, data: &Dataset, hits: &Hits, order: Order, offset: u32, limit: u32) -> List {
        let (offset, limit) = (offset as usize, limit as usize);
        let found: Vec<EventId> = match order {
            Order::Time => stretch(hits.rows(), offset, limit),
            Order::NewestFirst => stretch(hits.rows().rev(), offset, limit),
            order => stretch(self.rows(data, hits, order).iter().copied(), offset, limit),
        };
        List { rows: found, total: count(hits.len()) }
    }

    /// How many hits stand before an event; `None` where it is no hit.
    pub fn rank(&self, data: &Dataset, hits: &Hits, order: Order, id: EventId) -> Option<u32> {
        let at = hits.position(id.0)?;
        let at = match order {
            Order::Time => at,
            Order::NewestFirst => hits.len() - 1 - at,
            order => self.rows(data, hits, order).iter().position(|&row| row == id.0)?,
        };
        Some(count(at))
    }

    fn rows(&self, data: &Dataset, hits: &Hits, order: Order) -> Arc<[u32]> {
        if let Some(rows) = self.kept(order) {
            return rows;
        }
        let mut rows: Vec<u32> = hits.rows().collect();
        list::sort(data, &mut rows, order);
        let rows: Arc<[u32]> = rows.into();
        *self.lock() = Some((order, Arc::clone(&rows)));
        rows
    }

    fn kept(&self, order: Order) -> Option<Arc<[u32]>> {
        self.lock().as_ref().filter(|(kept, _)| *kept == order).map(|(_, rows)| Arc::clone(rows))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(Order, Arc<[u32]>)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether rows must be sorted for the order: they lie in order of time.
pub fn is_worked_out(order: Order) -> bool {
    !matches!(order, Order::Time | Order::NewestFirst)
}

/// Puts ascending rows in order: keys and rows as one number each, so that equal keys stay in order of time.
pub fn sort(data: &Dataset, rows: &mut [u32], key: SortKey, way: Way) {
    let places = if key == SortKey::Place { place_ranks(data) } else { Vec::new() };
    let key_of = |event: EventRef<'_>| match key {
        SortKey::Kind => Some(count(event.kind().index())),
        SortKey::Place => places.get(event.place_code() as usize).copied().filter(|&rank| rank != LAST),
        SortKey::Killed => event.killed_range().map(|(low, high)| if way == Way::Up { low } else { high }),
        SortKey::File => Some(u32::from(event.origin().file)),
    };
    let turned = |key: u32| match way {
        Way::Up => key.min(LAST - 1),
        Way::Down => (LAST - 1).saturating_sub(key),
    };
    let keyed = rows.iter().map(|&row| {
        let key = data.event(EventId(row)).and_then(key_of).map_or(LAST, turned);
        (u64::from(key) << 32) | u64::from(row)
    });
    let mut keyed: Vec<u64> = keyed.collect();
    keyed.sort_unstable();
    for (slot, keyed) in rows.iter_mut().zip(keyed) {
        *slot = low_half(keyed);
    }
}

/// The rank of each combination of place names by its first name; equal names share one, none is [`LAST`].
fn place_ranks(data: &Dataset) -> Vec<u32> {
    let name_of = |names: &crate::model::PlaceNames| {
        let codes = [names.name, names.admin2, names.admin1, names.country];
        let name = codes.into_iter().map(|code| data.names().get(code).trim()).find(|name| !name.is_empty());
        name.map(str::to_lowercase)
    };
    let names: Vec<Option<String>> = data.places().iter().map(name_of).collect();
    let mut distinct: Vec<&String> = names.iter().flatten().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let rank = |name: &String| distinct.binary_search(&name).map_or(LAST, count);
    names.iter().map(|name| name.as_ref().map_or(LAST, rank)).collect()
}

fn stretch(rows: impl Iterator<Item = u32>, offset: usize, limit: usize) -> Vec<EventId> {
    rows.skip(offset).take(limit).map(EventId).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the lower half is wanted")]
fn low_half(pair: u64) -> u32 {
    pair as u32
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
