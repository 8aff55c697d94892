//! The typed columns of a dataset and how they are put in order.

use super::LonLat;
use super::figure::{NOT_GIVEN, SideDeaths, Toll};
use super::kind::Kind;
use super::place::PlacePrecision;
use super::time::{Precision, When};

/// Stands for "no date" in the start column; sorts last.
pub const NO_START: i64 = i64::MAX;
/// Stands for "no site" in the site column.
pub const NO_SITE: u32 = u32::MAX;
/// Scale of fixed-point degrees: 1e-7 degree, about a centimetre.
pub const DEGREE_SCALE: f64 = 1e7;

/// A position in fixed-point degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FixedLonLat {
    lon: i32,
    lat: i32,
}

impl From<LonLat> for FixedLonLat {
    #[expect(clippy::cast_possible_truncation, reason = "valid degrees times 1e7 fit in an i32")]
    fn from(at: LonLat) -> Self {
        Self { lon: (at.lon() * DEGREE_SCALE).round() as i32, lat: (at.lat() * DEGREE_SCALE).round() as i32 }
    }
}

impl FixedLonLat {
    /// The position in degrees.
    pub fn degrees(self) -> Option<LonLat> {
        LonLat::new(f64::from(self.lon) / DEGREE_SCALE, f64::from(self.lat) / DEGREE_SCALE)
    }
}

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

/// Where in its file a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Number of the file in the dataset.
    pub file: u16,
    /// Number of the record as people count it: the header is row 1 in files that have one.
    pub row: u32,
    /// Byte where the record begins in the text of the file.
    pub byte: u64,
    /// Length of the record in bytes.
    pub len: u32,
}

/// The file's own id, headline and summary of a row, one behind the other in the text heap.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Texts {
    pub at: u64,
    pub id: u16,
    pub title: u16,
    pub summary: u32,
}

/// A column that most files do not have: empty until the first value comes.
#[derive(Clone, Debug)]
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

    fn sorted(&self, order: &[u32]) -> Self {
        let values = if self.values.is_empty() {
            Vec::new()
        } else {
            order.iter().map(|&row| self.get(row as usize)).collect()
        };
        Self { values, absent: self.absent }
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
    pub origin: Vec<Origin>,
    pub texts: Vec<Texts>,
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
            origin: Vec::new(),
            texts: Vec::new(),
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

    /// The rows in order of start; rows that start together keep the order of their files.
    pub fn order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).collect();
        order.sort_by_key(|&row| self.start.get(row as usize).copied());
        order
    }

    /// The same rows in another order.
    pub fn sorted(&self, order: &[u32]) -> Self {
        Self {
            start: gather(&self.start, order),
            secs: gather(&self.secs, order),
            precision: gather(&self.precision, order),
            place_precision: gather(&self.place_precision, order),
            kind: gather(&self.kind, order),
            flags: gather(&self.flags, order),
            site: gather(&self.site, order),
            place: gather(&self.place, order),
            actors: gather(&self.actors, order),
            event_type: gather(&self.event_type, order),
            source: gather(&self.source, order),
            best: gather(&self.best, order),
            origin: gather(&self.origin, order),
            texts: gather(&self.texts, order),
            range: self.range.sorted(order),
            sides: self.sides.sorted(order),
            associates: self.associates.sorted(order),
            detail: self.detail.sorted(order),
        }
    }
}

fn gather<T: Copy>(column: &[T], order: &[u32]) -> Vec<T> {
    order.iter().filter_map(|&row| column.get(row as usize).copied()).collect()
}
