//! Rows wait for the codes of their names until some are together, so that memory is waited for once and not row by row.
//!
//! Dictionaries of many names lie outside the processor's caches. A row that is looked up on its own waits for each of
//! its names; look-ups that stand one behind the other without anything between them wait together.

use std::ops::Range;

use super::builder::{DatasetBuilder, Draft, push};
use super::columns::{FixedLonLat, NO_SITE, PlaceNames, Site};
use super::place::PlacePrecision;
use super::spots::{SpotKey, Spots};

/// Rows that wait together: their look-ups are in flight at the same time, and what they fetch stays in the cache.
const TOGETHER: usize = 64;
/// Names of a place: its own, the two units, the country.
const PLACE: usize = 4;
/// The other names of a row: type, subtype, two actors, those associated with them, source.
const OTHERS: usize = 7;

/// Rows without codes, with copies of their names.
#[derive(Clone, Default)]
pub(super) struct Waiting {
    rows: Vec<Row>,
    /// The names of all rows, one behind the other.
    text: String,
    /// Where those names stand that are looked up, with whether they are likely to come again soon, and what was found.
    asked: Vec<(Range<usize>, bool)>,
    codes: Vec<u32>,
}

#[derive(Clone)]
struct Row {
    spot: SpotKey,
    at: Option<FixedLonLat>,
    precision: PlacePrecision,
    /// Where the text of the row begins, and where each name ends.
    start: usize,
    ends: [usize; PLACE + OTHERS],
    /// The codes of its place and site, if they were known before the rows were looked up.
    known: Option<(u32, u32)>,
}

impl Row {
    fn name(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).and_then(|before| self.ends.get(before)).copied();
        start.unwrap_or(self.start)..self.ends.get(number).copied().unwrap_or(self.start)
    }
}

impl Waiting {
    /// Takes the names of a row.
    pub fn push(&mut self, draft: &Draft<'_>, spots: &Spots) {
        let start = self.text.len();
        let ([kind, sub], [one, other]) = ([draft.event_type, draft.sub_type], draft.actors);
        let [with_one, with_other] = draft.associates;
        let place = [draft.place, draft.admin1, draft.admin2, draft.country];
        let others = [kind, sub, one, other, with_one, with_other, draft.source];
        let mut ends = [start; PLACE + OTHERS];
        for (name, end) in place.into_iter().chain(others).zip(&mut ends) {
            self.text.push_str(name);
            *end = self.text.len();
        }
        let at = draft.at.map(FixedLonLat::from);
        let lens = place.map(str::len);
        let names = self.text.get(start..start + lens.iter().sum::<usize>()).unwrap_or_default();
        let spot = spots.key(names, lens, at, draft.place_precision);
        self.rows.push(Row { spot, at, precision: draft.place_precision, start, ends, known: None });
    }

    /// Whether as many wait as are looked up together.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= TOGETHER
    }

    /// Looks the places up that are known, and lists the names that are to be looked up, in the order of the rows.
    fn ask(&mut self, spots: &Spots) {
        spots.fetch(self.rows.iter().map(|row| row.spot));
        self.asked.clear();
        for row in &mut self.rows {
            row.known = spots.find(row.spot);
            let from = if row.known.is_some() { PLACE } else { 0 };
            for number in from..PLACE + OTHERS {
                // A place that was met is not looked up again by its name.
                let again = !matches!(number, 0 | 2);
                self.asked.push((row.name(number), again));
            }
        }
    }
}

impl DatasetBuilder {
    /// Gives the rows that wait their codes: the same as if they had been looked up one by one.
    pub(super) fn settle_names(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.ask(&self.spots);
        let Waiting { rows, text, asked, codes } = &mut waiting;
        let names = asked.iter().map(|(range, again)| (text.get(range.clone()).unwrap_or_default(), *again));
        self.names.intern_all(names, codes);
        let mut codes_of_rows = codes.as_slice();
        for row in rows.drain(..) {
            let own = if row.known.is_some() { OTHERS } else { PLACE + OTHERS };
            let Some((own, rest)) = codes_of_rows.split_at_checked(own) else { break };
            codes_of_rows = rest;
            self.settle_row(&row, own);
        }
        text.clear();
        self.waiting = waiting;
    }

    fn settle_row(&mut self, row: &Row, codes: &[u32]) {
        let (others, (place, site)) = match (row.known, codes) {
            (Some(known), others) => (others, known),
            (None, &[name, admin1, admin2, country, ref others @ ..]) => {
                (others, self.spot(row, PlaceNames { name, admin1, admin2, country }))
            }
            (None, _) => return,
        };
        let &[kind, sub, one, other, with_one, with_other, source] = others else { return };
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
    fn spot(&mut self, row: &Row, names: PlaceNames) -> (u32, u32) {
        // Another of these rows may have been there.
        if let Some(known) = self.spots.find(row.spot) {
            return known;
        }
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
