//! Reports of an Ushahidi deployment, as its download of reports writes them.
//!
//! The header is that of the platform's second generation and its export plugins (read from their source in public
//! repositories). Names and addresses of those who reported are in such files too; they are not read.

use super::cells::{add_line, date, leave_out};
use super::csv::{Column, Header, Record, header};
use super::dates::DayOrder;
use super::day_order;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::kinds;
use super::rows::{Rows, position};
use super::sink::FileSink;
use crate::model::{Draft, PlacePrecision};

/// Ushahidi CSV.
pub struct Ushahidi;

impl Format for Ushahidi {
    fn id(&self) -> &'static str {
        "ushahidi-csv"
    }

    fn label(&self) -> &'static str {
        "Ushahidi reports (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn what(&self) -> &'static str {
        "titles, dates and times, places, descriptions, categories, whether a report was approved and verified; no names of reporters"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let own = header.has_all(&["incident_title", "incident_date"]);
        let usual = ["category", "description", "location", "approved", "verified"];
        let found = usual.iter().filter(|name| header.find(&[name]).found()).count();
        match (own, found) {
            (true, 3..) => Fit::Sure,
            (true, _) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let mut columns = Columns::find(&rows.header);
        let (order, note) = day_order::of_column(input.head(), columns.date);
        columns.order = order;
        if let Some(note) = note {
            out.note(note);
        }
        rows.each(input, out, |record, out| columns.row(record, out))
    }
}

/// Where the columns stand that are read.
struct Columns {
    id: Column,
    title: Column,
    date: Column,
    order: DayOrder,
    place: Column,
    description: Column,
    category: Column,
    latitude: Column,
    longitude: Column,
    source: Column,
    approved: Column,
    verified: Column,
    text: String,
}

impl Columns {
    fn find(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            id: header.find(&["#", "id", "incident_id"]),
            title: find("incident_title"),
            date: find("incident_date"),
            order: DayOrder::DayFirst,
            place: find("location"),
            description: find("description"),
            category: find("category"),
            latitude: header.find(&["latitude", "lat"]),
            longitude: header.find(&["longitude", "lon", "long"]),
            source: header.find(&["source", "news_source", "news_source_link"]),
            approved: find("approved"),
            verified: find("verified"),
            text: String::new(),
        }
    }

    fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, title) = (r.origin, r.get(self.title));
        if title.is_empty() && r.get(self.date).is_empty() && r.get(self.description).is_empty() {
            leave_out(r, "", out);
            return Ok(());
        }
        let (when, bad_date) = date(r.get(self.date), self.order, "INCIDENT DATE", at, out);
        let (place, bad_place) = position(r.get(self.latitude), r.get(self.longitude), at, out);
        let name = r.get(self.place);
        // Reporters set the pin by hand or let it be found by a name.
        let near = place.is_some() || !name.is_empty();
        let categories = r.get(self.category).trim_matches([',', ' ']);
        let first = categories.split(',').next().unwrap_or_default().trim();
        self.write_text(r, categories);
        out.push(Draft {
            id: r.get(self.id),
            title,
            summary: &self.text,
            when,
            place: name,
            at: place,
            place_precision: if near { PlacePrecision::Near } else { PlacePrecision::Unknown },
            kind: kinds::in_words(categories, title),
            event_type: first,
            source: r.get(self.source),
            origin: at,
            flags: bad_date | bad_place,
            ..Draft::default()
        })
    }

    fn write_text(&mut self, r: &Record<'_>, categories: &str) {
        let text = &mut self.text;
        text.clear();
        add_line(text, "", r.get(self.description));
        add_line(text, "Categories: ", categories);
        add_line(text, "Approved: ", r.get(self.approved));
        add_line(text, "Verified: ", r.get(self.verified));
    }
}

#[cfg(test)]
#[path = "ushahidi_tests.rs"]
mod tests;
