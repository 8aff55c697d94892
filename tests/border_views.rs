//! The border strip and the space–time diagram: what they show of the sample, and how they are worked.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a test may fail")]

mod common;

use std::sync::Arc;

use borderline::app::App;
use borderline::geo::{BaseMap, Border, Referencing, Style};
use borderline::io::sample;
use borderline::model::{Dataset, Date, Span};
use borderline::plot::along::{Along, Line, Stand};
use borderline::plot::placing::place_all;
use borderline::plot::space_time::{
    Form, Height, LANE, SpaceLane, SpaceMark, SpaceRows, SpaceScale, lay_out,
};
use borderline::plot::{Frame, KmAxis, Spot, TimeScale};
use borderline::query::{Answer, Ask, Completeness, EventStore, Filter, LaneItem, Query, QueryCtx, SplitBy};
use borderline::store::MemoryStore;
use borderline::workspace::{Command, FilterCommand, Hover, Pane, Warp};
use common::window::{self, selected, settle, wait_until};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

/// The sample along the Durand Line.
struct Sample {
    data: Arc<Dataset>,
    store: MemoryStore,
    along: Along,
    border: Border,
}

fn answer(store: &MemoryStore, ask: Ask) -> Answer {
    let query = Query { filter: Filter::default(), ask, split: SplitBy::Kind };
    store.answer(&query, &QueryCtx::default()).unwrap()
}

fn along_the_border() -> Sample {
    let data = Arc::new(sample().dataset);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let Answer::Places(places) = answer(&store, Ask::Places) else { panic!() };
    let base = BaseMap::theatre(Style::Outline).unwrap();
    let border = Border::durand().unwrap();
    let on_map = place_all(&places, &base, data.as_ref());
    let reference = Referencing::new(&border);
    let line = Line { base: &base, border: &border, reference: &reference };
    let along = Along::new(&places, &on_map, line, data.as_ref());
    Sample { data, store, along, border }
}

struct Diagram {
    sample: Sample,
    rows: SpaceRows,
    scale: SpaceScale,
    items: Vec<LaneItem>,
    marks: Vec<SpaceMark>,
}

fn day(day: u8) -> i64 {
    Date::new(2025, 10, day).unwrap().start_secs()
}

/// October 2025 on a screen of 1,000 points.
fn october() -> Diagram {
    let sample = along_the_border();
    let parts: Vec<(f64, f64)> = sample.border.parts.iter().map(|p| (p.from_km, p.to_km)).collect();
    let axis = KmAxis::new(&parts, &sample.along.weights, Warp::default().share());
    let rows = SpaceRows::new(&sample.along, Arc::new(axis), 90);
    let time = TimeScale::new(Span::from_secs(day(1), day(31)).unwrap(), 100.0, 1100.0);
    let lanes = Frame::sized(Spot::new(100.0, 0.0), 1000.0, LANE * 3.0);
    let scale = SpaceScale { time, lanes, plot: Frame::sized(Spot::new(100.0, 80.0), 1000.0, 500.0) };
    let ask = Ask::SpaceTime { rows: Arc::clone(rows.table()), edges: vec![day(1), day(31)], unfold: 4_000 };
    let Answer::SpaceTime(found) = answer(&sample.store, ask) else { panic!() };
    let marks = lay_out(&found.items, &rows, &sample.along, &scale);
    Diagram { sample, rows, scale, items: found.items, marks }
}

impl Diagram {
    fn item(&self, id: &str) -> (u32, &LaneItem) {
        let row = self.sample.data.events().find(|event| event.id() == id).unwrap().key();
        let at = self.items.iter().position(|item| item.id == row).unwrap();
        (u32::try_from(at).unwrap(), &self.items[at])
    }

    fn height(&self, id: &str) -> Height {
        let stand = self.sample.along.stand(self.item(id).1.place).unwrap();
        self.rows.height(stand, &self.sample.along)
    }

    fn mark(&self, id: &str) -> &SpaceMark {
        let number = self.item(id).0;
        self.marks.iter().find(|mark| mark.items.contains(&number)).unwrap()
    }

    /// Whether a mark lies in the night that begins on a day.
    fn is_on(&self, mark: &SpaceMark, of: u8) -> bool {
        let x = mark.middle().x;
        (self.scale.time.x(day(of))..self.scale.time.x(day(of) + 36 * 3600)).contains(&x)
    }
}

