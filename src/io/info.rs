//! The numbers of each file that `borderline info` prints.

use std::fmt;

use serde::{Serialize, Serializer};

use super::fingerprint::fingerprint;
use super::load::Loaded;
use super::problem::Problem;
use super::report::{FileReport, grouped};
use super::table_mapping::Mapping;
use crate::model::{BAD_PLACE, EventRef, Kind, PlacePrecision, Precision};

/// What there is to say of one file.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FileSummary {
    /// Path as it was opened, or the name where there is none.
    pub path: String,
    /// Id of the format; empty if none fits.
    pub format: String,
    /// Why that format.
    pub why: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the file; `null` where it is not on disk or was not read to its end.
    pub sha256: Option<String>,
    /// Encoding and how it was found.
    pub encoding: String,
    /// What stands between the fields of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// The columns of a table without a known format: what each says, and its name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// The sheets of a workbook.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// Rows met.
    pub rows_seen: u64,
    /// Rows that became events.
    pub rows_loaded: u64,
    /// Rows that did not.
    pub rows_skipped: u64,
    /// Every kind of trouble.
    pub problems: Vec<ProblemSummary>,
    /// First day of the first event, ISO 8601.
    pub first: Option<String>,
    /// Last day of the last event, ISO 8601.
    pub last: Option<String>,
    /// How sure the dates are.
    pub dates: Dates,
    /// Coordinates.
    pub places: Places,
    /// Events by precision of the date.
    pub date_precision: Counts,
    /// Events by precision of the place.
    pub place_precision: Counts,
    /// Sums of fatalities as the data set counts them; `null` where no event has a count.
    pub fatalities: Fatalities,
    /// Events by kind.
    pub kinds: Counts,
    /// Remarks on the file as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Why reading ended early.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// One kind of trouble.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemSummary {
    /// Id of the kind.
    pub kind: &'static str,
    /// How often it was met.
    pub count: u64,
    /// The first examples.
    pub first: Vec<Example>,
}

/// Where a trouble stands.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The record; the header is row 1 in files that have one.
    pub row: u32,
    /// The column; empty for the whole record.
    pub column: String,
    /// Byte where the record begins in the text of the file.
    pub byte: u64,
    /// The text that gave the trouble.
    pub value: String,
    /// What was done about it.
    pub done: String,
}

/// How sure the dates are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// The day or less is known.
    pub exact: u64,
    /// A week, month, year or range is known.
    pub partial: u64,
    /// No date.
    pub missing: u64,
}

/// Coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Places {
    /// Valid coordinates.
    pub ok: u64,
    /// No coordinates given.
    pub missing: u64,
    /// Coordinates given that are no place on Earth.
    pub invalid: u64,
}

/// Sums over all events that have a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fatalities {
    /// Lowest estimates.
    pub low: Option<u64>,
    /// Best estimates.
    pub best: Option<u64>,
    /// Highest estimates.
    pub high: Option<u64>,
}

/// Counts by word, in a fixed order; words without events are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub Vec<(&'static str, u64)>);

impl Counts {
    fn of(words: impl Iterator<Item = &'static str>) -> Self {
        Self(words.map(|word| (word, 0)).collect())
    }

