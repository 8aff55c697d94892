//! Tables and lists of other makers: the project's own fixtures, and real files where they are at hand.
#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use borderline::io::csv::{Splitter, Step};
use borderline::io::format::Shape;
use borderline::io::{FORMATS, Fit, Head, Job, Limits, Loaded, load_bytes, load_paths};
use borderline::model::EventRef;

/// A file of the folder with real data beside the project; `None`, said aloud, where there is none.
fn real(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.is_file() {
        return Some(path);
    }
    eprintln!("skipped: {} is not at hand", path.display());
    None
}

fn open(path: PathBuf) -> Loaded {
    load_paths(&[path], &Job::default())
}

fn counts<'a>(loaded: &'a Loaded, of: impl Fn(EventRef<'a>) -> String) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for event in loaded.dataset.events() {
        *counts.entry(of(event)).or_default() += 1;
    }
    counts
}

#[test]
fn gdelt_of_one_quarter_of_an_hour_is_read_whole() {
    let Some(path) = real("20191024143000.export.CSV") else { return };
    let loaded = open(path);
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("gdelt", 2111, 2111));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(loaded.dataset.events().filter(|e| e.at().is_some()).count(), 2073);
    assert_eq!(loaded.dataset.span().unwrap().in_words(), "24 October 2018 – 24 October 2019");
    let countries = counts(&loaded, |e| loaded.dataset.names().get(e.place_names().country).to_owned());
    assert_eq!((countries["Pakistan"], countries["Afghanistan"]), (7, 11));
    let places = counts(&loaded, |e| e.place_precision().id().to_owned());
    assert_eq!(
        places,
        BTreeMap::from(
            [("country", 550), ("exact", 1179), ("province", 345), ("unknown", 37)]
                .map(|(k, v)| (k.to_owned(), v))
        )
    );
    assert!(loaded.dataset.events().all(|e| e.toll().is_none() && e.detail().claims.is_empty()));
}

#[test]
fn a_timeline_of_women_in_computing_says_the_same_as_sheet_and_as_json() {
    for (name, format, seen) in
        [("women_in_computing.csv", "timelinejs-csv", 11), ("women_in_computing.json", "timelinejs-json", 10)]
    {
        let Some(path) = real(name) else { return };
        let loaded = open(path);
        let report = &loaded.reports[0];
        assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), (format, seen, 10));
        assert!(loaded.dataset.events().all(|e| e.at().is_none() && e.when().is_some()));
        // Seven slides begin with a year or month only; two of those, and one with days, run on to another year.
        let precisions = counts(&loaded, |e| e.when().unwrap().precision.id().to_owned());
        let expected = [("day", 2), ("range", 3), ("year", 5)].map(|(k, v)| (k.to_owned(), v));
        assert_eq!(precisions, BTreeMap::from(expected));
        assert!(loaded.dataset.events().all(|e| !e.title().is_empty() && !e.summary().contains("</")));
    }
}

/// The project's own fixtures of tables and JSON files, each with the id of the format that its name begins with.
fn fixtures() -> Vec<(&'static str, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = FORMATS.iter().filter(|format| matches!(format.shape(), Shape::Table | Shape::Json));
    let mut ids: Vec<&'static str> = text.map(|format| format.id()).collect();
    ids.sort_by_key(|id| std::cmp::Reverse(id.len()));
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let named = files.filter_map(|file| {
        let name = file.file_name().into_string().unwrap();
        ids.iter().find(|id| name.starts_with(&format!("{id}-"))).map(|id| (*id, file.path()))
    });
    named.collect()
}

#[test]
fn no_fixture_of_one_format_is_claimed_by_another() {
    for (id, path) in fixtures() {
        let head = Head { bytes: std::fs::read(&path).unwrap(), whole: true, ..Head::default() };
        let fit = |id: &str| FORMATS.iter().find(|format| format.id() == id).unwrap().sniff(&head);
        assert!(fit(id) > Fit::No, "{} is not known as {id}", path.display());
        // What reads any table stands last and may always say that it could.
        let could = |other: &str| if other == "any-table" { Fit::Maybe } else { Fit::No };
        for other in FORMATS.iter().filter(|format| format.id() != id) {
            let claim = other.sniff(&head);
            assert!(
                claim < fit(id) || claim <= could(other.id()),
                "{} is claimed by {}",
                path.display(),
                other.id()
            );
        }
    }
}

