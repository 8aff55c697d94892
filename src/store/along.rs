//! The hits whose places may lie within bounds along a border; where places stand is asked for once a border.

use std::sync::{Arc, Mutex, PoisonError};

use crate::geo::BorderKey;
use crate::model::Dataset;
use crate::query::{AlongBounds, PlaceKey, PlaceRange, Places, Surveyor};

use super::Hits;

/// Where the places of a data set stand to the last border that was asked about.
#[derive(Clone, Default)]
pub struct Survey {
    surveyor: Option<Arc<dyn Surveyor>>,
    last: Arc<Mutex<Option<Surveyed>>>,
}

type Surveyed = (BorderKey, Arc<[PlaceRange]>);

impl Survey {
    /// By one who knows.
    pub fn by(surveyor: Arc<dyn Surveyor>) -> Self {
        Self { surveyor: Some(surveyor), last: Arc::default() }
    }

    /// The hits among these that may lie within the bounds; `all` gives all places of the data set. Nothing where nobody knows
    /// where places stand.
    pub fn within(
        &self,
        data: &Dataset,
        hits: &Hits,
        bounds: &AlongBounds,
        all: impl FnOnce() -> Arc<Places>,
    ) -> Hits {
        let ranges = self.ranges(data, bounds.border, all);
        let admitted = Admitted::new(data, ranges.iter().filter(|range| bounds.admits(range)));
        let rows = hits.events(data).filter(|event| admitted.has(event.place_key()));
        Hits::of(data, rows.map(|event| event.key().0).collect())
    }

    fn ranges(
        &self,
        data: &Dataset,
        border: BorderKey,
        all: impl FnOnce() -> Arc<Places>,
    ) -> Arc<[PlaceRange]> {
        let last = || self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, ranges)) = last().as_ref().filter(|(of, _)| *of == border) {
            return Arc::clone(ranges);
        }
        let Some(surveyor) = &self.surveyor else { return Arc::default() };
        let ranges: Arc<[PlaceRange]> = match surveyor.survey(border, &all(), data) {
            Ok(ranges) => ranges.into(),
            Err(error) => {
                log::error!("places cannot be put along {border}: {error}");
                Arc::default()
            }
        };
        *last() = Some((border, Arc::clone(&ranges)));
        ranges
    }
}

/// Places as switches.
struct Admitted {
    sites: Vec<bool>,
    names: Vec<bool>,
}

impl Admitted {
    fn new<'a>(data: &Dataset, ranges: impl Iterator<Item = &'a PlaceRange>) -> Self {
        let mut admitted =
            Self { sites: vec![false; data.sites().len()], names: vec![false; data.places().len()] };
        for range in ranges {
            let slot = match range.key {
                PlaceKey::Site(n) => admitted.sites.get_mut(n as usize),
                PlaceKey::Names(n) => admitted.names.get_mut(n as usize),
            };
            if let Some(slot) = slot {
                *slot = true;
            }
        }
        admitted
    }

    fn has(&self, key: PlaceKey) -> bool {
        let (list, n) = match key {
            PlaceKey::Site(n) => (&self.sites, n),
            PlaceKey::Names(n) => (&self.names, n),
        };
        list.get(n as usize).copied().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::io::sample;
    use crate::query::{Answer, Ask, Completeness, EventStore, Filter, PlaceWords, Query, QueryCtx, SplitBy};
    use crate::store::MemoryStore;

    /// Puts every other place at km 10, the others at km 20, and counts how often it is asked.
    #[derive(Default)]
    struct ByTurns(AtomicUsize);

    impl Surveyor for ByTurns {
        fn survey(
            &self,
            _: BorderKey,
            places: &Places,
            _: &dyn PlaceWords,
        ) -> Result<Vec<PlaceRange>, String> {
            self.0.fetch_add(1, Ordering::Relaxed);
            let range = |(n, group): (usize, crate::query::PlaceGroup)| {
                let km = if n % 2 == 0 { 10.0 } else { 20.0 };
                PlaceRange { key: group.key, km: (km, km), off_km: (0.0, 0.0) }
            };
            Ok(places.iter().enumerate().map(range).collect())
        }
    }

    fn hits(store: &MemoryStore, filter: &str) -> u32 {
        let query = Query { filter: filter.parse().unwrap(), ask: Ask::Totals, split: SplitBy::Kind };
        match store.answer(&query, &QueryCtx::default()).unwrap() {
            Answer::Totals(totals) => totals.hits,
            _ => 0,
        }
    }

    #[test]
    fn every_event_is_on_its_side_of_a_cut_and_places_are_surveyed_once() {
        let data = Arc::new(sample().dataset);
        let surveyor = Arc::new(ByTurns::default());
        let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact)
            .surveyed_by(Arc::clone(&surveyor) as Arc<_>);
        let (all, first, second) = (hits(&store, ""), hits(&store, "km:0-15"), hits(&store, "km:15-30"));
        assert_eq!((all, first + second), (16, 16));
        assert!(first > 0 && second > 0);
        assert_eq!(hits(&store, "km:10-20"), 16);
        assert_eq!(hits(&store, "km:30-40"), 0);
        let both = hits(&store, "km:0-15 kind:battle") + hits(&store, "km:15-30 kind:battle");
        assert_eq!(both, hits(&store, "kind:battle"));
        let brushed = "after:2025-10-09 before:2025-10-15";
        let both = hits(&store, &format!("km:0-15 {brushed}")) + hits(&store, &format!("km:15-30 {brushed}"));
        assert_eq!(both, hits(&store, brushed));
        assert_eq!(surveyor.0.load(Ordering::Relaxed), 1);
    }

    #[test]
    fn without_a_surveyor_nothing_lies_along_a_border() {
        let store = MemoryStore::new(Arc::new(sample().dataset), Completeness::Exact);
        assert_eq!((hits(&store, "km:0-9999"), hits(&store, "")), (0, 16));
        assert!(store.is_ready(&Filter::default(), SplitBy::Kind));
    }
}
