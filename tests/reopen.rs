//! A file opens again from its index in the whole window, and is read again when that is asked for.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::time::{Duration, SystemTime};

use borderline::workspace::{Command, FileCommand};
use common::window::{hits, open_path, settle, wait_until, window};

fn notes(app: &borderline::app::App) -> Vec<String> {
    app.work().reports().iter().flat_map(|report| report.notes.clone()).collect()
}

#[test]
fn a_file_that_was_read_opens_from_its_index_until_it_is_reloaded_or_none_is_wanted() {
    let folder = tempfile::tempdir().unwrap();
    let (path, indexes) = (folder.path().join("acled.csv"), folder.path().join("index"));
    let rows = "2025-10-11,Battles,Army,Kurram,33.8,70.1\n".repeat(300);
    std::fs::write(&path, format!("event_date,event_type,actor1,location,latitude,longitude\n{rows}"))
        .unwrap();
    let hour_ago = SystemTime::now() - Duration::from_hours(1);
    std::fs::File::options().write(true).open(&path).unwrap().set_modified(hour_ago).unwrap();
    let mut harness = window();
    harness.state_mut().keep_indexes_in(indexes.clone());
    let name = path.to_str().unwrap();

    open_path(&mut harness, name);
    let written = |_: &borderline::app::App| {
        let files = std::fs::read_dir(&indexes).into_iter().flatten().flatten();
        files.into_iter().any(|file| file.path().extension().is_some_and(|e| e == "index"))
    };
    wait_until(&mut harness, "an index", written);
    assert!(!notes(harness.state()).iter().any(|note| note.contains("index")));

    let from_index =
        |app: &borderline::app::App| notes(app).iter().any(|note| note.starts_with("Opened from the index"));
    open_path(&mut harness, name);
    wait_until(&mut harness, "opened again", from_index);
    settle(&mut harness);
    assert_eq!(hits(&harness), 300);

    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::File(FileCommand::Reload));
    wait_until(&mut harness, "read again", |app| !from_index(app));
    assert_eq!(hits(&harness), 300);

    harness.state_mut().run(&ctx, Command::File(FileCommand::SwitchIndex));
    open_path(&mut harness, name);
    settle(&mut harness);
    assert!(!from_index(harness.state()), "no index is wanted");
}
