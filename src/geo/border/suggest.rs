//! Which borders some events are about.

use super::{Border, BorderKey};
use crate::geo::atlas::{ArcArea, Atlas};
use crate::geo::plane::Plane;
use crate::geo::projection::EARTH_KM;
use crate::model::LonLat;

/// Events this near to a border speak for it.
pub const NEAR_KM: f64 = 100.0;

/// How many events lie within [`NEAR_KM`] of each border: the borders with most, most first; those without any are
/// left out. `places` are coordinates with how many events each has.
pub fn suggested(atlas: &Atlas, places: &[(LonLat, u32)]) -> Vec<(BorderKey, u64)> {
    let count = |border: Border| {
        let near = places.iter().filter(|(at, _)| border.is_near(*at));
        Some((border.key()?, near.map(|&(_, events)| u64::from(events)).sum::<u64>()))
    };
    let mut found: Vec<(BorderKey, u64)> =
        super::all_lines(atlas).filter_map(count).filter(|&(_, events)| events > 0).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    found
}

/// How many events lie in either country of each border both of whose countries have some: the ones with most in the
/// lesser country first. `countries` are names or codes as the events give them, with how many events each has.
pub fn between_named(atlas: &Atlas, countries: &[(String, u64)]) -> Vec<(BorderKey, u64)> {
    let mut found: Vec<(BorderKey, u64, u64)> = Vec::new();
    let mut known: Vec<(&ArcArea, u64)> = Vec::new();
    for (words, events) in countries {
        let Some(area) = super::country(atlas, words) else { continue };
        match known.iter_mut().find(|(own, _)| std::ptr::eq(*own, area)) {
            Some((_, sum)) => *sum += events,
            None => known.push((area, *events)),
        }
    }
    let events = |area: &ArcArea| known.iter().find(|(own, _)| std::ptr::eq(*own, area)).map(|&(_, n)| n);
    for (a, b) in super::parts::neighbours(atlas) {
        if let (Some(in_a), Some(in_b)) = (events(a), events(b))
            && let Some(key) = super::key::key_of(&[super::side(a), super::side(b)])
        {
            found.push((key, in_a.min(in_b), in_a + in_b));
        }
    }
    found.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.cmp(&a.2)).then(a.0.cmp(&b.0)));
    found.into_iter().map(|(key, _, both)| (key, both)).collect()
}

impl Border {
    /// Whether a place lies within [`NEAR_KM`] of the line, on a plane around the place (within 1 % at that distance).
    fn is_near(&self, at: LonLat) -> bool {
        let km_per_deg = EARTH_KM.to_radians();
        let cos = at.lat().to_radians().cos().max(0.01);
        let wide = NEAR_KM / km_per_deg;
        let local = |&(lon, lat): &(f64, f64)| {
            let east = (lon - at.lon() + 540.0).rem_euclid(360.0) - 180.0;
            Plane::new(east * cos * km_per_deg, (lat - at.lat()) * km_per_deg)
        };
        let here = Plane::default();
        let lat_near = |a: f64, b: f64| a.min(b) - wide <= at.lat() && a.max(b) + wide >= at.lat();
        self.parts.iter().any(|part| {
            part.points.iter().zip(part.points.iter().skip(1)).any(|(a, b)| {
                lat_near(a.1, b.1) && here.nearest_on(local(a), local(b)).distance2(here) <= NEAR_KM * NEAR_KM
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::atlas;

    #[test]
    fn countries_that_events_name_speak_for_the_border_between_them() {
        let world = atlas::world().unwrap();
        let named = |names: &[(&str, u64)]| {
            let names: Vec<(String, u64)> = names.iter().map(|&(name, n)| (name.to_owned(), n)).collect();
            let found = between_named(&world, &names);
            found.iter().map(|(key, events)| (key.to_string(), *events)).collect::<Vec<_>>()
        };
        let found = named(&[("Pakistan", 9), ("Afghanistan", 5), ("Russia", 1), ("AFG", 2), ("Atlantis", 7)]);
        assert_eq!(found, [("AFG-PAK".to_owned(), 16)]);
        // Of two borders the one of which both sides have many.
        let found = named(&[("Sudan", 50), ("Chad", 1), ("South Sudan", 20)]);
        assert_eq!(found.first(), Some(&("SDN-SSD".to_owned(), 70)));
        assert!(named(&[("Pakistan", 9)]).is_empty());
    }

    #[test]
    fn events_name_the_border_that_most_of_them_lie_at() {
        let at = |lon: f64, lat: f64| LonLat::new(lon, lat).unwrap();
        let world = atlas::world().unwrap();
        let first =
            |places: &[(LonLat, u32)]| suggested(&world, places).first().map(|s| (s.0.to_string(), s.1));
        // Peshawar, Parachinar, Quetta; and Lahore at the other border.
        let pakistan =
            [(at(71.58, 34.01), 5), (at(70.1, 33.9), 2), (at(67.0, 30.18), 1), (at(74.35, 31.56), 3)];
        assert_eq!(first(&pakistan), Some(("AFG-PAK".to_owned(), 8)));
        // Kharkiv, Belgorod; Goma.
        assert_eq!(first(&[(at(36.23, 49.99), 7), (at(36.58, 50.6), 1)]), Some(("RUS-UKR".to_owned(), 8)));
        assert_eq!(first(&[(at(29.22, -1.68), 4)]).map(|s| s.1), Some(4));
        assert_eq!(first(&[(at(-30.0, 0.0), 9)]), None);
    }
}
