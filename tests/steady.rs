//! What is read from a file depends neither on the pieces in which it is delivered nor on the order of its columns, and
//! no record of it is lost.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what goes wrong here is a failed test")]

use std::path::Path;
use std::sync::Arc;

use borderline::io::{Job, Limits, LoadOptions, Loaded, ProblemKind, Source, load, load_bytes};
use borderline::model::{Event, EventRef};
use proptest::prelude::*;

/// Tables of known columns with all their rows in order.
const TABLES: [&str; 10] = [
    "acled-csv-2016.csv",
    "ucdp-csv-17.csv",
    "ucdp-csv-hxl.csv",
    "gtd-csv-135.csv",
    "scad-csv-codes.csv",
    "aid-workers-csv-blanks.csv",
    "ushahidi-csv-reports.csv",
    "maphub-csv-xy.csv",
    "atlos-csv-export.csv",
    "timelinejs-csv-sheet.csv",
];

/// All fixtures by name.
fn fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|e| e != "md")).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), std::fs::read(path).unwrap())).collect()
}

fn fixture(name: &str) -> Vec<u8> {
    fixtures().into_iter().find(|(n, _)| n == name).unwrap().1
}

/// Loads bytes that come in pieces of this size.
fn in_pieces(bytes: &[u8], size: usize) -> Loaded {
    let source = Source::Bytes { name: "pieces".into(), bytes: Arc::from(bytes) };
    let limits = Limits { read_bytes: size, ..Limits::default() };
    load(&[source], &LoadOptions { limits, ..LoadOptions::default() }, &Job::default())
}

fn events(loaded: &Loaded) -> Vec<Event> {
    loaded.dataset.events().map(EventRef::to_event).collect()
}

/// All that a user sees of a load.
fn all(loaded: &Loaded) -> (Vec<Event>, String) {
    let report = &loaded.reports[0];
    let counts = (report.rows_seen(), report.rows_loaded(), report.format, &report.encoding);
    (events(loaded), format!("{counts:?} {:?} {:?} {:?}", report.problems, report.notes, report.error))
}

#[test]
fn every_fixture_says_the_same_in_pieces_of_every_size() {
    for (name, bytes) in fixtures() {
        let whole = all(&in_pieces(&bytes, 256 << 10));
        for size in [1, 7, 64 << 10] {
            assert_eq!(all(&in_pieces(&bytes, size)), whole, "{name} in pieces of {size}");
        }
    }
}

/// Bytes put in place of those at a share of the file's length.
fn damage() -> impl Strategy<Value = (prop::sample::Index, usize, &'static [u8])> {
    let pieces: [&[u8]; 12] =
        [b"\"", b"\n", b"\r", b"\r\n", b",", b"{", b"]", b"\\", b"<", b"\xE2\x80", b"\xEF\xBB\xBF", b""];
    (any::<prop::sample::Index>(), 0_usize..20, prop::sample::select(pieces.to_vec()))
}

fn damaged(mut bytes: Vec<u8>, damages: &[(prop::sample::Index, usize, &'static [u8])]) -> Vec<u8> {
    for (at, len, piece) in damages {
        let start = at.index(bytes.len() + 1);
        let end = (start + len).min(bytes.len());
        bytes.splice(start..end, piece.iter().copied());
    }
    bytes
}

/// The records of comma-separated text as another library finds them, without its header, blank lines and rows of tags.
fn records(bytes: &[u8]) -> u64 {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let text = |record: &csv::ByteRecord| record.iter().any(|field| !field.trim_ascii().is_empty());
    reader.byte_records().skip(1).filter(|record| text(record.as_ref().unwrap())).count() as u64
}

/// Comma-separated text with its columns in another order.
fn reordered(bytes: &[u8], order: &[usize]) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(bytes);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for record in reader.byte_records() {
        let record = record.unwrap();
        writer.write_record(order.iter().map(|&column| record.get(column).unwrap_or_default())).unwrap();
    }
    writer.into_inner().unwrap()
}

fn width(bytes: &[u8]) -> usize {
    csv::ReaderBuilder::new().flexible(true).from_reader(bytes).byte_headers().unwrap().len()
}

/// A table and its columns in any order.
fn shuffled() -> impl Strategy<Value = (Vec<u8>, Vec<usize>)> {
    prop::sample::select(TABLES.to_vec()).prop_flat_map(|name| {
        let bytes = fixture(name);
        let order = Just((0..width(&bytes)).collect::<Vec<usize>>()).prop_shuffle();
        (Just(bytes), order)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_damaged_file_says_the_same_in_pieces_of_any_size(
        which in any::<prop::sample::Index>(),
        damages in prop::collection::vec(damage(), 0..4),
        size in prop_oneof![Just(1_usize), Just(7), Just(64 << 10), 1_usize..5000],
    ) {
        let bytes = damaged(which.get(&fixtures()).1.clone(), &damages);
        prop_assert_eq!(all(&in_pieces(&bytes, size)), all(&in_pieces(&bytes, 256 << 10)));
    }

    #[test]
    fn every_record_of_a_damaged_table_is_loaded_or_counted(
        name in prop::sample::select(TABLES.to_vec()),
        damages in prop::collection::vec(damage(), 0..4),
    ) {
        let bytes = damaged(fixture(name), &damages);
        let loaded = load_bytes("damaged.csv", bytes.as_slice());
        let report = &loaded.reports[0];
        // Only where both read the same text: commas, and letters that were not decoded from another encoding.
        let comma = !report.notes.iter().any(|note| note.starts_with("Fields are separated"));
        prop_assume!(report.error.is_none() && report.encoding.starts_with("UTF-8") && comma);
        prop_assume!(name.starts_with(report.format));
        let tags = report.problems.count(ProblemKind::HxlRow);
        prop_assert_eq!(report.rows_seen() + tags, records(&bytes));
        prop_assert_eq!(report.rows_loaded(), loaded.dataset.len() as u64);
    }

    #[test]
    fn columns_in_any_order_make_the_same_events((bytes, order) in shuffled()) {
        let [as_is, turned] = [bytes.clone(), reordered(&bytes, &order)].map(|text| load_bytes("table", text));
        prop_assert_eq!(as_is.reports[0].format, turned.reports[0].format);
        prop_assert_eq!(events(&as_is), events(&turned));
        prop_assert!(as_is.dataset.len() > 1);
    }
}
