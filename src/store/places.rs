//! Hits by place: what the map counts.

use crate::model::{Dataset, EventRef, KINDS};
use crate::query::{PlaceGroup, PlaceKey, Places, SplitBy};

use super::Hits;

/// Stands for "no group yet".
const NONE: u32 = u32::MAX;

/// Counts the hits at each place; O(hits + places). Events without coordinates are put together by their place names.
pub fn count_places(data: &Dataset, hits: &Hits, split: SplitBy) -> Places {
    let mut by_site = vec![NONE; data.sites().len()];
    let mut by_names = vec![NONE; data.places().len()];
    let mut groups: Vec<PlaceGroup> = Vec::new();
    for event in hits.events(data) {
        let key = event.place_key();
        let slot = match key {
            PlaceKey::Site(site) => by_site.get_mut(site as usize),
            PlaceKey::Names(names) => by_names.get_mut(names as usize),
        };
        let Some(slot) = slot else { continue };
        if let Some(group) = groups.get_mut(*slot as usize) {
            count_in(group, event, split);
        } else {
            *slot = u32::try_from(groups.len()).unwrap_or(NONE);
            groups.push(first_at(key, event, split));
        }
    }
    groups.sort_unstable_by_key(|group| group.key);
    groups.into_iter().collect()
}

fn first_at(key: PlaceKey, event: EventRef<'_>, split: SplitBy) -> PlaceGroup {
    let mut group = PlaceGroup {
        key,
        at: event.at(),
        precision: event.place_precision(),
        kinds: [0; KINDS],
        first: event.key(),
    };
    count_in(&mut group, event, split);
    group
}

/// Adds one hit. Events that share names but not their precision are as sure together as the least sure of them.
fn count_in(group: &mut PlaceGroup, event: EventRef<'_>, split: SplitBy) {
    group.precision = group.precision.max(event.place_precision());
    if let Some(n) = group.kinds.get_mut(split.category(event)) {
        *n += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::model::{DatasetBuilder, Date, Draft, Kind, LonLat, PlacePrecision, When};
    use crate::query::{Cancel, Filter};

    type Row = (u8, u8, u8, u8);

    fn dataset(rows: &[Row]) -> Dataset {
        let mut builder = DatasetBuilder::default();
        for &(spot, name, kind, precision) in rows {
            let at = (spot > 0).then(|| LonLat::new(f64::from(spot), 30.0).unwrap());
            builder.push(&Draft {
                at,
                place: ["", "Kurram", "Khost"][usize::from(name)],
                kind: Kind::ALL[usize::from(kind)],
                place_precision: PlacePrecision::ALL[usize::from(precision)],
                when: Date::new(2025, 10, 1 + kind).map(When::day),
                ..Draft::default()
            });
        }
        builder.finish()
    }

    proptest! {
        #[test]
        fn places_count_what_a_walk_over_the_hits_counts(
            rows in proptest::collection::vec((0_u8..4, 0_u8..3, 0_u8..8, 0_u8..7), 0..60),
            battles_only: bool,
        ) {
            let data = dataset(&rows);
            let filter = if battles_only {
                Filter { kinds: vec![Kind::Battle], ..Filter::default() }
            } else {
                Filter::default()
            };
            let hits = Hits::new(&data, &filter, &Cancel::default()).unwrap();
            let mut naive: BTreeMap<PlaceKey, ([u32; KINDS], PlacePrecision)> = BTreeMap::new();
            for event in data.events().filter(|e| !battles_only || e.kind() == Kind::Battle) {
                let entry = naive.entry(event.place_key()).or_insert(([0; KINDS], PlacePrecision::Exact));
                entry.0[event.kind().index()] += 1;
                entry.1 = entry.1.max(event.place_precision());
            }
            let places = count_places(&data, &hits, SplitBy::Kind);
            let found: Vec<_> = places.iter().map(|g| (g.key, (g.kinds, g.precision))).collect();
            prop_assert_eq!(found, naive.into_iter().collect::<Vec<_>>());
            for group in places.iter() {
                let first = data.event(group.first).unwrap();
                prop_assert_eq!(first.place_key(), group.key);
                prop_assert_eq!(group.at.is_some(), matches!(group.key, PlaceKey::Site(_)));
            }
        }
    }
}
