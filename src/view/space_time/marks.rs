//! Single events: painted, found under the pointer, named for screen readers, and what a click on them asks for.

use std::sync::Arc;

use egui::{
    Align2, Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, StrokeKind, Ui, WidgetInfo,
    vec2,
};

use super::Stage;
use super::events::Events;
use crate::model::EventId;
use crate::plot::labels::{Occupancy, Stand, Wish, place};
use crate::plot::space_time::{Facing, Form, SpaceMark, hit};
use crate::query::LaneItem;
use crate::view::Look;
use crate::view::fonts::Face;
use crate::view::map::bubbles::Emphasis;
use crate::view::map::convert::{events, frame, pos, rect, spot};
use crate::view::map::tips::Tip;
use crate::view::strip::leading;
use crate::view::text;
use crate::view::theme::Theme;
use crate::workspace::{Command, Hover, NavigateCommand, SelectCommand};

/// Only so many marks have a widget of their own; the others are found by position.
const MOST_WIDGETS: usize = 300;
/// With more marks than this none has its title beside it.
const MOST_TITLED: usize = 60;

/// The marks of a frame.
pub(super) struct Shown<'a> {
    pub marks: &'a [SpaceMark],
    pub items: &'a [LaneItem],
    pub events: &'a Events,
    /// The mark of each item, where items are related at all.
    of_item: Vec<usize>,
}

impl<'a> Shown<'a> {
    /// The marks of some items.
    pub fn new(marks: &'a [SpaceMark], items: &'a [LaneItem], events: &'a Events) -> Self {
        let mut of_item = Vec::new();
        if !events.links.is_empty() {
            of_item.resize(items.len(), usize::MAX);
            for (number, mark) in marks.iter().enumerate() {
                for &item in &mark.items {
                    if let Some(slot) = of_item.get_mut(item as usize) {
                        *slot = number;
                    }
                }
            }
        }
        Self { marks, items, events, of_item }
    }

    /// The mark that holds a related item.
    pub fn mark_of(&self, item: u32) -> Option<usize> {
        self.of_item.get(item as usize).copied().filter(|&number| number < self.marks.len())
    }

    fn ids(&self, mark: &SpaceMark) -> impl Iterator<Item = EventId> {
        mark.items.iter().filter_map(|&n| self.items.get(n as usize)).map(|item| item.id)
    }
}

/// What the pointer is on.
pub(super) enum Touched {
    Nothing,
    /// It rests on it.
    Over(Hover),
    /// It clicked it.
    Clicked(SelectCommand),
}

/// Paints all marks, and titles where there are few.
pub(super) fn paint(stage: &Stage<'_>, ui: &Ui, shown: &Shown<'_>) {
    let area = stage.areas.marks();
    let painter = stage.painter.with_clip_rect(area.expand(3.0).intersect(ui.clip_rect()));
    let seen = |mark: &&SpaceMark| rect(&mark.frame).intersects(area);
    let mut numbers = Vec::new();
    for mark in shown.marks.iter().filter(seen) {
        let emphasis = emphasis(stage, shown, mark);
        paint_one(&painter, stage.theme, mark, emphasis);
        if mark.count() > 1 {
            numbers.push(mark);
        }
    }
    let mut written: Vec<Pos2> = Vec::new();
    for mark in numbers {
        let at = pos(mark.middle()) + vec2(6.0, -5.0);
        let apart = |other: &Pos2| (other.x - at.x).abs() > 14.0 || (other.y - at.y).abs() > 10.0;
        if !written.iter().all(apart) {
            continue;
        }
        written.push(at);
        let words = crate::view::map::convert::compact(u32::try_from(mark.count()).unwrap_or(u32::MAX));
        text::painted(&painter, at, Align2::LEFT_CENTER, &words, Face::Section.id(), stage.theme.ink, 60.0);
    }
    titles(stage, &painter, shown);
}

