//! Where each place with hits goes on the map: a point, an area, or the tray; never surer than its source.

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::PinGrid;
use super::cluster::{Pin, add};
use crate::geo::{AreaLevel, AreaRef, BaseMap, PlaceKind, Plane, PlaneBounds};
use crate::model::{EventId, KINDS, LonLat, Place, PlacePrecision};
use crate::query::{PlaceGroup, PlaceKey, Places};

/// All places of an answer, put on one base map. Everything that is counted in the answer is in exactly one list.
#[derive(Clone, Debug, Default)]
pub struct Placed {
    /// Points: for bubbles.
    pub pins: Vec<Pin>,
    /// What each pin stands for; as many as pins.
    pub spots: Vec<PinSpot>,
    /// Areas with events known to them only, small ones first.
    pub zones: Vec<Zone>,
    /// Events without a place on the map, in the order of the tray.
    pub tray: Vec<Pocket>,
    /// Numbers of pins that stand in a far city, ascending.
    pub far: Vec<u32>,
    /// Number of hits that have a pin.
    pub pinned: u32,
    /// The pins by where they lie; those in a far city stand apart.
    pub grid: PinGrid,
    /// The smallest rectangle around all pins.
    pub bounds: Option<PlaneBounds>,
    whereabouts: Vec<(PlaceKey, Whereabouts)>,
}

/// What a pin stands for.
#[derive(Clone, Copy, Debug)]
pub struct PinSpot {
    /// The place.
    pub key: PlaceKey,
    /// Its coordinates.
    pub at: LonLat,
    /// Whether it is only near there.
    pub vague: bool,
    /// Whether another pin stands at the same coordinates, with another precision, and comes before this one.
    pub again: bool,
    /// Its first event, for names.
    pub first: EventId,
}

/// An area that holds events which are known to it only.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its shape.
    pub shape: ZoneShape,
    /// Its name as the file gives it.
    pub name: String,
    /// How we know where it lies.
    pub known: KnownBy,
    /// Hits by kind.
    pub kinds: [u32; KINDS],
    /// The places in it, ascending.
    pub keys: Vec<PlaceKey>,
    /// Its first event.
    pub first: EventId,
    /// Where its badge stands, km.
    pub badge_at: Plane,
}

/// How it is known where a zone lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum KnownBy {
    /// The source names an area of the base map, or gives coordinates.
    #[default]
    Map,
    /// The source gives a name and no coordinates, and our list of places has that name.
    OurList,
    /// As before, in a list of places of the user's: the layer's name.
    UsersList(String),
    /// The source names an area of a layer of the user's: the layer's name.
    UsersArea(String),
}

/// The shape of a zone.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ZoneShape {
    /// An area of the base map.
    Area(AreaRef),
    /// Somewhere around a point: the base map has no such area.
    Around {
        /// The middle, km.
        at: Plane,
        /// About the size of such an area, km.
        radius_km: f64,
    },
}

/// Events of one sort that have no place on the map.
#[derive(Clone, Debug)]
pub struct Pocket {
    /// Why they have none.
    pub why: Why,
    /// Hits by kind.
    pub kinds: [u32; KINDS],
    /// The places in it, ascending.
    pub keys: Vec<PlaceKey>,
    /// Its first event.
    pub first: EventId,
}

/// Why events have no place on the map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Somewhere along a line: its name, or empty.
    Line(String),
    /// Somewhere in an area that the map does not have or the source does not name.
    Area,
    /// Named, but without coordinates.
    NamedOnly,
    /// Somewhere in a country: its name, or empty.
    Country(String),
    /// The source gives no place.
    NotGiven,
}

/// Where a place went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// Number of a pin.
    Pin(u32),
    /// Number of a zone.
    Zone(u32),
    /// Number of a pocket of the tray.
    Pocket(u32),
}

impl Placed {
    /// Where a place went; `None` when it has no hits.
    pub fn whereabouts(&self, key: PlaceKey) -> Option<Whereabouts> {
        let at = self.whereabouts.binary_search_by_key(&key, |&(key, _)| key).ok()?;
        self.whereabouts.get(at).map(|&(_, place)| place)
    }

    /// Number of hits in the tray.
    pub fn in_tray(&self) -> u32 {
        self.tray.iter().flat_map(|p| p.kinds).fold(0, u32::saturating_add)
    }
}

/// Radius in km of a district or province whose shape is not known.
const AROUND_KM: [f64; 2] = [25.0, 80.0];
/// A pin this near to a far city of the gazetteer stands in it.
const IN_CITY_KM: f64 = 60.0;

/// Puts all places of an answer on a base map; `names` gives the place of an event. O(places), and names are asked for
/// only where there is no point.
pub fn place_all(places: &Places, base: &BaseMap, names: &dyn Fn(EventId) -> Option<Place>) -> Placed {
    let mut work = Work {
        base,
        out: Placed::default(),
        zones: HashMap::default(),
        pockets: HashMap::default(),
        seen: HashSet::default(),
    };
    for group in &places.groups {
        work.put(group, names);
    }
    work.finish()
}

