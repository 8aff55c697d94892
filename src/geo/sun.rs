//! Sunrise and sunset, to within two minutes in our time.

use crate::model::{DAY_SECS, Date, Instant, LonLat, Span};

/// What the sun does on a civil day of a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sun {
    /// It rises and sets, at these instants of UTC.
    Rises {
        /// Sunrise.
        up: Instant,
        /// Sunset.
        down: Instant,
    },
    /// It stays above the horizon.
    AlwaysUp,
    /// It stays below.
    AlwaysDown,
}

/// The sun's centre stands so far from the zenith when its upper edge rises: 90° and 50' for its radius and refraction.
const ZENITH_DEG: f64 = 90.833;

/// What the sun does at a place on the day around its own noon that bears the date (NOAA Global Monitoring Laboratory, "General
/// Solar Position Calculations"; J. Meeus, "Astronomical Algorithms"; refraction as at sea level, no mountains).
pub fn sun(date: Date, at: LonLat) -> Sun {
    let of_year = Date::new(date.year(), 1, 1).map_or(0, |first| date.days() - first.days());
    // At the place's own noon, in days of UTC.
    let noon = f64::from(i32::try_from(of_year).unwrap_or(0)) + 0.5 - at.lon() / 360.0;
    let g = std::f64::consts::TAU / 365.25 * (noon - 0.5);
    let equation_mins = 229.18
        * (0.000_075 + 0.001_868 * g.cos()
            - 0.032_077 * g.sin()
            - 0.014_615 * (2.0 * g).cos()
            - 0.040_849 * (2.0 * g).sin());
    let declination = 0.006_918 - 0.399_912 * g.cos() + 0.070_257 * g.sin() - 0.006_758 * (2.0 * g).cos()
        + 0.000_907 * (2.0 * g).sin()
        - 0.002_697 * (3.0 * g).cos()
        + 0.001_48 * (3.0 * g).sin();
    let lat = at.lat().to_radians();
    let cos = ZENITH_DEG.to_radians().cos() / (lat.cos() * declination.cos()) - lat.tan() * declination.tan();
    if cos > 1.0 {
        return Sun::AlwaysDown;
    }
    if cos < -1.0 {
        return Sun::AlwaysUp;
    }
    let half_mins = 4.0 * cos.acos().to_degrees();
    let noon_mins = 720.0 - 4.0 * at.lon() - equation_mins;
    let instant = |mins: f64| Instant(date.start_secs() + whole(mins * 60.0));
    Sun::Rises { up: instant(noon_mins - half_mins), down: instant(noon_mins + half_mins) }
}

/// The nights that touch a stretch of UTC at a place, in order; at most a thousand days are looked at.
pub fn nights(within: Span, at: LonLat) -> Vec<Span> {
    let first = within.start().0.div_euclid(DAY_SECS) - 1;
    let last = (within.end().0.div_euclid(DAY_SECS) + 1).min(first + 1_000);
    let mut nights = Vec::new();
    let mut dark_since = None;
    for days in first..=last {
        match sun(Date::from_days(days), at) {
            Sun::Rises { up, down } => {
                let since = dark_since.unwrap_or(up.0 - DAY_SECS / 2);
                nights.extend(Span::from_secs(since, up.0));
                dark_since = Some(down.0);
            }
            Sun::AlwaysUp => dark_since = None,
            Sun::AlwaysDown => {
                let _ = dark_since.get_or_insert(days * DAY_SECS);
            }
        }
    }
    let open = dark_since.and_then(|since| Span::from_secs(since, (last + 1) * DAY_SECS));
    nights.extend(open);
    nights.retain(|night| night.overlaps(within));
    nights
}

/// The nearest whole second.
#[expect(clippy::cast_possible_truncation, reason = "seconds of two days")]
pub(super) fn whole(secs: f64) -> i64 {
    secs.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minutes after midnight of a clock so many minutes ahead of UTC.
    fn day(y: i32, m: u8, d: u8, lon: f64, lat: f64, ahead: i64) -> (i64, i64) {
        match sun(Date::new(y, m, d).unwrap(), LonLat::new(lon, lat).unwrap()) {
            Sun::Rises { up, down } => {
                let mins = |at: Instant| (at.0 - Date::new(y, m, d).unwrap().start_secs()) / 60 + ahead;
                (mins(up), mins(down))
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn sunrise_and_sunset_are_those_of_the_almanacs() {
        let known = [
            // London, longest day; New York, a day of winter; Quito, an equinox; Sydney, midsummer.
            (day(2025, 6, 21, -0.128, 51.507, 60), (4 * 60 + 43, 21 * 60 + 21)),
            (day(2025, 12, 21, -74.006, 40.713, -300), (7 * 60 + 17, 16 * 60 + 32)),
            (day(2025, 12, 21, 151.209, -33.868, 660), (5 * 60 + 41, 20 * 60 + 5)),
        ];
        for (found, wanted) in known {
            assert!(
                (found.0 - wanted.0).abs() <= 2 && (found.1 - wanted.1).abs() <= 2,
                "{found:?} {wanted:?}"
            );
        }
        // At the equator an equinox is twelve hours, seven minutes for refraction and radius.
        let (up, down) = day(2025, 3, 20, 0.0, 0.0, 0);
        assert!((down - up - 727).abs() <= 1 && i64::midpoint(up, down) - 727 < 2, "{up} {down}");
    }

    #[test]
    fn nights_lie_between_sunset_and_sunrise_and_do_not_touch() {
        let torkham = LonLat::new(71.09, 34.12).unwrap();
        let start = Date::new(2025, 10, 9).unwrap().start_secs();
        let found = nights(Span::from_secs(start, start + 7 * DAY_SECS).unwrap(), torkham);
        assert_eq!(found.len(), 8, "{found:?}");
        assert!(found.windows(2).all(|two| two[0].end() < two[1].start()));
        assert!(found.iter().all(|night| (12 * 3600 - night.secs()).abs() < 3600), "{found:?}");
        // Clocks of Kabul at that night's beginning and end.
        let (h, _, _) = Instant(found[0].start().0 + 16_200).clock();
        assert_eq!(h, 17);
    }

    #[test]
    fn the_far_north_has_whole_days_of_light_and_of_darkness() {
        let tromso = LonLat::new(18.96, 69.65).unwrap();
        let month = |m| {
            let start = Date::new(2025, m, 10).unwrap().start_secs();
            Span::from_secs(start, start + 10 * DAY_SECS).unwrap()
        };
        assert_eq!(nights(month(6), tromso), []);
        let dark = nights(month(12), tromso);
        assert!(dark.len() == 1 && dark[0].contains(month(12)), "{dark:?}");
    }
}
