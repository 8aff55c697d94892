//! Which pins stand in a far city of the gazetteer.

use super::super::cluster::Pin;
use crate::geo::{BaseMap, PlaceKind, Plane};
use crate::model::{MANY_ROWS, both};

/// A pin this near to a far city of the gazetteer stands in it.
const IN_CITY_KM: f64 = 60.0;

/// Numbers of the pins that stand in a far city, ascending.
pub(super) fn far(pins: &[Pin], base: &BaseMap) -> Vec<u32> {
    let is_far = |p: &&crate::geo::Place| p.kind == PlaceKind::FarCity;
    let mut cities: Vec<Plane> = base.places.iter().filter(is_far).map(|p| p.plane).collect();
    cities.sort_unstable_by(|a, b| a.x_km.total_cmp(&b.x_km));
    let near_city = |at: Plane| {
        let first = cities.partition_point(|city| city.x_km < at.x_km - IN_CITY_KM);
        let near = cities.iter().skip(first).take_while(|city| city.x_km <= at.x_km + IN_CITY_KM);
        near.into_iter().any(|city| city.distance_km(at) < IN_CITY_KM)
    };
    let stands_far = |pin: &Pin| !base.home.contains(pin.at) && near_city(pin.at);
    let among = |from: u32, pins: &[Pin]| -> Vec<u32> {
        (from..).zip(pins).filter(|(_, pin)| stands_far(pin)).map(|(number, _)| number).collect()
    };
    let (one, other) = pins.split_at(pins.len() / 2);
    let [mut first, mut second] = [Vec::new(), Vec::new()];
    let middle = u32::try_from(one.len()).unwrap_or(u32::MAX);
    both("far places", pins.len() > MANY_ROWS, || first = among(0, one), || second = among(middle, other));
    first.extend(second);
    first
}
