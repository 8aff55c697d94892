//! Events as Parquet: typed columns in groups of rows, so that a million events need the memory of one group.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::export::{ExportFormat, ExportOptions, Losses, Tally};
use super::export_row::{COLUMNS, Cell, Holds, row};
use crate::model::EventRef;

/// Parquet.
pub struct Parquet;

/// Rows of a group.
const GROUP_ROWS: usize = 20_000;
/// Bytes of text after which a group ends before it has all its rows.
const GROUP_BYTES: usize = 32 << 20;
/// Instants beside the texts of start and end, the second not included: what programs for tables want.
pub const INSTANTS: [&str; 2] = ["start_time", "end_time"];

impl ExportFormat for Parquet {
    fn id(&self) -> &'static str {
        "parquet"
    }

    fn label(&self) -> &'static str {
        "Parquet"
    }

    fn extension(&self) -> &'static str {
        "parquet"
    }

    fn what(&self) -> &'static str {
        "the columns of the CSV table with their types, and start and end as time stamps"
    }

    fn write(
        &self,
        events: &mut dyn Iterator<Item = EventRef<'_>>,
        _: &ExportOptions,
        to: &mut (dyn Write + Send),
    ) -> io::Result<Losses> {
        let mut tally = Tally::default();
        write(events, &mut tally, to).map_err(io::Error::other)?;
        Ok(Losses::of(&tally.of_words()))
    }
}

fn write(
    events: &mut dyn Iterator<Item = EventRef<'_>>,
    tally: &mut Tally,
    to: &mut (dyn Write + Send),
) -> Result<(), ParquetError> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("Borderline ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(to, schema()?, Arc::new(properties))?;
    let mut group = Group::default();
    for event in events {
        group.take(event, tally);
        if group.rows >= GROUP_ROWS || group.bytes >= GROUP_BYTES {
            group.flush(&mut file)?;
        }
    }
    group.flush(&mut file)?;
    file.close().map(|_| ())
}

fn schema() -> Result<TypePtr, ParquetError> {
    let column = |name: &str, physical, logical| {
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    let stamp = LogicalType::timestamp(false, TimeUnit::MILLIS);
    let mut fields = Vec::with_capacity(COLUMNS.len() + INSTANTS.len());
    for (name, holds) in COLUMNS {
        fields.push(match holds {
            Holds::Text => column(name, Physical::BYTE_ARRAY, Some(LogicalType::String))?,
            Holds::Count => column(name, Physical::INT64, None)?,
            Holds::Degrees => column(name, Physical::DOUBLE, None)?,
        });
    }
    for name in INSTANTS {
        fields.push(column(name, Physical::INT64, Some(stamp.clone()))?);
    }
    Type::group_type_builder("events").with_fields(fields).build().map(Arc::new)
}

/// The values of one column of a group that are there, and for each row whether it has one.
struct Values<T> {
    values: Vec<T>,
    given: Vec<i16>,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self { values: Vec::new(), given: Vec::new() }
    }
}

impl<T> Values<T> {
    fn push(&mut self, value: Option<T>) {
        self.given.push(i16::from(value.is_some()));
        self.values.extend(value);
    }
}

/// One column of a group.
enum Column {
    Text(Values<ByteArray>),
    Count(Values<i64>),
    Degrees(Values<f64>),
}

impl Column {
    fn push(&mut self, cell: Cell<'_>) -> usize {
        match (self, cell) {
            (Self::Text(values), Cell::Text(text)) => {
                let bytes = text.len();
                values.push(Some(text.as_bytes().to_vec().into()));
                return bytes;
            }
            (Self::Count(values), Cell::Count(n)) => values.push(Some(i64::from(n))),
            (Self::Degrees(values), Cell::Degrees(degrees)) => values.push(Some(degrees)),
            (Self::Text(values), _) => values.push(None),
            (Self::Count(values), _) => values.push(None),
            (Self::Degrees(values), _) => values.push(None),
        }
        0
    }

    fn write(&self, to: &mut SerializedColumnWriter<'_>) -> Result<(), ParquetError> {
        match self {
            Self::Text(v) => to.typed::<ByteArrayType>().write_batch(&v.values, Some(&v.given), None),
            Self::Count(v) => to.typed::<Int64Type>().write_batch(&v.values, Some(&v.given), None),
            Self::Degrees(v) => to.typed::<DoubleType>().write_batch(&v.values, Some(&v.given), None),
        }
        .map(|_| ())
    }
}

/// Rows that wait to be written together.
#[derive(Default)]
struct Group {
    columns: Vec<Column>,
    instants: [Values<i64>; 2],
    rows: usize,
    bytes: usize,
}

impl Group {
    fn take(&mut self, event: EventRef<'_>, tally: &mut Tally) {
        if self.columns.is_empty() {
            self.columns = COLUMNS
                .iter()
                .map(|(_, holds)| match holds {
                    Holds::Text => Column::Text(Values::default()),
                    Holds::Count => Column::Count(Values::default()),
                    Holds::Degrees => Column::Degrees(Values::default()),
                })
                .collect();
        }
        for (column, cell) in self.columns.iter_mut().zip(row(event, tally)) {
            self.bytes += column.push(cell);
        }
        let span = event.when().map(|when| when.span);
        let [start, end] = &mut self.instants;
        start.push(span.map(|span| span.start().0.saturating_mul(1000)));
        end.push(span.map(|span| span.end().0.saturating_mul(1000)));
        self.rows += 1;
    }

    fn flush<W: Write + Send>(&mut self, file: &mut SerializedFileWriter<W>) -> Result<(), ParquetError> {
        if self.rows == 0 {
            return Ok(());
        }
        let mut out = file.next_row_group()?;
        let group = std::mem::take(self);
        let instants = group.instants.into_iter().map(Column::Count);
        for column in group.columns.into_iter().chain(instants) {
            let Some(mut writer) = out.next_column()? else { break };
            column.write(&mut writer)?;
            writer.close()?;
        }
        out.close().map(|_| ())
    }
}
