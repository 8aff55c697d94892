//! What a map view draws: areas, lines, rivers and places in plane kilometres.

use super::area::{Area, AreaName};
use super::atlas::{self, Arc, ArcArea, AreaLevel, Atlas, AtlasError, LineClass, Shape};
use super::bounds::GeoBounds;
use super::gazetteer::NameIndex;
use super::lookup::BandIndex;
use super::places::{self, Place};
use super::plane::{Plane, PlaneBounds};
use super::projection::Projection;
use crate::model::LonLat;

/// Which geometry a map shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// Octilinear lines, shifted a little, easy to read.
    Schematic,
    /// The true lines.
    Outline,
}

/// One border, province line or shore as drawn.
#[derive(Clone, Debug)]
pub struct BorderLine {
    /// What the line is.
    pub class: LineClass,
    /// The line's name; empty for province lines and shores.
    pub name: String,
    /// At least two points.
    pub points: Vec<Plane>,
}

/// A named line such as a river.
#[derive(Clone, Debug)]
pub struct Polyline {
    /// The name as shown; may be empty.
    pub name: String,
    /// At least two points.
    pub points: Vec<Plane>,
}

/// Points to one area of a [`BaseMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AreaRef {
    /// In which of the three lists.
    pub level: AreaLevel,
    /// Its number there.
    pub index: usize,
}

/// A whole base map, ready to be drawn: everything in plane km of `projection`, schematic or true.
#[derive(Clone, Debug)]
pub struct BaseMap {
    /// From degrees to true plane km. Use [`BaseMap::place`] for what is drawn.
    pub projection: Projection,
    /// How far a schematic shifts a line at most, in km; `None` for true geometry.
    pub schematic_shift_km: Option<f64>,
    /// Countries.
    pub countries: Vec<Area>,
    /// Provinces of the countries at the centre.
    pub provinces: Vec<Area>,
    /// Districts where a free set exists.
    pub districts: Vec<Area>,
    /// Borders, province lines and shores, each once, main border last (draw in this order).
    pub lines: Vec<BorderLine>,
    /// Main rivers.
    pub rivers: Vec<Polyline>,
    /// The gazetteer.
    pub places: Vec<Place>,
    /// The rectangle to show at first.
    pub home: PlaneBounds,
    /// What must stand under every picture about borders and their status.
    pub note: String,
    /// Whose data it is.
    pub credit: String,
    /// "Pakistan–Afghanistan", "World"
    pub name: String,
    index: AreaIndex,
    names: NameIndex,
}

/// Point-in-area tests on the true geometry, whatever the style.
#[derive(Clone, Debug, Default)]
struct AreaIndex {
    countries: Vec<BandIndex>,
    provinces: Vec<BandIndex>,
    districts: Vec<BandIndex>,
}

const NOTE: &str = include_str!("../../assets/geo/note.txt");
const CREDIT: &str = include_str!("../../assets/geo/credit.txt");

impl BaseMap {
    /// Afghanistan, Pakistan and their neighbours, at 1:10m.
    ///
    /// # Errors
    /// Only when a shipped file is broken.
    pub fn theatre(style: Style) -> Result<Self, AtlasError> {
        let atlas = atlas::theatre()?;
        let projection = Projection::for_bounds(atlas.bounds.unwrap_or(Self::theatre_bounds()));
        let _ = style;
        let arcs = project(&atlas, &projection);
        let areas =
            |level| atlas.areas.iter().filter(move |a| a.level == level).filter_map(|a| area_from(a, &arcs));
        let countries = areas(AreaLevel::Country).collect();
        let lines = border_lines(&atlas.arcs, &arcs);
        let mut map =
            Self::new("Pakistan–Afghanistan", projection, countries, lines, places::theatre_places());
        map.provinces = areas(AreaLevel::Province).collect();
        map.districts = atlas::districts()?.into_iter().filter_map(|d| district(d, &projection)).collect();
        map.rivers = atlas::rivers()?.iter().flat_map(|river| polylines(river, &projection)).collect();
        map.home = home(&map, &["AFG", "PAK"]).unwrap_or(map.home);
        map.reindex();
        Ok(map)
    }

    /// The bounds of the theatre's two countries.
    pub fn theatre_bounds() -> GeoBounds {
        GeoBounds { west: 60.5, south: 23.6, east: 78.0, north: 38.5 }
    }

    /// Where a place on Earth is drawn on this map, in plane km: the projection, and on a schematic the shift with it.
    pub fn place(&self, at: LonLat) -> Plane {
        self.projection.forward(at)
    }

