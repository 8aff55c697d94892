//! Dates of the two other calendars that people on both sides of the theatre's border write: Solar Hijri and Hijri.

use super::calendar::Date;

/// A calendar whose dates stand beside the Gregorian ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OtherCalendar {
    /// Solar Hijri with the names that months have in Afghanistan.
    SolarAfghan,
    /// Solar Hijri with the names that months have in Iran.
    SolarIranian,
    /// Hijri by the tabular (civil) rule: the sighted moon may differ by a day.
    Hijri,
}

/// A date of one of the [`OtherCalendar`]s.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherDate {
    /// The year of that calendar, at least 1.
    pub year: i32,
    /// The month, 1..=12.
    pub month: u8,
    /// The day of the month, 1..=31.
    pub day: u8,
}

const AFGHAN: [&str; 12] =
    ["Hamal", "Sawr", "Jawza", "Saratan", "Asad", "Sunbula", "Mizan", "Aqrab", "Qaws", "Jadi", "Dalw", "Hut"];
const IRANIAN: [&str; 12] = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
];
const HIJRI: [&str; 12] = [
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Sha’ban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qa’da",
    "Dhu al-Hijja",
];

/// 1 January 1970 is this day of the count in which 1 January of the year 1 is day 1.
const UNIX_FIXED: i64 = 719_163;
/// 1 Muharram 1, 16 July 622 of the Julian calendar, in the same count.
const HIJRI_EPOCH: i64 = 227_015;
/// The last year of the Solar Hijri table.
const SOLAR_LAST: i32 = 3177;
/// No Hijri year after this is asked for: its end lies after the year 9999.
const HIJRI_LAST: i32 = 9_666;

impl OtherCalendar {
    /// All, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::SolarAfghan, Self::SolarIranian, Self::Hijri];

    /// The word that preferences and the command line use.
    pub fn id(self) -> &'static str {
        match self {
            Self::SolarAfghan => "solar-afghan",
            Self::SolarIranian => "solar-iranian",
            Self::Hijri => "hijri",
        }
    }

    /// The calendar of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|calendar| calendar.id() == id)
    }

    /// The calendar's name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::SolarAfghan | Self::SolarIranian => "Solar Hijri",
            Self::Hijri => "Hijri, tabular",
        }
    }

    /// What a reader must know of its dates.
    pub fn note(self) -> &'static str {
        match self {
            Self::SolarAfghan | Self::SolarIranian => {
                "Solar Hijri by Borkowski’s table of leap years, as Iran and Afghanistan count"
            }
            Self::Hijri => {
                "Hijri by the tabular rule: may differ by a day from the sighted moon; a day begins at the sunset before"
            }
        }
    }

    /// The name of a month 1..=12; empty for other numbers.
    pub fn month_name(self, month: u8) -> &'static str {
        let names = match self {
            Self::SolarAfghan => &AFGHAN,
            Self::SolarIranian => &IRANIAN,
            Self::Hijri => &HIJRI,
        };
        names.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or_default()
    }

    /// The month's name, with the other country's in brackets where there are two.
    fn month_in_words(self, month: u8) -> String {
        let other = match self {
            Self::SolarAfghan => Self::SolarIranian,
            Self::SolarIranian => Self::SolarAfghan,
            Self::Hijri => return self.month_name(month).to_owned(),
        };
        format!("{} ({})", self.month_name(month), other.month_name(month))
    }

    /// The date on a day; `None` before the first year and beyond what the calendar's rule is made for
    /// (Solar Hijri: year 3177).
    pub fn date(self, day: Date) -> Option<OtherDate> {
        match self {
            Self::SolarAfghan | Self::SolarIranian => solar_date(day),
            Self::Hijri => hijri_date(day.days()),
        }
    }

    /// Days since 1970-01-01 of the first day of a month 1..=12; `None` where [`date`](Self::date) has none.
    pub fn month_start(self, year: i32, month: u8) -> Option<i64> {
        if !(1..=12).contains(&month) || year < 1 {
            return None;
        }
        match self {
            Self::SolarAfghan | Self::SolarIranian => {
                let month = i64::from(month) - 1;
                Some(nowruz(year)? + month * 31 - (month - 6).max(0))
            }
            Self::Hijri if year > HIJRI_LAST => None,
            Self::Hijri => Some(hijri_days(year, month)),
        }
    }

    /// A date in words: "19 Mizan (Mehr) 1404".
    pub fn in_words(self, date: OtherDate) -> String {
        format!("{} {} {}", date.day, self.month_in_words(date.month), date.year)
    }

    /// First to last day in words: "9–17 Mizan (Mehr) 1404"; `None` where one of them has no date.
    pub fn days_in_words(self, first: Date, last: Date) -> Option<String> {
        let (a, b) = (self.date(first)?, self.date(last)?);
        if a == b {
            return Some(self.in_words(a));
        }
        if (a.year, a.month) == (b.year, b.month) {
            return Some(format!("{}–{}", a.day, self.in_words(b)));
        }
        if a.year == b.year {
            return Some(format!("{} {} – {}", a.day, self.month_in_words(a.month), self.in_words(b)));
        }
        Some(format!("{} – {}", self.in_words(a), self.in_words(b)))
    }
}

