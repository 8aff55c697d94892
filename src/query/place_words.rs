//! What events say of their places, by codes, so that each combination of names need be looked up only once.

use crate::model::{Dataset, EventId, EventRef, Place, PlaceNames};

/// What events say of their places.
pub trait PlaceWords {
    /// Codes of the names that place an event: equal ones stand for equal names, 0 for none.
    fn codes(&self, id: EventId) -> Option<PlaceNames>;
    /// The name that a code stands for.
    fn word(&self, code: u32) -> &str;
    /// The place of an event, whole.
    fn place(&self, id: EventId) -> Option<Place>;
}

impl PlaceWords for Dataset {
    fn codes(&self, id: EventId) -> Option<PlaceNames> {
        self.event(id).map(EventRef::place_names)
    }

    fn word(&self, code: u32) -> &str {
        self.names().get(code)
    }

    fn place(&self, id: EventId) -> Option<Place> {
        self.event(id).map(EventRef::place)
    }
}
