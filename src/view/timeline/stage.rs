//! What the painters of the timeline's parts share.

use egui::{Align2, Painter, Pos2, Rect};

use crate::plot::{Axis, TimeScale, axis};
use crate::view::Look;
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};

use super::areas::{Areas, px};

/// One frame of the timeline.
pub(super) struct Stage<'a> {
    pub look: Look<'a>,
    pub theme: &'static Theme,
    pub painter: Painter,
    pub areas: Areas,
    pub scale: TimeScale,
}

impl Stage<'_> {
    /// Screen x of an instant, near the screen at least.
    pub fn x(&self, secs: i64) -> f32 {
        px(self.scale.x_within(secs, 400.0))
    }

    /// Width of the program's own words in points.
    pub fn width(&self, words: &str, face: Face) -> f32 {
        text::galley(self.painter.ctx(), words, face.id(), self.theme.ink, f32::INFINITY).size().x
    }

    /// One line of text.
    pub fn write(
        &self,
        at: Pos2,
        align: Align2,
        words: &str,
        face: Face,
        colour: egui::Color32,
        most: f32,
    ) -> Rect {
        text::painted(&self.painter, at, align, words, face.id(), colour, most)
    }

    /// The axis of the window.
    pub fn axis(&self) -> Axis {
        axis(self.scale, &|words| f64::from(self.width(words, Face::Small)))
    }

    /// Grid lines through the plot, and the axis above it.
    pub fn paint_axis(&self, axis: &Axis) {
        let (band, plot) = (self.areas.axis, self.areas.plot());
        let theme = self.theme;
        let rule = |x: f64, from: f32, to: f32, colour| {
            self.painter.vline(px(x).round() + 0.5, from..=to, (size::HAIR, colour));
        };
        let middle = band.center().y;
        for &x in &axis.fine {
            rule(x, band.bottom() - 4.0, band.bottom(), theme.line);
        }
        for &x in &axis.minor {
            rule(x, middle, band.bottom(), theme.line);
            rule(x, plot.top(), plot.bottom(), theme.grid);
        }
        for &x in &axis.major {
            rule(x, band.top(), band.bottom(), theme.line);
            rule(x, plot.top(), plot.bottom(), theme.line);
        }
        self.painter.hline(band.x_range(), band.bottom(), (size::HAIR, theme.line));
        let row = |labels: &[crate::plot::AxisLabel], y: f32, face: Face, colour| {
            for label in labels {
                self.write(egui::pos2(px(label.x), y), Align2::LEFT_CENTER, &label.text, face, colour, 400.0);
            }
        };
        row(&axis.major_labels, band.top() + band.height() * 0.25, Face::Section, theme.ink);
        row(&axis.minor_labels, band.top() + band.height() * 0.72, Face::Small, theme.ink_weak);
    }
}
