//! Counts by square cells of the ground, and when they tell more than bubbles.
//!
//! The grid is anchored in the plane and has a size for each zoom step, so that panning changes no count. A count is the exact
//! number of hits whose point lies in the cell; what is known only to an area never comes here, for it has no pin.

use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::cluster::{Index as Slots, NONE, Pin, ZoomStep, add, grid};
use crate::geo::{Plane, PlaneBounds};
use crate::model::KINDS;

/// Side of a cell in points at the middle of its zoom step; 8.4 to 11.9 points on the screen.
pub const CELL_POINTS: f64 = 10.0;

/// What lies in one square of the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its column to the east and its row to the north.
    pub column: [i32; 2],
    /// Hits by kind.
    pub kinds: [u32; KINDS],
    /// Number of the pin with the most hits.
    pub main: u32,
    members: Range<u32>,
}

impl Cell {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        sum(&self.kinds)
    }

    /// Number of the class of its count: 0 for one, 1 for two to nine, then one for each power of ten.
    pub fn class(&self) -> usize {
        class(self.count())
    }
}

/// Number of classes of counts.
pub const CLASSES: usize = 7;

/// The class of a count: 0 for one, 1 for two to nine, 2 for ten to 99 and so on; the last has no upper end.
pub fn class(count: u32) -> usize {
    let class = if count < 2 { 0 } else { 1 + count.ilog10() };
    usize::try_from(class).unwrap_or(CLASSES).min(CLASSES - 1)
}

/// All cells of a part of the plane, by row from the south and column from the west.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Density {
    /// The cells that hold hits.
    pub cells: Vec<Cell>,
    /// Side of a cell, km.
    pub cell_km: f64,
    members: Vec<u32>,
    index: HashMap<[i32; 2], u32, RandomState>,
}

impl Density {
    /// Counts the pins within a window; O(pins + cells · log cells).
    pub fn new(pins: &[Pin], window: PlaneBounds, step: ZoomStep) -> Self {
        Self::among((0_u32..).zip(pins), window, step)
    }

    /// The same for some pins with their numbers, in any order.
    pub fn among<'a>(
        pins: impl Iterator<Item = (u32, &'a Pin)>,
        window: PlaneBounds,
        step: ZoomStep,
    ) -> Self {
        let cell_km = CELL_POINTS * step.km_per_point();
        let mut slots = Slots::new(window, cell_km);
        let mut cells: Vec<(Cell, u32)> = Vec::new();
        let mut cell_of: Vec<(u32, u32)> = Vec::new();
        for (number, pin) in pins.filter(|(_, pin)| window.contains(pin.at)) {
            let column = column_of(pin.at, cell_km);
            let Some(slot) = slots.slot(column) else { continue };
            if *slot == NONE {
                *slot = count_of(cells.len());
                cells.push((Cell { column, kinds: [0; KINDS], main: number, members: 0..0 }, 0));
            }
            let Some((cell, most)) = cells.get_mut(*slot as usize) else { continue };
            add(&mut cell.kinds, &pin.kinds);
            cell.members.end += 1;
            let count = pin.count();
            if count > *most || (count == *most && number < cell.main) {
                (*most, cell.main) = (count, number);
            }
            cell_of.push((number, *slot));
        }
        Self::in_order(cells.into_iter().map(|(cell, _)| cell).collect(), &cell_of, cell_km)
    }

    /// Puts cells in their order and each pin into its cell.
    fn in_order(cells: Vec<Cell>, cell_of: &[(u32, u32)], cell_km: f64) -> Self {
        let mut order: Vec<(usize, Cell)> = cells.into_iter().enumerate().collect();
        order.sort_unstable_by_key(|(_, cell)| (cell.column[1], cell.column[0]));
        let mut next = vec![0_u32; order.len()];
        let mut out = Self { cell_km, members: vec![0; cell_of.len()], ..Self::default() };
        let mut before = 0;
        for (old, mut cell) in order {
            cell.members = before..before + cell.members.end;
            if let Some(next) = next.get_mut(old) {
                *next = before;
            }
            before = cell.members.end;
            out.index.insert(cell.column, count_of(out.cells.len()));
            out.cells.push(cell);
        }
        for &(number, cell) in cell_of {
            let Some(next) = next.get_mut(cell as usize) else { continue };
            if let Some(member) = out.members.get_mut(*next as usize) {
                *member = number;
            }
            *next += 1;
        }
        out
    }

    /// Numbers of the pins in a cell, in the order in which they came.
    pub fn members(&self, cell: &Cell) -> &[u32] {
        self.members.get(cell.members.start as usize..cell.members.end as usize).unwrap_or_default()
    }

    /// Number of the cell at a plane point, if it holds hits.
    pub fn at(&self, p: Plane) -> Option<usize> {
        let found = self.index.get(&column_of(p, self.cell_km))?;
        usize::try_from(*found).ok()
    }

    /// The square of a column and row, km.
    pub fn square(&self, [x, y]: [i32; 2]) -> PlaneBounds {
        let corner = |x: i32, y: i32| Plane::new(f64::from(x) * self.cell_km, f64::from(y) * self.cell_km);
        PlaneBounds { min: corner(x, y), max: corner(x.saturating_add(1), y.saturating_add(1)) }
    }

    /// Neighbours in a row whose counts are of one class, as one rectangle each: the first and the last column, the
    /// row, the class. Their number goes with what can be seen and not with the hits.
    pub fn runs(&self) -> Vec<([i32; 2], i32, usize)> {
        let joined = self.cells.chunk_by(|a, b| {
            let next = a.column[0].checked_add(1) == Some(b.column[0]);
            next && a.column[1] == b.column[1] && a.class() == b.class()
        });
        let run = |cells: &[Cell]| {
            let (first, last) = (cells.first()?, cells.last()?);
            Some(([first.column[0], last.column[0]], first.column[1], first.class()))
        };
        joined.filter_map(run).collect()
    }
}

/// How much density is shown, from 0 (bubbles alone) to 1 (density alone), where `bubbles` bubbles would stand for
/// `places` places.
///
/// A bubble that stands for one place, or a few, says where things happened. One that stands for ten no longer does,
/// and beside a hundred of its kind it hides the ground too. So density comes in from four places a bubble to eight, but
/// only from 60 bubbles to 120: a few big bubbles are easier to read than a few cells. Both change a little with each
/// step of zooming, so that cells turn into bubbles, and bubbles into places, bit by bit.
pub fn share(places: usize, bubbles: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let (places, bubbles) = (number(places), number(bubbles));
    let ramp = |value: f64, low: f64, high: f64| ((value - low) / (high - low)).clamp(0.0, 1.0);
    ramp(places / bubbles.max(1.0), 4.0, 8.0) * ramp(bubbles, 60.0, 120.0)
}

fn count_of(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn column_of(p: Plane, cell_km: f64) -> [i32; 2] {
    [grid(p.x_km / cell_km), grid(p.y_km / cell_km)]
}

fn sum(kinds: &[u32; KINDS]) -> u32 {
    kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
}

#[cfg(test)]
mod tests;
