//! The table beside a shapefile (dBASE III): names by column, read only as far as the bytes really go.

use encoding_rs::{Encoding, WINDOWS_1252};

/// Most columns that are looked at.
const MOST_COLUMNS: usize = 255;

/// A table of text columns.
pub(super) struct Dbf<'a> {
    bytes: &'a [u8],
    columns: Vec<Column>,
    records: usize,
    first: usize,
    length: usize,
    encoding: Option<&'static Encoding>,
}

struct Column {
    name: String,
    start: usize,
    end: usize,
}

impl<'a> Dbf<'a> {
    /// Reads the head; `None` where it is none. `code_page`: what the `.cpg` file says.
    pub fn new(bytes: &'a [u8], code_page: Option<&[u8]>) -> Option<Self> {
        let number = |at: usize, length: usize| -> Option<usize> {
            let bytes = bytes.get(at..at + length)?;
            Some(bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
        };
        let (records, first, length) = (number(4, 4)?, number(8, 2)?, number(10, 2)?);
        let (mut columns, mut start) = (Vec::new(), 1);
        for descriptor in bytes.get(32..first)?.chunks_exact(32).take(MOST_COLUMNS) {
            if descriptor.first() == Some(&0x0D) {
                break;
            }
            let name: Vec<u8> = descriptor.iter().take(11).copied().take_while(|&b| b != 0).collect();
            let width = usize::from(*descriptor.get(16)?);
            columns.push(Column {
                name: String::from_utf8_lossy(&name).into_owned(),
                start,
                end: start + width,
            });
            start += width;
        }
        let said = code_page.map(|text| String::from_utf8_lossy(text).trim().to_owned());
        let encoding = said.and_then(|said| {
            let bare = said.trim_start_matches(|c: char| !c.is_ascii_digit());
            Encoding::for_label(said.as_bytes())
                .or_else(|| Encoding::for_label(format!("windows-{bare}").as_bytes()))
        });
        (length > 0).then_some(Self { bytes, columns, records, first, length, encoding })
    }

    /// The cells of a record, from 0, with their columns' names; nothing where there is none.
    pub fn record(&self, number: usize) -> Vec<(String, String)> {
        let start = number.checked_mul(self.length).and_then(|at| at.checked_add(self.first));
        let record =
            start.filter(|_| number < self.records).and_then(|at| self.bytes.get(at..at + self.length));
        let Some(record) = record else { return Vec::new() };
        let cell = |column: &Column| {
            let bytes = record.get(column.start..column.end)?;
            let end = bytes.iter().position(|&b| b == 0).unwrap_or(bytes.len());
            Some((column.name.clone(), self.decoded(bytes.get(..end)?).trim().to_owned()))
        };
        self.columns.iter().filter_map(cell).collect()
    }

    fn decoded(&self, bytes: &[u8]) -> String {
        match (self.encoding, std::str::from_utf8(bytes)) {
            (None, Ok(text)) => text.to_owned(),
            (encoding, _) => {
                encoding.unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned()
            }
        }
    }
}
