//! The schematic of the shipped theatre, by numbers.

use std::collections::HashSet;

use super::*;
use crate::geo::atlas::{self, Atlas};
use crate::geo::{GeoBounds, Projection};

fn lines_of(atlas: &Atlas) -> (Vec<Vec<Plane>>, Vec<LineClass>) {
    let projection = Projection::for_bounds(atlas.bounds.unwrap_or(GeoBounds {
        west: 0.0,
        south: 0.0,
        east: 1.0,
        north: 1.0,
    }));
    let project = |a: &atlas::Arc| a.points.iter().map(|&(x, y)| projection.forward_degrees(x, y)).collect();
    (atlas.arcs.iter().map(project).collect(), atlas.arcs.iter().map(|a| a.class).collect())
}

#[test]
fn the_theatre_has_a_schematic() {
    let atlas = atlas::theatre().unwrap();
    let (lines, classes) = lines_of(&atlas);
    let start = std::time::Instant::now();
    let schematic = Schematic::of(&lines, &classes, &atlas.areas, 12.0).unwrap();
    eprintln!("{:?} shift {} km", start.elapsed(), schematic.shift_km);
    let corners: usize = schematic.lines.iter().flatten().map(Vec::len).sum();
    eprintln!("{corners} corners");
    if let Ok(path) = std::env::var("SCHEMATIC_DUMP") {
        let dump: Vec<String> = schematic
            .lines
            .iter()
            .zip(&classes)
            .zip(&lines)
            .filter_map(|((l, c), t)| {
                let l = l.as_ref()?;
                let pts = |l: &[Plane]| {
                    l.iter().map(|p| format!("[{},{}]", p.x_km, p.y_km)).collect::<Vec<_>>().join(",")
                };
                Some(format!("{{\"class\":\"{c:?}\",\"pts\":[{}],\"true\":[{}]}}", pts(l), pts(t)))
            })
            .collect();
        std::fs::write(path, format!("[{}]", dump.join(","))).unwrap();
    }
    let _: HashSet<u8> = HashSet::new();
}
