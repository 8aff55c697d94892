//! The detail panel through the door that users use: what it says of 11 October 2025, and what a click sends.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;
mod october;

use std::cell::RefCell;
use std::rc::Rc;

use borderline::model::{EventId, OtherCalendar};
use borderline::view::detail::DetailView;
use borderline::view::theme::Theme;
use borderline::view::{Look, Outbox};
use borderline::workspace::{Command, Hover, SelectCommand, ShowCommand, Step, Workspace};
use egui::{CentralPanel, Frame, Role, Ui};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};

struct State {
    work: Workspace,
    view: DetailView,
    sent: Vec<Command>,
    read: Rc<RefCell<usize>>,
}

impl State {
    fn new(selected: &[&str]) -> Self {
        let mut work = Workspace::inline(october::dataset());
        let rows: Vec<EventId> = selected.iter().map(|id| work.store().find(id, None).unwrap()).collect();
        work.apply(Command::Select(SelectCommand::Events(rows.into())));
        Self { work, view: DetailView::default(), sent: Vec::new(), read: Rc::default() }
    }
}

/// Shows the panel; commands are kept and applied, as the window does.
fn show(ui: &mut Ui, state: &mut State) {
    let out = Outbox::default();
    state.work.begin_frame();
    CentralPanel::default().frame(Frame::new().fill(Theme::of(ui).panel)).show(ui, |ui| {
        let look = Look { work: &state.work, out: &out };
        let read = Rc::clone(&state.read);
        state.view.ui(ui, look, &|_| {
            *read.borrow_mut() += 1;
            vec![("event_id_cnty".to_owned(), "PAK1".to_owned()), ("notes".to_owned(), String::new())]
        });
    });
    for command in out.take() {
        state.sent.push(command.clone());
        state.work.apply(command);
    }
}

#[test]
fn a_date_stands_in_another_calendar_on_request() {
    let mut harness = harness(600.0, egui::Theme::Light, &["12-border-clashes"]);
    assert!(harness.query_by_label_contains("Mizan").is_none());
    let solar = ShowCommand::Calendar(Some(OtherCalendar::SolarAfghan));
    harness.state_mut().work.apply(Command::Show(solar));
    harness.run();
    harness.get_by_label("19–20 Mizan (Mehr) 1404, Solar Hijri");
    let hijri = ShowCommand::Calendar(Some(OtherCalendar::Hijri));
    harness.state_mut().work.apply(Command::Show(hijri));
    harness.run();
    harness.get_by_label("18–19 Rabi II 1447, Hijri, tabular");
}

fn harness(height: f32, theme: egui::Theme, selected: &[&str]) -> Harness<'static, State> {
    let mut harness =
        common::builder([360.0, height]).with_theme(theme).build_ui_state(show, State::new(selected));
    harness.run();
    harness
}

fn dark(selected: &[&str]) -> Harness<'static, State> {
    harness(1400.0, egui::Theme::Dark, selected)
}

#[test]
fn the_night_of_11_october_looks_right_in_both_themes() {
    let mut all = SnapshotResults::new();
    for (theme, name) in [(egui::Theme::Dark, "detail_dark"), (egui::Theme::Light, "detail_light")] {
        all.add(harness(1080.0, theme, &["12-border-clashes"]).try_snapshot(name));
    }
}

#[test]
fn other_states_look_right() {
    let mut all = SnapshotResults::new();
    all.add(harness(560.0, egui::Theme::Dark, &["ged-1"]).try_snapshot("detail_ucdp"));
    all.add(
        harness(640.0, egui::Theme::Light, &["10-kabul", "14-shelling", "urdu"]).try_snapshot("detail_pile"),
    );
    all.add(harness(480.0, egui::Theme::Dark, &["urdu"]).try_snapshot("detail_urdu"));
    all.add(harness(160.0, egui::Theme::Dark, &[]).try_snapshot("detail_empty"));
}

#[test]
fn a_reader_sees_who_claims_what_for_11_october() {
    let harness = dark(&["12-border-clashes"]);
    harness.get_by_label("night of Saturday 11 October 2025");
    harness.get_by_label("Islamabad: over 200 Taliban fighters killed; not confirmed by Afghan officials");
    harness.get_by_label("?  not confirmed by Afghan officials");
    harness.get_by_label("Taliban: 58 Pakistani soldiers killed");
    harness.get_by_label("The article: at least 23 Pakistani soldiers killed");
    harness.get_by_label("Figures differ: at least 23 to 58");
    harness.get_by_label_contains("along Pakistan–Afghanistan border, no point given");
}

#[test]
fn figures_that_cannot_both_be_true_are_marked() {
    let harness = dark(&["ged-1"]);
    harness.get_by_label("⚠ Figures contradict each other: 3–12 and at least 40");
}

