//! What questions of views and words in texts cost, without a window.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use serde::Serialize;

use super::{machine, middle, millis};
use crate::model::{Dataset, Span};
use crate::query::{
    Ask, Completeness, EventStore, Filter, LaneBy, Order, Phrase, PlaceKey, PlaceRows, Query, QueryCtx,
    RowRange, TimeBounds, Within,
};
use crate::store::{KeptWords, MemoryStore};

/// How often each question is asked.
const ROUNDS: usize = 9;

/// What finding the rows with a word costs; the filter is a new one each time.
#[derive(Debug, Serialize)]
pub struct WordCost {
    /// Milliseconds right after the load, when texts have to be read.
    pub before_index_ms: f64,
    /// Seconds of reading all words, which the window does in the background.
    pub index_s: f64,
    /// Median milliseconds from then on.
    pub first_key_ms: f64,
    /// Median milliseconds of finding a phrase of two frequent words from then on.
    pub phrase_ms: f64,
    /// Size of the words where they are kept beside the index of the events.
    pub kept_mib: Option<f64>,
    /// Milliseconds of taking them from there.
    pub kept_ms: Option<f64>,
    /// Peak of memory from the start until the index is there.
    pub peak_mib: Option<f64>,
}

/// What it costs to find a word before and after the index of words is there.
pub fn word_cost(data: &Arc<Dataset>, kept: Option<&dyn KeptWords>) -> WordCost {
    let store = MemoryStore::new(Arc::clone(data), Completeness::Exact);
    let nth = AtomicU64::new(0);
    let find = |text| {
        ask(
            &store,
            Filter { words: Phrase::new(text).into_iter().collect(), ..brush_all(&nth) },
            Ask::Totals,
        );
    };
    let start = Instant::now();
    find("Torkham");
    let before_index_ms = millis(start);
    let start = Instant::now();
    store.read_words_now(None);
    let index_s = start.elapsed().as_secs_f64();
    let peak_mib = machine::peak_mib();
    let first_key_ms = median(&|| find("Torkham"));
    let phrase_ms = median(&|| find("drone artillery"));
    let again = || MemoryStore::new(Arc::clone(data), Completeness::Exact).read_words_now(kept);
    // The first time they are read from the texts.
    again();
    let found = kept.and_then(KeptWords::find);
    let kept_mib = found.map(|(_, bytes)| super::bytes_as_mib(bytes));
    let kept_ms = kept_mib.map(|_| median(&again));
    WordCost { before_index_ms, index_s, first_key_ms, phrase_ms, kept_mib, kept_ms, peak_mib }
}

/// Median cost of each question; those named `prepare` have a filter that was never asked before.
pub fn questions(data: &Arc<Dataset>) -> Vec<(&'static str, f64)> {
    let store = MemoryStore::new(Arc::clone(data), Completeness::Exact);
    let Some(span) = store.info().span else { return Vec::new() };
    let cell = (span.secs() / 200).max(1);
    let edges: Vec<i64> = (0..=1000).map(|n| span.start().0 + span.secs() * n / 1000).collect();
    let lanes = |by| Ask::Lanes { by, window: span, cell_secs: cell, unfold: 8, max_lanes: 24 };
    let top = Ask::List { within: Within::All, order: Order::NewestFirst, offset: 0, limit: 100 };
    let nth = AtomicU64::new(0);
    // A brush that moves by a pixel each time is a filter never asked before.
    let brush = || {
        let n = i64::try_from(nth.fetch_add(1, Ordering::Relaxed)).unwrap_or(0);
        let start = span.start().0 + span.secs() / 3 + n * (span.secs() / 1_000);
        Filter {
            time: Span::from_secs(start, start + span.secs() / 3).map(TimeBounds::within).unwrap_or_default(),
            ..Filter::default()
        }
    };
    // The whole of a brush step: a filter never asked before, its counts, places and first rows.
    let step = |filter: &dyn Fn() -> Filter| {
        let filter = filter();
        for question in [Ask::Totals, Ask::Places, top.clone()] {
            ask(&store, filter.clone(), question);
        }
    };
    let jump = || {
        let n = i64::try_from(nth.fetch_add(1, Ordering::Relaxed)).unwrap_or(0);
        let start = span.start().0 + span.secs() * (n * 7 % 20) / 40 + n;
        let time = Span::from_secs(start, start + span.secs() / 3);
        Filter { time: time.map(TimeBounds::within).unwrap_or_default(), ..Filter::default() }
    };
    // The table of rows is the view's, made once a border and scale.
    let diagram = space_time(data, span, 0);
    ask(&store, Filter::default(), Ask::Totals);
    vec![
        ("prepare: brush in time", median(&|| ask(&store, brush(), Ask::Totals))),
        ("prepare: brush with its places and rows", median(&|| step(&brush))),
        ("prepare: brush that jumps, with its places and rows", median(&|| step(&jump))),
        (
            "histogram of 1,000 bins by kind",
            median(&|| ask(&store, Filter::default(), Ask::Histogram { edges: edges.clone() })),
        ),
        ("lanes by kind", median(&|| ask(&store, Filter::default(), lanes(LaneBy::Kind)))),
        ("lanes by actor", median(&|| ask(&store, Filter::default(), lanes(LaneBy::Actor)))),
        ("places", median(&|| ask(&store, Filter::default(), Ask::Places))),
        ("space and time, 150 rows × 300 bins", median(&|| ask(&store, Filter::default(), diagram.clone()))),
        (
            "the same with rows that were never asked for",
            median_after(&|| space_time(data, span, nth.fetch_add(1, Ordering::Relaxed)), &|question| {
                ask(&store, Filter::default(), question);
            }),
        ),
        ("newest 100", median(&|| ask(&store, Filter::default(), top.clone()))),
    ]
}

/// The counts of a space–time diagram; where along it the places lie does not matter here.
fn space_time(data: &Dataset, span: Span, turn: u64) -> Ask {
    let turn = u32::try_from(turn % 150).unwrap_or(0);
    let sites = 0..u32::try_from(data.sites().len()).unwrap_or(0);
    let row = |site: u32| RowRange::one(u16::try_from((site + turn) % 150).unwrap_or(0));
    let rows = PlaceRows::new(150, sites.map(|site| (PlaceKey::Site(site), row(site))));
    let edges = (0..=300).map(|n| span.start().0 + span.secs() * n / 300).collect();
    Ask::SpaceTime { rows: Arc::new(rows), edges, unfold: 4_000 }
}

/// Bounds that let everything pass and differ each time, so that nothing is answered from what was kept.
fn brush_all(nth: &AtomicU64) -> Filter {
    let n = i64::try_from(nth.fetch_add(1, Ordering::Relaxed)).unwrap_or(0);
    let time = TimeBounds { after: Some(crate::model::Instant(i64::MIN / 2 + n)), before: None };
    Filter { time, ..Filter::default() }
}

fn ask(store: &MemoryStore, filter: Filter, ask: Ask) {
    // The questions above are well formed and nobody cancels them.
    let answer =
        store.answer(&Query { filter, ask, split: crate::query::SplitBy::Kind }, &QueryCtx::default());
    std::hint::black_box(answer.is_ok());
}

/// The same where something has to be made each time that is not measured.
fn median_after<T>(make: &dyn Fn() -> T, run: &dyn Fn(T)) -> f64 {
    let times = (0..ROUNDS).map(|_| {
        let input = make();
        let start = Instant::now();
        run(input);
        millis(start)
    });
    middle(times.collect())
}

fn median(run: &dyn Fn()) -> f64 {
    run();
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        run();
        millis(start)
    });
    middle(times.collect())
}
