//! `borderline convert` as a user types it.
#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

use std::path::{Path, PathBuf};
use std::process::Command;

use borderline::io::{Job, load_paths};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Exit code and what was said on stderr.
fn convert(args: &[&Path]) -> (i32, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_borderline")).arg("convert").args(args).output().unwrap();
    assert!(done.stdout.is_empty(), "stdout is for data");
    (done.status.code().unwrap(), String::from_utf8(done.stderr).unwrap())
}

#[test]
fn filtered_events_go_out_and_come_in_again() {
    let folder = tempfile::tempdir().unwrap();
    let input = fixture("borderline-json-events.json");
    let all = load_paths(std::slice::from_ref(&input), &Job::default()).dataset;
    let [o, filter, strikes] = ["-o", "--filter", "kind:strike"].map(Path::new);
    for (name, format) in [
        ("x.csv", "borderline-table"),
        ("x.geojson", "geojson"),
        ("x.KML", "kml"),
        ("x.parquet", "parquet"),
        ("x.json", "borderline-json"),
    ] {
        let output = folder.path().join(name);
        let (code, said) = convert(&[&input, o, &output]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(&format!("wrote {} events to ", all.len())), "{said}");
        let read = load_paths(std::slice::from_ref(&output), &Job::default());
        assert_eq!((read.reports[0].format, read.dataset.len()), (format, all.len()), "{name}");
        let (code, said) = convert(&[&input, o, &output, filter, strikes]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains(&format!(" of {} events to ", all.len())), "{said}");
        assert!(load_paths(&[output], &Job::default()).dataset.len() < all.len());
    }
}

#[test]
fn what_is_lost_is_said_and_the_format_may_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("events.txt");
    let [o, to, kml, exact] = ["-o", "--to", "kml", "--exact"].map(Path::new);
    let input = fixture("borderline-json-events.json");
    let (code, said) = convert(&[&input, o, &output]);
    assert_eq!(code, 1);
    assert!(said.contains("name one with --to") && !output.exists(), "{said}");
    let (code, said) = convert(&[&input, o, &output, to, kml, exact]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("not said by KML: ") && said.contains("KML has none"), "{said}");
    let (code, _) = convert(&[&input, o, &output, to, Path::new("docx")]);
    assert_eq!(code, 2);
}

#[test]
fn a_file_that_is_read_is_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("mine.json");
    std::fs::copy(fixture("borderline-json-events.json"), &input).unwrap();
    let before = std::fs::read(&input).unwrap();
    let other_name = folder.path().join("./mine.json");
    let (code, said) = convert(&[&input, Path::new("-o"), &other_name]);
    assert_eq!(code, 1);
    assert!(said.contains("files that are read are never written"), "{said}");
    assert_eq!(std::fs::read(&input).unwrap(), before);
}
