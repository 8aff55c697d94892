//! From longitude and latitude to plane kilometres and back, on the sphere.
//!
//! Formulas: J. P. Snyder, *Map Projections: A Working Manual* (USGS 1395, 1987), Lambert conformal conic (15) and
//! Lambert azimuthal equal-area (24); B. Šavrič, T. Patterson, B. Jenny, *The Equal Earth map projection* (2019).

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

use super::bounds::{GeoBounds, wrap_lon};
use super::plane::Plane;
use crate::model::LonLat;

/// Mean radius of the Earth in km (IUGG).
pub const EARTH_KM: f64 = 6371.0088;

/// Spans above this many degrees are drawn on the whole-world projection.
const WORLD_SPAN_DEG: f64 = 150.0;
/// Spans above this many degrees are too wide for a conic.
const CONIC_SPAN_DEG: f64 = 60.0;

/// A map projection of the sphere; made by [`Projection::for_bounds`] or [`Projection::world`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    kind: Kind,
    lon0_deg: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Conic { n: f64, f: f64, rho0_km: f64 },
    Azimuthal { sin_lat0: f64, cos_lat0: f64 },
    EqualEarth,
}

impl Projection {
    /// The projection that shows these bounds best: Lambert conformal conic with standard parallels at 1/6 and 5/6
    /// of the latitude span; azimuthal equal-area past 60° or across the equator; Equal Earth for most of the world.
    pub fn for_bounds(bounds: GeoBounds) -> Self {
        let (lon0, lat0) = bounds.centre();
        let crosses_equator = bounds.south < 0.0 && bounds.north > 0.0;
        let span = bounds.lon_span().max(bounds.lat_span());
        if span > WORLD_SPAN_DEG {
            Self::world(lon0)
        } else if crosses_equator || span > CONIC_SPAN_DEG || bounds.south < -80.0 || bounds.north > 80.0 {
            Self::azimuthal(lon0, lat0)
        } else {
            let step = bounds.lat_span() / 6.0;
            Self::conic(lon0, lat0, bounds.south + step, bounds.north - step)
        }
    }

    /// Equal Earth around a central meridian in degrees.
    pub fn world(lon0_deg: f64) -> Self {
        Self { kind: Kind::EqualEarth, lon0_deg }
    }

    fn azimuthal(lon0_deg: f64, lat0_deg: f64) -> Self {
        let (sin_lat0, cos_lat0) = lat0_deg.to_radians().sin_cos();
        Self { kind: Kind::Azimuthal { sin_lat0, cos_lat0 }, lon0_deg }
    }

    /// Lambert conformal conic; a parallel pair too near the equator for a cone becomes azimuthal.
    fn conic(lon0_deg: f64, lat0_deg: f64, lower_deg: f64, upper_deg: f64) -> Self {
        let (phi1, phi2) = (lower_deg.to_radians(), upper_deg.to_radians());
        let n = if (phi2 - phi1).abs() < 1e-9 {
            phi1.sin()
        } else {
            (phi1.cos() / phi2.cos()).ln() / (half_tan(phi2) / half_tan(phi1)).ln()
        };
        if n.abs() < 0.02 {
            return Self::azimuthal(lon0_deg, lat0_deg);
        }
        let f = phi1.cos() * half_tan(phi1).powf(n) / n;
        let rho0_km = EARTH_KM * f / half_tan(lat0_deg.to_radians()).powf(n);
        Self { kind: Kind::Conic { n, f, rho0_km }, lon0_deg }
    }

    /// Plane kilometres of a place. Every place has finite ones: a conic stops 1° short of the far pole.
    pub fn forward(&self, at: LonLat) -> Plane {
        self.forward_degrees(at.lon(), at.lat())
    }

