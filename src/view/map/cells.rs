//! The density: counted squares of the ground, what they are called, and what they say.

use std::sync::Arc;

use egui::epaint::{ColorImage, ImageData, Mesh, Vertex};
use egui::{Color32, Context, Rect, TextureHandle, TextureOptions, pos2};

use super::convert::{events, f32_of, grouped, pos};
use super::marks::View;
use super::pile::{Anchor, Pile};
use super::sights::Sights;
use super::tips::Tip;
use crate::plot::density::{Cell, Density};
use crate::plot::{Sheet, Spot};
use crate::query::PlaceKey;
use crate::view::theme::Theme;

/// How much of the ground a square covers: borders and names shine through.
const COVER: f64 = 0.86;
/// So many squares, those with most hits, have a widget of their own; the pointer finds the others.
pub const MOST_WIDGETS: usize = 40;

/// More squares than this in a row or column are drawn one by one: graphics drivers take textures of this side.
const MOST_ACROSS: usize = 2048;

/// All squares as the points of one texture: a frame copies four corners, however many they are. Empty where there are none.
pub fn mesh(
    (ctx, kept): (&Context, &mut Option<TextureHandle>),
    (density, sheet): (&Density, &Sheet),
    share: f64,
    theme: &Theme,
) -> Mesh {
    let runs = density.runs();
    let colour = |class| theme.count_class(class).gamma_multiply(f32_of(COVER * share));
    let Some(([first, last], image)) = image(&runs, colour) else {
        return one_by_one(&runs, (density, sheet), colour);
    };
    let image = ImageData::Color(Arc::new(image));
    let texture = match kept {
        Some(texture) => {
            texture.set(image, TextureOptions::NEAREST);
            texture
        }
        None => kept.insert(ctx.load_texture("density", image, TextureOptions::NEAREST)),
    };
    let (from, to) = (density.square(first).min, density.square(last).max);
    let (from, to) = (pos(sheet.spot(from)), pos(sheet.spot(to)));
    let mut mesh = Mesh::with_texture(texture.id());
    for (x, u) in [(from.x, 0.0), (to.x, 1.0)] {
        for (y, v) in [(from.y, 0.0), (to.y, 1.0)] {
            mesh.vertices.push(Vertex { pos: pos2(x, y), uv: pos2(u, v), color: Color32::WHITE });
        }
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(1, 2, 3);
    mesh
}

/// First and last column, row and class.
type Run = ([i32; 2], i32, usize);

/// The squares as points, from a first column and row to the last ones; `None` where there are none or too many.
fn image(runs: &[Run], colour: impl Fn(usize) -> Color32) -> Option<([[i32; 2]; 2], ColorImage)> {
    let west = runs.iter().map(|([first, _], ..)| *first).min()?;
    let east = runs.iter().map(|([_, last], ..)| *last).max()?;
    let (south, north) = runs
        .iter()
        .map(|(_, row, _)| *row)
        .fold((i32::MAX, i32::MIN), |(least, most), row| (least.min(row), most.max(row)));
    let away = |from: i32, to: i32| {
        usize::try_from(i64::from(to) - i64::from(from)).ok().filter(|n| *n < MOST_ACROSS)
    };
    let width = away(west, east)? + 1;
    let mut image = ColorImage::filled([width, away(south, north)? + 1], Color32::TRANSPARENT);
    for &([first, last], row, class) in runs {
        let at = |column: i32| Some(away(south, row)? * width + away(west, column)?);
        if let (Some(from), Some(to)) = (at(first), at(last))
            && let Some(points) = image.pixels.get_mut(from..=to)
        {
            points.fill(colour(class));
        }
    }
    Some(([[west, south], [east, north]], image))
}

/// As many corners as runs of one class.
fn one_by_one(runs: &[Run], (density, sheet): (&Density, &Sheet), colour: impl Fn(usize) -> Color32) -> Mesh {
    let mut mesh = Mesh::default();
    for &([first, last], row, class) in runs {
        let (west, east) = (on_sheet(density, [first, row], sheet), on_sheet(density, [last, row], sheet));
        mesh.add_colored_rect(west.union(east), colour(class));
    }
    mesh
}

/// A square in positions of the sheet.
pub fn on_sheet(density: &Density, column: [i32; 2], sheet: &Sheet) -> Rect {
    let square = density.square(column);
    Rect::from_two_pos(pos(sheet.spot(square.min)), pos(sheet.spot(square.max)))
}

impl View<'_> {
    /// The square of this number.
    pub fn cell(&self, number: usize) -> Option<&Cell> {
        self.stage.scene().density.cells.get(number)
    }

    /// The square at a screen position, if it holds hits and squares are what the pointer finds.
    pub fn cell_at(&self, pointer: Spot) -> Option<usize> {
        let scene = self.stage.scene();
        if scene.picks_bubbles() {
            return None;
        }
        scene.density.at(self.scale.plane_from_screen(pointer))
    }

    /// A square on the screen.
    pub fn cell_rect(&self, cell: &Cell) -> Rect {
        let square = self.stage.scene().density.square(cell.column);
        Rect::from_two_pos(
            pos(self.scale.screen_from_plane(square.min)),
            pos(self.scale.screen_from_plane(square.max)),
        )
    }

    /// Numbers of the squares in view with most hits, most first.
    pub fn main_cells(&self) -> Vec<usize> {
        let scene = self.stage.scene();
        if scene.picks_bubbles() {
            return Vec::new();
        }
        let cells = scene.density.cells.iter().enumerate();
        let seen = cells.filter(|(_, cell)| self.map.contains(self.cell_rect(cell).center()));
        let mut ranks: Vec<_> =
            seen.map(|(number, cell)| (std::cmp::Reverse(cell.count()), number)).collect();
        if ranks.len() > MOST_WIDGETS {
            ranks.select_nth_unstable(MOST_WIDGETS);
            ranks.truncate(MOST_WIDGETS);
        }
        ranks.sort_unstable();
        ranks.into_iter().map(|(_, number)| number).collect()
    }

    fn places_in(&self, cell: &Cell) -> usize {
        let members = self.stage.scene().density.members(cell).iter();
        members.filter_map(|&pin| self.placed.spots.get(pin as usize)).filter(|spot| !spot.again).count()
    }

    /// What a square is called: its main place and how many others it holds.
    pub fn cell_title(&self, cell: &Cell, sights: &mut Sights<'_>) -> String {
        let name = sights.pin_name(cell.main);
        match self.places_in(cell) {
            0 | 1 => name,
            2 => format!("{name} and 1 more place"),
            n => format!("{name} and {} more places", grouped(u32::try_from(n - 1).unwrap_or(u32::MAX))),
        }
    }

    /// What a square says: the exact number, and the kinds.
    pub fn cell_tip(&self, cell: &Cell, sights: &mut Sights<'_>) -> Tip {
        let side = side_words(self.stage.scene().density.cell_km);
        let lines = vec![format!("{} in this square of {side}", events(cell.count()))];
        Tip { title: self.cell_title(cell, sights), lines, kinds: cell.kinds }
    }

    /// The list of a square's events.
    pub fn cell_pile(&self, cell: &Cell, sights: &mut Sights<'_>) -> Pile {
        let square = self.stage.scene().density.square(cell.column);
        let middle = square
            .min
            .moved((square.max.x_km - square.min.x_km) / 2.0, (square.max.y_km - square.min.y_km) / 2.0);
        Pile { title: self.cell_title(cell, sights), keys: self.cell_keys(cell), anchor: Anchor::Map(middle) }
    }

    /// The places in a square, ascending.
    pub fn cell_keys(&self, cell: &Cell) -> Arc<[PlaceKey]> {
        let members = self.stage.scene().density.members(cell).iter();
        let mut keys: Vec<PlaceKey> =
            members.filter_map(|&pin| self.placed.spots.get(pin as usize)).map(|spot| spot.key).collect();
        keys.sort_unstable();
        keys.into()
    }

    /// The highest class of counts in view, if there are squares in view.
    pub fn highest_class(&self) -> Option<usize> {
        let scene = self.stage.scene();
        let (sheet, onto) = (self.stage.sheet()?, self.stage.onto());
        let seen = |cell: &&Cell| {
            let at = sheet.spot(scene.density.square(cell.column).min);
            self.map.contains(pos(onto.screen(at)))
        };
        scene.density.cells.iter().filter(seen).map(Cell::class).max()
    }
}

