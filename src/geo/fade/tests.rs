//! No place on the wrong side at any step, and nothing jumps.

use super::*;
use crate::geo::{Border, Style};

/// A raster over the sheet, with the number of the country that each point lies in.
fn raster(map: &BaseMap) -> Vec<(LonLat, usize)> {
    const SIDE: u32 = 60;
    let b = map.sheet;
    let at = |n: u32| {
        let (x, y) = (f64::from(n % SIDE) + 0.5, f64::from(n / SIDE) + 0.5);
        let p = b.min.moved(b.width_km() * x / f64::from(SIDE), b.height_km() * y / f64::from(SIDE));
        let at = map.projection.inverse(p)?;
        Some((at, map.area_of_level_at(AreaLevel::Country, at)?.index))
    };
    (0..SIDE * SIDE).filter_map(at).collect()
}

fn border(a: &str, b: &str) -> Arc<BaseMap> {
    let border = Border::shipped(a, b).unwrap().unwrap();
    Arc::new(BaseMap::of_border(&border, Style::Schematic).unwrap())
}

#[test]
fn every_place_is_on_its_own_side_at_every_step_and_none_jumps() {
    let theatre = Arc::new(BaseMap::theatre(Style::Schematic).unwrap());
    for schematic in [theatre, border("UKR", "RUS"), border("COD", "RWA"), border("ARM", "AZE")] {
        let points = raster(&schematic);
        let mut before: Vec<Plane> = points.iter().map(|(at, _)| schematic.place(*at)).collect();
        for step in 1..STEPS {
            let map = schematic.step(step).unwrap();
            assert_eq!(map.sides_of_places().0, 0, "{} at step {step}", map.name);
            let now: Vec<Plane> = points.iter().map(|(at, _)| map.place(*at)).collect();
            let most_km = 1.6 * schematic.schematic_shift_km.unwrap() / f64::from(STEPS) + 1.0;
            for (((at, own), p), from) in points.iter().zip(&now).zip(&before) {
                let in_another = |(n, c): (usize, &Area)| n != *own && c.contains(*p);
                assert!(!map.countries.iter().enumerate().any(in_another), "{at:?} at step {step}");
                let jump = p.distance_km(*from);
                assert!(jump < most_km, "{at:?} jumps {jump} km at step {step} of {}", map.name);
            }
            before = now;
        }
    }
}

#[test]
fn the_note_says_how_much_shift_is_left() {
    let schematic = Arc::new(BaseMap::theatre(Style::Schematic).unwrap());
    let whole = schematic.schematic_shift_km.unwrap();
    let half = schematic.step(STEPS / 2).unwrap();
    assert!((half.schematic_shift_km.unwrap() - whole / 2.0).abs() < 1e-9);
    let outline = Arc::new(BaseMap::theatre(Style::Outline).unwrap());
    let last = outline.as_last_step(&schematic);
    assert_eq!((last.schematic_shift_km, last.share()), (None, 1.0));
    assert!(BaseMap::is_kin(&schematic, &Arc::new(last)) && !BaseMap::is_kin(&schematic, &outline));
}

#[test]
fn the_way_lies_around_the_zoom_at_which_a_cell_is_sixty_points_wide() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    assert_eq!(map.step_at(2.0), Some(0));
    assert_eq!(map.step_at(12.0 / 40.0), Some(0));
    assert_eq!(map.step_at(12.0 / 60.0), Some(STEPS / 2));
    assert_eq!(map.step_at(12.0 / 90.0), Some(STEPS));
    assert_eq!(BaseMap::theatre(Style::Outline).unwrap().step_at(0.1), None);
}

#[test]
fn a_point_of_one_step_is_found_again_at_another() {
    let schematic = Arc::new(BaseMap::theatre(Style::Schematic).unwrap());
    let (mut all, mut near) = (0, 0);
    for (at, _) in raster(&schematic).into_iter().step_by(7) {
        let truth = schematic.projection.forward(at);
        let shifted = schematic.warp.as_ref().unwrap().shifted(truth);
        let there = schematic.at_step(shifted, 0, STEPS);
        let back = schematic.at_step(there, STEPS, 0);
        all += 1;
        near += u32::from(there.distance_km(truth) < 1.0 && back.distance_km(shifted) < 1.0);
    }
    // Where a bay or the far end of an inlet was cut off, several points are drawn at one.
    assert!(all > 300 && near * 100 >= all * 95, "{near} of {all}");
}

#[test]
fn each_bend_of_the_schematic_has_its_point_on_the_true_line() {
    let at = Plane::new;
    let corners = [at(0.0, 0.0), at(10.0, 0.0), at(20.0, 10.0)];
    let anchors = [at(0.0, 0.0), at(5.0, 0.0), at(15.0, 5.0), at(20.0, 10.0)];
    let truth = [at(0.0, 1.0), at(5.0, 2.0), at(16.0, 4.0), at(19.0, 10.0)];
    let pair = with_corners(&corners, &anchors, &truth);
    assert!(pair[0].contains(&corners[1]) && pair[0].len() == pair[1].len(), "{pair:?}");
    assert_eq!(pair[0].len(), 5);
    assert_eq!(between(&pair, 1.0).first(), truth.first());
}
