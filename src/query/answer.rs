//! The answers; each says whether it is exact.

use std::sync::Arc;

use crate::model::{EventId, KINDS, PlacePrecision, Precision, Span};

use super::{LaneBy, Places};

/// How complete an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// Every event was counted.
    Exact,
    /// Events are still being loaded; those so far were counted.
    Partial,
}

/// The answer to a query; variants match those of [`super::Ask`].
#[derive(Clone, Debug)]
pub enum Answer {
    /// To [`super::Ask::Totals`].
    Totals(Totals),
    /// To [`super::Ask::Histogram`].
    Histogram(Histogram),
    /// To [`super::Ask::Lanes`].
    Lanes(Lanes),
    /// To [`super::Ask::Places`].
    Places(Arc<Places>),
    /// To [`super::Ask::SpaceTime`].
    SpaceTime(super::SpaceTime),
    /// To [`super::Ask::List`].
    List(List),
    /// To [`super::Ask::Rank`]: how many hits stand before the event; `None` where it is no hit.
    Rank(Option<u32>),
}

/// Counts over all hits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Events that the filter lets through.
    pub hits: u32,
    /// Events in the store.
    pub all: u32,
    /// Hits by kind, in the order of `Kind::ALL`.
    pub kinds: [u32; KINDS],
    /// Hits by file, in the order of the store's files; those at the end without hits may be missing.
    pub files: Vec<u32>,
    /// Hits without a date.
    pub undated: u32,
    /// Hits without coordinates.
    pub unplaced: u32,
    /// From the first start to the last end of the dated hits.
    pub span: Option<Span>,
    /// Sums of lowest, best and highest fatality counts; saturating.
    pub toll: [u64; 3],
    /// Hits that have a fatality count at all.
    pub with_toll: u32,
    /// Hits by date precision, in the order of `Precision::ALL`.
    pub date_precision: [u32; Precision::ALL.len()],
    /// Hits by place precision, in the order of `PlacePrecision::ALL`.
    pub place_precision: [u32; PlacePrecision::ALL.len()],
}

/// Counts in time bins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// One for each bin asked for.
    pub bins: Vec<Bin>,
}

/// One time bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// Events by category (kind or file, as the query splits) that lie wholly in the bin.
    pub certain: [u32; KINDS],
    /// Events by category that may lie in the bin but reach beyond it.
    pub possible: [u32; KINDS],
}

impl Bin {
    /// All events that lie wholly in the bin.
    pub fn sum(&self) -> u32 {
        self.certain.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }

    /// All events that may lie in the bin but reach beyond it.
    pub fn possible_sum(&self) -> u32 {
        self.possible.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }
}

/// The lanes of the timeline, most events first (by kind: in the order of `Kind::ALL`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lanes {
    /// The window that was asked for.
    pub window: Span,
    /// The width of a cell in seconds that was asked for.
    pub cell_secs: i64,
    /// Lanes with at least one hit.
    pub lanes: Vec<Lane>,
    /// Lanes that were put together as "others".
    pub others: u32,
}

/// What a lane stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LaneKey {
    /// What makes a lane.
    pub by: LaneBy,
    /// Code of the group: kind index, name code, file number; `u32::MAX` for the lane of others.
    pub code: u32,
}

/// One lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// What it stands for.
    pub key: LaneKey,
    /// Its name as the file gives it; empty where the file gives none.
    pub label: Arc<str>,
    /// All its hits, in the window or not, undated ones included.
    pub total: u32,
    /// Cells of the window that hold events no longer than a cell; ascending.
    pub cells: Vec<LaneCell>,
    /// Spans longer than a cell that reach into the window; ascending by start, longest first.
    pub bars: Vec<LaneBar>,
}

/// A cell of a lane: the events no longer than a cell that begin in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneCell {
    /// Start of the cell in seconds since 1970.
    pub start: i64,
    /// Events by category: kind or file, as the query splits.
    pub kinds: [u32; KINDS],
    /// The events one by one, if there are at most `unfold`; else empty.
    pub items: Vec<LaneItem>,
}

impl LaneCell {
    /// Number of events in the cell.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }
}

/// One event in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LaneItem {
    /// The event.
    pub id: EventId,
    /// Where in time it may lie.
    pub span: Span,
    /// How sure that is.
    pub precision: Precision,
    /// Index of its category: kind or file, as the query splits.
    pub kind: u8,
    /// Where it is put on the map.
    pub place: PlaceKey,
}

/// Events of a lane that share one long span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaneBar {
    /// The span.
    pub span: Span,
    /// Its precision; the coarsest if they differ.
    pub precision: Precision,
    /// Events by category: kind or file, as the query splits.
    pub kinds: [u32; KINDS],
    /// The events one by one, if there are at most `unfold`; else the first.
    pub items: Vec<LaneItem>,
}

impl LaneBar {
    /// Number of events that share the span.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }
}

/// One spot that events are put at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKey {
    /// A coordinate pair with its precision: number of the site.
    Site(u32),
    /// No coordinates: code of the combination of place names.
    Names(u32),
}

/// Events one by one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The events asked for, in order.
    pub rows: Vec<EventId>,
    /// How many there are in all.
    pub total: u32,
}
