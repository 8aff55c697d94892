//! The menu bar, made from the table of commands.

use egui::{Button, Ui};

use crate::model::OtherCalendar;
use crate::query::{LaneBy, Repeats, SplitBy};
use crate::workspace::{AtEnd, COMMANDS, Entry, MapMarks, MapStyle, Menu, Pane, PlayWidth, ThemeChoice};

use super::Look;

/// Ids before which a menu has a rule.
const RULE_BEFORE: &[&str] = &[
    "reload",
    "export",
    "quit",
    "find",
    "duplicates",
    "next",
    "map-all",
    "lanes-kind",
    "colour-kind",
    "calendar-none",
    "detail",
    "theme-system",
    "dismiss",
    "play-loop",
    "play-day",
];

/// Files that were opened lately: full path, newest first.
pub type Recent = [std::path::PathBuf];

/// Shows the menus, and what stands to the right of them in the same row.
pub fn menu_bar(ui: &mut Ui, look: Look<'_>, recent: &Recent, beside: impl FnOnce(&mut Ui)) {
    egui::MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.label(), |ui| {
                ui.set_min_width(220.0);
                for entry in COMMANDS.iter().filter(|entry| entry.menu == menu) {
                    if RULE_BEFORE.contains(&entry.id) {
                        ui.separator();
                    }
                    item(ui, look, entry);
                    if entry.id == "open-path" {
                        recent_menu(ui, look, recent);
                    }
                }
            });
        }
        beside(ui);
    });
}

fn item(ui: &mut Ui, look: Look<'_>, entry: &Entry) {
    let mut button = Button::new(entry.label).selected(is_on(look, entry.id));
    if let Some(key) = entry.keys.first() {
        button = button.shortcut_text(key.to_string());
    }
    if ui.add_enabled(is_possible(look, entry.id), button).clicked() {
        look.send((entry.make)());
        ui.close();
    }
}

fn recent_menu(ui: &mut Ui, look: Look<'_>, recent: &Recent) {
    ui.add_enabled_ui(!recent.is_empty(), |ui| {
        ui.menu_button("Open recent", |ui| {
            for path in recent {
                let name =
                    path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy());
                let button = ui.button(super::text::shown(&name)).on_hover_text(path.to_string_lossy());
                if button.clicked() {
                    let open = crate::workspace::FileCommand::Open(vec![path.clone()]);
                    look.send(crate::workspace::Command::File(open));
                    ui.close();
                }
            }
        });
    });
}

/// Whether a choice among several is the present one.
fn is_on(look: Look<'_>, id: &str) -> bool {
    let work = look.work;
    match id {
        "pane-map" => work.pane() == Pane::Map,
        "pane-strip" => work.pane() == Pane::Strip,
        "pane-space-time" => work.pane() == Pane::SpaceTime,
        "map-schematic" => work.map_style() == MapStyle::Schematic,
        "map-outline" => work.map_style() == MapStyle::Outline,
        "marks-automatic" => work.map_marks() == MapMarks::Automatic,
        "marks-bubbles" => work.map_marks() == MapMarks::Bubbles,
        "marks-density" => work.map_marks() == MapMarks::Density,
        "lanes-kind" => work.lane_by() == LaneBy::Kind,
        "lanes-actor" => work.lane_by() == LaneBy::Actor,
        "lanes-country" => work.lane_by() == LaneBy::Country,
        "lanes-source" => work.lane_by() == LaneBy::Source,
        "lanes-file" => work.lane_by() == LaneBy::File,
        "colour-kind" => work.split() == SplitBy::Kind,
        "colour-file" => work.split() == SplitBy::File,
        "calendar-none" => work.calendar().is_none(),
        "calendar-solar-afghan" => work.calendar() == Some(OtherCalendar::SolarAfghan),
        "calendar-solar-iranian" => work.calendar() == Some(OtherCalendar::SolarIranian),
        "calendar-hijri" => work.calendar() == Some(OtherCalendar::Hijri),
        "night" => work.night_shown(),
        "detail" => work.detail_shown(),
        "hide-repeats" => work.filter().repeats == Repeats::Hidden,
        "watch" => work.watches_files(),
        "index" => work.keeps_index(),
        "list" => work.list_shown(),
        "play" => work.playback().is_playing(),
        "play-loop" => work.playback().at_end() == AtEnd::Again,
        "play-day" => work.playback().width() == PlayWidth::Day,
        "play-week" => work.playback().width() == PlayWidth::Week,
        "play-month" => work.playback().width() == PlayWidth::Month,
        "play-brush" => work.playback().width() == PlayWidth::Brush,
        "play-growing" => work.playback().width() == PlayWidth::Growing,
        "theme-system" => work.theme() == ThemeChoice::System,
        "theme-light" => work.theme() == ThemeChoice::Light,
        "theme-dark" => work.theme() == ThemeChoice::Dark,
        _ => false,
    }
}

fn is_possible(look: Look<'_>, id: &str) -> bool {
    let work = look.work;
    match id {
        "undo" => work.can_undo(),
        "redo" => work.can_redo(),
        "clear-filter" => !work.filter().is_open(),
        "time-selection" => !work.selection().is_empty(),
        "hide-repeats" => work.filter().repeats == Repeats::Hidden || !work.judged().repeats().is_empty(),
        "report" => !work.reports().is_empty(),
        _ => true,
    }
}
