//! Counts hits in time bins.

mod lengths;
mod runs;

pub(in crate::store) use lengths::Lengths;
pub(in crate::store) use runs::{Runs, count32, seek, seek_near};

use crate::model::{Dataset, KINDS};
use crate::query::{Bin, Histogram, SplitBy};

use super::Hits;

/// What histograms are counted from. Spans of a common length are counted by their starts alone: they lie wholly in a
/// bin that holds the start and is not left before the length is over. The others are kept one by one.
#[derive(Debug, Default)]
pub struct TimeIndex {
    common: Vec<Common>,
    /// Spans of uncommon length in order of start.
    rest: Vec<Rest>,
    /// Starts and ends of these, by kind.
    rest_bounds: Vec<Bounds>,
}

#[derive(Debug)]
struct Bounds {
    kind: usize,
    starts: Runs,
    ends: Runs,
}

/// The starts of the spans of one kind and one length.
#[derive(Debug)]
struct Common {
    kind: usize,
    secs: i64,
    starts: Runs,
}

#[derive(Clone, Copy, Debug)]
struct Rest {
    start: i64,
    end: i64,
    kind: usize,
}

impl TimeIndex {
    /// Prepares the hits; O(hits).
    pub fn new(data: &Dataset, hits: &Hits, split: SplitBy) -> Self {
        let lengths = Lengths::new(data, hits);
        let mut starts: Vec<Vec<i64>> = vec![Vec::new(); lengths.common().len() * KINDS];
        let mut rest = Vec::new();
        for event in hits.events(data) {
            let (Some(when), kind) = (event.when(), split.category(event)) else { continue };
            let (start, secs) = (when.span.start().0, when.span.secs());
            match starts.get_mut(lengths.class(secs) * KINDS + kind) {
                Some(list) if lengths.class(secs) < lengths.common().len() => list.push(start),
                _ => rest.push(Rest { start, end: when.span.end().0, kind }),
            }
        }
        let common = starts.into_iter().enumerate().filter(|(_, list)| !list.is_empty());
        let common = common
            .filter_map(|(slot, list)| {
                let secs = *lengths.common().get(slot / KINDS)?;
                Some(Common { kind: slot % KINDS, secs, starts: Runs::new(list) })
            })
            .collect();
        let rest_bounds = (0..KINDS).filter_map(|kind| Bounds::new(&rest, kind)).collect();
        Self { common, rest, rest_bounds }
    }

    /// Counts in bins with these ascending edges; O(bins · log n) where lengths are common.
    pub fn histogram(&self, edges: &[i64]) -> Histogram {
        let mut bins = vec![Bin::default(); edges.len().saturating_sub(1)];
        for common in &self.common {
            common.count(edges, &mut bins);
        }
        self.count_rest(edges, &mut bins);
        Histogram { bins }
    }

    fn count_rest(&self, edges: &[i64], bins: &mut [Bin]) {
        let (Some(&first), Some(&last)) = (edges.first(), edges.last()) else { return };
        for bounds in &self.rest_bounds {
            bounds.count(edges, bins);
        }
        let from = self.rest.partition_point(|r| r.start < first);
        let to = self.rest.partition_point(|r| r.start < last);
        let mut at = 0;
        for r in self.rest.get(from..to).unwrap_or_default() {
            at = seek(edges, at, r.start.saturating_add(1));
            let inside = edges.get(at).is_some_and(|&b| r.end <= b);
            if let Some(bin) = bins.get_mut(at.wrapping_sub(1)).filter(|_| inside) {
                add(&mut bin.certain, r.kind, 1);
                if let Some(n) = bin.possible.get_mut(r.kind) {
                    *n -= 1;
                }
            }
        }
    }
}

impl Common {
    fn count(&self, edges: &[i64], bins: &mut [Bin]) {
        let Some((&first, edges)) = edges.split_first() else { return };
        let (mut begun_hint, mut over_hint) = (0, 0);
        // How many have begun before an edge, and how many of them are over by then.
        let mut at = |edge: i64| {
            let begun = self.starts.below(&mut begun_hint, edge);
            let ended = edge.saturating_sub(self.secs).saturating_add(1);
            (begun, self.starts.below(&mut over_hint, ended))
        };
        let (mut a, (mut begun_a, mut over_a)) = (first, at(first));
        for (bin, &b) in bins.iter_mut().zip(edges) {
            let (begun_b, over_b) = at(b);
            // start >= a and start + secs <= b
            let inside = if b.saturating_sub(a) < self.secs { 0 } else { over_b - begun_a };
            add(&mut bin.certain, self.kind, inside);
            add(&mut bin.possible, self.kind, begun_b - over_a - inside);
            (a, begun_a, over_a) = (b, begun_b, over_b);
        }
    }
}

impl Bounds {
    fn new(rest: &[Rest], kind: usize) -> Option<Self> {
        let of_kind = || rest.iter().filter(|r| r.kind == kind);
        let mut ends: Vec<i64> = of_kind().map(|r| r.end).collect();
        ends.sort_unstable();
        (!ends.is_empty()).then(|| Self {
            kind,
            starts: Runs::new(of_kind().map(|r| r.start)),
            ends: Runs::new(ends),
        })
    }

    /// Counts what shares an instant with a bin: begun before it ends, less what is over when it begins.
    fn count(&self, edges: &[i64], bins: &mut [Bin]) {
        let (mut start_hint, mut end_hint) = (0, 0);
        for (bin, (a, b)) in bins.iter_mut().zip(pairs(edges)) {
            let begun = self.starts.below(&mut start_hint, b);
            let over = self.ends.below(&mut end_hint, a.saturating_add(1));
            add(&mut bin.possible, self.kind, begun - over);
        }
    }
}

fn add(counts: &mut [u32; KINDS], kind: usize, more: u32) {
    if let Some(n) = counts.get_mut(kind) {
        *n += more;
    }
}

fn pairs(edges: &[i64]) -> impl Iterator<Item = (i64, i64)> {
    edges.iter().copied().zip(edges.iter().copied().skip(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DatasetBuilder, Date, Draft, Kind, When};
    use crate::query::{Cancel, Filter};

    fn index(whens: &[When]) -> TimeIndex {
        let mut builder = DatasetBuilder::default();
        for &when in whens {
            builder.push(&Draft { when: Some(when), kind: Kind::Strike, ..Draft::default() });
        }
        let data = builder.finish();
        let hits = Hits::new(&data, &Filter::default(), &Cancel::default()).unwrap();
        TimeIndex::new(&data, &hits, SplitBy::Kind)
    }

    #[test]
    fn a_month_is_possible_in_every_day_and_certain_in_none() {
        let day = |d| Date::new(2025, 4, d).unwrap();
        let index = index(&[When::month(day(1)), When::day(day(2))]);
        let edges: Vec<i64> = (1..=4).map(|d| day(d).start_secs()).collect();
        let bins = index.histogram(&edges).bins;
        let got: Vec<(u32, u32)> = bins.iter().map(|b| (b.sum(), b.possible_sum())).collect();
        assert_eq!(got, [(0, 1), (1, 1), (0, 1)]);
        let whole = [day(1).start_secs(), day(1).next_month().start_secs()];
        assert_eq!(index.histogram(&whole).bins[0].certain[Kind::Strike.index()], 2);
    }

    #[test]
    fn no_edges_make_no_bins() {
        assert!(index(&[]).histogram(&[]).bins.is_empty());
        assert!(index(&[]).histogram(&[5]).bins.is_empty());
    }
}
