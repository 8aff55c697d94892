//! Titles of events on screen, kept while the data stays.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::EventId;
use crate::query::Generation;
use crate::workspace::Workspace;

/// No more titles than these are kept.
const MOST: usize = 4_000;

/// Titles by event.
#[derive(Debug, Default)]
pub(super) struct Titles {
    generation: Generation,
    kept: HashMap<EventId, Arc<str>>,
}

impl Titles {
    /// The event's title.
    pub fn get(&mut self, work: &Workspace, id: EventId) -> Arc<str> {
        let generation = work.store().generation();
        if generation != self.generation || self.kept.len() > MOST {
            self.kept.clear();
            self.generation = generation;
        }
        let title = || work.event(id).map_or_else(|| Arc::from(""), |event| event.title.into());
        Arc::clone(self.kept.entry(id).or_insert_with(title))
    }
}
