//! Hits by time and place in one go: what the space–time diagram counts.

mod cells;
mod grid;

use std::sync::Arc;

use crate::model::{Dataset, EventRef, KINDS, Span};
use crate::query::{PlaceRows, SpaceTime, SplitBy, TimeBounds};

use super::Hits;
use super::brushed::{Cut, Reach};
use super::lanes::items;
use super::place_column::{PlaceColumn, SameLength, key, start};
use super::time_index::seek;
use cells::LengthCells;
use grid::{Counts, Stretch};

pub use cells::RowCells;

/// Hits that are counted one by one rather than for all rows at once.
const FEW: usize = if cfg!(test) { 3 } else { 48 };

/// What a question is answered from: the hits in order of start, where they are, and what reaches beyond its block.
#[derive(Clone, Copy)]
pub struct SpaceIndex<'a> {
    /// The events.
    pub data: &'a Dataset,
    /// Those that count.
    pub hits: &'a Hits,
    /// Where they are, of which category and how long.
    pub column: &'a PlaceColumn,
    /// The latest ends.
    pub reach: &'a Reach,
    /// What gives the categories.
    pub split: SplitBy,
}

/// A question as the loops want it.
#[derive(Clone, Copy)]
struct Asked<'a> {
    edges: &'a [i64],
    rows: &'a PlaceRows,
}

impl Asked<'_> {
    fn bins(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// From the bin in which hits begin to the first edge that they do not reach beyond.
    fn stretch(&self, bin: usize, edge: usize) -> Stretch {
        let end = edge.min(self.bins());
        Stretch { bins: bin..end, is_sure: edge == bin + 1 && edge <= self.bins() }
    }
}

impl SpaceIndex<'_> {
    /// What lies in the window from the first to the last edge; O(hits in the window + cells), and for the rows of the last
    /// question O(bins · cells + what blocks of hits hold beyond the bins).
    pub fn answer(&self, rows: &Arc<PlaceRows>, edges: &[i64], unfold: u32) -> SpaceTime {
        let &[first, .., last] = edges else { return SpaceTime::default() };
        let Some(window) = Span::from_secs(first, last) else { return SpaceTime::default() };
        let cut = self.reach.within(self.data, self.hits, TimeBounds::within(window));
        let few = (unfold as usize).saturating_add(1);
        let found = self.seen(rows, &cut, few);
        if found.len() < few {
            return SpaceTime { items: items(self.data, self.split, found), cells: Vec::new() };
        }
        let counts = self.counts(Asked { edges, rows }, self.column.row_cells(rows).as_deref(), &cut);
        SpaceTime { items: Vec::new(), cells: counts.cells() }
    }

    /// The rows of the first hits that the diagram shows, at most so many.
    fn seen(&self, rows: &PlaceRows, cut: &Cut, most: usize) -> Vec<u32> {
        let all = self.column.places();
        let shown = |place: u32| !rows.of(key(place)).is_empty();
        let later = cut.stretch.clone().zip(all.get(cut.stretch.clone()).unwrap_or_default());
        let later = later.filter(|&(_, &place)| shown(place)).map(|(at, _)| at);
        let early = cut.early.iter().map(|&at| at as usize);
        let early = early.filter(|&at| all.get(at).is_some_and(|&place| shown(place)));
        early.chain(later).take(most).filter_map(|at| self.hits.row(at)).collect()
    }

    fn counts(&self, asked: Asked<'_>, cells: Option<&RowCells>, cut: &Cut) -> Counts {
        let mut counts = Counts::new(asked.rows.rows(), asked.bins());
        let mut alike = vec![0; if cells.is_some() { asked.rows.codes() * KINDS } else { 0 }];
        for (number, same) in self.column.common().iter().enumerate() {
            let cells = cells.and_then(|cells| cells.lengths().get(number));
            count_same(asked, (same, cells), &mut alike, &mut counts);
        }
        self.count_each(asked, self.column.rest(), &mut counts);
        for &at in &cut.early {
            self.put(asked, at, 0, &mut counts);
        }
        counts
    }

    /// Counts those among ascending positions that begin in the window, one by one.
    fn count_each(&self, asked: Asked<'_>, hits: &[u32], counts: &mut Counts) {
        let &[first, .., last] = asked.edges else { return };
        let mut bin = 0;
        for &at in stretch(hits, |at| start(self.data, self.hits, at), first, last) {
            bin = seek(asked.edges, bin, start(self.data, self.hits, at).saturating_add(1)).saturating_sub(1);
            self.put(asked, at, bin, counts);
        }
    }

    /// Counts a hit of any place and length, which begins in a bin or before it.
    fn put(&self, asked: Asked<'_>, at: u32, bin: usize, counts: &mut Counts) {
        let Some((place, kind)) = self.column.get(at) else { return };
        let when = self.hits.event(self.data, at as usize).and_then(EventRef::when);
        let Some(span) = when.map(|when| when.span) else { return };
        let edge = seek(asked.edges, bin, span.end().0);
        let begins_here = asked.edges.get(bin).is_some_and(|&edge| span.start().0 >= edge);
        let stretch = asked.stretch(bin, edge);
        let stretch = Stretch { is_sure: begins_here && stretch.is_sure, ..stretch };
        counts.put(&stretch, asked.rows.of(key(place)), usize::from(kind));
    }
}

/// Counts hits of one length. They lie in order of start, so their ends ascend too: all between two positions begin in
/// one bin and end in one.
fn count_same(
    asked: Asked<'_>,
    (same, cells): (&SameLength, Option<&LengthCells>),
    alike: &mut [u32],
    counts: &mut Counts,
) {
    let (mut edge, mut begin, mut over) = (0, 0, 0);
    for (bin, (&first, &last)) in asked.edges.iter().zip(asked.edges.iter().skip(1)).enumerate() {
        let mut at = same.starts.below(&mut begin, first);
        let end = same.starts.below(&mut begin, last);
        while at < end {
            let Some(start) = same.starts.start(at) else { break };
            edge = seek(asked.edges, edge, start.saturating_add(same.secs));
            let next = asked.edges.get(edge).map_or(end, |&edge| {
                same.starts.below(&mut over, edge.saturating_sub(same.secs).saturating_add(1))
            });
            let next = next.clamp(at + 1, end);
            let (of, stretch) = (at as usize..next as usize, asked.stretch(bin, edge));
            if let Some(cells) = cells.filter(|_| of.len() > FEW) {
                cells.count(of, alike);
                counts.put_down(&stretch, alike, asked.rows.ranges());
            } else {
                for hit in same.stands.get(of).unwrap_or_default() {
                    counts.put(&stretch, asked.rows.of(hit.place()), usize::from(hit.category()));
                }
            }
            at = next;
        }
    }
}

/// The hits among ascending positions that start from `first` to before `last`.
fn stretch(hits: &[u32], start: impl Fn(u32) -> i64, first: i64, last: i64) -> &[u32] {
    let from = hits.partition_point(|&at| start(at) < first);
    let later = hits.get(from..).unwrap_or_default();
    later.get(..later.partition_point(|&at| start(at) < last)).unwrap_or_default()
}
