//! The user's own layers as parts of the ground: tints under the border lines, lines and points beside them.

use egui::{Color32, Shape, Stroke, vec2};

use super::{LEAST_STEP, Pen};
use crate::geo::{BaseMap, LayerFill, LayerOnMap, LayerRole, LayerSight, Plane, PlaneBounds};
use crate::view::map::convert::pos;
use crate::view::theme::Theme;

/// A layer on a sheet, for the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerSeen {
    /// Its name.
    pub name: String,
    /// Number of its colour.
    pub colour: u8,
    /// What it is there for.
    pub role: LayerRole,
    /// What of it is on the sheet.
    pub sort: LayerSort,
}

/// What of a layer is on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerSort {
    /// Areas drawn by their outline, or lines.
    Lines,
    /// Areas with a tint.
    Tint,
    /// Points only.
    Points,
}

/// Width of a layer's lines in points.
const WIDTH: f32 = 1.3;
/// Width of lines that stand for borders.
const BORDER_WIDTH: f32 = 2.0;
/// Radius of a layer's points.
const RADIUS: f32 = 2.2;
/// More points than this on a sheet are drawn as specks.
const MOST_DOTS: usize = 1_500;
/// How strong a tint is.
const TINT: f32 = 0.16;

/// The stroke of a layer's lines; the legend draws it too.
pub fn stroke(colour: u8, role: LayerRole, theme: &Theme) -> Stroke {
    let width = if role == LayerRole::Borders { BORDER_WIDTH } else { WIDTH };
    Stroke::new(width, theme.layer(colour))
}

/// The tint of a layer's areas.
pub fn tint(colour: u8, theme: &Theme) -> Color32 {
    theme.layer(colour).gamma_multiply(TINT)
}

/// The layers of a base map that are shown.
fn shown(base: &BaseMap) -> impl Iterator<Item = &LayerOnMap> {
    base.layers.iter().filter(|layer| layer.style.sight == LayerSight::Shown)
}

impl Pen<'_> {
    /// Tints of layers that have one.
    pub(super) fn tints(&mut self, base: &BaseMap, theme: &Theme) {
        let window = self.window;
        for layer in shown(base).filter(|layer| layer.style.fill == LayerFill::Tint) {
            let colour = tint(layer.style.colour, theme);
            for area in layer.laid.areas.iter().filter(|area| area.bounds.meets(&window)) {
                super::add_area(&mut self.mesh, area, self.sheet, colour);
            }
        }
    }

    /// Lines and points of layers of a role; which layers were on the sheet.
    pub(super) fn layers(&mut self, base: &BaseMap, role: LayerRole, theme: &Theme) -> Vec<LayerSeen> {
        let with_role = shown(base).filter(|layer| layer.style.role == role);
        with_role.filter_map(|layer| self.layer(layer, theme)).collect()
    }

    fn layer(&mut self, layer: &LayerOnMap, theme: &Theme) -> Option<LayerSeen> {
        let (colour, role) = (layer.style.colour, layer.style.role);
        let stroke = stroke(colour, role, theme);
        let (laid, window) = (&layer.laid, self.window);
        let areas: Vec<&crate::geo::Area> = laid.areas.iter().filter(|a| a.bounds.meets(&window)).collect();
        let lines: Vec<&[Plane]> =
            laid.lines.iter().filter(|l| l.bounds.meets(&window)).map(|l| l.points.as_slice()).collect();
        for ring in areas.iter().flat_map(|area| &area.rings) {
            if reaches(ring, &window) {
                self.line_of_layer(ring.iter().chain(ring.first()).copied(), stroke);
            }
        }
        for &line in &lines {
            self.line_of_layer(line.iter().copied(), stroke);
        }
        let points = self.points_of_layer(layer, stroke.color, theme);
        let sort = match (areas.is_empty(), lines.is_empty(), points) {
            (true, true, 0) => return None,
            (true, true, _) => LayerSort::Points,
            (false, ..) if layer.style.fill == LayerFill::Tint => LayerSort::Tint,
            _ => LayerSort::Lines,
        };
        Some(LayerSeen { name: laid.name.clone(), colour, role, sort })
    }

    fn line_of_layer(&mut self, points: impl IntoIterator<Item = Plane>, stroke: Stroke) {
        for line in self.sheet.line(points, LEAST_STEP) {
            let points = line.into_iter().map(pos).collect();
            self.tessellator.tessellate_shape(Shape::line(points, stroke), &mut self.mesh);
        }
    }

    /// Draws the points on the sheet and counts them.
    fn points_of_layer(&mut self, layer: &LayerOnMap, colour: Color32, theme: &Theme) -> usize {
        let window = self.window;
        let on_sheet: Vec<Plane> =
            layer.laid.points.iter().map(|point| point.plane).filter(|&p| window.contains(p)).collect();
        for &at in &on_sheet {
            let at = pos(self.sheet.spot(at));
            if on_sheet.len() > MOST_DOTS {
                self.mesh.add_colored_rect(egui::Rect::from_center_size(at, vec2(1.5, 1.5)), colour);
            } else {
                for shape in [
                    Shape::circle_filled(at, RADIUS + 1.0, theme.halo),
                    Shape::circle_filled(at, RADIUS, colour),
                ] {
                    self.tessellator.tessellate_shape(shape, &mut self.mesh);
                }
            }
        }
        on_sheet.len()
    }
}

/// Whether a ring's rectangle meets the window: of an area of many islands, most are far away.
fn reaches(ring: &[Plane], window: &PlaneBounds) -> bool {
    PlaneBounds::around(ring.iter().copied()).is_some_and(|bounds| bounds.meets(window))
}
