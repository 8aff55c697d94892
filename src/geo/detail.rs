//! The ground with only as many points as can be seen at a zoom: each octave has a copy of its own, made when it is first drawn.
//!
//! Points are ranked by the area of the triangle that each adds to its line (M. Visvalingam, J. D. Whyatt, "Line generalisation by
//! repeated elimination of points", The Cartographic Journal 30, 1993). Ranks belong to points and not to rings, so that two
//! countries still share their border at every zoom.

mod rank;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use super::area::{Area, triangulate};
use super::atlas::LineClass;
use super::base::{BaseMap, BorderLine};
use super::plane::{Plane, PlaneBounds};
use rank::Ranks;

/// What is drawn of the ground within an octave of zoom.
#[derive(Clone, Debug, Default)]
pub struct Detail {
    /// Countries.
    pub countries: Vec<Fill>,
    /// Borders, province lines and shores, main border last.
    pub lines: Vec<Line>,
    /// Countries around the sheet.
    pub surroundings: Vec<Fill>,
    /// Their shores and borders.
    pub surrounding_lines: Vec<Line>,
}

/// A country to be filled.
#[derive(Clone, Debug)]
pub struct Fill {
    /// As [`Area::name`].
    pub name: String,
    /// Its parts.
    pub polygons: Vec<Polygon>,
}

/// One part of a country with its holes.
#[derive(Clone, Debug)]
pub struct Polygon {
    /// The smallest rectangle around it.
    pub bounds: PlaneBounds,
    /// Corners of its rings, one ring after the other.
    pub corners: Vec<Plane>,
    /// Numbers of corners.
    pub triangles: Vec<[u32; 3]>,
}

/// A line to be drawn.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub class: LineClass,
    /// As [`BorderLine::main`].
    pub main: bool,
    /// The smallest rectangle around it.
    pub bounds: PlaneBounds,
    /// At least two points.
    pub points: Vec<Plane>,
}

/// The copies that were needed so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Details {
    ranks: OnceLock<Ranks>,
    levels: [OnceLock<Detail>; LEVELS],
}

/// The octave from which on points are left out: kilometres a point, as a power of two.
const FIRST: i32 = -2;
/// Octaves with copies of their own, and one copy with all points.
const LEVELS: usize = 11;
/// What a point must add to its line to be drawn, in square points of the screen.
const LEAST: f64 = 1.2;

impl BaseMap {
    /// The ground for a zoom in kilometres a point. The first call for an octave takes some milliseconds.
    pub fn detail(&self, km_per_point: f64) -> &Detail {
        static NOTHING: Detail = Detail {
            countries: Vec::new(),
            lines: Vec::new(),
            surroundings: Vec::new(),
            surrounding_lines: Vec::new(),
        };
        // A step on the way to the outline is shown at its own zoom only, near enough for all points.
        let level = if self.is_on_the_way() { 0 } else { level(km_per_point) };
        let Some(detail) = self.details.levels.get(level) else { return &NOTHING };
        detail.get_or_init(|| self.thinned(level))
    }

    /// Makes the copies for all octaves, from afar to near; some tens of milliseconds.
    pub fn prepare(&self) {
        for level in (0..LEVELS).rev() {
            if let Some(detail) = self.details.levels.get(level) {
                detail.get_or_init(|| self.thinned(level));
            }
        }
    }

    fn thinned(&self, level: usize) -> Detail {
        let ranks = || {
            let all = self.lines.iter().chain(self.surrounding_lines.iter());
            Ranks::of(all.map(|line| line.points.as_slice()))
        };
        // Where all points are drawn none has to be ranked.
        let ranks = (level > 0).then(|| self.details.ranks.get_or_init(ranks));
        let keep = &Keep { ranks, least: least_km2(level) };
        let fills = |areas: &[Area]| areas.iter().map(|area| fill(area, keep)).collect();
        let lines = |lines: &[BorderLine]| lines.iter().filter_map(|line| thin_line(line, keep)).collect();
        Detail {
            countries: fills(&self.countries),
            lines: lines(&self.lines),
            surroundings: fills(&self.surroundings),
            surrounding_lines: lines(&self.surrounding_lines),
        }
    }
}

/// Which points a copy keeps.
struct Keep<'a> {
    /// `None` keeps all.
    ranks: Option<&'a Ranks>,
    least: f64,
}

impl Keep<'_> {
    fn has(&self, p: Plane) -> bool {
        self.ranks.is_none_or(|ranks| ranks.of_point(p) >= self.least)
    }
}

