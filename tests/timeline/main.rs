//! The timeline through pointer, wheel and names, as a user works with it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "../common/mod.rs"]
mod common;
mod pictures;

use std::sync::Arc;

use borderline::io::sample;
use borderline::model::{Dataset, DatasetBuilder, Date, Draft, Kind, Span, When};
use borderline::query::TimeBounds;
use borderline::view::timeline::TimelineView;
use borderline::view::{Look, Outbox};
use borderline::workspace::{Command, FilterCommand, NavigateCommand, Workspace};
use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

fn date(y: i32, m: u8, d: u8) -> Date {
    Date::new(y, m, d).unwrap()
}

fn span(from: Date, to: Date) -> Span {
    Span::from_secs(from.start_secs(), to.start_secs()).unwrap()
}

fn window(from: Date, to: Date) -> Command {
    Command::Navigate(NavigateCommand::Time(span(from, to)))
}

fn october() -> Command {
    window(date(2025, 9, 25), date(2025, 10, 20))
}

fn sample_events() -> Arc<Dataset> {
    Arc::new(sample::sample().dataset)
}

/// Many events over ten years, most with a day, some with less, one without any date.
fn many(n: i64) -> Arc<Dataset> {
    let mut seed = 11u64;
    let mut dice = move |n: i64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i64::try_from(seed >> 33).unwrap() % n
    };
    let first = date(2015, 1, 1).days();
    let actors: Vec<String> = (0..60).map(|n| format!("Actor number {n}")).collect();
    let mut builder = DatasetBuilder::default();
    builder.push(&Draft { title: "Some day", ..Draft::default() });
    for _ in 0..n {
        let day = Date::from_days(first + dice(3650).max(dice(3650)));
        let when = match dice(20) {
            0 => When::month(day),
            1 => When::days(day, Date::from_days(day.days() + dice(20))),
            2 => When::night(day),
            _ => When::day(day),
        };
        let kind = Kind::ALL[usize::try_from(dice(8).min(dice(8))).unwrap()];
        let mut actor = || actors[usize::try_from(dice(60).min(dice(60))).unwrap()].as_str();
        let actors = [actor(), actor()];
        builder.push(&Draft { when: Some(when), kind, actors, ..Draft::default() });
    }
    Arc::new(builder.finish())
}

struct App {
    work: Workspace,
    view: TimelineView,
    sent: Vec<Command>,
}

impl App {
    fn new(data: Arc<Dataset>, commands: &[Command]) -> Self {
        let mut work = Workspace::inline(data);
        for command in commands {
            work.apply(command.clone());
        }
        Self { work, view: TimelineView::default(), sent: Vec::new() }
    }

    fn frame(&mut self, ui: &mut egui::Ui) {
        self.work.begin_frame();
        let out = Outbox::default();
        self.view.ui(ui, Look { work: &self.work, out: &out });
        for command in out.take() {
            self.sent.push(command.clone());
            self.work.apply(command);
            ui.request_repaint();
        }
    }

    fn window(&self) -> Span {
        self.work.window().unwrap()
    }
}

const SIZE: Vec2 = vec2(1280.0, 420.0);
/// Where the window begins and ends on screen: within the harness's margin, the lanes' names and the timeline's margin.
const LEFT: f32 = 8.0 + 212.0;
const RIGHT: f32 = 1280.0 - 8.0 - 12.0;

fn harness<'a>(data: Arc<Dataset>, commands: &[Command]) -> Harness<'a, App> {
    let app = App::new(data, commands);
    let mut harness = common::builder(SIZE).build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    harness
}

/// Somewhere in the middle of the lanes, beside all marks of the sample's October.
const EMPTY: Pos2 = pos2(700.0, 402.0);

fn drag(harness: &mut Harness<'_, App>, from: Pos2, to: Pos2, button: PointerButton) {
    let press = |pos, pressed| Event::PointerButton { pos, button, pressed, modifiers: Modifiers::NONE };
    harness.hover_at(from);
    harness.step();
    harness.event(press(from, true));
    harness.step();
    for part in [0.3, 0.7, 1.0] {
        harness.hover_at(from.lerp(to, part));
        harness.step();
    }
    harness.event(press(to, false));
    harness.run();
}

#[test]
fn a_click_on_an_event_selects_it() {
    let mut harness = harness(sample_events(), &[october()]);
    harness
        .get_by_label_contains("Explosions and gunfire in Kabul, night of Thursday 9 October 2025")
        .click();
    harness.run();
    let app = harness.state();
    let front = app.work.selection().front().and_then(|id| app.work.event(id)).unwrap();
    assert_eq!(front.id, "kabul-explosions-2025-10-09");
}

#[test]
fn every_event_in_the_window_has_a_name_for_screen_readers() {
    let harness = harness(sample_events(), &[window(date(2025, 10, 8), date(2025, 10, 16))]);
    for title in
        ["Heavy clashes along the border", "Fighting flares up near Kurram", "Moscow Format consultations"]
    {
        assert!(harness.query_by_label_contains(title).is_some(), "{title} is not there");
    }
}

