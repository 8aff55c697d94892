//! However a text is cut into blocks, its records are those that the standard reader finds.

use std::sync::Arc;

use encoding_rs::UTF_8;
use proptest::prelude::*;

use super::*;
use crate::io::block_records::BlockRecords;
use crate::io::csv::{Record, Table};
use crate::io::load::{LoadOptions, Loaded, Source, load};
use crate::io::report::FileReport;
use crate::io::sink::FileSink;
use crate::io::{Job, Limits};
use crate::model::DatasetBuilder;

/// All that is found in a text, and what is said of it.
#[derive(Debug, PartialEq)]
struct Found {
    records: Vec<String>,
    problems: Vec<String>,
    error: Option<String>,
}

fn described(record: &Record<'_>) -> String {
    let fields: Vec<&str> = record.fields().collect();
    format!("{:?} {fields:?} {} {}", record.origin, record.terminated, record.is_empty())
}

fn find(
    bytes: &[u8],
    limits: &Limits,
    read: impl FnOnce(&mut Input<'_>, &mut FileSink<'_>, &mut Vec<String>) -> Result<(), ReadError>,
) -> Found {
    let (job, mut builder, mut report) = (Job::default(), DatasetBuilder::default(), FileReport::default());
    let bytes: Arc<[u8]> = bytes.into();
    let mut input = Input::from_bytes("x", &bytes, Some(UTF_8), limits, &job).unwrap();
    let mut sink = FileSink::new(&mut builder, &mut report, &job, limits, 0);
    let mut records = Vec::new();
    let result = read(&mut input, &mut sink, &mut records);
    let problems = report.problems.iter().map(|(kind, n, examples)| format!("{kind:?} {n} {examples:?}"));
    Found { records, problems: problems.collect(), error: result.err().map(|error| error.to_string()) }
}

fn one_by_one(bytes: &[u8], dialect: Dialect, limits: &Limits) -> Found {
    find(bytes, limits, |input, out, found| {
        let new = if dialect.quotes { Table::new } else { Table::without_quotes };
        let mut table = new(input, dialect.delimiter);
        while let Some(record) = table.next(input, out)? {
            found.push(described(&record));
        }
        Ok(())
    })
}

fn in_blocks(bytes: &[u8], dialect: Dialect, limits: &Limits) -> Found {
    find(bytes, limits, |input, out, found| {
        let start = input.offset();
        let mut blocks = Blocks::new(input, dialect, (&[], start), 0, limits.block_bytes);
        let mut records = BlockRecords::new(dialect, limits, None);
        let mut block = Block::default();
        while blocks.next(&mut block)? {
            records.each(&block, out, &mut |record, _| {
                found.push(described(record));
                Ok(())
            })?;
        }
        Ok(())
    })
}

/// Texts made of what matters to a reader of tables.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let pieces: &[&[u8]] = &[
        b"a",
        b"bc",
        b" ",
        b",",
        b",",
        b";",
        b"\"",
        b"\"",
        b"\"\"",
        b",\"",
        b"\",",
        b"\n",
        b"\n",
        b"\r\n",
        b"\r",
        "کر".as_bytes(),
        "é".as_bytes(),
        b"\xE1",
        b"\xEF\xBB\xBF",
        b"\0",
    ];
    let piece = proptest::sample::select(pieces.to_vec());
    proptest::collection::vec(piece, 1..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn records_are_the_same_however_the_text_is_cut(
        text in texts(),
        block_bytes in prop_oneof![1_usize..40, 60_usize..400],
        record_bytes in prop_oneof![Just(1 << 20), 4_usize..30],
        field_bytes in prop_oneof![Just(1 << 20), 2_usize..12],
        columns in prop_oneof![Just(4096), Just(64)],
        quotes: bool,
        semicolon: bool,
    ) {
        // A mark at the very begin of a text is none further on, so there is a header, as in every table.
        let text = [b"h\n", text.as_slice()].concat();
        let dialect = Dialect { delimiter: if semicolon { b';' } else { b',' }, quotes };
        let limits = Limits { record_bytes, field_bytes, columns, block_bytes, ..Limits::default() };
        prop_assert_eq!(in_blocks(&text, dialect, &limits), one_by_one(&text, dialect, &limits));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn several_threads_read_what_one_reads(
        rows in proptest::collection::vec(row(), 0..80),
        block_bytes in 20_usize..600,
        threads in 2_usize..5,
        crlf: bool,
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let text = format!("event_id_cnty,event_date,event_type,actor1,location,latitude,longitude,fatalities,notes{end}")
            + &rows.join(end);
        let one = loaded(&text, Limits { threads: 1, ..Limits::default() });
        let many = loaded(&text, Limits { block_bytes, threads, ..Limits::default() });
        prop_assert_eq!(facts(&many), facts(&one));
        prop_assert!(many.dataset.names().iter().eq(one.dataset.names().iter()));
    }
}

/// Rows of an ACLED file, many of them not as they should be.
fn row() -> impl Strategy<Value = String> {
    let pick = |of: &'static [&'static str]| proptest::sample::select(of.to_vec());
    (
        pick(&["A1", "A2", "A3", "", "\"A1\""]),
        pick(&["2020-01-05", "2020-01-04", "31/31/31", "May 2020", ""]),
        pick(&["Battles", "Riots", ""]),
        pick(&["TTP", "\"Mil, itia\"", "", "کرم"]),
        pick(&["Kurram", "Khost"]),
        pick(&["33.7,70.1", "70.1,33.7", "0,0", "x,y", ","]),
        pick(&["3", "many", "", "-9"]),
        pick(&["\"two\nlines, \"\"so\"\"\"", "plain", "", "\"a\"b", "one,two", "\"\""]),
    )
        .prop_map(|(id, date, kind, actor, place, at, dead, notes)| {
            [id, date, kind, actor, place, at, dead, notes].join(",")
        })
}

fn loaded(text: &str, limits: Limits) -> Loaded {
    let source = Source::Bytes { name: "x.csv".into(), bytes: text.as_bytes().into() };
    load(&[source], &LoadOptions { limits, ..LoadOptions::default() }, &Job::default())
}

/// Everything that a load says.
fn facts(loaded: &Loaded) -> (Vec<String>, String) {
    let events = loaded.dataset.events();
    let events = events.map(|e| {
        let codes = (e.place_code(), e.site(), e.type_code(), e.actor_codes(), e.source_code());
        format!("{:?} {:?} {} {codes:?}", e.to_event(), e.origin(), e.flags())
    });
    let report = loaded.reports.iter().map(|r| {
        let problems: Vec<_> = r.problems.iter().collect();
        format!("{problems:?} {:?} {:?} {} {}", r.notes, r.error, r.rows_loaded(), r.rows_skipped())
    });
    (events.collect(), report.collect())
}

#[test]
fn a_quotation_mark_that_never_closes_ends_the_load_where_it_stands() {
    let rows = "A1,2020-01-01,Battles,X\n".repeat(50);
    let text = format!("event_id_cnty,event_date,event_type,actor1\n{rows}A2,\"{}", "x\n".repeat(900));
    let limits = Limits { record_bytes: 1000, block_bytes: 100, threads: 2, ..Limits::default() };
    let loaded = loaded(&text, limits);
    assert_eq!(loaded.dataset.len(), 50);
    assert!(
        loaded.reports[0].error.as_deref().unwrap().starts_with("record 52 "),
        "{:?}",
        loaded.reports[0].error
    );
}
