//! Days and civil dates of the proleptic Gregorian calendar.

/// Seconds in a day without leap seconds.
pub const DAY_SECS: i64 = 86_400;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// A civil date that exists: year -9999..=9999, month 1..=12, day 1..=31 as the month allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

impl Date {
    /// Checks that the date exists; `None` for month 13, 30 February and years beyond ±9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = (-9999..=9999).contains(&year) && day >= 1 && day <= month_len(year, month)?;
        valid.then_some(Self { year, month, day })
    }

    /// The year, astronomical numbering (0 is 1 BC).
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1..=12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1..=31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01 (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`).
    pub fn days(self) -> i64 {
        let y = i64::from(self.year) - i64::from(self.month <= 2);
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let mp = (i64::from(self.month) + 9) % 12;
        let doy = (153 * mp + 2) / 5 + i64::from(self.day) - 1;
        let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
        era * 146_097 + doe - 719_468
    }

    /// The date of a day number (`civil_from_days` of the same source), clamped to years ±9999.
    pub fn from_days(days: i64) -> Self {
        let z = days.clamp(-4_371_587, 2_932_896) + 719_468;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let day = small(doy - (153 * mp + 2) / 5 + 1);
        let month = small(if mp < 10 { mp + 3 } else { mp - 9 });
        let year = i32::try_from(yoe + era * 400 + i64::from(month <= 2)).unwrap_or_default();
        Self { year, month, day }
    }

    /// Seconds since 1970-01-01T00:00:00Z at the start of the day.
    pub fn start_secs(self) -> i64 {
        self.days() * DAY_SECS
    }

    /// Day of the week, 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> u8 {
        small((self.days() + 3).rem_euclid(7))
    }

    /// English name of the weekday.
    pub fn weekday_name(self) -> &'static str {
        WEEKDAYS.get(usize::from(self.weekday())).copied().unwrap_or_default()
    }

    /// English name of the month.
    pub fn month_name(self) -> &'static str {
        month_name(self.month)
    }

    /// The first day of the next month; the same month's last day at the end of year 9999.
    #[must_use]
    pub fn next_month(self) -> Self {
        let (year, month) = if self.month == 12 { (self.year + 1, 1) } else { (self.year, self.month + 1) };
        Self::new(year, month, 1).unwrap_or(self)
    }
}

impl std::fmt::Display for Date {
    /// ISO 8601: `2025-10-11`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// English name of a month 1..=12; empty for other numbers.
pub fn month_name(month: u8) -> &'static str {
    MONTHS.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
}

/// Length of a month in days; `None` for months that do not exist.
pub fn month_len(year: i32, month: u8) -> Option<u8> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if leap { 29 } else { 28 }),
        _ => None,
    }
}

fn small(v: i64) -> u8 {
    u8::try_from(v).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_are_inverses() {
        for days in (-4_371_587..=2_932_896).step_by(37) {
            assert_eq!(Date::from_days(days).days(), days);
        }
    }

    #[test]
    fn known_days() {
        let day = Date::new(2025, 10, 11).unwrap();
        assert_eq!((day.days(), day.weekday_name()), (20_372, "Saturday"));
        assert_eq!(Date::from_days(0).to_string(), "1970-01-01");
        assert_eq!(Date::new(2025, 2, 29), None);
        assert_eq!(Date::new(2000, 2, 29).unwrap().next_month().to_string(), "2000-03-01");
        assert_eq!(Date::new(2025, 13, 1), None);
        assert_eq!(Date::from_days(-4_371_587).year(), -9999);
    }
}
