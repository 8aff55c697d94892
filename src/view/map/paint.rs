//! All marks of a sheet as four meshes, made anew only when something of them changed and moved when the view moves.

use std::collections::BTreeMap;

use egui::epaint::Mesh;
use egui::{Context, Painter, Rect, Stroke, StrokeKind, TextureHandle, Vec2, vec2};

use super::bubbles::{self, Emphasis};
use super::convert::{f32_of, pos, rect, shift};
use super::discs::{Discs, Ink};
use super::galleys::Galleys;
use super::marks::View;
use super::standing::{Standing, paint_apart};
use super::{cells, legend, names, zones};
use crate::geo::PlaceKind;
use crate::view::baked::{Baked, Baker, Letters};
use crate::view::theme::Theme;

/// What was painted last.
#[derive(Default)]
pub struct Painted {
    discs: Option<Discs>,
    /// The texture of the density.
    squares: Option<TextureHandle>,
    made: Option<(Key, [Baked; LAYERS])>,
    moved: Standing,
    /// How often the meshes were made: for tests.
    #[cfg(test)]
    pub times: u32,
}

/// Squares of the density; places and badges; bubbles; numbers and names.
const LAYERS: usize = 4;

/// What the meshes are made of.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    /// Number of the scene.
    scene: u32,
    /// The colours, which stand for kinds or for files.
    theme: Theme,
    standing_out: StandingOut,
    letters: Letters,
}

/// The marks that are selected or hovered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StandingOut {
    /// By number of the bubble.
    pub bubbles: BTreeMap<usize, Emphasis>,
    /// By number of the square.
    pub cells: BTreeMap<usize, Emphasis>,
    /// By number of the placed zone.
    pub zones: BTreeMap<usize, Emphasis>,
}

impl Painted {
    /// The texture of the bubbles for this screen.
    pub fn discs(&mut self, ctx: &Context) -> &Discs {
        let discs = self.discs.take().filter(|discs| discs.suits(ctx.pixels_per_point()));
        self.discs.insert(discs.unwrap_or_else(|| Discs::new(ctx)))
    }

    fn squares(&mut self, ctx: &Context, view: &View<'_>, theme: &Theme) -> Mesh {
        let Some(sheet) = view.stage.sheet() else { return Mesh::default() };
        let scene = view.stage.scene();
        cells::mesh((ctx, &mut self.squares), (&scene.density, sheet), scene.share, theme)
    }

    /// Paints the marks of a view.
    pub fn paint(&mut self, painter: &Painter, view: &View<'_>, theme: &'static Theme) {
        let ctx = painter.ctx();
        let letters = Letters::now(ctx);
        let (scene, standing_out) = (view.stage.laid_out.1, view.standing_out());
        let stands = self.made.as_ref().is_some_and(|(key, _)| {
            key.scene == scene
                && key.theme == *theme
                && key.standing_out == standing_out
                && key.letters.last_until(letters)
        });
        if !stands {
            let squares = self.squares(ctx, view, theme);
            let meshes = layers((ctx, squares), view, &standing_out, self.discs(ctx), theme);
            // Letters that come into the texture later in this frame may move those that were baked now.
            let key = Key { scene, theme: *theme, standing_out, letters: Letters::now(ctx) };
            if key.letters != letters {
                ctx.request_repaint();
            }
            self.made = Some((key, meshes));
            self.moved.forget();
            #[cfg(test)]
            {
                self.times += 1;
            }
        }
        let onto = view.stage.onto();
        // Letters are sharp on whole pixels only.
        let ppp = painter.pixels_per_point();
        let exact = |by: Vec2| by;
        let whole = |by: Vec2| (by * ppp).round() / ppp;
        let Some((_, meshes)) = &self.made else { return };
        let moved = || {
            let (times, by) = (f32_of(onto.times), shift(onto.by));
            let snaps: [&dyn Fn(Vec2) -> Vec2; LAYERS] = [&exact, &whole, &whole, &whole];
            meshes.iter().zip(snaps).map(|(baked, snap)| baked.on_screen(times, by, snap)).collect()
        };
        paint_apart(painter, 2, self.moved.meshes(onto, painter.clip_rect(), moved));
    }
}

