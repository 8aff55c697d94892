//! Loads one or several files as one dataset; a broken one does not lose the others.

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::axes::{swapped_spots, tell_swapped};
use super::choices::Choices;
use super::counts::holds_counts;
use super::format::{Fit, Format, Head, ReadError, Shape, recognise};
use super::input::{Input, file_name, modified_ns};
use super::job::Job;
use super::limits::Limits;
use super::problem::ProblemKind;
use super::raw::is_binary;
use super::reading::Reading;
use super::report::FileReport;
use super::sink::FileSink;
use super::table::AnyTable;
use super::table_mapping::{Mapping, Ruined};
use crate::model::{Dataset, DatasetBuilder, FileInfo, FileText, Origin};

/// Something to load.
#[derive(Clone, Debug)]
pub enum Source {
    /// A file on disk.
    Path(PathBuf),
    /// Bytes in memory: the sample, or a test's.
    Bytes {
        /// Name to show.
        name: Cow<'static, str>,
        /// The content.
        bytes: Arc<[u8]>,
    },
}

/// What the user may decide about a load.
#[derive(Clone, Default)]
pub struct LoadOptions {
    /// The bounds.
    pub limits: Limits,
    /// Read as this format whatever the content looks like.
    pub format: Option<&'static dyn Format>,
    /// Read in this encoding whatever the bytes look like.
    pub encoding: Option<&'static Encoding>,
    /// What stands between the fields of a table, whatever the first row looks like.
    pub delimiter: Option<u8>,
    /// Read the file as a table whose columns say what this says.
    pub mapping: Option<Mapping>,
    /// Read this sheet of a workbook, whatever the others hold.
    pub sheet: Option<String>,
    /// What becomes of coordinates that a spreadsheet has ruined.
    pub ruined: Ruined,
}

impl LoadOptions {
    /// What readers may ask for.
    pub(super) fn choices(&self) -> Choices<'_> {
        let any_table: &'static dyn Format = &AnyTable;
        let format = self.format.or(self.mapping.is_some().then_some(any_table));
        Choices {
            format,
            delimiter: self.delimiter,
            mapping: self.mapping.as_ref(),
            sheet: self.sheet.as_deref(),
            ruined: self.ruined,
        }
    }
}

/// What came of a load.
#[derive(Clone, Default)]
pub struct Loaded {
    /// All events of all files.
    pub dataset: Dataset,
    /// One report a source, in their order.
    pub reports: Vec<FileReport>,
    /// Whether the load was stopped before its end.
    pub cancelled: bool,
    /// Whether all this was kept from an earlier load of the same files.
    pub from_index: bool,
}

/// Loads all sources in their order.
pub fn load(sources: &[Source], options: &LoadOptions, job: &Job) -> Loaded {
    load_all(sources.iter().map(|source| (source, options)), job)
}

/// Loads all sources in their order, each with its own options.
pub fn load_each(files: &[(Source, LoadOptions)], job: &Job) -> Loaded {
    load_all(files.iter().map(|(source, options)| (source, options)), job)
}

fn load_all<'a>(files: impl Iterator<Item = (&'a Source, &'a LoadOptions)>, job: &Job) -> Loaded {
    let mut builder = DatasetBuilder::default();
    let reports = files.map(|(source, options)| load_one(source, options, job, &mut builder)).collect();
    finished(builder, reports, job)
}

fn finished(builder: DatasetBuilder, mut reports: Vec<FileReport>, job: &Job) -> Loaded {
    let (dataset, suspects) = builder.finish_beside(swapped_spots);
    tell_swapped(&suspects, &dataset, &mut reports);
    Loaded { dataset, reports, cancelled: job.is_cancelled(), from_index: false }
}

/// Loads files on disk with the usual options.
pub fn load_paths(paths: &[PathBuf], job: &Job) -> Loaded {
    let sources: Vec<Source> = paths.iter().cloned().map(Source::Path).collect();
    load(&sources, &LoadOptions::default(), job)
}

/// Loads files on disk, each read in this way.
pub fn load_paths_as(paths: &[PathBuf], reading: &Reading, job: &Job) -> Loaded {
    let sources: Vec<Source> = paths.iter().cloned().map(Source::Path).collect();
    load(&sources, &reading.options(), job)
}

/// Loads bytes with the usual options.
pub fn load_bytes(name: impl Into<Cow<'static, str>>, bytes: impl Into<Arc<[u8]>>) -> Loaded {
    let source = Source::Bytes { name: name.into(), bytes: bytes.into() };
    load(&[source], &LoadOptions::default(), &Job::default())
}

