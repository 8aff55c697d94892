//! Tables that nobody described, and workbooks: the project's own files with their traps counted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what goes wrong here is a failed test")]

use std::path::Path;

use borderline::io::{Job, Loaded, load_paths};

fn fixture(name: &str) -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    load_paths(&[path], &Job::default())
}

fn rows(loaded: &Loaded) -> (u64, u64, u64) {
    let report = &loaded.reports[0];
    (report.rows_seen(), report.rows_loaded(), report.rows_skipped())
}

/// `kind count` of every problem.
fn problems(loaded: &Loaded) -> Vec<String> {
    loaded.reports[0].problems.iter().map(|(kind, n, _)| format!("{} {n}", kind.id())).collect()
}

/// When and how sure the place is, in order of time.
fn told(loaded: &Loaded) -> Vec<String> {
    let when = |e: borderline::model::EventRef<'_>| e.when().map_or("never".to_owned(), |w| w.in_short());
    loaded.dataset.events().map(|e| format!("{}, {}", when(e), e.place_precision().id())).collect()
}

fn says(loaded: &Loaded, words: &str) -> bool {
    loaded.reports[0].notes.iter().any(|note| note.contains(words))
}

#[test]
fn a_workbook_of_acled_behind_its_terms_of_use() {
    let loaded = fixture("workbook-acled.xlsx");
    assert_eq!(
        (rows(&loaded), problems(&loaded)),
        ((5, 4, 1), vec!["bad-date 1".to_owned(), "totals-row 1".to_owned()])
    );
    assert_eq!(
        told(&loaded),
        ["11 Oct 2025, exact", "12 Oct 2025, exact", "13 Oct 2025, exact", "never, exact"]
    );
    assert!(says(
        &loaded,
        "Read from the sheet \"Data\" as ACLED (CSV); not read: Terms of use, By month (counts, not events)."
    ));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.summary(), "A clash, \"heavy\",\nover two lines");
}

#[test]
fn an_open_document_workbook_with_names_of_its_own() {
    let loaded = fixture("workbook-own-names.ods");
    assert_eq!(
        (rows(&loaded), problems(&loaded)),
        ((3, 3, 0), vec!["ruined-place 1".to_owned(), "bad-number 1".to_owned()])
    );
    assert_eq!(told(&loaded), ["Oct 2025, unknown", "11 Oct 2025, near", "12 Oct 2025, 21:30, near"]);
    assert!(says(&loaded, "The head takes two rows"), "{:?}", loaded.reports[0].notes);
    assert!(says(&loaded, "large number: 1."));
    let names: Vec<String> = loaded.dataset.events().map(|e| e.place().name).collect();
    assert_eq!(names, ["Khost", "Kurram", "Thal"]);
}

#[test]
fn a_spanish_table_with_traps() {
    let loaded = fixture("any-table-spanish.csv");
    assert_eq!(rows(&loaded), (5, 4, 1));
    assert_eq!(problems(&loaded), ["bad-date 1", "ruined-place 1", "bad-number 1", "totals-row 1"]);
    let expected =
        ["3 Oct 2025, 21:04, near", "7 Oct 2025, province", "25 Oct 2025, district", "never, near"];
    assert_eq!(told(&loaded), expected);
    for words in
        ["day first, as 25/10/2025", "decimal commas", "large number: 1.", "fatalities = \"Muertos\""]
    {
        assert!(says(&loaded, words), "{words}: {:?}", loaded.reports[0].notes);
    }
}

#[test]
fn dates_in_three_columns_and_places_in_one() {
    let loaded = fixture("any-table-months.tsv");
    assert_eq!(
        (rows(&loaded), problems(&loaded)),
        ((5, 4, 1), vec!["bad-date 1".to_owned(), "totals-row 1".to_owned()])
    );
    assert_eq!(told(&loaded), ["2024, unknown", "Feb 2025, near", "Oct 2025, near", "11 Oct 2025, near"]);
    let tolls: Vec<Option<u32>> = loaded.dataset.events().map(|e| e.toll().map(|t| t.best)).collect();
    assert_eq!(tolls, [None, Some(1), None, Some(2)]);
}

#[test]
fn a_list_of_objects_in_urdu() {
    let loaded = fixture("any-table-urdu.json");
    assert_eq!((rows(&loaded), problems(&loaded)), ((2, 2, 0), Vec::<String>::new()));
    assert_eq!(told(&loaded), ["11 Oct 2025, near", "12 Oct 2025, district"]);
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.toll().unwrap().best, event.place().admin2.as_str()), (3, "کرم"));
}
