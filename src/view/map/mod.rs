//! The border map: where things happened, as surely as the sources say it and no surer.

mod arrows;
mod bases;
pub(in crate::view) mod bubbles;
mod cells;
pub(in crate::view) mod controls;
pub(in crate::view) mod convert;
pub(in crate::view) mod discs;
mod fading;
pub(in crate::view) mod galleys;
mod gaze;
mod ground;
pub(in crate::view) mod later;
mod layer_names;
mod layered;
pub(in crate::view) mod legend;
mod marks;
mod names;
mod paint;
mod pile;
pub(in crate::view) mod placement;
mod scene;
mod seen;
mod sights;
mod stage;
mod standing;
mod steer;
#[cfg(test)]
mod tests;
pub(in crate::view) mod tips;
mod touch;
pub(in crate::view) mod tray;
mod zones;

use std::sync::Arc;

use egui::{Align2, Rect, Role, Sense, Ui, WidgetInfo};

use crate::geo::{BaseMap, Style};
use crate::plot::placing::Placed;
use crate::plot::{MapLimits, MapScale};
use crate::query::{Answer, Ask, Filter};
use crate::store::{Reply, Slot};
use crate::view::Look;
use crate::view::fonts::Face;
use crate::view::theme::Theme;
use crate::workspace::{Command, MapStyle, NavigateCommand, ShowCommand};

use arrows::Arrows;
use bases::Bases;
use controls::{Lit, Wish};
use convert::{frame, spot};
use later::Place;
use layered::Layered;
use paint::Painted;
use pile::{Pile, Stays};
use placement::Placement;
use seen::Seen;
use sights::{Marked, PinNames, Selected};
use stage::Stage;
use steer::Over;
use touch::Touch;
use tray::Tray;

/// The map with what it keeps between frames: base maps, placed events, laid-out sheets. Nothing of it is saved.
pub struct MapView {
    bases: Bases,
    layered: Layered,
    placement: Placement,
    stage: Stage,
    painted: Painted,
    seen: Seen,
    pin_names: PinNames,
    selected: Selected,
    arrows: Arrows,
    pile: Option<Pile>,
    legend: Lit,
}

impl Default for MapView {
    fn default() -> Self {
        Self::with(Place::Thread)
    }
}

impl MapView {
    /// A map that loads and places everything on the calling thread: for pictures and tests.
    pub fn inline() -> Self {
        Self::with(Place::Here)
    }

    fn with(place: Place) -> Self {
        Self {
            bases: Bases::new(place),
            layered: Layered::new(place),
            placement: Placement::new(place),
            stage: Stage::new(place),
            painted: Painted::default(),
            seen: Seen::default(),
            pin_names: PinNames::default(),
            selected: Selected::default(),
            arrows: Arrows::default(),
            pile: None,
            legend: Lit::On,
        }
    }

    /// The base map that is drawn, without layers, once it is there.
    pub fn drawn(&self) -> Option<Arc<BaseMap>> {
        self.bases.shown()
    }

    /// Where long work of this map and of what goes with it is done.
    pub(in crate::view) fn place(&self) -> Place {
        self.bases.place()
    }

    /// The sentence that must stand with every picture of the map, once a base map is there.
    pub fn note(&self) -> Option<String> {
        self.stage.base().map(controls::note_words)
    }

