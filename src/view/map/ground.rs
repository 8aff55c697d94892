//! The ground of the map as one mesh: sea, land, rivers and lines, made anew only for another sheet or theme.

mod layers;

use std::sync::Arc;

use egui::epaint::{Mesh, TessellationOptions, Tessellator};
use egui::{Color32, Shape, Stroke};

use super::convert::{f32_of, pos, spot};
use crate::geo::detail::{Detail, Fill, Line};
use crate::geo::{Area, BaseMap, LayerRole, LineClass, Plane, PlaneBounds};
use crate::plot::{Sheet, Spot};
use crate::view::theme::Theme;

pub use layers::{LayerSeen, LayerSort, stroke as layer_stroke, tint as layer_tint};

/// The ground of one sheet.
#[derive(Debug, Default)]
pub struct Ground {
    /// All of it, in positions of the sheet.
    pub mesh: Arc<Mesh>,
    /// The lines that names keep clear of.
    pub borders: Vec<Vec<Spot>>,
    /// Classes of the border lines on the sheet, in the order of the legend.
    pub classes: Vec<LineClass>,
    /// The user's layers on the sheet, in the order of the legend.
    pub layers: Vec<LayerSeen>,
}

/// Points of a line nearer together than this are drawn as one, in screen points.
const LEAST_STEP: f64 = 0.7;
/// Over how many kilometres a river fades out.
const RIVERS_FADE_KM: f64 = 160.0;
/// Far more than the sheet's edge is rounded by, far less than is seen.
const HAIR_KM: f64 = 0.1;
/// A part of a country with fewer corners than this is drawn whole.
const MANY_CORNERS: usize = 200;
/// Districts are drawn when a screen point is fewer kilometres than this.
const DISTRICTS_BELOW_KM: f64 = 0.9;

/// Draws the ground of a sheet.
pub fn ground(
    base: &BaseMap,
    sheet: &Sheet,
    theme: &Theme,
    ppp: f32,
    options: TessellationOptions,
) -> Ground {
    let mut pen = Pen {
        sheet,
        window: sheet.window(30.0),
        mesh: Mesh::default(),
        borders: if base.other_borders().is_some() { Borders::StepBack } else { Borders::Lead },
        tessellator: Tessellator::new(ppp, options, [1, 1], Vec::new()),
    };
    let detail = base.detail(sheet.km_per_point);
    pen.around(base, detail, theme);
    pen.sea(base, theme);
    for country in &detail.countries {
        pen.fill(country, land(theme, base, &country.name));
    }
    pen.tints(base, theme);
    for river in &base.rivers {
        pen.river(&river.points, base, theme);
    }
    if sheet.km_per_point < DISTRICTS_BELOW_KM {
        let window = pen.window;
        let in_window = base.districts.iter().filter(|d| d.bounds.meets(&window));
        for ring in in_window.flat_map(|d| &d.rings) {
            let closed = ring.iter().chain(ring.first()).copied();
            pen.stroke_all(closed, Stroke::new(0.7, theme.province_line.gamma_multiply(0.6)));
        }
    }
    for line in detail.lines.iter().filter(|line| !is_border(line.class)) {
        pen.border(line, theme);
    }
    let mut ground = Ground { layers: pen.layers(base, LayerRole::Overlay, theme), ..Ground::default() };
    for line in detail.lines.iter().filter(|line| is_border(line.class)) {
        let drawn = pen.border(line, theme);
        if !drawn.is_empty() {
            ground.classes.push(line.class);
            ground.borders.extend(drawn);
        }
    }
    ground.layers.extend(pen.layers(base, LayerRole::Borders, theme));
    ground.classes.sort_unstable();
    ground.classes.dedup();
    ground.mesh = Arc::new(pen.mesh);
    ground
}

fn is_border(class: LineClass) -> bool {
    !matches!(class, LineClass::Province | LineClass::Coast | LineClass::Sheet)
}

/// Width of the border that the map is about, in points.
const MAIN_WIDTH: f32 = 2.4;

