//! The diagram's ground: lanes, provinces and districts at the left, crossings across, time below; and the brush above all.

use egui::{Align2, Color32, CursorIcon, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::Stage;
use crate::geo::{Band, PlaceKind};
use crate::model::Span;
use crate::plot::axis;
use crate::plot::space_time::SpaceLane;
use crate::view::fonts::Face;
use crate::view::map::convert::f32_of;
use crate::view::text;
use crate::view::theme::size;

/// So many points of wheel zoom by e.
const WHEEL: f64 = 220.0;
/// Width of the bar that stands for a province or district.
const BAR: f32 = 5.0;

/// Wheel, pinch and drag: the window of time after them, if it changed.
pub(super) fn steer(stage: &Stage<'_>, ui: &Ui, surface: &Response) -> Option<Span> {
    let time = stage.scale.time;
    if surface.dragged() {
        ui.set_cursor_icon(CursorIcon::Grabbing);
        let by = f64::from(surface.drag_delta().x);
        return (by != 0.0).then(|| time.panned(by));
    }
    let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| surface.contains_pointer())?;
    let (wheel, pinch) = ui.input(|input| (input.smooth_scroll_delta(), input.zoom_delta()));
    let factor = (-f64::from(wheel.y) / WHEEL).exp() / f64::from(pinch);
    if (factor - 1.0).abs() > 1e-4 {
        return Some(time.zoomed(f64::from(pointer.x), factor));
    }
    (wheel.x != 0.0).then(|| time.panned(f64::from(wheel.x)))
}

/// Paints all that lies below the marks.
pub(super) fn paint(stage: &Stage<'_>, ui: &Ui) {
    let (theme, areas) = (stage.theme, stage.areas);
    let painter = &stage.painter;
    for (number, &lane) in stage.rows.lanes.iter().enumerate() {
        let (top, bottom) = stage.scale.lane(number);
        let rect = Rect::from_x_y_ranges(areas.lanes.x_range(), f32_of(top) + 1.0..=f32_of(bottom) - 1.0);
        painter.rect_filled(rect, 0.0, theme.panel);
        let at = pos2(areas.gutter.right() - size::PAD, rect.center().y);
        let room = areas.gutter.width() - 2.0 * size::PAD;
        let name = lane_name(stage, lane);
        text::painted(painter, at, Align2::RIGHT_CENTER, &name, Face::Section.id(), theme.ink, room);
    }
    bands(stage, ui);
    time(stage);
    crossings(stage);
}

/// What a lane is called.
pub(super) fn lane_name(stage: &Stage<'_>, lane: SpaceLane) -> String {
    match lane {
        SpaceLane::Third => "Third countries".to_owned(),
        SpaceLane::Far => "Far from the border".to_owned(),
        SpaceLane::Nowhere => "Place not known".to_owned(),
        SpaceLane::Capital(side) => {
            let capitals = stage.course.landmarks.iter().filter(|mark| mark.kind == PlaceKind::Capital);
            let own = capitals.into_iter().find(|mark| usize::from(mark.off_km < 0.0) == side);
            own.map_or_else(|| "Capital".to_owned(), |mark| mark.name.clone())
        }
    }
}

/// Provinces and districts of both sides, each side in a column of its own.
fn bands(stage: &Stage<'_>, ui: &Ui) {
    let (theme, areas) = (stage.theme, stage.areas);
    let gutter = areas.gutter;
    let half = gutter.width() / 2.0;
    let columns = [(0, gutter.right() - size::GAP), (1, gutter.left() + half - size::GAP / 2.0)];
    for (side, right) in columns {
        let land = land(stage, side);
        let list = stage.course.bands_of(side);
        for (number, band) in list.iter().enumerate() {
            let rows = y_range(stage, band);
            let fill = if number.is_multiple_of(2) { land } else { land.lerp_to_gamma(theme.ink_weak, 0.45) };
            let bar = Rect::from_x_y_ranges(right - BAR..=right, rows);
            stage.painter.rect_filled(bar.shrink2(vec2(0.0, 0.5)), 0.0, fill);
            if side == 0 && number % 2 == 1 {
                let across = Rect::from_x_y_ranges(areas.plot.x_range(), bar.y_range());
                stage.painter.rect_filled(across, 0.0, theme.shade.gamma_multiply(0.45));
            }
            let room = half - BAR - 2.0 * size::GAP;
            if bar.height() >= 11.0 {
                let at = pos2(bar.left() - size::GAP, bar.center().y);
                let font = Face::Small.id();
                text::painted(
                    &stage.painter,
                    at,
                    Align2::RIGHT_CENTER,
                    &band.name,
                    font,
                    theme.ink_weak,
                    room,
                );
            }
            let rect = Rect::from_x_y_ranges(bar.left() - room..=bar.right(), bar.y_range());
            hover(ui, rect, band, (side, number));
        }
        let sign = if side == 0 { "▼" } else { "▲" };
        let name = stage.course.border.sides.get(side).map_or("", |side| side.name.as_str());
        let at = pos2(right, areas.axis.top() + 9.0);
        let font = Face::Section.id();
        let room = half - size::GAP;
        text::painted(
            &stage.painter,
            at,
            Align2::RIGHT_CENTER,
            &format!("{sign} {name}"),
            font,
            theme.ink,
            room,
        );
    }
}

