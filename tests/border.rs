//! The map of any border, chosen in the window as a user chooses it.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use borderline::geo::BorderKey;
use borderline::view::overlay::Overlay;
use borderline::workspace::{Command, ShowCommand};
use common::window::{settle, wait_until, window};
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
