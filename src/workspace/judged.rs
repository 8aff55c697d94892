//! What the user decided of pairs of events: the same, or not the same. Nothing is ever merged; events that are the same
//! stay two rows that know of each other, and a filter can hide all but the first.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::EventId;
use crate::query::{EventMark, EventStore};

/// What was decided of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// One incident.
    Same,
    /// Two incidents.
    Different,
}

/// A pair and what was decided of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// One event.
    pub first: EventMark,
    /// The other.
    pub second: EventMark,
}

/// All decisions, of whatever files.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    /// In the order they were made.
    #[serde(default, rename = "decision")]
    pub list: Vec<Decision>,
}

impl Decisions {
    /// The same with the pair decided anew; `None` takes back what was decided.
    #[must_use]
    pub fn with(&self, first: EventMark, second: EventMark, verdict: Option<Verdict>) -> Self {
        let mut list = self.list.clone();
        list.retain(|d| {
            let pair = [&d.first, &d.second];
            pair != [&first, &second] && pair != [&second, &first]
        });
        list.extend(verdict.map(|verdict| Decision { verdict, first, second }));
        Self { list }
    }
}

/// The decisions that are of the open files, by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Each decided pair, lower row first.
    pairs: BTreeMap<(EventId, EventId), Verdict>,
    /// For each event that is the same as others, the first of them.
    heads: BTreeMap<EventId, EventId>,
}

impl Judged {
    /// Finds the decisions' events in a store.
    pub fn new(decisions: &Decisions, store: &dyn EventStore) -> Self {
        let marks: Vec<EventMark> =
            decisions.list.iter().flat_map(|d| [d.first.clone(), d.second.clone()]).collect();
        let found = store.locate(&marks);
        let mut judged = Self::default();
        for (decision, pair) in decisions.list.iter().zip(found.chunks(2)) {
            let &[Some(a), Some(b)] = pair else { continue };
            if a == b {
                continue;
            }
            judged.pairs.insert((a.min(b), a.max(b)), decision.verdict);
            if decision.verdict == Verdict::Same {
                judged.join(a, b);
            }
        }
        judged
    }

    /// What was decided of a pair.
    pub fn verdict(&self, a: EventId, b: EventId) -> Option<Verdict> {
        self.pairs.get(&(a.min(b), a.max(b))).copied()
    }

    /// All decided pairs, lower row first.
    pub fn pairs(&self) -> impl Iterator<Item = (EventId, EventId, Verdict)> {
        self.pairs.iter().map(|(&(a, b), &verdict)| (a, b, verdict))
    }

    /// The other events that are the same as this one, directly or by way of a third.
    pub fn twins(&self, id: EventId) -> Vec<EventId> {
        let Some(head) = self.heads.get(&id) else { return Vec::new() };
        self.heads.iter().filter(|&(other, h)| h == head && *other != id).map(|(&other, _)| other).collect()
    }

    /// The rows that repeat an earlier one, ascending.
    pub fn repeats(&self) -> Arc<[u32]> {
        self.heads.iter().filter(|(id, head)| id != head).map(|(id, _)| id.0).collect()
    }

    fn join(&mut self, a: EventId, b: EventId) {
        let head = |id: EventId| self.heads.get(&id).copied().unwrap_or(id);
        let (x, y) = (head(a), head(b));
        let first = x.min(y);
        for other in self.heads.values_mut().filter(|head| **head == x || **head == y) {
            *other = first;
        }
        self.heads.insert(a, first);
        self.heads.insert(b, first);
    }
}
