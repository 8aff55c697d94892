//! The switch above the pane: map, border strip or space–time diagram.

use egui::{Frame, Margin, Panel, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};
use crate::workspace::{Command, Pane, ShowCommand};

/// Height of a button.
const BUTTON: f32 = 20.0;

/// Shows the switch above all that follows.
pub fn pane_switch(ui: &mut Ui, look: Look<'_>) {
    let theme = Theme::of(ui);
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(8, 2));
    Panel::top("pane switch").frame(frame).resizable(false).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for pane in Pane::ALL {
                if button(ui, pane, look.work.pane() == pane) {
                    look.send(Command::Show(ShowCommand::Pane(pane)));
                }
            }
        });
    });
}

fn button(ui: &mut Ui, pane: Pane, on: bool) -> bool {
    let theme = Theme::of(ui);
    let galley = text::galley(ui, pane.label(), Face::Small.id(), theme.ink, 200.0);
    let (rect, response) =
        ui.allocate_exact_size(vec2(galley.size().x + 2.0 * size::PAD, BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, on, pane.label()));
    let (fill, ink) = match (on, response.hovered()) {
        (true, _) => (theme.selection_fill, theme.ink_strong),
        (false, true) => (theme.raised_hover, theme.ink_strong),
        (false, false) => (theme.raised, theme.ink),
    };
    ui.painter().rect_filled(rect, size::RADIUS, fill);
    ui.painter().rect_stroke(rect, size::RADIUS, Stroke::new(1.0, theme.line), StrokeKind::Inside);
    ui.painter().galley_with_override_text_color(rect.center() - galley.size() / 2.0, galley, ink);
    response.clicked()
}
