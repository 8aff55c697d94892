//! Where the points among places are drawn: as is known, or worked out by two threads where many are not.

use super::kept::Drawn;
use crate::geo::{BaseMap, Placer, Plane};
use crate::model::{LonLat, PlacePrecision, both};
use crate::query::PlaceGroup;

/// Places from which a second thread is worth its start.
const MANY: usize = if cfg!(test) { 8 } else { 20_000 };
/// Places that are worked out at a time: what is kept of them stays in the processor's caches.
const AT_ONCE: usize = if cfg!(test) { 16 } else { 1 << 16 };

/// So many points that are not known are worked out one by one before threads and grids are called for.
const FEW_NEW: usize = if cfg!(test) { 2 } else { 2_000 };

/// The coordinates of a place and where it is drawn, if it stands at a point.
type Point = Option<(LonLat, Plane)>;

/// The places of an answer and what puts points on a map.
pub(super) struct Points<'a> {
    groups: &'a [PlaceGroup],
    base: &'a BaseMap,
    known: &'a Drawn,
}

impl<'a> Points<'a> {
    pub fn new(groups: &'a [PlaceGroup], base: &'a BaseMap, known: &'a Drawn) -> Self {
        Self { groups, base, known }
    }

    /// Gives all places in their order, with their coordinates and where they are drawn for those that stand at a point.
    /// Returns how many of these were not known.
    pub fn each(&self, mut each: impl FnMut(&PlaceGroup, Point)) -> usize {
        let (mut new, mut given) = (0, 0);
        for group in if self.known.is_empty() { &[] } else { self.groups } {
            if new == FEW_NEW {
                break;
            }
            let drawn = point(group).map(|at| {
                let known = self.known.get(group.key);
                new += usize::from(known.is_none());
                (at, known.unwrap_or_else(|| self.base.place(at)))
            });
            each(group, drawn);
            given += 1;
        }
        new + self.draw_all(self.groups.get(given..).unwrap_or_default(), each)
    }

    /// The same for places of which many are not known: while some are given, a thread draws most of those that come next.
    fn draw_all(&self, groups: &[PlaceGroup], mut each: impl FnMut(&PlaceGroup, Point)) -> usize {
        let mut give = |groups: &[PlaceGroup], drawn: &[Vec<Point>; 2]| {
            for (group, drawn) in groups.iter().zip(drawn.iter().flatten()) {
                each(group, *drawn);
            }
        };
        let new = self.new_among(groups);
        let placer = self.base.placer(new);
        let (mut given, mut next) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
        let mut before: &[PlaceGroup] = &[];
        for groups in groups.chunks(AT_ONCE) {
            let many = groups.len() >= MANY;
            let (most, rest) = groups.split_at(if many { groups.len() / 4 * 3 } else { 0 });
            let [most_out, rest_out] = &mut next;
            let here = || {
                give(before, &given);
                self.draw(&placer, rest, rest_out);
            };
            both("places", many, || self.draw(&placer, most, most_out), here);
            std::mem::swap(&mut given, &mut next);
            before = groups;
        }
        give(before, &given);
        new
    }

    /// How many of some places stand at points that are not known.
    fn new_among(&self, groups: &[PlaceGroup]) -> usize {
        groups.iter().filter(|group| point(group).is_some() && self.known.get(group.key).is_none()).count()
    }

    fn draw(&self, placer: &Placer<'_>, groups: &[PlaceGroup], out: &mut Vec<Point>) {
        let drawn = |key, at| self.known.get(key).unwrap_or_else(|| placer.place(at));
        out.clear();
        out.extend(groups.iter().map(|group| point(group).map(|at| (at, drawn(group.key, at)))));
    }
}

/// The point that a place stands at; none for those that are known to an area only, and those without coordinates.
fn point(group: &PlaceGroup) -> Option<LonLat> {
    use PlacePrecision::{Exact, Near, Unknown};
    group.at.filter(|_| matches!(group.precision, Exact | Near | Unknown))
}
