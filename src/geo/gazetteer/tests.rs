//! Names of real files are found on the shipped maps.

use super::*;
use crate::geo::Style;

fn map() -> BaseMap {
    BaseMap::theatre(Style::Outline).unwrap()
}

fn area_name(map: &BaseMap, admin2: &str, admin1: &str, country: &str) -> String {
    map.area_named(admin2, admin1, country)
        .map_or(String::new(), |a| format!("{:?} {}", a.level, map.area(a).unwrap().name))
}

#[test]
fn folding_forgets_case_accents_and_punctuation() {
    assert_eq!(fold("Chitrāl"), "chitral");
    assert_eq!(fold("  K.P. "), "kp");
    assert_eq!(fold("Sar-e  Pol"), "sar e pol");
    assert_eq!(fold("پاراچنار"), "پاراچنار");
    assert_eq!(area_key("Jafarabad Distrcit"), "jafarabad");
    assert_eq!(area_key("District"), "district");
}

#[test]
fn areas_are_found_by_the_names_that_files_use() {
    let map = map();
    for (admin2, admin1, country, expected) in [
        ("Kurram", "Khyber Pakhtunkhwa", "Pakistan", "District Kurram"),
        ("Kurram agency", "Federally Administered Tribal Areas", "Pakistan", "District Kurram"),
        ("Kurram district", "", "", "District Kurram"),
        ("North Waziristan Agency", "FATA", "Pakistan", "District North Waziristan"),
        ("", "FATA", "Pakistan", "District Former FATA"),
        ("", "Nangarhar province", "Afghanistan", "Province Nangarhar"),
        ("Spin Boldak", "Kandahar", "Afghanistan", "Province Kandahar"),
        ("", "Khyber Pakhtunkwa province", "Pakistan", "Province Khyber Pakhtunkhwa"),
        ("", "", "Pakistan", "Country Pakistan"),
        ("", "", "AFG", "Country Afghanistan"),
        ("", "Daikundi", "Afghanistan", "Province Daykundi"),
        ("FR Tank - Jandola", "Federally Administered Tribal Areas", "Pakistan", "District FR Tank"),
        ("Jafarabad Distrcit", "Balochistan province", "Pakistan", "District Jafarabad"),
    ] {
        assert_eq!(area_name(&map, admin2, admin1, country), expected, "{admin2}, {admin1}, {country}");
    }
}

#[test]
fn an_area_of_another_country_is_never_given() {
    let map = map();
    assert_eq!(area_name(&map, "", "Punjab", "India"), "Country India");
    assert_eq!(area_name(&map, "Kurram", "Khyber Pakhtunkhwa", "Ethiopia"), "");
    assert_eq!(area_name(&map, "Kohat", "Nangarhar", "Afghanistan"), "Province Nangarhar");
    assert_eq!(area_name(&map, "", "", ""), "");
}

#[test]
fn places_are_found_by_any_spelling() {
    let map = map();
    for (spelling, id) in [
        ("torkham", "torkham"),
        ("Miran Shah", "miranshah"),
        ("CHITRAL", "chitral"),
        ("Qandahar", "kandahar"),
        ("D.I. Khan", "dera-ismail-khan"),
        ("کابل", "kabul"),
        ("Parachanar", "parachinar"),
    ] {
        assert_eq!(map.place_named(spelling).map(|p| p.id.as_str()), Some(id), "{spelling}");
    }
    assert!(map.place_named("Atlantis").is_none());
}

/// Every district that the UCDP export of Pakistan names is found, where the file is at hand.
#[test]
fn all_districts_of_a_real_ucdp_file_are_found() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/ucdp_ged221_pakistan_hdx.csv");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let rows = crate::geo::places::csv_rows(&text);
    let column = |name: &str| rows[0].iter().position(|h| h == name).unwrap();
    let (adm1, adm2, lon, lat) = (column("adm_1"), column("adm_2"), column("longitude"), column("latitude"));
    let map = map();
    let (mut named, mut inside) = (0, 0);
    for row in rows.iter().skip(2).filter(|row| !row[adm2].is_empty()) {
        let found = map.area_named(&row[adm2], &row[adm1], "Pakistan").unwrap();
        assert_eq!(found.level, AreaLevel::District, "{}, {}", row[adm2], row[adm1]);
        let at = crate::model::LonLat::new(row[lon].parse().unwrap(), row[lat].parse().unwrap()).unwrap();
        named += 1;
        inside += usize::from(map.area_at(at) == Some(found));
    }
    assert!(named > 5_000, "{named}");
    // 90 % when this was written: the drawing is of about 2011 and good to 0.7 km, and some points stand for an area.
    assert!(inside * 100 > named * 88, "{inside} of {named} points lie in the district they name");
}
