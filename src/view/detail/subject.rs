//! The event in front with all that the panel says of it, worked out once and kept until the selection or data change.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::model::{Claim, Event, EventId, Link};
use crate::query::{EventStore, FileName, Generation};

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
    pub words: Cow<'static, str>,
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
    pub fn new(store: &dyn EventStore, id: EventId, back: &mut Backlinks, twins: &[EventId]) -> Option<Self> {
        let mut event = store.event(id)?;
        back.refresh(store);
        let origin = store.origin(id).unwrap_or_default();
        let onward = event.detail.links.iter().map(|link| {
            let other = store.find(&link.to, Some(origin.file));
            related(store, link.relation.label(), other, link)
        });
        let to_this = back.to.get(&event.id).into_iter().flatten();
        let same_file = |other: EventId| store.origin(other).is_some_and(|o| o.file == origin.file);
        let backward = to_this
            .filter(|(other, _)| *other != id && same_file(*other))
            .map(|(other, link)| related(store, link.relation.label_back(), Some(*other), link));
        let same =
            twins.iter().filter_map(|&other| elsewhere(store, other, "The same event, as you decided, in"));
        let clashing = store.same_id(id);
        let clashing = clashing.iter().filter(|other| !twins.contains(other));
        let clash = clashing.filter_map(|&other| elsewhere(store, other, "The same id stands also in"));
        let related = onward.chain(backward).chain(same).chain(clash).collect();
        add_claims(store, &mut event, id, twins);
        Some(Self {
            id,
            generation: store.generation(),
            claims: claims::layout(&event.detail.claims),
            related,
            origin: place_in_file(store, id),
            original: None,
            event,
        })
    }
}

/// Another row as a relation.
fn elsewhere(store: &dyn EventStore, id: EventId, words: &str) -> Option<Related> {
    let event = store.event(id)?;
    Some(Related {
        words: format!("{words} {}", place_in_file(store, id)).into(),
        id: Some(id),
        title: event.title,
        when: event.when.map(|when| when.in_short()).unwrap_or_default(),
        asserted_by: String::new(),
        note: String::new(),
    })
}

/// Puts the claims of events that are the same beside this one's, each with its file.
fn add_claims(store: &dyn EventStore, event: &mut Event, id: EventId, twins: &[EventId]) {
    if twins.is_empty() {
        return;
    }
    let tag = |claim: &mut Claim, id: EventId| {
        claim.speaker = format!("{} ({})", claim.speaker, place_in_file(store, id));
    };
    event.detail.claims.iter_mut().for_each(|claim| tag(claim, id));
    for &twin in twins {
        for mut claim in store.event(twin).map(|twin| twin.detail.claims).unwrap_or_default() {
            tag(&mut claim, twin);
            // Its source stands in the other event's list.
            claim.source = None;
            event.detail.claims.push(claim);
        }
    }
}

/// "b.csv, row 8".
fn place_in_file(store: &dyn EventStore, id: EventId) -> String {
    let origin = store.origin(id).unwrap_or_default();
    let name = FileName::of(&store.info().files, usize::from(origin.file));
    let name = name.as_ref().map_or("", |name| name.as_str());
    match (name.is_empty(), origin.row) {
        (true, _) => String::new(),
        (false, 0) => name.to_owned(),
        (false, row) => format!("{name}, row {row}"),
    }
}

fn related(store: &dyn EventStore, words: &'static str, other: Option<EventId>, link: &Link) -> Related {
    let event = other.and_then(|id| store.event(id));
    Related {
        words: words.into(),
        id: event.as_ref().and(other),
        title: event
            .as_ref()
            .map_or_else(|| format!("“{}”, which is not in these files", link.to), |e| e.title.clone()),
        when: event.and_then(|e| e.when).map(|when| when.in_short()).unwrap_or_default(),
        asserted_by: link.asserted_by.clone(),
        note: link.note.clone(),
    }
}
