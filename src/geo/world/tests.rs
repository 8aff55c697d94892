//! The world map around places far from the theatre.

use super::*;
use crate::geo::{AreaLevel, Place};

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn country_at(map: &BaseMap, lon: f64, lat: f64) -> String {
    map.area_at(at(lon, lat)).and_then(|a| map.area(a)).map_or(String::new(), |a| a.name.clone())
}

fn filled_share(map: &BaseMap, name: &str) -> f64 {
    let area = map.countries.iter().find(|c| c.name == name).unwrap();
    let polygon_km2: f64 = area.rings.iter().map(|r| super::super::area::ring_area_km2(r)).sum();
    area.size_km2() / polygon_km2
}

#[test]
fn ethiopian_events_get_a_map_of_ethiopia() {
    let events = [at(38.7, 9.0), at(39.5, 13.5), at(42.8, 9.3), at(36.8, 7.7), at(34.6, 8.2)];
    let map = BaseMap::best_for(events, Style::Schematic).unwrap();
    assert_eq!(map.schematic_shift_km, None);
    assert_eq!(country_at(&map, 38.7, 9.0), "Ethiopia");
    assert_eq!(country_at(&map, 38.9, 15.3), "Eritrea");
    assert!(map.places.iter().any(|p| p.name == "Addis Ababa"));
    assert!(events.iter().all(|&e| map.home.contains(map.place(e))));
    assert!((filled_share(&map, "Ethiopia") - 1.0).abs() < 1e-6, "{}", filled_share(&map, "Ethiopia"));
    assert!(map.countries.iter().all(|c| c.name != "Brazil"), "far countries are left out");
}

#[test]
fn the_whole_world_holds_every_capital_in_its_country() {
    let map = BaseMap::world(None).unwrap();
    for (lon, lat, name) in [
        (36.8, -1.3, "Kenya"),
        (30.5, 50.4, "Ukraine"),
        (-58.4, -34.7, "Argentina"),
        (150.0, -30.0, "Australia"),
        (178.0, 67.0, "Russia"),
        (-175.0, 66.9, "Russia"),
        (69.2, 34.5, "Afghanistan"),
    ] {
        assert_eq!(country_at(&map, lon, lat), name);
    }
    assert!(map.lines.iter().any(|l| l.class == LineClass::Contested));
    assert!(map.lines.iter().any(|l| l.class == LineClass::LineOfControl));
}

#[test]
fn towns_have_their_names_of_today_and_are_found_by_the_former_ones() {
    let map = BaseMap::world(None).unwrap();
    for (shown, former) in [
        ("Kyiv", "Kiev"),
        ("Lviv", "Lvov"),
        ("Odesa", "Odessa"),
        ("Sevastopol", "Sevastapol"),
        ("Yangon", "Rangoon"),
        ("Benghazi", "Banghazi"),
        ("Kolkata", "Calcutta"),
    ] {
        for name in [shown, former] {
            assert_eq!(map.place_named(name).map(|p| p.name.as_str()), Some(shown), "{name}");
        }
        // Odessa in Texas keeps its name.
        let old = |p: &Place| p.name == former && p.country != "US";
        assert!(!map.places.iter().any(old), "{former} stands on the map");
    }
    assert_eq!(map.place_named("Dakar").map(|p| p.country.as_str()), Some("SN"));
}

#[test]
fn no_letter_of_a_towns_name_was_lost() {
    let map = BaseMap::world(None).unwrap();
    for place in &map.places {
        let names = place.alt_names.iter().chain([&place.name, &place.admin1]);
        assert!(!names.into_iter().any(|n| n.contains('\u{fffd}')), "{place:?}");
    }
    for name in ["Córdoba", "Malmö", "Łódź", "Reykjavík"] {
        assert!(map.places.iter().any(|p| p.name == name), "{name}");
    }
}

#[test]
fn fiji_is_one_map_across_the_180th_meridian() {
    let map =
        BaseMap::best_for([at(177.5, -17.8), at(179.3, -16.6), at(-179.9, -16.8)], Style::Outline).unwrap();
    assert!(map.home.width_km() < 1_000.0, "{:?}", map.home);
    assert_eq!(country_at(&map, 178.0, -17.8), "Fiji");
}

#[test]
fn a_few_outliers_do_not_widen_the_map() {
    let mut events: Vec<LonLat> =
        (0..1_000).map(|i| at(30.0 + f64::from(i % 50) / 10.0, 47.0 + f64::from(i / 50) / 10.0)).collect();
    events.push(at(0.0, 0.0));
    let map = BaseMap::best_for(events, Style::Outline).unwrap();
    assert!(map.home.width_km() < 1_500.0, "{:?}", map.home);
}

#[test]
fn events_of_the_theatre_get_the_theatre() {
    let map = BaseMap::best_for([at(69.2, 34.5), at(71.5, 34.0), at(37.6, 55.75)], Style::Outline).unwrap();
    assert_eq!(map.name, "Pakistan–Afghanistan");
    assert_eq!(map.area_at(at(71.5, 34.0)).unwrap().level, AreaLevel::District);
    assert_eq!(BaseMap::best_for([], Style::Outline).unwrap().name, "World");
}
