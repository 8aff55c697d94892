//! One record of a table: its fields as text, wherever they lie.

use std::cell::OnceCell;

use crate::model::{Origin, Stretch};

/// One record: its fields without quotation marks, and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    text: &'a str,
    bounds: Bounds<'a>,
    /// Where it stands; the file's number is still to be filled in.
    pub origin: Origin,
    /// Whether a line end stands behind it.
    pub terminated: bool,
}

#[derive(Clone, Copy, Debug)]
enum Bounds<'a> {
    /// One behind the other: where each ends.
    Joined(&'a [usize]),
    /// As they stand in the file; those with doubled quotation marks apart.
    InPlace(&'a [Span], &'a Doubled),
}

/// Where a field stands in its record, without the quotation marks around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First byte, from the record's first.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
}

/// The fields of a record in which quotation marks are doubled. Most are long texts that nobody asks for while the table is
/// read, so they are written with single ones only when they are asked for.
#[derive(Debug, Default)]
pub struct Doubled {
    fields: Vec<(usize, OnceCell<String>)>,
}

impl Doubled {
    /// Forgets the last record.
    pub fn clear(&mut self) {
        self.fields.clear();
    }

    /// Takes note of a field.
    pub fn push(&mut self, index: usize) {
        self.fields.push((index, OnceCell::new()));
    }

    /// Whether it is one of these fields.
    fn holds(&self, index: usize) -> bool {
        self.fields.iter().any(|(field, _)| *field == index)
    }

    /// The field with single quotation marks, of which this is the text as it stands in the file.
    fn get(&self, index: usize, raw: &str) -> Option<&str> {
        let (_, text) = self.fields.iter().find(|(field, _)| *field == index)?;
        Some(text.get_or_init(|| raw.replace("\"\"", "\"")))
    }
}

impl<'a> Record<'a> {
    /// A record of fields that stand one behind the other in the text; `ends` says where each ends.
    pub fn new(text: &'a str, ends: &'a [usize], origin: Origin) -> Self {
        Self { text, bounds: Bounds::Joined(ends), origin, terminated: true }
    }

    /// A record of fields that stand in the text as in the file.
    pub fn in_place(text: &'a str, spans: &'a [Span], doubled: &'a Doubled, origin: Origin) -> Self {
        Self { text, bounds: Bounds::InPlace(spans, doubled), origin, terminated: true }
    }

    /// Number of fields.
    pub fn len(&self) -> usize {
        match self.bounds {
            Bounds::Joined(ends) => ends.len(),
            Bounds::InPlace(spans, _) => spans.len(),
        }
    }

    /// Whether every field is empty.
    pub fn is_empty(&self) -> bool {
        self.fields().all(str::is_empty)
    }

    /// A field without blanks around it; empty beyond the last.
    pub fn field(&self, index: usize) -> &'a str {
        let text = self.whole_field(index).unwrap_or_default();
        match text.as_bytes() {
            // Nearly all fields are bare already.
            [first, .., last] if *first > b' ' && *last > b' ' => text,
            _ => text.trim_ascii(),
        }
    }

    fn whole_field(&self, index: usize) -> Option<&'a str> {
        match self.bounds {
            Bounds::Joined(ends) => {
                let end = *ends.get(index)?;
                let start = index.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
                self.text.get(start..end)
            }
            Bounds::InPlace(spans, doubled) => {
                let span = spans.get(index)?;
                let raw = self.text.get(span.start as usize..span.end as usize)?;
                Some(doubled.get(index, raw).unwrap_or(raw))
            }
        }
    }

    /// The field of a column; empty where the table has no such column, and where the cell says `NA`.
    #[inline]
    pub fn get(&self, column: Column) -> &'a str {
        match column.0 {
            Some(index) => Some(self.field(index)).filter(|text| *text != "NA").unwrap_or_default(),
            None => "",
        }
    }

    /// Where the field of a column stands in the record, without blanks around it, if it can be read again from there.
    pub fn stretch(&self, column: Column) -> Option<Stretch> {
        let Bounds::InPlace(spans, doubled) = self.bounds else { return None };
        let index = column.0?;
        let span = spans.get(index)?;
        let raw = self.text.get(span.start as usize..span.end as usize)?;
        let blanks = raw.len() - raw.trim_ascii_start().len();
        Some(Stretch {
            start: span.start.checked_add(u32::try_from(blanks).ok()?)?,
            len: u32::try_from(raw.trim_ascii().len()).ok()?,
            doubled: doubled.holds(index),
        })
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = &'a str> {
        let record = *self;
        (0..self.len()).map(move |index| record.field(index))
    }
}

/// A column that a reader looks for; the table may not have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column(pub Option<usize>);

impl Column {
    /// Whether the table has it.
    pub fn found(self) -> bool {
        self.0.is_some()
    }
}
