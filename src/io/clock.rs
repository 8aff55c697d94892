//! Times of day as people write them: `21:04`, `09:30:00.250+04:30`, `9:15 PM`, `12Z`.

use crate::model::Precision;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// Seconds since midnight as written, 0..86400 (86400 for 24:00).
    pub secs: i64,
    /// [`Precision::Second`], `Minute` or `Hour`, by what is written.
    pub precision: Precision,
    /// Seconds east of UTC, if a zone is written.
    pub zone_secs: Option<i64>,
}

/// Reads a time of day with an optional zone; fractions of a second are dropped.
pub fn parse_clock(text: &str) -> Option<Clock> {
    let (hour, rest) = number(text.trim())?;
    let (minute, rest) = after_colon(rest)?;
    let (second, rest) = if minute.is_some() { after_colon(rest)? } else { (None, rest) };
    let rest = without_fraction(rest).trim_start();
    let (hour, rest) = half_of_day(hour, rest)?;
    let zone_secs = zone(rest.trim())?;
    let (m, s) = (minute.unwrap_or(0), second.unwrap_or(0));
    if hour > 24 || m > 59 || s > 60 || (hour == 24 && (m, s) != (0, 0)) {
        return None;
    }
    let precision = match (minute, second) {
        (None, _) => Precision::Hour,
        (_, None) => Precision::Minute,
        _ => Precision::Second,
    };
    // A leap second counts as the last ordinary one.
    Some(Clock { secs: hour * 3600 + m * 60 + s.min(59), precision, zone_secs })
}

/// One or two digits at the start.
fn number(text: &str) -> Option<(i64, &str)> {
    let len = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(len);
    Some((digits.parse().ok()?, rest))
}

fn after_colon(text: &str) -> Option<(Option<i64>, &str)> {
    match text.strip_prefix(':') {
        None => Some((None, text)),
        Some(rest) => number(rest).map(|(n, rest)| (Some(n), rest)),
    }
}

fn without_fraction(text: &str) -> &str {
    match text.strip_prefix(['.', ',']) {
        None => text,
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
    }
}

fn half_of_day(hour: i64, rest: &str) -> Option<(i64, &str)> {
    let Some((half, after)) = rest.split_at_checked(2) else { return Some((hour, rest)) };
    let afternoon = half.eq_ignore_ascii_case("pm");
    if !afternoon && !half.eq_ignore_ascii_case("am") {
        return Some((hour, rest));
    }
    (1..=12).contains(&hour).then_some((hour % 12 + if afternoon { 12 } else { 0 }, after))
}

/// `Some(None)` where nothing is written, `None` for what is no zone.
#[expect(clippy::option_option, reason = "no zone and a wrong zone differ")]
fn zone(text: &str) -> Option<Option<i64>> {
    if text.is_empty() {
        return Some(None);
    }
    if ["z", "utc", "gmt"].iter().any(|name| text.eq_ignore_ascii_case(name)) {
        return Some(Some(0));
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = text.chars().skip(1).filter(|&c| c != ':').collect();
    let (hours, minutes) = digits.split_at_checked(2)?;
    let hours: i64 = hours.parse().ok().filter(|h| (0..=14).contains(h))?;
    let minutes: i64 = if minutes.is_empty() { 0 } else { minutes.parse().ok()? };
    (0..=59).contains(&minutes).then(|| Some(sign * (hours * 3600 + minutes * 60)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_of_more_minutes_than_an_hour_has_is_no_zone() {
        let zone_of = |text: &str| parse_clock(text).and_then(|clock| clock.zone_secs);
        assert_eq!(zone_of("00:09-05:45"), Some(-20_700));
        for text in ["00:09-05:60", "00:09-05999", "00:09-05-0557555555533333", "00:09+059223372036854775807"]
        {
            assert_eq!(parse_clock(text), None, "{text}");
        }
    }
}
