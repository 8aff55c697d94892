//! Dates and times as people write them, kept no surer than they are written.

use serde::{Deserialize, Serialize};

use super::clock::{Clock, parse_clock};
use crate::model::{DAY_SECS, Date, Instant, Precision, Span, When, month_name};

/// Which comes first where a date is written in numbers and both could be: "03/04/2020".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayOrder {
    /// 3 April.
    #[default]
    DayFirst,
    /// 4 March.
    MonthFirst,
}

/// Reads a date with or without a time of day; month or year alone become that month or year, and so do dates whose
/// day or month is 0. A time with a zone is turned into UTC. Midnight to the second says no more than the day: most
/// programs write dates so.
pub fn parse(text: &str, order: DayOrder) -> Option<When> {
    let text = text.trim();
    let (date_text, clock_text) = split_clock(text);
    let parts = parse_date(date_text, order)?;
    let Some(clock_text) = clock_text else { return parts.when() };
    let clock = parse_clock(clock_text)?;
    match parts.date() {
        Some(date) => Some(at_clock(date, clock)),
        None => parts.when(),
    }
}

/// Reads a date of which only the day matters; a time of day behind it is not looked at. The fast way for columns that
/// hold ISO dates or `03 December 2020`.
pub fn day(text: &str) -> Option<Date> {
    if let Some(date) = iso_day(text.as_bytes()) {
        return Some(date);
    }
    let (date_text, _) = split_clock(text.trim());
    parse_date(date_text, DayOrder::DayFirst)?.date()
}

/// A year with a month and day that may be missing, 0 or unknown (below 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The year.
    pub year: i32,
    /// The month 1..=12; 0 where it is not known.
    pub month: u8,
    /// The day 1..=31; 0 where it is not known.
    pub day: u8,
}

impl Parts {
    /// The day, month or year that they name; `None` if that does not exist.
    pub fn when(self) -> Option<When> {
        match (self.month, self.day) {
            (0, _) => When::year(self.year),
            (month, 0) => Date::new(self.year, month, 1).map(When::month),
            (month, day) => Date::new(self.year, month, day).map(When::day),
        }
    }

    /// The date, if all three are known.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year, self.month, self.day)
    }
}

/// A number that stands for a time: a year, `20200509`, or seconds or milliseconds since 1970 from 1973 on.
pub fn from_number(n: f64) -> Option<When> {
    if !n.is_finite() || n.abs() > 1e15 {
        return None;
    }
    let whole = whole(n);
    match whole {
        1000..=2999 => When::year(i32::try_from(whole).ok()?),
        10_000_101..=29_991_231 => compact(whole).and_then(Parts::when),
        _ if whole.abs() >= 100_000_000_000 => Some(from_epoch(whole.div_euclid(1000))),
        _ if whole.abs() >= 100_000_000 => Some(from_epoch(whole)),
        _ => None,
    }
}

/// A week with the date in its middle: "within a week" as ACLED means it.
pub fn week_around(date: Date) -> When {
    let start = Instant(date.start_secs() - 3 * DAY_SECS);
    When { span: Span::starting(start, 7 * DAY_SECS), precision: Precision::Week }
}

fn from_epoch(secs: i64) -> When {
    let at = Instant(secs);
    if at.second_of_day() == 0 { When::day(at.date()) } else { When::clock(at, Precision::Second) }
}

fn at_clock(date: Date, clock: Clock) -> When {
    if clock.secs == 0 && clock.precision == Precision::Second {
        return When::day(date);
    }
    let local = date.start_secs() + clock.secs;
    When::clock(Instant(local - clock.zone_secs.unwrap_or(0)), clock.precision)
}

/// `2022-09-23` at the start, followed by nothing, a blank or a `T`.
fn iso_day(b: &[u8]) -> Option<Date> {
    let (head, rest) = b.split_at_checked(10)?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = head else { return None };
    if !matches!(rest.first(), None | Some(b' ' | b'T')) {
        return None;
    }
    let pair = |a: u8, b: u8| Some(digit(a)? * 10 + digit(b)?);
    let year = i32::from(pair(y1, y2)?) * 100 + i32::from(pair(y3, y4)?);
    Date::new(year, pair(m1, m2)?, pair(d1, d2)?)
}

fn digit(b: u8) -> Option<u8> {
    b.is_ascii_digit().then(|| b - b'0')
}

