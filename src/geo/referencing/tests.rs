//! Where places lie beside their border, as numbers that a reader of the strip would check.

use super::*;
use crate::geo::{AreaLevel, Style, places};

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn durand() -> Referencing {
    Referencing::new(&Border::durand().unwrap())
}

fn beside(line: &Referencing, lon: f64, lat: f64) -> (f64, f64) {
    match line.locate(at(lon, lat)) {
        Located::Beside { km, off_km } => (km, off_km),
        far @ Located::Far { .. } => panic!("{lon} {lat} is {far:?}"),
    }
}

#[test]
fn jalalabad_lies_opposite_torkham_and_not_opposite_mohmand() {
    let line = durand();
    // The nearest point of the line would be 50 km further on.
    let (jalalabad, off_km) = beside(&line, 70.451_53, 34.426_47);
    let (torkham, _) = beside(&line, 71.0942, 34.1222);
    assert!((jalalabad - torkham).abs() < 20.0, "{jalalabad} {torkham}");
    assert!((off_km + 47.0).abs() < 2.0, "{off_km}");
}

#[test]
fn places_have_the_kilometres_of_the_first_cut() {
    // Name, longitude, latitude, km along the line, signed km off it (sites.csv of the first cut of the data).
    const SITES: [(&str, f64, f64, f64, f64); 12] = [
        ("Kabul", 69.172_33, 34.528_13, 1454.1, -85.5),
        ("Islamabad", 73.043_29, 33.721_48, 1636.0, 184.6),
        ("Lahore", 74.350_71, 31.558, 1533.8, 412.8),
        ("Peshawar", 71.578_49, 34.008, 1591.9, 46.5),
        ("Parachinar", 70.100_12, 33.899_68, 1461.5, 12.2),
        ("Quetta", 67.001_41, 30.184_14, 652.9, 67.2),
        ("Miranshah", 70.071_17, 33.000_59, 1308.0, 15.7),
        ("Kandahar", 65.710_13, 31.613_32, 692.6, -98.0),
        ("Khost", 69.920_41, 33.339_51, 1332.8, -19.9),
        ("Chitral", 71.786_36, 35.8518, 1841.6, 29.4),
        ("Kunduz", 68.857, 36.728_95, 1844.6, -220.1),
        ("Zaranj", 61.860_37, 30.959_62, 69.6, -146.6),
    ];
    let line = durand();
    for (name, lon, lat, km, off_km) in SITES {
        let found = beside(&line, lon, lat);
        assert!((found.0 - km).abs() < 5.0, "{name} at {} and not {km}", found.0);
        assert!((found.1 - off_km).abs() < 2.0, "{name} is {} off and not {off_km}", found.1);
    }
}

#[test]
fn a_place_on_the_line_has_its_own_kilometre() {
    let border = Border::durand().unwrap();
    let line = durand();
    let (mut sum, mut all) = (0.0, 0.0);
    let mut km = 0.5;
    while km < border.length_km() {
        let error = (line.locate(border.point_at(km).unwrap()).km().unwrap() - km).abs();
        (sum, all) = (sum + error, all + 1.0);
        km += 1.0;
    }
    let mean: f64 = sum / all;
    assert!(mean < 0.5, "mean error {mean} km");
}

#[test]
fn two_kilometres_on_the_ground_are_seldom_a_jump_along_the_border() {
    let line = durand();
    let (mut jumps, mut steps) = (0_u32, 0_u32);
    for x in 0..80 {
        for y in 0..70 {
            let (lon, lat) = (60.8 + f64::from(x) * 0.17, 28.0 + f64::from(y) * 0.135);
            let Located::Beside { km, .. } = line.locate(at(lon, lat)) else { continue };
            for (dx, dy) in [(0.0213, 0.0), (0.0, 0.018)] {
                let Located::Beside { km: next, .. } = line.locate(at(lon + dx, lat + dy)) else { continue };
                steps += 1;
                jumps += u32::from((next - km).abs() > 25.0);
            }
        }
    }
    let share = f64::from(jumps) / f64::from(steps);
    assert!(steps > 6_000 && share <= 0.003, "{jumps} of {steps}");
}

