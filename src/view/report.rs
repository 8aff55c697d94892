//! The import report: every file, what it was read as, and each kind of trouble with examples.

use egui::{CollapsingHeader, Color32, ScrollArea, Ui};

use crate::io::report::grouped;
use crate::io::{FileReport, Problem};

use super::fonts::Face;
use super::table_row::{Cell, table_row};
use super::theme::Theme;
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
    let format = crate::io::format::by_id(file.format).map_or("not recognised", |format| format.label());
    let facts =
        [("Rows", seen.as_str()), ("Read as", format), ("Because", &file.why), ("Encoding", &file.encoding)];
    let facts = facts.into_iter().filter(|(_, value)| !value.is_empty());
    for (n, (name, value)) in facts.enumerate() {
        let name = Cell { text: name, face: Face::Small, colour: theme.ink_weak, width: NAME_WIDTH };
        table_row(ui, n, &[name, Cell { text: value, face: Face::Body, colour: theme.ink, width: 0.0 }]);
    }
    for note in &file.notes {
        text::label_in(ui, note, Face::Body, theme.ink);
    }
    for (kind, count, first) in file.problems.iter() {
        let title = format!("{} × {}", grouped(count), kind.label());
        CollapsingHeader::new(title)
            .id_salt(kind.id())
            .default_open(first.len() <= SHOWN_AT_ONCE)
            .show(ui, |ui| examples(ui, first, count));
    }
    if file.problems.is_empty() && file.error.is_none() {
        text::label_in(ui, "Nothing was left out and nothing had to be mended", Face::Body, theme.ink_weak);
    }
}

fn examples(ui: &mut Ui, first: &[Problem], count: u64) {
    let theme = Theme::of(ui);
    let headings =
        ["Row", "Column", "Value", "What was done"].map(|text| (text, Face::Section, theme.ink_weak));
    example(ui, 1, headings);
    for (n, problem) in first.iter().enumerate() {
        let row = if problem.row == 0 { "–".to_owned() } else { problem.row.to_string() };
        let cells = [
            (row.as_str(), Face::Mono, theme.ink),
            (&problem.column, Face::Body, theme.ink),
            (&problem.value, Face::Mono, theme.ink),
            (&problem.done, Face::Body, theme.ink_weak),
        ];
        example(ui, n, cells);
    }
    let more = count.saturating_sub(first.len() as u64);
    if more > 0 {
        text::label_in(ui, &format!("and {} more", grouped(more)), Face::Small, theme.ink_weak);
    }
}

fn example(ui: &mut Ui, n: usize, cells: [(&str, Face, Color32); 4]) {
    let [row, column, value, done] = cells;
    let cell = |(text, face, colour), width| Cell { text, face, colour, width };
    table_row(ui, n, &[cell(row, 64.0), cell(column, 130.0), cell(value, 220.0), cell(done, 0.0)]);
}

/// A kind of trouble with at most this many examples is unfolded from the start.
const SHOWN_AT_ONCE: usize = 5;

/// Width of the names of facts, in points.
const NAME_WIDTH: f32 = 90.0;
