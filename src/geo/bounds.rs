//! A rectangle of longitudes and latitudes, also across the 180th meridian.

use crate::model::LonLat;

/// West, south, east and north in degrees; `east` may pass 180 when the rectangle crosses the 180th meridian.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeoBounds {
    /// Western edge, -180..=180.
    pub west: f64,
    /// Southern edge, -90..=90.
    pub south: f64,
    /// Eastern edge, from `west` to `west + 360`.
    pub east: f64,
    /// Northern edge, from `south` to 90.
    pub north: f64,
}

impl GeoBounds {
    /// The smallest rectangle around some points, across the 180th meridian if that is narrower; `None` without points.
    pub fn around(points: impl IntoIterator<Item = LonLat>) -> Option<Self> {
        let mut points = points.into_iter();
        let first = points.next()?;
        let mut plain = Self::at(first);
        let mut wrapped = Self::at(first);
        (wrapped.west, wrapped.east) = (positive(first.lon()), positive(first.lon()));
        for p in points {
            plain.include(p.lon(), p.lat());
            wrapped.include(positive(p.lon()), p.lat());
        }
        if wrapped.lon_span() + 1e-9 >= plain.lon_span() {
            return Some(plain);
        }
        if wrapped.west > 180.0 {
            (wrapped.west, wrapped.east) = (wrapped.west - 360.0, wrapped.east - 360.0);
        }
        Some(wrapped)
    }

    fn at(p: LonLat) -> Self {
        Self { west: p.lon(), south: p.lat(), east: p.lon(), north: p.lat() }
    }

    fn include(&mut self, lon: f64, lat: f64) {
        self.west = self.west.min(lon);
        self.east = self.east.max(lon);
        self.south = self.south.min(lat);
        self.north = self.north.max(lat);
    }

    /// Degrees of longitude from west to east.
    pub fn lon_span(&self) -> f64 {
        self.east - self.west
    }

    /// Degrees of latitude from south to north.
    pub fn lat_span(&self) -> f64 {
        self.north - self.south
    }

    /// The middle as (longitude, latitude) in degrees, longitude in -180..=180.
    pub fn centre(&self) -> (f64, f64) {
        (wrap_lon(f64::midpoint(self.west, self.east)), f64::midpoint(self.south, self.north))
    }

    /// Whether the point lies inside or on the edge.
    pub fn contains(&self, p: LonLat) -> bool {
        let from_west = (p.lon() - self.west).rem_euclid(360.0);
        from_west <= self.lon_span() && (self.south..=self.north).contains(&p.lat())
    }

    /// The rectangle grown by a share of its own size on each side, by at least `least` degrees, kept on Earth.
    #[must_use]
    pub fn grown(&self, share: f64, least: f64) -> Self {
        let lon = (self.lon_span() * share).max(least);
        let lat = (self.lat_span() * share).max(least);
        let (south, north) = ((self.south - lat).max(-90.0), (self.north + lat).min(90.0));
        if self.lon_span() + 2.0 * lon >= 360.0 {
            return Self { west: -180.0, south, east: 180.0, north };
        }
        Self { west: self.west - lon, south, east: self.east + lon, north }
    }
}

/// A longitude brought into -180..=180 degrees.
pub fn wrap_lon(lon: f64) -> f64 {
    if lon.abs() <= 180.0 { lon } else { (lon + 180.0).rem_euclid(360.0) - 180.0 }
}

fn positive(lon: f64) -> f64 {
    lon.rem_euclid(360.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn points_on_both_sides_of_the_180th_meridian_make_a_narrow_rectangle() {
        let bounds = GeoBounds::around([at(178.0, -18.0), at(-175.0, -21.0)]).unwrap();
        assert!((bounds.lon_span() - 7.0).abs() < 1e-9, "{bounds:?}");
        assert!(bounds.contains(at(-179.0, -20.0)) && bounds.contains(at(179.0, -20.0)));
        assert!(!bounds.contains(at(0.0, -20.0)));
        assert!((bounds.centre().0 - -178.5).abs() < 1e-9, "{:?}", bounds.centre());
    }

    #[test]
    fn ordinary_points_make_the_ordinary_rectangle() {
        let bounds = GeoBounds::around([at(60.0, 24.0), at(75.0, 37.0), at(-10.0, 5.0)]).unwrap();
        assert_eq!(bounds, GeoBounds { west: -10.0, south: 5.0, east: 75.0, north: 37.0 });
        assert!(GeoBounds::around([]).is_none());
    }
}
