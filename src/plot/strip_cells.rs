//! Counts of the border strip by squares: kilometres along the border by rows of the screen, never across the border.
//!
//! The squares are anchored at the beginning of the axis and at the border line, and across they have a size for each zoom
//! step: panning changes no count, and between two steps squares only grow wider or narrower. A count is the exact
//! number of hits whose point lies in the square; what is known only to an area has no point and never comes here.

use super::cluster::{Pin, ZoomStep};
use super::density::{Cell, Density};
use super::strip::StripPoint;
use super::strip_scale::StripScale;
use super::{Frame, Spot};
use crate::geo::{Plane, PlaneBounds};

/// The counted squares of a whole border at a zoom step and a height of the strip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StripCells {
    /// The squares. Columns go along the border, rows away from it: 0 and up are side 0. Members are numbers of points.
    pub density: Density,
    /// The square of each point.
    cell_of: Vec<u32>,
    size: StripSize,
}

/// What squares are laid out for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StripSize {
    /// Length of the whole axis in points at the middle of the zoom step.
    pub wide: f64,
    /// Height of the strip in points.
    pub tall: f64,
}

impl StripSize {
    /// The size that suits a scale; equal for nearly equal zooms, and wherever along the border the scale stands.
    pub fn of(scale: &StripScale) -> Self {
        let [from, to] = scale.window();
        let share_per_point = (to - from) / scale.frame.width().max(1.0);
        Self { wide: 1.0 / ZoomStep::of_zoom(share_per_point).km_per_point(), tall: scale.frame.height() }
    }
}

/// Points keep so far from the far ends of the strip, in points, that they lie in a square that can be seen.
const INSIDE: f64 = 0.01;

impl StripCells {
    /// Counts all points; O(points + squares · log squares).
    pub fn new(points: &[StripPoint], scale: &StripScale) -> Self {
        let size = StripSize::of(scale);
        let pin = |point: &StripPoint| {
            let (x, y) = (point.unit.x_km * size.wide, (point.unit.y_km - 0.5) * size.tall);
            let at = Plane::new(x.min(size.wide - INSIDE), y.min(size.tall / 2.0 - INSIDE));
            Pin { at, kinds: point.kinds }
        };
        let pins: Vec<Pin> = points.iter().map(pin).collect();
        let all = PlaneBounds::around(pins.iter().map(|pin| pin.at));
        let density = all.map(|all| Density::new(&pins, all.grown(1.0), ZoomStep::UNIT)).unwrap_or_default();
        let mut cell_of = vec![u32::MAX; points.len()];
        for (number, cell) in (0_u32..).zip(&density.cells) {
            for &member in density.members(cell) {
                if let Some(slot) = cell_of.get_mut(member as usize) {
                    *slot = number;
                }
            }
        }
        Self { density, cell_of, size }
    }

    /// The square that a point lies in.
    pub fn cell_of(&self, point: usize) -> Option<usize> {
        let cell = usize::try_from(*self.cell_of.get(point)?).ok()?;
        (cell < self.density.cells.len()).then_some(cell)
    }

    /// What the squares were laid out for.
    pub fn size(&self) -> StripSize {
        self.size
    }

    /// Where the squares from one column to another of a row are on the screen.
    pub fn frame(&self, [first, last]: [i32; 2], row: i32, scale: &StripScale) -> Frame {
        let (min, max) = (self.density.square([first, row]).min, self.density.square([last, row]).max);
        let at = |p: Plane| Spot::new(self.x(p.x_km, scale), scale.border_y() + p.y_km);
        Frame { min: at(min), max: at(max) }
    }

    /// Number of the square at a point of the screen, if it holds hits.
    pub fn at(&self, spot: Spot, scale: &StripScale) -> Option<usize> {
        let [from, to] = scale.window();
        let share = from + (spot.x - scale.frame.min.x) / scale.frame.width().max(1.0) * (to - from);
        self.density.at(Plane::new(share * self.size.wide, spot.y - scale.border_y()))
    }

    /// Kilometres along the border from a square's one end to its other.
    pub fn km(&self, cell: &Cell, scale: &StripScale) -> [f64; 2] {
        let square = self.density.square(cell.column);
        [square.min, square.max].map(|end| scale.axis().km(end.x_km / self.size.wide))
    }

    /// The nearest and the farthest distance from the border of what stands in a square, km.
    pub fn away_km(&self, cell: &Cell, scale: &StripScale) -> [f64; 2] {
        let square = self.density.square(cell.column);
        let [a, b] = [square.min, square.max].map(|end| scale.off_at(scale.border_y() + end.y_km).abs());
        [a.min(b), a.max(b)]
    }

    /// Hits farther than so many points from the border line: on side 0, and on side 1.
    pub fn hits_beyond(&self, points: f64) -> [u64; 2] {
        let mut hits = [0, 0];
        for cell in &self.density.cells {
            let square = self.density.square(cell.column);
            let [below, above] = &mut hits;
            *below += if square.max.y_km > points { u64::from(cell.count()) } else { 0 };
            *above += if square.min.y_km < -points { u64::from(cell.count()) } else { 0 };
        }
        hits
    }

    fn x(&self, x: f64, scale: &StripScale) -> f64 {
        let [from, to] = scale.window();
        scale.frame.min.x + (x / self.size.wide - from) / (to - from) * scale.frame.width()
    }
}

#[cfg(test)]
mod tests;
