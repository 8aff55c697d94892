//! The list of all hits: only the rows that are seen are asked for, however many there are.

mod head;
mod keys;
mod lines;
mod row;
mod scroll_bar;

use std::sync::Arc;

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::io::report::grouped;
use crate::model::EventId;
use crate::plot::{RowRoom, RowScroll};
use crate::query::{Answer, Ask, Generation, List, Order, Within};
use crate::store::Slot;
use crate::workspace::{Command, SelectCommand, ShowCommand};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};
use lines::Lines;
use row::{Columns, Marks};

/// Height of a row in points.
pub(super) const ROW: f32 = size::ROW;
/// Rows are asked for in portions of so many, so that small moves ask nothing new.
const PORTION: u32 = 32;
/// Most rows that are selected, or copied, at once.
const MOST: u32 = 100_000;

/// The list's own state: how far it is scrolled, what was answered last, which event is to be shown.
#[derive(Default)]
pub struct ListView {
    scroll: RowScroll,
    lines: Lines,
    last: Option<Portion>,
    /// The selected event and the order, as they were when it was last brought into view.
    shown: Option<(Generation, EventId, Order)>,
    /// Where a range of rows begins.
    anchor: Option<u32>,
    was_shown: bool,
    /// A key that waits for an answer.
    waiting: Option<keys::Move>,
}

/// Rows that are there.
struct Portion {
    generation: Generation,
    offset: u32,
    list: List,
}

/// Id of the surface that takes the arrow keys.
pub fn focus_id() -> Id {
    Id::unique("list of events")
}

impl ListView {
    /// Says that the list is hidden: shown again, it takes the keys.
    pub fn hidden(&mut self) {
        self.was_shown = false;
    }

