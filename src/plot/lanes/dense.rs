//! Packs a crowded lane: cells that are too full become counts, and so do long spans for which there are no rows.
//!
//! The upper rows hold the cells, the lower ones the long spans.

use crate::model::{Instant, KINDS, Span};
use crate::query::{LaneBar, LaneCell, LaneItem, LanePart};

use super::{Folded, GAP, LaneView, Mark, What, labels};

/// Rows that cells and long spans are given at most where there is room.
const MOST_CELL_ROWS: usize = 5;
const MOST_BAR_ROWS: usize = 4;
/// A count needs so much width in points.
const NARROWEST_CELL: f64 = 20.0;
/// Before all of history.
const EVER: i64 = -1_000_000_000_000;

/// All events of the lane as marks in `rows` rows, folded as far as need be; at least one row for cells and one for long
/// spans, where there are such.
pub(super) fn pack(view: &LaneView<'_>, rows: usize, title: &dyn Fn(&LaneItem) -> f64) -> Vec<Mark> {
    let bars: Vec<&LaneBar> = view.lane.bars.iter().filter(|bar| view.is_seen(bar.span)).collect();
    let bar_rows = match (bars.is_empty(), view.has_cells()) {
        (true, _) => 0,
        (_, false) => rows,
        _ => bar_depth(view, &bars, MOST_BAR_ROWS).min(rows / 2).max(1),
    };
    let cell_rows = rows.saturating_sub(bar_rows);
    let mut marks = pack_cells(view, cell_rows.max(1));
    marks.extend(pack_bars(view, &bars, cell_rows, bar_rows));
    labels::fill_gaps(&mut marks, view.scale, |mark| match &mark.what {
        What::Event(item) => title(item),
        _ => 0.0,
    });
    marks
}

/// How many rows would show most of a crowded lane.
pub(super) fn rows_wanted(view: &LaneView<'_>) -> usize {
    let bars: Vec<&LaneBar> = view.lane.bars.iter().filter(|bar| view.is_seen(bar.span)).collect();
    let fullest = view.cells().map(|cell| cell.items.len().clamp(1, MOST_CELL_ROWS)).max().unwrap_or(0);
    fullest + bar_depth(view, &bars, MOST_BAR_ROWS)
}

/// Cells from left to right. A cell whose events find no rows is folded; where even its count has no room, because an
/// event of the cell before reaches over, that one is folded too.
fn pack_cells(view: &LaneView<'_>, rows: usize) -> Vec<Mark> {
    let cells: Vec<&LaneCell> = view.cells().collect();
    let mut folded: Vec<bool> = cells.iter().map(|cell| cell.items.is_empty()).collect();
    let mut done: Vec<(Vec<f64>, Vec<Mark>)> = Vec::new();
    while let Some(cell) = cells.get(done.len()) {
        let n = done.len();
        let before = done.last().map_or_else(|| vec![f64::NEG_INFINITY; rows], |(ends, _)| ends.clone());
        let is_folded = folded.get(n).copied().unwrap_or(true);
        let placed = if is_folded { None } else { place_items(view, cell, &before) };
        match placed.or_else(|| place_count(view, cell, &before)) {
            Some(placed) => done.push(placed),
            // With every cell before it folded there is always room.
            None => match folded.iter().take(n).rposition(|folded| !folded) {
                Some(last) => {
                    if let Some(flag) = folded.get_mut(last) {
                        *flag = true;
                    }
                    done.truncate(last);
                }
                None => done.push((before, Vec::new())),
            },
        }
    }
    done.into_iter().flat_map(|(_, marks)| marks).collect()
}

fn place_items(view: &LaneView<'_>, cell: &LaneCell, before: &[f64]) -> Option<(Vec<f64>, Vec<Mark>)> {
    let mut ends = before.to_vec();
    let seen = cell.items.iter().filter(|item| view.is_seen(item.span));
    let mut marks: Vec<Mark> = seen.map(|item| view.one(item, 0)).collect();
    marks.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(b.x1.total_cmp(&a.x1)));
    for mark in &mut marks {
        mark.row = ends.iter().position(|&end| end + GAP / 2.0 <= mark.x0)?;
        *ends.get_mut(mark.row)? = mark.x1;
    }
    Some((ends, marks))
}

