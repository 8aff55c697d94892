//! The base map for files from anywhere: countries at 1:50m around the events.

use super::area::Area;
use super::atlas::{self, Arc, ArcArea, AtlasError, LineClass};
use super::base::{BaseMap, BorderLine, Style, named, ring_from};
use super::bounds::GeoBounds;
use super::places;
use super::plane::{Plane, PlaneBounds};
use super::projection::Projection;
use crate::model::LonLat;

/// Spans above this are shown on the whole world.
const WORLD_SPAN_DEG: f64 = 150.0;
/// No more points than this are looked at to find what the events are around.
const SAMPLE: usize = 20_000;

type Degrees = (f64, f64);

impl BaseMap {
    /// Countries around some bounds (with a wide margin to pan in), or all of them. The lines are true, not schematic.
    ///
    /// # Errors
    /// Only when a shipped file is broken.
    pub fn world(focus: Option<GeoBounds>) -> Result<Self, AtlasError> {
        let focus = focus.filter(|f| f.lon_span().max(f.lat_span()) <= WORLD_SPAN_DEG);
        let whole = GeoBounds { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };
        let (projection, window) = focus.map_or((Projection::world(0.0), whole), |focus| {
            let shown = focus.grown(0.1, 1.5);
            (Projection::for_bounds(shown), window_around(shown))
        });
        let atlas = atlas::world()?;
        let arcs: Vec<Vec<Degrees>> = atlas.arcs.iter().map(|a| a.points.clone()).collect();
        let country = |a| Area::new(named(a), polygons_within(a, &arcs, window, &projection));
        let countries = atlas.areas.iter().filter_map(country).collect();
        let mut lines: Vec<BorderLine> =
            atlas.arcs.iter().flat_map(|arc| lines_within(arc, window, &projection)).collect();
        lines.sort_by_key(|line| std::cmp::Reverse(line.class));
        let mut places = places::world_places();
        places.retain(|place| window.contains(place.at));
        let mut map = Self::new("World", projection, countries, lines, places);
        map.home = focus.map_or(map.home, |focus| home(focus.grown(0.08, 0.4), &projection));
        Ok(map)
    }

    /// The base map that suits these events: the theatre when at least half of them lie in it, else the countries
    /// around them (a few far outliers do not widen it), else the world.
    ///
    /// # Errors
    /// Only when a shipped file is broken.
    pub fn best_for(events: impl IntoIterator<Item = LonLat>, style: Style) -> Result<Self, AtlasError> {
        let events: Vec<LonLat> = events.into_iter().collect();
        let theatre = Self::theatre_bounds();
        let inside = events.iter().filter(|&&at| theatre.contains(at)).count();
        if inside * 2 >= events.len().max(1) {
            return Self::theatre(style);
        }
        Self::world(bulk(&events))
    }
}

/// Bounds of nearly all points: past 200 points, the outermost half per cent on each side is left out.
fn bulk(events: &[LonLat]) -> Option<GeoBounds> {
    let step = events.len().div_ceil(SAMPLE).max(1);
    let sample: Vec<LonLat> = events.iter().copied().step_by(step).collect();
    let leave_out = if sample.len() > 200 { sample.len() / 200 } else { 0 };
    let range = |value: fn(&LonLat) -> f64| {
        let mut values: Vec<f64> = sample.iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        let low = values.get(leave_out).copied()?;
        let high = values.get(values.len().checked_sub(leave_out + 1)?).copied()?;
        Some((low, high))
    };
    let all = GeoBounds::around(sample.iter().copied())?;
    if all.east > 180.0 || all.west < -180.0 {
        return Some(all);
    }
    let ((west, east), (south, north)) = (range(|p| p.lon())?, range(|p| p.lat())?);
    Some(GeoBounds { west, south, east, north })
}

/// What is kept of the world around the shown bounds: room to pan in, within what the projection shows well.
fn window_around(shown: GeoBounds) -> GeoBounds {
    let window = shown.grown(1.0, 8.0);
    if window.lon_span() >= 300.0 {
        let (lon, _) = shown.centre();
        return GeoBounds { west: lon - 150.0, east: lon + 150.0, ..window };
    }
    window
}

/// The rectangle of the plane around some bounds.
pub(super) fn home(focus: GeoBounds, projection: &Projection) -> PlaneBounds {
    let edge = |t: f64| {
        let (lon, lat) = (focus.west + focus.lon_span() * t, focus.south + focus.lat_span() * t);
        [(lon, focus.south), (lon, focus.north), (focus.west, lat), (focus.east, lat)]
    };
    let points = [0.0, 0.25, 0.5, 0.75, 1.0].into_iter().flat_map(edge);
    let around = PlaneBounds::around(points.map(|(lon, lat)| projection.forward_degrees(lon, lat)));
    around.unwrap_or(PlaneBounds { min: Plane::default(), max: Plane::default() })
}

