//! Packs a lane whose events can all be told apart: each a mark of its own, most with their titles.

use crate::query::LaneItem;

use super::{GAP, Label, LaneView, Mark, TOUCH, What, labels};

/// Titles are cut to this width where the whole has no room.
const SHORT_TITLE: f64 = 110.0;
/// More marks than these are not told apart by their titles.
const MOST_MARKS: usize = 160;

/// All events as marks in at most `rows` rows; `None` if they do not fit or some are folded already.
pub(super) fn pack(view: &LaneView<'_>, rows: usize, title: &dyn Fn(&LaneItem) -> f64) -> Option<Vec<Mark>> {
    let mut marks = marks(view)?;
    marks.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(b.x1.total_cmp(&a.x1)));
    let mut ends: Vec<f64> = Vec::new();
    for mark in &mut marks {
        let width = match &mark.what {
            What::Event(item) => title(item),
            _ => 0.0,
        };
        let (row, label) = place(view, mark, width, &ends, rows)?;
        if ends.len() <= row {
            ends.resize(row + 1, f64::NEG_INFINITY);
        }
        if let Some(end) = ends.get_mut(row) {
            *end = if label.is_some() { labels::extent(mark, label).1 + GAP } else { mark.x1 };
        }
        (mark.row, mark.label) = (row, label);
    }
    Some(marks)
}

fn marks(view: &LaneView<'_>) -> Option<Vec<Mark>> {
    if view.marks() > MOST_MARKS {
        return None;
    }
    let mut marks = Vec::new();
    for cell in &view.lane.cells {
        if cell.items.is_empty() && view.is_seen(view.cell_span(cell.start)) {
            return None;
        }
        let seen = cell.items.iter().filter(|item| view.is_seen(item.span));
        marks.extend(seen.map(|item| view.one(item, 0)));
    }
    for bar in view.bars() {
        let told_apart = bar.items.len() == bar.count() as usize;
        if told_apart {
            marks.extend(bar.items.iter().map(|item| view.one(item, 0)));
        } else {
            marks.push(view.same(bar, 0));
        }
    }
    Some(marks)
}

/// The first row with room for the mark and its whole title, else for a shorter title, else for the mark alone.
fn place(
    view: &LaneView<'_>,
    mark: &Mark,
    width: f64,
    ends: &[f64],
    rows: usize,
) -> Option<(usize, Option<Label>)> {
    let scale = view.scale;
    let short = width.min(SHORT_TITLE);
    let candidates = [
        labels::inside(mark, scale, width),
        labels::right(mark, scale, width),
        labels::left(mark, scale, width),
        labels::right(mark, scale, short),
        labels::left(mark, scale, short),
        labels::inside_cut(mark, scale, width),
    ];
    let fits = |row: usize, x: f64| ends.get(row).is_none_or(|&end| end <= x + TOUCH);
    let labelled = candidates.into_iter().flatten().find_map(|label| {
        let x = labels::extent(mark, Some(label)).0;
        (0..rows).find(|&row| fits(row, x)).map(|row| (row, Some(label)))
    });
    labelled.or_else(|| (0..rows).find(|&row| fits(row, mark.x0)).map(|row| (row, None)))
}
