//! Painted things turned into triangles once and kept, letters and all, so that a frame in which nothing changed copies
//! them only.

use egui::epaint::{Mesh, Tessellator};
use egui::{Context, Id, LayerId, Order, Painter, Rect};

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

    /// Whether letters baked at this state are still right. New letters are put beside the old ones; a texture that
    /// grows moves them all, and one that is emptied when it is full loses them.
    pub fn last_until(self, now: Self) -> bool {
        self.size == now.size && self.filled <= now.filled
    }
}

/// The triangles of all that `paint` paints; all of it uses the texture of the fonts.
pub fn bake(ctx: &Context, paint: impl FnOnce(&Painter)) -> Mesh {
    let layer = LayerId::new(Order::Background, Id::unique("baked"));
    paint(&Painter::new(ctx.clone(), layer, Rect::EVERYTHING));
    let painted = ctx.graphics_mut(|layers| std::mem::take(layers.entry(layer)));
    let options = ctx.tessellation_options(|options| *options);
    let size = Letters::now(ctx).size;
    let mut tessellator = Tessellator::new(ctx.pixels_per_point(), options, size, Vec::new());
    let mut mesh = Mesh::default();
    for shape in painted.all_entries() {
        tessellator.tessellate_shape(shape.shape.clone(), &mut mesh);
    }
    mesh
}
