//! One border between two countries as an axis: its parts in order, with kilometres along the line as drawn.

mod key;
mod parts;
mod suggest;

use super::atlas::{self, ArcArea, AreaLevel, Atlas, AtlasError};
use super::bounds::GeoBounds;
use super::distance::distance_km;
use super::gazetteer::fold;
use crate::model::LonLat;
pub use key::BorderKey;
use parts::Degrees;
pub use suggest::{NEAR_KM, between_named, suggested};

/// The border between two countries.
///
/// Every part runs so that side 0 lies on its right hand and side 1 on its left, and the longest part runs eastwards,
/// or northwards where it is more upright than level. So the Durand Line starts at the Iran tripoint, with Pakistan
/// as side 0, and a strip that shows side 1 above the line is never mirrored.
#[derive(Clone, Debug)]
pub struct Border {
    /// "Durand Line", "Ukraine–Russia"
    pub name: String,
    /// The country on the right of the line (0) and the one on its left (1).
    pub sides: [BorderSide; 2],
    /// The unbroken pieces in order; `from_km` of one is `to_km` of the one before.
    pub parts: Vec<BorderPart>,
    /// Countries near the border, to tell sides by.
    pub(super) lands: Vec<Land>,
}

/// One of a border's two countries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BorderSide {
    /// ISO 3166 alpha-3; where there is none, the code of Natural Earth.
    pub code: String,
    /// The name as the map shows it.
    pub name: String,
}

/// An unbroken piece of a border.
#[derive(Clone, Debug)]
pub struct BorderPart {
    /// Where it starts, in km along the whole border (gaps between parts are not counted).
    pub from_km: f64,
    /// Where it ends.
    pub to_km: f64,
    /// At least two (longitude, latitude) in degrees, in order along the border.
    pub points: Vec<(f64, f64)>,
}

/// What [`all_pairs`] says of a border.
#[derive(Clone, Debug)]
pub struct BorderPair {
    /// "Afghanistan–Pakistan"
    pub name: String,
    /// As [`Border::sides`].
    pub sides: [BorderSide; 2],
    /// Kilometres along the line as drawn.
    pub length_km: f64,
    /// How many unbroken pieces it has.
    pub parts: usize,
}

/// Whose land some rings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// One of the border's two countries, by its number.
    Side(usize),
    /// Another country.
    Third,
}

/// The polygons of a country near a border, in degrees.
#[derive(Clone, Debug)]
pub(super) struct Land {
    pub(super) owner: Owner,
    pub(super) rings: Vec<Vec<Degrees>>,
}

/// Countries within this many degrees of the border are kept: more than 450 km at any latitude that has a border.
const AROUND_DEG: f64 = 5.0;
/// The gap between two parts on a drawn axis, as a share of the border's length.
const GAP_SHARE: f64 = 0.02;

impl Border {
    /// The border of Afghanistan and Pakistan at 1:10m.
    ///
    /// # Errors
    /// Only when the shipped file is broken.
    pub fn durand() -> Result<Self, AtlasError> {
        let border = Self::between(&atlas::theatre()?, "AFG", "PAK");
        let mut border = border.ok_or_else(|| AtlasError::Content {
            file: "theatre.json",
            what: "Afghanistan and Pakistan share no border".to_owned(),
        })?;
        "Durand Line".clone_into(&mut border.name);
        Ok(border)
    }

    /// The border between two countries of the shipped maps, each an alpha-3 code or a name in any case: 1:10m for
    /// Afghanistan and Pakistan, 1:50m for all others. `None` when they share none or one is not known.
    ///
    /// # Errors
    /// Only when a shipped file is broken.
    pub fn shipped(a: &str, b: &str) -> Result<Option<Self>, AtlasError> {
        let Some(border) = Self::between(&atlas::world()?, a, b) else { return Ok(None) };
        if border.is_durand() { Self::durand().map(Some) } else { Ok(Some(border)) }
    }

