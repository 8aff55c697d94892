//! Shows the first rows of a table as the events that a mapping makes of them, before the file is loaded.

use std::sync::Arc;

use super::csv_text::push_record;
use super::format::ReadError;
use super::input::Input;
use super::job::Job;
use super::load::{LoadOptions, Source, load};
use super::report::FileReport;
use super::table::AnyTable;
use super::table_guess::{Guess, guess};
use super::table_mapping::Mapping;
use super::table_sample::{Sample, sample};
use super::workbook::Workbook;
use crate::model::Event;

/// The first rows of a table.
#[derive(Clone, Debug)]
pub struct TableStart {
    /// Names of the columns and cells of the first rows.
    pub sample: Sample,
    /// How the table would be read without further word.
    pub guess: Guess,
    /// The sheets of a workbook; empty for other files.
    pub sheets: Vec<String>,
}

/// What a mapping makes of the first rows.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The events in the order of the rows.
    pub events: Vec<Event>,
    /// What was wrong with the rows, and what was decided.
    pub report: FileReport,
}

/// Reads the beginning of a table: of a workbook the sheet that the options name, or the one with events.
///
/// # Errors
/// When the source cannot be opened or holds no table.
pub fn open_table(source: &Source, options: &LoadOptions) -> Result<TableStart, ReadError> {
    let job = Job::default();
    let mut input = match source {
        Source::Path(path) => Input::open(path, options.encoding, &options.limits, &job)?,
        Source::Bytes { name, bytes } => {
            Input::from_bytes(name, bytes, options.encoding, &options.limits, &job)?
        }
    };
    input.choose(options.choices());
    let mut sheets = Vec::new();
    let found = if super::raw::is_binary(&input.head().bytes) {
        let (names, text) = Workbook::first_rows(&mut input)?;
        sheets = names;
        let inner = input.unpacked("", &Arc::from(text.into_bytes()))?;
        sample(inner.head())
    } else {
        sample(input.head())
    };
    let no_table = || ReadError::Unrecognised("there is no table of at least two columns in it".to_owned());
    let sample = found.ok_or_else(no_table)?;
    let guess = guess(&sample);
    Ok(TableStart { sample, guess, sheets })
}

/// Makes events of the first `rows` rows of a table.
pub fn preview(mapping: &Mapping, sample: &Sample, rows: usize) -> Preview {
    let mut text = String::new();
    for row in std::iter::once(&sample.names).chain(sample.rows.iter().take(rows)) {
        push_record(row.iter().map(String::as_str), sample.names.len(), &mut text);
    }
    let options =
        LoadOptions { format: Some(&AnyTable), mapping: Some(mapping.clone()), ..LoadOptions::default() };
    let source = Source::Bytes { name: "preview".into(), bytes: Arc::from(text.into_bytes()) };
    let mut loaded = load(&[source], &options, &Job::default());
    let mut rows: Vec<_> = loaded.dataset.events().collect();
    rows.sort_by_key(|event| event.origin().row);
    let events = rows.into_iter().map(crate::model::EventRef::to_event).collect();
    Preview { events, report: loaded.reports.pop().unwrap_or_default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::table_mapping::{Field, Ruined};

    const TEXT: &str = "Fecha;Lugar;Y;X\n11/10/2025;Kurram;33,9;70,1\n12/10/2025;Thal;33.368.000;70,5\n";

    #[test]
    fn the_guess_can_be_seen_and_changed_before_loading() {
        let source = Source::Bytes { name: "x.csv".into(), bytes: TEXT.as_bytes().into() };
        let table = open_table(&source, &LoadOptions::default()).unwrap();
        assert_eq!((table.sample.rows.len(), table.sheets.len()), (2, 0));
        let mut mapping = table.guess.mapping;
        let seen = preview(&mapping, &table.sample, 1);
        assert_eq!((seen.events.len(), seen.events[0].place.name.as_str()), (1, "Kurram"));
        mapping.set(Field::Title, Some(1), &table.sample.names);
        mapping.ruined = Ruined::Repair;
        let seen = preview(&mapping, &table.sample, 10);
        assert_eq!(seen.events[1].title, "Thal");
        assert!((seen.events[1].place.at.unwrap().lat() - 33.368).abs() < 1e-6);
        let options = LoadOptions { mapping: Some(mapping), ..LoadOptions::default() };
        assert_eq!(load(&[source], &options, &Job::default()).dataset.len(), 2);
    }
}
