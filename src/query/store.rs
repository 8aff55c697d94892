//! The trait that every store of events answers, and what goes with a question.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::geo::Spellings;
use crate::model::{Dataset, Event, EventId, FileInfo, Kind, Origin, Place, PlaceNames, Span};

use super::answer::Completeness;
use super::{Answer, Duplicates, EventMark, Filter, PlaceKey, Query, SplitBy};

/// Changes whenever a store's events change; part of every cache's key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Generation(pub u64);

/// What a store holds.
#[derive(Clone, Debug)]
pub struct StoreInfo {
    /// Number of events.
    pub rows: u32,
    /// From the first start to the last end.
    pub span: Option<Span>,
    /// The stretch of time in which nearly all events lie, where that is a small part of the span; else the span.
    pub core: Option<Span>,
    /// Whether all events are there yet.
    pub completeness: Completeness,
    /// The files.
    pub files: Vec<FileInfo>,
}

/// Ends a question early when a newer one has come.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks whoever answers to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the answer is no longer wanted.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What goes with a question.
#[derive(Clone, Debug, Default)]
pub struct QueryCtx {
    /// Ends the question early.
    pub cancel: Cancel,
}

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A newer question came.
    #[error("cancelled")]
    Cancelled,
    /// The question makes no sense: edges not ascending, a cell of no width.
    #[error("bad question: {0}")]
    BadQuestion(&'static str),
}

/// Answers every view's questions.
pub trait EventStore: Send + Sync {
    /// What the store holds.
    fn info(&self) -> &StoreInfo;

    /// Changes on reload or edit.
    fn generation(&self) -> Generation;

    /// Whether questions with this filter and split are answered in about a millisecond, on the calling thread.
    fn is_ready(&self, filter: &Filter, split: SplitBy) -> bool;

    /// Whether this question is answered so; an order of a list may have to be worked out first.
    fn is_ready_for(&self, query: &Query) -> bool {
        self.is_ready(&query.filter, query.split)
    }

    /// Answers a question; may take tens of milliseconds for a filter that is not ready.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when the context says so; [`StoreError::BadQuestion`].
    fn answer(&self, query: &Query, ctx: &QueryCtx) -> Result<Answer, StoreError>;

    /// One event whole; `None` beyond the last row.
    fn event(&self, id: EventId) -> Option<Event>;

    /// Where an event happened, without the rest of it: nothing of the long texts is read.
    fn place(&self, id: EventId) -> Option<Place>;

    /// What kind an event is of, without the rest of it.
    fn kind(&self, id: EventId) -> Option<Kind> {
        self.event(id).map(|event| event.kind)
    }

    /// Events that are related to others of their file, and those that they name, ascending.
    fn linked(&self) -> Arc<[EventId]> {
        Arc::default()
    }

    /// Codes of the names of a place: equal ones stand for equal names, 0 for none.
    fn place_names(&self, key: PlaceKey) -> Option<PlaceNames>;

    /// The name that a code stands for; empty for one that there is not.
    fn name(&self, code: u32) -> &str;

    /// All events with their columns, for writing them out; `None` where the store does not hold them in memory.
    fn dataset(&self) -> Option<Arc<Dataset>> {
        None
    }

    /// All events but those of one file, the files after it numbered anew; `None` where the store cannot leave one out.
    fn without_file(&self, file: u16) -> Option<Dataset>;

    /// The same events, where these rows repeat earlier ones; ascending. `None` where the store cannot know it.
    fn with_repeats(&self, repeats: Arc<[u32]>) -> Option<Arc<dyn EventStore>>;

    /// The same events, where places are known by these spellings; `None` where they are already, or the store cannot know
    /// them.
    fn with_spellings(&self, spellings: Arc<Spellings>) -> Option<Arc<dyn EventStore>>;

    /// Pairs of events that may be one incident; takes seconds.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when the context says so.
    fn duplicates(&self, ctx: &QueryCtx) -> Result<Duplicates, StoreError>;

    /// Other rows with the same id where that is a clash: not in files whose ids repeat by design.
    fn same_id(&self, id: EventId) -> Vec<EventId>;

    /// By what an event is found again.
    fn mark(&self, id: EventId) -> Option<EventMark>;

    /// The event of each mark, if it is there.
    fn locate(&self, marks: &[EventMark]) -> Vec<Option<EventId>>;

    /// Where an event is put on the map; O(1).
    fn place_key(&self, id: EventId) -> Option<PlaceKey>;

    /// Where an event's row stands.
    fn origin(&self, id: EventId) -> Option<Origin>;

    /// The event with the file's own id; the same file first, then any.
    fn find(&self, id: &str, file: Option<u16>) -> Option<EventId>;
}
