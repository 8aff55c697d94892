//! Hits by time and place in one go: what the space–time diagram counts.

mod grid;

use std::ops::Range;
use std::sync::Arc;

use crate::model::{Dataset, EventRef, Span};
use crate::query::{PlaceRows, SpaceTime, SplitBy, TimeBounds};

use super::Hits;
use super::brushed::{Cut, Reach};
use super::lanes::items;
use super::place_column::{MANY, PlaceColumn, RowCells, SameLength, key, start};
use super::time_index::seek;
use grid::Counts;

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
    cells: &'a RowCells,
}

impl Asked<'_> {
    fn bins(&self) -> usize {
        self.edges.len().saturating_sub(1)
    }

    /// The stretch of time from the first to the last of some bins.
    fn edges_of(&self, bins: &Range<usize>) -> Option<(i64, i64)> {
        Some((*self.edges.get(bins.start)?, *self.edges.get(bins.end)?))
    }
}

impl SpaceIndex<'_> {
    /// What lies in the window from the first to the last edge; O(hits in the window + cells).
    pub fn answer(&self, rows: &Arc<PlaceRows>, edges: &[i64], unfold: u32) -> SpaceTime {
        let &[first, .., last] = edges else { return SpaceTime::default() };
        let Some(window) = Span::from_secs(first, last) else { return SpaceTime::default() };
        let cut = self.reach.within(self.data, self.hits, TimeBounds::within(window));
        let few = (unfold as usize).saturating_add(1);
        let found = self.seen(rows, &cut, few);
        if found.len() < few {
            return SpaceTime { items: items(self.data, self.split, found), cells: Vec::new() };
        }
        let asked = Asked { edges, rows, cells: &self.column.row_cells(rows) };
        SpaceTime { items: Vec::new(), cells: self.counts(asked, &cut).cells() }
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

    fn counts(&self, asked: Asked<'_>, cut: &Cut) -> Counts {
        let bins = asked.bins();
        let count = |of: Range<usize>| {
            let mut counts = Counts::new(asked.rows.rows(), bins);
            self.count(asked, of, &mut counts);
            counts
        };
        let middle = cut.stretch.start.midpoint(cut.stretch.end);
        let middle = u32::try_from(middle).map_or(0, |at| start(self.data, self.hits, at));
        let middle = asked.edges.partition_point(|&edge| edge < middle).min(bins);
        let mut counts = if cut.stretch.len() < MANY {
            count(0..bins)
        } else {
            std::thread::scope(|scope| {
                let name = std::thread::Builder::new().name("space and time".to_owned());
                let half = name.spawn_scoped(scope, || count(0..middle));
                let mut counts = count(middle..bins);
                match half.map(std::thread::ScopedJoinHandle::join) {
                    Ok(Ok(half)) => counts.add(&half),
                    // No thread to be had, or it ended badly: the same here.
                    _ => self.count(asked, 0..middle, &mut counts),
                }
                counts
            })
        };
        for &at in &cut.early {
            self.put(asked, at, 0, &mut counts);
        }
        counts
    }

    /// Counts the hits that begin in some bins.
    fn count(&self, asked: Asked<'_>, bins: Range<usize>, counts: &mut Counts) {
        for (same, cells) in self.column.common().iter().zip(asked.cells) {
            self.count_same(asked, (same, cells), bins.clone(), counts);
        }
        let Some((first, last)) = asked.edges_of(&bins) else { return };
        let mut bin = bins.start;
        for &at in stretch(self.column.rest(), |at| start(self.data, self.hits, at), first, last) {
            bin = seek(asked.edges, bin, start(self.data, self.hits, at).saturating_add(1)).saturating_sub(1);
            self.put(asked, at, bin, counts);
        }
    }

    /// Counts hits of one length. They lie in order of start, so their ends ascend too: all between two positions begin in
    /// one bin and end in one, and a hit costs no more than one step up.
    fn count_same(
        &self,
        asked: Asked<'_>,
        (same, cells): (&SameLength, &[u16]),
        bins: Range<usize>,
        counts: &mut Counts,
    ) {
        let (mut to, mut begin, mut over) = (bins.start, 0, 0);
        for bin in bins {
            let Some((first, last)) = asked.edges_of(&(bin..bin + 1)) else { break };
            let mut at = same.starts.below(&mut begin, first);
            let end = same.starts.below(&mut begin, last);
            while at < end {
                let Some(start) = same.starts.start(at) else { break };
                to = seek(asked.edges, to, start.saturating_add(same.secs));
                let next = asked.edges.get(to).map_or(end, |&edge| {
                    same.starts.below(&mut over, edge.saturating_sub(same.secs).saturating_add(1))
                });
                let alike = at as usize..next.clamp(at + 1, end) as usize;
                let hits = same.hits.get(alike.clone()).unwrap_or_default();
                if let Some(cells) = cells.get(alike) {
                    self.count_alike(asked.rows, cells, hits, counts);
                    counts.put_down(bin, to);
                } else {
                    for &at in hits {
                        self.put(asked, at, bin, counts);
                    }
                }
                at = next.clamp(at + 1, end);
            }
        }
    }

    /// Counts hits that begin in one bin and end in one.
    fn count_alike(&self, rows: &PlaceRows, cells: &[u16], hits: &[u32], counts: &mut Counts) {
        for (cell, hit) in cells.iter().zip(hits) {
            if !counts.alike(*cell) {
                let (place, kind) = self.column.get(*hit).unwrap_or_default();
                counts.alike_in(rows.of(key(place)), usize::from(kind));
            }
        }
    }

    /// Counts a hit of any place and length, which begins in a bin or before it.
    fn put(&self, asked: Asked<'_>, at: u32, bin: usize, counts: &mut Counts) {
        let Some((place, kind)) = self.column.get(at) else { return };
        let range = asked.rows.of(key(place));
        let when = self.hits.event(self.data, at as usize).and_then(EventRef::when);
        let Some(span) = when.map(|when| when.span).filter(|_| !range.is_empty()) else { return };
        let (start, end) = (span.start().0, span.end().0);
        let to = seek(asked.edges, bin, end);
        let begins_here = asked.edges.get(bin).is_some_and(|&edge| start >= edge);
        let is_inside = begins_here && to == bin + 1 && asked.edges.get(to).is_some_and(|&edge| end <= edge);
        if is_inside && range.len() == 1 {
            counts.certain(range.first, bin, usize::from(kind));
        } else {
            counts.possible(range, bin..to.min(asked.bins()), usize::from(kind));
        }
    }
}

/// The hits among ascending positions that start from `first` to before `last`.
fn stretch(hits: &[u32], start: impl Fn(u32) -> i64, first: i64, last: i64) -> &[u32] {
    let from = hits.partition_point(|&at| start(at) < first);
    let later = hits.get(from..).unwrap_or_default();
    later.get(..later.partition_point(|&at| start(at) < last)).unwrap_or_default()
}
