//! Figures as people write them: "over 200" is more than 200, "several" is no number.

use crate::model::{Figure, NOT_GIVEN};

/// The highest number that columns hold; larger ones become this.
const MOST: u32 = NOT_GIVEN - 1;

/// A cell of a column of counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// A number; larger ones than fit are cut to 4,294,967,294.
    Given(u32),
    /// Blank, "NA", or a code for unknown: -9, -77, -88, -99, -999.
    NotGiven,
    /// Something else.
    Bad,
}

/// Reads a cell of a column of counts.
pub fn count(cell: &str) -> Count {
    let cell = cell.trim();
    if cell.is_empty() || is_unknown(cell) {
        return Count::NotGiven;
    }
    let mut n: u32 = 0;
    for b in cell.bytes() {
        if !b.is_ascii_digit() {
            return decimal(cell);
        }
        n = n.saturating_mul(10).saturating_add(u32::from(b - b'0'));
    }
    Count::Given(n.min(MOST))
}

/// Reads a figure in words or digits; `None` where the text holds no figure at all. Words such as "several", and
/// numbers that are only nearly given ("about 20"), are [`Figure::Unstated`]: keep the text beside it.
pub fn figure(text: &str) -> Option<Figure> {
    let text = text.trim().to_lowercase();
    let text = text.strip_prefix("between ").unwrap_or(&text);
    if let Some(range) = range(text) {
        return Some(range);
    }
    for (start, make) in PREFIXES {
        if let Some(rest) = text.strip_prefix(start) {
            return number(rest).map(make);
        }
    }
    if let Some(rest) = text.strip_suffix('+').or_else(|| text.strip_suffix(" or more")) {
        return number(rest).map(Figure::AtLeast);
    }
    if let Some(rest) = text.strip_suffix(" or fewer").or_else(|| text.strip_suffix(" or less")) {
        return number(rest).map(Figure::AtMost);
    }
    if VAGUE.iter().any(|word| text == *word || text.starts_with(&format!("{word} "))) {
        return Some(Figure::Unstated);
    }
    number(text).map(Figure::Exact)
}

type Make = fn(u32) -> Figure;

const PREFIXES: [(&str, Make); 22] = [
    ("over ", Figure::MoreThan),
    ("more than ", Figure::MoreThan),
    ("above ", Figure::MoreThan),
    (">=", Figure::AtLeast),
    ("≥", Figure::AtLeast),
    (">", Figure::MoreThan),
    ("at least ", Figure::AtLeast),
    ("no fewer than ", Figure::AtLeast),
    ("no less than ", Figure::AtLeast),
    ("min. ", Figure::AtLeast),
    ("up to ", Figure::AtMost),
    ("at most ", Figure::AtMost),
    ("no more than ", Figure::AtMost),
    ("max. ", Figure::AtMost),
    ("<=", Figure::AtMost),
    ("≤", Figure::AtMost),
    ("<", below),
    ("fewer than ", below),
    ("less than ", below),
    ("under ", below),
    ("exactly ", Figure::Exact),
    ("= ", Figure::Exact),
];

const VAGUE: [&str; 18] = [
    "several",
    "many",
    "some",
    "few",
    "a few",
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "unknown",
    "unstated",
    "not given",
    "about",
    "around",
    "nearly",
    "almost",
    "approximately",
    "~",
];

fn below(n: u32) -> Figure {
    Figure::AtMost(n.saturating_sub(1))
}

fn range(text: &str) -> Option<Figure> {
    let joins = ["–", "—", " to ", " and ", "-"];
    joins.iter().find_map(|join| {
        let (a, b) = text.split_once(join)?;
        // "twenty-six" and "one hundred and five" are single numbers.
        let digits = |part: &str| part.trim().starts_with(|c: char| c.is_ascii_digit());
        if !digits(a) || !digits(b) {
            return None;
        }
        let (a, b) = (number(a)?, number(b)?);
        Some(Figure::Between(a.min(b), a.max(b)))
    })
}

/// Digits with or without groups of three, or small numbers in words.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.bytes().all(|b| b.is_ascii_digit()) && !text.is_empty() {
        return Some(text.parse().unwrap_or(MOST).min(MOST));
    }
    if let Some(joined) = without_groups(text) {
        return Some(joined.parse().unwrap_or(MOST).min(MOST));
    }
    in_words(text)
}

