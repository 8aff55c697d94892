//! The timeline through pointer, wheel and names, as a user works with it; and pictures to look at.

mod common;

use std::cell::RefCell;
use std::sync::Arc;

use borderline::model::{
    Dataset, DatasetBuilder, Date, Draft, Instant, Kind, LonLat, PlacePrecision, Span, When,
};
use borderline::plot::TimeScale;
use borderline::query::LaneBy;
use borderline::view::timeline::TimelineView;
use borderline::view::{Look, Outbox};
use borderline::workspace::{Command, FilterCommand, NavigateCommand, SelectCommand, ShowCommand, Workspace};
use egui::{Event, Modifiers, PointerButton, Pos2, Rect, Vec2, pos2, vec2};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};

fn date(y: i32, m: u8, d: u8) -> Date {
    Date::new(y, m, d).unwrap()
}

/// Events with every precision, as a newspaper article gives them.
fn article() -> Arc<Dataset> {
    let d = date;
    let rows: [(&str, Option<When>, Kind, [&str; 2]); 17] = [
        ("TTP formed", When::year(2007), Kind::Other, ["TTP", "Pakistan"]),
        ("Taliban return to power", Some(When::month(d(2021, 8, 1))), Kind::Movement, ["Afghan Taliban", ""]),
        (
            "Attack in Kashmir; India–Pakistan standoff",
            When::year(2025),
            Kind::Civilians,
            ["India", "Pakistan"],
        ),
        (
            "Dar visits Muttaqi in Kabul",
            Some(When::month(d(2025, 4, 1))),
            Kind::Diplomacy,
            ["Pakistan", "Afghan Taliban"],
        ),
        (
            "Follow-up meeting facilitated by China",
            Some(When::month(d(2025, 5, 1))),
            Kind::Diplomacy,
            ["Pakistan", "Afghan Taliban"],
        ),
        (
            "Second follow-up meeting facilitated by China",
            Some(When::month(d(2025, 8, 1))),
            Kind::Diplomacy,
            ["Pakistan", "Afghan Taliban"],
        ),
        (
            "Moscow Format Consultations",
            Some(When::days(d(2025, 10, 1), d(2025, 10, 10))),
            Kind::Diplomacy,
            ["China", "Afghan Taliban"],
        ),
        (
            "TTP attacks and clashes",
            Some(When::days(d(2024, 10, 1), d(2025, 10, 15))),
            Kind::Battle,
            ["TTP", "Pakistan"],
        ),
        (
            "Attacks kill Pakistani soldiers",
            Some(When::days(d(2025, 9, 15), d(2025, 10, 8))),
            Kind::Battle,
            ["TTP", "Pakistan"],
        ),
        ("Kabul explosions", Some(When::night(d(2025, 10, 9))), Kind::Strike, ["Pakistan", "Afghan Taliban"]),
        (
            "Strike in an eastern province",
            Some(When::night(d(2025, 10, 9))),
            Kind::Strike,
            ["Pakistan", "Afghan Taliban"],
        ),
        (
            "Heavy border clashes",
            Some(When::night(d(2025, 10, 11))),
            Kind::Battle,
            ["Pakistan", "Afghan Taliban"],
        ),
        (
            "Fighting flares near Kurram",
            Some(When::night(d(2025, 10, 14))),
            Kind::Battle,
            ["Pakistan", "Afghan Taliban"],
        ),
        (
            "Shelling on the Afghan side of the border",
            Some(When::days(d(2025, 10, 14), d(2025, 10, 15))),
            Kind::Strike,
            ["Pakistan", "Afghan Taliban"],
        ),
        (
            "Analyst: more hostilities cannot be ruled out",
            Some(When::month(d(2025, 10, 1))),
            Kind::Statement,
            ["", ""],
        ),
        (
            "Former ambassador: China could restore trust",
            Some(When::month(d(2025, 10, 1))),
            Kind::Statement,
            ["", ""],
        ),
        ("An event without a date", None, Kind::Other, ["", ""]),
    ];
    let mut builder = DatasetBuilder::default();
    for (title, when, kind, actors) in rows {
        builder.push(&Draft {
            id: title,
            title,
            when,
            kind,
            actors,
            place: "Kabul",
            country: "Afghanistan",
            ..Draft::default()
        });
    }
    Arc::new(builder.finish())
}

