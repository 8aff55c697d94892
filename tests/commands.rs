//! Every command of the table, done once on the sample: what a user sees of it.

use std::sync::Arc;

use borderline::io::sample;
use borderline::model::{OtherCalendar, Span};
use borderline::plot::Camera;
use borderline::query::{LaneBy, SplitBy};
use borderline::workspace::{
    AtEnd, COMMANDS, Command, Effect, FilterCommand, MapMarks, MapStyle, NavigateCommand, Pane, PlayWidth,
    SelectCommand, ShowCommand, Step, ThemeChoice, Workspace,
};

/// Does the command of the table with this id.
fn run(work: &mut Workspace, id: &str) -> Vec<Effect> {
    let entry = COMMANDS.iter().find(|entry| entry.id == id);
    entry.map(|entry| work.apply((entry.make)())).unwrap_or_default()
}

/// Does it and compares what it asks of the window.
#[track_caller]
fn asks(work: &mut Workspace, id: &str, effect: Effect) {
    assert_eq!(run(work, id), [effect], "{id}");
}

/// Does it and returns the time window before and after.
fn windows(work: &mut Workspace, id: &str) -> Option<(Span, Span)> {
    let before = work.window()?;
    run(work, id);
    Some((before, work.window()?))
}

fn lanes(work: &mut Workspace, id: &str) -> LaneBy {
    run(work, id);
    work.lane_by()
}

fn calendar(work: &mut Workspace, id: &str) -> Option<OtherCalendar> {
    assert_eq!(run(work, id), [Effect::KeepTimeLooks], "{id}");
    work.calendar()
}

fn theme(work: &mut Workspace, id: &str) -> ThemeChoice {
    assert_eq!(run(work, id), [Effect::ApplyTheme], "{id}");
    work.theme()
}

fn filter(work: &mut Workspace, text: &str) {
    work.apply(Command::Filter(FilterCommand::Text(text.to_owned())));
    assert_eq!(work.filter().to_string(), text);
}

/// A closer look than all of time.
fn zoom_in(work: &mut Workspace) {
    work.apply(Command::Navigate(NavigateCommand::TimeZoom(0.1)));
    assert_ne!(work.window(), work.all_time());
}

