//! What lies outside the view: arrows at its edge, one for each direction.

use super::cluster::{Pin, add};
use super::{Block, Frame, MapScale, PinGrid, Spot};
use crate::geo::{Plane, PlaneBounds};
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
    /// Number of pins in that direction.
    pub places: usize,
    /// Whether it is one pin that stands apart.
    pub apart: bool,
    /// The smallest rectangle around them, km.
    pub bounds: PlaneBounds,
    /// Numbers of the blocks that were taken whole, and of the pins that were taken one by one.
    blocks: Vec<usize>,
    single: Vec<u32>,
}

impl EdgeArrow {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }

    /// All pins in that direction, of the grid that the arrow was made of.
    pub fn pins<'a>(&'a self, grid: &'a PinGrid) -> impl Iterator<Item = u32> + 'a {
        let whole = self.blocks.iter().filter_map(move |&block| grid.blocks().get(block));
        whole.flat_map(move |block| grid.members(block)).chain(&self.single).copied()
    }
}

/// Directions in which arrows are put together.
const SECTORS: usize = 8;

/// Arrows for all pins outside `inner`, the part of the view where marks are seen; clockwise from the east. A block of
/// neighbours outside goes to one arrow, that of its middle, so the cost goes with the blocks and with the pins at the edges.
///
/// Pins that stand apart in the grid (cities far from everything else) have arrows of their own.
pub fn edge_arrows(pins: &[Pin], grid: &PinGrid, scale: &MapScale, inner: Frame) -> Vec<EdgeArrow> {
    let around = Around { pins, grid, scale, inner, middle: inner.centre() };
    let mut sectors: [Option<Gathering>; SECTORS] = std::array::from_fn(|_| None);
    for (number, block) in grid.blocks().iter().enumerate() {
        let frame = around.frame(block);
        if inner.encloses(&frame) {
            continue;
        }
        if around.is_outside(&frame) {
            around.take_block(&mut sectors, number, block, &frame);
            continue;
        }
        for &pin in grid.members(block) {
            around.take(&mut sectors, pin);
        }
    }
    let alone = grid.apart().iter().filter_map(|&number| {
        let mut own = [None];
        around.take(&mut own, number);
        own.into_iter().flatten().next().map(|own| Gathering { apart: true, ..own })
    });
    let all: Vec<Gathering> = sectors.into_iter().flatten().chain(alone).collect();
    all.into_iter().map(|gathering| gathering.arrow(&around)).collect()
}

/// A view with what lies around it.
struct Around<'a> {
    pins: &'a [Pin],
    grid: &'a PinGrid,
    scale: &'a MapScale,
    inner: Frame,
    middle: Spot,
}

impl Around<'_> {
    fn frame(&self, block: &Block) -> Frame {
        let (a, b) =
            (self.scale.screen_from_plane(block.bounds.min), self.scale.screen_from_plane(block.bounds.max));
        Frame { min: Spot::new(a.x, b.y), max: Spot::new(b.x, a.y) }
    }

    /// Whether nothing of a frame is in view; what stands on the very edge is.
    fn is_outside(&self, frame: &Frame) -> bool {
        let (Frame { min, max }, inner) = (*frame, self.inner);
        max.x < inner.min.x || min.x > inner.max.x || max.y < inner.min.y || min.y > inner.max.y
    }

    fn far(&self, pin: &Pin) -> (f64, f64, f64) {
        let at = self.scale.screen_from_plane(pin.at);
        let (dx, dy) = (at.x - self.middle.x, at.y - self.middle.y);
        (dx, dy, (dx * dx + dy * dy).sqrt().max(1e-9))
    }

    /// Takes one pin to its direction, or to the only place there is.
    fn take(&self, places: &mut [Option<Gathering>], number: u32) {
        let Some(pin) = self.pins.get(number as usize) else { return };
        if self.inner.contains(self.scale.screen_from_plane(pin.at)) {
            return;
        }
        let (dx, dy, far) = self.far(pin);
        let place = if places.len() == 1 { 0 } else { sector(dx, dy) };
        let Some(place) = places.get_mut(place) else { return };
        let own = place.get_or_insert_with(|| Gathering::new(pin.at));
        let weight = f64::from(pin.count());
        own.add(&pin.kinds, PlaneBounds { min: pin.at, max: pin.at }, (weight * dx / far, weight * dy / far));
        own.places += 1;
        own.single.push(number);
        if far < own.nearest.0 {
            own.nearest = (far, number);
        }
    }

    /// Takes a block to the direction of its middle.
    fn take_block(&self, places: &mut [Option<Gathering>], number: usize, block: &Block, frame: &Frame) {
        let centre = frame.centre();
        let (dx, dy) = (centre.x - self.middle.x, centre.y - self.middle.y);
        let Some(place) = places.get_mut(sector(dx, dy)) else { return };
        let own = place.get_or_insert_with(|| Gathering::new(block.bounds.min));
        let weight = f64::from(block.kinds.iter().fold(0, |sum: u32, &n| sum.saturating_add(n)));
        let far = (dx * dx + dy * dy).sqrt().max(1e-9);
        own.add(&block.kinds, block.bounds, (weight * dx / far, weight * dy / far));
        own.places += self.grid.members(block).len();
        own.blocks.push((self.least(frame), number));
    }

    /// How near the middle a frame comes.
    fn least(&self, frame: &Frame) -> f64 {
        let x = self.middle.x.clamp(frame.min.x, frame.max.x) - self.middle.x;
        let y = self.middle.y.clamp(frame.min.y, frame.max.y) - self.middle.y;
        (x * x + y * y).sqrt()
    }
}

