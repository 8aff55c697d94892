//! Where a place lies beside a border: the kilometre along it, and how far off on which side.
//!
//! The nearest point of the line itself is wrong far from it (it puts Jalalabad opposite Mohmand and not opposite
//! Torkham), so a place is projected on the line smoothed by a Gaussian of σ = clamp(2.5 · d, 10, 120) km along it,
//! where d is its distance from the line. Short lines are smoothed less, in proportion to their length.

mod boxes;
mod smooth;
mod truth;

use super::area::Area;
use super::base::{AreaRef, BaseMap};
use super::border::{Border, Owner};
use super::distance::bearing_deg;
use super::lookup::BandIndex;
use super::plane::Plane;
use super::projection::Projection;
use crate::model::LonLat;
use smooth::{Projected, SmoothPart};
use truth::TrueLine;

/// Where a place lies beside a border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Located {
    /// In one of the two countries (or at sea), opposite the line and not too far.
    Beside {
        /// Kilometres along the border, 0..=its length.
        km: f64,
        /// Geodesic km from the nearest point of the line: positive on side 0, negative on side 1.
        off_km: f64,
    },
    /// Past [`FAR_KM`], past an end of the line, or in a third country.
    Far {
        /// Kilometres along the border when only the distance is too great; `None` past an end and in third countries.
        km: Option<f64>,
        /// As in [`Located::Beside`]; in a third country the sign is that of the line's nearer hand.
        off_km: f64,
        /// Direction from the nearest point of the line, degrees clockwise from north.
        bearing_deg: f64,
        /// Geodesic km from the nearest point of the line.
        distance_km: f64,
    },
}

impl Located {
    /// The kilometre along the border, if the place lies opposite the line.
    pub fn km(self) -> Option<f64> {
        match self {
            Self::Beside { km, .. } => Some(km),
            Self::Far { km, .. } => km,
        }
    }
}

/// Places further from the line than this are far.
pub const FAR_KM: f64 = 450.0;
/// Beyond an end of the line by up to this much along its own direction, a place still lies beside it…
const PAST_END_KM: f64 = 25.0;
/// …and also when it is past the end by no more than this share of its distance from the line.
const PAST_END_SHARE: f64 = 0.5;
/// A place this near to the line may be drawn in a third country by the line's own error.
const LINE_ERROR_KM: f64 = 5.0;
/// Points of an area that are asked for its range of kilometres.
const RANGE_POINTS: usize = 400;

/// A border made ready to locate places: about 1 µs each. Pure: the same place always gives the same answer.
#[derive(Clone, Debug)]
pub struct Referencing {
    projection: Projection,
    line: TrueLine,
    parts: Vec<SmoothPart>,
    lands: Vec<(Owner, BandIndex)>,
}

impl Referencing {
    /// Smooths the line and indexes the countries around it: a few milliseconds.
    pub fn new(border: &Border) -> Self {
        let projection =
            border.bounds().map_or(Projection::world(0.0), |b| Projection::for_bounds(b.grown(0.05, 1.0)));
        let plane = |&(lon, lat): &(f64, f64)| projection.forward_degrees(lon, lat);
        let lines: Vec<Vec<Plane>> =
            border.parts.iter().map(|part| part.points.iter().map(plane).collect()).collect();
        let total_km = border.length_km();
        let parts = border.parts.iter().zip(&lines).map(|(part, line)| SmoothPart::new(part, line, total_km));
        let lands = border.lands.iter().filter_map(|land| {
            let rings: Vec<Vec<Plane>> =
                land.rings.iter().map(|ring| ring.iter().map(plane).collect()).collect();
            Some((land.owner, BandIndex::of_rings(&rings)?))
        });
        Self { projection, parts: parts.collect(), lands: lands.collect(), line: TrueLine::new(&lines) }
    }

    /// Where a place lies beside the border.
    pub fn locate(&self, at: LonLat) -> Located {
        self.locate_within(at, f64::INFINITY)
    }

    /// The same, but past [`FAR_KM`] nothing is said of the kilometre and the side: a small part of the work.
    pub fn locate_near(&self, at: LonLat) -> Located {
        self.locate_within(at, FAR_KM)
    }

