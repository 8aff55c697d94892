//! The bar at the right of the list; its thumb moves by parts of the whole list, whatever its length.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::plot::{RowRoom, RowScroll};
use crate::view::theme::{Theme, size};

/// Width of the bar in points.
pub const WIDTH: f32 = 12.0;
/// Least length of the thumb in points.
const THUMB: f32 = 24.0;

/// Shows the bar; returns how far the list is scrolled then.
pub fn show(ui: &Ui, body: Rect, scroll: RowScroll, room: RowRoom) -> RowScroll {
    let track = Rect::from_min_max(pos2(body.right() - WIDTH, body.top()), body.max).shrink(2.0);
    let height = track.height().max(1.0);
    let least = f64::from((THUMB / height).min(1.0));
    let Some([start, length]) = scroll.thumb(room, least) else { return scroll };
    let response = ui.interact(track.expand(2.0), ui.scope_id().with("scroll"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Scroll the list"));
    let pressed = response.interact_pointer_pos().map(|p| f64::from((p.y - track.top()) / height));
    let beside = |at: f64| at < start || at > start + length;
    let moved = match pressed {
        Some(_) if response.dragged() => {
            scroll.with_thumb_moved(f64::from(response.drag_delta().y / height), room, least)
        }
        Some(at) if response.clicked() && beside(at) => scroll.with_thumb_at(at, room, least),
        _ => scroll,
    };
    let start = moved.thumb(room, least).map_or(start, |[start, _]| start);
    let thumb = Rect::from_min_size(
        pos2(track.left(), track.top() + part(start) * height),
        vec2(track.width(), part(length) * height),
    );
    let theme = Theme::of(ui);
    let active = response.hovered() || response.dragged();
    ui.painter().rect_filled(thumb, size::RADIUS, if active { theme.ink_weak } else { theme.hatch });
    moved
}

#[expect(clippy::cast_possible_truncation, reason = "parts lie between 0 and 1")]
fn part(of_one: f64) -> f32 {
    of_one as f32
}
