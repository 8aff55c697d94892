//! Parquet files of our own making: whole, cut, damaged and hostile.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArrayType, DoubleType, FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::io::load_bytes;
use crate::model::EventRef;

const SCHEMA: &str = "message acled {
    optional binary event_id_cnty (UTF8);
    optional int32 event_date (DATE);
    optional int32 time_precision;
    optional binary event_type (UTF8);
    optional binary actor1 (UTF8);
    optional binary country (UTF8);
    optional double latitude;
    optional double longitude;
    optional int64 fatalities;
    optional fixed_len_byte_array(3) population_best (DECIMAL(6, 1));
    optional int64 timestamp (TIMESTAMP_MILLIS);
}";

/// Three rows of which the last says next to nothing, twice: in two groups of rows.
fn file(compression: Compression) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let mut out = Vec::new();
    let mut file = SerializedFileWriter::new(&mut out, schema, Arc::new(properties)).unwrap();
    for part in ["A", "B"] {
        let mut group = file.next_row_group().unwrap();
        let ids = [1, 2, 3].map(|n| format!("{part}{n}").into_bytes().into());
        let mut n = 0;
        while let Some(mut column) = group.next_column().unwrap() {
            let (two, three) = ([1, 1, 0], [1, 1, 1]);
            match n {
                0 => column.typed::<ByteArrayType>().write_batch(&ids, Some(&three), None),
                1 => column.typed::<Int32Type>().write_batch(&[20_372, 20_373], Some(&two), None),
                2 => column.typed::<Int32Type>().write_batch(&[1, 1], Some(&two), None),
                3 => {
                    let same = ["Battles".into(), "Battles".into()];
                    column.typed::<ByteArrayType>().write_batch(&same, Some(&two), None)
                }
                4 => {
                    let names = ["Militia X".into(), "Militia Y".into()];
                    column.typed::<ByteArrayType>().write_batch(&names, Some(&two), None)
                }
                5 => {
                    let same = ["Pakistan".into(), "Pakistan".into(), "Pakistan".into()];
                    column.typed::<ByteArrayType>().write_batch(&same, Some(&three), None)
                }
                6 => column.typed::<DoubleType>().write_batch(&[33.9, f64::NAN], Some(&two), None),
                7 => column.typed::<DoubleType>().write_batch(&[70.1, f64::NAN], Some(&two), None),
                8 => column.typed::<Int64Type>().write_batch(&[3], Some(&[1, 0, 0]), None),
                9 => {
                    let value = vec![0_u8, 4, 210].into();
                    column.typed::<FixedLenByteArrayType>().write_batch(&[value], Some(&[1, 0, 0]), None)
                }
                _ => column.typed::<Int64Type>().write_batch(&[1_760_216_645_000], Some(&[1, 0, 0]), None),
            }
            .unwrap();
            column.close().unwrap();
            n += 1;
        }
        group.close().unwrap();
    }
    file.close().unwrap();
    out
}

#[test]
fn rows_of_a_known_table_are_read_however_they_are_packed() {
    for compression in [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::LZ4_RAW] {
        let loaded = load_bytes("x.parquet", file(compression));
        let report = &loaded.reports[0];
        // The third row of each group has neither date nor type.
        let rows = (report.rows_seen(), report.rows_loaded());
        assert_eq!((report.format, &report.error, rows), ("parquet", &None, (6, 4)));
        assert!(report.notes.iter().any(|note| note.contains("ACLED")), "{:?}", report.notes);
        let event = loaded.dataset.event(loaded.dataset.find("B1").unwrap()).unwrap();
        assert_eq!(event.when().unwrap().in_short(), "11 Oct 2025");
        assert_eq!((event.at().unwrap().lat(), event.toll().unwrap().best), (33.9, 3));
        let second = loaded.dataset.event(loaded.dataset.find("B2").unwrap()).unwrap();
        assert_eq!((second.at(), second.toll()), (None, None));
        let columns = crate::io::original(event.file().unwrap(), event.origin()).unwrap();
        let cell = |name: &str| columns.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str());
        assert_eq!(
            [cell("population_best"), cell("timestamp")],
            [Some("123.4"), Some("2025-10-11T21:04:05")]
        );
    }
}

#[test]
fn broken_files_are_named_errors_wherever_they_are_broken() {
    let whole = file(Compression::SNAPPY);
    assert_eq!(load_bytes("x", whole.clone()).dataset.len(), 4);
    for len in (4..whole.len()).step_by(13) {
        let report = &load_bytes("x", whole[..len].to_vec()).reports[0];
        assert!(report.error.as_ref().unwrap().contains("Parquet"), "cut at {len}: {:?}", report.error);
    }
    for at in (4..whole.len()).step_by(5) {
        let mut bytes = whole.clone();
        bytes[at] ^= [1, 128, 255][at % 3];
        let loaded = load_bytes("x", bytes);
        let report = &loaded.reports[0];
        assert_eq!(report.rows_seen(), report.rows_loaded() + report.rows_skipped());
    }
}

#[test]
fn a_page_that_would_unpack_to_gigabytes_is_refused() {
    // `PageHeader`: type 0, unpacked size 2^31 - 2, packed size 10.
    let head = [0x15, 0x00, 0x15, 0xFC, 0xFF, 0xFF, 0xFF, 0x0F, 0x15, 0x14, 0x00];
    let mut file = std::io::Cursor::new([head.as_slice(), &[0; 10]].concat());
    let error = super::largest_page(&mut file, (0, 21), &crate::io::Limits::default()).unwrap_err();
    assert!(error.to_string().contains("2147483646 bytes, more than is safe"), "{error}");
}

#[test]
fn nested_footers_are_refused_before_they_take_the_stack() {
    // Field 2 of the footer: a list of 200 columns, each with one child.
    let element = [0x55, 0x02, 0x00];
    let mut footer = vec![0x29, 0xFC, 200, 1];
    footer.extend(element.iter().cycle().take(600));
    footer.push(0);
    // A struct within a struct, and so on.
    let nested = [vec![0x1C; 5000], vec![0; 5000]].concat();
    for footer in [footer, nested] {
        let len = u32::try_from(footer.len()).unwrap().to_le_bytes();
        let bytes = [b"PAR1".as_slice(), &footer, &len, b"PAR1"].concat();
        let report = &load_bytes("x", bytes).reports[0];
        assert!(report.error.as_ref().unwrap().contains("nested too deep"), "{:?}", report.error);
    }
}

#[test]
fn a_million_events_are_written_in_groups() {
    let mut csv = String::from("event_id_cnty,event_date,time_precision,event_type,country,geo_precision\n");
    for n in 0..45_000 {
        csv.push('P');
        csv.push_str(&n.to_string());
        csv.push_str(",2025-10-11,1,Battles,Pakistan,1\n");
    }
    let data = load_bytes("acled.csv", csv.into_bytes()).dataset;
    let mut file = Vec::new();
    let format = crate::io::export_by_id("parquet").unwrap();
    format.write(&mut data.events(), &crate::io::ExportOptions::default(), &mut file).unwrap();
    let read = load_bytes("x.parquet", file).dataset;
    assert!(read.events().map(EventRef::id).eq(data.events().map(EventRef::id)));
    assert_eq!(read.len(), 45_000);
}
