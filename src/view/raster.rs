//! A picture without window, display or GPU: egui's triangles rasterised on the CPU, the same pixels on every machine.
//!
//! It blends in gamma space, as egui's own renderers do.

mod fill;
#[cfg(test)]
mod tests;
mod texture;

use std::collections::HashMap;
use std::time::Duration;

use egui::epaint::{ClippedPrimitive, FontsView, ImageDelta, Primitive};
use egui::{
    Color32, Context, Pos2, RawInput, Rect, TextureId, TextureOptions, TexturesDelta, Ui, Vec2, ViewportId,
};

use super::picture::{Picture, PictureError};
use super::theme::Theme;
use texture::Texture;

/// The textures that egui has handed over; paints any number of frames with them.
#[derive(Debug, Default)]
pub struct Rasterizer {
    textures: HashMap<TextureId, Texture>,
}

impl Rasterizer {
    /// Takes in new and changed textures and drains the delta. Call [`Rasterizer::paint`] afterwards, then
    /// [`Rasterizer::release`].
    pub fn apply(&mut self, delta: &mut TexturesDelta) {
        for (id, changes) in delta.set.drain() {
            for change in changes {
                match change.pos {
                    None => drop(self.textures.insert(id, Texture::new(&change))),
                    Some(at) => {
                        if let Some(texture) = self.textures.get_mut(&id) {
                            texture.patch(at, &change);
                        }
                    }
                }
            }
        }
    }

    /// Drops the textures that egui is done with, after painting.
    pub fn release(&mut self, delta: &mut TexturesDelta) {
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    /// Paints tessellated shapes at `ppp` pixels a point onto `clear`; `size_px` is width by height in pixels.
    ///
    /// Callbacks to a GPU are left out.
    ///
    /// # Errors
    /// A picture of no size, or of more than 64 megapixels.
    pub fn paint(
        &self,
        primitives: &[ClippedPrimitive],
        ppp: f32,
        size_px: [usize; 2],
        clear: Color32,
    ) -> Result<Picture, PictureError> {
        let mut picture = Picture::filled(size_px, clear)?;
        for ClippedPrimitive { clip_rect, primitive } in primitives {
            if let Primitive::Mesh(mesh) = primitive
                && let Some(texture) = self.textures.get(&mesh.texture_id)
            {
                fill::mesh(&mut picture, mesh, texture, ppp, &fill::clip(*clip_rect, ppp, size_px));
            }
        }
        Ok(picture)
    }
}

impl Rasterizer {
    /// A context that has painted before hands over only what is new; its letters are taken whole.
    fn ensure_font_image(&mut self, ctx: &Context) {
        let taken = |fonts: &FontsView<'_>| ImageDelta::full(fonts.image(), TextureOptions::LINEAR);
        self.textures.entry(TextureId::default()).or_insert_with(|| Texture::new(&ctx.fonts(taken)));
    }
}

/// Most passes that a UI gets to settle.
const MAX_PASSES: u32 = 12;

/// Runs a UI of `size` points at `ppp` pixels a point until it settles, and paints its last pass.
///
/// The context must have its fonts and styles, and should be its own, not a window's: what is handed over here does not
/// reach the window. A quarter of a second passes between passes, so that animations end.
///
/// # Errors
/// A picture of no size, or of more than 64 megapixels.
pub fn headless(
    size: Vec2,
    ppp: f32,
    ctx: &Context,
    mut ui: impl FnMut(&mut Ui),
) -> Result<Picture, PictureError> {
    let size_px = pixels(size, ppp);
    Picture::check(size_px)?;
    let mut raster = Rasterizer::default();
    let mut pass = 0;
    loop {
        let mut out = ctx.run_ui(input(size, ppp, pass), &mut ui);
        raster.apply(&mut out.textures_delta);
        raster.ensure_font_image(ctx);
        let again = out.viewport_output.get(&ViewportId::ROOT).is_some_and(|v| v.repaint_delay < SETTLED);
        pass += 1;
        // The first passes measure: what they find is seen only in the next.
        if (pass > 2 && !again) || pass == MAX_PASSES {
            let primitives = ctx.tessellate(out.shapes, out.pixels_per_point);
            out.textures_delta.clear();
            return raster.paint(&primitives, out.pixels_per_point, size_px, Theme::of(ctx).canvas);
        }
        raster.release(&mut out.textures_delta);
    }
}

/// A UI that asks for a new frame only later than this has settled: a blinking cursor, a tooltip's delay.
const SETTLED: Duration = Duration::from_millis(100);

fn input(size: Vec2, ppp: f32, pass: u32) -> RawInput {
    let mut input = RawInput {
        screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
        time: Some(f64::from(pass) / 4.0),
        ..RawInput::default()
    };
    input.viewports.entry(ViewportId::ROOT).or_default().native_pixels_per_point = Some(ppp);
    input
}

/// Size in whole pixels, none for what is not a size.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates; NaN is 0"
)]
pub fn pixels(size: Vec2, ppp: f32) -> [usize; 2] {
    [(size.x * ppp).round() as usize, (size.y * ppp).round() as usize]
}
