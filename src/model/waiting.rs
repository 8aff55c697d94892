//! Rows wait for the codes of their names until some are together, so that memory is waited for once and not row by row.
//!
//! Dictionaries of many names lie outside the processor's caches. Names that came lately are near and known at once; look-ups of
//! the others stand one behind the other without anything between them, and so wait together.

use super::builder::{DatasetBuilder, Draft, push};
use super::columns::{FixedLonLat, NO_SITE, PlaceNames, Site};
use super::keys::Key;
use super::names::{Asked, NO_NAME, Names, UNKNOWN};
use super::place::PlacePrecision;
use super::spots::Spots;

/// Rows that wait together: their look-ups are in flight at the same time, and what they fetch stays in the cache.
const TOGETHER: usize = 64;
/// Names of a place: its own, the two units, the country.
const PLACE: usize = 4;
/// Which of these are likely to come again soon with another place.
const UNITS: [bool; PLACE] = [false, true, false, true];
/// The other names of a row: type, subtype, two actors, those associated with them, source.
const OTHERS: usize = 7;

/// Rows without codes.
#[derive(Clone, Default)]
pub(super) struct Waiting {
    rows: Vec<Row>,
    /// The names that are to be looked up whatever the place is, in the order of the rows.
    late: Vec<Asked>,
    /// All that are to be looked up.
    asked: Vec<Asked>,
    /// The texts of the names that may be looked up, one behind the other.
    text: String,
}

#[derive(Clone)]
struct Row {
    spot: Key,
    at: Option<FixedLonLat>,
    precision: PlacePrecision,
    /// The codes of its place and site, if they are known already.
    known: Option<(u32, u32)>,
    /// The codes of the place's names, where those of the place are not known.
    place: [u32; PLACE],
    keys: [Key; PLACE],
    /// Where the first of the place's names begins in the text, and where each ends.
    start: usize,
    ends: [usize; PLACE],
    others: [u32; OTHERS],
}

impl Waiting {
    /// Takes the names of a row.
    pub fn push(&mut self, draft: &Draft<'_>, all: &Names) {
        let ([kind, sub], [one, other]) = ([draft.event_type, draft.sub_type], draft.actors);
        let [with_one, with_other] = draft.associates;
        let names = [kind, sub, one, other, with_one, with_other, draft.source];
        let mut others = [NO_NAME; OTHERS];
        for (code, name) in others.iter_mut().zip(names).filter(|(_, name)| !name.is_empty()) {
            let key = all.key(name);
            *code = all.recall(key);
            if *code == UNKNOWN {
                let start = self.text.len();
                self.text.push_str(name);
                self.late.push(Asked { key, text: start..self.text.len(), again: true, code: UNKNOWN });
            }
        }
        let place_names = [draft.place, draft.admin1, draft.admin2, draft.country];
        let start = self.text.len();
        let (mut keys, mut ends) = ([[0; 2]; PLACE], [start; PLACE]);
        for ((key, end), name) in keys.iter_mut().zip(&mut ends).zip(place_names) {
            *key = all.key(name);
            self.text.push_str(name);
            *end = self.text.len();
        }
        let at = draft.at.map(FixedLonLat::from);
        let precision = draft.place_precision;
        let [name, admin1, admin2, country] = keys;
        let bits = at.map_or([u64::MAX; 2], |at| [at.bits(), precision as u64]);
        let spot = all.keys().of_pairs([name, admin1, admin2, country, bits]);
        let (known, place) = (None, [NO_NAME; PLACE]);
        self.rows.push(Row { spot, at, precision, known, place, keys, start, ends, others });
    }

    /// Whether as many wait as are looked up together.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= TOGETHER
    }

    /// Looks the places up that are known, and lists the names that are to be looked up, in the order of the rows.
    fn ask(&mut self, all: &Names, spots: &Spots) {
        spots.fetch(self.rows.iter().map(|row| row.spot));
        let mut late = self.late.drain(..);
        for row in &mut self.rows {
            row.known = spots.find(row.spot);
            if row.known.is_none() {
                let mut start = row.start;
                for (((code, &key), &end), again) in
                    row.place.iter_mut().zip(&row.keys).zip(&row.ends).zip(UNITS)
                {
                    // A place that was met is not looked up again by its name.
                    *code = if start == end {
                        NO_NAME
                    } else if again {
                        all.recall(key)
                    } else {
                        UNKNOWN
                    };
                    if *code == UNKNOWN {
                        self.asked.push(Asked { key, text: start..end, again, code: UNKNOWN });
                    }
                    start = end;
                }
            }
            let unknown = row.others.iter().filter(|code| **code == UNKNOWN).count();
            self.asked.extend(late.by_ref().take(unknown));
        }
    }
}

impl DatasetBuilder {
    /// Gives the rows that wait their codes: the same as if they had been looked up one by one.
    pub(super) fn settle_names(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.ask(&self.names, &self.spots);
        let Waiting { rows, asked, text, .. } = &mut waiting;
        self.names.intern_all(text, asked);
        let mut found = asked.drain(..).map(|asked| asked.code);
        for mut row in rows.drain(..) {
            for code in row.place.iter_mut().chain(&mut row.others).filter(|code| **code == UNKNOWN) {
                *code = found.next().unwrap_or(NO_NAME);
            }
            self.settle_row(&row);
        }
        drop(found);
        text.clear();
        self.waiting = waiting;
    }

    fn settle_row(&mut self, row: &Row) {
        let (place, site) = row.known.unwrap_or_else(|| self.spot(row));
        let [kind, sub, one, other, with_one, with_other, source] = row.others;
        let event_type = self.type_code([kind, sub]);
        let c = &mut self.columns;
        let number = c.site.len();
        c.site.push(site);
        c.place.push(place);
        c.actors.push([one, other]);
        c.associates.push(number, [with_one, with_other]);
        c.event_type.push(event_type);
        c.source.push(source);
    }

    /// Codes of a place and a site that were not known when the rows were looked up.
    fn spot(&mut self, row: &Row) -> (u32, u32) {
        // Another of these rows may have been there.
        if let Some(known) = self.spots.find(row.spot) {
            return known;
        }
        let [name, admin1, admin2, country] = row.place;
        let names = PlaceNames { name, admin1, admin2, country };
        let place = match &self.told {
            Some(told) => push(&mut self.places, names, told.places),
            None => self.place_code(names),
        };
        let site = row.at.map_or(NO_SITE, |at| {
            let site = Site { at, precision: row.precision, place };
            match &self.told {
                Some(told) => push(&mut self.sites, site, told.sites),
                None => self.site_code(site),
            }
        });
        self.spots.learn(row.spot, place, site);
        (place, site)
    }
}
