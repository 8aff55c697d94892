//! Steps of the calendar, from millennia to seconds, each with its own beginnings.

use crate::model::{DAY_SECS, Date, Instant, Span};

use super::TimeScale;

/// A step of the calendar. Weeks begin on Monday; the others at whole multiples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many years.
    Years(i32),
    /// So many months; divides 12.
    Months(u8),
    /// A week.
    Week,
    /// A day.
    Day,
    /// So many seconds; divides a day.
    Seconds(i64),
}

/// Days between 1970-01-01, a Thursday, and the Monday before.
const MONDAY_OFFSET: i64 = 3;

impl Step {
    /// All steps that timelines use, longest first.
    pub const ALL: [Self; 26] = [
        Self::Years(5000),
        Self::Years(1000),
        Self::Years(500),
        Self::Years(200),
        Self::Years(100),
        Self::Years(50),
        Self::Years(20),
        Self::Years(10),
        Self::Years(5),
        Self::Years(2),
        Self::Years(1),
        Self::Months(3),
        Self::Months(1),
        Self::Week,
        Self::Day,
        Self::Seconds(12 * 3600),
        Self::Seconds(6 * 3600),
        Self::Seconds(3 * 3600),
        Self::Seconds(3600),
        Self::Seconds(1800),
        Self::Seconds(900),
        Self::Seconds(300),
        Self::Seconds(60),
        Self::Seconds(30),
        Self::Seconds(10),
        Self::Seconds(5),
    ];

    /// The shortest of its lengths in seconds: February for months.
    pub fn shortest_secs(self) -> i64 {
        match self {
            Self::Years(n) => i64::from(n) * 365 * DAY_SECS,
            Self::Months(n) => i64::from(n) * 28 * DAY_SECS,
            Self::Week => 7 * DAY_SECS,
            Self::Day => DAY_SECS,
            Self::Seconds(n) => n,
        }
    }

    /// The beginning of the step that holds an instant, in seconds since 1970.
    pub fn floor(self, secs: i64) -> i64 {
        let days = secs.div_euclid(DAY_SECS);
        match self {
            Self::Years(n) => {
                let year = Date::from_days(days).year().div_euclid(n) * n;
                Date::new(year.max(-9999), 1, 1).map_or(secs, Date::start_secs)
            }
            Self::Months(n) => {
                let date = Date::from_days(days);
                let month = (date.month() - 1) / n * n + 1;
                Date::new(date.year(), month, 1).map_or(secs, Date::start_secs)
            }
            Self::Week => ((days + MONDAY_OFFSET).div_euclid(7) * 7 - MONDAY_OFFSET).saturating_mul(DAY_SECS),
            Self::Day => days.saturating_mul(DAY_SECS),
            Self::Seconds(n) => secs.div_euclid(n) * n,
        }
    }

    /// The beginning of the next step after one that begins at `floor`; `None` beyond the year 9999.
    pub fn next(self, floor: i64) -> Option<i64> {
        let date = Date::from_days(floor.div_euclid(DAY_SECS));
        let next = match self {
            Self::Years(n) => Date::new(date.year() - date.year().rem_euclid(n) + n, 1, 1)?.start_secs(),
            Self::Months(n) => {
                let month = i32::from(date.month() - 1) + i32::from(n);
                let first = u8::try_from(month % 12 + 1).ok()?;
                Date::new(date.year() + month / 12, first, 1)?.start_secs()
            }
            Self::Week => floor + 7 * DAY_SECS,
            Self::Day => floor + DAY_SECS,
            Self::Seconds(n) => floor + n,
        };
        (next > floor).then_some(next)
    }

    /// The beginnings from the one at or before the start of the span to the one at or after its end; at most `max`.
    pub fn edges(self, span: Span, max: usize) -> Vec<i64> {
        let mut edges = vec![self.floor(span.start().0)];
        while let Some(next) = edges.last().filter(|&&at| at < span.end().0).and_then(|&at| self.next(at)) {
            if edges.len() >= max {
                break;
            }
            edges.push(next);
        }
        edges
    }

    /// The finest step that is at least so many points wide on the scale; the longest if none is.
    pub fn at_least(scale: TimeScale, points: f64) -> Self {
        let wide = |step: &Self| scale.points(step.shortest_secs()) >= points;
        Self::ALL.into_iter().rev().find(wide).unwrap_or(Self::Years(5000))
    }

    /// The step's name for people: "month", "6 hours".
    pub fn in_words(self) -> String {
        match self {
            Self::Years(1) => "year".to_owned(),
            Self::Years(n) => format!("{n} years"),
            Self::Months(1) => "month".to_owned(),
            Self::Months(3) => "quarter".to_owned(),
            Self::Months(n) => format!("{n} months"),
            Self::Week => "week".to_owned(),
            Self::Day => "day".to_owned(),
            Self::Seconds(3600) => "hour".to_owned(),
            Self::Seconds(60) => "minute".to_owned(),
            Self::Seconds(n) if n % 3600 == 0 => format!("{} hours", n / 3600),
            Self::Seconds(n) if n % 60 == 0 => format!("{} minutes", n / 60),
            Self::Seconds(n) => format!("{n} seconds"),
        }
    }
}

/// The date of a beginning.
pub(super) fn date(secs: i64) -> Date {
    Instant(secs).date()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(y: i32, m: u8, d: u8) -> i64 {
        Date::new(y, m, d).unwrap().start_secs()
    }

    #[test]
    fn weeks_begin_on_monday() {
        // 11 October 2025 is a Saturday.
        assert_eq!(Step::Week.floor(at(2025, 10, 11) + 5), at(2025, 10, 6));
        assert_eq!(Step::Week.floor(at(2025, 10, 6)), at(2025, 10, 6));
        assert_eq!(Step::Week.next(at(1969, 12, 29)), Some(at(1970, 1, 5)));
    }

    #[test]
    fn months_and_years_follow_the_calendar() {
        let edges = Step::Months(1).edges(Span::from_secs(at(2024, 1, 31), at(2024, 4, 2)).unwrap(), 100);
        assert_eq!(edges, [at(2024, 1, 1), at(2024, 2, 1), at(2024, 3, 1), at(2024, 4, 1), at(2024, 5, 1)]);
        assert_eq!(Step::Months(3).floor(at(2025, 12, 31)), at(2025, 10, 1));
        assert_eq!(Step::Months(3).next(at(2025, 10, 1)), Some(at(2026, 1, 1)));
        assert_eq!(Step::Years(10).floor(at(-5, 6, 1)), at(-10, 1, 1));
        assert_eq!(Step::Years(1).next(at(9999, 1, 1)), None);
    }

    #[test]
    fn the_step_fits_the_scale() {
        let scale = TimeScale::new(Span::from_secs(at(2025, 1, 1), at(2026, 1, 1)).unwrap(), 0.0, 1000.0);
        assert_eq!(Step::at_least(scale, 5.0), Step::Week);
        assert_eq!(Step::at_least(scale, 40.0), Step::Months(1));
        assert_eq!(Step::at_least(scale, 2.0), Step::Day);
    }

    proptest! {
        #[test]
        fn every_instant_lies_in_its_step(secs in -250_000_000_000i64..250_000_000_000, n in 0usize..26) {
            let step = Step::ALL[n];
            let floor = step.floor(secs);
            prop_assert!(floor <= secs);
            if let Some(next) = step.next(floor) {
                prop_assert!(next > secs, "{step:?}");
                prop_assert!(next - floor >= step.shortest_secs() || floor < at(-9990, 1, 1));
                prop_assert_eq!(step.floor(next - 1), floor);
            }
        }
    }
}
