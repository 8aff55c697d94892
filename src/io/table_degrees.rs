//! Coordinates as people and spreadsheets write them: `33.9`, `33,9`, `33° 54' N`, `33.9, 70.1`, and `31.610.269`.

use std::borrow::Cow;

use super::rows::on_earth;
use super::table_mapping::Pair;
use super::table_sample::Sample;
use crate::model::LonLat;

/// A cell with one coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Degrees {
    /// Nothing is written.
    Blank,
    /// Degrees; not checked to be on Earth.
    Given(f64),
    /// A spreadsheet has put points into the digits as in a large number.
    Ruined,
    /// Something else.
    Bad,
}

/// Reads a cell with one coordinate; a single comma is a decimal one, for degrees have no thousands.
pub fn degrees(text: &str) -> Degrees {
    let text = western_digits(text.trim());
    if text.is_empty() {
        return Degrees::Blank;
    }
    let number = match text.split_once(',') {
        Some((whole, fraction)) if !text.contains('.') && !fraction.contains(',') => {
            format!("{whole}.{fraction}")
        }
        _ => text.clone().into_owned(),
    };
    if let Ok(value) = number.parse::<f64>() {
        return if value.is_finite() { Degrees::Given(value) } else { Degrees::Bad };
    }
    if is_ruined(&number) {
        return Degrees::Ruined;
    }
    with_signs(&number).map_or(Degrees::Bad, Degrees::Given)
}

/// Whether the digits are grouped as those of a large number: `31.610.269`.
fn is_ruined(text: &str) -> bool {
    let is_group =
        |group: &str| !group.is_empty() && group.len() <= 3 && group.bytes().all(|b| b.is_ascii_digit());
    ['.', ','].into_iter().any(|point| {
        let mut groups = text.trim_start_matches('-').split(point);
        let first = groups.next().is_some_and(is_group);
        first && text.matches(point).count() > 1 && groups.all(|g| g.len() == 3 && is_group(g))
    })
}

/// The degrees that ruined digits come closest to `near` with, of those within `limit` degrees.
pub fn repaired(text: &str, near: f64, limit: f64) -> Option<f64> {
    let sign = if text.trim().starts_with('-') { -1.0 } else { 1.0 };
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let with_point = |at: usize| {
        let (whole, fraction) = digits.split_at_checked(at)?;
        format!("{whole}.{fraction}").parse::<f64>().ok().map(|value| value * sign)
    };
    let candidates = (1..=3).filter_map(with_point).filter(|value| value.abs() <= limit);
    candidates.min_by(|a, b| (a - near).abs().total_cmp(&(b - near).abs()))
}

/// The place that a pair of coordinates is nearest to `near` (latitude, longitude) with, the decimal points set anew in
/// those that are ruined or out of bounds.
pub fn mended(lat: &str, lon: &str, near: (f64, f64)) -> Option<LonLat> {
    let mend = |text: &str, near: f64, limit: f64| match degrees(text) {
        Degrees::Given(value) if value.abs() <= limit => Some(value),
        _ => repaired(text, near, limit),
    };
    on_earth(mend(lon, near.1, 180.0)?, mend(lat, near.0, 90.0)?)
}

/// The middle latitude and longitude of the first rows with whole coordinates; 0 where there are none.
pub fn middle(sample: &Sample, latitude: Option<usize>, longitude: Option<usize>) -> (f64, f64) {
    let of = |index: Option<usize>, limit: f64| {
        let Some(index) = index else { return 0.0 };
        let values = sample.column(index).filter_map(|text| match degrees(text) {
            Degrees::Given(value) if value.abs() <= limit => Some(value),
            _ => None,
        });
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or(0.0)
    };
    (of(latitude, 90.0), of(longitude, 180.0))
}

/// Degrees, minutes and seconds with signs or letters of the hemisphere: `33°54'12"N`, `70.1 E`.
fn with_signs(text: &str) -> Option<f64> {
    let letter = text.chars().find(|c| c.is_alphabetic()).map(|c| c.to_ascii_uppercase());
    let sign = match letter {
        None | Some('N' | 'E') => 1.0,
        Some('S' | 'W') => -1.0,
        Some(_) => return None,
    };
    let known = |c: char| c.is_ascii_digit() || " .°º'’′\"”″NSEWnsew".contains(c);
    if !text.chars().all(known) || text.chars().filter(|c| c.is_alphabetic()).count() > 1 {
        return None;
    }
    let numbers = text.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|n| !n.is_empty());
    let numbers: Vec<f64> = numbers.map(str::parse).collect::<Result<_, _>>().ok()?;
    let value = match *numbers.as_slice() {
        [degrees] if letter.is_some() || text.contains(['°', 'º']) => degrees,
        [degrees, minutes] if minutes < 60.0 => degrees + minutes / 60.0,
        [degrees, minutes, seconds] if minutes < 60.0 && seconds < 60.0 => {
            degrees + minutes / 60.0 + seconds / 3600.0
        }
        _ => return None,
    };
    Some(value * sign)
}

