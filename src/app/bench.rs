//! `borderline bench`: what loading, questions, frames, pictures and the start of the program cost.

mod brush;
mod frames;
mod loading;
mod machine;
mod questions;
mod reopen;
mod start;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::Instant;

use serde::Serialize;

use crate::io::{IndexFolder, Job, LoadOptions, Loaded, Source, load_paths, sample};
use crate::model::Dataset;
use crate::workspace::{Pane, Workspace};

use super::cli::{BenchArgs, BenchPart};
use super::formats::write_stdout;
use super::index::WordsBesideIndex;
use brush::brush_cost;
use frames::{FrameTimes, Times, frame_times, picture_ms};
use questions::{WordCost, questions, word_cost};
use reopen::{ReopenCost, reopen_cost};

/// What was measured; parts that were not asked for are left out.
#[derive(Debug, Serialize)]
struct Report {
    rows: usize,
    load: LoadCost,
    /// Opening the same files again; none where they get no index.
    #[serde(skip_serializing_if = "Option::is_none")]
    reopen: Option<ReopenCost>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<WordCost>,
    /// Median milliseconds a question; `prepare` names those that pay for a new filter.
    #[serde(skip_serializing_if = "Option::is_none")]
    questions_ms: Option<Vec<(&'static str, f64)>>,
    /// Median milliseconds until a moved brush is seen in all views.
    #[serde(skip_serializing_if = "Option::is_none")]
    brush_shown_ms: Option<Vec<(&'static str, f64)>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frames: Option<FrameTimes>,
    /// The same script on ten of the events.
    #[serde(skip_serializing_if = "Option::is_none")]
    frames_at_ten: Option<FrameTimes>,
    /// The same script on all events with the border strip in the map's place.
    #[serde(skip_serializing_if = "Option::is_none")]
    frames_with_strip: Option<FrameTimes>,
    /// And with the space–time diagram there.
    #[serde(skip_serializing_if = "Option::is_none")]
    frames_with_space_time: Option<FrameTimes>,
    /// Frames while the files are read by a window.
    #[serde(skip_serializing_if = "Option::is_none")]
    frames_while_loading: Option<Times>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture_ms: Option<f64>,
    /// Milliseconds from the start of a program with the sample to the end of its first frame; none without a display.
    #[serde(skip_serializing_if = "Option::is_none")]
    first_frame_ms: Option<f64>,
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
    let report = measure(args)?;
    if args.json {
        let text = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
        return write_stdout(&(text + "\n"));
    }
    write_stdout(&words(&report))
}

fn measure(args: &BenchArgs) -> Result<Report, String> {
    let is_wanted = |part| if args.only.is_empty() { !args.load_only } else { args.only.contains(&part) };
    // Both first, while nothing else is in memory.
    let first_frame_ms = is_wanted(BenchPart::Start).then(start::first_frame_ms).flatten();
    let (loaded, load) = timed_load(&args.files)?;
    let reopen =
        is_wanted(BenchPart::Reopen).then(|| reopen_cost(&args.files, &loaded)).transpose()?.flatten();
    let data = Arc::new(loaded.dataset);
    let frames = is_wanted(BenchPart::Frames);
    let all = || Workspace::inline(Arc::clone(&data));
    let picture = is_wanted(BenchPart::Picture).then(|| picture_ms(all()));
    // Before frames, as its peak of memory counts.
    let words = is_wanted(BenchPart::Words).then(|| words_of(&args.files, &data)).transpose()?;
    let times_of_all = |pane| {
        let [times] = frame_times([all()], pane);
        times
    };
    let ten = || Workspace::inline(Arc::new(first_rows(&data, 10)));
    let on_map = frames.then(|| frame_times([all(), ten()], Pane::Map));
    let (frames_on_map, frames_at_ten) = on_map.map(|[all, ten]| (all, ten)).unzip();
    let while_loading = is_wanted(BenchPart::Loading) && !args.files.is_empty();
    Ok(Report {
        rows: data.len(),
        load,
        reopen,
        words,
        questions_ms: is_wanted(BenchPart::Questions).then(|| questions(&data)),
        brush_shown_ms: is_wanted(BenchPart::Brush).then(|| brush_cost(&data)),
        frames: frames_on_map,
        frames_at_ten,
        frames_with_strip: frames.then(|| times_of_all(Pane::Strip)),
        frames_with_space_time: frames.then(|| times_of_all(Pane::SpaceTime)),
        frames_while_loading: while_loading
            .then(|| loading::frames_while_loading(&args.files))
            .transpose()?,
        picture_ms: picture.transpose().map_err(|error| error.to_string())?,
        first_frame_ms,
    })
}

/// With a folder of its own to keep words in.
fn words_of(files: &[PathBuf], data: &Arc<Dataset>) -> Result<WordCost, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let index = IndexFolder::new(folder.path().to_owned()).for_files_of_any_size();
    let files = files.iter().map(|path| (Source::Path(path.clone()), LoadOptions::default())).collect();
    Ok(word_cost(data, Some(&WordsBesideIndex { index, files, data: Arc::clone(data) })))
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
    // Writing to a string cannot fail.
    if let Some(w) = &report.words {
        let _ = writeln!(
            out,
            "word in the texts: {:.1} ms, read in {:.2} s, then {:.1} ms, a phrase {:.1} ms, peak {} MiB; {} MiB kept, again {} ms",
            w.before_index_ms,
            w.index_s,
            w.first_key_ms,
            w.phrase_ms,
            or_dash(w.peak_mib),
            or_dash(w.kept_mib),
            or_dash(w.kept_ms)
        );
    }
    if let Some(r) = &report.reopen {
        let _ = writeln!(
            out,
            "again from an index of {:.0} MiB, written in {:.2} s: {:.0} ms, to the first answer {:.0} ms",
            r.index_mib, r.write_s, r.open_ms, r.first_answer_ms
        );
    }
    for (name, ms) in report.questions_ms.iter().chain(&report.brush_shown_ms).flatten() {
        let _ = writeln!(out, "{name}: {ms:.3} ms");
    }
    for (name, f) in [
        ("frame", &report.frames),
        ("frame at 10 events", &report.frames_at_ten),
        ("frame with the border strip", &report.frames_with_strip),
        ("frame with the space–time diagram", &report.frames_with_space_time),
    ] {
        let Some(f) = f else { continue };
        let _ = writeln!(
            out,
            "{name}: layout {:.2} ms, tessellate {:.2} ms, both {}; paint on the CPU {:.1} ms, at most {} vertices",
            f.layout_ms, f.tessellate_ms, f.both, f.paint_ms, f.vertices
        );
    }
    if let Some(times) = &report.frames_while_loading {
        let _ = writeln!(out, "frame while loading: {times}");
    }
    if let Some(ms) = report.picture_ms {
        let _ = writeln!(out, "picture 1280×800: {ms:.0} ms");
    }
    if let Some(ms) = report.first_frame_ms {
        let _ = writeln!(out, "start to first frame: {ms:.0} ms");
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "a size to print")]
fn bytes_as_mib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
