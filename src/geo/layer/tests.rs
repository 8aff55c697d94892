//! Layers on base maps: they lie where the map draws what they speak of, and their names find them.

use super::*;
use crate::geo::{BaseMap, LineClass, Style, atlas};

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

/// A rectangle with names.
fn area(name: &str, within: &[&str], west: f64, south: f64, side: f64) -> LayerShape {
    let ring = [(0.0, 0.0), (side, 0.0), (side, side), (0.0, side)];
    LayerShape {
        name: name.to_owned(),
        within: within.iter().map(|&name| name.to_owned()).collect(),
        areas: vec![vec![ring.iter().map(|&(x, y)| at(west + x, south + y)).collect()]],
        ..LayerShape::default()
    }
}

fn with(base: &BaseMap, shapes: Vec<LayerShape>) -> BaseMap {
    let laid = Arc::new(base.lay(&Layer { name: "test".to_owned(), shapes }));
    base.with_layers(vec![LayerOnMap { laid, style: LayerStyle::default(), note: String::new() }])
}

fn name(base: &BaseMap, found: Option<crate::geo::AreaRef>) -> Option<String> {
    Some(base.area(found?)?.parent.clone())
}

/// The Durand Line as the user's own layer has it.
fn durand() -> Layer {
    let atlas = atlas::theatre().unwrap();
    let durand = atlas.arcs.iter().filter(|arc| arc.class == LineClass::Contested);
    let lines = durand.map(|arc| arc.points.iter().map(|&(lon, lat)| at(lon, lat)).collect()).collect();
    Layer { shapes: vec![LayerShape { lines, ..LayerShape::default() }], ..Layer::default() }
}

/// How far the layer's lines lie from the border that the map draws at most, and the length of both, in km.
fn compared(laid: &LaidLayer, base: &BaseMap) -> (f64, [f64; 2]) {
    let main: Vec<&[Plane]> = base.lines.iter().filter(|l| l.main).map(|l| l.points.as_slice()).collect();
    let off = |p: Plane| {
        let pairs = main.iter().flat_map(|line| line.windows(2));
        pairs.map(|ab| p.distance_km(p.nearest_on(ab[0], ab[1]))).fold(f64::INFINITY, f64::min)
    };
    let worst = laid.lines.iter().flat_map(|l| &l.points).map(|&p| off(p)).fold(0.0, f64::max);
    let length = |points: &[Plane]| points.windows(2).map(|ab| ab[0].distance_km(ab[1])).sum::<f64>();
    let own = laid.lines.iter().map(|l| length(&l.points)).sum();
    (worst, [own, main.iter().map(|l| length(l)).sum()])
}

#[test]
fn a_layers_own_border_lies_on_the_border_that_is_drawn_from_the_schematic_to_the_outline() {
    let schematic = BaseMap::theatre(Style::Schematic).unwrap();
    let laid = Arc::new(schematic.lay(&durand()));
    let layer = LayerOnMap { laid, style: LayerStyle::default(), note: String::new() };
    let schematic = Arc::new(schematic.with_layers(vec![layer]));
    let outline = BaseMap::theatre(Style::Outline).unwrap().as_last_step(&schematic);
    let between = [3, 7, 11].map(|step| schematic.step(step).unwrap());
    for base in between.iter().chain([schematic.as_ref(), &outline]) {
        // The schematic shifts it by up to 26 km; between its corners a line is followed in small steps.
        let (worst, [own, drawn]) = compared(&base.layers[0].laid, base);
        assert!(worst < 3.0, "{worst} km off at {}", base.share());
        assert!(own > 0.9 * drawn && own < 1.3 * drawn, "{own} km of {drawn} at {}", base.share());
    }
    let (worst, _) = compared(&outline.layers[0].laid, &outline);
    assert!(worst < 1e-6, "{worst} km off the outline");
}

