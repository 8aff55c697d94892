//! Counts by row and time bin as a picture: the colour of the leading kind, stronger for more; pale where events only may
//! lie. It unfolds into single events when few are in the window.

use std::sync::Arc;

use egui::epaint::{ColorImage, Mesh, Vertex};
use egui::{Align2, Color32, Pos2, Rect, Response, Shape, TextureHandle, TextureOptions, Ui, pos2, vec2};

use super::Stage;
use super::ground::lane_name;
use super::marks::Touched;
use super::questions;
use crate::model::Span;
use crate::plot::space_time::SpaceRows;
use crate::plot::span_text;
use crate::query::{Answer, Bin, PlaceKey, SpaceCell};
use crate::view::fonts::Face;
use crate::view::map::convert::{events, f32_of, grouped};
use crate::view::map::tips::Tip;
use crate::view::strip::leading;
use crate::view::text;
use crate::view::theme::{Theme, size};
use crate::workspace::{Hover, SelectCommand};

/// The picture of the last answer.
#[derive(Default)]
pub(super) struct Raster(Option<Made>);

struct Made {
    answer: Arc<Answer>,
    theme: &'static Theme,
    texture: TextureHandle,
    /// The most events in a cell.
    most: u32,
}

impl Raster {
    /// Paints the counts and says what is under the pointer.
    pub fn show(
        &mut self,
        stage: &Stage<'_>,
        ui: &Ui,
        surface: &Response,
        answer: &Arc<Answer>,
        edges: &[i64],
    ) -> Touched {
        let Answer::SpaceTime(found) = answer.as_ref() else { return Touched::Nothing };
        let bins = edges.len().saturating_sub(1);
        let made = self.make(stage, ui, answer, &found.cells, bins);
        let painter = stage.painter.with_clip_rect(stage.areas.marks().intersect(ui.clip_rect()));
        painter.add(Shape::mesh(quads(stage, made.texture.id(), edges)));
        let most = made.most;
        stand_out(stage, &painter, edges);
        legend(stage, most);
        touched(stage, ui, surface, &found.cells, edges)
    }

    fn make(
        &mut self,
        stage: &Stage<'_>,
        ui: &Ui,
        answer: &Arc<Answer>,
        cells: &[SpaceCell],
        bins: usize,
    ) -> &Made {
        let kept =
            self.0.take().filter(|made| Arc::ptr_eq(&made.answer, answer) && made.theme == stage.theme);
        self.0.insert(kept.unwrap_or_else(|| {
            let rows = usize::from(stage.rows.table().rows());
            let most = cells.iter().map(|cell| cell.counts.sum()).max().unwrap_or(1).max(1);
            let vague = cells.iter().map(|cell| cell.counts.possible_sum()).max().unwrap_or(1).max(1);
            let mut image = ColorImage::filled([bins.max(1), rows.max(1)], Color32::TRANSPARENT);
            for cell in cells {
                let at = usize::from(cell.row) * bins + usize::from(cell.bin);
                if let Some(pixel) = image.pixels.get_mut(at) {
                    *pixel = colour(&cell.counts, most, vague, stage.theme);
                }
            }
            let texture = ui.ctx().load_texture("space-time", image, TextureOptions::NEAREST);
            Made { answer: Arc::clone(answer), theme: stage.theme, texture, most }
        }))
    }
}

/// Stronger for more, by the logarithm of the count.
fn colour(counts: &Bin, most: u32, vague: u32, theme: &Theme) -> Color32 {
    let share = |n: u32, most: u32| f32_of(f64::from(n).ln_1p() / f64::from(most).ln_1p());
    let (certain, possible) = (counts.sum(), counts.possible_sum());
    if certain > 0 {
        return theme.kind_at(leading(&counts.certain)).gamma_multiply(0.35 + 0.65 * share(certain, most));
    }
    theme.kind_at(leading(&counts.possible)).gamma_multiply(0.06 + 0.22 * share(possible, vague))
}

