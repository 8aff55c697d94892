//! All places of a data set put along a border: beside it, along a stretch of it, far away, or nowhere.

mod away;
mod find;
mod survey;

use crate::geo::border::Border;
use crate::geo::referencing::{Located, Referencing};
use crate::geo::{AreaLevel, AreaRef, BaseMap, fold};
use crate::model::LonLat;
use crate::query::{PlaceKey, PlaceWords, Places};

use super::Weight;
use super::placing::{Placed, Pocket, Why, Zone, ZoneShape};
use away::FarPlaces;
use find::{Finder, Found};
pub use survey::MapSurveyor;

/// Where a place stands to the border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stand {
    /// Beside it.
    Beside(Beside),
    /// Number of a stretch: the place is known to an area only.
    Stretch(u32),
    /// Number of a far place.
    Away(u32),
    /// Number of a reason why it has no place.
    Nowhere(u32),
}

/// A place beside the border.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Beside {
    /// Kilometres along the border.
    pub km: f64,
    /// Kilometres from it: positive on side 0.
    pub off_km: f64,
    /// Whether it is only near there.
    pub vague: bool,
    /// The side whose capital it lies in, if so.
    pub capital: Option<usize>,
}

/// A part of the border that an area lies opposite to.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The area's name, or what the file calls it.
    pub name: String,
    /// Where it begins, km.
    pub from_km: f64,
    /// Where it ends, km.
    pub to_km: f64,
    /// About how far from the border the area's middle lies: positive on side 0; 0 for the line itself.
    pub off_km: f64,
    /// The side whose capital the area is, if so.
    pub capital: Option<usize>,
    /// Whether it is the whole border: what is said to lie along it, with no point.
    pub whole: bool,
}

impl Stretch {
    /// What is known of the events on it: "Somewhere in Kurram".
    pub fn title(&self) -> String {
        if self.whole {
            "Somewhere along the border".to_owned()
        } else if self.name.is_empty() {
            "Somewhere around here".to_owned()
        } else {
            format!("Somewhere in {}", self.name)
        }
    }
}

/// A place too far to stand beside the border, or in a third country.
#[derive(Clone, Debug, PartialEq)]
pub struct Away {
    /// "Moscow", "elsewhere in Pakistan"
    pub name: String,
    /// Whether it lies in neither of the two countries.
    pub third: bool,
    /// Direction from the border, degrees clockwise from north.
    pub bearing_deg: f64,
    /// Kilometres from the border.
    pub distance_km: f64,
}

/// All places of a data set, put along one border.
#[derive(Clone, Debug, Default)]
pub struct Along {
    /// Areas with places that are known to them only.
    pub stretches: Vec<Stretch>,
    /// Far places, the nearest first.
    pub far_places: Vec<Away>,
    /// Why places have none.
    pub nowhere: Vec<Why>,
    /// Every place, ascending.
    stands: Vec<(PlaceKey, Stand)>,
    /// How much room each place wants along the border.
    pub weights: Vec<Weight>,
}

/// What places are put on.
#[derive(Clone, Copy)]
pub struct Line<'a> {
    /// The map that finds areas.
    pub base: &'a BaseMap,
    /// The border.
    pub border: &'a Border,
    /// The border made ready to locate places.
    pub reference: &'a Referencing,
}

impl Along {
    /// Puts all places of an answer, as the map places them, along a border; about a µs a place. `words` gives the names of
    /// those that lie beyond the map, and of those without coordinates that are said to lie on some line.
    pub fn new(places: &Places, on_map: &Placed, line: Line<'_>, words: &dyn PlaceWords) -> Self {
        let finder = Finder::new(line);
        let far_places = FarPlaces::new(line, words);
        let mut work =
            Work { line, places, words, finder: &finder, far_places, whole: None, out: Self::default() };
        work.out.stands.reserve(places.len());
        finder.each(&on_map.spots, |spot, found| {
            let stand = work.stand(found, Some(spot.key));
            work.out.stands.push((spot.key, stand));
        });
        for zone in &on_map.zones {
            work.zone(zone);
        }
        for pocket in &on_map.tray {
            work.pocket(pocket);
        }
        work.finish()
    }

    /// Where a place stands; `None` for one that was not in the answer.
    pub fn stand(&self, key: PlaceKey) -> Option<Stand> {
        let at = self.stands.binary_search_by_key(&key, |&(key, _)| key).ok()?;
        self.stands.get(at).map(|&(_, stand)| stand)
    }

    /// A table made by hand, for tests.
    #[cfg(test)]
    pub(super) fn by_hand(
        stretches: Vec<Stretch>,
        far_places: Vec<Away>,
        stands: Vec<(PlaceKey, Stand)>,
    ) -> Self {
        Self { stretches, far_places, stands, ..Self::default() }
    }

    /// All places with where they stand, ascending.
    pub fn stands(&self) -> &[(PlaceKey, Stand)] {
        &self.stands
    }
}

struct Work<'a> {
    line: Line<'a>,
    places: &'a Places,
    words: &'a dyn PlaceWords,
    finder: &'a Finder<'a>,
    /// The stretch of what lies anywhere along the border.
    whole: Option<Stand>,
    far_places: FarPlaces<'a>,
    out: Along,
}

