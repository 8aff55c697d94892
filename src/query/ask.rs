//! The questions that views ask, at the view's resolution, never row by row.

use std::sync::Arc;

use crate::model::{EventId, EventRef, Instant, KINDS, Span};

use super::{Filter, PlaceRows};

/// Most cells of a space–time diagram.
pub const MAX_SPACE_CELLS: usize = 400_000;

/// A question about the events that a filter lets through. Equal queries have equal answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Query {
    /// Which events.
    pub filter: Filter,
    /// What about them.
    pub ask: Ask,
    /// What counts are split by, where they are split.
    pub split: SplitBy,
}

/// What counts are split by, and so what gives marks their colour. Files beyond the seventh share the last category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SplitBy {
    /// Kind of event.
    #[default]
    Kind,
    /// File it came from.
    File,
}

impl SplitBy {
    /// Index of the event's category, below [`KINDS`].
    pub fn category(self, event: EventRef<'_>) -> usize {
        match self {
            Self::Kind => event.kind().index(),
            Self::File => Self::file_category(event.file_number()),
        }
    }

    /// Index of a file's category, below [`KINDS`].
    pub fn file_category(file: u16) -> usize {
        usize::from(file).min(KINDS - 1)
    }
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ask {
    /// Counts over everything.
    Totals,
    /// Counts by kind or file in time bins.
    Histogram {
        /// Ascending bin edges in seconds since 1970; n + 1 edges make n bins.
        edges: Vec<i64>,
    },
    /// The timeline's lanes.
    Lanes {
        /// What makes a lane.
        by: LaneBy,
        /// The window that is drawn.
        window: Span,
        /// Width of a folding cell in seconds, at least 1; cells begin at whole multiples since 1970.
        cell_secs: i64,
        /// A cell with at most this many events names them one by one.
        unfold: u32,
        /// At most this many lanes; the smaller ones become one lane of others.
        max_lanes: u16,
    },
    /// Counts by place.
    Places,
    /// Events or counts by row and time bin.
    SpaceTime {
        /// Which rows each place takes.
        rows: Arc<PlaceRows>,
        /// Ascending bin edges in seconds since 1970; n + 1 edges make n bins. Rows × bins is at most
        /// [`MAX_SPACE_CELLS`].
        edges: Vec<i64>,
        /// A window with at most this many events names them one by one.
        unfold: u32,
    },
    /// Events one by one.
    List {
        /// Which of the hits.
        within: Within,
        /// In which order.
        order: Order,
        /// How many to pass over.
        offset: u32,
        /// How many to name at most.
        limit: u32,
    },
    /// Where an event stands among all hits.
    Rank {
        /// In which order.
        order: Order,
        /// The event.
        id: EventId,
    },
}

/// What makes a lane of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LaneBy {
    /// Kind of event.
    Kind,
    /// Actor: an event stands in the lane of each of its first two actors.
    Actor,
    /// Country as the file names it.
    Country,
    /// Source as the file names it.
    Source,
    /// File it came from.
    File,
}

impl LaneBy {
    /// All, in the order of menus.
    pub const ALL: [Self; 5] = [Self::Kind, Self::Actor, Self::Country, Self::Source, Self::File];

    /// The word that the command line and saved settings use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::Actor => "actor",
            Self::Country => "country",
            Self::Source => "source",
            Self::File => "file",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Kind => "Kind",
            Self::Actor => "Actor",
            Self::Country => "Country",
            Self::Source => "Source",
            Self::File => "File",
        }
    }
}

/// A part of the hits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Within {
    /// All hits.
    All,
    /// Those without a date.
    Undated,
    /// Those without coordinates.
    Unplaced,
    /// Those at any of these places; ascending.
    Places(Vec<super::PlaceKey>),
    /// Those whose time may lie in the span.
    Time(Span),
    /// Those of a part of a lane.
    Lane(LanePart),
    /// Those at any of these places, ascending, whose time may lie in the span.
    PlacesIn(Vec<super::PlaceKey>, Span),
}

/// A part of a lane of the timeline: a cell, a stretch of cells, or long spans. The lane of others is the one of the
/// last [`Ask::Lanes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LanePart {
    /// The lane.
    pub lane: super::LaneKey,
    /// Events that begin in this stretch of time,
    pub starts: Span,
    /// and are not over before or at this instant,
    pub ends_after: Instant,
    /// and are at least so many seconds long,
    pub min_secs: i64,
    /// and at most so many.
    pub max_secs: i64,
}

/// Order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Earliest first, undated last.
    Time,
    /// Latest first, undated first.
    NewestFirst,
    /// Highest best estimate of fatalities first.
    Fatalities,
    /// By what stands in a column; those where nothing stands last, equal ones in order of time.
    By(SortKey, Way),
}

/// What a list can be put in order by, beside time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// Kind, in the order of `Kind::ALL`.
    Kind,
    /// The place's first name, letters by letters.
    Place,
    /// Claims of people killed: upward by the lowest claim, downward by the highest. Claims are compared, never summed.
    Killed,
    /// File, in the order opened.
    File,
}

/// Which end of an order comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// The first or smallest.
    Up,
    /// The last or largest.
    Down,
}
