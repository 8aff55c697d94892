//! Pixels by number: no seams, nothing painted twice, nothing outside the clip.

use egui::epaint::{ImageDelta, Mesh, Vertex};
use egui::{ColorImage, TextureOptions, pos2, vec2};
use proptest::prelude::*;

use super::*;
use crate::view::{fonts, theme};

const WHITE: Color32 = Color32::WHITE;
const ID: TextureId = TextureId::Managed(0);

fn with_texture(image: ColorImage, options: TextureOptions) -> Rasterizer {
    let mut raster = Rasterizer::default();
    let mut delta = TexturesDelta::default();
    delta.push(ID, ImageDelta::full(image, options));
    raster.apply(&mut delta);
    raster
}

fn white() -> Rasterizer {
    with_texture(ColorImage::filled([1, 1], WHITE), TextureOptions::LINEAR)
}

fn everywhere() -> Rect {
    Rect::from_min_max(pos2(-1e6, -1e6), pos2(1e6, 1e6))
}

fn paint(raster: &Rasterizer, mesh: Mesh, clip_rect: Rect, size: [usize; 2]) -> Picture {
    let primitive = ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) };
    raster.paint(&[primitive], 1.0, size, Color32::BLACK).unwrap()
}

fn triangles(corners: &[[f32; 2]], colour: Color32) -> Mesh {
    let vertices = corners.iter().map(|[x, y]| Vertex { pos: pos2(*x, *y), uv: Pos2::ZERO, color: colour });
    let count = u32::try_from(corners.len()).unwrap();
    Mesh { vertices: vertices.collect(), indices: (0..count).collect(), texture_id: ID }
}

fn painted(picture: &Picture) -> usize {
    picture.pixels().iter().filter(|p| **p != Color32::BLACK).count()
}

#[test]
fn a_rectangle_covers_its_pixels_and_no_other() {
    let mut mesh = Mesh::with_texture(ID);
    mesh.add_colored_rect(Rect::from_min_max(pos2(2.0, 3.0), pos2(7.0, 5.0)), WHITE);
    let picture = paint(&white(), mesh, everywhere(), [10, 10]);
    assert_eq!(painted(&picture), 10);
    assert_eq!(picture.pixel(2, 3), Some(WHITE));
    assert_eq!(picture.pixel(6, 4), Some(WHITE));
    assert_eq!(picture.pixel(7, 4), Some(Color32::BLACK));
}

#[test]
fn nothing_is_painted_outside_the_clip() {
    let mesh = triangles(&[[-50.0, -50.0], [100.0, -50.0], [-50.0, 100.0]], WHITE);
    let clip = Rect::from_min_max(pos2(1.0, 2.0), pos2(3.0, 4.0));
    assert_eq!(painted(&paint(&white(), mesh.clone(), clip, [10, 10])), 4);
    let nothing = Rect::from_min_max(pos2(5.0, 5.0), pos2(5.0, 9.0));
    assert_eq!(painted(&paint(&white(), mesh.clone(), nothing, [10, 10])), 0);
    let inside_out = Rect::from_min_max(pos2(9.0, 9.0), pos2(2.0, 2.0));
    assert_eq!(painted(&paint(&white(), mesh, inside_out, [10, 10])), 0);
}

#[test]
fn half_seen_colour_lets_the_ground_through() {
    let mut mesh = Mesh::with_texture(ID);
    let half = Color32::from_rgba_premultiplied(100, 50, 0, 128);
    mesh.add_colored_rect(Rect::from_min_max(pos2(0.0, 0.0), pos2(4.0, 4.0)), half);
    let primitive = ClippedPrimitive { clip_rect: everywhere(), primitive: Primitive::Mesh(mesh) };
    let picture = white().paint(&[primitive], 1.0, [4, 4], WHITE).unwrap();
    // 100 + 255 · (1 − 128/255) and so on, in gamma space.
    assert_eq!(picture.pixel(1, 1), Some(Color32::from_rgba_premultiplied(227, 177, 127, 255)));
}

#[test]
fn a_texture_is_read_texel_by_texel_and_between() {
    let image = ColorImage::new([2, 1], vec![Color32::BLACK, WHITE]);
    let mut mesh = Mesh::with_texture(ID);
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    mesh.add_rect_with_uv(Rect::from_min_size(Pos2::ZERO, vec2(4.0, 1.0)), uv, WHITE);
    let smooth =
        paint(&with_texture(image.clone(), TextureOptions::LINEAR), mesh.clone(), everywhere(), [4, 1]);
    let levels: Vec<u8> = smooth.pixels().iter().map(Color32::r).collect();
    assert_eq!(levels, [0, 64, 191, 255]);
    let hard = paint(&with_texture(image, TextureOptions::NEAREST), mesh, everywhere(), [4, 1]);
    let levels: Vec<u8> = hard.pixels().iter().map(Color32::r).collect();
    assert_eq!(levels, [0, 0, 255, 255]);
}

