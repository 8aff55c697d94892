//! The rows of a table: leaves out what is no event, and says what is wrong with the shape of the others.

use std::cell::RefCell;

use super::block_records::BlockRecords;
use super::blocks::{Block, Blocks, Dialect};
use super::csv::{Header, Record, Table};
use super::csv_record::PlaceColumns;
use super::figures::{Count, count};
use super::format::ReadError;
use super::input::Input;
use super::parallel::{self, RowReader};
use super::problem::ProblemKind;
use super::sink::FileSink;
use super::table_degrees::{Degrees, degrees, mended, middle};
use super::table_guess::guess;
use super::table_mapping::{Field, Ruined};
use super::table_sample::sample;
use crate::model::{BAD_PLACE, Date, LonLat, Origin, PlacePrecision, REPAIRED};

/// Years that data sets of events speak of; others are slips of the pen.
pub const PLAUSIBLE_YEARS: std::ops::RangeInclusive<i32> = 1800..=2100;

/// A table with its header read.
pub struct Rows {
    table: Table,
    dialect: Dialect,
    /// The columns.
    pub header: Header,
    /// Columns of which equal cells always mean the same place, if there are such: what is known of them is fetched for many rows
    /// at the same time.
    pub place_columns: Option<PlaceColumns>,
}

impl Rows {
    /// Reads the header, and writes its names down for showing single records later.
    ///
    /// # Errors
    /// As [`Table::next`]; an input without a header is malformed.
    pub fn open(input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<Self, ReadError> {
        let delimiter = super::csv::header(input.head()).map_or(b',', |(_, delimiter)| delimiter);
        let mut table = Table::new(input, delimiter);
        let Some(first) = table.next(input, out)? else { return Err(ReadError::Empty) };
        let names: Vec<String> = first.fields().map(str::to_owned).collect();
        out.describe(|file| file.columns.clone_from(&names));
        out.separated_by(char::from(delimiter));
        if input.choices().ruined == Ruined::Repair
            && let Some(sample) = sample(input.head())
        {
            let mapping = guess(&sample).mapping;
            let index = |field| mapping.index(field, &sample.names);
            out.mend_near(middle(&sample, index(Field::Latitude), index(Field::Longitude)));
        }
        Ok(Self {
            table,
            dialect: Dialect { delimiter, quotes: true },
            header: Header::new(names),
            place_columns: None,
        })
    }

    /// Calls `row` for every record that may be an event, in the order of the file.
    ///
    /// # Errors
    /// As [`Table::next`], and those of `row`.
    pub fn each(
        self,
        input: &mut Input<'_>,
        out: &mut FileSink<'_>,
        mut row: impl FnMut(&Record<'_>, &mut FileSink<'_>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let (width, dialect, limits) = (self.header.names.len(), self.dialect, input.limits().clone());
        let mut blocks = self.blocks(input);
        let mut records = BlockRecords::new(dialect, &limits, self.place_columns);
        let mut block = Block::default();
        while blocks.next(&mut block)? {
            records.each(&block, out, &mut |record, out| {
                if is_row(record, width, out) { row(record, out) } else { Ok(()) }
            })?;
        }
        Ok(())
    }

    /// Calls `row` for every record that may be an event, on several threads if the file is long. Each thread has a
    /// state of its own, made by `begin`, and sees only some of the rows, in their order; the states are given back,
    /// also when reading ends early. What `row` counts and pushes comes out in the order of the file.
    pub fn each_apart<S: Send>(
        self,
        input: &mut Input<'_>,
        out: &mut FileSink<'_>,
        begin: impl Fn() -> S + Sync,
        row: impl Fn(&mut S, &Record<'_>, &mut FileSink<'_>) -> Result<(), ReadError> + Sync,
    ) -> (Vec<S>, Result<(), ReadError>) {
        let threads = input.limits().threads_for(input.size());
        if threads < 2 {
            let mut state = begin();
            let result = self.each(input, out, |record, out| row(&mut state, record, out));
            return (vec![state], result);
        }
        let (width, dialect) = (self.header.names.len(), self.dialect);
        let reader = Apart { width, place_columns: self.place_columns, begin, row };
        parallel::read(self.blocks(input), dialect, threads, &reader, out)
    }

    fn blocks<'i, 'a>(&self, input: &'i mut Input<'a>) -> Blocks<'i, 'a> {
        let size = input.limits().block_bytes;
        Blocks::new(input, self.dialect, self.table.rest(), self.table.row(), size)
    }
}

/// A pair of closures that leaves out what is no event.
struct Apart<B, R> {
    width: usize,
    place_columns: Option<PlaceColumns>,
    begin: B,
    row: R,
}

impl<S, B, R> RowReader for Apart<B, R>
where
    S: Send,
    B: Fn() -> S + Sync,
    R: Fn(&mut S, &Record<'_>, &mut FileSink<'_>) -> Result<(), ReadError> + Sync,
{
    type State = S;

    fn begin(&self) -> S {
        (self.begin)()
    }

    fn place_columns(&self) -> Option<PlaceColumns> {
        self.place_columns
    }

    fn row(&self, state: &mut S, record: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        if is_row(record, self.width, out) { (self.row)(state, record, out) } else { Ok(()) }
    }
}

fn is_row(record: &Record<'_>, width: usize, out: &mut FileSink<'_>) -> bool {
    if record.is_empty() {
        return false;
    }
    let (at, fields) = (record.origin, record.len());
    if at.row == 2 && record.fields().filter(|f| !f.is_empty()).all(|f| f.starts_with('#')) {
        let value = record.fields().find(|f| !f.is_empty()).unwrap_or_default();
        out.problem(at, ProblemKind::HxlRow, "", value, "left out and not counted as a row");
        return false;
    }
    if fields < width {
        let text = || record.fields().collect::<Vec<_>>().join(", ");
        if !record.terminated {
            out.skip(at, ProblemKind::CutFile, &text());
            return false;
        }
        if fields * 2 < width {
            out.skip(at, ProblemKind::ShortRecord, &text());
            return false;
        }
        out.problem(at, ProblemKind::ShortRecord, "", &text(), "missing fields taken as empty");
    } else if let Some(extra) = (width..fields).map(|i| record.field(i)).find(|f| !f.is_empty()) {
        out.problem(at, ProblemKind::ExtraFields, "", extra, "fields beyond the header not read");
    }
    true
}

/// A number cell; what is no number is counted as a problem and taken as not given.
pub fn number(cell: &str, column: &'static str, at: Origin, out: &mut FileSink<'_>) -> Option<u32> {
    match count(cell) {
        Count::Given(n) => Some(n),
        Count::NotGiven => None,
        Count::Bad => {
            out.problem(at, ProblemKind::BadNumber, column, cell, "taken as not given");
            None
        }
    }
}

/// A pair of coordinate cells in degrees, with the mark for the row; blanks in both are no problem.
pub fn position(lat: &str, lon: &str, at: Origin, out: &mut FileSink<'_>) -> (Option<LonLat>, u8) {
    if lat.is_empty() && lon.is_empty() {
        return (None, 0);
    }
    let numbers = (number_of(lat, out), number_of(lon, out));
    if let Some(place) = on_earth(numbers.1, numbers.0) {
        return (Some(place), 0);
    }
    no_position(numbers, lat, lon, at, out)
}

/// What is left of a pair of cells that is no place as it stands: the repaired place where the user wants it so.
#[cold]
fn no_position(
    numbers: (f64, f64),
    lat: &str,
    lon: &str,
    at: Origin,
    out: &mut FileSink<'_>,
) -> (Option<LonLat>, u8) {
    let text = format!("{lat}, {lon}");
    if let Some(place) = out.mends_near().and_then(|near| mended(lat, lon, near)) {
        return (Some(place), REPAIRED);
    }
    if [lat, lon].iter().any(|text| degrees(text) == Degrees::Ruined) {
        let done = "event kept without a place; a spreadsheet has put points into the number";
        out.problem(at, ProblemKind::RuinedPlace, "latitude, longitude", &text, done);
    } else {
        bad_position(numbers, &text, at, out);
    }
    (None, BAD_PLACE)
}

/// Degrees with a decimal point, or with a comma.
fn number_of(cell: &str, out: &mut FileSink<'_>) -> f64 {
    plain(cell).or_else(|| cell.parse().ok()).unwrap_or_else(|| match degrees(cell) {
        Degrees::Given(value) if cell.contains(',') => {
            out.note("Coordinates are written with decimal commas.");
            value
        }
        _ => f64::NAN,
    })
}

/// What nearly all cells of coordinates hold: up to nine digits with a point among them. The quotient of two numbers that are
/// exact is rounded once, and so is what `parse` gives (Clinger, How to read floating point numbers accurately, 1990).
fn plain(cell: &str) -> Option<f64> {
    const TENS: [f64; 9] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8];
    let digits = cell.strip_prefix('-').unwrap_or(cell).as_bytes();
    let (mut number, mut point) = (0_u32, None);
    if digits.len() > TENS.len() + 1 {
        return None;
    }
    for (at, &byte) in digits.iter().enumerate() {
        match byte {
            // Ten digits without a point among them, which may be too many, are no such cell.
            b'0'..=b'9' => number = number.wrapping_mul(10).wrapping_add(u32::from(byte - b'0')),
            b'.' if at > 0 && point.is_none() => point = Some(at),
            _ => return None,
        }
    }
    let value = f64::from(number) / TENS.get(digits.len() - point? - 1)?;
    Some(if digits.len() < cell.len() { -value } else { value })
}

/// A position that is on Earth and not the 0°, 0° that stands for "none" in so many files.
pub fn on_earth(lon: f64, lat: f64) -> Option<LonLat> {
    LonLat::new(lon, lat).filter(|p| p.lon() != 0.0 || p.lat() != 0.0)
}

/// Counts `(latitude, longitude)` that are no place, and says so if they would be with the axes swapped.
#[cold]
pub fn bad_position((lat, lon): (f64, f64), text: &str, at: Origin, out: &mut FileSink<'_>) {
    if on_earth(lat, lon).is_some() && on_earth(lon, lat).is_none() {
        let done = "event kept without a place; it would be one with the two swapped";
        out.problem(at, ProblemKind::SwappedAxes, "latitude, longitude", text, done);
    } else {
        out.problem(at, ProblemKind::BadPlace, "latitude, longitude", text, "event kept without a place");
    }
}

/// How sure a place is of which only names are known: as sure as its smallest unit.
pub fn named_precision(admin1: &str, admin2: &str, country: &str) -> PlacePrecision {
    let units = [
        (admin2, PlacePrecision::District),
        (admin1, PlacePrecision::Province),
        (country, PlacePrecision::Country),
    ];
    units.iter().find(|(name, _)| !name.is_empty()).map_or(PlacePrecision::Unknown, |u| u.1)
}

/// The same where the source names a place besides: with no more than the country around it, it does not say how sure that is.
pub fn named_place_precision(place: &str, admin1: &str, admin2: &str, country: &str) -> PlacePrecision {
    let units = named_precision(admin1, admin2, country);
    let more = !place.is_empty() && place != country;
    if more && units == PlacePrecision::Country { PlacePrecision::Unknown } else { units }
}

/// Reads dates and remembers the last one: rows come in order of time, so most are that of the row before.
#[derive(Default)]
pub struct DayColumn {
    last: RefCell<(String, Option<Date>)>,
}

impl DayColumn {
    /// The day that the text names, if its year is plausible.
    pub fn read(&self, text: &str) -> Option<Date> {
        let mut last = self.last.borrow_mut();
        if last.0 != text {
            last.0.clear();
            last.0.push_str(text);
            last.1 = super::dates::day(text).filter(|d| PLAUSIBLE_YEARS.contains(&d.year()));
        }
        last.1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::plain;

    proptest! {
        #[test]
        fn plain_degrees_are_what_the_standard_library_reads(cell in "-?[0-9]{0,6}\\.?[0-9]{0,6}") {
            if let Some(value) = plain(&cell) {
                prop_assert_eq!(Ok(value.to_bits()), cell.parse().map(f64::to_bits));
            }
        }
    }

    #[test]
    fn most_degrees_are_plain() {
        assert_eq!(["-38.7534", "47.8068", "7."].map(plain), [Some(-38.7534), Some(47.8068), Some(7.0)]);
        assert_eq!(["", "-", ".", "33,9", "1.5e1", "+4.2", "1234567890.1"].map(plain), [None; 7]);
    }
}
