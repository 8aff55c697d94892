//! Many rectangles in one mesh, with the rounded corners and soft edges that egui would give each of them.

use egui::emath::GuiRounding as _;
use egui::epaint::{CornerRadius, Mesh, RectShape, Tessellator, Vertex};
use egui::{Color32, Painter, Pos2, Rect, Shape, pos2};

/// Rectangles that are painted together, in the order in which they were added.
///
/// To work out the corners of hundreds of rectangles takes longer than to paint them; here they are worked out once, on a
/// model whose sides are stretched.
pub(super) struct Plates {
    tessellator: Tessellator,
    ppp: f32,
    radius: u8,
    /// Smaller ones are not drawn after the model, points.
    least: f32,
    /// A square of [`MODEL`] pixels at the origin.
    model: Mesh,
    mesh: Mesh,
}

/// Side of the model in pixels.
const MODEL: f32 = 64.0;

impl Plates {
    /// None yet; the corners' radius in points.
    pub fn new(painter: &Painter, radius: u8) -> Self {
        let ppp = painter.pixels_per_point();
        let options = painter.ctx().tessellation_options(|options| *options);
        let mut tessellator = Tessellator::new(ppp, options, [1, 1], Vec::new());
        let mut model = Mesh::default();
        let square = Rect::from_min_max(Pos2::ZERO, pos2(MODEL, MODEL) / ppp);
        tessellator.tessellate_rect(&filled(square, radius, Color32::WHITE), &mut model);
        let soft = if options.feathering { options.feathering_size_in_pixels / ppp } else { 0.0 };
        let corners = if radius > 0 { 2.0 * f32::from(radius) + 1.0 } else { 0.0 };
        let least = corners + 2.0 * soft + 1.0 / ppp;
        Self { tessellator, ppp, radius, least, model, mesh: Mesh::default() }
    }

    /// Adds a rectangle with rounded corners.
    pub fn add(&mut self, rect: Rect, colour: Color32) {
        // Those that are hardly larger than their corners or edges are drawn otherwise.
        if rect.width() < self.least || rect.height() < self.least {
            self.tessellator.tessellate_rect(&filled(rect, self.radius, colour), &mut self.mesh);
            return;
        }
        let rect = rect.round_to_pixels(self.ppp);
        let side = MODEL / self.ppp;
        let along = |at: f32, from: f32, to: f32| if at < side / 2.0 { from + at } else { to + (at - side) };
        let first = u32::try_from(self.mesh.vertices.len()).unwrap_or(u32::MAX);
        self.mesh.vertices.extend(self.model.vertices.iter().map(|&Vertex { pos, uv, color }| Vertex {
            pos: pos2(along(pos.x, rect.left(), rect.right()), along(pos.y, rect.top(), rect.bottom())),
            uv,
            color: if color == Color32::TRANSPARENT { color } else { colour },
        }));
        self.mesh.indices.extend(self.model.indices.iter().map(|index| index + first));
    }

    /// Adds a rectangle with square corners and hard edges.
    pub fn add_hard(&mut self, rect: Rect, colour: Color32) {
        if rect.is_positive() {
            self.mesh.add_colored_rect(rect, colour);
        }
    }

    /// All of them, if there are any.
    pub fn into_shape(self) -> Option<Shape> {
        (!self.mesh.is_empty()).then(|| Shape::mesh(self.mesh))
    }

    /// Paints all.
    pub fn paint(self, painter: &Painter) {
        if let Some(shape) = self.into_shape() {
            painter.add(shape);
        }
    }
}

fn filled(rect: Rect, radius: u8, colour: Color32) -> RectShape {
    RectShape::filled(rect, CornerRadius::same(radius), colour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Context, Id, LayerId, Order, vec2};

    /// The plate and what egui makes of the same rectangle.
    fn both(ppp: f32, radius: u8, rect: Rect) -> [Mesh; 2] {
        let ctx = Context::default();
        ctx.set_pixels_per_point(ppp);
        let mut out = ctx.run_ui(egui::RawInput::default(), |_| {});
        out.textures_delta.clear();
        let painter = Painter::new(ctx.clone(), LayerId::new(Order::Middle, Id::NULL), Rect::EVERYTHING);
        assert!((painter.pixels_per_point() - ppp).abs() < 1e-6);
        let mut plates = Plates::new(&painter, radius);
        plates.add(rect, Color32::RED);
        let options = ctx.tessellation_options(|options| *options);
        let mut mesh = Mesh::default();
        let shape = filled(rect, radius, Color32::RED);
        Tessellator::new(ppp, options, [1, 1], Vec::new()).tessellate_rect(&shape, &mut mesh);
        [plates.mesh, mesh]
    }

    #[test]
    fn plates_look_as_egui_draws_them() {
        for ppp in [1.0, 1.25, 2.0] {
            for radius in [0, 2, 3] {
                for size in [0.4, 1.5, 3.0, 6.2, 9.0, 15.5, 44.3, 900.0] {
                    let rect = Rect::from_min_size(pos2(101.3, -7.7), vec2(size, 15.5));
                    let [ours, theirs] = both(ppp, radius, rect);
                    assert_eq!(ours.indices, theirs.indices, "{ppp} {radius} {size}");
                    for (ours, theirs) in ours.vertices.iter().zip(&theirs.vertices) {
                        assert!(
                            ours.pos.distance(theirs.pos) < 1e-3,
                            "{ppp} {radius} {size}: {ours:?} {theirs:?}"
                        );
                        assert_eq!((ours.color, ours.uv), (theirs.color, theirs.uv));
                    }
                }
            }
        }
    }
}
