//! The sheet that asks which events are written to a file, and how.

use egui::Ui;

use crate::io::report::grouped;
use crate::io::{EXPORTS, TextCells};
use crate::query::{Answer, Ask};
use crate::store::Slot;
use crate::workspace::{EventsSheet, Which};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// Shows the sheet; whether a file is to be chosen now.
pub fn export_events(ui: &mut Ui, look: Look<'_>, sheet: &mut EventsSheet) -> bool {
    let theme = Theme::of(ui);
    text::label_in(ui, "Which", Face::Section, theme.ink_weak);
    let counts = counts(look);
    ui.horizontal(|ui| {
        for (choice, name, count) in counts {
            let count = count.map_or_else(|| "…".to_owned(), |n| grouped(u64::from(n)));
            ui.add_enabled_ui(count != "0", |ui| {
                ui.selectable_value(&mut sheet.which, choice, format!("{name} ({count})"));
            });
        }
    });
    ui.add_space(size::PAD);
    text::label_in(ui, "Format", Face::Section, theme.ink_weak);
    ui.horizontal_wrapped(|ui| {
        for format in EXPORTS {
            ui.selectable_value(&mut sheet.format, format.id(), format.label());
        }
    });
    let format = EXPORTS.iter().find(|format| format.id() == sheet.format);
    if let Some(format) = format {
        text::label_in(ui, format.what(), Face::Small, theme.ink_weak);
    }
    ui.add_space(size::PAD);
    if format.is_some_and(|format| format.has_text_cells()) {
        cells(ui, &mut sheet.cells);
        ui.add_space(size::PAD);
    }
    let some = counts.iter().any(|&(choice, _, count)| choice == sheet.which && count != Some(0));
    let save = ui.add_enabled(some, egui::Button::new("Save as…"));
    // Enter saves from the start.
    if ui.memory(|memory| memory.focused().is_none()) {
        save.request_focus();
    }
    save.clicked()
}

fn cells(ui: &mut Ui, cells: &mut TextCells) {
    let theme = Theme::of(ui);
    text::label_in(ui, "Text cells", Face::Section, theme.ink_weak);
    ui.horizontal(|ui| {
        ui.selectable_value(cells, TextCells::SafeForSpreadsheets, "Safe for spreadsheets");
        ui.selectable_value(cells, TextCells::Exact, "Exact copy");
    });
    let note = match cells {
        TextCells::SafeForSpreadsheets => {
            "Texts that a spreadsheet would run as formulas get an apostrophe in front."
        }
        TextCells::Exact => {
            "Texts stay as they are. Do not open the file in a spreadsheet if you do not trust it."
        }
    };
    text::label_in(ui, note, Face::Small, theme.ink_weak);
}

/// The choices with their counts; `None` while the filter's is being worked out.
fn counts(look: Look<'_>) -> [(Which, &'static str, Option<u32>); 3] {
    let filtered = match look.work.ask(Slot("export events"), Ask::Totals).answer.as_deref() {
        Some(Answer::Totals(totals)) => Some(totals.hits),
        _ => None,
    };
    let selected = u32::try_from(look.work.selection().events().len()).ok();
    [
        (Which::All, "All", Some(look.work.store().info().rows)),
        (Which::Filtered, "Filtered", filtered),
        (Which::Selected, "Selected", selected),
    ]
}
