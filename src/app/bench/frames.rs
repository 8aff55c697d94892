//! A fixed script of pans and zooms through the whole window, without painting.

use std::time::{Duration, Instant};

use egui::epaint::{ClippedPrimitive, Primitive};
use egui::{Context, RawInput, Rect, TexturesDelta, Vec2};
use serde::Serialize;

use crate::geo::BorderKey;
use crate::plot::Camera;
use crate::view::map::MapView;
use crate::view::picture::PictureError;
use crate::view::raster::{Rasterizer, pixels};
use crate::view::shell::Shell;
use crate::view::status::Status;
use crate::view::{Look, Outbox, fonts, theme};
use crate::workspace::{Command, ExportView, NavigateCommand, Pane, ShowCommand, Workspace};

use super::super::export::{Sheet, draw};
use super::machine::thread_ms;
use super::middle;

const SIZE: Vec2 = Vec2::new(1280.0, 800.0);
const FRAMES: u32 = 300;
/// Frames before measuring: fonts, base map, first answers.
const WARM_UP: u32 = 60;
/// Sixty frames a second, as a screen shows them: what threads do meanwhile is ready no sooner than in a window.
pub const FRAME: Duration = Duration::from_micros(16_667);

/// What frames cost in milliseconds of the processor, on the thread of the window.
#[derive(Debug, Serialize)]
pub struct FrameTimes {
    /// Median of laying out all views.
    pub layout_ms: f64,
    /// Median of turning shapes into triangles.
    pub tessellate_ms: f64,
    /// Median of painting the triangles on the CPU, 1280 × 800 pixels; a window leaves this to its graphics driver.
    pub paint_ms: f64,
    /// Most corners of triangles in a frame.
    pub vertices: usize,
    /// Seconds until the border's course was there, which is waited for before frames count; none without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub course_s: Option<f64>,
    /// Layout and tessellation.
    #[serde(flatten)]
    pub both: Times,
}

/// What frames took, layout and tessellation, in milliseconds.
#[derive(Debug, Serialize)]
pub struct Times {
    /// Number of frames.
    pub frames: usize,
    /// Median.
    pub both_ms: f64,
    /// 95th percentile.
    pub both_p95_ms: f64,
    /// The worst frame.
    pub both_worst_ms: f64,
}

impl Times {
    /// Of these frames.
    pub fn of(mut ms: Vec<f64>) -> Self {
        ms.sort_by(f64::total_cmp);
        let at = |share: usize| {
            let last = ms.len().saturating_sub(1);
            ms.get((ms.len() * share / 100).min(last)).copied().unwrap_or(f64::NAN)
        };
        Self { frames: ms.len(), both_ms: at(50), both_p95_ms: at(95), both_worst_ms: at(100) }
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { frames, both_ms, both_p95_ms, both_worst_ms } = self;
        write!(
            f,
            "{both_ms:.2} ms (median), {both_p95_ms:.2} ms (95 %), {both_worst_ms:.2} ms (worst) over {frames} frames"
        )
    }
}

/// Pans and zooms in time and on the map, or along the border, and times every frame. Of several workspaces each has its frame
/// in turn, and another one is first each time: a processor's speed changes from one second to the next.
pub fn frame_times<const N: usize>(works: [Workspace; N], pane: Pane) -> [FrameTimes; N] {
    let mut runs = works.map(|work| Run::new(work, pane));
    for n in 0..WARM_UP + FRAMES {
        let start = Instant::now();
        for run in &mut runs {
            run.frame(n);
        }
        runs.reverse();
        std::thread::sleep(FRAME.saturating_sub(start.elapsed()));
    }
    runs.map(Run::times)
}

const _: () = assert!((WARM_UP + FRAMES).is_multiple_of(2), "workspaces come out in their order");

/// A workspace with its views, and what its frames took so far.
struct Run {
    work: Workspace,
    desk: Desk,
    raster: Rasterizer,
    course_s: Option<f64>,
    layout: Vec<f64>,
    tessellate: Vec<f64>,
    both: Vec<f64>,
    paint: Vec<f64>,
    vertices: usize,
}

impl Run {
    fn new(mut work: Workspace, pane: Pane) -> Self {
        work.apply(Command::Show(ShowCommand::Pane(pane)));
        if pane != Pane::Map {
            // Events from everywhere suit no border by themselves.
            work.apply(Command::Show(ShowCommand::Border(Some(BorderKey::DURAND))));
        }
        let mut desk = Desk::new(MapView::default());
        let course_s = (pane != Pane::Map).then(|| wait_for_course(&mut desk, &mut work)).flatten();
        let [layout, tessellate, both, paint] = [const { Vec::new() }; 4];
        let raster = Rasterizer::default();
        Self { work, desk, raster, course_s, layout, tessellate, both, paint, vertices: 0 }
    }

