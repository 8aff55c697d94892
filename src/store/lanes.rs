//! Lanes of the timeline: hits by group, folded into cells.

use crate::model::{Dataset, Span};
use crate::query::{LaneBy, Lanes};

use super::Hits;

/// The hits by group.
pub struct LaneIndex;

impl LaneIndex {
    /// Groups the hits; O(hits).
    pub fn new(_data: &Dataset, _hits: &Hits, _by: LaneBy) -> Self {
        Self
    }

    /// The lanes in a window.
    pub fn lanes(
        &self,
        _data: &Dataset,
        _window: Span,
        _cell_secs: i64,
        _unfold: u32,
        _max_lanes: u16,
    ) -> Lanes {
        Lanes::default()
    }
}
