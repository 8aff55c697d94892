//! Places along the Durand Line: on the right side, at the right kilometre, or honestly elsewhere.

use std::sync::OnceLock;

use super::*;
use crate::geo::Style;
use crate::model::{DatasetBuilder, Draft, EventId, KINDS, Place, PlacePrecision};
use crate::plot::placing::place_all;
use crate::query::PlaceGroup;

type Row = (Option<(f64, f64)>, PlacePrecision, Place);

struct Ground {
    base: BaseMap,
    border: Border,
    reference: Referencing,
}

fn ground() -> &'static Ground {
    static GROUND: OnceLock<Ground> = OnceLock::new();
    GROUND.get_or_init(|| {
        let border = Border::durand().unwrap();
        let reference = Referencing::new(&border);
        Ground { base: BaseMap::theatre(Style::Outline).unwrap(), border, reference }
    })
}

fn along(list: &[Row]) -> Along {
    let group = |(n, (at, precision, _)): (u32, &Row)| PlaceGroup {
        key: if at.is_some() { PlaceKey::Site(n) } else { PlaceKey::Names(n) },
        at: at.and_then(|(lon, lat)| LonLat::new(lon, lat)),
        precision: *precision,
        kinds: [n + 1, 0, 0, 0, 0, 0, 0, 0],
        first: EventId(n),
    };
    const { assert!(KINDS == 8) };
    let mut groups: Vec<PlaceGroup> = (0..).zip(list).map(group).collect();
    groups.sort_by_key(|group| group.key);
    let places: Places = groups.into_iter().collect();
    let ground = ground();
    let mut words = DatasetBuilder::default();
    for (.., place) in list {
        words.push(&Draft {
            place: &place.name,
            admin1: &place.admin1,
            admin2: &place.admin2,
            country: &place.country,
            ..Draft::default()
        });
    }
    let words = words.finish();
    let on_map = place_all(&places, &ground.base, &words);
    let line = Line { base: &ground.base, border: &ground.border, reference: &ground.reference };
    Along::new(&places, &on_map, line, &words)
}

fn point(lon: f64, lat: f64) -> Row {
    (Some((lon, lat)), PlacePrecision::Exact, Place::default())
}

fn named(precision: PlacePrecision, place: Place) -> Row {
    (None, precision, place)
}

#[test]
fn towns_stand_opposite_their_crossing_and_on_their_own_side() {
    let along = along(&[
        point(71.0936, 34.1208),
        point(70.4515, 34.4265),
        point(69.17233, 34.52813),
        point(70.10012, 33.89968),
    ]);
    let beside = |n| match along.stand(PlaceKey::Site(n)) {
        Some(Stand::Beside(beside)) => beside,
        other => panic!("{n}: {other:?}"),
    };
    let [torkham, jalalabad, kabul, parachinar] = [0, 1, 2, 3].map(beside);
    assert!((torkham.km - jalalabad.km).abs() < 20.0, "{torkham:?} {jalalabad:?}");
    assert!(kabul.capital.is_some() && jalalabad.capital.is_none());
    assert!(jalalabad.off_km * parachinar.off_km < 0.0 && kabul.off_km * jalalabad.off_km > 0.0);
    assert_eq!(along.weights.len(), 3);
}

#[test]
fn far_places_are_put_together_by_city_with_the_nearest_first() {
    let along = along(&[point(37.61, 55.75), point(37.7, 55.8), point(51.53, 25.28), point(67.01, 24.86)]);
    let names: Vec<(&str, bool)> =
        along.far_places.iter().map(|away| (away.name.as_str(), away.third)).collect();
    assert_eq!(names, [("Karachi", false), ("Doha", true), ("Moscow", true)]);
    assert_eq!(along.stand(PlaceKey::Site(0)), Some(Stand::Away(2)));
    assert_eq!(along.stand(PlaceKey::Site(0)), along.stand(PlaceKey::Site(1)));
    let moscow = &along.far_places[2];
    assert!((3000.0..3800.0).contains(&moscow.distance_km) && (300.0..345.0).contains(&moscow.bearing_deg));
}

#[test]
fn what_is_known_to_a_district_is_a_stretch_and_never_a_point() {
    let text = |s: &str| s.to_owned();
    let kurram = Place {
        admin2: text("Kurram"),
        admin1: text("Khyber Pakhtunkhwa"),
        country: text("Pakistan"),
        ..Place::default()
    };
    let line = Place { name: text("the Afghanistan–Pakistan border"), ..Place::default() };
    let country = Place { country: text("Pakistan"), ..Place::default() };
    let along = along(&[
        named(PlacePrecision::District, kurram),
        named(PlacePrecision::Line, line),
        named(PlacePrecision::Country, country),
    ]);
    let stretch = |n| match along.stand(PlaceKey::Names(n)) {
        Some(Stand::Stretch(number)) => &along.stretches[number as usize],
        other => panic!("{n}: {other:?}"),
    };
    let length = stretch(0).to_km - stretch(0).from_km;
    assert!((30.0..220.0).contains(&length) && stretch(0).name == "Kurram", "{:?}", stretch(0));
    assert!((1_250.0..1_500.0).contains(&stretch(0).from_km), "{:?}", stretch(0));
    assert!(stretch(1).to_km > 2_200.0 && stretch(1).from_km == 0.0);
    assert_eq!(along.stand(PlaceKey::Names(2)), Some(Stand::Nowhere(0)));
    assert_eq!(along.nowhere, [Why::Country(text("Pakistan"))]);
    assert_eq!(along.stand(PlaceKey::Names(77)), None);
}