fn hover(ui: &Ui, rect: Rect, band: &Band, id: (usize, usize)) {
    let response = ui.interact(rect, ui.scope_id().with(("band", id)), Sense::hover());
    let words = text::shown(&format!("{}, km {:.0} to {:.0}", band.name, band.from_km, band.to_km));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.as_str()));
    response.on_hover_text(words.as_str());
}

fn y_range(stage: &Stage<'_>, band: &Band) -> std::ops::RangeInclusive<f32> {
    let y = |km: f64| f32_of(stage.scale.y(stage.rows, km));
    y(band.to_km)..=y(band.from_km)
}

fn land(stage: &Stage<'_>, side: usize) -> Color32 {
    let code = stage.course.border.sides.get(side).map_or("", |side| side.code.as_str());
    match (code, side) {
        ("AFG", _) => stage.theme.land_b,
        ("PAK", _) | (_, 0) => stage.theme.land_a,
        _ => stage.theme.land_b,
    }
}

/// Grid lines, and the axis below.
fn time(stage: &Stage<'_>) {
    let (theme, areas, painter) = (stage.theme, stage.areas, &stage.painter);
    let wide = |words: &str| {
        f64::from(text::galley(painter.ctx(), words, Face::Small.id(), theme.ink, f32::INFINITY).size().x)
    };
    let axis = axis(stage.scale.time, &wide);
    let rule = |x: f64, rows: egui::Rangef, colour| {
        painter.vline(f32_of(x).round() + 0.5, rows, Stroke::new(size::HAIR, colour));
    };
    for &x in &axis.minor {
        rule(x, areas.plot.y_range(), theme.grid);
        rule(x, egui::Rangef::new(areas.axis.top(), areas.axis.top() + 5.0), theme.line);
    }
    for &x in &axis.major {
        rule(x, areas.plot.y_range(), theme.line);
        rule(x, areas.axis.y_range(), theme.line);
    }
    painter.hline(areas.axis.x_range(), areas.axis.top() + 0.5, Stroke::new(size::HAIR, theme.line));
    let row = |labels: &[crate::plot::AxisLabel], y: f32, face: Face, colour| {
        for label in labels {
            let at = pos2(f32_of(label.x), y);
            text::painted(painter, at, Align2::LEFT_CENTER, &label.text, face.id(), colour, 400.0);
        }
    };
    let (top, high) = (areas.axis.top(), areas.axis.height());
    row(&axis.minor_labels, top + high * 0.32, Face::Small, theme.ink_weak);
    row(&axis.major_labels, top + high * 0.76, Face::Section, theme.ink);
}

/// Crossings as dotted lines with their names.
fn crossings(stage: &Stage<'_>) {
    let (theme, plot) = (stage.theme, stage.areas.plot);
    let colour = if stage.course.border.is_durand() { theme.contested } else { theme.border };
    let mut marks: Vec<_> =
        stage.course.landmarks.iter().filter(|mark| mark.kind == PlaceKind::Crossing).collect();
    marks.sort_by(|a, b| (a.rank).cmp(&b.rank).then(a.km.total_cmp(&b.km)));
    let mut named: Vec<f32> = Vec::new();
    for mark in marks {
        let y = f32_of(stage.scale.y(stage.rows, mark.km)).round() + 0.5;
        let line = [pos2(plot.left(), y), pos2(plot.right(), y)];
        stage.painter.extend(egui::Shape::dashed_line(
            &line,
            Stroke::new(0.8, colour.gamma_multiply(0.7)),
            2.0,
            4.0,
        ));
        if named.iter().all(|other| (other - y).abs() > 11.0) && y - plot.top() > 8.0 {
            let at = pos2(plot.left() + size::GAP, y - 1.0);
            let font = Face::Small.id();
            text::painted(&stage.painter, at, Align2::LEFT_BOTTOM, &mark.name, font, colour, 200.0);
            named.push(y);
        }
    }
}

/// What lies outside of the brush is pale.
pub(super) fn front(stage: &Stage<'_>, ui: &Ui) {
    let bounds = stage.look.work.filter().time;
    let area = stage.areas.marks();
    let painter = stage.painter.with_clip_rect(area.intersect(ui.clip_rect()));
    let x = |at: crate::model::Instant| f32_of(stage.scale.time.x_within(at.0, 400.0));
    let pale = stage.theme.canvas.gamma_multiply(0.72);
    let edge = Stroke::new(size::HAIR, stage.theme.accent);
    if let Some(from) = bounds.after.map(x) {
        painter.rect_filled(Rect::from_min_max(area.min, pos2(from, area.bottom())), 0.0, pale);
        painter.vline(from, area.y_range(), edge);
    }
    if let Some(to) = bounds.before.map(x) {
        painter.rect_filled(Rect::from_min_max(pos2(to, area.top()), area.max), 0.0, pale);
        painter.vline(to, area.y_range(), edge);
    }
}

/// A new answer is on its way.
pub(super) fn updating(stage: &Stage<'_>) {
    let at = stage.areas.axis.left_bottom() - vec2(size::PAD, 8.0);
    let (font, accent) = (Face::Small.id(), stage.theme.accent);
    text::painted(&stage.painter, at, Align2::RIGHT_CENTER, "Updating…", font, accent, 80.0);
}

/// Where no event has a date.
pub(super) fn nothing(ui: &Ui, all: Rect) {
    let words = "No event has a date";
    text::in_the_middle(ui, all, words);
}
