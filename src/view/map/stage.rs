//! What is laid out and kept: ground, marks and names of the sheet around the view; made anew only when something changed.
//!
//! Where there are many places, a window has the next sheet laid out on a thread and stretches the one that it has until
//! that is there. So no frame waits for it, and what is counted is never wrong: each sheet keeps the places that it shows.

use std::sync::Arc;

use egui::epaint::{Mesh, TessellationOptions};
use egui::{Context, Painter, Pos2};

use super::convert::{f32_of, pos, shift};
use super::galleys::Galleys;
use super::gaze;
use super::ground::{Ground, ground};
use super::later::{Later, Place};
use super::names::Names;
use super::scene::{Props, Scene, Stuff, lay_out};
use super::sights::{PinNames, Sights};
use super::standing::{Standing, paint_apart};
use crate::geo::{BaseMap, Plane};
use crate::plot::placing::Placed;
use crate::plot::{MapScale, Onto, Sheet};
use crate::view::Look;
use crate::view::theme::Theme;
use crate::workspace::MapMarks;

/// More places and areas than this are laid out on a thread.
const MANY: usize = 3_000;

/// The same on ground that is there already, as while a brush moves.
const MANY_ON_GROUND: usize = 16_000;

/// What a sheet is laid out for.
#[derive(Clone)]
struct Cue {
    base: Arc<BaseMap>,
    placed: Arc<Placed>,
    marks: MapMarks,
    theme: &'static Theme,
    ppp: f32,
}

impl Cue {
    fn looks_as(&self, other: &Self) -> bool {
        std::ptr::eq(self.theme, other.theme) && (self.ppp - other.ppp).abs() < 1e-6
    }

    fn has_ground_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.base, &other.base) && self.looks_as(other)
    }

    fn is(&self, other: &Self) -> bool {
        self.has_ground_of(other) && Arc::ptr_eq(&self.placed, &other.placed) && self.marks == other.marks
    }
}

/// A sheet that is laid out.
struct Set {
    cue: Cue,
    sheet: Sheet,
    ground: Arc<Ground>,
    scene: Scene,
}

impl Set {
    /// Lays out the sheet around a view, on the ground of another set where that still serves.
    fn new(
        cue: Cue,
        kept: Option<(Sheet, Arc<Ground>)>,
        scale: &MapScale,
        options: TessellationOptions,
    ) -> Self {
        let (sheet, ground) = kept.unwrap_or_else(|| {
            let sheet = Sheet::around(scale);
            let ground = ground(&cue.base, &sheet, cue.theme, cue.ppp, options);
            (sheet, Arc::new(ground))
        });
        let (base, placed, borders) = (&cue.base, &cue.placed, &ground.borders);
        let props =
            Props { base, placed, borders, theme: cue.theme, marks: cue.marks, ppp: cue.ppp, options };
        let scene = lay_out(&props, &sheet);
        Self { cue, sheet, ground, scene }
    }
}

/// What is on stage.
pub struct Stage {
    place: Place,
    wanted: Option<Cue>,
    /// Whether what is wanted comes later, and what is shown stays as long.
    waits: bool,
    set: Option<Set>,
    next: Later<Set>,
    scale: Option<MapScale>,
    /// Whether names were put since the set came.
    is_named: bool,
    /// Pins that were selected when names were put.
    selected: Vec<u32>,
    names: Names,
    galleys: Galleys,
    nothing: (Scene, Ground),
    /// The ground's mesh where it was painted last.
    painted: Standing,
    shaded: Standing,
    /// How often the ground and the marks were laid out: for tests.
    pub laid_out: (u32, u32),
}

impl Stage {
    /// An empty stage that has sheets of many places laid out there.
    pub fn new(place: Place) -> Self {
        Self {
            place,
            wanted: None,
            waits: false,
            set: None,
            next: Later::default(),
            scale: None,
            is_named: false,
            selected: Vec::new(),
            names: Names::default(),
            galleys: Galleys::default(),
            nothing: (Scene::default(), Ground::default()),
            painted: Standing::default(),
            shaded: Standing::default(),
            laid_out: (0, 0),
        }
    }

