//! Where the diagram's parts stand on screen; the plot stands exactly above the timeline's.

use egui::{Rect, pos2};

use crate::model::Span;
use crate::plot::TimeScale;
use crate::plot::space_time::{LANE, SpaceScale};
use crate::view::map::convert::{f32_of, frame};
use crate::view::theme::size;

/// Height of the axis of time.
const AXIS: f32 = 34.0;
/// Height of the line with the slider and the note.
const NOTE: f32 = 20.0;

/// The parts, in points on screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Areas {
    /// Names left of lanes and kilometres.
    pub gutter: Rect,
    /// The lanes.
    pub lanes: Rect,
    /// The kilometres.
    pub plot: Rect,
    /// Time.
    pub axis: Rect,
    /// Time by another calendar; of no height if there is none.
    pub second: Rect,
    /// The slider, and the sentence that must stand with every picture.
    pub note: Rect,
}

impl Areas {
    /// Lays the parts out; `second` is the height of the second axis.
    pub fn new(all: Rect, lanes: usize, second: f32) -> Self {
        // As the timeline's gutter, so that one instant stands at one place in both.
        let wide = (all.width() * 0.17).clamp(124.0, 212.0);
        let left = all.left() + wide;
        let right = (all.right() - size::MARGIN).max(left + 1.0);
        let lanes = f32_of(f64::from(u32::try_from(lanes).unwrap_or(0)) * LANE);
        let note_top = (all.bottom() - NOTE).max(all.top());
        let second_top = (note_top - second).max(all.top());
        let axis_top = (second_top - AXIS).max(all.top());
        let row = |top: f32, bottom: f32| Rect::from_min_max(pos2(left, top), pos2(right, bottom.max(top)));
        let lanes = row(all.top() + size::GAP, all.top() + size::GAP + lanes);
        let plot = row(lanes.bottom() + size::GAP, axis_top.max(lanes.bottom() + size::GAP + 1.0));
        Self {
            gutter: Rect::from_min_max(all.min, pos2(left, axis_top)),
            lanes,
            plot,
            axis: row(axis_top, second_top),
            second: row(second_top, note_top),
            note: Rect::from_min_max(pos2(all.left(), note_top), all.max),
        }
    }

    /// Lanes, kilometres and time together.
    pub fn moving(&self) -> Rect {
        self.lanes.union(self.second)
    }

    /// Lanes and kilometres together.
    pub fn marks(&self) -> Rect {
        self.lanes.union(self.plot)
    }

    pub fn scale(&self, window: Span) -> SpaceScale {
        let time = TimeScale::new(window, f64::from(self.plot.left()), f64::from(self.plot.right()));
        SpaceScale { time, lanes: frame(self.lanes), plot: frame(self.plot) }
    }
}

/// How many rows of kilometres suit a height; in steps, so that a window that is resized asks for few tables.
pub(super) fn km_rows(height: f32) -> u16 {
    match height {
        h if h < 260.0 => 36,
        h if h < 420.0 => 60,
        h if h < 640.0 => 90,
        h if h < 1000.0 => 140,
        _ => 200,
    }
}
