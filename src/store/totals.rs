//! Counts over all hits.

use crate::model::{Dataset, PlacePrecision, Precision, Span};
use crate::query::Totals;

use super::Hits;

/// Counts the hits; O(hits).
pub fn totals(data: &Dataset, hits: &Hits) -> Totals {
    let mut t = Totals {
        hits: count(hits.rows().len()),
        all: count(data.len()),
        undated: count(hits.undated().len()),
        ..Totals::default()
    };
    let mut span: Option<Span> = None;
    for event in hits.events(data) {
        bump(t.kinds.get_mut(event.kind().index()));
        let file = usize::from(event.origin().file);
        if t.files.len() <= file {
            t.files.resize(file + 1, 0);
        }
        bump(t.files.get_mut(file));
        bump(t.place_precision.get_mut(position(&PlacePrecision::ALL, event.place_precision())));
        t.unplaced += u32::from(event.site().is_none());
        if let Some(when) = event.when() {
            bump(t.date_precision.get_mut(position(&Precision::ALL, when.precision)));
            span = Some(span.map_or(when.span, |s| s.union(when.span)));
        }
        if let Some(toll) = event.toll() {
            t.with_toll += 1;
            for (sum, n) in t.toll.iter_mut().zip([toll.low, toll.best, toll.high]) {
                *sum = sum.saturating_add(u64::from(n));
            }
        }
    }
    t.span = span;
    t
}

fn position<T: PartialEq + Copy>(all: &[T], value: T) -> usize {
    all.iter().position(|v| *v == value).unwrap_or(usize::MAX)
}

fn bump(slot: Option<&mut u32>) {
    if let Some(n) = slot {
        *n += 1;
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
