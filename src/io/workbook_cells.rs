//! The rows of a workbook's sheets as text, one at a time and within bounds, whatever kind of workbook it is.

use std::fmt::Write as _;
use std::ops::ControlFlow;

use calamine::{DataType, ExcelDateTime, Reader, Xls, Xlsx};

use super::archive::Archive;
use super::csv_text::{DAY_ZERO_1900, DAY_ZERO_1904};
use super::format::ReadError;
use super::input::Input;
use super::limits::Limits;
use super::raw::Raw;
use super::workbook_ods::Ods;
use super::workbook_xls::check;

/// Takes one row at a time, as long as it goes on.
pub type TakeRow<'f> = dyn FnMut(&[String]) -> Result<ControlFlow<()>, ReadError> + 'f;

/// An open workbook.
pub enum Book<'a> {
    /// Office Open XML (`.xlsx`, `.xlsm`).
    Xlsx(Box<Xlsx<Raw<'a>>>, &'a Limits),
    /// The old binary format (`.xls`).
    Xls(Box<Xls<Raw<'a>>>, &'a Limits),
    /// `OpenDocument` (`.ods`).
    Ods(Ods<'a>),
}

impl<'a> Book<'a> {
    /// Opens the workbook that the input holds. What is read whole is counted first.
    ///
    /// # Errors
    /// When it is none, is locked with a password, or would grow past a limit.
    pub fn open(input: &mut Input<'a>) -> Result<Self, ReadError> {
        let limits = input.limits();
        if !input.head().bytes.starts_with(b"PK") {
            check(input.raw()?, input.size(), limits)?;
            let book = Xls::new(input.raw()?).map_err(|error| broken(&error))?;
            return Ok(Self::Xls(Box::new(book), limits));
        }
        let mut archive = Archive::open(input.raw()?, limits)?;
        if archive.has("content.xml") {
            let content = archive.unpack("content.xml")?;
            return Ok(Self::Ods(Ods::new(content.into(), input)));
        }
        // All of them: the workbook itself says which entries are its sheets.
        let names = archive.names();
        archive.check_xml(names.into_iter().filter(|name| !name.ends_with('/')))?;
        drop(archive);
        let book = Xlsx::new(input.raw()?).map_err(|error| broken(&error))?;
        Ok(Self::Xlsx(Box::new(book), limits))
    }

    /// The names of the sheets in their order.
    ///
    /// # Errors
    /// When the workbook is broken.
    pub fn sheets(&self) -> Result<Vec<String>, ReadError> {
        match self {
            Self::Xlsx(book, _) => Ok(book.sheet_names()),
            Self::Xls(book, _) => Ok(book.sheet_names()),
            Self::Ods(book) => book.sheets(),
        }
    }

    /// The day of number 0 in days since 1970.
    pub fn first_day(&self) -> i64 {
        let is_1904 = match self {
            Self::Xlsx(book, _) => book.has_1904_epoch(),
            Self::Xls(book, _) => book.has_1904_epoch(),
            Self::Ods(_) => false,
        };
        if is_1904 { DAY_ZERO_1904 } else { DAY_ZERO_1900 }
    }

    /// Calls `take` with the cells of every row that has any text. Rows end with their last cell; returns how many cells
    /// stood beyond the last column that is read.
    ///
    /// # Errors
    /// When the sheet is broken or a row passes a limit, and those of `take`.
    pub fn each_row(&mut self, sheet: &str, take: &mut TakeRow<'_>) -> Result<u64, ReadError> {
        match self {
            Self::Xlsx(book, limits) => xlsx_rows(book, sheet, &mut Gather::new(limits, take)),
            Self::Xls(book, limits) => xls_rows(book, sheet, &mut Gather::new(limits, take)),
            Self::Ods(book) => book.each_row(sheet, take),
        }
    }
}

fn xlsx_rows(book: &mut Xlsx<Raw<'_>>, sheet: &str, rows: &mut Gather<'_, '_, '_>) -> Result<u64, ReadError> {
    let mut cells = book.worksheet_cells_reader(sheet).map_err(|error| broken(&error))?;
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let (row, column) = cell.get_position();
        if rows.at_row(row)?.is_break() {
            return Ok(rows.beyond);
        }
        rows.cell(column as usize, &text(cell.get_value()))?;
    }
    let _ = rows.end_row()?;
    Ok(rows.beyond)
}

