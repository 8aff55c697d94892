//! The import report: every file, what it was read as, and each kind of trouble with examples.

use egui::{CollapsingHeader, Grid, ScrollArea, Ui};

use crate::io::report::grouped;
use crate::io::{FileReport, Problem};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// Shows the report of every open file.
pub fn report(ui: &mut Ui, look: Look<'_>) {
    ScrollArea::vertical().max_height(480.0).show(ui, |ui| {
        for (n, file) in look.work.reports().iter().enumerate() {
            if n > 0 {
                ui.separator();
            }
            ui.push_id(n, |ui| one_file(ui, file));
        }
    });
}

fn one_file(ui: &mut Ui, file: &FileReport) {
    let theme = Theme::of(ui);
    text::label_in(ui, &file.name, Face::Heading, theme.ink_strong);
    if let Some(error) = &file.error {
        text::label_in(ui, error, Face::Body, theme.error);
    }
    let seen = format!(
        "{} rows seen = {} loaded + {} skipped",
        grouped(file.rows_seen()),
        grouped(file.rows_loaded()),
        grouped(file.rows_skipped())
    );
    let format = if file.format.is_empty() { "not recognised" } else { file.format };
    let facts =
        [("Rows", seen.as_str()), ("Read as", format), ("Because", &file.why), ("Encoding", &file.encoding)];
    Grid::new("facts").num_columns(2).spacing([size::MARGIN, size::GAP]).show(ui, |ui| {
        for (name, value) in facts.into_iter().filter(|(_, value)| !value.is_empty()) {
            text::label_in(ui, name, Face::Small, theme.ink_weak);
            text::label_in(ui, value, Face::Body, theme.ink);
            ui.end_row();
        }
    });
    for note in &file.notes {
        text::label_in(ui, note, Face::Body, theme.ink);
    }
    for (kind, count, first) in file.problems.iter() {
        let title = format!("{} × {}", grouped(count), kind.label());
        CollapsingHeader::new(title).id_salt(kind.id()).show(ui, |ui| examples(ui, first, count));
    }
    if file.problems.is_empty() && file.error.is_none() {
        text::label_in(ui, "Nothing was left out and nothing had to be mended", Face::Body, theme.ink_weak);
    }
}

fn examples(ui: &mut Ui, first: &[Problem], count: u64) {
    let theme = Theme::of(ui);
    Grid::new("examples").num_columns(4).spacing([size::MARGIN, size::GAP]).striped(true).show(ui, |ui| {
        for heading in ["Row", "Column", "Value", "What was done"] {
            text::label_in(ui, heading, Face::Section, theme.ink_weak);
        }
        ui.end_row();
        for problem in first {
            text::label_in(ui, &problem.row.to_string(), Face::Mono, theme.ink);
            text::label_in(ui, &problem.column, Face::Body, theme.ink);
            ui.scope(|ui| {
                ui.set_max_width(260.0);
                text::line_in(ui, &problem.value, Face::Mono, theme.ink)
            });
            text::label_in(ui, &problem.done, Face::Body, theme.ink_weak);
            ui.end_row();
        }
    });
    let more = count.saturating_sub(first.len() as u64);
    if more > 0 {
        text::label_in(ui, &format!("and {} more", grouped(more)), Face::Small, theme.ink_weak);
    }
}
