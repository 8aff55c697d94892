//! Triangles row by row: where a row enters and leaves a triangle, and what stands between.
//!
//! A pixel belongs to a triangle when its centre lies inside; where it enters counts, where it leaves does not. Edges are
//! always followed from top to bottom, so two triangles find the same crossing on the edge they share: no seam, no
//! pixel painted twice.

#![expect(
    clippy::many_single_char_names,
    reason = "corners a, b, c; channels r, g, b, a; x, y, u, v: the plain names here"
)]

use std::ops::Range;

use egui::epaint::{Mesh, Vertex};
use egui::{Color32, Rect};

use super::texture::{Rgba, Texture};
use crate::view::picture::Picture;

/// The pixels that may be painted: columns, rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clip {
    columns: Range<usize>,
    rows: Range<usize>,
}

/// A clip rectangle in whole pixels, rounded as egui's renderers round it.
pub fn clip(rect: Rect, ppp: f32, [width, height]: [usize; 2]) -> Clip {
    let edge = |v: f32, max: usize| to_index((v * ppp).round()).min(max);
    Clip {
        columns: edge(rect.min.x, width)..edge(rect.max.x, width),
        rows: edge(rect.min.y, height)..edge(rect.max.y, height),
    }
}

/// Paints a mesh; `ppp` is pixels a point.
pub fn mesh(out: &mut Picture, mesh: &Mesh, texture: &Texture, ppp: f32, clip: &Clip) {
    if clip.columns.is_empty() || clip.rows.is_empty() {
        return;
    }
    for &[a, b, c] in mesh.indices.as_chunks::<3>().0 {
        let corner = |i: u32| mesh.vertices.get(i as usize).map(|v| Corner::new(v, ppp));
        if let (Some(a), Some(b), Some(c)) = (corner(a), corner(b), corner(c)) {
            triangle(out, [a, b, c], texture, clip);
        }
    }
}

/// A vertex in pixels with what varies across a triangle.
#[derive(Debug, Clone, Copy)]
struct Corner {
    x: f32,
    y: f32,
    uv: [f32; 2],
    colour: Color32,
}

impl Corner {
    fn new(v: &Vertex, ppp: f32) -> Self {
        Self { x: v.pos.x * ppp, y: v.pos.y * ppp, uv: [v.uv.x, v.uv.y], colour: v.color }
    }
}

fn triangle(out: &mut Picture, mut corners: [Corner; 3], texture: &Texture, clip: &Clip) {
    corners.sort_unstable_by(|a, b| a.y.total_cmp(&b.y));
    let [top, mid, low] = corners;
    let rows = first_centre(top.y).max(clip.rows.start)..first_centre(low.y).min(clip.rows.end);
    // Also false for what is not a number.
    let spans_a_row = rows.start < rows.end && (top.x + mid.x + low.x).is_finite();
    if !spans_a_row {
        return;
    }
    let Some(paint) = Paint::new(&corners, texture) else { return };
    for row in rows {
        let y = centre(row);
        let long = crossing(top, low, y);
        let short = if y < mid.y { crossing(top, mid, y) } else { crossing(mid, low, y) };
        let (left, right) = if long < short { (long, short) } else { (short, long) };
        let columns = first_centre(left).max(clip.columns.start)..first_centre(right).min(clip.columns.end);
        if columns.start < columns.end {
            let first = columns.start;
            if let Some(pixels) = out.row_mut(row, columns) {
                paint.span(pixels, centre(first), y);
            }
        }
    }
}

/// Where the edge from `a` down to `b` crosses the height `y`.
fn crossing(a: Corner, b: Corner, y: f32) -> f32 {
    let height = b.y - a.y;
    if height <= 0.0 { b.x } else { a.x + (b.x - a.x) * ((y - a.y) / height) }
}

