//! Tables and lists of other makers: the project's own fixtures, and real files where they are at hand.
#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use borderline::io::format::Shape;
use borderline::io::{FORMATS, Fit, Head, Job, Loaded, load_paths};
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
        let head = Head { name: String::new(), bytes: std::fs::read(&path).unwrap(), whole: true };
        let fit = |id: &str| FORMATS.iter().find(|format| format.id() == id).unwrap().sniff(&head);
        assert!(fit(id) > Fit::No, "{} is not known as {id}", path.display());
        for other in FORMATS.iter().filter(|format| format.id() != id) {
            assert!(other.sniff(&head) < fit(id), "{} is claimed by {}", path.display(), other.id());
        }
    }
}

#[test]
fn every_fixture_is_read_and_no_row_of_it_is_lost() {
    for (id, path) in fixtures() {
        let loaded = open(path);
        let report = &loaded.reports[0];
        assert_eq!((report.format, &report.error), (id, &None), "{}", report.name);
        assert!(report.rows_loaded() > 0, "{}", report.name);
        assert_eq!(report.rows_loaded(), loaded.dataset.len() as u64, "{}", report.name);
    }
}

#[test]
fn every_format_of_tables_and_json_has_a_fixture() {
    let have: Vec<&str> = fixtures().into_iter().map(|(id, _)| id).collect();
    let text = FORMATS.iter().filter(|format| matches!(format.shape(), Shape::Table | Shape::Json));
    let missing: Vec<&str> = text.map(|format| format.id()).filter(|id| !have.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
