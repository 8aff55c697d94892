//! `OpenDocument` sheets, tag by tag: a cell or row that is said to repeat is never written out beyond the limits.

use std::ops::ControlFlow;
use std::sync::Arc;

use super::format::ReadError;
use super::input::Input;
use super::job::Job;
use super::limits::Limits;
use super::workbook_cells::{Gather, TakeRow};
use super::xml::{Step, Tag, Xml};

/// Most rows that a sheet has in the programs that write them.
const MOST_ROWS: u64 = 1 << 20;

/// The sheets of an `OpenDocument` workbook.
pub struct Ods<'a> {
    content: Arc<[u8]>,
    limits: &'a Limits,
    job: &'a Job,
}

/// What an open tag is to us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// The sheet that is wanted.
    Sheet,
    Row(u64),
    Cell(u64),
    Paragraph,
    /// A note at a cell, and all else whose text is not the cell's.
    Other,
}

impl<'a> Ods<'a> {
    /// The workbook of this unpacked content.
    pub fn new(content: Arc<[u8]>, input: &Input<'a>) -> Self {
        Self { content, limits: input.limits(), job: input.job() }
    }

    /// The names of the sheets.
    ///
    /// # Errors
    /// When the content is broken.
    pub fn sheets(&self) -> Result<Vec<String>, ReadError> {
        let mut input = self.input()?;
        let mut xml = Xml::new(&mut input);
        let mut names = Vec::new();
        loop {
            match xml.step()? {
                Step::Open(tag) if tag.name() == "table" => names.push(tag.attribute("name")),
                Step::End { .. } => return Ok(names),
                _ => {}
            }
        }
    }

    fn input(&self) -> Result<Input<'a>, ReadError> {
        let utf8 = Some(encoding_rs::UTF_8);
        Input::from_bytes("content.xml", &self.content, utf8, self.limits, self.job)
    }

    /// As [`Book::each_row`](super::workbook_cells::Book::each_row).
    ///
    /// # Errors
    /// When the content is broken or a row passes a limit, and those of `take`.
    pub fn each_row(&self, sheet: &str, take: &mut TakeRow<'_>) -> Result<u64, ReadError> {
        let mut input = self.input()?;
        let limits = self.limits;
        let mut xml = Xml::new(&mut input);
        let mut walk = Walk {
            rows: Gather::new(limits, take),
            stack: Vec::new(),
            column: 0,
            value: String::new(),
            text: String::new(),
            row: Vec::new(),
            total: 0,
        };
        loop {
            match xml.step()? {
                Step::Open(tag) => walk.open(&tag, sheet),
                Step::Text(text) if walk.stack.last() == Some(&Open::Paragraph) => walk.text.push_str(&text),
                Step::Text(_) => {}
                Step::Close => {
                    if walk.close()?.is_break() {
                        return Ok(walk.rows.beyond);
                    }
                }
                Step::End { .. } => return Ok(walk.rows.beyond),
            }
            walk.text.truncate(walk.text.floor_char_boundary(limits.field_bytes));
        }
    }
}

struct Walk<'l, 'f, 't> {
    rows: Gather<'l, 'f, 't>,
    stack: Vec<Open>,
    column: u64,
    /// The value that the cell's tag gives; numbers and dates are surer there than in the text.
    value: String,
    text: String,
    /// Columns and texts of the row.
    row: Vec<(u64, u64, String)>,
    total: u64,
}

impl Walk<'_, '_, '_> {
    fn open(&mut self, tag: &Tag<'_>, sheet: &str) {
        let parent = self.stack.last().copied();
        let inside = self.stack.contains(&Open::Sheet);
        let open = match tag.name() {
            "table" if !inside && tag.attribute("name") == sheet => Open::Sheet,
            "table-row" if inside => {
                (self.column, self.row) = (0, Vec::new());
                Open::Row(repeats(&tag.attribute("number-rows-repeated")))
            }
            "table-cell" | "covered-table-cell" if matches!(parent, Some(Open::Row(_))) => {
                self.text.clear();
                self.value = value(tag);
                Open::Cell(repeats(&tag.attribute("number-columns-repeated")))
            }
            "p" if matches!(parent, Some(Open::Cell(_))) => {
                if !self.text.is_empty() {
                    self.text.push('\n');
                }
                Open::Paragraph
            }
            // Within a paragraph: blanks, tabs, links and pieces with a format of their own.
            "s" | "tab" | "line-break" if parent == Some(Open::Paragraph) => {
                self.text.push(' ');
                Open::Other
            }
            "span" | "a" if parent == Some(Open::Paragraph) => Open::Paragraph,
            _ => Open::Other,
        };
        self.stack.push(open);
    }

    fn close(&mut self) -> Result<ControlFlow<()>, ReadError> {
        match self.stack.pop() {
            Some(Open::Cell(repeats)) => {
                let text = if self.value.is_empty() { self.text.trim() } else { self.value.as_str() };
                if !text.is_empty() {
                    self.row.push((self.column, repeats, text.to_owned()));
                }
                self.column = self.column.saturating_add(repeats);
                Ok(ControlFlow::Continue(()))
            }
            Some(Open::Row(repeats)) => self.end_row(repeats),
            Some(Open::Sheet) => Ok(ControlFlow::Break(())),
            _ => Ok(ControlFlow::Continue(())),
        }
    }

    fn end_row(&mut self, repeats: u64) -> Result<ControlFlow<()>, ReadError> {
        if self.row.is_empty() {
            return Ok(ControlFlow::Continue(()));
        }
        for _ in 0..repeats.min(MOST_ROWS.saturating_sub(self.total)) {
            self.total += 1;
            for (column, repeats, text) in &self.row {
                for offset in 0..(*repeats).min(1 << 14) {
                    let column = usize::try_from(column.saturating_add(offset)).unwrap_or(usize::MAX);
                    self.rows.cell(column, text)?;
                }
            }
            if self.rows.end_row()?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

fn repeats(text: &str) -> u64 {
    text.parse().unwrap_or(1).max(1)
}

/// The value that a cell's tag gives for numbers, dates and times; midnight is left out, and a time such as
/// `PT21H04M00S` is written as people do.
fn value(tag: &Tag<'_>) -> String {
    let kind = tag.attribute("value-type");
    match kind.as_str() {
        "float" | "currency" | "percentage" => tag.attribute("value"),
        "date" => {
            let text = tag.attribute("date-value");
            let text = text.strip_suffix("T00:00:00").unwrap_or(&text);
            // Sheets show minutes; seconds of 00 would say more than they do.
            text.strip_suffix(":00").filter(|_| text.contains('T')).unwrap_or(text).to_owned()
        }
        "time" => {
            let text = tag.attribute("time-value");
            let parts = text
                .strip_prefix("PT")
                .map(|t| t.replace(['H', 'M'], ":").trim_end_matches(['S', ':']).to_owned());
            parts.unwrap_or(text)
        }
        "boolean" => tag.attribute("boolean-value"),
        _ => String::new(),
    }
}
