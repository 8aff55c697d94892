//! Coarse countries around a map sheet, so that a wide view does not end at the sheet's edge.

use super::area::{Area, ring_area_km2};
use super::atlas::{Arc, Atlas, LineClass};
use super::base::{BorderLine, named};
use super::bounds::GeoBounds;
use super::plane::{Plane, PlaneBounds};
use super::projection::Projection;
use super::world::{lines_within, polygons_within};

/// The part of the Earth that the theatre's cone shows without tearing: Europe, Africa, Asia and Australia.
pub(super) const WINDOW: GeoBounds = GeoBounds { west: -25.5, south: -47.5, east: 191.0, north: 82.0 };
/// Islands and lakes smaller than this are left out.
const LEAST_RING_KM2: f64 = 2_000.0;
/// How far a thinned line may leave the true one.
const TOLERANCE_KM: f64 = 3.0;

/// Countries and quiet lines of a window around the sheet, true and in the sheet's plane; those wholly on it are left out.
pub(super) fn around(
    sheet: &PlaneBounds,
    world: &Atlas,
    projection: &Projection,
    window: GeoBounds,
) -> (Vec<Area>, Vec<BorderLine>) {
    let arcs: Vec<Arc> = world.arcs.iter().map(|arc| thinned(arc, projection)).collect();
    let points: Vec<Vec<(f64, f64)>> = arcs.iter().map(|arc| arc.points.clone()).collect();
    let countries = world.areas.iter().filter_map(|area| {
        let mut polygons = polygons_within(area, &points, window, projection);
        for polygon in &mut polygons {
            polygon.retain(|ring| is_large(ring));
        }
        // A polygon's first ring is its largest: without it nothing is left.
        polygons.retain(|rings| rings.first().is_some_and(|outer| !lies_on(sheet, outer)));
        Area::new(named(area), polygons)
    });
    let lines = arcs.iter().filter(|arc| !is_islet(arc, projection));
    let lines =
        lines.flat_map(|arc| lines_within(arc, window, projection)).filter(|l| !lies_on(sheet, &l.points));
    (countries.collect(), lines.map(quiet).collect())
}

/// The sheet says what its borders are; beyond it a line is settled or it is not.
fn quiet(mut line: BorderLine) -> BorderLine {
    line.class = match line.class {
        LineClass::Contested | LineClass::LineOfControl | LineClass::Indefinite => LineClass::Indefinite,
        LineClass::Coast => LineClass::Coast,
        LineClass::International | LineClass::Province | LineClass::Sheet => LineClass::International,
    };
    line.name = String::new();
    line
}

fn lies_on(sheet: &PlaneBounds, points: &[Plane]) -> bool {
    points.iter().all(|&p| sheet.contains(p))
}

fn is_large(ring: &[Plane]) -> bool {
    ring_area_km2(ring).abs() >= LEAST_RING_KM2
}

/// Whether the arc is the whole shore of an island or lake that is left out.
fn is_islet(arc: &Arc, projection: &Projection) -> bool {
    arc.points.first() == arc.points.last() && !is_large(&projected(arc, projection))
}

fn projected(arc: &Arc, projection: &Projection) -> Vec<Plane> {
    arc.points.iter().map(|&(lon, lat)| projection.forward_degrees(lon, lat)).collect()
}

/// Douglas–Peucker on the plane. An arc is thinned once for both of its sides, so neighbours still meet.
fn thinned(arc: &Arc, projection: &Projection) -> Arc {
    let plane = projected(arc, projection);
    let last = plane.len().saturating_sub(1);
    let mut keep = vec![false; plane.len()];
    let mut spans = vec![(0, last)];
    while let Some((from, to)) = spans.pop() {
        for end in [from, to] {
            if let Some(kept) = keep.get_mut(end) {
                *kept = true;
            }
        }
        if let Some(middle) = farthest(&plane, from, to) {
            spans.extend([(from, middle), (middle, to)]);
        }
    }
    let points = arc.points.iter().zip(&keep).filter(|(_, kept)| **kept).map(|(&p, _)| p).collect();
    Arc { class: arc.class, name: arc.name.clone(), points }
}

/// The point between two others that is farthest from their straight line, if it is too far to be left out.
fn farthest(plane: &[Plane], from: usize, to: usize) -> Option<usize> {
    let (&a, &b) = (plane.get(from)?, plane.get(to)?);
    let between = plane.iter().enumerate().take(to).skip(from + 1);
    let off = between.map(|(number, p)| (number, p.distance2(p.nearest_on(a, b))));
    let (number, off2) = off.max_by(|a, b| a.1.total_cmp(&b.1))?;
    (off2 > TOLERANCE_KM * TOLERANCE_KM).then_some(number)
}

#[cfg(test)]
mod tests;
