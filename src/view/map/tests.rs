//! What a frame may cost: nothing is laid out again that still stands.

mod badges;
mod fade;
mod labels;
mod standing;

use std::sync::Arc;

use egui::{Context, RawInput, Rect, pos2, vec2};

use super::*;
use crate::model::{Dataset, DatasetBuilder, Draft, EventId, LonLat, PlacePrecision};
use crate::plot::Camera;
use crate::view::{Outbox, fonts, theme};
use crate::workspace::{FilterCommand, MapMarks, SelectCommand, Workspace};

/// A grid of towns from the Indus to the Hindu Kush.
fn towns() -> Dataset {
    let mut builder = DatasetBuilder::default();
    for n in 0..400_u32 {
        let (lon, lat) = (66.0 + f64::from(n % 20) * 0.35, 29.5 + f64::from(n / 20) * 0.3);
        builder.push(&Draft {
            place: &format!("Town {n}"),
            at: LonLat::new(lon, lat),
            place_precision: PlacePrecision::Exact,
            ..Draft::default()
        });
    }
    builder.finish()
}

struct Desk {
    ctx: Context,
    work: Workspace,
    view: MapView,
    /// Of the last frame.
    shapes: usize,
    vertices: usize,
}

impl Desk {
    fn new() -> Self {
        Self::with(towns())
    }

    fn with(data: Dataset) -> Self {
        let ctx = Context::default();
        fonts::install_fonts(&ctx);
        theme::install(&ctx);
        let mut work = Workspace::inline(Arc::new(data));
        work.apply(Command::Show(ShowCommand::Map(MapStyle::Outline)));
        let mut desk = Self { ctx, work, view: MapView::inline(), shapes: 0, vertices: 0 };
        desk.frame();
        desk
    }

    fn frame(&mut self) {
        self.frame_with(Vec::new());
    }

    fn frame_with(&mut self, events: Vec<egui::Event>) {
        let input = RawInput {
            events,
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(800.0, 600.0))),
            ..RawInput::default()
        };
        let out = Outbox::default();
        self.work.begin_frame();
        let mut full = self.ctx.run_ui(input, |ui| {
            self.view.ui(ui, Look { work: &self.work, out: &out });
        });
        full.textures_delta.clear();
        self.shapes = full.shapes.len();
        let primitives = self.ctx.tessellate(full.shapes, full.pixels_per_point);
        let corners = |p: &egui::epaint::ClippedPrimitive| match &p.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        };
        self.vertices = primitives.iter().map(corners).sum();
        for command in out.take() {
            self.work.apply(command);
        }
    }

    fn go(&mut self, x: f64, y: f64, km_per_point: f64) {
        let camera = Camera::At { center_km: [x, y], km_per_point };
        self.work.apply(Command::Navigate(NavigateCommand::Map(camera)));
        self.frame();
    }

    fn laid_out(&self) -> (u32, u32) {
        self.view.stage.laid_out
    }

    fn names(&self) -> Vec<(String, [f64; 2])> {
        let origin = self.view.stage.onto().by;
        let names = self.view.stage.scene().names.iter();
        let near_middle = names.filter(|n| n.frame.min.x.abs() < 250.0 && n.frame.min.y.abs() < 200.0);
        near_middle.map(|n| (n.text.clone(), [n.frame.min.x + origin.x, n.frame.min.y + origin.y])).collect()
    }
}

#[test]
fn a_still_map_and_a_small_pan_lay_nothing_out_again() {
    let mut desk = Desk::new();
    let first = desk.laid_out();
    desk.frame();
    desk.frame();
    assert_eq!(desk.laid_out(), first);
    desk.go(0.0, 0.0, 2.0);
    let zoomed = desk.laid_out();
    assert!(zoomed > first);
    for step in 0..10 {
        desk.go(f64::from(step) * 20.0, 0.0, 2.0);
    }
    assert_eq!(desk.laid_out(), zoomed);
}

#[test]
fn a_selection_lays_out_names_but_not_the_ground() {
    let mut desk = Desk::new();
    let (ground, marks) = desk.laid_out();
    desk.work.apply(Command::Select(SelectCommand::Event(EventId(7))));
    desk.frame();
    assert_eq!(desk.laid_out(), (ground, marks + 1));
}

