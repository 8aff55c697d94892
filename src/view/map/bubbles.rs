//! Events at a point: discs whose area goes with their count, ringed by kind where kinds are mixed.

use egui::{Align2, Color32, Painter, Pos2, Stroke};

use super::convert::compact;
use super::discs::Ink;
use super::galleys::Galleys;
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

/// One bubble.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Its middle.
    pub at: Pos2,
    /// Its radius, points.
    pub radius: f32,
    /// Its hits by kind.
    pub kinds: [u32; KINDS],
    /// How sure its point is.
    pub sure: Sureness,
    /// How it stands out.
    pub emphasis: Emphasis,
}

impl Look {
    fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }

    /// The colour of its leading kind.
    fn colour(&self, theme: &Theme) -> Color32 {
        let kinds = self.kinds.iter().enumerate();
        theme.kind_at(kinds.max_by_key(|&(index, &n)| (n, KINDS - index)).map_or(0, |(i, _)| i))
    }

    fn is_mixed(&self) -> bool {
        self.kinds.iter().filter(|&&n| n > 0).count() > 1
    }
}

/// Draws a bubble without its number.
pub fn draw(ink: &mut Ink<'_>, bubble: &Look, theme: &Theme) {
    let &Look { at, radius, sure, .. } = bubble;
    let colour = bubble.colour(theme);
    if sure == Sureness::Vague {
        ink.disc(at, radius + HALO, colour.gamma_multiply(0.3));
        ink.ring(at, radius + HALO, colour.gamma_multiply(0.8));
    }
    if let Some(ring) = bubble.emphasis.ring(theme) {
        let out = radius + 2.0 + if sure == Sureness::Vague { HALO } else { 0.0 };
        ink.disc(at, out + ring.width + 1.0, theme.canvas);
        ink.disc(at, out + ring.width, ring.color);
        ink.disc(at, out, theme.canvas);
    }
    ink.disc(at, radius + 1.2, theme.canvas);
    if !bubble.is_mixed() {
        ink.disc(at, radius, colour);
        return;
    }
    let count = f64::from(bubble.count().max(1));
    let mut from = 0.0;
    for (index, &n) in bubble.kinds.iter().enumerate().filter(|&(_, &n)| n > 0) {
        let to = from + f64::from(n) / count;
        ink.slice(at, radius, (from, to), theme.kind_at(index));
        from = to;
    }
    ink.disc(at, radius * INNER, theme.panel);
}

/// Writes the number on a bubble of several hits.
pub fn write(painter: &Painter, bubble: &Look, galleys: &Galleys, theme: &'static Theme) {
    let count = bubble.count();
    if count > 1 {
        let ink = if bubble.is_mixed() { theme.ink_strong } else { theme.ink_on(bubble.colour(theme)) };
        let face = if bubble.radius > 14.0 { Face::Strong } else { Face::Section };
        let mut font = face.id();
        if compact(count).len() > 2 && bubble.radius < 12.0 {
            font.size = 9.5;
        }
        let galley = galleys.number((painter.ctx(), theme), compact(count), font);
        let rect = Align2::CENTER_CENTER.anchor_size(bubble.at, galley.size());
        painter.galley(rect.min, galley, ink);
    }
}
