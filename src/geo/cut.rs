//! A rectangle cut out of the world map, with lines that are still shared by their areas.
//!
//! Lines are cut at the rectangle's edge, and the edge itself becomes lines between the cuts, so that neighbours still
//! meet exactly and a schematic can be made of the result. Areas are closed along the edge after Weiler and Atherton
//! (1977): from where a ring leaves the rectangle, with the land on its left, anticlockwise to where it comes back.

mod pieces;
mod rings;

use super::atlas::{Arc, ArcArea, AreaLevel, Atlas, LineClass};
use super::plane::{Plane, PlaneBounds};
use super::projection::Projection;
use pieces::{Piece, cut_line};
use rings::Cutter;

/// A part of the world map in the plane.
pub(super) struct Cut {
    /// The lines and the countries over them.
    pub(super) atlas: Atlas,
    /// The points of `atlas.arcs` in plane km.
    pub(super) lines: Vec<Vec<Plane>>,
    /// For each line, which line of the world it is a piece of; `None` for the edge.
    pub(super) from: Vec<Option<usize>>,
}

/// Lines with all points further than this from the middle of the sheet are on the other side of the Earth.
const REACH_KM: f64 = 9_000.0;

impl Cut {
    /// Cuts a rectangle out of the world. Islands and lakes smaller than `least_km` both ways are left out, and so are
    /// lines that only graze the edge by less.
    pub(super) fn new(world: &Atlas, projection: &Projection, sheet: PlaneBounds, least_km: f64) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut of_arc: Vec<Vec<usize>> = Vec::with_capacity(world.arcs.len());
        for (number, arc) in world.arcs.iter().enumerate() {
            let line = projected(arc, projection);
            let first = pieces.len();
            if line.iter().any(|p| p.distance_km(sheet.centre()) < REACH_KM)
                && !is_islet(arc, &line, least_km)
            {
                pieces.extend(cut_line(number, &line, &sheet).into_iter().filter(|p| !p.grazes(least_km)));
            }
            of_arc.push((first..pieces.len()).collect());
        }
        let cutter = Cutter::new(&pieces, &of_arc, sheet);
        let marks: Vec<Plane> = [sheet.centre(), sheet.min, sheet.max]
            .into_iter()
            .chain([Plane::new(sheet.min.x_km, sheet.max.y_km), Plane::new(sheet.max.x_km, sheet.min.y_km)])
            .filter_map(|p| projection.inverse(p).map(|at| Plane::new(at.lon(), at.lat())))
            .collect();
        let countries = world.areas.iter().filter(|area| area.level == AreaLevel::Country);
        let areas: Vec<ArcArea> = countries.filter_map(|area| cutter.cut(world, area, &marks)).collect();
        let edge = cutter.edge_lines();
        let mut cut = Self {
            atlas: Atlas { bounds: None, arcs: Vec::new(), areas },
            lines: Vec::new(),
            from: Vec::new(),
        };
        for piece in pieces {
            let arc = world.arcs.get(piece.arc);
            let class = arc.map_or(LineClass::Sheet, |arc| arc.class);
            let name = arc.map_or(String::new(), |arc| arc.name.clone());
            cut.push(class, name, piece.points, Some(piece.arc), projection);
        }
        for line in edge {
            cut.push(LineClass::Sheet, String::new(), line, None, projection);
        }
        cut
    }

    fn push(
        &mut self,
        class: LineClass,
        name: String,
        line: Vec<Plane>,
        from: Option<usize>,
        projection: &Projection,
    ) {
        let degrees = line.iter().filter_map(|&p| projection.inverse(p)).map(|at| (at.lon(), at.lat()));
        self.atlas.arcs.push(Arc { class, name, points: degrees.collect() });
        self.lines.push(line);
        self.from.push(from);
    }
}

fn projected(arc: &Arc, projection: &Projection) -> Vec<Plane> {
    arc.points.iter().map(|&(lon, lat)| projection.forward_degrees(lon, lat)).collect()
}

/// Whether the line is the whole shore of a small island or lake, or an enclave.
fn is_islet(arc: &Arc, line: &[Plane], least_km: f64) -> bool {
    arc.points.first() == arc.points.last()
        && PlaneBounds::around(line.iter().copied())
            .is_none_or(|b| b.width_km().max(b.height_km()) < least_km)
}
