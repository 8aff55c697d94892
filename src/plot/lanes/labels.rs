//! Where titles stand: on a mark that is wide enough, else beside it.

use crate::plot::TimeScale;

use super::{GAP, Label, LabelPlace, Mark};

/// From a mark's edge to its title.
const INDENT: f64 = 4.0;
/// A title with less room than this says nothing.
const NARROWEST: f64 = 40.0;

/// The title on the mark, if the part of it that is seen is wide enough for the whole width.
pub(super) fn inside(mark: &Mark, scale: TimeScale, width: f64) -> Option<Label> {
    let (x0, x1) = (mark.x0.max(scale.left()), mark.x1.min(scale.right()));
    let fits = width > 0.0 && x1 - x0 >= width + 2.0 * INDENT;
    fits.then_some(Label { x: x0 + INDENT, width, place: LabelPlace::Inside })
}

/// The title on the mark, cut to the part of it that is seen.
pub(super) fn inside_cut(mark: &Mark, scale: TimeScale, width: f64) -> Option<Label> {
    let seen = mark.x1.min(scale.right()) - mark.x0.max(scale.left()) - 2.0 * INDENT;
    inside(mark, scale, if seen >= NARROWEST { width.min(seen) } else { width })
}

/// The title right of the mark, if it ends on screen.
pub(super) fn right(mark: &Mark, scale: TimeScale, width: f64) -> Option<Label> {
    let x = mark.x1 + INDENT;
    let fits = width > 0.0 && x >= scale.left() && x + width <= scale.right();
    fits.then_some(Label { x, width, place: LabelPlace::Beside })
}

/// The title left of the mark, if it begins on screen.
pub(super) fn left(mark: &Mark, scale: TimeScale, width: f64) -> Option<Label> {
    let x = mark.x0 - INDENT - width;
    let fits = width > 0.0 && x >= scale.left() && mark.x0 <= scale.right();
    fits.then_some(Label { x, width, place: LabelPlace::Beside })
}

/// Names marks without a title where the next mark of their row leaves room.
pub(super) fn fill_gaps(marks: &mut [Mark], scale: TimeScale, width: impl Fn(&Mark) -> f64) {
    marks.sort_by(|a, b| a.row.cmp(&b.row).then(a.x0.total_cmp(&b.x0)));
    let next: Vec<f64> = (0..marks.len())
        .map(|n| match (marks.get(n), marks.get(n + 1)) {
            (Some(mark), Some(next)) if mark.row == next.row => next.x0.min(scale.right()),
            _ => scale.right(),
        })
        .collect();
    for (mark, next) in marks.iter_mut().zip(next) {
        let width = width(mark);
        if mark.label.is_some() || width <= 0.0 {
            continue;
        }
        let room = next - GAP - INDENT - mark.x1;
        let beside = if room >= NARROWEST.min(width) { right(mark, scale, width.min(room)) } else { None };
        mark.label = inside(mark, scale, width).or(beside).or_else(|| inside_cut(mark, scale, width));
    }
}

/// From the left edge of the mark and its title to the right edge.
pub(super) fn extent(mark: &Mark, label: Option<Label>) -> (f64, f64) {
    match label {
        Some(label) => (mark.x0.min(label.x), mark.x1.max(label.x + label.width)),
        None => (mark.x0, mark.x1),
    }
}
