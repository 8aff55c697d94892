//! What can be chosen: profile, sheet, encoding, separator; each column's meaning; how dates and coordinates are written.

use egui::{Align2, ComboBox, Rect, ScrollArea, Sense, Ui, pos2, vec2};

use crate::io::dates::DayOrder;
use crate::io::reading::{DELIMITERS, ENCODINGS, delimiter_name};
use crate::io::{Field, Mapping, Pair, Reading, Ruined};
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};
use crate::workspace::{Command, FileCommand};

use super::ColumnsSheet;

/// Height of a column's row in points.
const ROW: f32 = 40.0;
/// Width of the choice of a column's meaning in points.
const MEANING: f32 = 150.0;
/// Most values shown of a column.
const VALUES: usize = 4;

impl ColumnsSheet {
    /// What the file is, and how its text becomes rows; a change reads the rows again.
    pub(super) fn reading_row(&mut self, ui: &mut Ui, look: Look<'_>) {
        let mut reading = self.opened.reading.clone();
        ui.horizontal_wrapped(|ui| {
            text::label_in(ui, &self.name, Face::Heading, Theme::of(ui).ink_strong);
            ui.add_space(size::PAD);
            if let Some(mapping) = self.profile_choice(ui) {
                self.mapping = mapping;
            }
            sheet_choice(ui, &self.opened.start.sheets, &mut reading);
            if self.opened.start.sheets.is_empty() {
                encoding_choice(ui, &mut reading);
                delimiter_choice(ui, &mut reading);
            }
        });
        if reading != self.opened.reading {
            reading.mapping = None;
            let again = FileCommand::ColumnsAs(self.opened.path.clone(), Box::new(reading));
            look.send(Command::File(again));
        }
    }

    fn profile_choice(&self, ui: &mut Ui) -> Option<Mapping> {
        if self.opened.profiles.is_empty() {
            return None;
        }
        let guess = ("As guessed", &self.opened.start.guess.mapping);
        let kept = self.opened.profiles.iter().map(|profile| (profile.name.as_str(), &profile.mapping));
        let all: Vec<(&str, &Mapping)> = std::iter::once(guess).chain(kept).collect();
        let present = all.iter().rev().find(|(_, mapping)| **mapping == self.mapping);
        let mut chosen = None;
        choice(ui, "Profile", present.map_or("Changed by hand", |(name, _)| name), |ui| {
            for (name, mapping) in &all {
                if ui.selectable_label(**mapping == self.mapping, text::shown(name)).clicked() {
                    chosen = Some((*mapping).clone());
                }
            }
        });
        chosen
    }

    /// Height of all columns in points.
    #[expect(clippy::cast_precision_loss, reason = "a table has at most some thousand columns")]
    pub(super) fn wanted_height(&self) -> f32 {
        self.opened.start.sample.names.len() as f32 * ROW + size::GAP
    }

    /// One row a column: its name, its first values, what it is taken for.
    pub(super) fn columns(&mut self, ui: &mut Ui, height: f32) {
        let theme = Theme::of(ui);
        text::label_in(ui, "Columns of the file, and what they say", Face::Section, theme.ink_weak);
        let count = self.opened.start.sample.names.len();
        ui.spacing_mut().item_spacing.y = 0.0;
        let area = ScrollArea::vertical().id_salt("columns").max_height(height).auto_shrink(false);
        area.show_rows(ui, ROW, count, |ui, rows| {
            for column in rows {
                ui.push_id(column, |ui| self.column(ui, column));
            }
        });
    }

    fn column(&mut self, ui: &mut Ui, column: usize) {
        let theme = Theme::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        if column.is_multiple_of(2) {
            ui.painter().rect_filled(rect, size::RADIUS, theme.raised);
        }
        let sample = &self.opened.start.sample;
        let name = sample.names.get(column).filter(|name| !name.is_empty()).cloned();
        let name = name.unwrap_or_else(|| format!("column {} (no name)", column + 1));
        let mut values: Vec<&str> = sample.column(column).collect();
        values.dedup();
        values.truncate(VALUES);
        let values = if values.is_empty() { "empty".to_owned() } else { values.join("  ·  ") };
        let fields = self.fields_of(column);
        let ink = if fields.is_empty() { theme.ink_weak } else { theme.ink_strong };
        let (left, width) = (rect.left() + size::PAD, rect.width() - MEANING - 3.0 * size::PAD);
        let lines = [(&name, Face::Strong, ink, 11.0), (&values, Face::Small, theme.ink_weak, 28.0)];
        for (words, face, colour, down) in lines {
            let at = pos2(left, rect.top() + down);
            text::painted(ui.painter(), at, Align2::LEFT_CENTER, words, face.id(), colour, width);
        }
        let corner = pos2(rect.right() - MEANING - size::PAD, rect.top() + 8.0);
        let place = Rect::from_min_size(corner, vec2(MEANING, ROW - 16.0));
        let builder = egui::UiBuilder::new().max_rect(place);
        let chosen = ui.scope_builder(builder, |ui| meaning(ui, &fields, &name)).inner;
        if let Some(chosen) = chosen {
            let names = &self.opened.start.sample.names;
            for &field in &fields {
                self.mapping.set(field, None, names);
            }
            if let Meaning::Field(field) = chosen {
                self.mapping.set(field, Some(column), names);
            }
        }
    }

