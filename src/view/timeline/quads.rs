//! Many rectangles in one mesh, and hatching.

use egui::{Color32, Mesh, Painter, Pos2, Rect, Stroke, pos2};

/// Rectangles that are painted together.
#[derive(Default)]
pub(super) struct Quads(Mesh);

impl Quads {
    /// Adds a rectangle.
    pub fn add(&mut self, rect: Rect, colour: Color32) {
        if rect.is_positive() {
            self.0.add_colored_rect(rect, colour);
        }
    }

    /// Paints all.
    pub fn paint(self, painter: &Painter) {
        if !self.0.is_empty() {
            painter.add(self.0);
        }
    }
}

/// Distance between the lines of a hatching, and their width.
const HATCH_STEP: f32 = 7.0;
const HATCH_WIDTH: f32 = 1.5;

/// Diagonal lines across a rectangle, standing still with respect to `origin` while the rectangle is cut by the screen.
pub(super) fn hatch(painter: &Painter, rect: Rect, origin: f32, colour: Color32) {
    let seen = rect.intersect(painter.clip_rect());
    if !seen.is_positive() {
        return;
    }
    let height = rect.height();
    let first = ((seen.left() - height - origin) / HATCH_STEP).floor() * HATCH_STEP + origin;
    let mut x = first;
    while x < seen.right() {
        // From the bottom up to the right; cut where it leaves the rectangle.
        let from = (seen.left() - x).max(0.0);
        let to = (seen.right() - x).min(height);
        if from < to {
            let at = |t: f32| -> Pos2 { pos2(x + t, rect.bottom() - t) };
            painter.line_segment([at(from), at(to)], Stroke::new(HATCH_WIDTH, colour));
        }
        x += HATCH_STEP;
    }
}

/// Parts of a rectangle side by side, their widths in proportion to the counts.
pub(super) fn split(rect: Rect, counts: &[u32]) -> impl Iterator<Item = (usize, Rect)> {
    let total: f64 = counts.iter().map(|&n| f64::from(n)).sum::<f64>().max(1.0);
    let mut before = 0.0;
    counts.iter().enumerate().filter(|(_, n)| **n > 0).map(move |(kind, &n)| {
        let at = |part: f64| rect.left() + rect.width() * super::areas::px(part / total);
        let (from, to) = (at(before), at(before + f64::from(n)));
        before += f64::from(n);
        (kind, Rect::from_min_max(pos2(from, rect.top()), pos2(to, rect.bottom())))
    })
}
