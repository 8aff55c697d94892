//! Events as KML: placemarks with time stamps as sure as the time is, spans for all that is no stamp, the rest as
//! extended data.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::export::{ExportFormat, ExportOptions, Losses, Tally};
use super::export_row::{COLUMNS, Cell, iso, row, stamp};
use crate::model::{DAY_SECS, EventRef, Instant, Precision, When};

/// KML.
pub struct Kml;

const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n<name>Events</name>\n";

impl ExportFormat for Kml {
    fn id(&self) -> &'static str {
        "kml"
    }

    fn label(&self) -> &'static str {
        "KML"
    }

    fn extension(&self) -> &'static str {
        "kml"
    }

    fn what(&self) -> &'static str {
        "one placemark an event with its time stamp or span; all else as extended data"
    }

    fn write(
        &self,
        events: &mut dyn Iterator<Item = EventRef<'_>>,
        _: &ExportOptions,
        to: &mut (dyn Write + Send),
    ) -> io::Result<Losses> {
        let mut tally = Tally::default();
        to.write_all(START.as_bytes())?;
        let mut text = String::new();
        for event in events {
            text.clear();
            tally.count(event);
            let forbidden = placemark(event, &mut tally, &mut text);
            tally.forbidden += u64::from(forbidden);
            to.write_all(text.as_bytes())?;
        }
        to.write_all(b"</Document>\n</kml>\n")?;
        let own = [
            (tally.unplaced, "no place; map programs list them without showing a point"),
            (
                tally.areas,
                "the point stands for an area or a line; other programs show it as the place itself",
            ),
            (tally.spans, "the time is a span, as if the event had lasted that long"),
            (tally.forbidden, "control characters, which KML forbids, are question marks"),
            (tally.relations, "relations are only extended data, for KML has none"),
        ];
        Ok(Losses::of(&[own.as_slice(), &tally.of_words()].concat()))
    }
}

/// Writes one; whether a text held characters that XML forbids.
fn placemark(event: EventRef<'_>, tally: &mut Tally, to: &mut String) -> bool {
    let mut forbidden = false;
    let mut escaped = |text: &str| {
        let clean = allowed(text);
        forbidden |= matches!(clean, Cow::Owned(_));
        quick_xml::escape::escape(clean.as_ref()).into_owned()
    };
    let _ = write!(to, "<Placemark>\n<name>{}</name>\n", escaped(&event.title()));
    let summary = event.summary();
    if !summary.is_empty() {
        // Viewers show a description as a web page, so its text is escaped once more.
        let text = quick_xml::escape::escape(summary.as_ref()).into_owned();
        let _ = writeln!(to, "<description>{}</description>", escaped(&text));
    }
    if let Some(when) = event.when() {
        time(when, to);
    }
    to.push_str("<ExtendedData>\n");
    for ((name, _), cell) in COLUMNS.iter().zip(row(event, tally)) {
        let value = match &cell {
            Cell::Empty => continue,
            Cell::Text(text) => escaped(text),
            Cell::Count(n) => n.to_string(),
            Cell::Degrees(degrees) => degrees.to_string(),
        };
        let _ = writeln!(to, "<Data name=\"{name}\"><value>{value}</value></Data>");
    }
    to.push_str("</ExtendedData>\n");
    if let Some(at) = event.at() {
        let _ = writeln!(to, "<Point><coordinates>{},{}</coordinates></Point>", at.lon(), at.lat());
    }
    to.push_str("</Placemark>\n");
    forbidden
}

/// A stamp where the precision is one that KML has a stamp for, else the span.
fn time(when: When, to: &mut String) {
    let (start, end) = (when.span.start(), when.span.end());
    let day = iso(start.date());
    let of = |cut: usize| day.get(..day.len() - cut).map(str::to_owned);
    let text = match when.precision {
        Precision::Day => of(0),
        Precision::Month => of(3),
        Precision::Year => of(6),
        Precision::Second | Precision::Minute => Some(stamp(start)),
        _ => None,
    };
    let _ = match text {
        Some(text) => writeln!(to, "<TimeStamp><when>{text}</when></TimeStamp>"),
        None if start.second_of_day() == 0 && end.second_of_day() == 0 => {
            let last = iso(Instant(end.0 - DAY_SECS).date());
            writeln!(to, "<TimeSpan><begin>{day}</begin><end>{last}</end></TimeSpan>")
        }
        None => {
            writeln!(to, "<TimeSpan><begin>{}</begin><end>{}</end></TimeSpan>", stamp(start), stamp(end))
        }
    };
}

/// The text with a question mark for each character that XML 1.0 forbids.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_forbidden = |c: char| {
        (c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r') && c != '\u{7f}')
            || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(is_forbidden) {
        Cow::Owned(text.chars().map(|c| if is_forbidden(c) { '?' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}
