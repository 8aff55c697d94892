//! What lies outside the view: arrows at its edge, one for each direction.

use super::cluster::{Pin, add};
use super::{Frame, MapScale, Spot};
use crate::geo::PlaneBounds;
use crate::model::KINDS;

/// The places outside the view in one direction.
#[derive(Clone, Debug, PartialEq)]
pub struct EdgeArrow {
    /// Where the arrow's tip stands, just inside the view.
    pub tip: Spot,
    /// Where it points: unit vector, right and down.
    pub towards: Spot,
    /// Hits by kind.
    pub kinds: [u32; KINDS],
    /// The pin that is nearest to the middle of the view.
    pub nearest: u32,
    /// All pins in that direction, ascending.
    pub pins: Vec<u32>,
    /// The smallest rectangle around them, km.
    pub bounds: PlaneBounds,
}

impl EdgeArrow {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }
}

/// Directions in which arrows are put together.
const SECTORS: usize = 8;

/// Arrows for all pins outside `inner`, the part of the view where marks are seen; clockwise from the east. O(pins).
///
/// Pins marked in `apart` (cities far from everything else) have arrows of their own.
pub fn edge_arrows(pins: &[Pin], scale: &MapScale, inner: Frame, apart: &[u32]) -> Vec<EdgeArrow> {
    let middle = inner.centre();
    let mut sectors: [Option<Gathering>; SECTORS] = std::array::from_fn(|_| None);
    let mut alone = Vec::new();
    for (number, pin) in (0_u32..).zip(pins) {
        let at = scale.screen_from_plane(pin.at);
        if inner.contains(at) {
            continue;
        }
        let (dx, dy) = (at.x - middle.x, at.y - middle.y);
        if apart.binary_search(&number).is_ok() {
            let mut own = None;
            Gathering::take(&mut own, number, pin, (dx, dy));
            alone.extend(own);
        } else if let Some(sector) = sectors.get_mut(sector(dx, dy)) {
            Gathering::take(sector, number, pin, (dx, dy));
        }
    }
    let all = sectors.into_iter().flatten().chain(alone);
    all.map(|g| g.arrow(inner)).collect()
}

struct Gathering {
    kinds: [u32; KINDS],
    nearest: (f64, u32),
    /// Sum of directions, each counted by its hits.
    sum: (f64, f64),
    pins: Vec<u32>,
    bounds: PlaneBounds,
}

impl Gathering {
    fn take(slot: &mut Option<Self>, number: u32, pin: &Pin, (dx, dy): (f64, f64)) {
        let far = dx.hypot(dy).max(1e-9);
        let own = slot.get_or_insert_with(|| Self {
            kinds: [0; KINDS],
            nearest: (far, number),
            sum: (0.0, 0.0),
            pins: Vec::new(),
            bounds: PlaneBounds { min: pin.at, max: pin.at },
        });
        add(&mut own.kinds, &pin.kinds);
        if far < own.nearest.0 {
            own.nearest = (far, number);
        }
        let weight = f64::from(pin.count());
        own.sum = (own.sum.0 + weight * dx / far, own.sum.1 + weight * dy / far);
        own.pins.push(number);
        own.bounds.include(pin.at);
    }

    fn arrow(self, inner: Frame) -> EdgeArrow {
        let length = self.sum.0.hypot(self.sum.1).max(1e-9);
        let towards = Spot::new(self.sum.0 / length, self.sum.1 / length);
        EdgeArrow {
            tip: on_edge(inner, towards),
            towards,
            kinds: self.kinds,
            nearest: self.nearest.1,
            pins: self.pins,
            bounds: self.bounds,
        }
    }
}

/// Where a ray from the middle leaves the frame.
fn on_edge(frame: Frame, towards: Spot) -> Spot {
    let middle = frame.centre();
    let reach = |half: f64, part: f64| if part.abs() < 1e-9 { f64::INFINITY } else { half / part.abs() };
    let t = reach(frame.width() / 2.0, towards.x).min(reach(frame.height() / 2.0, towards.y));
    Spot::new(middle.x + towards.x * t, middle.y + towards.y * t)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and the number of sectors"
)]
fn sector(dx: f64, dy: f64) -> usize {
    let turn = dy.atan2(dx).rem_euclid(std::f64::consts::TAU) / std::f64::consts::TAU;
    (turn * 8.0 + 0.5).max(0.0) as usize % SECTORS
}

/// Moves labels along the edge so that none covers another: each is a frame of `size` whose arrow it stands at.
/// Returns the left upper corners in the order given.
pub fn spread(arrows: &[EdgeArrow], sizes: &[(f64, f64)], inner: Frame, taken: &[Frame]) -> Vec<Spot> {
    let mut placed: Vec<Frame> = taken.to_vec();
    let mut corners = vec![Spot::default(); arrows.len()];
    let mut order: Vec<usize> = (0..arrows.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(arrows.get(i).map(EdgeArrow::count)));
    for index in order {
        let (Some(arrow), Some(&size)) = (arrows.get(index), sizes.get(index)) else { continue };
        let frame = free_place(arrow, size, inner, &placed);
        placed.push(frame);
        if let Some(corner) = corners.get_mut(index) {
            *corner = frame.min;
        }
    }
    corners
}

