//! The projections are inverses, and agree with values known elsewhere.

use proptest::prelude::*;

use super::*;

const THEATRE: GeoBounds = GeoBounds { west: 60.5, south: 23.6, east: 78.0, north: 38.5 };

fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).unwrap()
}

fn returns(projection: Projection, place: LonLat) {
    let back = projection.inverse(projection.forward(place)).unwrap();
    let lon_error = wrap_lon(back.lon() - place.lon()).abs() * place.lat().to_radians().cos();
    assert!(lon_error < 1e-6 && (back.lat() - place.lat()).abs() < 1e-6, "{place:?} came back as {back:?}");
}

proptest! {
    #[test]
    fn conic_comes_back(lon in 40.0..100.0_f64, lat in 5.0..60.0_f64) {
        returns(Projection::for_bounds(THEATRE), at(lon, lat));
    }

    #[test]
    fn southern_conic_comes_back(lon in 110.0..155.0_f64, lat in -45.0..-8.0_f64) {
        returns(Projection::for_bounds(GeoBounds { west: 112.0, south: -44.0, east: 154.0, north: -10.0 }), at(lon, lat));
    }

    #[test]
    fn azimuthal_comes_back(lon in -60.0..100.0_f64, lat in -60.0..80.0_f64) {
        returns(Projection::for_bounds(GeoBounds { west: -20.0, south: -35.0, east: 55.0, north: 38.0 }), at(lon, lat));
    }

    #[test]
    fn equal_earth_comes_back(lon in -179.9..179.9_f64, lat in -89.0..89.0_f64) {
        returns(Projection::world(0.0), at(lon, lat));
        returns(Projection::world(150.0), at(lon, lat));
    }

    #[test]
    fn every_place_on_earth_has_a_finite_point(lon in -180.0..=180.0_f64, lat in -90.0..=90.0_f64) {
        for projection in [Projection::for_bounds(THEATRE), Projection::world(0.0), Projection::azimuthal(10.0, 50.0)] {
            let p = projection.forward(at(lon, lat));
            prop_assert!(p.x_km.is_finite() && p.y_km.is_finite(), "{:?}", p);
        }
    }
}

#[test]
fn the_theatre_is_drawn_true_to_scale_within_one_per_cent() {
    let projection = Projection::for_bounds(THEATRE);
    for (lon, lat) in [(61.0, 24.0), (66.0, 30.0), (71.1, 34.1), (77.0, 38.0), (61.0, 38.4), (78.0, 23.7)] {
        let degree_km = EARTH_KM * 1.0_f64.to_radians();
        let north =
            projection.forward(at(lon, lat)).distance_km(projection.forward(at(lon, lat + 0.01))) * 100.0;
        assert!((north / degree_km - 1.0).abs() < 0.01, "{lon} {lat}: {}", north / degree_km);
    }
}

#[test]
fn equal_earth_agrees_with_its_paper() {
    // The half-width of the equator is 2.70663 sphere radii and the pole's height 1.31737 (Šavrič et al. 2019).
    let p = Projection::world(0.0).forward(at(180.0, 0.0));
    assert!((p.x_km / EARTH_KM - 2.706_63).abs() < 1e-4, "{}", p.x_km / EARTH_KM);
    let pole = Projection::world(0.0).forward(at(0.0, 90.0));
    assert!((pole.y_km / EARTH_KM - 1.317_37).abs() < 1e-4, "{}", pole.y_km / EARTH_KM);
}

#[test]
fn bounds_choose_the_projection() {
    let kind = |west, south, east, north| Projection::for_bounds(GeoBounds { west, south, east, north }).kind;
    assert!(matches!(kind(60.5, 23.6, 78.0, 38.5), Kind::Conic { .. }));
    assert!(matches!(kind(-20.0, -35.0, 52.0, 38.0), Kind::Azimuthal { .. }));
    assert!(matches!(kind(22.0, 44.0, 40.0, 44.0), Kind::Conic { .. }), "a single parallel");
    assert!(matches!(kind(30.0, 0.1, 31.0, 0.2), Kind::Azimuthal { .. }), "a cone needs latitude");
    assert!(matches!(kind(-170.0, -50.0, 170.0, 70.0), Kind::EqualEarth));
}
