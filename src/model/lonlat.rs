//! A point on Earth in degrees that is known to be valid.

/// A WGS84 position in degrees: finite, longitude in -180..=180, latitude in -90..=90.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

impl LonLat {
    /// Checks the ranges; `None` for NaN, infinities and degrees that are no place on Earth.
    pub fn new(lon: f64, lat: f64) -> Option<Self> {
        let valid = lon.is_finite() && lat.is_finite() && lon.abs() <= 180.0 && lat.abs() <= 90.0;
        valid.then_some(Self { lon, lat })
    }

    /// Longitude in degrees, east positive.
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Latitude in degrees, north positive.
    pub fn lat(self) -> f64 {
        self.lat
    }
}
