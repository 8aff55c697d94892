//! Every format reads its own fixtures, with their traps counted.
#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

use std::path::{Path, PathBuf};

use borderline::io::{FORMATS, FileSummary, Job, load_paths, summaries};

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e != "md"));
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn summary(fixture: &str) -> FileSummary {
    let path = fixtures().into_iter().find(|p| name(p) == fixture).unwrap();
    summaries(&load_paths(&[path], &Job::default())).remove(0)
}

/// `kind count` of every problem.
fn problems(s: &FileSummary) -> Vec<String> {
    s.problems.iter().map(|p| format!("{} {}", p.kind, p.count)).collect()
}

fn rows(s: &FileSummary) -> (u64, u64, u64) {
    (s.rows_seen, s.rows_loaded, s.rows_skipped)
}

#[test]
fn every_format_has_a_fixture_and_every_fixture_is_recognised() {
    for format in FORMATS {
        assert!(
            fixtures().iter().any(|p| name(p).starts_with(format.id())),
            "{} has no fixture",
            format.id()
        );
    }
    for path in fixtures() {
        let s = summaries(&load_paths(std::slice::from_ref(&path), &Job::default())).remove(0);
        assert!(
            name(&path).starts_with(&s.format) && !s.format.is_empty(),
            "{} read as {:?}",
            name(&path),
            s.format
        );
        assert_eq!((s.rows_seen, &s.error), (s.rows_loaded + s.rows_skipped, &None), "{}", name(&path));
    }
}

#[test]
fn all_fixtures_together_are_one_dataset() {
    let loaded = load_paths(&fixtures(), &Job::default());
    let rows: u64 = loaded.reports.iter().map(borderline::io::FileReport::rows_loaded).sum();
    assert_eq!(loaded.dataset.len() as u64, rows);
    let starts: Vec<i64> = loaded.dataset.starts().to_vec();
    assert!(starts.is_sorted());
    let one = loaded.dataset.event(loaded.dataset.find("road").unwrap()).unwrap();
    assert_eq!(one.file().unwrap().name, "geojson-traps.geojson");
}

#[test]
fn acled_of_2016() {
    let s = summary("acled-csv-2016.csv");
    assert_eq!((rows(&s), problems(&s)), ((3, 3, 0), vec!["repeated-id 1".to_owned()]));
    assert!(s.notes.iter().any(|note| note.contains("one row per actor")), "{:?}", s.notes);
    assert_eq!((s.first.as_deref(), s.last.as_deref()), (Some("2015-01-01"), Some("2015-01-02")));
    assert_eq!(s.kinds.0, [("battle", 1), ("protest", 2)]);
}

#[test]
fn acled_of_2020() {
    let s = summary("acled-csv-2020.csv");
    assert_eq!(rows(&s), (7, 4, 3));
    assert_eq!(problems(&s), ["short-record 1", "totals-row 1", "cut-file 1"]);
    assert_eq!(s.date_precision.0, [("day", 2), ("week", 1), ("month", 1)]);
    assert_eq!(s.place_precision.0, [("exact", 2), ("near", 1), ("province", 1)]);
    assert_eq!(s.kinds.0, [("battle", 1), ("strike", 1), ("civilians", 1), ("diplomacy", 1)]);
    assert_eq!(s.fatalities.best, Some(4));
}

#[test]
fn acled_of_2024_with_ruined_cells() {
    let s = summary("acled-csv-2024.csv");
    assert_eq!(rows(&s), (6, 6, 0));
    assert_eq!(
        problems(&s),
        ["bad-date 1", "bad-place 2", "ruined-place 1", "swapped-axes 1", "bad-number 1", "extra-fields 1"]
    );
    assert_eq!((s.places.ok, s.places.missing, s.places.invalid), (2, 0, 4));
    assert_eq!((s.dates.exact, s.dates.missing, s.fatalities.best), (5, 1, Some(2)));
    let ruined = s.problems.iter().find(|p| p.kind == "ruined-place").unwrap();
    assert_eq!((ruined.first[0].row, ruined.first[0].value.as_str()), (5, "31.610.269, 70.1"));
}

#[test]
fn ucdp_with_tags_and_every_code() {
    let s = summary("ucdp-csv-hxl.csv");
    assert_eq!(
        (rows(&s), problems(&s)),
        ((7, 7, 0), vec!["reversed-dates 1".to_owned(), "hxl-row 1".to_owned()])
    );
    assert_eq!(s.date_precision.0, [("day", 2), ("week", 1), ("month", 1), ("year", 1), ("range", 2)]);
    let places = [("exact", 1), ("near", 2), ("district", 1), ("province", 1), ("country", 1), ("line", 1)];
    assert_eq!(s.place_precision.0, places);
    assert_eq!((s.fatalities.low, s.fatalities.best, s.fatalities.high), (Some(74), Some(102), Some(132)));
}

#[test]
fn ucdp_with_a_handful_of_columns() {
    let s = summary("ucdp-csv-17.csv");
    assert_eq!(
        (rows(&s), problems(&s)),
        ((4, 3, 1), vec!["partial-date 1".to_owned(), "totals-row 1".to_owned()])
    );
    assert_eq!((s.fatalities.low, s.fatalities.best, s.fatalities.high), (Some(135), Some(235), Some(254)));
    assert_eq!(s.place_precision.0, [("near", 3)]);
}

#[test]
fn geojson_with_every_trap() {
    let s = summary("geojson-traps.geojson");
    assert_eq!(rows(&s), (8, 7, 1));
    assert_eq!(problems(&s), ["bad-place 1", "swapped-axes 1", "repeated-key 1", "not-an-event 1"]);
    assert_eq!((s.places.ok, s.places.missing, s.places.invalid), (4, 1, 2));
    let places = [("exact", 1), ("near", 1), ("district", 1), ("country", 1), ("line", 1), ("unknown", 2)];
    assert_eq!(s.place_precision.0, places);
}

#[test]
fn an_event_file_with_everything() {
    let s = summary("borderline-json-events.json");
    assert_eq!(rows(&s), (9, 8, 1));
    let expected = ["bad-date 1", "bad-place 1", "unknown-word 1", "missing-event 1", "unreadable 1"];
    assert_eq!(problems(&s), expected);
    assert_eq!((s.dates.exact, s.dates.partial, s.dates.missing), (2, 4, 2));
    assert_eq!(s.fatalities.high, Some(261));
}

#[test]
fn parquet_of_another_program() {
    let s = summary("parquet-events.parquet");
    assert_eq!((rows(&s), problems(&s)), ((4, 4, 0), vec!["swapped-axes 1".to_owned()]));
    assert_eq!(s.date_precision.0, [("day", 1), ("week", 1), ("month", 1)]);
    assert_eq!((s.places.ok, s.places.missing, s.places.invalid), (2, 1, 1));
    assert_eq!((s.first.as_deref(), s.fatalities.best), (Some("2025-10-01"), Some(15)));
    let lists = "Columns with lists or bytes were not read: tags.list.element, geometry.";
    assert!(s.notes.iter().any(|note| note == lists), "{:?}", s.notes);
}

#[test]
fn an_exported_table_says_what_the_event_file_said() {
    let (table, file) = (summary("borderline-table-events.csv"), summary("borderline-json-events.json"));
    assert_eq!((rows(&table), problems(&table)), ((8, 8, 0), Vec::new()));
    assert_eq!(
        (table.date_precision, table.place_precision, table.kinds, table.fatalities.high),
        (file.date_precision, file.place_precision, file.kinds, file.fatalities.high)
    );
}
