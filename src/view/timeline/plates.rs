//! Many rectangles in one mesh, with the rounded corners and soft edges that egui would give each of them.

use egui::emath::GuiRounding as _;
use egui::epaint::{CornerRadius, Mesh, RectShape, Tessellator, Vertex};
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2};

/// Rectangles that are painted together, in the order in which they were added.
///
/// To work out the corners of hundreds of rectangles takes longer than to paint them; here they are worked out once, on a
/// model whose sides are stretched.
pub(super) struct Plates {
    tessellator: Tessellator,
    ppp: f32,
    /// Width of soft edges, points.
    soft: f32,
    /// Whether those that are flat are soft lines on whole pixels.
    draws_lines: bool,
    radius: u8,
    /// Smaller ones are not drawn after the model, points.
    least: f32,
    /// A square of [`MODEL`] pixels at the origin.
    model: Mesh,
    mesh: Mesh,
}

/// Corners of the triangles of a line that is thinner than a pixel, and of one that is not, as egui numbers them.
const RIDGE: [u32; 12] = [0, 1, 3, 1, 3, 4, 1, 2, 4, 2, 4, 5];
const LINE: [u32; 30] =
    [0, 1, 2, 0, 2, 3, 0, 1, 4, 1, 4, 5, 1, 2, 5, 2, 5, 6, 2, 3, 6, 3, 6, 7, 4, 5, 6, 4, 6, 7];
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
        let corners = if radius > 0 { 2.0 * f32::from(radius) + 1.0 + 1.0 / ppp } else { 0.0 };
        let least = corners + 2.0 * soft;
        let draws_lines = options.feathering && options.round_line_segments_to_pixels;
        Self { tessellator, ppp, soft, draws_lines, radius, least, model, mesh: Mesh::default() }
    }

    /// Makes room for so many rectangles.
    pub fn reserve(&mut self, count: usize) {
        self.mesh.reserve_vertices(count * self.model.vertices.len());
        self.mesh.reserve_triangles(count * self.model.indices.len() / 3);
    }

    /// Adds a rectangle with rounded corners.
    pub fn add(&mut self, rect: Rect, colour: Color32) {
        // Those that are hardly larger than their corners or edges are drawn otherwise.
        if self.draws_lines && rect.height() <= 2.0 * self.soft && rect.width() > 4.0 * self.soft {
            self.add_flat(rect, colour);
            return;
        }
        if rect.width() <= self.least || rect.height() <= self.least {
            self.tessellator.tessellate_rect(&filled(rect, self.radius, colour), &mut self.mesh);
            return;
        }
        let rect = rect.round_to_pixels(self.ppp);
        if self.radius == 0 {
            // On whole pixels soft edges are not seen, and cost twice the corners.
            self.mesh.add_colored_rect(rect, colour);
            return;
        }
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

    /// Adds one that is hardly higher than its edges: egui draws it as a line, whatever its corners.
    fn add_flat(&mut self, rect: Rect, colour: Color32) {
        let (ppp, soft, width, mut y) = (self.ppp, self.soft, rect.height(), rect.center().y);
        if width <= 0.0 {
            return;
        }
        Stroke::new(width, colour).round_center_to_pixel(ppp, &mut y);
        let left = (rect.left() + 0.25 * soft).round_to_pixel_center(ppp);
        let right = (rect.right() - 0.25 * soft).round_to_pixel_center(ppp);
        let (clear, first) =
            (Color32::TRANSPARENT, u32::try_from(self.mesh.vertices.len()).unwrap_or(u32::MAX));
        let mut corner =
            |x: f32, y: f32, colour| self.mesh.vertices.push(Vertex::untextured(pos2(x, y), colour));
        let indices: &[u32] = if width <= 0.9 * soft {
            let pale = colour.gamma_multiply(width / soft);
            for x in [left, right] {
                corner(x, y - soft, clear);
                corner(x, y, pale);
                corner(x, y + soft, clear);
            }
            &RIDGE
        } else {
            let (inner, outer) = (0.5 * (width - soft), f32::midpoint(width, soft));
            for (x, end) in [(left, left - soft), (right, right + soft)] {
                corner(end, y - outer, clear);
                corner(x, y - inner, colour);
                corner(x, y + inner, colour);
                corner(end, y + outer, clear);
            }
            &LINE
        };
        self.mesh.indices.extend(indices.iter().map(|index| index + first));
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
    use crate::view::raster::Rasterizer;
    use egui::epaint::{ClippedPrimitive, ImageDelta, Primitive};
    use egui::{ColorImage, Context, Id, LayerId, Order, TextureId, TextureOptions, TexturesDelta, vec2};

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
            for radius in [2, 3] {
                let wide = [0.4, 1.5, 2.2, 3.0, 6.2, 9.0, 15.5, 44.3, 900.0].map(|width| vec2(width, 15.5));
                let flat = [0.0, 0.01, 0.3, 0.7, 0.89, 0.95, 1.0, 1.2, 1.6, 1.99, 2.0, 2.1, 2.6, 3.4]
                    .map(|height| vec2(20.4, height));
                for size in wide.into_iter().chain(flat) {
                    let rect = Rect::from_min_size(pos2(101.3, -7.7), size);
                    let [ours, theirs] = both(ppp, radius, rect);
                    assert_eq!(ours.indices, theirs.indices, "{ppp} {radius} {size:?}");
                    for (ours, theirs) in ours.vertices.iter().zip(&theirs.vertices) {
                        assert!(
                            ours.pos.distance(theirs.pos) < 1e-3,
                            "{ppp} {radius} {size:?}: {ours:?} {theirs:?}"
                        );
                        assert_eq!((ours.color, ours.uv), (theirs.color, theirs.uv));
                    }
                }
            }
        }
    }

    #[test]
    fn square_plates_are_painted_to_the_pixel_as_egui_paints_them() {
        for ppp in [1.0, 1.25, 2.0] {
            for size in [vec2(0.4, 15.5), vec2(2.2, 15.5), vec2(9.0, 15.5), vec2(44.3, 3.4), vec2(20.4, 0.7)]
            {
                let rect = Rect::from_min_size(pos2(11.3, 7.7), size);
                let [ours, theirs] = both(ppp, 0, rect).map(|mesh| pixels(mesh, ppp));
                assert!(ours == theirs, "{ppp} {size:?}");
            }
        }
    }

    fn pixels(mesh: Mesh, ppp: f32) -> Vec<Color32> {
        let white = ImageDelta::full(ColorImage::filled([1, 1], Color32::WHITE), TextureOptions::LINEAR);
        let mut raster = Rasterizer::default();
        let mut delta = TexturesDelta::default();
        delta.push(TextureId::default(), white);
        raster.apply(&mut delta);
        let primitive = Primitive::Mesh(mesh);
        let all = [ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive }];
        raster.paint(&all, ppp, [200, 100], Color32::BLACK).unwrap().pixels().to_vec()
    }
}
