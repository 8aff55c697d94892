//! Puts many places on a base map, with a grid that knows at once what lies around most of them.
//!
//! Everywhere the answer is that of [`BaseMap::place`]: a cell holds what can matter to any of its points, by bounds on
//! distances, and what is left is worked out as for a single place.

mod areas;
mod cells;
mod lists;
#[cfg(test)]
mod tests;

use super::base::{AT_CROSSING_KM, AreaIndex, BaseMap, HomeLevel};
use super::fade::STEPS;
use super::line_index::Hit;
use super::plane::{Plane, PlaneBounds};
use super::warp::{Home, Nearby, Warp, nearest_within};
use crate::model::LonLat;
use areas::AreaCells;
use cells::Cells;
use lists::Lists;

/// From so many places on the grid is worth its making, which takes as long as placing some thousands without it.
const MANY: usize = 20_000;
/// More cells than this would take longer than they save.
const MOST_CELLS: usize = 1 << 19;

/// Where places are drawn on one map: [`BaseMap::place`] for many.
#[derive(Clone, Debug)]
pub struct Placer<'a> {
    map: &'a BaseMap,
    ground: Option<Ground<'a>>,
    /// The areas as drawn at a step of the way to the outline.
    step: Option<Levels<'a>>,
}

impl BaseMap {
    /// Makes ready to place about so many places; some 20 ms where they are many and the map is a schematic.
    pub fn placer(&self, places: usize) -> Placer<'_> {
        let on_the_way = self.fade.as_ref().filter(|fade| fade.step < STEPS);
        let schematic = on_the_way.map_or(self, |fade| &fade.schematic);
        let ground = if places < MANY { None } else { Ground::new(schematic) };
        let step = ground.as_ref().filter(|_| on_the_way.is_some());
        let step = step.map(|ground| Levels::new(&ground.cells, &self.drawn_index));
        Placer { map: self, ground, step }
    }
}

impl Placer<'_> {
    /// Where a place on Earth is drawn, in plane km.
    pub fn place(&self, at: LonLat) -> Plane {
        let Some(ground) = &self.ground else { return self.map.place(at) };
        let truth = self.map.projection.forward(at);
        let drawn = ground.place(truth);
        let (Some(step), Some(fade)) = (&self.step, &self.map.fade) else { return drawn };
        self.map.between(fade, [drawn, truth], |p| {
            let Some((level, number)) = ground.home(truth) else { return p };
            let known = ground.cells.of(p).is_some_and(|cell| step.is_in(cell, level, number));
            if known { p } else { self.map.kept_inside(self.map.home(level, number).as_ref(), p) }
        })
    }
}

/// What is known of the surroundings of points on a schematic.
#[derive(Clone, Debug)]
struct Ground<'a> {
    map: &'a BaseMap,
    warp: &'a Warp,
    cells: Cells,
    /// In which areas the true points of a cell lie.
    truth: Levels<'a>,
    /// And its drawn points.
    drawn: Levels<'a>,
    /// The true lines that may be the nearest.
    lines: Lists,
    /// The pieces of the drawn main border that may be too near.
    border: Lists,
    /// Whether a crossing may be near.
    crossing: Vec<bool>,
}

impl<'a> Ground<'a> {
    fn new(map: &'a BaseMap) -> Option<Self> {
        let warp = map.warp.as_ref()?;
        let bounds = bounds(map, warp)?;
        let cells = Cells::over(bounds, warp.reach_km(), MOST_CELLS)?;
        let mut crossing = vec![false; cells.len()];
        for (truth, _) in &map.crossings {
            cells.within(around(*truth, AT_CROSSING_KM), |cell| {
                if let Some(slot) = crossing.get_mut(cell) {
                    *slot = true;
                }
            });
        }
        Some(Self {
            map,
            warp,
            cells,
            truth: Levels::new(&cells, &map.index),
            drawn: Levels::new(&cells, &map.drawn_index),
            lines: lists::lines(&cells, warp),
            border: lists::border(&cells, warp),
            crossing,
        })
    }

