//! Far places put together: by city where one is near, else by country.

use hashbrown::HashMap;

use super::{Away, Line, number, side_of_country};
use crate::geo::{AreaRef, PlaceKind, Plane};
use crate::model::NO_NAME;
use crate::query::{PlaceKey, PlaceWords};

/// A place this near to a city stands for it, km.
const IN_CITY_KM: f64 = 60.0;

/// What is known of a far point by itself.
#[derive(Clone, Copy)]
pub(super) struct Far {
    /// Number of the city that it lies in.
    pub city: Option<usize>,
    /// The country on the map that it lies in.
    pub country: Option<AreaRef>,
    /// Direction from the border, degrees clockwise from north.
    pub bearing_deg: f64,
    /// Kilometres from the border.
    pub distance_km: f64,
}

/// Cities by squares as wide as a city's surroundings.
pub(super) struct Cities<'a> {
    list: Vec<(Plane, &'a str)>,
    squares: HashMap<(i64, i64), Vec<usize>>,
}

impl<'a> Cities<'a> {
    pub fn new(line: Line<'a>) -> Self {
        let is_city = |kind| matches!(kind, PlaceKind::Capital | PlaceKind::City | PlaceKind::FarCity);
        let cities = line.base.places.iter().filter(|place| is_city(place.kind));
        let list: Vec<(Plane, &str)> =
            cities.map(|place| (line.base.projection.forward(place.at), place.name.as_str())).collect();
        let mut squares: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
        for (n, (at, _)) in list.iter().enumerate() {
            squares.entry(square(*at)).or_default().push(n);
        }
        Self { list, squares }
    }

    /// The nearest city that a point stands for.
    pub fn near(&self, at: Plane) -> Option<usize> {
        let (column, row) = square(at);
        let around =
            (column - 1..=column + 1).flat_map(|column| (row - 1..=row + 1).map(move |row| (column, row)));
        let near = around.filter_map(|square| self.squares.get(&square)).flatten();
        let near = near.filter_map(|&n| Some((self.list.get(n)?.0.distance_km(at), n)));
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        nearest.filter(|&(km, _)| km < IN_CITY_KM).map(|(_, n)| n)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the Earth has a few hundred squares")]
fn square(at: Plane) -> (i64, i64) {
    ((at.x_km / IN_CITY_KM).floor() as i64, (at.y_km / IN_CITY_KM).floor() as i64)
}

/// Far places as they are found.
pub(super) struct FarPlaces<'a> {
    line: Line<'a>,
    words: &'a dyn PlaceWords,
    by_city: HashMap<usize, u32>,
    by_country: HashMap<AreaRef, u32>,
    /// Beyond the map: by the code of the country that the file names.
    by_word: HashMap<u32, u32>,
    numbers: HashMap<String, u32>,
    found: Vec<Away>,
}

impl<'a> FarPlaces<'a> {
    pub fn new(line: Line<'a>, words: &'a dyn PlaceWords) -> Self {
        Self {
            line,
            words,
            by_city: HashMap::new(),
            by_country: HashMap::new(),
            by_word: HashMap::new(),
            numbers: HashMap::new(),
            found: Vec::new(),
        }
    }

    /// The number of the far place that a position belongs to; beyond the map its place's own word for its country tells.
    pub fn number(&mut self, key: Option<PlaceKey>, far: Far, cities: &Cities<'_>) -> u32 {
        let word = || key.and_then(|key| self.words.codes(key)).map_or(NO_NAME, |names| names.country);
        let known = match far {
            Far { city: Some(city), .. } => self.by_city.get(&city),
            Far { country: Some(country), .. } => self.by_country.get(&country),
            _ => self.by_word.get(&word()),
        };
        let slot = known.copied();
        let slot = slot.unwrap_or_else(|| {
            let word = word();
            self.add(word, far, cities)
        });
        if let Some(away) =
            self.found.get_mut(slot as usize).filter(|away| far.distance_km < away.distance_km)
        {
            (away.bearing_deg, away.distance_km) = (far.bearing_deg, far.distance_km);
        }
        slot
    }

    /// The number of a far place that may be new.
    fn add(&mut self, word: u32, far: Far, cities: &Cities<'_>) -> u32 {
        let Far { bearing_deg, distance_km, .. } = far;
        let name = self.name(word, far, cities);
        let third = far.country.and_then(|country| side_of_country(self.line, country)).is_none();
        let found = &mut self.found;
        let slot = *self.numbers.entry(name.clone()).or_insert_with(|| {
            found.push(Away { name, third, bearing_deg, distance_km });
            number(found.len() - 1)
        });
        match far {
            Far { city: Some(city), .. } => self.by_city.insert(city, slot),
            Far { country: Some(country), .. } => self.by_country.insert(country, slot),
            _ => self.by_word.insert(word, slot),
        };
        slot
    }

    fn name(&self, word: u32, far: Far, cities: &Cities<'_>) -> String {
        if let Some((_, name)) = far.city.and_then(|city| cities.list.get(city)) {
            return (*name).to_owned();
        }
        let country = far.country.and_then(|country| self.line.base.area(country));
        let country = country.map_or_else(|| self.words.word(word), |area| area.name.as_str());
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
