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
        self.heap.append(&mut part.heap);
        self.details.append(&mut part.details);
        self.columns.append(&mut part.columns, heap);
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

    use super::super::{
        Date, Draft, FileInfo, Kind, LonLat, PlaceCells, PlacePrecision, Toll, TypeCells, When,
    };
    use super::*;
    use crate::model::Dataset;

    type Row = (u8, u8, u8, u8);

    fn push(builder: &mut DatasetBuilder, n: usize, row: Row) {
        let (id, summary) = (n.to_string(), "words ".repeat(usize::from(row.3)));
        builder.push(&draft(&id, &summary, row));
    }

    fn draft<'a>(id: &'a str, summary: &'a str, (place, actor, day, more): Row) -> Draft<'a> {
        Draft {
            id,
            when: (day > 0).then(|| When::day(Date::new(2025, 10, day).unwrap())),
            place: ["", "Kurram", "کرم", "Khost"][usize::from(place)],
            country: ["Pakistan", "Afghanistan"][usize::from(place % 2)],
            // Some sites are met with another place.
            at: (place > 1).then(|| LonLat::new(f64::from(place - more % 2), 30.0).unwrap()),
            place_precision: PlacePrecision::ALL[usize::from(more % 3)],
            kind: [Kind::Battle, Kind::Protest][usize::from(more % 2)],
            event_type: ["Battles", "Riots"][usize::from(more % 2)],
            actors: [["a", "b", ""][usize::from(actor)], ""],
            associates: ["", if more == 3 { "c; d" } else { "" }],
            toll: (more > 1).then(|| Toll { low: 0, best: u32::from(more), high: 9 }),
            detail: (more == 4).then(Box::default),
            summary,
            ..Draft::default()
        }
    }

    /// As a reader does that knows rows by their cells: what was met is not told again.
    fn push_cells(builder: &mut DatasetBuilder, from: usize, rows: &[Row], met: &mut [usize; 4]) {
        let drafts: Vec<_> = rows.iter().map(|&row| draft("", "", row)).collect();
        let names: Vec<String> = drafts.iter().map(|d| format!("{},{}", d.place, d.country)).collect();
        let all: Vec<String> = drafts
            .iter()
            .zip(&names)
            .map(|(d, n)| format!("{n},{:?},{:?}", d.at, d.place_precision))
            .collect();
        // Without coordinates there is nothing to be known by.
        let texts: Vec<_> =
            (0..rows.len()).map(|n| drafts[n].at.map(|_| [all[n].as_str(), names[n].as_str()])).collect();
        let mut places = Vec::new();
        builder.met_places(&texts, &mut places);
        for (n, (&row, place_cells)) in rows.iter().zip(places).enumerate() {
            let (id, summary) = ((from + n).to_string(), "words ".repeat(usize::from(row.3)));
            let mut draft = Draft { place_cells, ..draft(&id, &summary, row) };
            draft.type_cells = builder.met_type(draft.event_type);
            if let PlaceCells::Met(_) | PlaceCells::Named(..) = place_cells {
                (draft.place, draft.country) = ("", "");
                met[0] += 1;
            }
            if let PlaceCells::Met(_) = place_cells {
                draft.at = None;
                met[1] += 1;
            }
            if let TypeCells::Met(_) = draft.type_cells {
                (draft.event_type, draft.kind) = ("", Kind::Other);
                met[2] += 1;
            }
            met[3] += 1;
            builder.push(&draft);
        }
    }

    fn facts(data: &Dataset) -> Vec<String> {
        let codes = |e: super::super::EventRef<'_>| {
            (e.place_code(), e.site(), e.type_code(), e.actor_codes(), e.kind())
        };
        data.events().map(|e| format!("{:?} {:?} {}", e.to_event(), codes(e), e.source_code())).collect()
    }

    proptest! {
        #[test]
        fn rows_gathered_apart_become_the_same_dataset(
            rows in proptest::collection::vec((0_u8..4, 0_u8..3, 0_u8..5, 0_u8..5), 0..60),
            cuts in proptest::collection::vec((0_usize..8, 0_usize..3), 1..30),
            by_cells: bool,
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
                if by_cells {
                    push_cells(builder, done, &rows[done..end], &mut [0; 4]);
                } else {
                    (done..end).for_each(|at| push(builder, at, rows[at]));
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

    #[test]
    fn places_and_types_are_told_once_and_then_known_by_their_cells() {
        let mut builder = DatasetBuilder::default();
        builder.add_file(FileInfo::default());
        let rows: Vec<Row> = (0..400_u16).map(|n| (2, 0, 1, u8::try_from(n % 5).unwrap())).collect();
        let mut met = [0; 4];
        rows.chunks(10).enumerate().for_each(|(n, rows)| push_cells(&mut builder, n * 10, rows, &mut met));
        // Of the first ten no cells are known, of the next ones all are.
        assert_eq!(met, [390, 390, 398, 400]);
        let mut whole = DatasetBuilder::default();
        rows.iter().enumerate().for_each(|(n, row)| push(&mut whole, n, *row));
        assert_eq!(facts(&builder.build()), facts(&whole.build()));
    }
}