/// The stroke of a class of lines; the legend draws it too.
pub fn stroke(class: LineClass, theme: &Theme) -> Stroke {
    match class {
        LineClass::Contested => Stroke::new(2.2, theme.contested),
        LineClass::LineOfControl => Stroke::new(2.0, theme.control_line),
        LineClass::Indefinite | LineClass::International => {
            Stroke::new(1.2, theme.border.gamma_multiply(0.8))
        }
        LineClass::Province => Stroke::new(0.8, theme.province_line),
        LineClass::Coast => Stroke::new(0.8, theme.border.gamma_multiply(0.55)),
        LineClass::Sheet => Stroke::NONE,
    }
}

/// The stroke of all borders where those of a layer stand for them.
pub fn stepped_back(theme: &Theme) -> Stroke {
    Stroke::new(0.9, theme.border.gamma_multiply(0.35))
}

/// The shapes of one line of a class; dashes go with the class and not with the colour alone.
pub fn shapes(points: &[egui::Pos2], class: LineClass, theme: &Theme) -> Vec<Shape> {
    shapes_in(points, class, stroke(class, theme), theme)
}

fn shapes_in(points: &[egui::Pos2], class: LineClass, stroke: Stroke, theme: &Theme) -> Vec<Shape> {
    match class {
        LineClass::Contested => {
            let casing = Stroke::new(stroke.width + 3.0, theme.canvas.gamma_multiply(0.75));
            vec![Shape::line(points.to_vec(), casing), Shape::line(points.to_vec(), stroke)]
        }
        LineClass::LineOfControl => Shape::dashed_line_with_offset(points, stroke, &[2.0], &[3.5], 0.0),
        LineClass::Indefinite => {
            Shape::dashed_line_with_offset(points, stroke, &[8.0, 2.0], &[3.5, 3.5], 0.0)
        }
        LineClass::Sheet => Vec::new(),
        LineClass::International | LineClass::Province | LineClass::Coast => {
            vec![Shape::line(points.to_vec(), stroke)]
        }
    }
}

/// Both sides of the map's border in the same weight; every other country alike.
fn land(theme: &Theme, base: &BaseMap, country: &str) -> Color32 {
    match base.sides.iter().position(|side| side == country) {
        Some(0) => theme.land_a,
        Some(_) => theme.land_b,
        None => theme.land_other,
    }
}

/// Whether the drawn borders are what counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Borders {
    /// They are.
    Lead,
    /// Those of a layer are; the drawn ones step back.
    StepBack,
}

struct Pen<'a> {
    borders: Borders,
    sheet: &'a Sheet,
    window: PlaneBounds,
    mesh: Mesh,
    tessellator: Tessellator,
}

