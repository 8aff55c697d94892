//! The hits within bounds in time, cut out of those of any time instead of judging every event anew.

use crate::model::{Dataset, EventId, EventRef, Span};
use crate::query::TimeBounds;

use super::Hits;

/// How many hits share one entry.
const BLOCK: usize = 256;

/// The latest end within each block of dated hits: what begins long before a bound seldom reaches it.
#[derive(Debug, Default)]
pub struct Reach {
    ends: Vec<i64>,
}

impl Reach {
    /// Of the hits of any time; O(hits).
    pub fn new(data: &Dataset, hits: &Hits) -> Self {
        let ends = hits.dated().chunks(BLOCK).map(|block| {
            let ends = block.iter().filter_map(|&row| span(data, row)).map(|span| span.end().0);
            ends.max().unwrap_or(i64::MIN)
        });
        Self { ends: ends.collect() }
    }

    /// The hits that may lie within the bounds; O(answer + hits / 256) where long spans are few.
    pub fn within(&self, data: &Dataset, hits: &Hits, bounds: TimeBounds) -> Hits {
        let (from, to) = range(data, hits, bounds);
        let mut rows = Vec::with_capacity(to - from);
        if let Some(after) = bounds.after {
            let before = hits.dated().get(..from).unwrap_or_default();
            for (block, _) in before.chunks(BLOCK).zip(&self.ends).filter(|(_, end)| **end > after.0) {
                rows.extend(block.iter().filter(|&&row| span(data, row).is_some_and(|s| bounds.admits(s))));
            }
        }
        rows.extend_from_slice(hits.dated().get(from..to).unwrap_or_default());
        Hits::of_dated(rows)
    }

    /// An upper limit of how many hits lie within the bounds; O(hits / 256).
    pub fn at_most(&self, data: &Dataset, hits: &Hits, bounds: TimeBounds) -> usize {
        let (from, to) = range(data, hits, bounds);
        let earlier = self.ends.iter().take(from.div_ceil(BLOCK));
        let reaching = earlier.filter(|&&end| bounds.after.is_some_and(|after| end > after.0)).count();
        (to - from).saturating_add(reaching * BLOCK)
    }
}

/// Positions of the dated hits that begin within the bounds.
fn range(data: &Dataset, hits: &Hits, bounds: TimeBounds) -> (usize, usize) {
    let starts = data.starts();
    let below = |limit: i64| {
        hits.dated().partition_point(|&row| starts.get(row as usize).is_some_and(|&start| start < limit))
    };
    let to = bounds.before.map_or(hits.dated().len(), |before| below(before.0));
    let from = bounds.after.map_or(0, |after| below(after.0));
    (from.min(to), to)
}

fn span(data: &Dataset, row: u32) -> Option<Span> {
    data.event(EventId(row)).and_then(EventRef::when).map(|when| when.span)
}
