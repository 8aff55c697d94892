//! Lanes of the timeline: hits by group, folded into cells.

mod members;
mod spans;

use std::cmp::Reverse;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::model::{Dataset, EventId, KINDS, Span};
use crate::query::{Lane, LaneBar, LaneBy, LaneCell, LaneItem, LaneKey, LanePart, Lanes, SplitBy};

use super::Hits;
use super::time_index::{Lengths, count32};
use members::{Entry, by_size, codes};
use spans::{InCell, LongSpan, Spans};

/// Code of the lane of others.
const OTHERS: u32 = u32::MAX;

/// How the lanes are folded for a window.
#[derive(Clone, Copy, Debug)]
pub struct Fold {
    /// The window.
    pub window: Span,
    /// Width of a cell in seconds, at least 1; cells begin at whole multiples since 1970.
    pub cell_secs: i64,
    /// A cell with at most this many events names them one by one.
    pub unfold: u32,
}

impl Fold {
    /// From the start of the window's first cell to the end of its last.
    fn cells(&self) -> Range<i64> {
        let floor = |x: i64| x.div_euclid(self.cell_secs).saturating_mul(self.cell_secs);
        floor(self.window.start().0)..floor(self.window.end().0 - 1).saturating_add(self.cell_secs)
    }
}

/// The hits by lane.
pub struct LaneIndex {
    by: LaneBy,
    split: SplitBy,
    entries: Vec<Entry>,
    lengths: Lengths,
    /// The lanes for the last number of lanes that was asked for.
    built: Mutex<Option<(u16, Arc<Built>)>>,
}

/// The lanes that are shown.
struct Built {
    lanes: Vec<Filled>,
    others: u32,
}

struct Filled {
    entry: Entry,
    spans: Vec<Spans>,
}

impl LaneIndex {
    /// Counts the lanes; O(hits).
    pub fn new(data: &Dataset, hits: &Hits, by: LaneBy, split: SplitBy) -> Self {
        let lengths = Lengths::new(data, hits);
        Self { by, split, entries: by_size(data, hits, by), lengths, built: Mutex::new(None) }
    }

    /// The lanes in a window: O(lanes · cells · log n), and once O(hits) for each number of lanes.
    pub fn lanes(&self, data: &Dataset, hits: &Hits, fold: Fold, max_lanes: u16) -> Lanes {
        let built = self.built(data, hits, max_lanes.max(1));
        let lanes = built.lanes.iter().map(|lane| self.lane(data, lane, &fold)).collect();
        Lanes { window: fold.window, cell_secs: fold.cell_secs, lanes, others: built.others }
    }

    /// The rows of a part of a lane, ascending; none before lanes were asked for.
    pub fn rows(&self, part: &LanePart) -> Vec<u32> {
        let built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        let lanes = built.iter().flat_map(|(_, built)| &built.lanes);
        let mut rows = Vec::new();
        for lane in lanes.filter(|lane| lane.entry.code == part.lane.code) {
            lane.spans.iter().for_each(|spans| spans.part(part, &mut rows));
        }
        rows.sort_unstable();
        rows
    }

    fn built(&self, data: &Dataset, hits: &Hits, max_lanes: u16) -> Arc<Built> {
        let mut kept = self.built.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, built)) = kept.as_ref().filter(|(max, _)| *max == max_lanes) {
            return Arc::clone(built);
        }
        let built = Arc::new(self.build(data, hits, usize::from(max_lanes)));
        *kept = Some((max_lanes, Arc::clone(&built)));
        built
    }

    fn build(&self, data: &Dataset, hits: &Hits, max_lanes: usize) -> Built {
        let shown = if self.entries.len() <= max_lanes { self.entries.len() } else { max_lanes - 1 };
        let (own, others) = self.entries.split_at_checked(shown).unwrap_or((&self.entries, &[]));
        let mut entries = own.to_vec();
        if self.by == LaneBy::Kind {
            entries.sort_unstable_by_key(|entry| entry.code);
        }
        if !others.is_empty() {
            entries.push(Entry { code: OTHERS, label: "".into(), total: 0 });
        }
        let sorter = Sorter::new(&entries, &self.lengths);
        let (rows, others_total) = sorter.sort(data, hits, self.by, self.split);
        if let Some(entry) = entries.last_mut().filter(|entry| entry.code == OTHERS) {
            entry.total = others_total;
        }
        let filled = |(entry, slots): (Entry, Vec<Vec<u32>>)| {
            let used = slots.into_iter().enumerate().filter(|(_, rows)| !rows.is_empty());
            let kind = |slot: usize| u8::try_from(slot % KINDS).unwrap_or_default();
            Filled { entry, spans: used.map(|(slot, rows)| Spans::new(data, kind(slot), rows)).collect() }
        };
        Built { lanes: entries.into_iter().zip(rows).map(filled).collect(), others: count32(others.len()) }
    }

    fn lane(&self, data: &Dataset, lane: &Filled, fold: &Fold) -> Lane {
        let (mut parts, mut long) = (Vec::new(), Vec::new());
        for spans in &lane.spans {
            spans.cells(fold, &mut parts);
            spans.long(fold, &mut long);
        }
        Lane {
            key: LaneKey { by: self.by, code: lane.entry.code },
            label: Arc::clone(&lane.entry.label),
            total: lane.entry.total,
            cells: cells(data, self.split, parts, fold.unfold),
            bars: bars(data, self.split, long, fold.unfold),
        }
    }
}

