//! What is not beside the border: far places with bearing, distance and count, and what has no place at all.

use egui::{Align2, Painter, Rect, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::stretches::{emphasis, leading};
use super::{Stage, Touched};
use crate::geo::distance::compass_word;
use crate::plot::along::Away;
use crate::plot::strip::Tally;
use crate::view::fonts::Face;
use crate::view::map::convert::{events, f32_of, grouped};
use crate::view::map::tips::Tip;
use crate::view::map::tray::reason;
use crate::view::text;
use crate::view::theme::size;

use super::ground::whole;

const ROW: f32 = 20.0;
const HEAD: f32 = 20.0;

/// Shows the tray; says which row is under the pointer.
pub fn ui(stage: &Stage<'_>, ui: &Ui, scroll: &mut f32) -> Option<Touched> {
    let area = stage.areas.tray;
    if area.width() < 1.0 {
        return None;
    }
    let painter = ui.painter().with_clip_rect(area.intersect(ui.clip_rect()));
    painter.rect_filled(area, 0.0, stage.theme.panel);
    painter.vline(area.left(), area.y_range(), Stroke::new(1.0, stage.theme.line));
    let (far_places, nowhere) = (&stage.marks.far_places, &stage.marks.nowhere);
    let heads = usize::from(!far_places.is_empty()) + usize::from(!nowhere.is_empty());
    let height = rows(far_places.len() + nowhere.len()) * ROW + rows(heads) * HEAD + size::GAP;
    if ui.rect_contains_pointer(area) {
        *scroll -= ui.input(|input| input.smooth_scroll_delta().y);
    }
    *scroll = scroll.clamp(0.0, (height - area.height()).max(0.0));
    let mut y = area.top() + size::GAP - *scroll;
    let mut touched = None;
    for (tallies, heading) in [(far_places, "Not beside the border"), (nowhere, "No place on the strip")] {
        if tallies.is_empty() {
            continue;
        }
        let at = pos2(area.left() + size::PAD, y + HEAD / 2.0);
        let (font, weak) = (Face::Section.id(), stage.theme.ink_weak);
        text::painted(&painter, at, Align2::LEFT_CENTER, heading, font, weak, area.width());
        y += HEAD;
        for tally in tallies {
            let row = Rect::from_min_size(pos2(area.left() + 1.0, y), vec2(area.width() - 1.0, ROW));
            y += ROW;
            let away = std::ptr::eq(tallies, far_places)
                .then(|| stage.course.along.far_places.get(tally.number as usize));
            touched = show(stage, ui, &painter, row, tally, away.flatten()).or(touched);
        }
    }
    touched
}

fn show(
    stage: &Stage<'_>,
    ui: &Ui,
    painter: &Painter,
    row: Rect,
    tally: &Tally,
    away: Option<&Away>,
) -> Option<Touched> {
    let seen = row.intersect(stage.areas.tray);
    if !seen.is_positive() {
        return None;
    }
    let (name, spoken) = words(stage, tally, away);
    let id = ui.scope_id().with(("tray", away.is_some(), tally.number));
    let response = ui.interact(seen, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text::shown(&spoken)));
    let theme = stage.theme;
    if response.hovered() {
        painter.rect_filled(row, 0.0, theme.raised_hover);
    }
    if let Some(ring) = emphasis(stage, &tally.keys).ring(theme) {
        painter.rect_stroke(row.shrink(1.0), size::RADIUS, ring, StrokeKind::Inside);
    }
    let mut left = row.left() + size::PAD;
    if let Some(away) = away {
        arrow(painter, pos2(left + 6.0, row.center().y), away.bearing_deg, theme.ink);
        left += 18.0;
    }
    let right = row.right() - size::PAD;
    let count = grouped(tally.count());
    let font = Face::Section.id();
    let number = text::painted(
        painter,
        pos2(right, row.center().y),
        Align2::RIGHT_CENTER,
        &count,
        font,
        theme.ink_strong,
        90.0,
    );
    let dot = pos2(number.left() - size::PAD, row.center().y);
    painter.circle_filled(dot, size::DOT, theme.kind_at(leading(&tally.kinds)));
    let mut room = dot.x - size::PAD - left;
    let font = Face::Small.id();
    if let Some(away) = away.filter(|_| row.width() > 170.0) {
        let km = format!("{} km", grouped(whole(away.distance_km)));
        let at = pos2(dot.x - size::PAD, row.center().y);
        let km = text::painted(painter, at, Align2::RIGHT_CENTER, &km, font.clone(), theme.ink_weak, room);
        room = km.left() - size::GAP - left;
    }
    text::painted(painter, pos2(left, row.center().y), Align2::LEFT_CENTER, &name, font, theme.ink, room);
    let clicked = response.clicked();
    if !(clicked || response.hovered()) {
        return None;
    }
    response.on_hover_ui(|ui| {
        Tip { title: spoken.clone(), lines: Vec::new(), kinds: tally.kinds }.ui(ui, stage.look);
    });
    Some(Touched { keys: tally.keys.as_slice().into(), count: tally.count(), first: tally.first, clicked })
}

/// A name for the row, and all of it in words.
fn words(stage: &Stage<'_>, tally: &Tally, away: Option<&Away>) -> (String, String) {
    let count = events(tally.count());
    if let Some(away) = away {
        let towards = compass_word(away.bearing_deg);
        let km = grouped(whole(away.distance_km));
        return (
            away.name.clone(),
            format!("{}, {km} km from the border to the {towards}, {count}", away.name),
        );
    }
    let why = stage.course.along.nowhere.get(tally.number as usize);
    let name = why.map(reason).unwrap_or_default();
    (name.clone(), format!("No place on the strip, {name}, {count}"))
}

/// An arrow that points to a bearing, north up.
fn arrow(painter: &Painter, at: egui::Pos2, bearing_deg: f64, colour: egui::Color32) {
    let (sin, cos) = f32_of(bearing_deg.to_radians()).sin_cos();
    let (ahead, aside) = (vec2(sin, -cos), vec2(cos, sin));
    let corners =
        [at + ahead * 6.0, at - ahead * 5.0 + aside * 3.5, at - ahead * 2.5, at - ahead * 5.0 - aside * 3.5];
    let [tip, right, notch, left] = corners;
    for half in [vec![tip, right, notch], vec![tip, notch, left]] {
        painter.add(Shape::convex_polygon(half, colour, Stroke::NONE));
    }
}

#[expect(clippy::cast_precision_loss, reason = "rows on a screen")]
fn rows(n: usize) -> f32 {
    n as f32
}
