//! Local time at the border of a map: the clocks of its two sides, and where the sun is asked for.

use super::base::BaseMap;
use super::clock::Clock;
use super::plane::Plane;
use crate::model::{Instant, LonLat};

/// The clock of one side of a border.
#[derive(Clone, Debug, PartialEq)]
pub struct SideClock {
    /// The country: "Afghanistan".
    pub side: String,
    /// Its clock; of several the one whose chief town is nearest to the middle of the border.
    pub clock: Clock,
    /// How many clocks the country has.
    pub of: usize,
}

/// The clocks of a border and its middle.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalTime {
    /// One a side, in the map's order; a country that the IANA table does not have is left out.
    pub clocks: Vec<SideClock>,
    /// The middle of the border, by the length of its line.
    pub middle: LonLat,
}

impl LocalTime {
    /// Local time at the border that a map is of; `None` for a map of no border.
    pub fn of(base: &BaseMap) -> Option<Self> {
        let middle = middle(base)?;
        let clock = |side: &String| {
            let country = base.countries.iter().find(|country| country.name == *side)?;
            let (clock, of) = Clock::of_country(&country.code, middle)?;
            Some(SideClock { side: side.clone(), clock, of })
        };
        let clocks = base.sides.iter().filter_map(clock).collect();
        Some(Self { clocks, middle })
    }

    /// How far the clocks of the border are ahead of UTC on the average, in seconds: for times as written, which may be
    /// of either. By the sun where no clock is known.
    pub fn ahead_secs(&self, utc: Instant) -> i64 {
        let all: Vec<i64> = self.clocks.iter().map(|side| side.clock.ahead_secs(utc)).collect();
        let by_sun = || super::sun::whole(self.middle.lon() * 240.0);
        i64::try_from(all.len())
            .ok()
            .and_then(|n| all.iter().sum::<i64>().checked_div(n))
            .unwrap_or_else(by_sun)
    }
}

/// The point in the middle of the drawn border. A schematic shifts it by a cell or two: a minute of the sun.
fn middle(base: &BaseMap) -> Option<LonLat> {
    let lines = base.lines.iter().filter(|line| line.main);
    let steps = lines.flat_map(|line| line.points.windows(2)).filter_map(|two| match two {
        &[a, b] => Some((a, b, a.distance_km(b))),
        _ => None,
    });
    let steps: Vec<(Plane, Plane, f64)> = steps.collect();
    let mut left = steps.iter().map(|step| step.2).sum::<f64>() / 2.0;
    for (a, b, km) in steps {
        if left <= km {
            let part = if km > 0.0 { left / km } else { 0.0 };
            return base.projection.inverse(a.towards(b, part));
        }
        left -= km;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{Border, Style};

    #[test]
    fn the_theatre_has_the_clocks_of_kabul_and_karachi() {
        for style in [Style::Outline, Style::Schematic] {
            let local = LocalTime::of(&BaseMap::theatre(style).unwrap()).unwrap();
            let mut towns: Vec<String> = local.clocks.iter().map(|side| side.clock.town()).collect();
            towns.sort();
            assert_eq!(towns, ["Kabul", "Karachi"]);
            assert!((66.0..71.0).contains(&local.middle.lon()), "{:?}", local.middle);
            assert!((30.5..34.5).contains(&local.middle.lat()), "{:?}", local.middle);
            assert_eq!(local.ahead_secs(Instant(1_760_000_000)), 17_100);
        }
    }

    #[test]
    fn a_border_of_a_country_with_many_clocks_has_the_nearest() {
        let border = Border::shipped("Ukraine", "Russia").unwrap().unwrap();
        let local = LocalTime::of(&BaseMap::of_border(&border, Style::Outline).unwrap()).unwrap();
        let of = |side: &str| local.clocks.iter().find(|clock| clock.side == side).unwrap();
        assert_eq!((of("Ukraine").clock.name(), of("Russia").clock.name()), ("Europe/Kyiv", "Europe/Moscow"));
        assert!(of("Russia").of > 10);
    }

    #[test]
    fn a_map_of_no_border_has_no_clocks() {
        assert_eq!(LocalTime::of(&BaseMap::world(None).unwrap()), None);
    }
}