    /// Shows the map in all the room there is.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        let (area, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let builder = egui::UiBuilder::new().id_salt("border map").max_rect(area);
        let mut child = ui.new_child(builder);
        child.set_clip_rect(area.intersect(ui.clip_rect()));
        self.show(&mut child, area, look);
    }

    fn show(&mut self, ui: &mut Ui, area: Rect, look: Look<'_>) {
        let Some((base, placed)) = self.what(ui, look) else {
            waiting(ui, area, self.bases.error());
            return;
        };
        let (base, placed) = self.stage.enter(ui, (base, placed), look);
        let split = (area.bottom() - controls::NOTE).max(area.top());
        let below = Rect::from_min_max(egui::pos2(area.left(), split), area.max);
        let above = Rect::from_min_max(area.min, egui::pos2(area.right(), split));
        let tray = Tray::lay_out(ui, above, &placed);
        let map = Rect::from_min_max(above.min, egui::pos2(above.right(), tray.rect.top().max(above.top())));
        self.show_map(ui, map, &base, &placed, look);
        self.show_tray(ui, &tray, &placed, look);
        controls::note(ui, below, &base);
        self.show_pile(ui, map, look);
    }

    /// The base map that suits the data, and the newest answer put on it.
    fn what(&mut self, ui: &Ui, look: Look<'_>) -> Option<(Arc<BaseMap>, Arc<Placed>)> {
        let (layered, reply) = self.newest(ui, look)?;
        let base = self.bases.at_zoom(ui, &layered, gaze::km_per_point(look.work.camera()))?;
        self.placement.get(ui, &reply, &base, look.work.store())
    }

    /// The base map that suits the data, once it is there, and the newest answer on places.
    pub(in crate::view) fn ground(&mut self, ui: &Ui, look: Look<'_>) -> Option<(Arc<BaseMap>, Arc<Answer>)> {
        let (base, reply) = self.newest(ui, look)?;
        Some((base, reply.answer?))
    }

    /// The same with what is known of the answer.
    fn newest(&mut self, ui: &Ui, look: Look<'_>) -> Option<(Arc<BaseMap>, Reply)> {
        let reply = look.work.ask(Slot("map places"), Ask::Places);
        let store = look.work.store();
        // All events say which map suits; while they would have to be counted anew, those that are shown do.
        let all = store
            .is_ready(&Filter::default(), look.work.split())
            .then(|| look.work.ask_all(Slot("map extent"), Ask::Places));
        let answer = Arc::clone(reply.answer.as_ref()?);
        let extent = all.and_then(|all| all.answer).unwrap_or(answer);
        let none = Arc::default();
        let extent = if let Answer::Places(places) = extent.as_ref() { places } else { &none };
        let style = match look.work.map_style() {
            MapStyle::Schematic => Style::Schematic,
            MapStyle::Outline => Style::Outline,
        };
        let base = self.bases.get(ui, extent, store.generation(), (look.work.border(), style))?;
        Some((self.layered.get(ui, base, look.work), reply))
    }

    /// Why there is no base map, if so.
    pub(in crate::view) fn error(&self) -> Option<&str> {
        self.bases.error()
    }

    fn show_map(
        &mut self,
        ui: &mut Ui,
        map: Rect,
        base: &Arc<BaseMap>,
        placed: &Arc<Placed>,
        look: Look<'_>,
    ) {
        let (scale, limits) = gaze::scale(look.work.camera(), frame(map), base, placed);
        let ground = ui.interact(map, ui.scope_id().with("ground"), Sense::click_and_drag());
        ground.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Border map"));
        let over = if ui.rect_contains_pointer(map) { Over::Map } else { Over::Elsewhere };
        let steered = steer::steer(ui, &ground, over, scale, &limits);
        if steered != scale {
            let zooms = (steered.km_per_point / scale.km_per_point - 1.0).abs() > 1e-12;
            let pointer = ui.input(|input| input.pointer.hover_pos()).filter(|_| zooms);
            let about = pointer.map_or(steered.frame.centre(), spot);
            look.send(Command::Navigate(NavigateCommand::Map(gaze::camera(&steered, about, base))));
        }
        let scale = steered;
        self.selected.update(look, placed);
        let marks = look.work.map_marks();
        self.stage.update(ui, &scale, &self.selected.all.pins, &mut self.pin_names, look);
        let painter = ui.painter().with_clip_rect(map.intersect(ui.clip_rect()));
        painter.rect_filled(map, 0.0, Theme::of(ui).canvas);
        self.stage.paint_ground(&painter);
        let hovered = Marked::hovered(look, placed);
        let stage = &self.stage;
        let view =
            marks::View { stage, base, placed, scale, map, selected: &self.selected, hovered: &hovered };
        self.seen.update(&view);
        let mut touch = view.ui(ui, &ground, (&mut self.painted, &self.seen), &mut self.pin_names, look);
        let lit = self.legend == Lit::On;
        let legend =
            lit.then(|| legend::paint(ui, map, &self.seen.in_view, self.painted.discs(ui), look)).flatten();
        let has_styles = base.sides.iter().any(|side| !side.is_empty());
        let style = has_styles.then(|| look.work.map_style());
        let (buttons, wish) = controls::buttons(ui, map, (style, marks), self.legend);
        let taken: Vec<Rect> = legend.into_iter().chain([buttons]).collect();
        let mut sights = sights::Sights::new(&mut self.pin_names, placed, look);
        self.arrows.update(&scale, placed, &mut sights, &base.projection);
        touch =
            touch.or(touch::arrows(ui, map, (&self.arrows, &self.selected.all.pins), placed, &taken, look));
        self.react(touch, wish, (&scale, &limits, base), look);
    }

    fn react(
        &mut self,
        touch: Option<Touch>,
        wish: Option<Wish>,
        (scale, limits, base): (&MapScale, &MapLimits, &BaseMap),
        look: Look<'_>,
    ) {
        let go = |scale: MapScale| {
            let camera = gaze::camera(&scale, scale.frame.centre(), base);
            look.send(Command::Navigate(NavigateCommand::Map(camera)));
        };
        match touch {
            Some(Touch::List(pile)) => self.pile = Some(pile),
            Some(Touch::One | Touch::Ground) => self.pile = None,
            Some(Touch::Fly(bounds)) => go(MapScale::fitting(bounds, scale.frame, limits)),
            None => {}
        }
        match wish {
            Some(Wish::Zoom(factor)) => go(scale.zoomed(factor, scale.frame.centre(), limits)),
            Some(Wish::Fit) => look.send(Command::Navigate(NavigateCommand::MapAll)),
            Some(Wish::Marks(marks)) => look.send(Command::Show(ShowCommand::Marks(marks))),
            Some(Wish::Style(style)) => look.send(Command::Show(ShowCommand::Map(style))),
            Some(Wish::SwitchLegend) => {
                self.legend = if self.legend == Lit::On { Lit::Off } else { Lit::On };
            }
            None => {}
        }
    }

    fn show_tray(&mut self, ui: &Ui, tray: &Tray, placed: &Placed, look: Look<'_>) {
        let hovered = Marked::hovered(look, placed);
        let emphasis = |pocket: usize| self.selected.pocket(pocket, &hovered);
        if let Some(touched) = tray.ui(ui, look.marks(ui), placed, &emphasis)
            && let Some(touch) = touch::pocket(placed, &touched, look)
        {
            self.pile = if let Touch::List(pile) = touch { Some(pile) } else { None };
        }
    }

    fn show_pile(&mut self, ui: &Ui, map: Rect, look: Look<'_>) {
        let Some(pile) = &self.pile else { return };
        let at = match pile.anchor {
            pile::Anchor::Screen(at) => at,
            pile::Anchor::Map(plane) => self.stage.on_screen(plane).unwrap_or(map.center()),
        };
        if pile.ui(ui, map, at, look) == Stays::Closed {
            self.pile = None;
        }
    }
}

/// What stands where the map will be.
pub(in crate::view) fn waiting(ui: &Ui, area: Rect, error: Option<&str>) {
    let theme = Theme::of(ui);
    ui.painter().rect_filled(area, 0.0, theme.canvas);
    let (words, ink) = match error {
        Some(error) => (format!("The map cannot be drawn: {error}"), theme.error),
        None => ("Drawing the map…".to_owned(), theme.ink_weak),
    };
    ui.painter().text(area.center(), Align2::CENTER_CENTER, words, Face::Body.id(), ink);
}