/// A command's id and what is to be seen of it.
type Seen = (&'static str, fn(&mut Workspace));

const FILES_AND_PICTURES: &[Seen] = &[
    ("open", |w| asks(w, "open", Effect::AskOpen)),
    ("open-path", |w| asks(w, "open-path", Effect::AskPath)),
    ("columns", |w| {
        w.set_paths(vec!["/a/list.csv".into(), "/a/other.csv".into()]);
        asks(w, "columns", Effect::ShowColumns("/a/list.csv".into(), Box::default()));
    }),
    ("add", |w| asks(w, "add", Effect::AskAdd)),
    ("duplicates", |w| asks(w, "duplicates", Effect::FindDuplicates)),
    ("watch", |w| {
        asks(w, "watch", Effect::Watch);
        assert!(!w.watches_files());
    }),
    ("index", |w| {
        asks(w, "index", Effect::Index);
        assert!(!w.keeps_index());
    }),
    ("sample", |w| asks(w, "sample", Effect::LoadSample)),
    ("reload", |w| asks(w, "reload", Effect::Reload)),
    ("report", |w| asks(w, "report", Effect::ShowReport)),
    ("border", |w| asks(w, "border", Effect::AskBorder)),
    ("clocks", |w| asks(w, "clocks", Effect::AskClocks)),
    ("add-layer", |w| asks(w, "add-layer", Effect::AskLayers)),
    ("layers", |w| asks(w, "layers", Effect::ShowLayers)),
    ("export", |w| asks(w, "export", Effect::AskExport)),
    ("export-events", |w| asks(w, "export-events", Effect::AskEvents)),
    ("quit", |w| asks(w, "quit", Effect::Quit)),
    ("find", |w| asks(w, "find", Effect::FocusFilter)),
    ("dismiss", |w| asks(w, "dismiss", Effect::Dismiss)),
    ("help", |w| asks(w, "help", Effect::SwitchHelp)),
];

const FILTER_AND_SELECTION: &[Seen] = &[
    ("undo", |w| {
        filter(w, "kind:battle");
        run(w, "undo");
        assert_eq!(w.filter().to_string(), "");
    }),
    ("redo", |w| {
        filter(w, "kind:battle");
        run(w, "undo");
        run(w, "redo");
        assert_eq!(w.filter().to_string(), "kind:battle");
    }),
    ("clear-filter", |w| {
        filter(w, "kind:battle");
        run(w, "clear-filter");
        assert_eq!(w.filter().to_string(), "");
    }),
    ("hide-repeats", |w| {
        run(w, "hide-repeats");
        assert_eq!(w.filter().to_string(), "-dup:linked");
    }),
    ("next", |w| {
        run(w, "next");
        let first = w.selection().front();
        run(w, "next");
        assert!(first.is_some() && first < w.selection().front());
    }),
    ("previous", |w| {
        run(w, "next");
        let first = w.selection().front();
        run(w, "next");
        run(w, "previous");
        assert_eq!(w.selection().front(), first);
    }),
];

const TIME_AND_GROUND: &[Seen] = &[
    ("time-all", |w| {
        zoom_in(w);
        run(w, "time-all");
        assert_eq!(w.window(), w.all_time());
    }),
    ("time-selection", |w| {
        w.apply(Command::Select(SelectCommand::Step(Step::Next)));
        let when = w.selection().front().and_then(|id| w.event(id)).and_then(|event| event.when);
        let (Some(when), Some((before, after))) = (when, windows(w, "time-selection")) else {
            panic!("the first event has no date, or time is not on the timeline");
        };
        let span = when.span;
        assert!(after.start() <= span.start() && span.end() <= after.end(), "{after:?} leaves out {span:?}");
        assert_ne!(after, before, "the first event was in view before");
    }),
    ("time-in", |w| assert!(windows(w, "time-in").is_some_and(|(old, new)| new.secs() < old.secs()))),
    ("time-out", |w| {
        zoom_in(w);
        assert!(windows(w, "time-out").is_some_and(|(old, new)| new.secs() > old.secs()));
    }),
    ("time-earlier", |w| {
        zoom_in(w);
        let moved = windows(w, "time-earlier")
            .map(|(old, new)| (new.start() < old.start(), new.secs() == old.secs()));
        assert_eq!(moved, Some((true, true)));
    }),
    ("time-later", |w| {
        zoom_in(w);
        let moved =
            windows(w, "time-later").map(|(old, new)| (new.start() > old.start(), new.secs() == old.secs()));
        assert_eq!(moved, Some((true, true)));
    }),
    ("map-all", |w| {
        let near = Camera::At { center_km: [0.0, 0.0], km_per_point: 1.0 };
        w.apply(Command::Navigate(NavigateCommand::Map(near)));
        w.apply(Command::Navigate(NavigateCommand::Along([0.2, 0.3])));
        run(w, "map-all");
        assert_eq!((w.camera(), w.along()), (Camera::Fit, [0.0, 1.0]));
    }),
];

const LOOKS: &[Seen] = &[
    ("pane-strip", |w| {
        run(w, "pane-strip");
        assert_eq!(w.pane(), Pane::Strip);
    }),
    ("pane-space-time", |w| {
        run(w, "pane-space-time");
        assert_eq!(w.pane(), Pane::SpaceTime);
    }),
    ("pane-map", |w| {
        w.apply(Command::Show(ShowCommand::Pane(Pane::Strip)));
        run(w, "pane-map");
        assert_eq!(w.pane(), Pane::Map);
    }),
    ("map-style", |w| {
        run(w, "map-style");
        assert_eq!(w.map_style(), MapStyle::Outline);
        run(w, "map-style");
        assert_eq!(w.map_style(), MapStyle::Schematic);
    }),
    ("map-schematic", |w| {
        w.apply(Command::Show(ShowCommand::Map(MapStyle::Outline)));
        run(w, "map-schematic");
        assert_eq!(w.map_style(), MapStyle::Schematic);
    }),
    ("marks-automatic", |w| {
        w.apply(Command::Show(ShowCommand::Marks(MapMarks::Density)));
        run(w, "marks-automatic");
        assert_eq!(w.map_marks(), MapMarks::Automatic);
    }),
    ("marks-bubbles", |w| {
        run(w, "marks-bubbles");
        assert_eq!(w.map_marks(), MapMarks::Bubbles);
    }),
    ("marks-density", |w| {
        run(w, "marks-density");
        assert_eq!(w.map_marks(), MapMarks::Density);
    }),
    ("map-outline", |w| {
        run(w, "map-outline");
        assert_eq!(w.map_style(), MapStyle::Outline);
    }),
    ("lanes-kind", |w| {
        lanes(w, "lanes-file");
        assert_eq!(lanes(w, "lanes-kind"), LaneBy::Kind);
    }),
    ("lanes-actor", |w| assert_eq!(lanes(w, "lanes-actor"), LaneBy::Actor)),
    ("lanes-country", |w| assert_eq!(lanes(w, "lanes-country"), LaneBy::Country)),
    ("lanes-source", |w| assert_eq!(lanes(w, "lanes-source"), LaneBy::Source)),
    ("lanes-file", |w| assert_eq!(lanes(w, "lanes-file"), LaneBy::File)),
    ("colour-kind", |w| {
        run(w, "colour-file");
        run(w, "colour-kind");
        assert_eq!(w.split(), SplitBy::Kind);
    }),
    ("colour-file", |w| {
        run(w, "colour-file");
        assert_eq!(w.split(), SplitBy::File);
    }),
    ("calendar-none", |w| {
        run(w, "calendar-hijri");
        assert_eq!(calendar(w, "calendar-none"), None);
    }),
    ("calendar-solar-afghan", |w| {
        assert_eq!(calendar(w, "calendar-solar-afghan"), Some(OtherCalendar::SolarAfghan));
    }),
    ("calendar-solar-iranian", |w| {
        assert_eq!(calendar(w, "calendar-solar-iranian"), Some(OtherCalendar::SolarIranian));
    }),
    ("calendar-hijri", |w| assert_eq!(calendar(w, "calendar-hijri"), Some(OtherCalendar::Hijri))),
    ("night", |w| {
        assert!(w.night_shown());
        asks(w, "night", Effect::KeepTimeLooks);
        assert!(!w.night_shown());
    }),
    ("detail", |w| {
        let before = w.detail_shown();
        run(w, "detail");
        assert_ne!(w.detail_shown(), before);
    }),
    ("list", |w| {
        run(w, "list");
        assert!(w.list_shown());
        run(w, "list");
        assert!(!w.list_shown());
    }),
    ("theme-system", |w| {
        theme(w, "theme-dark");
        assert_eq!(theme(w, "theme-system"), ThemeChoice::System);
    }),
    ("theme-light", |w| assert_eq!(theme(w, "theme-light"), ThemeChoice::Light)),
    ("theme-dark", |w| assert_eq!(theme(w, "theme-dark"), ThemeChoice::Dark)),
];

const PLAY: &[Seen] = &[
    ("play", |w| {
        run(w, "play");
        assert!(w.playback().is_playing() && w.filter().time.span().is_some());
        run(w, "play");
        assert!(!w.playback().is_playing());
    }),
    ("play-on", |w| {
        run(w, "play-on");
        let first = w.filter().time;
        run(w, "play-on");
        assert!(!first.is_open() && first.before == w.filter().time.after);
    }),
    ("play-back", |w| {
        run(w, "play-on");
        let first = w.filter().time;
        run(w, "play-on");
        run(w, "play-back");
        assert_eq!(w.filter().time, first);
    }),
    ("play-loop", |w| {
        run(w, "play-loop");
        assert_eq!(w.playback().at_end(), AtEnd::Again);
    }),
    ("play-day", |w| assert_eq!(width(w, "play-day"), PlayWidth::Day)),
    ("play-week", |w| assert_eq!(width(w, "play-week"), PlayWidth::Week)),
    ("play-month", |w| {
        width(w, "play-day");
        assert_eq!(width(w, "play-month"), PlayWidth::Month);
    }),
    ("play-brush", |w| assert_eq!(width(w, "play-brush"), PlayWidth::Brush)),
    ("play-growing", |w| assert_eq!(width(w, "play-growing"), PlayWidth::Growing)),
];

fn width(work: &mut Workspace, id: &str) -> PlayWidth {
    run(work, id);
    work.playback().width()
}

fn seen() -> impl Iterator<Item = &'static Seen> {
    [FILES_AND_PICTURES, FILTER_AND_SELECTION, TIME_AND_GROUND, LOOKS, PLAY].into_iter().flatten()
}

#[test]
fn every_command_does_what_its_label_says() {
    let data = Arc::new(sample().dataset);
    for (_, check) in seen() {
        check(&mut Workspace::inline(Arc::clone(&data)));
    }
}

#[test]
fn no_command_of_the_table_is_without_its_test() {
    let mut tested: Vec<&str> = seen().map(|(id, _)| *id).collect();
    let mut table: Vec<&str> = COMMANDS.iter().map(|entry| entry.id).collect();
    tested.sort_unstable();
    table.sort_unstable();
    assert_eq!(tested, table);
}

#[test]
fn no_two_commands_share_an_id_or_a_label() {
    for (at, entry) in COMMANDS.iter().enumerate() {
        for other in COMMANDS.iter().skip(at + 1) {
            assert_ne!(entry.id, other.id);
            assert_ne!(entry.label, other.label);
        }
    }
}
