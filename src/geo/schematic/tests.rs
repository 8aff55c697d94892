//! The schematic of the shipped theatre, by numbers.

use super::*;
use crate::geo::Projection;
use crate::geo::area::ring_area_km2;
use crate::geo::atlas::{self, Atlas};
use crate::geo::base::ring_from;

const GRID_KM: f64 = 12.0;

struct Made {
    atlas: Atlas,
    lines: Vec<Vec<Plane>>,
    classes: Vec<LineClass>,
    schematic: Schematic,
}

fn theatre() -> Made {
    let atlas = atlas::theatre().unwrap();
    let projection = Projection::for_bounds(atlas.bounds.unwrap());
    let project = |a: &atlas::Arc| a.points.iter().map(|&(x, y)| projection.forward_degrees(x, y)).collect();
    let lines: Vec<Vec<Plane>> = atlas.arcs.iter().map(project).collect();
    let classes: Vec<LineClass> = atlas.arcs.iter().map(|a| a.class).collect();
    let schematic = Schematic::of(&lines, &classes, &atlas.areas, GRID_KM).unwrap();
    Made { atlas, lines, classes, schematic }
}

/// Twice the signed area of a triangle, exact on the grid.
fn turn(a: Plane, b: Plane, c: Plane) -> f64 {
    (b.x_km - a.x_km) * (c.y_km - a.y_km) - (c.x_km - a.x_km) * (b.y_km - a.y_km)
}

fn between(a: Plane, b: Plane, p: Plane) -> bool {
    turn(a, b, p).abs() < 1e-6
        && (a.x_km.min(b.x_km)..=a.x_km.max(b.x_km)).contains(&p.x_km)
        && (a.y_km.min(b.y_km)..=a.y_km.max(b.y_km)).contains(&p.y_km)
}

/// Whether two segments share any point at all.
fn meet((a, b): (Plane, Plane), (c, d): (Plane, Plane)) -> bool {
    let cross = turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0;
    cross || between(a, b, c) || between(a, b, d) || between(c, d, a) || between(c, d, b)
}

#[test]
fn no_line_of_the_theatre_crosses_or_touches_another() {
    let made = theatre();
    let mut segments = Vec::new();
    for (number, line) in made.schematic.lines.iter().enumerate() {
        let line = line.clone().unwrap_or_default();
        segments.extend(line.windows(2).map(|w| (number, (w[0], w[1]))));
    }
    assert!(segments.len() > 400, "{}", segments.len());
    let ends: Vec<Plane> =
        made.schematic.lines.iter().flatten().flat_map(|l| [l[0], l[l.len() - 1]]).collect();
    let mut meetings = 0;
    for (i, &(line_a, a)) in segments.iter().enumerate() {
        for &(line_b, b) in segments.iter().skip(i + 1) {
            if !meet(a, b) {
                continue;
            }
            // Allowed: two pieces of one line at their common corner, and lines at a common end.
            let common = [a.0, a.1].into_iter().find(|p| [b.0, b.1].contains(p));
            let allowed = common.is_some_and(|p| {
                let only_there = [a.0, a.1].iter().filter(|&&q| q != p).all(|&q| !between(b.0, b.1, q))
                    && [b.0, b.1].iter().filter(|&&q| q != p).all(|&q| !between(a.0, a.1, q));
                only_there && (line_a == line_b || ends.contains(&p))
            });
            if !allowed {
                meetings += 1;
                eprintln!("{:?} {:?} meets {:?} {:?}", made.classes[line_a], a, made.classes[line_b], b);
            }
        }
    }
    assert_eq!(meetings, 0);
}

