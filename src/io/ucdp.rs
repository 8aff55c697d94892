//! UCDP's georeferenced events as CSV: full releases, copies with an HXL row, and copies with a handful of columns.

use super::csv::{Column, Header, Record, header};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::kinds;
use super::problem::ProblemKind;
use super::rows::{DayColumn, PLAUSIBLE_YEARS, Rows, named_precision, number, position};
use super::sink::FileSink;
use super::ucdp_codes::{citations, one_day, place_precision, refine};
use crate::model::{BAD_DATE, Draft, Kind, NOT_GIVEN, REPAIRED, SideDeaths, Toll, When};

/// UCDP GED CSV.
pub struct Ucdp;

impl Format for Ucdp {
    fn id(&self) -> &'static str {
        "ucdp-csv"
    }

    fn label(&self) -> &'static str {
        "UCDP GED (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn what(&self) -> &'static str {
        "first and last day and places with UCDP's precision codes, both sides, low, best and high estimates, deaths by side, sources"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let dated = header.find(&["date_start", "year"]).found();
        let sides = header.has_all(&["side_a", "side_b"]);
        let counted = header.find(&["best", "best_est", "deaths_a"]).found();
        match (sides && dated, header.find(&["type_of_violence"]).found(), counted) {
            (true, true, true) => Fit::Sure,
            (true, true, false) | (true, false, true) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let header = rows.header.clone();
        let columns = Columns::find(&header);
        let (_, result) = rows.each_apart(input, out, || Columns::find(&header), Columns::row);
        columns.describe(out);
        result
    }
}

/// Where the columns stand that are read.
pub(super) struct Columns {
    id: Column,
    year: Column,
    violence: Column,
    sides: [Column; 2],
    article: Column,
    office: Column,
    headline: Column,
    original: Column,
    where_prec: Column,
    place: Column,
    description: Column,
    admin1: Column,
    admin2: Column,
    country: Column,
    latitude: Column,
    longitude: Column,
    date_prec: Column,
    start: Column,
    end: Column,
    deaths: [Column; 4],
    low: Column,
    best: Column,
    high: Column,
    days: [DayColumn; 2],
    summary: String,
    sources: String,
}

impl Columns {
    pub(super) fn find(header: &Header) -> Self {
        let find = |names: &[&str]| header.find(names);
        Self {
            id: find(&["id", "event_id", "relid"]),
            year: find(&["year"]),
            violence: find(&["type_of_violence"]),
            sides: [find(&["side_a"]), find(&["side_b"])],
            article: find(&["source_article"]),
            office: find(&["source_office"]),
            headline: find(&["source_headline"]),
            original: find(&["source_original"]),
            where_prec: find(&["where_prec"]),
            place: find(&["where_coordinates"]),
            description: find(&["where_description"]),
            admin1: find(&["adm_1"]),
            admin2: find(&["adm_2"]),
            country: find(&["country"]),
            latitude: find(&["latitude"]),
            longitude: find(&["longitude"]),
            date_prec: find(&["date_prec"]),
            start: find(&["date_start"]),
            end: find(&["date_end"]),
            deaths: ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"].map(|name| find(&[name])),
            low: find(&["low", "low_est"]),
            best: find(&["best", "best_est"]),
            high: find(&["high", "high_est"]),
            days: Default::default(),
            summary: String::new(),
            sources: String::new(),
        }
    }

    /// What is to say of the file when all of its rows are read.
    pub(super) fn describe(&self, out: &mut FileSink<'_>) {
        out.describe(|file| "UCDP".clone_into(&mut file.provider));
        if !self.where_prec.found() {
            out.note("There is no column where_prec: places are taken as near the coordinates.");
        }
    }

