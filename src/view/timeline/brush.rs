//! The brushed stretch of time: what lies outside is pale, its dates stand on it, and × ends it.

use egui::{Align2, Rect, Sense, Ui, pos2, vec2};

use crate::model::{Instant, Span};
use crate::plot::span_text;
use crate::query::TimeBounds;
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::size;
use crate::workspace::{Command, FilterCommand};

use super::stage::Stage;

/// The ends of the brush can be taken so many points beside them.
const GRIP: f32 = 5.0;

/// The end of the brush at a screen x: the instant of the other end, which stays.
pub(super) fn other_end(stage: &Stage<'_>, x: f32) -> Option<Instant> {
    let bounds = stage.look.work.filter().time;
    let (after, before) = (bounds.after?, bounds.before?);
    let near = |at: Instant| (stage.x(at.0) - x).abs() <= GRIP;
    if near(before) {
        Some(after)
    } else if near(after) {
        Some(before)
    } else {
        None
    }
}

/// Filters by the stretch between two instants in any order.
pub(super) fn send(stage: &Stage<'_>, a: Instant, b: Instant) {
    let bounds = Span::new(a.min(b), a.max(b)).map(TimeBounds::within);
    if let Some(bounds) = bounds.filter(|bounds| *bounds != stage.look.work.filter().time) {
        stage.look.send(Command::Filter(FilterCommand::Time(bounds)));
    }
}

/// Paints the brush over the plot.
pub(super) fn paint(stage: &Stage<'_>) {
    let bounds = stage.look.work.filter().time;
    if bounds.is_open() {
        return;
    }
    let plot = stage.areas.plot();
    let painter = stage.painter.with_clip_rect(plot);
    let pale = stage.theme.canvas.gamma_multiply(0.72);
    let (from, to) = ends(stage, bounds);
    painter.rect_filled(Rect::from_min_max(plot.min, pos2(from, plot.bottom())), 0.0, pale);
    painter.rect_filled(Rect::from_min_max(pos2(to, plot.top()), plot.max), 0.0, pale);
    let edge = (size::HAIR, stage.theme.accent);
    for (x, bound) in [(from, bounds.after), (to, bounds.before)] {
        if bound.is_some() {
            painter.vline(x, plot.y_range(), edge);
        }
    }
}

/// The dates of the brush with × behind them, where the histogram begins.
pub(super) fn show_chip(stage: &Stage<'_>, ui: &Ui) {
    let bounds = stage.look.work.filter().time;
    if bounds.is_open() {
        return;
    }
    let (plot, theme) = (stage.areas.plot(), stage.theme);
    let galley = text::galley(ui, &words(bounds), Face::Section.id(), theme.on_accent, 300.0);
    let cross = 18.0;
    let wanted = vec2(galley.size().x + 8.0 + cross, 18.0);
    let (from, to) = ends(stage, bounds);
    let middle = f32::midpoint(from, to);
    let left = (middle - wanted.x / 2.0).min(plot.right() - wanted.x).max(plot.left());
    let chip = Rect::from_min_size(pos2(left, plot.top() + 1.0), wanted);
    ui.painter().rect_filled(chip, 4.0, theme.accent);
    let at = pos2(chip.left() + 7.0, chip.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, theme.on_accent);
    let button = Rect::from_min_max(pos2(chip.right() - cross, chip.top()), chip.max);
    let response = ui.interact(button, ui.scope_id().with("end-brush"), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, "Show all of time again"));
    if response.hovered() {
        ui.painter().rect_filled(button.shrink(2.0), 3.0, theme.on_accent.gamma_multiply(0.25));
        ui.set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    let write = |at, words: &str| {
        text::painted(
            ui.painter(),
            at,
            Align2::CENTER_CENTER,
            words,
            Face::Strong.id(),
            theme.on_accent,
            cross,
        )
    };
    write(button.center(), "×");
    if response.on_hover_text("Show all of time again (Esc)").clicked() {
        stage.look.send(Command::Filter(FilterCommand::Time(TimeBounds::default())));
        stage.look.send(Command::Filter(FilterCommand::Settle));
    }
}

/// The brush's ends on screen.
fn ends(stage: &Stage<'_>, bounds: TimeBounds) -> (f32, f32) {
    let plot = stage.areas.plot();
    let x =
        |at: Option<Instant>, open: f32| at.map_or(open, |at| stage.x(at.0)).clamp(plot.left(), plot.right());
    (x(bounds.after, plot.left()), x(bounds.before, plot.right()))
}

fn words(bounds: TimeBounds) -> String {
    let day = |at: Instant| span_text(Span::starting(at.date().into(), 86_400));
    match (bounds.after, bounds.before) {
        (Some(after), None) => format!("from {}", day(after)),
        (None, Some(before)) => format!("before {}", day(before)),
        _ => bounds.span().map(span_text).unwrap_or_default(),
    }
}
