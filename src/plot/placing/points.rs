//! Where the points among places are drawn, worked out by two threads where they are many.

use crate::geo::{BaseMap, Placer, Plane};
use crate::model::{LonLat, PlacePrecision, both};
use crate::query::PlaceGroup;

/// Places from which a second thread is worth its start.
const MANY: usize = if cfg!(test) { 8 } else { 20_000 };
/// Places that are worked out at a time: what is kept of them stays in the processor's caches.
const AT_ONCE: usize = if cfg!(test) { 16 } else { 1 << 16 };

/// The coordinates of a place and where it is drawn, if it stands at a point.
type Drawn = Option<(LonLat, Plane)>;

/// The places of an answer and what puts points on a map.
pub(super) struct Points<'a> {
    groups: &'a [PlaceGroup],
    placer: Placer<'a>,
    count: usize,
}

impl<'a> Points<'a> {
    pub fn new(groups: &'a [PlaceGroup], base: &'a BaseMap) -> Self {
        let count = groups.iter().filter(|group| point(group).is_some()).count();
        Self { groups, placer: base.placer(count), count }
    }

    /// Number of places that stand at a point.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Gives all places in their order, with their coordinates and where they are drawn for those that stand at a point.
    ///
    /// While some are given, a thread draws most of those that come next.
    pub fn each(&self, mut each: impl FnMut(&PlaceGroup, Option<(LonLat, Plane)>)) {
        let mut give = |groups: &[PlaceGroup], drawn: &[Vec<Drawn>; 2]| {
            for (group, drawn) in groups.iter().zip(drawn.iter().flatten()) {
                each(group, *drawn);
            }
        };
        let (mut given, mut next) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
        let mut before: &[PlaceGroup] = &[];
        for groups in self.groups.chunks(AT_ONCE) {
            let many = groups.len() >= MANY;
            let (most, rest) = groups.split_at(if many { groups.len() / 4 * 3 } else { 0 });
            let [most_out, rest_out] = &mut next;
            let here = || {
                give(before, &given);
                self.draw(rest, rest_out);
            };
            both("places", many, || self.draw(most, most_out), here);
            std::mem::swap(&mut given, &mut next);
            before = groups;
        }
        give(before, &given);
    }

    fn draw(&self, groups: &[PlaceGroup], out: &mut Vec<Drawn>) {
        out.clear();
        out.extend(groups.iter().map(|group| point(group).map(|at| (at, self.placer.place(at)))));
    }
}

/// The point that a place stands at; none for those that are known to an area only, and those without coordinates.
fn point(group: &PlaceGroup) -> Option<LonLat> {
    use PlacePrecision::{Exact, Near, Unknown};
    group.at.filter(|_| matches!(group.precision, Exact | Near | Unknown))
}