/// One quad a bin for the lanes and one for the kilometres: bins differ in length.
fn quads(stage: &Stage<'_>, texture: egui::TextureId, edges: &[i64]) -> Mesh {
    let mut mesh = Mesh::with_texture(texture);
    let rows = f32::from(stage.rows.table().rows().max(1));
    let lanes = f32::from(stage.rows.first_km_row()) / rows;
    let window = stage.scale.time.window();
    let bins = f32_of(f64::from(u32::try_from(edges.len().saturating_sub(1)).unwrap_or(1).max(1)));
    let all = edges.iter().zip(edges.iter().skip(1)).zip(0_u16..);
    for ((&from, &to), bin) in
        all.filter(|((from, to), _)| **to > window.start().0 && **from < window.end().0)
    {
        let x = |secs: i64| f32_of(stage.scale.time.x_within(secs, 400.0));
        let (left, right) = (x(from), x(to));
        let u = (f32::from(bin) / bins)..=(f32::from(bin + 1) / bins);
        for (area, v) in [(stage.areas.lanes, 0.0..=lanes), (stage.areas.plot, lanes..=1.0)] {
            let rect = Rect::from_x_y_ranges(left..=(right - 0.5).max(left + 0.5), area.y_range());
            quad(&mut mesh, rect, Rect::from_x_y_ranges(u.clone(), v));
        }
    }
    mesh
}

fn quad(mesh: &mut Mesh, at: Rect, uv: Rect) {
    let first = u32::try_from(mesh.vertices.len()).unwrap_or(0);
    let vertex = |pos: Pos2, uv: Pos2| Vertex { pos, uv, color: Color32::WHITE };
    mesh.vertices.extend([
        vertex(at.left_top(), uv.left_top()),
        vertex(at.right_top(), uv.right_top()),
        vertex(at.left_bottom(), uv.left_bottom()),
        vertex(at.right_bottom(), uv.right_bottom()),
    ]);
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first + 2, first + 1, first + 3);
}

/// Rings around the cells of the event in front and of the one under the pointer elsewhere.
fn stand_out(stage: &Stage<'_>, painter: &egui::Painter, edges: &[i64]) {
    let work = stage.look.work;
    let hovered = if let Hover::Event(id) = work.hover() { Some(*id) } else { None };
    for (id, colour) in [(hovered, stage.theme.hover), (work.selection().front(), stage.theme.selection)] {
        let Some(id) = id else { continue };
        let span = work.event(id).and_then(|event| event.when).map(|when| when.span);
        let range = work.store().place_key(id).map(|key| stage.rows.table().of(key));
        let (Some(span), Some(range)) = (span, range.filter(|range| !range.is_empty())) else { continue };
        let begin = edges.partition_point(|&edge| edge <= span.start().0).saturating_sub(1);
        let end = edges.partition_point(|&edge| edge < span.end().0);
        let x = |edge: usize, or: i64| {
            f32_of(stage.scale.time.x_within(edges.get(edge).copied().unwrap_or(or), 400.0))
        };
        let (top, bottom) =
            (stage.scale.row(stage.rows, range.first).0, stage.scale.row(stage.rows, range.end - 1).1);
        let rect = Rect::from_min_max(
            pos2(x(begin, span.start().0), f32_of(top)),
            pos2(x(end, span.end().0), f32_of(bottom)),
        );
        let ring = egui::Stroke::new(size::BOLD, colour);
        painter.rect_stroke(rect, 0.0, ring, egui::StrokeKind::Outside);
    }
}

