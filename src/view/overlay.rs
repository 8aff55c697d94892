//! What opens on top of the window: one at a time, closed by Esc.

use egui::{Align2, Key, TextEdit, Ui, Vec2};

use crate::geo::LocalTime;
use crate::workspace::{
    COMMANDS, Command, EventsSheet, ExportCommand, ExportView, FileCommand, LayerCommand,
};

use super::border_picker::{self, BorderPicker};
use super::clocks;
use super::columns::{self, ColumnsSheet};
use super::duplicates::{Showing, duplicates};
use super::export_events::export_events;
use super::fonts::Face;
use super::layers::{self, LayersSheet};
use super::report::ReportSheet;
use super::table_row::{Cell, table_row};
use super::theme::{Theme, size};
use super::{Look, text};

/// What is open on top.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// The sheet of keys.
    Help,
    /// What was read and what was not.
    Report,
    /// The columns of a table.
    Columns,
    /// Pairs of events that may be one.
    Duplicates(Showing),
    /// Which border the map is of.
    Border,
    /// Which clock the times of each file are of, and the name of another zone that is typed.
    Clocks(String),
    /// The map layers.
    Layers,
    /// A path of a map layer, and why it is asked here instead of in a dialog.
    LayerPath {
        /// What is typed.
        path: String,
        /// Said above the field; may be empty.
        why: String,
    },
    /// A path to open, and why it is asked here instead of in a dialog.
    OpenPath {
        /// What is typed.
        path: String,
        /// Said above the field; may be empty.
        why: String,
    },
    /// How a picture is to be saved.
    Export {
        /// What is drawn.
        view: ExportView,
        /// Pixels a point.
        scale: u8,
    },
    /// How events are to be written to a file.
    ExportEvents(EventsSheet),
    /// A path to save something at, and why it is asked here instead of in a dialog.
    SavePath {
        /// What is saved.
        what: Saved,
        /// What is typed.
        path: String,
        /// Said above the field; may be empty.
        why: String,
    },
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// A picture.
    Picture {
        /// What is drawn.
        view: ExportView,
        /// Pixels a point.
        scale: u8,
    },
    /// The list of what could not be read.
    Report,
    /// Events.
    Events(EventsSheet),
}

impl Saved {
    fn title(self) -> &'static str {
        match self {
            Self::Picture { .. } => "Save the picture",
            Self::Report => "Save the list",
            Self::Events(_) => "Save the events",
        }
    }

    fn command(self, path: std::path::PathBuf) -> Command {
        match self {
            Self::Picture { view, scale } => Command::Export(ExportCommand::Save { view, scale, path }),
            Self::Report => Command::File(FileCommand::SaveReport(path)),
            Self::Events(sheet) => Command::Export(ExportCommand::SaveEvents(sheet, path)),
        }
    }
}

/// What the sheets remember that are more than a few fields.
pub struct Sheets<'a> {
    /// The import report.
    pub report: &'a mut ReportSheet,
    /// The columns of a table.
    pub columns: &'a mut Option<ColumnsSheet>,
    /// The borders to choose from.
    pub borders: &'a mut BorderPicker,
    /// The clocks of the border.
    pub local: Option<&'a LocalTime>,
    /// The map layers.
    pub layers: &'a mut LayersSheet,
}

impl Overlay {
    /// Shows it; closes itself when it is done with.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>, sheets: &mut Sheets<'_>) {
        let mut open = true;
        match self {
            Self::None => return,
            Self::Help => {
                sheet(ui, "Keys", 520.0, &mut open, |ui, _| help(ui));
            }
            Self::Report => {
                let title = "What was read, and what was not";
                sheet(ui, title, 860.0, &mut open, |ui, _| sheets.report.ui(ui, look));
            }
            Self::Columns => {
                let Some(columns) = sheets.columns else { return };
                sheet(ui, "Columns of the file", columns::WIDTH, &mut open, |ui, close| {
                    *close = columns.ui(ui, look);
                });
            }
            Self::Duplicates(showing) => sheet(ui, "Likely duplicates", 820.0, &mut open, |ui, _| {
                duplicates(ui, look, showing);
            }),
            Self::Border => sheet(ui, "Border", border_picker::WIDTH, &mut open, |ui, close| {
                *close = sheets.borders.ui(ui, look);
            }),
            Self::Clocks(typed) => sheet(ui, "Clock of the times", clocks::WIDTH, &mut open, |ui, _| {
                clocks::clocks(ui, look, sheets.local, typed);
            }),
            Self::Layers => sheet(ui, "Map layers", layers::WIDTH, &mut open, |ui, _| {
                sheets.layers.ui(ui, look);
            }),
            Self::LayerPath { path, why } => asked(ui, "Add a map layer", (path, why), &mut open, |path| {
                look.send(Command::Layer(LayerCommand::Add(vec![path.into()])));
            }),
            Self::OpenPath { path, why } => asked(ui, "Open a file", (path, why), &mut open, |path| {
                look.send(Command::File(FileCommand::Open(vec![path.into()])));
            }),
            Self::Export { view, scale } => sheet(ui, "Export picture", 380.0, &mut open, |ui, close| {
                if export(ui, view, scale) {
                    look.send(Command::Export(ExportCommand::AskFile { view: *view, scale: *scale }));
                    *close = true;
                }
            }),
            Self::ExportEvents(events) => sheet(ui, "Export events", 520.0, &mut open, |ui, close| {
                if export_events(ui, look, events) {
                    look.send(Command::Export(ExportCommand::AskEventsFile(*events)));
                    *close = true;
                }
            }),
            Self::SavePath { what, path, why } => sheet(ui, what.title(), 560.0, &mut open, |ui, close| {
                if let Some(path) = path_field(ui, path, why, "Save") {
                    look.send(what.command(path.into()));
                    *close = true;
                }
            }),
        }
        if !open {
            *self = Self::None;
        }
    }
}

