//! The counts of a space–time diagram, by row, bin and category.

use std::ops::Range;

use crate::model::KINDS;
use crate::query::{Bin, RowRange, SpaceCell};

type Cell = [u32; KINDS];

/// What lies surely in one cell; the rest as differences, along the bins and along both ways, until all are in.
pub struct Counts {
    bins: usize,
    rows: usize,
    certain: Vec<Cell>,
    /// One bin more than there are.
    along: Vec<Cell>,
    /// One row and one bin more than there are; empty until something is there.
    corners: Vec<Cell>,
    /// Hits of one row that begin in one bin and end in one; the last is for those that are not shown.
    alike: Vec<u32>,
    /// Such hits of several rows.
    wide: Vec<(RowRange, usize)>,
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
            alike: vec![0; (rows + 1) * KINDS],
            wide: Vec::new(),
        }
    }

    /// Counts one of the hits that begin in one bin and end in one: row × 8 + category. `false` where that is beyond the row
    /// after the last.
    pub fn alike(&mut self, cell: u16) -> bool {
        self.alike.get_mut(usize::from(cell)).map(|n| *n += 1).is_some()
    }

    /// The same for one of several rows.
    pub fn alike_in(&mut self, rows: RowRange, kind: usize) {
        self.wide.push((rows, kind));
    }

    /// Puts down the hits that were counted as alike: they begin in `bin`, and the edge with this number is the first that
    /// they do not reach beyond.
    pub fn put_down(&mut self, bin: usize, edge: usize) {
        let is_inside = edge == bin + 1 && edge <= self.bins;
        let end = edge.min(self.bins);
        for (row, alike) in self.alike.as_chunks_mut::<KINDS>().0.iter_mut().take(self.rows).enumerate() {
            let counts = std::mem::take(alike);
            if is_inside {
                change(self.certain.get_mut(row * self.bins + bin), &counts, u32::wrapping_add);
            } else if counts != Cell::default() {
                let first = row * (self.bins + 1);
                change(self.along.get_mut(first + bin), &counts, u32::wrapping_add);
                change(self.along.get_mut(first + end), &counts, u32::wrapping_sub);
            }
        }
        for (rows, kind) in std::mem::take(&mut self.wide) {
            self.possible(rows, bin..end, kind);
        }
    }

    /// Counts a hit in one row and bin.
    pub fn certain(&mut self, row: u16, bin: usize, kind: usize) {
        bump(self.certain.get_mut(usize::from(row) * self.bins + bin), kind, 1);
    }

    /// Counts a hit that may lie in some bins of some rows.
    pub fn possible(&mut self, rows: RowRange, bins: Range<usize>, kind: usize) {
        let (first, end, width) = (usize::from(rows.first), usize::from(rows.end), self.bins + 1);
        if self.corners.is_empty() {
            self.corners = vec![[0; KINDS]; (self.rows + 1) * width];
        }
        for (row, sign) in [(first, 1), (end, u32::MAX)] {
            bump(self.corners.get_mut(row * width + bins.start), kind, sign);
            bump(self.corners.get_mut(row * width + bins.end), kind, sign.wrapping_neg());
        }
    }

    /// Adds what was counted in other bins.
    pub fn add(&mut self, other: &Self) {
        if self.corners.is_empty() {
            self.corners.clone_from(&other.corners);
        } else {
            add_all(&mut self.corners, &other.corners);
        }
        add_all(&mut self.certain, &other.certain);
        add_all(&mut self.along, &other.along);
    }

    /// The cells that hold something, by row, then by bin.
    pub fn cells(mut self) -> Vec<SpaceCell> {
        let width = self.bins + 1;
        self.corners.resize((self.rows + 1) * width, [0; KINDS]);
        let mut cells = Vec::new();
        let mut above = vec![[0; KINDS]; width];
        let rows = self.corners.chunks(width).zip(self.along.chunks(width));
        for (row, ((corners, along), certain)) in
            (0_u16..).zip(rows.zip(self.certain.chunks(self.bins.max(1))))
        {
            let (mut wide, mut narrow) = ([0; KINDS], [0; KINDS]);
            let changes = above.iter_mut().zip(corners.iter().zip(along));
            for (bin, ((above, (corner, change)), certain)) in (0_u16..).zip(changes.zip(certain)) {
                add(&mut wide, corner);
                add(above, &wide);
                add(&mut narrow, change);
                let mut possible = *above;
                add(&mut possible, &narrow);
                let counts = Bin { certain: *certain, possible };
                if counts != Bin::default() {
                    cells.push(SpaceCell { row, bin, counts });
                }
            }
        }
        cells
    }
}

fn bump(cell: Option<&mut Cell>, kind: usize, change: u32) {
    if let Some(n) = cell.and_then(|cell| cell.get_mut(kind)) {
        *n = n.wrapping_add(change);
    }
}

fn add_all(cells: &mut [Cell], others: &[Cell]) {
    cells.iter_mut().zip(others).for_each(|(cell, other)| add(cell, other));
}

fn add(cell: &mut Cell, other: &Cell) {
    change(Some(cell), other, u32::wrapping_add);
}

fn change(cell: Option<&mut Cell>, other: &Cell, how: fn(u32, u32) -> u32) {
    let Some(cell) = cell else { return };
    for (n, other) in cell.iter_mut().zip(other) {
        *n = how(*n, *other);
    }
}
