//! Discs and rings of many sizes in one texture, so that any number of bubbles is one mesh with a few corners each.

use egui::epaint::{ColorImage, ImageData, Mesh, Vertex};
use egui::{Color32, Context, Pos2, Rect, TextureHandle, TextureOptions, Vec2, pos2, vec2};

/// The texture with what lies where in it.
pub struct Discs {
    texture: TextureHandle,
    /// Pixels a point that it was made for.
    ppp: f32,
    sizes: Vec<Size>,
}

/// One radius: where its disc and its ring lie.
#[derive(Clone, Copy, Debug)]
struct Size {
    /// Pixels.
    radius: f32,
    /// Half of its square, pixels: the radius and a soft edge.
    half: f32,
    disc: Rect,
    ring: Rect,
}

/// The smallest radius in pixels; smaller ones are the same, shrunk.
const LEAST: f32 = 1.5;
/// The largest radius in points: the largest bubble with its halo and the ring of a selected one.
const LARGEST: f32 = 36.0;
/// From one radius to the next. What lies between is stretched by at most half of this, which no eye sees.
const GROWTH: f32 = 1.19;
/// Pixels around each square that stay empty.
const MARGIN: f32 = 1.0;

impl Discs {
    /// Draws the texture for a screen of so many pixels a point.
    pub fn new(ctx: &Context) -> Self {
        let ppp = ctx.pixels_per_point();
        let (sizes, side) = places(ppp);
        let mut image = ColorImage::filled(side, Color32::TRANSPARENT);
        for size in &sizes {
            stamp(&mut image, size.disc.center(), size.half, |d| size.radius - d + 0.5);
            let half_line = ppp / 2.0;
            stamp(&mut image, size.ring.center(), size.half, |d| half_line - (size.radius - d).abs() + 0.5);
        }
        let scale = vec2(1.0 / float(side[0]), 1.0 / float(side[1]));
        let normal = |r: Rect| {
            Rect::from_min_max((r.min.to_vec2() * scale).to_pos2(), (r.max.to_vec2() * scale).to_pos2())
        };
        let sizes =
            sizes.into_iter().map(|s| Size { disc: normal(s.disc), ring: normal(s.ring), ..s }).collect();
        let image = ImageData::Color(std::sync::Arc::new(image));
        Self { texture: ctx.load_texture("discs", image, TextureOptions::LINEAR), ppp, sizes }
    }

    /// Whether it suits a screen of so many pixels a point.
    pub fn suits(&self, ppp: f32) -> bool {
        (self.ppp - ppp).abs() < 1e-3
    }

    /// The size that is nearest to a radius in points.
    fn size(&self, radius: f32) -> Option<&Size> {
        let wanted = radius * self.ppp / GROWTH.sqrt();
        let at = self.sizes.partition_point(|size| size.radius < wanted);
        self.sizes.get(at).or(self.sizes.last())
    }
}

/// Where all sizes lie, and the size of the texture that holds them; in pixels.
fn places(ppp: f32) -> (Vec<Size>, [usize; 2]) {
    let largest = LARGEST * ppp;
    let wide = (2.0 * (largest + 2.0 + ppp) + 2.0 * MARGIN) * 4.0;
    let (mut x, mut y, mut row) = (0.0, 0.0, 0.0);
    let mut sizes = Vec::new();
    let mut radius = LEAST;
    while radius < largest * GROWTH {
        let half = (radius + ppp / 2.0 + 1.0).ceil();
        let side = 2.0 * (half + MARGIN);
        if x + 2.0 * side > wide {
            (x, y, row) = (0.0, y + row, 0.0);
        }
        let square =
            |x: f32| Rect::from_center_size(pos2(x + side / 2.0, y + side / 2.0), Vec2::splat(2.0 * half));
        sizes.push(Size { radius, half, disc: square(x), ring: square(x + side) });
        x += 2.0 * side;
        row = side.max(row);
        radius *= GROWTH;
    }
    (sizes, [whole(wide), whole(y + row)])
}

/// Draws what covers a pixel by its distance from the middle.
fn stamp(image: &mut ColorImage, middle: Pos2, half: f32, cover: impl Fn(f32) -> f32) {
    let width = image.size[0];
    let corner = middle - Vec2::splat(half);
    for y in whole(corner.y)..whole(corner.y + 2.0 * half) {
        for x in whole(corner.x)..whole(corner.x + 2.0 * half) {
            let centre = pos2(float(x) + 0.5, float(y) + 0.5);
            let share = cover(centre.distance(middle)).clamp(0.0, 1.0);
            if let Some(pixel) = image.pixels.get_mut(y * width + x) {
                *pixel = Color32::WHITE.gamma_multiply(share);
            }
        }
    }
}

