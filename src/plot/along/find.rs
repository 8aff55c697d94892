//! Where single points lie to a border, for many at once: all that needs no order.

use super::away::{Cities, Far};
use super::{Beside, Line, side_of};
use crate::geo::distance::distance_km;
use crate::geo::{AreaLevel, Located, PlaceKind};
use crate::model::{LonLat, both};
use crate::plot::placing::PinSpot;

/// A place in a capital is at most so far from its middle, km.
const CAPITAL_KM: f64 = 25.0;
/// A degree of latitude is nowhere shorter on the ellipsoid, km (110.574 at the equator).
const LEAST_DEGREE_KM: f64 = 110.5;
/// Points from which a second thread is worth its start.
const MANY: usize = if cfg!(test) { 8 } else { 10_000 };
/// Points that are looked for at a time: what is found of them stays in the processor's caches.
const AT_ONCE: usize = if cfg!(test) { 16 } else { 1 << 15 };

/// What is found of a point by itself.
#[derive(Clone, Copy)]
pub(super) enum Found {
    /// It lies beside the border.
    Beside(Beside),
    /// It lies too far.
    Far(Far),
}

/// Finds where points lie.
pub(super) struct Finder<'a> {
    line: Line<'a>,
    /// The capitals of the two countries: side, position, name.
    pub capitals: Vec<(usize, LonLat, String)>,
    pub cities: Cities<'a>,
}

impl<'a> Finder<'a> {
    pub fn new(line: Line<'a>) -> Self {
        let capitals = line.base.places.iter().filter(|place| place.kind == PlaceKind::Capital);
        let of_side =
            |place: &crate::geo::Place| Some((side_of(line, place.at)?, place.at, place.name.clone()));
        Self { line, capitals: capitals.filter_map(of_side).collect(), cities: Cities::new(line) }
    }

    /// Gives all points in their order with what is found of them; two threads look where they are many.
    pub fn each(&self, spots: &[PinSpot], mut each: impl FnMut(&PinSpot, Found)) {
        let [mut first, mut second] = [Vec::new(), Vec::new()];
        let find = |spots: &[PinSpot], out: &mut Vec<Found>| {
            out.clear();
            out.extend(spots.iter().map(|spot| self.find(spot.at, spot.vague)));
        };
        for spots in spots.chunks(AT_ONCE) {
            let many = spots.len() >= MANY;
            let (one, other) = spots.split_at(if many { spots.len() / 2 } else { 0 });
            let (one_out, other_out) = (&mut first, &mut second);
            both("along the border", many, || find(one, one_out), || find(other, other_out));
            for (spot, found) in spots.iter().zip(first.iter().chain(&second)) {
                each(spot, *found);
            }
        }
    }

    /// Where a point lies.
    pub fn find(&self, at: LonLat, vague: bool) -> Found {
        match self.line.reference.locate_near(at) {
            Located::Beside { km, off_km } => {
                Found::Beside(Beside { km, off_km, vague, capital: self.capital_at(at) })
            }
            Located::Far { bearing_deg, distance_km, .. } => {
                let plane = self.line.base.projection.forward(at);
                let country = self.line.base.area_of_level_at(AreaLevel::Country, at);
                Found::Far(Far { city: self.cities.near(plane), country, bearing_deg, distance_km })
            }
        }
    }

    /// The side whose capital a point lies in.
    fn capital_at(&self, at: LonLat) -> Option<usize> {
        let near = |&&(_, capital, _): &&(usize, LonLat, String)| {
            let north_km = (capital.lat() - at.lat()).abs() * LEAST_DEGREE_KM;
            north_km < CAPITAL_KM && distance_km(capital, at) < CAPITAL_KM
        };
        self.capitals.iter().find(near).map(|&(side, ..)| side)
    }
}
