//! A picture: pixels, their PNG, and the caption that says what they show.

mod caption;
#[cfg(test)]
mod tests;

pub use caption::{Caption, caption};

use std::ops::Range;

use egui::Color32;
use thiserror::Error;

/// Most pixels that a picture may have: 64 megapixels.
pub const MAX_PIXELS: usize = 64 * 1024 * 1024;

/// Why there is no picture.
#[derive(Debug, Error)]
pub enum PictureError {
    /// Nothing to paint on.
    #[error("a picture of {0} × {1} pixels is empty")]
    Empty(usize, usize),
    /// More than [`MAX_PIXELS`].
    #[error("a picture of {0} × {1} pixels is too large; at most 64 megapixels can be made")]
    TooLarge(usize, usize),
    /// The memory is not there.
    #[error("not enough memory for a picture of {0} × {1} pixels")]
    Memory(usize, usize),
    /// What is to be drawn along a border has none.
    #[error("these events suit no single border; choose one, as with --border AFG-PAK")]
    NoBorder,
    /// The PNG could not be encoded.
    #[error("the PNG could not be encoded")]
    Png(#[from] png::EncodingError),
}

/// Pixels in rows from the top, premultiplied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    pixels: Vec<Color32>,
}

impl Picture {
    /// A picture of one colour; width and height in pixels.
    ///
    /// # Errors
    /// A size of nothing, of more than [`MAX_PIXELS`], or for which there is no memory.
    pub fn filled(size_px: [usize; 2], colour: Color32) -> Result<Self, PictureError> {
        Self::check(size_px)?;
        let [width, height] = size_px;
        let mut pixels = Vec::new();
        pixels.try_reserve_exact(width * height).map_err(|_| PictureError::Memory(width, height))?;
        pixels.resize(width * height, colour);
        Ok(Self { width, height, pixels })
    }

    /// Whether a picture of this size in pixels can be made at all.
    ///
    /// # Errors
    /// A size of nothing, or of more than [`MAX_PIXELS`].
    pub fn check([width, height]: [usize; 2]) -> Result<(), PictureError> {
        match width.checked_mul(height) {
            Some(0) => Err(PictureError::Empty(width, height)),
            Some(count) if count <= MAX_PIXELS => Ok(()),
            _ => Err(PictureError::TooLarge(width, height)),
        }
    }

    /// A picture from a screenshot's pixels, or nothing where they do not fill the size.
    pub fn from_image(image: &egui::ColorImage) -> Option<Self> {
        let [width, height] = image.size;
        let whole = width.checked_mul(height) == Some(image.pixels.len());
        whole.then(|| Self { width, height, pixels: image.pixels.clone() })
    }

    /// Width and height in pixels.
    pub fn size(&self) -> [usize; 2] {
        [self.width, self.height]
    }

    /// Pixels in rows from the top, premultiplied.
    pub fn pixels(&self) -> &[Color32] {
        &self.pixels
    }

    /// The pixel in a column and a row from the top left.
    pub fn pixel(&self, x: usize, y: usize) -> Option<Color32> {
        let column = (x < self.width).then_some(x)?;
        self.pixels.get(y.checked_mul(self.width)?.checked_add(column)?).copied()
    }

    /// A stretch of a row, or nothing where it is not within the picture.
    pub fn row_mut(&mut self, row: usize, columns: Range<usize>) -> Option<&mut [Color32]> {
        let start = row.checked_mul(self.width)?;
        self.pixels.get_mut(start..start.checked_add(self.width)?)?.get_mut(columns)
    }

    /// Straight (not premultiplied) red, green, blue, alpha, row by row.
    pub fn rgba(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.pixels.len() * 4);
        for pixel in &self.pixels {
            let straight = if pixel.is_opaque() { pixel.to_array() } else { pixel.to_srgba_unmultiplied() };
            bytes.extend_from_slice(&straight);
        }
        bytes
    }

    fn rgb(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.pixels.len() * 3);
        for pixel in &self.pixels {
            bytes.extend_from_slice(&[pixel.r(), pixel.g(), pixel.b()]);
        }
        bytes
    }

    /// The picture as the bytes of a PNG file that bears the title and the program's name, and nothing else about
    /// where it was made.
    ///
    /// # Errors
    /// The encoder's, which in memory means a size beyond PNG's own.
    pub fn png(&self, title: &str) -> Result<Vec<u8>, PictureError> {
        let side = |v: usize| u32::try_from(v).map_err(|_| PictureError::TooLarge(self.width, self.height));
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, side(self.width)?, side(self.height)?);
        let opaque = self.pixels.iter().all(Color32::is_opaque);
        encoder.set_color(if opaque { png::ColorType::Rgb } else { png::ColorType::Rgba });
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
        encoder.add_itxt_chunk("Title".to_owned(), title.to_owned())?;
        encoder.add_text_chunk(
            "Software".to_owned(),
            concat!("Borderline ", env!("CARGO_PKG_VERSION")).to_owned(),
        )?;
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&if opaque { self.rgb() } else { self.rgba() })?;
        writer.finish()?;
        Ok(bytes)
    }
}
