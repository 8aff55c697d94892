//! Which squares of a sheet are taken: a small bitmap that what is drawn and what is written share.

use std::ops::Range;

use super::super::{Frame, Spot};

/// Side of a square of the grid in points: less than a name stands off its mark, so that no mark bars its own name.
const SQUARE: f64 = 2.0;

/// Which squares of a sheet are taken.
#[derive(Clone, Debug)]
pub struct Occupancy {
    frame: Frame,
    /// Where the first square begins: at the frame's corner or less than a square before it.
    corner: Spot,
    columns: usize,
    rows: usize,
    /// A bit a square; each row begins with a word of its own.
    taken: Vec<u64>,
}

impl Occupancy {
    /// A free sheet; what lies outside of the frame is never free.
    pub fn new(frame: Frame) -> Self {
        Self::anchored(frame, frame.min)
    }

    /// The same with its squares laid out from `anchor` on, which may lie anywhere: where the anchor moves with what is
    /// drawn, what is taken does not depend on which part of the ground the sheet shows.
    pub fn anchored(frame: Frame, anchor: Spot) -> Self {
        let before = |low: f64, anchor: f64| low - (low - anchor).rem_euclid(SQUARE);
        let corner = Spot::new(before(frame.min.x, anchor.x), before(frame.min.y, anchor.y));
        let (columns, rows) = (squares(frame.max.x - corner.x), squares(frame.max.y - corner.y));
        Self { frame, corner, columns, rows, taken: vec![0; words(columns) * rows] }
    }

    /// Takes every square that the box touches.
    pub fn take(&mut self, frame: &Frame) {
        let (x, y) = self.range(frame);
        let stride = words(self.columns);
        for row in y {
            for (word, mask) in masks(&x) {
                if let Some(taken) = self.taken.get_mut(row * stride + word) {
                    *taken |= mask;
                }
            }
        }
    }

    /// Takes every square that the disc touches.
    pub fn take_disc(&mut self, middle: Spot, radius: f64) {
        for row in self.range(&Frame { min: middle, max: middle }.grown(radius)).1 {
            let top = self.corner.y + points(row) - middle.y;
            // The height of the row that is nearest to the middle.
            let near = 0.0_f64.clamp(top, top + SQUARE);
            let half = (radius * radius - near * near).max(0.0).sqrt();
            let y = middle.y + top;
            self.take(&Frame {
                min: Spot::new(middle.x - half, y + SQUARE * 0.001),
                max: Spot::new(middle.x + half, y + SQUARE * 0.999),
            });
        }
    }

    /// Takes the squares that a line of some width touches.
    pub fn take_line(&mut self, from: Spot, to: Spot, width: f64) {
        for band in self.bands(from, to, width) {
            self.take(&band);
        }
    }

    /// Whether the box lies inside and touches no taken square.
    pub fn is_free(&self, frame: &Frame) -> bool {
        self.frame.encloses(frame) && self.are_free(&self.squares_under(frame))
    }

    /// Whether a line of some width touches no taken square.
    pub fn is_line_free(&self, from: Spot, to: Spot, width: f64) -> bool {
        self.bands(from, to, width).iter().all(|band| self.are_free(&self.range(band)))
    }

    fn are_free(&self, (x, y): &(Range<usize>, Range<usize>)) -> bool {
        let stride = words(self.columns);
        masks(x).all(|(word, mask)| {
            let taken = self.taken.get(y.start * stride + word..).unwrap_or_default();
            taken.iter().step_by(stride).take(y.len()).all(|taken| taken & mask == 0)
        })
    }

    /// The line as one box for each row of squares that it passes; it does not matter where the sheet cuts it off.
    fn bands(&self, from: Spot, to: Spot, width: f64) -> Vec<Frame> {
        let (top, bottom) = if from.y <= to.y { (from, to) } else { (to, from) };
        let half = width / 2.0;
        let last = self.rows.min(square(bottom.y + half - self.corner.y) + 1);
        let rows = square(top.y - half - self.corner.y)..last;
        let x_at = |y: f64| {
            let share =
                if bottom.y > top.y { ((y - top.y) / (bottom.y - top.y)).clamp(0.0, 1.0) } else { 0.0 };
            top.x + (bottom.x - top.x) * share
        };
        let level = bottom.y - top.y < 1e-9;
        let band = |row: usize| {
            let y = self.corner.y + points(row);
            let ends = if level { (from.x, to.x) } else { (x_at(y), x_at(y + SQUARE)) };
            Frame {
                min: Spot::new(ends.0.min(ends.1) - half, y.max(top.y - half)),
                max: Spot::new(ends.0.max(ends.1) + half, (y + SQUARE * 0.999).min(bottom.y + half)),
            }
        };
        rows.map(band).filter(|band| self.frame.overlaps(&band.grown(1e-6))).collect()
    }

    /// Columns and rows of the squares that the box touches.
    fn range(&self, frame: &Frame) -> (Range<usize>, Range<usize>) {
        let empty = !self.frame.overlaps(frame) && !self.frame.contains(frame.min);
        if empty { (0..0, 0..0) } else { self.squares_under(frame) }
    }

    /// The same for a box that reaches into the sheet.
    fn squares_under(&self, frame: &Frame) -> (Range<usize>, Range<usize>) {
        let span = |low: f64, high: f64, count: usize| {
            let (low, high) = (square(low).min(count), (square(high) + 1).min(count));
            low..high.max(low)
        };
        (
            span(frame.min.x - self.corner.x, frame.max.x - self.corner.x, self.columns),
            span(frame.min.y - self.corner.y, frame.max.y - self.corner.y, self.rows),
        )
    }
}

/// How many words hold so many squares.
fn words(squares: usize) -> usize {
    squares.div_ceil(64)
}

/// The words of a row that hold some columns, and their bits.
fn masks(columns: &Range<usize>) -> impl Iterator<Item = (usize, u64)> + use<> {
    let (start, end) = (columns.start, columns.end);
    (start / 64..words(end)).filter_map(move |word| {
        let low = start.saturating_sub(word * 64);
        let high = (end - word * 64).min(64);
        (low < high).then(|| (word, (u64::MAX << low) & (u64::MAX >> (64 - high))))
    })
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the size of a sheet")]
fn square(points: f64) -> usize {
    (points / SQUARE).clamp(0.0, 1e5) as usize
}

fn squares(points: f64) -> usize {
    square(points) + 1
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand rows")]
fn points(squares: usize) -> f64 {
    squares as f64 * SQUARE
}