    /// The border between two countries of a map file, each an alpha-3 code or a name in any case. The order does not
    /// matter. `None` when they share none or one is not known.
    pub fn between(atlas: &Atlas, a: &str, b: &str) -> Option<Self> {
        let (a, b) = (country(atlas, a)?, country(atlas, b)?);
        let (mut border, right, left) = Self::line(atlas, a, b)?;
        border.lands = lands(atlas, right, left, border.bounds()?);
        Some(border)
    }

    /// The border without the countries around it, and the countries on its right and left.
    fn line<'a>(atlas: &Atlas, a: &'a ArcArea, b: &'a ArcArea) -> Option<(Self, &'a ArcArea, &'a ArcArea)> {
        let (line, turned) = parts::line_between(atlas, a, b)?;
        let (right, left) = if turned { (b, a) } else { (a, b) };
        let (name, sides) = (pair_name(a, b), [side(right), side(left)]);
        Some((Self { name, sides, parts: measured(line), lands: Vec::new() }, right, left))
    }

    /// Whether this is the border of Afghanistan and Pakistan.
    pub fn is_durand(&self) -> bool {
        ["AFG", "PAK"].iter().all(|code| self.sides.iter().any(|side| side.code == *code))
    }

    /// Kilometres along the line as drawn (geodesic on WGS84); gaps between parts are not counted.
    pub fn length_km(&self) -> f64 {
        self.parts.last().map_or(0.0, |part| part.to_km)
    }

    /// The gap between two parts on a drawn axis, in km of that axis.
    pub fn gap_km(&self) -> f64 {
        self.length_km() * GAP_SHARE
    }

    /// How long the drawn axis is: the border and a gap between each two parts.
    pub fn axis_length_km(&self) -> f64 {
        self.axis_of_part(self.parts.len().saturating_sub(1), self.length_km())
    }

    /// Where a kilometre of the border stands on the drawn axis; the first point of a part stands after its gap.
    pub fn axis_km(&self, km: f64) -> f64 {
        let number = self.parts.iter().rposition(|part| part.from_km <= km).unwrap_or(0);
        self.axis_of_part(number, km)
    }

    /// The kilometre at a point of the drawn axis; `None` within a gap and beyond the ends.
    pub fn km_at_axis(&self, axis_km: f64) -> Option<f64> {
        let mut parts = self.parts.iter().enumerate();
        parts.find_map(|(number, part)| {
            let km = axis_km - self.axis_of_part(number, 0.0);
            (part.from_km..=part.to_km).contains(&km).then_some(km)
        })
    }

    /// The point of the line at a kilometre; beyond the ends, the end.
    pub fn point_at(&self, km: f64) -> Option<LonLat> {
        let number = self.parts.iter().rposition(|part| part.from_km <= km).unwrap_or(0);
        let part = self.parts.get(number)?;
        let mut left_km = (km - part.from_km).max(0.0);
        let mut end = *part.points.first()?;
        for (&a, &b) in part.points.iter().zip(part.points.iter().skip(1)) {
            let piece_km = apart_km(a, b);
            if left_km <= piece_km && piece_km > 0.0 {
                let t = left_km / piece_km;
                return LonLat::new(a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
            }
            left_km -= piece_km;
            end = b;
        }
        LonLat::new(end.0, end.1)
    }

    /// The rectangle around the line.
    pub fn bounds(&self) -> Option<GeoBounds> {
        let points = self.parts.iter().flat_map(|part| &part.points);
        GeoBounds::around(points.filter_map(|&(lon, lat)| LonLat::new(lon, lat)))
    }

    fn axis_of_part(&self, number: usize, km: f64) -> f64 {
        km + count(number) * self.gap_km()
    }
}

impl BorderPair {
    /// The border's short name.
    pub fn key(&self) -> Option<BorderKey> {
        key::key_of(&self.sides)
    }
}

/// Every two countries of a map file that share a border, by name.
pub fn all_pairs(atlas: &Atlas) -> Vec<BorderPair> {
    let pair = |border: Border| BorderPair {
        length_km: border.length_km(),
        parts: border.parts.len(),
        name: border.name,
        sides: border.sides,
    };
    let mut pairs: Vec<BorderPair> = all_lines(atlas).map(pair).collect();
    pairs.sort_by(|a, b| a.name.cmp(&b.name));
    pairs
}

