//! The list of all events and the bar that plays time, worked in the whole window by names, clicks and keys.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::fmt::Write as _;

use borderline::app::App;
use borderline::workspace::{Command, PlayCommand, PlayWidth, SelectCommand};
use common::window::{hits, open_path, selected, settle, wait_until, window};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable};

fn key(harness: &mut Harness<'_, App>, letter: &str) {
    harness.event(egui::Event::Text(letter.to_owned()));
    settle(harness);
}

fn with_list() -> Harness<'static, App> {
    let mut harness = window();
    key(&mut harness, "l");
    harness
}

/// The rows in sight from top to bottom.
fn rows(harness: &Harness<'_, App>) -> Vec<String> {
    let rows = harness.query_all_by_role(Role::Row);
    let mut rows: Vec<(f32, String)> =
        rows.map(|node| (node.rect().top(), node.accesskit_node().label().unwrap_or_default())).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, name)| name).collect()
}

fn press(harness: &mut Harness<'_, App>, key: Key) {
    harness.key_press(key);
    settle(harness);
}

#[test]
fn the_list_is_worked_by_clicks_and_keys() {
    let mut harness = with_list();
    harness.get_by_label("16 events, earliest first");
    let before = rows(&harness);
    assert!(before.len() >= 4, "{before:?}");
    harness.get_by_role_and_label(Role::Row, &before[1]).click();
    settle(&mut harness);
    let second = selected(&harness).unwrap();
    press(&mut harness, Key::ArrowDown);
    let third = selected(&harness).unwrap();
    assert_ne!(second, third);
    press(&mut harness, Key::ArrowUp);
    assert_eq!(selected(&harness).unwrap(), second);
    press(&mut harness, Key::End);
    let last = selected(&harness).unwrap();
    let work = harness.state().work();
    assert_eq!(work.event(borderline::model::EventId(15)).unwrap().id, last);
    assert_ne!(rows(&harness)[0], before[0], "the last event was scrolled into view");
    press(&mut harness, Key::PageUp);
    press(&mut harness, Key::Home);
    assert_eq!(rows(&harness)[0], before[0]);
    press(&mut harness, Key::PageDown);
    assert!(selected(&harness).unwrap() != second);
    key(&mut harness, "l");
    assert!(harness.query_by_role(Role::Row).is_none(), "the list is closed");
}

#[test]
fn a_click_on_a_head_sorts_and_another_turns_it_round() {
    let mut harness = with_list();
    let earliest = rows(&harness)[0].clone();
    harness.get_by_role_and_label(Role::ColumnHeader, "Date").click();
    settle(&mut harness);
    harness.get_by_label("16 events, latest first");
    assert_ne!(rows(&harness)[0], earliest);
    harness.get_by_role_and_label(Role::ColumnHeader, "Killed, as claimed").click();
    settle(&mut harness);
    harness.get_by_label("16 events, highest claim of killed first");
    assert!(rows(&harness)[0].contains("over 200 / 58 / at least 23"), "{:?}", rows(&harness));
    harness.get_by_role_and_label(Role::ColumnHeader, "Place").click();
    settle(&mut harness);
    harness.get_by_label("16 events, by place, A first");
}

#[test]
fn an_event_selected_elsewhere_comes_into_view_and_one_under_the_pointer_is_hovered() {
    let mut harness = with_list();
    let last = borderline::model::EventId(15);
    let title = harness.state().work().event(last).unwrap().title;
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::Select(SelectCommand::Event(last)));
    settle(&mut harness);
    assert!(rows(&harness).iter().any(|row| row.contains(&title)), "{:?}", rows(&harness));
    let name = rows(&harness)[1].clone();
    harness.get_by_role_and_label(Role::Row, &name).hover();
    settle(&mut harness);
    assert!(matches!(harness.state().work().hover(), borderline::workspace::Hover::Event(_)));
}

