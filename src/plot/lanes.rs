//! Lanes laid out: which mark stands where, what is named, and what is folded into a count.

mod bars;
mod cell;
mod dense;
mod groups;
mod heights;
mod hit;
mod labels;
mod sparse;
#[cfg(test)]
mod tests;

pub use cell::cell_secs;

use crate::model::{Instant, KINDS, Precision, Span};
use crate::query::{Lane, LaneBar, LaneCell, LaneItem, LanePart, Lanes};

use super::TimeScale;

/// Events shorter than this on screen are drawn so wide, in points.
pub const MIN_MARK: f64 = 5.0;
/// Room after a title and between counts, in points.
const GAP: f64 = 3.0;
/// Spans that follow one another may touch; so many points of rounding are no overlap.
const TOUCH: f64 = 0.5;
/// Titles are named only while there are at most so many marks.
const MAX_NAMED: usize = 400;

/// The room that lanes have, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Height of all lanes together, before they scroll.
    pub height: f64,
    /// Height of one row of marks, the gap below included.
    pub row: f64,
    /// Empty stretch at the top and at the bottom of a lane.
    pub pad: f64,
}

/// All lanes laid out.
#[derive(Clone, Debug, Default)]
pub struct LanesLayout {
    /// In the order of the answer.
    pub lanes: Vec<LaneLayout>,
    /// Height of all together in points; more than the room's where they scroll.
    pub height: f64,
}

/// One lane laid out; `y` counts from the top of the first lane.
#[derive(Clone, Debug)]
pub struct LaneLayout {
    /// Its top in points.
    pub top: f64,
    /// Its height in points.
    pub height: f64,
    /// Top of its first row in points.
    pub rows_top: f64,
    /// What is drawn in it.
    pub marks: Vec<Mark>,
}

/// Something drawn in a lane.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What it stands for.
    pub what: What,
    /// Left edge in screen points; may lie beyond the screen.
    pub x0: f64,
    /// Right edge in screen points.
    pub x1: f64,
    /// Row of the lane, from 0.
    pub row: usize,
    /// Where its title stands, if there is room.
    pub label: Option<Label>,
}

/// A stretch for a title, in screen points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    /// Left edge.
    pub x: f64,
    /// Room for the text, which is elided to it.
    pub width: f64,
    /// On the mark or beside it.
    pub place: LabelPlace,
}

/// Where a title stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelPlace {
    /// On the mark.
    Inside,
    /// Right or left of it.
    Beside,
}

/// What a mark stands for.
#[derive(Clone, Debug)]
pub enum What {
    /// One event.
    Event(LaneItem),
    /// Several events that share one span.
    Same(Folded),
    /// The events that begin in a cell, none longer than it.
    Cell(Folded),
    /// Longer spans that begin in a cell, for which there are no rows left.
    More(Folded),
}

/// Events that are drawn as one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// The span that they share, or that they begin in.
    pub span: Span,
    /// The precision of a span that they share.
    pub precision: Option<Precision>,
    /// How many there are of each kind.
    pub kinds: [u32; KINDS],
    /// What lists exactly these events.
    pub parts: Vec<LanePart>,
}

impl Folded {
    /// Number of events.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }
}

impl What {
    /// Number of events.
    pub fn count(&self) -> u32 {
        match self {
            Self::Event(_) => 1,
            Self::Same(folded) | Self::Cell(folded) | Self::More(folded) => folded.count(),
        }
    }
}

/// Lays out the lanes; `title` gives the width in points of an event's title.
pub fn lay_out(lanes: &Lanes, scale: TimeScale, room: Room, title: &dyn Fn(&LaneItem) -> f64) -> LanesLayout {
    let views: Vec<LaneView<'_>> = lanes.lanes.iter().map(|lane| LaneView::new(lane, lanes, scale)).collect();
    let named = views.iter().map(LaneView::marks).sum::<usize>() <= MAX_NAMED;
    let title = |item: &LaneItem| if named { title(item) } else { 0.0 };
    let needs: Vec<heights::Need> = views.iter().map(|view| need(view, &title)).collect();
    let allotted = heights::allot(&needs, room);
    let pack = |(view, rows): (&LaneView<'_>, &usize)| {
        sparse::pack(view, *rows, &title).unwrap_or_else(|| dense::pack(view, *rows, &title))
    };
    let packed: Vec<Vec<Mark>> = views.iter().zip(&allotted).map(pack).collect();
    stacked(packed, room)
}