#[test]
fn the_instant_under_the_pointer_stays_while_the_wheel_zooms() {
    let mut harness = harness(sample_events(), &[october()]);
    let before = harness.state().window();
    let at = |window: Span, x: f64| {
        let (left, right) = (f64::from(LEFT), f64::from(RIGHT));
        f64::from(u32::try_from(window.start().0).unwrap())
            + (x - left) / (right - left) * f64::from(u32::try_from(window.secs()).unwrap())
    };
    harness.hover_at(EMPTY);
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, 120.0),
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(20);
    let after = harness.state().window();
    assert!(after.secs() < before.secs() * 3 / 4, "{} → {}", before.secs(), after.secs());
    let (was, is) = (at(before, f64::from(EMPTY.x)), at(after, f64::from(EMPTY.x)));
    assert!((was - is).abs() < 20.0, "moved by {} s", is - was);
}

#[test]
fn a_drag_brushes_whole_days_and_the_cross_ends_it() {
    let mut harness = harness(sample_events(), &[october()]);
    // 42 points a day: from the 30th to the 10th.
    drag(&mut harness, pos2(440.0, 120.0), pos2(860.0, 120.0), PointerButton::Primary);
    let bounds = harness.state().work.filter().time;
    assert_eq!(bounds.span().unwrap().in_words(), "30 September – 10 October 2025");
    assert_eq!(harness.state().sent.last(), Some(&Command::Filter(FilterCommand::Settle)));
    harness.state_mut().work.apply(Command::Undo);
    assert!(harness.state().work.filter().is_open(), "one drag is one step of undo");
    harness.state_mut().work.apply(Command::Redo);
    harness.run();
    harness.get_by_label("Show all of time again").click();
    harness.run();
    assert!(harness.state().work.filter().is_open());
}

#[test]
fn the_end_of_a_brush_can_be_dragged() {
    let brushed = TimeBounds::within(span(date(2025, 10, 1), date(2025, 10, 5)));
    let mut harness = harness(sample_events(), &[october(), Command::Filter(FilterCommand::Time(brushed))]);
    let x = |day: f32| LEFT + (day + 5.0) / 25.0 * (RIGHT - LEFT);
    drag(&mut harness, pos2(x(5.0), 402.0), pos2(x(8.5), 402.0), PointerButton::Primary);
    let bounds = harness.state().work.filter().time;
    assert_eq!(bounds.span().unwrap().in_words(), "1–8 October 2025");
}

#[test]
fn dragging_the_axis_or_with_the_right_button_moves_the_window() {
    for (y, button) in [(60.0, PointerButton::Primary), (402.0, PointerButton::Secondary)] {
        let mut harness = harness(sample_events(), &[october()]);
        let two_days = (RIGHT - LEFT) / 25.0 * 2.0;
        drag(&mut harness, pos2(600.0, y), pos2(600.0 + two_days, y), button);
        let moved = harness.state().window();
        assert!((moved.start().0 - date(2025, 9, 23).start_secs()).abs() < 60);
        assert!(harness.state().work.filter().is_open());
    }
}

#[test]
fn a_count_lists_its_events_and_a_double_click_unfolds_it() {
    let mut harness = harness(many(20_000), &[]);
    let name = "events, Battle";
    let before = harness.state().window();
    let node = harness.query_all_by_label_contains(name).next().unwrap();
    let count: usize =
        node.accesskit_node().label().unwrap().split(' ').next().unwrap().replace(',', "").parse().unwrap();
    let at = node.rect().center();
    node.click();
    harness.run();
    assert_eq!(harness.state().work.selection().events().len(), count);
    let press = |pressed| Event::PointerButton {
        pos: at,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::COMMAND,
    };
    harness.hover_at(at);
    harness.event_modifiers(press(true), Modifiers::COMMAND);
    harness.event_modifiers(press(false), Modifiers::COMMAND);
    harness.run();
    let after = harness.state().window();
    assert!(after.secs() < before.secs() / 5, "{} → {}", before.secs(), after.secs());
}

#[test]
fn events_without_a_date_are_counted_in_the_tray_and_listed_by_a_click() {
    let mut harness = harness(many(50), &[]);
    harness.get_by_label("1 event without a date").click();
    harness.run();
    let app = harness.state();
    let front = app.work.selection().front().and_then(|id| app.work.event(id)).unwrap();
    assert_eq!((front.title.as_str(), front.when), ("Some day", None));
}

#[test]
fn a_double_click_beside_all_marks_shows_all_of_time() {
    let app = App::new(sample_events(), &[october()]);
    // Clicks follow one another fast enough to be a double click.
    let builder = common::builder(SIZE).with_step_dt(1.0 / 60.0);
    let mut harness = builder.build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    let press = |pressed| Event::PointerButton {
        pos: EMPTY,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    harness.hover_at(EMPTY);
    for _ in 0..2 {
        harness.event(press(true));
        harness.event(press(false));
        harness.step();
    }
    harness.run_steps(3);
    assert_eq!(Some(harness.state().window()), harness.state().work.all_time());
}

#[test]
fn what_is_under_the_pointer_is_told_to_the_other_views() {
    let mut harness = harness(sample_events(), &[october()]);
    let at = harness.get_by_label_contains("Fighting flares up near Kurram").rect().center();
    harness.hover_at(at);
    harness.run();
    let app = harness.state();
    let hovered = match app.work.hover() {
        borderline::workspace::Hover::Event(id) => app.work.event(*id).unwrap().id,
        other => panic!("{other:?}"),
    };
    assert_eq!(hovered, "kurram-fighting-2025-10-14");
}

#[test]
fn an_empty_file_says_so() {
    let app = App::new(Arc::default(), &[]);
    let mut harness = common::builder(SIZE).build_ui_state(|ui, app: &mut App| app.frame(ui), app);
    harness.run();
    assert!(harness.state().sent.is_empty());
}
