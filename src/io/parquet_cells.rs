//! The columns of a Parquet file as text: numbers, dates, times and decimals as people write them.

use std::borrow::Cow;

use parquet::basic::{ConvertedType, LogicalType, TimeUnit};
use parquet::column::reader::{ColumnReader, ColumnReaderImpl};
use parquet::data_type::DataType;
use parquet::errors::ParquetError;
use parquet::schema::types::ColumnDescriptor;

use super::export_row::{iso, stamp};
use crate::model::{DAY_SECS, Date, Instant};

/// What the numbers or bytes of a column stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// Themselves.
    Plain,
    /// A whole number without a sign.
    Unsigned,
    /// Days since 1970.
    Day,
    /// Instants since 1970, so many of its units a second.
    Stamp(i64),
    /// Time since midnight, so many of its units a second.
    Clock(i64),
    /// A number with so many digits behind the point.
    Decimal(usize),
}

/// A column that is read as text.
pub struct TextColumn {
    reader: ColumnReader,
    meaning: Meaning,
    max_def: i16,
    /// Whether a value was found that is no text.
    pub has_bytes: bool,
}

impl TextColumn {
    /// A column of a row group; its values must not repeat.
    pub fn new(reader: ColumnReader, column: &ColumnDescriptor) -> Self {
        Self { reader, meaning: meaning(column), max_def: column.max_def_level(), has_bytes: false }
    }

    /// The next rows as text, empty where there is no value; fewer than asked for at the end. Stops when all their text is
    /// longer than `room` bytes.
    ///
    /// # Errors
    /// When the file is damaged, packed in a way that is not known, or its text is too long.
    pub fn read(&mut self, rows: usize, room: &mut usize) -> Result<Vec<String>, ParquetError> {
        let (meaning, max_def, has_bytes) = (self.meaning, self.max_def, &mut self.has_bytes);
        let mut bytes = |bytes: &[u8]| {
            bytes_text(bytes, meaning).unwrap_or_else(|| {
                *has_bytes = true;
                String::new()
            })
        };
        match &mut self.reader {
            ColumnReader::BoolColumnReader(r) => batch(r, max_def, rows, room, ToString::to_string),
            ColumnReader::Int32ColumnReader(r) => {
                batch(r, max_def, rows, room, |n| whole_text(i64::from(*n), meaning, u32::BITS))
            }
            ColumnReader::Int64ColumnReader(r) => {
                batch(r, max_def, rows, room, |n| whole_text(*n, meaning, u64::BITS))
            }
            ColumnReader::Int96ColumnReader(r) => {
                batch(r, max_def, rows, room, |n| whole_text(n.to_millis(), Meaning::Stamp(1000), u64::BITS))
            }
            ColumnReader::FloatColumnReader(r) => {
                batch(r, max_def, rows, room, |n| if n.is_nan() { String::new() } else { n.to_string() })
            }
            ColumnReader::DoubleColumnReader(r) => {
                batch(r, max_def, rows, room, |n| if n.is_nan() { String::new() } else { n.to_string() })
            }
            ColumnReader::ByteArrayColumnReader(r) => batch(r, max_def, rows, room, |b| bytes(b.data())),
            ColumnReader::FixedLenByteArrayColumnReader(r) => {
                batch(r, max_def, rows, room, |b| bytes(b.data()))
            }
        }
    }
}

fn batch<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    max_def: i16,
    rows: usize,
    room: &mut usize,
    mut text: impl FnMut(&T::T) -> String,
) -> Result<Vec<String>, ParquetError> {
    let (mut values, mut levels) = (Vec::new(), Vec::new());
    let mut count = 0;
    // A reader may give fewer rows than asked for at the end of a page.
    while count < rows {
        let (read, ..) = reader.read_records(rows - count, Some(&mut levels), None, &mut values)?;
        if read == 0 {
            break;
        }
        count += read;
    }
    let mut values = values.iter();
    let mut out = Vec::with_capacity(count);
    for row in 0..count {
        let given = max_def == 0 || levels.get(row) == Some(&max_def);
        let cell = if given { values.next().map(&mut text).unwrap_or_default() } else { String::new() };
        *room = room
            .checked_sub(cell.len() + 1)
            .ok_or_else(|| ParquetError::General("its text is far longer than the file".to_owned()))?;
        out.push(cell);
    }
    Ok(out)
}