fn paint_one(painter: &Painter, theme: &Theme, mark: &SpaceMark, emphasis: Emphasis) {
    let area = rect(&mark.frame);
    let colour = theme.kind_at(leading(&mark.kinds));
    match mark.form {
        Form::Box => {
            painter.rect_filled(area, 2.0, colour.gamma_multiply(0.10));
            painter.rect_stroke(area, 2.0, Stroke::new(1.0, colour.gamma_multiply(0.55)), StrokeKind::Inside);
        }
        Form::Tall => {
            let x = area.center().x;
            painter.rect_filled(
                Rect::from_x_y_ranges(x - 2.0..=x + 2.0, area.y_range()),
                0.0,
                colour.gamma_multiply(0.4),
            );
            for y in [area.top(), area.bottom()] {
                painter.hline(x - 4.0..=x + 4.0, y, Stroke::new(1.5, colour));
            }
        }
        Form::Long => {
            painter.rect_filled(area, 2.0, colour.gamma_multiply(0.55));
        }
        Form::Point => {}
    }
    if let Some(ring) = emphasis.ring(theme) {
        painter.rect_stroke(area.expand(2.0), 3.0, ring, StrokeKind::Outside);
    }
    if mark.form != Form::Box {
        // Hollow where the place is not known: the sign tells the side, not the spot.
        let fill = if mark.form == Form::Tall { theme.canvas } else { colour };
        let edge = if mark.form == Form::Tall { colour } else { theme.canvas };
        sign(painter, area.center(), mark.facing, fill, edge);
    }
}

/// ▲ for side 1, ▼ for side 0, a square for neither.
fn sign(painter: &Painter, at: Pos2, facing: Facing, fill: Color32, edge: Color32) {
    let (wide, high) = (5.0, 4.5);
    let corners = match facing {
        Facing::Up => vec![at + vec2(0.0, -high), at + vec2(wide, high), at + vec2(-wide, high)],
        Facing::Down => vec![at + vec2(-wide, -high), at + vec2(wide, -high), at + vec2(0.0, high)],
        Facing::Neither => {
            let square = Rect::from_center_size(at, vec2(8.0, 8.0));
            vec![square.left_top(), square.right_top(), square.right_bottom(), square.left_bottom()]
        }
    };
    painter.add(Shape::convex_polygon(corners, fill, Stroke::new(1.0, edge)));
}

fn emphasis(stage: &Stage<'_>, shown: &Shown<'_>, mark: &SpaceMark) -> Emphasis {
    let work = stage.look.work;
    let selection = work.selection();
    if !selection.is_empty() && shown.ids(mark).any(|id| selection.contains(id)) {
        return Emphasis::Selected;
    }
    let hovered = match work.hover() {
        Hover::Nothing => false,
        Hover::Event(hovered) => shown.ids(mark).any(|id| id == *hovered),
        Hover::Places(keys) => {
            let mut items = mark.items.iter().filter_map(|&n| shown.items.get(n as usize));
            items.any(|item| keys.binary_search(&item.place).is_ok())
        }
    };
    if hovered { Emphasis::Hovered } else { Emphasis::None }
}

/// Titles beside marks, where there is room.
fn titles(stage: &Stage<'_>, painter: &Painter, shown: &Shown<'_>) {
    let area = stage.areas.marks();
    let seen: Vec<&SpaceMark> =
        shown.marks.iter().filter(|mark| rect(&mark.frame).intersects(area)).collect();
    if seen.len() > MOST_TITLED {
        return;
    }
    let mut free = Occupancy::new(frame(area));
    for mark in seen.iter().filter(|mark| mark.form != Form::Box) {
        free.take(&mark.frame);
    }
    // Points first, then bars, then boxes.
    for mark in seen.iter().rev() {
        let Some(event) = shown.ids(mark).next().and_then(|id| stage.look.work.event(id)) else { continue };
        let title = if mark.count() > 1 {
            format!("{} and {} more", event.title, mark.count() - 1)
        } else {
            event.title
        };
        let galley = text::galley(painter.ctx(), &title, Face::Small.id(), stage.theme.ink, 190.0);
        let size = (f64::from(galley.size().x), f64::from(galley.size().y) - 2.0);
        let anchor = spot(rect(&mark.frame).intersect(area).center());
        let wish = Wish { anchor, size, stand: Stand::Beside { radius: 8.0 }, last: None };
        let Some(standing) = place(&wish, &mut free, &|_| true) else { continue };
        let corner = pos(standing.frame.min) - vec2(0.0, 1.0);
        let ground = Rect::from_min_size(corner, galley.size()).expand2(vec2(2.0, -1.0));
        painter.rect_filled(ground, 2.0, stage.theme.canvas.gamma_multiply(0.65));
        painter.galley(corner, galley, stage.theme.ink);
    }
}

