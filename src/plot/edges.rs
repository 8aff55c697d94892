//! What lies outside the view: arrows at its edge, one for each direction.

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::cluster::{Pin, add};
use super::{Block, Frame, Group, MapScale, PinGrid, Spot};
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
    /// Whether they stand apart: the places of one far city.
    pub apart: bool,
    /// The smallest rectangle around them, km.
    pub bounds: PlaneBounds,
    /// Numbers of the blocks that were taken whole, from and to, and of the pins that were taken one by one.
    blocks: Vec<Range<usize>>,
    single: Vec<u32>,
}

impl EdgeArrow {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }

    /// All pins in that direction, of the grid that the arrow was made of.
    pub fn pins<'a>(&'a self, grid: &'a PinGrid) -> impl Iterator<Item = u32> + 'a {
        let whole = self.blocks.iter().filter_map(move |run| grid.blocks().get(run.clone()));
        whole.flatten().flat_map(move |block| grid.members(block)).chain(&self.single).copied()
    }
}

/// Directions in which arrows are put together.
const SECTORS: usize = 8;
/// The sides of a group are at most this part of its distance: its middle then points where its blocks do, to two degrees. They
/// are all in one direction by their own corners.
const NARROW: f64 = 0.35;

/// Arrows for all pins outside `inner`, the part of the view where marks are seen; clockwise from the east. A block of
/// neighbours outside goes to one arrow, that of its middle, and a group of blocks far outside goes there at once, so the cost
/// goes with the groups, the blocks near the view and the pins at the edges.
///
/// Pins that stand apart in the grid (cities far from everything else) have arrows of their own, one for each city.
pub fn edge_arrows(pins: &[Pin], grid: &PinGrid, scale: &MapScale, inner: Frame) -> Vec<EdgeArrow> {
    let around = Around { pins, grid, scale, inner, middle: inner.centre() };
    let mut sectors: [Option<Gathering>; SECTORS] = std::array::from_fn(|_| None);
    for group in grid.groups() {
        let frame = around.frame(group.bounds);
        if inner.encloses(&frame) {
            continue;
        }
        if let Some(sector) = around.only_sector(&frame) {
            around.take_group(&mut sectors, sector, group, &frame);
            continue;
        }
        for number in group.blocks.clone() {
            around.take_or_part(&mut sectors, number);
        }
    }
    let alone = grid.clumps().iter().filter_map(|clump| {
        let mut own = [None];
        for &number in clump {
            around.take(&mut own, number);
        }
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
    fn frame(&self, bounds: PlaneBounds) -> Frame {
        let (a, b) = (self.scale.screen_from_plane(bounds.min), self.scale.screen_from_plane(bounds.max));
        Frame { min: Spot::new(a.x, b.y), max: Spot::new(b.x, a.y) }
    }

    /// The direction in which all of a frame lies, if it is outside and so far away that its middle points there as its parts
    /// do.
    fn only_sector(&self, frame: &Frame) -> Option<usize> {
        let centre = frame.centre();
        let far = centre.distance(self.middle);
        if !self.is_outside(frame) || frame.width().max(frame.height()) > far * NARROW {
            return None;
        }
        let corners = [
            (frame.min.x, frame.min.y),
            (frame.max.x, frame.max.y),
            (frame.min.x, frame.max.y),
            (frame.max.x, frame.min.y),
        ];
        let mut sectors = corners.map(|(x, y)| sector(x - self.middle.x, y - self.middle.y)).into_iter();
        let first = sectors.next()?;
        sectors.all(|other| other == first).then_some(first)
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

    /// Takes a block to its direction, or its pins one by one where it reaches into the view.
    fn take_or_part(&self, sectors: &mut [Option<Gathering>], number: usize) {
        let Some(block) = self.grid.blocks().get(number) else { return };
        let frame = self.frame(block.bounds);
        if self.inner.encloses(&frame) {
            return;
        }
        if self.is_outside(&frame) {
            self.take_block(sectors, number, block, &frame);
            return;
        }
        for &pin in self.grid.members(block) {
            self.take(sectors, pin);
        }
    }

    /// Takes a block to the direction of its middle.
    fn take_block(&self, sectors: &mut [Option<Gathering>], number: usize, block: &Block, frame: &Frame) {
        let centre = frame.centre();
        let place = sectors.get_mut(sector(centre.x - self.middle.x, centre.y - self.middle.y));
        let Some(own) = place.map(|own| own.get_or_insert_with(|| Gathering::new(block.bounds.min))) else {
            return;
        };
        own.add(&block.kinds, block.bounds, self.pull(&block.kinds, centre));
        own.places += self.grid.members(block).len();
        own.blocks.push((self.least(frame), number..number + 1));
    }

    /// Takes a group of blocks to a direction.
    fn take_group(&self, sectors: &mut [Option<Gathering>], sector: usize, group: &Group, frame: &Frame) {
        let place = sectors.get_mut(sector);
        let Some(own) = place.map(|own| own.get_or_insert_with(|| Gathering::new(group.bounds.min))) else {
            return;
        };
        let middle = self.scale.screen_from_plane(group.middle);
        own.add(&group.kinds, group.bounds, self.pull(&group.kinds, middle));
        own.places += group.pins;
        own.blocks.push((self.least(frame), group.blocks.clone()));
    }

    /// The direction of a spot, as long as there are hits.
    fn pull(&self, kinds: &[u32; KINDS], at: Spot) -> (f64, f64) {
        let weight = f64::from(kinds.iter().fold(0, |sum: u32, &n| sum.saturating_add(n)));
        let (dx, dy) = (at.x - self.middle.x, at.y - self.middle.y);
        let far = (dx * dx + dy * dy).sqrt().max(1e-9);
        (weight * dx / far, weight * dy / far)
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
    /// Blocks that were taken whole: how near one of their pins may be, and their numbers.
    blocks: Vec<(f64, Range<usize>)>,
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

    /// Looks into those blocks that may hold a nearer pin: those that come nearest first, for then few others may.
    fn find_nearest(&mut self, around: &Around<'_>) {
        let Some(first) = self.blocks.iter().min_by(|a, b| a.0.total_cmp(&b.0)) else { return };
        let mut nearest = self.nearest;
        for (least, blocks) in std::iter::once(first).chain(&self.blocks) {
            if *least > nearest.0 {
                continue;
            }
            for block in around.grid.blocks().get(blocks.clone()).unwrap_or_default() {
                if blocks.len() > 1 && around.least(&around.frame(block.bounds)) > nearest.0 {
                    continue;
                }
                for &number in around.grid.members(block) {
                    let Some(pin) = around.pins.get(number as usize) else { continue };
                    let (_, _, far) = around.far(pin);
                    if far < nearest.0 {
                        nearest = (far, number);
                    }
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
            blocks: self.blocks.into_iter().map(|(_, blocks)| blocks).collect(),
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
