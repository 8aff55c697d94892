//! Writes rows as comma-separated text for the readers of tables, with day numbers of workbooks turned into dates.

use std::borrow::Cow;

use super::csv::key;
use crate::model::{DAY_SECS, Date};

/// Day numbers that are taken for dates: 1954 to 2119.
const DAYS: std::ops::RangeInclusive<f64> = 20_000.0..=80_000.0;
/// 1899-12-30, day 0 of most workbooks, in days since 1970.
pub const DAY_ZERO_1900: i64 = -25_569;
/// 1904-01-01, day 0 of workbooks from old Macintosh computers, in days since 1970.
pub const DAY_ZERO_1904: i64 = -24_107;

/// Appends one record; missing cells up to `width` are empty.
pub fn push_record<'a>(cells: impl Iterator<Item = &'a str>, width: usize, out: &mut String) {
    let mut n = 0;
    for cell in cells {
        if n > 0 {
            out.push(',');
        }
        n += 1;
        if cell.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.extend(std::iter::repeat_n(',', width.saturating_sub(n.max(1))));
    out.push('\n');
}

/// A cell that no spreadsheet runs: text that begins like a formula gets an apostrophe in front; numbers stay as they are.
pub fn formula_safe(cell: &str) -> Cow<'_, str> {
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if begins && cell.parse::<f64>().is_err() { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Turns plain numbers in columns of dates into days.
pub struct Serials {
    is_date: Vec<bool>,
    day_zero: i64,
    /// How many cells were turned.
    pub converted: u64,
}

impl Serials {
    /// For columns of these names; `day_zero` is the day of number 0 in days since 1970.
    pub fn new(names: &[String], day_zero: i64) -> Self {
        let is_date = |name: &String| {
            let key = key(name);
            ["date", "fecha", "datum", "дата", "تاريخ", "تاریخ"].iter().any(|word| key.contains(word))
                && !key.contains("update")
        };
        Self { is_date: names.iter().map(is_date).collect(), day_zero, converted: 0 }
    }

    /// The text of a cell.
    pub fn text<'a>(&mut self, column: usize, cell: &'a str) -> Cow<'a, str> {
        if !self.is_date.get(column).copied().unwrap_or(false) {
            return Cow::Borrowed(cell);
        }
        match cell.parse::<f64>().ok().and_then(|n| serial_text(n, self.day_zero)) {
            Some(text) => {
                self.converted += 1;
                Cow::Owned(text)
            }
            None => Cow::Borrowed(cell),
        }
    }
}

/// The date, with its time of day if it has one, that a day number of a workbook stands for; `None` outside 1954 to 2119.
pub fn serial_text(number: f64, day_zero: i64) -> Option<String> {
    if !DAYS.contains(&number) {
        return None;
    }
    let minutes = whole((number * 1440.0).round());
    let days = minutes.div_euclid(1440) + day_zero;
    let date = Date::from_days(days);
    let day = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    let minute = minutes.rem_euclid(DAY_SECS / 60);
    Some(if minute == 0 { day } else { format!("{day} {:02}:{:02}", minute / 60, minute % 60) })
}

#[expect(clippy::cast_possible_truncation, reason = "checked to lie within the days of two centuries")]
fn whole(n: f64) -> i64 {
    n as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_padded_and_quoted() {
        let mut out = String::new();
        push_record(["a", "b, \"c\"", "d\ne"].into_iter(), 4, &mut out);
        push_record(std::iter::once("x"), 3, &mut out);
        assert_eq!(out, "a,\"b, \"\"c\"\"\",\"d\ne\",\nx,,\n");
    }

    #[test]
    fn numbers_in_columns_of_dates_are_days() {
        let names = ["Event date", "best"].map(str::to_owned);
        let mut serials = Serials::new(&names, DAY_ZERO_1900);
        assert_eq!(serials.text(0, "45941"), "2025-10-11");
        assert_eq!(serials.text(0, "45941.875"), "2025-10-11 21:00");
        assert_eq!(serials.text(0, "20251011"), "20251011");
        assert_eq!(serials.text(1, "45941"), "45941");
        assert_eq!(serials.converted, 2);
        assert_eq!(serial_text(44_479.0, DAY_ZERO_1904).unwrap(), "2025-10-11");
    }
}
