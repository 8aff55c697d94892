//! ACLED exports as CSV, in every writing since 2016.

use super::csv::{Column, Header, Record, header};
use super::csv_record::{PlaceColumns, SideBySide};
use super::dates::{DayOrder, parse, week_around};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::kinds;
use super::problem::ProblemKind;
use super::rows::{DayColumn, PLAUSIBLE_YEARS, Rows, named_place_precision, number, position};
use super::sink::FileSink;
use crate::model::{BAD_DATE, Draft, LonLat, PlaceCells, PlacePrecision, Toll, TypeCells, When};

/// ACLED CSV.
pub struct Acled;

impl Format for Acled {
    fn id(&self) -> &'static str {
        "acled-csv"
    }

    fn label(&self) -> &'static str {
        "ACLED (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "txt"]
    }

    fn what(&self) -> &'static str {
        "dates and places with ACLED's precision codes, actors and their associates, types, notes, fatalities, sources"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let own = ["event_id_cnty", "data_id", "interaction", "inter1", "assoc_actor_1", "ally_actor_1"];
        if !header.has_all(&["event_date", "event_type"]) {
            Fit::No
        } else if header.find(&own).found() && header.find(&["actor1"]).found() {
            Fit::Sure
        } else if header.find(&["actor1", "sub_event_type", "disorder_type"]).found() {
            Fit::Maybe
        } else {
            Fit::No
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut rows = Rows::open(input, out)?;
        let header = rows.header.clone();
        let columns = Columns::find(&header);
        rows.place_columns = columns.place_columns();
        let (_, result) =
            rows.each_apart(input, out, || Columns::find(&header), |columns, r, out| columns.row(r, out));
        columns.describe(out);
        result
    }
}

/// What a row tells of its place.
struct Placed<'r> {
    /// The place's own, first-order unit, second-order unit, country.
    names: [&'r str; 4],
    at: Option<LonLat>,
    flags: u8,
    precision: PlacePrecision,
    cells: PlaceCells,
}

/// Where the columns stand that are read.
pub(super) struct Columns {
    id: Column,
    date: Column,
    year: Column,
    time_precision: Column,
    event_type: Column,
    sub_type: Column,
    actors: [Column; 2],
    associates: [Column; 2],
    country: Column,
    admin1: Column,
    admin2: Column,
    location: Column,
    latitude: Column,
    longitude: Column,
    geo_precision: Column,
    source: Column,
    notes: Column,
    fatalities: Column,
    days: DayColumn,
    /// Those of the type side by side.
    type_cells: Option<SideBySide>,
}

impl Columns {
    pub(super) fn find(header: &Header) -> Self {
        let find = |names: &[&str]| header.find(names);
        let columns = Self {
            id: find(&["event_id_cnty", "data_id", "event_id_no_cnty", "event_id", "id"]),
            date: find(&["event_date"]),
            year: find(&["year"]),
            time_precision: find(&["time_precision", "time_preci"]),
            event_type: find(&["event_type"]),
            sub_type: find(&["sub_event_type"]),
            actors: [find(&["actor1", "actor_1"]), find(&["actor2", "actor_2"])],
            associates: [
                find(&["assoc_actor_1", "ally_actor_1", "associated_actor_1"]),
                find(&["assoc_actor_2", "ally_actor_2", "associated_actor_2"]),
            ],
            country: find(&["country"]),
            admin1: find(&["admin1"]),
            admin2: find(&["admin2"]),
            location: find(&["location"]),
            latitude: find(&["latitude", "lat"]),
            longitude: find(&["longitude", "lon", "long"]),
            geo_precision: find(&["geo_precision", "geo_precis"]),
            source: find(&["source"]),
            notes: find(&["notes"]),
            fatalities: find(&["fatalities"]),
            days: DayColumn::default(),
            type_cells: None,
        };
        let type_cells = SideBySide::new(&[columns.event_type, columns.sub_type]);
        Self { type_cells, ..columns }
    }

    fn place_columns(&self) -> Option<PlaceColumns> {
        let names = [self.country, self.admin1, self.admin2, self.location];
        PlaceColumns::new(&names, &[self.latitude, self.longitude, self.geo_precision])
    }

    /// What is to say of the file when all of its rows are read.
    pub(super) fn describe(&self, out: &mut FileSink<'_>) {
        out.describe(|file| "ACLED".clone_into(&mut file.provider));
        if !self.geo_precision.found() {
            out.note("There is no column geo_precision: places are taken as near the coordinates.");
        }
        let (repeated, loaded) = (out.count(ProblemKind::RepeatedId), out.rows_loaded());
        if repeated * 5 > loaded {
            out.note("Many ids stand in more than one row, as in files with one row per actor: sums of fatalities count such events more than once.");
        }
    }

