//! Which lanes an event stands in, and how big the lanes are.

use std::cmp::Reverse;
use std::sync::Arc;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::model::{Dataset, EventRef, Kind, NO_NAME};
use crate::query::LaneBy;
use crate::store::Hits;

/// A lane before anything is put into it.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub code: u32,
    pub label: Arc<str>,
    pub total: u32,
}

/// The codes of the event's lanes: two for events of two actors, else one. Code 0 is "not given".
pub(super) fn codes(event: EventRef<'_>, by: LaneBy) -> (u32, Option<u32>) {
    match by {
        LaneBy::Kind => (u32::from(event.kind() as u8), None),
        LaneBy::Country => (event.place_names().country, None),
        LaneBy::Source => (event.source_code(), None),
        LaneBy::File => (u32::from(event.origin().file), None),
        LaneBy::Actor => match event.actor_codes() {
            [NO_NAME, b] => (b, None),
            [a, b] => (a, Some(b).filter(|&b| b != NO_NAME && b != a)),
        },
    }
}

/// All lanes with their sizes, most events first, then by name.
pub(super) fn by_size(data: &Dataset, hits: &Hits, by: LaneBy) -> Vec<Entry> {
    let mut counts: HashMap<u32, u32, RandomState> = HashMap::default();
    for event in hits.events(data) {
        let (a, b) = codes(event, by);
        for code in [Some(a), b].into_iter().flatten() {
            *counts.entry(code).or_default() += 1;
        }
    }
    let entry = |(code, total)| Entry { code, label: label(data, by, code), total };
    let mut entries: Vec<Entry> = counts.into_iter().map(entry).collect();
    entries.sort_by(|x, y| (Reverse(x.total), &x.label, x.code).cmp(&(Reverse(y.total), &y.label, y.code)));
    entries
}

fn label(data: &Dataset, by: LaneBy, code: u32) -> Arc<str> {
    let index = code as usize;
    match by {
        LaneBy::Kind => Kind::ALL.get(index).map_or("", |kind| kind.label()).into(),
        LaneBy::File => data.files().get(index).map_or("", |file| file.name.as_str()).into(),
        LaneBy::Actor | LaneBy::Country | LaneBy::Source => data.names().get(code).into(),
    }
}