/// The place nearest to the arrow's own on its edge where nothing else stands; its own when there is none.
fn free_place(arrow: &EdgeArrow, (w, h): (f64, f64), inner: Frame, placed: &[Frame]) -> Frame {
    let upright = (arrow.tip.x - inner.min.x).min(inner.max.x - arrow.tip.x)
        < (arrow.tip.y - inner.min.y).min(inner.max.y - arrow.tip.y);
    let at = |offset: f64| {
        let (x, y) =
            if upright { (arrow.tip.x, arrow.tip.y + offset) } else { (arrow.tip.x + offset, arrow.tip.y) };
        let left = (x - w / 2.0).clamp(inner.min.x, (inner.max.x - w).max(inner.min.x));
        let top = (y - h / 2.0).clamp(inner.min.y, (inner.max.y - h).max(inner.min.y));
        Frame::sized(Spot::new(left, top), w, h)
    };
    let step = if upright { h + 2.0 } else { w / 2.0 + 2.0 };
    let offsets = (0..24).flat_map(|n| [f64::from(n) * step, -f64::from(n) * step]);
    let free = |frame: &Frame| !placed.iter().any(|p| p.overlaps(frame));
    offsets.map(at).find(free).unwrap_or_else(|| at(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::Plane;
    use crate::plot::{Camera, MapLimits};

    const INNER: Frame = Frame::sized(Spot::new(0.0, 0.0), 400.0, 300.0);

    fn scale() -> MapScale {
        let home = PlaneBounds { min: Plane::new(-200.0, -150.0), max: Plane::new(200.0, 150.0) };
        let camera = Camera::At { center_km: [0.0, 0.0], km_per_point: 1.0 };
        MapScale::new(camera, INNER, &MapLimits::around(home, None))
    }

    fn pin(x: f64, y: f64, count: u32) -> Pin {
        let mut kinds = [0; KINDS];
        kinds[2] = count;
        Pin { at: Plane::new(x, y), kinds }
    }

    #[test]
    fn places_out_of_view_in_one_direction_share_an_arrow_at_that_edge() {
        let pins = [pin(0.0, 0.0, 5), pin(900.0, 10.0, 2), pin(500.0, -10.0, 1), pin(0.0, 2000.0, 4)];
        let arrows = edge_arrows(&pins, &scale(), INNER, &[]);
        assert_eq!(arrows.len(), 2);
        let east = &arrows[0];
        assert_eq!((east.count(), east.nearest, east.pins.as_slice()), (3, 2, &[1_u32, 2][..]));
        assert!((east.tip.x - 400.0).abs() < 1e-6 && (east.tip.y - 150.0).abs() < 10.0, "{east:?}");
        let north = &arrows[1];
        assert!((north.tip.y - 0.0).abs() < 1e-6 && north.towards.y < -0.9, "{north:?}");
        assert_eq!(north.bounds.max, Plane::new(0.0, 2000.0));
    }

    #[test]
    fn a_far_city_has_its_own_arrow_beside_the_others_of_that_direction() {
        let pins = [pin(900.0, 0.0, 2), pin(3000.0, 30.0, 1)];
        assert_eq!(edge_arrows(&pins, &scale(), INNER, &[]).len(), 1);
        let arrows = edge_arrows(&pins, &scale(), INNER, &[1]);
        assert_eq!(arrows.iter().map(EdgeArrow::count).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn nothing_points_at_what_is_in_view() {
        assert!(edge_arrows(&[pin(10.0, 10.0, 3)], &scale(), INNER, &[]).is_empty());
    }

    #[test]
    fn labels_of_arrows_stand_apart_and_inside() {
        let pins = [pin(900.0, 0.0, 2), pin(3000.0, 30.0, 1), pin(3000.0, -10.0, 1), pin(300.0, 240.0, 9)];
        let arrows = edge_arrows(&pins, &scale(), INNER, &[1, 2]);
        let sizes = vec![(90.0, 18.0); arrows.len()];
        let taken = [Frame::sized(Spot::new(380.0, 140.0), 20.0, 20.0)];
        let frames: Vec<Frame> =
            spread(&arrows, &sizes, INNER, &taken).into_iter().map(|c| Frame::sized(c, 90.0, 18.0)).collect();
        for (i, frame) in frames.iter().enumerate() {
            assert!(INNER.encloses(frame) && !frame.overlaps(&taken[0]), "{frame:?}");
            assert!(!frames[..i].iter().any(|other| other.overlaps(frame)), "{frames:?}");
        }
    }
}
