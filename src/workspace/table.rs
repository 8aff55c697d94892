//! The one table of commands behind menu, shortcuts and the sheet of keys.

use crate::model::OtherCalendar;
use crate::query::{LaneBy, SplitBy};

use super::{
    Command, ExportCommand, FileCommand, FilterCommand, JudgeCommand, LayerCommand, MapMarks, MapStyle,
    NavigateCommand, Pane, PlayCommand, PlayWidth, SelectCommand, ShowCommand, Step, ThemeChoice,
};

/// A command that menus and keys know.
pub struct Entry {
    /// Stable name.
    pub id: &'static str,
    /// What the menu says.
    pub label: &'static str,
    /// Where it stands.
    pub menu: Menu,
    /// The keys that send it; the first is shown in the menu.
    pub keys: &'static [Chord],
    /// Makes the command.
    pub make: fn() -> Command,
}

/// Menus, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Files in and pictures out.
    File,
    /// Undo, filter, selection.
    Edit,
    /// What is shown and how.
    View,
    /// Time that plays.
    Play,
    /// Help.
    Help,
}

impl Menu {
    /// All menus in order.
    pub const ALL: [Self; 5] = [Self::File, Self::Edit, Self::View, Self::Play, Self::Help];

    /// The menu's name.
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::View => "View",
            Self::Play => "Playback",
            Self::Help => "Help",
        }
    }
}

/// A key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A letter, upper case, or a digit or sign.
    Char(char),
    /// Arrow to the left.
    Left,
    /// Arrow to the right.
    Right,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Home.
    Home,
    /// Escape.
    Escape,
    /// F1.
    F1,
    /// F5.
    F5,
}

/// A key with or without the command key (Ctrl, or ⌘ on macOS) and Shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Ctrl or ⌘.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// The key.
    pub key: Key,
}

const fn plain(key: Key) -> Chord {
    Chord { ctrl: false, shift: false, key }
}

const fn ctrl(c: char) -> Chord {
    Chord { ctrl: true, shift: false, key: Key::Char(c) }
}

const fn shift(key: Key) -> Chord {
    Chord { ctrl: false, shift: true, key }
}

const fn ctrl_shift(c: char) -> Chord {
    Chord { ctrl: true, shift: true, key: Key::Char(c) }
}

const fn entry(
    id: &'static str,
    label: &'static str,
    menu: Menu,
    keys: &'static [Chord],
    make: fn() -> Command,
) -> Entry {
    Entry { id, label, menu, keys, make }
}

