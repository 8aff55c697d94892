//! What a stranger's file, or a reader's bug, may do to a load: nothing.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::*;

struct Bug;

impl Format for Bug {
    fn id(&self) -> &'static str {
        "bug"
    }
    fn label(&self) -> &'static str {
        "Bug"
    }
    fn extensions(&self) -> &'static [&'static str] {
        &[]
    }
    fn what(&self) -> &'static str {
        "nothing"
    }
    fn shape(&self) -> Shape {
        Shape::Table
    }
    fn sniff(&self, _: &Head) -> Fit {
        Fit::No
    }
    fn read(&self, _: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        out.push(crate::model::Draft::default())?;
        panic!("an index was wrong")
    }
}

static BUG: Bug = Bug;

const ROWS: &str = "event_id_cnty,event_date,event_type,actor1\nA1,2020-01-01,Battles,X\n";

fn bytes(name: &'static str, text: &str) -> Source {
    Source::Bytes { name: name.into(), bytes: text.as_bytes().into() }
}

#[test]
fn a_bug_in_a_reader_becomes_a_message_and_the_rows_before_it_stay() {
    let options = LoadOptions { format: Some(&BUG), ..LoadOptions::default() };
    let loaded = load(&[bytes("a.csv", ROWS), bytes("b.csv", ROWS)], &options, &Job::default());
    assert_eq!((loaded.reports.len(), loaded.dataset.len()), (2, 2));
    assert!(loaded.reports[0].error.as_deref().unwrap().contains("an index was wrong"));
}

#[test]
fn one_file_that_is_none_does_not_lose_the_other() {
    let sources = [bytes("x.txt", "hello"), bytes("empty.csv", ""), bytes("b.csv", ROWS)];
    let loaded = load(&sources, &LoadOptions::default(), &Job::default());
    let files: Vec<Option<u16>> = loaded.reports.iter().map(|r| r.file).collect();
    assert_eq!((files, loaded.dataset.len()), (vec![None, None, Some(0)], 1));
    assert_eq!(loaded.reports[1].error.as_deref(), Some("the file is empty"));
    assert_eq!(loaded.dataset.events().next().unwrap().file().unwrap().name, "b.csv");
}

#[test]
fn a_cancelled_load_keeps_what_was_read() {
    let job = Job::default();
    job.cancel();
    let loaded = load(&[bytes("b.csv", ROWS)], &LoadOptions::default(), &job);
    assert!(loaded.cancelled && loaded.dataset.is_empty());
    assert_eq!(loaded.reports[0].error.as_deref(), Some("stopped before the end of the file"));
}

#[test]
fn progress_ends_at_the_end() {
    let job = Job::default();
    let _ = load(&[bytes("b.csv", ROWS), bytes("c.csv", ROWS)], &LoadOptions::default(), &job);
    let bytes = 2 * ROWS.len() as u64;
    assert_eq!((job.bytes(), job.progress(), job.rows()), ((bytes, bytes), Some(1.0), 2));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_reported() {
    let partials = Arc::new(AtomicUsize::new(0));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("growing.csv");
    std::fs::write(&path, format!("{ROWS}{}", "A1,2020-01-01,Battles,X\n".repeat(30_000))).unwrap();
    let job = Job::with_partials({
        let (path, partials) = (path.clone(), Arc::clone(&partials));
        move |_| {
            partials.fetch_add(1, Ordering::Relaxed);
            std::fs::write(&path, "cut").unwrap();
        }
    });
    let loaded = load_paths(&[path], &job);
    assert_eq!(partials.load(Ordering::Relaxed), 1);
    assert_eq!(loaded.reports[0].problems.count(ProblemKind::FileChanged), 1);
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let start = Instant::now();
    let mut paths = vec![dir.path().to_owned(), dir.path().join("missing.csv")];
    #[cfg(unix)]
    {
        let loop_path = dir.path().join("loop");
        std::os::unix::fs::symlink(&loop_path, &loop_path).unwrap();
        let pipe = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        paths.extend([loop_path, pipe, PathBuf::from("/dev/zero")]);
    }
    let loaded = load_paths(&paths, &Job::default());
    let errors: Vec<&str> = loaded.reports.iter().filter_map(|r| r.error.as_deref()).collect();
    assert_eq!(errors.len(), paths.len());
    assert_eq!(errors[0], "this is a folder, not a file that can be read");
    if cfg!(unix) {
        assert!(errors[3].contains("named pipe") && errors[4].contains("device"), "{errors:?}");
    }
    assert!(start.elapsed() < Duration::from_secs(1));
}

#[test]
fn known_files_of_other_kinds_are_named() {
    let reason = |bytes: &[u8]| load_bytes("x", bytes).reports[0].error.clone().unwrap();
    assert!(reason(b"PK\x03\x04rest").contains("ZIP archive"));
    assert!(reason(b"{\"a\": 1}").contains("JSON of another kind"));
    assert!(reason(b"<?xml version=\"1.0\"?><svg/>").contains("XML"));
    assert!(reason(b"\x00\x01\x02\x03").contains("no text"));
    assert!(
        reason(b"Country,Month,Year,Events,Fatalities\nPakistan,May,2020,12,3\n").contains("counts by place")
    );
    assert!(reason(b"city,temperature\nKabul,21\n").contains("names no columns"));
}