    fn place(&self, truth: Plane) -> Plane {
        // Nothing reaches beyond the cells.
        let Some(cell) = self.cells.of(truth) else { return truth };
        let is_near_crossing = self.crossing.get(cell).copied().unwrap_or(true);
        if let Some(drawn) = self.map.crossing_at(truth).filter(|_| is_near_crossing) {
            return drawn;
        }
        let Some((level, number)) = self.home_in(cell, truth) else {
            return self.warp.place_by(&Point { ground: self, home: None }, truth, None);
        };
        let point = Point { ground: self, home: Some((level, number)) };
        self.warp.place_by(&point, truth, self.map.home(level, number).as_ref())
    }

    fn home(&self, truth: Plane) -> Option<(HomeLevel, usize)> {
        self.home_in(self.cells.of(truth)?, truth)
    }

    /// The area in which a true point of a cell must stay, as [`BaseMap::home_of`].
    fn home_in(&self, cell: usize, truth: Plane) -> Option<(HomeLevel, usize)> {
        let home = |level, areas: &AreaCells<'_>| {
            let number = areas.first_around(cell, truth)?;
            self.map.home(level, number).map(|_| (level, number))
        };
        let province = home(HomeLevel::Province, &self.truth.provinces);
        province.or_else(|| home(HomeLevel::Country, &self.truth.countries))
    }
}

/// The areas that points stay in, by cells.
#[derive(Clone, Debug)]
struct Levels<'a> {
    provinces: AreaCells<'a>,
    countries: AreaCells<'a>,
}

impl<'a> Levels<'a> {
    fn new(cells: &Cells, index: &'a AreaIndex) -> Self {
        Self {
            provinces: AreaCells::new(cells, &index.provinces),
            countries: AreaCells::new(cells, &index.countries),
        }
    }

    /// Whether all points of a cell lie in an area.
    fn is_in(&self, cell: usize, level: HomeLevel, number: usize) -> bool {
        match level {
            HomeLevel::Province => self.provinces.is_in(cell, number),
            HomeLevel::Country => self.countries.is_in(cell, number),
        }
    }
}

/// One point with the area that it must stay in.
struct Point<'a> {
    ground: &'a Ground<'a>,
    home: Option<(HomeLevel, usize)>,
}

impl Nearby for Point<'_> {
    fn line(&self, truth: Plane) -> Option<Hit> {
        let near = self.ground.lines.of(self.ground.cells.of(truth)?);
        self.ground.warp.lines().nearest_among(truth, near.iter().map(|&number| number as usize))
    }

    fn is_home(&self, home: &Home<'_>, drawn: Plane) -> bool {
        let known = |(level, number)| {
            self.ground.cells.of(drawn).is_some_and(|cell| self.ground.drawn.is_in(cell, level, number))
        };
        self.home.is_some_and(known) || home.index.contains(drawn)
    }

    fn border(&self, drawn: Plane) -> Option<(Plane, f64)> {
        let near = self.ground.border.of(self.ground.cells.of(drawn)?);
        let main = self.ground.warp.main();
        let pieces = near.iter().filter_map(|&number| main.get(number as usize).copied());
        nearest_within(pieces, drawn, self.ground.warp.clear_km())
    }
}

/// The rectangle around all that can matter to a point.
fn bounds(map: &BaseMap, warp: &Warp) -> Option<PlaneBounds> {
    let indexes = [&*map.index, &map.drawn_index];
    let areas = indexes.into_iter().flat_map(|index| index.provinces.iter().chain(&index.countries));
    let ends = |(a, b): (Plane, Plane)| [a, b];
    let lines = warp.lines().segments().flat_map(ends).map(|p| around(p, warp.reach_km()));
    let border = warp.main().iter().copied().flat_map(ends).map(|p| around(p, warp.clear_km()));
    let crossings = map.crossings.iter().map(|&(truth, _)| around(truth, AT_CROSSING_KM));
    let all = areas.map(crate::geo::lookup::BandIndex::bounds).chain(lines).chain(border).chain(crossings);
    PlaneBounds::around(all.chain([warp.field_bounds()]).flat_map(|bounds| [bounds.min, bounds.max]))
}

fn around(p: Plane, km: f64) -> PlaneBounds {
    PlaneBounds { min: p, max: p }.grown(km)
}
