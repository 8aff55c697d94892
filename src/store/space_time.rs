//! Hits by time and place in one go: what the space–time diagram counts.

use crate::model::{Dataset, KINDS};
use crate::query::{Bin, PlaceKey, PlaceRows, RowRange, SpaceCell, SpaceTime, SplitBy};

use super::Hits;
use super::lanes::items;
use super::time_index::seek;

/// How many hits share one entry of the latest ends.
const BLOCK: usize = 256;
/// Set in codes of places that have names but no coordinates.
const NAMED: u32 = 1 << 31;

/// The dated hits in order of start, side by side: a question reads them once from the first to the last in its window.
#[derive(Debug, Default)]
pub struct SpaceIndex {
    split: SplitBy,
    starts: Vec<i64>,
    ends: Vec<i64>,
    places: Vec<u32>,
    kinds: Vec<u8>,
    rows: Vec<u32>,
    /// The latest end within each block: what begins long before the window seldom reaches it.
    latest: Vec<i64>,
}

impl SpaceIndex {
    /// Prepares the hits; O(hits).
    pub fn new(data: &Dataset, hits: &Hits, split: SplitBy) -> Self {
        let mut index = Self { split, ..Self::default() };
        for event in hits.events(data) {
            let Some(when) = event.when() else { continue };
            index.starts.push(when.span.start().0);
            index.ends.push(when.span.end().0);
            index.places.push(match event.place_key() {
                PlaceKey::Site(n) => n,
                PlaceKey::Names(n) => n | NAMED,
            });
            index.kinds.push(u8::try_from(split.category(event)).unwrap_or_default());
            index.rows.push(event.key().0);
        }
        let latest = |block: &[i64]| block.iter().copied().max().unwrap_or(i64::MIN);
        index.latest = index.ends.chunks(BLOCK).map(latest).collect();
        index
    }

    /// What lies in the window from the first to the last edge; O(hits in the window + cells).
    pub fn answer(&self, data: &Dataset, rows: &PlaceRows, edges: &[i64], unfold: u32) -> SpaceTime {
        let &[first, .., last] = edges else { return SpaceTime::default() };
        let few = (unfold as usize).saturating_add(1);
        let seen = self.window(first, last).filter(|&at| !self.range(rows, at).is_empty());
        let found: Vec<usize> = seen.take(few).collect();
        if found.len() < few {
            let found = found.into_iter().filter_map(|at| self.rows.get(at).copied()).collect();
            return SpaceTime { items: items(data, self.split, found), cells: Vec::new() };
        }
        SpaceTime { items: Vec::new(), cells: self.cells(rows, edges) }
    }

    /// Positions of the hits that may lie in the window.
    fn window(&self, first: i64, last: i64) -> impl Iterator<Item = usize> + '_ {
        let from = self.starts.partition_point(|&start| start < first);
        let to = self.starts.partition_point(|&start| start < last);
        let blocks = self.latest.iter().enumerate().take(from.div_ceil(BLOCK));
        let reaching = blocks.filter(move |&(_, &end)| end > first);
        let earlier = reaching.flat_map(move |(n, _)| n * BLOCK..((n + 1) * BLOCK).min(from));
        let earlier = earlier.filter(move |&at| self.ends.get(at).is_some_and(|&end| end > first));
        earlier.chain(from..to)
    }

    fn range(&self, rows: &PlaceRows, at: usize) -> RowRange {
        let place = self.places.get(at).copied().unwrap_or_default();
        let named = place & NAMED != 0;
        rows.of(if named { PlaceKey::Names(place & !NAMED) } else { PlaceKey::Site(place) })
    }

    fn cells(&self, rows: &PlaceRows, edges: &[i64]) -> Vec<SpaceCell> {
        let &[first, .., last] = edges else { return Vec::new() };
        let mut grid = Grid::new(rows.rows(), edges.len() - 1);
        let mut begins = 0;
        for at in self.window(first, last) {
            let range = self.range(rows, at);
            if range.is_empty() {
                continue;
            }
            let (Some(&start), Some(&end), Some(&kind)) =
                (self.starts.get(at), self.ends.get(at), self.kinds.get(at))
            else {
                continue;
            };
            // Starts ascend, so the bin of one is soon found from the one before.
            begins = seek(edges, begins, start.saturating_add(1));
            let ends = seek(edges, begins, end);
            let inside = start >= first && ends == begins && end <= last;
            let bins = (begins.saturating_sub(1), ends.min(edges.len() - 1));
            grid.put(range, bins, usize::from(kind), inside && range.len() == 1);
        }
        grid.cells()
    }
}

/// Counts by row, bin and category; the possible ones as differences along both ways until all are in.
struct Grid {
    bins: usize,
    certain: Vec<[u32; KINDS]>,
    /// One row and one bin more than there are.
    possible: Vec<[u32; KINDS]>,
}

impl Grid {
    fn new(rows: u16, bins: usize) -> Self {
        let rows = usize::from(rows);
        Self {
            bins,
            certain: vec![[0; KINDS]; rows * bins],
            possible: vec![[0; KINDS]; (rows + 1) * (bins + 1)],
        }
    }

    /// Counts an event in the bins `from..to` of some rows.
    fn put(&mut self, rows: RowRange, (from, to): (usize, usize), kind: usize, certain: bool) {
        let (first, end) = (usize::from(rows.first), usize::from(rows.end));
        if certain {
            if let Some(n) = self.certain.get_mut(first * self.bins + from).and_then(|c| c.get_mut(kind)) {
                *n += 1;
            }
            return;
        }
        let width = self.bins + 1;
        let corners = [
            (first * width + from, 1),
            (first * width + to, u32::MAX),
            (end * width + from, u32::MAX),
            (end * width + to, 1),
        ];
        for (at, change) in corners {
            if let Some(n) = self.possible.get_mut(at).and_then(|c| c.get_mut(kind)) {
                *n = n.wrapping_add(change);
            }
        }
    }

    fn cells(self) -> Vec<SpaceCell> {
        let mut cells = Vec::new();
        let mut above = vec![[0_u32; KINDS]; self.bins + 1];
        let rows = self.possible.chunks(self.bins + 1).zip(self.certain.chunks(self.bins.max(1)));
        for (row, (possible, certain)) in (0_u16..).zip(rows) {
            let mut running = [0_u32; KINDS];
            for (bin, ((above, change), certain)) in
                (0_u16..).zip(above.iter_mut().zip(possible).zip(certain))
            {
                for ((sum, above), change) in running.iter_mut().zip(above.iter_mut()).zip(change) {
                    *sum = sum.wrapping_add(*change);
                    *above = above.wrapping_add(*sum);
                }
                let counts = Bin { certain: *certain, possible: *above };
                if counts != Bin::default() {
                    cells.push(SpaceCell { row, bin, counts });
                }
            }
        }
        cells
    }
}
