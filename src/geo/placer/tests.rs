//! Many places are drawn to the bit where each of them is drawn alone.

use std::sync::Arc;

use super::*;
use crate::geo::lookup::BandIndex;
use crate::geo::{Border, Style};

/// Numbers without order, always the same (`SplitMix64`, Steele, Lea and Flood 2014), from 0 to 1.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from(u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap()) / f64::from(u32::MAX)
    }

    fn about(&mut self, p: Plane, km: f64) -> Plane {
        p.moved((2.0 * self.share() - 1.0) * km, (2.0 * self.share() - 1.0) * km)
    }
}

/// A placer with its grid, however few the places are.
fn placer(map: &BaseMap) -> Placer<'_> {
    let placer = map.placer(MANY);
    assert!(placer.ground.is_some());
    placer
}

/// Points of the plane where a grid could go wrong: all over the sheet and beyond, on and beside each line, at the edges
/// and corners of cells, at crossings, and far away.
fn points(map: &BaseMap, ground: &Ground<'_>, most: usize) -> Vec<Plane> {
    let mut dice = Dice(7);
    let sheet = map.sheet.grown(100.0);
    let mut points: Vec<Plane> = (0..most)
        .map(|_| sheet.min.moved(dice.share() * sheet.width_km(), dice.share() * sheet.height_km()))
        .collect();
    let true_lines: Vec<(Plane, Plane)> = ground.warp.lines().segments().collect();
    let drawn_lines: Vec<(Plane, Plane)> = ground.drawn.countries_and_provinces().collect();
    for lines in [true_lines, drawn_lines, ground.warp.main().to_vec()] {
        for &(a, b) in lines.iter().step_by((lines.len() * 4).div_ceil(most).max(1)) {
            let on = a.towards(b, dice.share());
            points.extend([a, on, dice.about(on, 1e-9), dice.about(on, 0.5), dice.about(on, 12.0)]);
        }
    }
    for _ in 0..most / 4 {
        let cell = ground.cells.bounds(whole(dice.share() * real(ground.cells.len())));
        let edge = cell.min.towards(Plane::new(cell.min.x_km, cell.max.y_km), dice.share());
        points.extend([cell.min, edge, dice.about(cell.min, 1e-7), dice.about(edge, 1e-7)]);
    }
    for &(crossing, _) in &map.crossings {
        points.extend((0..20).map(|_| dice.about(crossing, 1.2 * AT_CROSSING_KM)));
    }
    points
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of cells")]
fn whole(value: f64) -> usize {
    value as usize
}

#[expect(clippy::cast_precision_loss, reason = "a number of cells")]
fn real(value: usize) -> f64 {
    value as f64
}

impl Levels<'_> {
    fn countries_and_provinces(&self) -> impl Iterator<Item = (Plane, Plane)> {
        self.countries.areas().iter().chain(self.provinces.areas()).flat_map(BandIndex::edges)
    }
}

/// Compares all points, and places all over the Earth.
fn compare(map: &BaseMap, most: usize) {
    let placer = placer(map);
    let points = points(map, placer.ground.as_ref().unwrap(), most);
    let near = points.into_iter().filter_map(|p| map.projection.inverse(p));
    let all_over = (-36..=36).flat_map(|lon| (-17..=17).map(move |lat| (lon, lat)));
    let far = all_over.filter_map(|(lon, lat)| LonLat::new(f64::from(lon) * 5.0, f64::from(lat) * 5.2));
    let mut seen = 0;
    for at in near.chain(far) {
        assert_eq!(placer.place(at), map.place(at), "{at:?} on {}", map.name);
        seen += 1;
    }
    assert!(seen > most, "{seen}");
}

fn border(a: &str, b: &str) -> BaseMap {
    let border = Border::shipped(a, b).unwrap().unwrap();
    BaseMap::of_border(&border, Style::Schematic).unwrap()
}

#[test]
fn on_the_schematic_of_the_theatre_each_of_many_places_is_drawn_where_it_is_drawn_alone() {
    compare(&BaseMap::theatre(Style::Schematic).unwrap(), 30_000);
}

#[test]
fn so_it_is_on_the_schematics_of_other_borders() {
    for (a, b) in [("UKR", "RUS"), ("COD", "RWA"), ("ARM", "AZE"), ("CHL", "ARG"), ("BEL", "NLD")] {
        compare(&border(a, b), 6_000);
    }
}

#[test]
fn and_at_each_step_of_the_way_to_the_outline() {
    for schematic in [BaseMap::theatre(Style::Schematic).unwrap(), border("ARM", "AZE")] {
        let schematic = Arc::new(schematic);
        for step in [1, 6, STEPS - 1] {
            compare(&schematic.step(step).unwrap(), 3_000);
        }
        let last = BaseMap::theatre(Style::Outline).unwrap().as_last_step(&schematic);
        let at = LonLat::new(70.0, 33.0).unwrap();
        assert_eq!(last.placer(MANY).place(at), last.place(at));
    }
}

#[test]
fn few_places_are_worth_no_grid() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    assert!(map.placer(MANY - 1).ground.is_none());
}
