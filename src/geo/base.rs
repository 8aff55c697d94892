//! What a map view draws: areas, lines, rivers and places in plane kilometres.

use std::sync::Arc;

use super::area::{Area, AreaName};
use super::atlas::{self, ArcArea, AreaLevel, LineClass};
use super::country_hint::ACCURACY_50M_KM;
use super::detail::Details;
use super::fade::{Fade, Truth};
use super::gazetteer::NameIndex;
use super::layer::LayerOnMap;
use super::lookup::BandIndex;
use super::places::Place;
use super::plane::{Plane, PlaneBounds};
use super::projection::Projection;
use super::warp::{Home, Warp};
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
    /// Whether it is of the border that the map is about.
    pub main: bool,
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
    /// The names of the two countries whose border this map is of; empty for a map of no border.
    pub sides: [String; 2],
    /// Where the sheet itself lies: the rectangle around all countries that are looked up.
    pub sheet: PlaneBounds,
    /// Countries of the world base in the same plane, coarse and true: drawn below the sheet in the quiet land colour
    /// where the pane reaches beyond it, never used for lookups. Empty for a map of the world base itself.
    pub surroundings: Arc<Vec<Area>>,
    /// Shores and borders of the surroundings, drawn with them.
    pub surrounding_lines: Arc<Vec<BorderLine>>,
    /// The gazetteer.
    pub places: Vec<Place>,
    /// The user's own layers, in the order in which they are drawn.
    pub layers: Vec<LayerOnMap>,
    /// The rectangle to show at first.
    pub home: PlaneBounds,
    /// How far from the truth a line of the map may lie at its scale, in km; a schematic's shift aside.
    pub accuracy_km: f64,
    /// What must stand under every picture about borders and their status.
    pub note: String,
    /// Whose data it is.
    pub credit: String,
    /// "Pakistan–Afghanistan", "World"
    pub name: String,
    /// Point-in-area tests on the true geometry, whatever the style.
    pub(super) index: Arc<AreaIndex>,
    /// The same on the drawn geometry of a schematic; empty for true geometry.
    pub(super) drawn_index: AreaIndex,
    pub(super) warp: Option<Warp>,
    /// Where crossings truly are, and where they are drawn.
    pub(super) crossings: Vec<(Plane, Plane)>,
    pub(super) names: Arc<NameIndex>,
    pub(super) details: Arc<Details>,
    /// Of a schematic: what it needs to turn into the outline.
    pub(super) truth: Option<Arc<Truth>>,
    /// Where this map stands on the way from a schematic to the outline, if it is one of its steps.
    pub(super) fade: Option<Fade>,
}

/// Point-in-area tests for each area.
#[derive(Clone, Debug, Default)]
pub(super) struct AreaIndex {
    pub(super) countries: Vec<BandIndex>,
    pub(super) provinces: Vec<BandIndex>,
    pub(super) districts: Vec<BandIndex>,
}

/// In which list an area lies that points must stay in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HomeLevel {
    Province,
    Country,
}

/// Events this near to a crossing's own coordinates are drawn on the crossing.
pub(super) const AT_CROSSING_KM: f64 = 1.5;

/// What is said of the borders wherever the map is shown.
pub const NOTE: &str = include_str!("../../assets/geo/note.txt");
const CREDIT: &str = include_str!("../../assets/geo/credit.txt");

impl BaseMap {
    /// Where a place on Earth is drawn on this map, in plane km: the projection, and on a schematic the shift with it.
    /// On a schematic a place stays in its own area and clear of the main border, and a crossing stands on the line.
    pub fn place(&self, at: LonLat) -> Plane {
        if let Some(fade) = &self.fade {
            return self.place_at_step(at, fade);
        }
        let p = self.projection.forward(at);
        let Some(warp) = &self.warp else { return p };
        self.crossing_at(p).unwrap_or_else(|| warp.place(p, self.home_of(p).as_ref()))
    }