impl Work<'_> {
    fn stand(&mut self, found: Found, key: Option<PlaceKey>) -> Stand {
        match found {
            Found::Beside(beside) => Stand::Beside(beside),
            Found::Far(far) => Stand::Away(self.far_places.number(key, far, &self.finder.cities)),
        }
    }

    fn zone(&mut self, zone: &Zone) {
        let at = |key: PlaceKey| self.places.get(key)?.at;
        let (inside, range) = match zone.shape {
            ZoneShape::Area(area) => {
                let inside = self.line.base.true_points_in(area, 60);
                (inside, self.line.reference.km_range_of_area(self.line.base, area))
            }
            ZoneShape::Around { at: drawn, radius_km } => {
                let given = zone.keys.iter().find_map(|&key| at(key));
                let middle = given.or_else(|| self.line.base.projection.inverse(drawn));
                let middle: Vec<LonLat> = middle.into_iter().collect();
                let km = middle.first().and_then(|&at| self.line.reference.locate(at).km());
                (middle, km.map(|km| (km - radius_km, km + radius_km)))
            }
        };
        let stand = match range {
            Some((from_km, to_km)) => {
                let off_km = self.middle_off(&inside);
                let capital = self.finder.capitals.iter().find(|(_, _, name)| fold(name) == fold(&zone.name));
                let capital = capital.map(|&(side, ..)| side);
                let end = self.line.border.length_km();
                let (from_km, to_km) = (from_km.max(0.0), to_km.min(end));
                self.stretch(Stretch {
                    name: zone.name.clone(),
                    from_km,
                    to_km,
                    off_km,
                    capital,
                    whole: false,
                })
            }
            None => match inside.first() {
                Some(&at) => self.stand(self.finder.find(at, true), None),
                None => self.nowhere(&Why::Area),
            },
        };
        self.out.stands.extend(zone.keys.iter().map(|&key| (key, stand)));
    }

    /// The middle one of the distances of some points from the border.
    fn middle_off(&self, inside: &[LonLat]) -> f64 {
        let beside = inside.iter().filter_map(|&at| match self.line.reference.locate(at) {
            Located::Beside { off_km, .. } => Some(off_km),
            Located::Far { .. } => None,
        });
        let mut offs: Vec<f64> = beside.collect();
        offs.sort_unstable_by(f64::total_cmp);
        offs.get(offs.len() / 2).copied().unwrap_or(0.0)
    }

    fn stretch(&mut self, stretch: Stretch) -> Stand {
        self.out.stretches.push(stretch);
        Stand::Stretch(number(self.out.stretches.len() - 1))
    }

    fn pocket(&mut self, pocket: &Pocket) {
        for &key in &pocket.keys {
            let along = matches!(pocket.why, Why::Line(_)) && self.is_along(key);
            let stand = if along { self.whole_border() } else { self.nowhere(&pocket.why) };
            self.out.stands.push((key, stand));
        }
    }

    /// Whether a line that is named is this border: it is called a border, and one of the two countries is named.
    fn is_along(&self, key: PlaceKey) -> bool {
        let place = self.places.get(key).and_then(|group| self.words.place(group.first)).unwrap_or_default();
        let words: Vec<String> = place.names().into_iter().map(fold).collect();
        let said = |word: &str| words.iter().any(|words| words.contains(word));
        // “Afghan” will do for Afghanistan.
        let stem = |name: &str| fold(name).chars().take(6).collect::<String>();
        let border = &self.line.border;
        said(&fold(&border.name))
            || (said("border") && border.sides.iter().any(|side| said(&stem(&side.name))))
    }

    fn whole_border(&mut self) -> Stand {
        if let Some(whole) = self.whole {
            return whole;
        }
        let (name, to_km) = ("along the border".to_owned(), self.line.border.length_km());
        let whole = Stretch { name, from_km: 0.0, to_km, off_km: 0.0, capital: None, whole: true };
        let stand = self.stretch(whole);
        self.whole = Some(stand);
        stand
    }

    fn nowhere(&mut self, why: &Why) -> Stand {
        let known = self.out.nowhere.iter().position(|known| known == why);
        Stand::Nowhere(number(known.unwrap_or_else(|| {
            self.out.nowhere.push(why.clone());
            self.out.nowhere.len() - 1
        })))
    }

    fn finish(mut self) -> Along {
        let order = self.far_places.finish(&mut self.out.far_places);
        for (_, stand) in &mut self.out.stands {
            if let Stand::Away(n) = stand {
                *n = order.get(*n as usize).copied().unwrap_or(*n);
            }
        }
        // Points are in order already, and the others nearly.
        self.out.stands.sort_by_key(|&(key, _)| key);
        let mut stands = self.out.stands.iter().peekable();
        let weights = self.places.iter().filter_map(|group| {
            while stands.next_if(|(key, _)| *key < group.key).is_some() {}
            // A pile at one point needs no more room than its mark.
            let weight = f64::from(group.count()).sqrt();
            match stands.peek()? {
                (key, Stand::Beside(Beside { km, capital: None, .. })) if *key == group.key => {
                    Some(Weight { km: *km, weight })
                }
                _ => None,
            }
        });
        self.out.weights = weights.collect();
        self.out
    }
}

/// Which of the border's countries a position lies in.
fn side_of(line: Line<'_>, at: LonLat) -> Option<usize> {
    side_of_country(line, line.base.area_of_level_at(AreaLevel::Country, at)?)
}

/// Which of the border's countries a country of the map is.
fn side_of_country(line: Line<'_>, country: AreaRef) -> Option<usize> {
    let country = line.base.area(country)?;
    line.border.sides.iter().position(|side| side.name == country.name)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