#[derive(PartialEq, Eq, Hash)]
enum ZoneKey {
    Area(AreaRef),
    /// By its name, country and size.
    Named(String, u64),
    /// A place of the gazetteer.
    Gazetteer(String),
    /// By its coordinates and size.
    At([u64; 2], u64),
}

struct Work<'a> {
    base: &'a BaseMap,
    out: Placed,
    zones: HashMap<ZoneKey, u32, RandomState>,
    pockets: HashMap<Why, u32, RandomState>,
    /// Coordinates that have a pin.
    seen: HashSet<[u64; 2], RandomState>,
}

impl Work<'_> {
    fn put(&mut self, group: &PlaceGroup, names: &dyn Fn(EventId) -> Option<Place>) {
        use PlacePrecision::{Country, District, Exact, Line, Near, Province, Unknown};
        let whereabouts = match (group.precision, group.at) {
            (Exact | Near | Unknown, Some(at)) => self.pin(group, at),
            (precision, at) => {
                let place = names(group.first).unwrap_or_default();
                let (users, layer) = by_layer::area(self.base, &place, precision).unzip();
                let zone = users.or_else(|| match precision {
                    District => self.district(&place, at),
                    Province => self.province(&place, at),
                    Exact | Near => self.named_district(&place),
                    Country | Line | Unknown => None,
                });
                if let Some(shape) = zone {
                    let (key, name) = self.key(shape, &place);
                    let known = layer.map_or(KnownBy::Map, KnownBy::UsersArea);
                    self.zone(group, (key, name, known), shape)
                } else if let Some((shape, name, known)) = by_name::find(self.base, &place, precision) {
                    self.zone(group, (ZoneKey::Gazetteer(name.clone()), name, known), shape)
                } else {
                    self.pocket(group, why(precision, &place))
                }
            }
        };
        self.out.whereabouts.push((group.key, whereabouts));
    }

    fn pin(&mut self, group: &PlaceGroup, at: LonLat) -> Whereabouts {
        let number = number(self.out.pins.len());
        let plane = self.base.place(at);
        self.out.pins.push(Pin { at: plane, kinds: group.kinds });
        let vague = group.precision != PlacePrecision::Exact;
        let again = !self.seen.insert([at.lon().to_bits(), at.lat().to_bits()]);
        self.out.pinned = self.out.pinned.saturating_add(group.count());
        self.out.spots.push(PinSpot { key: group.key, at, vague, again, first: group.first });
        match &mut self.out.bounds {
            Some(bounds) => bounds.include(plane),
            none => *none = Some(PlaneBounds { min: plane, max: plane }),
        }
        Whereabouts::Pin(number)
    }

    fn district(&self, place: &Place, at: Option<LonLat>) -> Option<ZoneShape> {
        let named = |words: &str| self.base.area_named(words, &place.admin1, &place.country);
        let of_level =
            |level, words: &str| named(words).filter(|_| !words.is_empty()).filter(|a| a.level == level);
        let by_point = |level| self.area_at(level, at, &place.country);
        let area = of_level(AreaLevel::District, &place.admin2)
            .or_else(|| of_level(AreaLevel::District, &place.name))
            .or_else(|| by_point(AreaLevel::District))
            .or_else(|| named(&place.admin2).filter(|a| a.level == AreaLevel::Province))
            .or_else(|| by_point(AreaLevel::Province));
        area.map(ZoneShape::Area).or_else(|| self.around(at, AROUND_KM[0]))
    }

    fn province(&self, place: &Place, at: Option<LonLat>) -> Option<ZoneShape> {
        let named = |words: &str| {
            let area = self.base.area_named("", words, &place.country)?;
            // A district may bear the name: areas of the past that were provinces.
            (area.level != AreaLevel::Country).then_some(area)
        };
        let area = named(&place.admin1)
            .or_else(|| named(&place.name))
            .or_else(|| self.area_at(AreaLevel::Province, at, &place.country));
        area.map(ZoneShape::Area).or_else(|| self.around(at, AROUND_KM[1]))
    }

    /// The area around the coordinates, unless it is another country's than the file says: the file's word stands.
    fn area_at(&self, level: AreaLevel, at: Option<LonLat>, country: &str) -> Option<AreaRef> {
        let found = self.base.area_of_level_at(level, at?)?;
        if country.trim().is_empty() {
            return Some(found);
        }
        let said = self.base.area(self.base.area_named("", "", country)?)?;
        let area = self.base.area(found)?;
        let province = self.base.provinces.iter().find(|p| p.name == area.parent).unwrap_or(area);
        (province.parent == said.name).then_some(found)
    }

    /// The district that a place without coordinates is said to lie in.
    fn named_district(&self, place: &Place) -> Option<ZoneShape> {
        let named = |words: &str| {
            let area = self.base.area_named(words, &place.admin1, &place.country)?;
            (area.level == AreaLevel::District && !words.is_empty()).then_some(area)
        };
        named(&place.admin2).or_else(|| named(&place.name)).map(ZoneShape::Area)
    }

    fn around(&self, at: Option<LonLat>, radius_km: f64) -> Option<ZoneShape> {
        Some(ZoneShape::Around { at: self.base.place(at?), radius_km })
    }

    fn zone(
        &mut self,
        group: &PlaceGroup,
        (key, name, known): (ZoneKey, String, KnownBy),
        shape: ZoneShape,
    ) -> Whereabouts {
        let base = self.base;
        let zones = &mut self.out.zones;
        let slot = *self.zones.entry(key).or_insert_with(|| {
            let badge_at = match shape {
                ZoneShape::Area(area) => base.area(area).map_or(Plane::default(), |area| area.label_at),
                ZoneShape::Around { at, .. } => at,
            };
            let (kinds, keys, first) = ([0; KINDS], Vec::new(), group.first);
            zones.push(Zone { shape, name, known, kinds, keys, first, badge_at });
            number(zones.len() - 1)
        });
        if let Some(zone) = zones.get_mut(slot as usize) {
            add(&mut zone.kinds, &group.kinds);
            zone.keys.push(group.key);
        }
        Whereabouts::Zone(slot)
    }

    /// What makes two zones one, and what it is called. Coordinates that stand for an area may differ from row to row.
    fn key(&self, shape: ZoneShape, place: &Place) -> (ZoneKey, String) {
        match shape {
            ZoneShape::Area(area) => {
                (ZoneKey::Area(area), self.base.area(area).map_or_else(String::new, |a| a.name.clone()))
            }
            ZoneShape::Around { at, radius_km } => {
                let units = if radius_km > AROUND_KM[0] { &place.admin1 } else { &place.admin2 };
                let size = radius_km.to_bits();
                let name = if units.trim().is_empty() {
                    place.names().first().map_or_else(String::new, |&name| name.to_owned())
                } else {
                    units.trim().to_owned()
                };
                if units.trim().is_empty() {
                    (ZoneKey::At([at.x_km.to_bits(), at.y_km.to_bits()], size), name)
                } else {
                    (ZoneKey::Named(format!("{name}\n{}\n{}", place.admin1, place.country), size), name)
                }
            }
        }
    }

    fn pocket(&mut self, group: &PlaceGroup, why: Why) -> Whereabouts {
        let tray = &mut self.out.tray;
        let slot = *self.pockets.entry(why).or_insert_with_key(|why| {
            let (kinds, keys, first) = ([0; KINDS], Vec::new(), group.first);
            tray.push(Pocket { why: why.clone(), kinds, keys, first });
            number(tray.len() - 1)
        });
        if let Some(pocket) = tray.get_mut(slot as usize) {
            add(&mut pocket.kinds, &group.kinds);
            pocket.keys.push(group.key);
        }
        Whereabouts::Pocket(slot)
    }

    fn finish(mut self) -> Placed {
        self.sort_zones();
        self.sort_tray();
        self.out.far = self.far();
        self.out.grid = PinGrid::new(&self.out.pins, &self.out.far);
        self.out
    }

    /// Pins that stand in a far city of the gazetteer.
    fn far(&self) -> Vec<u32> {
        let is_far = |p: &&crate::geo::Place| p.kind == PlaceKind::FarCity;
        let cities: Vec<Plane> = self.base.places.iter().filter(is_far).map(|p| p.plane).collect();
        let near_city = |pin: &Pin| {
            !self.base.home.contains(pin.at) && cities.iter().any(|c| c.distance_km(pin.at) < IN_CITY_KM)
        };
        (0_u32..).zip(&self.out.pins).filter(|(_, pin)| near_city(pin)).map(|(n, _)| n).collect()
    }
}

fn why(precision: PlacePrecision, place: &Place) -> Why {
    match precision {
        PlacePrecision::Line => Why::Line(place.names().first().map_or_else(String::new, |&n| n.to_owned())),
        PlacePrecision::District | PlacePrecision::Province => Why::Area,
        PlacePrecision::Country => {
            let name = [&place.country, &place.name].into_iter().find(|n| !n.trim().is_empty());
            Why::Country(name.map_or_else(String::new, |n| n.trim().to_owned()))
        }
        PlacePrecision::Exact | PlacePrecision::Near if !place.names().is_empty() => Why::NamedOnly,
        PlacePrecision::Unknown if !place.name.trim().is_empty() => Why::NamedOnly,
        _ => Why::NotGiven,
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

mod by_layer;
mod by_name;
#[cfg(test)]
mod layer_tests;
mod order;
#[cfg(test)]
mod tests;
