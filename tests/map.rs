//! The border map through clicks, as a user works.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a test may fail")]

mod common;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use borderline::io::{Job, load_paths};
use borderline::model::{Dataset, DatasetBuilder, Date, Draft, EventId, Kind, LonLat, PlacePrecision, When};
use borderline::plot::Camera;
use borderline::query::Filter;
use borderline::view::{Look, MapView, Outbox};
use borderline::workspace::{
    Command, FilterCommand, Hover, MapStyle, NavigateCommand, SelectCommand, ShowCommand, Workspace,
};
use egui::{CentralPanel, Event, Frame, Modifiers, MouseWheelUnit, Rect, Ui, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults};

struct State {
    work: Workspace,
    view: MapView,
    sent: Vec<Command>,
}

fn show(ui: &mut Ui, state: &mut State) {
    let out = Outbox::default();
    state.work.begin_frame();
    CentralPanel::default().frame(Frame::new()).show(ui, |ui| {
        state.view.ui(ui, Look { work: &state.work, out: &out });
    });
    for command in out.take() {
        state.sent.push(command.clone());
        state.work.apply(command);
    }
}

fn harness_in(data: Dataset, size: [f32; 2], theme: egui::Theme, style: MapStyle) -> Harness<'static, State> {
    let mut work = Workspace::inline(Arc::new(data));
    work.apply(Command::Show(ShowCommand::Map(style)));
    let state = State { work, view: MapView::inline(), sent: Vec::new() };
    let mut harness = common::builder(size).with_theme(theme).build_ui_state(show, state);
    settle(&mut harness);
    harness
}

/// The outline is drawn: making the schematic takes long in a debug build.
fn harness(data: Dataset, size: [f32; 2], theme: egui::Theme) -> Harness<'static, State> {
    harness_in(data, size, theme, MapStyle::Outline)
}

/// Smooth scrolling and tooltips take some frames.
fn settle(harness: &mut Harness<'_, State>) {
    harness.run_steps(8);
}

fn sample() -> Dataset {
    let path = PathBuf::from("assets/samples/pakistan-afghanistan-2025.json");
    load_paths(&[path], &Job::default()).dataset
}

fn sample_map() -> Harness<'static, State> {
    harness(sample(), [820.0, 700.0], egui::Theme::Dark)
}

/// Battles in three towns of the Kurram valley and one in Quetta; none has a title.
fn towns() -> Dataset {
    let mut builder = DatasetBuilder::default();
    let spots = [("Parachinar", 70.1, 33.9, 3), ("Sadda", 70.33, 33.7, 1), ("Quetta", 66.99, 30.18, 1)];
    for (place, lon, lat, count) in spots {
        for day in 1..=count {
            builder.push(&Draft {
                place,
                title: &format!("Clash {day} in {place}"),
                at: LonLat::new(lon, lat),
                place_precision: PlacePrecision::Exact,
                kind: Kind::Battle,
                when: Date::new(2025, 10, day).map(When::day),
                ..Draft::default()
            });
        }
    }
    builder.finish()
}

fn map_rect(harness: &Harness<'_, State>) -> Rect {
    harness.get_by_label("Border map").rect()
}

/// The plane point under a screen position, in km, from the camera alone.
fn under(harness: &Harness<'_, State>, at: egui::Pos2) -> [f64; 2] {
    let Camera::At { center_km: [x, y], km_per_point } = harness.state().work.camera() else {
        panic!("nobody has moved the map yet")
    };
    let from = at - map_rect(harness).center();
    [x + f64::from(from.x) * km_per_point, y - f64::from(from.y) * km_per_point]
}

/// Names of all marks that can be clicked.
fn marks(harness: &Harness<'_, State>) -> Vec<String> {
    let is_mark = |name: &String| name.contains(" event") || name.starts_with("No place");
    let nodes = harness.root().children_recursive();
    nodes.filter_map(|node| node.accesskit_node().label()).filter(is_mark).collect()
}

#[test]
fn every_one_of_the_sixteen_incidents_can_be_clicked() {
    let mut harness = sample_map();
    let mut reached: BTreeSet<EventId> = BTreeSet::new();
    let names = marks(&harness);
    for name in &names {
        harness.state_mut().work.apply(Command::Select(SelectCommand::Clear));
        if let Some(list) = harness.query_by_label("Close the list") {
            list.click();
        }
        settle(&mut harness);
        harness.get_by_label(name).click();
        settle(&mut harness);
        let selection = harness.state().work.selection().events().to_vec();
        assert!(!selection.is_empty(), "a click on “{name}” selects nothing");
        reached.extend(selection);
    }
    assert_eq!(reached.len(), 16, "{names:#?}");
}

#[test]
fn a_click_on_a_single_incident_selects_it() {
    let mut harness = harness(towns(), [820.0, 700.0], egui::Theme::Dark);
    harness.get_by_label("Quetta, 1 event").click();
    settle(&mut harness);
    let front = harness.state().work.selection().front().unwrap();
    assert_eq!(harness.state().work.event(front).unwrap().title, "Clash 1 in Quetta");
    assert!(harness.query_by_label_contains("Close the list").is_none());
}

