//! A texture, read as egui's renderers read it.

#![expect(
    clippy::many_single_char_names,
    reason = "channels r, g, b, a and x, y, u, v: the plain names here"
)]

use egui::Color32;
use egui::epaint::{ImageData, ImageDelta};
use egui::{TextureFilter, TextureOptions, TextureWrapMode};

/// Premultiplied red, green, blue, alpha, each 0 to 255.
pub type Rgba = [f32; 4];

/// Pixels in rows, and how to read between them.
#[derive(Debug)]
pub struct Texture {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
    options: TextureOptions,
}

impl Texture {
    pub fn new(delta: &ImageDelta) -> Self {
        let ImageData::Color(image) = &delta.image;
        let [width, height] = image.size;
        Self { width, height, pixels: image.pixels.clone(), options: delta.options }
    }

    /// Replaces a rectangle at `at`; what would lie outside is left out.
    pub fn patch(&mut self, at: [usize; 2], delta: &ImageDelta) {
        let ImageData::Color(image) = &delta.image;
        let [x, y] = at;
        let wide = image.width().min(self.width.saturating_sub(x));
        if wide == 0 {
            return;
        }
        let rows = self.pixels.chunks_exact_mut(self.width).skip(y);
        for (row, new) in rows.zip(image.pixels.chunks_exact(image.width())) {
            if let (Some(row), Some(new)) = (row.get_mut(x..x + wide), new.get(..wide)) {
                row.copy_from_slice(new);
            }
        }
    }

    /// Colour at `u`, `v`, both 0 to 1 across the texture.
    pub fn sample(&self, u: f32, v: f32) -> Rgba {
        let (x, y) = (u * as_f32(self.width), v * as_f32(self.height));
        if self.options.magnification == TextureFilter::Nearest {
            return self.texel(floor(x), floor(y));
        }
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (floor(x), floor(y));
        let (fx, fy) = (x - x.floor(), y - y.floor());
        // Glyphs mostly lie on whole pixels.
        if fx < NEAR && fy < NEAR {
            return self.texel(left, top);
        }
        let upper = mix(self.texel(left, top), self.texel(left + 1, top), fx);
        let lower = mix(self.texel(left, top + 1), self.texel(left + 1, top + 1), fx);
        mix(upper, lower, fy)
    }

    fn texel(&self, x: i64, y: i64) -> Rgba {
        let (x, y) = (self.wrap(x, self.width), self.wrap(y, self.height));
        self.pixels.get(y * self.width + x).map_or([0.0; 4], |c| c.to_array().map(f32::from))
    }

    fn wrap(&self, at: i64, count: usize) -> usize {
        let count = i64::try_from(count).unwrap_or(i64::MAX).max(1);
        let within = match self.options.wrap_mode {
            TextureWrapMode::ClampToEdge => at.clamp(0, count - 1),
            TextureWrapMode::Repeat => at.rem_euclid(count),
            TextureWrapMode::MirroredRepeat => {
                let at = at.rem_euclid(count.saturating_mul(2));
                at.min(2 * count - 1 - at)
            }
        };
        usize::try_from(within).unwrap_or(0)
    }
}

/// Fraction of a texel below which two neighbours need no mixing: it changes no channel by a whole step.
const NEAR: f32 = 1.0 / 512.0;

fn mix([r, g, b, a]: Rgba, [r2, g2, b2, a2]: Rgba, t: f32) -> Rgba {
    [r + (r2 - r) * t, g + (g2 - g) * t, b + (b2 - b) * t, a + (a2 - a) * t]
}

#[expect(clippy::cast_precision_loss, reason = "textures are far smaller than 2^24 pixels across")]
fn as_f32(count: usize) -> f32 {
    count as f32
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates, and wrapping clamps")]
fn floor(v: f32) -> i64 {
    v.floor() as i64
}
