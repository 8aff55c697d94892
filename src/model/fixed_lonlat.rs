//! A point on Earth in whole ten-millionths of a degree: half the memory, and equal where it is the same.

use super::LonLat;

/// A position in fixed-point degrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FixedLonLat {
    lon: i32,
    lat: i32,
}

impl From<LonLat> for FixedLonLat {
    fn from(at: LonLat) -> Self {
        Self { lon: rounded(at.lon() * Self::DEGREE), lat: rounded(at.lat() * Self::DEGREE) }
    }
}

impl FixedLonLat {
    /// How many of its units a degree has: one is about a centimetre.
    pub const DEGREE: f64 = 1e7;

    /// From whole units.
    pub(super) fn of_units([lon, lat]: [i32; 2]) -> Self {
        Self { lon, lat }
    }

    /// Longitude in units.
    pub fn lon(self) -> i32 {
        self.lon
    }

    /// Latitude in units.
    pub fn lat(self) -> i32 {
        self.lat
    }

    /// Both numbers in one.
    pub(super) fn bits(self) -> u64 {
        u64::from(self.lon.cast_unsigned()) << 32 | u64::from(self.lat.cast_unsigned())
    }

    /// The position in degrees.
    pub fn degrees(self) -> Option<LonLat> {
        LonLat::new(f64::from(self.lon) / Self::DEGREE, f64::from(self.lat) / Self::DEGREE)
    }
}

/// As [`f64::round`], which is a call where the processor is not known to round by itself.
#[expect(clippy::cast_possible_truncation, reason = "valid degrees times 1e7 fit in an i32")]
#[inline]
fn rounded(value: f64) -> i32 {
    let whole = value as i32;
    let rest = value - f64::from(whole);
    whole + i32::from(rest >= 0.5) - i32::from(rest <= -0.5)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn degrees_are_rounded_as_the_standard_library_does(degrees in -180.0..180.0_f64, units in -1_800_000_000..1_800_000_000_i32) {
            for value in [degrees, degrees * FixedLonLat::DEGREE, f64::from(units) + 0.5, (f64::from(units) + 0.5).next_down(), f64::from(units)] {
                prop_assert!((f64::from(rounded(value)) - value.round()).abs() < 0.5, "{value}");
            }
        }
    }

    #[test]
    fn the_least_that_is_not_rounded_up_stays_down() {
        assert_eq!([0.5_f64.next_down(), 0.5, -0.5, 1.5, -0.0].map(rounded), [0, 1, -1, 2, 0]);
    }
}
