//! What a wide pane shows around the theatre: whole, right side out, and reaching its corners.

use super::*;
use crate::geo::{BaseMap, Style};
use crate::model::LonLat;

fn theatre() -> BaseMap {
    BaseMap::theatre(Style::Outline).unwrap()
}

fn around(map: &BaseMap, lon: f64, lat: f64) -> Vec<&str> {
    let p = map.projection.forward_degrees(lon, lat);
    map.surroundings.iter().filter(|a| a.contains(p)).map(|a| a.name.as_str()).collect()
}

#[test]
fn surrounding_land_is_finite_filled_and_without_spikes() {
    let map = theatre();
    assert!(map.surroundings.len() > 80, "{}", map.surroundings.len());
    for area in map.surroundings.iter() {
        for ring in &area.rings {
            assert!(ring.iter().all(|p| p.x_km.is_finite() && p.y_km.is_finite()), "{}", area.name);
            let longest = crate::geo::area::edges(ring).map(|(a, b)| a.distance_km(b)).fold(0.0, f64::max);
            assert!(longest < 1_200.0, "{} has an edge of {longest} km", area.name);
        }
        let rings_km2: f64 = area.rings.iter().map(|r| ring_area_km2(r)).sum::<f64>().abs();
        let filled = area.size_km2() / rings_km2;
        assert!((0.98..1.02).contains(&filled), "{} is filled to {filled}", area.name);
    }
    for line in map.surrounding_lines.iter() {
        let longest = line.points.windows(2).map(|w| w[0].distance_km(w[1])).fold(0.0, f64::max);
        assert!(longest < 1_200.0, "a line's step is {longest} km: {:?}", line.points);
    }
}

#[test]
fn capitals_around_lie_in_their_country_and_seas_in_none() {
    let map = theatre();
    for (lon, lat, name) in [
        (51.42, 35.69, "Iran"),
        (46.72, 24.69, "Saudi Arabia"),
        (37.62, 55.75, "Russia"),
        (71.45, 51.17, "Kazakhstan"),
        (116.4, 39.9, "China"),
        (77.6, 12.97, "India"),
        (100.5, 13.9, "Thailand"),
        (36.8, -1.3, "Kenya"),
        (178.0, 67.0, "Russia"),
    ] {
        assert_eq!(around(&map, lon, lat), [name]);
    }
    for (lon, lat) in [(65.0, 15.0), (88.0, 15.0), (80.0, -20.0), (51.0, 27.5), (50.5, 42.0), (35.0, 43.5)] {
        assert!(around(&map, lon, lat).is_empty(), "{lon} {lat} is land: {:?}", around(&map, lon, lat));
    }
}

#[test]
fn the_corners_of_a_wide_pane_fitted_to_the_border_are_covered() {
    let map = theatre();
    let (middle, half_km) = (map.home.centre(), map.home.height_km() / 2.0);
    let extent =
        PlaneBounds::around(map.surroundings.iter().flat_map(|a| [a.bounds.min, a.bounds.max])).unwrap();
    let on_land = |right: f64, up: f64| {
        let corner = middle.moved(right * half_km, up * half_km);
        assert!(!map.sheet.contains(corner), "{corner:?} lies on the sheet");
        assert!(extent.contains(corner) && WINDOW.contains(map.projection.inverse(corner).unwrap()));
        map.surroundings.iter().filter(|a| a.contains(corner)).count()
    };
    // The south-western corner is the Persian Gulf off Bahrain, the others are land.
    assert_eq!(
        [on_land(3.0, 1.0), on_land(3.0, -1.0), on_land(-3.0, 1.0), on_land(-3.0, -1.0)],
        [1, 1, 1, 0]
    );
}

#[test]
fn the_first_view_shows_the_whole_durand_line_and_is_filled_by_it() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    let line = map.lines.iter().filter(|l| l.class == LineClass::Contested).flat_map(|l| &l.points);
    let line = PlaneBounds::around(line.copied()).unwrap();
    assert!(map.home.contains(line.min) && map.home.contains(line.max), "{line:?} {:?}", map.home);
    assert!(line.height_km() > 0.75 * map.home.height_km(), "{line:?} {:?}", map.home);
    assert!(map.sheet.contains(map.home.min) && map.sheet.contains(map.home.max));
}

#[test]
fn surroundings_are_never_looked_up_and_world_maps_have_none() {
    let map = theatre();
    assert!(map.area_at(LonLat::new(37.62, 55.75).unwrap()).is_none());
    assert!(map.surroundings.iter().all(|a| a.code != "AFG" && a.code != "PAK"));
    let world = BaseMap::world(None).unwrap();
    assert!(world.surroundings.is_empty() && world.surrounding_lines.is_empty());
}
