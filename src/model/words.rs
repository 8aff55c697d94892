//! Times as a reader says them: "night of Saturday 11 October 2025", "some time in April 2025".

use super::calendar::{DAY_SECS, Date};
use super::time::{Instant, Precision, Span, When};

impl When {
    /// The time in words with its precision.
    pub fn in_words(&self) -> String {
        let start = self.span.start();
        match self.precision {
            Precision::Second => format!("{}, {}", long(start.date()), clock(start, true)),
            Precision::Minute => format!("{}, {}", long(start.date()), clock(start, false)),
            Precision::Hour => format!(
                "{}, between {} and {}",
                long(start.date()),
                clock(start, false),
                clock(self.span.end(), false)
            ),
            Precision::PartOfDay => format!("{} of {}", part_of_day(self.span), long(start.date())),
            Precision::Day => long(start.date()),
            Precision::Week => format!("some time in the week of {}", days(self.span)),
            Precision::Month => format!("some time in {} {}", start.date().month_name(), start.date().year()),
            Precision::Year => format!("some time in {}", start.date().year()),
            Precision::Range => range(self.span),
        }
    }

    /// The time as short as a list wants it, with its precision: "11 Oct 2025, night", "Apr 2025", "2007".
    pub fn in_short(&self) -> String {
        let start = self.span.start();
        match self.precision {
            Precision::Second => format!("{}, {}", short(start.date()), clock(start, true)),
            Precision::Minute | Precision::Hour => {
                format!("{}, {}", short(start.date()), clock(start, false))
            }
            Precision::PartOfDay => format!("{}, {}", short(start.date()), part_of_day(self.span)),
            Precision::Day => short(start.date()),
            Precision::Month => format!("{} {}", abbreviation(start.date()), start.date().year()),
            Precision::Year => start.date().year().to_string(),
            Precision::Week | Precision::Range => {
                let last = last_day(self.span);
                if start.date() == last {
                    return short(last);
                }
                format!("{} – {}", short(start.date()), short(last))
            }
        }
    }
}

impl Span {
    /// First to last day in words: "1–10 October 2025", "30 September – 2 October 2025".
    pub fn in_words(self) -> String {
        days(self)
    }
}

fn range(span: Span) -> String {
    if span.start().second_of_day() != 0 || span.end().second_of_day() != 0 {
        let (a, b) = (span.start(), span.end());
        if a.date() == b.date() {
            return format!("{}, between {} and {}", long(a.date()), clock(a, false), clock(b, false));
        }
        return format!(
            "between {}, {} and {}, {}",
            long(a.date()),
            clock(a, false),
            long(b.date()),
            clock(b, false)
        );
    }
    format!("some time within {}", days(span))
}

fn days(span: Span) -> String {
    let (a, b) = (span.start().date(), last_day(span));
    if a == b {
        return plain(a);
    }
    if a.year() != b.year() {
        return format!("{} – {}", plain(a), plain(b));
    }
    if a.month() != b.month() {
        return format!("{} {} – {}", a.day(), a.month_name(), plain(b));
    }
    format!("{}–{} {} {}", a.day(), b.day(), b.month_name(), b.year())
}

/// The last day that the half-open span touches.
fn last_day(span: Span) -> Date {
    Instant(span.end().0 - 1).date()
}

fn part_of_day(span: Span) -> &'static str {
    let middle = (span.start().0 + span.secs() / 2).rem_euclid(DAY_SECS) / 3600;
    match middle {
        4..=5 => "early morning",
        6..=10 => "morning",
        11..=12 => "midday",
        13..=16 => "afternoon",
        17..=20 => "evening",
        _ => "night",
    }
}

fn long(date: Date) -> String {
    format!("{} {}", date.weekday_name(), plain(date))
}

fn plain(date: Date) -> String {
    format!("{} {} {}", date.day(), date.month_name(), date.year())
}

fn short(date: Date) -> String {
    format!("{} {} {}", date.day(), abbreviation(date), date.year())
}

fn abbreviation(date: Date) -> &'static str {
    date.month_name().get(..3).unwrap_or_default()
}

fn clock(at: Instant, seconds: bool) -> String {
    let (h, m, s) = at.clock();
    if seconds { format!("{h:02}:{m:02}:{s:02}") } else { format!("{h:02}:{m:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(y: i32, m: u8, d: u8) -> Date {
        Date::new(y, m, d).unwrap()
    }

    #[test]
    fn a_night_is_said_as_a_night() {
        assert_eq!(When::night(date(2025, 10, 11)).in_words(), "night of Saturday 11 October 2025");
        assert_eq!(When::night(date(2025, 10, 11)).in_short(), "11 Oct 2025, night");
    }

    #[test]
    fn a_month_never_becomes_its_first_day() {
        assert_eq!(When::month(date(2025, 4, 30)).in_words(), "some time in April 2025");
        assert_eq!(When::month(date(2025, 4, 1)).in_short(), "Apr 2025");
    }

    #[test]
    fn ranges_name_both_ends() {
        let early = When::days(date(2025, 10, 1), date(2025, 10, 10));
        assert_eq!(early.in_words(), "some time within 1–10 October 2025");
        let over = When::days(date(2024, 12, 30), date(2025, 1, 2));
        assert_eq!(over.in_words(), "some time within 30 December 2024 – 2 January 2025");
        assert_eq!(
            When::days(date(2025, 9, 30), date(2025, 10, 2)).span.in_words(),
            "30 September – 2 October 2025"
        );
    }

    #[test]
    fn clocks_show_what_is_known() {
        let at = Instant(date(2025, 10, 11).start_secs() + 21 * 3600 + 4 * 60 + 5);
        assert_eq!(When::clock(at, Precision::Second).in_words(), "Saturday 11 October 2025, 21:04:05");
        assert_eq!(When::clock(at, Precision::Minute).in_words(), "Saturday 11 October 2025, 21:04");
        assert_eq!(When::year(2007).unwrap().in_words(), "some time in 2007");
    }
}
