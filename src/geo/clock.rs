//! Clocks of the IANA time zones: what they show at an instant, and which of a country's is nearest to a border.

use jiff::Timestamp;
use jiff::tz::{TimeZone, db};

use super::distance::distance_km;
use super::places::csv_rows;
use crate::model::{Instant, LonLat};

/// The clock of a time zone.
#[derive(Clone, Debug)]
pub struct Clock {
    name: String,
    zone: TimeZone,
}

/// 1 January and 1 July 2025: winter and summer.
const OUR_TIME: [Instant; 2] = [Instant(1_735_689_600), Instant(1_751_328_000)];

/// Two clocks are the same if they are of the same zone.
impl PartialEq for Clock {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Clock {}

impl Clock {
    /// UTC.
    pub fn utc() -> Self {
        Self { name: "UTC".to_owned(), zone: TimeZone::UTC }
    }

    /// The clock of a zone by its IANA name in any case, or UTC.
    ///
    /// # Errors
    /// In words, for a name that the IANA database does not have.
    pub fn named(name: &str) -> Result<Self, String> {
        let name = name.trim();
        if name.eq_ignore_ascii_case("utc") {
            return Ok(Self::utc());
        }
        let zone =
            db().get(name).map_err(|_| format!("“{name}” is no time zone; Asia/Kabul and UTC are some"))?;
        let name = zone.iana_name().unwrap_or(name).to_owned();
        Ok(Self { name, zone })
    }

    /// The clock of a country (ISO 3166 alpha-3) whose chief town is nearest to a place, and how many the country has; the
    /// capital's where that shows the same in our time. `None` for a country that the IANA table does not have.
    pub fn of_country(code: &str, near: LonLat) -> Option<(Self, usize)> {
        let rows = csv_rows(include_str!("../../assets/geo/zones.csv"));
        let number = |text: &String| text.parse::<f64>().ok();
        let own = rows.iter().filter_map(|row| match row.as_slice() {
            [country, lat, lon, zone] if country == code => {
                Some((distance_km(near, LonLat::new(number(lon)?, number(lat)?)?), zone))
            }
            _ => None,
        });
        let own: Vec<(f64, &String)> = own.collect();
        let (_, nearest) = own.iter().min_by(|a, b| a.0.total_cmp(&b.0))?;
        let nearest = Self::named(nearest).ok()?;
        let capital = own.first().and_then(|(_, zone)| Self::named(zone).ok());
        let same = |clock: &Self| OUR_TIME.iter().all(|&at| clock.ahead_secs(at) == nearest.ahead_secs(at));
        Some((capital.filter(same).unwrap_or(nearest), own.len()))
    }

    /// The IANA name: "Asia/Kabul".
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The town that the zone is named for: "Kabul".
    pub fn town(&self) -> String {
        self.name.rsplit('/').next().unwrap_or_default().replace('_', " ")
    }

    /// Seconds that the clock is ahead of UTC at an instant of UTC.
    pub fn ahead_secs(&self, utc: Instant) -> i64 {
        let limits = Timestamp::MIN.as_second()..=Timestamp::MAX.as_second();
        let at = Timestamp::from_second(utc.0.clamp(*limits.start(), *limits.end()));
        at.map_or(0, |at| i64::from(self.zone.to_offset(at).seconds()))
    }

    /// What the clock shows at an instant of UTC.
    pub fn shown(&self, utc: Instant) -> Instant {
        Instant(utc.0.saturating_add(self.ahead_secs(utc)))
    }

    /// The instant of UTC at which the clock shows a civil time: the first one where it shows it twice; `None` where it is
    /// put forward past it.
    pub fn utc_of(&self, shown: Instant) -> Option<Instant> {
        const DAY: i64 = 86_400;
        let guesses = [-DAY, DAY]
            .map(|by| shown.0.saturating_sub(self.ahead_secs(Instant(shown.0.saturating_add(by)))));
        let right = guesses.into_iter().map(Instant).filter(|&utc| self.shown(utc) == shown);
        right.min()
    }