/// What stands between the edges.
enum Paint<'a> {
    /// One opaque colour.
    Solid(Color32),
    /// One colour that lets through.
    Veil(Rgba),
    /// Colour changes, the texture does not: feathered edges.
    Shaded { at: Plane4, texel: Rgba },
    /// The texture changes, colour does not: text and images.
    Textured { uv: [Plane; 2], colour: Rgba, texture: &'a Texture },
    /// Both change.
    Full { at: Plane4, uv: [Plane; 2], texture: &'a Texture },
}

type Plane4 = [Plane; 4];

impl<'a> Paint<'a> {
    fn new(corners: &[Corner; 3], texture: &'a Texture) -> Option<Self> {
        let [a, b, c] = corners;
        let one_colour = a.colour == b.colour && b.colour == c.colour;
        #[expect(clippy::float_cmp, reason = "the very same texel, not a near one")]
        let one_texel = a.uv == b.uv && b.uv == c.uv;
        let colour = floats(a.colour);
        if one_colour && one_texel {
            let [u, v] = a.uv;
            let source = tint(colour, texture.sample(u, v));
            return match source {
                [r, g, b, alpha] if alpha >= OPAQUE => Some(Self::Solid(pixel([r, g, b, 255.0]))),
                source => source.iter().any(|v| *v > 0.0).then_some(Self::Veil(source)),
            };
        }
        let base = Base::new(corners)?;
        let at = || {
            let [a, b, c] = [a, b, c].map(|corner| floats(corner.colour));
            plane4(&base, a, b, c)
        };
        let uv = || [base.plane(a.uv[0], b.uv[0], c.uv[0]), base.plane(a.uv[1], b.uv[1], c.uv[1])];
        Some(match (one_colour, one_texel) {
            (_, true) => Self::Shaded { at: at(), texel: texture.sample(a.uv[0], a.uv[1]) },
            (true, false) => Self::Textured { uv: uv(), colour, texture },
            (false, false) => Self::Full { at: at(), uv: uv(), texture },
        })
    }

    /// Paints a stretch of a row, its first pixel's centre at `x`, `y`.
    fn span(&self, pixels: &mut [Color32], x: f32, y: f32) {
        match self {
            Self::Solid(colour) => pixels.fill(*colour),
            Self::Veil(source) => pixels.iter_mut().for_each(|under| blend(under, *source)),
            Self::Shaded { at, texel } => along(pixels, x, |under, x| {
                let colour = at.at(x, y);
                blend(under, tint(colour, *texel));
            }),
            Self::Textured { uv: [u, v], colour, texture } => along(pixels, x, |under, x| {
                blend(under, tint(*colour, texture.sample(u.at(x, y), v.at(x, y))));
            }),
            Self::Full { at, uv: [u, v], texture } => along(pixels, x, |under, x| {
                blend(under, tint(at.at(x, y), texture.sample(u.at(x, y), v.at(x, y))));
            }),
        }
    }
}

fn along(pixels: &mut [Color32], first: f32, mut paint: impl FnMut(&mut Color32, f32)) {
    let mut x = first;
    for pixel in pixels {
        paint(pixel, x);
        x += 1.0;
    }
}

/// A value that changes evenly across a triangle.
#[derive(Debug, Clone, Copy)]
struct Plane {
    origin: f32,
    per_x: f32,
    per_y: f32,
    x0: f32,
    y0: f32,
}

impl Plane {
    fn at(&self, x: f32, y: f32) -> f32 {
        self.origin + (x - self.x0) * self.per_x + (y - self.y0) * self.per_y
    }
}

trait At {
    fn at(&self, x: f32, y: f32) -> Rgba;
}

impl At for Plane4 {
    fn at(&self, x: f32, y: f32) -> Rgba {
        let [r, g, b, a] = self;
        // Rounding may step a little beyond the corners' colours.
        [r.at(x, y), g.at(x, y), b.at(x, y), a.at(x, y)].map(|v| v.clamp(0.0, 255.0))
    }
}

fn plane4(base: &Base, [r, g, b, a]: Rgba, [r2, g2, b2, a2]: Rgba, [r3, g3, b3, a3]: Rgba) -> Plane4 {
    [base.plane(r, r2, r3), base.plane(g, g2, g3), base.plane(b, b2, b3), base.plane(a, a2, a3)]
}

/// A triangle's first corner, its two sides and what turns them into slopes.
struct Base {
    x0: f32,
    y0: f32,
    side: [f32; 4],
    per_area: f32,
}

impl Base {
    fn new([a, b, c]: &[Corner; 3]) -> Option<Self> {
        let side = [b.x - a.x, b.y - a.y, c.x - a.x, c.y - a.y];
        let [bx, by, cx, cy] = side;
        let area = bx * cy - cx * by;
        let usable = area != 0.0 && area.is_finite();
        usable.then(|| Self { x0: a.x, y0: a.y, side, per_area: 1.0 / area })
    }

    fn plane(&self, a: f32, b: f32, c: f32) -> Plane {
        let [bx, by, cx, cy] = self.side;
        let (b, c) = (b - a, c - a);
        Plane {
            origin: a,
            per_x: (b * cy - c * by) * self.per_area,
            per_y: (c * bx - b * cx) * self.per_area,
            x0: self.x0,
            y0: self.y0,
        }
    }
}

/// Alpha from which nothing shows through.
const OPAQUE: f32 = 254.5;

fn tint([r, g, b, a]: Rgba, [r2, g2, b2, a2]: Rgba) -> Rgba {
    [r * r2 / 255.0, g * g2 / 255.0, b * b2 / 255.0, a * a2 / 255.0]
}

fn blend(under: &mut Color32, [r, g, b, a]: Rgba) {
    if a >= OPAQUE {
        *under = pixel([r, g, b, 255.0]);
        return;
    }
    let keep = 1.0 - a / 255.0;
    let [r2, g2, b2, a2] = floats(*under);
    *under = pixel([r + r2 * keep, g + g2 * keep, b + b2 * keep, a + a2 * keep]);
}

fn floats(colour: Color32) -> Rgba {
    colour.to_array().map(f32::from)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates at 0 and 255"
)]
fn pixel(colour: Rgba) -> Color32 {
    let [r, g, b, a] = colour.map(|v| (v + 0.5) as u8);
    Color32::from_rgba_premultiplied(r, g, b, a)
}

/// Index of the first pixel whose centre is not before `v`.
fn first_centre(v: f32) -> usize {
    to_index((v - 0.5).ceil())
}

#[expect(clippy::cast_precision_loss, reason = "pictures are far smaller than 2^24 pixels across")]
fn centre(index: usize) -> f32 {
    index as f32 + 0.5
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates; NaN is 0"
)]
fn to_index(v: f32) -> usize {
    v as usize
}