/// The side of a square for people: "850 m", "2.5 km", "14 km".
pub fn side_words(km: f64) -> String {
    match km {
        km if km < 1.0 => format!("{:.0} m", km * 1000.0),
        km if km < 10.0 => format!("{km:.1} km"),
        km => format!("{km:.0} km"),
    }
}

#[cfg(test)]
mod tests {
    use egui::epaint::{ClippedPrimitive, ImageDelta, Primitive};
    use egui::{TextureId, TexturesDelta, vec2};

    use super::*;
    use crate::geo::{Plane, PlaneBounds};
    use crate::plot::cluster::{Pin, ZoomStep};
    use crate::plot::{Camera, Frame, MapLimits, MapScale};
    use crate::view::raster::Rasterizer;

    const VIEW: Frame = Frame::sized(Spot::new(0.0, 0.0), 400.0, 300.0);

    fn density(pins: &[(f64, f64, u32)], window: f64) -> (Density, Sheet) {
        let part = |half: f64| PlaneBounds { min: Plane::new(-half, -half), max: Plane::new(half, half) };
        let camera = Camera::At { center_km: [0.0, 0.0], km_per_point: 1.0 };
        let scale = MapScale::new(camera, VIEW, &MapLimits::around(part(500.0), None));
        let pins: Vec<Pin> = pins
            .iter()
            .map(|&(x, y, n)| Pin { at: Plane::new(x, y), kinds: [n, 0, 0, 0, 0, 0, 0, 0] })
            .collect();
        (Density::new(&pins, part(window), ZoomStep::of(&scale)), Sheet::around(&scale))
    }

