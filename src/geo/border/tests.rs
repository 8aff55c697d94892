//! Borders as a user meets them: who shares one, how long it is, where it starts, in how many parts.

use super::*;

fn length_of(a: &str, b: &str) -> (f64, usize) {
    let border = Border::shipped(a, b).unwrap().unwrap();
    (border.length_km(), border.parts.len())
}

#[test]
fn the_durand_line_is_one_line_from_the_iran_tripoint_with_pakistan_as_side_0() {
    let border = Border::durand().unwrap();
    assert_eq!(border.name, "Durand Line");
    assert_eq!([border.sides[0].code.as_str(), border.sides[1].code.as_str()], ["PAK", "AFG"]);
    assert_eq!(border.parts.len(), 1);
    // 2,246 km by the same 1:10m line before its coordinates were rounded.
    assert!((border.length_km() - 2_246.0).abs() < 3.0, "{}", border.length_km());
    let start = border.parts[0].points[0];
    assert!((start.0 - 60.846).abs() < 0.02 && (start.1 - 29.858).abs() < 0.02, "{start:?}");
}

#[test]
fn borders_have_the_lengths_and_parts_of_the_world_map() {
    // At 1:50m most lines are shorter than surveyors say; the numbers are theirs (CIA World Factbook), for order.
    for (a, b, factbook_km, parts) in [
        // In two parts: the map shows who holds Crimea.
        ("UKR", "RUS", 1_944.0, 2),
        ("SDN", "SSD", 2_158.0, 1),
        ("ISR", "LBN", 81.0, 1),
        ("COD", "RWA", 221.0, 1),
        ("ARM", "AZE", 996.0, 2),
        ("MMR", "THA", 2_416.0, 1),
        ("USA", "CAN", 8_891.0, 3),
    ] {
        let (km, found) = length_of(a, b);
        assert!((0.6..1.2).contains(&(km / factbook_km)), "{a}-{b} is {km} km");
        assert_eq!(found, parts, "{a}-{b}");
    }
}

#[test]
fn a_border_is_the_same_whichever_country_is_named_first_and_however() {
    let one = Border::shipped("UKR", "RUS").unwrap().unwrap();
    for (a, b) in [("RUS", "UKR"), ("ukraine", "Russia"), ("Russia", "UKR")] {
        let other = Border::shipped(a, b).unwrap().unwrap();
        assert_eq!((&one.name, &one.sides), (&other.name, &other.sides));
        assert_eq!(one.parts[0].points, other.parts[0].points);
    }
    assert_eq!(one.name, "Russia–Ukraine");
    assert!(Border::shipped("FRA", "THA").unwrap().is_none());
    assert!(Border::shipped("Atlantis", "").unwrap().is_none());
    assert!(
        Border::shipped("pakistan", "Afghanistan").unwrap().unwrap().length_km() > 2_200.0,
        "the 1:10m line"
    );
}

#[test]
fn kilometres_run_on_through_parts_and_the_drawn_axis_shows_the_gap() {
    let border = Border::shipped("ARM", "AZE").unwrap().unwrap();
    let [nakhchivan, east] = &border.parts[..] else { panic!("{} parts", border.parts.len()) };
    assert!((nakhchivan.to_km - east.from_km).abs() < 1e-9);
    assert!(border.axis_length_km() > border.length_km());
    let in_gap = nakhchivan.to_km + border.gap_km() / 2.0;
    assert_eq!(border.km_at_axis(in_gap), None);
    for km in [0.0, 100.0, east.from_km + 1.0, border.length_km()] {
        let back = border.km_at_axis(border.axis_km(km)).unwrap();
        assert!((back - km).abs() < 1e-9, "{km} {back}");
    }
    // Azerbaijan lies on the right hand of both: Nakhchivan from the north-west, the main part from the south.
    assert_eq!(border.sides[0].code, "AZE");
    assert!(nakhchivan.points[0].0 < 45.0 && east.points[0].1 < 39.2, "{nakhchivan:?} {east:?}");
}

#[test]
fn every_pair_of_neighbours_is_listed_once_and_can_be_opened() {
    let atlas = atlas::world().unwrap();
    let pairs = all_pairs(&atlas);
    assert!((300..360).contains(&pairs.len()), "{}", pairs.len());
    let mut names: Vec<&str> = pairs.iter().map(|p| p.name.as_str()).collect();
    names.dedup();
    assert_eq!(names.len(), pairs.len());
    for pair in &pairs {
        let [a, b] = &pair.sides;
        let border = Border::between(&atlas, &a.name, &b.name).unwrap();
        assert_eq!((&border.sides, border.parts.len()), (&pair.sides, pair.parts), "{}", pair.name);
        assert!(pair.length_km > 0.0 && (border.length_km() - pair.length_km).abs() < 1e-9, "{}", pair.name);
    }
}

#[test]
fn points_come_back_at_their_kilometre() {
    let border = Border::durand().unwrap();
    let start = border.point_at(-5.0).unwrap();
    assert_eq!((start.lon(), start.lat()), border.parts[0].points[0]);
    // Torkham lies at km 1,577 of the line (sites.csv of the first cut, ±1 km).
    let torkham = border.point_at(1_577.8).unwrap();
    let off = distance_km(torkham, LonLat::new(71.0942, 34.1222).unwrap());
    assert!(off < 6.0, "{off}");
}

#[test]
fn a_border_is_found_by_codes_and_by_names_with_hyphens_of_their_own() {
    for (words, key) in [
        ("AFG-PAK", "AFG-PAK"),
        ("pak-afg", "AFG-PAK"),
        ("Ukraine-Russia", "RUS-UKR"),
        ("Guinea-Bissau – Senegal", "GNB-SEN"),
        ("senegal-guinea-bissau", "GNB-SEN"),
        ("Somaliland-Ethiopia", "ETH-SOL"),
    ] {
        let found = BorderKey::find(words).unwrap();
        assert_eq!(found.to_string(), key, "{words}");
        assert!(found.border().unwrap().is_some(), "{words}");
    }
    assert_eq!(BorderKey::find("AFG-PAK"), Ok(BorderKey::DURAND));
    let error = BorderKey::find("France-Thailand").unwrap_err();
    assert!(error.contains("France-Thailand") && error.contains("AFG-PAK"), "{error}");
    let atlas = atlas::world().unwrap();
    let keyless: Vec<String> =
        all_pairs(&atlas).into_iter().filter(|p| p.key().is_none()).map(|p| p.name).collect();
    assert_eq!(keyless, Vec::<String>::new());
}