#[test]
fn a_name_keeps_its_place_while_the_map_is_panned_even_onto_a_new_sheet() {
    let mut desk = Desk::new();
    desk.go(0.0, 100.0, 0.8);
    let before = desk.names();
    let (_, marks) = desk.laid_out();
    assert!(before.len() > 10, "{before:?}");
    // Far enough for a new sheet, near enough for the middle to stay in view.
    let shift_km = 200.0;
    desk.go(shift_km, 100.0, 0.8);
    assert!(desk.laid_out().1 > marks, "a new sheet");
    let after: std::collections::HashMap<String, [f64; 2]> = {
        let origin = desk.view.stage.onto().by;
        let names = desk.view.stage.scene().names.iter();
        names.map(|n| (n.text.clone(), [n.frame.min.x + origin.x, n.frame.min.y + origin.y])).collect()
    };
    for (name, [x, y]) in before {
        let Some([x1, y1]) = after.get(&name) else { panic!("{name} has gone") };
        let moved = (x - shift_km / 0.8 - x1).hypot(y - y1);
        assert!(moved < 0.6, "{name} stands {moved} points elsewhere");
    }
}

/// Twenty thousand towns with five events each: far more than can be told apart.
fn crowd() -> Dataset {
    let mut builder = DatasetBuilder::default();
    for n in 0..100_000_u32 {
        let town = n % 20_000;
        let (lon, lat) = (61.0 + f64::from(town % 1009) * 0.0148, 24.0 + f64::from(town % 997) * 0.0135);
        builder.push(&Draft {
            at: LonLat::new(lon, lat),
            place_precision: if town % 3 == 0 { PlacePrecision::Near } else { PlacePrecision::Exact },
            kind: crate::model::Kind::ALL[(n % 7) as usize],
            ..Draft::default()
        });
    }
    builder.finish()
}

#[test]
fn a_hundred_thousand_events_are_drawn_with_few_triangles_at_every_zoom() {
    let mut desk = Desk::with(crowd());
    for marks in [MapMarks::Automatic, MapMarks::Bubbles, MapMarks::Density] {
        desk.work.apply(Command::Show(ShowCommand::Marks(marks)));
        desk.frame();
        for zoom in [3.0, 2.0, 1.0, 0.5, 0.2, 0.05] {
            desk.go(0.0, 100.0, zoom);
            assert!(desk.vertices < 90_000, "{marks:?} at {zoom}: {} vertices", desk.vertices);
            assert!(desk.shapes < 400, "{marks:?} at {zoom}: {} shapes", desk.shapes);
        }
    }
}

#[test]
fn marks_are_painted_anew_only_when_they_change() {
    let mut desk = Desk::with(crowd());
    desk.go(0.0, 100.0, 1.0);
    // New letters may ask for one more frame.
    desk.frame();
    let times = desk.view.painted.times;
    desk.frame();
    desk.go(5.0, 103.0, 1.0);
    assert_eq!(desk.view.painted.times, times);
    desk.work.apply(Command::Select(SelectCommand::Event(EventId(7))));
    desk.frame();
    assert!(desk.view.painted.times > times);
}

#[test]
fn zooming_in_turns_density_into_bubbles_bit_by_bit() {
    let mut desk = Desk::with(crowd());
    let shares: Vec<f64> = (0..24)
        .map(|n| {
            desk.go(0.0, 100.0, 3.0 * 0.8_f64.powi(n));
            desk.view.stage.scene().share
        })
        .collect();
    // From afar there are few bubbles, however many places each stands for.
    let dense = shares.iter().position(|&share| share >= 1.0).expect("density at some zoom");
    let after = &shares[dense..];
    assert!(after.windows(2).all(|pair| pair[1] <= pair[0] + 0.05), "{shares:?}");
    assert!(after.iter().any(|share| (0.05..0.95).contains(share)), "no step between: {shares:?}");
    assert!(after.last().is_some_and(|&share| share < 1e-9), "{shares:?}");
}

#[test]
fn squares_and_bubbles_hold_the_same_events() {
    let mut desk = Desk::with(crowd());
    let mut totals = Vec::new();
    for marks in [MapMarks::Bubbles, MapMarks::Density] {
        desk.work.apply(Command::Show(ShowCommand::Marks(marks)));
        desk.go(0.0, 0.0, 4.0);
        let scene = desk.view.stage.scene();
        let bubbles: u32 = scene.clusters.bubbles.iter().map(crate::plot::cluster::Bubble::count).sum();
        let cells: u32 = scene.density.cells.iter().map(crate::plot::density::Cell::count).sum();
        totals.push(bubbles.max(cells));
    }
    assert_eq!(totals, [100_000, 100_000]);
}

