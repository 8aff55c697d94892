//! Talks and closures as bands, and relations between events as thin arcs that name who asserts them.

use egui::epaint::QuadraticBezierShape;
use egui::{Color32, Pos2, Rect, Response, Stroke};

use super::Stage;
use super::events::ItemLink;
use super::marks::Shown;
use crate::model::{Kind, Precision};
use crate::plot::space_time::Form;
use crate::view::fonts::Face;
use crate::view::map::convert::{f32_of, pos, rect};
use crate::view::text;
use crate::view::theme::Theme;
use crate::workspace::Hover;

/// An arc is found so many points beside it.
const REACH: f32 = 4.0;

/// Talks shade their time over the whole border; closures lie as broad bands along their crossing.
pub(super) fn bands(stage: &Stage<'_>, shown: &Shown<'_>) {
    let theme = Theme::of(stage.painter.ctx());
    let area = stage.areas.marks();
    let painter = stage.painter.with_clip_rect(area.intersect(stage.painter.clip_rect()));
    for (item, &kind) in shown.items.iter().zip(&shown.events.kinds) {
        let wide = stage.scale.time.points(item.span.secs());
        // A month that one meeting lies in is no month of talks.
        let lasts = item.precision <= Precision::Day || item.precision == Precision::Range;
        if kind == Kind::Diplomacy && lasts && wide < stage.scale.time.right() - stage.scale.time.left() {
            let x = |secs: i64| f32_of(stage.scale.time.x_within(secs, 10.0));
            let (from, to) = (x(item.span.start().0), x(item.span.end().0));
            let across = Rect::from_x_y_ranges(from..=to.max(from + 2.0), area.y_range());
            painter.rect_filled(across, 0.0, theme.kind(kind).gamma_multiply(0.10));
        }
    }
    for mark in shown.marks.iter().filter(|mark| mark.form == Form::Long) {
        let closure = |n: &u32| shown.events.kinds.get(*n as usize) == Some(&Kind::Movement);
        if mark.items.iter().any(closure) {
            let band = rect(&mark.frame).expand2(egui::vec2(0.0, 4.0));
            painter.rect_filled(band, 2.0, theme.kind(Kind::Movement).gamma_multiply(0.25));
        }
    }
}

/// Paints all relations; those of the event under the pointer stand out.
pub(super) fn paint(stage: &Stage<'_>, shown: &Shown<'_>) {
    let hovered = match stage.look.work.hover() {
        Hover::Event(id) => Some(*id),
        _ => None,
    };
    let front = stage.look.work.selection().front();
    let painter = stage.painter.with_clip_rect(stage.areas.marks().intersect(stage.painter.clip_rect()));
    let id = |number: u32| shown.items.get(number as usize).map(|item| item.id);
    for link in &shown.events.links {
        let Some(ends) = ends(shown, link) else { continue };
        let ours = [id(link.from), id(link.to)];
        let stands_out = ours.iter().any(|id| id.is_some() && (*id == hovered || *id == front));
        let (width, alpha) = if stands_out { (1.6, 0.95) } else { (0.9, 0.5) };
        let stroke = Stroke::new(width, stage.theme.accent.gamma_multiply(alpha));
        painter.add(QuadraticBezierShape::from_points_stroke(arc(ends), false, Color32::TRANSPARENT, stroke));
    }
}

/// The relation under the pointer says what it is and who asserts it.
pub(super) fn touched(stage: &Stage<'_>, surface: &Response, shown: &Shown<'_>) {
    let Some(pointer) = surface.hover_pos().filter(|_| !surface.dragged()) else { return };
    let near = |link: &&ItemLink| {
        ends(shown, link).is_some_and(|ends| {
            let [a, b, c] = arc(ends);
            let at = |t: f32| a.lerp(b, t).lerp(b.lerp(c, t), t);
            (0_u8..40).any(|n| {
                let t = f32::from(n) / 40.0;
                distance(pointer, at(t), at(t + 1.0 / 40.0)) < REACH
            })
        })
    };
    let links: Vec<&ItemLink> = shown.events.links.iter().filter(near).take(3).collect();
    if links.is_empty() {
        return;
    }
    surface.clone().on_hover_ui_at_pointer(|ui| {
        let theme = Theme::of(ui);
        ui.set_max_width(300.0);
        for link in links {
            let title = |number: u32| {
                let item = shown.items.get(number as usize);
                item.and_then(|item| stage.look.work.event(item.id))
                    .map(|event| event.title)
                    .unwrap_or_default()
            };
            let says = words(&title(link.from), &title(link.to), link);
            text::label_in(ui, &says.0, Face::Body, theme.ink_strong);
            text::label_in(ui, &says.1, Face::Small, theme.ink_weak);
        }
    });
}

/// What a relation says, and who says it.
pub(super) fn words(from: &str, to: &str, link: &ItemLink) -> (String, String) {
    let by = if link.asserted_by.is_empty() {
        "Nobody is named who asserts it".to_owned()
    } else {
        format!("Asserted by {}", link.asserted_by)
    };
    let note = if link.note.is_empty() { String::new() } else { format!(": {}", link.note) };
    (format!("“{from}” {} “{to}”", link.relation.label()), format!("{by}{note}"))
}

/// The middles of the two marks.
fn ends(shown: &Shown<'_>, link: &ItemLink) -> Option<(Pos2, Pos2)> {
    let (from, to) = (shown.mark_of(link.from)?, shown.mark_of(link.to)?);
    (from != to).then_some(())?;
    Some((pos(shown.marks.get(from)?.middle()), pos(shown.marks.get(to)?.middle())))
}

/// A curve that leaves the straight way a little, so that two relations between the same marks can be told apart.
fn arc((from, to): (Pos2, Pos2)) -> [Pos2; 3] {
    let way = to - from;
    [from, from + way / 2.0 + way.rot90() * 0.14, to]
}

fn distance(p: Pos2, a: Pos2, b: Pos2) -> f32 {
    let (way, from) = (b - a, p - a);
    let t = (from.dot(way) / way.length_sq().max(1e-6)).clamp(0.0, 1.0);
    p.distance(a + way * t)
}
