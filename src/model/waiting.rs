//! Rows wait for the codes of their names until some are together, so that memory is waited for once and not row by row.
//!
//! Dictionaries of many names lie outside the processor's caches. Names that came lately are near and known at once; look-ups of
//! the others stand one behind the other without anything between them, and so wait together.

use super::builder::{DatasetBuilder, Draft, push};
use super::columns::{NO_SITE, PlaceNames, Site};
use super::fixed_lonlat::FixedLonLat;
use super::keys::Key;
use super::names::{Asked, NO_NAME, Names, UNKNOWN};
use super::place::PlacePrecision;
use super::spots::Spots;

/// Rows that wait together: their look-ups are in flight at the same time, and what they fetch stays in the cache.
const TOGETHER: usize = 64;
/// Names of a row: the place's own, its two units, the country; type, subtype, two actors, those associated with them, source.
const NAMES: usize = 11;
/// How many of them are the place's.
const PLACE: usize = 4;
/// Which of these are likely to come again soon with another place.
const UNITS: [bool; PLACE] = [false, true, false, true];

/// Rows without codes.
#[derive(Clone, Default)]
pub(super) struct Waiting {
    rows: Vec<Row>,
    /// The names that are to be looked up.
    asked: Vec<Asked>,
    /// The texts of the names, one behind the other.
    text: String,
}

#[derive(Clone)]
struct Row {
    spot: Key,
    at: Option<FixedLonLat>,
    precision: PlacePrecision,
    /// The codes of its place and site, if they are known already.
    known: Option<(u32, u32)>,
    /// Those of the place are first.
    names: [Name; NAMES],
}

#[derive(Clone, Copy)]
struct Name {
    key: Key,
    /// Where it stands in the text of all.
    start: usize,
    end: usize,
    /// Of a place's name only where the codes of the place are not known.
    code: u32,
}

impl Name {
    /// Its code, if it came lately.
    fn recall(&self, all: &Names) -> u32 {
        if self.start == self.end { NO_NAME } else { all.recall(self.key) }
    }
}

impl Waiting {
    /// Takes the names of a row.
    pub fn push(&mut self, draft: &Draft<'_>, all: &Names) {
        let [one, other] = draft.actors;
        let [with_one, with_other] = draft.associates;
        let place = [draft.place, draft.admin1, draft.admin2, draft.country];
        let others = [draft.event_type, draft.sub_type, one, other, with_one, with_other, draft.source];
        let mut names = [Name { key: (0, 0), start: 0, end: 0, code: NO_NAME }; NAMES];
        for (name, text) in names.iter_mut().zip(place.into_iter().chain(others)) {
            let start = self.text.len();
            self.text.push_str(text);
            *name = Name { key: all.key(text), start, end: self.text.len(), code: NO_NAME };
        }
        let at = draft.at.map(FixedLonLat::from);
        let precision = draft.place_precision;
        let bits = at.map_or((u64::MAX, u64::MAX), |at| (at.bits(), precision as u64));
        let keys = names.iter().take(PLACE).map(|name| name.key);
        let spot = all.keys().of_pairs(keys.chain([bits]));
        self.rows.push(Row { spot, at, precision, known: None, names });
    }

    /// Whether as many wait as are looked up together.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= TOGETHER
    }

    /// Looks up what came lately, and lists the names that are to be looked up, in the order of the rows.
    fn ask(&mut self, all: &Names, spots: &Spots) {
        spots.fetch(self.rows.iter().map(|row| row.spot));
        all.fetch(self.rows.iter().flat_map(|row| row.names.iter().skip(PLACE).map(|name| name.key)));
        for name in self.rows.iter_mut().flat_map(|row| row.names.iter_mut().skip(PLACE)) {
            name.code = name.recall(all);
        }
        for row in &mut self.rows {
            row.known = spots.find(row.spot);
            if row.known.is_none() {
                for (name, again) in row.names.iter_mut().zip(UNITS) {
                    // A place that was met is not looked up again by its name.
                    name.code = if again || name.start == name.end { name.recall(all) } else { UNKNOWN };
                }
            }
            let again = UNITS.into_iter().chain(std::iter::repeat(true));
            for (name, again) in row.names.iter().zip(again).filter(|(name, _)| name.code == UNKNOWN) {
                self.asked.push(Asked { key: name.key, text: name.start..name.end, again, code: UNKNOWN });
            }
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
            for name in row.names.iter_mut().filter(|name| name.code == UNKNOWN) {
                name.code = found.next().unwrap_or(NO_NAME);
            }
            self.settle_row(&row);
        }
        drop(found);
        text.clear();
        self.waiting = waiting;
    }

    fn settle_row(&mut self, row: &Row) {
        let (place, site) = row.known.unwrap_or_else(|| self.spot(row));
        let [_, _, _, _, kind, sub, one, other, with_one, with_other, source] =
            row.names.map(|name| name.code);
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
        let [name, admin1, admin2, country, ..] = row.names.map(|name| name.code);
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