/// The latitude and longitude texts of a cell with both; `None` where it does not hold two. `POINT(70.1 33.9)` has
/// the longitude first always.
pub fn pair(text: &str, order: Pair) -> Option<(&str, &str)> {
    let trimmed = text.trim();
    let well_known = trimmed.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("POINT"));
    let inner = if well_known { trimmed.get(5..)? } else { trimmed };
    let inner = inner.trim().trim_start_matches(['(', '[', '{']).trim_end_matches([')', ']', '}']).trim();
    let both = inner.split_once(';').or_else(|| inner.split_once(", "));
    // "33,9" is one number with a decimal comma; "33.9,70.1" is two.
    let both = both.or_else(|| inner.split_once(',').filter(|_| inner.contains('.')));
    let both = both.or_else(|| inner.split_once([' ', '\u{a0}', '/']));
    let (first, second) = both.map(|(a, b)| (a.trim(), b.trim()))?;
    if [first, second].iter().any(|part| !part.contains(|c: char| c.is_numeric())) {
        return None;
    }
    let longitude_first = well_known || order == Pair::LongitudeFirst;
    Some(if longitude_first { (second, first) } else { (first, second) })
}

/// The text with Arabic and Persian digits and decimal signs written as in English.
pub fn western_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii()
        || !text.contains(|c| ('\u{660}'..='\u{66c}').contains(&c) || ('\u{6f0}'..='\u{6f9}').contains(&c))
    {
        return Cow::Borrowed(text);
    }
    let digit = |c: char, zero: u32| char::from_digit(u32::from(c).saturating_sub(zero), 10).unwrap_or(c);
    let letters = text.chars().filter(|&c| c != '\u{66c}').map(|c| match c {
        '\u{660}'..='\u{669}' => digit(c, 0x660),
        '\u{6f0}'..='\u{6f9}' => digit(c, 0x6f0),
        '\u{66b}' => '.',
        other => other,
    });
    Cow::Owned(letters.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_in_every_writing() {
        let given = [
            ("33.9", 33.9),
            ("-1,49984", -1.49984),
            ("33.9", 33.9),
            ("33.9° N", 33.9),
            ("33°54'0\"S", -33.9),
            ("70 6 E", 70.1),
            ("٣٣٫٩", 33.9),
            ("۷۰.۱", 70.1),
        ];
        for (text, value) in given {
            let Degrees::Given(read) = degrees(text) else { panic!("{text}") };
            assert!((read - value).abs() < 1e-9, "{text}: {read}");
        }
        for text in ["NaN", "inf", "Kurram", "12 monkeys", "33,9,1", "5 6 7 8"] {
            assert_eq!(degrees(text), Degrees::Bad, "{text}");
        }
        assert_eq!(degrees(" "), Degrees::Blank);
    }

    #[test]
    fn digits_with_points_of_a_large_number_are_ruined_and_can_be_repaired() {
        for text in ["31.610.269", "145.844.444", "-1.499.840", "31,610,269"] {
            assert_eq!(degrees(text), Degrees::Ruined, "{text}");
        }
        assert_eq!(degrees("31.61.0269"), Degrees::Bad);
        assert_eq!(repaired("31.610.269", 33.0, 90.0), Some(31.610_269));
        assert_eq!(repaired("145.844.444", 14.0, 90.0), Some(14.584_444_4));
        assert_eq!(repaired("-149.984", -2.0, 90.0), Some(-1.499_84));
        assert_eq!(repaired("99", 1.0, 5.0), None);
    }

    #[test]
    fn two_coordinates_in_one_cell() {
        let cases = [
            ("33.9, 70.1", ("33.9", "70.1")),
            ("(33.9;70.1)", ("33.9", "70.1")),
            ("33,9; 70,1", ("33,9", "70,1")),
            ("33,9, 70,1", ("33,9", "70,1")),
            ("33.9 70.1", ("33.9", "70.1")),
            ("POINT (70.1 33.9)", ("33.9", "70.1")),
        ];
        for (text, both) in cases {
            assert_eq!(pair(text, Pair::LatitudeFirst), Some(both), "{text}");
        }
        assert_eq!(pair("70.1, 33.9", Pair::LongitudeFirst), Some(("33.9", "70.1")));
        assert_eq!(pair("33.9,70", Pair::LatitudeFirst), Some(("33.9", "70")));
        assert_eq!(pair("Kabul, Afghanistan", Pair::LatitudeFirst), None);
        assert_eq!(pair("33,9", Pair::LatitudeFirst), None, "a decimal comma makes no pair");
    }
}
