//! What is known to a district or a province only: a bar over its kilometres with its count, never a point.

use std::sync::Arc;

use egui::{
    Align2, Galley, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2,
};

use super::marks::Seen;
use super::taken::Taken;
use super::{Stage, Touched};
use crate::plot::along::Stretch;
use crate::plot::strip::Tally;
use crate::query::PlaceKey;
use crate::view::fonts::Face;
use crate::view::map::bubbles::Emphasis;
use crate::view::map::convert::{compact, f32_of};
use crate::view::map::tips::Tip;
use crate::view::text;
use crate::view::theme::size;
use crate::workspace::Hover;

/// Height of a badge.
const BADGE: f32 = 16.0;
/// Half of the height of the ends of a bar.
const END: f32 = 5.0;

/// A stretch on the screen.
pub struct Laid<'a> {
    pub tally: &'a Tally,
    pub stretch: &'a Stretch,
    /// The bar from end to end.
    pub bar: Rect,
    /// Its name and count, or the count alone; none where there is no room for either.
    pub badge: Option<(Rect, Arc<Galley>)>,
}

/// A badge of a count alone may cover squares of fewer hits than this.
const FEW: u32 = 10;

/// Places bars with their badges, the ones with most hits first. A badge keeps to its own side of the border and gives
/// way to bubbles, counted squares and other badges.
pub fn lay_out<'a>(stage: &Stage<'a>, ui: &Ui, seen: &Seen<'_>) -> Vec<Laid<'a>> {
    let plot = stage.areas.plot;
    let (mut bubbles, mut squares, mut badges) = (Taken::new(plot), Taken::new(plot), Taken::new(plot));
    for (_, at, radius) in seen.on_screen(stage) {
        bubbles.put(Rect::from_center_size(at, Vec2::splat(radius * 2.0)), (at, radius));
    }
    if !seen.picks_bubbles() {
        seen.squares.iter().for_each(|&(square, count)| squares.put(square, count));
    }
    seen.legend.into_iter().for_each(|legend| badges.put(legend.expand(2.0), ()));
    let mut laid: Vec<Laid<'a>> = Vec::new();
    for tally in &stage.marks.stretches {
        let Some(stretch) = stage.course.along.stretches.get(tally.number as usize) else { continue };
        let (left, right) = (f32_of(stage.scale.x(stretch.from_km)), f32_of(stage.scale.x(stretch.to_km)));
        if right < plot.left() || left > plot.right() {
            continue;
        }
        let free = |badge: &Rect, named: bool| {
            !bubbles.any(*badge, |_, (at, radius)| badge.distance_to_pos(at) < radius)
                && !squares.any(*badge, |square, count| (named || count >= FEW) && square.intersects(*badge))
                && !badges.any(*badge, |other, ()| other.intersects(*badge))
        };
        let name = text::shown(&stretch.name);
        let words = [(format!("{name} · {}", compact(tally.count())), true), (compact(tally.count()), false)];
        let badge = words.into_iter().find_map(|(words, named)| {
            let galley = seen.galleys.words((ui, stage.theme), (&words, Face::Section, stage.theme.ink));
            let within = left.max(plot.left())..right.min(plot.right());
            let rects = candidates(stage, stretch, within, galley.size().x);
            rects.into_iter().find(|rect| free(rect, named)).map(|rect| (rect, galley))
        });
        let y = badge.as_ref().map_or(f32_of(stage.scale.y(stretch.off_km)), |(rect, _)| rect.center().y);
        if let Some((rect, _)) = &badge {
            badges.put(rect.expand(2.0), ());
        }
        laid.push(Laid {
            tally,
            stretch,
            bar: Rect::from_x_y_ranges(left..=right, y - END..=y + END),
            badge,
        });
    }
    laid
}

/// Where a badge of words so wide may stand: at its own distance from the border, then a little nearer or farther.
fn candidates(stage: &Stage<'_>, stretch: &Stretch, seen: std::ops::Range<f32>, words: f32) -> Vec<Rect> {
    let plot = stage.areas.plot;
    let wide = words + 2.0 * size::PAD;
    let half = wide / 2.0 + 2.0;
    let most = (plot.right() - half).max(plot.left() + half);
    let own = f32_of(stage.scale.y(stretch.off_km));
    let line = f32_of(stage.scale.y(0.0));
    let side = |y: f32| stretch.whole || (y - line) * (own - line) > 0.0;
    let step = |n: u8| f32::from(n.div_ceil(2)) * if n % 2 == 1 { 1.0 } else { -1.0 } * (BADGE / 2.0 + 2.0);
    let mut rects = Vec::new();
    for n in 0..14 {
        let y = own + step(n);
        for part in [0.5, 0.25, 0.75] {
            let x = (seen.start + (seen.end - seen.start) * part).clamp(plot.left() + half, most);
            let rect = Rect::from_center_size(pos2(x, y), vec2(wide, BADGE));
            if plot.contains_rect(rect) && side(rect.top()) && side(rect.bottom()) {
                rects.push(rect);
            }
        }
    }
    rects
}

