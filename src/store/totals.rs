//! Counts over all hits, and over any stretch of them by differences of running sums.

use std::ops::Range;

use crate::model::{Dataset, EventRef, KINDS, PlacePrecision, Precision, Span};
use crate::query::Totals;

use super::brushed::{Cut, Reach};
use super::{Hits, time_index::count32};

/// The least number of hits between two running sums.
const STEP: usize = 2_048;

/// The counts of all hits, and running sums of the dated ones in order of start.
#[derive(Debug)]
pub struct Tally {
    all: Totals,
    step: usize,
    /// The sums before each `step`th hit.
    sums: Vec<Sums>,
}

/// What is added up, hit by hit. Sums wrap, so that differences of them are exact.
#[derive(Clone, Debug, Default)]
struct Sums {
    kinds: [u32; KINDS],
    files: Vec<u32>,
    unplaced: u32,
    toll: [u64; 3],
    with_toll: u32,
    date_precision: [u32; Precision::ALL.len()],
    place_precision: [u32; PlacePrecision::ALL.len()],
}

impl Tally {
    /// Counts the hits; O(hits).
    pub fn new(data: &Dataset, hits: &Hits) -> Self {
        // Many files make long sums: they are kept the more seldom.
        let step = STEP.max(data.files().len() * 16);
        let mut sum = Sums { files: vec![0; data.files().len()], ..Sums::default() };
        let mut sums = Vec::with_capacity(hits.dated() / step + 1);
        let mut span: Option<Span> = None;
        for (at, event) in hits.events(data).enumerate() {
            if at % step == 0 && at <= hits.dated() {
                sums.push(sum.clone());
            }
            sum.put(event, 1);
            if let Some(when) = event.when() {
                span = Some(span.map_or(when.span, |s| s.union(when.span)));
            }
        }
        let all = Totals {
            hits: count32(hits.len()),
            all: count32(data.len()),
            undated: count32(hits.len() - hits.dated()),
            span,
            ..sum.totals()
        };
        Self { all, step, sums }
    }

    /// The counts of all hits.
    pub fn all(&self) -> &Totals {
        &self.all
    }

    /// The counts of the hits of a brush; O(2,048 + those that reach in).
    pub fn within(&self, data: &Dataset, hits: &Hits, reach: &Reach, cut: &Cut) -> Totals {
        let mut sum = self.before(data, hits, cut.stretch.end);
        sum.take(&self.before(data, hits, cut.stretch.start));
        let early = || cut.early.iter().filter_map(|&at| hits.event(data, at as usize));
        early().for_each(|event| sum.put(event, 1));
        let spans = || early().filter_map(EventRef::when).map(|when| when.span);
        let first = spans().next().or_else(|| Some(hits.event(data, cut.stretch.start)?.when()?.span));
        let last = spans().map(|span| span.end().0).max().max(reach.latest(data, hits, cut.stretch.clone()));
        let hits = cut.early.len() + cut.stretch.len();
        let span = first.zip(last).filter(|_| hits > 0);
        Totals {
            hits: count32(hits),
            all: self.all.all,
            span: span.and_then(|(first, last)| Span::from_secs(first.start().0, last)),
            ..sum.totals()
        }
    }

    /// The sums of the dated hits before a position, from the nearest that was kept.
    fn before(&self, data: &Dataset, hits: &Hits, at: usize) -> Sums {
        let last = self.sums.len().saturating_sub(1);
        let nearest = ((at + self.step / 2) / self.step).min(last);
        let mut sum = self.sums.get(nearest).cloned().unwrap_or_default();
        let kept = nearest * self.step;
        let mut walk = |range: Range<usize>, sign| {
            range.filter_map(|at| hits.event(data, at)).for_each(|event| sum.put(event, sign));
        };
        walk(kept..at, 1);
        walk(at..kept, u32::MAX);
        sum
    }
}

impl Sums {
    /// Counts an event `times`, which is 1, or -1 as it wraps.
    fn put(&mut self, event: EventRef<'_>, times: u32) {
        bump(self.kinds.get_mut(event.kind().index()), times);
        bump(self.files.get_mut(usize::from(event.file_number())), times);
        bump(self.place_precision.get_mut(position(&PlacePrecision::ALL, event.place_precision())), times);
        if event.site().is_none() {
            bump(Some(&mut self.unplaced), times);
        }
        if let Some(when) = event.when() {
            bump(self.date_precision.get_mut(position(&Precision::ALL, when.precision)), times);
        }
        let Some(toll) = event.toll() else { return };
        bump(Some(&mut self.with_toll), times);
        for (sum, n) in self.toll.iter_mut().zip([toll.low, toll.best, toll.high]) {
            let n = u64::from(n);
            *sum = if times == 1 { sum.wrapping_add(n) } else { sum.wrapping_sub(n) };
        }
    }

    fn take(&mut self, other: &Self) {
        take(&mut self.kinds, &other.kinds);
        take(&mut self.files, &other.files);
        take(&mut self.date_precision, &other.date_precision);
        take(&mut self.place_precision, &other.place_precision);
        self.unplaced = self.unplaced.wrapping_sub(other.unplaced);
        self.with_toll = self.with_toll.wrapping_sub(other.with_toll);
        for (sum, other) in self.toll.iter_mut().zip(other.toll) {
            *sum = sum.wrapping_sub(other);
        }
    }

    fn totals(self) -> Totals {
        Totals {
            kinds: self.kinds,
            files: self.files,
            unplaced: self.unplaced,
            toll: self.toll,
            with_toll: self.with_toll,
            date_precision: self.date_precision,
            place_precision: self.place_precision,
            ..Totals::default()
        }
    }
}

fn take(sums: &mut [u32], others: &[u32]) {
    for (sum, other) in sums.iter_mut().zip(others) {
        *sum = sum.wrapping_sub(*other);
    }
}

fn position<T: PartialEq + Copy>(all: &[T], value: T) -> usize {
    all.iter().position(|v| *v == value).unwrap_or(usize::MAX)
}

fn bump(slot: Option<&mut u32>, times: u32) {
    if let Some(n) = slot {
        *n = n.wrapping_add(times);
    }
}
