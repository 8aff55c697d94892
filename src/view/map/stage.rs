//! What is laid out and kept: ground, marks and names of the sheet around the view; made anew only when something changed.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Context, Painter, Pos2, Shape, Vec2};

use super::convert::{pos, shift};
use super::ground::{Ground, ground};
use super::names::Names;
use super::scene::{Scene, Stuff, lay_out};
use super::sights::{PinNames, Sights};
use crate::geo::{BaseMap, Plane};
use crate::plot::placing::Placed;
use crate::plot::{MapScale, Sheet};
use crate::view::Look;
use crate::view::theme::Theme;
use crate::workspace::MapMarks;

/// What a stage is laid out for.
#[derive(Clone, Copy)]
pub struct Play<'a> {
    /// The base map.
    pub base: &'a Arc<BaseMap>,
    /// The places put on it.
    pub placed: &'a Arc<Placed>,
    /// The view.
    pub scale: &'a MapScale,
    /// Pins that are selected, ascending.
    pub selected: &'a [u32],
    /// Bubbles or density.
    pub marks: MapMarks,
}

/// What is on stage.
#[derive(Default)]
pub struct Stage {
    base: Option<Arc<BaseMap>>,
    placed: Option<Arc<Placed>>,
    sheet: Option<Sheet>,
    scale: Option<MapScale>,
    /// Theme and pixels a point of the ground.
    look: (Option<&'static Theme>, f32),
    selected: Vec<u32>,
    marks: MapMarks,
    names: Names,
    ground: Ground,
    scene: Scene,
    /// The ground's mesh where it was painted last.
    painted: Option<(Vec2, Arc<Mesh>)>,
    shaded: Option<(Vec2, Arc<Mesh>)>,
    /// How often the ground and the marks were laid out: for tests.
    pub laid_out: (u32, u32),
}

impl Stage {
    /// The base map.
    pub fn base(&self) -> Option<&BaseMap> {
        self.base.as_deref()
    }

    /// The marks.
    pub fn scene(&self) -> &Scene {
        &self.scene
    }

    /// The ground.
    pub fn ground(&self) -> &Ground {
        &self.ground
    }

    /// The sheet that is laid out.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.sheet.as_ref()
    }

    /// What has to be added to positions of the sheet.
    pub fn offset(&self) -> crate::plot::Spot {
        self.sheet.zip(self.scale).map(|(sheet, scale)| sheet.offset(&scale)).unwrap_or_default()
    }

    /// Where a plane point is on the screen.
    pub fn on_screen(&self, p: Plane) -> Option<Pos2> {
        self.scale.map(|scale| pos(scale.screen_from_plane(p)))
    }

    /// Lays out what has changed.
    pub fn update(&mut self, ctx: &Context, play: Play<'_>, pin_names: &mut PinNames, look: Look<'_>) {
        let Play { base, placed, scale, selected, marks } = play;
        let same_base = self.base.as_ref().is_some_and(|b| Arc::ptr_eq(b, base));
        let same_places = self.placed.as_ref().is_some_and(|p| Arc::ptr_eq(p, placed));
        let sheet = self.sheet.filter(|sheet| same_base && sheet.serves(scale));
        let looks = (Some(look.marks(ctx)), ctx.pixels_per_point());
        let ground_stands = sheet.is_some() && self.look == looks;
        let sheet = sheet.unwrap_or_else(|| Sheet::around(scale));
        self.scale = Some(*scale);
        if ground_stands && same_places && self.selected == selected && self.marks == marks {
            return;
        }
        if !same_base {
            self.names.forget();
        }
        let theme = look.marks(ctx);
        if !ground_stands {
            let options = ctx.tessellation_options(|options| *options);
            self.ground = ground(base, &sheet, theme, ctx.pixels_per_point(), options);
            self.painted = None;
            self.laid_out.0 += 1;
        }
        let sights = std::cell::RefCell::new(Sights::new(pin_names, placed, look));
        let pin_name = |pin: u32| sights.borrow_mut().pin_name(pin);
        let borders = &self.ground.borders;
        let stuff = Stuff { ctx, base, placed, borders, theme, pin_name: &pin_name, selected, marks };
        self.scene = lay_out(&stuff, &sheet, scale, &mut self.names);
        self.shaded = None;
        self.laid_out.1 += 1;
        (self.base, self.placed) = (Some(Arc::clone(base)), Some(Arc::clone(placed)));
        (self.sheet, self.look, self.marks) = (Some(sheet), looks, marks);
        self.selected = selected.to_vec();
    }

    /// Paints the ground and the shaded areas; a mesh is moved only when the view has moved.
    pub fn paint_ground(&mut self, painter: &Painter) {
        let by = shift(self.offset());
        paint_mesh(painter, &self.ground.mesh, &mut self.painted, by);
        paint_mesh(painter, &self.scene.shade, &mut self.shaded, by);
    }
}

fn paint_mesh(painter: &Painter, mesh: &Mesh, last: &mut Option<(Vec2, Arc<Mesh>)>, by: Vec2) {
    let standing = last.take().filter(|(at, _)| *at == by);
    let (_, mesh) = last.insert(standing.unwrap_or_else(|| {
        let mut moved = mesh.clone();
        moved.translate(by);
        (by, Arc::new(moved))
    }));
    painter.add(Shape::Mesh(Arc::clone(mesh)));
}
