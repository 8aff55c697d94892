//! Which events are near enough in time and place to be compared.

use std::collections::VecDeque;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::model::{DAY_SECS, Dataset, EventId, EventRef, PlacePrecision};

use super::words::place_keys;

/// Events known less well than this are not compared: a month has room for many.
const LONGEST_SECS: i64 = 8 * DAY_SECS;
/// Height of a cell in degrees, 33 km; no two places further apart than 25 km are compared.
const CELL_DEG: f64 = 0.3;
/// How many earlier events at most are looked at for one.
const MOST_LOOKED_AT: u32 = 2_000;
/// How many of them at most are compared by their words.
const MOST_COMPARED: usize = 100;

/// The events of the last days by cell and by place name.
pub(super) struct Sweep<'a> {
    data: &'a Dataset,
    names: Vec<u64>,
    /// By cell, and by whether an event is over within a day: most are, and need a shorter look back.
    cells: HashMap<(i32, i32), [VecDeque<u32>; 2], RandomState>,
    named: HashMap<u64, VecDeque<u32>, RandomState>,
    named_unplaced: HashMap<u64, VecDeque<u32>, RandomState>,
    /// Pairs that were not compared, for too many lie at one place.
    pub uncompared: u64,
    /// Pairs that were found and not kept.
    pub dropped: u32,
}

impl<'a> Sweep<'a> {
    pub fn new(data: &'a Dataset) -> Self {
        Self {
            data,
            names: place_keys(data),
            cells: HashMap::default(),
            named: HashMap::default(),
            named_unplaced: HashMap::default(),
            uncompared: 0,
            dropped: 0,
        }
    }

    /// Takes the next event in order of time and names the earlier ones that are near it and let through, the latest first.
    pub fn step(&mut self, event: EventRef<'_>, mut admits: impl FnMut(u32) -> bool) -> Vec<u32> {
        let Some(span) = event.when().map(|when| when.span).filter(|span| span.secs() <= LONGEST_SECS) else {
            return Vec::new();
        };
        let cell = cell(event);
        let name = self.names.get(event.place_code() as usize).copied().filter(|&name| name != 0);
        let mut look = Look {
            data: self.data,
            start: span.start().0,
            left: MOST_LOOKED_AT,
            near: Vec::new(),
            uncompared: 0,
        };
        if let Some((row, _)) = cell {
            for y in row - 1..=row + 1 {
                let x = column(event, y);
                for x in x - 1..=x + 1 {
                    let Some(lists) = self.cells.get_mut(&(y, x)) else { continue };
                    let [short, long] = lists;
                    look.at(short, 2 * DAY_SECS, &mut admits);
                    look.at(long, LONGEST_SECS + DAY_SECS, &mut admits);
                }
            }
        }
        if let Some(name) = name {
            let lists = if cell.is_some() { &mut self.named_unplaced } else { &mut self.named };
            if let Some(list) = lists.get_mut(&name) {
                look.at(list, LONGEST_SECS + DAY_SECS, &mut admits);
            }
        }
        let (near, uncompared) = (look.near, look.uncompared);
        self.uncompared += uncompared;
        let row = event.key().0;
        if let Some(cell) = cell {
            let [short, long] = self.cells.entry(cell).or_default();
            if span.secs() <= DAY_SECS { short.push_back(row) } else { long.push_back(row) }
        }
        if let Some(name) = name {
            self.named.entry(name).or_default().push_back(row);
            if cell.is_none() {
                self.named_unplaced.entry(name).or_default().push_back(row);
            }
        }
        near
    }
}

/// One look back from an event.
struct Look<'a> {
    data: &'a Dataset,
    start: i64,
    left: u32,
    near: Vec<u32>,
    uncompared: u64,
}

impl Look<'_> {
    /// Looks through a list of earlier events from its end; what is over long since is taken out of it.
    fn at(&mut self, list: &mut VecDeque<u32>, back_secs: i64, admits: &mut impl FnMut(u32) -> bool) {
        let starts = self.data.starts();
        let is_over = |row: u32| starts.get(row as usize).is_none_or(|&s| s < self.start - back_secs);
        while list.front().is_some_and(|&row| is_over(row)) {
            list.pop_front();
        }
        for (n, &row) in list.iter().rev().enumerate() {
            if self.left == 0 || self.near.len() >= MOST_COMPARED {
                self.uncompared += (list.len() - n) as u64;
                return;
            }
            self.left -= 1;
            let when = self.data.event(EventId(row)).and_then(EventRef::when);
            let in_time = when.is_some_and(|when| when.span.end().0 + DAY_SECS > self.start);
            if in_time && admits(row) {
                self.near.push(row);
            }
        }
    }
}

/// The cell of an event whose coordinates stand for a point or a district.
fn cell(event: EventRef<'_>) -> Option<(i32, i32)> {
    let precise = event.place_precision() <= PlacePrecision::District;
    let at = event.at().filter(|_| precise)?;
    let row = whole(at.lat() / CELL_DEG);
    Some((row, column(event, row)))
}

/// The column of an event in a row of cells; columns are as wide in kilometres as rows are high.
fn column(event: EventRef<'_>, row: i32) -> i32 {
    let middle = (f64::from(row) + 0.5) * CELL_DEG;
    let wide = middle.to_radians().cos().max(0.05);
    event.at().map_or(0, |at| whole(at.lon() * wide / CELL_DEG))
}

#[expect(clippy::cast_possible_truncation, reason = "degrees over a third of one fit")]
fn whole(value: f64) -> i32 {
    value.floor() as i32
}
