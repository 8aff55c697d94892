//! Areas that hold events known to them only: shaded and hatched, with a square badge; never to be taken for a point.

use std::collections::HashSet;
use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::epaint::{Mesh, Tessellator};
use egui::{Color32, Painter, Rect, Shape, Stroke, pos2, vec2};

use super::convert::{f32_of, pos};
use super::ground::add_area;
use super::scene::Badge;
use crate::geo::{BaseMap, Plane, PlaneBounds};
use crate::plot::placing::{Zone, ZoneShape};
use crate::plot::{Frame, Sheet, Spot};
use crate::view::theme::Theme;

/// One zone on a sheet.
#[derive(Clone, Debug)]
pub struct ZoneDrawn {
    /// Its number in the placed zones.
    pub number: usize,
    /// Its outline, closed lines cut to the sheet.
    pub outline: Vec<Vec<Spot>>,
    /// Where its badge wants to stand.
    pub badge_at: Spot,
}

/// Points between two lines of hatching, across.
const HATCH_STEP: f64 = 9.0;
/// Most corners of the circle that stands for an area without a shape.
const CIRCLE_CORNERS: u32 = 64;
/// With more zones than this on a sheet only those with a badge have an outline.
const MOST_OUTLINED: usize = 150;
/// Points nearer together than this are drawn as one.
const LEAST_STEP: f64 = 0.7;
/// A dash of a dashed outline and the gap behind it, points.
const DASH: [f32; 2] = [5.0, 4.0];
/// Circles of smaller radii are triangles and squares, points: nobody sees which, and a map of the world has thousands.
const SPECK: f64 = 0.6;
const PATCH: f64 = 2.0;

/// The zones that reach onto a sheet.
pub fn on_sheet(zones: &[Zone], base: &BaseMap, sheet: &Sheet) -> Vec<ZoneDrawn> {
    let window = sheet.window(0.0);
    let drawn = |(number, zone): (usize, &Zone)| {
        if !bounds(zone, base)?.meets(&window) {
            return None;
        }
        let rings = rings(zone, base, sheet.km_per_point);
        let closed = |ring: &Vec<Plane>| {
            sheet.line(ring.iter().chain(ring.first()).copied().collect::<Vec<_>>(), LEAST_STEP)
        };
        let outline = rings.iter().flat_map(closed).collect();
        Some(ZoneDrawn { number, outline, badge_at: sheet.spot(zone.badge_at) })
    };
    zones.iter().enumerate().filter_map(drawn).collect()
}

/// With more zones than this, shade alone says how much is known only to an area: hatching would cover all else.
const MOST_HATCHED: usize = 14;

/// Shade, hatching and outlines of all zones of a sheet as one mesh.
pub fn mesh(
    drawn: &[ZoneDrawn],
    zones: &[Zone],
    base: &BaseMap,
    sheet: &Sheet,
    badges: &[Badge],
    theme: &Theme,
    tessellator: &mut Tessellator,
) -> Arc<Mesh> {
    let mut mesh = Mesh::default();
    let most = zones.iter().map(count).fold(1.0, f64::max);
    let many = zones.len() > MOST_HATCHED;
    let crowded = drawn.len() > MOST_OUTLINED;
    let with_badge: HashSet<usize> = badges.iter().map(|badge| badge.zone).collect();
    for zone in drawn {
        let Some(what) = zones.get(zone.number) else { continue };
        let strength = if many { 0.35 + 0.65 * (count(what) / most).sqrt() } else { 1.0 };
        let shade = theme.shade.gamma_multiply(f32_of(strength));
        let rings: Vec<Vec<Spot>> = rings(what, base, sheet.km_per_point)
            .iter()
            .map(|ring| ring.iter().map(|&p| sheet.spot(p)).collect())
            .collect();
        match what.shape {
            ZoneShape::Area(area) => {
                if let Some(area) = base.area(area) {
                    add_area(&mut mesh, area, sheet, shade);
                }
            }
            ZoneShape::Around { .. } => {
                for ring in &rings {
                    add_fan(&mut mesh, ring, shade);
                }
            }
        }
        if !many {
            let stroke = Stroke::new(1.0, theme.hatch);
            for [from, to] in hatching(&rings, &sheet.frame) {
                tessellator.tessellate_shape(Shape::line_segment([pos(from), pos(to)], stroke), &mut mesh);
            }
        }
        if (crowded && !with_badge.contains(&zone.number)) || !has_room_for_dashes(what, sheet) {
            continue;
        }
        let ink = if many { theme.hatch } else { theme.ink_weak };
        outline(zone, what, Stroke::new(if many { 0.8 } else { 1.2 }, ink), tessellator, &mut mesh);
    }
    Arc::new(mesh)
}