#[test]
fn a_related_event_is_reached_by_a_click_in_both_directions() {
    let mut harness = dark(&["12-border-clashes"]);
    harness.get_by_role_and_label(Role::Button, "9 Oct 2025, night Explosions and gunfire in Kabul").click();
    harness.run();
    harness.get_by_label("Explosions and gunfire in Kabul");
    harness.get_by_role_and_label(Role::Button, "11 Oct 2025, night Heavy clashes along the border").click();
    harness.run();
    let front = harness.state().work.selection().front().unwrap();
    assert_eq!(harness.state().work.event(front).unwrap().id, "12-border-clashes");
}

#[test]
fn a_related_event_under_the_pointer_is_hovered_everywhere() {
    let mut harness = dark(&["12-border-clashes"]);
    harness.get_by_role_and_label(Role::Button, "9 Oct 2025, night Explosions and gunfire in Kabul").hover();
    harness.run();
    let kabul = harness.state().work.store().find("10-kabul", None).unwrap();
    harness.state_mut().work.begin_frame();
    assert_eq!(*harness.state().work.hover(), Hover::Event(kabul));
}

#[test]
fn a_link_is_asked_about_once_a_host_and_then_opened() {
    let mut harness = dark(&["12-border-clashes"]);
    let url = || Command::OpenLink("https://www.example.org/border".to_owned());
    harness.get_by_label("www.example.org ↗").click();
    harness.run();
    assert!(harness.state().sent.is_empty(), "nothing is opened before the user agrees");
    harness.get_by_role_and_label(Role::Button, "Open link").click();
    harness.run();
    assert_eq!(harness.state().sent, [url()]);
    harness.get_by_label("www.example.org ↗").click();
    harness.run();
    assert_eq!(harness.state().sent, [url(), url()]);
}

#[test]
fn what_is_no_web_address_is_copied_and_never_opened() {
    let mut harness = dark(&["14-shelling"]);
    assert!(harness.query_by_label_contains("↗").is_none());
    harness.get_by_role_and_label(Role::Button, "Copy").click();
    harness.run();
    assert_eq!(harness.state().sent, [Command::Copy("javascript:alert(1)".to_owned())]);
}

#[test]
fn the_arrows_step_and_the_cross_closes() {
    let mut harness = dark(&["12-border-clashes"]);
    harness.get_by_role_and_label(Role::Button, "Next event").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Previous event").click();
    harness.run();
    harness.get_by_role_and_label(Role::Button, "Close the panel").click();
    harness.run();
    let step = |step| Command::Select(SelectCommand::Step(step));
    let close = Command::Show(ShowCommand::SwitchDetail);
    assert_eq!(harness.state().sent, [step(Step::Next), step(Step::Previous), close]);
}

#[test]
fn thousands_of_events_selected_together_are_counted_with_separators() {
    let mut text = "event_id_cnty,event_date,event_type,actor1,country,latitude,longitude\n".to_owned();
    text.extend((0..1_200).map(|n| format!("E{n},2020-01-01,Battles,X,Pakistan,33.5,70.1\n")));
    let mut harness = dark(&[]);
    let mut work =
        Workspace::inline(borderline::io::load_bytes("many.csv", text.into_bytes()).dataset.into());
    work.apply(Command::Select(SelectCommand::Events((0..1_200).map(EventId).collect())));
    harness.state_mut().work = work;
    harness.run();
    harness.get_by_label("1,200 events selected");
    harness.get_by_label("1 of 1,200");
}

#[test]
fn events_selected_together_are_listed_and_stay_selected() {
    let mut harness = dark(&["10-kabul", "12-border-clashes", "14-shelling"]);
    harness.get_by_label("3 events selected");
    harness.get_by_label("1 of 3");
    harness
        .get_by_role_and_label(Role::Button, "14 Oct 2025 – 15 Oct 2025 Shelling reported on the Afghan side")
        .click();
    harness.run();
    harness.get_by_label("3 of 3");
    assert_eq!(harness.state().work.selection().events().len(), 3);
}

#[test]
fn the_original_columns_are_read_when_they_are_wanted_and_once() {
    let mut harness = dark(&["ged-1"]);
    assert_eq!(*harness.state().read.borrow(), 0);
    harness.get_by_label("Original columns").click();
    harness.run();
    harness.get_by_label("event_id_cnty");
    harness.get_by_label("PAK1");
    harness.run();
    assert_eq!(*harness.state().read.borrow(), 1);
    harness.get_by_role_and_label(Role::Button, "Copy all columns").click();
    harness.run();
    assert_eq!(harness.state().sent, [Command::Copy("event_id_cnty\tPAK1\nnotes\t\n".to_owned())]);
}

#[test]
fn right_to_left_titles_and_hostile_names_are_safe() {
    let harness = dark(&["urdu"]);
    harness.get_by_label("کرم میں جھڑپیں، ۵۸ ہلاک");
    harness.get_by_label("ISPR‹U+202E›");
}

#[test]
fn an_event_without_anything_says_so() {
    let harness = dark(&["bare"]);
    harness.get_by_label("no date given");
    harness.get_by_label("place not given");
}