#[test]
fn every_place_of_the_list_lies_on_its_own_side() {
    let line = durand();
    let mut seen = 0;
    for place in places::theatre_places() {
        let wanted = match place.country.as_str() {
            "PK" => 1.0,
            "AF" => -1.0,
            _ => continue,
        };
        let off_km = match line.locate(place.at) {
            Located::Beside { off_km, .. } | Located::Far { off_km, .. } => off_km,
        };
        assert!(off_km * wanted > 0.0, "{} is {off_km} km off", place.name);
        seen += 1;
    }
    assert!(seen > 110, "{seen}");
}

#[test]
fn far_places_and_third_countries_have_a_bearing_and_no_kilometre() {
    let line = durand();
    let km_of_far = |lon: f64, lat: f64| match line.locate(at(lon, lat)) {
        Located::Far { km, bearing_deg, distance_km, .. } => (km, bearing_deg, distance_km),
        beside @ Located::Beside { .. } => panic!("{lon} {lat} is {beside:?}"),
    };
    // Karachi is too far but opposite; Dushanbe and Srinagar are near and in third countries; Tehran is past the end.
    assert!((km_of_far(67.0104, 24.8608).0.unwrap() - 441.0).abs() < 30.0);
    assert_eq!(km_of_far(68.779_05, 38.535_75).0, None);
    assert_eq!(km_of_far(74.805_55, 34.085_65).0, None);
    let (km, bearing, distance) = km_of_far(51.421_51, 35.694_39);
    assert_eq!(km, None);
    assert!((280.0..320.0).contains(&bearing) && (distance - 1_090.0).abs() < 20.0, "{bearing} {distance}");
    for (lon, lat) in [(-77.0, 38.9), (180.0, 0.0), (-180.0, -90.0), (0.0, 90.0)] {
        assert!(km_of_far(lon, lat).2.is_finite());
    }
}

#[test]
fn a_province_and_a_district_are_bars_over_their_kilometres() {
    let line = durand();
    let map = BaseMap::theatre(Style::Outline).unwrap();
    let range = |admin2: &str, admin1: &str, country: &str| {
        let area = map.area_named(admin2, admin1, country).unwrap();
        (area.level, line.km_range_of_area(&map, area).unwrap())
    };
    // Where the area meets the border, from border_bands.json of the first cut; a bar may reach a little further.
    for (admin2, admin1, country, low, high) in [
        ("", "Nangarhar", "Afghanistan", 1454.0, 1630.0),
        ("", "Kunar", "Afghanistan", 1632.0, 1774.0),
        ("", "Khost", "Afghanistan", 1258.0, 1414.0),
        ("Kurram", "Khyber Pakhtunkhwa", "Pakistan", 1352.0, 1502.0),
    ] {
        let (level, (from, to)) = range(admin2, admin1, country);
        assert_eq!(level == AreaLevel::District, !admin2.is_empty());
        assert!((from - low).abs() < 60.0 && (to - high).abs() < 60.0, "{admin2}{admin1}: {from} to {to}");
    }
    let square = vec![vec![(10.0, 50.0), (11.0, 50.0), (11.0, 51.0), (10.0, 51.0)]];
    assert_eq!(line.km_range_of(&square), None);
}