    fn add(&mut self, word: &str) {
        if let Some((_, count)) = self.0.iter_mut().find(|(w, _)| *w == word) {
            *count += 1;
        }
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}

/// What there is to say of each file of a load.
pub fn summaries(loaded: &Loaded) -> Vec<FileSummary> {
    let mut all: Vec<Tally> = loaded.reports.iter().map(Tally::new).collect();
    let mut by_file: Vec<Option<usize>> = vec![None; loaded.dataset.files().len()];
    for (index, report) in loaded.reports.iter().enumerate() {
        if let Some(slot) = report.file.and_then(|file| by_file.get_mut(usize::from(file))) {
            *slot = Some(index);
        }
    }
    for event in loaded.dataset.events() {
        let index = by_file.get(usize::from(event.origin().file)).copied().flatten();
        if let Some(tally) = index.and_then(|index| all.get_mut(index)) {
            tally.add(event);
        }
    }
    all.into_iter().map(Tally::finish).collect()
}

/// The summaries as JSON, a list with one object a file.
///
/// # Errors
/// Never in practice: all keys are text.
pub fn to_json(summaries: &[FileSummary]) -> serde_json::Result<String> {
    serde_json::to_string_pretty(summaries)
}

#[derive(Default)]
struct Tally {
    summary: FileSummary,
    days: Option<(i64, i64)>,
    tolls: Option<(u64, u64, u64)>,
}

impl Tally {
    fn new(report: &FileReport) -> Self {
        let problems = report.problems.iter().map(|(kind, count, first)| ProblemSummary {
            kind: kind.id(),
            count,
            first: first.iter().map(example).collect(),
        });
        let summary = FileSummary {
            path: report.path.as_ref().map_or_else(|| report.name.clone(), |p| p.display().to_string()),
            format: report.format.to_owned(),
            why: report.why.clone(),
            bytes: report.bytes,
            // A file that was not read to its end may be endless.
            sha256: report
                .path
                .as_ref()
                .filter(|_| report.error.is_none())
                .and_then(|path| fingerprint(path).ok()),
            encoding: report.encoding.clone(),
            separator: report.delimiter,
            mapping: report.mapping.clone(),
            sheets: report.sheets.clone(),
            rows_seen: report.rows_seen(),
            rows_loaded: report.rows_loaded(),
            rows_skipped: report.rows_skipped(),
            problems: problems.collect(),
            date_precision: Counts::of(Precision::ALL.iter().map(|p| p.id())),
            place_precision: Counts::of(PlacePrecision::ALL.iter().map(|p| p.id())),
            kinds: Counts::of(Kind::ALL.iter().map(|k| k.id())),
            notes: report.notes.clone(),
            error: report.error.clone(),
            ..FileSummary::default()
        };
        Self { summary, ..Self::default() }
    }

    fn add(&mut self, event: EventRef<'_>) {
        let s = &mut self.summary;
        match event.when() {
            None => s.dates.missing += 1,
            Some(when) => {
                let exact = when.precision.is_exact_day();
                *(if exact { &mut s.dates.exact } else { &mut s.dates.partial }) += 1;
                s.date_precision.add(when.precision.id());
                let (start, end) = (when.span.start().0, when.span.end().0 - 1);
                let (first, last) = self.days.unwrap_or((start, end));
                self.days = Some((first.min(start), last.max(end)));
            }
        }
        match event.at() {
            Some(_) => s.places.ok += 1,
            None if event.flags() & BAD_PLACE != 0 => s.places.invalid += 1,
            None => s.places.missing += 1,
        }
        s.place_precision.add(event.place_precision().id());
        s.kinds.add(event.kind().id());
        if let Some(toll) = event.toll() {
            let (low, best, high) = self.tolls.unwrap_or_default();
            let [a, b, c] = [toll.low, toll.best, toll.high].map(u64::from);
            self.tolls = Some((low + a, best + b, high + c));
        }
    }

