//! Parquet files: the rows of their columns go through the readers of tables as text, as those of workbooks do.

use std::fs::File;
use std::sync::Arc;

use bytes::Bytes;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, SerializedFileReader};

use super::csv_text::push_record;
use super::format::{Fit, Format, Head, ReadError, Shape, recognise};
use super::input::Input;
use super::kmz::listed;
use super::parquet_cells::TextColumn;
use super::parquet_guard::{broken, check_footer, largest_page};
use super::raw::Raw;
use super::sink::FileSink;
use super::table::AnyTable;
use crate::model::FileText;

/// Parquet.
pub struct Parquet;

/// Rows that are turned into text at a time.
const BATCH: usize = 1024;
/// Bytes of text that a file may have whatever its size, and how many times its size it may have beyond that.
const FREE_TEXT: u64 = 32 << 20;
const TEXT_RATIO: u64 = 50;
/// The same for the pages that are unpacked at a time.
const FREE_PAGES: u64 = 64 << 20;
const PAGES_RATIO: u64 = 20;

impl Format for Parquet {
    fn id(&self) -> &'static str {
        "parquet"
    }

    fn label(&self) -> &'static str {
        "Parquet"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["parquet"]
    }

    fn what(&self) -> &'static str {
        "rows as any table format or any table; dates, time stamps and decimals as such; not packed with zstd or brotli"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn holds_others(&self) -> bool {
        true
    }

    fn sniff(&self, head: &Head) -> Fit {
        if head.bytes.starts_with(b"PAR1") { Fit::Sure } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let table = text(input)?;
        let chosen = input.choices().format.filter(|f| f.shape() == Shape::Table && !f.holds_others());
        let mut inner = input.unpacked("rows", &Arc::from(table.text.into_bytes()))?;
        out.read_from(&inner, "columns of a Parquet file".to_owned());
        let found = recognise(inner.head()).map(|(format, _)| format).filter(|f| f.shape() == Shape::Table);
        let mapped: Option<&'static dyn Format> =
            if input.choices().mapping.is_some() { Some(&AnyTable) } else { None };
        let Some(format) = mapped.or(chosen).or(found).filter(|f| !f.holds_others()) else {
            let names = listed(&table.names);
            return Err(ReadError::NoEvents(format!("no column names a date or place (columns: {names})")));
        };
        out.note(format!("Its rows were read as {}.", format.label()));
        if !table.unread.is_empty() {
            out.note(format!("Columns with lists or bytes were not read: {}.", listed(&table.unread)));
        }
        format.read(&mut inner, out)
    }
}

/// The rows of a file.
struct Table {
    text: String,
    names: Vec<String>,
    unread: Vec<String>,
}

fn text(input: &mut Input<'_>) -> Result<Table, ReadError> {
    let mut raw = input.raw()?;
    check_footer(&mut raw, input.limits())?;
    let reader: Box<dyn FileReader> = match input.kept() {
        FileText::OnDisk { path, .. } => {
            let file = File::open(path).map_err(ReadError::Open)?;
            Box::new(SerializedFileReader::new(file).map_err(|error| cause(&error))?)
        }
        FileText::InMemory(bytes) => {
            Box::new(SerializedFileReader::new(Bytes::from_owner(bytes)).map_err(|error| cause(&error))?)
        }
    };
    let metadata = reader.metadata();
    let chunks = metadata.row_groups().iter().flat_map(RowGroupMetaData::columns);
    let packed = chunks.fold(0_i64, |sum, column| sum.saturating_add(column.compressed_size().max(0)));
    if u64::try_from(packed).is_ok_and(|packed| packed > input.size()) {
        return Err(broken("its columns together are longer than the file"));
    }
    for group in metadata.row_groups() {
        check_group(group, &mut raw, input)?;
    }
    let (flat, unread) = columns(metadata, input.limits().columns)?;
    let names: Vec<String> = flat.iter().map(|(_, name)| name.clone()).collect();
    let mut table = Table { text: String::new(), names, unread };
    push_record(table.names.iter().map(String::as_str), table.names.len(), &mut table.text);
    rows(reader.as_ref(), &flat, input, &mut table)?;
    Ok(table)
}

