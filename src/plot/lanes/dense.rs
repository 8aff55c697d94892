//! Packs a crowded lane: cells that are too full become counts, and so do long spans for which there are no rows.
//!
//! The upper rows hold the cells, the lower ones the long spans.

use crate::query::{LaneBar, LaneItem};

use super::groups::Group;
use super::{LaneView, Mark, What, bars, groups, labels};

/// Rows that cells and long spans are given at most where there is room.
const MOST_CELL_ROWS: usize = 5;
const MOST_BAR_ROWS: usize = 5;

/// All events of the lane as marks in `rows` rows, folded as far as need be; at least one row for cells and one for long
/// spans, where there are such.
pub(super) fn pack(view: &LaneView<'_>, rows: usize, title: &dyn Fn(&LaneItem) -> f64) -> Vec<Mark> {
    let bars: Vec<&LaneBar> = view.bars().collect();
    let bar_rows = match (bars.is_empty(), view.has_cells()) {
        (true, _) => 0,
        (_, false) => rows,
        _ => bars::depth(view, &bars, MOST_BAR_ROWS).min(rows / 2).max(1),
    };
    let cell_rows = rows.saturating_sub(bar_rows);
    let cells: Vec<Group> = view.cells().map(|cell| groups::of_cell(view, cell)).collect();
    let mut marks = groups::pack(cells, cell_rows.max(1));
    let below = bars::pack(view, &bars, bar_rows);
    marks.extend(below.into_iter().map(|mark| Mark { row: mark.row + cell_rows, ..mark }));
    labels::fill_gaps(&mut marks, view.scale, |mark| match &mark.what {
        What::Event(item) => title(item),
        _ => 0.0,
    });
    marks
}

/// The fewest rows that a lane can be drawn in, and how many would show most of it.
pub(super) fn rows_wanted(view: &LaneView<'_>) -> (usize, usize) {
    let bars: Vec<&LaneBar> = view.bars().collect();
    let fullest = view.cells().map(|cell| cell.items.len().clamp(1, MOST_CELL_ROWS)).max().unwrap_or(0);
    let depth = bars::depth(view, &bars, MOST_BAR_ROWS);
    // Where there are only long spans, one row shows them and one counts what has no room.
    let least = if fullest == 0 { depth.min(2) } else { 1 + depth.min(1) };
    (least.max(1), (fullest + depth).max(1))
}