    /// The base map.
    pub fn base(&self) -> Option<&BaseMap> {
        self.set.as_ref().map(|set| set.cue.base.as_ref())
    }

    /// The marks.
    pub fn scene(&self) -> &Scene {
        self.set.as_ref().map_or(&self.nothing.0, |set| &set.scene)
    }

    /// The ground.
    pub fn ground(&self) -> &Ground {
        self.set.as_ref().map_or(&self.nothing.1, |set| set.ground.as_ref())
    }

    /// Words of the map that were laid out before.
    pub fn galleys(&self) -> &Galleys {
        &self.galleys
    }

    /// The sheet that is laid out.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.set.as_ref().map(|set| &set.sheet)
    }

    /// How positions of the sheet come onto the screen.
    pub fn onto(&self) -> Onto {
        self.sheet().zip(self.scale).map(|(sheet, scale)| sheet.onto(&scale)).unwrap_or_default()
    }

    /// Where a plane point is on the screen.
    pub fn on_screen(&self, p: Plane) -> Option<Pos2> {
        self.scale.map(|scale| pos(scale.screen_from_plane(p)))
    }

    /// Has these places put on stage and returns those that are on it: many come a little later, and those before them
    /// stay until then.
    pub fn enter(&mut self, ctx: &Context, newest: Shown, look: Look<'_>) -> Shown {
        let (base, placed) = newest;
        let (marks, theme) = (look.work.map_marks(), look.marks(ctx));
        let wanted = Cue { base, placed, marks, theme, ppp: ctx.pixels_per_point() };
        if let Some(set) = self.next.take().filter(|set| self.is_newer(set, &wanted)) {
            self.put(set);
        }
        self.waits = self.set.as_ref().is_some_and(|set| self.has_to_wait(set, &wanted));
        let stays = match (&self.set, self.scale) {
            (Some(set), Some(scale)) if self.waits => {
                let camera = look.work.camera();
                let (scale, _) = gaze::scale(camera, scale.frame, &wanted.base, &wanted.placed);
                Some(((Arc::clone(&set.cue.base), Arc::clone(&set.cue.placed)), scale))
            }
            _ => None,
        };
        let shown = stays.map(|(shown, scale)| {
            self.start(ctx, &wanted, &scale);
            shown
        });
        let newest = (Arc::clone(&wanted.base), Arc::clone(&wanted.placed));
        self.wanted = Some(wanted);
        shown.unwrap_or(newest)
    }

    /// Lays out what has changed for what [`Stage::enter`] returned.
    pub fn update(
        &mut self,
        ctx: &Context,
        scale: &MapScale,
        selected: &[u32],
        pin_names: &mut PinNames,
        look: Look<'_>,
    ) {
        self.scale = Some(*scale);
        let Some(wanted) = self.wanted.clone() else { return };
        let set = self.set.as_ref();
        let is_shown = set.is_some_and(|set| set.cue.is(&wanted));
        let serves = set.is_some_and(|set| set.sheet.serves(scale));
        if is_shown && !serves && self.place_of(&wanted, MANY) == Place::Thread {
            self.start(ctx, &wanted, scale);
        } else if !(self.waits || is_shown && serves) {
            let kept = self.kept(&wanted, scale);
            self.put(Set::new(wanted, kept, scale, ctx.tessellation_options(|options| *options)));
        }
        if !self.is_named || self.selected != selected {
            self.name(ctx, selected, pin_names, look);
        }
    }

    fn has_to_wait(&self, shown: &Set, wanted: &Cue) -> bool {
        let looks_right = shown.cue.looks_as(wanted);
        let has_ground =
            shown.cue.has_ground_of(wanted) && self.scale.is_some_and(|scale| shown.sheet.serves(&scale));
        let most = if has_ground { MANY_ON_GROUND } else { MANY };
        !shown.cue.is(wanted) && looks_right && self.place_of(wanted, most) == Place::Thread
    }

    /// Whether a set that came from the thread is better than the one that is shown. While a brush moves, each comes too
    /// late for the newest places and is shown all the same.
    fn is_newer(&self, set: &Set, wanted: &Cue) -> bool {
        let has_newest = self.set.as_ref().is_some_and(|shown| shown.cue.is(wanted));
        let is_kin = BaseMap::is_kin(&set.cue.base, &wanted.base) && set.cue.looks_as(wanted);
        set.cue.is(wanted) || (!has_newest && is_kin && set.cue.marks == wanted.marks)
    }

    fn place_of(&self, cue: &Cue, most: usize) -> Place {
        if cue.placed.pins.len() + cue.placed.zones.len() > most { self.place } else { Place::Here }
    }

    /// The ground that still serves.
    fn kept(&self, cue: &Cue, scale: &MapScale) -> Option<(Sheet, Arc<Ground>)> {
        let set = self.set.as_ref().filter(|set| set.cue.has_ground_of(cue) && set.sheet.serves(scale))?;
        Some((set.sheet, Arc::clone(&set.ground)))
    }

    fn start(&mut self, ctx: &Context, cue: &Cue, scale: &MapScale) {
        let (cue, scale, kept) = (cue.clone(), *scale, self.kept(cue, scale));
        let options = ctx.tessellation_options(|options| *options);
        self.next.start(self.place, ctx, move || Set::new(cue, kept, &scale, options));
    }

    fn put(&mut self, set: Set) {
        let before = self.set.replace(set);
        let (Some(before), Some(now)) = (before, &self.set) else {
            self.laid_out.0 += 1;
            self.is_named = false;
            return;
        };
        if !BaseMap::is_kin(&before.cue.base, &now.cue.base) {
            self.names.forget();
        }
        if !Arc::ptr_eq(&before.ground, &now.ground) {
            self.painted.forget();
            self.laid_out.0 += 1;
        }
        self.shaded.forget();
        self.is_named = false;
    }

    fn name(&mut self, ctx: &Context, selected: &[u32], pin_names: &mut PinNames, look: Look<'_>) {
        let Some(set) = &mut self.set else { return };
        let (cue, borders) = (&set.cue, &set.ground.borders);
        let sights = std::cell::RefCell::new(Sights::new(pin_names, &cue.placed, look));
        let pin_name = |pin: u32| sights.borrow_mut().pin_name(pin);
        let (base, placed, theme) = (cue.base.as_ref(), cue.placed.as_ref(), cue.theme);
        let galleys = &self.galleys;
        let stuff = Stuff { ctx, base, placed, borders, theme, galleys, pin_name: &pin_name, selected };
        set.scene.name(&stuff, &set.sheet, &mut self.names);
        self.is_named = true;
        self.selected = selected.to_vec();
        self.laid_out.1 += 1;
    }

    /// Paints the ground and the shaded areas; a mesh is moved only when the view has moved.
    pub fn paint_ground(&mut self, painter: &Painter) {
        let onto = self.onto();
        let Some(set) = &self.set else { return };
        paint_mesh((painter, 0), &set.ground.mesh, &mut self.painted, onto);
        paint_mesh((painter, 1), &set.scene.shade, &mut self.shaded, onto);
    }
}

/// A base map and the places on it.
pub type Shown = (Arc<BaseMap>, Arc<Placed>);

fn paint_mesh((painter, nth): (&Painter, u8), mesh: &Mesh, last: &mut Standing, onto: Onto) {
    let moved = || {
        let mut moved = mesh.clone();
        let (times, by) = (f32_of(onto.times), shift(onto.by));
        for vertex in &mut moved.vertices {
            vertex.pos = (vertex.pos.to_vec2() * times + by).to_pos2();
        }
        vec![moved]
    };
    paint_apart(painter, nth, last.meshes(onto, painter.clip_rect(), moved));
}
