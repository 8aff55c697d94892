//! Any table with dates or places: delimited text, sheets of workbooks, and JSON with a list of flat objects.

use super::csv::Header;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::json_rows::{KeyTable, each_object, is_json};
use super::report::grouped;
use super::rows::Rows;
use super::sink::FileSink;
use super::table_guess::{guess, understood};
use super::table_mapping::{Field, Mapping, Ruined};
use super::table_read::Reader;
use super::table_sample::{Sample, list_key, sample};

/// Any table.
pub struct AnyTable;

impl Format for AnyTable {
    fn id(&self) -> &'static str {
        "any-table"
    }

    fn label(&self) -> &'static str {
        "a table of events"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "txt", "json"]
    }

    fn what(&self) -> &'static str {
        "what its columns say by name and value, in many languages, or as a mapping file says"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        if understood(head) > 0 { Fit::Maybe } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let Some(sample) = sample(input.head()) else {
            return Err(ReadError::Unrecognised(
                "there is no table of at least two columns in it".to_owned(),
            ));
        };
        let mut mapping = match input.choices().mapping {
            Some(mapping) => {
                out.note("Columns are read as the mapping says.");
                note_missing(mapping, &sample, out);
                mapping.clone()
            }
            None => guessed(&sample, out),
        };
        if input.choices().ruined == Ruined::Repair {
            mapping.ruined = Ruined::Repair;
        }
        note_columns(&mapping, out);
        out.mapped(&mapping);
        let ruined = read_rows(&mapping, &sample, input, out)?;
        if ruined > 0 {
            out.note(format!(
                "Coordinates into which a spreadsheet has put points as in a large number: {}. They can be repaired in the import report, or by a mapping with ruined = \"repair\": the decimal point is set where the place comes closest to the others.",
                grouped(ruined)
            ));
        }
        Ok(())
    }
}

fn read_rows(
    mapping: &Mapping,
    sample: &Sample,
    input: &mut Input<'_>,
    out: &mut FileSink<'_>,
) -> Result<u64, ReadError> {
    if !is_json(input.head()) {
        let rows = Rows::open(input, out)?;
        let header = rows.header.clone();
        let begin = || Reader::new(mapping, sample, &header);
        let (readers, result) = rows.each_apart(input, out, begin, |reader, r, out| reader.row(r, out));
        return result.map(|()| readers.iter().map(Reader::ruined).sum());
    }
    let (mut table, most) = (KeyTable::default(), input.limits().columns);
    let mut reader = Reader::new(mapping, sample, &Header::default());
    let key = list_key(input.head());
    each_object(input, out, key, |members, at, out| {
        if table.take(members, most)? {
            reader.find(mapping, table.header());
            out.describe(|file| file.columns.clone_from(&table.header().names));
        }
        reader.row(&table.record(at), out)
    })?;
    Ok(reader.ruined())
}

fn guessed(sample: &Sample, out: &mut FileSink<'_>) -> Mapping {
    let guess = guess(sample);
    for note in guess.notes {
        out.note(note);
    }
    guess.mapping
}

fn note_missing(mapping: &Mapping, sample: &Sample, out: &mut FileSink<'_>) {
    let header = Header::new(sample.names.clone());
    let missing = mapping.columns.iter().filter(|(field, _)| !mapping.column(**field, &header).found());
    let missing: Vec<String> = missing.map(|(field, name)| format!("{} = \"{name}\"", field.id())).collect();
    if !missing.is_empty() {
        out.note(format!("The table has no such columns: {}.", missing.join(", ")));
    }
}

fn note_columns(mapping: &Mapping, out: &mut FileSink<'_>) {
    let columns = mapping.columns.iter().map(|(field, name)| format!("{} = \"{name}\"", field.id()));
    let columns: Vec<String> = columns.collect();
    out.note(format!("Columns: {}.", columns.join(", ")));
    if !mapping.has(Field::Date) && !mapping.has(Field::Year) {
        out.note("No column says when: events stand in the group without a date.");
    }
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
