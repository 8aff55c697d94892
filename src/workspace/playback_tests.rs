//! What a user sees of playing time: whole months, no drift, one step of undo, a manual brush that ends it.

#![allow(clippy::field_reassign_with_default, reason = "its other fields are its own")]
use std::sync::Arc;

use super::*;
use crate::io::sample;
use crate::model::{Date, Span};
use crate::query::TimeBounds;

const FRAME: f64 = 1.0 / 60.0;

fn secs(year: i32, month: u8, day: u8) -> i64 {
    Date::new(year, month, day).unwrap().start_secs()
}

fn span(from: (i32, u8, u8), to: (i32, u8, u8)) -> Span {
    Span::from_secs(secs(from.0, from.1, from.2), secs(to.0, to.1, to.2)).unwrap()
}

fn playback(width: PlayWidth, speed: u16) -> Playback {
    let mut playback = Playback::default();
    playback.width = width;
    playback.speed = speed;
    playback
}

/// Plays to the end by frames of so many seconds; returns each stretch that was shown and the seconds it took.
fn played(mut playback: Playback, all: Span, frame: f64) -> (Vec<TimeBounds>, f64) {
    let mut shown = vec![playback.play(TimeBounds::default(), all).unwrap()];
    let mut clock = 0.0;
    while playback.is_playing() && clock < 1e5 {
        clock += frame;
        let present = *shown.last().unwrap();
        shown.extend(playback.tick(frame, Pace::Shown, present, all));
    }
    (shown, clock)
}

#[test]
fn months_are_those_of_the_calendar_also_after_thirty_years() {
    let all = span((1989, 1, 17), (2019, 12, 5));
    let (shown, clock) = played(Playback::default(), all, FRAME);
    assert_eq!(shown.len(), 31 * 12);
    for (n, bounds) in shown.iter().enumerate() {
        let (year, month) = (1989 + i32::try_from(n / 12).unwrap(), u8::try_from(n % 12 + 1).unwrap());
        let first = Date::new(year, month, 1).unwrap();
        let whole = Span::from_secs(first.start_secs(), first.next_month().start_secs()).unwrap();
        assert_eq!(*bounds, TimeBounds::within(whole));
    }
    let wanted = f64::from(31 * 12) / f64::from(Playback::default().speed());
    assert!((clock - wanted).abs() < 0.05, "{clock} s instead of {wanted}");
}

#[test]
fn the_pace_is_that_of_the_clock_whatever_the_frames_last() {
    let all = span((2019, 1, 1), (2020, 1, 1));
    for frame in [0.001, FRAME, 0.031, 0.2] {
        let playback = playback(PlayWidth::Day, 15);
        let (shown, clock) = played(playback, all, frame);
        assert_eq!(*shown.last().unwrap(), TimeBounds::within(span((2019, 12, 31), (2020, 1, 1))));
        assert!((clock - 365.0 / 15.0).abs() < 2.0 * frame + 0.01, "{frame}: {clock}");
    }
}

#[test]
fn what_is_behind_waits_and_then_leaves_steps_out() {
    let all = span((2019, 1, 1), (2021, 1, 1));
    let mut playback = playback(PlayWidth::Day, 60);
    let first = playback.play(TimeBounds::default(), all).unwrap();
    for _ in 0..30 {
        assert_eq!(playback.tick(FRAME, Pace::Behind, first, all), None);
    }
    let next = playback.tick(FRAME / 2.0, Pace::Shown, first, all).unwrap();
    assert_eq!(next.after.unwrap().0, secs(2019, 1, 31));
}

#[test]
fn growing_keeps_its_beginning_and_ends_with_everything() {
    let all = span((2025, 10, 1), (2025, 10, 20));
    let playback = playback(PlayWidth::Growing, 4);
    let (shown, _) = played(playback, all, FRAME);
    assert!(shown.iter().all(|bounds| bounds.after.is_none()));
    assert_eq!(shown.len(), 19);
    assert_eq!(shown.last().unwrap().before.unwrap(), all.end());
}