    pub(super) fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, id) = (r.origin, r.get(self.id));
        if id.is_empty() && r.get(self.start).is_empty() && r.get(self.violence).is_empty() {
            let sums = !r.get(self.best).is_empty() || !r.get(self.low).is_empty();
            let kind = if sums { ProblemKind::TotalsRow } else { ProblemKind::NotAnEvent };
            out.skip(at, kind, &r.fields().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(", "));
            return Ok(());
        }
        let (when, bad_date) = self.when(r, out);
        let (place, bad_place) = position(r.get(self.latitude), r.get(self.longitude), at, out);
        let (admin1, admin2, country) = (r.get(self.admin1), r.get(self.admin2), r.get(self.country));
        let place_precision = match place {
            Some(_) => place_precision(r.get(self.where_prec), at, out),
            None => named_precision(admin1, admin2, country),
        };
        let (event_type, kind) = self.violence(r, out);
        let (toll, sides) = (self.toll(r, out), self.side_deaths(r, out));
        self.write_texts(r);
        out.push(Draft {
            id,
            summary: &self.summary,
            when,
            place: r.get(self.place),
            admin1,
            admin2,
            country,
            at: place,
            place_precision,
            kind,
            event_type,
            actors: self.sides.map(|column| r.get(column)),
            toll,
            sides,
            source: &self.sources,
            origin: at,
            flags: bad_date | bad_place,
            ..Draft::default()
        })
    }

    fn when(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let (start_text, end_text) = (r.get(self.start), r.get(self.end));
        let prec = r.get(self.date_prec);
        let days = [&self.days[0], &self.days[1]];
        let [start, end] = [days[0].read(start_text), days[1].read(end_text)];
        match (start, end) {
            (Some(start), Some(end)) if start > end => {
                let value = format!("{start_text} to {end_text}");
                out.problem(
                    r.origin,
                    ProblemKind::ReversedDates,
                    "date_start",
                    &value,
                    "the two were turned round",
                );
                (Some(refine(When::days(end, start), prec)), REPAIRED)
            }
            (Some(start), Some(end)) => (Some(refine(When::days(start, end), prec)), 0),
            (Some(day), None) | (None, Some(day)) => {
                let (column, text) =
                    if start.is_none() { ("date_start", start_text) } else { ("date_end", end_text) };
                if text.is_empty() {
                    return (Some(one_day(day, prec)), 0);
                }
                out.problem(
                    r.origin,
                    ProblemKind::BadDate,
                    column,
                    text,
                    "the other of the two days is used",
                );
                (Some(one_day(day, prec)), BAD_DATE)
            }
            (None, None) => self.year_only(r, start_text, out),
        }
    }

    #[cold]
    fn year_only(&self, r: &Record<'_>, text: &str, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let year = r.get(self.year).parse().ok().filter(|year| PLAUSIBLE_YEARS.contains(year));
        let when = year.and_then(When::year);
        let done = if when.is_some() { "kept as the year" } else { "event kept without a date" };
        if !text.is_empty() {
            out.problem(r.origin, ProblemKind::BadDate, "date_start", text, done);
            return (when, BAD_DATE);
        }
        if when.is_some() {
            out.problem(r.origin, ProblemKind::PartialDate, "date_start", text, done);
        }
        (when, 0)
    }

    fn violence<'a>(&self, r: &Record<'a>, out: &mut FileSink<'_>) -> (&'a str, Kind) {
        let code = r.get(self.violence);
        if let Some(known) = kinds::ucdp(code) {
            return known;
        }
        if !code.is_empty() {
            out.problem(r.origin, ProblemKind::UnknownWord, "type_of_violence", code, "kept as it stands");
        }
        (code, Kind::Other)
    }

    fn toll(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> Option<Toll> {
        let best = number(r.get(self.best), "best", r.origin, out)?;
        let low = number(r.get(self.low), "low", r.origin, out).unwrap_or(best);
        let high = number(r.get(self.high), "high", r.origin, out).unwrap_or(best);
        Some(Toll { low, best, high })
    }

    fn side_deaths(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> Option<SideDeaths> {
        let mut count = |column, name| number(r.get(column), name, r.origin, out).unwrap_or(NOT_GIVEN);
        let [a, b, civilians, unknown] = self.deaths;
        let sides = SideDeaths {
            side_a: count(a, "deaths_a"),
            side_b: count(b, "deaths_b"),
            civilians: count(civilians, "deaths_civilians"),
            unknown: count(unknown, "deaths_unknown"),
        };
        let given = [sides.side_a, sides.side_b, sides.civilians, sides.unknown];
        given.iter().any(|&n| n != NOT_GIVEN).then_some(sides)
    }

    /// Headline, description of the place and who said it, one a line; and the articles.
    fn write_texts(&mut self, r: &Record<'_>) {
        self.summary.clear();
        let parts = [("", self.headline), ("Where: ", self.description), ("According to: ", self.original)];
        for (label, column) in parts {
            let text = r.get(column);
            if !text.is_empty() {
                if !self.summary.is_empty() {
                    self.summary.push('\n');
                }
                self.summary.push_str(label);
                self.summary.push_str(text);
            }
        }
        let article = r.get(self.article);
        citations(if article.is_empty() { r.get(self.office) } else { article }, &mut self.sources);
    }
}

#[cfg(test)]
#[path = "ucdp_tests.rs"]
mod tests;
