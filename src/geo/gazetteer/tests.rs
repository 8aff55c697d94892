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
