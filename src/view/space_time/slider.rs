//! The slider between true kilometres and equal density, and the sentence that must stand with every picture.

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Stage;
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::size;
use crate::workspace::Warp;

/// Width of the slider itself.
const WIDE: f32 = 84.0;

/// Shows slider and note; the new warp, if it was moved.
pub(super) fn ui(stage: &Stage<'_>, ui: &mut Ui) -> Option<Warp> {
    let (theme, area) = (stage.theme, stage.areas.note);
    stage.painter.rect_filled(area, 0.0, theme.panel);
    let middle = area.center().y;
    let font = Face::Small.id();
    let at = pos2(area.left() + size::PAD, middle);
    let left =
        text::painted(&stage.painter, at, Align2::LEFT_CENTER, "True km", font.clone(), theme.ink_weak, 90.0);
    let rect = Rect::from_min_size(pos2(left.right() + size::GAP, area.top()), vec2(WIDE, area.height()));
    let mut percent = stage.look.work.warp().in_percent();
    ui.spacing_mut().slider_width = WIDE;
    let slider = egui::Slider::new(&mut percent, 0..=100).show_value(false);
    let response = ui.put(rect, slider);
    response.widget_info(|| {
        let name = "Between true kilometres and equal density";
        WidgetInfo::slider(true, f64::from(percent), name)
    });
    let changed = response.changed();
    response.on_hover_text(
        "How the axis along the border is laid out: true to length, or the same room for every event",
    );
    let at = pos2(rect.right() + size::GAP, middle);
    let right = text::painted(
        &stage.painter,
        at,
        Align2::LEFT_CENTER,
        "equal density",
        font.clone(),
        theme.ink_weak,
        90.0,
    );
    let words = format!("{}. {}", stage.course.border.name, stage.course.note);
    let at = pos2(right.right() + 2.0 * size::MARGIN, middle);
    let room = area.right() - size::PAD - at.x;
    if room > 60.0 {
        text::painted(&stage.painter, at, Align2::LEFT_CENTER, &words, font, theme.ink_weak, room);
        let rect = Rect::from_min_max(pos2(at.x, area.top()), area.max);
        let note = ui.interact(rect, ui.scope_id().with("note"), Sense::hover());
        note.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
        note.on_hover_text(words.as_str());
    }
    changed.then(|| Warp::percent(percent))
}
