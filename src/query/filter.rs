//! Which events are wanted.

use crate::model::{Instant, Kind, PlacePrecision, Precision, Span};

use super::{AlongBounds, FileName, Phrase};

/// Lets events through that meet every part. The default lets all through.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Bounds in time; an event passes if its time may lie within. Events without a date do not pass bounds.
    pub time: TimeBounds,
    /// Kinds that pass, ascending; empty lets all pass.
    pub kinds: Vec<Kind>,
    /// Files whose events pass; empty lets those of all files pass.
    pub files: Vec<FileName>,
    /// Files whose events do not pass.
    pub without_files: Vec<FileName>,
    /// How sure a place must be: these pass, ascending; empty lets all pass.
    pub place_precision: Vec<PlacePrecision>,
    /// How sure a time must be: these pass, ascending; empty lets all pass, events without a date too.
    pub date_precision: Vec<Precision>,
    /// Bounds along a border; an event passes if its place may lie within.
    pub along: Option<AlongBounds>,
    /// Whether events pass that repeat an earlier one, as the user decided.
    pub repeats: Repeats,
    /// Each must occur in the name of one of the actors.
    pub actors: Vec<Phrase>,
    /// Each must occur in one of the place's names.
    pub places: Vec<Phrase>,
    /// Each must occur in the title, summary, type, actors or place names.
    pub words: Vec<Phrase>,
}

/// What becomes of events that were linked as the same as an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Repeats {
    /// They pass like all others.
    #[default]
    Shown,
    /// Only the first of those linked passes.
    Hidden,
}

/// Bounds in time, each of which may be absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimeBounds {
    /// Events that are over before this do not pass.
    pub after: Option<Instant>,
    /// Events that begin at this or later do not pass.
    pub before: Option<Instant>,
}

impl TimeBounds {
    /// Both bounds from a span.
    pub fn within(span: Span) -> Self {
        Self { after: Some(span.start()), before: Some(span.end()) }
    }

    /// Whether there is no bound.
    pub fn is_open(self) -> bool {
        self.after.is_none() && self.before.is_none()
    }

    /// Whether an event with this span passes.
    pub fn admits(self, span: Span) -> bool {
        self.after.is_none_or(|after| span.end() > after)
            && self.before.is_none_or(|before| span.start() < before)
    }

    /// The bounds as a span; `None` unless both are there and in order.
    pub fn span(self) -> Option<Span> {
        Span::new(self.after?, self.before?)
    }
}

impl Filter {
    /// Whether everything passes.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The filter with kinds in order and each part once, so that equal filters are equal values.
    #[must_use]
    pub fn tidy(mut self) -> Self {
        self.along = self.along.and_then(AlongBounds::tidy);
        self.kinds.sort_unstable();
        self.kinds.dedup();
        self.place_precision.sort_unstable();
        self.place_precision.dedup();
        self.date_precision.sort_unstable();
        self.date_precision.dedup();
        for list in [&mut self.files, &mut self.without_files] {
            list.sort_unstable();
            list.dedup();
        }
        for list in [&mut self.actors, &mut self.places, &mut self.words] {
            let mut seen = Vec::new();
            list.retain(|phrase| {
                !seen.contains(phrase) && {
                    seen.push(phrase.clone());
                    true
                }
            });
        }
        self
    }
}
