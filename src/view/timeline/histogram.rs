//! Counts over time, split by kind: what surely lies in a bin is solid, what may lie in it stands pale above.

use egui::{Align2, Color32, Rect, Sense, Ui, UiBuilder, pos2};
use egui_plot::{Plot, PlotBounds};

use crate::model::{KINDS, Span};
use crate::plot::{Step, secs_f64};
use crate::query::{Bin, Histogram};
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};

use super::areas::grouped;
use super::stacks::{Part, Stacks};
use super::stage::Stage;

/// The bins that are drawn.
pub(super) struct Bins {
    edges: Vec<i64>,
    counts: Vec<Bin>,
    step: Step,
    /// The highest stack in the window.
    most: u32,
}

impl Bins {
    /// Puts an answer to its edges; `None` where they do not belong together.
    pub fn new(step: Step, edges: Vec<i64>, histogram: Histogram, window: Span) -> Option<Self> {
        if edges.len() != histogram.bins.len() + 1 {
            return None;
        }
        let mut bins = Self { edges, counts: histogram.bins, step, most: 1 };
        let seen = bins.iter().filter(|(span, _)| span.overlaps(window));
        bins.most = seen.map(|(_, bin)| height(bin)).max().unwrap_or(1).max(1);
        Some(bins)
    }

    /// The bins with their stretches of time.
    pub fn iter(&self) -> impl Iterator<Item = (Span, &Bin)> {
        let spans = self.edges.windows(2).map(|pair| match pair {
            &[from, to] => Span::from_secs(from, to),
            _ => None,
        });
        spans.zip(&self.counts).filter_map(|(span, bin)| Some((span?, bin)))
    }

    /// The bin at an instant.
    pub fn at(&self, secs: i64) -> Option<(Span, &Bin)> {
        self.iter().find(|(span, _)| span.start().0 <= secs && secs < span.end().0)
    }
}

fn height(bin: &Bin) -> u32 {
    bin.sum().saturating_add(bin.possible_sum())
}

/// Paints the bins.
pub(super) fn paint(stage: &Stage<'_>, ui: &mut Ui, bins: &Bins) {
    let area = stage.areas.histogram;
    if !area.is_positive() {
        return;
    }
    paint_scale(stage, bins);
    let origin = stage.scale.window().start().0;
    let secs = secs_f64(stage.scale.window().secs());
    let stacks = Stacks::new(parts(stage, bins, origin));
    let top = f64::from(bins.most) * 1.12;
    let mut child = ui.new_child(UiBuilder::new().max_rect(area));
    Plot::new("timeline-histogram")
        .width(area.width())
        .height(area.height())
        .show_axes(false)
        .show_grid(false)
        .show_background(false)
        .show_x(false)
        .show_y(false)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .auto_bounds(false)
        .set_margin_fraction(egui::Vec2::ZERO)
        .sense(Sense::hover())
        .show(&mut child, |plot| {
            plot.set_plot_bounds(PlotBounds::from_min_max([0.0, 0.0], [secs, top]));
            plot.add(stacks);
        });
    stage.painter.hline(area.x_range(), area.bottom(), (size::HAIR, stage.theme.line));
}

/// What surely lies in the bins, one kind after the other, and above it what is only possible.
fn parts(stage: &Stage<'_>, bins: &Bins, origin: i64) -> Vec<Part> {
    let mut charts: [(Color32, Vec<Part>); 2 * KINDS] =
        std::array::from_fn(|chart| (fill(stage.theme, chart), Vec::new()));
    // A point between neighbours, as long as they are wide enough.
    let gap = stage.scale.secs_per_point();
    for (span, bin) in bins.iter().filter(|(span, _)| span.overlaps(stage.scale.window())) {
        let width = secs_f64(span.secs());
        let middle = secs_f64(span.start().0 - origin) + width / 2.0;
        let half = (width - gap).max(width / 2.0) / 2.0;
        let mut below = 0;
        for (&count, (fill, parts)) in bin.certain.iter().chain(&bin.possible).zip(&mut charts) {
            if count > 0 {
                if parts.is_empty() {
                    parts.reserve(bins.counts.len());
                }
                parts.push(Part {
                    from: middle - half,
                    to: middle + half,
                    below: f64::from(below),
                    above: f64::from(below) + f64::from(count),
                    fill: *fill,
                });
                below += count;
            }
        }
    }
    charts.map(|(_, parts)| parts).concat()
}

/// The kind's colour, pale for what is only possible.
fn fill(theme: &Theme, chart: usize) -> Color32 {
    let colour = theme.kind_at(chart % KINDS);
    if chart < KINDS { colour } else { theme.canvas.lerp_to_gamma(colour, 0.34) }
}

/// The highest count at the left, what a bar stands for below it.
fn paint_scale(stage: &Stage<'_>, bins: &Bins) {
    let area = stage.areas.histogram;
    let gutter = stage.areas.gutter_of(area);
    let right = gutter.right() - size::PAD;
    let y = area.bottom() - area.height() / 1.12;
    stage.painter.hline(area.x_range(), y.round() + 0.5, (size::HAIR, stage.theme.grid));
    let colour = stage.theme.ink_weak;
    let number = stage.write(
        pos2(right, y + 1.0),
        Align2::RIGHT_CENTER,
        &grouped(bins.most),
        Face::Small,
        colour,
        80.0,
    );
    let left = gutter.left() + size::MARGIN;
    let (at, room) = if area.height() > 40.0 {
        (pos2(left, area.center().y + 6.0), right - left)
    } else {
        (pos2(left, y), number.left() - left - size::GAP)
    };
    let short = format!("per {}", bins.step.in_words());
    let long = format!("Events {short}");
    let words = if stage.width(&long, Face::Small) <= room { long } else { short };
    stage.write(at, Align2::LEFT_CENTER, &words, Face::Small, colour, room);
}

/// Lights up the bin under the pointer.
pub(super) fn paint_hovered(stage: &Stage<'_>, span: Span) {
    let area = stage.areas.histogram;
    let rect = Rect::from_min_max(
        pos2(stage.x(span.start().0), area.top()),
        pos2(stage.x(span.end().0), area.bottom()),
    );
    stage.painter.rect_filled(rect, 0.0, stage.theme.shade);
}
