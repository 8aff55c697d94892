//! What the rows say, worked out when a row is first seen and kept while it may be seen again.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::{Event, EventId, Kind};
use crate::query::Generation;
use crate::workspace::Workspace;

/// Most rows that are kept; then all are worked out anew.
const KEPT: usize = 2_000;

/// One row in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its time, with its precision.
    pub when: String,
    /// Its kind.
    pub kind: Kind,
    /// Its headline.
    pub title: String,
    /// Its place's first names.
    pub place: String,
    /// People killed as each claim has it: "over 200 / 58".
    pub killed: String,
    /// Its sources.
    pub source: String,
    /// Its file.
    pub file: String,
}

impl Line {
    /// What a row says of an event.
    pub fn new(work: &Workspace, id: EventId, event: &Event) -> Self {
        let files = &work.store().info().files;
        let file = work.store().origin(id).and_then(|origin| files.get(usize::from(origin.file)));
        let sources = event.detail.sources.iter().map(|source| source.title.as_str());
        let names = event.place.names();
        Self {
            when: event.when.map_or_else(|| "no date".to_owned(), |when| when.in_short()),
            kind: event.kind,
            title: event.title.clone(),
            place: names.iter().take(2).copied().collect::<Vec<_>>().join(", "),
            killed: event.killed_in_words(),
            source: sources.filter(|title| !title.is_empty()).collect::<Vec<_>>().join("; "),
            file: file.map(|file| file.name.clone()).unwrap_or_default(),
        }
    }

    /// All cells, for copies and accessible names.
    pub fn cells(&self) -> [&str; 7] {
        [&self.when, self.kind.label(), &self.title, &self.place, &self.killed, &self.source, &self.file]
    }
}

/// Rows that were seen.
#[derive(Default)]
pub struct Lines {
    generation: Generation,
    kept: HashMap<EventId, Arc<Line>>,
}

impl Lines {
    /// Forgets rows of other data.
    pub fn keep_for(&mut self, generation: Generation) {
        if self.generation != generation || self.kept.len() > KEPT {
            self.generation = generation;
            self.kept.clear();
        }
    }

    /// What a row says.
    pub fn get(&mut self, work: &Workspace, id: EventId) -> Option<Arc<Line>> {
        if let Some(line) = self.kept.get(&id) {
            return Some(Arc::clone(line));
        }
        let line = Arc::new(Line::new(work, id, &work.event(id)?));
        self.kept.insert(id, Arc::clone(&line));
        Some(line)
    }
}