fn load_one(source: &Source, options: &LoadOptions, job: &Job, builder: &mut DatasetBuilder) -> FileReport {
    let mut report = match source {
        Source::Path(path) => FileReport::new(file_name(path), Some(path.clone())),
        Source::Bytes { name, .. } => FileReport::new(name.clone().into_owned(), None),
    };
    // A panic may only ever come from a bug in a reader. The columns stay whole: rows are pushed one at a time.
    let read = || read_one(source, options, job, builder, &mut report);
    let result = catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|panic| Err(ReadError::Panicked(panic_text(panic.as_ref()))));
    report.error = result.err().map(|error| error.to_string());
    report
}

fn read_one(
    source: &Source,
    options: &LoadOptions,
    job: &Job,
    builder: &mut DatasetBuilder,
    report: &mut FileReport,
) -> Result<(), ReadError> {
    let (limits, forced) = (&options.limits, options.encoding);
    if job.is_cancelled() {
        return Err(ReadError::Cancelled);
    }
    let mut input = match source {
        Source::Path(path) => Input::open(path, forced, limits, job)?,
        Source::Bytes { name, bytes } => Input::from_bytes(name, bytes, forced, limits, job)?,
    };
    input.choose(options.choices());
    report.bytes = input.size();
    report.encoding = input.decision().in_words();
    let (format, why) = match options.choices().format {
        // Within a workbook or archive the choice is meant for what it holds.
        Some(format) if format.holds_others() || !is_binary(&input.head().bytes) => {
            (format, "chosen by hand".to_owned())
        }
        _ => told_by_content(input.head())?,
    };
    report.format = format.id();
    report.why = why;
    let kept = input.kept();
    let file = builder.add_file(FileInfo {
        name: report.name.clone(),
        path: report.path.clone(),
        format: format.id().to_owned(),
        encoding: report.encoding.clone(),
        text: kept.clone(),
        source: input.source(),
        ..FileInfo::default()
    });
    report.file = Some(file);
    let mut sink = FileSink::new(builder, report, job, limits, file);
    let result = format.read(&mut input, &mut sink);
    report_change(&kept, &mut sink);
    result
}

fn told_by_content(head: &Head) -> Result<(&'static dyn Format, String), ReadError> {
    let Some((format, fit)) = recognise(head) else {
        return Err(ReadError::Unrecognised(looks_like(head).to_owned()));
    };
    if format.holds_others() {
        return Ok((format, format!("it is built as a {} is", format.label())));
    }
    if format.id() == AnyTable.id() {
        return Ok((format, "it is a table with dates or places under names of its own".to_owned()));
    }
    let part = match format.shape() {
        Shape::Table => "columns",
        Shape::Json => "keys",
        Shape::Xml => "elements",
        Shape::Lines => "lines",
    };
    let how = if fit == Fit::Sure { "its" } else { "some of its" };
    Ok((format, format!("{how} {part} are those of {}", format.label())))
}

/// What an unknown file may be, for the message.
fn looks_like(head: &Head) -> &'static str {
    let bytes = head.bytes.trim_ascii_start();
    let known: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "it is a ZIP archive (workbook, KMZ?)"),
        (b"\xD0\xCF\x11\xE0", "it is an old workbook or document"),
        (b"SQLite format 3", "it is an SQLite database"),
        (b"%PDF", "it is a PDF document"),
        (b"\x89PNG", "it is a picture"),
        (b"\x1F\x8B", "it is compressed with gzip; unpack it first"),
        (b"<!DOCTYPE html", "it is a web page"),
        (b"<html", "it is a web page"),
        (b"<", "it is XML"),
        (b"{", "it is JSON of another kind"),
        (b"[", "it is JSON of another kind"),
    ];
    let found = known.iter().find(|(magic, _)| bytes.starts_with(magic));
    match found {
        Some((_, what)) => what,
        None if bytes.contains(&0) => "it is no text",
        None if holds_counts(head) => "it holds counts by place and period, not single events",
        None => "its first row names no columns of a known format",
    }
}

fn report_change(kept: &FileText, sink: &mut FileSink<'_>) {
    let FileText::OnDisk { path, size, modified_ns: before } = kept else { return };
    let same = std::fs::metadata(path).is_ok_and(|m| m.len() == *size && modified_ns(&m) == *before);
    if !same {
        let done = "what was read may be partly old and partly new; reload";
        sink.problem(Origin::default(), ProblemKind::FileChanged, "", "", done);
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "unknown cause".to_owned())
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
