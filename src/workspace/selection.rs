//! Which events are selected, and which of them stands in front.

use std::sync::Arc;

use crate::model::EventId;

/// A list of events in order of time, one of them in front; or nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    list: Arc<[EventId]>,
    front: usize,
}

impl Selection {
    /// One event.
    pub fn one(id: EventId) -> Self {
        Self { list: Arc::new([id]), front: 0 }
    }

    /// A list in ascending order, the first in front.
    pub fn list(list: Arc<[EventId]>) -> Self {
        Self { list, front: 0 }
    }

    /// What was found again of a selection, the event in front first; one event once.
    pub fn found(events: Vec<Option<EventId>>) -> Self {
        let front = events.first().copied().flatten();
        let mut list: Vec<EventId> = events.into_iter().flatten().collect();
        list.sort_unstable();
        list.dedup();
        let front = front.and_then(|id| list.binary_search(&id).ok()).unwrap_or(0);
        Self { list: list.into(), front }
    }

    /// The event in front.
    pub fn front(&self) -> Option<EventId> {
        self.list.get(self.front).copied()
    }

    /// Position of the event in front, from 0.
    pub fn front_index(&self) -> usize {
        self.front
    }

    /// All selected events, ascending.
    pub fn events(&self) -> &[EventId] {
        &self.list
    }

    /// Whether nothing is selected.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Whether the event is one of them; O(log n).
    pub fn contains(&self, id: EventId) -> bool {
        self.list.binary_search(&id).is_ok()
    }

    /// The same list with this event in front; one event alone if it is not in the list.
    #[must_use]
    pub fn with_front(&self, id: EventId) -> Self {
        match self.list.binary_search(&id) {
            Ok(front) => Self { list: Arc::clone(&self.list), front },
            Err(_) => Self::one(id),
        }
    }
}