    fn finish(self) -> FileSummary {
        let iso = |secs: i64| crate::model::Instant(secs).date().to_string();
        let mut s = self.summary;
        s.first = self.days.map(|d| iso(d.0));
        s.last = self.days.map(|d| iso(d.1));
        s.fatalities = Fatalities {
            low: self.tolls.map(|t| t.0),
            best: self.tolls.map(|t| t.1),
            high: self.tolls.map(|t| t.2),
        };
        for counts in [&mut s.date_precision, &mut s.place_precision, &mut s.kinds] {
            counts.0.retain(|(_, count)| *count > 0);
        }
        s
    }
}

fn example(problem: &Problem) -> Example {
    Example {
        row: problem.row,
        column: problem.column.clone().into_owned(),
        byte: problem.byte,
        value: problem.value.clone(),
        done: problem.done.clone().into_owned(),
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(|(word, n)| format!("{word} {}", grouped(*n))).collect();
        f.write_str(&if parts.is_empty() { "none".to_owned() } else { parts.join(", ") })
    }
}

impl fmt::Display for FileSummary {
    /// Several lines for people, without a line end behind the last.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [seen, loaded, skipped] = [self.rows_seen, self.rows_loaded, self.rows_skipped].map(grouped);
        write!(f, "{}", self.path)?;
        if let Some(error) = &self.error {
            write!(f, "\n  error       {error}")?;
        }
        if self.format.is_empty() {
            return Ok(());
        }
        write!(f, "\n  format      {}, {}", self.format, self.encoding)?;
        if !self.why.is_empty() {
            write!(f, "\n              because {}", self.why)?;
        }
        if let Some(sha256) = &self.sha256 {
            write!(f, "\n  file        {} bytes, SHA-256 {sha256}", grouped(self.bytes))?;
        }
        write!(f, "\n  rows        {seen} seen, {loaded} loaded, {skipped} skipped")?;
        if let (Some(first), Some(last)) = (&self.first, &self.last) {
            write!(f, "\n  period      {first} to {last}")?;
        }
        let Dates { exact, partial, missing } = self.dates;
        write!(
            f,
            "\n  dates       {} exact, {} partial, {} missing",
            grouped(exact),
            grouped(partial),
            grouped(missing)
        )?;
        write!(f, "\n              {}", self.date_precision)?;
        let Places { ok, missing, invalid } = self.places;
        write!(
            f,
            "\n  places      {} ok, {} missing, {} invalid",
            grouped(ok),
            grouped(missing),
            grouped(invalid)
        )?;
        write!(f, "\n              {}", self.place_precision)?;
        match (self.fatalities.low, self.fatalities.best, self.fatalities.high) {
            (Some(low), Some(best), Some(high)) => {
                let [low, best, high] = [low, best, high].map(grouped);
                write!(f, "\n  fatalities  low {low}, best {best}, high {high}")?;
            }
            _ => write!(f, "\n  fatalities  not given")?,
        }
        write!(f, "\n  kinds       {}", self.kinds)?;
        for problem in &self.problems {
            let rows: Vec<String> = problem.first.iter().take(5).map(|e| e.row.to_string()).collect();
            let more = if problem.count > 5 { ", …" } else { "" };
            write!(
                f,
                "\n  problem     {} × {} (rows {}{more})",
                grouped(problem.count),
                problem.kind,
                rows.join(", ")
            )?;
        }
        self.notes.iter().try_for_each(|note| write!(f, "\n  note        {note}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{load_bytes, sample::sample};

    #[test]
    fn the_sample_in_numbers() {
        let info = summaries(&sample());
        assert_eq!(info.len(), 1);
        let s = &info[0];
        assert_eq!((s.rows_seen, s.rows_loaded, s.rows_skipped), (16, 16, 0));
        assert_eq!((s.first.as_deref(), s.last.as_deref()), (Some("2007-01-01"), Some("2025-12-31")));
        assert_eq!(s.dates, Dates { exact: 4, partial: 12, missing: 0 });
        assert_eq!(s.places, Places { ok: 3, missing: 13, invalid: 0 });
        assert_eq!(s.fatalities, Fatalities::default());
        let json: serde_json::Value = serde_json::from_str(&to_json(&info).unwrap()).unwrap();
        assert_eq!(json[0]["date_precision"]["part-of-day"], 4);
        assert_eq!(json[0]["kinds"]["diplomacy"], 4);
        assert!(json[0]["fatalities"]["best"].is_null());
    }

    #[test]
    fn a_file_that_is_none_says_why() {
        let info = summaries(&load_bytes("notes.txt", b"hello world\n".as_slice()));
        let text = info[0].to_string();
        assert!(text.starts_with("notes.txt\n  error       not recognised as an event file"), "{text}");
    }
}
