//! Dates, positions and figures that are none.

use super::animal::{Animal, made, small};
use super::tables::{row_with, table};

/// File, column, cell and the label of the file with that one cell.
type Cell = (&'static str, &'static str, &'static str, &'static str);

const DATE: &str = "acled-csv 1+0: bad-date 1";
const PLACE: &str = "acled-csv 1+0: bad-place 1";
const FIGURE: &str = "acled-csv 1+0: bad-number 1";
const PARTIAL: &str = "acled-csv 1+0: partial-date 1";
const SWAPPED: &str = "acled-csv 1+0: swapped-axes 1";
const FINE: &str = "acled-csv 1+0";

const CELLS: &[Cell] = &[
    ("date-month-13.csv", "event_date", "2025-13-01", DATE),
    ("date-february-30.csv", "event_date", "2025-02-30", DATE),
    ("date-day-0.csv", "event_date", "2025-10-00", PARTIAL),
    ("date-year-1e9.csv", "event_date", "1000000000-01-01", DATE),
    ("date-year-1e9-number.csv", "event_date", "1e9", DATE),
    ("date-year-0.csv", "event_date", "0000-01-01", DATE),
    ("date-year-negative.csv", "event_date", "-2025-10-11", DATE),
    ("date-year-99999.csv", "event_date", "99999-01-01", DATE),
    ("date-digits.csv", "event_date", "99999999999999999999999999", DATE),
    ("date-nan.csv", "event_date", "NaN", DATE),
    ("date-inf.csv", "event_date", "-inf", DATE),
    ("date-hour-25.csv", "event_date", "2025-10-11 25:61", FINE),
    ("date-zone-99.csv", "event_date", "2025-10-11T10:00:00+99:99", FINE),
    ("date-words.csv", "event_date", "the day after tomorrow", DATE),
    ("date-letters-of-many-bytes.csv", "event_date", "２０２５年１０月🦀日", DATE),
    ("date-empty.csv", "event_date", "", FINE),
    ("date-month-only.csv", "event_date", "2025-10", PARTIAL),
    ("place-nan.csv", "latitude", "NaN", PLACE),
    ("place-inf.csv", "longitude", "-Infinity", PLACE),
    ("place-91.csv", "latitude", "91", SWAPPED),
    ("place-181.csv", "longitude", "180.0000001", PLACE),
    ("place-1e999.csv", "latitude", "1e999", PLACE),
    ("place-tiny.csv", "latitude", "1e-999", FINE),
    ("place-hex.csv", "latitude", "0x21", PLACE),
    ("place-half.csv", "latitude", "", PLACE),
    ("place-words.csv", "latitude", "north of the town", PLACE),
    ("place-digits-of-letters.csv", "latitude", "३३.९", PLACE),
    ("figure-negative.csv", "fatalities", "-5", FIGURE),
    ("figure-range.csv", "fatalities", "12-15", FIGURE),
    ("figure-many.csv", "fatalities", "many", FIGURE),
    ("figure-1e18.csv", "fatalities", "1000000000000000000", FINE),
    ("figure-1e999.csv", "fatalities", "1e999", FIGURE),
    ("figure-nan.csv", "fatalities", "NaN", FIGURE),
    ("figure-half.csv", "fatalities", "2.5", FIGURE),
    ("figure-unknown-code.csv", "fatalities", "-99", FINE),
];

pub fn animals() -> Vec<Animal> {
    let cell = |&(name, column, cell, label): &Cell| small(name, label, table(row_with(column, cell)));
    let mut all: Vec<Animal> = CELLS.iter().map(cell).collect();
    all.push(small("place-0-0.csv", PLACE, table(row_with("latitude", "0").replace("70.1", "0.0"))));
    all.push(made("date-of-100000-digits.csv", DATE, || table(row_with("event_date", &"9".repeat(100_000)))));
    all.push(made("figure-of-100000-digits.csv", FINE, || {
        table(row_with("fatalities", &"9".repeat(100_000)))
    }));
    all.push(made("place-of-100000-digits.csv", PLACE, || table(row_with("latitude", &"9".repeat(100_000)))));
    all.push(made("sums-that-overflow.csv", "acled-csv 2000+0: repeated-id 1999", || {
        table(row_with("fatalities", "4000000000").repeat(2000))
    }));
    all
}
