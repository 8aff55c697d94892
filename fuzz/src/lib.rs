//! The readers with what they stand on, and what must hold for every text that is given to them.
#![allow(missing_docs, dead_code, reason = "the layers are documented where they stand")]

#[path = "../../src/geo/mod.rs"]
pub mod geo;
#[path = "../../src/io/mod.rs"]
pub mod io;
#[path = "../../src/model/mod.rs"]
pub mod model;
#[path = "../../src/query/mod.rs"]
pub mod query;

use std::sync::Arc;

use io::format::{by_id, recognise};
use io::{FORMATS, Format, Head, Job, LoadOptions, Loaded, Source, load, original};

/// Reads the bytes as one of these formats: the one that they look like, or else the one that the last byte chooses.
pub fn read_as(ids: &[&str], bytes: &[u8]) {
    let Some(&last) = bytes.last() else { return };
    let head = Head { bytes: bytes.to_vec(), whole: true, ..Head::default() };
    let told = recognise(&head).map(|(format, _)| format).filter(|format| ids.contains(&format.id()));
    let chosen = ids.get(usize::from(last) % ids.len()).copied().and_then(by_id);
    read(bytes, told.or(chosen));
}

/// Reads the bytes as whatever they look like.
pub fn read_any(bytes: &[u8]) {
    read(bytes, None);
}

fn read(bytes: &[u8], format: Option<&'static dyn Format>) {
    assert!(!FORMATS.is_empty());
    let source = Source::Bytes { name: "fuzz".into(), bytes: Arc::from(bytes) };
    let options = LoadOptions { format, ..LoadOptions::default() };
    holds(&load(&[source], &options, &Job::default()));
}

/// What must hold for every load. A panic of a reader ends the run before it could become a report.
fn holds(loaded: &Loaded) {
    let report = loaded.reports.first().expect("a report for the source");
    assert_eq!(report.rows_seen(), report.rows_loaded() + report.rows_skipped());
    assert_eq!(report.rows_loaded(), loaded.dataset.len() as u64);
    assert_eq!(io::summaries(loaded).len(), 1);
    for event in loaded.dataset.events() {
        let _ = (event.title(), event.detail(), event.place().in_words(), event.when().map(|w| w.in_words()));
        let file = event.file().expect("a file for every event");
        assert!(original(file, event.origin()).is_ok(), "a record cannot be shown");
    }
}
