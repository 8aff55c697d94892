//! The shipped map files: areas over shared arcs, districts, rivers; and how they are read.
//!
//! A file is JSON. Coordinates are integers, `units_per_degree` to the degree, written as the first point and then
//! the steps from point to point in Google's encoded polyline format (longitude first). An area's ring is a list of
//! arc numbers; `~n` (that is `-n - 1`) is arc `n` backwards.

use serde::Deserialize;
use thiserror::Error;

use super::bounds::GeoBounds;

/// Why a shipped or given map file could not be read.
#[derive(Debug, Error)]
pub enum AtlasError {
    /// Not the JSON that was expected.
    #[error("map file {file}: {source}")]
    Json {
        /// Which file.
        file: &'static str,
        /// What the parser says.
        source: serde_json::Error,
    },
    /// JSON of the right shape whose content makes no sense.
    #[error("map file {file}: {what}")]
    Content {
        /// Which file.
        file: &'static str,
        /// What is wrong.
        what: String,
    },
}

/// What a line on the map is; a view has a style for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LineClass {
    /// An international border whose recognition is contested, as the Durand Line's.
    Contested,
    /// A military line of control that no side calls a border.
    LineOfControl,
    /// A border that is disputed or not settled.
    Indefinite,
    /// An international border.
    International,
    /// A line between provinces.
    Province,
    /// A shore.
    Coast,
    /// The edge of the map sheet: bounds areas but is never drawn.
    Sheet,
}

/// One line between two areas, or between an area and the sea or the sheet's edge, in degrees.
#[derive(Clone, Debug)]
pub struct Arc {
    /// What the line is.
    pub class: LineClass,
    /// The line's name; empty for province lines and shores.
    pub name: String,
    /// At least two (longitude, latitude) pairs in degrees; first and last are equal for a closed arc.
    pub points: Vec<(f64, f64)>,
}

/// How large an area is in the order of administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaLevel {
    /// A country.
    Country,
    /// A province (admin 1).
    Province,
    /// A district (admin 2).
    District,
    /// An area of a user's layer, by the layer's number; no map file has it.
    #[serde(skip)]
    Layer(u8),
}

/// An area as rings of arcs. The first ring of a polygon is its outside, the others are holes.
#[derive(Clone, Debug, Deserialize)]
pub struct ArcArea {
    /// Country, province or district.
    pub level: AreaLevel,
    /// The name as shown.
    pub name: String,
    /// ISO 3166: alpha-3 for a country, 3166-2 for a province.
    pub code: String,
    /// The name of the area that this one lies in; empty for a country.
    pub parent: String,
    /// Other spellings.
    #[serde(default, rename = "alt")]
    pub alt_names: Vec<String>,
    /// Polygons of rings of arc numbers.
    pub polygons: Vec<Vec<Vec<i32>>>,
}

/// Areas over shared arcs: a country file or the theatre.
#[derive(Clone, Debug)]
pub struct Atlas {
    /// The bounds for which the file was made (its projection follows from them), if it says.
    pub bounds: Option<GeoBounds>,
    /// All lines, each once.
    pub arcs: Vec<Arc>,
    /// All areas.
    pub areas: Vec<ArcArea>,
}

impl Atlas {
    /// The points of a ring of arc numbers in degrees, the first one not repeated.
    pub fn ring(&self, refs: &[i32]) -> Vec<(f64, f64)> {
        let mut ring = Vec::new();
        for &number in refs {
            let Some((arc, forward)) = arc_at(&self.arcs, number) else { continue };
            let steps = arc.points.len().saturating_sub(1);
            if forward {
                ring.extend(arc.points.iter().take(steps));
            } else {
                ring.extend(arc.points.iter().rev().take(steps));
            }
        }
        ring
    }
}

/// A district or river as plain lines in degrees.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The name as shown.
    pub name: String,
    /// The province it lies in; empty for rivers.
    pub parent: String,
    /// Other names it is known by.
    pub alt_names: Vec<String>,
    /// Rings (closed, last point not repeated) or lines of (longitude, latitude).
    pub lines: Vec<Vec<(f64, f64)>>,
}

/// Afghanistan, Pakistan and their neighbours, 1:10m.
///
/// # Errors
/// Only when the shipped file is broken.
pub fn theatre() -> Result<Atlas, AtlasError> {
    read_atlas("theatre.json", include_str!("../../assets/geo/theatre.json"))
}

/// All countries, 1:50m.
///
/// # Errors
/// Only when the shipped file is broken.
pub fn world() -> Result<Atlas, AtlasError> {
    read_atlas("world.json", include_str!("../../assets/geo/world.json"))
}

/// Pakistan's districts, and the former tribal areas as the last one.
///
/// # Errors
/// Only when the shipped file is broken.
pub fn districts() -> Result<Vec<Shape>, AtlasError> {
    read_shapes("districts.json", include_str!("../../assets/geo/districts.json"))
}

/// The theatre's main rivers.
///
/// # Errors
/// Only when the shipped file is broken.
pub fn rivers() -> Result<Vec<Shape>, AtlasError> {
    read_shapes("rivers.json", include_str!("../../assets/geo/rivers.json"))
}

