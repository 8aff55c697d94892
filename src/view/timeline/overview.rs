//! The strip of all time with the window on it.

use egui::{CursorIcon, Rect, Sense, Stroke, StrokeKind, Ui, pos2};

use crate::model::Span;
use crate::plot::{Step, TimeScale, span_text};
use crate::query::Histogram;
use crate::view::fonts::Face;
use crate::view::theme::size;
use crate::workspace::{Command, NavigateCommand};

use super::areas::px;
use super::quads::Quads;
use super::questions;
use super::stage::Stage;

/// The ends of the window can be taken so many points beside them.
const GRIP: f32 = 6.0;

/// What of the window is being dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Grab {
    /// Its start.
    Start,
    /// Its end.
    End,
    /// All of it, taken so many points right of its middle.
    Whole(f64),
}

/// Paints the strip, and moves the window as it is dragged.
pub(super) fn show(stage: &Stage<'_>, ui: &Ui, grab: &mut Option<Grab>) {
    let area = stage.areas.overview;
    let Some(all) = stage.look.work.all_time() else { return };
    let scale = TimeScale::new(all, f64::from(area.left()), f64::from(area.right()));
    let window = stage.scale.window();
    paint_counts(stage, scale);
    let shown = window_rect(area, scale, window);
    paint_window(stage, shown);
    let response = ui.interact(
        area.expand2(egui::vec2(GRIP, 0.0)),
        ui.scope_id().with("overview"),
        Sense::CLICK | Sense::DRAG,
    );
    response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::Slider,
            true,
            format!("Window on all of time: {}", span_text(window)),
        )
    });
    if response.double_clicked() {
        stage.look.send(Command::Navigate(NavigateCommand::TimeAll));
        return;
    }
    let Some(pointer) = response.interact_pointer_pos().or_else(|| response.hover_pos()) else { return };
    let under = grab.unwrap_or_else(|| grab_at(pointer.x, shown));
    ui.set_cursor_icon(match under {
        Grab::Start | Grab::End => CursorIcon::ResizeHorizontal,
        Grab::Whole(_) if response.dragged() => CursorIcon::Grabbing,
        Grab::Whole(_) => CursorIcon::Grab,
    });
    if response.drag_started() || response.clicked() {
        let pressed = ui.input(|i| i.pointer.press_origin()).unwrap_or(pointer);
        *grab = Some(grab_at(pressed.x, shown));
    }
    if let Some(taken) = *grab
        && (response.dragged() || response.clicked())
    {
        let moved = moved(scale, window, taken, f64::from(pointer.x));
        stage.look.send(Command::Navigate(NavigateCommand::Time(moved)));
    }
    if !response.dragged() {
        *grab = None;
    }
}

fn window_rect(area: Rect, scale: TimeScale, window: Span) -> Rect {
    let x = |secs| px(scale.x_within(secs, 0.0));
    let (from, to) = (x(window.start().0), x(window.end().0));
    let (middle, half) = (f32::midpoint(from, to), ((to - from) / 2.0).max(1.5));
    Rect::from_min_max(pos2(middle - half, area.top()), pos2(middle + half, area.bottom()))
}

fn grab_at(x: f32, shown: Rect) -> Grab {
    let from_middle = f64::from(x - shown.center().x);
    if (x - shown.left()).abs() <= GRIP && x < shown.center().x {
        Grab::Start
    } else if (x - shown.right()).abs() <= GRIP {
        Grab::End
    } else if shown.x_range().contains(x) {
        Grab::Whole(from_middle)
    } else {
        Grab::Whole(0.0)
    }
}

/// The window after its grip was dragged to a screen x; the ends do not pass each other.
fn moved(scale: TimeScale, window: Span, grab: Grab, x: f64) -> Span {
    let at = scale.instant_at(x);
    match grab {
        Grab::Start => Span::new(at.min(window.end()), window.end()).unwrap_or(window),
        Grab::End => Span::new(window.start(), at.max(window.start())).unwrap_or(window),
        Grab::Whole(from_middle) => {
            let middle = scale.instant_at(x - from_middle).0;
            let start = middle - window.secs() / 2;
            Span::from_secs(start, start + window.secs()).unwrap_or(window)
        }
    }
}

/// All events pale, the hits of the filter upon them.
fn paint_counts(stage: &Stage<'_>, scale: TimeScale) {
    let area = stage.areas.overview;
    stage.painter.rect_filled(area, 2.0, stage.theme.panel);
    let edges = Step::at_least(scale, 2.0).edges(scale.window(), 4_000);
    let [all, hits] = questions::overview(stage.look.work, &edges).map(|answered| answered.answer);
    let sums = |h: &Option<Histogram>| -> Vec<u32> {
        h.iter().flat_map(|h| &h.bins).map(|bin| bin.sum().saturating_add(bin.possible_sum())).collect()
    };
    let (all, hits) = (sums(&all), sums(&hits));
    let most = f64::from(all.iter().copied().max().unwrap_or(0).max(1));
    let mut quads = Quads::default();
    for (counts, colour) in [(all, stage.theme.hatch), (hits, stage.theme.ink_weak)] {
        for (count, bin) in counts.into_iter().zip(edges.windows(2)) {
            let (&[from, to], true) = (bin, count > 0) else { continue };
            // The square root keeps single events visible beside thousands; the strip is for finding one's way.
            let height = area.height() * px((f64::from(count) / most).sqrt()).max(0.12) - 2.0;
            let (x0, x1) = (px(scale.x(from)), px(scale.x(to)));
            let rect =
                Rect::from_min_max(pos2(x0, area.bottom() - height), pos2(x1.max(x0 + 1.5), area.bottom()));
            quads.add(rect.intersect(area), colour);
        }
    }
    quads.paint(&stage.painter);
}

fn paint_window(stage: &Stage<'_>, shown: Rect) {
    let area = stage.areas.overview;
    let theme = stage.theme;
    let mut veil = Quads::default();
    let pale = theme.canvas.gamma_multiply(0.55);
    veil.add(Rect::from_min_max(area.min, pos2(shown.left(), area.bottom())), pale);
    veil.add(Rect::from_min_max(pos2(shown.right(), area.top()), area.max), pale);
    veil.paint(&stage.painter);
    stage.painter.rect_stroke(shown, 2.0, Stroke::new(1.0, theme.accent), StrokeKind::Inside);
    for x in [shown.left(), shown.right()] {
        let grip = Rect::from_center_size(pos2(x, shown.center().y), egui::vec2(4.0, 14.0));
        stage.painter.rect_filled(grip, 2.0, theme.accent);
    }
    let gutter = stage.areas.gutter_of(area);
    let at = gutter.left_center() + egui::vec2(size::MARGIN, 0.0);
    let most = gutter.width() - size::MARGIN - size::PAD;
    stage.write(at, egui::Align2::LEFT_CENTER, "All of time", Face::Small, theme.ink_weak, most);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_window_do_not_pass_each_other() {
        let scale = TimeScale::new(Span::from_secs(0, 1000).unwrap(), 0.0, 1000.0);
        let window = Span::from_secs(200, 400).unwrap();
        let after = |grab, x| moved(scale, window, grab, x);
        assert_eq!(after(Grab::Start, 900.0), window);
        assert_eq!(after(Grab::End, 100.0), window);
        assert_eq!(after(Grab::Start, 100.0), Span::from_secs(100, 400).unwrap());
        assert_eq!(after(Grab::Whole(50.0), 450.0), Span::from_secs(300, 500).unwrap());
    }
}