/// Puts rows into lanes, and there by class of length and category.
struct Sorter<'a> {
    lengths: &'a Lengths,
    lane_of: HashMap<u32, usize, RandomState>,
    others: Option<usize>,
    lanes: usize,
}

impl<'a> Sorter<'a> {
    fn new(entries: &[Entry], lengths: &'a Lengths) -> Self {
        let lane_of: HashMap<u32, usize, RandomState> =
            entries.iter().enumerate().map(|(n, entry)| (entry.code, n)).collect();
        Self { lengths, others: lane_of.get(&OTHERS).copied(), lanes: entries.len(), lane_of }
    }

    /// Rows by lane and slot, and how many events, dated or not, have a lane among the others.
    fn sort(&self, data: &Dataset, hits: &Hits, by: LaneBy, split: SplitBy) -> (Vec<Vec<Vec<u32>>>, u32) {
        let mut lanes: Vec<Vec<Vec<u32>>> = vec![Vec::new(); self.lanes];
        let mut others_total = 0;
        for event in hits.events(data) {
            let (a, b) = codes(event, by);
            let a = self.lane_of.get(&a).copied().or(self.others);
            let b = b.and_then(|b| self.lane_of.get(&b).copied().or(self.others)).filter(|&b| a != Some(b));
            others_total += u32::from(self.others.is_some() && (a == self.others || b == self.others));
            let Some(when) = event.when() else { continue };
            let slot = self.lengths.class(when.span.secs()) * KINDS + split.category(event);
            for lane in [a, b].into_iter().flatten() {
                let Some(slots) = lanes.get_mut(lane) else { continue };
                if slots.len() <= slot {
                    slots.resize_with(slot + 1, Vec::new);
                }
                if let Some(rows) = slots.get_mut(slot) {
                    rows.push(event.key().0);
                }
            }
        }
        (lanes, others_total)
    }
}

/// Puts the parts of each cell together.
fn cells(data: &Dataset, split: SplitBy, mut parts: Vec<InCell<'_>>, unfold: u32) -> Vec<LaneCell> {
    parts.sort_by_key(|part| part.start);
    let same_cell = parts.chunk_by(|a, b| a.start == b.start);
    same_cell
        .filter_map(|parts| {
            let kinds = kinds(parts.iter().map(|part| (part.kind, part.rows)));
            let count: u32 = kinds.iter().sum();
            let rows = parts.iter().flat_map(|part| part.rows).copied();
            let items = if count <= unfold { items(data, split, rows.collect()) } else { Vec::new() };
            Some(LaneCell { start: parts.first()?.start, kinds, items })
        })
        .collect()
}

/// Puts equal spans together.
fn bars(data: &Dataset, split: SplitBy, mut long: Vec<LongSpan<'_>>, unfold: u32) -> Vec<LaneBar> {
    long.sort_by_key(|bar| (bar.span.start(), Reverse(bar.span.secs())));
    let same_span = long.chunk_by(|a, b| a.span == b.span);
    same_span
        .filter_map(|parts| {
            let kinds = kinds(parts.iter().map(|part| (part.kind, part.rows)));
            let count: u32 = kinds.iter().sum();
            let rows = parts.iter().flat_map(|part| part.rows).copied();
            let rows: Vec<u32> =
                if count <= unfold { rows.collect() } else { rows.min().into_iter().collect() };
            let precision = parts.iter().map(|part| part.precision).max()?;
            Some(LaneBar { span: parts.first()?.span, precision, kinds, items: items(data, split, rows) })
        })
        .collect()
}

fn kinds<'a>(parts: impl Iterator<Item = (u8, &'a [u32])>) -> [u32; KINDS] {
    let mut kinds = [0u32; KINDS];
    for (kind, rows) in parts {
        if let Some(n) = kinds.get_mut(usize::from(kind)) {
            *n = n.saturating_add(count32(rows.len()));
        }
    }
    kinds
}

pub(super) fn items(data: &Dataset, split: SplitBy, mut rows: Vec<u32>) -> Vec<LaneItem> {
    rows.sort_unstable();
    let item = |row| {
        let event = data.event(EventId(row))?;
        let when = event.when()?;
        Some(LaneItem {
            id: event.key(),
            span: when.span,
            precision: when.precision,
            kind: u8::try_from(split.category(event)).unwrap_or_default(),
            place: event.place_key(),
        })
    };
    rows.into_iter().filter_map(item).collect()
}