    /// Where the crossing is drawn that a true point stands for.
    pub(super) fn crossing_at(&self, p: Plane) -> Option<Plane> {
        let near = |(truth, _): &&(Plane, Plane)| truth.distance2(p) < AT_CROSSING_KM * AT_CROSSING_KM;
        self.crossings.iter().find(near).map(|&(_, drawn)| drawn)
    }

    /// The schematic area in which a true point must stay: its province, else its country.
    pub(super) fn home_of(&self, p: Plane) -> Option<Home<'_>> {
        let first = |areas: &[BandIndex]| areas.iter().position(|area| area.contains(p));
        let province = first(&self.index.provinces).and_then(|number| self.home(HomeLevel::Province, number));
        province.or_else(|| self.home(HomeLevel::Country, first(&self.index.countries)?))
    }

    /// A province or country in which points must stay, by its number; none where it is not drawn.
    pub(super) fn home(&self, level: HomeLevel, number: usize) -> Option<Home<'_>> {
        let (areas, index) = match level {
            HomeLevel::Province => (&self.provinces, &self.drawn_index.provinces),
            HomeLevel::Country => (&self.countries, &self.drawn_index.countries),
        };
        Some(Home { index: index.get(number)?, area: areas.get(number)? })
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
            AreaLevel::Layer(_) => return self.layer_areas_at(at).find(|area| area.level == level),
        };
        index.iter().position(|area| area.contains(p)).map(|index| AreaRef { level, index })
    }

    /// The areas of one level.
    pub fn areas(&self, level: AreaLevel) -> &[Area] {
        match level {
            AreaLevel::Country => &self.countries,
            AreaLevel::Province => &self.provinces,
            AreaLevel::District => &self.districts,
            AreaLevel::Layer(number) => {
                self.layers.get(usize::from(number)).map_or(&[], |layer| layer.laid.areas.as_slice())
            }
        }
    }

    /// The area that a reference points to.
    pub fn area(&self, area: AreaRef) -> Option<&Area> {
        self.areas(area.level).get(area.index)
    }

    /// The true shape of an area, whatever the style.
    pub(super) fn true_index(&self, area: AreaRef) -> Option<&BandIndex> {
        let index = match area.level {
            AreaLevel::Country => &self.index.countries,
            AreaLevel::Province => &self.index.provinces,
            AreaLevel::District => &self.index.districts,
            AreaLevel::Layer(number) => {
                return self.layers.get(usize::from(number))?.laid.truth(area.index);
            }
        };
        index.get(area.index)
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
        let sheet = PlaneBounds::around(countries.iter().flat_map(|c| [c.bounds.min, c.bounds.max]))
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
            layers: Vec::new(),
            home: sheet,
            sides: [String::new(), String::new()],
            sheet,
            surroundings: Arc::default(),
            surrounding_lines: Arc::default(),
            accuracy_km: ACCURACY_50M_KM,
            note: NOTE.trim().to_owned(),
            credit: CREDIT.trim().to_owned(),
            name: name.to_owned(),
            index: Arc::default(),
            drawn_index: AreaIndex::default(),
            warp: None,
            crossings: Vec::new(),
            names: Arc::default(),
            details: Arc::default(),
            truth: None,
            fade: None,
        };
        map.reindex();
        map
    }

    /// Makes the indexes again. Call while all areas have their true geometry.
    pub(super) fn reindex(&mut self) {
        self.index = Arc::new(AreaIndex {
            countries: bands(&self.countries),
            provinces: bands(&self.provinces),
            districts: bands(&self.districts),
        });
        self.names = Arc::new(NameIndex::new(self));
    }
}

pub(super) fn bands(areas: &[Area]) -> Vec<BandIndex> {
    areas.iter().map(BandIndex::new).collect()
}

/// What an area of a map file is called.
pub(super) fn named(area: &ArcArea) -> AreaName {
    AreaName {
        name: area.name.clone(),
        code: area.code.clone(),
        parent: area.parent.clone(),
        alt_names: area.alt_names.clone(),
    }
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
