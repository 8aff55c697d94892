//! The theatre as a user sees it: everything on its own side, crossings on the line, areas filled.

use super::*;
use crate::geo::PlaceKind;
use crate::geo::area::ring_area_km2;
use crate::geo::warp::CLEAR_OF_BORDER_KM;
use crate::model::LonLat;

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// The areas whose drawn shapes hold the point, by name.
fn drawn_around(areas: &[Area], p: Plane) -> Vec<&str> {
    areas.iter().filter(|a| a.contains(p)).map(|a| a.name.as_str()).collect()
}

fn to_main_line_km(map: &BaseMap, p: Plane) -> f64 {
    let main = map.lines.iter().filter(|l| l.class == LineClass::Contested);
    let pieces = main.flat_map(|l| l.points.windows(2));
    pieces.map(|w| p.distance_km(p.nearest_on(w[0], w[1]))).fold(f64::INFINITY, f64::min)
}

fn on_sheet(map: &BaseMap, p: Plane) -> bool {
    map.countries.iter().any(|c| c.bounds.contains(p))
        && p.x_km.abs() < 1_080.0
        && (-948.0..960.0).contains(&p.y_km)
}

#[test]
fn every_place_of_the_gazetteer_stands_on_its_true_side_of_the_schematic_lines() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    let mut seen = 0;
    for place in map.places.iter().filter(|p| !p.kind.is_on_border()) {
        let Some(area) = map.area_of_level_at(AreaLevel::Province, place.at) else { continue };
        let name = &map.area(area).unwrap().name;
        assert_eq!(drawn_around(&map.provinces, place.plane), [name.as_str()], "{}", place.name);
        let off = to_main_line_km(&map, place.plane);
        assert!(off >= CLEAR_OF_BORDER_KM - 0.01, "{} is {off} km off the line", place.name);
        seen += 1;
    }
    assert!(seen > 120, "{seen}");
}

#[test]
fn a_place_of_the_list_lies_in_the_country_and_province_that_the_list_says() {
    let map = BaseMap::theatre(Style::Outline).unwrap();
    for place in map.places.iter().filter(|p| !p.kind.is_on_border() && !p.admin1.is_empty()) {
        let Some(area) = map.area_of_level_at(AreaLevel::Province, place.at) else { continue };
        let said =
            map.area_named("", &place.admin1, if place.country == "AF" { "Afghanistan" } else { "Pakistan" });
        assert_eq!(said, Some(area), "{} is said to lie in {}", place.name, place.admin1);
    }
}

#[test]
fn any_point_of_the_sheet_stays_in_its_province_or_country() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    let (mut wrong, mut near, mut all) = (0, 0, 0);
    for lon in 0..230 {
        for lat in 0..170 {
            let place = at(58.5 + f64::from(lon) * 0.093, 22.6 + f64::from(lat) * 0.097);
            let truth = map.projection.forward(place);
            let Some(home) = map.home_of(truth).filter(|_| on_sheet(&map, truth)) else { continue };
            let drawn = map.place(place);
            if map.crossings.iter().any(|c| c.1 == drawn) {
                continue;
            }
            all += 1;
            wrong += usize::from(!home.area.contains(drawn));
            near += usize::from(to_main_line_km(&map, drawn) < CLEAR_OF_BORDER_KM - 0.01);
        }
    }
    assert!(all > 20_000, "{all}");
    assert_eq!((wrong, near), (0, 0), "of {all}: in the wrong area, too near to the main line");
}

#[test]
fn crossings_stand_on_the_line_in_both_styles_and_so_do_events_at_them() {
    for style in [Style::Schematic, Style::Outline] {
        let map = BaseMap::theatre(style).unwrap();
        let crossings: Vec<&places::Place> =
            map.places.iter().filter(|p| p.kind == PlaceKind::Crossing).collect();
        assert_eq!(crossings.len(), 14);
        for crossing in crossings {
            let borders = map.lines.iter().filter(|l| is_border(l.class)).flat_map(|l| l.points.windows(2));
            let off = borders
                .map(|w| crossing.plane.distance_km(crossing.plane.nearest_on(w[0], w[1])))
                .fold(f64::INFINITY, f64::min);
            assert!(off < 1.0, "{style:?}: {} is {off} km off", crossing.name);
            if style == Style::Schematic {
                assert_eq!(map.place(crossing.at), crossing.plane, "{}", crossing.name);
            }
        }
    }
}

#[test]
fn the_warp_never_tears_neighbours_far_apart_within_an_area() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    let shift = map.schematic_shift_km.unwrap();
    for lon in 0..120 {
        for lat in 0..90 {
            let here = at(62.0 + f64::from(lon) * 0.1, 26.0 + f64::from(lat) * 0.1);
            let truth = map.projection.forward(here);
            let moved = map.place(here).distance_km(truth);
            // Lines move by the shift at most; a side that has to be kept may add a little.
            assert!(moved < shift + 20.0, "{here:?} moved {moved} km");
        }
    }
}

#[test]
fn two_loads_give_the_same_map() {
    let (one, two) =
        (BaseMap::theatre(Style::Schematic).unwrap(), BaseMap::theatre(Style::Schematic).unwrap());
    assert!(one.lines.iter().zip(&two.lines).all(|(a, b)| a.points == b.points && a.name == b.name));
    assert!(one.places.iter().zip(&two.places).all(|(a, b)| a.plane == b.plane));
}

#[test]
fn far_places_are_not_shifted() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    let moscow = at(37.62, 55.75);
    assert_eq!(map.place(moscow), map.projection.forward(moscow));
}

#[test]
fn areas_of_both_styles_have_the_same_numbers_and_are_filled() {
    let (schematic, outline) =
        (BaseMap::theatre(Style::Schematic).unwrap(), BaseMap::theatre(Style::Outline).unwrap());
    for level in [AreaLevel::Country, AreaLevel::Province, AreaLevel::District] {
        let names = |map: &BaseMap| map.areas(level).iter().map(|a| a.name.clone()).collect::<Vec<_>>();
        assert_eq!(names(&schematic), names(&outline));
        for area in schematic.areas(level).iter().chain(outline.areas(level)) {
            let rings_km2: f64 = area.rings.iter().map(|r| ring_area_km2(r)).sum::<f64>().abs();
            let filled = area.size_km2() / rings_km2;
            assert!((0.97..1.03).contains(&filled), "{level:?} {} is filled to {filled}", area.name);
            assert!(area.contains(area.label_at), "{} has its name outside", area.name);
        }
    }
    assert_eq!(outline.provinces.len(), 34 + 7);
    assert!(schematic.schematic_shift_km.is_some() && outline.schematic_shift_km.is_none());
    assert!(schematic.note.contains("Durand Line") && schematic.credit.contains("GeoNames"));
}

#[test]
fn districts_lie_in_their_country_on_the_schematic_too() {
    let map = BaseMap::theatre(Style::Schematic).unwrap();
    let pakistan = map.countries.iter().find(|c| c.code == "PAK").unwrap();
    for district in &map.districts {
        for &p in district.rings.iter().flatten().filter(|&&p| !pakistan.contains(p)) {
            let edges = pakistan.rings.iter().flat_map(|ring| crate::geo::area::edges(ring));
            let off = edges.map(|(a, b)| p.distance_km(p.nearest_on(a, b))).fold(f64::INFINITY, f64::min);
            assert!(off < 0.01, "{} reaches {off} km beyond the border", district.name);
        }
    }
}
