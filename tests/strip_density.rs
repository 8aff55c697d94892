//! The border strip where there are very many places: counted squares that say their exact numbers and turn into bubbles.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test may fail")]

mod common;

use std::fmt::Write as _;

use borderline::app::App;
use borderline::model::EventId;
use borderline::query::PlaceKey;
use borderline::workspace::{Hover, Pane};
use common::window::{self, open_path, settle, wait_until};
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// Places on a grid over both sides of the Durand Line, with one to three events each.
const PLACES: usize = 72 * 60;
/// Events at all of them.
const EVENTS: u32 = 72 * 60 * 2;

/// The window with a file of that grid and the strip shown.
fn crowded() -> Harness<'static, App> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("crowded.csv");
    let mut text =
        "event_id_cnty,event_date,event_type,actor1,location,latitude,longitude,geo_precision\n".to_owned();
    for n in 0..PLACES {
        let (lon, lat) = (n % 72, n / 72);
        let (lon, lat) = (
            62.0 + 0.15 * f64::from(u32::try_from(lon).unwrap()),
            29.5 + 0.12 * f64::from(u32::try_from(lat).unwrap()),
        );
        for day in 1..=1 + n % 3 {
            writeln!(text, "X{n}-{day},2025-10-{day:02},Battles,A,Village {n},{lat:.4},{lon:.4},1").unwrap();
        }
    }
    std::fs::write(&path, text).unwrap();
    let mut harness = window::window();
    open_path(&mut harness, path.to_str().unwrap());
    wait_until(&mut harness, "the file", |app| app.work().store().place_key(EventId(EVENTS - 1)).is_some());
    harness.event(egui::Event::Text("7".to_owned()));
    wait_until(&mut harness, "the strip", |app| app.work().pane() == Pane::Strip);
    for _ in 0..4_000 {
        if !marks(&harness).is_empty() {
            break;
        }
        settle(&mut harness);
    }
    harness
}

/// Names of all marks.
fn marks(harness: &Harness<'_, App>) -> Vec<String> {
    let plot = harness.query_by_role_and_label(Role::Canvas, "Border strip").map(|node| node.rect());
    let nodes = harness.root().children_recursive().filter(|node| {
        node.accesskit_node().role() == Role::Button
            && plot.is_some_and(|plot| plot.contains(node.rect().center()))
    });
    let names = nodes.filter_map(|node| node.accesskit_node().label());
    names.filter(|name| name.contains("Village")).collect()
}

/// The number of events that a mark's name ends with.
fn count(name: &str) -> usize {
    let words = name.strip_suffix(" events").or_else(|| name.strip_suffix(" event")).unwrap();
    words.rsplit(' ').next().unwrap().replace(',', "").parse().unwrap()
}

fn hovered(harness: &Harness<'_, App>) -> Vec<PlaceKey> {
    match harness.state().work().hover() {
        Hover::Places(keys) => keys.to_vec(),
        _ => Vec::new(),
    }
}

#[test]
fn a_square_of_many_places_says_its_exact_count_and_zooming_turns_it_into_bubbles() {
    let mut harness = crowded();
    let squares = marks(&harness);
    assert_eq!(squares.len(), 40, "the forty squares with most events can be reached by keys");
    let counts: Vec<usize> = squares.iter().map(|name| count(name)).collect();
    assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    let first = squares.first().unwrap();
    assert!(first.contains("more places"), "{first}");
    let at = harness.get_by_label(first).rect();
    assert!(at.height() < 10.5 && at.width() < 12.5, "{at:?}");
    harness.hover_at(at.center());
    harness.run_steps(40);
    harness.get_by_label(&format!("{} in this square", first.rsplit(", ").next().unwrap()));
    assert!(harness.query_by_label_contains("km of the Durand Line").is_none());
    harness.get_by_label_contains("of the Durand Line, ");
    let keys = hovered(&harness);
    assert!(keys.len() > 8, "{}", keys.len());
    let store = harness.state().work().store();
    let stands = |&n: &u32| store.place_key(EventId(n)).is_some_and(|key| keys.contains(&key));
    assert_eq!((0..EVENTS).filter(stands).count(), count(first));
    harness.get_by_label(first).click();
    settle(&mut harness);
    assert_eq!(harness.state().work().selection().events().len(), count(first));
    // As near as it goes.
    harness.hover_at(harness.get_by_role_and_label(Role::Canvas, "Border strip").rect().center());
    harness.run_steps(2);
    let unit = egui::MouseWheelUnit::Point;
    let (delta, phase) = (egui::vec2(0.0, 1_400.0), egui::TouchPhase::Move);
    let (modifiers, source) = (egui::Modifiers::NONE, egui::MouseWheelSource::Wheel);
    harness.event(egui::Event::MouseWheel { unit, delta, phase, modifiers, source });
    harness.run_steps(60);
    settle(&mut harness);
    let [from, to] = harness.state().work().along();
    assert!(to - from < 0.02, "{from} {to}");
    let bubbles = marks(&harness);
    assert!(!bubbles.is_empty() && bubbles.iter().all(|name| !name.contains("more place")), "{bubbles:?}");
}