/// What strengths mean, in the corner of the plot.
fn legend(stage: &Stage<'_>, most: u32) {
    let theme = stage.theme;
    let words =
        format!("Events a cell: 1 to {}; pale where they only may lie. Zoom in to see each", grouped(most));
    let font = Face::Small.id();
    let galley = text::galley(stage.painter.ctx(), &words, font, theme.ink, stage.areas.plot.width() - 60.0);
    let steps = 5_u8;
    let wide = galley.size().x + f32::from(steps) * 10.0 + 3.0 * size::PAD;
    let corner = stage.areas.plot.right_top() + vec2(-wide - size::PAD, size::GAP);
    let card = Rect::from_min_size(corner, vec2(wide, galley.size().y + size::PAD));
    stage.painter.rect_filled(card, size::RADIUS, theme.panel.gamma_multiply(0.9));
    let ink = theme.kind_at(0);
    for step in 0..steps {
        let strength = if step == 0 { 0.18 } else { 0.35 + 0.65 * f32::from(step) / f32::from(steps - 1) };
        let at = pos2(card.left() + size::PAD + f32::from(step) * 10.0, card.center().y - 5.0);
        stage.painter.rect_filled(
            Rect::from_min_size(at, vec2(9.0, 10.0)),
            0.0,
            ink.gamma_multiply(strength),
        );
    }
    let at = pos2(card.right() - size::PAD, card.center().y);
    let rect = Align2::RIGHT_CENTER.anchor_size(at, galley.size());
    stage.painter.galley(rect.min, galley, theme.ink);
}

fn touched(stage: &Stage<'_>, ui: &Ui, surface: &Response, cells: &[SpaceCell], edges: &[i64]) -> Touched {
    let Some(pointer) = surface.hover_pos().filter(|_| !surface.dragged()) else { return Touched::Nothing };
    let Some(row) = stage.scale.row_at(stage.rows, f64::from(pointer.y)) else { return Touched::Nothing };
    let at = stage.scale.time.instant_at(f64::from(pointer.x)).0;
    let bin = edges.partition_point(|&edge| edge <= at).saturating_sub(1);
    let span = edges.get(bin).zip(edges.get(bin + 1)).and_then(|(&from, &to)| Span::from_secs(from, to));
    let wanted = (row, u16::try_from(bin).unwrap_or(u16::MAX));
    let found = cells.binary_search_by_key(&wanted, |cell| (cell.row, cell.bin));
    let (Some(span), Some(cell)) = (span, found.ok().and_then(|n| cells.get(n))) else {
        return Touched::Nothing;
    };
    if surface.clicked() {
        let ids = questions::list(stage.look.work, keys(stage, row), span);
        if !ids.is_empty() {
            return Touched::Clicked(SelectCommand::Events(ids));
        }
    }
    let tip = tip(stage, cell, span);
    surface.clone().on_hover_ui_at_pointer(|ui| tip.ui(ui, stage.look));
    let (top, bottom) = stage.scale.row(stage.rows, row);
    let x = |secs: i64| f32_of(stage.scale.time.x_within(secs, 400.0));
    let rect =
        Rect::from_min_max(pos2(x(span.start().0), f32_of(top)), pos2(x(span.end().0), f32_of(bottom)));
    let ring = egui::Stroke::new(size::BOLD, stage.theme.hover);
    let inside = stage.painter.with_clip_rect(stage.areas.marks().intersect(ui.clip_rect()));
    inside.rect_stroke(rect, 0.0, ring, egui::StrokeKind::Outside);
    Touched::Nothing
}

/// The places that may lie in a row, ascending.
fn keys(stage: &Stage<'_>, row: u16) -> Vec<PlaceKey> {
    let keys = stage.course.along.stands().iter().map(|&(key, _)| key);
    keys.filter(|&key| stage.rows.table().of(key).contains(row)).collect()
}

fn tip(stage: &Stage<'_>, cell: &SpaceCell, span: Span) -> Tip {
    let place = place_words(stage, stage.rows, cell.row);
    let mut lines = vec![place, span_text(span)];
    let possible = cell.counts.possible_sum();
    if possible > 0 {
        lines.push(format!("{} more may lie here", grouped(possible)));
    }
    lines.push("Click lists them".to_owned());
    Tip { title: events(cell.counts.sum()), lines, kinds: cell.counts.certain }
}

fn place_words(stage: &Stage<'_>, rows: &SpaceRows, row: u16) -> String {
    match (rows.kms(row), rows.lanes.get(usize::from(row))) {
        (Some((from, to)), _) => format!("km {from:.0} to {to:.0}"),
        (None, Some(&lane)) => lane_name(stage, lane),
        (None, None) => String::new(),
    }
}