/// Splits `2020-05-09T12:30Z`, `9 May 2020 12:30` before the time of day.
fn split_clock(text: &str) -> (&str, Option<&str>) {
    let bytes = text.as_bytes();
    let cut = bytes.windows(2).position(|w| {
        let &[a, b] = w else { return false };
        b.is_ascii_digit() && (a == b'T' || a == b't' || (a == b' '))
    });
    let mut from = cut;
    while let Some(at) = from {
        let (date, rest) = text.split_at_checked(at).unwrap_or((text, ""));
        let clock = rest.get(1..).unwrap_or_default();
        let digits = clock.bytes().take_while(u8::is_ascii_digit).count();
        let after = clock.as_bytes().get(digits);
        let hour_alone = bytes.get(at).is_some_and(|c| c.eq_ignore_ascii_case(&b'T'));
        let date_before = date.bytes().any(|c| c.is_ascii_digit());
        if date_before && digits <= 2 && (after == Some(&b':') || hour_alone) {
            return (date, Some(clock));
        }
        from = bytes.get(at + 1..).and_then(|rest| {
            rest.windows(2)
                .position(|w| matches!(w, [b' ' | b'T', d] if d.is_ascii_digit()))
                .map(|i| at + 1 + i)
        });
    }
    (text, None)
}

/// The numbers and the month's name in a date, in their order.
#[derive(Default)]
struct Tokens {
    /// Value and number of digits.
    numbers: [(i64, usize); 3],
    count: usize,
    /// The month named, and how many numbers stood before it.
    month: Option<(u8, usize)>,
    negative: bool,
}

fn parse_date(text: &str, order: DayOrder) -> Option<Parts> {
    let tokens = tokens(text)?;
    let [first, second, third] = tokens.numbers;
    let parts = match (tokens.month, tokens.count) {
        (Some((month, _)), 1) if first.1 >= 3 => Parts { year: year(first)?, month, day: 0 },
        (Some((month, before)), 2) => {
            // "2020 December 3" has the year first; else it comes last.
            let (y, d) = if first.1 >= 3 && before >= 1 { (first, second) } else { (second, first) };
            Parts { year: year(y)?, month, day: small(d)? }
        }
        (None, 1) if first.1 == 8 => compact(first.0)?,
        (None, 1) if first.1 >= 3 && first.1 <= 4 => Parts { year: year(first)?, month: 0, day: 0 },
        (None, 2) if first.1 >= 3 => Parts { year: year(first)?, month: small(second)?, day: 0 },
        (None, 2) if second.1 == 4 => Parts { year: year(second)?, month: small(first)?, day: 0 },
        (None, 3) if first.1 >= 3 => Parts { year: year(first)?, month: small(second)?, day: small(third)? },
        (None, 3) => {
            let first_is_day = match order {
                DayOrder::DayFirst => second.0 <= 12,
                DayOrder::MonthFirst => first.0 > 12,
            };
            let (d, m) = if first_is_day { (first, second) } else { (second, first) };
            Parts { year: year(third)?, month: small(m)?, day: small(d)? }
        }
        _ => return None,
    };
    let year = if tokens.negative { -parts.year } else { parts.year };
    let parts = Parts { year, ..parts };
    parts.when().is_some().then_some(parts)
}

fn tokens(text: &str) -> Option<Tokens> {
    let mut out = Tokens { negative: text.starts_with('-'), ..Tokens::default() };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let len = rest
            .find(|c: char| c.is_ascii_digit() != is_digit || c.is_alphabetic() != first.is_alphabetic())
            .unwrap_or(rest.len());
        let (token, after) = rest.split_at(len);
        rest = after;
        if is_digit {
            let slot = out.numbers.get_mut(out.count)?;
            *slot = (token.parse().ok().filter(|_| len <= 8)?, len);
            out.count += 1;
        } else if first.is_alphabetic() {
            match month_of(token) {
                Some(month) if out.month.is_none() => out.month = Some((month, out.count)),
                None if is_filler(token) => {}
                _ => return None,
            }
        } else if !token.chars().all(|c| " -/.,_\u{a0}\u{2013}年月日".contains(c)) {
            return None;
        }
    }
    Some(out)
}

fn month_of(word: &str) -> Option<u8> {
    let word = word.to_lowercase();
    (1..=12).find(|&m| {
        let full = month_name(m).to_lowercase();
        full == word || (word.len() >= 3 && full.starts_with(&word)) || (m == 9 && word == "sept")
    })
}

/// Ordinal endings, weekday names and "of".
fn is_filler(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "of")
        || ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            .iter()
            .any(|day| word.len() >= 3 && day.starts_with(&word))
}

/// Two digits are of 1969 to 2068, as POSIX has it.
fn year((value, digits): (i64, usize)) -> Option<i32> {
    let value = i32::try_from(value).ok()?;
    match (digits, value) {
        (1..=2, 0..=68) => Some(2000 + value),
        (1..=2, _) => Some(1900 + value),
        (3..=4, _) => Some(value),
        _ => None,
    }
}

fn small((value, _): (i64, usize)) -> Option<u8> {
    u8::try_from(value).ok()
}

fn compact(n: i64) -> Option<Parts> {
    let parts = Parts {
        year: i32::try_from(n / 10_000).ok()?,
        month: u8::try_from(n / 100 % 100).ok()?,
        day: u8::try_from(n % 100).ok()?,
    };
    parts.when().is_some().then_some(parts)
}

#[expect(clippy::cast_possible_truncation, reason = "checked to be below 1e15")]
fn whole(n: f64) -> i64 {
    n.floor() as i64
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