    /// How dates and coordinates are written.
    pub(super) fn writing_row(&mut self, ui: &mut Ui) {
        ui.horizontal_wrapped(|ui| {
            if self.mapping.has(Field::Date) || self.mapping.has(Field::EndDate) {
                ui.label("Dates such as 03/04/2025:");
                ui.radio_value(&mut self.mapping.day_order, DayOrder::DayFirst, "3 April");
                ui.radio_value(&mut self.mapping.day_order, DayOrder::MonthFirst, "4 March");
                ui.add_space(size::MARGIN);
            }
            if self.mapping.has(Field::Coordinates) {
                ui.label("Coordinates in one cell:");
                ui.radio_value(&mut self.mapping.pair, Pair::LatitudeFirst, "latitude first");
                ui.radio_value(&mut self.mapping.pair, Pair::LongitudeFirst, "longitude first");
                ui.add_space(size::MARGIN);
            }
            let both = self.index(Field::Latitude).zip(self.index(Field::Longitude));
            if let Some((lat, lon)) = both
                && ui.button("Swap latitude and longitude").clicked()
            {
                let names = &self.opened.start.sample.names;
                self.mapping.set(Field::Latitude, Some(lon), names);
                self.mapping.set(Field::Longitude, Some(lat), names);
            }
            if both.is_some() || self.mapping.has(Field::Coordinates) {
                let mut mend = self.mapping.ruined == Ruined::Repair;
                ui.checkbox(&mut mend, "Repair coordinates such as 31.610.269").on_hover_text(
                    "A spreadsheet has put points into them as into a large number. The decimal point is set where \
                     the place comes closest to the others, and the event is marked as repaired.",
                );
                self.mapping.ruined = if mend { Ruined::Repair } else { Ruined::Leave };
            }
        });
        let notes = self.opened.start.guess.notes.join(" ");
        if !notes.is_empty() {
            text::label_in(ui, &notes, Face::Small, Theme::of(ui).ink_weak);
        }
    }
}

/// What a column may be said to say.
enum Meaning {
    NotUsed,
    Field(Field),
}

/// The choice of what a column says; `None` while it is not changed.
fn meaning(ui: &mut Ui, fields: &[Field], name: &str) -> Option<Meaning> {
    let labels: Vec<&str> = fields.iter().map(|field| field.label()).collect();
    let present = if labels.is_empty() { "not used".to_owned() } else { labels.join(", ") };
    let mut chosen = None;
    let combo = ComboBox::from_id_salt("meaning").selected_text(present.as_str()).width(MEANING);
    let shown = combo.height(420.0).show_ui(ui, |ui| {
        if ui.selectable_label(fields.is_empty(), "not used").clicked() {
            chosen = Some(Meaning::NotUsed);
        }
        for &field in Field::ALL {
            if ui.selectable_label(fields.contains(&field), field.label()).clicked() {
                chosen = Some(Meaning::Field(field));
            }
        }
    });
    let words = format!("{}: {present}", text::shown(name));
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &words));
    chosen
}

/// The choice of a workbook's sheet.
pub fn sheet_choice(ui: &mut Ui, sheets: &[String], reading: &mut Reading) {
    if sheets.len() < 2 {
        return;
    }
    let present = reading.sheet.clone();
    choice(ui, "Sheet", present.as_deref().unwrap_or("the one with events"), |ui| {
        ui.selectable_value(&mut reading.sheet, None, "the one with events");
        for sheet in sheets {
            ui.selectable_value(&mut reading.sheet, Some(sheet.clone()), text::shown(sheet));
        }
    });
}

/// The choice of an encoding.
pub fn encoding_choice(ui: &mut Ui, reading: &mut Reading) {
    let present = reading.encoding.clone();
    choice(ui, "Encoding", present.as_deref().unwrap_or("as found"), |ui| {
        ui.selectable_value(&mut reading.encoding, None, "as found");
        for label in ENCODINGS {
            ui.selectable_value(&mut reading.encoding, Some((*label).to_owned()), *label);
        }
    });
}

/// The choice of what stands between fields.
pub fn delimiter_choice(ui: &mut Ui, reading: &mut Reading) {
    let present = reading.delimiter.map_or("as found".to_owned(), delimiter_name);
    choice(ui, "Separator", &present, |ui| {
        ui.selectable_value(&mut reading.delimiter, None, "as found");
        for (sign, name) in DELIMITERS {
            ui.selectable_value(&mut reading.delimiter, Some(*sign), *name);
        }
    });
}

/// A named box of choices.
pub fn choice(ui: &mut Ui, name: &str, present: &str, items: impl FnOnce(&mut Ui)) {
    text::label_in(ui, name, Face::Small, Theme::of(ui).ink_weak);
    let combo = ComboBox::from_id_salt(name).selected_text(text::shown(present)).height(420.0);
    let shown = combo.show_ui(ui, items);
    let words = format!("{name}: {}", text::shown(present));
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &words));
}
