//! The user's own map layers in the window, as a user works them.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use borderline::app::App;
use borderline::geo::LayerSight;
use borderline::view::overlay::Overlay;
use borderline::workspace::{Command, LayerCommand};
use common::window::{open_path, settle, wait_until, window};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// The project's own layer for tests: districts of Kandahar and Paktika as squares.
fn districts() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/layers/districts.geojson")
}

fn add(harness: &mut Harness<'_, App>, path: PathBuf) {
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::Layer(LayerCommand::Add(vec![path])));
    wait_until(harness, "the layer", |app| app.work().layers_are_read());
}

/// Runs frames until the window says something, or no longer does.
fn wait_for(harness: &mut Harness<'_, App>, words: &str, wanted: bool) {
    let begin = Instant::now();
    while harness.query_by_label_contains(words).is_some() != wanted {
        assert!(begin.elapsed() < Duration::from_mins(1), "waited in vain for “{words}”: {wanted}");
        harness.run_steps(1);
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn sight(harness: &Harness<'_, App>) -> Option<LayerSight> {
    harness.state().work().layers().list.first().map(|layer| layer.style.sight)
}

#[test]
fn a_map_layer_is_added_drawn_hidden_and_removed() {
    let mut harness = window();
    add(&mut harness, districts());
    wait_for(&mut harness, "Layers: “Districts for tests”", true);
    harness.event(egui::Event::Text("o".to_owned()));
    settle(&mut harness);
    assert_eq!(*harness.state().overlay(), Overlay::Layers);
    harness.get_by_label_contains("GeoJSON: 3 areas, 1 point");
    harness.get_by_label("1 part could not be read");
    harness.get_by_role_and_label(Role::CheckBox, "Draw Districts for tests").click();
    settle(&mut harness);
    assert_eq!(sight(&harness), Some(LayerSight::Hidden));
    wait_for(&mut harness, "Layers: “Districts for tests”", false);
    harness.get_by_role_and_label(Role::CheckBox, "Draw Districts for tests").click();
    settle(&mut harness);
    let note = harness.get_by_role_and_label(Role::TextInput, "Note of the map layer");
    note.focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Note of the map layer").type_text("made for tests");
    settle(&mut harness);
    harness.key_press(Key::Enter);
    settle(&mut harness);
    harness.get_by_label("Remove Districts for tests from the map").click();
    settle(&mut harness);
    assert_eq!(sight(&harness), None);
    harness.key_press(Key::Escape);
    settle(&mut harness);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    wait_for(&mut harness, "“Districts for tests” (made for tests)", true);
    assert_eq!(sight(&harness), Some(LayerSight::Shown));
}

#[test]
fn a_layer_that_is_gone_is_said_and_stays_in_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let (list, gone) = (folder.path().join("map-layers.toml"), folder.path().join("gone.kml"));
    let mut first = window();
    let ctx = first.ctx.clone();
    first.state_mut().keep_layers_in(&ctx, list.clone());
    add(&mut first, districts());
    add(&mut first, gone.clone());
    drop(first);
    let mut next = window();
    let ctx = next.ctx.clone();
    next.state_mut().keep_layers_in(&ctx, list);
    wait_until(&mut next, "the layers", |app| app.work().layers_are_read());
    assert_eq!(next.state().work().layers().list.len(), 2);
    assert_eq!(next.state().work().layers_read().count(), 1);
    next.event(egui::Event::Text("o".to_owned()));
    settle(&mut next);
    assert_eq!(
        next.query_all_by_label_contains("cannot be opened").count(),
        2,
        "said at once, and kept in the list"
    );
    next.get_by_label("Remove gone.kml from the map");
}

#[test]
fn the_panel_says_that_a_point_lies_across_the_drawn_line_and_the_country_stays_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gate.csv");
    let table = "id,date,country,place,latitude,longitude,precision\n\
                 gate,2025-10-11,Pakistan,Friendship Gate,31.02,66.38,exact\n";
    std::fs::write(&path, table).unwrap();
    let mut harness = window();
    open_path(&mut harness, path.to_str().unwrap());
    wait_until(&mut harness, "the file", |app| app.work().store().info().rows == 1);
    settle(&mut harness);
    harness.key_press(Key::ArrowRight);
    wait_for(&mut harness, "The file says Pakistan; on this map the point lies", true);
    harness.get_by_label_contains("inside Afghanistan. The drawn line is accurate to about 5 km");
    let work = harness.state().work();
    let event = work.selection().front().and_then(|id| work.event(id)).unwrap();
    assert_eq!(event.place.country, "Pakistan");
}
