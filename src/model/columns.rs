//! The typed columns of a dataset and how they are put in order.

mod origins;
mod stored;
mod wide;

use super::both::{MANY_ROWS, Part, all_parts};
use super::figure::{NOT_GIVEN, SideDeaths, Toll};
use super::fixed_lonlat::FixedLonLat;
use super::kind::Kind;
use super::long_text::Stretches;
use super::order::order_of;
use super::place::PlacePrecision;
use super::time::{Precision, When};

pub use origins::Origin;
pub(super) use origins::{Origins, RowTexts, Texts};

/// Stands for "no date" in the start column; sorts last.
pub const NO_START: i64 = i64::MAX;
/// Stands for "no site" in the site column.
pub const NO_SITE: u32 = u32::MAX;

/// One distinct spot of a dataset: a coordinate pair with its precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Site {
    /// Position in fixed-point degrees.
    pub at: FixedLonLat,
    /// Precision of the events that are put there.
    pub precision: PlacePrecision,
    /// Code of the first place named there.
    pub place: u32,
}

/// The distinct combination of names that places an event; codes into the dataset's names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PlaceNames {
    /// Place.
    pub name: u32,
    /// First-order unit.
    pub admin1: u32,
    /// Second-order unit.
    pub admin2: u32,
    /// Country.
    pub country: u32,
}

/// A column that most files do not have: empty until the first value comes.
#[derive(Clone, Debug, Default)]
pub(super) struct Rare<T> {
    values: Vec<T>,
    absent: T,
}

impl<T: Copy + PartialEq> Rare<T> {
    pub fn new(absent: T) -> Self {
        Self { values: Vec::new(), absent }
    }

    /// Sets the value of the row that is being added as number `row`.
    pub fn push(&mut self, row: usize, value: T) {
        if value != self.absent {
            self.values.resize(row, self.absent);
            self.values.push(value);
        }
    }

    pub fn get(&self, row: usize) -> T {
        self.values.get(row).copied().unwrap_or(self.absent)
    }

    /// The values there are, for changing them.
    pub fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    /// Takes the values of rows that come behind the first `rows`.
    pub fn append(&mut self, rows: usize, more: &mut Self) {
        if !more.values.is_empty() {
            self.values.resize(rows, self.absent);
            self.values.append(&mut more.values);
        }
    }

    /// Puts the rows in another order.
    fn sort(&mut self, order: &[u32], spare: &mut Vec<T>) {
        if !self.values.is_empty() {
            spare.clear();
            spare.extend(order.iter().map(|&row| self.get(row as usize)));
            std::mem::swap(&mut self.values, spare);
        }
    }
}

pub(super) const NO_SIDES: [u32; 4] = [NOT_GIVEN; 4];
pub(super) const NO_RANGE: [u32; 2] = [NOT_GIVEN; 2];
pub(super) const NO_DETAIL: u32 = u32::MAX;
pub(super) const NO_ASSOCIATES: [u32; 2] = [0; 2];

/// One entry a row in each column.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub start: Vec<i64>,
    /// Length of the span in seconds, saturated; 0 where there is no date.
    pub secs: Vec<u32>,
    pub precision: Vec<Precision>,
    pub place_precision: Vec<PlacePrecision>,
    pub kind: Vec<Kind>,
    pub flags: Vec<u8>,
    pub site: Vec<u32>,
    pub place: Vec<u32>,
    pub actors: Vec<[u32; 2]>,
    pub event_type: Vec<u32>,
    pub source: Vec<u32>,
    pub best: Vec<u32>,
    pub origin: Origins,
    pub texts: RowTexts,
    pub stretch: Stretches,
    pub range: Rare<[u32; 2]>,
    pub sides: Rare<[u32; 4]>,
    pub associates: Rare<[u32; 2]>,
    pub detail: Rare<u32>,
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            start: Vec::new(),
            secs: Vec::new(),
            precision: Vec::new(),
            place_precision: Vec::new(),
            kind: Vec::new(),
            flags: Vec::new(),
            site: Vec::new(),
            place: Vec::new(),
            actors: Vec::new(),
            event_type: Vec::new(),
            source: Vec::new(),
            best: Vec::new(),
            origin: Origins::default(),
            texts: RowTexts::default(),
            stretch: Stretches::default(),
            range: Rare::new(NO_RANGE),
            sides: Rare::new(NO_SIDES),
            associates: Rare::new(NO_ASSOCIATES),
            detail: Rare::new(NO_DETAIL),
        }
    }
}

impl Columns {
    pub fn len(&self) -> usize {
        self.start.len()
    }

    pub fn push_when(&mut self, when: Option<When>) {
        let (start, secs, precision) = match when {
            Some(w) => (w.span.start().0, u32::try_from(w.span.secs()).unwrap_or(u32::MAX), w.precision),
            None => (NO_START, 0, Precision::Range),
        };
        self.start.push(start);
        self.secs.push(secs);
        self.precision.push(precision);
    }