fn sheet(ui: &mut Ui, title: &str, width: f32, open: &mut bool, content: impl FnOnce(&mut Ui, &mut bool)) {
    let mut close = false;
    let area = ui.content_rect();
    egui::Window::new(title)
        .open(open)
        .collapsible(false)
        .resizable(false)
        .anchor(Align2::CENTER_CENTER, Vec2::ZERO)
        .default_width(width.min(area.width() - 2.0 * size::MARGIN))
        .max_height(area.height() - 80.0)
        .show(ui.ctx(), |ui| {
            ui.set_width(width.min(area.width() - 4.0 * size::MARGIN));
            content(ui, &mut close);
            // A text field keeps Esc from the table of commands.
            close |= ui.input(|i| i.key_pressed(Key::Escape));
        });
    *open &= !close;
}

/// A sheet with a field for a path to open.
fn asked(
    ui: &mut Ui,
    title: &str,
    (path, why): (&mut String, &str),
    open: &mut bool,
    send: impl FnOnce(String),
) {
    sheet(ui, title, 560.0, open, |ui, close| {
        if let Some(path) = path_field(ui, path, why, "Open") {
            send(path);
            *close = true;
        }
    });
}

fn help(ui: &mut Ui) {
    let keys = COMMANDS.iter().filter(|entry| !entry.keys.is_empty()).map(|entry| {
        let keys: Vec<String> = entry.keys.iter().map(ToString::to_string).collect();
        (keys.join("  or  "), entry.label.trim_end_matches('…'))
    });
    let gestures = GESTURES.iter().map(|(gesture, what)| ((*gesture).to_owned(), *what));
    egui::ScrollArea::vertical().auto_shrink(false).max_height(460.0).show(ui, |ui| {
        for (n, (keys, what)) in keys.chain(gestures).enumerate() {
            let cell = |text, face, width| Cell { text, face, colour: Theme::of(ui).ink, width };
            let cells = [cell(&keys, Face::Strong, KEYS_WIDTH), cell(what, Face::Body, 0.0)];
            table_row(ui, n, &cells);
        }
    });
}

/// Width of the column of keys, in points.
const KEYS_WIDTH: f32 = 190.0;

const GESTURES: [(&str, &str); 8] = [
    ("Wheel, pinch", "Zoom about the pointer"),
    ("Drag on the map", "Move the map"),
    ("Drag on the time axis", "Move in time"),
    ("Drag across lanes or bars", "Show only that stretch of time"),
    ("Shift+drag on strip or space–time", "Show only what may lie in the box"),
    ("Click", "Select an event, a place or a folded stretch"),
    ("Drop files on the window", "Open them"),
    ("Drop with Shift", "Open them beside what is open"),
];

/// A field for a path; the path when it is sent off. `~` stands for the home folder.
fn path_field(ui: &mut Ui, path: &mut String, why: &str, button: &str) -> Option<String> {
    let theme = Theme::of(ui);
    if !why.is_empty() {
        text::label_in(ui, why, Face::Body, theme.warning);
        ui.add_space(size::GAP);
    }
    let mut sent = false;
    ui.horizontal(|ui| {
        let field = ui.add(
            TextEdit::singleline(path)
                .desired_width(ui.available_width() - 80.0)
                .hint_text("Path of the file"),
        );
        field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Path of the file"));
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if !field.has_focus() && !entered {
            field.request_focus();
        }
        let ready = !path.trim().is_empty();
        sent = ui.add_enabled(ready, egui::Button::new(button)).clicked() || (entered && ready);
    });
    sent.then(|| path.trim().to_owned())
}

fn export(ui: &mut Ui, view: &mut ExportView, scale: &mut u8) -> bool {
    let theme = Theme::of(ui);
    text::label_in(ui, "What", Face::Section, theme.ink_weak);
    ui.horizontal(|ui| {
        for (choice, name) in [
            (ExportView::Window, "Window"),
            (ExportView::Map, "Map"),
            (ExportView::Strip, "Border strip"),
            (ExportView::SpaceTime, "Space–time"),
            (ExportView::Timeline, "Timeline"),
        ] {
            ui.selectable_value(view, choice, name);
        }
    });
    ui.add_space(size::PAD);
    text::label_in(ui, "Size", Face::Section, theme.ink_weak);
    ui.horizontal(|ui| {
        for (choice, name) in [(1, "1× screen"), (2, "2× report"), (4, "4× print")] {
            ui.selectable_value(scale, choice, name);
        }
    });
    ui.add_space(size::PAD);
    let note =
        "The picture carries a caption with the files, filter, period, sources and the note on borders.";
    text::label_in(ui, note, Face::Small, theme.ink_weak);
    ui.add_space(size::PAD);
    ui.button("Save as…").clicked()
}
