//! The Social Conflict Analysis Database as a table.
//!
//! The column names are those of published copies of SCAD 3; what their codes mean is from memory of the codebook
//! (Salehyan et al. 2012, "Social Conflict in Africa: A New Database"). `location_precision` is not used, for its codes
//! could not be looked up.

use super::cells::{add_line, between, date, known, leave_out, year_month_day};
use super::csv::{Column, Header, Record, header};
use super::dates::DayOrder;
use super::day_order;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::problem::ProblemKind;
use super::rows::{PLAUSIBLE_YEARS, Rows, named_precision, number, position};
use super::sink::FileSink;
use crate::model::{Draft, Kind, PlacePrecision, Toll, When};

/// SCAD CSV.
pub struct Scad;

impl Format for Scad {
    fn id(&self) -> &'static str {
        "scad-csv"
    }

    fn label(&self) -> &'static str {
        "SCAD (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn what(&self) -> &'static str {
        "first and last day, places, kinds of unrest in words, actors, targets, participants, deaths"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let own = ["issuenote", "npart", "elocal", "ilocal", "repress", "ndeath", "cgovtarget", "locnum"];
        let found = own.iter().filter(|name| header.find(&[name]).found()).count();
        let dated = header.find(&["startdate", "styr"]).found();
        match (dated && header.has_all(&["etype"]), found) {
            (true, 2..) => Fit::Sure,
            (true, 1) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let mut columns = Columns::find(&rows.header);
        out.describe(|file| "SCAD".clone_into(&mut file.provider));
        if !columns.starts[0].found() {
            let (order, note) = day_order::of_column(input.head(), columns.dates[0]);
            columns.order = order;
            if let Some(note) = note {
                out.note(note);
            }
        }
        let result = rows.each(input, out, |record, out| columns.row(record, out));
        if out.count(ProblemKind::RepeatedId) > 0 {
            out.note(
                "SCAD has a row for each place of an event: sums of deaths count such events more than once.",
            );
        }
        result
    }
}

/// Where the columns stand that are read.
struct Columns {
    id: Column,
    dates: [Column; 2],
    starts: [Column; 3],
    ends: [Column; 3],
    order: DayOrder,
    country: Column,
    place: Column,
    place_code: Column,
    latitude: Column,
    longitude: Column,
    event_type: Column,
    escalation: Column,
    actors: [Column; 3],
    targets: [Column; 2],
    participants: Column,
    deaths: Column,
    repression: Column,
    issue: Column,
    notes: Column,
    text: String,
}

