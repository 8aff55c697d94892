//! The whole window without a display, for tests that work it by names, keys and clicks.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::time::{Duration, Instant};

use borderline::app::{App, Prefs};
use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

/// The window with the sample.
pub fn window() -> Harness<'static, App> {
    window_with(Prefs::default())
}

/// The window with the sample, of a user who has these preferences.
pub fn window_with(prefs: Prefs) -> Harness<'static, App> {
    let builder = super::builder([1280.0, 800.0]).with_theme(egui::Theme::Dark).with_max_steps(64);
    let mut harness = builder.build_eframe(|cc| App::with_sample(&cc.egui_ctx, prefs).unwrap());
    settle(&mut harness);
    harness
}

/// Lets background answers come in.
pub fn settle(harness: &mut Harness<'_, App>) {
    for _ in 0..12 {
        harness.run_steps(1);
        std::thread::sleep(Duration::from_millis(4));
    }
}

/// Runs frames until something holds.
pub fn wait_until(harness: &mut Harness<'_, App>, what: &str, holds: impl Fn(&App) -> bool) {
    let begin = Instant::now();
    while !holds(harness.state()) {
        assert!(begin.elapsed() < Duration::from_secs(90), "waited in vain for: {what}");
        harness.run_steps(1);
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Id of the event in front.
pub fn selected(harness: &Harness<'_, App>) -> Option<String> {
    let work = harness.state().work();
    work.selection().front().and_then(|id| work.event(id)).map(|event| event.id)
}

/// How many events pass the filter; waits for the answer to this very question.
pub fn hits(harness: &Harness<'_, App>) -> u32 {
    use borderline::query::{Answer, Ask};
    let begin = Instant::now();
    loop {
        let reply = harness.state().work().ask(borderline::store::Slot("test"), Ask::Totals);
        if let (true, Some(Answer::Totals(totals))) = (reply.fresh, reply.answer.as_deref()) {
            return totals.hits;
        }
        assert!(begin.elapsed() < Duration::from_secs(90), "waited in vain for the number of hits");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Opens a path as one who types it.
pub fn open_path(harness: &mut Harness<'_, App>, path: &str) {
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::O);
    settle(harness);
    harness.get_by_role_and_label(Role::TextInput, "Path of the file").type_text(path);
    harness.run_steps(2);
    harness.key_press(Key::Enter);
    harness.run_steps(2);
}