/// The towns from so far off that two of them make one pile.
fn towns_from_afar() -> Harness<'static, State> {
    let mut harness = harness(towns(), [820.0, 700.0], egui::Theme::Dark);
    let camera = Camera::At { center_km: [0.0, 0.0], km_per_point: 2.9 };
    harness.state_mut().work.apply(Command::Navigate(NavigateCommand::Map(camera)));
    settle(&mut harness);
    harness
}

#[test]
fn a_pile_lists_its_incidents_and_a_row_selects_one() {
    let mut harness = towns_from_afar();
    harness.get_by_label("Parachinar and 1 more place, 4 events").click();
    settle(&mut harness);
    assert_eq!(harness.state().work.selection().events().len(), 4);
    harness.get_by_label("Clash 2 in Parachinar, 2 Oct 2025").click();
    settle(&mut harness);
    let selection = harness.state().work.selection();
    assert_eq!(selection.events().len(), 1);
    let title = harness.state().work.event(selection.front().unwrap()).unwrap().title;
    assert_eq!(title, "Clash 2 in Parachinar");
    harness.get_by_label("Close the list").click();
    settle(&mut harness);
    assert!(harness.query_by_label_contains("Clash 2").is_none());
}

#[test]
fn zooming_in_parts_the_pile() {
    let mut harness = towns_from_afar();
    let at = harness.get_by_label("Parachinar and 1 more place, 4 events").rect().center();
    for _ in 0..6 {
        harness.event(Event::PointerMoved(at));
        let (unit, delta) = (MouseWheelUnit::Point, vec2(0.0, 120.0));
        let (modifiers, phase) = (Modifiers::NONE, egui::TouchPhase::Move);
        harness.event(Event::MouseWheel {
            unit,
            delta,
            phase,
            modifiers,
            source: egui::MouseWheelSource::Wheel,
        });
        settle(&mut harness);
    }
    assert!(harness.query_by_label("Parachinar, 3 events").is_some(), "{:#?}", marks(&harness));
    assert!(harness.query_by_label("Sadda, 1 event").is_some());
    let away = marks(&harness).into_iter().find(|name| name.contains("outside the view")).unwrap();
    assert!(away.contains("south-west") && away.contains("Quetta"), "{away}");
    harness.get_by_label(&away).click();
    settle(&mut harness);
    assert!(harness.query_by_label("Quetta, 1 event").is_some(), "the arrow leads there");
}

#[test]
fn the_wheel_keeps_the_ground_under_the_pointer_and_a_drag_takes_it_along() {
    let mut harness = sample_map();
    let map = map_rect(&harness);
    let wheel = |harness: &mut Harness<'_, State>, at, points| {
        harness.event(Event::PointerMoved(at));
        let (unit, delta) = (MouseWheelUnit::Point, vec2(0.0, points));
        let (modifiers, phase) = (Modifiers::NONE, egui::TouchPhase::Move);
        harness.event(Event::MouseWheel {
            unit,
            delta,
            phase,
            modifiers,
            source: egui::MouseWheelSource::Wheel,
        });
        settle(harness);
    };
    let pointer = map.center() + vec2(-70.0, 130.0);
    wheel(&mut harness, pointer, 60.0);
    let before = under(&harness, pointer);
    wheel(&mut harness, pointer, 90.0);
    let after = under(&harness, pointer);
    assert!((before[0] - after[0]).hypot(before[1] - after[1]) < 0.01, "{before:?} {after:?}");

    harness.drag_at(pointer);
    settle(&mut harness);
    let by = vec2(60.0, -30.0);
    harness.hover_at(pointer + by);
    settle(&mut harness);
    harness.drop_at(pointer + by);
    settle(&mut harness);
    let dragged = under(&harness, pointer + by);
    assert!((dragged[0] - after[0]).hypot(dragged[1] - after[1]) < 3.0, "{after:?} {dragged:?}");
    assert!(harness.state().work.selection().is_empty(), "a drag selects nothing");
}

#[test]
fn a_chip_of_the_tray_selects_what_has_no_place() {
    let mut harness = sample_map();
    harness.get_by_label_contains("place not given").click();
    settle(&mut harness);
    let work = &harness.state().work;
    let events = work.selection().events();
    assert!(events.len() > 1, "{events:?}");
    for &id in events {
        let place = work.event(id).unwrap().place;
        assert!(matches!(place.precision, PlacePrecision::Unknown), "{place:?}");
    }
}

#[test]
fn pointing_at_a_mark_tells_the_other_views_and_says_what_it_is() {
    let mut harness = sample_map();
    let kabul = marks(&harness).into_iter().find(|name| name.starts_with("Kabul")).unwrap();
    let at = harness.get_by_label(&kabul).rect().center();
    harness.event(Event::PointerMoved(at));
    settle(&mut harness);
    assert!(matches!(harness.state().work.hover(), Hover::Places(keys) if !keys.is_empty()));
    assert!(harness.query_by_label_contains("Strike or explosion").is_some());
}