/// Years in which the rhythm of leap years changes (K. M. Borkowski, "The Persian calendar for 3000 years", Earth,
/// Moon, and Planets 74, 1996; the table as in `jalaali-js` by B. Sharif-Ghazi).
const BREAKS: [i32; 20] = [
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456,
    3178,
];

/// Nowruz, the first day of a year, in days since 1970-01-01 by Borkowski's algorithm; `None` outside the years 1 to 3177.
fn nowruz(year: i32) -> Option<i64> {
    if !(1..=SOLAR_LAST).contains(&year) {
        return None;
    }
    let gregorian = year + 621;
    let mut leaps = -14;
    for pair in BREAKS.windows(2) {
        let &[from, to] = pair else { continue };
        let jump = to - from;
        if year < to {
            let n = year - from;
            leaps += n / 33 * 8 + (n % 33 + 3) / 4;
            if jump % 33 == 4 && jump - n == 4 {
                leaps += 1;
            }
            break;
        }
        leaps += jump / 33 * 8 + jump % 33 / 4;
    }
    let gregorian_leaps = gregorian / 4 - (gregorian / 100 + 1) * 3 / 4 - 150;
    let march = 20 + leaps - gregorian_leaps;
    Some(Date::new(gregorian, 3, 1)?.days() + i64::from(march) - 1)
}

fn solar_date(day: Date) -> Option<OtherDate> {
    let days = day.days();
    let guess = day.year() - 621;
    let year = [guess, guess - 1].into_iter().find(|&y| nowruz(y).is_some_and(|first| first <= days))?;
    let of_year = days - nowruz(year)?;
    // Six months of 31 days, five of 30, and one of 29 or 30.
    let (month, day) = if of_year < 186 {
        (of_year / 31, of_year % 31)
    } else {
        (6 + (of_year - 186) / 30, (of_year - 186) % 30)
    };
    // Beyond the table's last year there is no next one to take over.
    (of_year < 366).then_some(OtherDate { year, month: small(month + 1), day: small(day + 1) })
}

/// Days since 1970-01-01 of the first day of a Hijri month by the tabular rule with leap years 2, 5, 7, 10, 13, 16, 18, 21,
/// 24, 26 and 29 of 30 (E. M. Reingold, N. Dershowitz, "Calendrical Calculations", arithmetic Islamic calendar).
fn hijri_days(year: i32, month: u8) -> i64 {
    let (y, m) = (i64::from(year), i64::from(month));
    HIJRI_EPOCH - UNIX_FIXED + (y - 1) * 354 + (3 + 11 * y).div_euclid(30) + 29 * (m - 1) + m / 2
}

fn hijri_date(days: i64) -> Option<OtherDate> {
    let since = days - (HIJRI_EPOCH - UNIX_FIXED);
    if since < 0 {
        return None;
    }
    let year = i32::try_from((30 * since + 10_646) / 10_631).ok()?;
    let of_year = days - hijri_days(year, 1);
    let month = small(((11 * of_year + 330) / 325).min(12));
    let day = small(days - hijri_days(year, month) + 1);
    Some(OtherDate { year, month, day })
}

fn small(n: i64) -> u8 {
    u8::try_from(n).unwrap_or_default()
}

#[cfg(test)]
mod tests;
