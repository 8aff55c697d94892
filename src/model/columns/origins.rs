//! Where rows stand: in their files, and their texts in the heap.

use super::Rare;
use super::wide::Wide;

/// Where in its file a row stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Number of the file in the dataset.
    pub file: u16,
    /// Number of the record as people count it: the header is row 1 in files that have one.
    pub row: u32,
    /// Byte where the record begins in the text of the file.
    pub byte: u64,
    /// Length of the record in bytes.
    pub len: u32,
}

/// The origins of rows, a column for each part.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct Origins {
    pub(super) file: Rare<u16>,
    pub(super) row: Vec<u32>,
    pub(super) byte: Wide,
    pub(super) len: Vec<u32>,
}

impl Origins {
    pub fn push(&mut self, origin: Origin) {
        self.file.push(self.row.len(), origin.file);
        self.row.push(origin.row);
        self.byte.push(origin.byte);
        self.len.push(origin.len);
    }

    /// Number of the row's file.
    pub fn file(&self, row: usize) -> u16 {
        self.file.get(row)
    }

    pub fn get(&self, row: usize) -> Option<Origin> {
        let (number, byte, len) = (*self.row.get(row)?, self.byte.get(row)?, *self.len.get(row)?);
        Some(Origin { file: self.file.get(row), row: number, byte, len })
    }

    pub fn reserve(&mut self, rows: usize) {
        self.row.reserve(rows);
        self.byte.reserve(rows);
        self.len.reserve(rows);
    }

    pub fn append(&mut self, more: &mut Self) {
        self.file.append(self.row.len(), &mut more.file);
        self.row.append(&mut more.row);
        self.byte.append(&mut more.byte);
        self.len.append(&mut more.len);
    }

    /// Numbers the files behind this one anew.
    pub fn forget_file(&mut self, file: u16) {
        for number in self.file.values_mut() {
            *number -= u16::from(*number > file);
        }
    }
}

/// The file's own id, headline and summary of a row, one behind the other in the text heap: where they begin, and their lengths in
/// bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::model) struct Texts {
    pub at: u64,
    pub id: u16,
    pub title: u16,
    pub summary: u32,
}

/// The texts of rows, a column for each part.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct RowTexts {
    pub(super) at: Wide,
    pub(super) id: Vec<u16>,
    pub(super) title: Rare<u16>,
    pub(super) summary: Vec<u32>,
}

impl RowTexts {
    pub fn push(&mut self, texts: Texts) {
        self.title.push(self.id.len(), texts.title);
        self.at.push(texts.at);
        self.id.push(texts.id);
        self.summary.push(texts.summary);
    }

    pub fn get(&self, row: usize) -> Option<Texts> {
        let (at, id, summary) = (self.at.get(row)?, *self.id.get(row)?, *self.summary.get(row)?);
        Some(Texts { at, id, title: self.title.get(row), summary })
    }

    pub fn reserve(&mut self, rows: usize) {
        self.at.reserve(rows);
        self.id.reserve(rows);
        self.summary.reserve(rows);
    }

    /// Takes the texts of rows whose heap comes behind so many bytes.
    pub fn append(&mut self, more: &mut Self, heap: u64) {
        more.at.raise(heap);
        self.title.append(self.id.len(), &mut more.title);
        self.at.append(&mut more.at);
        self.id.append(&mut more.id);
        self.summary.append(&mut more.summary);
    }
}
