//! Incidents of an Atlos project as its CSV export writes them.
//!
//! The columns were read off the exporter in Atlos's public repository: fixed ones, then `source_1` and on, then the
//! project's own. Texts that a spreadsheet would take for a formula stand behind an apostrophe, negative numbers too.

use super::cells::{add_line, date, leave_out};
use super::csv::{Column, Header, Record, header};
use super::dates::DayOrder;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::kinds;
use super::problem::ProblemKind;
use super::rows::{Rows, position};
use super::sink::FileSink;
use crate::model::{Draft, PlacePrecision};

/// Atlos CSV.
pub struct Atlos;

impl Format for Atlos {
    fn id(&self) -> &'static str {
        "atlos-csv"
    }

    fn label(&self) -> &'static str {
        "Atlos (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn what(&self) -> &'static str {
        "incidents with dates and times, places, types, tags, status and links to their sources"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let own = ["sensitive", "status", "source_1", "inserted_at", "more_info", "project"];
        let found = own.iter().filter(|name| header.find(&[name]).found()).count();
        match (header.has_all(&["slug", "description", "latitude"]), found) {
            (true, 2..) => Fit::Sure,
            (true, 1) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let mut columns = Columns::find(&rows.header);
        out.describe(|file| "Atlos".clone_into(&mut file.provider));
        rows.each(input, out, |record, out| columns.row(record, out))
    }
}

/// Where the columns stand that are read.
struct Columns {
    id: Column,
    description: Column,
    more: Column,
    date: Column,
    time: Column,
    latitude: Column,
    longitude: Column,
    resolution: Column,
    event_type: Column,
    tags: Column,
    status: Column,
    sensitive: Column,
    sources: Vec<Column>,
    text: String,
    links: String,
}

impl Columns {
    fn find(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        let sources = (1..).map(|n| find(&format!("source_{n}"))).take_while(|column| column.found());
        Self {
            id: find("slug"),
            description: find("description"),
            more: find("more_info"),
            date: find("date"),
            time: header.find(&["time", "time_of_day"]),
            latitude: find("latitude"),
            longitude: find("longitude"),
            resolution: find("geolocation_resolution"),
            event_type: header.find(&["type", "incident_type"]),
            tags: find("tags"),
            status: find("status"),
            sensitive: find("sensitive"),
            sources: sources.collect(),
            text: String::new(),
            links: String::new(),
        }
    }

    fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, id) = (r.origin, r.get(self.id));
        if id.is_empty() && r.get(self.description).is_empty() {
            leave_out(r, "", out);
            return Ok(());
        }
        let day_and_time = [self.date, self.time].map(|column| unescaped(r.get(column))).join(" ");
        let (when, bad_date) = date(day_and_time.trim(), DayOrder::DayFirst, "date", at, out);
        let degrees = [self.latitude, self.longitude].map(|column| unescaped(r.get(column)));
        let (place, bad_place) = position(degrees[0], degrees[1], at, out);
        let place_precision = place.map_or(PlacePrecision::Unknown, |_| self.place_precision(r, out));
        let types = unescaped(r.get(self.event_type));
        self.write_texts(r);
        out.push(Draft {
            id,
            title: unescaped(r.get(self.description)),
            summary: &self.text,
            when,
            at: place,
            place_precision,
            kind: kinds::in_words(types, unescaped(r.get(self.tags))),
            event_type: types.split(", ").next().unwrap_or_default(),
            source: &self.links,
            origin: at,
            flags: bad_date | bad_place,
            ..Draft::default()
        })
    }

    /// Atlos's words for how good a geolocation is; the words are from memory.
    fn place_precision(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> PlacePrecision {
        match r.get(self.resolution).to_ascii_lowercase().as_str() {
            "" | "exact" => PlacePrecision::Exact,
            "vicinity" => PlacePrecision::Near,
            "locality" => PlacePrecision::District,
            word => {
                let done = "taken as near the coordinates";
                out.problem(r.origin, ProblemKind::UnknownWord, "geolocation_resolution", word, done);
                PlacePrecision::Near
            }
        }
    }

    fn write_texts(&mut self, r: &Record<'_>) {
        let text = &mut self.text;
        text.clear();
        add_line(text, "", unescaped(r.get(self.more)));
        add_line(text, "Types: ", unescaped(r.get(self.event_type)));
        add_line(text, "Tags: ", unescaped(r.get(self.tags)));
        add_line(text, "Status: ", unescaped(r.get(self.status)));
        add_line(text, "Sensitive: ", unescaped(r.get(self.sensitive)));
        let links =
            self.sources.iter().map(|&column| unescaped(r.get(column))).filter(|link| !link.is_empty());
        self.links = links.collect::<Vec<_>>().join("; ");
    }
}

/// The text without the apostrophe before what a spreadsheet would take for a formula.
fn unescaped(cell: &str) -> &str {
    let rest = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    rest.unwrap_or(cell).trim()
}

#[cfg(test)]
mod tests {
    use crate::io::{ProblemKind, load_bytes};
    use crate::model::{Kind, PlacePrecision};

    #[test]
    fn an_export_with_escaped_numbers_lists_and_links() {
        let text = "slug,project,inserted_at,updated_at,latitude,longitude,status,description,date,time,type,tags,sensitive,more_info,geolocation_resolution,source_1,source_2,Our own\n\
            ATL-7,P,2024-01-01,2024-01-02,'-3.38,29.36,Completed,A market was shelled,2024-01-05,14:30:00,\"Shelling, Civilian Harm\",\"night, road\",Not Sensitive,'=see file,Vicinity,https://example.org/a,https://example.com/b,x\n\
            ATL-8,P,2024-01-01,2024-01-02,,,To Do,Nothing known yet,,,,,,,,,,\n\
            ATL-9,P,2024-01-01,2024-01-02,95,29,To Do,Bad cells,2024-13-05,,,,,,,,,\n\
            ,,,,,,,,,,,,,,,,,left over\n";
        let loaded = load_bytes("atlos-export-2024-01-03.csv", text.as_bytes());
        let report = &loaded.reports[0];
        assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("atlos-csv", 4, 3));
        let count = |kind| report.problems.count(kind);
        assert_eq!((count(ProblemKind::BadDate), count(ProblemKind::SwappedAxes)), (1, 1));
        let event = loaded.dataset.events().next().unwrap();
        assert_eq!(event.when().unwrap().in_words(), "Friday 5 January 2024, 14:30:00");
        assert_eq!((event.at().unwrap().lat(), event.place_precision()), (-3.38, PlacePrecision::Near));
        assert_eq!((event.kind(), event.event_type()), (Kind::Strike, "Shelling"));
        assert_eq!(event.title(), "A market was shelled");
        assert!(
            event.summary().starts_with("=see file\nTypes: Shelling, Civilian Harm\nTags: night, road\n")
        );
        let sources = event.detail().sources;
        assert_eq!((sources.len(), sources[1].url.as_str()), (2, "https://example.com/b"));
    }
}
