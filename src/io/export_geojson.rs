//! Events as `GeoJSON`: points with all else as properties, and features without geometry for what has no place.

use std::io::{self, Write};

use super::export::{ExportFormat, ExportOptions, Losses, Tally};
use super::export_row::{COLUMNS, Cell, Holds, row};
use crate::model::EventRef;

/// `GeoJSON`.
pub struct GeoJson;

impl ExportFormat for GeoJson {
    fn id(&self) -> &'static str {
        "geojson"
    }

    fn label(&self) -> &'static str {
        "GeoJSON"
    }

    fn extension(&self) -> &'static str {
        "geojson"
    }

    fn what(&self) -> &'static str {
        "one feature an event, without geometry where there is no place; all else as properties"
    }

    fn write(
        &self,
        events: &mut dyn Iterator<Item = EventRef<'_>>,
        _: &ExportOptions,
        to: &mut (dyn Write + Send),
    ) -> io::Result<Losses> {
        let mut tally = Tally::default();
        to.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        let mut text = Vec::new();
        for (n, event) in events.enumerate() {
            text.clear();
            text.extend_from_slice(if n == 0 { b"\n" } else { b",\n" });
            tally.count(event);
            feature(event, &mut tally, &mut text)?;
            to.write_all(&text)?;
        }
        to.write_all(b"\n]}\n")?;
        let places = [
            (tally.unplaced, "no place; map programs do not show a feature without geometry"),
            (
                tally.areas,
                "the point stands for an area or a line; other programs show it as the place itself",
            ),
            (tally.spans, "the time is a span of which other programs see only the ends"),
        ];
        Ok(Losses::of(&[places.as_slice(), &tally.of_words()].concat()))
    }
}

fn feature(event: EventRef<'_>, tally: &mut Tally, to: &mut Vec<u8>) -> io::Result<()> {
    to.extend_from_slice(b"{\"type\":\"Feature\",\"geometry\":");
    match event.at() {
        Some(at) => {
            let point = format!("{{\"type\":\"Point\",\"coordinates\":[{},{}]}}", at.lon(), at.lat());
            to.extend_from_slice(point.as_bytes());
        }
        None => to.extend_from_slice(b"null"),
    }
    to.extend_from_slice(b",\"properties\":{");
    let mut comma = "";
    for ((name, holds), cell) in COLUMNS.iter().zip(row(event, tally)) {
        if holds == &Holds::Degrees || cell == Cell::Empty {
            continue;
        }
        to.extend_from_slice(comma.as_bytes());
        comma = ",";
        to.extend_from_slice(format!("\"{name}\":").as_bytes());
        match cell {
            Cell::Text(text) => serde_json::to_writer(&mut *to, text.as_ref())?,
            Cell::Count(n) => to.extend_from_slice(n.to_string().as_bytes()),
            Cell::Empty | Cell::Degrees(_) => {}
        }
    }
    to.extend_from_slice(b"}}");
    Ok(())
}
