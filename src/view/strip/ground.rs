//! The strip's ground: both sides, lines of equal distance, the border with its crossings, provinces, districts, kilometres.

use egui::{Align2, Color32, Painter, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Stage;
use crate::geo::{Band, PlaceKind};
use crate::plot::LINES_KM;
use crate::view::fonts::Face;
use crate::view::map::controls::note_line;
use crate::view::map::convert::{f32_of, grouped};
use crate::view::map::legend::diamond;
use crate::view::text;
use crate::view::theme::{Theme, size};

/// The line of a border.
const LINE: f32 = 2.5;

/// Paints both sides with their lines of equal distance.
pub fn paint(stage: &Stage<'_>, ui: &Ui) {
    let painter = ui.painter();
    let (theme, areas) = (stage.theme, stage.areas);
    let plot = areas.plot;
    let middle = f32_of(stage.scale.border_y());
    let [side_0, side_1] = lands(stage);
    let inside = painter.with_clip_rect(plot.intersect(ui.clip_rect()));
    painter.rect_filled(areas.gutter.union(areas.axis), 0.0, theme.canvas);
    for [(from, _), (to, _)] in stage.scale.axis().parts() {
        let x = f32_of(stage.scale.x(from))..=f32_of(stage.scale.x(to));
        inside.rect_filled(Rect::from_x_y_ranges(x.clone(), plot.top()..=middle), 0.0, side_1);
        inside.rect_filled(Rect::from_x_y_ranges(x, middle..=plot.bottom()), 0.0, side_0);
    }
    distances(stage, painter, &inside);
    kilometres(stage, painter, &inside);
}

/// Paints the border, what stands on it, and the names of the sides, over the counted squares and below all other marks.
pub fn paint_border(stage: &Stage<'_>, ui: &Ui) {
    let painter = ui.painter();
    let (theme, areas) = (stage.theme, stage.areas);
    let plot = areas.plot;
    let middle = f32_of(stage.scale.border_y());
    let [side_0, side_1] = lands(stage);
    let inside = painter.with_clip_rect(plot.intersect(ui.clip_rect()));
    for [(from, _), (to, _)] in stage.scale.axis().parts() {
        border(stage, &inside, f32_of(stage.scale.x(from))..=f32_of(stage.scale.x(to)), middle);
    }
    for mark in stage.course.landmarks.iter().filter(|mark| mark.kind.is_on_border()) {
        let at = pos2(f32_of(stage.scale.x(mark.km)), middle);
        match mark.kind {
            PlaceKind::Crossing => diamond(&inside, at, theme),
            _ => {
                inside.vline(at.x, at.y - 5.0..=at.y + 5.0, Stroke::new(1.5, theme.label));
            }
        }
    }
    bands(stage, painter, ui, areas.upper, 1, side_1);
    bands(stage, painter, ui, areas.lower, 0, side_0);
    let name = |side: usize| stage.course.border.sides.get(side).map_or("", |side| side.name.as_str());
    for (words, at, align) in [
        (name(1), plot.left_top() + vec2(size::PAD, size::GAP), Align2::LEFT_TOP),
        (name(0), plot.left_bottom() + vec2(size::PAD, -size::GAP), Align2::LEFT_BOTTOM),
    ] {
        text::painted(&inside, at, align, words, Face::Strong.id(), theme.label, plot.width());
    }
}

/// The ground of side 0 and side 1.
fn lands(stage: &Stage<'_>) -> [Color32; 2] {
    let theme = stage.theme;
    let first_is_a = stage.course.border.sides.first().is_none_or(|side| side.code != "AFG");
    if first_is_a { [theme.land_a, theme.land_b] } else { [theme.land_b, theme.land_a] }
}

fn border(stage: &Stage<'_>, painter: &Painter, x: std::ops::RangeInclusive<f32>, y: f32) {
    let theme = stage.theme;
    if stage.course.border.is_durand() {
        // Not recognised by one side: solid with a light casing, as on the map.
        painter.hline(x.clone(), y, Stroke::new(LINE + 3.0, theme.canvas));
        painter.hline(x, y, Stroke::new(LINE, theme.contested));
    } else {
        painter.hline(x, y, Stroke::new(LINE, theme.border));
    }
}

fn distances(stage: &Stage<'_>, painter: &Painter, inside: &Painter) {
    let (theme, plot) = (stage.theme, stage.areas.plot);
    let right = stage.areas.gutter.right() - size::GAP;
    for km in LINES_KM {
        for off in [-km, km] {
            let y = f32_of(stage.scale.y(off)).round() + 0.5;
            inside.hline(plot.x_range(), y, Stroke::new(1.0, theme.hatch.gamma_multiply(0.6)));
            let words = format!("{km:.0} km");
            let at = pos2(right, y);
            text::painted(painter, at, Align2::RIGHT_CENTER, &words, Face::Small.id(), theme.ink_weak, 60.0);
        }
    }
}

fn kilometres(stage: &Stage<'_>, painter: &Painter, inside: &Painter) {
    let (theme, axis) = (stage.theme, stage.areas.axis);
    for (km, x) in stage.scale.ticks(72.0) {
        let x = f32_of(x).round() + 0.5;
        if !axis.x_range().contains(x) {
            continue;
        }
        inside.vline(x, stage.areas.plot.y_range(), Stroke::new(1.0, theme.hatch.gamma_multiply(0.35)));
        painter.vline(x, axis.top()..=axis.top() + 4.0, Stroke::new(1.0, theme.line));
        let words = format!("{} km", grouped(whole(km)));
        let at = pos2(x, axis.bottom() - 2.0);
        let align = match x {
            x if x < axis.left() + 20.0 => Align2::LEFT_BOTTOM,
            x if x > axis.right() - 26.0 => Align2::RIGHT_BOTTOM,
            _ => Align2::CENTER_BOTTOM,
        };
        text::painted(painter, at, align, &words, Face::Small.id(), theme.ink_weak, 80.0);
    }
}

/// The provinces or districts of a side, with their names where they fit and all of it on hover.
fn bands(stage: &Stage<'_>, painter: &Painter, ui: &Ui, area: Rect, side: usize, land: Color32) {
    let theme = stage.theme;
    painter.rect_filled(area, 0.0, theme.panel);
    let painter = painter.with_clip_rect(area.intersect(ui.clip_rect()));
    for (number, band) in stage.course.bands_of(side).iter().enumerate() {
        let x = f32_of(stage.scale.x(band.from_km))..=f32_of(stage.scale.x(band.to_km));
        let rect = Rect::from_x_y_ranges(x, area.y_range()).intersect(area);
        if !rect.is_positive() {
            continue;
        }
        let fill = if number.is_multiple_of(2) { land } else { land.lerp_to_gamma(theme.ink_weak, 0.22) };
        painter.rect_filled(rect, 0.0, fill);
        painter.vline(rect.right(), area.y_range(), Stroke::new(1.0, theme.canvas));
        name(&painter, ui, rect, band, (side, number), theme);
    }
}

fn name(painter: &Painter, ui: &Ui, rect: Rect, band: &Band, id: (usize, usize), theme: &Theme) {
    let room = rect.width() - 2.0 * size::GAP;
    let whole = text::galley(ui, &band.name, Face::Small.id(), theme.ink, f32::INFINITY).size().x;
    if whole <= room || room > 34.0 {
        let font = Face::Small.id();
        text::painted(painter, rect.center(), Align2::CENTER_CENTER, &band.name, font, theme.ink, room);
    }
    let response = ui.interact(rect, ui.scope_id().with(("band", id)), Sense::hover());
    let words = format!("{}, km {:.0} to {:.0}", band.name, band.from_km, band.to_km);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text::shown(&words)));
    response.on_hover_text(text::shown(&words));
}

/// What is drawn and whose borders they are: one line, all of it on hover.
pub fn note(stage: &Stage<'_>, ui: &Ui) {
    let rect = stage.areas.note;
    let border = &stage.course.border;
    let words = format!(
        "{}: {} km as drawn, distances from it squeezed. {}",
        border.name,
        grouped(whole(border.length_km())),
        stage.course.note
    );
    note_line(ui, rect, &words);
}

/// Kilometres as a whole number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "borders are shorter than the Earth"
)]
pub fn whole(km: f64) -> u32 {
    km.round().clamp(0.0, 41_000.0) as u32
}