/// The mark under the pointer, with its tip; and widgets for those who listen.
pub(super) fn touched(stage: &Stage<'_>, ui: &Ui, surface: &Response, shown: &Shown<'_>) -> Touched {
    let area = stage.areas.marks();
    let mut clicked = None;
    for (number, mark) in shown.marks.iter().enumerate() {
        let seen = rect(&mark.frame).intersect(area);
        if !seen.is_positive() || shown.marks.len() > MOST_WIDGETS {
            continue;
        }
        let first = shown.ids(mark).next();
        // Bars may lie below other marks: what is under the pointer is found by position.
        let response = ui.interact(seen, ui.scope_id().with(("mark", first, mark.count())), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, spoken(stage, shown, mark)));
        if response.clicked() {
            clicked = Some(number);
        }
    }
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let pointer =
        pointer.filter(|&p| area.contains(p) && ui.rect_contains_pointer(area) && !surface.dragged());
    let under = pointer.and_then(|at| hit(shown.marks, spot(at)));
    if clicked.is_some() || (under.is_some() && surface.clicked()) {
        // A screen reader clicks without a pointer.
        let pressed = ui.input(|input| input.pointer.any_click());
        let number = if pressed { under.or(clicked) } else { clicked };
        return number.and_then(|n| shown.marks.get(n)).map_or(Touched::Nothing, |mark| select(shown, mark));
    }
    let Some(mark) = under.and_then(|n| shown.marks.get(n)) else { return Touched::Nothing };
    egui::Tooltip::always_open(
        ui.ctx().clone(),
        ui.layer_id(),
        ui.scope_id().with("tip"),
        egui::PopupAnchor::Pointer,
    )
    .gap(14.0)
    .width(320.0)
    .show(|ui| tip(ui, stage, shown, mark));
    if let (1, Some(id)) = (mark.count(), shown.ids(mark).next()) {
        return Touched::Over(Hover::Event(id));
    }
    let items = mark.items.iter().filter_map(|&n| shown.items.get(n as usize));
    let mut keys: Vec<_> = items.map(|item| item.place).collect();
    keys.sort_unstable();
    keys.dedup();
    Touched::Over(Hover::Places(keys.into()))
}

fn select(shown: &Shown<'_>, mark: &SpaceMark) -> Touched {
    let mut ids: Vec<EventId> = shown.ids(mark).collect();
    ids.sort_unstable();
    Touched::Clicked(match ids.as_slice() {
        [one] => SelectCommand::Event(*one),
        _ => SelectCommand::Events(Arc::from(ids)),
    })
}

fn tip(ui: &mut Ui, stage: &Stage<'_>, shown: &Shown<'_>, mark: &SpaceMark) {
    let theme = Theme::of(ui);
    let first = shown.ids(mark).next().and_then(|id| stage.look.work.event(id));
    let Some(event) = first else { return };
    if mark.count() > 1 {
        let title = format!(
            "{}, {}",
            events(u32::try_from(mark.count()).unwrap_or(u32::MAX)),
            event.place.in_words()
        );
        Tip { title, lines: vec!["Click lists them".to_owned()], kinds: mark.kinds }.ui(ui, stage.look);
        return;
    }
    text::label_in(ui, &event.title, Face::Strong, theme.ink_strong);
    if let Some(when) = event.when {
        text::label_in(ui, &when.in_words(), Face::Body, theme.ink);
    }
    text::label_in(ui, &event.place.in_words(), Face::Body, theme.ink);
    for link in &event.detail.links {
        let by = if link.asserted_by.is_empty() { "nobody named" } else { link.asserted_by.as_str() };
        text::label_in(
            ui,
            &format!("{} {} – {by}", link.relation.label(), link.to),
            Face::Small,
            theme.ink_weak,
        );
    }
}

/// What a screen reader says.
fn spoken(stage: &Stage<'_>, shown: &Shown<'_>, mark: &SpaceMark) -> String {
    let event = shown.ids(mark).next().and_then(|id| stage.look.work.event(id));
    let Some(event) = event else { return "event".to_owned() };
    let what = match mark.count() {
        1 => text::shown(&event.title),
        n => format!("{n} events"),
    };
    let when = event.when.map_or_else(String::new, |when| format!(", {}", when.in_words()));
    format!("{what}{when}, {}", text::shown(&event.place.in_words()))
}

/// What the pointer did becomes hover or commands.
pub(super) fn react(touched: Touched, surface: &Response, look: Look<'_>) {
    match touched {
        Touched::Over(hover) => look.work.set_hover(hover),
        Touched::Clicked(command) => look.send(Command::Select(command)),
        Touched::Nothing if surface.double_clicked() => {
            look.send(Command::Navigate(NavigateCommand::TimeAll));
        }
        Touched::Nothing if surface.clicked() && !look.work.selection().is_empty() => {
            look.send(Command::Select(SelectCommand::Clear));
        }
        Touched::Nothing => {}
    }
}