#[test]
fn a_districts_area_stays_in_the_country_that_it_lies_in() {
    let base = BaseMap::theatre(Style::Schematic).unwrap();
    // Spin Boldak reaches to the border, and the schematic shifts that by 20 km.
    let laid =
        base.lay(&Layer { shapes: vec![area("Spin Boldak", &[], 66.2, 31.0, 0.19)], ..Layer::default() });
    let afghanistan = base.countries.iter().position(|c| c.name == "Afghanistan").unwrap();
    let corners = &laid.areas[0].rings[0];
    let slack = |p: Plane| {
        let edge = |(a, b): (Plane, Plane)| p.distance_km(p.nearest_on(a, b));
        let rings = &base.countries[afghanistan].rings;
        rings.iter().flat_map(|r| crate::geo::area::edges(r)).map(edge).fold(f64::INFINITY, f64::min)
    };
    let outside = corners.iter().filter(|&&p| !base.countries[afghanistan].contains(p) && slack(p) > 0.01);
    assert_eq!(outside.count(), 0, "{corners:?}");
    assert!(base.countries[afghanistan].contains(laid.areas[0].label_at));
}

#[test]
fn of_two_areas_of_one_name_the_province_decides() {
    let base = BaseMap::theatre(Style::Outline).unwrap();
    let shapes = vec![
        area("Shinwar", &["Nangarhar", "Afghanistan"], 70.7, 34.1, 0.2),
        area("Shinwari District", &["Parwan", "Afghanistan"], 68.7, 34.9, 0.2),
        area("Kohistan", &["Kapisa"], 69.4, 34.9, 0.1),
        area("Kohistan", &["Faryab"], 64.9, 35.4, 0.1),
    ];
    let map = with(&base, shapes);
    let find = |district, province, country| name(&map, map.layer_area_named(district, province, country));
    assert_eq!(find("SHINWAR", "Nangarhar", "Afghanistan").as_deref(), Some("Nangarhar"));
    assert_eq!(find("Kohistan", "Faryab", "Afghanistan").as_deref(), Some("Faryab"));
    assert_eq!(find("Kohistan", "", "Afghanistan"), None, "either may be meant");
    assert_eq!(find("Kohistan", "Kunar", ""), None);
    assert_eq!(find("Shinwar", "", "Pakistan"), None, "it lies in another country");
    assert_eq!(find("Shinwar", "Nangrahar", "Afghanistan"), find("Shinwar", "Nangarhar", "Afghanistan"));
    assert_eq!(find("", "Nangarhar", "Afghanistan"), None);
    let there: Vec<_> = map.layer_areas_at(at(70.8, 34.2)).collect();
    assert_eq!(name(&map, there.first().copied()).as_deref(), Some("Nangarhar"));
    assert_eq!(map.area_at(at(70.8, 34.2)), base.area_at(at(70.8, 34.2)), "the map's own areas stay");
}

#[test]
fn what_lies_at_the_other_end_of_the_world_is_left_out_and_counted() {
    let base = BaseMap::theatre(Style::Outline).unwrap();
    let around_the_world = LayerShape {
        lines: vec![vec![at(60.0, 30.0), at(75.0, 34.0), at(-100.0, 40.0), at(-101.0, 41.0)]],
        ..LayerShape::default()
    };
    let point =
        LayerShape { name: "Lima".to_owned(), points: vec![at(-77.0, -12.0)], ..LayerShape::default() };
    let shapes = vec![area("Bogotá", &[], -74.0, 4.0, 0.5), point, around_the_world];
    let laid = base.lay(&Layer { shapes, ..Layer::default() });
    assert_eq!((laid.areas.len(), laid.points.len(), laid.left_out), (0, 0, 2));
    let longest = laid.lines.iter().flat_map(|l| l.points.windows(2)).map(|ab| ab[0].distance_km(ab[1]));
    assert!(longest.fold(0.0, f64::max) < 3_000.0, "no line crosses the whole map");
}

#[test]
fn a_users_place_is_found_by_any_of_its_spellings() {
    let base = BaseMap::theatre(Style::Outline).unwrap();
    let lakan = LayerShape {
        name: "Lakaṇ".to_owned(),
        alt_names: vec!["Lakkan Kalay".to_owned()],
        points: vec![at(69.9, 33.3)],
        ..LayerShape::default()
    };
    let map = with(&base, vec![lakan]);
    for words in ["lakkan  kalay", "LAKAṆ"] {
        assert_eq!(map.layer_points_named(words).count(), 1, "{words}");
    }
    assert_eq!(map.layer_points_named("Khost").count(), 0);
}