/// Many events over ten years, most with a day, some with less.
fn many(n: i64) -> Arc<Dataset> {
    let mut seed = 11u64;
    let mut dice = move |n: i64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        i64::try_from(seed >> 33).unwrap() % n
    };
    let first = date(2015, 1, 1).days();
    let actors: Vec<String> = (0..60).map(|n| format!("Actor number {n}")).collect();
    let mut builder = DatasetBuilder::default();
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
        let at = LonLat::new(60.0, 30.0);
        builder.push(&Draft {
            when: Some(when),
            kind,
            actors,
            at,
            place_precision: PlacePrecision::Exact,
            ..Draft::default()
        });
    }
    Arc::new(builder.finish())
}

struct App {
    work: Workspace,
    view: TimelineView,
    sent: Vec<Command>,
}

impl App {
    fn new(data: Arc<Dataset>) -> Self {
        Self { work: Workspace::inline(data), view: TimelineView::default(), sent: Vec::new() }
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
}

fn picture(name: &str, size: Vec2, theme: egui::Theme, data: Arc<Dataset>, commands: &[Command]) {
    let mut app = App::new(data);
    for command in commands {
        app.work.apply(command.clone());
    }
    let ctx = egui::Context::default();
    borderline::view::fonts::install_fonts(&ctx);
    borderline::view::theme::install(&ctx);
    ctx.set_theme(theme);
    let app = RefCell::new(app);
    let picture =
        borderline::view::raster::headless(size, 1.0, &ctx, |ui| app.borrow_mut().frame(ui)).unwrap();
    let folder = std::env::var_os("PICTURES").unwrap_or_else(|| env!("CARGO_TARGET_TMPDIR").into());
    std::fs::write(std::path::Path::new(&folder).join(format!("{name}.png")), picture.png(name).unwrap())
        .unwrap();
}

fn window(from: Date, to: Date) -> Command {
    let span = Span::from_secs(from.start_secs(), to.start_secs()).unwrap();
    Command::Navigate(NavigateCommand::Time(span))
}

#[test]
#[ignore = "pictures to look at: PICTURES=folder cargo test --test timeline -- --ignored"]
fn pictures() {
    let wide = vec2(1280.0, 420.0);
    let lanes = |by| Command::Show(ShowCommand::Lanes(by));
    for theme in [egui::Theme::Dark, egui::Theme::Light] {
        let shot = |name: &str, size, data: &Arc<Dataset>, commands: &[Command]| {
            picture(&format!("{name}-{theme:?}"), size, theme, Arc::clone(data), commands);
        };
        let article = article();
        shot("article-all", wide, &article, &[]);
        shot("article-year", wide, &article, &[window(date(2024, 9, 1), date(2025, 12, 1))]);
        shot("article-october", wide, &article, &[window(date(2025, 9, 25), date(2025, 10, 20))]);
        shot("article-days", wide, &article, &[window(date(2025, 10, 9), date(2025, 10, 13))]);
        shot(
            "article-actors",
            wide,
            &article,
            &[window(date(2025, 3, 1), date(2025, 11, 1)), lanes(LaneBy::Actor)],
        );
        shot("article-small", vec2(620.0, 260.0), &article, &[window(date(2025, 3, 1), date(2025, 11, 1))]);
        let many = many(100_000);
        shot("many-all", wide, &many, &[]);
        shot("many-month", wide, &many, &[window(date(2022, 3, 1), date(2022, 4, 1))]);
        shot("many-days", wide, &many, &[window(date(2022, 3, 1), date(2022, 3, 5))]);
        shot("many-actors", wide, &many, &[window(date(2021, 3, 1), date(2022, 4, 1)), lanes(LaneBy::Actor)]);
        let brush = Span::from_secs(date(2019, 3, 1).start_secs(), date(2020, 4, 1).start_secs()).unwrap();
        let brushed = Command::Filter(FilterCommand::Time(borderline::query::TimeBounds::within(brush)));
        let picked = Command::Select(SelectCommand::Event(borderline::model::EventId(30_000)));
        shot("many-brushed", wide, &many, &[brushed, picked]);
    }
}