/// The number of the copy that is made for the nearest zoom: 0 for all points.
#[expect(clippy::cast_possible_truncation, reason = "a logarithm of a bounded zoom is small")]
fn level(km_per_point: f64) -> usize {
    let octave = km_per_point.log2().round() as i32;
    usize::try_from(octave - FIRST + 1).unwrap_or(0).min(LEVELS - 1)
}

/// What a point must add to its line, in km².
fn least_km2(level: usize) -> f64 {
    let Some(octave) = level.checked_sub(1).and_then(|n| i32::try_from(n).ok()) else { return 0.0 };
    LEAST * f64::from(octave + FIRST).exp2().powi(2)
}

fn thin_line(line: &BorderLine, keep: &Keep<'_>) -> Option<Line> {
    let points: Vec<Plane> = line.points.iter().copied().filter(|&p| keep.has(p)).collect();
    // An island of which three corners or fewer are left: its land alone is drawn.
    let is_speck = points.len() < 5 && points.first() == points.last();
    let bounds = PlaneBounds::around(points.iter().copied())?;
    (points.len() > 1 && !is_speck).then_some(Line { class: line.class, main: line.main, bounds, points })
}

fn fill(area: &Area, keep: &Keep<'_>) -> Fill {
    let mut earcut = earcut::Earcut::new();
    let polygons = polygons(area).into_iter().filter_map(|(rings, triangles)| {
        let kept =
            |ring: &Vec<Plane>| -> Vec<Plane> { ring.iter().copied().filter(|&p| keep.has(p)).collect() };
        let thin: Vec<Vec<Plane>> = rings.iter().map(kept).collect();
        let all = thin.iter().zip(rings).all(|(thin, ring)| thin.len() == ring.len());
        let (thin, triangles) = if all {
            (thin, triangles)
        } else {
            thin.first().filter(|outer| outer.len() > 2)?;
            let thin: Vec<_> = thin.into_iter().filter(|ring| ring.len() > 2).collect();
            let mut triangles = Vec::new();
            triangulate(&mut earcut, &thin, 0, &mut triangles);
            (thin, triangles)
        };
        let bounds = PlaneBounds::around(thin.iter().flatten().copied())?;
        Some(Polygon { bounds, corners: thin.concat(), triangles })
    });
    Fill { name: area.name.clone(), polygons: polygons.collect() }
}

/// The rings of a part of an area, and its triangles.
type Part<'a> = (&'a [Vec<Plane>], Vec<[u32; 3]>);

/// The parts of an area: the outer ring with its holes, and the triangles by the numbers of their corners within the part.
///
/// An area keeps its rings in one list; rings that a triangle joins, and those between them, are of one part.
fn polygons(area: &Area) -> Vec<Part<'_>> {
    let ends: Vec<u32> = area
        .rings
        .iter()
        .scan(0_u32, |end, ring| {
            *end = end.saturating_add(u32::try_from(ring.len()).unwrap_or(u32::MAX));
            Some(*end)
        })
        .collect();
    let ring_of = |corner: u32| ends.partition_point(|&end| end <= corner);
    let mut is_hole = vec![false; area.rings.len()];
    for triangle in &area.triangles {
        let rings = triangle.map(ring_of);
        let (low, high) = rings.iter().fold((usize::MAX, 0), |(low, high), &n| (low.min(n), high.max(n)));
        for slot in is_hole.iter_mut().take(high + 1).skip(low + 1) {
            *slot = true;
        }
    }
    let starts: Vec<usize> = (0..area.rings.len()).filter(|&n| is_hole.get(n) == Some(&false)).collect();
    let mut parts: Vec<Part<'_>> = Vec::with_capacity(starts.len());
    for (n, &start) in starts.iter().enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(area.rings.len());
        parts.push((area.rings.get(start..end).unwrap_or_default(), Vec::new()));
    }
    for triangle in &area.triangles {
        let ring = triangle.first().map_or(0, |&corner| ring_of(corner));
        let part = starts.partition_point(|&start| start <= ring).saturating_sub(1);
        let first =
            starts.get(part).and_then(|start| start.checked_sub(1)).and_then(|n| ends.get(n)).copied();
        if let Some((_, triangles)) = parts.get_mut(part) {
            triangles.push(triangle.map(|corner| corner.saturating_sub(first.unwrap_or(0))));
        }
    }
    parts
}