fn meaning(column: &ColumnDescriptor) -> Meaning {
    let per_second = |unit: &TimeUnit| match unit {
        TimeUnit::MILLIS => 1000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    };
    let scale = usize::try_from(column.type_scale()).unwrap_or_default().min(40);
    match column.logical_type_ref() {
        Some(LogicalType::Date) => Meaning::Day,
        Some(LogicalType::Timestamp(stamp)) => Meaning::Stamp(per_second(&stamp.unit)),
        Some(LogicalType::Time(time)) => Meaning::Clock(per_second(&time.unit)),
        Some(LogicalType::Decimal(_)) => Meaning::Decimal(scale),
        Some(LogicalType::Integer(int)) if !int.is_signed => Meaning::Unsigned,
        Some(_) => Meaning::Plain,
        None => match column.converted_type() {
            ConvertedType::DATE => Meaning::Day,
            ConvertedType::TIMESTAMP_MILLIS => Meaning::Stamp(1000),
            ConvertedType::TIMESTAMP_MICROS => Meaning::Stamp(1_000_000),
            ConvertedType::TIME_MILLIS => Meaning::Clock(1000),
            ConvertedType::TIME_MICROS => Meaning::Clock(1_000_000),
            ConvertedType::DECIMAL => Meaning::Decimal(scale),
            ConvertedType::UINT_8
            | ConvertedType::UINT_16
            | ConvertedType::UINT_32
            | ConvertedType::UINT_64 => Meaning::Unsigned,
            _ => Meaning::Plain,
        },
    }
}

/// A whole number of so many bits as what it stands for.
fn whole_text(n: i64, meaning: Meaning, bits: u32) -> String {
    match meaning {
        Meaning::Plain => n.to_string(),
        Meaning::Unsigned if bits == u32::BITS => (n & i64::from(u32::MAX)).to_string(),
        Meaning::Unsigned => n.cast_unsigned().to_string(),
        Meaning::Day => iso(Date::from_days(n)),
        Meaning::Stamp(units) => {
            let at = Instant(n.div_euclid(units));
            // Midnight is how programs write a day.
            if at.second_of_day() == 0 { iso(at.date()) } else { stamp(at) }
        }
        Meaning::Clock(units) => {
            let (hour, minute, second) = Instant(n.div_euclid(units).rem_euclid(DAY_SECS)).clock();
            format!("{hour:02}:{minute:02}:{second:02}")
        }
        Meaning::Decimal(scale) => decimal(i128::from(n), scale),
    }
}

/// Text, or a decimal number; `None` for bytes that are neither.
fn bytes_text(bytes: &[u8], meaning: Meaning) -> Option<String> {
    let Meaning::Decimal(scale) = meaning else {
        return std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0')).map(str::to_owned);
    };
    if bytes.len() > 16 {
        return None;
    }
    let negative = bytes.first().is_some_and(|first| *first >= 128);
    let start: i128 = if negative { -1 } else { 0 };
    Some(decimal(bytes.iter().fold(start, |n, &byte| (n << 8) | i128::from(byte)), scale))
}

fn decimal(n: i128, scale: usize) -> String {
    let sign = if n < 0 { "-" } else { "" };
    let digits = format!("{:0width$}", n.unsigned_abs(), width = scale + 1);
    let (whole, part) = digits.split_at(digits.len() - scale);
    let part = part.trim_end_matches('0');
    let text: Cow<'_, str> = if part.is_empty() { whole.into() } else { format!("{whole}.{part}").into() };
    format!("{sign}{text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_what_they_stand_for() {
        let cases = [
            (20_372, Meaning::Day, "2025-10-11"),
            (1_760_140_800_000, Meaning::Stamp(1000), "2025-10-11"),
            (1_760_216_645_000_000, Meaning::Stamp(1_000_000), "2025-10-11T21:04:05"),
            (75_600_000, Meaning::Clock(1000), "21:00:00"),
            (-1234, Meaning::Decimal(2), "-12.34"),
            (5, Meaning::Decimal(3), "0.005"),
            (1200, Meaning::Decimal(2), "12"),
            (-1, Meaning::Unsigned, "18446744073709551615"),
        ];
        for (n, meaning, text) in cases {
            assert_eq!(whole_text(n, meaning, u64::BITS), text);
        }
        assert_eq!(whole_text(-1, Meaning::Unsigned, u32::BITS), "4294967295");
        assert_eq!(bytes_text(&[0xFF, 0x85], Meaning::Decimal(1)).as_deref(), Some("-12.3"));
        assert_eq!(bytes_text(&[0xFF, 0x00], Meaning::Plain), None);
    }
}
