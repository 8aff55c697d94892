//! The nearest point of the true line, fast.

use super::boxes::Boxes;
use crate::geo::plane::{Plane, PlaneBounds};

/// Segments of a line with rectangles around neighbours.
#[derive(Clone, Debug)]
pub(super) struct TrueLine {
    segments: Vec<(Plane, Plane)>,
    boxes: Boxes,
}

impl TrueLine {
    pub(super) fn new(lines: &[Vec<Plane>]) -> Self {
        let segments: Vec<(Plane, Plane)> =
            lines.iter().flat_map(|line| line.iter().copied().zip(line.iter().copied().skip(1))).collect();
        let boxes: Vec<PlaneBounds> =
            segments.iter().filter_map(|&(a, b)| PlaneBounds::around([a, b])).collect();
        Self { segments, boxes: Boxes::new(&boxes) }
    }

    /// The nearest point of the line; `None` only without a line.
    pub(super) fn nearest(&self, p: Plane) -> Option<Plane> {
        let on = |number: usize| self.segments.get(number).map(|&(a, b)| p.nearest_on(a, b));
        let distance2 = |number: usize| on(number).map_or(f64::INFINITY, |on| on.distance2(p));
        let (_, number) = self.boxes.nearest(p, distance2)?;
        on(number)
    }
}
