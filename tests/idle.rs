//! A window in which nothing changes costs nothing: it asks for no frame, neither at once nor later.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

mod common;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use borderline::app::App;
use borderline::workspace::{Command, FileCommand};
use common::window::{settle, wait_until, window};
use egui::ViewportId;
use egui_kittest::Harness;

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// When the last frame wants the next one.
fn next_frame_in(harness: &Harness<'_, App>) -> Duration {
    harness.output().viewport_output.get(&ViewportId::ROOT).unwrap().repaint_delay
}

#[test]
fn a_window_with_watched_files_at_rest_asks_for_no_frame() {
    let mut harness = window();
    let ctx = harness.ctx.clone();
    let files = vec![fixture("acled-csv-2016.csv"), fixture("ucdp-csv-17.csv")];
    harness.state_mut().run(&ctx, Command::File(FileCommand::Open(files)));
    wait_until(&mut harness, "both files", |app| {
        app.status().loading.is_none() && app.work().store().info().files.len() == 2
    });
    assert!(harness.state().work().watches_files() && !harness.state().work().playback().is_playing());
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    ctx.set_request_repaint_callback(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    // Base map, index of words, and the last animations come to an end; then no round may ask for anything.
    let is_quiet = |_: u32| {
        settle(&mut harness);
        let wants = (0..3).any(|_| {
            harness.run_steps(1);
            next_frame_in(&harness) < Duration::MAX
        });
        asked.store(0, Ordering::Relaxed);
        // The watch looks at the files twice in this time.
        std::thread::sleep(Duration::from_millis(2_500));
        !wants && asked.load(Ordering::Relaxed) == 0
    };
    assert!((0..20).any(is_quiet), "{:?}", ctx.repaint_causes());
    // It would have been heard.
    ctx.request_repaint();
    assert!(asked.load(Ordering::Relaxed) > 0);
}
