//! `GeoJSON`, feature by feature: times and names from the properties, places from the geometry.

use memchr::memmem::find;

use super::encoding::mended;
use super::flat_table::{self, is_ours};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::geojson_properties::Properties;
use super::geometry::{Spot, spot};
use super::input::Input;
use super::json_pieces::{Layout, Piece, Pieces};
use super::json_values::{Members, as_text};
use super::problem::ProblemKind;
use super::rows::bad_position;
use super::sink::FileSink;
use crate::model::{Actor, BAD_PLACE, Detail, Draft, LonLat, Origin, PlacePrecision, Role, Source};

/// `GeoJSON`.
pub struct GeoJson;

impl Format for GeoJson {
    fn id(&self) -> &'static str {
        "geojson"
    }

    fn label(&self) -> &'static str {
        "GeoJSON"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["geojson", "json", "geojsonl"]
    }

    fn what(&self) -> &'static str {
        "points, lines and areas with the times, names, types, parties and counts of their properties"
    }

    fn shape(&self) -> Shape {
        Shape::Json
    }

    fn sniff(&self, head: &Head) -> Fit {
        let bytes = head.bytes.trim_ascii_start();
        let has = |word: &str| find(bytes, word.as_bytes()).is_some();
        if !bytes.starts_with(b"{") {
            Fit::No
        } else if has("\"FeatureCollection\"") || (has("\"Feature\"") && has("\"geometry\"")) {
            Fit::Sure
        } else if has("\"features\"") {
            Fit::Maybe
        } else {
            Fit::No
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut pieces = Pieces::new(input, layout(input.head()));
        let mut row = 0;
        while let Some(piece) = pieces.next(input)? {
            match piece {
                Piece::Member { key: b"crs", value, .. } => note_crs(value, out),
                Piece::Member { .. } => {}
                Piece::Element { value, byte } => {
                    row += 1;
                    let len = u32::try_from(value.len()).unwrap_or(u32::MAX);
                    element(value, Origin { file: 0, row, byte, len }, out)?;
                }
                Piece::Cut { byte } => {
                    out.skip(Origin { file: 0, row: row + 1, byte, len: 0 }, ProblemKind::CutFile, "");
                }
            }
        }
        Ok(())
    }
}

/// Features in a collection, or one after the other.
pub(super) fn layout(head: &Head) -> Layout {
    let start = head.bytes.get(..400).unwrap_or(&head.bytes);
    let one = find(start, b"\"Feature\"").is_some() && find(start, b"\"FeatureCollection\"").is_none();
    let listed = find(start, b"\"features\"").is_some();
    if one && !listed { Layout::Sequence } else { Layout::List("features") }
}

fn note_crs(value: &[u8], out: &mut FileSink<'_>) {
    let usual = ["CRS84", "4326", "null"].iter().any(|name| find(value, name.as_bytes()).is_some());
    if !usual {
        out.note("The file names a coordinate system other than WGS84 degrees; its places may be wrong.");
    }
}

fn element(value: &[u8], at: Origin, out: &mut FileSink<'_>) -> Result<(), ReadError> {
    if let Ok(text) = std::str::from_utf8(value) {
        return feature(text, at, out);
    }
    let text = mended(value);
    out.problem(at, ProblemKind::NotUtf8, "", &text, "read as Windows-1252");
    feature(&text, at, out)
}

fn feature(text: &str, at: Origin, out: &mut FileSink<'_>) -> Result<(), ReadError> {
    let members = match Members::read(text) {
        Ok(members) if members.get("properties").is_some() || members.get("geometry").is_some() => members,
        Ok(_) => {
            out.skip(at, ProblemKind::NotAnEvent, text);
            return Ok(());
        }
        Err(_) => {
            out.skip(at, ProblemKind::Unreadable, text);
            return Ok(());
        }
    };
    let inner = members.get("properties").filter(|raw| *raw != "null");
    let inner = inner.and_then(|raw| Members::read(raw).ok()).unwrap_or_default();
    for key in members.repeated.iter().chain(&inner.repeated) {
        out.problem(at, ProblemKind::RepeatedKey, key.clone(), "", "the first one is used");
    }
    event(&members, &Properties::new(&inner), at, out)
}

fn event(
    members: &Members<'_>,
    properties: &Properties<'_>,
    at: Origin,
    out: &mut FileSink<'_>,
) -> Result<(), ReadError> {
    if is_ours(properties) {
        let (place, _, bad_place) = place(members.get("geometry").unwrap_or("null"), at, out);
        return flat_table::push(properties, (place, bad_place), at, out);
    }
    let (when, bad_date) = properties.when(at, out);
    let (place, from_geometry, bad_place) = place(members.get("geometry").unwrap_or("null"), at, out);
    let place_precision = properties.precision(from_geometry, at, out);
    let (toll, sides) = (properties.toll(at, out), properties.sides(at, out));
    let (event_type, sub_type, kind) = properties.kind();
    let actors = properties.actors();
    let outer_id = members.get("id").map(as_text).unwrap_or_default();
    let ids = [properties.id(), &outer_id, properties.code()];
    let (mut source, url) = (properties.source(), properties.url());
    // A link needs a detail, and a detail takes the place of the claims that are made from counts.
    let mut detail = None;
    if !url.is_empty() && toll.is_none() && sides.is_none() {
        detail = Some(Box::new(with_link(&source, url, actors)));
    } else if !url.is_empty() {
        source = [source.as_str(), url].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ");
    }
    out.push(Draft {
        id: ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default(),
        title: properties.title(),
        summary: properties.summary(),
        when,
        place: properties.place(),
        admin1: properties.admin1(),
        admin2: properties.admin2(),
        country: properties.country(),
        at: place,
        place_precision,
        kind,
        event_type,
        sub_type,
        actors,
        toll,
        sides,
        source: &source,
        origin: at,
        flags: bad_date | bad_place,
        detail,
        ..Draft::default()
    })
}

fn place(raw: &str, at: Origin, out: &mut FileSink<'_>) -> (Option<LonLat>, PlacePrecision, u8) {
    match spot(raw) {
        Spot::Nowhere => (None, PlacePrecision::Unknown, 0),
        Spot::At(place, precision) => (Some(place), precision, 0),
        Spot::Bad(lat, lon) => {
            bad_position((lat, lon), raw, at, out);
            (None, PlacePrecision::Unknown, BAD_PLACE)
        }
    }
}

fn with_link(source: &str, url: &str, actors: [&str; 2]) -> Detail {
    let named = actors.into_iter().filter(|name| !name.is_empty());
    Detail {
        actors: named.map(|name| Actor { name: name.to_owned(), role: Role::Party }).collect(),
        sources: vec![Source { title: source.to_owned(), url: url.to_owned(), ..Source::default() }],
        ..Detail::default()
    }
}

#[cfg(test)]
#[path = "geojson_tests.rs"]
mod tests;