#[test]
fn other_borders_are_axes_too() {
    let border = Border::shipped("ISR", "LBN").unwrap().unwrap();
    let line = Referencing::new(&border);
    // Kiryat Shmona (Israel) and Tyre (Lebanon).
    let side = |code: &str| border.sides.iter().position(|s| s.code == code).unwrap();
    let sign = |side: usize| if side == 0 { 1.0 } else { -1.0 };
    let (_, kiryat_shmona) = beside(&line, 35.57, 33.21);
    let (_, tyre) = beside(&line, 35.20, 33.27);
    assert!(kiryat_shmona * sign(side("ISR")) > 0.0 && tyre * sign(side("LBN")) > 0.0);
    let border = Border::shipped("ARM", "AZE").unwrap().unwrap();
    let line = Referencing::new(&border);
    // Nakhchivan lies beside the first part, Tovuz beside the second.
    assert!(beside(&line, 45.41, 39.21).0 < border.parts[0].to_km);
    assert!(beside(&line, 45.63, 40.99).0 > border.parts[1].from_km);
}

#[test]
fn a_far_place_is_as_far_when_nothing_else_is_asked_of_it() {
    let line = Referencing::new(&Border::durand().unwrap());
    for n in 0..400 {
        let place = at(f64::from(n % 20) * 9.0 - 20.0, f64::from(n / 20) * 5.0 - 30.0);
        match (line.locate(place), line.locate_near(place)) {
            (
                Located::Far { distance_km, bearing_deg, .. },
                Located::Far { distance_km: d, bearing_deg: b, .. },
            ) => {
                assert_eq!((distance_km, bearing_deg), (d, b));
            }
            (whole, near) => assert_eq!(whole, near),
        }
    }
}

#[test]
#[ignore = "measures; run in a release build"]
fn how_long_a_place_takes() {
    for (a, b) in [("AFG", "PAK"), ("USA", "CAN"), ("ISR", "LBN")] {
        let border = Border::shipped(a, b).unwrap().unwrap();
        let started = std::time::Instant::now();
        let line = Referencing::new(&border);
        let setup = started.elapsed();
        let middle = border.point_at(border.length_km() / 2.0).unwrap();
        let started = std::time::Instant::now();
        let mut kms = 0.0;
        for i in 0..10_000 {
            let place =
                at(middle.lon() + f64::from(i % 100) / 50.0, middle.lat() + f64::from(i / 100) / 50.0);
            kms += line.locate(place).km().unwrap_or(0.0);
        }
        eprintln!("{a}-{b}: setup {setup:?}, a place {:?} ({kms})", started.elapsed() / 10_000);
    }
}

/// Each nearest piece of a line and sample of a smoothed one that is asked for in a test is held against a look at all
/// ([`boxes::Boxes::nearest`]), so it is enough to ask: all over the line's surroundings, on it, beside it and far away.
#[test]
fn the_nearest_piece_of_a_line_is_the_one_that_a_look_at_each_finds() {
    let shipped = |a: &str, b: &str| Border::shipped(a, b).unwrap().unwrap();
    for border in
        [Border::durand().unwrap(), shipped("CHL", "ARG"), shipped("IND", "BGD"), shipped("RUS", "UKR")]
    {
        let line = Referencing::new(&border);
        let bounds = border.bounds().unwrap().grown(0.5, 3.0);
        let mut asked: Vec<(f64, f64)> = Vec::new();
        for n in 0..600 {
            let (x, y) = (f64::from(n * 37 % 601) / 601.0, f64::from(n * 91 % 599) / 599.0);
            asked.push((bounds.west + x * bounds.lon_span(), bounds.south + y * bounds.lat_span()));
            asked.push((-180.0 + 360.0 * x, -89.0 + 178.0 * y));
        }
        for part in &border.parts {
            let off = [(0.0, 0.0), (1e-9, 0.0), (0.004, -0.003), (-0.3, 0.2)];
            let points = part.points.iter().step_by(part.points.len().div_ceil(100));
            asked.extend(points.flat_map(|&(lon, lat)| off.map(|(x, y)| (lon + x, lat + y))));
        }
        let places = asked.into_iter().filter_map(|(lon, lat)| LonLat::new(lon, lat));
        assert!(places.filter_map(|at| line.locate(at).km()).count() > 200, "{}", border.name);
    }
}
