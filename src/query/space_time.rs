//! The space–time diagram: which rows a place takes, and what lies in each cell of row and time bin.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use hashbrown::HashMap;

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
/// events looks up the place of each: its row, or past them a number for what lies in none or in several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceRows {
    rows: u16,
    sites: Vec<u16>,
    names: Vec<u16>,
    /// Several rows, each such range once.
    ranges: Vec<RowRange>,
    /// The places whose range found no number.
    more: BTreeMap<PlaceKey, RowRange>,
}

impl PlaceRows {
    /// Most rows of a table.
    const MOST: u16 = u16::MAX - 1;
    /// Stands for a range that found no number.
    const MORE: u16 = u16::MAX;

    /// A table of so many rows; ranges beyond the last row are cut, places that are not named are not shown.
    pub fn new(rows: u16, places: impl IntoIterator<Item = (PlaceKey, RowRange)>) -> Self {
        let rows = rows.min(Self::MOST);
        let mut table = Self { rows, ..Self::default() };
        let mut numbers = HashMap::new();
        for (key, range) in places {
            let range = RowRange { first: range.first.min(rows), end: range.end.min(rows) };
            let code = match range.len() {
                0 => rows,
                1 => range.first,
                _ => *numbers.entry(range).or_insert_with(|| table.number(range)),
            };
            if code == Self::MORE {
                table.more.insert(key, range);
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

    /// A number for a range of several rows.
    fn number(&mut self, range: RowRange) -> u16 {
        let code = u16::try_from(self.codes()).unwrap_or(Self::MORE);
        if code < Self::MORE {
            self.ranges.push(range);
        }
        code
    }

    /// Number of rows.
    pub fn rows(&self) -> u16 {
        self.rows
    }

    /// The ranges of several rows that have a code of their own.
    pub fn ranges(&self) -> &[RowRange] {
        &self.ranges
    }

    /// How many codes there are: of single rows, of places that are not shown, of ranges that have one.
    pub fn codes(&self) -> usize {
        usize::from(self.rows) + 1 + self.ranges.len()
    }

    /// The one row of a place; [`rows`](Self::rows) where it is not shown; past it one more than the number among
    /// [`ranges`](Self::ranges), or a larger one where only [`of`](Self::of) knows its rows.
    pub fn code(&self, key: PlaceKey) -> u16 {
        let code = match key {
            PlaceKey::Site(n) => self.sites.get(n as usize),
            PlaceKey::Names(n) => self.names.get(n as usize),
        };
        code.copied().unwrap_or(self.rows)
    }

    /// The rows of a place.
    pub fn of(&self, key: PlaceKey) -> RowRange {
        let code = self.code(key);
        match code.checked_sub(self.rows) {
            None => RowRange::one(code),
            Some(0) => RowRange::default(),
            Some(past) => match self.ranges.get(usize::from(past) - 1) {
                Some(range) => *range,
                None => self.more.get(&key).copied().unwrap_or_default(),
            },
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_rows_even_where_there_are_more_ranges_than_two_bytes_tell() {
        let rows = 400;
        let range = |n: u32| {
            let first = u16::try_from(n / 400).unwrap();
            RowRange { first, end: u16::try_from(n % 400).unwrap() }
        };
        let table = PlaceRows::new(rows, (0..160_000).map(|n| (PlaceKey::Site(n), range(n))));
        assert!(table.ranges().len() > 60_000 && !table.more.is_empty());
        for n in 0..160_000 {
            let wanted = if range(n).is_empty() { RowRange::default() } else { range(n) };
            assert_eq!(table.of(PlaceKey::Site(n)), wanted);
        }
        assert!(table.of(PlaceKey::Names(0)).is_empty());
    }
}
