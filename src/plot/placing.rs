//! Where each place with hits goes on the map: a point, an area, or the tray; never surer than its source.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::PinGrid;
use super::cluster::{Pin, add};
use crate::geo::{AreaLevel, AreaRef, BaseMap, Plane, PlaneBounds};
use crate::model::{EventId, KINDS, LonLat, MANY_ROWS, NO_NAME, PlaceNames, PlacePrecision, both};
use crate::query::{PlaceGroup, PlaceKey, PlaceWords, Places};
use points::Points;
use why::why;
use words::Said;

pub use why::Why;

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

    /// Room for so many pins: lists that grow would be copied again and again.
    fn make_room(&mut self, pins: usize) {
        self.pins.reserve_exact(pins);
        self.spots.reserve_exact(pins);
        self.whereabouts.reserve(pins);
    }

    /// Number of hits in the tray.
    pub fn in_tray(&self) -> u32 {
        self.tray.iter().flat_map(|p| p.kinds).fold(0, u32::saturating_add)
    }
}

/// Radius in km of a district or province whose shape is not known.
const AROUND_KM: [f64; 2] = [25.0, 80.0];

/// Puts all places of an answer on a base map. O(places); words are asked for only where there is no point.
pub fn place_all(places: &Places, base: &BaseMap, words: &dyn PlaceWords) -> Placed {
    let mut work = Work {
        base,
        out: Placed::default(),
        zones: HashMap::default(),
        pockets: HashMap::default(),
        said: Said::new(base, words),
    };
    let points = Points::new(&places.groups, base);
    work.out.make_room(points.len());
    points.each(|group, at| work.put(group, at));
    work.finish()
}

#[derive(PartialEq, Eq, Hash)]
enum ZoneKey {
    Area(AreaRef),
    /// By the codes of its name, province and country, and its size.
    Named([u32; 3], u64),
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
    said: Said<'a>,
}