#[expect(
    clippy::disallowed_methods,
    reason = "calamine has these cells in memory already, and their number was checked"
)]
fn xls_rows(book: &mut Xls<Raw<'_>>, sheet: &str, rows: &mut Gather<'_, '_, '_>) -> Result<u64, ReadError> {
    let range = book.worksheet_range(sheet).map_err(|error| broken(&error))?;
    let left = range.start().map_or(0, |start| start.1 as usize);
    for cells in range.rows() {
        for (column, cell) in cells.iter().enumerate() {
            rows.cell(left + column, &text(cell))?;
        }
        if rows.end_row()?.is_break() {
            break;
        }
    }
    Ok(rows.beyond)
}

/// Puts cells together to rows.
pub(super) struct Gather<'l, 'f, 't> {
    limits: &'l Limits,
    take: &'f mut TakeRow<'t>,
    cells: Vec<String>,
    bytes: usize,
    row: Option<u32>,
    given: u32,
    /// Cells beyond the last column that is read.
    pub beyond: u64,
}

impl<'l, 'f, 't> Gather<'l, 'f, 't> {
    /// Rows for `take`.
    pub fn new(limits: &'l Limits, take: &'f mut TakeRow<'t>) -> Self {
        Self { limits, take, cells: Vec::new(), bytes: 0, row: None, given: 0, beyond: 0 }
    }

    /// Says in which row the next cell stands; a new one ends the row before.
    pub fn at_row(&mut self, row: u32) -> Result<ControlFlow<()>, ReadError> {
        let flow = if self.row.is_some_and(|before| before != row) {
            self.end_row()?
        } else {
            ControlFlow::Continue(())
        };
        self.row = Some(row);
        Ok(flow)
    }

    /// Puts a cell into the row.
    pub fn cell(&mut self, column: usize, text: &str) -> Result<(), ReadError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        if column >= self.limits.columns {
            self.beyond += 1;
            return Ok(());
        }
        self.bytes += text.len();
        if self.bytes > self.limits.record_bytes {
            let limit = self.limits.record_bytes;
            return Err(ReadError::EndlessRecord { row: self.given + 1, byte: 0, limit });
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        if let Some(cell) = self.cells.get_mut(column) {
            text.clone_into(cell);
        }
        Ok(())
    }

    /// Hands over the row, if it has any text.
    pub fn end_row(&mut self) -> Result<ControlFlow<()>, ReadError> {
        if self.cells.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        self.given = self.given.saturating_add(1);
        let flow = (self.take)(&self.cells)?;
        self.cells.clear();
        self.bytes = 0;
        Ok(flow)
    }
}

/// What a cell shows: dates and times in ISO form, numbers without needless zeros; errors such as `#N/A` show nothing.
fn text(cell: &impl DataType) -> String {
    if let Some(text) = cell.get_string().or(cell.get_datetime_iso()).or(cell.get_duration_iso()) {
        return text.to_owned();
    }
    if let Some(when) = cell.get_datetime() {
        return date_text(&when);
    }
    if let Some(yes) = cell.get_bool() {
        return if yes { "true" } else { "false" }.to_owned();
    }
    let whole = cell.get_int().map(|n| n.to_string());
    whole.or_else(|| cell.get_float().map(|n| n.to_string())).unwrap_or_default()
}

/// A day without its midnight, a time of day without the day 0 on which workbooks put it.
fn date_text(when: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let mut out = String::new();
    let is_time_alone = when.is_duration() || when.as_f64().abs() < 1.0;
    let midnight = (hour, minute, second) == (0, 0, 0);
    if !is_time_alone {
        let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    }
    if !midnight || is_time_alone {
        let blank = if is_time_alone { "" } else { " " };
        let _ = write!(out, "{blank}{hour:02}:{minute:02}");
    }
    if second != 0 {
        let _ = write!(out, ":{second:02}");
    }
    out
}

/// The error for a workbook that cannot be opened.
pub(super) fn broken(why: &impl std::fmt::Display) -> ReadError {
    ReadError::Workbook(why.to_string())
}