fn place_count(view: &LaneView<'_>, cell: &LaneCell, before: &[f64]) -> Option<(Vec<f64>, Vec<Mark>)> {
    let span = view.cell_span(cell.start);
    let (left, right) = (view.scale.x(span.start().0), view.scale.x(span.end().0));
    let free = |end: f64| (end + GAP / 2.0).max(left + GAP / 2.0);
    let (row, end) = before.iter().copied().enumerate().min_by(|a, b| free(a.1).total_cmp(&free(b.1)))?;
    let (x0, x1) = (free(end), right - GAP / 2.0);
    if x1 - x0 < NARROWEST_CELL.min(right - left - GAP) {
        return None;
    }
    let part = LanePart {
        lane: view.lane.key,
        starts: span,
        ends_after: Instant(EVER),
        min_secs: 1,
        max_secs: view.cell_secs,
    };
    let folded = Folded { span, precision: None, kinds: cell.kinds, part };
    let mut ends = before.to_vec();
    *ends.get_mut(row)? = x1;
    Some((ends, vec![Mark { what: What::Cell(folded), x0, x1, row, label: None }]))
}

/// How many rows the bars take, at most `most`.
fn bar_depth(view: &LaneView<'_>, bars: &[&LaneBar], most: usize) -> usize {
    let mut ends: Vec<f64> = Vec::new();
    for bar in bars {
        let (x0, x1) = view.extent(bar.span);
        if let Some(end) = ends.iter_mut().find(|end| **end + GAP <= x0) {
            *end = x1;
        } else if ends.len() < most {
            ends.push(x1);
        }
    }
    ends.len()
}

/// Long spans below row `top`. Where they do not all fit, the last row holds counts: all that begin in such a cell are
/// folded, so that the count can be listed.
fn pack_bars(view: &LaneView<'_>, bars: &[&LaneBar], top: usize, rows: usize) -> Vec<Mark> {
    let mut folded: Vec<i64> = Vec::new();
    loop {
        let own_rows = if folded.is_empty() { rows } else { rows.saturating_sub(1) };
        let mut ends = vec![f64::NEG_INFINITY; own_rows];
        let (mut marks, mut failed) = (Vec::new(), Vec::new());
        for bar in bars.iter().filter(|bar| !folded.contains(&column(view, bar))) {
            let (x0, x1) = view.extent(bar.span);
            match ends.iter_mut().enumerate().find(|(_, end)| **end + GAP <= x0) {
                Some((row, end)) => {
                    *end = x1;
                    marks.push(view.same(bar, top + row));
                }
                None => failed.push(column(view, bar)),
            }
        }
        if failed.is_empty() {
            let last = (top + rows).saturating_sub(1);
            folded.sort_unstable();
            folded.dedup();
            marks.extend(folded.iter().filter_map(|&column| more(view, bars, column, last)));
            return marks;
        }
        folded.extend(failed);
    }
}

/// The cell that a long span begins in, or the first that is seen.
fn column(view: &LaneView<'_>, bar: &LaneBar) -> i64 {
    bar.span.start().max(view.scale.window().start()).0.div_euclid(view.cell_secs)
}

fn more(view: &LaneView<'_>, bars: &[&LaneBar], column_no: i64, row: usize) -> Option<Mark> {
    let cell = view.cell_span(column_no.saturating_mul(view.cell_secs));
    let window = view.scale.window();
    // What begins before the window stands in its first cell; what begins after it is not counted.
    let from = if cell.start() <= window.start() { Instant(EVER) } else { cell.start() };
    let starts = Span::new(from, cell.end().min(window.end()))?;
    let part = LanePart {
        lane: view.lane.key,
        starts,
        ends_after: window.start(),
        min_secs: view.cell_secs + 1,
        max_secs: i64::MAX,
    };
    let mut kinds = [0u32; KINDS];
    for bar in bars.iter().filter(|bar| column(view, bar) == column_no) {
        for (sum, n) in kinds.iter_mut().zip(bar.kinds) {
            *sum = sum.saturating_add(n);
        }
    }
    let (x0, x1) = (view.scale.x(cell.start().0).max(view.scale.left()), view.scale.x(cell.end().0));
    let folded = Folded { span: cell, precision: None, kinds, part };
    Some(Mark { what: What::More(folded), x0: x0 + GAP / 2.0, x1: x1 - GAP / 2.0, row, label: None })
}
