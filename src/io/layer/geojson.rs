//! Layers in `GeoJSON` (RFC 7946), feature by feature.

use std::borrow::Cow;

use super::LayerError;
use super::coordinates::polygons;
use super::gathering::Gathering;
use super::names::{Named, named};
use super::projection::check_crs;
use crate::io::encoding::mended;
use crate::io::geojson::layout;
use crate::io::input::Input;
use crate::io::json_pieces::{Piece, Pieces};
use crate::io::json_values::{Members, as_text, elements};

/// Collections within collections, at most.
const DEEPEST: usize = 8;

pub(super) fn read(input: &mut Input<'_>, out: &mut Gathering) -> Result<(), LayerError> {
    let mut pieces = Pieces::new(input, layout(input.head()));
    let mut number = 0;
    let mut alone: Vec<(String, String)> = Vec::new();
    while let Some(piece) = pieces.next(input)? {
        match piece {
            Piece::Member { key: b"crs", value, .. } => check_crs(value)?,
            Piece::Member { key: b"name", value, .. } => out.call(&as_text(&text(value))),
            Piece::Member { key, value, .. } => {
                // A geometry without a feature around it.
                if matches!(key, b"type" | b"coordinates" | b"geometries") {
                    alone.push((text(key).into_owned(), text(value).into_owned()));
                }
            }
            Piece::Element { value, .. } => {
                number += 1;
                out.begin(number);
                feature(&text(value), out)?;
            }
            Piece::Cut { .. } => {
                out.begin(number + 1);
                out.trouble("the file ends in the middle of it; it was left out");
            }
        }
    }
    if number == 0 && alone.len() > 1 {
        let members: Vec<String> = alone.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
        out.begin(1);
        geometry(&format!("{{{}}}", members.join(",")), out, 0)?;
        out.end(Named::default());
    }
    Ok(())
}

fn text(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(mended(bytes)), Cow::Borrowed)
}

fn feature(text: &str, out: &mut Gathering) -> Result<(), LayerError> {
    let Ok(members) = Members::read(text) else {
        out.trouble("it is no JSON object; it was left out");
        return Ok(());
    };
    let Some(shape) = members.get("geometry") else {
        out.trouble("it has no geometry; it was left out");
        return Ok(());
    };
    geometry(shape, out, 0)?;
    out.end(names(&members));
    Ok(())
}

/// What the properties of a feature call it.
pub(super) fn names(members: &Members<'_>) -> Named {
    let inner = members.get("properties").and_then(|raw| Members::read(raw).ok()).unwrap_or_default();
    let is_plain = |raw: &str| !raw.starts_with(['{', '[']);
    let properties: Vec<(String, String)> = inner
        .iter()
        .filter(|(_, raw)| is_plain(raw))
        .map(|(key, raw)| (key.to_owned(), as_text(raw).into_owned()))
        .collect();
    named(&properties)
}

fn geometry(raw: &str, out: &mut Gathering, depth: usize) -> Result<(), LayerError> {
    let Ok(members) = Members::read(raw) else {
        if raw != "null" {
            out.trouble("its geometry is no JSON object");
        }
        return Ok(());
    };
    let kind = members.get("type").map(as_text).unwrap_or_default();
    if kind == "GeometryCollection" {
        let parts = members.get("geometries").unwrap_or_default();
        if depth >= DEEPEST {
            out.trouble("collections stand in one another too deep; that part was left out");
            return Ok(());
        }
        for range in elements(parts.as_bytes()) {
            geometry(parts.get(range).unwrap_or_default().trim(), out, depth + 1)?;
        }
        return Ok(());
    }
    let levels = match kind.as_ref() {
        "Point" => 1,
        "MultiPoint" | "LineString" => 2,
        "MultiLineString" | "Polygon" => 3,
        "MultiPolygon" => 4,
        other => {
            out.trouble(format!("“{other}” is no geometry; it was left out"));
            return Ok(());
        }
    };
    let Some(all) = members.get("coordinates").and_then(|raw| polygons(raw, levels)) else {
        out.trouble("its coordinates are no lists of numbers; they were left out");
        return Ok(());
    };
    for polygon in &all {
        match kind.as_ref() {
            "Polygon" | "MultiPolygon" => out.area(polygon)?,
            "Point" | "MultiPoint" => {
                for &at in polygon.iter().flatten() {
                    out.point(at)?;
                }
            }
            _ => {
                for line in polygon {
                    out.line(line)?;
                }
            }
        }
    }
    Ok(())
}