/// Puts discs and parts of them into one mesh.
pub struct Ink<'a> {
    discs: &'a Discs,
    /// What was put so far.
    pub mesh: Mesh,
}

impl<'a> Ink<'a> {
    /// Nothing yet.
    pub fn new(discs: &'a Discs) -> Self {
        Self { discs, mesh: Mesh::with_texture(discs.texture.id()) }
    }

    /// A disc; radius in points.
    pub fn disc(&mut self, at: Pos2, radius: f32, colour: Color32) {
        if let Some(size) = self.discs.size(radius) {
            let half = size.half * radius / size.radius;
            self.mesh.add_rect_with_uv(
                Rect::from_center_size(at, Vec2::splat(2.0 * half)),
                size.disc,
                colour,
            );
        }
    }

    /// A circle as a line of one point; radius in points.
    pub fn ring(&mut self, at: Pos2, radius: f32, colour: Color32) {
        if let Some(size) = self.discs.size(radius) {
            let half = size.half * radius / size.radius;
            self.mesh.add_rect_with_uv(
                Rect::from_center_size(at, Vec2::splat(2.0 * half)),
                size.ring,
                colour,
            );
        }
    }

    /// A slice of a disc between two shares of the full turn, from the top clockwise.
    pub fn slice(&mut self, at: Pos2, radius: f32, (from, to): (f64, f64), colour: Color32) {
        let Some(size) = self.discs.size(radius) else { return };
        let half = size.half * radius / size.radius;
        let uv = |towards: Vec2| size.disc.center() + towards * size.disc.size() / 2.0;
        let first = u32::try_from(self.mesh.vertices.len()).unwrap_or(u32::MAX - 8);
        self.mesh.vertices.push(Vertex { pos: at, uv: uv(Vec2::ZERO), color: colour });
        // Straight from one corner of its square to the next: the texture makes it round.
        let corners =
            [0.125, 0.375, 0.625, 0.875].into_iter().filter(|corner| from < *corner && *corner < to);
        let mut last = first;
        for turn in std::iter::once(from).chain(corners).chain([to]) {
            let (sin, cos) = (turn * std::f64::consts::TAU).sin_cos();
            let towards = vec2(super::convert::f32_of(sin), super::convert::f32_of(-cos));
            let towards = towards / towards.x.abs().max(towards.y.abs());
            let next = last + 1;
            self.mesh.vertices.push(Vertex { pos: at + towards * half, uv: uv(towards), color: colour });
            if last != first {
                self.mesh.add_triangle(first, last, next);
            }
            last = next;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a texture is far smaller than 2^24 pixels across")]
fn float(value: usize) -> f32 {
    value as f32
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast saturates at 0")]
fn whole(value: f32) -> usize {
    value.ceil() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_discs_share_a_pixel_and_all_lie_in_the_texture() {
        for ppp in [1.0, 1.25, 2.0, 8.0] {
            let (sizes, [width, height]) = places(ppp);
            let squares: Vec<Rect> = sizes.iter().flat_map(|s| [s.disc, s.ring]).collect();
            let room = Rect::from_min_size(Pos2::ZERO, vec2(float(width), float(height)));
            for (n, square) in squares.iter().enumerate() {
                assert!(room.contains_rect(*square), "{square:?} in {room:?}");
                assert!(squares.iter().skip(n + 1).all(|other| !other.intersects(*square)));
            }
            assert!(width <= 4096 && height <= 4096, "{width} × {height} at {ppp}");
        }
    }

    #[test]
    fn slices_of_a_full_turn_cover_the_square_once() {
        let ctx = Context::default();
        let discs = Discs::new(&ctx);
        let mut ink = Ink::new(&discs);
        for (from, to) in [(0.0, 0.2), (0.2, 0.9), (0.9, 1.0)] {
            ink.slice(pos2(50.0, 50.0), 10.0, (from, to), Color32::WHITE);
        }
        let area: f32 = ink
            .mesh
            .triangles()
            .map(|corners| {
                let [a, b, c] = corners.map(|n| ink.mesh.vertices[n as usize].pos);
                ((b - a).x * (c - a).y - (b - a).y * (c - a).x) / 2.0
            })
            .sum();
        let mut whole = Ink::new(&discs);
        whole.disc(pos2(50.0, 50.0), 10.0, Color32::WHITE);
        let square = whole.mesh.calc_bounds();
        assert!((area - square.area()).abs() < 0.5, "{area} for {}", square.area());
        assert!(ink.mesh.vertices.len() < 16);
    }
}
