//! The event in front with all that the panel says of it, worked out once and kept until the selection or data change.

use std::collections::HashMap;

use crate::model::{Event, EventId, Link};
use crate::query::{EventStore, Generation};

use super::claims::{self, HarmGroup};

/// Most rows in which other events' links are looked for; formats that have links are small.
const MAX_LINKED_ROWS: u32 = 2_000;

/// The event in front.
#[derive(Debug)]
pub struct Subject {
    /// Its row.
    pub id: EventId,
    /// Which data it is of.
    pub generation: Generation,
    /// The event.
    pub event: Event,
    /// Its claims, laid out.
    pub claims: Vec<HarmGroup>,
    /// Relations from and to other events.
    pub related: Vec<Related>,
    /// The file and the row it came from, in words.
    pub origin: String,
    /// Columns as the file has them, once asked for.
    pub original: Option<Vec<(String, String)>>,
}

/// A relation to another event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// How this event stands to the other.
    pub words: &'static str,
    /// The other event's row, if it is among the open files.
    pub id: Option<EventId>,
    /// The other event's title, or its id where it is not there.
    pub title: String,
    /// The other event's time, short; may be empty.
    pub when: String,
    /// Who asserts it; may be empty.
    pub asserted_by: String,
    /// Further words; may be empty.
    pub note: String,
}

/// Which events link to an id.
#[derive(Debug, Default)]
pub struct Backlinks {
    generation: Option<Generation>,
    to: HashMap<String, Vec<(EventId, Link)>>,
}

impl Backlinks {
    fn refresh(&mut self, store: &dyn EventStore) {
        let generation = store.generation();
        if self.generation == Some(generation) {
            return;
        }
        self.generation = Some(generation);
        self.to.clear();
        let rows = store.info().rows;
        if rows > MAX_LINKED_ROWS {
            return;
        }
        for id in (0..rows).map(EventId) {
            for link in store.event(id).map(|event| event.detail.links).unwrap_or_default() {
                self.to.entry(link.to.clone()).or_default().push((id, link));
            }
        }
    }
}

impl Subject {
    /// Looks the event up; `None` where its row is not there.
    pub fn new(store: &dyn EventStore, id: EventId, back: &mut Backlinks) -> Option<Self> {
        let event = store.event(id)?;
        back.refresh(store);
        let origin = store.origin(id).unwrap_or_default();
        let file = store.info().files.get(usize::from(origin.file)).map_or("", |file| &file.name);
        let onward = event.detail.links.iter().map(|link| {
            let other = store.find(&link.to, Some(origin.file));
            related(store, link.relation.label(), other, link)
        });
        let to_this = back.to.get(&event.id).into_iter().flatten();
        let same_file = |other: EventId| store.origin(other).is_some_and(|o| o.file == origin.file);
        let backward = to_this
            .filter(|(other, _)| *other != id && same_file(*other))
            .map(|(other, link)| related(store, link.relation.label_back(), Some(*other), link));
        let related = onward.chain(backward).collect();
        Some(Self {
            id,
            generation: store.generation(),
            claims: claims::layout(&event.detail.claims),
            related,
            origin: match (file.is_empty(), origin.row) {
                (true, _) => String::new(),
                (false, 0) => file.to_owned(),
                (false, row) => format!("{file}, row {row}"),
            },
            original: None,
            event,
        })
    }
}

fn related(store: &dyn EventStore, words: &'static str, other: Option<EventId>, link: &Link) -> Related {
    let event = other.and_then(|id| store.event(id));
    Related {
        words,
        id: event.as_ref().and(other),
        title: event
            .as_ref()
            .map_or_else(|| format!("“{}”, which is not in these files", link.to), |e| e.title.clone()),
        when: event.and_then(|e| e.when).map(|when| when.in_short()).unwrap_or_default(),
        asserted_by: link.asserted_by.clone(),
        note: link.note.clone(),
    }
}