/// Looks at the pages of a group of rows. One page of each column is in memory at a time.
fn check_group(group: &RowGroupMetaData, raw: &mut Raw<'_>, input: &Input<'_>) -> Result<(), ReadError> {
    let mut together: u64 = 0;
    for column in group.columns() {
        let start = column.dictionary_page_offset().unwrap_or(column.data_page_offset());
        let range = u64::try_from(start).ok().zip(u64::try_from(column.compressed_size()).ok());
        let range = range.filter(|(at, len)| at.checked_add(*len).is_some_and(|end| end <= input.size()));
        let range = range.ok_or_else(|| broken("a column lies outside the file"))?;
        together = together.saturating_add(largest_page(raw, range, input.limits())?);
    }
    if together > input.size().saturating_mul(PAGES_RATIO).saturating_add(FREE_PAGES) {
        return Err(broken(format!("its pages would unpack to {together} bytes at once, more than is safe")));
    }
    Ok(())
}

type Named = (usize, String);

/// The columns that hold one value a row with their names, and the names of the others.
fn columns(metadata: &ParquetMetaData, most: usize) -> Result<(Vec<Named>, Vec<String>), ReadError> {
    let schema = metadata.file_metadata().schema_descr();
    if schema.num_columns() > most {
        return Err(ReadError::TooManyColumns(most));
    }
    let (mut flat, mut unread) = (Vec::new(), Vec::new());
    for (n, column) in schema.columns().iter().enumerate() {
        let name = column.path().string();
        if column.max_rep_level() > 0 { unread.push(name) } else { flat.push((n, name)) }
    }
    Ok((flat, unread))
}

fn rows(
    reader: &dyn FileReader,
    flat: &[Named],
    input: &Input<'_>,
    table: &mut Table,
) -> Result<(), ReadError> {
    let limits = input.limits();
    let most = input.size().saturating_mul(TEXT_RATIO).saturating_add(FREE_TEXT);
    let mut room = usize::try_from(most.min(limits.decoded_bytes)).unwrap_or(usize::MAX);
    for group in 0..reader.num_row_groups() {
        let group = reader.get_row_group(group).map_err(|error| cause(&error))?;
        let mut columns = Vec::with_capacity(flat.len());
        for (n, _) in flat {
            let column = group.metadata().column(*n).column_descr_ptr();
            columns
                .push(TextColumn::new(group.get_column_reader(*n).map_err(|error| cause(&error))?, &column));
        }
        loop {
            if input.job().is_cancelled() {
                return Err(ReadError::Cancelled);
            }
            let mut batch = Vec::with_capacity(columns.len());
            for column in &mut columns {
                batch.push(column.read(BATCH, &mut room).map_err(|error| cause(&error))?);
            }
            let count = batch.iter().map(Vec::len).max().unwrap_or(0);
            for row in 0..count {
                let cells = batch.iter().map(|column| column.get(row).map_or("", String::as_str));
                push_record(cells, flat.len(), &mut table.text);
            }
            if count == 0 {
                break;
            }
        }
        for (column, (_, name)) in columns.iter().zip(flat) {
            if column.has_bytes && !table.unread.contains(name) {
                table.unread.push(name.clone());
            }
        }
    }
    Ok(())
}

fn cause(error: &ParquetError) -> ReadError {
    let text = error.to_string();
    if text.contains("Disabled feature at compile time") {
        let how = text.rsplit(": ").next().unwrap_or_default();
        return broken(format!("it is packed with {how}; write it again with snappy, gzip or lz4"));
    }
    broken(text.split_once(": ").map_or(text.as_str(), |(_, why)| why))
}

#[cfg(test)]
#[path = "parquet_tests.rs"]
mod tests;
