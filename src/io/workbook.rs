//! Workbooks: the sheet that holds events is found, and its rows go through the readers of tables as text.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::archive::names_in;
use super::csv_text::{Serials, push_record};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::kmz::listed;
use super::limits::Limits;
use super::report::grouped;
use super::sink::FileSink;
use super::workbook_cells::Book;
use super::workbook_choice::{PREVIEW_ROWS, Plan, Worth, headed, plan};

/// Most sheets that are looked at.
const MOST_SHEETS: usize = 64;

/// Bytes of a sheet by which it is judged.
const PREVIEW_BYTES: usize = 64 << 10;

/// Workbooks of office programs.
pub struct Workbook;

impl Format for Workbook {
    fn id(&self) -> &'static str {
        "workbook"
    }

    fn label(&self) -> &'static str {
        "Workbook"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["xlsx", "xlsm", "xls", "ods"]
    }

    fn what(&self) -> &'static str {
        "the sheet with events, as any table format or any table; dates as cells, day numbers or text"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn holds_others(&self) -> bool {
        true
    }

    fn sniff(&self, head: &Head) -> Fit {
        if head.bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
            return Fit::Sure;
        }
        let names = names_in(head);
        let has = |wanted: &str| names.iter().any(|name| name == wanted || name.starts_with(wanted));
        let ods = b"application/vnd.oasis.opendocument.spreadsheet";
        let start = head.bytes.get(..200).unwrap_or(&head.bytes);
        if has("xl/") || memchr::memmem::find(start, ods).is_some() {
            Fit::Sure
        } else if has("[Content_Types].xml") || has("content.xml") {
            Fit::Maybe
        } else {
            Fit::No
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut book = Book::open(input)?;
        let sheets = book.sheets()?;
        out.has_sheets(&sheets);
        let (plan, others) = choose(&mut book, &sheets, input)?;
        let mut serials = Serials::new(&plan.names, book.first_day());
        let (text, beyond) = sheet_text(&mut book, &plan, &mut serials, input.limits())?;
        drop(book);
        let mut inner = input.unpacked(&plan.sheet, &Arc::from(text.into_bytes()))?;
        out.read_from(&inner, format!("cells of the sheet \"{}\"", plan.sheet));
        say(&plan, &others, &serials, beyond, out);
        plan.format.read(&mut inner, out)
    }
}

impl Workbook {
    /// The names of all sheets, and the first rows of the one that is chosen or holds events as comma-separated text.
    ///
    /// # Errors
    /// When the workbook cannot be read or has no such sheet.
    pub fn first_rows(input: &mut Input<'_>) -> Result<(Vec<String>, String), ReadError> {
        let mut book = Book::open(input)?;
        let sheets = book.sheets()?;
        let plan = match choose(&mut book, &sheets, input) {
            Ok((plan, _)) => plan,
            Err(error) => widest(&mut book, &sheets, input).ok_or(error)?,
        };
        let mut text = String::new();
        push_record(plan.names.iter().map(String::as_str), plan.names.len(), &mut text);
        for row in preview(&mut book, &plan.sheet)?.iter().skip(plan.first_row) {
            push_record(row.iter().map(String::as_str), plan.names.len(), &mut text);
        }
        Ok((sheets, text))
    }
}

/// The chosen sheet, or the one with the widest row of names, where none holds events as far as can be told.
fn widest(book: &mut Book<'_>, sheets: &[String], input: &Input<'_>) -> Option<Plan> {
    let wanted = input.choices().sheet;
    let candidates = sheets.iter().take(MOST_SHEETS).filter(|name| wanted.is_none_or(|w| w == *name));
    let plans = candidates.filter_map(|name| headed(name, &preview(book, name).ok()?));
    plans.max_by_key(|plan| plan.names.len()).filter(|plan| plan.names.len() > 1)
}