    /// Shows the list in all the room there is.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        let all = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(all);
        let title = Rect::from_min_size(all.min, vec2(all.width(), ROW + 2.0));
        let files = look.work.store().info().files.len();
        let columns = Columns::new(all.x_range().shrink(size::GAP), files > 1);
        let heads = Rect::from_min_size(title.left_bottom(), vec2(all.width(), ROW));
        let body = Rect::from_min_max(heads.left_bottom(), all.max);
        let surface = self.surface(ui, all, body);
        let room = RowRoom { rows: self.total(), seen: f64::from(body.height().max(1.0) / ROW) };
        self.wheel(ui, body, room);
        let fresh = self.ask(look, room);
        let room = RowRoom { rows: self.total(), ..room };
        self.scroll = self.scroll.by(0.0, room);
        self.follow_selection(look, room);
        self.title(ui, look, title, fresh);
        head::show(ui, look, heads, &columns);
        if room.rows == 0 {
            if surface.has_focus() && !fresh {
                keys::keep(self, ui, room);
            }
            nothing(ui, look, body, fresh);
            return;
        }
        if surface.has_focus() {
            keys::take(self, ui, look, room);
        }
        self.rows(ui, look, body, &columns, room);
        self.scroll = scroll_bar::show(ui, body, self.scroll, room);
    }

    /// Takes the keys while it has the focus; the focus comes with a click or when the list is opened, and goes with a
    /// click elsewhere.
    fn surface(&mut self, ui: &Ui, all: Rect, body: Rect) -> egui::Response {
        let surface = ui.interact(body, focus_id(), Sense::focusable_noninteractive());
        surface.widget_info(|| WidgetInfo::labeled(Role::Table, true, "Events"));
        // egui takes the focus away at each click on a row, for the rows lie above the surface.
        let clicked = ui.input(|i| i.pointer.any_pressed() || i.pointer.any_click());
        if clicked && ui.rect_contains_pointer(all) || !self.was_shown {
            surface.request_focus();
        }
        self.was_shown = true;
        let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(focus_id(), filter));
        surface
    }

    fn wheel(&mut self, ui: &Ui, body: Rect, room: RowRoom) {
        if ui.rect_contains_pointer(body) {
            let points = ui.input(egui::InputState::smooth_scroll_delta).y;
            self.scroll = self.scroll.by(-f64::from(points / ROW), room);
        }
    }

    /// Asks for the rows in sight and some around; returns whether they are there.
    fn ask(&mut self, look: Look<'_>, room: RowRoom) -> bool {
        let seen = self.scroll.seen(RowRoom { rows: u32::MAX, ..room });
        let offset = (seen.start / PORTION).saturating_sub(1) * PORTION;
        let limit = (seen.end - offset).div_ceil(PORTION).saturating_add(1) * PORTION;
        let ask = Ask::List { within: Within::All, order: look.work.list_order(), offset, limit };
        let reply = look.work.ask(Slot("list"), ask);
        if let (true, Some(Answer::List(list))) = (reply.fresh, reply.answer.as_deref()) {
            let generation = look.work.store().generation();
            self.last = Some(Portion { generation, offset, list: list.clone() });
        }
        reply.fresh
    }

    fn total(&self) -> u32 {
        self.last.as_ref().map_or(0, |last| last.list.total)
    }

    /// The event at a row, if it is among those that are there.
    fn event_at(&self, row: u32) -> Option<EventId> {
        let last = self.last.as_ref()?;
        last.list.rows.get(row.checked_sub(last.offset)? as usize).copied()
    }

    /// Brings the selected event into view when another one was selected, or the order changed.
    fn follow_selection(&mut self, look: Look<'_>, room: RowRoom) {
        let order = look.work.list_order();
        let Some(id) = look.work.selection().front() else {
            self.shown = None;
            return;
        };
        let wanted = Some((look.work.store().generation(), id, order));
        if self.shown == wanted {
            return;
        }
        let reply = look.work.ask(Slot("list-rank"), Ask::Rank { order, id });
        if let (true, Some(Answer::Rank(rank))) = (reply.fresh, reply.answer.as_deref()) {
            self.shown = wanted;
            if let Some(row) = rank {
                self.scroll = self.scroll.showing(*row, room);
                self.anchor = Some(*row);
            }
        }
    }

    fn title(&self, ui: &mut Ui, look: Look<'_>, area: Rect, fresh: bool) {
        let theme = Theme::of(ui);
        ui.painter().rect_filled(area, 0.0, theme.panel);
        ui.painter().hline(area.x_range(), area.top() + 0.5, (size::HAIR, theme.line));
        let total = self.total();
        let events = if total == 1 { "event" } else { "events" };
        let state = if fresh { "" } else { " · Updating…" };
        let words = format!(
            "{} {events}, {}{state}",
            grouped(u64::from(total)),
            head::order_words(look.work.list_order())
        );
        let inner = area.shrink2(vec2(size::PAD, 0.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(inner), |ui| {
            ui.horizontal_centered(|ui| {
                text::label_in(ui, &words, Face::Section, theme.ink_weak);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let close = ui.small_button("×").on_hover_text("Close the list (L)");
                    close.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Close the list"));
                    if close.clicked() {
                        look.send(Command::Show(ShowCommand::SwitchList));
                    }
                });
            });
        });
    }

    fn rows(&mut self, ui: &Ui, look: Look<'_>, body: Rect, columns: &Columns, room: RowRoom) {
        self.lines.keep_for(look.work.store().generation());
        let marks = Marks::new(look.work);
        let stale = self.last.as_ref().is_some_and(|p| p.generation != look.work.store().generation());
        if stale {
            return;
        }
        let painter = ui.painter_at(body);
        for n in self.scroll.seen(room) {
            let Some(id) = self.event_at(n) else { continue };
            let Some(line) = self.lines.get(look.work, id) else { continue };
            let top = body.top() + points(self.scroll.top(n)) * ROW;
            let rect =
                Rect::from_min_size(pos2(body.left(), top), vec2(body.width() - scroll_bar::WIDTH, ROW));
            let response =
                row::show(ui, &painter, rect.intersect(body), rect, &line, columns, marks.of(id), n);
            if response.hovered() {
                look.work.set_hover(crate::workspace::Hover::Event(id));
            }
            if response.clicked() {
                let range = ui.input(|i| i.modifiers.shift);
                self.choose(look, n, id, range);
            }
        }
    }

    /// Selects a row, or all from the anchor to it.
    fn choose(&mut self, look: Look<'_>, row: u32, id: EventId, range: bool) {
        let from = self.anchor.filter(|_| range && self.anchor != Some(row));
        let command = if let Some(events) = from.and_then(|from| select_between(look, from, row)) {
            SelectCommand::Events(events)
        } else {
            self.anchor = Some(row);
            SelectCommand::Event(id)
        };
        // The row is in sight where it was clicked; the list stands still.
        let front =
            if let SelectCommand::Events(events) = &command { events.first().copied() } else { Some(id) };
        self.shown = front.map(|id| (look.work.store().generation(), id, look.work.list_order()));
        look.send(Command::Select(command));
    }
}

/// The events of a stretch of rows, ascending.
fn select_between(look: Look<'_>, a: u32, b: u32) -> Option<Arc<[EventId]>> {
    let (from, to) = (a.min(b), a.max(b));
    let order = look.work.list_order();
    let limit = (to - from).saturating_add(1).min(MOST);
    let ask = Ask::List { within: Within::All, order, offset: from, limit };
    let reply = look.work.ask(Slot("list-range"), ask);
    let (true, Some(Answer::List(list))) = (reply.fresh, reply.answer.as_deref()) else { return None };
    let mut events = list.rows.clone();
    events.sort_unstable();
    Some(events.into())
}

fn nothing(ui: &Ui, look: Look<'_>, body: Rect, fresh: bool) {
    let words = match (fresh, look.work.filter().is_open()) {
        (false, _) => "Updating…",
        (true, true) => "No events",
        (true, false) => "No event passes the filter",
    };
    let (theme, font) = (Theme::of(ui), Face::Heading.id());
    let centre = egui::Align2::CENTER_CENTER;
    text::painted(ui.painter(), body.center(), centre, words, font, theme.ink_weak, body.width());
    let response = ui.interact(body, ui.scope_id().with("nothing"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
}

#[expect(clippy::cast_possible_truncation, reason = "rows in sight are few")]
fn points(rows: f64) -> f32 {
    rows as f32
}
