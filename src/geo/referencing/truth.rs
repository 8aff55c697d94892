//! The nearest point of the true line, fast.

use crate::geo::plane::{Plane, PlaneBounds};

/// Segments of a line in groups with their bounds.
#[derive(Clone, Debug)]
pub(super) struct TrueLine {
    groups: Vec<(PlaneBounds, Vec<(Plane, Plane)>)>,
}

/// Segments in a group.
const GROUP: usize = 16;

impl TrueLine {
    pub(super) fn new(lines: &[Vec<Plane>]) -> Self {
        let segments: Vec<(Plane, Plane)> =
            lines.iter().flat_map(|line| line.iter().copied().zip(line.iter().copied().skip(1))).collect();
        let group = |segments: &[(Plane, Plane)]| {
            let bounds = PlaneBounds::around(segments.iter().flat_map(|s| [s.0, s.1]))?;
            Some((bounds, segments.to_vec()))
        };
        Self { groups: segments.chunks(GROUP).filter_map(group).collect() }
    }

    /// The nearest point of the line; `None` only without a line.
    pub(super) fn nearest(&self, p: Plane) -> Option<Plane> {
        let mut best: Option<(f64, Plane)> = None;
        for (bounds, segments) in &self.groups {
            if best.is_some_and(|(least, _)| away2(bounds, p) >= least) {
                continue;
            }
            for &(a, b) in segments {
                let on = p.nearest_on(a, b);
                let distance2 = on.distance2(p);
                if best.is_none_or(|(least, _)| distance2 < least) {
                    best = Some((distance2, on));
                }
            }
        }
        best.map(|(_, on)| on)
    }
}

/// The squared distance of a point from a rectangle, 0 inside.
fn away2(bounds: &PlaneBounds, p: Plane) -> f64 {
    let clamped = Plane::new(
        p.x_km.clamp(bounds.min.x_km, bounds.max.x_km),
        p.y_km.clamp(bounds.min.y_km, bounds.max.y_km),
    );
    clamped.distance2(p)
}
