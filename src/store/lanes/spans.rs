//! The spans of one kind and one class of lengths in a lane, in order of start.

use std::ops::Range;

use crate::model::{Dataset, EventId, EventRef, Precision, Span};
use crate::query::LanePart;
use crate::store::time_index::{count32, seek, seek_near};

use super::Fold;

/// Rows with equal spans stand under one entry; entries ascend by start, then by length.
#[derive(Debug, Default)]
pub(super) struct Spans {
    pub kind: u8,
    at: Vec<i64>,
    secs: Vec<i64>,
    coarsest: Vec<Precision>,
    /// Number of rows before each entry; one longer than `at`.
    before: Vec<u32>,
    rows: Vec<u32>,
    min_secs: i64,
    max_secs: i64,
}

/// Rows of one kind that begin in one cell.
pub(super) struct InCell<'a> {
    pub start: i64,
    pub kind: u8,
    pub rows: &'a [u32],
}

/// Rows of one kind with one long span.
pub(super) struct LongSpan<'a> {
    pub span: Span,
    pub precision: Precision,
    pub kind: u8,
    pub rows: &'a [u32],
}

impl Spans {
    /// Takes ascending rows of one kind.
    pub fn new(data: &Dataset, kind: u8, rows: Vec<u32>) -> Self {
        let mut spans = Self { kind, rows, min_secs: i64::MAX, ..Self::default() };
        let when = |row: u32| data.event(EventId(row)).and_then(EventRef::when);
        spans.rows.sort_by_key(|&row| when(row).map(|w| (w.span.start(), w.span.secs())));
        for (n, &row) in spans.rows.iter().enumerate() {
            let Some(when) = when(row) else { continue };
            let (start, secs) = (when.span.start().0, when.span.secs());
            if (spans.at.last(), spans.secs.last()) == (Some(&start), Some(&secs)) {
                if let Some(coarsest) = spans.coarsest.last_mut() {
                    *coarsest = when.precision.max(*coarsest);
                }
                continue;
            }
            spans.at.push(start);
            spans.secs.push(secs);
            spans.coarsest.push(when.precision);
            spans.before.push(count32(n));
            spans.min_secs = spans.min_secs.min(secs);
            spans.max_secs = spans.max_secs.max(secs);
        }
        spans.before.push(count32(spans.rows.len()));
        spans
    }

    /// The cells of the window with what begins in them and is no longer than a cell; O(cells · log n), or O(spans in the
    /// window) if some of them are longer.
    pub fn cells<'a>(&'a self, fold: &Fold, out: &mut Vec<InCell<'a>>) {
        if self.min_secs > fold.cell_secs {
            return;
        }
        let cells = fold.cells();
        let all_short = self.max_secs <= fold.cell_secs;
        let (mut entry, mut stride) = (seek(&self.at, 0, cells.start), 1);
        while let Some(&at) = self.at.get(entry).filter(|&&at| at < cells.end) {
            let start = at.div_euclid(fold.cell_secs) * fold.cell_secs;
            // Days follow each other: a cell holds about as many as the one before.
            let next = if all_short {
                seek_near(&self.at, entry, entry + stride, start.saturating_add(fold.cell_secs))
            } else {
                entry + 1
            };
            if all_short || self.secs.get(entry).is_some_and(|&secs| secs <= fold.cell_secs) {
                out.push(InCell { start, kind: self.kind, rows: self.rows_of(entry..next) });
            }
            (entry, stride) = (next, next - entry);
        }
    }

    /// The spans that are longer than a cell and reach into the window.
    pub fn long<'a>(&'a self, fold: &Fold, out: &mut Vec<LongSpan<'a>>) {
        if self.max_secs <= fold.cell_secs {
            return;
        }
        let window = fold.window;
        let first = seek(&self.at, 0, window.start().0.saturating_sub(self.max_secs));
        for entry in first..self.at.len() {
            let Some((span, precision)) = self.entry(entry) else { break };
            if span.start() >= window.end() {
                break;
            }
            if span.secs() > fold.cell_secs && span.end() > window.start() {
                let rows = self.rows_of(entry..entry + 1);
                out.push(LongSpan { span, precision, kind: self.kind, rows });
            }
        }
    }

    /// The rows of a part of the lane.
    pub fn part(&self, part: &LanePart, out: &mut Vec<u32>) {
        if self.min_secs > part.max_secs || self.max_secs < part.min_secs {
            return;
        }
        let from = seek(&self.at, 0, part.starts.start().0);
        let to = seek(&self.at, from, part.starts.end().0);
        for entry in from..to {
            let Some((span, _)) = self.entry(entry) else { break };
            let fits = (part.min_secs..=part.max_secs).contains(&span.secs()) && span.end() > part.ends_after;
            if fits {
                out.extend_from_slice(self.rows_of(entry..entry + 1));
            }
        }
    }

    fn entry(&self, entry: usize) -> Option<(Span, Precision)> {
        let start = *self.at.get(entry)?;
        let span = Span::from_secs(start, start.saturating_add(*self.secs.get(entry)?))?;
        Some((span, *self.coarsest.get(entry)?))
    }

    fn rows_of(&self, entries: Range<usize>) -> &[u32] {
        let bound = |entry: usize| self.before.get(entry).map_or(self.rows.len(), |&n| n as usize);
        self.rows.get(bound(entries.start)..bound(entries.end)).unwrap_or_default()
    }
}
