//! The list of events at one spot: opens where a pile was clicked; a click on a row selects that event.

use std::sync::Arc;

use egui::{Area, Frame, Key, Order, Pos2, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::geo::Plane;
use crate::model::EventId;
use crate::query::{Answer, Ask, PlaceKey, Within};
use crate::store::Slot;
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};
use crate::workspace::{Command, Hover, SelectCommand};

/// Where a pile's list is pinned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Anchor {
    /// To a point of the map.
    Map(Plane),
    /// To a position on the screen.
    Screen(Pos2),
}

/// An open list.
#[derive(Clone, Debug)]
pub struct Pile {
    /// What it is called.
    pub title: String,
    /// The places whose events it lists, ascending.
    pub keys: Arc<[PlaceKey]>,
    /// Where it stands.
    pub anchor: Anchor,
}

/// Rows seen at once.
const SEEN: u32 = 8;
/// No more events than this are listed.
const MOST: u32 = 100_000;
const WIDTH: f32 = 300.0;

/// Whether the list stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// It does.
    Open,
    /// It was closed.
    Closed,
}

impl Pile {
    /// Shows the list beside `at`, inside of `map`.
    pub fn ui(&self, ui: &Ui, map: Rect, at: Pos2, look: Look<'_>) -> Stays {
        let ask = Ask::List {
            within: Within::Places(self.keys.to_vec()),
            order: crate::query::Order::Time,
            offset: 0,
            limit: MOST,
        };
        let reply = look.work.ask(Slot("map pile"), ask);
        let Some(Answer::List(list)) = reply.answer.as_deref() else { return Stays::Open };
        if list.rows.is_empty() && reply.fresh {
            return Stays::Closed;
        }
        let rows = u32::try_from(list.rows.len()).unwrap_or(u32::MAX).min(SEEN);
        let height = size::ROW * f32_of_rows(rows + 1) + 3.0 * size::PAD;
        let corner = beside(at, vec2(WIDTH + 2.0 * size::PAD, height), map);
        let area =
            Area::new(ui.scope_id().with("pile")).order(Order::Middle).fixed_pos(corner).constrain_to(map);
        let closed = area.show(ui, |ui| self.card(ui, &list.rows, list.total, look)).inner;
        let escaped = ui.input(|input| input.key_pressed(Key::Escape));
        if closed || escaped { Stays::Closed } else { Stays::Open }
    }

    /// Returns whether it was closed.
    fn card(&self, ui: &mut Ui, rows: &[EventId], total: u32, look: Look<'_>) -> bool {
        let theme = Theme::of(ui);
        let frame = Frame::popup(ui.style()).inner_margin(size::PAD);
        frame
            .show(ui, |ui| {
                ui.set_width(WIDTH);
                let closed = ui.horizontal(|ui| {
                    let count = super::convert::events(total);
                    ui.add_space(1.0);
                    ui.scope(|ui| {
                        ui.set_max_width(WIDTH - 120.0);
                        text::line_in(ui, &self.title, Face::Strong, theme.ink_strong);
                    });
                    text::label_in(ui, &count, Face::Small, theme.ink_weak);
                    let right = egui::Layout::right_to_left(egui::Align::Center);
                    ui.with_layout(right, close_button).inner
                });
                ui.spacing_mut().item_spacing.y = 0.0;
                let scroll = ScrollArea::vertical().id_salt("rows").max_height(size::ROW * f32_of_rows(SEEN));
                scroll.auto_shrink([false, true]).show_rows(ui, size::ROW, rows.len(), |ui, seen| {
                    for &id in rows.iter().skip(seen.start).take(seen.len()) {
                        row(ui, id, look);
                    }
                });
                closed.inner
            })
            .inner
    }
}

fn close_button(ui: &mut Ui) -> bool {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the list"));
    let colour = if response.hovered() { theme.ink_strong } else { theme.ink_weak };
    let (at, arm) = (rect.center(), 3.5);
    let stroke = egui::Stroke::new(1.4, colour);
    ui.painter().line_segment([at + vec2(-arm, -arm), at + vec2(arm, arm)], stroke);
    ui.painter().line_segment([at + vec2(-arm, arm), at + vec2(arm, -arm)], stroke);
    response.clicked()
}

fn row(ui: &mut Ui, id: EventId, look: Look<'_>) {
    let Some(event) = look.work.event(id) else { return };
    let theme = Theme::of(ui);
    let when = event.when.map_or_else(|| "no date".to_owned(), |when| when.in_short());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
    let selected = look.work.selection().front() == Some(id);
    response.widget_info(|| {
        let name = format!("{}, {when}", text::shown(&event.title));
        WidgetInfo::selected(Role::Button, true, selected, name)
    });
    if selected {
        ui.painter().rect_filled(rect, 2.0, theme.selection_fill);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 2.0, theme.raised_hover);
    }
    let y = rect.center().y;
    ui.painter().circle_filled(pos2(rect.left() + 8.0, y), size::DOT, look.mark_colour(ui, id, event.kind));
    let font = Face::Small.id();
    let left = pos2(rect.left() + 18.0, y);
    let date =
        text::painted(ui.painter(), left, egui::Align2::LEFT_CENTER, &when, font, theme.ink_weak, 130.0);
    let title = pos2(date.right().max(rect.left() + 92.0) + size::GAP, y);
    let room = rect.right() - title.x - 2.0;
    text::painted(
        ui.painter(),
        title,
        egui::Align2::LEFT_CENTER,
        &event.title,
        Face::Body.id(),
        theme.ink,
        room,
    );
    if response.hovered() {
        look.work.set_hover(Hover::Event(id));
    }
    if response.clicked() {
        look.send(Command::Select(SelectCommand::Event(id)));
    }
}

/// To the right of the position if there is room, else to its left; never over it.
fn beside(at: Pos2, size: egui::Vec2, map: Rect) -> Pos2 {
    let gap = 26.0;
    let x = if at.x + gap + size.x <= map.right() { at.x + gap } else { at.x - gap - size.x };
    let y = (at.y - size.y / 3.0).clamp(map.top() + 4.0, (map.bottom() - size.y - 4.0).max(map.top() + 4.0));
    pos2(x.max(map.left() + 4.0), y)
}

#[expect(clippy::cast_precision_loss, reason = "a handful of rows")]
fn f32_of_rows(rows: u32) -> f32 {
    rows as f32
}
