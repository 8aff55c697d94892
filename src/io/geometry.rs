//! Where a `GeoJSON` geometry puts an event, and how sure that is.

use serde::Deserialize;

use super::rows::on_earth;
use crate::model::{LonLat, PlacePrecision};

/// Most levels of lists in coordinates: a multi-polygon has four.
const LEVELS: usize = 4;
/// Geometries with coordinates (RFC 7946, 3.1).
const KINDS: [&str; 6] = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"];
/// Kilometres in a degree of latitude.
const KM_PER_DEGREE: f64 = 111.2;

/// What a geometry says.
#[derive(Clone, Debug, PartialEq)]
pub enum Spot {
    /// No geometry, or an empty one.
    Nowhere,
    /// A position with its precision.
    At(LonLat, PlacePrecision),
    /// Coordinates that are no place: latitude and longitude as far as they are numbers.
    Bad(f64, f64),
}

/// Reads a geometry: a point is exact; a line is a line, put at its middle vertex; an area is put at the mean of its
/// outline and is as sure as it is wide (under 2 km exact, 20 km near, 150 km a district, 700 km a province, else a
/// country). Of a collection the first geometry with coordinates counts.
pub fn spot(raw: &str) -> Spot {
    if raw == "null" {
        return Spot::Nowhere;
    }
    let Ok(geometry) = serde_json::from_str::<Geometry<'_>>(raw) else {
        return Spot::Bad(f64::NAN, f64::NAN);
    };
    if geometry.kind == "GeometryCollection" {
        let parts =
            geometry.geometries.iter().map(|raw| match serde_json::from_str::<Geometry<'_>>(raw.get()) {
                Ok(part) => spot_of(part.kind, part.coordinates.map_or("null", |c| c.get())),
                Err(_) => Spot::Nowhere,
            });
        return parts.into_iter().find(|s| *s != Spot::Nowhere).unwrap_or(Spot::Nowhere);
    }
    spot_of(geometry.kind, geometry.coordinates.map_or("null", |c| c.get()))
}

#[derive(Deserialize)]
struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    #[serde(borrow)]
    coordinates: Option<&'a serde_json::value::RawValue>,
    #[serde(borrow, default)]
    geometries: Vec<&'a serde_json::value::RawValue>,
}

fn spot_of(kind: &str, coordinates: &str) -> Spot {
    let is_known = KINDS.contains(&kind);
    match positions(coordinates).filter(|_| is_known) {
        Some(points) => spot_of_points(&points, kind.ends_with("LineString")),
        None => Spot::Bad(f64::NAN, f64::NAN),
    }
}

/// Where `(longitude, latitude)` pairs in degrees put an event: those of a line, or of a point or outline; as
/// [`spot`] says.
pub fn spot_of_points(points: &[(f64, f64)], of_line: bool) -> Spot {
    if points.is_empty() {
        return Spot::Nowhere;
    }
    if let Some(&(lon, lat)) = points.iter().find(|&&(lon, lat)| on_earth(lon, lat).is_none()) {
        return Spot::Bad(lat, lon);
    }
    let (lon, lat) =
        if of_line { points.get(points.len() / 2).copied().unwrap_or_default() } else { mean(points) };
    let Some(at) = on_earth(lon, lat) else { return Spot::Bad(lat, lon) };
    let precision = if of_line { PlacePrecision::Line } else { by_width(width_km(points)) };
    Spot::At(at, precision)
}

/// The `(longitude, latitude)` pairs in nested lists; heights are left out. `None` for what is no list of numbers.
fn positions(text: &str) -> Option<Vec<(f64, f64)>> {
    let mut points = Vec::new();
    let mut numbers: Vec<f64> = Vec::new();
    let (mut depth, mut number_start) = (0_usize, None);
    if text == "null" {
        return Some(points);
    }
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' | b',' | b' ' | b'\n' | b'\r' | b'\t' => {
                if let Some(start) = number_start.take() {
                    numbers.push(text.get(start..at)?.parse().ok()?);
                }
                if byte == b']' {
                    depth = depth.checked_sub(1)?;
                    if let [lon, lat, ..] = *numbers.as_slice() {
                        points.push((lon, lat));
                    } else if !numbers.is_empty() {
                        return None;
                    }
                    numbers.clear();
                }
            }
            _ => {
                let _ = number_start.get_or_insert(at);
            }
        }
        if depth > LEVELS {
            return None;
        }
    }
    (depth == 0).then_some(points)
}

#[expect(clippy::cast_precision_loss, reason = "the number of vertices of an outline")]
fn mean(points: &[(f64, f64)]) -> (f64, f64) {
    let n = points.len().max(1) as f64;
    let (lon, lat) = points.iter().fold((0.0, 0.0), |sum, p| (sum.0 + p.0, sum.1 + p.1));
    (lon / n, lat / n)
}

/// Diagonal of the box around the points in kilometres, on a plane at their middle latitude.
fn width_km(points: &[(f64, f64)]) -> f64 {
    let range = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::MAX, f64::MIN), |(min, max), v| (min.min(v), max.max(v)))
    };
    let (west, east) = range(&mut points.iter().map(|p| p.0));
    let (south, north) = range(&mut points.iter().map(|p| p.1));
    let narrowing = f64::midpoint(south, north).to_radians().cos();
    ((east - west) * narrowing).hypot(north - south) * KM_PER_DEGREE
}

fn by_width(km: f64) -> PlacePrecision {
    match km {
        _ if km < 2.0 => PlacePrecision::Exact,
        _ if km < 20.0 => PlacePrecision::Near,
        _ if km < 150.0 => PlacePrecision::District,
        _ if km < 700.0 => PlacePrecision::Province,
        _ => PlacePrecision::Country,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(raw: &str) -> (f64, f64, PlacePrecision) {
        match spot(raw) {
            Spot::At(at, precision) => (at.lon(), at.lat(), precision),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn points_lines_and_areas() {
        assert_eq!(
            at(r#"{"type":"Point","coordinates":[69.2, 34.5, 1800]}"#),
            (69.2, 34.5, PlacePrecision::Exact)
        );
        let line = r#"{"type":"LineString","coordinates":[[70,33],[70.5,33.5],[71,34]]}"#;
        assert_eq!(at(line), (70.5, 33.5, PlacePrecision::Line));
        let area = r#"{"type":"Polygon","coordinates":[[[70,33],[71,33],[71,34],[70,34]]]}"#;
        assert_eq!(at(area), (70.5, 33.5, PlacePrecision::District));
        let both = r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[]},{"type":"Point","coordinates":[1,2]}]}"#;
        assert_eq!(at(both), (1.0, 2.0, PlacePrecision::Exact));
    }

    #[test]
    fn what_is_no_place_is_said_to_be_none() {
        assert_eq!(spot("null"), Spot::Nowhere);
        assert_eq!(spot(r#"{"type":"Polygon","coordinates":[]}"#), Spot::Nowhere);
        assert_eq!(spot(r#"{"type":"Point","coordinates":[34.5, 169.2]}"#), Spot::Bad(169.2, 34.5));
        for raw in [
            "7",
            r#"{"type":"Point","coordinates":[1e999,2]}"#,
            r#"{"type":"Point","coordinates":["a","b"]}"#,
        ] {
            assert!(matches!(spot(raw), Spot::Bad(..)), "{raw}");
        }
    }
}
