//! Paints the second axis of time: another calendar's years, months and days, with its name in the gutter.

use egui::{Align2, Painter, Rect, Sense, Ui, pos2};

use super::fonts::Face;
use super::text;
use super::theme::{Theme, size};
use crate::model::OtherCalendar;
use crate::plot::{AxisLabel, TimeScale, calendar_axis};

/// Its height in points.
pub(super) const HEIGHT: f32 = 32.0;

/// Paints it into a band below the first axis; the name stands right aligned at the end of the gutter.
pub(super) fn paint(
    ui: &Ui,
    painter: &Painter,
    (band, gutter): (Rect, Rect),
    scale: TimeScale,
    calendar: OtherCalendar,
) {
    let theme = Theme::of(ui);
    let wide = |words: &str| {
        f64::from(text::galley(ui, words, Face::Section.id(), theme.ink, f32::INFINITY).size().x)
    };
    let axis = calendar_axis(calendar, scale, &wide);
    painter.rect_filled(band, 0.0, theme.panel);
    let two = !axis.major_labels.is_empty();
    let (upper, lower) = (band.top() + band.height() * 0.27, band.top() + band.height() * 0.74);
    let rule = |x: f64, from: f32| {
        painter.vline(px(x).round() + 0.5, from..=band.bottom(), (size::HAIR, theme.line));
    };
    axis.minor.iter().for_each(|&x| rule(x, if two { band.center().y } else { band.top() }));
    axis.major.iter().for_each(|&x| rule(x, band.top()));
    painter.hline(band.x_range(), band.bottom(), (size::HAIR, theme.line));
    let row = |labels: &[AxisLabel], y: f32, face: Face, colour| {
        for label in labels {
            let at = pos2(px(label.x), y);
            text::painted(painter, at, Align2::LEFT_CENTER, &label.text, face.id(), colour, 400.0);
        }
    };
    row(&axis.major_labels, upper, Face::Section, theme.ink);
    row(&axis.minor_labels, if two { lower } else { band.center().y }, Face::Small, theme.ink_weak);
    let tip = ui.interact(gutter, ui.scope_id().with("second axis"), Sense::hover());
    tip.on_hover_text(calendar.note());
    let room = gutter.width() - size::MARGIN - size::PAD;
    let at = pos2(gutter.left() + size::MARGIN, band.center().y);
    text::painted(painter, at, Align2::LEFT_CENTER, calendar.label(), Face::Small.id(), theme.ink_weak, room);
}

#[expect(clippy::cast_possible_truncation, reason = "screen points are small")]
fn px(points: f64) -> f32 {
    points as f32
}
