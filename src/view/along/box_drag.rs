//! Shift-dragging a box on a view along a border: the box while it is drawn, and once when it is done.

use egui::{CursorIcon, Pos2, Rect, Response, Stroke, StrokeKind, Ui};

use crate::geo::BorderKey;
use crate::model::Span;
use crate::plot::{Step, TimeScale};
use crate::query::{AlongBounds, KmRange, TimeBounds};
use crate::view::Look;
use crate::view::theme::Theme;
use crate::workspace::{Command, FilterCommand};

/// A box smaller than this is a slip of the hand, in points.
const LEAST: f32 = 4.0;
/// A box that covers so much of a side bounds nothing on it.
const WHOLE: f32 = 0.95;
/// The bounds in time snap to steps of the calendar that are so wide, in points.
const SNAP: f64 = 4.0;

/// The gesture, kept between frames.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::view) struct BoxDrag {
    from: Option<Pos2>,
}

/// What the gesture is at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::view) enum Boxed {
    /// No box is drawn: drags move the view.
    No,
    /// It is being drawn.
    Drawn(Rect),
    /// It is done.
    Done(Rect),
}

impl BoxDrag {
    /// What a surface's drag is, within the part of it that can be boxed.
    pub fn follow(&mut self, ui: &Ui, surface: &Response, area: Rect) -> Boxed {
        let (shift, origin) = ui.input(|input| (input.modifiers.shift, input.pointer.press_origin()));
        if surface.drag_started() && shift {
            self.from = origin.filter(|at| area.contains(*at));
        }
        let Some(from) = self.from else { return Boxed::No };
        ui.set_cursor_icon(CursorIcon::Crosshair);
        let to = surface.interact_pointer_pos().unwrap_or(from);
        let drawn = Rect::from_two_pos(from, area.clamp(to));
        if surface.drag_stopped() {
            self.from = None;
            return if drawn.size().max_elem() < LEAST { Boxed::No } else { Boxed::Done(drawn) };
        }
        if !surface.dragged() {
            self.from = None;
            return Boxed::No;
        }
        Boxed::Drawn(drawn)
    }
}

impl Boxed {
    /// Paints the box while it is drawn.
    pub fn paint(self, ui: &Ui) {
        if let Self::Drawn(rect) = self {
            let theme = Theme::of(ui);
            ui.painter().rect_filled(rect, 0.0, theme.accent.gamma_multiply(0.12));
            ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.2, theme.accent), StrokeKind::Inside);
        }
    }
}

/// Kilometres between two ends, whole ones where they are many; `None` where the box covers that share of a side.
pub(in crate::view) fn kilometres(a: f64, b: f64, share: f32) -> Option<KmRange> {
    if share > WHOLE {
        return None;
    }
    if (b - a).abs() >= 20.0 { KmRange::new(a.round(), b.round()) } else { KmRange::new(a, b) }
}

/// Shows only what may lie in a box: all of it one step of undo. Time is left as it is where the box has none.
pub(in crate::view) fn send(
    look: Look<'_>,
    border: Option<BorderKey>,
    (km, off_km): (Option<KmRange>, Option<KmRange>),
    time: Option<TimeBounds>,
) {
    let bounds = border.and_then(|border| AlongBounds { border, km, off_km }.tidy());
    look.send(Command::Filter(FilterCommand::Settle));
    look.send(Command::Filter(FilterCommand::Along(bounds)));
    if let Some(time) = time {
        look.send(Command::Filter(FilterCommand::Time(time)));
    }
    look.send(Command::Filter(FilterCommand::Settle));
}

/// The bounds in time of a box: the steps of the calendar that it touches, as the timeline's brush takes them.
pub(in crate::view) fn times(scale: TimeScale, rect: Rect) -> TimeBounds {
    let step = Step::at_least(scale, SNAP);
    let at = |x: f32| step.floor(scale.instant_at(f64::from(x)).0);
    let end = at(rect.right());
    let span = Span::from_secs(at(rect.left()), step.next(end).unwrap_or(end));
    span.map(TimeBounds::within).unwrap_or_default()
}
