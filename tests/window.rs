//! The whole window, worked as a user works it: by names, keys and clicks, without a display.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use borderline::view::overlay::{Overlay, Saved};
use common::window::{hits, open_path, selected, settle, wait_until, window};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

#[test]
fn the_first_start_shows_the_sample_and_says_how_to_open_files() {
    let harness = window();
    harness.get_by_label("16 events");
    harness.get_by_label_contains("Ctrl+O");
    harness.get_by_label("No event selected");
}

#[test]
fn arrow_keys_step_through_all_sixteen_events() {
    let mut harness = window();
    let mut seen = Vec::new();
    for _ in 0..16 {
        harness.key_press(Key::ArrowRight);
        settle(&mut harness);
        seen.extend(selected(&harness));
    }
    seen.dedup();
    assert_eq!(seen.len(), 16, "{seen:?}");
}

#[test]
fn a_kind_is_a_switch_that_filters_everything() {
    let mut harness = window();
    harness.get_by_role_and_label(Role::CheckBox, "Diplomacy").click();
    settle(&mut harness);
    assert_eq!(harness.state().work().filter().to_string(), "kind:diplomacy");
    let fewer = hits(&harness);
    assert!((1..16).contains(&fewer));
    harness.get_by_label(&format!("{fewer} of 16 events"));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(hits(&harness), 16);
}

#[test]
fn a_filter_is_typed_and_its_mistakes_are_named() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Filter").type_text("kurram");
    settle(&mut harness);
    let found = hits(&harness);
    assert!((1..16).contains(&found), "{found}");
    harness.get_by_role_and_label(Role::TextInput, "Filter").type_text(" kind:war");
    settle(&mut harness);
    assert_eq!(hits(&harness), found, "a mistake must change nothing");
    harness.get_by_label_contains("“war” is not a kind");
}

#[test]
fn a_path_can_be_typed_where_no_dialog_helps() {
    let mut harness = window();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("acled.csv");
    std::fs::write(&path, ACLED).unwrap();
    open_path(&mut harness, &path.to_string_lossy());
    wait_until(&mut harness, "the file", |app| app.work().title() == "acled.csv");
    settle(&mut harness);
    harness.get_by_label("2 events");
    assert_eq!(*harness.state().overlay(), Overlay::None);
}

#[test]
fn what_cannot_be_opened_is_named_and_what_was_open_stays() {
    let mut harness = window();
    open_path(&mut harness, "/nowhere/at-all.csv");
    wait_until(&mut harness, "a message", |app| {
        app.status().message.as_ref().is_some_and(|message| message.text.contains("at-all.csv"))
    });
    settle(&mut harness);
    assert_eq!(hits(&harness), 16);
}

#[test]
fn a_picture_is_saved_where_the_user_says() {
    let mut harness = window();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("map.png");
    let save = borderline::workspace::ExportCommand::Save {
        view: borderline::workspace::ExportView::Map,
        scale: 1,
        path: path.clone(),
    };
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, borderline::workspace::Command::Export(save));
    wait_until(&mut harness, "the picture", |app| {
        app.status().message.as_ref().is_some_and(|message| message.text.starts_with("Saved "))
    });
    let picture = image::open(&path).unwrap().to_rgb8();
    assert_eq!(picture.dimensions(), (1280, 800));
    let first = *picture.get_pixel(0, 0);
    assert!(picture.pixels().any(|p| *p != first), "the picture is empty");
}