#[test]
fn the_sample_reads_kabul_the_border_kurram_and_the_talks_above_them() {
    let d = october();
    let lane = |id| match d.height(id) {
        Height::Lane(lane) => d.rows.lanes[lane],
        other => panic!("{id}: {other:?}"),
    };
    let kabul = lane("kabul-explosions-2025-10-09");
    assert!(matches!(kabul, SpaceLane::Capital(_)));
    assert!(d.is_on(d.mark("kabul-explosions-2025-10-09"), 9));
    let Height::Between(from, to, None) = d.height("border-clashes-2025-10-11") else { panic!() };
    assert!(from < 1.0 && (to - d.sample.border.length_km()).abs() < 1.0);
    assert!(d.is_on(d.mark("border-clashes-2025-10-11"), 11));
    assert!(matches!(d.mark("border-clashes-2025-10-11").form, Form::Tall | Form::Box));
    let Height::Between(from, to, Some(0)) = d.height("kurram-fighting-2025-10-14") else { panic!() };
    assert!(from > 1_200.0 && to < 1_600.0 && to - from < 250.0, "{from} {to}");
    assert!(d.is_on(d.mark("kurram-fighting-2025-10-14"), 14));
    // Talks in Moscow stand above Kabul, and both above the border.
    assert_eq!(lane("moscow-format-2025-10"), SpaceLane::Third);
    let y = |id| d.mark(id).middle().y;
    assert!(y("moscow-format-2025-10") < y("kabul-explosions-2025-10-09"));
    assert!(y("kabul-explosions-2025-10-09") < d.mark("kurram-fighting-2025-10-14").frame.min.y);
}

#[test]
fn every_event_of_the_sample_stands_somewhere_along_the_border() {
    let sample = along_the_border();
    for event in sample.data.events() {
        let key = sample.store.place_key(event.key()).unwrap();
        assert!(sample.along.stand(key).is_some(), "{}", event.id());
    }
}

fn show(pane: Pane, sign: &str, view: &str) -> Harness<'static, App> {
    let mut harness = window::window();
    harness.event(egui::Event::Text(sign.to_owned()));
    wait_until(&mut harness, "the pane", |app| app.work().pane() == pane);
    for _ in 0..4_000 {
        if harness.query_by_role_and_label(Role::Canvas, view).is_some() {
            break;
        }
        settle(&mut harness);
    }
    harness
}

#[test]
fn the_strip_is_worked_by_keys_and_clicks() {
    let mut harness = show(Pane::Strip, "7", "Border strip");
    assert!(harness.query_by_role_and_label(Role::Canvas, "Border map").is_none());
    harness.get_by_label_contains("Moscow, 3").hover();
    harness.run_steps(3);
    assert!(matches!(harness.state().work().hover(), Hover::Places(keys) if keys.len() == 1));
    harness.get_by_label_contains("Moscow, 3").click();
    settle(&mut harness);
    assert_eq!(selected(&harness).as_deref(), Some("moscow-format-2025-10"));
    harness.get_by_label("Somewhere in Kurram, 1 event").click();
    settle(&mut harness);
    assert_eq!(selected(&harness).as_deref(), Some("kurram-fighting-2025-10-14"));
    harness.get_by_label("Kabul, 2 events").click();
    settle(&mut harness);
    assert_eq!(harness.state().work().selection().events().len(), 2);
    harness.get_by_role_and_label(Role::Button, "Map").click();
    settle(&mut harness);
    assert_eq!(harness.state().work().pane(), Pane::Map);
}

#[test]
fn the_wheel_zooms_along_the_strip_and_the_whole_map_key_shows_all_of_it() {
    let mut harness = show(Pane::Strip, "7", "Border strip");
    let at = harness.get_by_role_and_label(Role::Canvas, "Border strip").rect().center();
    harness.hover_at(at);
    harness.run_steps(2);
    let unit = egui::MouseWheelUnit::Point;
    let (delta, phase) = (egui::vec2(0.0, 120.0), egui::TouchPhase::Move);
    let (modifiers, source) = (egui::Modifiers::NONE, egui::MouseWheelSource::Wheel);
    harness.event(egui::Event::MouseWheel { unit, delta, phase, modifiers, source });
    settle(&mut harness);
    let [from, to] = harness.state().work().along();
    assert!(from > 0.05 && to < 0.95 && to > from, "{from} {to}");
    harness.event(egui::Event::Text("9".to_owned()));
    settle(&mut harness);
    let [from, to] = harness.state().work().along();
    assert!(from < 1e-9 && to > 1.0 - 1e-9);
}

#[test]
fn the_space_time_diagram_is_worked_by_keys_and_clicks() {
    let mut harness = show(Pane::SpaceTime, "8", "Space–time diagram");
    let kurram = harness.get_all_by_label_contains("Kurram").filter(|node| {
        use egui_kittest::kittest::NodeT as _;
        node.accesskit_node().role() == Role::Button
            && node.accesskit_node().label().is_some_and(|label| label.contains("near Kurram"))
    });
    let nodes: Vec<_> = kurram.collect();
    assert!(!nodes.is_empty());
    nodes[0].click_accesskit();
    drop(nodes);
    settle(&mut harness);
    assert_eq!(selected(&harness).as_deref(), Some("kurram-fighting-2025-10-14"));
    let window = harness.state().work().window();
    harness.key_press(Key::ArrowUp);
    settle(&mut harness);
    assert_ne!(harness.state().work().window(), window);
    assert!(harness.query_by_role_and_label(Role::Canvas, "Space–time diagram").is_some());
}

