//! What is asked of single events once: their kinds, and how they stand to one another.

use hashbrown::HashMap;

use crate::model::{Kind, Link, Relation};
use crate::query::LaneItem;
use crate::workspace::Workspace;

/// More events than this are not read one by one: neither bands nor relations are drawn then.
const MOST: usize = 1_500;

/// Kinds and relations of the items of an answer.
#[derive(Debug, Default)]
pub(super) struct Events {
    /// The kind of each item; none where there are too many.
    pub kinds: Vec<Kind>,
    /// Relations between items.
    pub links: Vec<ItemLink>,
}

/// A relation between two items, and who asserts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct ItemLink {
    /// Number of the item that says so.
    pub from: u32,
    /// Number of the other.
    pub to: u32,
    pub relation: Relation,
    pub asserted_by: String,
    pub note: String,
}

impl Events {
    pub fn new(work: &Workspace, items: &[LaneItem]) -> Self {
        if items.len() > MOST {
            return Self::default();
        }
        let mut events = Self::default();
        let mut numbers: HashMap<(Option<u16>, String), u32> = HashMap::new();
        let mut links = Vec::new();
        for (number, item) in (0_u32..).zip(items) {
            let Some(event) = work.event(item.id) else {
                events.kinds.push(Kind::Other);
                continue;
            };
            let file = work.store().origin(item.id).map(|origin| origin.file);
            events.kinds.push(event.kind);
            links.extend(event.detail.links.into_iter().map(|link| (number, file, link)));
            numbers.insert((file, event.id), number);
        }
        let known = |(from, file, link): (u32, Option<u16>, Link)| {
            let to = *numbers.get(&(file, link.to))?;
            let (relation, asserted_by, note) = (link.relation, link.asserted_by, link.note);
            Some(ItemLink { from, to, relation, asserted_by, note })
        };
        events.links = links.into_iter().filter_map(known).collect();
        events
    }
}
