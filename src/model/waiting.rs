//! Rows wait for the codes of their names until some are together, so that memory is waited for once and not row by row.
//!
//! Dictionaries of many names lie outside the processor's caches. Names that came lately are near and known at once; look-ups of
//! the others stand one behind the other without anything between them, and so wait together.

use super::builder::{DatasetBuilder, Draft, push};
use super::cells::{CellsKey, MetNames, PlaceCells, TypeCells};
use super::columns::{NO_SITE, PlaceNames, Site};
use super::fixed_lonlat::FixedLonLat;
use super::keys::Key;
use super::kind::Kind;
use super::names::{Asked, NO_NAME, Names, UNKNOWN};
use super::place::PlacePrecision;
use super::spots::Spots;

/// Rows that wait together: their look-ups are in flight at the same time, and what they fetch stays in the cache.
const TOGETHER: usize = 64;
/// Names of a row: the place's own, its two units, the country; type, subtype, two actors, those associated with them, source.
const NAMES: usize = 11;
/// How many of them are the place's, and the type's after them.
const PLACE: usize = 4;
const TYPE: usize = 2;
/// Which of these are likely to come again soon with another place.
const UNITS: [bool; PLACE] = [false, true, false, true];

/// Rows without codes.
#[derive(Clone, Default)]
pub(super) struct Waiting {
    rows: Vec<Row>,
    /// The names of all rows, in their order; empty ones are not there.
    names: Vec<Name>,
    /// The names that are to be looked up.
    asked: Vec<Asked>,
    /// The texts of the names, one behind the other.
    text: String,
}

#[derive(Clone)]
struct Row {
    spot: Spot,
    at: Option<FixedLonLat>,
    precision: PlacePrecision,
    types: TypeCells,
    kind: Kind,
    /// How many names it has.
    names: usize,
}

/// What is known of a row's place, coordinates and precision as a whole.
#[derive(Clone, Copy)]
enum Spot {
    /// The codes of the place and the site.
    Met(u32, u32),
    /// The code of the place; the spot was not met before these rows.
    Named(Key, u32),
    /// It was not met before these rows; the place is known by the other key from now on, if there is one.
    New(Key, Option<Key>),
    /// It is not looked up yet.
    Asked(Key),
}

#[derive(Clone, Copy)]
struct Name {
    key: Key,
    /// Where it ends in the text of all.
    end: usize,
    code: u32,
    /// Which of its row's names it is.
    which: u8,
}

impl Name {
    fn is_of_place(&self) -> bool {
        usize::from(self.which) < PLACE
    }

    /// Whether it is likely to come again soon.
    fn comes_again(&self) -> bool {
        UNITS.get(usize::from(self.which)).is_none_or(|again| *again)
    }
}

impl Waiting {
    /// Takes the names of a row.
    pub fn push(&mut self, draft: &Draft<'_>, all: &Names) {
        let before = self.names.len();
        let names_known = matches!(draft.place_cells, PlaceCells::Met(_) | PlaceCells::Named(..));
        if !names_known {
            self.push_names(0, [draft.place, draft.admin1, draft.admin2, draft.country], all);
        }
        if !matches!(draft.type_cells, TypeCells::Met(_)) {
            self.push_names(PLACE, [draft.event_type, draft.sub_type], all);
        }
        let ([one, other], [with_one, with_other]) = (draft.actors, draft.associates);
        self.push_names(PLACE + TYPE, [one, other, with_one, with_other, draft.source], all);
        let at = draft.at.map(FixedLonLat::from);
        let precision = draft.place_precision;
        let spot = match draft.place_cells {
            PlaceCells::Met(met) => Spot::Met(met.place, met.site),
            PlaceCells::Named(CellsKey(key), MetNames(place)) => Spot::Named(key, place),
            PlaceCells::New(CellsKey(key), CellsKey(names)) => Spot::New(key, Some(names)),
            PlaceCells::Apart => {
                let bits = at.map_or((u64::MAX, u64::MAX), |at| (at.bits(), precision as u64));
                let mut keys = [(0, 0); PLACE];
                for name in self.names.iter().skip(before).filter(|name| name.is_of_place()) {
                    if let Some(key) = keys.get_mut(usize::from(name.which)) {
                        *key = name.key;
                    }
                }
                Spot::Asked(all.keys().of_pairs(keys.into_iter().chain([bits])))
            }
        };
        let names = self.names.len() - before;
        self.rows.push(Row { spot, at, precision, types: draft.type_cells, kind: draft.kind, names });
    }

