//! The filter's stretch of the border on the strip: what lies outside is pale; a box dragged with Shift sets it.

use egui::{Rect, Stroke, StrokeKind, Ui, pos2};

use super::Stage;
use crate::plot::{REACH_KM, StripScale};
use crate::query::KmRange;
use crate::view::Look;
use crate::view::along::Course;
use crate::view::along::box_drag;
use crate::view::map::convert::f32_of;

/// Shows only what may lie in a box.
pub fn send(course: &Course, scale: &StripScale, plot: Rect, rect: Rect, look: Look<'_>) {
    let km = |x: f32| scale.km_at(f64::from(x));
    let off = |y: f32| scale.off_at(f64::from(y));
    let km = box_drag::kilometres(km(rect.left()), km(rect.right()), rect.width() / plot.width());
    let off_km = box_drag::kilometres(off(rect.top()), off(rect.bottom()), rect.height() / plot.height());
    box_drag::send(look, course.border.key(), (km, off_km), None);
}

/// Paints what lies outside of the filter's bounds pale.
pub fn paint(stage: &Stage<'_>, ui: &Ui) {
    let Some(bounds) = stage.look.work.filter().along else { return };
    if stage.course.border.key() != Some(bounds.border) {
        return;
    }
    let plot = stage.areas.plot;
    let (from, to) = bounds.km.map_or(stage.scale.axis().ends_km(), KmRange::ends);
    let (low, high) = bounds.off_km.map_or((-REACH_KM, REACH_KM), KmRange::ends);
    let at = |km: f64, off_km: f64| {
        let spot = stage.scale.spot(km, off_km);
        pos2(f32_of(spot.x), f32_of(spot.y))
    };
    let inside = Rect::from_two_pos(at(from, low), at(to, high)).intersect(plot);
    let painter = ui.painter().with_clip_rect(plot.intersect(ui.clip_rect()));
    let pale = stage.theme.canvas.gamma_multiply(0.4);
    let outside = [
        Rect::from_min_max(plot.min, pos2(inside.left(), plot.bottom())),
        Rect::from_min_max(pos2(inside.right(), plot.top()), plot.max),
        Rect::from_min_max(pos2(inside.left(), plot.top()), pos2(inside.right(), inside.top())),
        Rect::from_min_max(pos2(inside.left(), inside.bottom()), pos2(inside.right(), plot.bottom())),
    ];
    for rect in outside.into_iter().filter(Rect::is_positive) {
        painter.rect_filled(rect, 0.0, pale);
    }
    painter.rect_stroke(inside, 0.0, Stroke::new(1.0, stage.theme.accent), StrokeKind::Inside);
}
