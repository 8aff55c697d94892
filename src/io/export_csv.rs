//! Events as CSV: one row an event, safe to open in a spreadsheet unless an exact copy is asked for.

use std::io::{self, Write};

use super::export::{ExportFormat, ExportOptions, Losses, Tally, TextCells};
use super::export_row::{COLUMNS, Cell, row};
use crate::model::EventRef;

/// CSV.
pub struct Csv;

impl ExportFormat for Csv {
    fn id(&self) -> &'static str {
        "csv"
    }

    fn label(&self) -> &'static str {
        "CSV table"
    }

    fn extension(&self) -> &'static str {
        "csv"
    }

    fn what(&self) -> &'static str {
        "one row an event with dates, places and counts as sure as they are; claims, sources and relations in words"
    }

    fn has_text_cells(&self) -> bool {
        true
    }

    fn write(
        &self,
        events: &mut dyn Iterator<Item = EventRef<'_>>,
        options: &ExportOptions,
        to: &mut (dyn Write + Send),
    ) -> io::Result<Losses> {
        let mut tally = Tally::default();
        if options.cells == TextCells::SafeForSpreadsheets {
            // Without the mark spreadsheets take UTF-8 for the encoding of their country.
            to.write_all("\u{feff}".as_bytes())?;
        }
        let names = COLUMNS.map(|(name, _)| name);
        to.write_all(names.join(",").as_bytes())?;
        let mut line = String::new();
        for event in events {
            line.clear();
            for (n, cell) in row(event, &mut tally).iter().enumerate() {
                line.push(if n == 0 { '\n' } else { ',' });
                push_cell(cell, options.cells, &mut line);
            }
            to.write_all(line.as_bytes())?;
        }
        to.write_all(b"\n")?;
        Ok(Losses::of(&tally.of_words()))
    }
}

fn push_cell(cell: &Cell<'_>, cells: TextCells, line: &mut String) {
    match cell {
        Cell::Empty => {}
        Cell::Count(n) => line.push_str(&n.to_string()),
        Cell::Degrees(degrees) => line.push_str(&degrees.to_string()),
        Cell::Text(text) => {
            let apostrophe = cells == TextCells::SafeForSpreadsheets && is_formula(text);
            let quoted = text.contains([',', '"', '\n', '\r', '\t', ';']) || text.trim() != text;
            if quoted {
                line.push('"');
            }
            if apostrophe {
                line.push('\'');
            }
            if quoted {
                line.push_str(&text.replace('"', "\"\""));
                line.push('"');
            } else {
                line.push_str(text);
            }
        }
    }
}

/// Whether a spreadsheet would take the text for a formula; also where apostrophes stand before it, of which the
/// reader takes one away. Blanks in front do not help: some spreadsheets drop them.
pub fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    let starts = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];
    text.starts_with(starts) || text.trim_start_matches([' ', '\u{a0}', '\n']).starts_with(starts)
}

/// The text of a cell without the apostrophe that keeps it from being a formula.
pub fn without_apostrophe(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}