    /// What a screen shows of squares, by whichever way they were drawn.
    fn picture(mut delta: TexturesDelta, mesh: &Mesh, ppp: f32) -> Vec<Color32> {
        let mut raster = Rasterizer::default();
        let white = ImageDelta::full(ColorImage::filled([1, 1], Color32::WHITE), TextureOptions::LINEAR);
        delta.push(TextureId::default(), white);
        raster.apply(&mut delta);
        delta.clear();
        let mut mesh = mesh.clone();
        // No edge lies on the middle of a pixel, which belongs to either side.
        mesh.translate(vec2(200.37, 150.37));
        let all = [ClippedPrimitive { clip_rect: Rect::EVERYTHING, primitive: Primitive::Mesh(mesh) }];
        raster.paint(&all, ppp, [600, 450], Color32::BLACK).unwrap().pixels().to_vec()
    }

    #[test]
    fn a_texture_of_squares_looks_to_the_pixel_as_the_squares_do_and_is_made_anew_when_they_change() {
        let theme = Theme::dark();
        let ctx = Context::default();
        let mut kept = None;
        for seed in 1..6_u32 {
            let pins: Vec<_> = (0..400_u32)
                .map(|n| {
                    let [x, y] = [n * n * seed % 379, n * (n + seed) % 283].map(f64::from);
                    (x - 190.0, y - 140.0, 8_u32.pow(n % 5))
                })
                .collect();
            let (density, sheet) = density(&pins, 300.0);
            let colour = |class| theme.count_class(class).gamma_multiply(f32_of(COVER * 0.7));
            let squares = one_by_one(&density.runs(), (&density, &sheet), colour);
            let before = kept.as_ref().map(TextureHandle::id);
            let ours = mesh((&ctx, &mut kept), (&density, &sheet), 0.7, theme);
            assert!(squares.vertices.len() > 400 && ours.vertices.len() == 4);
            assert!(before.is_none_or(|before| before == ours.texture_id), "no second texture");
            let delta = ctx.tex_manager().write().take_delta();
            let wanted = picture(TexturesDelta::default(), &squares, 1.25);
            assert!(picture(delta, &ours, 1.25) == wanted, "{seed}");
            assert!(wanted.iter().any(|colour| *colour != Color32::BLACK));
        }
        drop(kept);
        ctx.tex_manager().write().take_delta().clear();
    }

    #[test]
    fn squares_too_far_apart_for_a_texture_are_drawn_one_by_one_and_none_are_nothing() {
        let (theme, ctx) = (Theme::dark(), Context::default());
        let (far, sheet) = density(&[(-60_000.0, 0.0, 1), (60_000.0, 0.0, 2)], 1e5);
        assert_eq!(mesh((&ctx, &mut None), (&far, &sheet), 1.0, theme).vertices.len(), 8);
        let (none, sheet) = density(&[], 300.0);
        assert!(mesh((&ctx, &mut None), (&none, &sheet), 1.0, theme).is_empty());
    }
}
