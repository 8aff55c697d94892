//! Where the points among places are drawn: as is known, or worked out by two threads where many are not.

use std::ops::Range;

use super::kept::Drawn;
use crate::geo::{BaseMap, Placer, Plane};
use crate::model::{LonLat, PlacePrecision, both};
use crate::query::{PlaceGroup, Places};

/// So many words of 64 places are worth a second thread's start.
const MANY_WORDS: usize = if cfg!(test) { 1 } else { 320 };
/// Words of places that are worked out at a time: what is kept of them stays in the processor's caches.
const WORDS_AT_ONCE: usize = if cfg!(test) { 2 } else { 1 << 10 };

/// So many points that are not known are worked out one by one before threads and grids are called for.
const FEW_NEW: usize = if cfg!(test) { 2 } else { 2_000 };

/// The coordinates of a place and where it is drawn, if it stands at a point.
type Point = Option<(LonLat, Plane)>;

/// The places of an answer and what puts points on a map.
pub(super) struct Points<'a> {
    places: &'a Places,
    base: &'a BaseMap,
    known: &'a Drawn,
}

impl<'a> Points<'a> {
    pub fn new(places: &'a Places, base: &'a BaseMap, known: &'a Drawn) -> Self {
        Self { places, base, known }
    }

    /// Gives all places in their order, with their coordinates and where they are drawn for those that stand at a point.
    /// Returns how many of these were not known.
    pub fn each(&self, mut each: impl FnMut(&PlaceGroup, Point)) -> usize {
        let (mut new, mut given) = (0, 0);
        for nth in 0..if self.known.is_empty() { 0 } else { self.places.words() } {
            if new >= FEW_NEW {
                break;
            }
            self.places.part(nth..nth + 1).for_each(|group| {
                let drawn = point(&group).map(|at| {
                    let known = self.known.get(group.key);
                    new += usize::from(known.is_none());
                    (at, known.unwrap_or_else(|| self.base.place(at)))
                });
                each(&group, drawn);
            });
            given = nth + 1;
        }
        new + self.draw_all(given..self.places.words(), each)
    }

    /// The same for places of which many are not known: while some are given, a thread draws most of those that come next.
    fn draw_all(&self, words: Range<usize>, mut each: impl FnMut(&PlaceGroup, Point)) -> usize {
        let mut give = |words: Range<usize>, drawn: &[Vec<Point>; 2]| {
            let mut drawn = drawn.iter().flatten();
            self.places.part(words).for_each(|group| {
                if let Some(drawn) = drawn.next() {
                    each(&group, *drawn);
                }
            });
        };
        let new = self.new_among(words.clone());
        let placer = self.base.placer(new);
        let (mut given, mut next) = ([Vec::new(), Vec::new()], [Vec::new(), Vec::new()]);
        let mut before = words.start..words.start;
        for start in words.clone().step_by(WORDS_AT_ONCE) {
            let now = start..(start + WORDS_AT_ONCE).min(words.end);
            let many = now.len() >= MANY_WORDS;
            let middle = if many { now.start + now.len() / 4 * 3 } else { now.start };
            let [most_out, rest_out] = &mut next;
            let here = || {
                give(before, &given);
                self.draw(&placer, middle..now.end, rest_out);
            };
            both("places", many, || self.draw(&placer, now.start..middle, most_out), here);
            std::mem::swap(&mut given, &mut next);
            before = now;
        }
        give(before, &given);
        new
    }

    /// How many of some places stand at points that are not known.
    fn new_among(&self, words: Range<usize>) -> usize {
        let is_new = |group: &PlaceGroup| point(group).is_some() && self.known.get(group.key).is_none();
        self.places.part(words).filter(is_new).count()
    }

    fn draw(&self, placer: &Placer<'_>, words: Range<usize>, out: &mut Vec<Point>) {
        let drawn = |key, at| self.known.get(key).unwrap_or_else(|| placer.place(at));
        out.clear();
        out.extend(self.places.part(words).map(|group| point(&group).map(|at| (at, drawn(group.key, at)))));
    }
}

/// The point that a place stands at; none for those that are known to an area only, and those without coordinates.
fn point(group: &PlaceGroup) -> Option<LonLat> {
    use PlacePrecision::{Exact, Near, Unknown};
    group.at.filter(|_| matches!(group.precision, Exact | Near | Unknown))
}
