//! The bar at the bottom: what is open, what is going on, what could not be read.

use egui::Ui;

use crate::io::report::grouped;
use crate::workspace::{Command, FileCommand};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// What the window says of its background work.
#[derive(Clone, Debug, Default)]
pub struct Status {
    /// A load that is running.
    pub loading: Option<Progress>,
    /// The last thing worth saying.
    pub message: Option<Message>,
    /// Something that could be done about the open files.
    pub offer: Option<Offer>,
}

/// Something that could be done, with the button that does it.
#[derive(Clone, Debug, PartialEq)]
pub struct Offer {
    /// What about.
    pub words: String,
    /// What the button says.
    pub button: String,
    /// What it sends.
    pub command: Command,
}

/// How far a load is.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Names of the files.
    pub names: String,
    /// Share of the bytes read, 0 to 1; `None` before the sizes are known.
    pub share: Option<f32>,
    /// Rows so far.
    pub rows: u64,
    /// What is on screen meanwhile.
    pub shown: Shown,
}

/// What is on screen while files are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Other events, or the first of the new ones.
    #[default]
    Others,
    /// The events as they were read before.
    Old,
    /// The events as they were before the files changed.
    Stale,
}

/// Something said to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// In words.
    pub text: String,
    /// Whether something failed.
    pub tone: Tone,
}

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something failed.
    Failed,
}

/// Shows the bar.
pub fn status_bar(ui: &mut Ui, look: Look<'_>, status: &Status) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = size::PAD;
        if let Some(progress) = &status.loading {
            loading(ui, look, progress);
        } else {
            problems(ui, look);
            if let Some(offer) = &status.offer {
                text::label_in(ui, &offer.words, Face::Small, Theme::of(ui).ink_weak);
                if ui.small_button(&offer.button).clicked() {
                    look.send(offer.command.clone());
                }
            }
        }
        if let Some(message) = &status.message {
            let theme = Theme::of(ui);
            let colour = if message.tone == Tone::Failed { theme.error } else { theme.ink_weak };
            let room = (ui.available_width() - super::meter::WIDTH).max(80.0);
            ui.allocate_ui(egui::vec2(room, size::ROW), |ui| {
                text::line_in(ui, &message.text, Face::Small, colour)
            });
        }
        super::meter::meter(ui, look);
    });
}

fn loading(ui: &mut Ui, look: Look<'_>, progress: &Progress) {
    let bar =
        egui::ProgressBar::new(progress.share.unwrap_or(0.0)).desired_width(160.0).desired_height(size::BAR);
    let response = ui.add(bar);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, "Loading"));
    if ui.small_button("Stop").on_hover_text("Stop reading; what was open before stays").clicked() {
        look.send(Command::File(FileCommand::CancelLoad));
    }
    let share = progress.share.map(|s| format!(" · {:.0} %", s * 100.0)).unwrap_or_default();
    let (names, rows) = (&progress.names, grouped(progress.rows));
    let theme = Theme::of(ui);
    let (words, colour) = match progress.shown {
        Shown::Others => (format!("Reading {names}{share} · {rows} events"), theme.ink_weak),
        Shown::Old => (format!("Reading {names} again{share} · the old events are shown"), theme.ink_weak),
        Shown::Stale => (
            format!("{names} has changed, reading it again{share} · the old events are shown"),
            theme.warning,
        ),
    };
    text::label_in(ui, &words, Face::Small, colour);
}

/// One line on the open files: all well, or what could not be read, with the way to the report.
fn problems(ui: &mut Ui, look: Look<'_>) {
    let theme = Theme::of(ui);
    let reports = look.work.reports();
    let banners: Vec<String> = reports.iter().filter_map(crate::io::FileReport::banner).collect();
    let seen: u64 = reports.iter().map(crate::io::FileReport::rows_seen).sum();
    let odd: u64 = reports.iter().map(|r| r.problems.total()).sum();
    let (words, colour) = match banners.as_slice() {
        [] if odd == 1 => (format!("All {} rows read, one remark", grouped(seen)), theme.ink_weak),
        [] if odd > 0 => {
            (format!("All {} rows read, {} remarks", grouped(seen), grouped(odd)), theme.ink_weak)
        }
        [] if seen > 0 => (format!("All {} rows read", grouped(seen)), theme.ink_weak),
        [] => return,
        [one] => (one.clone(), theme.warning),
        [first, rest @ ..] => (format!("{first} · and {} more files", rest.len()), theme.warning),
    };
    text::label_in(ui, &words, Face::Small, colour);
    if (odd > 0 || !banners.is_empty())
        && ui.small_button("Show").on_hover_text("What was read and what was not").clicked()
    {
        look.send(Command::File(FileCommand::Report));
    }
}
