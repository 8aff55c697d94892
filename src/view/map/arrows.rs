//! Arrows at the edge for what lies outside the view: how many events, where to, how far.

use std::sync::Arc;

use egui::{Align2, Rect, Response, Role, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::bubbles::Emphasis;
use super::convert::{events, f32_of, frame, grouped, pos};
use super::sights::Sights;
use crate::geo::{Projection, distance};
use crate::model::LonLat;
use crate::plot::edges::{EdgeArrow, edge_arrows, spread};
use crate::plot::placing::Placed;
use crate::plot::{Frame, MapScale, Spot};
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};

/// The arrows of a view, kept while nothing moves.
#[derive(Default)]
pub struct Arrows {
    made: Option<(MapScale, Arc<Placed>)>,
    arrows: Vec<Arrow>,
}

/// An arrow with its words.
pub struct Arrow {
    /// Where it points and what for.
    pub edge: EdgeArrow,
    /// Its short words.
    pub words: String,
    /// What is to be read out and shown on hover.
    pub name: String,
    /// The name of the nearest place.
    pub place: String,
    /// Whether all of it is one far city that the base map does not show.
    pub far: bool,
}

/// Height of an arrow's label in points.
const HEIGHT: f64 = 18.0;
/// Width that the arrow itself takes in its label.
const HEAD: f32 = 14.0;
/// Points between the labels and the edge of the map.
const MARGIN: f64 = 6.0;

impl Arrows {
    /// The arrows for what is outside of the view.
    pub fn update(
        &mut self,
        scale: &MapScale,
        placed: &Arc<Placed>,
        sights: &mut Sights<'_>,
        projection: &Projection,
    ) {
        let same = self.made.as_ref().is_some_and(|(s, p)| s == scale && Arc::ptr_eq(p, placed));
        if same {
            return;
        }
        let middle = projection.inverse(scale.centre);
        let edges = edge_arrows(&placed.pins, &placed.grid, scale, scale.frame.grown(-2.0));
        self.arrows = edges.into_iter().map(|edge| arrow(edge, placed, sights, middle)).collect();
        self.made = Some((*scale, Arc::clone(placed)));
    }

    /// Shows the arrows beside what is already there; `selected` are the selected pins. Says which was clicked or hovered.
    pub fn ui(
        &self,
        ui: &Ui,
        theme: &Theme,
        (map, taken): (Rect, &[Rect]),
        selected: &[u32],
    ) -> Vec<(Response, &Arrow)> {
        let inner = frame(map).grown(-MARGIN);
        let width = |arrow: &Arrow| {
            let galley = text::galley(ui, &arrow.words, Face::Small.id(), theme.ink, 190.0);
            f64::from(galley.size().x + HEAD + 2.0 * size::GAP)
        };
        let sizes: Vec<(f64, f64)> = self.arrows.iter().map(|a| (width(a), HEIGHT)).collect();
        let taken: Vec<Frame> = taken.iter().copied().map(frame).collect();
        let edges: Vec<&EdgeArrow> = self.arrows.iter().map(|a| &a.edge).collect();
        let corners = spread(&edges, &sizes, inner, &taken);
        let mut shown = Vec::new();
        for ((arrow, corner), (w, h)) in self.arrows.iter().zip(corners).zip(sizes) {
            let rect = Rect::from_min_size(pos(corner), vec2(f32_of(w), f32_of(h)));
            let id = ui.scope_id().with(("arrow", arrow.edge.nearest));
            let response = ui.interact(rect, id, Sense::click());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, text::shown(&arrow.name)));
            let chosen = !selected.is_empty() && self.points_at(arrow, selected);
            let emphasis = if chosen { Emphasis::Selected } else { Emphasis::None };
            paint(ui, theme, rect, arrow, &response, emphasis);
            shown.push((response, arrow));
        }
        shown
    }
}

impl Arrows {
    /// Whether one of these pins, ascending, lies there.
    fn points_at(&self, arrow: &Arrow, pins: &[u32]) -> bool {
        let Some((_, placed)) = &self.made else { return false };
        arrow.edge.pins(&placed.grid).any(|pin| pins.binary_search(&pin).is_ok())
    }
}

fn arrow(edge: EdgeArrow, placed: &Placed, sights: &mut Sights<'_>, middle: Option<LonLat>) -> Arrow {
    let nearest = placed.spots.get(edge.nearest as usize).map(|spot| spot.at);
    let way = middle.zip(nearest).map(|(from, to)| {
        (distance::distance_km(from, to), distance::compass_word(distance::bearing_deg(from, to)))
    });
    let place = sights.pin_name(edge.nearest);
    let km = way.map_or_else(String::new, |(km, _)| format!("{} km", rounded(km)));
    let towards = way.map_or("", |(_, word)| word);
    let count = edge.count();
    let (one_place, far) = (edge.places == 1, edge.apart);
    let words = if one_place || far {
        format!("{place} {km} · {}", grouped(count))
    } else {
        format!("{} · from {km}", grouped(count))
    };
    let first = if one_place { "" } else { "the nearest at " };
    let name = format!("{} outside the view to the {towards}, {first}{place}, {km} away", events(count));
    Arrow { edge, words, name, place, far }
}

/// Kilometres with two or three digits that mean something.
fn rounded(km: f64) -> String {
    let step = if km < 100.0 { 1.0 } else { 10.0 };
    grouped(whole((km / step).round() * step))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the Earth is no larger")]
fn whole(km: f64) -> u32 {
    km.clamp(0.0, 41_000.0) as u32
}

fn paint(ui: &Ui, theme: &Theme, rect: Rect, arrow: &Arrow, response: &Response, emphasis: Emphasis) {
    let painter = ui.painter();
    let fill = if response.hovered() { theme.raised_hover } else { theme.panel };
    painter.rect_filled(rect, size::RADIUS, fill);
    painter.rect_stroke(rect, size::RADIUS, Stroke::new(1.0, theme.line), egui::StrokeKind::Inside);
    if let Some(ring) = emphasis.ring(theme) {
        painter.rect_stroke(rect, size::RADIUS, ring, egui::StrokeKind::Outside);
    }
    let head = pos2(rect.left() + size::GAP + HEAD / 2.0 - 1.0, rect.center().y);
    let Spot { x, y } = arrow.edge.towards;
    let towards = vec2(f32_of(x), f32_of(y));
    let corners =
        [head + towards * 6.0, head + turned(towards, 2.45) * 5.5, head + turned(towards, -2.45) * 5.5];
    let main = arrow.edge.kinds.iter().enumerate().max_by_key(|&(_, &n)| n).map_or(0, |(index, _)| index);
    painter.add(Shape::convex_polygon(corners.to_vec(), theme.kind_at(main), Stroke::NONE));
    let at = pos2(rect.left() + size::GAP + HEAD, rect.center().y);
    text::painted(painter, at, Align2::LEFT_CENTER, &arrow.words, Face::Small.id(), theme.ink, rect.width());
}

fn turned(v: egui::Vec2, angle: f32) -> egui::Vec2 {
    let (sin, cos) = angle.sin_cos();
    vec2(v.x * cos - v.y * sin, v.x * sin + v.y * cos)
}