#[test]
fn a_filter_changes_the_counts() {
    let mut harness = sample_map();
    assert!(marks(&harness).iter().any(|name| name.contains("Kabul, 2 events")), "{:?}", marks(&harness));
    let filter: Filter = "kind:diplomacy".parse().unwrap();
    harness.state_mut().work.apply(Command::Filter(FilterCommand::Set(Box::new(filter))));
    settle(&mut harness);
    assert!(marks(&harness).iter().any(|name| name.contains("Kabul, 1 event")), "{:?}", marks(&harness));
}

#[test]
fn the_buttons_zoom_fit_and_switch_the_drawing() {
    let mut harness = harness_in(sample(), [820.0, 700.0], egui::Theme::Dark, MapStyle::Schematic);
    harness.get_by_label("Zoom the map in").click();
    settle(&mut harness);
    assert!(matches!(harness.state().work.camera(), Camera::At { .. }));
    harness.get_by_label("Show the whole map").click();
    settle(&mut harness);
    assert_eq!(harness.state().work.camera(), Camera::Fit);
    assert!(harness.query_by_label_contains("Schematic, lines shifted").is_some());
    harness.get_by_label("Draw the true outline").click();
    settle(&mut harness);
    assert_eq!(harness.state().work.map_style(), MapStyle::Outline);
    assert!(harness.query_by_label_contains("Schematic, lines shifted").is_none());
    assert!(harness.query_by_label_contains("Borders: Natural Earth").is_some());
}

#[test]
fn a_file_from_elsewhere_is_shown_where_it_is() {
    let mut builder = DatasetBuilder::default();
    for (place, lon, lat) in [("Mekelle", 39.47, 13.49), ("Gondar", 37.46, 12.6), ("Adama", 39.27, 8.54)] {
        builder.push(&Draft {
            place,
            at: LonLat::new(lon, lat),
            country: "Ethiopia",
            place_precision: PlacePrecision::Exact,
            ..Draft::default()
        });
    }
    let harness = harness(builder.finish(), [700.0, 560.0], egui::Theme::Light);
    for place in ["Mekelle", "Gondar", "Adama"] {
        assert!(harness.query_by_label(&format!("{place}, 1 event")).is_some(), "{:?}", marks(&harness));
    }
    assert!(harness.query_by_label("Draw the true outline").is_none(), "there is no schematic of Ethiopia");
    assert!(harness.query_by_label_contains("Durand").is_none(), "no word of lines that are not on the map");
}

#[test]
fn a_square_of_the_density_counts_its_events_and_a_click_selects_them() {
    let mut pile = harness(towns(), [620.0, 480.0], egui::Theme::Light);
    pile.get_by_label_contains("Bubbles or density, whichever says more").click();
    settle(&mut pile);
    pile.get_by_label_contains("click for density").click();
    settle(&mut pile);
    pile.get_by_label("Quetta, 1 event");
    let square = pile.get_by_label("Parachinar, 3 events").rect();
    assert!((8.0..12.5).contains(&square.width()), "{square:?}");
    pile.get_by_label("Parachinar, 3 events").click();
    settle(&mut pile);
    let work = &pile.state().work;
    let names = work.selection().events().iter().map(|&id| work.event(id).unwrap().place.in_words());
    assert_eq!(names.filter(|name| name.contains("Parachinar")).count(), 3);
    pile.get_by_label_contains("Clash 2 in Parachinar");
}

#[test]
fn the_map_of_the_sample_looks_right() {
    let mut all = SnapshotResults::new();
    let mut dark = harness_in(sample(), [820.0, 700.0], egui::Theme::Dark, MapStyle::Schematic);
    all.add(dark.try_snapshot("map_sample_dark"));
    let mut light = harness(sample(), [820.0, 700.0], egui::Theme::Light);
    let work = &mut light.state_mut().work;
    let kurram = (0..16).map(EventId).find(|&id| {
        let event = work.event(id).unwrap();
        event.place.in_words().contains("Kurram")
    });
    work.apply(Command::Select(SelectCommand::Event(kurram.unwrap())));
    let camera = Camera::At { center_km: [120.0, 290.0], km_per_point: 0.6 };
    work.apply(Command::Navigate(NavigateCommand::Map(camera)));
    settle(&mut light);
    all.add(light.try_snapshot("map_kurram_light"));
    let mut pile = harness(towns(), [620.0, 480.0], egui::Theme::Dark);
    pile.get_by_label("Parachinar and 1 more place, 4 events").click();
    settle(&mut pile);
    let quetta = pile.get_by_label("Quetta, 1 event").rect().center();
    pile.event(Event::PointerMoved(quetta));
    settle(&mut pile);
    all.add(pile.try_snapshot("map_pile_dark"));
}
