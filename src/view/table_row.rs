//! One row of a small table: cells of fixed width, each on one line, the whole text on hover.

use egui::{Align2, Color32, Rect, Response, Sense, Ui, pos2, vec2};

use super::fonts::Face;
use super::text;
use super::theme::{Theme, size};

/// One cell.
pub struct Cell<'a> {
    /// What it says.
    pub text: &'a str,
    /// In which face.
    pub face: Face,
    /// In which colour.
    pub colour: Color32,
    /// Width in points; the last cell of a row gets what is left.
    pub width: f32,
}

/// Shows row `n`; every second one stands on a ground of its own.
pub fn table_row(ui: &mut Ui, n: usize, cells: &[Cell<'_>]) -> Response {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::hover());
    if n.is_multiple_of(2) {
        ui.painter().rect_filled(rect, size::RADIUS, theme.raised);
    }
    let mut x = rect.left() + size::PAD;
    let mut whole = Vec::new();
    for (i, cell) in cells.iter().enumerate() {
        let right = if i + 1 == cells.len() { rect.right() } else { (x + cell.width).min(rect.right()) };
        let room = Rect::from_x_y_ranges(x..=right, rect.y_range());
        let at = pos2(room.left(), room.center().y);
        let width = (room.width() - size::PAD).max(0.0);
        text::painted(ui.painter(), at, Align2::LEFT_CENTER, cell.text, cell.face.id(), cell.colour, width);
        let hovered = ui.rect_contains_pointer(room);
        let cut = || text::galley(ui, cell.text, cell.face.id(), cell.colour, f32::INFINITY).size().x > width;
        if hovered && cut() {
            response.clone().on_hover_ui_at_pointer(|ui| drop(text::label(ui, cell.text)));
        }
        whole.push(text::shown(cell.text));
        x = right;
    }
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, whole.join(": ")));
    response
}
