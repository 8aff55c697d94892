//! Finds events again by their marks.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::model::{Dataset, EventId, EventRef};
use crate::query::{EventMark, content, file_key};

use super::ids::Ids;

/// Rows that a mark may mean, by what of it they share.
#[derive(Clone, Copy, Default)]
struct Found {
    /// The first row with the id.
    by_id: Option<EventId>,
    /// Whether there are more.
    several: bool,
    /// The first row that says the same.
    by_content: Option<EventId>,
}

impl Found {
    /// What says the same and has the same id is the event; else the only one with the id; else the first that says the same.
    fn best(self) -> Option<EventId> {
        let alone = self.by_id.filter(|_| !self.several);
        self.by_content.filter(|_| self.several).or(alone).or(self.by_content).or(self.by_id)
    }
}

/// The event of each mark, if it is there: with one id in its file by that id, else by what it says. O(rows), but
/// O(marks log rows) where ids are sorted and each mark has one.
pub fn locate(data: &Dataset, ids: Option<&Ids>, marks: &[EventMark]) -> Vec<Option<EventId>> {
    if marks.is_empty() {
        return Vec::new();
    }
    let files: Vec<String> = data.files().iter().map(file_key).collect();
    let mut wanted: HashMap<(&str, &str), Vec<(usize, &str)>, RandomState> = HashMap::default();
    for (n, mark) in marks.iter().enumerate() {
        wanted.entry((&mark.file, &mark.id)).or_default().push((n, &mark.content));
    }
    let mut found = vec![Found::default(); marks.len()];
    let file = |event: EventRef<'_>| files.get(usize::from(event.origin().file)).map_or("", String::as_str);
    if let Some(ids) = ids.filter(|_| marks.iter().all(|mark| !mark.id.is_empty())) {
        for (&(of, id), asked) in &wanted {
            let events = ids.events(data, id).filter(|&event| file(event) == of);
            events.for_each(|event| note(event, asked, &mut found));
        }
    } else {
        for event in data.events() {
            let Some(asked) = wanted.get(&(file(event), event.id())) else { continue };
            note(event, asked, &mut found);
        }
    }
    found.into_iter().map(Found::best).collect()
}

fn note(event: EventRef<'_>, asked: &[(usize, &str)], found: &mut [Found]) {
    let says = content(event);
    for (n, wanted) in asked {
        let Some(found) = found.get_mut(*n) else { continue };
        if !event.id().is_empty() {
            found.several |= found.by_id.is_some();
            found.by_id = found.by_id.or(Some(event.key()));
        }
        if says == **wanted {
            found.by_content = found.by_content.or(Some(event.key()));
        }
    }
}