/// Puts lanes one below the other, each as high as its marks need.
fn stacked(packed: Vec<Vec<Mark>>, room: Room) -> LanesLayout {
    let rows: Vec<usize> = packed.iter().map(|marks| rows_used(marks).max(1)).collect();
    let pad = heights::pad(&rows, room);
    let (mut top, mut lanes) = (0.0, Vec::new());
    for (marks, rows) in packed.into_iter().zip(rows) {
        let height = heights::points(rows) * room.row + 2.0 * pad;
        lanes.push(LaneLayout { top, height, rows_top: top + pad, marks });
        top += height;
    }
    LanesLayout { lanes, height: top }
}

fn need(view: &LaneView<'_>, title: &dyn Fn(&LaneItem) -> f64) -> heights::Need {
    let (least, dense) = dense::rows_wanted(view);
    let best = sparse::pack(view, heights::MOST_ROWS, title).map(|marks| rows_used(&marks));
    let best = best.unwrap_or(dense).max(1);
    heights::Need { least: least.min(best), best }
}

fn rows_used(marks: &[Mark]) -> usize {
    marks.iter().map(|mark| mark.row + 1).max().unwrap_or(0)
}

/// A lane as the packers see it.
struct LaneView<'a> {
    lane: &'a Lane,
    cell_secs: i64,
    scale: TimeScale,
}

impl<'a> LaneView<'a> {
    fn new(lane: &'a Lane, lanes: &Lanes, scale: TimeScale) -> Self {
        Self { lane, cell_secs: lanes.cell_secs, scale }
    }

    fn has_cells(&self) -> bool {
        self.cells().next().is_some()
    }

    /// The cells of which something is seen: the cell itself, or an event that reaches out of it.
    fn cells(&self) -> impl Iterator<Item = &'a LaneCell> {
        self.lane.cells.iter().filter(|cell| {
            let own = cell.items.is_empty().then(|| self.cell_span(cell.start));
            cell.items
                .iter()
                .map(|item| item.span)
                .reduce(Span::union)
                .or(own)
                .is_some_and(|s| self.is_seen(s))
        })
    }

    /// The long spans of which something is seen.
    fn bars(&self) -> impl Iterator<Item = &'a LaneBar> {
        self.lane.bars.iter().filter(|bar| self.is_seen(bar.span))
    }

    fn marks(&self) -> usize {
        self.lane.cells.iter().map(|cell| cell.items.len().max(1)).sum::<usize>() + self.lane.bars.len()
    }

    fn is_seen(&self, span: Span) -> bool {
        span.overlaps(self.scale.window())
    }

    fn cell_span(&self, start: i64) -> Span {
        Span::starting(Instant(start), self.cell_secs)
    }

    /// Where a span is drawn: its true place, but never too narrow to be seen.
    fn extent(&self, span: Span) -> (f64, f64) {
        // Far beyond the screen all is alike, and painters dislike huge numbers.
        let margin = 200.0;
        let (x0, x1) =
            (self.scale.x_within(span.start().0, margin), self.scale.x_within(span.end().0, margin));
        if x1 - x0 >= MIN_MARK {
            return (x0, x1);
        }
        let middle = f64::midpoint(x0, x1);
        (middle - MIN_MARK / 2.0, middle + MIN_MARK / 2.0)
    }

    fn one(&self, item: &LaneItem, row: usize) -> Mark {
        let (x0, x1) = self.extent(item.span);
        Mark { what: What::Event(*item), x0, x1, row, label: None }
    }

    fn same(&self, bar: &LaneBar, row: usize) -> Mark {
        if let ([item], 1) = (bar.items.as_slice(), bar.count()) {
            return self.one(item, row);
        }
        let (x0, x1) = self.extent(bar.span);
        let parts = vec![self.part_of(bar)];
        let folded = Folded { span: bar.span, precision: Some(bar.precision), kinds: bar.kinds, parts };
        Mark { what: What::Same(folded), x0, x1, row, label: None }
    }

    /// What lists exactly the events of a bar.
    fn part_of(&self, bar: &LaneBar) -> LanePart {
        let secs = bar.span.secs();
        LanePart {
            lane: self.lane.key,
            starts: Span::starting(bar.span.start(), 1),
            ends_after: bar.span.start(),
            min_secs: secs,
            max_secs: secs,
        }
    }
}
