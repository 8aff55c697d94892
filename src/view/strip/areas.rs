//! Where the strip's parts stand on screen.

use egui::{Rect, pos2};

use crate::view::theme::size;

/// Height of a row of provinces or districts.
const BAND: f32 = 18.0;
/// Height of the kilometres.
const AXIS: f32 = 18.0;
/// Height of the note.
const NOTE: f32 = 18.0;
/// Width of the distances at the left.
const GUTTER: f32 = 52.0;

/// Whether there is anything for the tray.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tray {
    Shown,
    None,
}

/// The parts, in points on screen.
#[derive(Clone, Copy, Debug)]
pub struct Areas {
    /// Distances from the border.
    pub gutter: Rect,
    /// The bands of side 1, above.
    pub upper: Rect,
    /// The strip itself.
    pub plot: Rect,
    /// The bands of side 0, below.
    pub lower: Rect,
    /// Kilometres.
    pub axis: Rect,
    /// What is not beside the border; of no width if there is nothing.
    pub tray: Rect,
    /// The sentence that must stand with every picture.
    pub note: Rect,
}

impl Areas {
    pub fn new(all: Rect, tray: Tray) -> Self {
        let wide = if tray == Tray::Shown { (all.width() * 0.24).clamp(120.0, 230.0) } else { 0.0 };
        let right = (all.right() - wide).max(all.left() + GUTTER + 1.0);
        let left = all.left() + GUTTER;
        let note_top = (all.bottom() - NOTE).max(all.top());
        let row = |top: f32, bottom: f32| {
            Rect::from_min_max(pos2(left, top), pos2((right - size::GAP).max(left + 1.0), bottom.max(top)))
        };
        let upper = row(all.top(), all.top() + BAND);
        let axis = row(note_top - AXIS, note_top);
        let lower = row(axis.top() - BAND, axis.top());
        let plot = row(upper.bottom(), lower.top());
        Self {
            gutter: Rect::from_min_max(pos2(all.left(), all.top()), pos2(left, note_top)),
            upper,
            plot,
            lower,
            axis,
            tray: Rect::from_min_max(pos2(right, all.top()), pos2(all.right(), note_top)),
            note: Rect::from_min_max(pos2(all.left(), note_top), all.max),
        }
    }
}