#[test]
fn a_range_of_rows_is_selected_with_shift_and_copied_as_a_table() {
    let mut harness = with_list();
    let all = rows(&harness);
    harness.get_by_role_and_label(Role::Row, &all[0]).click();
    settle(&mut harness);
    harness.get_by_role_and_label(Role::Row, &all[2]).click_modifiers(Modifiers::SHIFT);
    settle(&mut harness);
    assert_eq!(harness.state().work().selection().events().len(), 3);
    harness.event(egui::Event::Copy);
    harness.run_steps(1);
    let copied = copied(&harness);
    let lines: Vec<&str> = copied.lines().collect();
    assert_eq!(lines.len(), 4, "{copied}");
    assert!(lines[0].starts_with("date\tkind\ttitle") && lines.iter().all(|l| l.matches('\t').count() == 6));
}

/// What is on the clipboard.
fn copied(harness: &Harness<'_, App>) -> String {
    let commands = &harness.output().platform_output.commands;
    let text = commands.iter().find_map(|command| match command {
        egui::OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    });
    text.unwrap_or_default()
}

#[test]
fn a_filter_without_hits_says_so() {
    let mut harness = with_list();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::F);
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Filter").type_text("nowhereatall");
    settle(&mut harness);
    harness.get_by_label("0 events, earliest first");
    harness.get_by_label("No event passes the filter");
}

#[test]
fn the_last_of_very_many_rows_is_reached_and_the_first_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.csv");
    let mut text = String::from("date,place,latitude,longitude,title\n");
    for n in 0..20_000 {
        let day = 1 + n / 1_000;
        writeln!(text, "2025-03-{day:02},Thal,33.4,70.5,Event {n:06}").unwrap();
    }
    std::fs::write(&path, text).unwrap();
    let mut harness = window();
    open_path(&mut harness, &path.to_string_lossy());
    wait_until(&mut harness, "the file", |app| {
        app.work().title() == "many.csv" && app.status().loading.is_none()
    });
    settle(&mut harness);
    key(&mut harness, "l");
    press(&mut harness, Key::End);
    wait_until(&mut harness, "the last event", |app| app.work().selection().front().is_some());
    settle(&mut harness);
    assert!(rows(&harness).last().unwrap().contains("Event 019999"), "{:?}", rows(&harness));
    harness.get_by_role_and_label(Role::ColumnHeader, "Place").click();
    wait_until(&mut harness, "the order", |_| true);
    settle(&mut harness);
    press(&mut harness, Key::Home);
    assert!(rows(&harness)[0].contains("Event 000000"), "{:?}", rows(&harness));
}

#[test]
fn time_plays_by_the_bar_and_by_keys() {
    let mut harness = window();
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::Play(PlayCommand::Width(PlayWidth::Day)));
    harness.get_by_role_and_label(Role::Button, "Play").click();
    harness.run_steps(2);
    let first = harness.state().work().filter().time;
    assert!(!first.is_open());
    wait_until(&mut harness, "the next day", |app| app.work().filter().time != first);
    key(&mut harness, " ");
    assert!(!harness.state().work().playback().is_playing());
    let paused = harness.state().work().filter().time;
    settle(&mut harness);
    assert_eq!(harness.state().work().filter().time, paused);
    key(&mut harness, ".");
    let next = harness.state().work().filter().time;
    assert_eq!(next.after, paused.before);
    harness.get_by_role_and_label(Role::Button, "One step back").click();
    settle(&mut harness);
    assert_eq!(harness.state().work().filter().time, paused);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    settle(&mut harness);
    assert_eq!(hits(&harness), 16, "a whole play is one step of undo");
}

#[test]
fn nothing_moves_and_nothing_is_drawn_anew_once_it_has_played_to_the_end() {
    let mut harness = window();
    let ctx = harness.ctx.clone();
    harness.state_mut().run(&ctx, Command::Play(PlayCommand::Width(PlayWidth::Growing)));
    harness.state_mut().run(&ctx, Command::Play(PlayCommand::Speed(60)));
    key(&mut harness, " ");
    wait_until(&mut harness, "the end", |app| !app.work().playback().is_playing());
    settle(&mut harness);
    let dated = harness.state().work().all_dated().unwrap();
    assert!(harness.state().work().filter().time.before.unwrap() >= dated.end());
    // Runs until no frame asks for another one; it would fail after its most steps.
    harness.run();
}