fn layers(
    (ctx, squares): (&Context, Mesh),
    view: &View<'_>,
    out: &StandingOut,
    discs: &Discs,
    theme: &'static Theme,
) -> [Baked; LAYERS] {
    let scene = view.stage.scene();
    let mut under = Baker::new(ctx, "under");
    under.piece(None, |painter| paint_cells(painter, view, out, theme));
    paint_places(&mut under, view, theme);
    paint_zones(&mut under, view, out, theme);
    // Small ones last, so that they are not covered.
    let looks: Vec<bubbles::Look> = view
        .bubbles_on_sheet()
        .map(|(number, bubble, disc)| bubbles::Look {
            at: pos(disc.at),
            radius: f32_of(disc.radius),
            kinds: bubble.kinds,
            sure: view.sureness(number),
            emphasis: out.bubbles.get(&number).copied().unwrap_or_default(),
        })
        .collect();
    let (mut discs, mut numbers) = draw_bubbles(ctx, &looks, discs, (view.stage.galleys(), theme));
    if scene.share > 0.0 {
        fade(&mut discs.mesh, 1.0 - scene.share);
        fade(&mut numbers.mesh, 1.0 - scene.share);
    }
    let mut names = Baker::new(ctx, "names");
    for name in &scene.names {
        names.piece(Some(pos(name.anchor)), |painter| {
            names::paint(painter, name, view.stage.galleys(), theme);
        });
    }
    numbers.append(names.done());
    [Baked::stretched(squares), under.done(), discs, numbers]
}

/// Discs, and the numbers on them.
fn draw_bubbles(
    ctx: &Context,
    looks: &[bubbles::Look],
    discs: &Discs,
    (galleys, theme): (&Galleys, &'static Theme),
) -> (Baked, Baked) {
    let (mut ink, mut ends) = (Ink::new(discs), Vec::with_capacity(looks.len()));
    let mut numbers = Baker::new(ctx, "numbers");
    for look in looks {
        bubbles::draw(&mut ink, look, theme);
        ends.push((ink.mesh.vertices.len(), look.at));
        numbers.piece(Some(look.at), |painter| bubbles::write(painter, look, galleys, theme));
    }
    (Baked::of_pieces(ink.mesh, ends), numbers.done())
}

fn fade(mesh: &mut Mesh, share: f64) {
    for vertex in &mut mesh.vertices {
        vertex.color = vertex.color.gamma_multiply(f32_of(share));
    }
}

fn paint_cells(painter: &Painter, view: &View<'_>, out: &StandingOut, theme: &Theme) {
    let Some(sheet) = view.stage.sheet() else { return };
    let density = &view.stage.scene().density;
    for (number, emphasis) in &out.cells {
        let Some(cell) = density.cells.get(*number) else { continue };
        if let Some(ring) = emphasis.ring(theme) {
            let square = cells::on_sheet(density, cell.column, sheet);
            painter.rect_stroke(square, 0.0, Stroke::new(3.0, theme.canvas), StrokeKind::Outside);
            painter.rect_stroke(square, 0.0, ring, StrokeKind::Middle);
        }
    }
}

fn paint_places(under: &mut Baker<'_>, view: &View<'_>, theme: &Theme) {
    for &(number, at) in &view.stage.scene().places {
        let Some(place) = view.base.places.get(number) else { continue };
        let at = pos(at);
        under.piece(Some(at), |painter| match place.kind {
            PlaceKind::Crossing => legend::diamond(painter, at, theme),
            PlaceKind::District | PlaceKind::Province | PlaceKind::Region => {}
            PlaceKind::Capital => {
                painter.rect_filled(Rect::from_center_size(at, vec2(5.0, 5.0)), 0.0, theme.label);
            }
            _ => {
                painter.circle_filled(at, 1.8, theme.label);
            }
        });
    }
}

fn paint_zones(under: &mut Baker<'_>, view: &View<'_>, out: &StandingOut, theme: &Theme) {
    let scene = view.stage.scene();
    let ring = |zone: usize| out.zones.get(&zone).and_then(|emphasis| emphasis.ring(theme));
    for zone in &scene.zones {
        let Some(ring) = ring(zone.number) else { continue };
        under.piece(None, |painter| {
            for line in &zone.outline {
                let points = line.iter().copied().map(pos).collect();
                painter.line(points, Stroke::new(ring.width, ring.color));
            }
        });
    }
    for badge in scene.badges.iter().rev() {
        let Some(what) = view.placed.zones.get(badge.zone) else { continue };
        let ring = ring(badge.zone);
        under.piece(Some(pos(badge.frame.centre())), |painter| {
            zones::badge(painter, rect(&badge.frame), what, theme, ring);
        });
    }
}
