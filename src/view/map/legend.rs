//! What the marks and lines in view mean; nothing that is not in view.

use egui::{Painter, Rect, Stroke, Ui, pos2, vec2};

use super::bubbles::{self, Emphasis, Sureness};
use super::convert::f32_of;
use super::discs::{Discs, Ink};
use super::ground::{self, LayerSeen, LayerSort};
use crate::geo::{LayerRole, LineClass};
use crate::model::KINDS;
use crate::plot::cluster::Sizes;
use crate::plot::density::CLASSES;
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};

/// What is in view.
#[derive(Clone, Debug, Default)]
pub struct InView {
    /// Hits by category of what has a mark in view.
    pub kinds: [u32; KINDS],
    /// Signs whose meaning has to be said, in the order of the legend.
    pub signs: Vec<Sign>,
    /// Classes of lines.
    pub classes: Vec<LineClass>,
    /// The user's layers.
    pub layers: Vec<LayerSeen>,
    /// Sizes of bubbles and the largest count in view.
    pub sizes: Option<(Sizes, u32)>,
    /// The highest class of counts in view and the side of a counted square, km.
    pub counts: Option<(usize, f64)>,
}

impl InView {
    /// A sign is in view.
    pub fn sees(&mut self, sign: Sign) {
        if let Err(at) = self.signs.binary_search(&sign) {
            self.signs.insert(at, sign);
        }
    }
}

/// A sign that is not a kind and not a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// Events at a place that is known exactly.
    Exact,
    /// Events near a place.
    Vague,
    /// Events somewhere in an area.
    Zone,
    /// A border crossing.
    Crossing,
}

/// A row of the legend.
enum Row {
    Category(usize, String),
    Sign(Sign),
    Line(LineClass),
    Layer(LayerSeen),
    /// Borders that step back behind those of a layer.
    BordersBehind,
    Sizes(Sizes, u32),
    Counts(usize, f64),
}

const ROW: f32 = 16.0;
const SAMPLE: f32 = 26.0;
const WIDTH: f32 = 204.0;

/// Paints the legend upward from the left bottom corner of the map; returns its rectangle.
pub fn paint(ui: &Ui, map: Rect, in_view: &InView, discs: &Discs, look: Look<'_>) -> Option<Rect> {
    let rows = rows(in_view, look);
    let heights: f32 = rows.iter().map(height).sum();
    let size = vec2(WIDTH, heights + 2.0 * size::GAP + 2.0);
    if rows.is_empty() || size.y > map.height() * 0.7 || size.x > map.width() * 0.5 {
        return None;
    }
    let corner = pos2(map.left() + size::PAD, map.bottom() - size::PAD - size.y);
    let rect = Rect::from_min_size(corner, size);
    let theme = look.marks(ui);
    let painter = ui.painter();
    panel(painter, rect, theme);
    let mut top = rect.top() + size::GAP + 1.0;
    for row in &rows {
        let room = Rect::from_min_size(pos2(rect.left() + size::GAP, top), vec2(WIDTH, height(row)));
        paint_row(painter, room, row, discs, theme);
        top += height(row);
    }
    Some(rect)
}

fn rows(v: &InView, look: Look<'_>) -> Vec<Row> {
    let categories = look.counted(&v.kinds).into_iter();
    let mut rows: Vec<Row> = categories.map(|(category, label, _)| Row::Category(category, label)).collect();
    // What is exact needs saying only beside what is not.
    let unsure = v.signs.iter().any(|&sign| sign == Sign::Vague || sign == Sign::Zone);
    rows.extend(v.signs.iter().copied().filter(|&sign| unsure || sign != Sign::Exact).map(Row::Sign));
    rows.extend(v.sizes.filter(|&(_, most)| most > 1).map(|(sizes, most)| Row::Sizes(sizes, most)));
    rows.extend(v.counts.map(|(highest, km)| Row::Counts(highest, km)));
    let other_borders = v.layers.iter().any(|layer| layer.role == LayerRole::Borders);
    if other_borders {
        rows.extend((!v.classes.is_empty()).then_some(Row::BordersBehind));
    } else {
        rows.extend(v.classes.iter().copied().map(Row::Line));
    }
    rows.extend(v.layers.iter().cloned().map(Row::Layer));
    rows
}

fn height(row: &Row) -> f32 {
    match row {
        Row::Sizes(sizes, most) => f32_of(sizes.radius(round_number(*most))) * 2.0 + 6.0,
        Row::Counts(..) => ROW + 24.0,
        _ => ROW,
    }
}