    fn push_names<const N: usize>(&mut self, first: usize, texts: [&str; N], all: &Names) {
        for (which, text) in (first..).zip(texts).filter(|(_, text)| !text.is_empty()) {
            self.text.push_str(text);
            let which = u8::try_from(which).unwrap_or_default();
            self.names.push(Name { key: all.key(text), end: self.text.len(), code: NO_NAME, which });
        }
    }

    /// Whether as many wait as are looked up together.
    pub fn is_full(&self) -> bool {
        self.rows.len() >= TOGETHER
    }

    /// Looks up what came lately, and lists the names that are to be looked up, in the order of the rows.
    fn ask(&mut self, all: &Names, spots: &Spots) {
        let asked = |row: &Row| if let Spot::Asked(key) = row.spot { Some(key) } else { None };
        spots.fetch(self.rows.iter().filter_map(asked));
        all.fetch(self.names.iter().filter(|name| name.comes_again()).map(|name| name.key));
        for name in &mut self.names {
            name.code = if name.comes_again() { all.recall(name.key) } else { UNKNOWN };
        }
        let (mut names, mut start) = (self.names.iter_mut(), 0);
        for row in &mut self.rows {
            if let Spot::Asked(key) = row.spot {
                row.spot =
                    spots.find(key).map_or(Spot::New(key, None), |(place, site)| Spot::Met(place, site));
            }
            let is_new = matches!(row.spot, Spot::New(..));
            for name in names.by_ref().take(row.names) {
                let (text, again) = (start..name.end, name.comes_again());
                start = name.end;
                if name.is_of_place() && !is_new {
                    // A place that was met is not looked up again by its names.
                    name.code = NO_NAME;
                } else if name.code == UNKNOWN {
                    self.asked.push(Asked { key: name.key, text, again, code: UNKNOWN });
                }
            }
        }
    }
}

impl DatasetBuilder {
    /// Gives the rows that wait their codes: the same as if they had been looked up one by one.
    pub(super) fn settle_names(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.ask(&self.names, &self.spots);
        let Waiting { rows, names, asked, text } = &mut waiting;
        self.names.intern_all(text, asked);
        let mut found = asked.drain(..).map(|asked| asked.code);
        let mut names = names.drain(..);
        for row in rows.drain(..) {
            let mut codes = [NO_NAME; NAMES];
            for name in names.by_ref().take(row.names) {
                let found = if name.code == UNKNOWN { found.next().unwrap_or(NO_NAME) } else { name.code };
                if let Some(code) = codes.get_mut(usize::from(name.which)) {
                    *code = found;
                }
            }
            self.settle_row(&row, codes);
        }
        drop((found, names));
        text.clear();
        self.waiting = waiting;
    }

    fn settle_row(&mut self, row: &Row, codes: [u32; NAMES]) {
        let [name, admin1, admin2, country, kind, sub, one, other, with_one, with_other, source] = codes;
        let names = PlaceNames { name, admin1, admin2, country };
        let (place, site) = match row.spot {
            Spot::Met(place, site) => (place, site),
            Spot::Named(key, _) | Spot::New(key, _) | Spot::Asked(key) => self.spot(key, row, names),
        };
        let event_type = match row.types {
            TypeCells::Met(met) => met.code,
            TypeCells::Apart => self.type_code([kind, sub]),
            TypeCells::New(cells) => {
                let code = self.type_code([kind, sub]);
                self.met_types.learn(cells, code, row.kind);
                code
            }
        };
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
    fn spot(&mut self, key: Key, row: &Row, names: PlaceNames) -> (u32, u32) {
        // Another of these rows may have been there.
        if let Some(known) = self.spots.find(key) {
            return known;
        }
        let place = self.place(row, names);
        let site = row.at.map_or(NO_SITE, |at| {
            let site = Site { at, precision: row.precision, place };
            match &self.told {
                Some(told) => push(&mut self.sites, site, told.sites),
                None => self.site_code(site),
            }
        });
        self.spots.learn(key, place, site);
        (place, site)
    }

    /// The code of a place whose spot is not known.
    fn place(&mut self, row: &Row, names: PlaceNames) -> u32 {
        let cells = match row.spot {
            Spot::Named(_, place) => return place,
            Spot::New(_, cells) => cells,
            Spot::Met(..) | Spot::Asked(_) => None,
        };
        if let Some((place, _)) = cells.and_then(|cells| self.named.find(cells)) {
            return place;
        }
        let place = match &self.told {
            Some(told) => push(&mut self.places, names, told.places),
            None => self.place_code(names),
        };
        if let Some(cells) = cells {
            self.named.learn(cells, place, NO_SITE);
        }
        place
    }
}
