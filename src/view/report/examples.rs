//! The first examples of a kind of trouble; a click shows the row as it stands in the file, and its event.

use egui::{Color32, Ui};

use crate::io::report::grouped;
use crate::io::{FileReport, Problem, ProblemKind, original_text};
use crate::model::{EventId, Origin};
use crate::view::fonts::Face;
use crate::view::table_row::{Cell, table_row};
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};
use crate::workspace::{Command, SelectCommand, ShowCommand};

/// Most characters shown of a row.
const MOST_CHARS: usize = 4_000;

/// The row whose text is shown.
pub struct Opened {
    file: u16,
    kind: ProblemKind,
    at: usize,
    text: String,
    event: Option<EventId>,
}

/// Shows the examples of one kind, of `count` in all.
pub fn list(
    ui: &mut Ui,
    look: Look<'_>,
    file: &FileReport,
    (first, count): (&[Problem], u64),
    opened: &mut Option<Opened>,
) {
    let theme = Theme::of(ui);
    let heads = ["Row", "Column", "Value", "What was done"].map(|text| (text, Face::Section, theme.ink_weak));
    line(ui, 1, heads);
    for (n, problem) in first.iter().enumerate() {
        let row = if problem.row == 0 { "–".to_owned() } else { problem.row.to_string() };
        let cells = [
            (row.as_str(), Face::Mono, theme.ink),
            (&*problem.column, Face::Body, theme.ink),
            (problem.value.as_str(), Face::Mono, theme.ink),
            (&*problem.done, Face::Body, theme.ink_weak),
        ];
        let response = line(ui, n, cells);
        let Some(number) = file.file.filter(|_| problem.len > 0) else { continue };
        let is_open = |o: &Opened| o.file == number && o.kind == problem.kind && o.at == n;
        if response
            .interact(egui::Sense::click())
            .on_hover_text("Show the row as it stands in the file")
            .clicked()
        {
            *opened = match opened.take().filter(is_open) {
                Some(_) => None,
                None => Some(open(look, number, problem, n)),
            };
        }
        if let Some(opened) = opened.as_ref().filter(|o| is_open(o)) {
            row_text(ui, look, opened);
        }
    }
    let more = count.saturating_sub(first.len() as u64);
    if more > 0 {
        text::label_in(ui, &format!("and {} more", grouped(more)), Face::Small, theme.ink_weak);
    }
}

fn open(look: Look<'_>, file: u16, problem: &Problem, at: usize) -> Opened {
    let store = look.work.store();
    let origin = Origin { file, row: problem.row, byte: problem.byte, len: problem.len };
    let text = match store.info().files.get(usize::from(file)) {
        Some(info) => original_text(info, origin).unwrap_or_else(|error| error.to_string()),
        None => String::new(),
    };
    let is_its = |&id: &EventId| store.origin(id).is_some_and(|o| o.file == file && o.row == problem.row);
    let event = (0..store.info().rows).map(EventId).find(is_its);
    Opened { file, kind: problem.kind, at, text: text.chars().take(MOST_CHARS).collect(), event }
}

fn row_text(ui: &mut Ui, look: Look<'_>, opened: &Opened) {
    let theme = Theme::of(ui);
    let frame = egui::Frame::new().fill(theme.canvas).inner_margin(size::PAD);
    frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        text::label_in(ui, &opened.text, Face::Mono, theme.ink);
        ui.horizontal(|ui| {
            if ui.small_button("Copy row").clicked() {
                look.send(Command::Copy(opened.text.clone()));
            }
            match opened.event {
                Some(id) if ui.small_button("Show its event").clicked() => {
                    look.send(Command::Select(SelectCommand::Event(id)));
                    look.send(Command::Show(ShowCommand::Dismiss));
                }
                Some(_) => {}
                None => drop(text::label_in(ui, "This row is no event", Face::Small, theme.ink_weak)),
            }
        });
    });
}

fn line(ui: &mut Ui, n: usize, cells: [(&str, Face, Color32); 4]) -> egui::Response {
    let [row, column, value, done] = cells;
    let cell = |(text, face, colour), width| Cell { text, face, colour, width };
    table_row(ui, n, &[cell(row, 64.0), cell(column, 130.0), cell(value, 220.0), cell(done, 0.0)])
}
