//! The base map of any border: both countries near it and their neighbours, true or schematic, from the world map.

use super::area::ring_area_km2;
use super::atlas::{AreaLevel, Atlas, AtlasError};
use super::base::{BaseMap, Style, ring_from};
use super::border::Border;
use super::bounds::GeoBounds;
use super::cut::Cut;
use super::plane::{Plane, PlaneBounds};
use super::projection::Projection;
use super::schematic::{Schematic, rank};
use super::theatre::{areas, border_lines};
use super::{atlas, places};

/// The sheet reaches this share of the border's extent beyond it…
const MARGIN_SHARE: f64 = 0.35;
/// …within these bounds, in km.
const MARGIN_KM: (f64, f64) = (80.0, 500.0);
/// Cells of the schematic's grid along the border's extent (the diagonal of its rectangle).
const CELLS: f64 = 70.0;
/// What is tried when the lines find no way: cells smaller by this, and a sheet larger by so many cells.
const TRIES: [(f64, f64); 6] = [(1.0, 0.0), (0.75, 0.0), (1.0, 3.0), (0.5, 0.0), (0.5, 5.0), (0.33, 0.0)];
/// Islands, lakes and enclaves below so many cells are left out.
const LEAST_CELLS: f64 = 3.5;
/// Where lines are shifted by more cells, a bay or peninsula with a narrow neck was cut off.
const CALM_CELLS: f64 = 4.5;
/// A border shorter than this is shown as if it were so long.
const LEAST_EXTENT_KM: f64 = 60.0;
const MAIN_RANK: u8 = 1;

impl BaseMap {
    /// The map of a border: the theatre for the Durand Line, for any other the countries around it at 1:50m. A
    /// schematic that cannot be made gives the true lines.
    ///
    /// # Errors
    /// Only when a shipped file is broken.
    pub fn of_border(border: &Border, style: Style) -> Result<Self, AtlasError> {
        if border.is_durand() {
            return Self::theatre(style);
        }
        Ok(Self::around_border(&atlas::world()?, border, style))
    }

    fn around_border(world: &Atlas, border: &Border, style: Style) -> Self {
        let bounds = border.bounds().unwrap_or(Self::theatre_bounds());
        let projection = Projection::for_bounds(bounds.grown(0.25, 0.5));
        let line = border.parts.iter().flat_map(|part| &part.points);
        let extent = PlaneBounds::around(line.map(|&(lon, lat)| projection.forward_degrees(lon, lat)));
        let extent = extent.unwrap_or(PlaneBounds { min: Plane::default(), max: Plane::default() });
        let wish = Wish { world, border, projection, extent };
        let made = match style {
            Style::Schematic => wish.best_schematic(),
            Style::Outline => None,
        };
        let (sheet, cut, schematic) = if let Some((sheet, cut, schematic)) = made {
            (sheet, cut, Some(schematic))
        } else {
            let (sheet, grid_km) = wish.sheet(1.0, 0.0);
            // True lines need no grid: only what is too small to be seen is left out.
            (sheet, Cut::new(world, &projection, sheet, 0.25 * grid_km), None)
        };
        let main = wish.main(&cut);
        let mut map = Self::new(
            &border.name,
            projection,
            areas(&cut.atlas, AreaLevel::Country, &cut.lines).collect(),
            border_lines(&cut.atlas.arcs, &cut.lines, &main),
            places_on(&sheet, &projection),
        );
        map.sheet = sheet;
        map.sides = border.sides.clone().map(|side| side.name);
        if let Some(schematic) = &schematic {
            map.make_schematic(&cut.atlas, &cut.lines, schematic, &main);
        }
        map.home = extent.grown(0.12 * diagonal_km(&extent).max(LEAST_EXTENT_KM));
        map.surround(world, window(bounds));
        map
    }
}

struct Wish<'a> {
    world: &'a Atlas,
    border: &'a Border,
    projection: Projection,
    extent: PlaneBounds,
}