/// The records of a comma-separated text.
fn records(text: &[u8]) -> Vec<Vec<Vec<u8>>> {
    let mut splitter = Splitter::new(b',', 0, &Limits::default());
    let (mut all, mut at) = (Vec::new(), 0);
    loop {
        let (taken, step) = splitter.push(text.get(at..).unwrap());
        at += taken;
        match step {
            Step::Record => all.push(splitter.raw_fields().map(<[u8]>::to_vec).collect()),
            Step::NeedsMore => {}
            _ => return all,
        }
    }
}

/// The same table with its columns from right to left.
fn reversed(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for record in records(text) {
        for (n, field) in record.iter().rev().enumerate() {
            out.extend_from_slice(if n == 0 { b"\"" } else { b",\"" });
            for &byte in field {
                out.extend_from_slice(if byte == b'"' { b"\"\"" } else { std::slice::from_ref(&byte) });
            }
            out.push(b'"');
        }
        out.push(b'\n');
    }
    out
}

#[test]
fn the_order_of_columns_changes_nothing() {
    let tables = [
        "gtd-csv",
        "scad-csv",
        "aid-workers-csv",
        "ushahidi-csv",
        "maphub-csv",
        "atlos-csv",
        "timelinejs-csv",
    ];
    let mut seen = 0;
    for (id, path) in fixtures().into_iter().filter(|(id, _)| tables.contains(id)) {
        let bytes = std::fs::read(&path).unwrap();
        let [as_is, turned] = [bytes.clone(), reversed(&bytes)].map(|text| load_bytes("table", text));
        let events = |loaded: &Loaded| loaded.dataset.events().map(EventRef::to_event).collect::<Vec<_>>();
        assert_eq!(turned.reports[0].format, id);
        assert_eq!(events(&as_is), events(&turned), "{}", path.display());
        assert!(!events(&as_is).is_empty());
        seen += 1;
    }
    assert_eq!(seen, tables.len());
}

/// Fixture, format, rows seen and loaded, and each kind of trouble with its count.
type Expected = (&'static str, &'static str, u64, u64, &'static [(&'static str, u64)]);

#[test]
fn every_trap_of_the_fixtures_is_counted() {
    let expected: [Expected; 15] = [
        ("gdelt-mixed.CSV", "gdelt", 6, 5, &[("bad-date", 1), ("cut-file", 1)]),
        ("gtd-csv-135.csv", "gtd-csv", 3, 3, &[]),
        ("scad-csv-codes.csv", "scad-csv", 3, 3, &[("repeated-id", 1)]),
        ("aid-workers-csv-blanks.csv", "aid-workers-csv", 3, 3, &[]),
        ("ushahidi-csv-reports.csv", "ushahidi-csv", 2, 2, &[]),
        ("maphub-csv-xy.csv", "maphub-csv", 2, 2, &[]),
        ("atlos-csv-export.csv", "atlos-csv", 2, 2, &[]),
        ("timelinejs-csv-sheet.csv", "timelinejs-csv", 5, 4, &[("not-an-event", 1)]),
        ("timelinejs-json-now.json", "timelinejs-json", 3, 3, &[]),
        ("timelinejs-json-old.json", "timelinejs-json", 2, 2, &[]),
        ("timemap-json-export.json", "timemap-json", 2, 2, &[]),
        ("timemap-json-internal.json", "timemap-json", 1, 1, &[]),
        ("acled-json-lines.jsonl", "acled-json", 3, 2, &[("unreadable", 1)]),
        ("ucdp-json-answer.json", "ucdp-json", 2, 2, &[]),
        ("json-lines-events.jsonl", "json-lines", 5, 3, &[("not-an-event", 1), ("unreadable", 1)]),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    for (name, format, seen, loaded_rows, troubles) in expected {
        let loaded = open(folder.join(name));
        let report = &loaded.reports[0];
        assert_eq!(
            (report.format, report.rows_seen(), report.rows_loaded()),
            (format, seen, loaded_rows),
            "{name}"
        );
        let met: BTreeMap<&str, u64> = report.problems.iter().map(|(kind, n, _)| (kind.id(), n)).collect();
        let meant: BTreeMap<&str, u64> = troubles.iter().copied().collect();
        assert_eq!(met, meant, "{name}");
    }
}