    pub fn push_toll(&mut self, toll: Option<Toll>, sides: Option<SideDeaths>) {
        let row = self.best.len();
        self.best.push(toll.map_or(NOT_GIVEN, |t| t.best));
        let range =
            toll.filter(|t| t.low != t.best || t.high != t.best).map_or(NO_RANGE, |t| [t.low, t.high]);
        self.range.push(row, range);
        let sides = sides.map_or(NO_SIDES, |s| [s.side_a, s.side_b, s.civilians, s.unknown]);
        self.sides.push(row, sides);
    }

    /// Takes all rows out; as many are expected to come again, into these empty columns.
    pub fn take(&mut self, empty: Self) -> Self {
        let taken = std::mem::replace(self, empty);
        self.reserve(taken.len() + taken.len() / 16);
        taken
    }

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, rows: usize) {
        self.start.reserve(rows);
        self.secs.reserve(rows);
        self.precision.reserve(rows);
        self.place_precision.reserve(rows);
        self.kind.reserve(rows);
        self.flags.reserve(rows);
        self.site.reserve(rows);
        self.place.reserve(rows);
        self.actors.reserve(rows);
        self.event_type.reserve(rows);
        self.source.reserve(rows);
        self.best.reserve(rows);
        self.texts.reserve(rows);
        self.origin.reserve(rows);
    }

    /// Takes the rows of other columns, which come behind those that are here; their texts come behind so many bytes of the heap.
    pub fn append(&mut self, more: &mut Self, heap: u64) {
        let rows = self.len();
        self.start.append(&mut more.start);
        self.secs.append(&mut more.secs);
        self.precision.append(&mut more.precision);
        self.place_precision.append(&mut more.place_precision);
        self.kind.append(&mut more.kind);
        self.flags.append(&mut more.flags);
        self.site.append(&mut more.site);
        self.place.append(&mut more.place);
        self.actors.append(&mut more.actors);
        self.event_type.append(&mut more.event_type);
        self.source.append(&mut more.source);
        self.best.append(&mut more.best);
        self.origin.append(&mut more.origin);
        self.texts.append(&mut more.texts, heap);
        self.stretch.0.append(rows, &mut more.stretch.0);
        self.range.append(rows, &mut more.range);
        self.sides.append(rows, &mut more.sides);
        self.associates.append(rows, &mut more.associates);
        self.detail.append(rows, &mut more.detail);
    }

    /// The rows in order of start; rows that start together keep the order of their files.
    pub fn order(&self) -> Vec<u32> {
        order_of(&self.start)
    }

    /// Puts the rows in another order, a column at a time, so that no second copy of all is ever there.
    pub fn sort(&mut self, order: &[u32]) {
        let Self { start, secs, precision, place_precision, kind, flags, site, place, actors, .. } = self;
        let Self {
            event_type, source, best, origin, texts, stretch, range, sides, associates, detail, ..
        } = self;
        let Origins { file, row, byte, len } = origin;
        let RowTexts { at, id, title, summary } = texts;
        // The widest neither together, which would take most memory, nor last, when the other thread has nothing left to do.
        let mut parts: Vec<Part<'_, Vec<u32>>> = vec![
            Box::new(|_| sort(start, order, &mut Vec::new())),
            Box::new(|_| {
                let mut pairs = Vec::new();
                sort(actors, order, &mut pairs);
                associates.sort(order, &mut pairs);
                range.sort(order, &mut pairs);
            }),
            Box::new(|_| sides.sort(order, &mut Vec::new())),
            // Each column moves to where the last one of its type has been.
            Box::new(|spare| stretch.0.sort(order, spare)),
            Box::new(|spare| detail.sort(order, spare)),
            Box::new(|spare| at.sort(order, spare)),
            Box::new(|spare| byte.sort(order, spare)),
        ];
        for column in [secs, site, place, event_type, source, best, row, len, summary] {
            parts.push(Box::new(|spare| sort(column, order, spare)));
        }
        parts.push(Box::new(|_| {
            let mut short = Vec::new();
            sort(id, order, &mut short);
            file.sort(order, &mut short);
            title.sort(order, &mut short);
        }));
        parts.push(Box::new(|_| sort(precision, order, &mut Vec::new())));
        parts.push(Box::new(|_| sort(place_precision, order, &mut Vec::new())));
        parts.push(Box::new(|_| sort(kind, order, &mut Vec::new())));
        parts.push(Box::new(|_| sort(flags, order, &mut Vec::new())));
        all_parts("columns", order.len() >= MANY_ROWS, parts);
    }
}

/// Puts a column in another order, into the memory of the spare one, which it leaves its own.
fn sort<T: Copy>(column: &mut Vec<T>, order: &[u32], spare: &mut Vec<T>) {
    spare.clear();
    spare.reserve_exact(order.len());
    spare.extend(order.iter().filter_map(|&row| column.get(row as usize).copied()));
    std::mem::swap(column, spare);
}
