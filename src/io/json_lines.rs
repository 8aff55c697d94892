//! JSON Lines: one flat object a line, whose keys are told by the names that data sets use.

use super::format::{Fit, Format, Head, ReadError, Shape};
use super::geojson_properties::Properties;
use super::input::Input;
use super::json_rows::each_line;
use super::json_values::{Members, as_text};
use super::problem::ProblemKind;
use super::rows::position;
use super::sink::FileSink;
use crate::model::{Draft, LonLat, Origin, PlacePrecision};

/// JSON Lines.
pub struct JsonLines;

impl Format for JsonLines {
    fn id(&self) -> &'static str {
        "json-lines"
    }

    fn label(&self) -> &'static str {
        "JSON Lines"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson", "json"]
    }

    fn what(&self) -> &'static str {
        "one event a line: times, places, titles, types, parties and counts under their usual names"
    }

    fn shape(&self) -> Shape {
        Shape::Json
    }

    fn sniff(&self, head: &Head) -> Fit {
        let mut lines =
            head.bytes.split(|&b| b == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
        let first = lines.next().and_then(|line| std::str::from_utf8(line).ok());
        let more = lines.next().is_some_and(|line| line.starts_with(b"{"));
        let Some(Ok(members)) = first.map(Members::read) else { return Fit::No };
        if more && Flat::of(&members).is_event() { Fit::Maybe } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        each_line(input, out, event)
    }
}

/// What is known of an object before it is read as an event.
struct Flat<'a> {
    properties: Properties<'a>,
    degrees: [String; 2],
}

const LAT: &[&str] = &["latitude", "lat", "y"];
const LON: &[&str] = &["longitude", "lon", "lng", "long", "x"];
const TIMES: &[&str] = &[
    "event_date",
    "date",
    "datetime",
    "time",
    "timestamp",
    "start",
    "date_start",
    "start_date",
    "created_at",
    "year",
];

impl<'a> Flat<'a> {
    fn of(members: &Members<'a>) -> Self {
        let properties = Properties::new(members);
        let mut degrees = [LAT, LON].map(|names| properties.get(names).to_owned());
        if degrees.iter().all(String::is_empty) {
            degrees = nested(members).unwrap_or_default();
        }
        Self { properties, degrees }
    }

    fn is_event(&self) -> bool {
        !self.properties.get(TIMES).is_empty() || self.degrees.iter().all(|cell| !cell.is_empty())
    }
}

/// Latitude and longitude of an object or of a list in `[longitude, latitude]` order, as `GeoJSON` has it.
fn nested(members: &Members<'_>) -> Option<[String; 2]> {
    let raw =
        ["location", "coordinates", "geo", "position", "geometry"].iter().find_map(|key| members.get(key))?;
    if let Ok(inner) = Members::read(raw) {
        let one = |names: &[&str]| {
            names.iter().find_map(|name| inner.get(name)).map(|raw| as_text(raw).into_owned())
        };
        let found = one(LAT).zip(one(LON)).map(|(lat, lon)| [lat, lon]);
        return found.or_else(|| pair(inner.get("coordinates")?));
    }
    pair(raw)
}

fn pair(raw: &str) -> Option<[String; 2]> {
    let [lon, lat]: [f64; 2] = serde_json::from_str(raw).ok()?;
    Some([lat.to_string(), lon.to_string()])
}

fn event(members: &Members<'_>, at: Origin, out: &mut FileSink<'_>) -> Result<(), ReadError> {
    let flat = Flat::of(members);
    let properties = &flat.properties;
    if !flat.is_event() && properties.title().is_empty() && properties.summary().is_empty() {
        out.skip(
            at,
            ProblemKind::NotAnEvent,
            &members.iter().map(|(key, _)| key).collect::<Vec<_>>().join(", "),
        );
        return Ok(());
    }
    let (when, bad_date) = properties.when(at, out);
    let (place, bad_place): (Option<LonLat>, u8) = position(&flat.degrees[0], &flat.degrees[1], at, out);
    let point = place.map_or(PlacePrecision::Unknown, |_| PlacePrecision::Exact);
    let place_precision = properties.precision(point, at, out);
    let (toll, sides) = (properties.toll(at, out), properties.sides(at, out));
    let (event_type, sub_type, kind) = properties.kind();
    let name = Some(properties.place()).filter(|name| !name.starts_with(['{', '[']));
    let source = [properties.source(), properties.url().to_owned()];
    let source: Vec<&str> = source.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let ids = [properties.id(), properties.code()];
    out.push(Draft {
        id: ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default(),
        title: properties.title(),
        summary: properties.summary(),
        when,
        place: name.unwrap_or_default(),
        admin1: properties.admin1(),
        admin2: properties.admin2(),
        country: properties.country(),
        at: place,
        place_precision,
        kind,
        event_type,
        sub_type,
        actors: properties.actors(),
        toll,
        sides,
        source: &source.join("; "),
        origin: at,
        flags: bad_date | bad_place,
        ..Draft::default()
    })
}

#[cfg(test)]
mod tests {
    use crate::io::{ProblemKind, load_bytes};
    use crate::model::PlacePrecision;

    #[test]
    fn a_line_is_an_event_wherever_its_coordinates_stand() {
        let text = concat!(
            "{\"id\":1,\"date\":\"2025-10-11\",\"lat\":33.9,\"lon\":\"70.1\",\"title\":\"A\",\"url\":\"https://example.org/1\",\"fatalities\":3}\n",
            "\n",
            "{\"id\":2,\"timestamp\":1760173445,\"location\":{\"lat\":33.9,\"lng\":70.1}}\r\n",
            "{\"id\":3,\"date\":\"2025-10\",\"coordinates\":[70.1,33.9],\"place\":\"Sadda\"}\n",
            "{\"id\":4,\"date\":\"soon\",\"lat\":\"x\",\"lon\":70}\n",
            "{\"a\":1}\n",
            "[1,2]\n",
            "{\"id\":5,\"title\":\"No more is known\"}\n",
            "{\"id\":6,\"da",
        );
        let loaded = load_bytes("events.jsonl", text.as_bytes());
        let report = &loaded.reports[0];
        assert_eq!(report.format, "json-lines");
        assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (8, 5, 3));
        let count = |kind| report.problems.count(kind);
        assert_eq!(
            (count(ProblemKind::CutFile), count(ProblemKind::Unreadable), count(ProblemKind::NotAnEvent)),
            (1, 1, 1)
        );
        assert_eq!((count(ProblemKind::BadDate), count(ProblemKind::BadPlace)), (1, 1));
        let event = |id: &str| loaded.dataset.event(loaded.dataset.find(id).unwrap()).unwrap();
        let places = ["1", "2", "3"].map(|id| event(id).at().map(|at| (at.lon(), at.lat())));
        assert_eq!(places, [Some((70.1, 33.9)); 3]);
        assert_eq!(event("2").when().unwrap().in_words(), "Saturday 11 October 2025, 09:04:05");
        assert_eq!(event("3").place().name, "Sadda");
        assert_eq!(
            (event("1").toll().unwrap().best, event("1").detail().sources[0].url.as_str()),
            (3, "https://example.org/1")
        );
        assert_eq!((event("5").when(), event("5").place_precision()), (None, PlacePrecision::Unknown));
    }
}
