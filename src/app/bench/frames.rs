//! A fixed script of pans and zooms through the whole window, without painting.

use std::time::Instant;

use egui::epaint::{ClippedPrimitive, Primitive};
use egui::{Context, RawInput, Rect, TexturesDelta, Vec2};
use serde::Serialize;

use crate::plot::Camera;
use crate::view::map::MapView;
use crate::view::picture::PictureError;
use crate::view::raster::{Rasterizer, pixels};
use crate::view::shell::Shell;
use crate::view::status::Status;
use crate::view::{Look, Outbox, fonts, theme};
use crate::workspace::{Command, ExportView, NavigateCommand, Workspace};

use super::super::export::{Sheet, draw};
use super::{middle, millis};

const SIZE: Vec2 = Vec2::new(1280.0, 800.0);
const FRAMES: u32 = 300;
/// Frames before measuring: fonts, base map, first answers.
const WARM_UP: u32 = 5;

/// What a frame costs in milliseconds of one core.
#[derive(Debug, Serialize)]
pub struct FrameTimes {
    /// Number of frames.
    pub frames: u32,
    /// Median of laying out all views.
    pub layout_ms: f64,
    /// Median of turning shapes into triangles.
    pub tessellate_ms: f64,
    /// Median of painting the triangles on the CPU, 1280 × 800 pixels; a window leaves this to its graphics driver.
    pub paint_ms: f64,
    /// Most corners of triangles in a frame.
    pub vertices: usize,
    /// Median of layout and tessellation.
    pub both_ms: f64,
    /// 95th percentile of both.
    pub both_p95_ms: f64,
    /// The worst frame.
    pub both_worst_ms: f64,
}

/// Pans and zooms in time and on the map and times every frame.
pub fn frame_times(mut work: Workspace) -> FrameTimes {
    let ctx = Context::default();
    fonts::install_fonts(&ctx);
    theme::install(&ctx);
    let mut shell = Shell::new(MapView::inline());
    let (mut layout, mut tessellate, mut both) = (Vec::new(), Vec::new(), Vec::new());
    let (mut paint, mut vertices, mut raster) = (Vec::new(), 0, Rasterizer::default());
    for n in 0..WARM_UP + FRAMES {
        if n >= WARM_UP {
            step(&mut work, n - WARM_UP);
        }
        let mut done = frame(&ctx, &mut shell, &mut work, n);
        raster.apply(&mut done.textures);
        if n >= WARM_UP {
            layout.push(done.layout_ms);
            tessellate.push(done.tessellate_ms);
            both.push(done.layout_ms + done.tessellate_ms);
            vertices = vertices.max(done.vertices());
            if n.is_multiple_of(PAINTED) {
                paint.extend(done.paint_ms(&raster));
            }
        }
        raster.release(&mut done.textures);
    }
    both.sort_by(f64::total_cmp);
    let at =
        |share: usize| both.get((both.len() * share / 100).min(both.len() - 1)).copied().unwrap_or(f64::NAN);
    FrameTimes {
        frames: FRAMES,
        both_p95_ms: at(95),
        both_worst_ms: at(100),
        both_ms: at(50),
        layout_ms: middle(layout),
        tessellate_ms: middle(tessellate),
        paint_ms: middle(paint),
        vertices,
    }
}

/// One frame in this many is painted too.
const PAINTED: u32 = 15;

/// A frame that was run.
struct Done {
    layout_ms: f64,
    tessellate_ms: f64,
    primitives: Vec<ClippedPrimitive>,
    textures: TexturesDelta,
}

impl Done {
    fn vertices(&self) -> usize {
        let count = |p: &ClippedPrimitive| {
            if let Primitive::Mesh(mesh) = &p.primitive { mesh.vertices.len() } else { 0 }
        };
        self.primitives.iter().map(count).sum()
    }

    fn paint_ms(&self, raster: &Rasterizer) -> Option<f64> {
        let start = Instant::now();
        let picture = raster.paint(&self.primitives, 1.0, pixels(SIZE, 1.0), theme::Theme::light().canvas);
        std::hint::black_box(picture).ok().map(|_| millis(start))
    }
}

fn frame(ctx: &Context, shell: &mut Shell, work: &mut Workspace, n: u32) -> Done {
    let out = Outbox::default();
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
        time: Some(f64::from(n) / 60.0),
        ..RawInput::default()
    };
    let start = Instant::now();
    let output = ctx.run_ui(input, |ui| {
        work.begin_frame();
        shell.ui(ui, Look { work, out: &out }, &Status::default(), &[]);
    });
    let layout_ms = millis(start);
    let start = Instant::now();
    let primitives = ctx.tessellate(output.shapes, output.pixels_per_point);
    let tessellate_ms = millis(start);
    for command in out.take() {
        work.apply(command);
    }
    Done { layout_ms, tessellate_ms, primitives, textures: output.textures_delta }
}

/// Step `n` of the script: a hundred steps of zooming time in and out, a hundred of panning it, a hundred on the map.
fn step(work: &mut Workspace, n: u32) {
    let navigate = match n {
        0..50 => NavigateCommand::TimeZoom(0.93),
        50..75 => NavigateCommand::TimePan(0.05),
        75..100 => NavigateCommand::TimePan(-0.05),
        100..150 => NavigateCommand::TimeZoom(1.0 / 0.93),
        150..200 => NavigateCommand::TimePan(if n.is_multiple_of(2) { 0.1 } else { -0.1 }),
        _ => {
            let turn = f64::from(n - 200) / 100.0 * std::f64::consts::TAU;
            let center_km = [300.0 * turn.cos(), 300.0 * turn.sin()];
            NavigateCommand::Map(Camera::At { center_km, km_per_point: 1.2 + turn.sin() })
        }
    };
    work.apply(Command::Navigate(navigate));
}

/// Milliseconds from a workspace to a picture of 1280 × 800 with caption.
///
/// # Errors
/// The picture's.
pub fn picture_ms(mut work: Workspace) -> Result<f64, PictureError> {
    let sheet = Sheet { view: ExportView::Window, size: [SIZE.x, SIZE.y], scale: 1.0, caption: true };
    draw(&mut work, sheet)?;
    let start = Instant::now();
    draw(&mut work, sheet)?.png("bench")?;
    Ok(millis(start))
}
