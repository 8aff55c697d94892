//! Which row of a sheet is its head, and which format its rows have: every row at the top is tried as one.

use super::choices::Choices;
use super::counts::holds_counts;
use super::csv::Header;
use super::csv_text::push_record;
use super::format::{FORMATS, Fit, Format, Head, Shape};

/// Rows of a sheet by which it is judged.
pub const PREVIEW_ROWS: usize = 40;
/// Rows at the top that may be the head.
const HEAD_ROWS: usize = 20;

/// What a sheet is worth, from least to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// No table of events.
    Nothing,
    /// Sums by place and period.
    Counts,
    /// A table with dates or places under names of its own, with the number of columns that were understood.
    Table(usize),
    /// Nearly the columns of a known format.
    Likely,
    /// The columns of a known format.
    Known,
}

/// How a sheet is to be read.
pub struct Plan {
    /// Its name.
    pub sheet: String,
    /// What it is worth.
    pub worth: Worth,
    /// The names of its columns.
    pub names: Vec<String>,
    /// Number of filled rows up to the end of the head.
    pub first_row: usize,
    /// Whether the head takes two rows.
    pub is_merged: bool,
    /// The format of the rows.
    pub format: &'static dyn Format,
}

impl Plan {
    /// Whether there are events to be read.
    pub fn is_readable(&self) -> bool {
        self.worth > Worth::Counts
    }
}

/// The best way to read a sheet of which these are the first rows, as chosen or as the format that fits best.
pub fn plan(sheet: &str, rows: &[Vec<String>], choices: Choices<'_>) -> Plan {
    let format: &'static dyn Format = choices.format.unwrap_or(&super::table::AnyTable);
    let nothing = Plan {
        sheet: sheet.to_owned(),
        worth: Worth::Nothing,
        names: Vec::new(),
        first_row: 0,
        is_merged: false,
        format,
    };
    let mut best = nothing;
    for at in 0..rows.len().min(HEAD_ROWS) {
        for (names, used) in heads(rows, at) {
            let (worth, format) = judge(&names, rows.get(at + used..).unwrap_or_default(), choices);
            // Of a head of one row and the same head with the row below, the one that names more columns is meant.
            let fuller = best.first_row == at + 1 && named(&names) > named(&best.names);
            if worth > best.worth || (worth == best.worth && worth > Worth::Nothing && used > 1 && fuller) {
                let (first_row, is_merged) = (at + used, used > 1);
                best = Plan { worth, names, first_row, is_merged, format, ..best };
            }
        }
    }
    best
}

/// A sheet of which no row says that events stand below: the first of its fullest rows is taken for the head.
pub fn headed(sheet: &str, rows: &[Vec<String>]) -> Option<Plan> {
    let top = rows.get(..rows.len().min(HEAD_ROWS))?;
    let at = (0..top.len()).rev().max_by_key(|&at| top.get(at).map(|row| named(row)))?;
    Some(Plan {
        sheet: sheet.to_owned(),
        worth: Worth::Table(0),
        names: rows.get(at)?.clone(),
        first_row: at + 1,
        is_merged: false,
        format: &super::table::AnyTable,
    })
}

fn named(names: &[String]) -> usize {
    names.iter().filter(|name| !name.is_empty()).count()
}

/// What the rows are worth under these names.
fn judge(names: &[String], rows: &[Vec<String>], choices: Choices<'_>) -> (Worth, &'static dyn Format) {
    let any: &'static dyn Format = &super::table::AnyTable;
    if named(names) < 2 {
        return (Worth::Nothing, any);
    }
    let mut text = String::new();
    push_record(names.iter().map(String::as_str), names.len(), &mut text);
    for row in rows {
        push_record(row.iter().map(String::as_str), names.len(), &mut text);
    }
    let head = Head { bytes: text.into_bytes(), whole: true, ..Head::default() };
    let worth = |fit| match fit {
        Fit::Sure => Worth::Known,
        Fit::Maybe => Worth::Likely,
        Fit::No => Worth::Nothing,
    };
    if let Some(mapping) = choices.mapping {
        let header = Header::new(names.to_vec());
        let found = mapping.columns.keys().filter(|field| mapping.column(**field, &header).found());
        return (Worth::Table(found.count()), any);
    }
    if let Some(format) = choices.format {
        // What is forced is read even where its columns are not all there.
        return (worth(format.sniff(&head)).max(Worth::Table(0)), format);
    }
    let known = FORMATS
        .iter()
        .copied()
        .filter(|f| f.shape() == Shape::Table && !f.holds_others() && f.id() != any.id());
    let fits = known.map(|format| (worth(format.sniff(&head)), format));
    let best = fits.rev().max_by_key(|(worth, _)| *worth).filter(|(worth, _)| *worth > Worth::Nothing);
    if let Some(best) = best {
        return best;
    }
    if holds_counts(&head) {
        return (Worth::Counts, any);
    }
    match super::table_guess::understood(&head) {
        0 => (Worth::Nothing, any),
        columns => (Worth::Table(columns), any),
    }
}

/// The names that the row, or the row and the one below it, give to the columns, with the number of rows they take.
fn heads(rows: &[Vec<String>], at: usize) -> Vec<(Vec<String>, usize)> {
    let Some(row) = rows.get(at) else { return Vec::new() };
    let mut out = vec![(row.clone(), 1)];
    let Some([below, first_data]) = rows.get(at + 1..at + 3) else { return out };
    let is_name = |cell: &String| !cell.starts_with(|c: char| c.is_ascii_digit() || "-+#".contains(c));
    let gaps = row.iter().filter(|cell| cell.is_empty()).count() + below.len().saturating_sub(row.len());
    let names = row.iter().chain(below).all(is_name) && !first_data.iter().all(is_name);
    if gaps == 0 || !names || named(row) < 2 {
        return out;
    }
    let width = row.len().max(below.len());
    let cell = |row: &[String], i: usize| row.get(i).cloned().unwrap_or_default();
    let lower: Vec<String> = (0..width)
        .map(|i| Some(cell(below, i)).filter(|name| !name.is_empty()).unwrap_or_else(|| cell(row, i)))
        .collect();
    // A merged cell shows its text in its first column only.
    let mut group = String::new();
    let both = (0..width).map(|i| {
        let upper = cell(row, i);
        if !upper.is_empty() {
            group.clone_from(&upper);
        }
        match (cell(below, i), group.as_str()) {
            (name, _) if name.is_empty() => upper,
            (name, group) => format!("{group} {name}"),
        }
    });
    let both: Vec<String> = both.collect();
    out.extend([(lower, 2), (both, 2)]);
    out
}
