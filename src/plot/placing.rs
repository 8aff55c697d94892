//! Where each place with hits goes on the map: a point, an area, or the tray; never surer than its source.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::cluster::{Pin, add};
use crate::geo::{AreaLevel, AreaRef, BaseMap, Plane, PlaneBounds};
use crate::model::{KINDS, LonLat, MANY_ROWS, NO_NAME, PlaceNames, PlacePrecision, both};
use crate::query::{PlaceGroup, PlaceWords, Places};
use kept::{Drawn, Sort, Turn, Zones};
use points::Points;
use why::why;
use words::Said;

pub use kept::Kept;
pub use placed::{KnownBy, PinSpot, Placed, Pocket, Whereabouts, Zone, ZoneShape};
pub use why::Why;

/// Radius in km of a district or province whose shape is not known.
const AROUND_KM: [f64; 2] = [25.0, 80.0];

/// Puts all places of an answer on a base map. O(places); words are asked for only where there is no point.
pub fn place_all(places: &Places, base: &BaseMap, words: &dyn PlaceWords) -> Placed {
    place(places, (base, words), &Drawn::default(), None, Placed::default()).0
}

/// The same where other answers of the same data set were put on the same base map before: no place is worked out twice.
/// The result is that of [`place_all`] to the bit.
pub fn place_again(places: &Places, base: &BaseMap, words: &dyn PlaceWords, kept: &mut Kept) -> Placed {
    let room = kept.room();
    let (out, new) = place(places, (base, words), &kept.drawn, Some(&mut kept.zones), room);
    if new > 0 {
        kept.drawn.learn(out.spots.iter().map(|spot| spot.key).zip(out.pins.iter().map(|pin| pin.at)));
    }
    out
}

/// The places, put into lists that were emptied, and the number of points that were not known.
fn place(
    places: &Places,
    (base, words): (&BaseMap, &dyn PlaceWords),
    drawn: &Drawn,
    zones: Option<&mut Zones>,
    mut room: Placed,
) -> (Placed, usize) {
    room.make_room(places.len());
    let mut work = Work {
        base,
        out: room,
        zones: HashMap::default(),
        turn: Turn::new(zones),
        pockets: HashMap::default(),
        said: Said::new(base, words),
    };
    let new = Points::new(places, base, drawn).each(|group, at| work.put(group, at));
    (work.finish(), new)
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
    turn: Turn<'a>,
    pockets: HashMap<Why, u32, RandomState>,
    said: Said<'a>,
}

impl<'a> Work<'a> {
    /// `drawn`: where its point is drawn, if it stands at one.
    fn put(&mut self, group: &PlaceGroup, drawn: Option<(LonLat, Plane)>) {
        let whereabouts = match drawn {
            Some((at, drawn)) => self.pin(group, at, drawn),
            None => match self.known_zone(group) {
                Some(zone) => self.count_in(group, zone),
                None => self.put_without_point(group),
            },
        };
        self.out.whereabouts.push((group.key, whereabouts));
    }

    /// The zone that a place was counted in before, made anew where nothing else is there yet.
    fn known_zone(&mut self, group: &PlaceGroup) -> Option<u32> {
        let sort = self.turn.sort(group)?;
        if let Some(zone) = self.turn.zone(sort) {
            return Some(zone);
        }
        let (name, shape) = match self.turn.get(sort)? {
            Sort::Area(area) => (self.base.area(*area)?.name.clone(), ZoneShape::Area(*area)),
            Sort::Named(name, _, size) => {
                let (at, radius_km) = (self.base.place(group.at?), f64::from_bits(*size));
                (name.as_ref().to_owned(), ZoneShape::Around { at, radius_km })
            }
            // The first event gives its name.
            Sort::At(..) => return None,
        };
        let zone = self.new_zone(group, Named { name, known: KnownBy::Map, shape });
        self.turn.is_there(sort, zone);
        Some(zone)
    }

