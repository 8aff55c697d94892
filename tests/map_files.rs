//! Map makers' files: the project's own, and real ones where they are at hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what goes wrong here is a failed test")]

use std::path::{Path, PathBuf};

use borderline::io::{Job, Loaded, load_paths};

fn open(path: PathBuf) -> Loaded {
    load_paths(&[path], &Job::default())
}

/// A file of the folder with real data beside the project; `None`, said aloud, where there is none.
fn real(name: &str) -> Option<Loaded> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.is_file() {
        return Some(open(path));
    }
    eprintln!("skipped: {} is not at hand", path.display());
    None
}

/// Rows seen, rows loaded, events with a place, troubles.
fn figures(loaded: &Loaded) -> (u64, u64, usize, u64) {
    let report = &loaded.reports[0];
    assert_eq!(report.error, None);
    let placed = loaded.dataset.events().filter(|e| e.at().is_some()).count();
    (report.rows_seen(), report.rows_loaded(), placed, report.problems.total())
}

fn fixture(name: &str) -> Loaded {
    open(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name))
}

#[test]
fn kml_with_every_trap() {
    let loaded = fixture("kml-map.kml");
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("kml", 8, 8));
    let problems: Vec<_> = report.problems.iter().map(|(kind, n, _)| (kind.id(), n)).collect();
    assert_eq!(problems, [("bad-date", 1), ("bad-place", 1), ("swapped-axes", 1)]);
    let told = |id: &str| {
        let event = loaded.dataset.event(loaded.dataset.find(id).unwrap()).unwrap();
        let when = event.when().map_or("never".to_owned(), |w| w.in_short());
        format!("{when} {}", event.place_precision().id())
    };
    let ids = ["inherits", "own", "year", "zone", "open", "track", "data", "never"];
    let expected = [
        "1 Oct 2025 – 30 Nov 2025 exact",
        "11 Oct 2025 exact",
        "2024 line",
        "11 Oct 2025, 21:30:00 district",
        "13 Oct 2025 unknown",
        "14 Oct 2025 line",
        "15 Oct 2025 unknown",
        "never unknown",
    ];
    assert_eq!(ids.map(told), expected);
}

#[test]
fn the_map_in_an_archive() {
    let loaded = fixture("kmz-map.kmz");
    assert_eq!((loaded.reports[0].format, figures(&loaded)), ("kmz", (1, 1, 1, 0)));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_words(), "Saturday 11 October 2025, 21:00");
    let shown = borderline::io::original(event.file().unwrap(), event.origin()).unwrap();
    assert!(shown.contains(&("name".to_owned(), "In the archive".to_owned())), "{shown:?}");
}

#[test]
fn a_patrol_and_a_calendar() {
    let loaded = fixture("gpx-patrol.gpx");
    assert_eq!((loaded.reports[0].format, figures(&loaded)), ("gpx", (3, 3, 2, 1)));
    assert_eq!(loaded.dataset.span().unwrap().in_words(), "11–12 October 2025");
    let loaded = fixture("ical-border.ics");
    assert_eq!((loaded.reports[0].format, figures(&loaded)), ("ical", (3, 3, 1, 1)));
    let whens: Vec<String> =
        loaded.dataset.events().map(|e| e.when().map_or("never".to_owned(), |w| w.in_short())).collect();
    assert_eq!(whens[0], "11 Oct 2025 – 13 Oct 2025");
    assert_eq!(whens[2], "never");
    assert!(loaded.reports[0].notes[0].contains("Events that repeat: 1"));
}

#[test]
fn points_with_stamps_are_all_read() {
    let Some(loaded) = real("libkml_time.kml") else { return };
    assert_eq!(figures(&loaded), (361, 361, 361, 0));
    assert_eq!(loaded.reports[0].format, "kml");
    assert!(loaded.dataset.events().all(|e| e.when().is_some()));
    assert_eq!(loaded.dataset.span().unwrap().in_words(), "14 January 2007");
}

#[test]
fn every_writing_of_a_stamp_keeps_its_precision() {
    let Some(loaded) = real("giscore_timestamps.kml") else { return };
    assert_eq!(figures(&loaded), (11, 11, 11, 0));
    let full = loaded.dataset.events().filter(|e| {
        let when = e.when().unwrap();
        when.precision.is_exact_day() || when.span.secs() < 86_400
    });
    assert_eq!(full.count(), 7);
}

#[test]
fn placemarks_without_a_time_have_that_of_their_folder() {
    let Some(loaded) = real("giscore_nestedInherits.kml") else { return };
    assert_eq!(figures(&loaded), (6, 6, 6, 0));
    let two_hours = loaded.dataset.events().filter(|e| e.when().unwrap().span.secs() == 7201);
    assert_eq!(two_hours.filter(|e| ["1", "2", "3"].contains(&e.title().as_str())).count(), 3);
}
