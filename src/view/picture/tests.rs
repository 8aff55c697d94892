//! What a picture's file holds, and what its caption says.

use egui::Context;

use super::*;
use crate::view::raster::headless;
use crate::view::{fonts, theme};

#[test]
fn a_png_holds_the_pixels_and_the_title_and_no_more() {
    let mut picture = Picture::filled([3, 2], Color32::WHITE).unwrap();
    picture.row_mut(1, 0..1).unwrap()[0] = Color32::from_rgba_premultiplied(64, 0, 0, 128);
    let bytes = picture.png("Zusammenstöße – سرحد").unwrap();
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    assert_eq!(&pixels[..4], [255, 255, 255, 255]);
    assert_eq!(&pixels[12..16], [128, 0, 0, 128]);
    let info = reader.info();
    let title: Vec<_> = info.utf8_text.iter().map(|t| (t.keyword.clone(), t.get_text().unwrap())).collect();
    assert_eq!(title, [("Title".to_owned(), "Zusammenstöße – سرحد".to_owned())]);
    let software: Vec<_> = info.uncompressed_latin1_text.iter().map(|t| t.keyword.as_str()).collect();
    assert_eq!(software, ["Software"]);
}

#[test]
fn a_picture_without_gaps_needs_no_alpha() {
    let bytes = Picture::filled([4, 4], Color32::WHITE).unwrap().png("").unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    assert_eq!(reader.output_color_type().0, png::ColorType::Rgb);
}

#[test]
fn sizes_beyond_reason_are_errors() {
    assert!(matches!(Picture::check([0, 5]), Err(PictureError::Empty(..))));
    assert!(matches!(Picture::check([usize::MAX, 2]), Err(PictureError::TooLarge(..))));
    assert!(matches!(Picture::check([8193, 8192]), Err(PictureError::TooLarge(..))));
    assert!(Picture::check([8192, 8192]).is_ok());
}

#[test]
fn no_pixel_outside_the_picture_can_be_reached() {
    let mut picture = Picture::filled([3, 2], Color32::WHITE).unwrap();
    assert!(picture.pixel(3, 0).is_none() && picture.pixel(0, 2).is_none());
    assert!(picture.row_mut(2, 0..1).is_none() && picture.row_mut(0, 0..4).is_none());
    assert!(picture.row_mut(usize::MAX, 0..1).is_none());
}

fn height(said: &Caption) -> f32 {
    let ctx = Context::default();
    fonts::install_fonts(&ctx);
    theme::install(&ctx);
    let mut height = 0.0;
    headless(egui::vec2(400.0, 300.0), 1.0, &ctx, |ui| height = caption(ui, said).rect.height()).unwrap();
    height
}

#[test]
fn a_caption_takes_a_line_for_each_thing_said() {
    let bare = Caption { title: "Incidents".to_owned(), ..Caption::default() };
    let period = Caption { period: "2007 to October 2025".to_owned(), ..bare.clone() };
    let long = Caption { note: "The line is disputed. ".repeat(12), ..period.clone() };
    let (bare, period, long) = (height(&bare), height(&period), height(&long));
    assert!(bare > 20.0 && period > bare + 10.0 && long > period + 30.0, "{bare} {period} {long}");
}
