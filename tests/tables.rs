//! Tables and lists of other makers: the project's own fixtures, and real files where they are at hand.
#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use borderline::io::{Job, Loaded, load_paths};
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