fn paint_row(painter: &Painter, room: Rect, row: &Row, discs: &Discs, theme: &Theme) {
    let at = pos2(room.left() + SAMPLE / 2.0, room.center().y);
    match row {
        Row::Category(category, _) => {
            painter.circle_filled(at, 4.5, theme.kind_at(*category));
        }
        Row::Sign(Sign::Exact) => paint_bubble(painter, at, 4.5, Sureness::Exact, discs, theme),
        Row::Sign(Sign::Vague) => paint_bubble(painter, at, 2.5, Sureness::Vague, discs, theme),
        Row::Sign(Sign::Zone) => paint_zone(painter, Rect::from_center_size(at, vec2(18.0, 11.0)), theme),
        Row::Sign(Sign::Crossing) => diamond(painter, at, theme),
        Row::Line(class) => {
            let points = [at - vec2(SAMPLE / 2.0 - 2.0, 0.0), at + vec2(SAMPLE / 2.0 - 2.0, 0.0)];
            for shape in ground::shapes(&points, *class, theme) {
                painter.add(shape);
            }
        }
        Row::Layer(layer) => paint_layer(painter, at, layer, theme),
        Row::BordersBehind => {
            let reach = vec2(SAMPLE / 2.0 - 2.0, 0.0);
            painter.line_segment([at - reach, at + reach], ground::stepped_back(theme));
        }
        Row::Sizes(sizes, most) => return paint_sizes(painter, room, *sizes, *most, theme),
        Row::Counts(highest, km) => {
            let side = super::cells::side_words(*km);
            return paint_counts(painter, room, *highest, &format!("Events in a square of {side}"), theme);
        }
    }
    words(painter, room, SAMPLE + size::GAP, label(row), theme);
}

fn paint_bubble(
    painter: &Painter,
    at: egui::Pos2,
    radius: f32,
    sure: Sureness,
    discs: &Discs,
    theme: &Theme,
) {
    let mut ink = Ink::new(discs);
    let kinds = [0, 0, 0, 0, 0, 0, 0, 1];
    bubbles::draw(&mut ink, &bubbles::Look { at, radius, kinds, sure, emphasis: Emphasis::None }, theme);
    painter.add(ink.mesh);
}

fn paint_layer(painter: &Painter, at: egui::Pos2, layer: &LayerSeen, theme: &Theme) {
    let stroke = ground::layer_stroke(layer.colour, layer.role, theme);
    let reach = vec2(SAMPLE / 2.0 - 2.0, 0.0);
    match layer.sort {
        LayerSort::Points => drop(painter.circle_filled(at, 3.0, stroke.color)),
        LayerSort::Lines => drop(painter.line_segment([at - reach, at + reach], stroke)),
        LayerSort::Tint => {
            let rect = Rect::from_center_size(at, vec2(18.0, 11.0));
            painter.rect_filled(rect, 0.0, ground::layer_tint(layer.colour, theme));
            painter.rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Inside);
        }
    }
}

/// A legend of counts alone, for another view.
pub struct Counts {
    /// What is counted.
    pub title: String,
    /// The highest class in view.
    pub highest: usize,
}

impl Counts {
    /// Where it stands with its right bottom corner at a point.
    pub fn rect(corner: egui::Pos2) -> Rect {
        let size = vec2(WIDTH, ROW + 24.0 + 2.0 * size::GAP);
        Rect::from_min_size(corner - size, size)
    }

    /// Paints it.
    pub fn paint(&self, painter: &Painter, rect: Rect, theme: &Theme) {
        panel(painter, rect, theme);
        paint_counts(painter, rect.shrink(size::GAP), self.highest, &self.title, theme);
    }
}

fn panel(painter: &Painter, rect: Rect, theme: &Theme) {
    painter.rect_filled(rect, size::RADIUS, theme.panel);
    painter.rect_stroke(rect, size::RADIUS, Stroke::new(1.0, theme.line), egui::StrokeKind::Inside);
}

