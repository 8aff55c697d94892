//! The base map of Pakistan and Afghanistan, true or schematic.

use std::sync::Arc;

use super::area::{Area, AreaName, followed};
use super::atlas::{self, ArcArea, AreaLevel, Atlas, AtlasError, LineClass, Shape};
use super::base::{AreaIndex, BaseMap, BorderLine, Polyline, Style, bands, named, ring_from};
use super::bounds::GeoBounds;
use super::country_hint::ACCURACY_10M_KM;
use super::fade::Truth;
use super::line_index::{Drawn, LineIndex};
use super::places::{self, Place};
use super::plane::Plane;
use super::projection::Projection;
use super::schematic::Schematic;
use super::surroundings;
use super::warp::Warp;
use super::world;

/// The schematic's cell in km; where the lines find no way, half of it is tried.
const GRID_KM: f64 = 12.0;
/// A crossing or pass in the list is drawn on a border this near.
const CROSSING_SNAP_KM: f64 = 16.0;
/// Edges of districts are followed in steps of this length when they are bent with the schematic.
const DISTRICT_STEP_KM: f64 = 4.0;

/// A town of the world's list this near to one of the own list is the same.
const SAME_TOWN_DEG: f64 = 0.15;
/// The Durand Line with a small margin: what is shown at first.
const BORDER: GeoBounds = GeoBounds { west: 60.2, south: 28.2, east: 75.8, north: 37.6 };
/// What lies on the sheet for sure.
const SHEET_DEGREES: GeoBounds = GeoBounds { west: 58.5, south: 22.5, east: 80.0, north: 39.7 };

impl BaseMap {
    /// Afghanistan, Pakistan and their neighbours, at 1:10m. A schematic that cannot be made gives the true lines.
    ///
    /// # Errors
    /// Only when a shipped file is broken.
    pub fn theatre(style: Style) -> Result<Self, AtlasError> {
        let atlas = atlas::theatre()?;
        let projection = Projection::for_bounds(atlas.bounds.unwrap_or(Self::theatre_bounds()));
        let arcs = project(&atlas, &projection);
        let main: Vec<bool> = atlas.arcs.iter().map(|arc| arc.class == LineClass::Contested).collect();
        let mut map = Self::new(
            "Pakistan–Afghanistan",
            projection,
            areas(&atlas, AreaLevel::Country, &arcs).collect(),
            border_lines(&atlas.arcs, &arcs, &main),
            all_places(),
        );
        map.accuracy_km = ACCURACY_10M_KM;
        map.provinces = areas(&atlas, AreaLevel::Province, &arcs).collect();
        map.districts = atlas::districts()?.into_iter().filter_map(|d| district(d, &projection)).collect();
        map.rivers = atlas::rivers()?.iter().flat_map(|river| polylines(river, &projection)).collect();
        map.reindex();
        let made = match style {
            Style::Schematic => schematise(&atlas, &arcs),
            Style::Outline => None,
        };
        match &made {
            Some(schematic) => {
                let main: Vec<bool> =
                    atlas.arcs.iter().map(|arc| arc.class == LineClass::Contested).collect();
                map.make_schematic(&atlas, &arcs, schematic, &main);
            }
            None => map.stand_crossings(&LineIndex::new(drawn_lines(&atlas, &arcs, None), CROSSING_SNAP_KM)),
        }
        map.sides = ["Pakistan".to_owned(), "Afghanistan".to_owned()];
        map.home = world::home(BORDER, &map.projection);
        map.surround(&atlas::world()?, surroundings::WINDOW);
        Ok(map)
    }

    /// The bounds of the theatre's two countries.
    pub fn theatre_bounds() -> GeoBounds {
        GeoBounds { west: 60.5, south: 23.6, east: 78.0, north: 38.5 }
    }

