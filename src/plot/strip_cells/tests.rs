//! Squares of the strip against a walk over its points.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::EventId;
use crate::plot::KmAxis;
use crate::plot::strip_scale::unit_y;
use crate::query::PlaceKey;

fn scale(window: [f64; 2]) -> StripScale {
    let frame = Frame { min: Spot::new(60.0, 40.0), max: Spot::new(760.0, 400.0) };
    StripScale::new(Arc::new(KmAxis::true_to_length(&[(0.0, 1_200.0), (1_200.0, 2_000.0)])), window, frame)
}

fn point(number: u32, km: f64, off_km: f64, count: u32) -> StripPoint {
    let kinds = [count, 0, 1, 0, 0, 0, 0, 0];
    let unit = Plane::new(scale([0.0, 1.0]).axis().share(km), unit_y(off_km));
    StripPoint { key: PlaceKey::Site(number), km, off_km, unit, vague: false, kinds, first: EventId(number) }
}

fn points(spots: &[(f64, f64, u32)]) -> Vec<StripPoint> {
    (0..).zip(spots).map(|(n, &(km, off_km, count))| point(n, km, off_km, count)).collect()
}

fn hits(point: &StripPoint) -> u32 {
    point.kinds.iter().sum()
}

proptest! {
    #[test]
    fn the_squares_in_view_count_all_hits_at_points_in_view(
        spots in prop::collection::vec((0.0_f64..=2_000.0, -500.0_f64..=500.0, 1_u32..900), 0..300),
        from in 0.0_f64..0.9,
        wide in 0.01_f64..1.0,
    ) {
        let (points, scale) = (points(&spots), scale([from, from + wide]));
        let cells = StripCells::new(&points, &scale);
        let mut naive: BTreeMap<usize, u32> = BTreeMap::new();
        for point in &points {
            // What stands at the very end is in the last square.
            let mut at = scale.spot(point.km, point.off_km);
            at = Spot::new((at.x + 1e-6).min(scale.x(2_000.0) - 0.02), at.y.min(399.98));
            let cell = cells.at(at, &scale).unwrap();
            *naive.entry(cell).or_default() += hits(point);
            let column = cells.density.cells[cell].column;
            let frame = cells.frame([column[0]; 2], column[1], &scale);
            prop_assert!(frame.grown(1e-6).contains(at), "{frame:?} {at:?}");
        }
        let counts: BTreeMap<usize, u32> = cells.density.cells.iter().map(Cell::count).enumerate().collect();
        prop_assert_eq!(&counts, &naive);
        let pointed: u32 = points.iter().map(hits).sum();
        prop_assert_eq!(counts.values().sum::<u32>(), pointed);
    }
}

#[test]
fn no_square_holds_places_of_both_sides() {
    let spots: Vec<(f64, f64, u32)> =
        (0..400).map(|n| (f64::from(n) * 5.0, f64::from(n % 9) - 4.0, 1)).collect();
    let (points, scale) = (points(&spots), scale([0.0, 1.0]));
    let cells = StripCells::new(&points, &scale);
    for cell in &cells.density.cells {
        let below = |&n: &u32| points[n as usize].off_km >= 0.0;
        let members = cells.density.members(cell);
        assert!(members.iter().all(below) || !members.iter().any(below));
        let frame = cells.frame([cell.column[0]; 2], cell.column[1], &scale);
        assert!(frame.min.y >= scale.y(0.0) - 1e-9 || frame.max.y <= scale.y(0.0) + 1e-9);
    }
    assert!(cells.density.cells.len() > 50);
}

#[test]
fn panning_changes_no_square_and_a_little_zoom_none_either() {
    let spots: Vec<(f64, f64, u32)> =
        (0..900).map(|n| (f64::from(n) * 2.2, f64::from(n % 77) * 5.0 - 180.0, 1 + n % 4)).collect();
    let points = points(&spots);
    let here = scale([0.2, 0.5]);
    let cells = StripCells::new(&points, &here);
    for other in [[0.2013, 0.5013], [0.0, 0.3], [0.7, 1.0], [0.21, 0.5]] {
        assert_eq!(StripSize::of(&scale(other)), cells.size());
        assert_eq!(StripCells::new(&points, &scale(other)), cells);
    }
    assert_ne!(StripSize::of(&scale([0.2, 0.3])), cells.size());
    let sides = |window: [f64; 2]| {
        let frame = cells.frame([0, 0], 0, &scale(window));
        (frame.width(), frame.height())
    };
    let (wide, tall) = sides([0.2, 0.5]);
    assert!((8.0..12.5).contains(&wide) && (tall - 10.0).abs() < 1e-9, "{wide} {tall}");
}

#[test]
fn a_square_says_which_kilometres_it_holds() {
    let points = points(&[(700.0, 30.0, 2), (1_500.0, -120.0, 5)]);
    let scale = scale([0.0, 1.0]);
    let cells = StripCells::new(&points, &scale);
    for point in &points {
        let cell = &cells.density.cells[cells.at(scale.spot(point.km, point.off_km), &scale).unwrap()];
        let ([from, to], [near, far]) = (cells.km(cell, &scale), cells.away_km(cell, &scale));
        assert!((from..=to).contains(&point.km) && to - from < 45.0, "{from} {to}");
        assert!((near..=far).contains(&point.off_km.abs()), "{near} {far}");
    }
}
