//! Tables of map makers such as `MapHub`: the longitude as `X` before the latitude as `Y`, a title, a description.
//!
//! No maker documents such a header; the names are from the design notes and from memory. Such a table is therefore
//! only ever recognised as one that could be read so.

use super::cells::{add_line, between, date, leave_out};
use super::csv::{Column, Header, Record, header};
use super::dates::DayOrder;
use super::day_order;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::html::plain;
use super::input::Input;
use super::kinds;
use super::rows::{Rows, position};
use super::sink::FileSink;
use crate::model::{Draft, PlacePrecision, When};

/// `MapHub` CSV.
pub struct MapHub;

impl Format for MapHub {
    fn id(&self) -> &'static str {
        "maphub-csv"
    }

    fn label(&self) -> &'static str {
        "MapHub and other map makers (CSV with X and Y)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn what(&self) -> &'static str {
        "points with X before Y, titles, descriptions, groups, dates where there are some"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let named = header.find(&["title", "name"]).found() && header.find(&["description", "group"]).found();
        if header.has_all(&["x", "y"]) && named { Fit::Maybe } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let mut columns = Columns::find(&rows.header);
        let (order, note) = day_order::of_column(input.head(), columns.dates[0]);
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
    dates: [Column; 2],
    order: DayOrder,
    x: Column,
    y: Column,
    place: Column,
    description: Column,
    group: Column,
    source: Column,
    text: String,
}

impl Columns {
    fn find(header: &Header) -> Self {
        Self {
            id: header.find(&["id", "fid"]),
            title: header.find(&["title", "name"]),
            dates: [
                header.find(&["date", "incident_date", "event_date", "start", "start_date", "begin", "time"]),
                header.find(&["end", "end_date"]),
            ],
            order: DayOrder::DayFirst,
            x: header.find(&["x"]),
            y: header.find(&["y"]),
            place: header.find(&["place", "location", "address"]),
            description: header.find(&["description", "desc"]),
            group: header.find(&["group", "category", "type", "layer"]),
            source: header.find(&["source", "url", "link"]),
            text: String::new(),
        }
    }

    fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, title) = (r.origin, plain(r.get(self.title)));
        if title.is_empty() && r.get(self.x).is_empty() && r.get(self.dates[0]).is_empty() {
            leave_out(r, "", out);
            return Ok(());
        }
        let (when, bad_date) = self.when(r, out);
        let (place, bad_place) = position(r.get(self.y), r.get(self.x), at, out);
        let (name, group) = (r.get(self.place), r.get(self.group));
        let place_precision = match place {
            Some(_) => PlacePrecision::Exact,
            None if !name.is_empty() => PlacePrecision::Near,
            None => PlacePrecision::Unknown,
        };
        self.text.clear();
        add_line(&mut self.text, "", &plain(r.get(self.description)));
        out.push(Draft {
            id: r.get(self.id),
            title: &title,
            summary: &self.text,
            when,
            place: name,
            at: place,
            place_precision,
            kind: kinds::in_words(group, &title),
            event_type: group,
            source: r.get(self.source),
            origin: at,
            flags: bad_date | bad_place,
            ..Draft::default()
        })
    }

    fn when(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let [start, end] = self.dates.map(|column| r.get(column));
        let (start, bad_start) = date(start, self.order, "date", r.origin, out);
        let (end, bad_end) = date(end, self.order, "end", r.origin, out);
        let (when, turned) = between(start, end, r.origin, out);
        (when, bad_start | bad_end | turned)
    }
}

#[cfg(test)]
mod tests {
    use crate::io::load_bytes;
    use crate::model::PlacePrecision;

    #[test]
    fn x_stands_before_y_and_descriptions_lose_their_tags() {
        let text = "X,Y,title,description,group,date\n\
            70.1,33.9,Clash near Kurram,\"<p>Two&nbsp;posts</p><p>burnt</p>\",Clashes,12/25/2024\n\
            , ,Without a place,,Clashes,\u{a0}\n";
        let loaded = load_bytes("map.csv", text.as_bytes());
        let report = &loaded.reports[0];
        assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("maphub-csv", 2, 0));
        assert_eq!(
            report.why,
            "some of its columns are those of MapHub and other map makers (CSV with X and Y)"
        );
        let event = loaded.dataset.events().next().unwrap();
        let at = event.at().unwrap();
        assert_eq!((at.lon(), at.lat()), (70.1, 33.9));
        assert_eq!(
            (event.summary().as_ref(), event.place_precision()),
            ("Two posts\nburnt", PlacePrecision::Exact)
        );
        assert_eq!(event.when().unwrap().in_words(), "Wednesday 25 December 2024");
        assert_eq!(loaded.dataset.events().nth(1).unwrap().when(), None);
    }
}