/// What lies in one direction.
struct Gathering {
    kinds: [u32; KINDS],
    nearest: (f64, u32),
    /// Sum of directions, each counted by its hits.
    sum: (f64, f64),
    places: usize,
    apart: bool,
    bounds: PlaneBounds,
    /// Blocks that were taken whole: how near one of their pins may be, and the block's number.
    blocks: Vec<(f64, usize)>,
    /// Pins that were taken one by one.
    single: Vec<u32>,
}

impl Gathering {
    fn new(at: Plane) -> Self {
        Self {
            kinds: [0; KINDS],
            nearest: (f64::INFINITY, u32::MAX),
            sum: (0.0, 0.0),
            places: 0,
            apart: false,
            bounds: PlaneBounds { min: at, max: at },
            blocks: Vec::new(),
            single: Vec::new(),
        }
    }

    fn add(&mut self, kinds: &[u32; KINDS], bounds: PlaneBounds, towards: (f64, f64)) {
        add(&mut self.kinds, kinds);
        self.bounds.include(bounds.min);
        self.bounds.include(bounds.max);
        self.sum = (self.sum.0 + towards.0, self.sum.1 + towards.1);
    }

    /// Looks into those blocks that may hold a nearer pin: the one that comes nearest first, for then few others may.
    fn find_nearest(&mut self, around: &Around<'_>) {
        let Some(&first) = self.blocks.iter().min_by(|a, b| a.0.total_cmp(&b.0)) else { return };
        let mut nearest = self.nearest;
        for &(least, number) in std::iter::once(&first).chain(&self.blocks) {
            if least > nearest.0 {
                continue;
            }
            let block = around.grid.blocks().get(number);
            for &number in block.map(|block| around.grid.members(block)).unwrap_or_default() {
                let Some(pin) = around.pins.get(number as usize) else { continue };
                let (_, _, far) = around.far(pin);
                if far < nearest.0 {
                    nearest = (far, number);
                }
            }
        }
        self.nearest = nearest;
    }

