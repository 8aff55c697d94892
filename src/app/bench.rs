//! `borderline bench`: what loading, questions, frames and pictures cost on a file.

mod frames;
mod machine;
mod reopen;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use serde::Serialize;

use crate::io::{Job, Loaded, load_paths, sample};
use crate::model::{Dataset, Span};
use crate::query::{
    Ask, Completeness, EventStore, Filter, LaneBy, Order, Phrase, Query, QueryCtx, TimeBounds, Within,
};
use crate::store::MemoryStore;
use crate::workspace::Workspace;

use super::cli::BenchArgs;
use super::formats::write_stdout;
use frames::{FrameTimes, frame_times, picture_ms};
use reopen::{ReopenCost, reopen_cost};

/// How often each question is asked.
const ROUNDS: usize = 9;

#[derive(Debug, Serialize)]
struct Report {
    rows: usize,
    load: LoadCost,
    /// Opening the same files again; nothing where they get no index.
    reopen: Option<ReopenCost>,
    words: WordCost,
    /// Median milliseconds a question; `prepare` names those that pay for a new filter.
    questions_ms: Vec<(&'static str, f64)>,
    frames: FrameTimes,
    /// The same script on ten of the events.
    frames_at_ten: FrameTimes,
    picture_ms: f64,
}

/// What `--load-only` prints.
#[derive(Debug, Serialize)]
struct LoadReport {
    rows: usize,
    load: LoadCost,
}

/// What finding the rows with a word costs; the filter is a new one each time.
#[derive(Debug, Serialize)]
struct WordCost {
    /// Milliseconds right after the load, when texts have to be read.
    before_index_ms: f64,
    /// Seconds of reading all words, which the window does in the background.
    index_s: f64,
    /// Median milliseconds from then on.
    first_key_ms: f64,
    /// Peak of memory from the start until the index is there.
    peak_mib: Option<f64>,
}

#[derive(Debug, Serialize)]
struct LoadCost {
    wall_s: f64,
    cpu_s: Option<f64>,
    first_events_ms: Option<f64>,
    peak_mib: Option<f64>,
}

/// Measures and prints.
///
/// # Errors
/// Files that cannot be read, a picture that cannot be drawn.
pub fn bench(args: &BenchArgs) -> Result<(), String> {
    let (loaded, load) = timed_load(&args.files)?;
    if args.load_only {
        return load_only(loaded.dataset.len(), load, args.json);
    }
    let reopen = reopen_cost(&args.files, &loaded)?;
    let data = Arc::new(loaded.dataset);
    let ten = Arc::new(first_rows(&data, 10));
    let report = Report {
        rows: data.len(),
        load,
        reopen,
        words: word_cost(&data),
        questions_ms: questions(&data),
        frames: frame_times(Workspace::inline(Arc::clone(&data))),
        frames_at_ten: frame_times(Workspace::inline(ten)),
        picture_ms: picture_ms(Workspace::inline(data)).map_err(|error| error.to_string())?,
    };
    if args.json {
        let text = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
        return write_stdout(&(text + "\n"));
    }
    write_stdout(&words(&report))
}

fn load_only(rows: usize, load: LoadCost, json: bool) -> Result<(), String> {
    let report = LoadReport { rows, load };
    if !json {
        return write_stdout(&load_words(report.rows, &report.load));
    }
    let text = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
    write_stdout(&(text + "\n"))
}

fn timed_load(files: &[PathBuf]) -> Result<(Loaded, LoadCost), String> {
    let start = Instant::now();
    let cpu = machine::cpu_secs();
    let first = Arc::new(OnceLock::new());
    let seen = Arc::clone(&first);
    let job = Job::with_partials(move |_| {
        // Only the first counts.
        let _ = seen.set(millis(start));
    });
    let loaded = if files.is_empty() { sample() } else { load_paths(files, &job) };
    let wall_s = start.elapsed().as_secs_f64();
    if let Some(error) = loaded.reports.iter().find_map(|report| report.error.as_ref()) {
        return Err(error.clone());
    }
    let cpu_s = machine::cpu_secs().zip(cpu).map(|(after, before)| after - before);
    let cost =
        LoadCost { wall_s, cpu_s, first_events_ms: first.get().copied(), peak_mib: machine::peak_mib() };
    Ok((loaded, cost))
}

fn word_cost(data: &Arc<Dataset>) -> WordCost {
    let store = MemoryStore::new(Arc::clone(data), Completeness::Exact);
    let nth = AtomicU64::new(0);
    let word = || Filter { words: Phrase::new("Torkham").into_iter().collect(), ..brush_all(&nth) };
    let start = Instant::now();
    ask(&store, word(), Ask::Totals);
    let before_index_ms = millis(start);
    let start = Instant::now();
    store.read_words_now();
    let index_s = start.elapsed().as_secs_f64();
    let first_key_ms = median(&|| ask(&store, word(), Ask::Totals));
    WordCost { before_index_ms, index_s, first_key_ms, peak_mib: machine::peak_mib() }
}

/// Median cost of each question; those named `prepare` have a filter that was never asked before.
fn questions(data: &Arc<Dataset>) -> Vec<(&'static str, f64)> {
    let store = MemoryStore::new(Arc::clone(data), Completeness::Exact);
    let Some(span) = store.info().span else { return Vec::new() };
    let cell = (span.secs() / 200).max(1);
    let edges: Vec<i64> = (0..=1000).map(|n| span.start().0 + span.secs() * n / 1000).collect();
    let lanes = |by| Ask::Lanes { by, window: span, cell_secs: cell, unfold: 8, max_lanes: 24 };
    let top = Ask::List { within: Within::All, order: Order::NewestFirst, offset: 0, limit: 100 };
    let nth = AtomicU64::new(0);
    // A brush that moves a little each time is a filter never asked before.
    let brush = || {
        let n = i64::try_from(nth.fetch_add(1, Ordering::Relaxed)).unwrap_or(0);
        let start = span.start().0 + span.secs() / 3 + n;
        Filter {
            time: Span::from_secs(start, start + span.secs() / 3).map(TimeBounds::within).unwrap_or_default(),
            ..Filter::default()
        }
    };
    vec![
        ("prepare: brush in time", median(&|| ask(&store, brush(), Ask::Totals))),
        (
            "histogram of 1,000 bins by kind",
            median(&|| ask(&store, Filter::default(), Ask::Histogram { edges: edges.clone() })),
        ),
        ("lanes by kind", median(&|| ask(&store, Filter::default(), lanes(LaneBy::Kind)))),
        ("lanes by actor", median(&|| ask(&store, Filter::default(), lanes(LaneBy::Actor)))),
        ("places", median(&|| ask(&store, Filter::default(), Ask::Places))),
        ("newest 100", median(&|| ask(&store, Filter::default(), top.clone()))),
    ]
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

fn median(run: &dyn Fn()) -> f64 {
    run();
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        run();
        millis(start)
    });
    middle(times.collect())
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

fn millis(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1e3
}

/// The first events of a dataset as one of their own.
fn first_rows(data: &Dataset, count: usize) -> Dataset {
    let mut builder = crate::model::DatasetBuilder::default();
    for file in data.files() {
        builder.add_file(file.clone());
    }
    for event in data.events().take(count) {
        builder.push_event(&event.to_event(), event.origin());
    }
    builder.finish()
}

fn or_dash(v: Option<f64>) -> String {
    v.map_or("–".to_owned(), |v| format!("{v:.2}"))
}

fn load_words(rows: usize, l: &LoadCost) -> String {
    format!(
        "{rows} events\nload: {:.2} s wall, {} s CPU, first events after {} ms, peak {} MiB\n",
        l.wall_s,
        or_dash(l.cpu_s),
        or_dash(l.first_events_ms),
        or_dash(l.peak_mib)
    )
}

fn words(report: &Report) -> String {
    use std::fmt::Write;
    let mut out = load_words(report.rows, &report.load);
    let w = &report.words;
    // Writing to a string cannot fail.
    let _ = writeln!(
        out,
        "word in the texts: {:.1} ms, read in {:.2} s, then {:.1} ms, peak {} MiB",
        w.before_index_ms,
        w.index_s,
        w.first_key_ms,
        or_dash(w.peak_mib)
    );
    if let Some(r) = &report.reopen {
        let _ = writeln!(
            out,
            "again from an index of {:.0} MiB, written in {:.2} s: {:.0} ms, to the first answer {:.0} ms",
            r.index_mib, r.write_s, r.open_ms, r.first_answer_ms
        );
    }
    for (name, ms) in &report.questions_ms {
        let _ = writeln!(out, "{name}: {ms:.3} ms");
    }
    for (name, f) in [("frame", &report.frames), ("frame at 10 events", &report.frames_at_ten)] {
        let _ = writeln!(
            out,
            "{name}: layout {:.2} ms, tessellate {:.2} ms, both {:.2} ms (median), {:.2} ms (95 %), {:.2} ms (worst) over {} frames; \
             paint on the CPU {:.1} ms, at most {} vertices",
            f.layout_ms,
            f.tessellate_ms,
            f.both_ms,
            f.both_p95_ms,
            f.both_worst_ms,
            f.frames,
            f.paint_ms,
            f.vertices
        );
    }
    let _ = writeln!(out, "picture 1280×800: {:.0} ms", report.picture_ms);
    out
}