#[test]
fn events_are_written_as_the_sheet_says() {
    let mut harness = window();
    let folder = tempfile::tempdir().unwrap();
    harness.get_by_role_and_label(Role::CheckBox, "Diplomacy").click();
    settle(&mut harness);
    let fewer = hits(&harness);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    settle(&mut harness);
    harness.get_by_label("All (16)");
    harness.get_by_label(&format!("Filtered ({fewer})"));
    harness.get_by_label("Exact copy").click();
    harness.run_steps(2);
    harness.get_by_label_contains("Do not open the file in a spreadsheet");
    harness.get_by_label("KML").click();
    settle(&mut harness);
    assert!(harness.query_by_label("Exact copy").is_none(), "KML has no cells");
    harness.get_by_label("Save as…").click();
    settle(&mut harness);
    // Where no dialog can be opened, the path is typed: as a person does who presses Ctrl+Shift+O.
    if !matches!(harness.state().overlay(), Overlay::SavePath { .. }) {
        harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
        settle(&mut harness);
    }
    let Overlay::SavePath { what: Saved::Events(sheet), path, .. } = harness.state().overlay() else {
        panic!("no field for the path");
    };
    assert!(path.ends_with("-filtered.kml"), "{path}");
    let target = folder.path().join("talks.kml");
    let save = borderline::workspace::ExportCommand::SaveEvents(*sheet, target.clone());
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, borderline::workspace::Command::Export(save));
    wait_until(&mut harness, "the file", |app| {
        app.status().message.as_ref().is_some_and(|message| message.text.starts_with("Saved "))
    });
    let said = harness.state().status().message.clone().unwrap().text;
    assert!(said.contains(&format!("{fewer} events to ")) && said.contains("not said by KML"), "{said}");
    let read = borderline::io::load_paths(&[target], &borderline::io::Job::default());
    assert_eq!((read.dataset.len(), read.reports[0].format), (fewer as usize, "kml"));
}

#[test]
fn enter_saves_from_the_sheet_of_events() {
    let mut harness = window();
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    settle(&mut harness);
    assert!(matches!(harness.state().overlay(), Overlay::ExportEvents(_)));
    harness.key_press(Key::Enter);
    settle(&mut harness);
    assert!(!matches!(harness.state().overlay(), Overlay::ExportEvents(_)));
}

#[test]
fn escape_closes_what_is_on_top_then_lets_go_of_the_selection() {
    let mut harness = window();
    harness.key_press(Key::ArrowRight);
    settle(&mut harness);
    harness.key_press(Key::F1);
    settle(&mut harness);
    assert_eq!(*harness.state().overlay(), Overlay::Help);
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert_eq!(*harness.state().overlay(), Overlay::None);
    assert!(selected(&harness).is_some());
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert_eq!(selected(&harness), None);
}

#[test]
fn every_menu_entry_can_be_clicked_without_harm() {
    let harmless = [
        "Undo",
        "All of time",
        "Zoom time in",
        "Lanes by actor",
        "Outline map",
        "Light colours",
        "Detail panel",
    ];
    let mut harness = window();
    for entry in harmless {
        let menu = if entry == "Undo" { "Edit" } else { "View" };
        harness.get_by_role_and_label(Role::Button, menu).click();
        harness.run_steps(3);
        let found = harness.query_all_by_label_contains(entry).next();
        found.unwrap_or_else(|| panic!("no {entry}")).click();
        settle(&mut harness);
        harness.key_press(Key::Escape);
        harness.run_steps(2);
    }
    assert_eq!(hits(&harness), 16);
}

const ACLED: &str = "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,country,admin1,location,latitude,longitude,geo_precision,notes,fatalities\n\
PAK1,2025-10-11,2025,1,Battles,Armed clash,Military Forces,Pakistan,Khyber Pakhtunkhwa,Parachinar,33.9,70.1,1,Clash,3\n\
PAK2,2025-10-12,2025,3,Protests,Peaceful protest,Protesters,Pakistan,Khyber Pakhtunkhwa,Peshawar,34.0,71.5,2,March,0\n";

#[test]
fn after_a_path_that_leads_nowhere_the_next_can_be_typed_at_once() {
    let mut harness = window();
    open_path(&mut harness, "/nowhere/at-all.csv");
    open_path(&mut harness, "/nowhere/else.csv");
    wait_until(&mut harness, "a message", |app| {
        app.status().message.as_ref().is_some_and(|message| message.text.contains("else.csv"))
    });
}
