//! Packs long spans: the shortest, which say most, first; what finds no row is counted where it begins.

use std::collections::BTreeMap;

use crate::model::{Instant, KINDS, Span};
use crate::query::{LaneBar, LanePart};

use super::groups::{self, EVER, Group, count_in};
use super::{Folded, LaneView, Mark, TOUCH, What};

/// A cell in which more long spans begin shows only their number.
const MOST_IN_COLUMN: usize = 12;

/// How many rows the bars take, at most `most`.
pub(super) fn depth(view: &LaneView<'_>, bars: &[&LaneBar], most: usize) -> usize {
    let mut ends: Vec<f64> = Vec::new();
    for bar in bars {
        let (x0, x1) = view.extent(bar.span);
        if let Some(end) = ends.iter_mut().find(|end| **end <= x0 + TOUCH) {
            *end = x1;
        } else if ends.len() < most {
            ends.push(x1);
        }
    }
    ends.len()
}

/// Marks in `rows` rows. If they do not all fit, the last row holds counts.
pub(super) fn pack(view: &LaneView<'_>, bars: &[&LaneBar], rows: usize) -> Vec<Mark> {
    let columns = columns(view, bars.iter().copied());
    if rows <= 1 {
        let group = |(column, bars): (i64, Vec<&LaneBar>)| Group {
            marks: if bars.len() > 1 {
                Vec::new()
            } else {
                bars.iter().map(|bar| view.same(bar, 0)).collect()
            },
            count: more(view, column, &bars),
        };
        let groups: Vec<Group> = columns.into_iter().map(group).collect();
        return groups::pack(groups, 1);
    }
    // Where very many begin in a cell, none of them is told apart.
    let (full, few): (Vec<_>, Vec<_>) =
        columns.into_iter().partition(|(_, bars)| bars.len() > MOST_IN_COLUMN);
    let mut shortest_first: Vec<&LaneBar> = few.into_iter().flat_map(|(_, bars)| bars).collect();
    shortest_first.sort_by_key(|bar| (bar.span.secs(), bar.span.start()));
    let (mut marks, mut left_over) =
        fill(view, &shortest_first, if full.is_empty() { rows } else { rows - 1 });
    if full.is_empty() && !left_over.is_empty() {
        (marks, left_over) = fill(view, &shortest_first, rows - 1);
    }
    let few = self::columns(view, left_over.into_iter());
    marks.extend(
        full.into_iter().chain(few).map(|(column, bars)| Mark { row: rows - 1, ..more(view, column, &bars) }),
    );
    marks
}

/// Puts each bar into the first row that is free there; returns also those for which none is.
fn fill<'b>(view: &LaneView<'_>, bars: &[&'b LaneBar], rows: usize) -> (Vec<Mark>, Vec<&'b LaneBar>) {
    // Taken stretches by their left edge; within a row they do not overlap.
    let mut taken: Vec<BTreeMap<i64, f64>> = vec![BTreeMap::new(); rows];
    let (mut marks, mut left_over) = (Vec::new(), Vec::new());
    for &bar in bars {
        let (x0, x1) = view.extent(bar.span);
        let is_free = |row: &BTreeMap<i64, f64>| {
            let before = row.range(..=key(x0)).next_back().is_none_or(|(_, &end)| end <= x0 + TOUCH);
            before && row.range(key(x0)..).next().is_none_or(|(&start, _)| start >= key(x1 - TOUCH))
        };
        match taken.iter().position(is_free) {
            Some(row) => {
                if let Some(stretches) = taken.get_mut(row) {
                    stretches.insert(key(x0), x1);
                }
                marks.push(view.same(bar, row));
            }
            None => left_over.push(bar),
        }
    }
    (marks, left_over)
}

/// A screen x in thousandths of a point, so that it can be searched.
fn key(x: f64) -> i64 {
    crate::plot::whole_secs(x * 1000.0)
}

/// Bars by the cell that they begin in, or the first that is seen.
fn columns<'b>(
    view: &LaneView<'_>,
    bars: impl Iterator<Item = &'b LaneBar>,
) -> BTreeMap<i64, Vec<&'b LaneBar>> {
    let mut columns: BTreeMap<i64, Vec<&LaneBar>> = BTreeMap::new();
    for bar in bars {
        let seen_from = bar.span.start().max(view.scale.window().start());
        columns.entry(seen_from.0.div_euclid(view.cell_secs)).or_default().push(bar);
    }
    columns
}

fn more(view: &LaneView<'_>, column: i64, bars: &[&LaneBar]) -> Mark {
    let cell = view.cell_span(column.saturating_mul(view.cell_secs));
    let mut kinds = [0u32; KINDS];
    for bar in bars {
        for (sum, n) in kinds.iter_mut().zip(bar.kinds) {
            *sum = sum.saturating_add(n);
        }
    }
    let parts = if bars.len() > MOST_IN_COLUMN {
        vec![whole_column(view, cell)]
    } else {
        bars.iter().map(|bar| view.part_of(bar)).collect()
    };
    count_in(view, cell, What::More(Folded { span: cell, precision: None, kinds, parts }))
}

/// All long spans that begin in a cell and are seen; what begins before the window stands in its first cell.
fn whole_column(view: &LaneView<'_>, cell: Span) -> LanePart {
    let window = view.scale.window();
    let from = if cell.start() <= window.start() { Instant(EVER) } else { cell.start() };
    LanePart {
        lane: view.lane.key,
        starts: Span::new(from, cell.end().min(window.end())).unwrap_or(cell),
        ends_after: window.start(),
        min_secs: view.cell_secs + 1,
        max_secs: i64::MAX,
    }
}