#[test]
fn the_brush_keeps_its_length() {
    let all = span((2025, 1, 1), (2025, 3, 1));
    let brush = TimeBounds::within(span((2025, 1, 10), (2025, 1, 20)));
    let mut playback = playback(PlayWidth::Brush, 4);
    assert_eq!(playback.play(brush, all), Some(brush));
    let mut now = brush;
    while playback.is_playing() {
        now = playback.tick(0.1, Pace::Shown, now, all).unwrap_or(now);
        assert_eq!(now.span().unwrap().secs(), 10 * 86_400);
    }
    assert_eq!(now.before.unwrap().0, secs(2025, 3, 1));
    assert_eq!(playback.play(now, all).unwrap().after.unwrap().0, secs(2025, 1, 1));
}

#[test]
fn steps_go_on_and_back_between_the_ends() {
    let all = span((2025, 1, 15), (2025, 3, 10));
    let mut playback = Playback::default();
    let mut now = TimeBounds::default();
    let mut months = Vec::new();
    for step in [Step::Next; 4].into_iter().chain([Step::Previous; 4]) {
        now = playback.step(step, now, all).unwrap_or(now);
        months.push(now.after.unwrap().date().month());
    }
    assert_eq!(months, [1, 2, 3, 3, 2, 1, 1, 1]);
    assert!(!playback.is_playing());
}

#[test]
fn a_loop_begins_anew() {
    let all = span((2025, 1, 15), (2025, 3, 10));
    let mut playback = playback(PlayWidth::Month, 1);
    playback.at_end = AtEnd::Again;
    let mut now = playback.play(TimeBounds::default(), all).unwrap();
    let mut months = Vec::new();
    for _ in 0..5 {
        now = playback.tick(1.0, Pace::Shown, now, all).unwrap();
        months.push(now.after.unwrap().date().month());
    }
    assert_eq!(months, [2, 3, 1, 2, 3]);
}

fn work() -> Workspace {
    Workspace::inline(Arc::new(sample().dataset))
}

fn play(work: &mut Workspace, command: PlayCommand) {
    work.apply(Command::Play(command));
}

#[test]
fn a_whole_play_is_one_step_of_undo() {
    let mut work = work();
    let before: crate::query::Filter = "kind:battle".parse().unwrap();
    work.apply(Command::Filter(FilterCommand::Set(Box::new(before.clone()))));
    play(&mut work, PlayCommand::Width(PlayWidth::Day));
    play(&mut work, PlayCommand::Switch);
    for _ in 0..9 {
        play(&mut work, PlayCommand::Tick(0.5, Pace::Shown));
    }
    assert!(work.playback().is_playing() && !work.filter().time.is_open());
    work.apply(Command::Undo);
    assert_eq!(*work.filter(), before);
    assert!(!work.playback().is_playing(), "undo ends it");
    work.apply(Command::Redo);
    assert!(!work.filter().time.is_open());
}

#[test]
fn a_brush_by_hand_ends_it_and_a_kind_does_not() {
    let mut work = work();
    play(&mut work, PlayCommand::Switch);
    work.apply(Command::Filter(FilterCommand::ToggleKind(crate::model::Kind::Battle)));
    assert!(work.playback().is_playing());
    let brush = TimeBounds::within(span((2025, 10, 10), (2025, 10, 12)));
    work.apply(Command::Filter(FilterCommand::Time(brush)));
    assert!(!work.playback().is_playing());
    play(&mut work, PlayCommand::Tick(9.0, Pace::Shown));
    assert_eq!(work.filter().time, brush, "no tick moves it any more");
}

#[test]
fn it_plays_the_time_of_the_hits_and_pauses_at_their_end() {
    let mut work = work();
    play(&mut work, PlayCommand::Switch);
    let mut most = 0;
    while work.playback().is_playing() {
        play(&mut work, PlayCommand::Tick(0.25, Pace::Shown));
        most += 1;
        assert!(most < 1_000);
    }
    let last = work.all_dated().unwrap();
    assert!(work.filter().time.admits(Span::starting(crate::model::Instant(last.end().0 - 1), 1)));
    assert!(!work.filter().time.is_open());
}