    fn arrow(mut self, around: &Around<'_>) -> EdgeArrow {
        self.find_nearest(around);
        let length = Spot::new(self.sum.0, self.sum.1).distance(Spot::default()).max(1e-9);
        let towards = Spot::new(self.sum.0 / length, self.sum.1 / length);
        EdgeArrow {
            tip: on_edge(around.inner, towards),
            towards,
            kinds: self.kinds,
            nearest: self.nearest.1,
            places: self.places,
            apart: self.apart,
            bounds: self.bounds,
            blocks: self.blocks.iter().map(|(_, number)| *number).collect(),
            single: self.single,
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

/// The eighth of the full turn around east, south-east and so on that a direction lies in.
fn sector(dx: f64, dy: f64) -> usize {
    // tan 22.5°: where one eighth ends.
    const EDGE: f64 = 0.414_213_562_373_095_03;
    let (x, y) = (dx.abs(), dy.abs());
    if y <= x * EDGE {
        if dx >= 0.0 { 0 } else { 4 }
    } else if x <= y * EDGE {
        if dy >= 0.0 { 2 } else { 6 }
    } else {
        match (dx > 0.0, dy > 0.0) {
            (true, true) => 1,
            (false, true) => 3,
            (false, false) => 5,
            (true, false) => 7,
        }
    }
}

/// Moves labels along the edge so that none covers another: each is a frame of `size` whose arrow it stands at.
/// Returns the left upper corners in the order given.
pub fn spread(arrows: &[&EdgeArrow], sizes: &[(f64, f64)], inner: Frame, taken: &[Frame]) -> Vec<Spot> {
    let mut placed: Vec<Frame> = taken.to_vec();
    let mut corners = vec![Spot::default(); arrows.len()];
    let mut order: Vec<usize> = (0..arrows.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(arrows.get(i).map(|arrow| arrow.count())));
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
    use crate::plot::{Camera, MapLimits};

    const INNER: Frame = Frame::sized(Spot::new(0.0, 0.0), 400.0, 300.0);

    fn scale() -> MapScale {
        let home = PlaneBounds { min: Plane::new(-200.0, -150.0), max: Plane::new(200.0, 150.0) };
        let camera = Camera::At { center_km: [0.0, 0.0], km_per_point: 1.0 };
        MapScale::new(camera, INNER, &MapLimits::around(home, None))
    }

    fn arrows(pins: &[Pin], apart: &[u32]) -> Vec<EdgeArrow> {
        edge_arrows(pins, &PinGrid::new(pins, apart), &scale(), INNER)
    }

    fn pins_of(arrow: &EdgeArrow, pins: &[Pin], apart: &[u32]) -> Vec<u32> {
        let mut all: Vec<u32> = arrow.pins(&PinGrid::new(pins, apart)).collect();
        all.sort_unstable();
        assert_eq!(all.len(), arrow.places);
        all
    }

    fn pin(x: f64, y: f64, count: u32) -> Pin {
        let mut kinds = [0; KINDS];
        kinds[2] = count;
        Pin { at: Plane::new(x, y), kinds }
    }

    #[test]
    fn places_out_of_view_in_one_direction_share_an_arrow_at_that_edge() {
        let pins = [pin(0.0, 0.0, 5), pin(900.0, 10.0, 2), pin(500.0, -10.0, 1), pin(0.0, 2000.0, 4)];
        let arrows = arrows(&pins, &[]);
        assert_eq!(arrows.len(), 2);
        let east = &arrows[0];
        assert_eq!((east.count(), east.nearest, pins_of(east, &pins, &[])), (3, 2, vec![1, 2]));
        assert!((east.tip.x - 400.0).abs() < 1e-6 && (east.tip.y - 150.0).abs() < 10.0, "{east:?}");
        let north = &arrows[1];
        assert!((north.tip.y - 0.0).abs() < 1e-6 && north.towards.y < -0.9, "{north:?}");
        assert_eq!(north.bounds.max, Plane::new(0.0, 2000.0));
    }

    #[test]
    fn a_far_city_has_its_own_arrow_beside_the_others_of_that_direction() {
        let pins = [pin(900.0, 0.0, 2), pin(3000.0, 30.0, 1)];
        assert_eq!(arrows(&pins, &[]).len(), 1);
        let arrows = arrows(&pins, &[1]);
        assert_eq!(arrows.iter().map(EdgeArrow::count).collect::<Vec<_>>(), [2, 1]);
    }

    #[test]
    fn arrows_count_every_pin_outside_the_view_once_near_its_direction_and_know_the_nearest() {
        let spread = |n: u32, by: u32| f64::from(n.wrapping_mul(by) % 2003) - 1001.0;
        let pins: Vec<Pin> =
            (0..5_000).map(|n| pin(spread(n, 7919), spread(n, 104_729), 1 + n % 5)).collect();
        let middle = INNER.centre();
        let arrows = arrows(&pins, &[]);
        assert_eq!(arrows.len(), SECTORS);
        let mut seen = vec![false; pins.len()];
        for arrow in &arrows {
            let own = pins_of(arrow, &pins, &[]);
            let (mut count, mut nearest) = (0, f64::INFINITY);
            for number in own {
                let pin = &pins[number as usize];
                let at = scale().screen_from_plane(pin.at);
                assert!(!INNER.contains(at) && !std::mem::replace(&mut seen[number as usize], true));
                let (dx, dy) = (at.x - middle.x, at.y - middle.y);
                let along = (dx * arrow.towards.x + dy * arrow.towards.y) / dx.hypot(dy);
                assert!(along > 0.7, "{along}: more than 45° off");
                (count, nearest) = (count + pin.count(), at.distance(middle).min(nearest));
            }
            assert_eq!(arrow.count(), count);
            let at = scale().screen_from_plane(pins[arrow.nearest as usize].at);
            assert!((at.distance(middle) - nearest).abs() < 1e-9);
        }
        let inside = pins.iter().filter(|pin| INNER.contains(scale().screen_from_plane(pin.at))).count();
        assert_eq!(seen.iter().filter(|seen| !**seen).count(), inside);
    }

    #[test]
    fn nothing_points_at_what_is_in_view() {
        assert!(arrows(&[pin(10.0, 10.0, 3)], &[]).is_empty());
    }

    #[test]
    fn labels_of_arrows_stand_apart_and_inside() {
        let pins = [pin(900.0, 0.0, 2), pin(3000.0, 30.0, 1), pin(3000.0, -10.0, 1), pin(300.0, 240.0, 9)];
        let arrows = arrows(&pins, &[1, 2]);
        let sizes = vec![(90.0, 18.0); arrows.len()];
        let taken = [Frame::sized(Spot::new(380.0, 140.0), 20.0, 20.0)];
        let frames: Vec<Frame> = spread(&arrows.iter().collect::<Vec<_>>(), &sizes, INNER, &taken)
            .into_iter()
            .map(|c| Frame::sized(c, 90.0, 18.0))
            .collect();
        for (i, frame) in frames.iter().enumerate() {
            assert!(INNER.encloses(frame) && !frame.overlaps(&taken[0]), "{frame:?}");
            assert!(!frames[..i].iter().any(|other| other.overlaps(frame)), "{frames:?}");
        }
    }
}
