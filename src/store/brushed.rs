//! The hits within bounds in time, found among those of any time instead of judging every event anew.

use std::ops::Range;

use crate::model::{Dataset, Span};
use crate::query::TimeBounds;

use super::Hits;

/// How many hits share one entry.
const BLOCK: usize = 256;

/// The latest end within each block of dated hits: what begins long before a bound seldom reaches it.
#[derive(Debug, Default)]
pub struct Reach {
    ends: Vec<i64>,
    /// The latest end up to each block, itself included; ascends.
    so_far: Vec<i64>,
}

/// Where the hits of a brush stand among those of any time, as positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// Those that begin within the bounds.
    pub stretch: Range<usize>,
    /// Those that begin before and reach in; ascending.
    pub early: Vec<u32>,
}

impl Reach {
    /// Of the hits of any time; O(hits).
    pub fn new(data: &Dataset, hits: &Hits) -> Self {
        let mut ends = vec![i64::MIN; hits.dated().div_ceil(BLOCK)];
        for (at, event) in hits.events(data).take(hits.dated()).enumerate() {
            if let (Some(when), Some(end)) = (event.when(), ends.get_mut(at / BLOCK)) {
                *end = when.span.end().0.max(*end);
            }
        }
        let latest = |so_far: &mut i64, &end: &i64| {
            *so_far = end.max(*so_far);
            Some(*so_far)
        };
        Self { so_far: ends.iter().scan(i64::MIN, latest).collect(), ends }
    }

    /// The hits that may lie within the bounds; O(log hits) and what the blocks hold that reach in.
    pub fn within(&self, data: &Dataset, hits: &Hits, bounds: TimeBounds) -> Cut {
        let stretch = stretch(data, hits, bounds);
        let reaches = |at: usize| span(data, hits, at).is_some_and(|span| bounds.admits(span));
        let blocks = self.reaching(stretch.start, bounds);
        let positions = blocks.flat_map(|n| n * BLOCK..((n + 1) * BLOCK).min(stretch.start));
        let early = positions.filter(|&at| reaches(at)).filter_map(|at| u32::try_from(at).ok()).collect();
        Cut { stretch, early }
    }

    /// How many earlier hits have to be looked at for what reaches into the bounds.
    pub fn looked_at(&self, data: &Dataset, hits: &Hits, bounds: TimeBounds) -> usize {
        self.reaching(stretch(data, hits, bounds).start, bounds).count() * BLOCK
    }

    /// The latest end among some positions; O(their blocks).
    pub fn latest(&self, data: &Dataset, hits: &Hits, at: Range<usize>) -> Option<i64> {
        let whole = at.start.div_ceil(BLOCK)..at.end / BLOCK;
        let end = |at: usize| span(data, hits, at).map(|span| span.end().0);
        if whole.is_empty() {
            return at.filter_map(end).max();
        }
        let edges = (at.start..whole.start * BLOCK).chain(whole.end * BLOCK..at.end);
        let blocks = self.ends.get(whole).unwrap_or_default().iter().copied();
        edges.filter_map(end).chain(blocks).max()
    }

    /// The blocks before a position that hold a hit that is not over when the bounds begin.
    fn reaching(&self, before: usize, bounds: TimeBounds) -> impl Iterator<Item = usize> + '_ {
        let after = bounds.after.map_or(i64::MAX, |after| after.0);
        let first = self.so_far.partition_point(|&end| end <= after);
        let last = before.div_ceil(BLOCK).min(self.ends.len());
        let ends = self.ends.get(first..last).unwrap_or_default();
        (first..last).zip(ends).filter(move |&(_, &end)| end > after).map(|(n, _)| n)
    }
}

/// Positions of the dated hits that begin within the bounds.
fn stretch(data: &Dataset, hits: &Hits, bounds: TimeBounds) -> Range<usize> {
    let to = bounds.before.map_or(hits.dated(), |before| hits.starting_before(data, before.0));
    let from = bounds.after.map_or(0, |after| hits.starting_before(data, after.0));
    from.min(to)..to
}

fn span(data: &Dataset, hits: &Hits, at: usize) -> Option<Span> {
    hits.event(data, at)?.when().map(|when| when.span)
}
