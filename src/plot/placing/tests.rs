//! Every hit goes to one honest place.

use super::*;
use crate::geo::Style;
use crate::model::{Dataset, DatasetBuilder, Date, Draft, Kind, When};
use crate::query::{Cancel, Filter};
use crate::store::{Hits, count_places};

#[derive(Debug)]
pub(super) struct Said {
    pub(super) place: &'static str,
    pub(super) admin2: &'static str,
    pub(super) admin1: &'static str,
    pub(super) country: &'static str,
    pub(super) at: Option<(f64, f64)>,
    pub(super) precision: PlacePrecision,
}

pub(super) const NOWHERE: Said =
    Said { place: "", admin2: "", admin1: "", country: "", at: None, precision: PlacePrecision::Unknown };

fn placed(said: &[Said]) -> Placed {
    placed_on(&BaseMap::theatre(Style::Outline).unwrap(), said)
}

/// Day of the first event; each has the day after the one before it.
pub(super) const FIRST_DAY: i64 = 20_000;

pub(super) fn dataset(said: &[Said]) -> Dataset {
    let mut builder = DatasetBuilder::default();
    for (day, s) in (0_i64..).zip(said) {
        builder.push(&Draft {
            place: s.place,
            admin2: s.admin2,
            admin1: s.admin1,
            country: s.country,
            at: s.at.and_then(|(lon, lat)| LonLat::new(lon, lat)),
            place_precision: s.precision,
            kind: Kind::Battle,
            when: Some(When::day(Date::from_days(FIRST_DAY + day))),
            ..Draft::default()
        });
    }
    builder.finish()
}

pub(super) fn placed_on(base: &BaseMap, said: &[Said]) -> Placed {
    let data = dataset(said);
    let hits = Hits::new(&data, &Filter::default(), &Cancel::default()).unwrap();
    let placed = place_all(&count_places(&data, &hits, crate::query::SplitBy::Kind), base, &data);
    let counted: u32 = placed.pins.iter().map(Pin::count).sum::<u32>()
        + placed.zones.iter().flat_map(|z| z.kinds).sum::<u32>()
        + placed.in_tray();
    assert_eq!(counted as usize, said.len(), "no event is lost or counted twice: {placed:?}");
    for event in data.events() {
        assert!(placed.whereabouts(event.place_key()).is_some());
    }
    placed
}

fn name_of(placed: &Placed, zone: usize) -> &str {
    &placed.zones[zone].name
}

#[test]
fn only_what_is_known_to_the_place_is_a_point() {
    use PlacePrecision::*;
    let all = PlacePrecision::ALL.map(|precision| Said {
        country: "Pakistan",
        at: Some((70.15, 33.85)),
        precision,
        ..NOWHERE
    });
    let placed = placed(&all);
    let keys: Vec<bool> = placed.spots.iter().map(|s| s.vague).collect();
    assert_eq!(keys, [false, true, true], "exact; near; a point whose file says nothing of its precision");
    assert_eq!(placed.zones.len(), 2, "district {District:?} and province {Province:?}: {:?}", placed.zones);
    assert_eq!(placed.tray.len(), 2, "country {Country:?} and line {Line:?}");
}

#[test]
fn a_district_is_found_by_its_name_and_shaded_once_for_all_its_events() {
    let kurram = |admin2, precision| Said {
        admin2,
        admin1: "Khyber Pakhtunkhwa",
        country: "Pakistan",
        precision,
        ..NOWHERE
    };
    let placed = placed(&[
        kurram("Kurram", PlacePrecision::District),
        kurram("Kurram Agency", PlacePrecision::District),
        kurram("kurram district", PlacePrecision::Near),
    ]);
    assert_eq!((placed.zones.len(), placed.pins.len(), placed.tray.len()), (1, 0, 0));
    assert!(name_of(&placed, 0).starts_with("Kurram"), "{:?}", placed.zones);
    assert_eq!(placed.zones[0].keys.len(), 3);
}

#[test]
fn an_afghan_district_without_a_shape_falls_back_to_its_province_and_then_to_a_circle() {
    let spera = Said {
        admin2: "Spera",
        admin1: "Khost",
        country: "Afghanistan",
        at: Some((69.5, 33.2)),
        precision: PlacePrecision::District,
        ..NOWHERE
    };
    let abroad = Said { country: "Ethiopia", at: Some((38.7, 9.0)), admin1: "Oromia", ..spera };
    let placed = placed(&[spera, abroad]);
    let shapes: Vec<_> = placed.zones.iter().map(|z| (z.name.as_str(), z.shape)).collect();
    assert!(
        shapes.iter().any(|(n, s)| n.starts_with("Khost") && matches!(s, ZoneShape::Area(_))),
        "{shapes:?}"
    );
    assert!(shapes.iter().any(|(_, s)| matches!(s, ZoneShape::Around { .. })), "{shapes:?}");
}