/// The colours of the classes with the count at which each begins.
fn paint_counts(painter: &Painter, room: Rect, highest: usize, title: &str, theme: &Theme) {
    let line = Rect::from_min_size(room.min, vec2(room.width(), ROW));
    words(painter, line, 2.0, title, theme);
    let begins = ["1", "2", "10", "100", "1k", "10k", "100k"];
    let wide = (WIDTH - 2.0 * size::GAP) / f32_of(f64::from(u32::try_from(CLASSES).unwrap_or(1)));
    let mut left = room.left();
    for (class, begin) in begins.iter().enumerate().take(highest + 1) {
        let swatch = Rect::from_min_size(pos2(left, room.top() + ROW), vec2(wide, 9.0));
        painter.rect_filled(swatch, 0.0, theme.count_class(class));
        let at = swatch.left_bottom() + vec2(1.0, 1.0);
        let end = if class + 1 < CLASSES { "" } else { "+" };
        let font = egui::FontId::proportional(9.5);
        painter.text(at, egui::Align2::LEFT_TOP, format!("{begin}{end}"), font, theme.ink);
        left += wide;
    }
}

fn words(painter: &Painter, room: Rect, x: f32, label: &str, theme: &Theme) {
    let at = pos2(room.left() + x, room.center().y);
    let font = Face::Small.id();
    text::painted(painter, at, egui::Align2::LEFT_CENTER, label, font, theme.ink, room.width() - x);
}

fn label(row: &Row) -> &str {
    match row {
        Row::Category(_, label) => label,
        Row::Layer(layer) => &layer.name,
        Row::BordersBehind => "Borders by Natural Earth",
        Row::Sign(Sign::Exact) => "At the place itself",
        Row::Sign(Sign::Vague) => "Near there, not exactly",
        Row::Sign(Sign::Zone) => "Somewhere in the area",
        Row::Sign(Sign::Crossing) => "Crossing",
        Row::Line(LineClass::Contested) => "Border, recognition contested",
        Row::Line(LineClass::LineOfControl) => "Line of Control",
        Row::Line(LineClass::Indefinite) => "Border not settled",
        Row::Line(LineClass::International) => "International border",
        Row::Line(LineClass::Province | LineClass::Coast | LineClass::Sheet)
        | Row::Sizes(..)
        | Row::Counts(..) => "",
    }
}

fn paint_zone(painter: &Painter, rect: Rect, theme: &Theme) {
    painter.rect_filled(rect, 0.0, theme.shade);
    let mut x = rect.left() + 3.0;
    while x < rect.right() {
        let from = pos2(x, rect.bottom());
        let to = pos2(
            (x + rect.height()).min(rect.right()),
            rect.bottom() - (rect.right() - x).min(rect.height()),
        );
        painter.line_segment([from, to], Stroke::new(1.0, theme.hatch));
        x += 5.0;
    }
    painter.rect_stroke(rect, 0.0, Stroke::new(1.0, theme.ink_weak), egui::StrokeKind::Inside);
}

/// The sign of a border crossing.
pub fn diamond(painter: &Painter, at: egui::Pos2, theme: &Theme) {
    let arm = f32_of(super::scene::DIAMOND) - 0.5;
    let corners = [vec2(0.0, -arm), vec2(arm, 0.0), vec2(0.0, arm), vec2(-arm, 0.0)].map(|by| at + by);
    let shape =
        egui::Shape::convex_polygon(corners.to_vec(), theme.canvas, Stroke::new(1.3, theme.contested));
    painter.add(shape);
}

fn paint_sizes(painter: &Painter, room: Rect, sizes: Sizes, most: u32, theme: &Theme) {
    let big = round_number(most);
    let mut x = room.left() + 6.0;
    let mut counts = vec![1, round_number(big / 8).max(2), big];
    counts.dedup();
    counts.retain(|&n| n <= big);
    let mut last = 0.0;
    for count in counts {
        let radius = f32_of(sizes.radius(count));
        if radius - last < 1.5 {
            continue;
        }
        last = radius;
        let at = pos2(x + radius, room.center().y);
        painter.circle_stroke(at, radius, Stroke::new(1.2, theme.ink_weak));
        let label = super::convert::compact(count);
        painter.text(at, egui::Align2::CENTER_CENTER, label, egui::FontId::proportional(9.0), theme.ink_weak);
        x += 2.0 * radius + size::GAP;
    }
    words(painter, room, x - room.left() + 2.0, "events", theme);
}

/// The largest of 1, 2, 5, 10, 20, 50 … that is not above `n`.
fn round_number(n: u32) -> u32 {
    let mut best = 1;
    let mut ten = 1_u32;
    while ten <= n {
        for step in [1, 2, 5] {
            let value = ten.saturating_mul(step);
            if value <= n {
                best = value;
            }
        }
        let Some(next) = ten.checked_mul(10) else { break };
        ten = next;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_stay_below() {
        assert_eq!([1, 2, 4, 7, 19, 20, 99, 512].map(round_number), [1, 2, 2, 5, 10, 20, 50, 500]);
    }
}
