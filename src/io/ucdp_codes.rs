//! UCDP's codes in our words: how sure days and places are, and how articles are listed.
//!
//! Source: UCDP Georeferenced Event Dataset Codebook, `date_prec` and `where_prec`.

use super::problem::ProblemKind;
use super::sink::FileSink;
use crate::model::{DAY_SECS, Date, Origin, PlacePrecision, Precision, When};

/// What kind of span the days make: a week where the code says so, the month or year where it is a whole one.
pub fn refine(when: When, date_prec: &str) -> When {
    if when.precision != Precision::Range {
        return when;
    }
    let first = when.span.start().date();
    let week = date_prec == "3" && when.span.secs() == 7 * DAY_SECS;
    let whole = |other: When| when.span == other.span;
    let precision = if week {
        Precision::Week
    } else if whole(When::month(first)) {
        Precision::Month
    } else if When::year(first.year()).is_some_and(whole) {
        Precision::Year
    } else {
        Precision::Range
    };
    When { precision, ..when }
}

/// The time of a row that gives only one of its two days: as rough as the code says.
pub fn one_day(day: Date, date_prec: &str) -> When {
    match date_prec {
        "2" | "3" => super::dates::week_around(day),
        "4" => When::month(day),
        "5" => When::year(day.year()).unwrap_or(When::day(day)),
        _ => When::day(day),
    }
}

/// `where_prec`: 1 the place; 2 near or around it; 3 second-order unit; 4 first-order unit; 5 a line or fuzzy area;
/// 6 the country; 7 at sea or in the air, where the point is an estimate. Blank is taken as near.
pub fn place_precision(code: &str, at: Origin, out: &mut FileSink<'_>) -> PlacePrecision {
    match code {
        "1" => PlacePrecision::Exact,
        "" | "2" | "7" => PlacePrecision::Near,
        "3" => PlacePrecision::District,
        "4" => PlacePrecision::Province,
        "5" => PlacePrecision::Line,
        "6" => PlacePrecision::Country,
        code => {
            out.problem(at, ProblemKind::UnknownWord, "where_prec", code, "taken as near the coordinates");
            PlacePrecision::Near
        }
    }
}

/// Writes `"A,2014-11-08,x";"B,2014-11-09,y"` into `out` as `A,2014-11-08,x; B,2014-11-09,y`.
pub fn citations(article: &str, out: &mut String) {
    out.clear();
    for (index, part) in article.split("\";\"").enumerate() {
        if index > 0 {
            out.push_str("; ");
        }
        out.push_str(part.trim_matches('"'));
    }
}
