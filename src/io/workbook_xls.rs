//! Old binary workbooks are read whole by the library: first their records are counted.

use std::io::{BufReader, Read};

use super::format::ReadError;
use super::limits::Limits;
use super::raw::Raw;
use super::workbook_cells::broken;

/// Most cells between the first and the last of all sheets; each takes 40 bytes.
const MOST_CELLS: u64 = 10_000_000;
/// Largest workbook in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// Record numbers of the format (Microsoft, MS-XLS 2.3).
const BOF: u16 = 0x0809;
const DIMENSIONS: u16 = 0x0200;
/// Cells with their row and column first: number, label, shared text, RK, formula, text with format, truth value, blank.
const CELLS: [u16; 8] = [0x0203, 0x0204, 0x00FD, 0x027E, 0x0006, 0x00D6, 0x0205, 0x0201];
/// Several cells of one row: row, first column, …, last column.
const RUNS: [u16; 2] = [0x00BD, 0x00BE];

/// Walks through the records of a workbook without keeping any.
///
/// # Errors
/// When it is no workbook, or would take too much memory.
pub fn check(raw: Raw<'_>, size: u64, limits: &Limits) -> Result<(), ReadError> {
    if size > MOST_BYTES.min(limits.decoded_bytes) {
        return Err(broken(&"it is too large to be read whole; save it as .xlsx"));
    }
    let mut file = cfb::CompoundFile::open(raw).map_err(|error| broken(&error))?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name));
    let Some(name) = name else {
        return Err(broken(&"there is no workbook in it, but another document or an encrypted one"));
    };
    let stream = file.open_stream(name).map_err(|error| broken(&error))?;
    let cells = cells(&mut BufReader::new(stream)).map_err(|error| broken(&error))?;
    if cells > MOST_CELLS {
        return Err(broken(&format!(
            "its sheets would take {cells} cells; delete what stands far away from the table"
        )));
    }
    Ok(())
}

/// The box around the cells of a sheet.
#[derive(Default)]
struct Extent {
    rows: Option<(u64, u64)>,
    columns: Option<(u64, u64)>,
    announced: u64,
}

impl Extent {
    fn add(&mut self, row: u64, column: u64) {
        let grown = |range: Option<(u64, u64)>, v: u64| range.map_or((v, v), |(a, b)| (a.min(v), b.max(v)));
        (self.rows, self.columns) = (Some(grown(self.rows, row)), Some(grown(self.columns, column)));
    }

    fn cells(&self) -> u64 {
        let len = |range: Option<(u64, u64)>| range.map_or(0, |(a, b)| b - a + 1);
        len(self.rows).saturating_mul(len(self.columns)).max(self.announced)
    }
}

/// How many cells the boxes around the cells of all sheets have, or how many the sheets announce.
fn cells(stream: &mut impl Read) -> std::io::Result<u64> {
    let (mut total, mut sheet) = (0_u64, Extent::default());
    let (mut head, mut data) = ([0; 4], vec![0; 1 << 16]);
    while read_all(stream, &mut head)? {
        let [a, b, c, d] = head;
        let (kind, len) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
        let data = data.get_mut(..usize::from(len)).unwrap_or_default();
        if !read_all(stream, data)? {
            break;
        }
        let word = |at: usize| match data.get(at..at + 2) {
            Some(&[low, high]) => u64::from(u16::from_le_bytes([low, high])),
            _ => 0,
        };
        if kind == BOF {
            total = total.saturating_add(sheet.cells());
            sheet = Extent::default();
        } else if CELLS.contains(&kind) {
            sheet.add(word(0), word(2));
        } else if RUNS.contains(&kind) {
            sheet.add(word(0), word(2));
            sheet.add(word(0), word(data.len().saturating_sub(2)));
        } else if kind == DIMENSIONS {
            sheet.announced = sheet.announced.max(announced(data));
        }
    }
    Ok(total.saturating_add(sheet.cells()))
}

/// The number of cells that a record of dimensions announces: rows in 16 bits before 1997, in 32 since.
fn announced(data: &[u8]) -> u64 {
    let number = |at: usize, len: usize| {
        let bytes = data.get(at..at + len).unwrap_or_default();
        bytes.iter().rev().fold(0_u64, |n, &b| n << 8 | u64::from(b))
    };
    let (rows, columns) = match data.len() {
        10 => ((number(0, 2), number(2, 2)), (number(4, 2), number(6, 2))),
        _ => ((number(0, 4), number(4, 4)), (number(8, 2), number(10, 2))),
    };
    rows.1.saturating_sub(rows.0).saturating_mul(columns.1.saturating_sub(columns.0))
}

/// Fills the buffer; `false` where the stream ends before.
fn read_all(stream: &mut impl Read, to: &mut [u8]) -> std::io::Result<bool> {
    match stream.read_exact(to) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}
