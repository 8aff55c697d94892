//! Pictures of the timeline's states to look at, and how long its frames take.

use std::cell::RefCell;
use std::path::PathBuf;
use std::sync::Arc;

use borderline::model::{Dataset, EventId};
use borderline::query::{LaneBy, TimeBounds};
use borderline::workspace::{Command, FilterCommand, NavigateCommand, SelectCommand, ShowCommand};
use egui::{Pos2, Vec2, pos2, vec2};

use super::{App, SIZE, common, date, many, october, sample_events, span, window};

fn folder() -> PathBuf {
    std::env::var_os("PICTURES").map_or_else(|| env!("CARGO_TARGET_TMPDIR").into(), PathBuf::from)
}

fn picture(name: &str, size: Vec2, theme: egui::Theme, app: App) {
    let ctx = egui::Context::default();
    borderline::view::fonts::install_fonts(&ctx);
    borderline::view::theme::install(&ctx);
    ctx.set_theme(theme);
    let app = RefCell::new(app);
    let picture = borderline::view::raster::headless(size, 1.0, &ctx, |ui| app.borrow_mut().frame(ui));
    std::fs::write(folder().join(format!("{name}.png")), picture.unwrap().png(name).unwrap()).unwrap();
}

#[test]
#[ignore = "pictures to look at: PICTURES=folder cargo test --test timeline -- --ignored"]
fn pictures() {
    let lanes = |by| Command::Show(ShowCommand::Lanes(by));
    let (sample, many) = (sample_events(), many(100_000));
    let brush = TimeBounds::within(span(date(2019, 3, 1), date(2020, 4, 1)));
    let shots: [(&str, &Arc<Dataset>, Vec<Command>); 11] = [
        ("sample-all", &sample, vec![]),
        ("sample-year", &sample, vec![window(date(2024, 9, 1), date(2025, 12, 1))]),
        ("sample-october", &sample, vec![october(), Command::Select(SelectCommand::Event(EventId(11)))]),
        ("sample-days", &sample, vec![window(date(2025, 10, 9), date(2025, 10, 13))]),
        ("sample-actors", &sample, vec![window(date(2025, 3, 1), date(2025, 11, 1)), lanes(LaneBy::Actor)]),
        (
            "sample-country",
            &sample,
            vec![window(date(2025, 3, 1), date(2025, 11, 1)), lanes(LaneBy::Country)],
        ),
        ("many-all", &many, vec![]),
        ("many-month", &many, vec![window(date(2022, 3, 1), date(2022, 4, 1))]),
        ("many-days", &many, vec![window(date(2022, 3, 1), date(2022, 3, 5))]),
        ("many-actors", &many, vec![window(date(2021, 3, 1), date(2022, 4, 1)), lanes(LaneBy::Actor)]),
        (
            "many-brushed",
            &many,
            vec![
                Command::Filter(FilterCommand::Time(brush)),
                Command::Select(SelectCommand::Event(EventId(30_000))),
            ],
        ),
    ];
    for theme in [egui::Theme::Dark, egui::Theme::Light] {
        for (name, data, commands) in &shots {
            let app = App::new(Arc::clone(data), commands);
            picture(&format!("{name}-{theme:?}"), SIZE, theme, app);
        }
        let app = App::new(Arc::clone(&sample), &[window(date(2025, 3, 1), date(2025, 11, 1))]);
        picture(&format!("sample-small-{theme:?}"), vec2(620.0, 260.0), theme, app);
        for (name, data, at) in [
            ("mark", &sample, pos2(1110.0, 212.0)),
            ("count", &many, pos2(700.0, 300.0)),
            ("bin", &many, pos2(900.0, 130.0)),
        ] {
            let app = App::new(Arc::clone(data), &[]);
            let builder = common::builder(SIZE).with_theme(theme);
            let mut harness = builder.build_ui_state(|ui, app: &mut App| app.frame(ui), app);
            harness.hover_at(at);
            harness.run_steps(8);
            let image = harness.render().unwrap();
            image.save(folder().join(format!("tip-{name}-{theme:?}.png"))).unwrap();
        }
    }
}

/// Milliseconds that this thread has been running, whatever else the machine does; on Linux.
fn cpu_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    stat.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e6
}

/// CPU milliseconds that frames take on the UI thread while the window moves, the mean.
fn frame_times(app: &RefCell<App>, ctx: &egui::Context, steps: impl Iterator<Item = Command>) -> f64 {
    let mut times: Vec<f64> = Vec::new();
    for (n, step) in steps.enumerate() {
        app.borrow_mut().work.apply(step);
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(f64::from(u32::try_from(n).unwrap()) / 60.0),
            ..egui::RawInput::default()
        };
        let begun = cpu_ms();
        let mut out = ctx.run_ui(input, |ui| app.borrow_mut().frame(ui));
        out.textures_delta.clear();
        std::hint::black_box(ctx.tessellate(out.shapes, out.pixels_per_point));
        times.push(cpu_ms() - begun);
    }
    // The system counts in ticks of some milliseconds, so only means say something.
    times.iter().sum::<f64>() / f64::from(u32::try_from(times.len()).unwrap())
}

#[test]
#[ignore = "speed: ROWS=2500000 cargo test --release --test timeline speed -- --ignored --nocapture"]
fn speed() {
    let rows = std::env::var("ROWS").map_or(1_000_000, |n| n.parse().unwrap());
    let data = many(rows);
    for by in LaneBy::ALL {
        let ctx = egui::Context::default();
        borderline::view::fonts::install_fonts(&ctx);
        borderline::view::theme::install(&ctx);
        let app = RefCell::new(App::new(Arc::clone(&data), &[Command::Show(ShowCommand::Lanes(by))]));
        let all = |_| Command::Navigate(NavigateCommand::TimeAll);
        let first = frame_times(&app, &ctx, (0..1).map(all));
        let still = frame_times(&app, &ctx, (0..50).map(all));
        let zoom = |_| Command::Navigate(NavigateCommand::TimeZoom(0.95));
        let zooms = frame_times(&app, &ctx, (0..200).map(zoom));
        let back = [window(date(2020, 1, 1), date(2021, 1, 1))].into_iter();
        let pan = |_| Command::Navigate(NavigateCommand::TimePan(0.01));
        let pans = frame_times(&app, &ctx, back.chain((0..200).map(pan)));
        println!(
            "{rows} rows, lanes by {}: first {first:.1} ms; a frame: still {still:.2?}, zoom {zooms:.2?}, pan {pans:.2?}",
            by.id()
        );
    }
}