/// Drags from one point to another with Shift held.
fn box_drag(harness: &mut Harness<'static, App>, from: egui::Pos2, to: egui::Pos2) {
    let shift = egui::Modifiers::SHIFT;
    let button = |pos, pressed| egui::Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: shift,
    };
    harness.event(egui::Event::ModifiersChanged(shift));
    harness.event(egui::Event::PointerMoved(from));
    harness.run_steps(1);
    harness.event(button(from, true));
    harness.run_steps(1);
    for step in [0.4, 0.8, 1.0] {
        harness.event(egui::Event::PointerMoved(from.lerp(to, step)));
        harness.run_steps(1);
    }
    harness.event(button(to, false));
    harness.run_steps(2);
    harness.event(egui::Event::ModifiersChanged(egui::Modifiers::NONE));
    settle(harness);
}

#[test]
fn a_box_on_the_strip_filters_all_views_and_is_taken_back_in_one_step() {
    let mut harness = show(Pane::Strip, "7", "Border strip");
    let plot = harness.get_by_role_and_label(Role::Canvas, "Border strip").rect();
    let at = |x: f32, y: f32| plot.min + egui::vec2(plot.width() * x, plot.height() * y);
    box_drag(&mut harness, at(0.4, 0.01), at(0.9, 0.99));
    let text = harness.state().work().filter().to_string();
    assert!(text.starts_with("km:") && !text.contains("off:"), "{text}");
    wait_until(&mut harness, "the hits of the box", |app| {
        app.work().store().is_ready(app.work().filter(), SplitBy::Kind)
    });
    let hits = window::hits(&harness);
    assert!(hits > 2 && hits < 16, "{hits}");
    harness.key_press(Key::Escape);
    settle(&mut harness);
    assert!(harness.state().work().filter().is_open());
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(harness.state().work().filter().to_string(), text);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert!(harness.state().work().filter().is_open());
}

#[test]
fn a_box_on_the_diagram_filters_by_kilometres_and_time_in_one_step() {
    let mut harness = show(Pane::SpaceTime, "8", "Space–time diagram");
    let plot = harness.get_by_role_and_label(Role::Canvas, "Space–time diagram").rect();
    let at = |x: f32, y: f32| plot.min + egui::vec2(plot.width() * x, plot.height() * y);
    box_drag(&mut harness, at(0.3, 0.4), at(0.6, 0.7));
    let filter = harness.state().work().filter().clone();
    assert!(filter.along.is_some_and(|along| along.km.is_some()) && filter.time.span().is_some(), "{filter}");
    assert_eq!(filter.to_string().parse::<Filter>().unwrap(), filter);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert!(harness.state().work().filter().is_open());
}

#[test]
fn a_stretch_of_the_border_lets_through_what_may_lie_in_it_and_nothing_else() {
    let sample = along_the_border();
    let mut work = borderline::workspace::Workspace::inline(Arc::clone(&sample.data));
    let mut hits = |text: &str| {
        work.apply(Command::Filter(FilterCommand::Text(text.to_owned())));
        match work.ask(borderline::store::Slot("test"), Ask::Totals).answer.as_deref() {
            Some(Answer::Totals(totals)) => totals.hits,
            _ => panic!("{text}"),
        }
    };
    let may_lie = |from: f64, to: f64| {
        let lies = |key| match sample.along.stand(key) {
            Some(Stand::Beside(at)) => (from..=to).contains(&at.km),
            Some(Stand::Stretch(n)) => {
                let stretch = &sample.along.stretches[n as usize];
                stretch.from_km <= to && stretch.to_km >= from
            }
            _ => false,
        };
        let events = sample.data.events().filter(|event| lies(sample.store.place_key(event.key()).unwrap()));
        u32::try_from(events.count()).unwrap()
    };
    let end = sample.border.length_km().ceil();
    for (from, to) in [(0.0, end), (0.0, 400.0), (1_300.0, 1_500.0), (1_550.0, 1_560.0), (end, end)] {
        assert_eq!(hits(&format!("km:{from}-{to}")), may_lie(from, to), "{from} {to}");
    }
    assert!(may_lie(0.0, end) > may_lie(0.0, 400.0));
    // Kurram lies on Pakistan's side, Kabul on that of Afghanistan.
    assert_eq!(hits("km:0-9999 kurram off:0..450"), 1);
    assert_eq!(hits("km:0-9999 kurram off:-450..-1"), 0);
    assert_eq!(hits("off:-450..-50 place:kabul"), 2);
    assert_eq!(hits("km:0-9999@RUS-UKR"), 0);
}

#[test]
fn related_events_are_found_by_a_short_list_that_holds_both_ends() {
    let sample = along_the_border();
    let linked = sample.store.linked();
    let mut ends = std::collections::BTreeSet::new();
    for event in sample.data.events() {
        for link in event.to_event().detail.links {
            ends.insert(event.key());
            ends.extend(sample.store.find(&link.to, None));
        }
    }
    assert!(ends.len() > 4 && ends.len() <= 16);
    assert_eq!(linked.to_vec(), ends.into_iter().collect::<Vec<_>>());
}
