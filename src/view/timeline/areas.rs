//! Where the timeline's parts stand on screen.

use egui::{Rect, pos2};

use crate::plot::TimeScale;
use crate::view::theme::size;

/// Heights in points.
const OVERVIEW: f32 = 30.0;
const AXIS: f32 = 36.0;
const TRAY: f32 = 28.0;

/// The parts, in points on screen. The plot is right of the gutter; all its parts share one scale of time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Areas {
    pub all: Rect,
    pub overview: Rect,
    pub axis: Rect,
    /// Dates of another calendar; of no height if there is none.
    pub second: Rect,
    pub histogram: Rect,
    pub lanes: Rect,
    /// Names left of the lanes.
    pub names: Rect,
    /// Where events without a date are counted; of no height if there are none.
    pub tray: Rect,
}

/// Whether there are events without a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tray {
    Shown,
    None,
}

impl Areas {
    /// Lays the parts out; `second` is the height of the second axis.
    pub fn new(all: Rect, tray: Tray, second: f32) -> Self {
        let gutter = (all.width() * 0.17).clamp(124.0, 212.0);
        let (left, right) =
            (all.left() + gutter, (all.right() - size::MARGIN).max(all.left() + gutter + 1.0));
        let row = |top: f32, height: f32| Rect::from_min_max(pos2(left, top), pos2(right, top + height));
        let overview = row(all.top() + size::GAP, OVERVIEW);
        let axis = row(overview.bottom() + size::GAP, AXIS);
        let histogram_height = match all.height() {
            h if h < 190.0 => 0.0,
            h if h < 320.0 => 46.0,
            h => (h * 0.17).clamp(58.0, 110.0),
        };
        let second = row(axis.bottom(), second);
        let histogram = row(second.bottom(), histogram_height);
        let tray_height = if tray == Tray::Shown { TRAY } else { 0.0 };
        let bottom = (all.bottom() - tray_height).max(histogram.bottom());
        let lanes = row(histogram.bottom(), bottom - histogram.bottom());
        let names = Rect::from_min_max(pos2(all.left(), lanes.top()), lanes.left_bottom());
        let tray = Rect::from_min_max(pos2(all.left(), bottom), all.max);
        Self { all, overview, axis, second, histogram, lanes, names, tray }
    }

    /// Histogram and lanes together.
    pub fn plot(&self) -> Rect {
        self.histogram.union(self.lanes)
    }

    /// Axis, histogram and lanes together.
    pub fn moving(&self) -> Rect {
        self.axis.union(self.lanes)
    }

    /// The gutter left of a part of the plot.
    pub fn gutter_of(&self, part: Rect) -> Rect {
        Rect::from_min_max(pos2(self.all.left(), part.top()), part.left_bottom())
    }

    /// The scale across the plot.
    pub fn scale(&self, window: crate::model::Span) -> TimeScale {
        TimeScale::new(window, f64::from(self.lanes.left()), f64::from(self.lanes.right()))
    }
}

/// Screen points for the painter.
#[expect(clippy::cast_possible_truncation, reason = "screen points are small")]
pub(super) fn px(points: f64) -> f32 {
    points as f32
}

/// A count in thousands: "12,345".
pub(super) fn grouped(count: u32) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn the_parts_stand_one_below_the_other_at_any_size() {
        for (w, h) in [(1200.0, 500.0), (300.0, 120.0), (20.0, 10.0)] {
            let a = Areas::new(Rect::from_min_size(pos2(5.0, 7.0), egui::vec2(w, h)), Tray::Shown, 30.0);
            assert!(a.overview.bottom() <= a.axis.top() && a.axis.bottom() <= a.second.top());
            assert!(a.second.bottom() <= a.histogram.top());
            assert!(a.histogram.bottom() <= a.lanes.top() && a.lanes.bottom() <= a.tray.top());
            assert!(a.lanes.width() >= 1.0 && a.lanes.height() >= 0.0);
        }
    }
}
