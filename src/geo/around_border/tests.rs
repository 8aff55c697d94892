//! Maps of any border as a user sees them.

use super::*;
use crate::geo::border::all_pairs;
use crate::geo::{AreaLevel, Faults};
use crate::model::LonLat;

/// The borders that the design names, apart from the Durand Line, and how far each may be shifted, in km.
const SIX: [(&str, &str, f64); 6] = [
    ("UKR", "RUS", 40.0),
    ("SDN", "SSD", 35.0),
    ("ISR", "LBN", 4.0),
    ("COD", "RWA", 5.0),
    ("ARM", "AZE", 10.0),
    ("MMR", "THA", 40.0),
];

fn map_of(a: &str, b: &str, style: Style) -> BaseMap {
    BaseMap::of_border(&Border::shipped(a, b).unwrap().unwrap(), style).unwrap()
}

#[test]
fn six_borders_and_the_durand_line_have_schematics_without_faults() {
    for (a, b, most_km) in SIX.into_iter().chain([("AFG", "PAK", 26.0)]) {
        let map = map_of(a, b, Style::Schematic);
        let Faults { crossings, touches, wrong_side, places } = map.faults();
        assert_eq!((crossings, touches, wrong_side), (0, 0, 0), "{}", map.name);
        assert!(places > 0, "{} has {places} places", map.name);
        let shift_km = map.schematic_shift_km.unwrap();
        assert!(shift_km <= most_km, "{} is shifted by {shift_km} km", map.name);
    }
}

#[test]
fn slivers_of_land_at_corners_of_the_sheet_and_tiny_countries_stay_on_their_side() {
    // Oman's easternmost cape and Celebes reach the corners of these sheets.
    // Monaco was turned over on the first of its grids, its shore on the inland side of its border.
    for (a, b) in [("IRN", "PAK"), ("IDN", "MYS"), ("FRA", "ITA")] {
        assert_eq!(map_of(a, b, Style::Schematic).faults().wrong_side, 0, "{a}-{b}");
    }
}

#[test]
#[ignore = "two minutes; run in a release build"]
fn every_land_border_has_a_schematic_without_faults_within_300_ms() {
    let world = atlas::world().unwrap();
    let pairs = all_pairs(&world);
    let (mut without, mut wrong_maps, mut slow) = (Vec::new(), Vec::new(), Vec::new());
    for pair in &pairs {
        let border = Border::between(&world, &pair.sides[0].name, &pair.sides[1].name).unwrap();
        let started = std::time::Instant::now();
        let map = BaseMap::around_border(&world, &border, Style::Schematic);
        let took = started.elapsed();
        if took.as_millis() > 300 {
            slow.push((pair.name.clone(), took));
        }
        let faults = map.faults();
        match map.schematic_shift_km {
            None => without.push(pair.name.clone()),
            Some(_) if faults.crossings + faults.touches + faults.wrong_side > 0 => {
                wrong_maps.push((pair.name.clone(), faults));
            }
            Some(_) => {}
        }
    }
    eprintln!(
        "of {}: without a schematic {without:?}, with faults {wrong_maps:#?}, slow {slow:?}",
        pairs.len()
    );
    assert!(without.is_empty() && wrong_maps.is_empty() && slow.is_empty(), "see above");
}

#[test]
fn the_map_of_a_border_has_both_countries_their_neighbours_and_their_towns() {
    let map = map_of("UKR", "RUS", Style::Schematic);
    assert_eq!(map.name, "Russia–Ukraine");
    let country = |lon: f64, lat: f64| {
        let area = map.area_of_level_at(AreaLevel::Country, LonLat::new(lon, lat).unwrap());
        area.and_then(|a| map.area(a)).map_or("", |a| a.name.as_str()).to_owned()
    };
    assert_eq!(country(36.23, 49.99), "Ukraine");
    assert_eq!(country(39.7, 47.23), "Russia");
    assert_eq!(country(31.0, 52.4), "Belarus");
    assert_eq!(country(35.0, 46.0), "", "the Sea of Azov");
    assert!(map.places.iter().any(|p| p.name == "Kharkiv" || p.name == "Kharkov"));
    assert!(map.places.iter().all(|p| map.sheet.grown(50.0).contains(p.plane)));
    assert!(map.sheet.contains(map.home.min) && map.sheet.contains(map.home.max));
}

#[test]
fn land_and_sea_fill_the_sheet_in_both_styles() {
    // No sea near the first, half of the second, and no lake in either.
    for (a, b, least, most) in [("SDN", "SSD", 0.999, 1.001), ("MMR", "THA", 0.45, 0.75)] {
        for style in [Style::Schematic, Style::Outline] {
            let map = map_of(a, b, style);
            let land: f64 = map.countries.iter().map(super::super::area::Area::size_km2).sum();
            let share = land / (map.sheet.width_km() * map.sheet.height_km());
            assert!((least..most).contains(&share), "{a}-{b} {style:?}: {share}");
            assert_eq!(map.schematic_shift_km.is_some(), style == Style::Schematic);
        }
    }
}

#[test]
fn points_on_both_sides_of_a_border_stay_there_on_its_schematic() {
    for (a, b, _) in SIX {
        let map = map_of(a, b, Style::Schematic);
        let (mut wrong, mut all) = (0, 0);
        for x in 0..60 {
            for y in 0..60 {
                let share = |i: i32| (f64::from(i) + 0.5) / 60.0;
                let p = Plane::new(
                    map.sheet.min.x_km + share(x) * map.sheet.width_km(),
                    map.sheet.min.y_km + share(y) * map.sheet.height_km(),
                );
                let at = map.projection.inverse(p).unwrap();
                let Some(own) = map.area_of_level_at(AreaLevel::Country, at) else { continue };
                let drawn = map.place(at);
                all += 1;
                wrong += usize::from(
                    map.countries.iter().enumerate().any(|(i, c)| i != own.index && c.contains(drawn)),
                );
            }
        }
        assert!(all > 1_000 && wrong == 0, "{a}-{b}: {wrong} of {all} in another country");
    }
}
