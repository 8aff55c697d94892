//! What comes of placing: pins, areas and the tray, and where each place went.

use super::super::PinGrid;
use super::super::cluster::Pin;
use super::Why;
use crate::geo::{AreaRef, Plane, PlaneBounds};
use crate::model::{EventId, KINDS, LonLat};
use crate::query::PlaceKey;

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
    pub(super) whereabouts: Vec<(PlaceKey, Whereabouts)>,
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

    /// The same lists with nothing in them.
    pub(super) fn emptied(self) -> Self {
        let Self { mut pins, mut spots, mut whereabouts, grid, .. } = self;
        pins.clear();
        spots.clear();
        whereabouts.clear();
        Self { pins, spots, whereabouts, grid: grid.emptied(), ..Self::default() }
    }

    /// Room for so many places: lists that grow would be copied again and again.
    pub(super) fn make_room(&mut self, places: usize) {
        self.pins.reserve_exact(places);
        self.spots.reserve_exact(places);
        self.whereabouts.reserve_exact(places);
    }

    /// Number of hits in the tray.
    pub fn in_tray(&self) -> u32 {
        self.tray.iter().flat_map(|p| p.kinds).fold(0, u32::saturating_add)
    }
}
