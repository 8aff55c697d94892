//! The nearest of many things that lie in a row along a line, by rectangles around neighbours.

use crate::geo::plane::{Plane, PlaneBounds};

/// Rectangles around things that follow each other, and around neighbouring rectangles.
#[derive(Clone, Debug)]
pub(super) struct Boxes {
    count: usize,
    /// Around each [`GROUP`] things.
    low: Vec<PlaneBounds>,
    /// Around each [`GROUP`] of these.
    high: Vec<PlaneBounds>,
}

/// Things in a rectangle, and rectangles in one of the next level.
const GROUP: usize = 12;
/// A rectangle this much further away, as a share of the squared distance and in km², is passed over: far more than
/// squared distances are rounded by.
const SLACK: f64 = 1e-9;

impl Boxes {
    /// From a rectangle around each thing.
    pub(super) fn new(things: &[PlaneBounds]) -> Self {
        let around = |bounds: &[PlaneBounds]| -> Vec<PlaneBounds> {
            let ends = |group: &[PlaneBounds]| PlaneBounds::around(group.iter().flat_map(|b| [b.min, b.max]));
            bounds.chunks(GROUP).filter_map(ends).collect()
        };
        let low = around(things);
        Self { count: things.len(), high: around(&low), low }
    }

    /// The thing with the least squared distance in km² from `p`, of equals the first, and that distance. `distance2` gives
    /// that of a thing from `p`, whose nearest point must lie in its rectangle.
    pub(super) fn nearest(&self, p: Plane, distance2: impl Fn(usize) -> f64 + Copy) -> Option<(f64, usize)> {
        let mut best = (f64::INFINITY, usize::MAX);
        let look = |best: &mut (f64, usize), group: usize| {
            for thing in members(group, self.count) {
                let found = distance2(thing);
                if found < best.0 || (found <= best.0 && thing < best.1) {
                    *best = (found, thing);
                }
            }
        };
        // One that is probably near: all that is further is passed over then.
        let first = least(&self.high, 0..self.high.len(), p);
        let first = first.and_then(|high| least(&self.low, members(high, self.low.len()), p))?;
        look(&mut best, first);
        for (number, high) in self.high.iter().enumerate() {
            if is_beyond(high, p, best.0) {
                continue;
            }
            for group in members(number, self.low.len()).filter(|&group| group != first) {
                if self.low.get(group).is_some_and(|low| !is_beyond(low, p, best.0)) {
                    look(&mut best, group);
                }
            }
        }
        let found = (best.1 < self.count).then_some(best);
        #[cfg(test)]
        assert_eq!(found, plainly(self.count, distance2), "{p:?}");
        found
    }
}

/// The things of a group.
fn members(group: usize, count: usize) -> std::ops::Range<usize> {
    group * GROUP..((group + 1) * GROUP).min(count)
}

/// The nearest of some rectangles.
fn least(boxes: &[PlaneBounds], among: std::ops::Range<usize>, p: Plane) -> Option<usize> {
    let start = among.start;
    let mut best: Option<(f64, usize)> = None;
    for (number, bounds) in boxes.get(among)?.iter().enumerate() {
        let away2 = away2(bounds, p);
        if best.is_none_or(|(least, _)| away2 < least) {
            best = Some((away2, start + number));
        }
    }
    best.map(|(_, number)| number)
}

fn is_beyond(bounds: &PlaneBounds, p: Plane, least2: f64) -> bool {
    away2(bounds, p) > least2 + SLACK * (1.0 + least2)
}

/// The squared distance of a point from a rectangle, 0 inside.
fn away2(bounds: &PlaneBounds, p: Plane) -> f64 {
    let x = (bounds.min.x_km - p.x_km).max(p.x_km - bounds.max.x_km).max(0.0);
    let y = (bounds.min.y_km - p.y_km).max(p.y_km - bounds.max.y_km).max(0.0);
    x * x + y * y
}

/// The same by a look at each: every nearest thing that is asked for in a test of the library is held against it.
#[cfg(test)]
fn plainly(count: usize, distance2: impl Fn(usize) -> f64) -> Option<(f64, usize)> {
    (0..count).map(|thing| (distance2(thing), thing)).min_by(|a, b| a.0.total_cmp(&b.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_a_row_is_the_one_that_a_look_at_each_finds() {
        for count in [0_u32, 1, 11, 12, 13, 500, 4_000] {
            let at = |n: u32| {
                let turn = f64::from(n) * 0.013;
                // Every other point comes twice, so that equals are met.
                Plane::new((turn * 40.0).round(), (200.0 * turn.sin()).round())
            };
            let things: Vec<Plane> = (0..count).map(at).collect();
            let boxes: Vec<PlaneBounds> = things.iter().map(|&p| PlaneBounds { min: p, max: p }).collect();
            let boxes = Boxes::new(&boxes);
            for n in 0..500 {
                let p =
                    Plane::new(f64::from(n * 37 % 501) * 5.0 - 200.0, f64::from(n * 91 % 499) * 2.0 - 500.0);
                let distance2 = |n: usize| things[n].distance2(p);
                assert_eq!(boxes.nearest(p, distance2), plainly(things.len(), distance2));
            }
        }
    }
}
