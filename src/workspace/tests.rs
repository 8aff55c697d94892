//! The workspace through commands, as a user works.

use std::collections::HashSet;
use std::sync::Arc;

use crate::model::{Dataset, DatasetBuilder, Date, Draft, EventId, Kind, When};
use crate::query::{Answer, Ask, TimeBounds};
use crate::store::Slot;

use super::*;

fn data() -> Arc<Dataset> {
    let mut builder = DatasetBuilder::default();
    let days = [(3, Kind::Battle, "c"), (1, Kind::Strike, "a"), (2, Kind::Battle, "b")];
    for (day, kind, id) in days {
        let when = Date::new(2025, 10, day).map(When::day);
        builder.push(&Draft { id, when, kind, ..Draft::default() });
    }
    builder.push(&Draft { id: "undated", ..Draft::default() });
    Arc::new(builder.finish())
}

fn hits(work: &Workspace) -> u32 {
    match work.ask(Slot("test"), Ask::Totals).answer.as_deref() {
        Some(Answer::Totals(totals)) => totals.hits,
        other => panic!("no totals: {other:?}"),
    }
}

fn front(work: &Workspace) -> Option<String> {
    work.selection().front().and_then(|id| work.event(id)).map(|e| e.id)
}

#[test]
fn arrow_keys_walk_through_time_and_stop_at_the_ends() {
    let mut work = Workspace::inline(data());
    let mut seen = Vec::new();
    for _ in 0..5 {
        work.apply(Command::Select(SelectCommand::Step(Step::Next)));
        seen.push(front(&work).unwrap());
    }
    assert_eq!(seen, ["a", "b", "c", "undated", "undated"]);
    work.apply(Command::Select(SelectCommand::Step(Step::Previous)));
    assert_eq!(front(&work).as_deref(), Some("c"));
}

#[test]
fn undo_brings_back_filter_and_selection() {
    let mut work = Workspace::inline(data());
    work.apply(Command::Filter(FilterCommand::ToggleKind(Kind::Battle)));
    assert_eq!(hits(&work), 2);
    work.apply(Command::Select(SelectCommand::Event(EventId(1))));
    work.apply(Command::Undo);
    assert!(work.selection().is_empty());
    work.apply(Command::Undo);
    assert_eq!((hits(&work), work.can_undo()), (4, false));
    work.apply(Command::Redo);
    assert_eq!(hits(&work), 2);
}

#[test]
fn what_changes_nothing_makes_no_undo_step() {
    let mut work = Workspace::inline(data());
    work.apply(Command::Filter(FilterCommand::Clear));
    work.apply(Command::Select(SelectCommand::Clear));
    assert!(!work.can_undo());
}

#[test]
fn a_brush_in_time_leaves_out_undated_events() {
    let mut work = Workspace::inline(data());
    let span = When::day(Date::new(2025, 10, 2).unwrap()).span;
    work.apply(Command::Filter(FilterCommand::Time(TimeBounds::within(span))));
    assert_eq!(hits(&work), 1);
    assert_eq!(work.filter().to_string(), "after:2025-10-02 before:2025-10-03");
}

#[test]
fn one_drag_of_the_brush_is_one_step_of_undo() {
    let mut work = Workspace::inline(data());
    for day in [1, 2, 3] {
        let span = When::day(Date::new(2025, 10, day).unwrap()).span;
        work.apply(Command::Filter(FilterCommand::Time(TimeBounds::within(span))));
    }
    work.apply(Command::Filter(FilterCommand::Settle));
    let span = When::month(Date::new(2025, 10, 1).unwrap()).span;
    work.apply(Command::Filter(FilterCommand::Time(TimeBounds::within(span))));
    work.apply(Command::Undo);
    assert_eq!(work.filter().to_string(), "after:2025-10-03 before:2025-10-04");
    work.apply(Command::Undo);
    assert!(work.filter().is_open());
}

#[test]
fn a_filter_that_is_not_understood_changes_nothing_and_says_so() {
    let mut work = Workspace::inline(data());
    work.apply(Command::Filter(FilterCommand::Text("kind:battle".into())));
    work.apply(Command::Filter(FilterCommand::Text("kind:war".into())));
    assert_eq!(hits(&work), 2);
    assert!(work.filter_error().unwrap().contains("war"));
}

#[test]
fn reading_again_keeps_the_selected_event() {
    let mut work = Workspace::inline(data());
    work.apply(Command::Select(SelectCommand::Event(EventId(1))));
    let mut more = DatasetBuilder::default();
    for (day, id) in [(1, "a"), (2, "new"), (3, "b")] {
        more.push(&Draft { id, when: Date::new(2025, 9, day).map(When::day), ..Draft::default() });
    }
    work.set_data(Arc::new(more.finish()), crate::query::Completeness::Exact, DataChange::Continued);
    assert_eq!(front(&work).as_deref(), Some("b"));
}

#[test]
fn time_zoom_keeps_the_middle() {
    let mut work = Workspace::inline(data());
    let before = work.window().unwrap();
    work.apply(Command::Navigate(NavigateCommand::TimeZoom(0.5)));
    let after = work.window().unwrap();
    assert!((before.secs() - 2 * after.secs()).abs() <= 2);
    let middle = |s: crate::model::Span| s.start().0 + s.secs() / 2;
    assert!((middle(before) - middle(after)).abs() <= 1);
    for _ in 0..200 {
        work.apply(Command::Navigate(NavigateCommand::TimeZoom(0.5)));
    }
    assert_eq!(work.window().unwrap().secs(), 60);
}

#[test]
fn a_few_early_events_do_not_squeeze_the_others() {
    let mut builder = DatasetBuilder::default();
    let days = (1..=20).map(|day| Date::new(2025, 10, day));
    for day in [Date::new(2007, 1, 1)].into_iter().chain(days) {
        builder.push(&Draft { when: day.map(When::day), ..Draft::default() });
    }
    let mut work = Workspace::inline(Arc::new(builder.finish()));
    assert_eq!(work.window().unwrap().start().date().year(), 2025);
    work.apply(Command::Navigate(NavigateCommand::TimeAll));
    assert!(work.window().unwrap().start().date().year() <= 2007);
}

#[test]
fn no_two_commands_share_a_key_or_an_id() {
    let mut keys = HashSet::new();
    let mut ids = HashSet::new();
    for entry in COMMANDS {
        assert!(ids.insert(entry.id), "{} twice", entry.id);
        for key in entry.keys {
            assert!(keys.insert(key), "{key} of {} is taken", entry.id);
        }
    }
}

#[test]
fn every_command_of_the_table_can_be_applied_to_an_empty_workspace() {
    for entry in COMMANDS {
        let mut work = Workspace::inline(Arc::default());
        work.apply((entry.make)());
        assert!(work.selection().is_empty(), "{} selects something in nothing", entry.id);
    }
}
