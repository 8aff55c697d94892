//! Events find the user's own areas and places, and are never surer for it than their source.

use std::sync::Arc;

use super::tests::{NOWHERE, Said, placed_on};
use super::*;
use crate::geo::{Layer, LayerOnMap, LayerShape, LayerStyle, Style};

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// The theatre with districts and places of the user's.
fn map() -> BaseMap {
    let base = BaseMap::theatre(Style::Schematic).unwrap();
    let square = |name: &str, within: &[&str], west: f64, south: f64| LayerShape {
        name: name.to_owned(),
        within: within.iter().map(|&word| word.to_owned()).collect(),
        areas: vec![vec![vec![
            at(west, south),
            at(west + 0.2, south),
            at(west + 0.2, south + 0.2),
            at(west, south + 0.2),
        ]]],
        ..LayerShape::default()
    };
    let point = |name: &str, lon, lat| LayerShape {
        name: name.to_owned(),
        alt_names: vec![format!("{name} Kalay")],
        points: vec![at(lon, lat)],
        ..LayerShape::default()
    };
    let shapes = vec![
        square("Spin Boldak", &["Kandahar", "Afghanistan"], 66.2, 31.0),
        square("Kandahar", &["Kandahar", "Afghanistan"], 65.6, 31.5),
        point("Lakan", 69.9, 33.3),
        point("Torkham", 70.95, 34.2),
    ];
    let laid = Arc::new(base.lay(&Layer { name: "Mine".to_owned(), shapes }));
    base.with_layers(vec![LayerOnMap { laid, style: LayerStyle::default(), note: String::new() }])
}

fn said(place: &'static str, admin2: &'static str, admin1: &'static str) -> Said {
    Said { place, admin2, admin1, country: "Afghanistan", ..NOWHERE }
}

#[test]
fn an_afghan_district_is_drawn_as_the_area_of_the_users_layer() {
    let district = |said: Said| Said { precision: PlacePrecision::District, ..said };
    let list = [
        district(said("", "Spin Boldak District", "Kandahar")),
        // The point that stands for the district does not take it elsewhere.
        Said { at: Some((66.4, 31.01)), ..district(said("Wesh", "SPIN BOLDAK", "Kandahar")) },
        said("", "Spin Boldak", "Kandahar"),
        // Another province, another country: not the user's area.
        district(said("", "Spin Boldak", "Helmand")),
        Said { country: "Pakistan", ..district(said("", "Spin Boldak", "")) },
    ];
    let base = map();
    let placed = placed_on(&base, &list);
    let own = placed.zones.iter().find(|zone| zone.known == KnownBy::UsersArea("Mine".to_owned())).unwrap();
    assert_eq!((own.name.as_str(), own.kinds.iter().sum::<u32>()), ("Spin Boldak", 3));
    let ZoneShape::Area(area) = own.shape else { panic!("{own:?}") };
    assert!(matches!(area.level, AreaLevel::Layer(0)), "{area:?}");
    assert!(base.area(area).unwrap().contains(own.badge_at), "the badge stands in the area");
    assert_eq!(
        placed.zones.iter().filter(|zone| zone.known != KnownBy::Map).count(),
        1,
        "{:?}",
        placed.zones
    );
}

#[test]
fn a_province_is_never_taken_for_its_district_of_the_same_name() {
    let province = Said { precision: PlacePrecision::Province, ..said("", "", "Kandahar") };
    let placed = placed_on(&map(), &[province]);
    let ZoneShape::Area(area) = placed.zones[0].shape else { panic!("{:?}", placed.zones) };
    assert_eq!((area.level, &placed.zones[0].known), (AreaLevel::Province, &KnownBy::Map));
}

#[test]
fn a_place_of_the_users_list_is_an_area_around_it_and_says_whose_list_it_is() {
    let placed = placed_on(&map(), &[said("Lakan kalay", "", ""), said("Torkham", "", "")]);
    let found: Vec<_> = placed.zones.iter().map(|zone| (zone.name.as_str(), &zone.known)).collect();
    let mine = KnownBy::UsersList("Mine".to_owned());
    assert_eq!(found, [("Lakan", &mine), ("Torkham", &mine)]);
    assert!(placed.pins.is_empty(), "a name is never a point");
}