    /// Turns true geometry into the schematic's. `is_main`: for each arc, whether it is of the main border.
    pub(super) fn make_schematic(
        &mut self,
        atlas: &Atlas,
        arcs: &[Vec<Plane>],
        schematic: &Schematic,
        is_main: &[bool],
    ) {
        let corners: Vec<Vec<Plane>> =
            schematic.lines.iter().map(|l| l.clone().unwrap_or_default()).collect();
        let redraw = |level, old: &mut Vec<Area>| {
            // An area without any part large enough for the grid keeps its true shape.
            let mut made: Vec<Area> = areas(atlas, level, &corners).collect();
            for area in old {
                if let Some(found) = made.iter().position(|new| new.name == area.name) {
                    *area = made.swap_remove(found);
                }
            }
        };
        redraw(AreaLevel::Country, &mut self.countries);
        redraw(AreaLevel::Province, &mut self.provinces);
        self.lines = border_lines(&atlas.arcs, &corners, is_main);
        self.schematic_shift_km = Some(schematic.shift_km);
        self.drawn_index = AreaIndex {
            countries: bands(&self.countries),
            provinces: bands(&self.provinces),
            districts: Vec::new(),
        };
        let drawn: Vec<Drawn<'_>> = drawn_lines(atlas, arcs, Some(schematic)).collect();
        let main = corners.iter().zip(is_main).filter(|(_, main)| **main).map(|(line, _)| line.as_slice());
        let Some(warp) = Warp::new(&drawn, main, schematic.grid_km / GRID_KM) else { return };
        let lines = LineIndex::new(drawn_lines(atlas, arcs, Some(schematic)), CROSSING_SNAP_KM);
        let true_places: Vec<Plane> = self.places.iter().map(|place| on_outline(place, &lines)).collect();
        self.stand_crossings(&lines);
        self.warp = Some(warp);
        let mut truth = Truth::new(atlas, arcs, schematic, is_main);
        self.bend_districts_and_rivers(&mut truth);
        self.place_places();
        let planes: Vec<Plane> = self.places.iter().map(|place| place.plane).collect();
        truth.places(&planes, &true_places);
        self.truth = Some(Arc::new(truth));
    }

    /// Draws the rest of the world around the sheet.
    pub(super) fn surround(&mut self, world: &Atlas, window: GeoBounds) {
        let (areas, lines) = surroundings::around(&self.sheet, world, &self.projection, window);
        (self.surroundings, self.surrounding_lines) = (Arc::new(areas), Arc::new(lines));
    }

    /// Draws each crossing and pass on the nearest border.
    fn stand_crossings(&mut self, lines: &LineIndex) {
        for place in self.places.iter_mut().filter(|p| p.kind.is_on_border()) {
            let truth = place.plane;
            if let Some(hit) = lines.nearest(truth, is_border) {
                place.plane = hit.drawn;
                self.crossings.push((truth, hit.drawn));
            }
        }
    }

    fn place_places(&mut self) {
        let planes: Vec<Plane> = self.places.iter().map(|place| self.place(place.at)).collect();
        for (place, plane) in self.places.iter_mut().zip(planes) {
            place.plane = plane;
        }
    }

    fn bend_districts_and_rivers(&mut self, truth: &mut Truth) {
        let Some(warp) = &self.warp else { return };
        let districts: Vec<Area> = self.districts.iter().map(|district| self.bent(district, warp)).collect();
        let rivers = self.rivers.iter().map(|river| {
            let points = river.points.iter().map(|&p| warp.shifted(p)).collect();
            Polyline { name: river.name.clone(), points }
        });
        let rivers: Vec<Polyline> = rivers.collect();
        truth.rivers(&rivers, &self.rivers);
        let rings = |district: &Area| {
            district.rings.iter().map(|ring| followed(ring, DISTRICT_STEP_KM).collect()).collect()
        };
        truth.districts(&districts, self.districts.iter().map(rings).collect(), &self.districts);
        self.rivers = rivers;
        self.districts = districts;
    }

    /// A district with its edge shifted with the schematic, and kept within its country.
    fn bent(&self, district: &Area, warp: &Warp) -> Area {
        let home = self.home_country(district);
        let ring = |ring: &Vec<Plane>| {
            followed(ring, DISTRICT_STEP_KM).map(|p| warp.edge_point(p, home.as_ref())).collect()
        };
        let polygons = district.rings.iter().map(|r| vec![ring(r)]).collect();
        let name = AreaName {
            name: district.name.clone(),
            code: district.code.clone(),
            parent: district.parent.clone(),
            alt_names: district.alt_names.clone(),
        };
        Area::new(name, polygons).unwrap_or_else(|| district.clone())
    }

    /// The country around a district's name.
    fn home_country(&self, district: &Area) -> Option<super::warp::Home<'_>> {
        let number = self.index.countries.iter().position(|c| c.contains(district.label_at))?;
        Some(super::warp::Home {
            area: self.countries.get(number)?,
            index: self.drawn_index.countries.get(number)?,
        })
    }
}

