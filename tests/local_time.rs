//! Local time through the window: which clock a file's times are of, and the clocks of both sides below the axis.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use borderline::model::Span;
use borderline::workspace::AxisClock;
use common::window::{open_path, settle, wait_until, window};
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;

const EVENTS: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","geometry":{"type":"Point","coordinates":[71.09,34.12]},
     "properties":{"id":"a","title":"Firing at Torkham","date":"2025-10-11T16:05:00Z"}},
    {"type":"Feature","geometry":{"type":"Point","coordinates":[69.17,34.53]},
     "properties":{"id":"b","title":"Explosion heard","date":"2025-10-12T02:15:00Z"}}]}"#;

#[test]
fn the_clocks_of_both_sides_are_shown_once_the_clock_of_a_file_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hours.geojson");
    std::fs::write(&path, EVENTS).unwrap();
    let mut harness = window();
    open_path(&mut harness, &path.to_string_lossy());
    wait_until(&mut harness, "the file", |app| app.work().store().info().rows == 2);
    settle(&mut harness);
    assert!(harness.state().work().window().is_some_and(|window: Span| window.secs() < 3 * 86_400));
    assert!(harness.query_by_label_contains("Kabul UTC+4:30").is_none());

    harness.get_by_role_and_label(Role::Button, "Times as written").click();
    settle(&mut harness);
    harness.get_by_role_and_label(Role::ComboBox, "Clock of hours.geojson").click();
    settle(&mut harness);
    harness.get_by_label("UTC").click();
    settle(&mut harness);
    assert!(matches!(harness.state().work().axis_clock(), AxisClock::Known(clock) if clock.name() == "UTC"));
    harness.key_press(egui::Key::Escape);
    for _ in 0..400 {
        if harness.query_by_label("Kabul UTC+4:30").is_some() {
            break;
        }
        settle(&mut harness);
    }
    harness.get_by_label("Kabul UTC+4:30");
    harness.get_by_label("Karachi UTC+5");
    harness.get_by_role_and_label(Role::Button, "UTC time");

    harness.key_press(egui::Key::ArrowRight);
    settle(&mut harness);
    let said = harness.query_all_by_label_contains("20:35 in Kabul").count();
    assert_eq!(said, 1, "the panel says the time by both clocks");
}
