//! Packs groups of marks from left to right: a group whose marks find no rows becomes a count.

use crate::model::{Instant, Span};
use crate::query::{LaneCell, LanePart};

use super::{Folded, GAP, LaneView, Mark, TOUCH, What};

/// A count needs so much width in points.
const NARROWEST: f64 = 20.0;
/// Before all of history.
pub(super) const EVER: i64 = -1_000_000_000_000;

/// Marks that are drawn one by one or as one count.
pub(super) struct Group {
    /// The marks; none where they are already folded.
    pub marks: Vec<Mark>,
    /// The count in their place.
    pub count: Mark,
}

/// Packs groups in order of their counts, which do not overlap. Where even a count has no room, because a mark of a
/// group before reaches over, that group is folded too.
pub(super) fn pack(groups: Vec<Group>, rows: usize) -> Vec<Mark> {
    let mut folded: Vec<bool> = groups.iter().map(|group| group.marks.is_empty()).collect();
    let mut done: Vec<(Vec<f64>, Packed)> = Vec::with_capacity(groups.len());
    let empty = vec![f64::NEG_INFINITY; rows];
    while let Some(group) = groups.get(done.len()) {
        let number = done.len();
        let before = done.last().map_or(&empty, |(ends, _)| ends);
        let is_folded = folded.get(number).copied().unwrap_or(true);
        let placed = if is_folded { None } else { place_marks(&group.marks, before) };
        let Some(placed) = placed.or_else(|| place_count(&group.count, before)) else {
            // With every group before it folded there is always room.
            let last = folded.iter().take(number).rposition(|folded| !folded);
            if let Some(flag) = last.and_then(|last| folded.get_mut(last)) {
                *flag = true;
            }
            if let Some(last) = last {
                done.truncate(last);
            } else {
                let count = Packed::Count { x0: group.count.x0, row: group.count.row };
                done.push((before.clone(), count));
            }
            continue;
        };
        done.push(placed);
    }
    let mut marks = Vec::with_capacity(done.len());
    for ((_, packed), Group { count, .. }) in done.into_iter().zip(groups) {
        match packed {
            Packed::Marks(own) => marks.extend(own),
            Packed::Count { x0, row } => marks.push(Mark { x0, row, ..count }),
        }
    }
    marks
}

/// What was made of a group.
enum Packed {
    /// Its marks, in their rows.
    Marks(Vec<Mark>),
    /// Its count, from here on in this row.
    Count { x0: f64, row: usize },
}

fn place_marks(marks: &[Mark], before: &[f64]) -> Option<(Vec<f64>, Packed)> {
    let mut ends = before.to_vec();
    let mut marks = marks.to_vec();
    marks.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(b.x1.total_cmp(&a.x1)));
    for mark in &mut marks {
        mark.row = ends.iter().position(|&end| end <= mark.x0 + TOUCH)?;
        *ends.get_mut(mark.row)? = mark.x1;
    }
    Some((ends, Packed::Marks(marks)))
}

fn place_count(count: &Mark, before: &[f64]) -> Option<(Vec<f64>, Packed)> {
    let free = |end: f64| (end + GAP / 2.0).max(count.x0);
    let (row, end) = before.iter().copied().enumerate().min_by(|a, b| free(a.1).total_cmp(&free(b.1)))?;
    let x0 = free(end);
    if count.x1 - x0 < NARROWEST.min(count.x1 - count.x0) {
        return None;
    }
    let mut ends = before.to_vec();
    *ends.get_mut(row)? = count.x1;
    Some((ends, Packed::Count { x0, row }))
}

/// The events of a cell, or their number.
pub(super) fn of_cell(view: &LaneView<'_>, cell: &LaneCell) -> Group {
    let span = view.cell_span(cell.start);
    let part = LanePart {
        lane: view.lane.key,
        starts: span,
        ends_after: Instant(EVER),
        min_secs: 1,
        max_secs: view.cell_secs,
    };
    let folded = Folded { span, precision: None, kinds: cell.kinds, parts: vec![part] };
    let seen = cell.items.iter().filter(|item| view.is_seen(item.span));
    Group {
        marks: seen.map(|item| view.one(item, 0)).collect(),
        count: count_in(view, span, What::Cell(folded)),
    }
}

/// A count that fills a cell as far as it is on screen.
pub(super) fn count_in(view: &LaneView<'_>, cell: Span, what: What) -> Mark {
    let (x0, x1) = (view.scale.x(cell.start().0), view.scale.x(cell.end().0));
    let (x0, x1) = (x0.max(view.scale.left() - GAP), x1.min(view.scale.right() + GAP));
    Mark { what, x0: x0 + GAP / 2.0, x1: (x1 - GAP / 2.0).max(x0 + GAP), row: 0, label: None }
}
