//! Far places put together: by city where one is near, else by country.

use hashbrown::HashMap;

use super::{Away, Line, number, side_of};
use crate::geo::{AreaLevel, PlaceKind, Plane};
use crate::model::LonLat;

/// A place this near to a city stands for it, km.
const IN_CITY_KM: f64 = 60.0;

/// Far places as they are found.
pub(super) struct FarPlaces<'a> {
    line: Line<'a>,
    cities: Vec<(Plane, &'a str)>,
    numbers: HashMap<String, u32>,
    found: Vec<Away>,
}

impl<'a> FarPlaces<'a> {
    pub fn new(line: Line<'a>) -> Self {
        let is_city = |kind| matches!(kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::FarCity);
        let cities = line.base.places.iter().filter(|place| is_city(place.kind));
        let cities = cities.map(|place| (line.base.projection.forward(place.at), place.name.as_str()));
        Self { line, cities: cities.collect(), numbers: HashMap::new(), found: Vec::new() }
    }

    /// The number of the far place that a position belongs to; `country` is the file's word, asked beyond the map.
    pub fn number(
        &mut self,
        at: LonLat,
        country: &dyn Fn() -> String,
        bearing_deg: f64,
        distance_km: f64,
    ) -> u32 {
        let name = self.name(at, country);
        let third = side_of(self.line, at).is_none();
        let found = &mut self.found;
        let slot = *self.numbers.entry(name.clone()).or_insert_with(|| {
            found.push(Away { name, third, bearing_deg, distance_km });
            number(found.len() - 1)
        });
        if let Some(away) = self.found.get_mut(slot as usize).filter(|away| distance_km < away.distance_km) {
            (away.bearing_deg, away.distance_km) = (bearing_deg, distance_km);
        }
        slot
    }

    fn name(&self, at: LonLat, said: &dyn Fn() -> String) -> String {
        let plane = self.line.base.projection.forward(at);
        let near = self.cities.iter().map(|(city, name)| (city.distance_km(plane), name));
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|&(km, _)| km < IN_CITY_KM);
        if let Some((_, name)) = nearest {
            return (*name).to_owned();
        }
        let country = self.line.base.area_of_level_at(AreaLevel::Country, at);
        let country = country.and_then(|country| self.line.base.area(country));
        let country = country.map_or_else(said, |area| area.name.clone());
        if country.trim().is_empty() {
            "elsewhere".to_owned()
        } else {
            format!("elsewhere in {}", country.trim())
        }
    }

    /// Gives out the far places, the nearest first, and the new number of each.
    pub fn finish(&mut self, out: &mut Vec<Away>) -> Vec<u32> {
        let mut order: Vec<usize> = (0..self.found.len()).collect();
        let distance = |n: &usize| self.found.get(*n).map_or(f64::INFINITY, |away| away.distance_km);
        order.sort_by(|a, b| distance(a).total_cmp(&distance(b)));
        let mut numbers = vec![0; order.len()];
        for (new, &old) in (0_u32..).zip(&order) {
            if let Some(slot) = numbers.get_mut(old) {
                *slot = new;
            }
            out.extend(self.found.get(old).cloned());
        }
        numbers
    }
}
