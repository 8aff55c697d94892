//! Events out to files that other programs read, one file a format, with what the format cannot say named.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::export_csv::Csv;
use super::export_geojson::GeoJson;
use super::export_json::BorderlineJson;
use super::export_kml::Kml;
use super::export_parquet::Parquet;
use super::job::Job;
use super::report::grouped;
use super::save::{SaveError, save};
use crate::model::{Dataset, EventId, EventRef, PlacePrecision, Precision};

/// Every format that events can be written in, in the order in which they are offered.
pub static EXPORTS: &[&dyn ExportFormat] = &[&Csv, &GeoJson, &Kml, &Parquet, &BorderlineJson];

/// A way to write events.
pub trait ExportFormat: Sync {
    /// The word that the command line uses.
    fn id(&self) -> &'static str;
    /// The name for people.
    fn label(&self) -> &'static str;
    /// The usual extension without the dot.
    fn extension(&self) -> &'static str;
    /// In one line: what is kept in it.
    fn what(&self) -> &'static str;
    /// Whether [`TextCells`] makes a difference.
    fn has_text_cells(&self) -> bool {
        false
    }
    /// Writes all events, one after the other.
    ///
    /// # Errors
    /// When writing fails.
    fn write(
        &self,
        events: &mut dyn Iterator<Item = EventRef<'_>>,
        options: &ExportOptions,
        to: &mut (dyn Write + Send),
    ) -> io::Result<Losses>;
}

/// The format of an id.
pub fn export_by_id(id: &str) -> Option<&'static dyn ExportFormat> {
    EXPORTS.iter().copied().find(|format| format.id() == id)
}

/// The format that a file's extension names.
pub fn export_by_extension(path: &Path) -> Option<&'static dyn ExportFormat> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    EXPORTS.iter().copied().find(|format| format.extension() == extension)
}

/// How texts stand in the cells of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextCells {
    /// An apostrophe stands before texts that a spreadsheet would run as a formula.
    #[default]
    SafeForSpreadsheets,
    /// As they are.
    Exact,
}

/// How events are written.
#[derive(Clone, Copy, Debug, Default)]
pub struct ExportOptions {
    /// How texts stand in cells.
    pub cells: TextCells,
}

/// What came of an export.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Events written.
    pub events: u64,
    /// What the format could not say of them.
    pub losses: Losses,
}

/// Writes the events with these rows to a file, whole or not at all.
///
/// # Errors
/// When the file cannot be written or the job is stopped; an older file then stays as it was.
pub fn export(
    data: &Dataset,
    rows: &[EventId],
    format: &dyn ExportFormat,
    options: &ExportOptions,
    path: &Path,
    job: &Job,
) -> Result<Exported, SaveError> {
    let mut exported = Exported::default();
    job.expect_bytes(rows.len() as u64);
    save(path, |to| {
        let mut events = rows.iter().map_while(|&row| if job.is_cancelled() { None } else { Some(row) });
        let mut events = events.by_ref().filter_map(|row| data.event(row)).inspect(|_| {
            exported.events += 1;
            job.add_bytes(1);
        });
        exported.losses = format.write(&mut events, options, to)?;
        // Texts that could not be read again would be missing without a word.
        data.check_texts().map_err(io::Error::other)?;
        // A stopped export ends early, and half a file is none.
        if job.is_cancelled() { Err(io::Error::other("it was stopped")) } else { Ok(()) }
    })?;
    Ok(exported)
}

/// Says no where the file is one of those that were read, also under another name: those are never written.
///
/// # Errors
/// When it is one.
pub fn refuse_inputs(path: &Path, inputs: &[PathBuf]) -> Result<(), SaveError> {
    let Ok(target) = std::fs::canonicalize(path) else { return Ok(()) };
    let is_input = |input: &PathBuf| std::fs::canonicalize(input).is_ok_and(|input| input == target);
    if !inputs.iter().any(is_input) {
        return Ok(());
    }
    let why = "the events are read from it, and files that are read are never written";
    Err(SaveError { path: path.to_owned(), cause: io::Error::new(io::ErrorKind::InvalidInput, why) })
}

/// What a format cannot say of the events written in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// How many events, and what of them.
    pub list: Vec<(u64, &'static str)>,
}

impl Losses {
    /// The losses that occurred.
    pub fn of(list: &[(u64, &'static str)]) -> Self {
        Self { list: list.iter().copied().filter(|(events, _)| *events > 0).collect() }
    }

    /// Sentences, one a loss: "3 events: relations are only text".
    pub fn in_words(&self) -> Vec<String> {
        let word = |&(n, what): &(u64, &str)| {
            let events = if n == 1 { "event" } else { "events" };
            format!("{} {events}: {what}", grouped(n))
        };
        self.list.iter().map(word).collect()
    }
}

/// Counts the events of which something is hard to say.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// Claims that do not come back from their words as they were.
    pub claims_in_words: u64,
    /// Actors of which names or roles do not come back.
    pub actors_in_words: u64,
    /// Sources of which parts do not come back.
    pub sources_in_words: u64,
    /// Events with relations to others.
    pub relations: u64,
    /// Relations that do not come back as they were.
    pub relations_in_words: u64,
    /// Events without coordinates.
    pub unplaced: u64,
    /// Events whose coordinates only stand for an area or a line.
    pub areas: u64,
    /// Events that lie somewhere within a span, or are known only to a part of a day.
    pub spans: u64,
    /// Events without a date.
    pub undated: u64,
    /// Texts with characters that the format forbids.
    pub forbidden: u64,
}

impl Tally {
    /// Counts what does not depend on words.
    pub fn count(&mut self, event: EventRef<'_>) {
        let precision = event.place_precision();
        match event.at() {
            None => self.unplaced += 1,
            Some(_) if !precision.is_point() || precision == PlacePrecision::Unknown => self.areas += 1,
            Some(_) => {}
        }
        match event.when().map(|when| when.precision) {
            None => self.undated += 1,
            Some(Precision::Week | Precision::Range | Precision::PartOfDay) => self.spans += 1,
            Some(_) => {}
        }
    }

    /// What every row of named cells loses.
    pub fn of_words(&self) -> [(u64, &'static str); 4] {
        [
            (self.claims_in_words, "claims are text that cannot be taken apart again"),
            (self.actors_in_words, "actors are text that cannot be taken apart again"),
            (self.sources_in_words, "sources are text that cannot be taken apart again"),
            (self.relations_in_words, "relations are text that cannot be taken apart again"),
        ]
    }
}

#[cfg(test)]
#[path = "export_tests.rs"]
mod tests;