#[test]
fn a_patch_changes_its_part_of_a_texture() {
    let mut raster = with_texture(ColorImage::filled([4, 4], Color32::BLACK), TextureOptions::NEAREST);
    let mut delta = TexturesDelta::default();
    let patch = ColorImage::filled([3, 3], WHITE);
    // It reaches beyond the edge: the rest is left out, nothing breaks.
    delta.push(ID, ImageDelta::partial([2, 2], patch, TextureOptions::NEAREST));
    raster.apply(&mut delta);
    let mut mesh = Mesh::with_texture(ID);
    let uv = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    mesh.add_rect_with_uv(Rect::from_min_size(Pos2::ZERO, vec2(4.0, 4.0)), uv, WHITE);
    assert_eq!(painted(&paint(&raster, mesh, everywhere(), [4, 4])), 4);
}

#[test]
fn broken_meshes_paint_nothing_and_do_not_panic() {
    let raster = white();
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e30] {
        for corner in 0..3 {
            let mut corners = [[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]];
            corners[corner] = [bad, bad];
            paint(&raster, triangles(&corners, WHITE), everywhere(), [8, 8]);
        }
    }
    let mut mesh = triangles(&[[0.0, 0.0], [8.0, 0.0], [0.0, 8.0]], WHITE);
    mesh.indices = vec![0, 1, 99, 0, 1];
    assert_eq!(painted(&paint(&raster, mesh, everywhere(), [8, 8])), 0);
}

#[test]
fn a_picture_too_large_is_an_error_and_no_abort() {
    let ctx = Context::default();
    let huge = headless(vec2(1e6, 1e6), 1.0, &ctx, |_| ());
    assert!(matches!(huge, Err(PictureError::TooLarge(..))));
    assert!(matches!(headless(vec2(f32::NAN, 10.0), 1.0, &ctx, |_| ()), Err(PictureError::Empty(..))));
    assert!(matches!(
        headless(vec2(f32::INFINITY, 10.0), 1.0, &ctx, |_| ()),
        Err(PictureError::TooLarge(..))
    ));
}

#[test]
fn a_headless_picture_settles_and_repeats() {
    let shot = || {
        let ctx = Context::default();
        fonts::install_fonts(&ctx);
        theme::install(&ctx);
        headless(vec2(200.0, 100.0), 2.0, &ctx, |ui| {
            ui.heading("Kurram");
            egui::CollapsingHeader::new("Columns").default_open(true).show(ui, |ui| ui.label("23 dead"));
        })
        .unwrap()
    };
    let picture = shot();
    assert_eq!(picture.size(), [400, 200]);
    assert!(picture.pixels().iter().any(|p| *p == theme::Theme::dark().ink), "the heading is there");
    assert_eq!(picture, shot());
}

proptest! {
    /// A fan around a point covers its outline: each pixel once, so that half-seen colour is even.
    #[test]
    fn triangles_that_share_edges_leave_no_seam(x in 2.0_f32..18.0, y in 2.0_f32..18.0, around in 0.0_f32..6.3) {
        let rim: Vec<[f32; 2]> = (0..7).map(|i| {
            let turn = around + std::f32::consts::TAU * f32::from(u8::try_from(i).unwrap()) / 7.0;
            [10.0 + 60.0 * turn.cos(), 10.0 + 60.0 * turn.sin()]
        }).collect();
        let fan: Vec<[f32; 2]> = (0..7).flat_map(|i| [[x, y], rim[i], rim[(i + 1) % 7]]).collect();
        let veil = Color32::from_rgba_premultiplied(60, 60, 60, 60);
        let picture = paint(&white(), triangles(&fan, veil), everywhere(), [20, 20]);
        prop_assert!(picture.pixels().iter().all(|p| *p == Color32::from_rgba_premultiplied(60, 60, 60, 255)));
    }
}

#[test]
fn a_context_can_be_painted_twice_and_the_letters_stay() {
    let ctx = Context::default();
    fonts::install_fonts(&ctx);
    theme::install(&ctx);
    let shot = |ppp| headless(vec2(120.0, 40.0), ppp, &ctx, |ui| drop(ui.label("Kurram"))).unwrap();
    let first = shot(1.0);
    assert_eq!(first, shot(1.0));
    let ink = theme::Theme::dark().ink;
    assert!(shot(2.0).pixels().contains(&ink), "letters are there at twice the size");
}

/// A dense page: 60 lines of text in cards, 2,000 discs, veils. Print with `--run-ignored only --no-capture`.
#[test]
#[ignore = "a measurement, not a test"]
fn how_long_a_full_window_takes() {
    let ctx = Context::default();
    fonts::install_fonts(&ctx);
    theme::install(&ctx);
    for ppp in [1.0, 2.0, 4.0] {
        let start = std::time::Instant::now();
        let picture = headless(vec2(1280.0, 800.0), ppp, &ctx, |ui| {
            egui::CentralPanel::default().show(ui, |ui| {
                for n in 0..30 {
                    ui.group(|ui| {
                        ui.label(format!("{n} {}", "At least 23 soldiers dead, 29 wounded. ".repeat(4)))
                    });
                }
                let theme = theme::Theme::of(ui);
                for n in 0..2000_u16 {
                    let at = pos2(f32::from(n % 50 * 25), f32::from(n / 50 * 20));
                    ui.painter().circle_filled(
                        at,
                        5.0,
                        theme.kind_at(usize::from(n) % 8).gamma_multiply(0.7),
                    );
                }
            });
        });
        let all = start.elapsed();
        let bytes = picture.unwrap().png("").unwrap().len();
        println!("{ppp} ×: UI and pixels {all:?}, with PNG {:?}, {bytes} bytes", start.elapsed());
    }
}
