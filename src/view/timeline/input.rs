//! Gestures on the timeline become commands.

use egui::{CursorIcon, PointerButton, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::{Instant, Span};
use crate::plot::{Step, TimeScale};
use crate::view::theme::size;
use crate::workspace::{Command, FilterCommand, NavigateCommand, SelectCommand};

use super::areas::px;
use super::brush;
use super::stage::Stage;

/// So many points of wheel zoom by e.
const WHEEL: f64 = 220.0;
/// A brush snaps to steps of the calendar that are so wide, in points.
const SNAP: f64 = 4.0;

/// A gesture under way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Drag {
    /// The window moves with the pointer: as it was, and where it was taken.
    Pan(Span, f64),
    /// A stretch is brushed from this instant.
    Brush(Instant),
}

/// The surfaces that take gestures; made before the marks, so that marks lie on top.
pub(super) struct Surfaces {
    pub axis: Response,
    pub plot: Response,
}

impl Surfaces {
    pub fn new(stage: &Stage<'_>, ui: &Ui) -> Self {
        let both = Sense::CLICK | Sense::DRAG;
        let axis = ui.interact(stage.areas.axis.union(stage.areas.second), ui.scope_id().with("axis"), both);
        let plot = ui.interact(stage.areas.plot(), ui.scope_id().with("plot"), both);
        plot.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Timeline"));
        Self { axis, plot }
    }
}

/// Wheel and pinch: zoom about the pointer, pan, scroll the lanes. Returns how far the lanes scroll, in points.
pub(super) fn wheel(stage: &Stage<'_>, ui: &Ui) -> f32 {
    let area = stage.areas.overview.union(stage.areas.moving());
    if !ui.rect_contains_pointer(area) && !ui.rect_contains_pointer(stage.areas.names) {
        return 0.0;
    }
    let (scroll, zoom, alt, pointer) = ui.input(|i| {
        (i.smooth_scroll_delta(), f64::from(i.zoom_delta()), i.modifiers.alt, i.pointer.latest_pos())
    });
    let over_names = pointer.is_some_and(|p| stage.areas.names.contains(p));
    if alt || over_names {
        return -scroll.y;
    }
    let about = pointer.map_or(stage.scale.left(), |p| f64::from(p.x));
    let factor = (-f64::from(scroll.y) / WHEEL).exp() / zoom;
    let mut window = stage.scale.window();
    if (factor - 1.0).abs() > 1e-6 {
        window = stage.scale.zoomed(about, factor);
    }
    if scroll.x != 0.0 {
        window = TimeScale::new(window, stage.scale.left(), stage.scale.right()).panned(f64::from(scroll.x));
    }
    if window != stage.scale.window() {
        stage.look.send(Command::Navigate(NavigateCommand::Time(window)));
    }
    0.0
}

/// Drags on axis and plot.
pub(super) fn drags(stage: &Stage<'_>, ui: &Ui, surfaces: &Surfaces, drag: &mut Option<Drag>) {
    let Surfaces { axis, plot } = surfaces;
    let pressed = ui.input(|i| i.pointer.press_origin());
    if let Some(origin) = pressed {
        let others = [PointerButton::Middle, PointerButton::Secondary];
        let pans = axis.drag_started() || others.into_iter().any(|b| plot.drag_started_by(b));
        if pans {
            *drag = Some(Drag::Pan(stage.scale.window(), f64::from(origin.x)));
        } else if plot.drag_started_by(PointerButton::Primary) {
            let anchor = brush::other_end(stage, origin.x);
            *drag = Some(Drag::Brush(anchor.unwrap_or_else(|| snapped(stage, origin.x, Toward::Before))));
        }
    }
    let pointer = axis.interact_pointer_pos().or_else(|| plot.interact_pointer_pos());
    if let (Some(drag), Some(pointer)) = (*drag, pointer) {
        follow(stage, ui, drag, f64::from(pointer.x));
    } else if axis.hovered() {
        ui.set_cursor_icon(CursorIcon::Grab);
    } else if let Some(p) = plot.hover_pos()
        && brush::other_end(stage, p.x).is_some()
    {
        ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    if drag.is_some() && (axis.drag_stopped() || plot.drag_stopped()) {
        if matches!(*drag, Some(Drag::Brush(_))) {
            stage.look.send(Command::Filter(FilterCommand::Settle));
        }
        *drag = None;
    }
}

fn follow(stage: &Stage<'_>, ui: &Ui, drag: Drag, x: f64) {
    match drag {
        Drag::Pan(window, from) => {
            ui.set_cursor_icon(CursorIcon::Grabbing);
            let scale = TimeScale::new(window, stage.scale.left(), stage.scale.right());
            stage.look.send(Command::Navigate(NavigateCommand::Time(scale.panned(x - from))));
        }
        Drag::Brush(anchor) => {
            ui.set_cursor_icon(CursorIcon::ResizeHorizontal);
            let x = x.clamp(stage.scale.left(), stage.scale.right());
            let toward = if stage.scale.instant_at(x) >= anchor { Toward::After } else { Toward::Before };
            brush::send(stage, anchor, snapped(stage, px(x), toward));
        }
    }
}

/// To which side a brush snaps.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Toward {
    Before,
    After,
}

/// The step of the calendar at a screen x: where it begins, or where the next one does.
fn snapped(stage: &Stage<'_>, x: f32, toward: Toward) -> Instant {
    let step = Step::at_least(stage.scale, SNAP);
    let at = stage.scale.instant_at(f64::from(x));
    let floor = step.floor(at.0);
    match toward {
        Toward::Before => Instant(floor),
        Toward::After => Instant(step.next(floor).unwrap_or(at.0)),
    }
}

/// Clicks beside all marks: a double click shows all of time, a single one selects nothing.
pub(super) fn clicks_on_nothing(stage: &Stage<'_>, surfaces: &Surfaces) {
    if surfaces.axis.double_clicked() || surfaces.plot.double_clicked() {
        stage.look.send(Command::Navigate(NavigateCommand::TimeAll));
    } else if surfaces.plot.clicked() && !stage.look.work.selection().is_empty() {
        stage.look.send(Command::Select(SelectCommand::Clear));
    }
}

/// The bar at the right that scrolls the lanes; returns where they stand then.
pub(super) fn scroll_bar(stage: &Stage<'_>, ui: &Ui, height: f32, scroll: f32) -> f32 {
    let lanes = stage.areas.lanes;
    let most = (height - lanes.height()).max(0.0);
    let scroll = scroll.clamp(0.0, most);
    if most < 1.0 || lanes.height() < 1.0 {
        return scroll;
    }
    let track = Rect::from_min_max(
        pos2(lanes.right() + 2.0, lanes.top()),
        pos2(lanes.right() + 10.0, lanes.bottom()),
    );
    let part = lanes.height() / height;
    let thumb = Rect::from_min_size(
        pos2(track.left(), track.top() + scroll / height * track.height()),
        vec2(6.0, (track.height() * part).max(16.0)),
    );
    let response = ui.interact(track, ui.scope_id().with("scroll"), Sense::CLICK | Sense::DRAG);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ScrollBar, true, "Scroll lanes"));
    let theme = stage.theme;
    let colour = if response.hovered() || response.dragged() { theme.ink_weak } else { theme.hatch };
    stage.painter.rect_filled(thumb, size::RADIUS, colour);
    let moved = if response.dragged() { response.drag_delta().y / part } else { 0.0 };
    (scroll + moved).clamp(0.0, most)
}
