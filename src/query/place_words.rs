//! What events say of their places, by codes, so that each combination of names need be looked up only once.

use super::PlaceKey;
use crate::model::{Dataset, EventId, EventRef, Place, PlaceNames};

/// What events say of their places.
pub trait PlaceWords {
    /// Codes of the names of a place: equal ones stand for equal names, 0 for none.
    fn codes(&self, key: PlaceKey) -> Option<PlaceNames>;
    /// The name that a code stands for.
    fn word(&self, code: u32) -> &str;
    /// The place of an event, whole.
    fn place(&self, id: EventId) -> Option<Place>;
}

impl PlaceWords for Dataset {
    fn codes(&self, key: PlaceKey) -> Option<PlaceNames> {
        let place = match key {
            PlaceKey::Site(site) => self.sites().get(site as usize)?.place,
            PlaceKey::Names(place) => place,
        };
        self.places().get(place as usize).copied()
    }

    fn word(&self, code: u32) -> &str {
        self.names().get(code)
    }

    fn place(&self, id: EventId) -> Option<Place> {
        self.event(id).map(EventRef::place)
    }
}
