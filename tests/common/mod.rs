//! What the tests of views share: a harness whose pictures are painted on the CPU, the same on every machine.

#![allow(dead_code, reason = "each test file takes what it needs")]

pub mod window;

use borderline::view::raster::{Rasterizer, pixels};
use borderline::view::theme::Theme;
use borderline::view::{fonts, theme};
use egui::{FullOutput, TexturesDelta, Ui, Vec2};
use egui_kittest::{Harness, HarnessBuilder, TestRenderer};

/// The program's own rasteriser as the renderer of egui's test harness.
#[derive(Default)]
pub struct SoftRenderer(Rasterizer);

impl TestRenderer for SoftRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        self.0.apply(delta);
        self.0.release(delta);
    }

    fn render(&mut self, ctx: &egui::Context, output: &FullOutput) -> Result<image::RgbaImage, String> {
        let ppp = ctx.pixels_per_point();
        let size = pixels(ctx.content_rect().size(), ppp);
        let primitives = ctx.tessellate(output.shapes.clone(), ppp);
        let picture =
            self.0.paint(&primitives, ppp, size, Theme::of(ctx).canvas).map_err(|error| error.to_string())?;
        let [width, height] = size.map(|v| u32::try_from(v).unwrap_or(0));
        image::RgbaImage::from_raw(width, height, picture.rgba()).ok_or_else(|| "size".to_owned())
    }
}

/// A harness of the given size in points, with the program's fonts and theme; end it with `build_ui(…)`,
/// `build_ui_state(…)` or `build_eframe(…)`.
pub fn builder<S>(size: impl Into<Vec2>) -> HarnessBuilder<S> {
    Harness::builder()
        .with_size(size)
        .with_os(egui::os::OperatingSystem::Nix)
        .renderer(SoftRenderer::default())
        .with_context_setup(|ctx| {
            fonts::install_fonts(ctx);
            theme::install(ctx);
        })
}

/// A harness around a closure, dark.
pub fn harness<'a>(size: impl Into<Vec2>, ui: impl FnMut(&mut Ui) + 'a) -> Harness<'a> {
    builder(size).with_theme(egui::Theme::Dark).build_ui(ui)
}
