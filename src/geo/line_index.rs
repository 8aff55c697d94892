//! The nearest point of the map's lines, and where a schematic puts it.

use std::collections::HashMap;

use super::atlas::LineClass;
use super::plane::Plane;

/// A line in true geometry with, for each point, where the map shows it.
pub(super) struct Drawn<'a> {
    pub(super) class: LineClass,
    pub(super) truth: &'a [Plane],
    pub(super) shown: &'a [Plane],
}

/// The nearest point of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    /// Distance from the asked point in true plane km.
    pub(super) dist_km: f64,
    /// The point of the true line.
    pub(super) truth: Plane,
    /// Where that point is drawn.
    pub(super) drawn: Plane,
}

#[derive(Clone, Copy, Debug)]
struct Segment {
    class: LineClass,
    truth: (Plane, Plane),
    drawn: (Plane, Plane),
}

/// Segments by square cells of the plane.
#[derive(Clone, Debug)]
pub(super) struct LineIndex {
    cell_km: f64,
    segments: Vec<Segment>,
    cells: HashMap<(i32, i32), Vec<usize>, foldhash::fast::FixedState>,
}

impl LineIndex {
    /// Indexes lines for questions up to `cell_km` far.
    pub(super) fn new<'a>(lines: impl Iterator<Item = Drawn<'a>>, cell_km: f64) -> Self {
        let mut index = Self { cell_km, segments: Vec::new(), cells: HashMap::default() };
        for line in lines {
            let ends = line.truth.windows(2).zip(line.shown.windows(2));
            for (truth, drawn) in ends {
                if let ([a, b], [c, d]) = (truth, drawn) {
                    index.insert(Segment { class: line.class, truth: (*a, *b), drawn: (*c, *d) });
                }
            }
        }
        index
    }

    fn insert(&mut self, segment: Segment) {
        let number = self.segments.len();
        let ((ax, ay), (bx, by)) = (self.cell(segment.truth.0), self.cell(segment.truth.1));
        for x in ax.min(bx)..=ax.max(bx) {
            for y in ay.min(by)..=ay.max(by) {
                self.cells.entry((x, y)).or_default().push(number);
            }
        }
        self.segments.push(segment);
    }

    /// The nearest point of lines of some classes, not further than the cell size.
    pub(super) fn nearest(&self, p: Plane, wanted: impl Fn(LineClass) -> bool) -> Option<Hit> {
        self.nearest_among(p, self.around(p).filter(|&number| self.class(number).is_some_and(&wanted)))
    }

    /// The same among some segments, by their numbers; of equals the first.
    pub(super) fn nearest_among(&self, p: Plane, numbers: impl Iterator<Item = usize>) -> Option<Hit> {
        let mut best: Option<(f64, Plane, &Segment)> = None;
        for segment in numbers.filter_map(|number| self.segments.get(number)) {
            let on = p.nearest_on(segment.truth.0, segment.truth.1);
            let dist2 = on.distance2(p);
            if best.is_none_or(|(least, ..)| dist2 < least) {
                best = Some((dist2, on, segment));
            }
        }
        let (dist2, truth, segment) = best.filter(|&(dist2, ..)| dist2 <= self.cell_km * self.cell_km)?;
        let length = segment.truth.0.distance_km(segment.truth.1);
        let share = if length > 0.0 { segment.truth.0.distance_km(truth) / length } else { 0.0 };
        Some(Hit { dist_km: dist2.sqrt(), truth, drawn: segment.drawn.0.towards(segment.drawn.1, share) })
    }

    /// Numbers of the segments that may lie within the cell size of a point, in the order in which they are looked at;
    /// some come several times.
    pub(super) fn around(&self, p: Plane) -> impl Iterator<Item = usize> {
        let (cx, cy) = self.cell(p);
        let cells = (cx - 1..=cx + 1).flat_map(move |x| (cy - 1..=cy + 1).map(move |y| (x, y)));
        cells.filter_map(|cell| self.cells.get(&cell)).flatten().copied()
    }

    /// Of what a segment is.
    pub(super) fn class(&self, number: usize) -> Option<LineClass> {
        self.segments.get(number).map(|segment| segment.class)
    }

    /// The true ends of all segments.
    pub(super) fn segments(&self) -> impl Iterator<Item = (Plane, Plane)> + '_ {
        self.segments.iter().map(|segment| segment.truth)
    }

    #[expect(clippy::cast_possible_truncation, reason = "a few thousand cells")]
    fn cell(&self, p: Plane) -> (i32, i32) {
        ((p.x_km / self.cell_km).floor() as i32, (p.y_km / self.cell_km).floor() as i32)
    }
}