/// Every border, without the countries around it.
fn all_lines(atlas: &Atlas) -> impl Iterator<Item = Border> + '_ {
    parts::neighbours(atlas).into_iter().filter_map(|(a, b)| Some(Border::line(atlas, a, b)?.0))
}

/// The country of that code or name.
fn country<'a>(atlas: &'a Atlas, words: &str) -> Option<&'a ArcArea> {
    let wanted = fold(words);
    let mut countries = atlas.areas.iter().filter(|area| area.level == AreaLevel::Country);
    let named = |area: &ArcArea| {
        let mut spellings = area.alt_names.iter().chain([&area.code, &area.name]);
        let own = key::own_code(&area.name).is_some_and(|code| fold(code) == wanted);
        own || spellings.any(|spelling| fold(spelling) == wanted)
    };
    countries.find(|area| !wanted.is_empty() && named(area))
}

/// "Afghanistan–Pakistan": in the order of the alphabet.
fn pair_name(a: &ArcArea, b: &ArcArea) -> String {
    let (first, second) = if a.name <= b.name { (a, b) } else { (b, a) };
    format!("{}–{}", first.name, second.name)
}

fn side(area: &ArcArea) -> BorderSide {
    let own = key::own_code(&area.name).filter(|_| area.code.is_empty());
    BorderSide { code: own.map_or_else(|| area.code.clone(), str::to_owned), name: area.name.clone() }
}

fn measured(line: Vec<Vec<Degrees>>) -> Vec<BorderPart> {
    let mut from_km = 0.0;
    let part = |points: Vec<Degrees>| {
        let length: f64 = points.iter().zip(points.iter().skip(1)).map(|(&a, &b)| apart_km(a, b)).sum();
        let part = BorderPart { from_km, to_km: from_km + length, points };
        from_km = part.to_km;
        part
    };
    line.into_iter().map(part).collect()
}

/// Geodesic kilometres between two points in degrees.
pub(super) fn apart_km(a: Degrees, b: Degrees) -> f64 {
    let at = |(lon, lat): Degrees| LonLat::new(lon, lat);
    at(a).zip(at(b)).map_or(0.0, |(a, b)| distance_km(a, b))
}

/// The polygons of all countries near the border.
fn lands(atlas: &Atlas, right: &ArcArea, left: &ArcArea, bounds: GeoBounds) -> Vec<Land> {
    let near = bounds.grown(0.0, AROUND_DEG);
    let countries = atlas.areas.iter().filter(|area| area.level == AreaLevel::Country);
    countries
        .filter_map(|area| {
            let owner = match area {
                area if std::ptr::eq(area, right) => Owner::Side(0),
                area if std::ptr::eq(area, left) => Owner::Side(1),
                _ => Owner::Third,
            };
            let polygons = area
                .polygons
                .iter()
                .map(|polygon| polygon.iter().map(|ring| atlas.ring(ring)).collect::<Vec<Vec<Degrees>>>());
            let rings: Vec<_> = polygons.filter(|rings| meets(rings, near)).flatten().collect();
            (!rings.is_empty()).then_some(Land { owner, rings })
        })
        .collect()
}

/// Whether a polygon's rectangle meets some bounds, across the 180th meridian too.
fn meets(rings: &[Vec<Degrees>], near: GeoBounds) -> bool {
    let Some(outer) = rings.first() else { return false };
    let range = |value: fn(&Degrees) -> f64| {
        outer.iter().map(value).fold((f64::INFINITY, f64::NEG_INFINITY), |r, v| (r.0.min(v), r.1.max(v)))
    };
    let ((west, east), (south, north)) = (range(|p| p.0), range(|p| p.1));
    let lat = south <= near.north && north >= near.south;
    lat && [-360.0, 0.0, 360.0].iter().any(|turn| west + turn <= near.east && east + turn >= near.west)
}

#[expect(clippy::cast_precision_loss, reason = "a few parts")]
fn count(number: usize) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests;