/// A convex shape with as many corners as it has.
fn add_fan(mesh: &mut Mesh, ring: &[Spot], colour: Color32) {
    let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
    for &corner in ring {
        mesh.colored_vertex(pos(corner), colour);
    }
    for next in (2..).take(ring.len().saturating_sub(2)) {
        mesh.add_triangle(first, first.saturating_add(next - 1), first.saturating_add(next));
    }
}

fn count(zone: &Zone) -> f64 {
    zone.kinds.iter().map(|&n| f64::from(n)).sum()
}

fn outline(zone: &ZoneDrawn, what: &Zone, stroke: Stroke, tessellator: &mut Tessellator, mesh: &mut Mesh) {
    for line in &zone.outline {
        let points: Vec<_> = line.iter().copied().map(pos).collect();
        let shapes = match what.shape {
            ZoneShape::Area(_) => vec![Shape::line(points, stroke)],
            ZoneShape::Around { .. } => {
                let [dash, gap] = DASH;
                Shape::dashed_line(&points, stroke, dash, gap)
            }
        };
        for shape in shapes {
            tessellator.tessellate_shape(shape, mesh);
        }
    }
}

/// Whether an outline has room for more than two dashes; others would be a blot.
fn has_room_for_dashes(zone: &Zone, sheet: &Sheet) -> bool {
    match zone.shape {
        ZoneShape::Area(_) => true,
        ZoneShape::Around { radius_km, .. } => {
            let around = std::f64::consts::TAU * radius_km / sheet.km_per_point;
            around > 2.0 * f64::from(DASH[0] + DASH[1])
        }
    }
}

/// Whether a plane point lies in a zone.
pub fn contains(zone: &Zone, base: &BaseMap, p: Plane) -> bool {
    match zone.shape {
        ZoneShape::Area(area) => base.area(area).is_some_and(|area| area.contains(p)),
        ZoneShape::Around { at, radius_km } => at.distance_km(p) <= radius_km,
    }
}

fn bounds(zone: &Zone, base: &BaseMap) -> Option<PlaneBounds> {
    match zone.shape {
        ZoneShape::Area(area) => base.area(area).map(|area| area.bounds),
        ZoneShape::Around { at, radius_km: r } => {
            Some(PlaneBounds { min: at.moved(-r, -r), max: at.moved(r, r) })
        }
    }
}

fn rings(zone: &Zone, base: &BaseMap, km_per_point: f64) -> Vec<Vec<Plane>> {
    match zone.shape {
        ZoneShape::Area(area) => base.area(area).map(|area| area.rings.clone()).unwrap_or_default(),
        ZoneShape::Around { at, radius_km } => {
            let corners = corners(radius_km / km_per_point);
            let reach_km = radius_km * reach(corners);
            let corner = |n: u32| {
                let turn = std::f64::consts::TAU * f64::from(n) / f64::from(corners);
                let (sin, cos) = turn.sin_cos();
                at.moved(cos * reach_km, sin * reach_km)
            };
            vec![(0..corners).map(corner).collect()]
        }
    }
}

/// How many radii the corners of a shape with few of them are away from its middle, so that it covers as much as a pentagon with its
/// corners on the circle.
fn reach(corners: u32) -> f64 {
    let covers = |corners: f64| corners * (std::f64::consts::TAU / corners).sin();
    if corners < 5 { (covers(5.0) / covers(f64::from(corners))).sqrt() } else { 1.0 }
}

/// Corners with which a circle of so many points lies within a third of a point of its own shape.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and is clamped"
)]
fn corners(radius: f64) -> u32 {
    match radius {
        ..SPECK => 3,
        ..PATCH => 4,
        _ => ((radius.max(0.0).sqrt() * 4.0).ceil() as u32).clamp(5, CIRCLE_CORNERS),
    }
}

