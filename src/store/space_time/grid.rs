//! The counts of a space–time diagram, by bin, row and category.

use std::ops::Range;

use crate::model::KINDS;
use crate::query::{Bin, RowRange, SpaceCell};

type Cell = [u32; KINDS];

/// What lies surely in one cell; the rest as differences, along the bins and along both ways, until all are in. One bin after
/// the other, so that the hits that begin in one are put down side by side.
pub struct Counts {
    bins: usize,
    rows: usize,
    certain: Vec<Cell>,
    /// One bin more than there are.
    along: Vec<Cell>,
    /// One row and one bin more than there are; empty until something is there.
    corners: Vec<Cell>,
}

/// Where hits lie that begin in one bin and end in one.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The bins that they touch.
    pub bins: Range<usize>,
    /// Whether they lie wholly within one bin.
    pub is_sure: bool,
}

impl Counts {
    /// None in so many rows and bins.
    pub fn new(rows: u16, bins: usize) -> Self {
        let rows = usize::from(rows);
        Self {
            bins,
            rows,
            certain: vec![[0; KINDS]; rows * bins],
            along: vec![[0; KINDS]; rows * (bins + 1)],
            corners: Vec::new(),
        }
    }

    /// Counts hits of one stretch, which are given by row and category; those after the row after the last are of these
    /// ranges. Leaves none of them.
    pub fn put_down(&mut self, of: &Stretch, alike: &mut [u32], ranges: &[RowRange]) {
        let alike = alike.as_chunks_mut::<KINDS>().0;
        let (one, more) = alike.split_at_mut(self.rows.min(alike.len()));
        if of.is_sure {
            change_all(&mut self.certain, of.bins.start * self.rows, one, u32::wrapping_add);
        } else {
            change_all(&mut self.along, of.bins.start * self.rows, one, u32::wrapping_add);
            change_all(&mut self.along, of.bins.end * self.rows, one, u32::wrapping_sub);
        }
        for (counts, range) in more.iter().skip(1).zip(ranges) {
            if *counts != Cell::default() {
                self.possible(*range, of.bins.clone(), counts);
            }
        }
        alike.fill(Cell::default());
    }

    /// Counts one hit of a stretch.
    pub fn put(&mut self, of: &Stretch, rows: RowRange, kind: usize) {
        let mut counts = Cell::default();
        if let Some(n) = counts.get_mut(kind) {
            *n = 1;
        }
        if rows.len() == 1 && of.is_sure {
            let at = of.bins.start * self.rows + usize::from(rows.first);
            change(self.certain.get_mut(at), &counts, u32::wrapping_add);
        } else if !rows.is_empty() {
            self.possible(rows, of.bins.clone(), &counts);
        }
    }

    /// Counts hits that may lie in some bins of some rows.
    fn possible(&mut self, rows: RowRange, bins: Range<usize>, counts: &Cell) {
        let (first, end, width) = (usize::from(rows.first), usize::from(rows.end), self.rows + 1);
        if self.corners.is_empty() {
            self.corners = vec![[0; KINDS]; (self.bins + 1) * width];
        }
        for (bin, of_first, of_end) in [(bins.start, ADD, SUBTRACT), (bins.end, SUBTRACT, ADD)] {
            change(self.corners.get_mut(bin * width + first), counts, of_first);
            change(self.corners.get_mut(bin * width + end), counts, of_end);
        }
    }

    /// The cells that hold something, by row, then by bin.
    pub fn cells(mut self) -> Vec<SpaceCell> {
        let there = self.add_up();
        let mut cells = Vec::with_capacity(there);
        for row in 0..self.rows {
            let of_row =
                |all: &'_ [Cell], bin: usize| all.get(bin * self.rows + row).copied().unwrap_or_default();
            for bin in 0..self.bins {
                let counts = Bin { certain: of_row(&self.certain, bin), possible: of_row(&self.along, bin) };
                if counts != Bin::default() {
                    cells.push(SpaceCell { row: short(row), bin: short(bin), counts });
                }
            }
        }
        cells
    }

    /// Makes differences sums, all of them in `along`; how many cells hold something.
    fn add_up(&mut self) -> usize {
        let rows = self.rows.max(1);
        self.corners.resize((self.bins + 1) * (self.rows + 1), [0; KINDS]);
        let (mut narrow, mut wide) = (vec![[0; KINDS]; rows], vec![[0; KINDS]; rows]);
        let bins = self.along.chunks_exact_mut(rows).zip(self.corners.chunks_exact(self.rows + 1));
        let mut there = 0;
        for ((along, corners), certain) in bins.zip(self.certain.chunks_exact(rows)) {
            let mut above = Cell::default();
            let sums = narrow.iter_mut().zip(&mut wide);
            for (((cell, corner), (narrow, wide)), certain) in
                along.iter_mut().zip(corners).zip(sums).zip(certain)
            {
                change(Some(narrow), cell, ADD);
                change(Some(wide), corner, ADD);
                change(Some(&mut above), wide, ADD);
                *cell = *narrow;
                change(Some(cell), &above, ADD);
                there += usize::from(*cell != Cell::default() || *certain != Cell::default());
            }
        }
        there
    }
}

const ADD: fn(u32, u32) -> u32 = u32::wrapping_add;
const SUBTRACT: fn(u32, u32) -> u32 = u32::wrapping_sub;

/// Changes the cells from a place on by others.
fn change_all(cells: &mut [Cell], from: usize, others: &[Cell], how: impl Fn(u32, u32) -> u32 + Copy) {
    let cells = cells.get_mut(from..).unwrap_or_default();
    cells.iter_mut().zip(others).for_each(|(cell, other)| change(Some(cell), other, how));
}

fn change(cell: Option<&mut Cell>, other: &Cell, how: impl Fn(u32, u32) -> u32) {
    let Some(cell) = cell else { return };
    for (n, other) in cell.iter_mut().zip(other) {
        *n = how(*n, *other);
    }
}

/// Questions of more rows or bins are refused.
fn short(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
