//! A smooth field of shifts: given along the lines, harmonic between them.

use super::plane::{Plane, PlaneBounds};

/// Distance between nodes of the field at scale 1.
const STEP_KM: f64 = 12.0;
/// Rounds of smoothing on each level.
const ROUNDS: usize = 24;

/// Shifts on a regular grid, read by bilinear interpolation. Zero outside.
#[derive(Clone, Debug)]
pub(super) struct Field {
    origin: Plane,
    step_km: f64,
    columns: usize,
    rows: usize,
    shifts: Vec<(f64, f64)>,
}

impl Field {
    /// The field that has the given shifts (point, shift in km) at their points and is as smooth as can be between.
    pub(super) fn new(known: &[(Plane, (f64, f64))], bounds: PlaneBounds, scale: f64) -> Self {
        let step_km = scale * STEP_KM;
        Self::level(known, bounds.grown(2.0 * step_km), step_km)
    }

    /// One level: the coarser one is the first guess.
    fn level(known: &[(Plane, (f64, f64))], bounds: PlaneBounds, step_km: f64) -> Self {
        let columns = cells(bounds.width_km() / step_km) + 2;
        let rows = cells(bounds.height_km() / step_km) + 2;
        let mut field =
            Self { origin: bounds.min, step_km, columns, rows, shifts: vec![(0.0, 0.0); columns * rows] };
        if columns > 8 && rows > 8 {
            let coarse = Self::level(known, bounds, 2.0 * step_km);
            for index in 0..field.shifts.len() {
                let guess = coarse.at(field.node(index));
                field.set(index, guess);
            }
        }
        let mut sums = vec![(0.0, 0.0, 0.0); columns * rows];
        for &(p, (dx, dy)) in known {
            if let Some(sum) = field.nearest(p).and_then(|i| sums.get_mut(i)) {
                *sum = (sum.0 + dx, sum.1 + dy, sum.2 + 1.0);
            }
        }
        for (index, &(dx, dy, n)) in sums.iter().enumerate() {
            if n > 0.0 {
                field.set(index, (dx / n, dy / n));
            }
        }
        let free: Vec<usize> = (0..sums.len()).filter(|&i| sums.get(i).is_some_and(|s| s.2 == 0.0)).collect();
        for _ in 0..ROUNDS {
            for &index in &free {
                field.relax(index);
            }
        }
        field
    }

    /// The rectangle outside of which there is no shift.
    pub(super) fn bounds(&self) -> PlaneBounds {
        PlaneBounds { min: self.origin, max: self.node((self.columns * self.rows).saturating_sub(1)) }
    }

    /// The shift in km at a point.
    pub(super) fn at(&self, p: Plane) -> (f64, f64) {
        let (x, y) = ((p.x_km - self.origin.x_km) / self.step_km, (p.y_km - self.origin.y_km) / self.step_km);
        if x < 0.0 || y < 0.0 {
            return (0.0, 0.0);
        }
        let (column, row) = (cells(x), cells(y));
        if column + 1 >= self.columns || row + 1 >= self.rows {
            return (0.0, 0.0);
        }
        let (tx, ty) = (x.fract(), y.fract());
        let corner = |dc: usize, dr: usize, weight: f64| {
            let (sx, sy) = self.get((row + dr) * self.columns + column + dc);
            (sx * weight, sy * weight)
        };
        let corners = [
            corner(0, 0, (1.0 - tx) * (1.0 - ty)),
            corner(1, 0, tx * (1.0 - ty)),
            corner(0, 1, (1.0 - tx) * ty),
            corner(1, 1, tx * ty),
        ];
        corners.iter().fold((0.0, 0.0), |sum, c| (sum.0 + c.0, sum.1 + c.1))
    }

    fn relax(&mut self, index: usize) {
        let column = index % self.columns;
        let mut sum = (0.0, 0.0, 0.0);
        let mut add = |(x, y): (f64, f64)| sum = (sum.0 + x, sum.1 + y, sum.2 + 1.0);
        if column > 0 {
            add(self.get(index - 1));
        }
        if column + 1 < self.columns {
            add(self.get(index + 1));
        }
        if index >= self.columns {
            add(self.get(index - self.columns));
        }
        if index + self.columns < self.shifts.len() {
            add(self.get(index + self.columns));
        }
        self.set(index, (sum.0 / sum.2, sum.1 / sum.2));
    }

    fn get(&self, index: usize) -> (f64, f64) {
        self.shifts.get(index).copied().unwrap_or_default()
    }

    fn set(&mut self, index: usize, shift: (f64, f64)) {
        if let Some(slot) = self.shifts.get_mut(index) {
            *slot = shift;
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred nodes")]
    fn node(&self, index: usize) -> Plane {
        let (column, row) = ((index % self.columns) as f64, (index / self.columns) as f64);
        self.origin.moved(column * self.step_km, row * self.step_km)
    }

    fn nearest(&self, p: Plane) -> Option<usize> {
        let (x, y) = ((p.x_km - self.origin.x_km) / self.step_km, (p.y_km - self.origin.y_km) / self.step_km);
        let (column, row) = (cells(x.round()), cells(y.round()));
        (x > -0.5 && y > -0.5 && column < self.columns && row < self.rows)
            .then_some(row * self.columns + column)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "never negative, a few hundred")]
fn cells(value: f64) -> usize {
    value.max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_are_kept_where_given_and_blend_between() {
        let at = Plane::new;
        let bounds = PlaneBounds { min: at(0.0, 0.0), max: at(600.0, 600.0) };
        let line = |x: f64, shift: f64| (0..=100).map(move |i| (at(x, 6.0 * f64::from(i)), (shift, 0.0)));
        let known: Vec<_> = line(96.0, 10.0).chain(line(504.0, -10.0)).collect();
        let field = Field::new(&known, bounds, 1.0);
        assert!((field.at(at(96.0, 300.0)).0 - 10.0).abs() < 1e-9);
        assert!(field.at(at(300.0, 300.0)).0.abs() < 0.5, "{:?}", field.at(at(300.0, 300.0)));
        assert!((field.at(at(198.0, 300.0)).0 - 5.0).abs() < 0.7, "{:?}", field.at(at(198.0, 300.0)));
        assert_eq!(field.at(at(9_000.0, 0.0)), (0.0, 0.0));
    }
}
