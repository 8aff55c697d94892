//! One line cut at the edge of a rectangle.

use crate::geo::plane::{Plane, PlaneBounds};

/// A part of a line within the rectangle.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    /// The number of the line in the world.
    pub(super) arc: usize,
    /// At least two points.
    pub(super) points: Vec<Plane>,
    /// Where along the edge it comes in, if it starts there: km anticlockwise from the south-west corner.
    pub(super) enters: Option<f64>,
    /// Where it goes out, if it ends there.
    pub(super) leaves: Option<f64>,
}

impl Piece {
    /// Whether it only cuts off a sliver at the edge.
    pub(super) fn grazes(&self, least_km: f64) -> bool {
        self.enters.is_some()
            && self.leaves.is_some()
            && PlaneBounds::around(self.points.iter().copied())
                .is_none_or(|b| b.width_km().max(b.height_km()) < least_km)
    }
}

/// A step this long is none: the line passes the seam of the projection.
const SEAM_KM: f64 = 6_000.0;

/// The pieces of a line within the rectangle, in its order.
pub(super) fn cut_line(arc: usize, line: &[Plane], sheet: &PlaneBounds) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Option<Piece> = None;
    for (&a, &b) in line.iter().zip(line.iter().skip(1)) {
        let Some((from, to)) = within(a, b, sheet).filter(|_| a.distance_km(b) < SEAM_KM) else {
            continue;
        };
        let piece = open.get_or_insert_with(|| {
            let start = a.towards(b, from);
            Piece {
                arc,
                points: vec![start],
                enters: (from > 0.0).then(|| around_km(start, sheet)),
                leaves: None,
            }
        });
        let end = a.towards(b, to);
        piece.points.push(end);
        if to < 1.0 {
            piece.leaves = Some(around_km(end, sheet));
            pieces.extend(open.take());
        }
    }
    pieces.extend(open);
    pieces
}

/// The shares of a segment between which it lies within the rectangle (Liang and Barsky 1984).
fn within(a: Plane, b: Plane, sheet: &PlaneBounds) -> Option<(f64, f64)> {
    let (dx, dy) = (b.x_km - a.x_km, b.y_km - a.y_km);
    let sides = [
        (-dx, a.x_km - sheet.min.x_km),
        (dx, sheet.max.x_km - a.x_km),
        (-dy, a.y_km - sheet.min.y_km),
        (dy, sheet.max.y_km - a.y_km),
    ];
    let (mut from, mut to) = (0.0_f64, 1.0_f64);
    for (step, room) in sides {
        if step == 0.0 && room < 0.0 {
            return None;
        }
        if step < 0.0 {
            from = from.max(room / step);
        } else if step > 0.0 {
            to = to.min(room / step);
        }
    }
    (from < to).then_some((from, to))
}

/// How far a point of the edge lies along it, in km anticlockwise from the south-west corner.
pub(super) fn around_km(p: Plane, sheet: &PlaneBounds) -> f64 {
    let (width, height) = (sheet.width_km(), sheet.height_km());
    let sides = [
        ((p.y_km - sheet.min.y_km).abs(), p.x_km - sheet.min.x_km),
        ((p.x_km - sheet.max.x_km).abs(), width + p.y_km - sheet.min.y_km),
        ((p.y_km - sheet.max.y_km).abs(), width + height + sheet.max.x_km - p.x_km),
        ((p.x_km - sheet.min.x_km).abs(), 2.0 * width + height + sheet.max.y_km - p.y_km),
    ];
    sides.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map_or(0.0, |side| side.1)
}