fn schematise(atlas: &Atlas, arcs: &[Vec<Plane>]) -> Option<Schematic> {
    let classes: Vec<LineClass> = atlas.arcs.iter().map(|a| a.class).collect();
    [GRID_KM, GRID_KM / 2.0]
        .into_iter()
        .find_map(|grid_km| Schematic::of(arcs, &classes, &atlas.areas, grid_km))
}

/// The project's own list, and the world's towns on the sheet that it does not have, named less readily.
fn all_places() -> Vec<Place> {
    let mut all = places::theatre_places();
    for mut town in places::world_places() {
        let near = SHEET_DEGREES.contains(town.at);
        let known = |own: &Place| {
            (own.at.lon() - town.at.lon()).abs() < SAME_TOWN_DEG
                && (own.at.lat() - town.at.lat()).abs() < SAME_TOWN_DEG
        };
        if near && !all.iter().any(known) {
            town.rank = (town.rank + 2).min(9);
            all.push(town);
        }
    }
    all
}

/// All lines with where they are drawn; without a schematic that is where they are.
fn drawn_lines<'a>(
    atlas: &'a Atlas,
    arcs: &'a [Vec<Plane>],
    schematic: Option<&'a Schematic>,
) -> impl Iterator<Item = Drawn<'a>> {
    atlas.arcs.iter().zip(arcs).enumerate().filter_map(move |(number, (arc, truth))| {
        let shown = match schematic {
            Some(made) => made.anchors.get(number)?.as_deref()?,
            None => truth,
        };
        Some(Drawn { class: arc.class, truth, shown })
    })
}

/// Where the outline draws a place: a crossing or pass on the nearest border.
fn on_outline(place: &Place, lines: &LineIndex) -> Plane {
    let hit = if place.kind.is_on_border() { lines.nearest(place.plane, is_border) } else { None };
    hit.map_or(place.plane, |hit| hit.truth)
}

fn is_border(class: LineClass) -> bool {
    matches!(
        class,
        LineClass::Contested | LineClass::International | LineClass::LineOfControl | LineClass::Indefinite
    )
}

pub(super) fn areas<'a>(
    atlas: &'a Atlas,
    level: AreaLevel,
    arcs: &'a [Vec<Plane>],
) -> impl Iterator<Item = Area> + 'a {
    atlas.areas.iter().filter(move |a| a.level == level).filter_map(|a| area_from(a, arcs))
}

fn district(shape: Shape, projection: &Projection) -> Option<Area> {
    let Shape { name, parent, alt_names, lines } = shape;
    // Each ring is a polygon of its own: the drawing has no districts with holes that matter at its precision.
    let polygons = lines.iter().map(|line| vec![projected(line, projection)]).collect();
    Area::new(AreaName { name, code: String::new(), parent, alt_names }, polygons)
}

fn polylines(shape: &Shape, projection: &Projection) -> Vec<Polyline> {
    let line = |points: &Vec<_>| Polyline { name: shape.name.clone(), points: projected(points, projection) };
    shape.lines.iter().map(line).collect()
}

fn projected(points: &[(f64, f64)], projection: &Projection) -> Vec<Plane> {
    points.iter().map(|&(lon, lat)| projection.forward_degrees(lon, lat)).collect()
}

fn project(atlas: &Atlas, projection: &Projection) -> Vec<Vec<Plane>> {
    let line = |arc: &atlas::Arc| {
        arc.points.iter().map(|&(lon, lat)| projection.forward_degrees(lon, lat)).collect()
    };
    atlas.arcs.iter().map(line).collect()
}

fn area_from(area: &ArcArea, arcs: &[Vec<Plane>]) -> Option<Area> {
    let ring = |refs: &Vec<i32>| ring_from(refs, arcs);
    let polygons = area.polygons.iter().map(|polygon| polygon.iter().map(ring).collect()).collect();
    Area::new(named(area), polygons)
}

/// All lines that are drawn, the main border last. `main`: for each arc, whether it is of that border.
pub(super) fn border_lines(arcs: &[atlas::Arc], planes: &[Vec<Plane>], main: &[bool]) -> Vec<BorderLine> {
    let mut lines: Vec<BorderLine> = arcs
        .iter()
        .zip(planes)
        .zip(main)
        .filter(|((arc, points), _)| arc.class != LineClass::Sheet && points.len() > 1)
        .map(|((arc, points), &main)| BorderLine {
            class: arc.class,
            name: arc.name.clone(),
            main,
            points: points.clone(),
        })
        .collect();
    lines.sort_by_key(|line| (line.main, std::cmp::Reverse(line.class)));
    lines
}

#[cfg(test)]
mod tests;
