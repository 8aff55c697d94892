//! What is asked of single events once: their kinds, and how they stand to one another.

use hashbrown::HashMap;

use crate::model::{Kind, Link, Relation};
use crate::query::LaneItem;
use crate::workspace::Workspace;

/// No more related events than this are read in a frame.
const MOST: usize = 1_500;

/// Kinds and relations of the items of an answer.
#[derive(Debug, Default)]
pub(super) struct Events {
    /// The kind of each item.
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
    /// What is to be known of the items: their kinds, and the relations between those that have some.
    pub fn new(work: &Workspace, items: &[LaneItem]) -> Self {
        let store = work.store();
        let linked = store.linked();
        let kinds = items.iter().map(|item| store.kind(item.id).unwrap_or(Kind::Other)).collect();
        let mut numbers: HashMap<(Option<u16>, String), u32> = HashMap::new();
        let mut links = Vec::new();
        let related = (0_u32..).zip(items).filter(|(_, item)| linked.binary_search(&item.id).is_ok());
        for (number, item) in related.take(MOST) {
            let Some(event) = work.event(item.id) else { continue };
            let file = store.origin(item.id).map(|origin| origin.file);
            links.extend(event.detail.links.into_iter().map(|link| (number, file, link)));
            numbers.insert((file, event.id), number);
        }
        let known = |(from, file, link): (u32, Option<u16>, Link)| {
            let to = *numbers.get(&(file, link.to))?;
            let (relation, asserted_by, note) = (link.relation, link.asserted_by, link.note);
            Some(ItemLink { from, to, relation, asserted_by, note })
        };
        Self { kinds, links: links.into_iter().filter_map(known).collect() }
    }
}
