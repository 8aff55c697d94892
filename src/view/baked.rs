//! Painted things turned into triangles once and kept, letters and all, so that a frame in which nothing changed copies
//! them only.

use egui::epaint::{Mesh, Tessellator};
use egui::{Context, Id, LayerId, Order, Painter, Pos2, Rect, Shape, Vec2};

/// Which letters lie where in the texture of the fonts: baked letters are good only as long as this is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Letters {
    size: [usize; 2],
    filled: f32,
}

impl Letters {
    /// The letters as they are now.
    pub fn now(ctx: &Context) -> Self {
        ctx.fonts(|fonts| Self { size: fonts.font_image_size(), filled: fonts.font_atlas_fill_ratio() })
    }

    /// Whether the texture still holds the letters where they were, however large it is: galleys count in its pixels.
    pub fn kept_by(self, now: Self) -> bool {
        self.last_until(now) || (now.size != self.size && now.pixels() >= self.pixels())
    }

    /// How many pixels of the texture are taken.
    fn pixels(self) -> f64 {
        let [width, height] = self.size.map(|side| u32::try_from(side).map_or(0.0, f64::from));
        width * height * f64::from(self.filled)
    }

    /// Whether letters baked at this state are still right. New letters are put beside the old ones; a texture that
    /// grows moves them all, and one that is emptied when it is full loses them.
    pub fn last_until(self, now: Self) -> bool {
        self.size == now.size && self.filled <= now.filled
    }
}

/// Triangles that keep their shape while what they are anchored at moves.
#[derive(Clone, Debug, Default)]
pub struct Baked {
    /// All of them, in positions of the sheet.
    pub mesh: Mesh,
    /// Up to which vertex and at which position of the sheet; without an anchor they are stretched with the sheet.
    runs: Vec<(usize, Option<Pos2>)>,
}

impl Baked {
    /// What stretches with the sheet.
    pub fn stretched(mesh: Mesh) -> Self {
        let mut baked = Self { mesh, runs: Vec::new() };
        baked.end(None);
        baked
    }

    /// Pieces by the vertex behind their last and their anchor.
    pub fn of_pieces(mesh: Mesh, ends: Vec<(usize, Pos2)>) -> Self {
        Self { mesh, runs: ends.into_iter().map(|(end, anchor)| (end, Some(anchor))).collect() }
    }

    /// What was added since the last call is of one piece.
    pub fn end(&mut self, anchor: Option<Pos2>) {
        let end = self.mesh.vertices.len();
        if self.runs.last().is_none_or(|&(before, _)| before < end) {
            self.runs.push((end, anchor));
        }
    }

    /// Adds others behind these; both must use one texture.
    pub fn append(&mut self, other: Self) {
        let before = self.mesh.vertices.len();
        self.mesh.append(other.mesh);
        self.runs.extend(other.runs.into_iter().map(|(end, anchor)| (end + before, anchor)));
    }

    /// The triangles on the screen, the sheet stretched `times` and moved; `snap` puts shifts of pieces on whole pixels.
    pub fn on_screen(&self, times: f32, by: Vec2, snap: &dyn Fn(Vec2) -> Vec2) -> Mesh {
        let mut mesh = self.mesh.clone();
        let mut vertices = mesh.vertices.iter_mut();
        let mut before = 0;
        for &(end, anchor) in &self.runs {
            let run = vertices.by_ref().take(end - before);
            before = end;
            match anchor {
                Some(anchor) => {
                    let shift = snap(anchor.to_vec2() * (times - 1.0) + by);
                    run.for_each(|vertex| vertex.pos += shift);
                }
                None => run.for_each(|vertex| vertex.pos = (vertex.pos.to_vec2() * times + by).to_pos2()),
            }
        }
        mesh
    }
}

/// Turns what is painted into triangles; all of it uses the texture of the fonts.
pub struct Baker<'a> {
    ctx: &'a Context,
    layer: LayerId,
    painter: Painter,
    /// Up to which shape, and the anchor.
    pieces: Vec<(usize, Option<Pos2>)>,
}

impl<'a> Baker<'a> {
    /// Nothing yet. Two that are at work at the same time need different names.
    pub fn new(ctx: &'a Context, name: &str) -> Self {
        let layer = LayerId::new(Order::Background, Id::unique("baked").with(name));
        let painter = Painter::new(ctx.clone(), layer, Rect::EVERYTHING);
        Self { ctx, layer, painter, pieces: Vec::new() }
    }

    /// Paints one piece, which keeps its shape, or something that stretches with the sheet.
    pub fn piece(&mut self, anchor: Option<Pos2>, paint: impl FnOnce(&Painter)) {
        paint(&self.painter);
        let layer = self.layer;
        let end = self.ctx.graphics(|layers| layers.get(layer).map_or(0, |shapes| shapes.next_idx().0));
        self.pieces.push((end, anchor));
    }

    /// All pieces. The letters of all of them are in their texture by now, so its size is the right one for all.
    pub fn done(self) -> Baked {
        let painted = self.ctx.graphics_mut(|layers| std::mem::take(layers.entry(self.layer)));
        let mut tessellator = tessellator(self.ctx, Letters::now(self.ctx).size);
        let mut baked = Baked::default();
        let (mut shapes, mut before) = (painted.all_entries(), 0);
        for (end, anchor) in self.pieces {
            for shape in shapes.by_ref().take(end - before) {
                tessellator.tessellate_shape(shape.shape.clone(), &mut baked.mesh);
            }
            before = end;
            baked.end(anchor);
        }
        baked
    }
}

/// The triangles of a shape alone, for letters as they lie in their texture now.
pub fn triangles(ctx: &Context, shape: Shape) -> Mesh {
    let mut mesh = Mesh::default();
    tessellator(ctx, Letters::now(ctx).size).tessellate_shape(shape, &mut mesh);
    mesh
}

fn tessellator(ctx: &Context, size: [usize; 2]) -> Tessellator {
    let options = ctx.tessellation_options(|options| *options);
    Tessellator::new(ctx.pixels_per_point(), options, size, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Color32, pos2, vec2};

    #[test]
    fn a_piece_keeps_its_size_where_the_sheet_is_stretched() {
        let mut baked = Baked::default();
        let square = Rect::from_center_size(pos2(10.0, 20.0), vec2(4.0, 4.0));
        baked.mesh.add_colored_rect(square, Color32::WHITE);
        baked.end(Some(square.center()));
        let mut ground = Mesh::default();
        ground.add_colored_rect(square, Color32::WHITE);
        baked.append(Baked::stretched(ground));
        let mesh = baked.on_screen(2.0, vec2(1.0, 0.4), &|by| by.round());
        let corners =
            |n: usize| Rect::from_points(&mesh.vertices[n..n + 4].iter().map(|v| v.pos).collect::<Vec<_>>());
        assert_eq!(corners(0), Rect::from_center_size(pos2(21.0, 40.0), vec2(4.0, 4.0)));
        assert_eq!(corners(4), Rect::from_min_max(pos2(17.0, 36.4), pos2(25.0, 44.4)));
    }
}