/// Every command without an argument, in the order of the menus.
pub static COMMANDS: &[Entry] = &[
    entry("open", "Open…", Menu::File, &[ctrl('O')], || Command::File(FileCommand::Ask)),
    entry("open-path", "Open path…", Menu::File, &[ctrl_shift('O')], || {
        Command::File(FileCommand::AskPath)
    }),
    entry("add", "Add files…", Menu::File, &[ctrl_shift('A')], || Command::File(FileCommand::AskAdd)),
    entry("sample", "Open the sample", Menu::File, &[], || Command::File(FileCommand::Sample)),
    entry("reload", "Reload", Menu::File, &[plain(Key::F5), ctrl('R')], || {
        Command::File(FileCommand::Reload)
    }),
    entry("index", "Keep an index of large files", Menu::File, &[], || {
        Command::File(FileCommand::SwitchIndex)
    }),
    entry("watch", "Reload when files change", Menu::File, &[], || Command::File(FileCommand::SwitchWatch)),
    entry("report", "Import report…", Menu::File, &[plain(Key::Char('I'))], || {
        Command::File(FileCommand::Report)
    }),
    entry("columns", "Columns of the file…", Menu::File, &[plain(Key::Char('C'))], || {
        Command::File(FileCommand::Columns(None))
    }),
    entry("clocks", "Clock of the times…", Menu::File, &[], || Command::File(FileCommand::AskClocks)),
    entry("export", "Export picture…", Menu::File, &[ctrl('E')], || Command::Export(ExportCommand::Ask)),
    entry("export-events", "Export events…", Menu::File, &[ctrl_shift('E')], || {
        Command::Export(ExportCommand::AskEvents)
    }),
    entry("add-layer", "Add map layer…", Menu::File, &[], || Command::Layer(LayerCommand::Ask)),
    entry("quit", "Quit", Menu::File, &[ctrl('Q')], || Command::Quit),
    entry("undo", "Undo", Menu::Edit, &[ctrl('Z')], || Command::Undo),
    entry("redo", "Redo", Menu::Edit, &[ctrl_shift('Z'), ctrl('Y')], || Command::Redo),
    entry("find", "Filter…", Menu::Edit, &[ctrl('F'), plain(Key::Char('/'))], || {
        Command::Show(ShowCommand::FocusFilter)
    }),
    entry("clear-filter", "Clear filter", Menu::Edit, &[ctrl_shift('F')], || {
        Command::Filter(FilterCommand::Clear)
    }),
    entry("duplicates", "Likely duplicates…", Menu::Edit, &[], || Command::Judge(JudgeCommand::Find)),
    entry("hide-repeats", "Show linked events only once", Menu::Edit, &[], || {
        Command::Filter(FilterCommand::SwitchRepeats)
    }),
    entry("next", "Next event", Menu::Edit, &[plain(Key::Right), plain(Key::Char('N'))], || {
        Command::Select(SelectCommand::Step(Step::Next))
    }),
    entry("previous", "Previous event", Menu::Edit, &[plain(Key::Left), plain(Key::Char('P'))], || {
        Command::Select(SelectCommand::Step(Step::Previous))
    }),
    entry("dismiss", "Close, or clear brush and selection", Menu::Edit, &[plain(Key::Escape)], || {
        Command::Show(ShowCommand::Dismiss)
    }),
    entry("time-all", "All of time", Menu::View, &[plain(Key::Home), plain(Key::Char('0'))], || {
        Command::Navigate(NavigateCommand::TimeAll)
    }),
    entry("time-selection", "Time of the selection", Menu::View, &[plain(Key::Char('S'))], || {
        Command::Navigate(NavigateCommand::TimeSelection)
    }),
    entry(
        "time-in",
        "Zoom time in",
        Menu::View,
        &[plain(Key::Char('+')), plain(Key::Char('=')), plain(Key::Up)],
        || Command::Navigate(NavigateCommand::TimeZoom(0.6)),
    ),
    entry("time-out", "Zoom time out", Menu::View, &[plain(Key::Char('-')), plain(Key::Down)], || {
        Command::Navigate(NavigateCommand::TimeZoom(1.0 / 0.6))
    }),
    entry("time-earlier", "Earlier", Menu::View, &[shift(Key::Left)], || {
        Command::Navigate(NavigateCommand::TimePan(-0.25))
    }),
    entry("time-later", "Later", Menu::View, &[shift(Key::Right)], || {
        Command::Navigate(NavigateCommand::TimePan(0.25))
    }),
    entry("map-all", "Whole map", Menu::View, &[shift(Key::Home), plain(Key::Char('9'))], || {
        Command::Navigate(NavigateCommand::MapAll)
    }),
    entry("pane-map", "Border map", Menu::View, &[plain(Key::Char('6'))], || {
        Command::Show(ShowCommand::Pane(Pane::Map))
    }),
    entry("pane-strip", "Border strip", Menu::View, &[plain(Key::Char('7'))], || {
        Command::Show(ShowCommand::Pane(Pane::Strip))
    }),
    entry("pane-space-time", "Space–time diagram", Menu::View, &[plain(Key::Char('8'))], || {
        Command::Show(ShowCommand::Pane(Pane::SpaceTime))
    }),
    entry("map-style", "Schematic or outline", Menu::View, &[plain(Key::Char('M'))], || {
        Command::Show(ShowCommand::SwitchMap)
    }),
    entry("map-schematic", "Schematic map", Menu::View, &[], || {
        Command::Show(ShowCommand::Map(MapStyle::Schematic))
    }),
    entry("map-outline", "Outline map", Menu::View, &[], || {
        Command::Show(ShowCommand::Map(MapStyle::Outline))
    }),
    entry("border", "Border…", Menu::View, &[plain(Key::Char('B'))], || {
        Command::Show(ShowCommand::AskBorder)
    }),
    entry("layers", "Map layers…", Menu::View, &[plain(Key::Char('O'))], || {
        Command::Layer(LayerCommand::Show)
    }),
    entry("marks-automatic", "Bubbles or density, whichever says more", Menu::View, &[], || {
        Command::Show(ShowCommand::Marks(MapMarks::Automatic))
    }),
    entry("marks-bubbles", "Bubbles on map and strip", Menu::View, &[], || {
        Command::Show(ShowCommand::Marks(MapMarks::Bubbles))
    }),
    entry("marks-density", "Density on map and strip", Menu::View, &[], || {
        Command::Show(ShowCommand::Marks(MapMarks::Density))
    }),
    entry("lanes-kind", "Lanes by kind", Menu::View, &[plain(Key::Char('1'))], || {
        Command::Show(ShowCommand::Lanes(LaneBy::Kind))
    }),
    entry("lanes-actor", "Lanes by actor", Menu::View, &[plain(Key::Char('2'))], || {
        Command::Show(ShowCommand::Lanes(LaneBy::Actor))
    }),
    entry("lanes-country", "Lanes by country", Menu::View, &[plain(Key::Char('3'))], || {
        Command::Show(ShowCommand::Lanes(LaneBy::Country))
    }),
    entry("lanes-source", "Lanes by source", Menu::View, &[plain(Key::Char('4'))], || {
        Command::Show(ShowCommand::Lanes(LaneBy::Source))
    }),
    entry("lanes-file", "Lanes by file", Menu::View, &[plain(Key::Char('5'))], || {
        Command::Show(ShowCommand::Lanes(LaneBy::File))
    }),
    entry("colour-kind", "Colour by kind", Menu::View, &[], || {
        Command::Show(ShowCommand::ColourBy(SplitBy::Kind))
    }),
    entry("colour-file", "Colour by file", Menu::View, &[], || {
        Command::Show(ShowCommand::ColourBy(SplitBy::File))
    }),
    entry("calendar-none", "Gregorian dates only", Menu::View, &[], || calendar(None)),
    entry("calendar-solar-afghan", "Solar Hijri dates too (Hamal, Sawr …)", Menu::View, &[], || {
        calendar(Some(OtherCalendar::SolarAfghan))
    }),
    entry("calendar-solar-iranian", "Solar Hijri dates too (Farvardin …)", Menu::View, &[], || {
        calendar(Some(OtherCalendar::SolarIranian))
    }),
    entry("calendar-hijri", "Hijri dates too (tabular)", Menu::View, &[], || {
        calendar(Some(OtherCalendar::Hijri))
    }),
    entry("night", "Shade nights", Menu::View, &[], || Command::Show(ShowCommand::SwitchNight)),
    entry("detail", "Detail panel", Menu::View, &[plain(Key::Char('D'))], || {
        Command::Show(ShowCommand::SwitchDetail)
    }),
    entry("list", "List of events", Menu::View, &[plain(Key::Char('L'))], || {
        Command::Show(ShowCommand::SwitchList)
    }),
    entry("theme-system", "Colours as the system", Menu::View, &[], || {
        Command::Show(ShowCommand::Theme(ThemeChoice::System))
    }),
    entry("theme-light", "Light colours", Menu::View, &[], || {
        Command::Show(ShowCommand::Theme(ThemeChoice::Light))
    }),
    entry("theme-dark", "Dark colours", Menu::View, &[], || {
        Command::Show(ShowCommand::Theme(ThemeChoice::Dark))
    }),
    entry("play", "Play or pause", Menu::Play, &[plain(Key::Char(' '))], || {
        Command::Play(PlayCommand::Switch)
    }),
    entry("play-on", "One step on", Menu::Play, &[plain(Key::Char('.'))], || {
        Command::Play(PlayCommand::Step(Step::Next))
    }),
    entry("play-back", "One step back", Menu::Play, &[plain(Key::Char(','))], || {
        Command::Play(PlayCommand::Step(Step::Previous))
    }),
    entry("play-loop", "Again from the beginning at the end", Menu::Play, &[], || {
        Command::Play(PlayCommand::SwitchLoop)
    }),
    entry("play-day", "Day by day", Menu::Play, &[], || play_width(PlayWidth::Day)),
    entry("play-week", "Week by week", Menu::Play, &[], || play_width(PlayWidth::Week)),
    entry("play-month", "Month by month", Menu::Play, &[], || play_width(PlayWidth::Month)),
    entry("play-brush", "As long as the brush", Menu::Play, &[], || play_width(PlayWidth::Brush)),
    entry("play-growing", "From the beginning on", Menu::Play, &[], || play_width(PlayWidth::Growing)),
    entry("help", "Keys…", Menu::Help, &[plain(Key::Char('?')), plain(Key::F1)], || {
        Command::Show(ShowCommand::SwitchHelp)
    }),
];

fn calendar(calendar: Option<OtherCalendar>) -> Command {
    Command::Show(ShowCommand::Calendar(calendar))
}

fn play_width(width: PlayWidth) -> Command {
    Command::Play(PlayCommand::Width(width))
}

impl std::fmt::Display for Chord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl+")?;
        }
        if self.shift {
            f.write_str("Shift+")?;
        }
        match self.key {
            Key::Char(' ') => f.write_str("Space"),
            Key::Char(c) => write!(f, "{c}"),
            Key::Left => f.write_str("←"),
            Key::Right => f.write_str("→"),
            Key::Up => f.write_str("↑"),
            Key::Down => f.write_str("↓"),
            Key::Home => f.write_str("Home"),
            Key::Escape => f.write_str("Esc"),
            Key::F1 => f.write_str("F1"),
            Key::F5 => f.write_str("F5"),
        }
    }
}