/// The sheet to read, and the others with a word on each.
fn choose(
    book: &mut Book<'_>,
    sheets: &[String],
    input: &Input<'_>,
) -> Result<(Plan, Vec<String>), ReadError> {
    let choices = input.choices();
    if let Some(wanted) = choices.sheet.filter(|wanted| !sheets.iter().any(|name| name == wanted)) {
        let listed = listed(sheets);
        return Err(ReadError::Workbook(format!("there is no sheet \"{wanted}\", but {listed}")));
    }
    let mut plans = Vec::new();
    let mut counts = false;
    for sheet in sheets.iter().take(MOST_SHEETS) {
        let rows = preview(book, sheet)?;
        let plan = plan(sheet, &rows, choices);
        counts |= plan.worth == Worth::Counts;
        plans.push(plan);
    }
    let best = match choices.sheet {
        Some(wanted) => plans.iter().position(|plan| plan.sheet == wanted),
        // Of equally good ones the first.
        None => (0..plans.len()).rev().max_by_key(|&i| plans.get(i).map(|plan| plan.worth)),
    };
    let Some(best) = best.filter(|&i| plans.get(i).is_some_and(Plan::is_readable)) else {
        return Err(ReadError::NoEvents(if counts {
            "the workbook holds counts by place and period, not single events".to_owned()
        } else {
            format!("no sheet has columns with dates or places (sheets: {})", listed(sheets))
        }));
    };
    let chosen = plans.swap_remove(best);
    let note = |plan: Plan| match plan.worth {
        Worth::Counts => format!("{} (counts, not events)", plan.sheet),
        _ if plan.is_readable() => format!("{} (also a table of events)", plan.sheet),
        _ => plan.sheet,
    };
    let others = sheets.iter().filter_map(|name| plans.iter().position(|plan| plan.sheet == *name));
    let others: Vec<usize> = others.collect();
    let mut plans: Vec<Option<Plan>> = plans.into_iter().map(Some).collect();
    let others =
        others.into_iter().filter_map(|i| plans.get_mut(i).and_then(Option::take)).map(note).collect();
    Ok((chosen, others))
}

fn preview(book: &mut Book<'_>, sheet: &str) -> Result<Vec<Vec<String>>, ReadError> {
    let (mut rows, mut bytes) = (Vec::new(), 0);
    let _ = book.each_row(sheet, &mut |row| {
        bytes += row.iter().map(|cell| cell.len() + 1).sum::<usize>();
        rows.push(row.to_vec());
        let full = rows.len() >= PREVIEW_ROWS || bytes > PREVIEW_BYTES;
        Ok(if full { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    Ok(rows)
}

/// The sheet from its head on as comma-separated text, and how many cells stood too far to the right.
fn sheet_text(
    book: &mut Book<'_>,
    plan: &Plan,
    serials: &mut Serials,
    limits: &Limits,
) -> Result<(String, u64), ReadError> {
    let mut text = String::new();
    push_record(plan.names.iter().map(String::as_str), plan.names.len(), &mut text);
    let mut row_number = 0;
    let most = limits.decoded_bytes;
    let beyond = book.each_row(&plan.sheet, &mut |row| {
        row_number += 1;
        if row_number > plan.first_row {
            let cells = row.iter().enumerate().map(|(column, cell)| serials.text(column, cell));
            let cells: Vec<_> = cells.collect();
            push_record(cells.iter().map(AsRef::as_ref), plan.names.len(), &mut text);
        }
        if text.len() as u64 > most {
            Err(ReadError::TooMuchText { limit: most })
        } else {
            Ok(ControlFlow::Continue(()))
        }
    })?;
    Ok((text, beyond))
}

fn say(plan: &Plan, others: &[String], serials: &Serials, beyond: u64, out: &mut FileSink<'_>) {
    let unread = if others.is_empty() { String::new() } else { format!("; not read: {}", listed(others)) };
    out.note(format!("Read from the sheet \"{}\" as {}{unread}.", plan.sheet, plan.format.label()));
    if plan.first_row > 1 {
        let n = plan.first_row;
        out.note(format!(
            "The table begins in filled row {n} of the sheet; row 1 of this report is its head."
        ));
    }
    if plan.is_merged {
        out.note("The head takes two rows; their names were put together.");
    }
    if serials.converted > 0 {
        out.note(format!("Dates given as day numbers were read as days: {}.", grouped(serials.converted)));
    }
    if beyond > 0 {
        out.note(format!("Cells too far to the right were not read: {}.", grouped(beyond)));
    }
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