    fn frame(&mut self, n: u32) {
        if n >= WARM_UP {
            step(&mut self.work, n - WARM_UP);
        }
        let mut done = self.desk.frame(&mut self.work);
        self.raster.apply(&mut done.textures);
        if n >= WARM_UP {
            self.layout.push(done.layout_ms);
            self.tessellate.push(done.tessellate_ms);
            self.both.push(done.layout_ms + done.tessellate_ms);
            self.vertices = self.vertices.max(done.vertices());
            if n.is_multiple_of(PAINTED) {
                self.paint.extend(done.paint_ms(&self.raster));
            }
        }
        self.raster.release(&mut done.textures);
    }

    fn times(self) -> FrameTimes {
        FrameTimes {
            layout_ms: middle(self.layout),
            tessellate_ms: middle(self.tessellate),
            paint_ms: middle(self.paint),
            vertices: self.vertices,
            course_s: self.course_s,
            both: Times::of(self.both),
        }
    }
}

/// Runs frames until the places of all events stand along the border: seconds from the first one. `None` where none comes.
fn wait_for_course(desk: &mut Desk, work: &mut Workspace) -> Option<f64> {
    let start = Instant::now();
    while start.elapsed() < LONGEST_WAIT {
        desk.frame(work);
        if desk.shell.has_course() {
            return Some(start.elapsed().as_secs_f64());
        }
        std::thread::sleep(FRAME);
    }
    None
}

/// No course takes longer.
const LONGEST_WAIT: Duration = Duration::from_mins(1);

/// One frame in this many is painted too.
const PAINTED: u32 = 15;

/// A frame that was run.
pub struct Done {
    /// Milliseconds.
    pub layout_ms: f64,
    /// Milliseconds.
    pub tessellate_ms: f64,
    primitives: Vec<ClippedPrimitive>,
    /// New and dropped textures.
    pub textures: TexturesDelta,
}

impl Done {
    fn vertices(&self) -> usize {
        let count = |p: &ClippedPrimitive| {
            if let Primitive::Mesh(mesh) = &p.primitive { mesh.vertices.len() } else { 0 }
        };
        self.primitives.iter().map(count).sum()
    }

    fn paint_ms(&self, raster: &Rasterizer) -> Option<f64> {
        let start = thread_ms();
        let picture = raster.paint(&self.primitives, 1.0, pixels(SIZE, 1.0), theme::Theme::light().canvas);
        std::hint::black_box(picture).ok().map(|_| thread_ms() - start)
    }
}

/// All views of a window without the window.
pub struct Desk {
    ctx: Context,
    shell: Shell,
    frames: u32,
}

impl Desk {
    /// Views that were never shown.
    pub fn new(map: MapView) -> Self {
        let ctx = Context::default();
        fonts::install_fonts(&ctx);
        theme::install(&ctx);
        Self { ctx, shell: Shell::new(map), frames: 0 }
    }

    /// Runs one frame; commands that views send are applied after it.
    pub fn frame(&mut self, work: &mut Workspace) -> Done {
        let out = Outbox::default();
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
            time: Some(f64::from(self.frames) / 60.0),
            ..RawInput::default()
        };
        self.frames += 1;
        let start = thread_ms();
        let output = self.ctx.run_ui(input, |ui| {
            work.begin_frame();
            self.shell.ui(ui, Look { work, out: &out }, &Status::default(), &[]);
        });
        let layout_ms = thread_ms() - start;
        let start = thread_ms();
        let primitives = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let tessellate_ms = thread_ms() - start;
        for command in out.take() {
            work.apply(command);
        }
        Done { layout_ms, tessellate_ms, primitives, textures: output.textures_delta }
    }
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
            if work.pane() == Pane::Strip {
                let (middle, half) = (0.5 + 0.3 * turn.cos(), 0.1 + 0.08 * turn.sin());
                NavigateCommand::Along([middle - half, middle + half])
            } else {
                NavigateCommand::Map(Camera::At { center_km, km_per_point: 1.2 + turn.sin() })
            }
        }
    };
    work.apply(Command::Navigate(navigate));
}

/// Milliseconds of the processor from a workspace to a picture of 1280 × 800 with caption.
///
/// # Errors
/// The picture's.
pub fn picture_ms(mut work: Workspace) -> Result<f64, PictureError> {
    let sheet = Sheet { view: ExportView::Window, size: [SIZE.x, SIZE.y], scale: 1.0, caption: true };
    draw(&mut work, sheet)?;
    let start = thread_ms();
    draw(&mut work, sheet)?.png("bench")?;
    Ok(thread_ms() - start)
}
