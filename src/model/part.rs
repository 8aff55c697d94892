//! Rows that several threads gather apart from each other, put together in the order of the file.

use std::sync::Arc;

use super::builder::DatasetBuilder;
use super::columns::{Columns, NO_DETAIL, NO_SITE, PlaceNames, Site};
use super::event::Detail;

/// New names that are looked up together.
const TOGETHER: usize = 64;

/// The rows that a thread has gathered since it last handed some over, with the names that are new among them. An empty one
/// may still have memory for the next rows.
#[derive(Default)]
pub struct Part {
    columns: Columns,
    heap: Vec<u8>,
    /// The names one behind the other, and where each ends.
    names: (String, Vec<usize>),
    places: Vec<PlaceNames>,
    sites: Vec<Site>,
    types: Vec<[u32; 2]>,
    details: Vec<Arc<Detail>>,
}

impl Part {
    /// Number of rows.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Lets go of what is not taken by moving it.
    fn clear(&mut self) {
        self.places.clear();
        self.sites.clear();
        self.types.clear();
    }
}

/// How much was handed over already. Names, places and sites are gone with it; that some places and sites are equal is found when
/// they are put behind others.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub places: usize,
    pub sites: usize,
    types: usize,
}

/// What the codes of one thread are in the whole.
#[derive(Debug, Default)]
pub struct Codes {
    names: Vec<u32>,
    places: Vec<u32>,
    sites: Vec<u32>,
    types: Vec<u32>,
}

impl Codes {
    fn place(&self, names: PlaceNames) -> PlaceNames {
        PlaceNames {
            name: of(&self.names, names.name),
            admin1: of(&self.names, names.admin1),
            admin2: of(&self.names, names.admin2),
            country: of(&self.names, names.country),
        }
    }
}

fn of(codes: &[u32], code: u32) -> u32 {
    codes.get(code as usize).copied().unwrap_or_default()
}

fn recode<const N: usize>(column: &mut [[u32; N]], codes: &[u32]) {
    for value in column.iter_mut().flatten() {
        *value = of(codes, *value);
    }
}

impl DatasetBuilder {
    /// Hands over the rows gathered since the last time; the names stay known. The next rows go into the memory of `empty`.
    pub fn take_part(&mut self, empty: Part) -> Part {
        self.settle_names();
        let Part { columns, heap, names, places, sites, mut types, details } = empty;
        let told = self.told.take().unwrap_or_default();
        self.told = Some(Told {
            places: told.places + self.places.len(),
            sites: told.sites + self.sites.len(),
            types: self.types.len(),
        });
        types.extend_from_slice(self.types.get(told.types..).unwrap_or_default());
        Part {
            names: self.names.hand_over(names),
            types,
            columns: self.columns.take(columns),
            heap: std::mem::replace(&mut self.heap, heap),
            places: std::mem::replace(&mut self.places, places),
            sites: std::mem::replace(&mut self.sites, sites),
            details: std::mem::replace(&mut self.details, details),
        }
    }

    /// Adds rows that a thread gathered. Parts that come in the order of the file give the same codes as if their rows
    /// had been pushed here one by one. Gives the part back empty.
    pub fn append(&mut self, mut part: Part, codes: &mut Codes) -> Part {
        self.learn(&part, codes);
        let c = &mut part.columns;
        for site in c.site.iter_mut().filter(|site| **site != NO_SITE) {
            *site = of(&codes.sites, *site);
        }
        for place in &mut c.place {
            *place = of(&codes.places, *place);
        }
        for kind in &mut c.event_type {
            *kind = of(&codes.types, *kind);
        }
        for source in &mut c.source {
            *source = of(&codes.names, *source);
        }
        recode(&mut c.actors, &codes.names);
        recode(c.associates.values_mut(), &codes.names);
        let details = u32::try_from(self.details.len()).unwrap_or(NO_DETAIL);
        for detail in c.detail.values_mut().iter_mut().filter(|detail| **detail != NO_DETAIL) {
            *detail = detail.saturating_add(details);
        }
        let heap = self.heap.len() as u64;
        for texts in &mut c.texts {
            texts.at += heap;
        }
        self.heap.append(&mut part.heap);
        self.details.append(&mut part.details);
        self.columns.append(&mut part.columns);
        part.clear();
        part
    }

