//! The sheet that shows what each column of a table is taken for, with the first rows as events; every choice can be changed.

mod choices;
mod seen;

use std::path::PathBuf;

use egui::{Key, Ui};

use crate::io::{Field, Mapping, Preview, Profile, Reading, TableStart, preview};
use crate::workspace::{Command, FileCommand};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

pub use choices::{choice, delimiter_choice, encoding_choice, sheet_choice};

/// Width of the sheet in points, where the window has room for it.
pub const WIDTH: f32 = 1120.0;
/// Most rows that are tried.
const TRIED: usize = 200;

/// What the sheet opens with.
pub struct Opened {
    /// The file.
    pub path: PathBuf,
    /// How it is read so far.
    pub reading: Reading,
    /// Its first rows.
    pub start: TableStart,
    /// All profiles that are kept.
    pub profiles: Vec<Profile>,
    /// Why the sheet opens, if not on demand.
    pub why: String,
}

/// The sheet with what was chosen so far.
pub struct ColumnsSheet {
    opened: Opened,
    name: String,
    mapping: Mapping,
    tried: Preview,
    /// Name under which the choices are kept; empty for not at all.
    keep_as: String,
    is_kept: bool,
}

impl ColumnsSheet {
    /// A sheet that shows what was chosen before, else the profile that fits, else the guess.
    pub fn new(mut opened: Opened) -> Self {
        let names = &opened.start.sample.names;
        opened.profiles.retain(|profile| profile.fits(names));
        let fitting = opened.profiles.first();
        let mapping =
            opened.reading.mapping.clone().or_else(|| fitting.map(|profile| profile.mapping.clone()));
        let mapping = mapping.unwrap_or_else(|| opened.start.guess.mapping.clone());
        let name = opened.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = opened.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let keep_as = fitting.map_or(stem, |profile| profile.name.clone());
        let tried = preview(&mapping, &opened.start.sample, TRIED);
        Self { opened, name, mapping, tried, keep_as, is_kept: false }
    }

    /// How the file would be read.
    pub fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Shows the sheet; returns whether it is done with.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) -> bool {
        let theme = Theme::of(ui);
        if !self.opened.why.is_empty() {
            text::label_in(ui, &self.opened.why, Face::Body, theme.warning);
            let how = "Say what its columns hold, and it can be read:";
            text::label_in(ui, how, Face::Body, theme.ink);
            ui.add_space(size::GAP);
        }
        let before = self.mapping.clone();
        self.reading_row(ui, look);
        ui.separator();
        let most = (ui.ctx().content_rect().height() - 330.0).clamp(160.0, 440.0);
        let height = self.wanted_height().clamp(160.0, most);
        ui.horizontal_top(|ui| {
            let width = (ui.available_width() - size::MARGIN) / 2.0;
            ui.vertical(|ui| {
                ui.set_width(width);
                self.columns(ui, height);
            });
            ui.add_space(size::PAD);
            ui.vertical(|ui| seen::first_rows(ui, &self.tried, self.opened.start.sample.rows.len(), height));
        });
        ui.separator();
        self.writing_row(ui);
        if before != self.mapping {
            self.tried = preview(&self.mapping, &self.opened.start.sample, TRIED);
        }
        ui.add_space(size::GAP);
        self.end_row(ui, look)
    }

    /// Keeping the choices, and the two ways out.
    fn end_row(&mut self, ui: &mut Ui, look: Look<'_>) -> bool {
        let mut done = false;
        ui.horizontal(|ui| {
            ui.checkbox(&mut self.is_kept, "Keep for files with the same columns, as");
            let field = egui::TextEdit::singleline(&mut self.keep_as).desired_width(200.0);
            let field = ui.add_enabled(self.is_kept, field);
            field.widget_info(|| {
                egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Name of the profile")
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let entered = ui.input(|i| i.key_pressed(Key::Enter)) && !ui.ctx().text_edit_focused();
                let open = egui::Button::new("Read with these columns").fill(Theme::of(ui).selection_fill);
                if ui.add(open).clicked() || entered {
                    self.send(look);
                    done = true;
                }
                done |= ui.button("Cancel").clicked();
            });
        });
        done
    }

    fn send(&self, look: Look<'_>) {
        if self.is_kept && !self.keep_as.trim().is_empty() {
            let profile = Profile {
                name: self.keep_as.trim().to_owned(),
                header: self.opened.start.sample.names.clone(),
                mapping: self.mapping.clone(),
            };
            look.send(Command::File(FileCommand::SaveProfile(Box::new(profile))));
        }
        let reading =
            Reading { mapping: Some(self.mapping.clone()), format: None, ..self.opened.reading.clone() };
        look.send(Command::File(FileCommand::ReadAs(self.opened.path.clone(), Box::new(reading))));
    }

    /// The column that a field is read from.
    fn index(&self, field: Field) -> Option<usize> {
        self.mapping.index(field, &self.opened.start.sample.names)
    }

    /// The fields that are read from a column.
    fn fields_of(&self, column: usize) -> Vec<Field> {
        Field::ALL.iter().copied().filter(|&field| self.index(field) == Some(column)).collect()
    }
}