    /// As [`Self::forward`], for longitudes beyond ±180 too (they are wrapped).
    pub fn forward_degrees(&self, lon: f64, lat: f64) -> Plane {
        let lambda = wrap_lon(lon - self.lon0_deg).to_radians();
        let phi = lat.to_radians();
        match self.kind {
            Kind::Conic { n, f, rho0_km } => {
                let limit = 89.0_f64.to_radians();
                let rho = EARTH_KM * f / half_tan(phi.clamp(-limit, limit)).powf(n);
                let (sin, cos) = (n * lambda).sin_cos();
                Plane::new(rho * sin, rho0_km - rho * cos)
            }
            Kind::Azimuthal { sin_lat0, cos_lat0 } => {
                let (sin, cos) = phi.sin_cos();
                let cos_c = sin_lat0 * sin + cos_lat0 * cos * lambda.cos();
                let k = EARTH_KM * (2.0 / (1.0 + cos_c).max(1e-9)).sqrt();
                Plane::new(k * cos * lambda.sin(), k * (cos_lat0 * sin - sin_lat0 * cos * lambda.cos()))
            }
            Kind::EqualEarth => {
                let theta = (equal_earth::M * phi.sin()).asin();
                let (y, slope) = equal_earth::polynomial(theta);
                Plane::new(EARTH_KM * lambda * theta.cos() / (equal_earth::M * slope), EARTH_KM * y)
            }
        }
    }

    /// The place at a point of the plane; `None` where the plane shows no place on Earth.
    pub fn inverse(&self, at: Plane) -> Option<LonLat> {
        let (lambda, phi) = match self.kind {
            Kind::Conic { n, f, rho0_km } => {
                let dy = rho0_km - at.y_km;
                let rho = at.x_km.hypot(dy).copysign(n);
                let theta = (at.x_km * n.signum()).atan2(dy * n.signum());
                (theta / n, 2.0 * (EARTH_KM * f / rho).powf(1.0 / n).atan() - FRAC_PI_2)
            }
            Kind::Azimuthal { sin_lat0, cos_lat0 } => {
                let (x, y) = (at.x_km / EARTH_KM, at.y_km / EARTH_KM);
                let rho = x.hypot(y);
                if rho > 2.0 {
                    return None;
                }
                let (sin_c, cos_c) = (2.0 * (rho / 2.0).asin()).sin_cos();
                let sin_phi =
                    if rho < 1e-12 { sin_lat0 } else { cos_c * sin_lat0 + y * sin_c * cos_lat0 / rho };
                (
                    (x * sin_c).atan2(rho * cos_lat0 * cos_c - y * sin_lat0 * sin_c),
                    sin_phi.clamp(-1.0, 1.0).asin(),
                )
            }
            Kind::EqualEarth => equal_earth::inverse(at.x_km / EARTH_KM, at.y_km / EARTH_KM)?,
        };
        if lambda.abs() > std::f64::consts::PI + 1e-9 {
            return None;
        }
        LonLat::new(wrap_lon(lambda.to_degrees() + self.lon0_deg), phi.to_degrees())
    }
}

/// tan(π/4 + φ/2).
fn half_tan(phi: f64) -> f64 {
    (FRAC_PI_4 + phi / 2.0).tan()
}

mod equal_earth {
    //! The polynomial of the Equal Earth projection.

    /// √3 / 2.
    pub const M: f64 = 0.866_025_403_784_438_6;
    const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

    /// y and dy/dθ on the unit sphere.
    pub fn polynomial(theta: f64) -> (f64, f64) {
        let [a1, a2, a3, a4] = A;
        let t2 = theta * theta;
        let t6 = t2 * t2 * t2;
        let y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2));
        (y, a1 + 3.0 * a2 * t2 + t6 * (7.0 * a3 + 9.0 * a4 * t2))
    }

    /// (λ, φ) in radians by Newton's method; `None` beyond the poles.
    pub fn inverse(x: f64, y: f64) -> Option<(f64, f64)> {
        let mut theta = y;
        for _ in 0..12 {
            let (at, slope) = polynomial(theta);
            theta -= (at - y) / slope;
        }
        let sin_phi = theta.sin() / M;
        let (_, slope) = polynomial(theta);
        (sin_phi.abs() <= 1.0).then(|| (M * x * slope / theta.cos(), sin_phi.asin()))
    }
}

#[cfg(test)]
mod tests;
