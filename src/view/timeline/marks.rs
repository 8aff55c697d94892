//! Marks under the pointer: hover, click, names for screen readers, and what a click asks for.

use egui::{CursorIcon, Id, Rect, Response, Sense, Ui, WidgetInfo, vec2};

use crate::model::Span;
use crate::plot::{Mark, What};
use crate::query::{Lane, Lanes};
use crate::view::text;
use crate::workspace::{Command, Hover, NavigateCommand, SelectCommand};

use super::areas::{grouped, px};
use super::lanes::{Shown, name_of, room};
use super::questions;
use super::stage::Stage;

/// Only so many marks have a widget of their own; the others are found by position.
const MOST_WIDGETS: usize = 300;

/// Gives marks on screen their names for screen readers and takes clicks on them.
pub(super) fn show(stage: &Stage<'_>, ui: &Ui, shown: &Shown<'_>) {
    let area = stage.areas.lanes;
    let mut left = MOST_WIDGETS;
    for (lane, laid_out, _) in shown.on_screen(area) {
        for mark in laid_out.marks.iter().take(left) {
            let rect = with_title(shown.rect(laid_out, mark, area), mark).intersect(area);
            if !rect.is_positive() {
                continue;
            }
            left = left.saturating_sub(1);
            let response = ui.interact(rect, id_of(ui, lane, &mark.what), Sense::CLICK);
            response.widget_info(|| {
                WidgetInfo::labeled(
                    egui::Role::Button,
                    true,
                    accessible_name(stage, lane, shown.lanes, &mark.what),
                )
            });
            take_clicks(stage, ui, &response, &mark.what);
        }
    }
}

fn with_title(rect: Rect, mark: &Mark) -> Rect {
    mark.label.map_or(rect, |label| {
        let title = Rect::from_x_y_ranges(px(label.x)..=px(label.x + label.width), rect.y_range());
        rect.union(title)
    })
}

fn id_of(ui: &Ui, lane: &Lane, what: &What) -> Id {
    let lane_code = lane.key.code;
    match what {
        What::Event(item) => ui.scope_id().with(("event", lane_code, item.id.0)),
        What::Same(f) => ui.scope_id().with(("same", lane_code, f.span.start().0, f.span.end().0)),
        What::Cell(f) => ui.scope_id().with(("cell", lane_code, f.span.start().0)),
        What::More(f) => ui.scope_id().with(("more", lane_code, f.span.start().0)),
    }
}

/// Selects on click; a double click, or one with Ctrl, zooms in too.
pub(super) fn take_clicks(stage: &Stage<'_>, ui: &Ui, response: &Response, what: &What) {
    if response.hovered() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if !response.clicked() && !response.double_clicked() {
        return;
    }
    let command = match what {
        What::Event(item) => SelectCommand::Event(item.id),
        What::Same(folded) | What::Cell(folded) | What::More(folded) => {
            SelectCommand::Events(questions::list_parts(stage.look.work, &folded.parts))
        }
    };
    if response.clicked() {
        stage.look.send(Command::Select(command));
    }
    if response.double_clicked() || ui.input(|i| i.modifiers.command) {
        stage.look.send(Command::Navigate(closer(what)));
    }
}

fn closer(what: &What) -> NavigateCommand {
    match what {
        What::Event(_) => NavigateCommand::TimeSelection,
        What::Same(folded) | What::Cell(folded) | What::More(folded) => {
            let span = folded.span;
            let room = (span.secs() / 10).max(60);
            let wider = Span::from_secs(span.start().0 - room, span.end().0 + room);
            NavigateCommand::Time(wider.unwrap_or(span))
        }
    }
}

/// The mark under the pointer, told to the other views, with its lane.
pub(super) fn under_pointer<'a>(
    stage: &Stage<'_>,
    ui: &Ui,
    plot: &Response,
    shown: &Shown<'a>,
) -> Option<(&'a Lane, &'a What)> {
    let area = stage.areas.lanes;
    let pointer = ui
        .input(|i| i.pointer.latest_pos())
        .filter(|&p| area.contains(p) && ui.rect_contains_pointer(area))?;
    if plot.dragged() {
        return None;
    }
    let y = f64::from(pointer.y - area.top() + shown.scroll);
    let (lane, mark) = shown.layout.hit(f64::from(pointer.x), y, room(stage))?;
    let lane = shown.lanes.lanes.get(lane)?;
    if let What::Event(item) = &mark.what {
        stage.look.work.set_hover(Hover::Event(item.id));
    }
    Some((lane, &mark.what))
}

/// What a screen reader says: title and time, or what is counted.
fn accessible_name(stage: &Stage<'_>, lane: &Lane, lanes: &Lanes, what: &What) -> String {
    match what {
        What::Event(item) => match stage.look.work.event(item.id) {
            Some(event) => {
                let title = text::shown(&event.title);
                event.when.map_or(title.clone(), |when| format!("{title}, {}", when.in_words()))
            }
            None => "event".to_owned(),
        },
        What::Same(folded) | What::Cell(folded) | What::More(folded) => {
            let what = if matches!(what, What::More(_)) { "more events" } else { "events" };
            let lane = text::shown(&name_of(lane, lanes));
            format!("{} {what}, {lane}, {}", grouped(folded.count()), folded.span.in_words())
        }
    }
}

/// Where a tooltip of the plot belongs.
pub(super) fn tooltip(ui: &Ui, name: &str, content: impl FnOnce(&mut Ui)) {
    let id = ui.scope_id().with(name);
    egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, egui::PopupAnchor::Pointer)
        .gap(14.0)
        .width(340.0)
        .show(|ui| {
            ui.spacing_mut().item_spacing = vec2(6.0, 3.0);
            content(ui);
        });
}
