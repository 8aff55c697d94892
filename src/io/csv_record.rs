//! One record of a table: its fields as text, wherever they lie.

use std::cell::OnceCell;

use crate::model::{Origin, PlaceCells, Stretch};

/// One record: its fields without quotation marks, and where it stands.
#[derive(Debug)]
pub struct Record<'a> {
    text: &'a str,
    bounds: Bounds<'a>,
    /// Where it stands; the file's number is still to be filled in.
    pub origin: Origin,
    /// Whether a line end stands behind it.
    pub terminated: bool,
    /// What is known of the cells of its place.
    pub place: PlaceCells,
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
        Self { text, bounds: Bounds::Joined(ends), origin, terminated: true, place: PlaceCells::Apart }
    }

    /// A record of fields that stand in the text as in the file.
    pub fn in_place(text: &'a str, spans: &'a [Span], doubled: &'a Doubled, origin: Origin) -> Self {
        Self {
            text,
            bounds: Bounds::InPlace(spans, doubled),
            origin,
            terminated: true,
            place: PlaceCells::Apart,
        }
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
        (0..self.len()).all(|index| self.field(index).is_empty())
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

    /// The text of columns that stand side by side, with what stands between them.
    #[inline]
    pub fn between(&self, cells: SideBySide) -> Option<&'a str> {
        let Bounds::InPlace(spans, _) = self.bounds else { return None };
        let start = spans.get(cells.first)?.start as usize;
        // In quotation marks a text may mean something else.
        let quoted =
            start.checked_sub(1).is_some_and(|before| self.text.as_bytes().get(before) == Some(&b'"'));
        self.text.get(start - usize::from(quoted)..spans.get(cells.last)?.end as usize)
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = &'a str> + '_ {
        (0..self.len()).map(|index| self.field(index))
    }
}

/// A column that a reader looks for; the table may not have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column(pub Option<usize>);

/// Columns that stand side by side, but for others among them.
#[derive(Clone, Copy, Debug)]
pub struct SideBySide {
    first: usize,
    last: usize,
}

impl SideBySide {
    /// Of columns that the table has; `None` where too many others stand among them.
    pub fn new(columns: &[Column]) -> Option<Self> {
        const OTHERS: usize = 2;
        let found = columns.iter().filter_map(|column| column.0);
        let (first, last) = (found.clone().min()?, found.clone().max()?);
        (last - first < found.count() + OTHERS).then_some(Self { first, last })
    }
}

/// Where a table holds a place: equal cells always mean the same place.
#[derive(Clone, Copy, Debug)]
pub struct PlaceColumns {
    /// Its names, coordinates and precision.
    all: SideBySide,
    /// Its names.
    names: SideBySide,
}

impl PlaceColumns {
    /// Of the columns of names, and of those of coordinates and precision; `None` where these are not side by side.
    pub fn new(names: &[Column], others: &[Column]) -> Option<Self> {
        Some(Self { all: SideBySide::new(&[names, others].concat())?, names: SideBySide::new(names)? })
    }

    /// The text of all cells, and of those of the names.
    #[inline]
    pub fn texts<'a>(&self, record: &Record<'a>) -> Option<[&'a str; 2]> {
        Some([record.between(self.all)?, record.between(self.names)?])
    }
}

impl Column {
    /// Whether the table has it.
    pub fn found(self) -> bool {
        self.0.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_side_by_side_where_few_others_stand_among_them() {
        let new = |columns: &[usize]| {
            SideBySide::new(&columns.iter().map(|&n| Column(Some(n))).collect::<Vec<_>>())
        };
        let bounds = |columns: &[usize]| new(columns).map(|cells| (cells.first, cells.last));
        assert_eq!(bounds(&[7, 5, 8]), Some((5, 8)));
        assert_eq!(bounds(&[7, 5, 11]), None);
        assert!(SideBySide::new(&[Column(None)]).is_none());
    }

    #[test]
    fn a_quoted_cell_is_not_taken_for_one_that_only_looks_like_it() {
        let doubled = Doubled::default();
        let between = |text: &'static str, spans: [(u32, u32); 3]| {
            let spans = spans.map(|(start, end)| Span { start, end });
            let record = Record::in_place(text, &spans, &doubled, Origin::default());
            record.between(SideBySide { first: 1, last: 2 }).map(str::to_owned)
        };
        assert_eq!(between("x,a\",b", [(0, 1), (2, 4), (5, 6)]).unwrap(), "a\",b");
        assert_eq!(between("x,\"a\",b", [(0, 1), (3, 4), (6, 7)]).unwrap(), "\"a\",b");
        assert_eq!(between("x,a,b", [(0, 1), (2, 3), (4, 9)]), None);
    }
}
