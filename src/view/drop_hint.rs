//! What is shown while files hang over the window.

use egui::{Align2, Id, LayerId, Order, Painter, Ui};

use super::fonts::Face;
use super::text;
use super::theme::{Theme, size};

/// Covers the window with a word on what a drop will do, while files hang over it.
pub fn drop_hint(ui: &Ui) {
    let hanging = ui.input(|input| input.raw.hovered_files.len());
    if hanging == 0 {
        return;
    }
    let theme = Theme::of(ui);
    let area = ui.content_rect();
    let painter =
        Painter::new(ui.ctx().clone(), LayerId::new(Order::Foreground, Id::unique("drop hint")), area);
    painter.rect_filled(area, 0.0, theme.panel.gamma_multiply(0.85));
    let stroke = egui::Stroke::new(size::BOLD, theme.accent);
    painter.rect_stroke(area.shrink(size::MARGIN), size::RADIUS, stroke, egui::StrokeKind::Inside);
    let words = match (ui.input(|input| input.modifiers.shift), hanging) {
        (true, _) => "Drop to add to what is open",
        (false, 1) => "Drop to open this file; hold Shift to add it to what is open",
        (false, _) => "Drop to open these files as one data set; hold Shift to add them to what is open",
    };
    text::painted(
        &painter,
        area.center(),
        Align2::CENTER_CENTER,
        words,
        Face::Title.id(),
        theme.ink_strong,
        area.width(),
    );
}