    /// Gives the names of a part their codes in the whole.
    fn learn(&mut self, part: &Part, codes: &mut Codes) {
        let (text, ends) = &part.names;
        let mut asked = Vec::with_capacity(TOGETHER);
        let mut start = 0;
        for ends in ends.chunks(TOGETHER) {
            asked.clear();
            for &end in ends {
                // Each thread tells of a name once.
                asked.push(self.names.asked(text, start..end, false));
                start = end;
            }
            self.names.intern_all(text, &mut asked);
            codes.names.extend(asked.iter().map(|asked| asked.code));
        }
        let places: Vec<PlaceNames> = part.places.iter().map(|&names| codes.place(names)).collect();
        self.place_codes(&places, &mut codes.places);
        let site = |site: &Site| Site { place: of(&codes.places, site.place), ..*site };
        let sites: Vec<Site> = part.sites.iter().map(site).collect();
        self.site_codes(&sites, &mut codes.sites);
        for kind in &part.types {
            let code = self.type_code(kind.map(|code| of(&codes.names, code)));
            codes.types.push(code);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::{Date, Draft, FileInfo, LonLat, PlacePrecision, Toll, When};
    use super::*;
    use crate::model::Dataset;

    type Row = (u8, u8, u8, u8);

    fn push(builder: &mut DatasetBuilder, n: usize, (place, actor, day, more): Row) {
        let id = n.to_string();
        builder.push(&Draft {
            id: &id,
            when: (day > 0).then(|| When::day(Date::new(2025, 10, day).unwrap())),
            place: ["", "Kurram", "کرم", "Khost"][usize::from(place)],
            country: ["Pakistan", "Afghanistan"][usize::from(place % 2)],
            // Some sites are met with another place.
            at: (place > 1).then(|| LonLat::new(f64::from(place - more % 2), 30.0).unwrap()),
            place_precision: PlacePrecision::ALL[usize::from(more % 3)],
            event_type: ["Battles", "Riots"][usize::from(more % 2)],
            actors: [["a", "b", ""][usize::from(actor)], ""],
            associates: ["", if more == 3 { "c; d" } else { "" }],
            toll: (more > 1).then(|| Toll { low: 0, best: u32::from(more), high: 9 }),
            detail: (more == 4).then(Box::default),
            summary: &"words ".repeat(usize::from(more)),
            ..Draft::default()
        });
    }

    fn facts(data: &Dataset) -> Vec<String> {
        let codes =
            |e: super::super::EventRef<'_>| (e.place_code(), e.site(), e.type_code(), e.actor_codes());
        data.events().map(|e| format!("{:?} {:?} {}", e.to_event(), codes(e), e.source_code())).collect()
    }

    proptest! {
        #[test]
        fn rows_gathered_apart_become_the_same_dataset(
            rows in proptest::collection::vec((0_u8..4, 0_u8..3, 0_u8..5, 0_u8..5), 0..60),
            cuts in proptest::collection::vec((0_usize..8, 0_usize..3), 1..30),
        ) {
            let mut whole = DatasetBuilder::default();
            let mut merged = DatasetBuilder::default();
            merged.add_file(FileInfo::default());
            let mut threads = [0; 3].map(|_| (DatasetBuilder::for_parts(), Codes::default()));
            let (mut turns, mut spare) = (cuts.iter().cycle(), Part::default());
            for (at, row) in rows.iter().enumerate() {
                push(&mut whole, at, *row);
            }
            let (mut done, mut idle) = (0, 0);
            while done < rows.len() && idle < 100 {
                let &(len, thread) = turns.next().unwrap();
                let end = (done + len).min(rows.len());
                idle = if end == done { idle + 1 } else { 0 };
                let (builder, codes) = &mut threads[thread];
                for (at, row) in rows.iter().enumerate().take(end).skip(done) {
                    push(builder, at, *row);
                }
                spare = merged.append(builder.take_part(spare), codes);
                done = end;
            }
            if done == rows.len() {
                prop_assert_eq!(facts(&merged.build()), facts(&whole.build()));
                prop_assert!(merged.names.iter().eq(whole.names.iter()));
                // Of one file they are known without its rows.
                let places = |of: &DatasetBuilder| of.spots().collect::<BTreeSet<_>>();
                prop_assert_eq!(places(&merged), places(&whole));
            }
        }
    }
}
