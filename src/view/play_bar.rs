//! The bar that plays time: play and pause, steps, how much is shown at once, how fast, and again at the end.

use egui::{ComboBox, Role, Ui, WidgetInfo};

use crate::model::{Instant, Span};
use crate::plot::span_text;
use crate::query::{Ask, TimeBounds};
use crate::store::Slot;
use crate::workspace::{AtEnd, Command, Pace, PlayCommand, PlayWidth, SPEEDS, Step};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// The bar; it keeps nothing of its own.
#[derive(Default)]
pub struct PlayBar;

impl PlayBar {
    /// Shows the bar in one row. While time plays, each frame says how long it took, and asks for the next one.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        if look.work.store().info().span.is_none() {
            return;
        }
        egui::Frame::new().inner_margin(egui::Margin::symmetric(12, 3)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = size::GAP;
                buttons(ui, look);
                ui.add_space(size::PAD);
                choices(ui, look);
                ui.add_space(size::PAD);
                present(ui, look);
            });
        });
        if look.work.playback().is_playing() {
            tick(ui, look);
        }
    }
}

fn send(look: Look<'_>, command: PlayCommand) {
    look.send(Command::Play(command));
}

fn buttons(ui: &mut Ui, look: Look<'_>) {
    let playing = look.work.playback().is_playing();
    let step = |ui: &mut Ui, sign: &str, name: &str, key: &str, step: Step| {
        let button = ui.small_button(sign).on_hover_text(format!("{name} ({key})"));
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
        if button.clicked() {
            send(look, PlayCommand::Step(step));
        }
    };
    step(ui, "‹", "One step back", ",", Step::Previous);
    let words = if playing { "Pause" } else { "Play" };
    let switch = ui.add(egui::Button::new(words).small().min_size(egui::vec2(52.0, 0.0)).selected(playing));
    if switch.on_hover_text(format!("{words} time (Space)")).clicked() {
        send(look, PlayCommand::Switch);
    }
    step(ui, "›", "One step on", ".", Step::Next);
}

fn choices(ui: &mut Ui, look: Look<'_>) {
    let playback = look.work.playback();
    let width = playback.width();
    choice(ui, "Shown at once", width.label(), 150.0, |ui| {
        for other in PlayWidth::ALL {
            if ui.selectable_label(other == width, other.label()).clicked() {
                send(look, PlayCommand::Width(other));
            }
        }
    });
    let speed = playback.speed();
    choice(ui, "Speed", &speed_words(speed), 100.0, |ui| {
        for other in SPEEDS {
            if ui.selectable_label(other == speed, speed_words(other)).clicked() {
                send(look, PlayCommand::Speed(other));
            }
        }
    });
    let again = playback.at_end() == AtEnd::Again;
    let button = ui.add(egui::Button::new("Loop").small().selected(again));
    if button.on_hover_text("Begin again at the end").clicked() {
        send(look, PlayCommand::SwitchLoop);
    }
}

fn choice(ui: &mut Ui, name: &str, present: &str, width: f32, items: impl FnOnce(&mut Ui)) {
    let combo = ComboBox::from_id_salt(name).selected_text(present).width(width).show_ui(ui, items);
    let words = format!("{name}: {present}");
    combo.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &words));
}

fn speed_words(speed: u16) -> String {
    if speed == 1 { "1 step a second".to_owned() } else { format!("{speed} steps a second") }
}

/// The stretch that is shown, while it is one that was played.
fn present(ui: &mut Ui, look: Look<'_>) {
    let bounds = look.work.filter().time;
    if look.work.playback().has_set(bounds) {
        text::label_in(ui, &stretch_words(bounds), Face::Strong, Theme::of(ui).ink);
    }
}

fn stretch_words(bounds: TimeBounds) -> String {
    match (bounds.span(), bounds.before) {
        (Some(span), _) => span_text(span),
        (None, Some(before)) => {
            format!("up to {}", span_text(Span::starting(Instant(before.0 - 86_400), 86_400)))
        }
        (None, None) => String::new(),
    }
}

/// One frame of playing. The next stretch comes when this one is on the screen.
fn tick(ui: &Ui, look: Look<'_>) {
    let shown = look.work.ask(Slot("play bar"), Ask::Totals).fresh;
    let secs = f64::from(ui.input(|i| i.stable_dt));
    send(look, PlayCommand::Tick(secs, if shown { Pace::Shown } else { Pace::Behind }));
    ui.request_repaint();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_named_by_what_they_hold() {
        let bounds = |text: &str| text.parse::<crate::query::Filter>().unwrap().time;
        assert_eq!(stretch_words(bounds("after:2025-10-01 before:2025-11-01")), "1 – 31 Oct 2025");
        assert_eq!(stretch_words(bounds("before:2025-10-12")), "up to 11 Oct 2025");
    }
}
