//! The space–time diagram: which rows a place takes, and what lies in each cell of row and time bin.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use super::{Bin, LaneItem, PlaceKey};

/// Rows that a place takes, `first..end`: one where it is known, several where the event may lie in any of them, none
/// where the diagram does not show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RowRange {
    /// The first row.
    pub first: u16,
    /// The row after the last.
    pub end: u16,
}

impl RowRange {
    /// One row.
    pub fn one(row: u16) -> Self {
        Self { first: row, end: row.saturating_add(1) }
    }

    /// Number of rows.
    pub fn len(self) -> u16 {
        self.end.saturating_sub(self.first)
    }

    /// Whether the place is not shown.
    pub fn is_empty(self) -> bool {
        self.end <= self.first
    }

    /// Whether it takes the row.
    pub fn contains(self, row: u16) -> bool {
        (self.first..self.end).contains(&row)
    }
}

/// The rows of every place; made once for a data set, a border and a scale along it. Two bytes a place, for whoever counts
/// events looks up the place of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceRows {
    rows: u16,
    sites: Vec<u16>,
    names: Vec<u16>,
    /// The places with several rows.
    wide: BTreeMap<PlaceKey, RowRange>,
}

impl PlaceRows {
    /// Most rows of a table.
    const MOST: u16 = u16::MAX - 1;

    /// A table of so many rows; ranges beyond the last row are cut, places that are not named are not shown.
    pub fn new(rows: u16, places: impl IntoIterator<Item = (PlaceKey, RowRange)>) -> Self {
        let rows = rows.min(Self::MOST);
        let mut table = Self { rows, ..Self::default() };
        for (key, range) in places {
            let range = RowRange { first: range.first.min(rows), end: range.end.min(rows) };
            let code = match range.len() {
                0 => table.hidden(),
                1 => range.first,
                _ => table.wide(),
            };
            if range.len() > 1 {
                table.wide.insert(key, range);
            } else {
                table.wide.remove(&key);
            }
            let (list, number) = match key {
                PlaceKey::Site(n) => (&mut table.sites, n as usize),
                PlaceKey::Names(n) => (&mut table.names, n as usize),
            };
            if list.len() <= number {
                list.resize(number + 1, rows);
            }
            if let Some(slot) = list.get_mut(number) {
                *slot = code;
            }
        }
        table
    }

    /// Number of rows.
    pub fn rows(&self) -> u16 {
        self.rows
    }

    /// The one row of a place; [`rows`](Self::rows) where it is not shown, more where it takes several.
    pub fn code(&self, key: PlaceKey) -> u16 {
        let code = match key {
            PlaceKey::Site(n) => self.sites.get(n as usize),
            PlaceKey::Names(n) => self.names.get(n as usize),
        };
        code.copied().unwrap_or(self.hidden())
    }

    /// The rows of a place.
    pub fn of(&self, key: PlaceKey) -> RowRange {
        match self.code(key) {
            row if row < self.rows => RowRange::one(row),
            code if code == self.hidden() => RowRange::default(),
            _ => self.wide.get(&key).copied().unwrap_or_default(),
        }
    }

    fn hidden(&self) -> u16 {
        self.rows
    }

    fn wide(&self) -> u16 {
        self.rows + 1
    }
}

impl Hash for PlaceRows {
    /// Tables of equal size are seldom told apart by a hash; equality compares them whole.
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.rows, self.sites.len(), self.names.len()).hash(state);
    }
}

/// What lies in the window of a space–time diagram: its events one by one where they are few, else counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpaceTime {
    /// The events that may lie in the window, in order of start; empty where they are counted.
    pub items: Vec<LaneItem>,
    /// Counts by row, then by bin; only cells that hold something, and none where events are named.
    pub cells: Vec<SpaceCell>,
}

/// One row in one time bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SpaceCell {
    /// The row.
    pub row: u16,
    /// The bin, from 0.
    pub bin: u16,
    /// Certain: wholly in the bin, and of a place with one row. Possible: in the bin or beyond it, in the row or another.
    pub counts: Bin,
}
