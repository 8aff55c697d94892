//! Distances and bearings that users read, on the WGS84 ellipsoid.

use super::projection::EARTH_KM;
use crate::model::LonLat;

const A_KM: f64 = 6378.137;
const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// Distance in km along the ellipsoid, by Lambert's formula for long lines (error below 10 m per 1,000 km; near the
/// antipode, where the formula breaks down, the sphere's distance, which is within 0.6 %).
pub fn distance_km(from: LonLat, to: LonLat) -> f64 {
    // Great circle between the reduced latitudes, then the ellipsoid's correction (Lambert 1942; Snyder).
    let reduced = |p: LonLat| ((1.0 - FLATTENING) * p.lat().to_radians().tan()).atan();
    let sigma = central_angle(reduced(from), reduced(to), (to.lon() - from.lon()).to_radians());
    if sigma < 1e-12 {
        return 0.0;
    }
    if sigma > 3.1 {
        let lats = (from.lat().to_radians(), to.lat().to_radians());
        return EARTH_KM * central_angle(lats.0, lats.1, (to.lon() - from.lon()).to_radians());
    }
    let mid = f64::midpoint(reduced(from), reduced(to));
    let half = (reduced(to) - reduced(from)) / 2.0;
    let x = (sigma - sigma.sin()) * (mid.sin() * half.cos() / (sigma / 2.0).cos()).powi(2);
    let y = (sigma + sigma.sin()) * (mid.cos() * half.sin() / (sigma / 2.0).sin()).powi(2);
    A_KM * (sigma - FLATTENING / 2.0 * (x + y))
}

/// Bearing at `from` towards `to` in degrees clockwise from north, 0..360, on the sphere (within 0.2° of WGS84).
pub fn bearing_deg(from: LonLat, to: LonLat) -> f64 {
    let (phi1, phi2) = (from.lat().to_radians(), to.lat().to_radians());
    let lambda = (to.lon() - from.lon()).to_radians();
    let y = lambda.sin() * phi2.cos();
    let x = phi1.cos() * phi2.sin() - phi1.sin() * phi2.cos() * lambda.cos();
    y.atan2(x).to_degrees().rem_euclid(360.0)
}

/// The eight-point compass word for a bearing in degrees: "north", "north-east", …
pub fn compass_word(bearing_deg: f64) -> &'static str {
    let turned = (bearing_deg + 22.5).rem_euclid(360.0);
    match turned {
        t if t < 45.0 => "north",
        t if t < 90.0 => "north-east",
        t if t < 135.0 => "east",
        t if t < 180.0 => "south-east",
        t if t < 225.0 => "south",
        t if t < 270.0 => "south-west",
        t if t < 315.0 => "west",
        _ => "north-west",
    }
}

/// Angle at the Earth's centre in radians (haversine: exact for near points too).
fn central_angle(phi1: f64, phi2: f64, lambda: f64) -> f64 {
    let h = ((phi2 - phi1) / 2.0).sin().powi(2) + phi1.cos() * phi2.cos() * (lambda / 2.0).sin().powi(2);
    2.0 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn known_geodesics_are_met() {
        // A quarter meridian is 10,001.966 km and a degree of the equator 111.3195 km on WGS84.
        assert!((distance_km(at(0.0, 0.0), at(0.0, 90.0)) - 10_001.966).abs() < 0.1);
        assert!((distance_km(at(0.0, 0.0), at(1.0, 0.0)) - 111.3195).abs() < 0.001);
        // Flinders Peak to Buninyong, the surveyors' test line (GDA manual): 54.972271 km on a nearly equal ellipsoid.
        let flinders = at(144.424_867_889, -37.951_033_417);
        let buninyong = at(143.926_495_528, -37.652_821_139);
        assert!((distance_km(flinders, buninyong) - 54.972_271).abs() < 0.001);
        assert!((bearing_deg(flinders, buninyong) - 306.868).abs() < 0.2);
    }

    #[test]
    fn the_antipode_and_the_same_place_have_sensible_distances() {
        assert!((distance_km(at(0.0, 0.0), at(180.0, 0.0)) - 20_010.0).abs() < 100.0);
        assert!(distance_km(at(70.0, 33.0), at(70.0, 33.0)).abs() < 1e-9);
    }

    #[test]
    fn compass_words_are_what_an_atlas_says() {
        let (islamabad, kabul) = (at(73.043, 33.721), at(69.172, 34.528));
        assert_eq!(compass_word(bearing_deg(islamabad, kabul)), "west");
        assert_eq!(compass_word(bearing_deg(kabul, at(37.618, 55.752))), "north-west");
        assert_eq!(compass_word(359.0), "north");
        assert_eq!(compass_word(22.6), "north-east");
    }
}