    pub(super) fn row(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let at = r.origin;
        let (id, date) = (r.get(self.id), r.get(self.date));
        if date.is_empty() && (id.is_empty() || r.get(self.event_type).is_empty()) {
            let sums = !r.get(self.fatalities).is_empty();
            let kind = if sums { ProblemKind::TotalsRow } else { ProblemKind::NotAnEvent };
            out.skip(at, kind, &r.fields().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(", "));
            return Ok(());
        }
        let (when, bad_date) = self.when(r, date, out);
        let type_cells = self.type_cells.and_then(|cells| r.between(cells));
        let type_cells = type_cells.map(|text| out.met_type(text)).unwrap_or_default();
        let (event_type, sub_type) = match type_cells {
            TypeCells::Met(_) => ("", ""),
            TypeCells::New(_) | TypeCells::Apart => (r.get(self.event_type), r.get(self.sub_type)),
        };
        let placed = self.place(r, out);
        let [place, admin1, admin2, country] = placed.names;
        let toll = number(r.get(self.fatalities), "fatalities", at, out).map(Toll::single);
        let (summary, summary_at) = out.long_text(r, self.notes);
        out.push(Draft {
            id,
            summary,
            summary_at,
            when,
            place,
            admin1,
            admin2,
            country,
            at: placed.at,
            place_precision: placed.precision,
            place_cells: placed.cells,
            kind: kinds::acled(event_type, sub_type),
            event_type,
            sub_type,
            type_cells,
            actors: self.actors.map(|column| r.get(column)),
            associates: self.associates.map(|column| r.get(column)),
            toll,
            source: r.get(self.source),
            origin: at,
            flags: bad_date | placed.flags,
            ..Draft::default()
        })
    }

    fn place<'r>(&self, r: &Record<'r>, out: &mut FileSink<'_>) -> Placed<'r> {
        let (at, flags) = match r.place {
            PlaceCells::Met(_) => (None, 0),
            _ => position(r.get(self.latitude), r.get(self.longitude), r.origin, out),
        };
        let cells = match r.place {
            PlaceCells::Met(_) => r.place,
            // What is wrong with a row is told of each that has it.
            _ if at.is_none() || flags != 0 => PlaceCells::Apart,
            cells => cells,
        };
        let names = match cells {
            PlaceCells::Met(_) | PlaceCells::Named(..) => [""; 4],
            PlaceCells::New(..) | PlaceCells::Apart => {
                [self.location, self.admin1, self.admin2, self.country].map(|column| r.get(column))
            }
        };
        let precision = match (cells, at) {
            (PlaceCells::Apart, None) => {
                let [place, admin1, admin2, country] = names;
                named_place_precision(place, admin1, admin2, country)
            }
            _ => self.place_precision(r, out),
        };
        Placed { names, at, flags, precision, cells }
    }

    /// `time_precision`: 1 the day, 2 within a week, 3 within the month.
    fn when(&self, r: &Record<'_>, text: &str, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let Some(date) = self.days.read(text) else { return self.rough_date(r, text, out) };
        let when = match r.get(self.time_precision) {
            "" | "1" => When::day(date),
            "2" => week_around(date),
            "3" => When::month(date),
            code => {
                let done = "taken as the day that is given";
                out.problem(r.origin, ProblemKind::UnknownWord, "time_precision", code, done);
                When::day(date)
            }
        };
        (Some(when), 0)
    }

    #[cold]
    fn rough_date(&self, r: &Record<'_>, text: &str, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let year = r.get(self.year);
        let plausible = |w: &When| PLAUSIBLE_YEARS.contains(&w.span.start().date().year());
        let partial = parse(text, DayOrder::DayFirst).filter(|w| !w.precision.is_exact_day());
        let partial = partial.or_else(|| {
            let year = year.parse().ok().filter(|_| text.is_empty())?;
            When::year(year)
        });
        if let Some(when) = partial.filter(plausible) {
            out.problem(r.origin, ProblemKind::PartialDate, "event_date", text, "kept as the month or year");
            return (Some(when), 0);
        }
        if text.is_empty() {
            return (None, 0);
        }
        out.problem(r.origin, ProblemKind::BadDate, "event_date", text, "event kept without a date");
        (None, BAD_DATE)
    }

    /// `geo_precision`: 1 the town, 2 near it or part of a region, 3 a larger region.
    fn place_precision(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> PlacePrecision {
        match r.get(self.geo_precision) {
            "1" => PlacePrecision::Exact,
            "" | "2" => PlacePrecision::Near,
            "3" => PlacePrecision::Province,
            code => {
                let done = "taken as near the coordinates";
                out.problem(r.origin, ProblemKind::UnknownWord, "geo_precision", code, done);
                PlacePrecision::Near
            }
        }
    }
}

#[cfg(test)]
#[path = "acled_tests.rs"]
mod tests;
