//! Square cells over a rectangle of the plane.

use crate::geo::plane::{Plane, PlaneBounds};

/// What is said of a cell holds this far beyond its edges, in km: far more than sums of plane kilometres are rounded by.
pub(super) const SLACK_KM: f64 = 1e-6;

/// Columns and rows of cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    cell_km: f64,
    first: (i32, i32),
    columns: usize,
    rows: usize,
}

impl Cells {
    /// Cells of this size whose corners lie at multiples of it, over a rectangle; `None` where they would be more than `most`.
    pub fn over(bounds: PlaneBounds, cell_km: f64, most: usize) -> Option<Self> {
        let (first, last) = (numbers(bounds.min, cell_km), numbers(bounds.max, cell_km));
        let count = |first: i32, last: i32| usize::try_from(last.checked_sub(first)?.checked_add(1)?).ok();
        let (columns, rows) = (count(first.0, last.0)?, count(first.1, last.1)?);
        let fits = columns.checked_mul(rows).is_some_and(|all| all <= most);
        fits.then_some(Self { cell_km, first, columns, rows })
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.columns * self.rows
    }

    /// Columns in a row.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The cell that holds a point.
    pub fn of(&self, p: Plane) -> Option<usize> {
        let (x, y) = numbers(p, self.cell_km);
        let column = usize::try_from(x.checked_sub(self.first.0)?).ok().filter(|&c| c < self.columns)?;
        let row = usize::try_from(y.checked_sub(self.first.1)?).ok().filter(|&r| r < self.rows)?;
        Some(row * self.columns + column)
    }

    /// The rectangle of a cell.
    pub fn bounds(&self, cell: usize) -> PlaneBounds {
        let corner = |cell: usize, first: i32| (f64::from(first) + real(cell)) * self.cell_km;
        let (column, row) = (cell % self.columns, cell / self.columns);
        let min = Plane::new(corner(column, self.first.0), corner(row, self.first.1));
        PlaneBounds { min, max: min.moved(self.cell_km, self.cell_km) }
    }

    /// The rows that a stretch of y meets.
    pub fn rows_of(&self, low_km: f64, high_km: f64) -> std::ops::RangeInclusive<usize> {
        self.range(low_km, high_km, self.first.1, self.rows)
    }

    /// The columns that a stretch of x meets.
    pub fn columns_of(&self, low_km: f64, high_km: f64) -> std::ops::RangeInclusive<usize> {
        self.range(low_km, high_km, self.first.0, self.columns)
    }

    /// The cells that meet a rectangle.
    pub fn within(&self, bounds: PlaneBounds, mut each: impl FnMut(usize)) {
        for row in self.rows_of(bounds.min.y_km, bounds.max.y_km) {
            for column in self.columns_of(bounds.min.x_km, bounds.max.x_km) {
                each(row * self.columns + column);
            }
        }
    }

    /// The cells that hold points of a segment, some of them twice.
    pub fn along(&self, a: Plane, b: Plane, mut each: impl FnMut(usize)) {
        let (low, high) = if a.y_km <= b.y_km { (a, b) } else { (b, a) };
        let at = |y_km: f64| {
            let rise = high.y_km - low.y_km;
            let share = if rise > 0.0 { ((y_km - low.y_km) / rise).clamp(0.0, 1.0) } else { 0.0 };
            low.towards(high, share).x_km
        };
        let flat = high.y_km - low.y_km < SLACK_KM;
        for row in self.rows_of(low.y_km, high.y_km) {
            let row_km = (f64::from(self.first.1) + real(row)) * self.cell_km;
            // A segment that hardly rises is in its rows with all its length.
            let (from, to) = if flat {
                (low.x_km, high.x_km)
            } else {
                (at(row_km - SLACK_KM), at(row_km + self.cell_km + SLACK_KM))
            };
            for column in self.columns_of(from.min(to), from.max(to)) {
                each(row * self.columns + column);
            }
        }
    }

    /// From the cell of the low end to that of the high end, with slack; empty where they lie beyond the rectangle.
    fn range(&self, low_km: f64, high_km: f64, first: i32, count: usize) -> std::ops::RangeInclusive<usize> {
        let number = |km: f64| i64::from(whole(km / self.cell_km)) - i64::from(first);
        let (from, to) = (number(low_km - SLACK_KM), number(high_km + SLACK_KM));
        let last = i64::try_from(count).unwrap_or(i64::MAX) - 1;
        match (usize::try_from(from.max(0)), usize::try_from(to.min(last))) {
            (Ok(from), Ok(to)) => from..=to,
            #[expect(clippy::reversed_empty_ranges, reason = "no cells")]
            _ => 1..=0,
        }
    }
}

fn numbers(p: Plane, cell_km: f64) -> (i32, i32) {
    (whole(p.x_km / cell_km), whole(p.y_km / cell_km))
}

/// The next whole number below; a call of the library's `floor` would take longer than all else of a look-up.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates; the plane has a few thousand cells")]
fn whole(value: f64) -> i32 {
    let towards_zero = value as i32;
    towards_zero.saturating_sub(i32::from(f64::from(towards_zero) > value))
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand cells")]
fn real(cell: usize) -> f64 {
    cell as f64
}