#[test]
fn the_schematic_is_octilinear_calm_and_near_the_truth() {
    let made = theatre();
    let mut corners = 0;
    for (line, class) in made.schematic.lines.iter().zip(&made.classes) {
        let line = line.clone().unwrap_or_default();
        for piece in line.windows(2) {
            let (dx, dy) = ((piece[1].x_km - piece[0].x_km).abs(), (piece[1].y_km - piece[0].y_km).abs());
            let octilinear = dx < 1e-9 || dy < 1e-9 || (dx - dy).abs() < 1e-9;
            assert!(octilinear, "{class:?} {piece:?}");
        }
        // No spikes: no line turns back sharper than 90°.
        for corner in line.windows(3) {
            let back = (corner[1].x_km - corner[0].x_km) * (corner[2].x_km - corner[1].x_km)
                + (corner[1].y_km - corner[0].y_km) * (corner[2].y_km - corner[1].y_km);
            assert!(back >= 0.0, "{class:?} {corner:?}");
        }
        corners += line.len();
    }
    let original: usize = made.lines.iter().map(Vec::len).sum();
    assert!(corners * 12 < original, "{corners} corners of {original}");
    let main = made.schematic.lines.iter().zip(&made.classes).filter(|(_, c)| **c == LineClass::Contested);
    let main: usize = main.map(|(l, _)| l.as_ref().unwrap().len() - 1).sum();
    assert!((20..60).contains(&main), "the Durand Line has {main} pieces");
    assert!(made.schematic.shift_km <= 26.0, "{}", made.schematic.shift_km);
    for ((anchors, line), class) in made.schematic.anchors.iter().zip(&made.lines).zip(&made.classes) {
        for (anchor, truth) in anchors.iter().flatten().zip(line) {
            let shift = anchor.distance_km(*truth);
            assert!(
                *class == LineClass::Sheet || shift <= made.schematic.shift_km + 1e-9,
                "{class:?} {shift}"
            );
        }
    }
}

#[test]
fn every_area_keeps_its_turn_and_roughly_its_size() {
    let made = theatre();
    let drawn: Vec<Vec<Plane>> = made.schematic.lines.iter().map(|l| l.clone().unwrap_or_default()).collect();
    for area in &made.atlas.areas {
        for ring in area.polygons.iter().flatten() {
            let truth = ring_area_km2(&ring_from(ring, &made.lines));
            let schematic = ring_area_km2(&ring_from(ring, &drawn));
            let cells = truth.abs() / GRID_KM.powi(2);
            if cells > 12.0 {
                let share = schematic / truth;
                assert!((0.55..1.6).contains(&share), "{} has {share} of its {truth} km²", area.name);
            }
        }
    }
}

#[test]
fn junctions_stay_junctions() {
    let made = theatre();
    let ends = |line: &[Plane]| [line[0], line[line.len() - 1]];
    let mut pairs: Vec<(Plane, Plane)> = Vec::new();
    for (line, drawn) in made.lines.iter().zip(&made.schematic.lines) {
        let Some(drawn) = drawn else { continue };
        pairs.extend(ends(line).into_iter().zip(ends(drawn)));
    }
    for &(truth, drawn) in &pairs {
        for &(other_truth, other_drawn) in &pairs {
            assert_eq!(
                truth.distance_km(other_truth) < 0.001,
                drawn == other_drawn,
                "{truth:?} {other_truth:?}"
            );
        }
    }
}

#[test]
fn any_border_can_be_made_schematic() {
    // A wavy border across a square with a province line that ends on it, far from the theatre and in another scale.
    let at = |x: f64, y: f64| Plane::new(x, y);
    let wave = |from: i32, to: i32| -> Vec<Plane> {
        (from..=to).map(|i| at(f64::from(i), 5.0 * (f64::from(i) / 12.0).sin())).collect()
    };
    let (left, right) = (wave(0, 60), wave(60, 150));
    let junction = left[60];
    let province = vec![junction, at(64.0, 30.0), at(58.0, 60.0), at(61.0, 90.0)];
    let classes = [LineClass::International, LineClass::International, LineClass::Province];
    let made = Schematic::of(&[left, right, province], &classes, &[], 3.0).unwrap();
    let lines: Vec<Vec<Plane>> = made.lines.into_iter().map(Option::unwrap).collect();
    assert_eq!(lines[0].last(), lines[2].first());
    assert_eq!(lines[0].last(), lines[1].first());
    assert!(made.shift_km < 6.0, "{}", made.shift_km);
    assert!(lines[0].len() + lines[1].len() < 16, "{lines:?}");
}