impl Wish<'_> {
    /// The sheet and the cell of its grid in km; the sheet is a whole number of cells.
    fn sheet(&self, cell: f64, more_cells: f64) -> (PlaneBounds, f64) {
        let diagonal = diagonal_km(&self.extent).max(LEAST_EXTENT_KM);
        let grid_km = cell * diagonal / CELLS;
        let margin = (MARGIN_SHARE * diagonal).clamp(MARGIN_KM.0, MARGIN_KM.1) + more_cells * grid_km;
        let wanted = self.extent.grown(margin);
        let down = |km: f64| (km / grid_km).floor() * grid_km;
        let up = |km: f64| (km / grid_km).ceil() * grid_km;
        let min = Plane::new(down(wanted.min.x_km), down(wanted.min.y_km));
        let max = Plane::new(up(wanted.max.x_km), up(wanted.max.y_km));
        (PlaneBounds { min, max }, grid_km)
    }

    /// The first try that keeps every bay and peninsula and turns no country over, else the one with the fewest turned
    /// over, and of those the one that shifts lines least.
    fn best_schematic(&self) -> Option<(PlaneBounds, Cut, Schematic)> {
        let mut best: Option<(usize, (PlaneBounds, Cut, Schematic))> = None;
        for (cell, more) in TRIES {
            let Some(made) = self.schematic(cell, more) else { continue };
            let turned = turned_over(&made.1, &made.2);
            if turned == 0 && made.2.shift_km <= CALM_CELLS * made.2.grid_km {
                return Some(made);
            }
            let is_better = |(least, best): &(usize, (PlaneBounds, Cut, Schematic))| {
                turned < *least || (turned == *least && made.2.shift_km < best.2.shift_km)
            };
            if best.as_ref().is_none_or(is_better) {
                best = Some((turned, made));
            }
        }
        best.map(|(_, made)| made)
    }

    fn schematic(&self, cell: f64, more_cells: f64) -> Option<(PlaneBounds, Cut, Schematic)> {
        let (sheet, grid_km) = self.sheet(cell, more_cells);
        let cut = Cut::new(self.world, &self.projection, sheet, LEAST_CELLS * grid_km);
        let main = self.main(&cut);
        let lines = cut.atlas.arcs.iter().zip(&main);
        let ranks: Vec<u8> = lines
            .map(
                |(arc, &main)| {
                    if main { MAIN_RANK } else { rank(arc.class).max(2 * u8::from(rank(arc.class) > 0)) }
                },
            )
            .collect();
        let schematic = Schematic::of_ranks(&cut.lines, &ranks, &cut.atlas.areas, grid_km)?;
        Some((sheet, cut, schematic))
    }

    /// For each line, whether both countries share it.
    fn main(&self, cut: &Cut) -> Vec<bool> {
        let own = |name: &str| -> Vec<bool> {
            let mut used = vec![false; self.world.arcs.len()];
            let countries =
                self.world.areas.iter().filter(|a| a.level == AreaLevel::Country && a.name == name);
            for &number in countries.flat_map(|a| a.polygons.iter().flatten().flatten()) {
                let index = usize::try_from(if number < 0 { !number } else { number }).unwrap_or(usize::MAX);
                if let Some(slot) = used.get_mut(index) {
                    *slot = true;
                }
            }
            used
        };
        let [a, b] = &self.border.sides;
        let (a, b) = (own(&a.name), own(&b.name));
        let shared = |arc: &Option<usize>| {
            arc.is_some_and(|arc| a.get(arc) == Some(&true) && b.get(arc) == Some(&true))
        };
        cut.from.iter().map(shared).collect()
    }
}

/// How many parts of countries run the other way round on the schematic: of a part that is too small for its cell, the
/// shore may come to lie on the inland side of its border.
fn turned_over(cut: &Cut, schematic: &Schematic) -> usize {
    let drawn: Vec<Vec<Plane>> = schematic.lines.iter().map(|l| l.clone().unwrap_or_default()).collect();
    let outlines =
        cut.atlas.areas.iter().flat_map(|area| &area.polygons).filter_map(|polygon| polygon.first());
    let is_turned = |ring: &&Vec<i32>| {
        let [truth, drawn] = [&cut.lines, &drawn].map(|lines| ring_area_km2(&ring_from(ring, lines)));
        truth * drawn < 0.0
    };
    outlines.filter(is_turned).count()
}

fn diagonal_km(extent: &PlaneBounds) -> f64 {
    extent.min.distance_km(extent.max)
}

/// The world's towns on the sheet.
fn places_on(sheet: &PlaneBounds, projection: &Projection) -> Vec<places::Place> {
    let mut all = places::world_places();
    all.retain(|place| sheet.contains(projection.forward(place.at)));
    all
}

/// What is drawn around the sheet: as much of the world as the projection shows without tearing.
fn window(bounds: GeoBounds) -> GeoBounds {
    let (lon, lat) = bounds.centre();
    GeoBounds {
        west: lon - 95.0,
        south: (lat - 65.0).max(-75.0),
        east: lon + 95.0,
        north: (lat + 65.0).min(82.0),
    }
}

#[cfg(test)]
mod tests;