/// Lines at 45° inside the rings, by the even-odd rule, within the frame.
fn hatching(rings: &[Vec<Spot>], frame: &Frame) -> Vec<[Spot; 2]> {
    // A line of hatching is where x + y is a multiple of the step; along it x − y grows.
    let along = |p: Spot| (p.x + p.y) / HATCH_STEP;
    let low = along(frame.min).floor();
    let count = (along(frame.max) - low).ceil().clamp(0.0, 2_000.0);
    let mut cuts: Vec<Vec<f64>> = vec![Vec::new(); whole(count) + 1];
    for ring in rings {
        for (&a, &b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
            let (ta, tb) = (along(a) - low, along(b) - low);
            let (from, to) = if ta < tb { (ta, tb) } else { (tb, ta) };
            let mut line = from.ceil().max(0.0);
            while line < to && line <= count {
                let t = (line - ta) / (tb - ta);
                let across = (a.x - a.y) + ((b.x - b.y) - (a.x - a.y)) * t;
                if let Some(cuts) = cuts.get_mut(whole(line)) {
                    cuts.push(across);
                }
                line += 1.0;
            }
        }
    }
    let mut lines = Vec::new();
    let mut number = low;
    for mut cuts in cuts {
        cuts.sort_by(f64::total_cmp);
        for pair in cuts.chunks_exact(2) {
            if let [from, to] = *pair {
                let sum = number * HATCH_STEP;
                let at = |across: f64| Spot::new(f64::midpoint(sum, across), f64::midpoint(sum, -across));
                lines.push([at(from), at(to)]);
            }
        }
        number += 1.0;
    }
    lines
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few thousand")]
fn whole(value: f64) -> usize {
    value.clamp(0.0, 4_000.0) as usize
}

/// Paints a badge: a square-cornered box with a strip for each kind and the count.
pub fn badge(painter: &Painter, rect: Rect, zone: &Zone, theme: &Theme, ring: Option<Stroke>) {
    let count: u32 = zone.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n));
    plain(painter, rect.expand(1.0), theme.ink_weak);
    plain(painter, rect, theme.raised);
    let mut top = rect.top();
    for (index, &n) in zone.kinds.iter().enumerate().filter(|&(_, &n)| n > 0) {
        let height = rect.height() * f32_of(f64::from(n) / f64::from(count.max(1)));
        let strip = Rect::from_min_size(pos2(rect.left(), top), vec2(STRIP, height));
        plain(painter, strip, theme.kind_at(index));
        top += height;
    }
    if let Some(ring) = ring {
        painter.rect_stroke(rect.expand(2.0), 2.0, ring, egui::StrokeKind::Outside);
    }
    let middle = pos2(f32::midpoint(rect.left() + STRIP, rect.right()), rect.center().y);
    let font = crate::view::fonts::Face::Section.id();
    painter.text(middle, egui::Align2::CENTER_CENTER, super::convert::compact(count), font, theme.ink_strong);
}

/// Fills a rectangle whose edges are on whole pixels, where the soft edges that egui adds are not seen but cost twice the corners; a
/// thin one is left to egui.
fn plain(painter: &Painter, rect: Rect, colour: Color32) {
    let ppp = painter.pixels_per_point();
    if rect.size().min_elem() * ppp <= 2.0 {
        painter.rect_filled(rect, 0.0, colour);
        return;
    }
    let mut mesh = Mesh::default();
    mesh.add_colored_rect(rect.round_to_pixels(ppp), colour);
    painter.add(Shape::mesh(mesh));
}

/// Width of the strip of kinds at a badge's left, points.
const STRIP: f32 = 4.0;

/// Width and height of a badge in points.
pub fn badge_size(count: u32) -> (f64, f64) {
    let digits = super::convert::compact(count).len();
    let digits = f64::from(u32::try_from(digits).unwrap_or(4));
    (f64::from(STRIP) + 9.0 + 7.0 * digits, 17.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_circle_covers_as_much_whatever_its_corners() {
        for radius in [0.3, 0.59, 0.61, 1.5, 1.99, 2.01] {
            let corners = corners(radius);
            let turn = std::f64::consts::TAU / f64::from(corners);
            let area = f64::from(corners) / 2.0 * turn.sin() * reach(corners).powi(2);
            assert!((2.37..3.15).contains(&area), "{radius}: {corners} corners cover {area}");
        }
    }

    #[test]
    fn hatching_stays_inside_an_area_and_out_of_its_holes() {
        let square = |low: f64, high: f64| {
            [(low, low), (high, low), (high, high), (low, high)].map(|(x, y)| Spot::new(x, y)).to_vec()
        };
        let frame = Frame { min: Spot::new(-200.0, -200.0), max: Spot::new(200.0, 200.0) };
        let rings = [square(-50.0, 50.0), square(-20.0, 20.0)];
        let lines = hatching(&rings, &frame);
        assert!(lines.len() > 15, "{}", lines.len());
        for [a, b] in lines {
            let middle = Spot::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y));
            assert!(middle.x.abs() <= 50.0 && middle.y.abs() <= 50.0, "{a:?} {b:?}");
            assert!(middle.x.abs() > 19.9 || middle.y.abs() > 19.9, "{a:?} {b:?}");
            assert!(((a.x + a.y) - (b.x + b.y)).abs() < 1e-9);
        }
    }
}