    /// How far it is ahead of UTC at an instant, in words: "UTC+4:30", "UTC".
    pub fn ahead_in_words(&self, utc: Instant) -> String {
        let secs = self.ahead_secs(utc);
        let (sign, all) = (if secs < 0 { '−' } else { '+' }, secs.abs() / 60);
        match (all / 60, all % 60) {
            (0, 0) => "UTC".to_owned(),
            (h, 0) => format!("UTC{sign}{h}"),
            (h, m) => format!("UTC{sign}{h}:{m:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn at(year: i32, month: u8, day: u8, hour: i64) -> Instant {
        Instant(Date::new(year, month, day).unwrap().start_secs() + hour * 3600)
    }

    fn clock(name: &str) -> Clock {
        Clock::named(name).unwrap()
    }

    #[test]
    fn kabul_is_half_an_hour_behind_karachi() {
        let now = at(2025, 10, 11, 16);
        let said = ["Asia/Kabul", "asia/karachi", "utc"].map(|name| {
            let clock = clock(name);
            let (h, m, _) = clock.shown(now).clock();
            format!("{} {} {h:02}:{m:02}", clock.town(), clock.ahead_in_words(now))
        });
        assert_eq!(said, ["Kabul UTC+4:30 20:30", "Karachi UTC+5 21:00", "UTC UTC 16:00"]);
        // Pakistan put its clocks forward in the summers of 2002, 2008 and 2009.
        assert_eq!(clock("Asia/Karachi").ahead_in_words(at(2009, 7, 1, 0)), "UTC+6");
        assert!(Clock::named("Asia/Nowhere").unwrap_err().contains("no time zone"));
    }

    #[test]
    fn civil_times_and_instants_are_inverses_but_where_clocks_are_put_forward() {
        let kyiv = clock("Europe/Kyiv");
        for hour in 0..24 * 365 {
            let utc = at(2024, 1, 1, hour);
            let back = kyiv.utc_of(kyiv.shown(utc)).unwrap();
            assert!(back == utc || back.0 == utc.0 - 3600, "{hour}");
        }
        // 31 March 2024, 03:30 never was; 27 October, 03:30 was twice.
        assert_eq!(kyiv.utc_of(Instant(at(2024, 3, 31, 3).0 + 1800)), None);
        assert_eq!(
            kyiv.utc_of(Instant(at(2024, 10, 27, 3).0 + 1800)),
            Some(Instant(at(2024, 10, 27, 0).0 + 1800))
        );
        assert_eq!(kyiv.shown(Instant(i64::MAX)).0, i64::MAX);
    }

    #[test]
    fn the_zone_of_a_large_country_is_the_one_nearest_to_the_border() {
        let near = |code, lon, lat| {
            let (clock, of) = Clock::of_country(code, LonLat::new(lon, lat).unwrap())?;
            Some((clock.name().to_owned(), of > 1))
        };
        let is = |name: &str, several| Some((name.to_owned(), several));
        assert_eq!(near("AFG", 69.0, 33.0), is("Asia/Kabul", false));
        assert_eq!(near("PAK", 69.0, 33.0), is("Asia/Karachi", false));
        assert_eq!(near("RUS", 36.0, 50.5), is("Europe/Moscow", true));
        assert_eq!(near("COD", 29.2, -2.0), is("Africa/Lubumbashi", true));
        assert_eq!(near("XXX", 0.0, 0.0), None);
    }

    #[test]
    fn every_zone_of_the_table_is_known() {
        for row in csv_rows(include_str!("../../assets/geo/zones.csv")).iter().skip(1) {
            let clock = clock(&row[3]);
            assert!(clock.ahead_secs(Instant(0)).abs() <= 15 * 3600, "{row:?}");
            assert!(LonLat::new(row[2].parse().unwrap(), row[1].parse().unwrap()).is_some(), "{row:?}");
        }
    }
}
