//! A table of unknown make, understood by clicks: the sheet of columns, kept profiles, and overrides in the report.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::path::PathBuf;

use borderline::app::App;
use borderline::io::Field;
use borderline::view::overlay::Overlay;
use common::window::{hits, open_path, settle, wait_until, window};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// Columns whose names say nothing, one ruined coordinate.
const LIST: &str = "c1;c2;c3;c4;c5\n\
    on the 11th;Kurram;33,9;70,1;58\n\
    on the 12th;Thal;33.368.000;70,5;23\n\
    on the 14th;Spin Boldak;31,0;66,4;\n";

fn opened(text: &str) -> (Harness<'static, App>, tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    std::fs::write(&path, text).unwrap();
    let mut harness = window();
    harness.state_mut().keep_profiles_in(folder.path().join("profiles"));
    open_path(&mut harness, &path.to_string_lossy());
    (harness, folder, path)
}

fn choose(harness: &mut Harness<'static, App>, column: &str, meaning: &str) {
    harness.get_by_role_and_label(Role::ComboBox, column).click();
    settle(harness);
    harness.get_by_role_and_label(Role::Button, meaning).scroll_to_me();
    settle(harness);
    harness.get_by_role_and_label(Role::Button, meaning).click();
    settle(harness);
}

#[test]
fn a_table_that_nobody_knows_is_understood_by_clicks_and_known_the_next_time() {
    let (mut harness, folder, path) = opened(LIST);
    wait_until(&mut harness, "the sheet of columns", |app| *app.overlay() == Overlay::Columns);
    settle(&mut harness);
    harness.get_by_label_contains("not recognised as an event file");
    choose(&mut harness, "c2: not used", "Place");
    choose(&mut harness, "c3: not used", "Latitude (Y)");
    choose(&mut harness, "c4: not used", "Longitude (X)");
    harness.get_by_label_contains("0 with a date, 2 with coordinates");
    harness.get_by_label_contains("Repair coordinates").click();
    settle(&mut harness);
    harness.get_by_label_contains("0 with a date, 3 with coordinates");
    harness.get_by_label_contains("Keep for files").click();
    settle(&mut harness);
    harness.get_by_label("Read with these columns").click();
    wait_until(&mut harness, "the file", |app| app.work().title() == "list.csv");
    settle(&mut harness);
    assert_eq!((hits(&harness), harness.state().overlay()), (3, &Overlay::None));
    let kept = std::fs::read_to_string(folder.path().join("profiles/list.toml")).unwrap();
    assert!(kept.contains("latitude = \"c3\"") && kept.contains("ruined = \"repair\""), "{kept}");

    let mut again = window();
    again.state_mut().keep_profiles_in(folder.path().join("profiles"));
    open_path(&mut again, &path.to_string_lossy());
    wait_until(&mut again, "the sheet of columns", |app| *app.overlay() == Overlay::Columns);
    settle(&mut again);
    again.get_by_label_contains("0 with a date, 3 with coordinates");
}

#[test]
fn a_profile_that_fits_a_guessed_table_is_offered() {
    let (mut harness, folder, path) = opened("date;town;y;x\n03/04/2025;Thal;33,4;70,5\n");
    wait_until(&mut harness, "the file", |app| app.work().title() == "list.csv");
    settle(&mut harness);
    harness.get_by_label("Check them").click();
    wait_until(&mut harness, "the sheet", |app| *app.overlay() == Overlay::Columns);
    settle(&mut harness);
    harness.get_by_label("4 March").click();
    harness.get_by_label_contains("Keep for files").click();
    settle(&mut harness);
    harness.key_press(Key::Enter);
    wait_until(&mut harness, "another date", |app| day(app) == "4 March 2025");
    assert!(folder.path().join("profiles/list.toml").exists());
    std::fs::copy(&path, path.with_file_name("other.csv")).unwrap();
    open_path(&mut harness, &path.with_file_name("other.csv").to_string_lossy());
    wait_until(&mut harness, "the other file", |app| app.work().title() == "other.csv");
    settle(&mut harness);
    assert_eq!(day(harness.state()), "3 April 2025");
    harness.get_by_label_contains("The profile “list” fits");
    harness.get_by_label("Use it").click();
    wait_until(&mut harness, "the profile", |app| day(app) == "4 March 2025");
}

#[test]
fn the_report_shows_a_row_as_it_stands_and_reads_again_otherwise() {
    let (mut harness, folder, path) =
        opened("date;town;y;x\n11/10/2025;Thal;33,4;70,5\n12/10/2025;Mu\u{f3};95;3\n");
    wait_until(&mut harness, "the file", |app| app.work().title() == "list.csv");
    settle(&mut harness);
    harness.event(egui::Event::Text("i".to_owned()));
    settle(&mut harness);
    harness.get_by_label_contains("2 rows seen = 2 loaded + 0 skipped");
    wait_until(&mut harness, "the fingerprint", |app| app.work().reports().len() == 1);
    harness.get_by_label_contains("3: latitude, longitude: 95, 3").click();
    settle(&mut harness);
    harness.get_by_label_contains("12/10/2025;Muó;95;3");
    harness.get_by_label("Show its event");
    choose(&mut harness, "Encoding: as found", "windows-1251");
    harness.get_by_label("Read again so").click();
    wait_until(&mut harness, "the other encoding", |app| {
        app.work().reports().first().is_some_and(|report| report.encoding.contains("windows-1251"))
    });
    let list = folder.path().join("list-not-read.csv");
    let save = borderline::workspace::FileCommand::SaveReport(list.clone());
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, borderline::workspace::Command::File(save));
    let saved = std::fs::read_to_string(list).unwrap();
    assert!(saved.contains("list.csv,3,\"latitude, longitude\""), "{saved}");
    assert!(!harness.state().work().reading(&path).is_open());
}

/// The first event's day in words.
fn day(app: &App) -> String {
    let event = app.work().event(borderline::model::EventId(0));
    event
        .and_then(|event| event.when)
        .and_then(|when| when.in_words().split_once(' ').map(|(_, day)| day.to_owned()))
        .unwrap_or_default()
}

#[test]
fn every_field_has_words_in_the_choice() {
    let labels: std::collections::BTreeSet<&str> = Field::ALL.iter().map(|field| field.label()).collect();
    assert_eq!(labels.len(), Field::ALL.len());
}
