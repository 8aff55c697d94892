//! Which row and category of a diagram each hit counts for, and how many of each block of hits do.

use std::ops::{AddAssign, Range};
use std::sync::Arc;

use crate::model::{KINDS, both};
use crate::query::PlaceRows;
use crate::store::place_column::{MANY, PlaceColumn, SameLength, Where};

/// Categories.
const KINDS_16: u16 = 8;
const _: () = assert!(KINDS == KINDS_16 as usize, "cells are numbered by row and category");
/// Codes of which two bytes can tell the cells.
const MOST_CODES: usize = if cfg!(test) { 32 } else { (u16::MAX / KINDS_16) as usize };
/// Blocks of the hits of one length beyond which they would cost more than they save.
const MOST_BLOCKS: usize = 4_096;
/// Most hits of a block, so that two bytes count them.
const MOST_IN_BLOCK: usize = 1 << 15;

/// The cells of all hits of common lengths, for the rows of one diagram.
#[derive(Debug, Default)]
pub struct RowCells {
    rows: Arc<PlaceRows>,
    /// By length as in [`PlaceColumn::common`].
    lengths: Vec<LengthCells>,
}

/// The cells of the hits of one length: code of the rows × 8 + category.
#[derive(Debug, Default)]
pub struct LengthCells {
    cells: Vec<u16>,
    /// How many cells there are.
    width: usize,
    /// Hits of a block.
    block: usize,
    /// For each whole block how many of its hits count for each cell.
    counts: Vec<u16>,
}

impl RowCells {
    /// Of all hits; O(hits), in the memory of others if there are some. `None` where rows have too many codes.
    pub fn new(column: &PlaceColumn, rows: &Arc<PlaceRows>, last: Option<Self>) -> Option<Self> {
        if rows.codes() > MOST_CODES {
            return None;
        }
        let mut lengths = last.map(|last| last.lengths).unwrap_or_default();
        lengths.resize_with(column.common().len(), LengthCells::default);
        for (cells, same) in lengths.iter_mut().zip(column.common()) {
            cells.fill(same, rows, rows.codes() * KINDS);
        }
        Some(Self { rows: Arc::clone(rows), lengths })
    }

    /// Whether they are for these rows.
    pub fn are_of(&self, rows: &Arc<PlaceRows>) -> bool {
        Arc::ptr_eq(&self.rows, rows) || self.rows == *rows
    }

    /// By length.
    pub fn lengths(&self) -> &[LengthCells] {
        &self.lengths
    }
}

impl LengthCells {
    /// The cells of some hits.
    pub fn get(&self, of: Range<usize>) -> &[u16] {
        self.cells.get(of).unwrap_or_default()
    }

    /// Adds up how many of some hits count for each cell; O(blocks · cells + the hits of two blocks).
    pub fn count(&self, of: Range<usize>, counts: &mut [u32]) {
        let whole = of.start.div_ceil(self.block)..of.end / self.block;
        if whole.is_empty() {
            return count_each(self.get(of), counts);
        }
        count_each(self.get(of.start..whole.start * self.block), counts);
        count_each(self.get(whole.end * self.block..of.end), counts);
        let blocks = self.counts.get(whole.start * self.width..whole.end * self.width).unwrap_or_default();
        for block in blocks.chunks_exact(self.width) {
            counts.iter_mut().zip(block).for_each(|(n, more)| *n += u32::from(*more));
        }
    }

    /// Half of the hits on a thread of its own where they are many.
    fn fill(&mut self, same: &SameLength, rows: &PlaceRows, width: usize) {
        let hits = same.stands.len();
        self.width = width;
        // As much memory as the cells themselves or twice that, and a block is no longer than it takes to add one up.
        self.block = (width.next_power_of_two() / 2)
            .max(hits.div_ceil(MOST_BLOCKS).next_power_of_two())
            .clamp(1, MOST_IN_BLOCK);
        let blocks = hits / self.block;
        self.cells.resize(hits, 0);
        self.counts.clear();
        self.counts.resize(blocks * width, 0);
        let middle = blocks / 2 * self.block;
        let (cells, late_cells) = self.cells.split_at_mut(middle);
        let (counts, late_counts) = self.counts.split_at_mut(blocks / 2 * width);
        let (first, late) = same.stands.split_at(middle);
        let fill = |cells: &mut [u16], hits: &[Where], counts: &mut [u16]| {
            let mut counts = counts.chunks_exact_mut(width);
            for (cells, hits) in cells.chunks_mut(self.block).zip(hits.chunks(self.block)) {
                cells.iter_mut().zip(hits).for_each(|(cell, hit)| *cell = cell_of(rows, *hit));
                if cells.len() == self.block
                    && let Some(counts) = counts.next()
                {
                    count_each(cells, counts);
                }
            }
        };
        both(
            "rows of places",
            hits >= MANY,
            || fill(cells, first, counts),
            || fill(late_cells, late, late_counts),
        );
    }
}

fn cell_of(rows: &PlaceRows, hit: Where) -> u16 {
    rows.code(hit.place()) * KINDS_16 + u16::from(hit.category())
}

fn count_each<N: AddAssign + From<bool>>(cells: &[u16], counts: &mut [N]) {
    for cell in cells {
        if let Some(n) = counts.get_mut(usize::from(*cell)) {
            *n += N::from(true);
        }
    }
}
