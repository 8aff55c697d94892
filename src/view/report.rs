//! The import report: every file, what it was read as and how else it could be, and each kind of trouble with examples.

mod examples;
mod overrides;

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::{CollapsingHeader, ScrollArea, Ui};

use crate::io::reading::delimiter_name;
use crate::io::report::grouped;
use crate::io::{FileReport, Reading};
use crate::workspace::{Command, FileCommand};

use super::fonts::Face;
use super::table_row::{Cell, table_row};
use super::theme::{Theme, size};
use super::{Look, text};

/// A kind of trouble with at most this many examples is unfolded from the start.
const SHOWN_AT_ONCE: usize = 5;
/// Width of the names of facts, in points.
const NAME_WIDTH: f32 = 90.0;

/// The report with what is unfolded and chosen in it.
#[derive(Default)]
pub struct ReportSheet {
    /// Fingerprints of files as they came, or why there is none.
    pub fingerprints: BTreeMap<PathBuf, Result<String, String>>,
    drafts: BTreeMap<PathBuf, Reading>,
    opened: Option<examples::Opened>,
}

impl ReportSheet {
    /// Forgets what was chosen and unfolded.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Shows the report of every open file.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        let height = (ui.ctx().content_rect().height() - 180.0).clamp(200.0, 620.0);
        ScrollArea::vertical().max_height(height).show(ui, |ui| {
            for (n, file) in look.work.reports().iter().enumerate() {
                if n > 0 {
                    ui.separator();
                }
                ui.push_id(n, |ui| self.one_file(ui, look, file));
            }
        });
        ui.separator();
        let any = look.work.reports().iter().any(|file| file.error.is_some() || !file.problems.is_empty());
        let save = egui::Button::new("Save the list as CSV…");
        if ui.add_enabled(any, save).on_disabled_hover_text("There is nothing to list").clicked() {
            look.send(Command::File(FileCommand::AskSaveReport));
        }
    }

    fn one_file(&mut self, ui: &mut Ui, look: Look<'_>, file: &FileReport) {
        let theme = Theme::of(ui);
        text::label_in(ui, &file.name, Face::Heading, theme.ink_strong);
        if let Some(error) = &file.error {
            text::label_in(ui, error, Face::Body, theme.error);
        }
        for (n, (name, value)) in self.facts(file).iter().filter(|(_, value)| !value.is_empty()).enumerate() {
            let name = Cell { text: name, face: Face::Small, colour: theme.ink_weak, width: NAME_WIDTH };
            table_row(ui, n, &[name, Cell { text: value, face: Face::Body, colour: theme.ink, width: 0.0 }]);
        }
        if let Some(path) = &file.path {
            overrides::row(ui, look, &mut self.drafts, file, path);
        }
        for note in &file.notes {
            text::label_in(ui, note, Face::Body, theme.ink);
        }
        for (kind, count, first) in file.problems.iter() {
            let title = format!("{} × {}", grouped(count), kind.label());
            CollapsingHeader::new(title)
                .id_salt(kind.id())
                .default_open(first.len() <= SHOWN_AT_ONCE)
                .show(ui, |ui| examples::list(ui, look, file, (first, count), &mut self.opened));
        }
        if file.problems.is_empty() && file.error.is_none() {
            let all_well = "Nothing was left out and nothing had to be mended";
            text::label_in(ui, all_well, Face::Body, theme.ink_weak);
        }
        ui.add_space(size::GAP);
    }

    fn facts(&self, file: &FileReport) -> [(&'static str, String); 7] {
        let rows = format!(
            "{} rows seen = {} loaded + {} skipped",
            grouped(file.rows_seen()),
            grouped(file.rows_loaded()),
            grouped(file.rows_skipped())
        );
        let format = crate::io::format::by_id(file.format).map_or("not recognised", |format| format.label());
        let fingerprint = file.path.as_ref().map(|path| match self.fingerprints.get(path) {
            Some(Ok(hash)) => hash.clone(),
            Some(Err(error)) => error.clone(),
            None => "being computed …".to_owned(),
        });
        [
            ("Rows", rows),
            ("Format", format.to_owned()),
            ("Because", file.why.clone()),
            ("Encoding", file.encoding.clone()),
            ("Separator", file.delimiter.map(delimiter_name).unwrap_or_default()),
            ("Size", format!("{} bytes", grouped(file.bytes))),
            ("SHA-256", fingerprint.unwrap_or_default()),
        ]
    }
}