/// `1,234,567` or `1 234 567` without its groups.
fn without_groups(text: &str) -> Option<String> {
    let mut groups = text.split([',', ' ', '\u{a0}', '\u{202f}']);
    let first = groups.next().filter(|g| (1..=3).contains(&g.len()))?;
    let mut joined = String::from(first);
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        joined.push_str(group);
    }
    joined.bytes().all(|b| b.is_ascii_digit()).then_some(joined)
}

/// "a dozen", "two dozen", "twenty-one", "three hundred".
fn in_words(text: &str) -> Option<u32> {
    let mut total: u32 = 0;
    let mut seen = false;
    for word in text.split([' ', '-']).filter(|w| !w.is_empty() && *w != "and") {
        match word {
            "dozen" => total = total.max(1).checked_mul(12)?,
            "hundred" => total = total.max(1).checked_mul(100)?,
            "thousand" => total = total.max(1).checked_mul(1000)?,
            "a" | "one" => total = total.checked_add(1)?,
            word => total = total.checked_add(small_word(word)?)?,
        }
        seen = true;
    }
    seen.then_some(total)
}

fn small_word(word: &str) -> Option<u32> {
    let ones = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |list: &[&str]| list.iter().position(|w| *w == word).and_then(|i| u32::try_from(i).ok());
    at(&ones).or_else(|| at(&tens).map(|i| i * 10 + 20))
}

fn is_unknown(cell: &str) -> bool {
    matches!(
        cell,
        "NA" | "N/A" | "n/a" | "na" | "-" | "-9" | "-77" | "-88" | "-99" | "-999" | "null" | "NULL" | "None"
    )
}

/// `12.0` and `1e18`, and codes of unknown written as `-99.0`.
fn decimal(cell: &str) -> Count {
    if let Some(joined) = without_groups(cell) {
        return count(&joined);
    }
    let Ok(n) = cell.parse::<f64>() else { return Count::Bad };
    if is_unknown(&format!("{n}")) {
        return Count::NotGiven;
    }
    let whole = n >= 0.0 && n.fract() == 0.0;
    if whole { Count::Given(saturated(n)) } else { Count::Bad }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range of an u32")]
fn saturated(n: f64) -> u32 {
    n.clamp(0.0, f64::from(MOST)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around_a_number_keep_their_meaning() {
        let cases = [
            ("over 200", Figure::MoreThan(200)),
            ("more than 21", Figure::MoreThan(21)),
            ("at least 23", Figure::AtLeast(23)),
            ("23+", Figure::AtLeast(23)),
            ("≥ 1,200", Figure::AtLeast(1200)),
            ("12-15", Figure::Between(12, 15)),
            ("12–15", Figure::Between(12, 15)),
            ("between 12 and 15", Figure::Between(12, 15)),
            ("up to 5", Figure::AtMost(5)),
            ("fewer than 5", Figure::AtMost(4)),
            ("over two dozen", Figure::MoreThan(24)),
            ("twenty-six", Figure::Exact(26)),
            ("three hundred", Figure::Exact(300)),
            ("several", Figure::Unstated),
            ("dozens of soldiers", Figure::Unstated),
            ("about 20", Figure::Unstated),
            ("58", Figure::Exact(58)),
            ("1000000000000000000", Figure::Exact(MOST)),
        ];
        for (text, meant) in cases {
            assert_eq!(figure(text), Some(meant), "{text}");
        }
        assert_eq!([figure("-5"), figure("no idea"), figure("")], [None; 3]);
    }

    #[test]
    fn codes_for_unknown_are_unknown_and_never_zero() {
        for code in ["", " ", "NA", "-9", "-99", "-99.0", "-88", "-77"] {
            assert_eq!(count(code), Count::NotGiven, "{code}");
        }
        let given =
            [("0", 0), ("12", 12), ("12.0", 12), ("1,234", 1234), ("1e18", MOST), ("99999999999", MOST)];
        for (cell, n) in given {
            assert_eq!(count(cell), Count::Given(n), "{cell}");
        }
        for bad in ["-5", "12-15", "many", "1.5", "1e999x", "NaN"] {
            assert_eq!(count(bad), Count::Bad, "{bad}");
        }
    }
}
