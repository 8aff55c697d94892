//! What is found again when files are read anew: the selected events, and what was decided of pairs.

use std::sync::Arc;

use crate::model::EventId;
use crate::query::{Duplicates, EventMark};

use super::{Decisions, Judged, Verdict, Workspace};

/// Of a longer selection only the event in front is found again.
const MOST_FOUND_AGAIN: usize = 10_000;

impl Workspace {
    /// Decisions of earlier days, as they were saved.
    pub fn set_decisions(&mut self, decisions: Arc<Decisions>) {
        if self.decisions != decisions {
            self.decisions = decisions;
            self.find_judged();
        }
    }

    /// All decisions, to be saved.
    pub fn decisions(&self) -> &Arc<Decisions> {
        &self.decisions
    }

    /// The decisions that are of the open files.
    pub fn judged(&self) -> &Judged {
        &self.judged
    }

    /// Likely duplicates, once they have been looked for.
    pub fn duplicates(&self) -> Option<&Arc<Duplicates>> {
        self.duplicates.as_ref()
    }

    /// Another number whenever other events are open, or the same files read again.
    pub fn data_number(&self) -> u64 {
        self.data_number
    }

    /// Says what a search for likely duplicates found among the open events.
    pub fn set_duplicates(&mut self, found: Arc<Duplicates>) {
        self.duplicates = Some(found);
    }

    pub(super) fn judge(&mut self, a: EventId, b: EventId, verdict: Option<Verdict>) {
        let (Some(first), Some(second)) = (self.store().mark(a), self.store().mark(b)) else { return };
        self.set_decisions(Arc::new(self.decisions.with(first, second, verdict)));
    }

    /// Finds the decisions' events among the open ones, and lets the store know which repeat another.
    pub(super) fn find_judged(&mut self) {
        let before = self.judged.repeats();
        self.judged = Judged::new(&self.decisions, self.store().as_ref());
        let repeats = self.judged.repeats();
        if repeats == before && repeats.is_empty() {
            return;
        }
        if let Some(store) = self.store().with_repeats(repeats) {
            self.board.set_store(store);
        }
    }

    /// The marks of the selected events, the one in front first.
    pub(super) fn selected_marks(&self) -> Vec<EventMark> {
        let events = self.selection.events();
        let events = if events.len() > MOST_FOUND_AGAIN { &[] } else { events };
        let ids = self.selection.front().into_iter().chain(events.iter().copied());
        ids.filter_map(|id| self.store().mark(id)).collect()
    }
}
