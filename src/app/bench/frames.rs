//! A fixed script of pans and zooms through the whole window, without painting.

use std::time::Instant;

use egui::{Context, RawInput, Rect, Vec2};
use serde::Serialize;

use crate::plot::Camera;
use crate::view::map::MapView;
use crate::view::picture::PictureError;
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
    /// Median of both.
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
    for n in 0..WARM_UP + FRAMES {
        if n >= WARM_UP {
            step(&mut work, n - WARM_UP);
        }
        let (l, t) = frame(&ctx, &mut shell, &mut work, n);
        if n >= WARM_UP {
            layout.push(l);
            tessellate.push(t);
            both.push(l + t);
        }
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
    }
}

fn frame(ctx: &Context, shell: &mut Shell, work: &mut Workspace, n: u32) -> (f64, f64) {
    let out = Outbox::default();
    let input = RawInput {
        screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
        time: Some(f64::from(n) / 60.0),
        ..RawInput::default()
    };
    let start = Instant::now();
    let mut output = ctx.run_ui(input, |ui| {
        work.begin_frame();
        shell.ui(ui, Look { work, out: &out }, &Status::default(), &[]);
    });
    let layout = millis(start);
    let start = Instant::now();
    std::hint::black_box(ctx.tessellate(output.shapes, output.pixels_per_point).len());
    let tessellate = millis(start);
    output.textures_delta.clear();
    for command in out.take() {
        work.apply(command);
    }
    (layout, tessellate)
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