/// Bubbles and squares each hold all events with a point: whichever is shown says how many there are.
fn on_map(desk: &Desk) -> u32 {
    let scene = desk.view.stage.scene();
    let bubbles: u32 = scene.clusters.bubbles.iter().map(crate::plot::cluster::Bubble::count).sum();
    bubbles.max(scene.density.cells.iter().map(crate::plot::density::Cell::count).sum())
}

/// The map of a window, where many places are laid out on a thread.
fn window_of_crowd() -> Desk {
    let mut desk = Desk::with(crowd());
    desk.view = MapView::default();
    until(&mut desk, |desk| desk.view.stage.sheet().is_some());
    desk
}

fn has_settled(desk: &Desk) -> bool {
    (desk.view.stage.onto().times - 1.0).abs() < 1e-12
}

/// Runs frames as a screen shows them until something holds.
fn until(desk: &mut Desk, holds: impl Fn(&Desk) -> bool) {
    for _ in 0..4_000 {
        if holds(desk) {
            return;
        }
        desk.frame();
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    panic!("waited in vain");
}

#[test]
fn a_zoom_stretches_the_sheet_until_the_next_one_is_there() {
    let mut desk = window_of_crowd();
    desk.go(0.0, 0.0, 4.0);
    until(&mut desk, has_settled);
    let before = desk.laid_out();
    desk.go(0.0, 0.0, 5.0);
    // The frame did not wait, and what it shows is counted as before.
    assert_eq!((desk.laid_out(), desk.view.stage.onto().times), (before, 4.0 / 5.0));
    assert_eq!(on_map(&desk), 100_000);
    until(&mut desk, has_settled);
    assert_eq!((desk.view.stage.sheet().unwrap().km_per_point, on_map(&desk)), (5.0, 100_000));
}

#[test]
fn the_map_of_many_places_follows_a_filter_that_never_rests() {
    let mut desk = window_of_crowd();
    desk.go(0.0, 0.0, 4.0);
    until(&mut desk, has_settled);
    let mut seen = std::collections::BTreeSet::new();
    let kinds = crate::model::Kind::ALL;
    for n in 0..400_usize {
        // One kind of the seven is left out, another one with each frame.
        desk.work.apply(Command::Filter(FilterCommand::ToggleKind(kinds[n / 2 % 6])));
        desk.frame();
        seen.insert(on_map(&desk));
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(seen.len() > 1, "{seen:?}");
    desk.work.apply(Command::Filter(FilterCommand::Set(Box::default())));
    until(&mut desk, |desk| on_map(desk) == 100_000);
}

/// Milliseconds that this thread has been on a processor, where the system tells; others at work do not count.
fn busy_ms() -> f64 {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// Run optimised: `cargo test --lib -- --ignored --nocapture many_places_stay_fast`.
#[test]
#[ignore = "a measurement, only meaningful in an optimised build"]
fn many_places_stay_fast() {
    let mut builder = DatasetBuilder::default();
    for n in 0..200_000_u32 {
        let (lon, lat) = (61.0 + f64::from(n % 1009) * 0.0148, 24.0 + f64::from(n % 997) * 0.0135);
        builder.push(&Draft {
            place: &format!("Town {}", n % 5_000),
            at: LonLat::new(lon, lat),
            place_precision: PlacePrecision::Exact,
            ..Draft::default()
        });
    }
    for style in [MapStyle::Outline, MapStyle::Schematic] {
        let mut desk = Desk::new();
        desk.work.set_data(
            Arc::new(builder.build()),
            crate::query::Completeness::Exact,
            crate::workspace::DataChange::Replaced,
        );
        desk.work.apply(Command::Show(ShowCommand::Map(style)));
        let timed = |what: &str, desk: &mut Desk, act: &dyn Fn(&mut Desk)| {
            let before = busy_ms();
            act(desk);
            println!("{style:?} {what}: {:.2} ms", busy_ms() - before);
        };
        timed("first frame, with loading and placing", &mut desk, &|d| d.frame());
        for _ in 0..3 {
            timed("still", &mut desk, &|d| d.frame());
        }
        for (n, zoom) in [2.4, 2.2, 2.0, 1.0, 0.5, 0.1, 0.03].into_iter().enumerate() {
            timed(&format!("zoom {n} to {zoom}"), &mut desk, &|d| d.go(0.0, 100.0, zoom));
        }
        timed("pan on the sheet", &mut desk, &|d| d.go(2.0, 100.0, 0.03));
    }
}
