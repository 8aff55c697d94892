//! How a file could be read otherwise: format, encoding, separator, sheet, columns; chosen, then read again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use egui::Ui;

use crate::io::{FORMATS, FileReport, ProblemKind, Reading, Ruined};
use crate::view::columns::{choice, delimiter_choice, encoding_choice, sheet_choice};
use crate::view::{Look, text};
use crate::workspace::{Command, FileCommand};

/// Shows the choices of one file.
pub fn row(
    ui: &mut Ui,
    look: Look<'_>,
    drafts: &mut BTreeMap<PathBuf, Reading>,
    file: &FileReport,
    path: &Path,
) {
    let present = look.work.reading(path);
    let mut draft = drafts.get(path).cloned().unwrap_or_else(|| present.clone());
    ui.horizontal_wrapped(|ui| {
        format_choice(ui, &mut draft);
        if file.sheets.is_empty() {
            encoding_choice(ui, &mut draft);
            delimiter_choice(ui, &mut draft);
        }
        sheet_choice(ui, &file.sheets, &mut draft);
        let changed = draft != present;
        if ui.add_enabled(changed, egui::Button::new("Read again so")).clicked() {
            send(look, path, draft.clone());
        }
        let columns = ui.button("Columns…").on_hover_text("What each column of the table is taken for");
        if columns.clicked() {
            look.send(Command::File(FileCommand::ColumnsAs(path.to_path_buf(), Box::new(draft.clone()))));
        }
        if !present.is_open()
            && ui.button("As found").on_hover_text("Read again without any choice").clicked()
        {
            send(look, path, Reading::default());
        }
    });
    repair(ui, look, file, path, &present);
    if draft == present {
        drafts.remove(path);
    } else {
        drafts.insert(path.to_path_buf(), draft);
    }
}

fn send(look: Look<'_>, path: &Path, reading: Reading) {
    look.send(Command::File(FileCommand::ReadAs(path.to_path_buf(), Box::new(reading))));
}

fn format_choice(ui: &mut Ui, reading: &mut Reading) {
    let label = |id: &str| crate::io::format::by_id(id).map_or("unknown", |format| format.label());
    let present = reading.format.as_deref().map_or("as recognised", label);
    choice(ui, "Read as", present, |ui| {
        ui.selectable_value(&mut reading.format, None, "as recognised");
        for format in FORMATS {
            ui.selectable_value(&mut reading.format, Some(format.id().to_owned()), format.label());
        }
    });
}

/// Offers to set the decimal point where a spreadsheet has taken it away.
fn repair(ui: &mut Ui, look: Look<'_>, file: &FileReport, path: &Path, present: &Reading) {
    let ruined = file.problems.count(ProblemKind::RuinedPlace);
    if ruined == 0 || present.ruined == Ruined::Repair {
        return;
    }
    let events = if ruined == 1 { "event" } else { "events" };
    let words = format!("Repair the coordinates of {} {events}", crate::io::report::grouped(ruined));
    let hint = "The decimal point is set where the place comes closest to the others; the events are marked as repaired";
    if ui.button(text::shown(&words)).on_hover_text(hint).clicked() {
        send(look, path, Reading { ruined: Ruined::Repair, ..present.clone() });
    }
}