#[test]
fn what_has_no_place_on_the_map_is_in_the_tray_by_reason() {
    let said = [
        Said { country: "Afghanistan", precision: PlacePrecision::Country, ..NOWHERE },
        Said { place: "Pakistan–Afghanistan border", precision: PlacePrecision::Line, ..NOWHERE },
        Said {
            place: "an eastern province",
            country: "Afghanistan",
            precision: PlacePrecision::Province,
            ..NOWHERE
        },
        Said { place: "Spin Ghar camp", precision: PlacePrecision::Exact, ..NOWHERE },
        NOWHERE,
    ];
    let placed = placed(&said);
    let whys: Vec<_> = placed.tray.iter().map(|p| p.why.clone()).collect();
    assert_eq!(
        whys,
        [
            Why::Line("Pakistan–Afghanistan border".to_owned()),
            Why::Area,
            Why::NamedOnly,
            Why::Country("Afghanistan".to_owned()),
            Why::NotGiven,
        ]
    );
    for (key, place) in placed.tray.iter().zip(0..).map(|(p, n)| (p.keys[0], n)) {
        assert_eq!(placed.whereabouts(key), Some(Whereabouts::Pocket(place)));
    }
}

#[test]
fn a_name_without_coordinates_stands_around_the_place_of_that_name_unless_something_speaks_against_it() {
    let named = |place, admin1, country| Said { place, admin1, country, ..NOWHERE };
    let said = [
        named("Torkham", "", "Pakistan"),
        named("Turkham", "", ""),
        named("Jalalabad", "", "Afghanistan"),
        // Not there: another country, another province, a district's name, a country this map does not have.
        named("Jalalabad", "", "Pakistan"),
        named("Jalalabad", "Kandahar", "Afghanistan"),
        named("Spin Ghar camp", "", "Afghanistan"),
        named("Torkham", "", "Peru"),
        Said { precision: PlacePrecision::Country, ..named("Kabul", "", "Afghanistan") },
    ];
    let placed = placed(&said);
    let zones: Vec<_> =
        placed.zones.iter().map(|z| (z.name.as_str(), z.known == KnownBy::OurList, z.keys.len())).collect();
    assert_eq!(zones, [("Torkham", true, 2), ("Jalalabad", true, 1)]);
    assert_eq!(placed.in_tray(), 5);
    let ZoneShape::Around { radius_km, .. } = placed.zones[0].shape else { panic!("{:?}", placed.zones[0]) };
    assert!((radius_km - 10.0).abs() < f64::EPSILON);
    assert!(placed.pins.is_empty(), "a name is never a point");
}

#[test]
fn many_countries_share_one_pocket() {
    let country = |country| Said { country, precision: PlacePrecision::Country, ..NOWHERE };
    let list = ["Kenya", "Sudan", "Eritrea", "Somalia", "Ethiopia", "Djibouti"].map(country);
    let placed = placed(&list);
    assert_eq!(placed.tray.len(), 1);
    assert_eq!(placed.tray[0].keys.len(), 6);
    for key in &placed.tray[0].keys {
        assert_eq!(placed.whereabouts(*key), Some(Whereabouts::Pocket(0)));
    }
}

#[test]
fn moscow_stands_apart_as_a_far_city_and_kabul_does_not() {
    let city = |place, at| Said { place, at: Some(at), precision: PlacePrecision::Exact, ..NOWHERE };
    let placed = placed(&[city("Moscow", (37.6, 55.75)), city("Kabul", (69.17, 34.53))]);
    let names: Vec<f64> = placed.far.iter().map(|&n| placed.spots[n as usize].at.lon()).collect();
    assert_eq!(names, [37.6]);
}

#[test]
fn a_point_beyond_the_drawn_line_never_shades_the_other_country() {
    let said =
        Said { country: "Pakistan", at: Some((70.0, 33.5)), precision: PlacePrecision::Province, ..NOWHERE };
    let placed = placed(&[said]);
    assert!(matches!(placed.zones[0].shape, ZoneShape::Around { .. }), "{:?}", placed.zones);
}
