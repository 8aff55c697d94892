//! The map of any border, chosen in the window as a user chooses it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use borderline::geo::BorderKey;
use borderline::view::overlay::Overlay;
use borderline::workspace::{Command, Pane, ShowCommand, Warp};
use common::window::{open_path, settle, wait_until, window, window_with};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;

/// Runs frames until the line below the map says something; drawing a border takes a moment.
fn wait_for_note(harness: &mut egui_kittest::Harness<'_, borderline::app::App>, words: &str, wanted: bool) {
    let begin = std::time::Instant::now();
    while harness.query_by_label_contains(words).is_some() != wanted {
        assert!(begin.elapsed().as_secs() < 60, "waited in vain for “{words}”: {wanted}");
        harness.run_steps(1);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn a_border_is_searched_chosen_and_taken_back() {
    let mut harness = window();
    wait_for_note(&mut harness, "Durand Line: international border", true);
    harness.event(egui::Event::Text("b".to_owned()));
    settle(&mut harness);
    assert_eq!(*harness.state().overlay(), Overlay::Border);
    wait_for_note(&mut harness, "Within 100 km of the events", true);
    // Once as suggested, once in the list of all.
    assert_eq!(harness.query_all_by_label("Afghanistan–Pakistan").count(), 2);
    harness.get_by_role_and_label(Role::TextInput, "Search borders").type_text("ukr rus");
    settle(&mut harness);
    harness.get_by_label("Russia–Ukraine").click();
    settle(&mut harness);
    assert_eq!(harness.state().work().border(), BorderKey::new("UKR", "RUS"));
    assert_eq!(*harness.state().overlay(), Overlay::None);
    // The map is of another border: its note no longer speaks of the Durand Line.
    wait_for_note(&mut harness, "Durand Line: international border", false);
    harness.get_by_label_contains("Schematic, lines shifted up to");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(harness.state().work().border(), None);
    wait_for_note(&mut harness, "Durand Line: international border", true);
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    settle(&mut harness);
    assert_eq!(harness.state().work().border(), BorderKey::new("UKR", "RUS"));
}

#[test]
fn enter_takes_the_first_border_found_and_other_events_begin_anew() {
    let mut harness = window();
    harness.event(egui::Event::Text("b".to_owned()));
    settle(&mut harness);
    wait_for_note(&mut harness, "Within 100 km of the events", true);
    harness.get_by_role_and_label(Role::TextInput, "Search borders").type_text("isr-lbn");
    settle(&mut harness);
    harness.key_press(Key::Enter);
    wait_until(&mut harness, "a border", |app| app.work().border() == BorderKey::new("ISR", "LBN"));
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::File(borderline::workspace::FileCommand::Sample));
    settle(&mut harness);
    assert_eq!(harness.state().work().border(), None, "the sample is not of that border");
    let border = Some(BorderKey::DURAND);
    harness.state_mut().run(&ctx, Command::Show(ShowCommand::Border(border)));
    settle(&mut harness);
    assert_eq!(harness.state().work().border(), border);
}

#[test]
fn the_next_run_begins_with_the_border_chosen_for_the_file_and_with_the_pane_and_warp_as_they_were() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/acled-csv-2020.csv");
    let chosen = BorderKey::new("IRN", "PAK");
    let mut harness = window();
    open_path(&mut harness, file);
    wait_until(&mut harness, "the file", |app| {
        app.work().paths().len() == 1 && app.status().loading.is_none()
    });
    assert_eq!(harness.state().work().border(), None);
    let ctx = harness.ctx.clone();
    for command in [
        ShowCommand::Border(chosen),
        ShowCommand::Pane(Pane::SpaceTime),
        ShowCommand::Warp(Warp::percent(20)),
    ] {
        harness.state_mut().run(&ctx, Command::Show(command));
    }
    settle(&mut harness);
    let prefs = harness.state().prefs().clone();
    let mut harness = window_with(prefs);
    assert_eq!(harness.state().work().border(), None, "the sample is another set of events");
    let work = harness.state().work();
    assert_eq!((work.pane(), work.warp()), (Pane::SpaceTime, Warp::percent(20)));
    open_path(&mut harness, file);
    wait_until(&mut harness, "its border", |app| app.work().border() == chosen);
    wait_until(&mut harness, "the end of loading", |app| app.status().loading.is_none());
    assert!(!harness.state().work().can_undo(), "it was not chosen now");
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::Show(ShowCommand::Border(None)));
    settle(&mut harness);
    let mut harness = window_with(harness.state().prefs().clone());
    open_path(&mut harness, file);
    wait_until(&mut harness, "the file", |app| {
        app.work().paths().len() == 1 && app.status().loading.is_none()
    });
    settle(&mut harness);
    assert_eq!(harness.state().work().border(), None, "taken back");
}