    /// The smallest area that holds the place: a district, else a province, else a country.
    pub fn area_at(&self, at: LonLat) -> Option<AreaRef> {
        [AreaLevel::District, AreaLevel::Province, AreaLevel::Country]
            .into_iter()
            .find_map(|level| self.area_of_level_at(level, at))
    }

    /// The area of one level that holds the place.
    pub fn area_of_level_at(&self, level: AreaLevel, at: LonLat) -> Option<AreaRef> {
        let p = self.projection.forward(at);
        let index = match level {
            AreaLevel::Country => &self.index.countries,
            AreaLevel::Province => &self.index.provinces,
            AreaLevel::District => &self.index.districts,
        };
        index.iter().position(|area| area.contains(p)).map(|index| AreaRef { level, index })
    }

    /// The areas of one level.
    pub fn areas(&self, level: AreaLevel) -> &[Area] {
        match level {
            AreaLevel::Country => &self.countries,
            AreaLevel::Province => &self.provinces,
            AreaLevel::District => &self.districts,
        }
    }

    /// The area that a reference points to.
    pub fn area(&self, area: AreaRef) -> Option<&Area> {
        self.areas(area.level).get(area.index)
    }

    pub(super) fn names(&self) -> &NameIndex {
        &self.names
    }

    /// A map of countries in true geometry, its places projected, shown whole.
    pub(super) fn new(
        name: &str,
        projection: Projection,
        countries: Vec<Area>,
        lines: Vec<BorderLine>,
        mut places: Vec<Place>,
    ) -> Self {
        for place in &mut places {
            place.plane = projection.forward(place.at);
        }
        let home = PlaneBounds::around(countries.iter().flat_map(|c| [c.bounds.min, c.bounds.max]))
            .unwrap_or(PlaneBounds { min: Plane::default(), max: Plane::default() });
        let mut map = Self {
            projection,
            schematic_shift_km: None,
            countries,
            provinces: Vec::new(),
            districts: Vec::new(),
            lines,
            rivers: Vec::new(),
            places,
            home,
            note: NOTE.trim().to_owned(),
            credit: CREDIT.trim().to_owned(),
            name: name.to_owned(),
            index: AreaIndex::default(),
            names: NameIndex::default(),
        };
        map.reindex();
        map
    }

    /// Makes the indexes again. Call while all areas have their true geometry.
    fn reindex(&mut self) {
        let bands = |areas: &[Area]| areas.iter().map(BandIndex::new).collect();
        self.index = AreaIndex {
            countries: bands(&self.countries),
            provinces: bands(&self.provinces),
            districts: bands(&self.districts),
        };
        self.names = NameIndex::new(self);
    }
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
    let line =
        |arc: &Arc| arc.points.iter().map(|&(lon, lat)| projection.forward_degrees(lon, lat)).collect();
    atlas.arcs.iter().map(line).collect()
}

fn area_from(area: &ArcArea, arcs: &[Vec<Plane>]) -> Option<Area> {
    let ring = |refs: &Vec<i32>| ring_from(refs, arcs);
    let polygons = area.polygons.iter().map(|polygon| polygon.iter().map(ring).collect()).collect();
    let name = AreaName {
        name: area.name.clone(),
        code: area.code.clone(),
        parent: area.parent.clone(),
        alt_names: area.alt_names.clone(),
    };
    Area::new(name, polygons)
}

/// Joins arcs to a ring; each arc gives all its points but the last.
pub(super) fn ring_from<P: Copy>(refs: &[i32], arcs: &[Vec<P>]) -> Vec<P> {
    let mut ring = Vec::new();
    for &number in refs {
        let Some((arc, forward)) = atlas::arc_at(arcs, number) else { continue };
        let steps = arc.len().saturating_sub(1);
        if forward {
            ring.extend(arc.iter().take(steps));
        } else {
            ring.extend(arc.iter().rev().take(steps));
        }
    }
    ring
}

fn border_lines(arcs: &[Arc], planes: &[Vec<Plane>]) -> Vec<BorderLine> {
    let mut lines: Vec<BorderLine> = arcs
        .iter()
        .zip(planes)
        .filter(|(arc, points)| arc.class != LineClass::Sheet && points.len() > 1)
        .map(|(arc, points)| BorderLine { class: arc.class, name: arc.name.clone(), points: points.clone() })
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.class));
    lines
}

fn home(map: &BaseMap, codes: &[&str]) -> Option<PlaneBounds> {
    let shown = map.countries.iter().filter(|c| codes.contains(&c.code.as_str()));
    PlaneBounds::around(shown.flat_map(|c| [c.bounds.min, c.bounds.max])).map(|b| b.grown(40.0))
}