/// Paints bars and badges.
pub fn paint(stage: &Stage<'_>, ui: &Ui, laid: &[Laid<'_>]) {
    let painter = ui.painter().with_clip_rect(stage.areas.plot.intersect(ui.clip_rect()));
    let theme = stage.theme;
    for one in laid.iter().rev() {
        let colour = theme.kind_at(leading(&one.tally.kinds));
        let emphasis = emphasis(stage, &one.tally.keys);
        let y = one.bar.center().y;
        let dim = if emphasis == Emphasis::None { 0.6 } else { 1.0 };
        painter.hline(one.bar.x_range(), y, Stroke::new(4.0, theme.canvas.gamma_multiply(0.4)));
        painter.hline(one.bar.x_range(), y, Stroke::new(2.0, colour.gamma_multiply(dim)));
        for x in [one.bar.left(), one.bar.right()] {
            painter.vline(x, one.bar.y_range(), Stroke::new(2.0, colour.gamma_multiply(dim)));
        }
        let Some((badge, words)) = &one.badge else { continue };
        painter.rect_filled(*badge, BADGE / 2.0, theme.panel);
        let ring = emphasis.ring(theme).unwrap_or(Stroke::new(1.0, colour));
        painter.rect_stroke(*badge, BADGE / 2.0, ring, StrokeKind::Inside);
        let corner = Align2::CENTER_CENTER.anchor_size(badge.center(), words.size()).min;
        painter.galley(corner, Arc::clone(words), theme.ink);
    }
}

/// The stretch under the pointer, with its tip.
pub fn touched(stage: &Stage<'_>, ui: &Ui, ground: &Response, laid: &[Laid<'_>]) -> Option<Touched> {
    let mut touched = None;
    for one in laid {
        let rect = one.badge.as_ref().map_or(one.bar, |(badge, _)| *badge).intersect(stage.areas.plot);
        if !rect.is_positive() {
            continue;
        }
        let response = ui.interact(rect, ui.scope_id().with(("stretch", one.tally.number)), Sense::click());
        response.widget_info(|| {
            let spoken = Tip::spoken(&one.stretch.title(), one.tally.count());
            WidgetInfo::labeled(Role::Button, true, spoken)
        });
        if response.hovered() || response.clicked() {
            touched = Some(touch(one, response.clicked()));
            response.on_hover_ui(|ui| tip(one).ui(ui, stage.look));
        }
    }
    if touched.is_some() {
        return touched;
    }
    let pointer = ground.hover_pos().filter(|_| !ground.dragged())?;
    let one = laid.iter().find(|one| one.bar.contains(pointer))?;
    ground.clone().on_hover_ui_at_pointer(|ui| tip(one).ui(ui, stage.look));
    Some(touch(one, ground.clicked()))
}

fn touch(one: &Laid<'_>, clicked: bool) -> Touched {
    let mut keys = one.tally.keys.clone();
    keys.sort_unstable();
    Touched { keys: keys.into(), count: one.tally.count(), first: one.tally.first, clicked }
}

fn tip(one: &Laid<'_>) -> Tip {
    let Stretch { from_km, to_km, .. } = one.stretch;
    let lines = vec![format!("Anywhere from km {from_km:.0} to {to_km:.0}")];
    Tip { title: one.stretch.title(), lines, kinds: one.tally.kinds }
}

/// How marks of these places stand out.
pub fn emphasis(stage: &Stage<'_>, keys: &[PlaceKey]) -> Emphasis {
    let any = |list: &[PlaceKey]| keys.iter().any(|key| list.binary_search(key).is_ok());
    if any(stage.selected) {
        return Emphasis::Selected;
    }
    let hovered = match stage.look.work.hover() {
        Hover::Nothing => false,
        Hover::Event(id) => stage.look.work.store().place_key(*id).is_some_and(|key| keys.contains(&key)),
        Hover::Places(hovered) => any(hovered),
    };
    if hovered { Emphasis::Hovered } else { Emphasis::None }
}

/// Index of the category with the most hits.
pub fn leading(kinds: &[u32]) -> usize {
    let most = kinds.iter().enumerate().max_by_key(|&(index, &n)| (n, std::cmp::Reverse(index)));
    most.map_or(0, |(index, _)| index)
}