    fn put_without_point(&mut self, group: &PlaceGroup) -> Whereabouts {
        use PlacePrecision::{Country, District, Exact, Line, Near, Province, Unknown};
        let names = self.said.words.codes(group.key).unwrap_or_default();
        let (users, known) = self.users_area(group).unzip();
        let zone = users.or_else(|| match group.precision {
            District => self.district(names, group.at),
            Province => self.province(names, group.at),
            Exact | Near => self.named_district(names),
            Country | Line | Unknown => None,
        });
        match zone {
            Some(shape) => self.area_zone(group, names, (shape, known.unwrap_or(KnownBy::Map))),
            None => self.without_area(group),
        }
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
                let zone = self.zone(group, (ZoneKey::Gazetteer(name.clone()), None), |_| Named {
                    name,
                    known,
                    shape,
                });
                self.count_in(group, zone)
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

    /// Number of the zone of a key, which is made if it is new.
    fn zone(
        &mut self,
        group: &PlaceGroup,
        (key, sort): (ZoneKey, Option<&Sort<'_>>),
        named: impl FnOnce(&mut Said<'_>) -> Named,
    ) -> u32 {
        if let Some(&zone) = self.zones.get(&key) {
            return zone;
        }
        let zone = sort.and_then(|sort| self.turn.zone_of(sort)).unwrap_or_else(|| {
            let named = named(&mut self.said);
            self.new_zone(group, named)
        });
        self.zones.insert(key, zone);
        zone
    }

    fn new_zone(&mut self, group: &PlaceGroup, Named { name, known, shape }: Named) -> u32 {
        let badge_at = match shape {
            ZoneShape::Area(area) => self.base.area(area).map_or(Plane::default(), |area| area.label_at),
            ZoneShape::Around { at, .. } => at,
        };
        let (kinds, keys, first) = ([0; KINDS], Vec::new(), group.first);
        self.out.zones.push(Zone { shape, name, known, kinds, keys, first, badge_at });
        number(self.out.zones.len() - 1)
    }

    fn count_in(&mut self, group: &PlaceGroup, zone: u32) -> Whereabouts {
        if let Some(zone) = self.out.zones.get_mut(zone as usize) {
            add(&mut zone.kinds, &group.kinds);
            zone.keys.push(group.key);
        }
        Whereabouts::Zone(zone)
    }

    /// The zone of an area. Coordinates that stand for one may differ from row to row.
    fn area_zone(
        &mut self,
        group: &PlaceGroup,
        names: PlaceNames,
        (whole, known): (Whole, KnownBy),
    ) -> Whereabouts {
        let (zone, sort) = match whole {
            Whole::Area(area) => {
                let base = self.base;
                let made = |_: &mut Said<'_>| {
                    let name = base.area(area).map_or_else(String::new, |a| a.name.clone());
                    Named { name, known, shape: ZoneShape::Area(area) }
                };
                let sort = Sort::Area(area);
                (self.zone(group, (ZoneKey::Area(area), Some(&sort)), made), sort)
            }
            Whole::Around { at, radius_km } => self.zone_around(group, names, (at, radius_km), known),
        };
        // The first event says in which area of a user's layer its place is, and first events come and go.
        if self.base.layers.is_empty() {
            self.turn.learn(group, zone, sort);
        }
        self.count_in(group, zone)
    }

    fn zone_around(
        &mut self,
        group: &PlaceGroup,
        names: PlaceNames,
        (at, radius_km): (LonLat, f64),
        known: KnownBy,
    ) -> (u32, Sort<'a>) {
        let base = self.base;
        // Most such places are of a zone that is there already: then it need not be known where they are drawn.
        let zone = |name| Named { name, known, shape: ZoneShape::Around { at: base.place(at), radius_km } };
        let (unit, size) =
            (if radius_km > AROUND_KM[0] { names.admin1 } else { names.admin2 }, radius_km.to_bits());
        let alike = self.said.alike(unit);
        if alike == NO_NAME {
            let place = [at.lon().to_bits(), at.lat().to_bits()];
            let sort = Sort::At(place, size);
            let made = self.zone(group, (ZoneKey::At(place, size), Some(&sort)), |said| {
                let place = said.words.place(group.first).unwrap_or_default();
                zone(place.names().first().map_or_else(String::new, |&name| name.to_owned()))
            });
            return (made, sort);
        }
        let sort = Sort::Named(self.said.trimmed(unit).into(), [names.admin1, names.country], size);
        let key = ZoneKey::Named([alike, names.admin1, names.country], size);
        let made = self.zone(group, (key, Some(&sort)), |said| zone(said.trimmed(unit).to_owned()));
        (made, sort)
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
        both("places at one spot", many, || again::mark(spots), || grid.sort(pins, far));
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
mod kept;
#[cfg(test)]
mod kept_tests;
#[cfg(test)]
mod layer_tests;
mod order;
mod placed;
mod points;
#[cfg(test)]
mod tests;
mod why;
mod words;