impl Work<'_> {
    /// `drawn`: where its point is drawn, if it stands at one.
    fn put(&mut self, group: &PlaceGroup, drawn: Option<(LonLat, Plane)>) {
        use PlacePrecision::{Country, District, Exact, Line, Near, Province, Unknown};
        let whereabouts = match (drawn, group.precision, group.at) {
            (Some((at, drawn)), ..) => self.pin(group, at, drawn),
            (None, precision, at) => {
                let names = self.said.words.codes(group.key).unwrap_or_default();
                let (users, known) = self.users_area(group).unzip();
                let zone = users.or_else(|| match precision {
                    District => self.district(names, at),
                    Province => self.province(names, at),
                    Exact | Near => self.named_district(names),
                    Country | Line | Unknown => None,
                });
                match zone {
                    Some(shape) => self.area_zone(group, names, (shape, known.unwrap_or(KnownBy::Map))),
                    None => self.without_area(group),
                }
            }
        };
        self.out.whereabouts.push((group.key, whereabouts));
    }

    /// The area of a user's layer, and by what it is known.
    fn users_area(&self, group: &PlaceGroup) -> Option<(Whole, KnownBy)> {
        if self.base.layers.is_empty() {
            return None;
        }
        let place = self.said.words.place(group.first).unwrap_or_default();
        let (area, layer) = by_layer::area(self.base, &place, group.precision)?;
        Some((Whole::Area(area), KnownBy::UsersArea(layer)))
    }

    fn without_area(&mut self, group: &PlaceGroup) -> Whereabouts {
        let place = self.said.words.place(group.first).unwrap_or_default();
        match by_name::find(self.base, &place, group.precision) {
            Some((shape, name, known)) => {
                self.zone(group, ZoneKey::Gazetteer(name.clone()), |_| Named { name, known, shape })
            }
            None => self.pocket(group, why(group.precision, &place)),
        }
    }

    fn pin(&mut self, group: &PlaceGroup, at: LonLat, plane: Plane) -> Whereabouts {
        let number = number(self.out.pins.len());
        self.out.pins.push(Pin { at: plane, kinds: group.kinds });
        let vague = group.precision != PlacePrecision::Exact;
        self.out.pinned = self.out.pinned.saturating_add(group.count());
        self.out.spots.push(PinSpot { key: group.key, at, vague, again: false, first: group.first });
        self.out.bounds.get_or_insert(PlaneBounds { min: plane, max: plane }).include(plane);
        Whereabouts::Pin(number)
    }

    fn district(&mut self, names: PlaceNames, at: Option<LonLat>) -> Option<Whole> {
        let PlaceNames { name, admin1, admin2, country } = names;
        let of_level = |found: Option<AreaRef>, level| found.filter(|area| area.level == level);
        let by_unit = self.said.area(admin2, admin1, country);
        let is_said = |code: u32| code != NO_NAME;
        let area = of_level(by_unit, AreaLevel::District)
            .filter(|_| is_said(admin2))
            .or_else(|| {
                let by_name = is_said(name).then(|| self.said.area(name, admin1, country));
                of_level(by_name.flatten(), AreaLevel::District)
            })
            .or_else(|| self.area_at(AreaLevel::District, at, country))
            .or_else(|| of_level(by_unit, AreaLevel::Province))
            .or_else(|| self.area_at(AreaLevel::Province, at, country));
        area.map(Whole::Area).or_else(|| Some(Whole::Around { at: at?, radius_km: AROUND_KM[0] }))
    }

    fn province(&mut self, names: PlaceNames, at: Option<LonLat>) -> Option<Whole> {
        // A district may bear the name: areas of the past that were provinces.
        let is_part = |area: &AreaRef| area.level != AreaLevel::Country;
        let area = self.said.area(NO_NAME, names.admin1, names.country).filter(is_part);
        let area = area.or_else(|| self.said.area(NO_NAME, names.name, names.country).filter(is_part));
        let area = area.or_else(|| self.area_at(AreaLevel::Province, at, names.country));
        area.map(Whole::Area).or_else(|| Some(Whole::Around { at: at?, radius_km: AROUND_KM[1] }))
    }

    /// The area around the coordinates, unless it is another country's than the file says: the file's word stands.
    fn area_at(&mut self, level: AreaLevel, at: Option<LonLat>, country: u32) -> Option<AreaRef> {
        let at = at?;
        if self.said.alike(country) == NO_NAME {
            return self.base.area_of_level_at(level, at);
        }
        let said = self.said.area(NO_NAME, NO_NAME, country)?;
        let found = self.base.area_of_level_at(level, at)?;
        let (said, area) = (self.base.area(said)?, self.base.area(found)?);
        let province = self.base.provinces.iter().find(|p| p.name == area.parent).unwrap_or(area);
        (province.parent == said.name).then_some(found)
    }

    /// The district that a place without coordinates is said to lie in.
    fn named_district(&mut self, names: PlaceNames) -> Option<Whole> {
        let mut district = |code: u32| {
            let area = self.said.area(code, names.admin1, names.country)?;
            (area.level == AreaLevel::District && code != NO_NAME).then_some(area)
        };
        district(names.admin2).or_else(|| district(names.name)).map(Whole::Area)
    }

    fn zone(
        &mut self,
        group: &PlaceGroup,
        key: ZoneKey,
        named: impl FnOnce(&mut Said<'_>) -> Named,
    ) -> Whereabouts {
        let Self { base, zones, said, out, .. } = self;
        let slot = *zones.entry(key).or_insert_with(|| {
            let Named { name, known, shape } = named(said);
            let badge_at = match shape {
                ZoneShape::Area(area) => base.area(area).map_or(Plane::default(), |area| area.label_at),
                ZoneShape::Around { at, .. } => at,
            };
            let (kinds, keys, first) = ([0; KINDS], Vec::new(), group.first);
            out.zones.push(Zone { shape, name, known, kinds, keys, first, badge_at });
            number(out.zones.len() - 1)
        });
        if let Some(zone) = self.out.zones.get_mut(slot as usize) {
            add(&mut zone.kinds, &group.kinds);
            zone.keys.push(group.key);
        }
        Whereabouts::Zone(slot)
    }

    /// The zone of an area. Coordinates that stand for one may differ from row to row.
    fn area_zone(
        &mut self,
        group: &PlaceGroup,
        names: PlaceNames,
        (whole, known): (Whole, KnownBy),
    ) -> Whereabouts {
        let base = self.base;
        let (at, radius_km) = match whole {
            Whole::Area(area) => {
                let made = |_: &mut Said<'_>| {
                    let name = base.area(area).map_or_else(String::new, |a| a.name.clone());
                    Named { name, known, shape: ZoneShape::Area(area) }
                };
                return self.zone(group, ZoneKey::Area(area), made);
            }
            Whole::Around { at, radius_km } => (at, radius_km),
        };
        // Most such places are of a zone that is there already: then it need not be known where they are drawn.
        let zone = |name| Named { name, known, shape: ZoneShape::Around { at: base.place(at), radius_km } };
        let (unit, size) =
            (if radius_km > AROUND_KM[0] { names.admin1 } else { names.admin2 }, radius_km.to_bits());
        let alike = self.said.alike(unit);
        if alike == NO_NAME {
            let key = ZoneKey::At([at.lon().to_bits(), at.lat().to_bits()], size);
            return self.zone(group, key, |said| {
                let place = said.words.place(group.first).unwrap_or_default();
                zone(place.names().first().map_or_else(String::new, |&name| name.to_owned()))
            });
        }
        let key = ZoneKey::Named([alike, names.admin1, names.country], size);
        self.zone(group, key, |said| zone(said.trimmed(unit).to_owned()))
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
        let Placed { pins, spots, far, grid, .. } = &mut self.out;
        *far = far::far(pins, self.base);
        let many = pins.len() > MANY_ROWS;
        both("places at one spot", many, || again::mark(spots), || *grid = PinGrid::new(pins, far));
        self.out
    }
}

/// What a place is known to, before a zone is made of it.
#[derive(Clone, Copy)]
enum Whole {
    /// An area of the base map.
    Area(AreaRef),
    /// Somewhere around a point: the base map has no such area.
    Around { at: LonLat, radius_km: f64 },
}

/// A zone that is new.
struct Named {
    name: String,
    known: KnownBy,
    shape: ZoneShape,
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

mod again;
mod by_layer;
mod by_name;
mod far;
#[cfg(test)]
mod layer_tests;
mod order;
mod points;
#[cfg(test)]
mod tests;
mod why;
mod words;
