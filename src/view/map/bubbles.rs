//! Events at a point: discs whose area goes with their count, ringed by kind where kinds are mixed.

use egui::epaint::Mesh;
use egui::{Align2, Color32, Painter, Pos2, Shape, Stroke, vec2};

use super::convert::{compact, f32_of};
use crate::model::KINDS;
use crate::view::fonts::Face;
use crate::view::theme::Theme;

/// How a mark stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Emphasis {
    /// It does not.
    #[default]
    None,
    /// Under the pointer, here or in another view.
    Hovered,
    /// Selected.
    Selected,
}

impl Emphasis {
    /// The ring around a mark.
    pub fn ring(self, theme: &Theme) -> Option<Stroke> {
        match self {
            Self::None => None,
            Self::Hovered => Some(Stroke::new(2.0, theme.hover)),
            Self::Selected => Some(Stroke::new(2.0, theme.selection)),
        }
    }
}

/// How sure the point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// The place itself.
    Exact,
    /// Near it, or its file does not say.
    Vague,
}

/// How far a halo of a place that is not exact reaches beyond the disc, points.
pub const HALO: f32 = 5.0;
/// Share of the radius that the inner disc of a mixed bubble has.
const INNER: f32 = 0.66;

/// Paints one bubble.
pub fn paint(
    painter: &Painter,
    at: Pos2,
    radius: f32,
    kinds: &[u32; KINDS],
    sure: Sureness,
    emphasis: Emphasis,
    theme: &Theme,
) {
    let count: u32 = kinds.iter().fold(0, |sum, &n| sum.saturating_add(n));
    let main = kinds.iter().enumerate().max_by_key(|&(index, &n)| (n, KINDS - index)).map_or(0, |(i, _)| i);
    let colour = theme.kind_at(main);
    if sure == Sureness::Vague {
        painter.circle_filled(at, radius + HALO, colour.gamma_multiply(0.3));
        painter.circle_stroke(at, radius + HALO, Stroke::new(1.0, colour.gamma_multiply(0.8)));
    }
    if let Some(ring) = emphasis.ring(theme) {
        let out = radius + 2.0 + if sure == Sureness::Vague { HALO } else { 0.0 };
        painter.circle_filled(at, out + ring.width + 1.0, theme.canvas);
        painter.circle_filled(at, out + ring.width, ring.color);
        painter.circle_filled(at, out, theme.canvas);
    }
    painter.circle_filled(at, radius + 1.2, theme.canvas);
    let mixed = kinds.iter().filter(|&&n| n > 0).count() > 1;
    if mixed {
        painter.add(Shape::mesh(pie(at, radius, kinds, count, theme)));
        painter.circle_filled(at, radius * INNER, theme.panel);
    } else {
        painter.circle_filled(at, radius, colour);
    }
    if count > 1 {
        let ink = if mixed { theme.ink_strong } else { theme.ink_on(colour) };
        let face = if radius > 14.0 { Face::Strong } else { Face::Section };
        let mut font = face.id();
        if compact(count).len() > 2 && radius < 12.0 {
            font.size = 9.5;
        }
        painter.text(at, Align2::CENTER_CENTER, compact(count), font, ink);
    }
}

/// A ring of slices by kind, from the top clockwise, with a soft outer edge.
fn pie(at: Pos2, radius: f32, kinds: &[u32; KINDS], count: u32, theme: &Theme) -> Mesh {
    let mut mesh = Mesh::default();
    let mut from = 0.0;
    for (index, &n) in kinds.iter().enumerate().filter(|&(_, &n)| n > 0) {
        let part = f64::from(n) / f64::from(count.max(1));
        slice(&mut mesh, at, radius, (from, from + part), theme.kind_at(index));
        from += part;
    }
    mesh
}

fn slice(mesh: &mut Mesh, at: Pos2, radius: f32, (from, to): (f64, f64), colour: Color32) {
    let steps = steps((to - from) * 48.0);
    let mut before = None;
    for step in 0..=steps {
        let t = from + (to - from) * f64::from(step) / f64::from(steps);
        let (sin, cos) = (t * std::f64::consts::TAU).sin_cos();
        let towards = vec2(f32_of(sin), f32_of(-cos));
        let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX - 2);
        mesh.colored_vertex(at, colour);
        mesh.colored_vertex(at + towards * (radius - 0.4), colour);
        mesh.colored_vertex(at + towards * (radius + 0.6), Color32::TRANSPARENT);
        if let Some(old) = before {
            mesh.add_triangle(old, old + 1, first + 1);
            mesh.add_triangle(old + 1, old + 2, first + 1);
            mesh.add_triangle(old + 2, first + 2, first + 1);
        }
        before = Some(first);
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 48")]
fn steps(wanted: f64) -> u32 {
    wanted.ceil().clamp(1.0, 48.0) as u32
}
