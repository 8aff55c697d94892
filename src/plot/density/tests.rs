//! Counts of cells against a walk over all pins.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::plot::{Camera, Frame, MapLimits, MapScale, Spot};

fn step(km_per_point: f64) -> ZoomStep {
    let home = PlaneBounds { min: Plane::new(-500.0, -500.0), max: Plane::new(500.0, 500.0) };
    let frame = Frame::sized(Spot::new(0.0, 0.0), 400.0, 300.0);
    let camera = Camera::At { center_km: [0.0, 0.0], km_per_point };
    ZoomStep::of(&MapScale::new(camera, frame, &MapLimits::around(home, None)))
}

fn pin(x: f64, y: f64, count: u32) -> Pin {
    Pin { at: Plane::new(x, y), kinds: [count, 0, 1, 0, 0, 0, 0, 0] }
}

fn window(half: f64) -> PlaneBounds {
    PlaneBounds { min: Plane::new(-half, -half), max: Plane::new(half, half) }
}

proptest! {
    #[test]
    fn cells_count_what_a_walk_over_the_pins_counts(
        spots in prop::collection::vec((-200_i32..200, -200_i32..200, 1_u32..2000), 0..300),
        km_per_point in 0.3_f64..8.0,
    ) {
        let pins: Vec<Pin> =
            spots.iter().map(|&(x, y, n)| pin(f64::from(x) * 1.37, f64::from(y) * 1.37, n)).collect();
        let (step, window) = (step(km_per_point), window(180.0));
        let density = Density::new(&pins, window, step);
        let mut naive: BTreeMap<[i32; 2], (u32, Vec<u32>)> = BTreeMap::new();
        let side = CELL_POINTS * step.km_per_point();
        for (number, pin) in (0..).zip(&pins).filter(|(_, pin)| window.contains(pin.at)) {
            let at = [pin.at.y_km, pin.at.x_km].map(|km| (-400..400).find(|&n| f64::from(n + 1) * side > km).unwrap());
            let cell = naive.entry(at).or_default();
            cell.0 += pin.count();
            cell.1.push(number);
        }
        let found: Vec<_> = density.cells.iter().map(|cell| {
            let [x, y] = cell.column;
            ([y, x], (cell.count(), density.members(cell).to_vec()))
        }).collect();
        prop_assert_eq!(found, naive.into_iter().collect::<Vec<_>>());
        for (number, cell) in density.cells.iter().enumerate() {
            for &member in density.members(cell) {
                let pin = &pins[member as usize];
                prop_assert_eq!(density.at(pin.at), Some(number));
                prop_assert!(pin.count() <= pins[cell.main as usize].count());
            }
        }
        let runs = density.runs();
        let cells: usize = runs.iter().map(|(ends, _, _)| (ends[0]..=ends[1]).count()).sum();
        prop_assert_eq!(cells, density.cells.len());
    }
}

#[test]
fn panning_changes_no_count() {
    let pins: Vec<Pin> = (0..400).map(|n| pin(f64::from(n % 20) * 7.0, f64::from(n / 20) * 7.0, 3)).collect();
    let all = Density::new(&pins, window(400.0), step(1.0));
    let part = PlaneBounds { min: Plane::new(-20.0, -20.0), max: Plane::new(100.0, 100.0) };
    let part = Density::new(&pins, part, step(1.0));
    let whole = |cell: &&Cell| {
        part.square(cell.column).max.x_km <= 100.0 && part.square(cell.column).max.y_km <= 100.0
    };
    assert!(part.cells.iter().filter(whole).count() > 20);
    for cell in part.cells.iter().filter(whole) {
        let same = all.cells.iter().find(|other| other.column == cell.column).unwrap();
        assert_eq!((same.count(), same.main), (cell.count(), cell.main));
    }
}

#[test]
fn classes_are_powers_of_ten() {
    let counts = [1, 2, 9, 10, 99, 100, 999, 1000, 99_999, 100_000, u32::MAX];
    assert_eq!(counts.map(class), [0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 6]);
}

#[test]
fn density_comes_only_where_many_bubbles_stand_for_many_places_each() {
    let is = |places, bubbles, wanted: f64| (share(places, bubbles) - wanted).abs() < 1e-9;
    assert!(is(50, 50, 0.0));
    assert!(is(4_000, 30, 0.0), "thirty bubbles can be read");
    assert!(is(400, 200, 0.0), "two places a bubble");
    assert!(is(4_000, 200, 1.0));
    let between = share(1_200, 200);
    assert!((0.4..0.6).contains(&between), "{between}");
}
