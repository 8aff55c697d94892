//! What is left out must not be seen.

use super::*;
use crate::geo::Style;
use crate::geo::area::ring_area_km2;

fn size_km2(fill: &Fill) -> f64 {
    let of = |p: &Polygon| {
        let corner = |n: u32| p.corners[n as usize];
        p.triangles.iter().map(|t| ring_area_km2(&t.map(corner)).abs()).sum::<f64>()
    };
    fill.polygons.iter().map(of).sum()
}

fn corners(detail: &Detail) -> usize {
    detail.countries.iter().flat_map(|c| &c.polygons).map(|p| p.corners.len()).sum()
}

#[test]
fn nothing_is_left_out_from_nearby() {
    let map = BaseMap::world(None).unwrap();
    let detail = map.detail(0.1);
    let all: usize = map.countries.iter().flat_map(|c| &c.rings).map(Vec::len).sum();
    assert_eq!(corners(detail), all);
    for (fill, area) in detail.countries.iter().zip(&map.countries) {
        assert!((size_km2(fill) - area.size_km2()).abs() < 1.0 + 1e-6 * area.size_km2(), "{}", area.name);
    }
}

#[test]
fn from_afar_countries_keep_their_size_and_few_points() {
    for map in [BaseMap::world(None).unwrap(), BaseMap::theatre(Style::Schematic).unwrap()] {
        for km_per_point in [1.0, 4.0, 16.0, 40.0] {
            let detail = map.detail(km_per_point);
            // What a country loses or gains lies along its lines, a point of the screen wide at most.
            for (fill, area) in detail.countries.iter().zip(&map.countries) {
                let edge_km: f64 = area
                    .rings
                    .iter()
                    .flat_map(|r| crate::geo::area::edges(r))
                    .map(|(a, b)| a.distance_km(b))
                    .sum();
                let lost = (size_km2(fill) - area.size_km2()).abs();
                assert!(lost <= edge_km * km_per_point, "{} at {km_per_point}: {lost} km²", area.name);
            }
        }
        let all: usize = map.countries.iter().flat_map(|c| &c.rings).map(Vec::len).sum();
        assert!(corners(map.detail(40.0)) * 4 < all || all < 2_000, "{} of {all}", corners(map.detail(40.0)));
    }
}

#[test]
fn every_corner_of_a_thinned_country_that_lies_on_a_border_is_on_the_thinned_border() {
    let map = BaseMap::world(None).unwrap();
    let detail = map.detail(20.0);
    let key = |p: &Plane| [p.x_km.to_bits(), p.y_km.to_bits()];
    let on = |lines: Vec<&Plane>| lines.into_iter().map(key).collect::<std::collections::HashSet<_>>();
    let all = on(map.lines.iter().flat_map(|l| &l.points).collect());
    let kept = on(detail.lines.iter().flat_map(|l| &l.points).collect());
    // The shores of specks are not drawn.
    let polygons = detail.countries.iter().flat_map(|c| &c.polygons).filter(|p| p.corners.len() > 4);
    let corners: Vec<_> = polygons.flat_map(|p| &p.corners).map(key).collect();
    let strays = corners.iter().filter(|c| all.contains(*c) && !kept.contains(*c)).count();
    assert!(corners.len() > 1_000 && strays == 0, "{strays} of {}", corners.len());
}