/// Reads one file of arcs and areas.
///
/// # Errors
/// When it is not JSON of this form or an area names an arc that is not there.
pub fn read_atlas(file: &'static str, text: &str) -> Result<Atlas, AtlasError> {
    let raw: RawAtlas = serde_json::from_str(text).map_err(|source| AtlasError::Json { file, source })?;
    let content = |what: String| AtlasError::Content { file, what };
    if !(raw.units_per_degree.is_finite() && raw.units_per_degree > 0.0) {
        return Err(content(format!("units_per_degree is {}", raw.units_per_degree)));
    }
    let mut arcs = Vec::with_capacity(raw.arcs.len());
    for (number, arc) in raw.arcs.into_iter().enumerate() {
        let points = decode(&arc.d, raw.units_per_degree);
        if points.len() < 2 {
            return Err(content(format!("arc {number} has fewer than two points")));
        }
        arcs.push(Arc { class: arc.class, name: arc.name, points });
    }
    let missing =
        raw.areas.iter().find(|a| a.polygons.iter().flatten().flatten().any(|&r| arc_at(&arcs, r).is_none()));
    if let Some(area) = missing {
        return Err(content(format!("{} names an arc that is not there", area.name)));
    }
    let bounds = raw.bounds.map(|[west, south, east, north]| GeoBounds { west, south, east, north });
    Ok(Atlas { bounds, arcs, areas: raw.areas })
}

/// Reads one file of plain shapes (districts, rivers).
///
/// # Errors
/// When it is not JSON of this form.
pub fn read_shapes(file: &'static str, text: &str) -> Result<Vec<Shape>, AtlasError> {
    let raw: RawShapes = serde_json::from_str(text).map_err(|source| AtlasError::Json { file, source })?;
    let scale = raw.units_per_degree;
    let shape = |s: RawShape| Shape {
        name: s.name,
        parent: s.parent,
        alt_names: s.alt,
        lines: s.lines.iter().map(|line| decode(line, scale)).collect(),
    };
    Ok(raw.shapes.into_iter().map(shape).collect())
}

/// The arc of a signed number, and whether it is taken forwards.
pub fn arc_at<T>(arcs: &[T], number: i32) -> Option<(&T, bool)> {
    let (index, forward) = if number < 0 { (!number, false) } else { (number, true) };
    Some((arcs.get(usize::try_from(index).ok()?)?, forward))
}

/// Points of an encoded polyline: numbers of 5 bits a character, low bits first, zigzag, each a step in x or y.
fn decode(text: &str, units_per_degree: f64) -> Vec<(f64, f64)> {
    let (mut value, mut shift) = (0_i64, 0_u32);
    let (mut x, mut y, mut pending) = (0_i64, 0_i64, None);
    let mut points = Vec::with_capacity(text.len() / 3);
    for byte in text.bytes() {
        let bits = i64::from(byte.saturating_sub(63));
        value |= (bits & 0x1f) << shift.min(58);
        shift += 5;
        if bits & 0x20 != 0 {
            continue;
        }
        let step = if value & 1 == 1 { !(value >> 1) } else { value >> 1 };
        (value, shift) = (0, 0);
        let Some(dx) = pending.take() else {
            pending = Some(step);
            continue;
        };
        (x, y) = (x.wrapping_add(dx), y.wrapping_add(step));
        points.push((degrees(x, units_per_degree), degrees(y, units_per_degree)));
    }
    points
}

#[expect(clippy::cast_precision_loss, reason = "coordinates are far below 2^52 units")]
fn degrees(units: i64, units_per_degree: f64) -> f64 {
    units as f64 / units_per_degree
}

#[derive(Deserialize)]
struct RawAtlas {
    bounds: Option<[f64; 4]>,
    units_per_degree: f64,
    arcs: Vec<RawArc>,
    areas: Vec<ArcArea>,
}

#[derive(Deserialize)]
struct RawArc {
    class: LineClass,
    #[serde(default)]
    name: String,
    d: String,
}

#[derive(Deserialize)]
struct RawShapes {
    units_per_degree: f64,
    shapes: Vec<RawShape>,
}

#[derive(Deserialize)]
struct RawShape {
    name: String,
    #[serde(default)]
    parent: String,
    #[serde(default)]
    alt: Vec<String>,
    lines: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theatre_reads() {
        let atlas = theatre().unwrap();
        assert!(atlas.areas.iter().any(|a| a.name == "Khyber Pakhtunkhwa" && a.parent == "Pakistan"));
        assert!(atlas.arcs.iter().any(|a| a.class == LineClass::Contested && a.name == "Durand Line"));
        assert!(atlas.bounds.is_some());
    }

    #[test]
    fn every_shipped_file_reads() {
        assert_eq!(world().unwrap().areas.len(), 241);
        assert_eq!(districts().unwrap().len(), 145);
        assert!(rivers().unwrap().iter().any(|r| r.name == "Indus"));
    }

    #[test]
    fn a_line_is_decoded_as_its_inventor_says() {
        // The example of Google's description of the format, there latitude first.
        let points = decode("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 1e5);
        assert_eq!(points, [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]);
    }

    #[test]
    fn an_area_that_names_a_missing_arc_is_an_error_and_not_a_crash() {
        let text = r#"{"units_per_degree":10,"arcs":[{"class":"coast","d":"AAAA"}],
            "areas":[{"level":"country","name":"Nowhere","code":"","parent":"","polygons":[[[-3]]]}]}"#;
        let error = read_atlas("test", text).unwrap_err().to_string();
        assert!(error.contains("Nowhere"), "{error}");
        assert!(read_atlas("test", "{").is_err());
    }
}