    fn locate_within(&self, at: LonLat, most_km: f64) -> Located {
        let p = self.projection.forward(at);
        let near = self.line.nearest(p).unwrap_or_default();
        let on = self.projection.inverse(near).unwrap_or(at);
        let distance_km = super::distance::distance_km(on, at);
        if distance_km > most_km {
            let bearing_deg = bearing_deg(on, at);
            return Located::Far { km: None, off_km: distance_km, bearing_deg, distance_km };
        }
        let Some(found) = self.project(p, near.distance_km(p)) else {
            return Located::Far { km: None, off_km: distance_km, bearing_deg: 0.0, distance_km };
        };
        let owner = self.owner_of(p);
        let right_hand = match owner {
            Some(Owner::Side(side)) => side == 0,
            Some(Owner::Third) | None => found.right_hand,
        };
        let off_km = if right_hand { distance_km } else { -distance_km };
        let third = owner == Some(Owner::Third) && distance_km > LINE_ERROR_KM;
        let past_end = found.past_end_km > PAST_END_KM.max(PAST_END_SHARE * distance_km);
        let opposite = !third && !past_end;
        if opposite && distance_km <= FAR_KM {
            return Located::Beside { km: found.km, off_km };
        }
        let bearing_deg = bearing_deg(on, at);
        Located::Far { km: opposite.then_some(found.km), off_km, bearing_deg, distance_km }
    }

    /// The kilometres that polygons in (longitude, latitude) degrees lie opposite to: a bar for what is known only
    /// to an area. Corners and points inside count; the outermost fortieth at each end does not. `None` for an area
    /// that is wholly far.
    pub fn km_range_of(&self, rings: &[Vec<(f64, f64)>]) -> Option<(f64, f64)> {
        let projected = |ring: &Vec<(f64, f64)>| -> Vec<Plane> {
            ring.iter().map(|&(lon, lat)| self.projection.forward_degrees(lon, lat)).collect()
        };
        let rings: Vec<Vec<Plane>> = rings.iter().map(projected).collect();
        let points = BandIndex::of_rings(&rings)?.points_inside(RANGE_POINTS);
        let corners = rings.into_iter().flatten();
        self.range(points.into_iter().chain(corners).filter_map(|p| self.projection.inverse(p)))
    }

    /// As [`Self::km_range_of`], for a country, province or district of a base map in either style.
    pub fn km_range_of_area(&self, map: &BaseMap, area: AreaRef) -> Option<(f64, f64)> {
        self.range(map.true_points_in(area, RANGE_POINTS).into_iter())
    }

    fn range(&self, points: impl Iterator<Item = LonLat>) -> Option<(f64, f64)> {
        let beside = points.filter_map(|at| match self.locate(at) {
            Located::Beside { km, .. } => Some(km),
            Located::Far { .. } => None,
        });
        let mut kms: Vec<f64> = beside.collect();
        kms.sort_by(f64::total_cmp);
        let left_out = kms.len() / 40;
        let last = kms.len().checked_sub(left_out + 1)?;
        Some((*kms.get(left_out)?, *kms.get(last)?))
    }

    fn project(&self, p: Plane, off_km: f64) -> Option<Projected> {
        let found = self.parts.iter().filter_map(|part| part.project(p, off_km));
        found.min_by(|a, b| a.distance2.total_cmp(&b.distance2))
    }

    fn owner_of(&self, p: Plane) -> Option<Owner> {
        self.lands.iter().find(|(_, land)| land.contains(p)).map(|&(owner, _)| owner)
    }
}

impl BaseMap {
    /// Some points in the true shape of an area, whatever the style: evenly spread, at least one, about `most`.
    pub fn true_points_in(&self, area: AreaRef, most: usize) -> Vec<LonLat> {
        let inside = self.true_index(area).map(|index| index.points_inside(most)).unwrap_or_default();
        let found: Vec<LonLat> = inside.into_iter().filter_map(|p| self.projection.inverse(p)).collect();
        if !found.is_empty() {
            return found;
        }
        let label = self.area(area).map(|a: &Area| a.label_at);
        label.and_then(|p| self.projection.inverse(p)).into_iter().collect()
    }
}

#[cfg(test)]
mod tests;