/// The parts of a country within a window, projected; each is an outer ring and its holes.
pub(super) fn polygons_within(
    area: &ArcArea,
    arcs: &[Vec<Degrees>],
    window: GeoBounds,
    projection: &Projection,
) -> Vec<Vec<Vec<Plane>>> {
    let mut polygons = Vec::new();
    for polygon in &area.polygons {
        for shift in [-360.0, 0.0, 360.0] {
            let rings: Vec<Vec<Plane>> = polygon
                .iter()
                .map(|refs| {
                    let ring: Vec<Degrees> =
                        ring_from(refs, arcs).iter().map(|&(x, y)| (x + shift, y)).collect();
                    clip_ring(ring, window).iter().map(|&(x, y)| projection.forward_degrees(x, y)).collect()
                })
                .collect();
            if rings.first().is_some_and(|outer| outer.len() > 2) {
                polygons.push(rings);
            }
        }
    }
    polygons
}

/// The four sides of a window as "how far inside" functions.
fn sides(window: GeoBounds) -> [impl Fn(Degrees) -> f64; 4] {
    [(1.0, 0.0, window.west), (-1.0, 0.0, -window.east), (0.0, 1.0, window.south), (0.0, -1.0, -window.north)]
        .map(|(ax, ay, least)| move |(x, y): Degrees| ax * x + ay * y - least)
}

/// Sutherland–Hodgman, with the new edges along the window followed every 2°, as they are curves on the plane.
fn clip_ring(mut ring: Vec<Degrees>, window: GeoBounds) -> Vec<Degrees> {
    for inside in sides(window) {
        if ring.iter().all(|&p| inside(p) >= 0.0) {
            continue;
        }
        let mut kept = Vec::with_capacity(ring.len());
        let nexts = ring.iter().copied().cycle().skip(1);
        for (a, b) in ring.iter().copied().zip(nexts) {
            let (from, to) = (inside(a), inside(b));
            if from >= 0.0 {
                kept.push(a);
            }
            if (from >= 0.0) != (to >= 0.0) {
                kept.push(between(a, b, from / (from - to)));
            }
        }
        ring = kept;
    }
    follow_edges(&ring, window)
}

fn follow_edges(ring: &[Degrees], window: GeoBounds) -> Vec<Degrees> {
    let mut followed = Vec::with_capacity(ring.len());
    let nexts = ring.iter().copied().cycle().skip(1);
    for (a, b) in ring.iter().copied().zip(nexts) {
        followed.push(a);
        let along = sides(window).iter().any(|inside| inside(a).abs() < 1e-9 && inside(b).abs() < 1e-9);
        let length = (b.0 - a.0).abs().max((b.1 - a.1).abs());
        if along && length > 2.0 {
            let mut at = 2.0;
            while at < length {
                followed.push(between(a, b, at / length));
                at += 2.0;
            }
        }
    }
    followed
}

/// The parts of an arc within a window, projected.
pub(super) fn lines_within(arc: &Arc, window: GeoBounds, projection: &Projection) -> Vec<BorderLine> {
    if arc.class == LineClass::Sheet {
        return Vec::new();
    }
    let mut lines: Vec<Vec<Degrees>> = Vec::new();
    for shift in [-360.0, 0.0, 360.0] {
        let mut open: Vec<Degrees> = Vec::new();
        let shifted = arc.points.iter().map(|&(x, y)| (x + shift, y));
        for (a, b) in shifted.clone().zip(shifted.skip(1)) {
            let Some((p, q)) = clip_segment(a, b, window) else {
                lines.push(std::mem::take(&mut open));
                continue;
            };
            if open.last() != Some(&p) {
                lines.push(std::mem::replace(&mut open, vec![p]));
            }
            open.push(q);
        }
        lines.push(open);
    }
    let drawn = |points: Vec<Degrees>| BorderLine {
        class: arc.class,
        name: arc.name.clone(),
        main: false,
        points: points.iter().map(|&(x, y)| projection.forward_degrees(x, y)).collect(),
    };
    lines.into_iter().filter(|points| points.len() > 1).map(drawn).collect()
}

fn clip_segment(a: Degrees, b: Degrees, window: GeoBounds) -> Option<(Degrees, Degrees)> {
    let (mut p, mut q) = (a, b);
    for inside in sides(window) {
        let (from, to) = (inside(p), inside(q));
        if from < 0.0 && to < 0.0 {
            return None;
        }
        if from < 0.0 {
            p = between(p, q, from / (from - to));
        } else if to < 0.0 {
            q = between(p, q, from / (from - to));
        }
    }
    Some((p, q))
}

fn between(a: Degrees, b: Degrees, t: f64) -> Degrees {
    (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t)
}

#[cfg(test)]
mod tests;
