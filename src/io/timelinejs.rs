//! The sheet of a `TimelineJS` timeline as CSV, in its present form and the one before 2015.
//!
//! The columns are those of the maker's template; the older ones (`Start Date`, `Tag`) are from memory.

use super::cells::{date, leave_out};
use super::csv::{Column, Header, Record, header};
use super::dates::DayOrder;
use super::day_order;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::problem::ProblemKind;
use super::rows::Rows;
use super::sink::FileSink;
use super::timelinejs_slide::{Part, Slide, push, when};
use crate::model::When;

/// `TimelineJS` CSV.
pub struct TimelineJs;

impl Format for TimelineJs {
    fn id(&self) -> &'static str {
        "timelinejs-csv"
    }

    fn label(&self) -> &'static str {
        "TimelineJS sheet (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv"]
    }

    fn what(&self) -> &'static str {
        "slides and eras with years, months, days and times, also before Christ; texts without HTML, groups, links to media"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let dated = header.find(&["year", "start_date"]).found();
        let own = ["media_credit", "media_caption", "display_date", "end_year", "media_thumbnail", "media"];
        let found = own.iter().filter(|name| header.find(&[name]).found()).count();
        match (dated && header.has_all(&["headline"]), found) {
            (true, 2..) => Fit::Sure,
            (true, 1) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let mut columns = Columns::find(&rows.header);
        if columns.whole[0].found() {
            let (order, note) = day_order::of_column(input.head(), columns.whole[0]);
            columns.order = order;
            if let Some(note) = note {
                out.note(note);
            }
        }
        rows.each(input, out, |record, out| columns.row(record, out))
    }
}

/// Where the columns stand that are read.
struct Columns {
    starts: [Column; 3],
    start_time: Column,
    ends: [Column; 3],
    end_time: Column,
    /// `Start Date` and `End Date` of older sheets.
    whole: [Column; 2],
    order: DayOrder,
    kind: Column,
    headline: Column,
    text: Column,
    display_date: Column,
    group: Column,
    media: Column,
    credit: Column,
    caption: Column,
}

impl Columns {
    fn find(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            starts: ["year", "month", "day"].map(find),
            start_time: find("time"),
            ends: ["end_year", "end_month", "end_day"].map(find),
            end_time: find("end_time"),
            whole: ["start_date", "end_date"].map(find),
            order: DayOrder::DayFirst,
            kind: find("type"),
            headline: find("headline"),
            text: find("text"),
            display_date: find("display_date"),
            group: header.find(&["group", "tag"]),
            media: find("media"),
            credit: find("media_credit"),
            caption: find("media_caption"),
        }
    }

    fn row(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, headline) = (r.origin, r.get(self.headline));
        let kind = r.get(self.kind).to_ascii_lowercase();
        if kind == "title" {
            out.note(format!("The timeline is called “{}”.", super::html::plain(headline)));
            out.skip(at, ProblemKind::NotAnEvent, &format!("title of the timeline: {headline}"));
            return Ok(());
        }
        let has_date = [self.starts[0], self.whole[0]].iter().any(|&column| !r.get(column).is_empty());
        if headline.is_empty() && !has_date && r.get(self.text).is_empty() {
            leave_out(r, "", out);
            return Ok(());
        }
        let slide = Slide {
            id: "",
            headline,
            text: r.get(self.text),
            display_date: r.get(self.display_date),
            group: r.get(self.group),
            media: r.get(self.media),
            credit: r.get(self.credit),
            caption: r.get(self.caption),
        };
        let part = if kind == "era" { Part::Era } else { Part::Slide };
        push(&slide, part, self.when(r, out), at, out)
    }

    fn when(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let at = r.origin;
        let get = |columns: [Column; 3]| columns.map(|column| r.get(column));
        if !r.get(self.whole[0]).is_empty() {
            let (start, bad_start) = date(r.get(self.whole[0]), self.order, "Start Date", at, out);
            let (end, bad_end) = date(r.get(self.whole[1]), self.order, "End Date", at, out);
            let (when, turned) = super::cells::between(start, end, at, out);
            return (when, bad_start | bad_end | turned);
        }
        let (start, end) = (get(self.starts), get(self.ends));
        when((start, r.get(self.start_time)), (end, r.get(self.end_time)), at, out)
    }
}

#[cfg(test)]
#[path = "timelinejs_tests.rs"]
mod tests;