impl Pen<'_> {
    /// What lies around the sheet: quiet, and covered by the sheet's own sea.
    fn around(&mut self, base: &BaseMap, detail: &Detail, theme: &Theme) {
        if detail.surroundings.is_empty() {
            return;
        }
        let room = self.sheet.frame.grown(30.0);
        self.mesh.add_colored_rect(egui::Rect::from_min_max(pos(room.min), pos(room.max)), theme.water);
        for country in &detail.surroundings {
            self.fill(country, land(theme, base, &country.name));
        }
        for line in &detail.surrounding_lines {
            self.border(line, theme);
        }
    }

    /// Water where the base map has data; beyond it the canvas shows that nothing is known.
    fn sea(&mut self, base: &BaseMap, theme: &Theme) {
        // A hair within the sheet, so that no water shows between its land and the land around it.
        let known = base.sheet.grown(-HAIR_KM);
        let room = self.sheet.frame.grown(30.0);
        let clamp = |p: Spot| Spot::new(p.x.clamp(room.min.x, room.max.x), p.y.clamp(room.min.y, room.max.y));
        let corners = [pos(clamp(self.sheet.spot(known.min))), pos(clamp(self.sheet.spot(known.max)))];
        self.mesh.add_colored_rect(egui::Rect::from_points(&corners), theme.water);
    }

    /// The parts of a country that reach into the window, of large ones their triangles that do.
    fn fill(&mut self, country: &Fill, colour: Color32) {
        let window = self.window;
        for part in country.polygons.iter().filter(|part| part.bounds.meets(&window)) {
            let corners = part.corners.as_slice();
            if corners.len() < MANY_CORNERS || window.encloses(&part.bounds) {
                add_triangles(&mut self.mesh, corners.iter(), &part.triangles, self.sheet, colour);
            } else {
                self.fill_within(corners, &part.triangles, colour);
            }
        }
    }

    fn fill_within(&mut self, corners: &[Plane], triangles: &[[u32; 3]], colour: Color32) {
        let mut numbers = vec![u32::MAX; corners.len()];
        for triangle in triangles {
            let at = triangle.map(|n| corners.get(n as usize).copied().unwrap_or_default());
            if !PlaneBounds::around(at).is_some_and(|bounds| bounds.meets(&self.window)) {
                continue;
            }
            let [a, b, c] = [0, 1, 2].map(|n: usize| {
                let (Some(&corner), Some(&at)) = (triangle.get(n), at.get(n)) else { return 0 };
                let Some(number) = numbers.get_mut(corner as usize) else { return 0 };
                if *number == u32::MAX {
                    *number = u32::try_from(self.mesh.vertices.len()).unwrap_or(u32::MAX);
                    self.mesh.colored_vertex(pos(self.sheet.spot(at)), colour);
                }
                *number
            });
            self.mesh.add_triangle(a, b, c);
        }
    }

    /// No river is known beyond the sheet: it fades out before the edge rather than ending at it.
    fn river(&mut self, points: &[Plane], base: &BaseMap, theme: &Theme) {
        let before = self.mesh.vertices.len();
        self.stroke(points, Stroke::new(1.2, theme.water));
        for vertex in self.mesh.vertices.iter_mut().skip(before) {
            let at = self.sheet.plane(spot(vertex.pos));
            let share = (base.sheet.depth_km(at) / RIVERS_FADE_KM).clamp(0.0, 1.0);
            vertex.color = vertex.color.gamma_multiply(f32_of(share));
        }
    }

    fn stroke(&mut self, points: &[Plane], stroke: Stroke) {
        self.stroke_all(points.iter().copied(), stroke);
    }

    fn stroke_all(&mut self, points: impl IntoIterator<Item = Plane>, stroke: Stroke) {
        for line in self.sheet.line(points, LEAST_STEP) {
            let points = line.into_iter().map(pos).collect();
            self.tessellator.tessellate_shape(Shape::line(points, stroke), &mut self.mesh);
        }
    }

    fn border(&mut self, line: &Line, theme: &Theme) -> Vec<Vec<Spot>> {
        if !line.bounds.meets(&self.window) {
            return Vec::new();
        }
        let drawn = self.sheet.line(line.points.iter().copied(), LEAST_STEP);
        let mut stroke = stroke(line.class, theme);
        if line.main && line.class != LineClass::Contested {
            stroke = Stroke::new(MAIN_WIDTH, theme.border);
        }
        if self.borders == Borders::StepBack && is_border(line.class) {
            for part in &drawn {
                let points = part.iter().copied().map(pos).collect();
                let shape = Shape::line(points, stepped_back(theme));
                self.tessellator.tessellate_shape(shape, &mut self.mesh);
            }
            return drawn;
        }
        for part in &drawn {
            let points: Vec<egui::Pos2> = part.iter().copied().map(pos).collect();
            for shape in shapes_in(&points, line.class, stroke, theme) {
                self.tessellator.tessellate_shape(shape, &mut self.mesh);
            }
        }
        drawn
    }
}

/// Adds an area's triangles to a mesh in positions of the sheet.
pub fn add_area(mesh: &mut Mesh, area: &Area, sheet: &Sheet, colour: Color32) {
    add_triangles(mesh, area.rings.iter().flatten(), &area.triangles, sheet, colour);
}

fn add_triangles<'a>(
    mesh: &mut Mesh,
    corners: impl Iterator<Item = &'a Plane>,
    triangles: &[[u32; 3]],
    sheet: &Sheet,
    colour: Color32,
) {
    let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
    for &point in corners {
        mesh.colored_vertex(pos(sheet.spot(point)), colour);
    }
    for [a, b, c] in triangles {
        mesh.add_triangle(first.saturating_add(*a), first.saturating_add(*b), first.saturating_add(*c));
    }
}
