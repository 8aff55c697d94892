//! The filter's stretch of the border on the diagram: what lies outside is pale; a box dragged with Shift sets it with its time.

use egui::{Rect, Stroke, Ui, pos2};

use super::Stage;
use crate::view::along::box_drag;
use crate::view::map::convert::f32_of;

/// Shows only what may lie in a box.
pub fn send(stage: &Stage<'_>, rect: Rect) {
    let plot = stage.areas.plot;
    let km = |y: f32| {
        let share = f64::from((plot.bottom() - y) / plot.height().max(1.0));
        stage.rows.axis().km(share.clamp(0.0, 1.0))
    };
    let km = box_drag::kilometres(km(rect.bottom()), km(rect.top()), rect.height() / plot.height());
    let time = box_drag::times(stage.scale.time, rect);
    box_drag::send(stage.look, stage.course.border.key(), (km, None), Some(time));
}

/// Paints what lies outside of the filter's kilometres pale.
pub fn paint(stage: &Stage<'_>, ui: &Ui) {
    let Some(bounds) = stage.look.work.filter().along else { return };
    let Some(km) = bounds.km.filter(|_| stage.course.border.key() == Some(bounds.border)) else { return };
    let plot = stage.areas.plot;
    let painter = stage.painter.with_clip_rect(plot.intersect(ui.clip_rect()));
    let y = |km: f64| f32_of(stage.scale.y(stage.rows, km)).clamp(plot.top(), plot.bottom());
    let (from, to) = km.ends();
    let (top, bottom) = (y(to), y(from));
    let pale = stage.theme.canvas.gamma_multiply(0.4);
    painter.rect_filled(Rect::from_min_max(plot.min, pos2(plot.right(), top)), 0.0, pale);
    painter.rect_filled(Rect::from_min_max(pos2(plot.left(), bottom), plot.max), 0.0, pale);
    for edge in [top, bottom] {
        painter.hline(plot.x_range(), edge, Stroke::new(1.0, stage.theme.accent));
    }
}