impl Columns {
    fn find(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            id: header.find(&["eventid", "id"]),
            dates: ["startdate", "enddate"].map(find),
            starts: ["styr", "stmo", "stday"].map(find),
            ends: ["eyr", "emo", "eday"].map(find),
            order: DayOrder::DayFirst,
            country: header.find(&["countryname", "country"]),
            place: find("elocal"),
            place_code: find("locnum"),
            latitude: find("latitude"),
            longitude: find("longitude"),
            event_type: find("etype"),
            escalation: find("escalation"),
            actors: ["actor1", "actor2", "actor3"].map(find),
            targets: ["target1", "target2"].map(find),
            participants: find("npart"),
            deaths: find("ndeath"),
            repression: find("repress"),
            issue: find("issuenote"),
            notes: find("notes"),
            text: String::new(),
        }
    }

    fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, id) = (r.origin, r.get(self.id));
        let has_date = [self.dates[0], self.starts[0]].iter().any(|&column| !r.get(column).is_empty());
        if !has_date && (id.is_empty() || r.get(self.event_type).is_empty()) {
            leave_out(r, r.get(self.deaths), out);
            return Ok(());
        }
        let (when, bad_date) = self.when(r, out);
        let (place, bad_place) = position(r.get(self.latitude), r.get(self.longitude), at, out);
        let (name, country) = (known(r.get(self.place)), r.get(self.country));
        let place_precision = match (r.get(self.place_code), place) {
            ("6", Some(_)) => PlacePrecision::Province,
            ("7", _) => PlacePrecision::Country,
            (_, Some(_)) => PlacePrecision::Near,
            (_, None) if !name.is_empty() => PlacePrecision::Near,
            (_, None) => named_precision("", "", country),
        };
        let code = r.get(self.event_type);
        let (event_type, kind) = of_type(code).unwrap_or_else(|| {
            if !known(code).is_empty() {
                out.problem(at, ProblemKind::UnknownWord, "etype", code, "kept as it stands");
            }
            (code, Kind::Other)
        });
        let toll = number(r.get(self.deaths), "ndeath", at, out).map(Toll::single);
        self.write_text(r);
        let [first, second, third] = self.actors.map(|column| known(r.get(column)));
        out.push(Draft {
            id,
            summary: &self.text,
            when,
            place: name,
            country,
            at: place,
            place_precision,
            kind,
            event_type,
            actors: [first, second],
            associates: [third, ""],
            toll,
            origin: at,
            flags: bad_date | bad_place,
            ..Draft::default()
        })
    }

    /// From the columns of numbers where the table has them, for `startdate` has years of two digits.
    fn when(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let at = r.origin;
        let mut one = |parts: [Column; 3], text: Column, column| {
            let cells = parts.map(|column| r.get(column));
            if cells[0].is_empty() {
                date(r.get(text), self.order, column, at, out)
            } else {
                year_month_day(cells, &PLAUSIBLE_YEARS, at, out)
            }
        };
        let (start, bad_start) = one(self.starts, self.dates[0], "startdate");
        let (end, bad_end) = one(self.ends, self.dates[1], "enddate");
        let (when, turned) = between(start, end, at, out);
        (when, bad_start | bad_end | turned)
    }

    fn write_text(&mut self, r: &Record<'_>) {
        let text = &mut self.text;
        text.clear();
        add_line(text, "", r.get(self.issue));
        add_line(text, "", r.get(self.notes));
        let targets = self.targets.map(|column| known(r.get(column)));
        let targets: Vec<&str> = targets.into_iter().filter(|name| !name.is_empty()).collect();
        add_line(text, "Target: ", &targets.join("; "));
        add_line(text, "Participants: ", of_size(r.get(self.participants)));
        if let Some((words, _)) = of_type(r.get(self.escalation)) {
            add_line(text, "Escalated to: ", words);
        }
        match r.get(self.repression) {
            "1" => add_line(text, "", "Repressed without deadly force"),
            "2" => add_line(text, "", "Repressed with deadly force"),
            _ => {}
        }
    }
}

/// The words of `etype`, and our kind.
fn of_type(code: &str) -> Option<(&'static str, Kind)> {
    Some(match code {
        "1" => ("Organised demonstration", Kind::Protest),
        "2" => ("Spontaneous demonstration", Kind::Protest),
        "3" => ("Organised violent riot", Kind::Protest),
        "4" => ("Spontaneous violent riot", Kind::Protest),
        "5" => ("General strike", Kind::Protest),
        "6" => ("Limited strike", Kind::Protest),
        "7" => ("Pro-government violence", Kind::Civilians),
        "8" => ("Anti-government violence", Kind::Battle),
        "9" => ("Extra-government violence", Kind::Battle),
        "10" => ("Intra-government violence", Kind::Battle),
        _ => return None,
    })
}

/// The words of `npart`.
fn of_size(code: &str) -> &'static str {
    match code {
        "1" => "fewer than 10",
        "2" => "10 to 100",
        "3" => "101 to 1,000",
        "4" => "1,001 to 10,000",
        "5" => "10,001 to 100,000",
        "6" => "100,001 to 1,000,000",
        "7" => "over 1,000,000",
        _ => "",
    }
}

#[cfg(test)]
#[path = "scad_tests.rs"]
mod tests;
