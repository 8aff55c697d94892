//! Marks in the view: painted, named for those who listen, pointed at and clicked.

use std::cell::RefCell;
use std::sync::Arc;

use egui::{Event, Rect, Response, Role, Sense, Ui, WidgetInfo, vec2};

use super::bubbles::{Emphasis, Sureness};
use super::convert::{f32_of, grouped, pos, rect, spot};
use super::legend::{InView, Sign};
use super::paint::{Painted, StandingOut};
use super::pile::{Anchor, Pile};
use super::scene::Disc;
use super::seen::Seen;
use super::sights::{Marked, PinNames, Selected, Sights};
use super::stage::Stage;
use super::tips::{self, Tip};
use super::touch::{Touch, choose};
use super::zones;
use crate::geo::{BaseMap, PlaceKind};
use crate::model::KINDS;
use crate::plot::cluster::{Bubble, Sizes, add};
use crate::plot::pick::{Mark, Pickable, pick};
use crate::plot::placing::{KnownBy, Placed, Zone};
use crate::plot::{MapScale, Spot};
use crate::query::PlaceKey;
use crate::view::Look;
use crate::workspace::Hover;

/// What is in the view.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// What is laid out.
    pub stage: &'a Stage,
    /// The base map.
    pub base: &'a BaseMap,
    /// The places.
    pub placed: &'a Placed,
    /// Where it is.
    pub scale: MapScale,
    /// On the screen.
    pub map: Rect,
    /// Where the selected events are.
    pub selected: &'a Selected,
    /// Where the hovered events are.
    pub hovered: &'a Marked,
}

/// More bubbles than this have no widget of their own; the pointer finds them all the same.
const MOST_WIDGETS: usize = 500;

impl View<'_> {
    /// Paints all marks and says what was done to them.
    pub fn ui(
        &self,
        ui: &Ui,
        ground: &Response,
        (kept, seen): (&mut Painted, &Seen),
        pin_names: &mut PinNames,
        look: Look<'_>,
    ) -> Option<Touch> {
        let painter = ui.painter().with_clip_rect(self.map.intersect(ui.clip_rect()));
        kept.paint(&painter, self, look.marks(ui));
        let sights = RefCell::new(Sights::new(pin_names, self.placed, look));
        let widgets =
            if wants_widgets(ui, ground) { self.widgets(ui, &seen.cells, &sights) } else { Vec::new() };
        let mut sights = sights.into_inner();
        let over = widgets.iter().find(|(_, response)| response.hovered());
        let response = over.map_or(ground, |(_, response)| response);
        let at = response.hover_pos().filter(|_| response.hovered() && !ground.dragged());
        let pointed = over.map(|&(mark, _)| mark).or_else(|| self.mark_at(spot(at?)));
        if let Some(mark) = pointed.filter(|_| at.is_some()) {
            self.point(mark, response, &mut sights, look);
        }
        let clicked = widgets.iter().find(|(_, response)| response.clicked()).map(|&(mark, _)| mark);
        if ground.clicked() || clicked.is_some() {
            let at = ground.interact_pointer_pos();
            let mark = clicked.or_else(|| self.mark_at(spot(at?)));
            return mark.and_then(|mark| self.click(mark, &mut sights, look)).or(Some(Touch::Ground));
        }
        None
    }

    /// What the legend has to explain.
    pub fn in_view(&self) -> InView {
        let mut found = InView {
            classes: self.stage.ground().classes.clone(),
            layers: self.stage.ground().layers.clone(),
            ..InView::default()
        };
        let mut most = 0;
        for (number, (bubble, at, _)) in self.bubbles().enumerate() {
            if !self.map.contains(at) {
                continue;
            }
            add(&mut found.kinds, &bubble.kinds);
            most = most.max(bubble.count());
            match self.sureness(number) {
                Sureness::Exact => found.sees(Sign::Exact),
                Sureness::Vague => found.sees(Sign::Vague),
            }
        }
        let onto = self.stage.onto();
        let scene = self.stage.scene();
        for badge in &scene.badges {
            let Some(zone) = self.placed.zones.get(badge.zone) else { continue };
            if self.map.contains(pos(onto.screen(badge.frame.centre()))) {
                add(&mut found.kinds, &zone.kinds);
            }
        }
        // Areas are shaded where their badges are out of view or have no room, too.
        if !scene.zones.is_empty() {
            found.sees(Sign::Zone);
        }
        found.counts = self.highest_class().map(|class| (class, scene.density.cell_km));
        found.sizes = (most > 1).then(|| (Sizes::for_total(self.placed.pinned), most));
        let crossing = |&(n, at): &(usize, Spot)| {
            let is_crossing = self.base.places.get(n).is_some_and(|p| p.kind == PlaceKind::Crossing);
            is_crossing && self.map.contains(pos(onto.screen(at)))
        };
        if scene.places.iter().any(crossing) {
            found.sees(Sign::Crossing);
        }
        found
    }

    /// Bubbles with their middle on the screen and their radius.
    fn bubbles(&self) -> impl Iterator<Item = (&Bubble, egui::Pos2, f32)> {
        let (scene, onto) = (self.stage.scene(), self.stage.onto());
        let pairs = scene.clusters.bubbles.iter().zip(&scene.discs);
        pairs.map(move |(bubble, disc)| (bubble, pos(onto.screen(disc.at)), f32_of(disc.radius)))
    }

    /// How sure the place of a bubble is.
    pub fn sureness(&self, bubble: usize) -> Sureness {
        let vague = self.stage.scene().facts.get(bubble).is_some_and(|facts| facts.vague);
        if vague { Sureness::Vague } else { Sureness::Exact }
    }

    /// Bubbles that a pointer can find, with their numbers.
    fn bubbles_to_pick(&self) -> impl Iterator<Item = (usize, (&Bubble, egui::Pos2, f32))> {
        let finds = self.stage.scene().picks_bubbles();
        self.bubbles().enumerate().filter(move |_| finds)
    }

    /// Bubbles with their discs on the sheet.
    pub fn bubbles_on_sheet(&self) -> impl Iterator<Item = (usize, &Bubble, &Disc)> {
        let scene = self.stage.scene();
        let pairs = scene.clusters.bubbles.iter().zip(&scene.discs).enumerate();
        pairs.map(|(number, (bubble, disc))| (number, bubble, disc))
    }

    /// What is selected or hovered.
    pub fn standing_out(&self) -> StandingOut {
        let mut out = StandingOut::default();
        let scene = self.stage.scene();
        let lists = [(self.hovered, Emphasis::Hovered), (&self.selected.all, Emphasis::Selected)];
        for (marked, emphasis) in lists {
            for &pin in &marked.pins {
                if let Some(bubble) = scene.bubble_of(pin) {
                    out.bubbles.insert(bubble as usize, emphasis);
                }
                let at = self.placed.pins.get(pin as usize).map(|pin| pin.at);
                if let Some(cell) = at.and_then(|at| scene.density.at(at)) {
                    out.cells.insert(cell, emphasis);
                }
            }
            out.zones.extend(marked.zones.iter().map(|&zone| (zone as usize, emphasis)));
        }
        out
    }

    /// A widget for each mark in view.
    fn widgets(&self, ui: &Ui, cells: &[usize], sights: &RefCell<Sights<'_>>) -> Vec<(Mark, Response)> {
        let (scene, onto) = (self.stage.scene(), self.stage.onto());
        let mut widgets = Vec::new();
        let clip = self.map;
        for badge in &scene.badges {
            let frame = rect(&onto.mark(&badge.frame)).intersect(clip);
            let Some(zone) = self.placed.zones.get(badge.zone).filter(|_| frame.is_positive()) else {
                continue;
            };
            let response =
                ui.interact(frame, ui.scope_id().with(("zone", zone.keys.first())), Sense::click());
            response.widget_info(|| {
                let name = Tip::spoken(&zone_title(zone), sum(&zone.kinds));
                WidgetInfo::labeled(Role::Button, true, name)
            });
            widgets.push((Mark::Zone(badge.drawn), response));
        }
        let in_view = self.bubbles_to_pick().filter(|(_, (_, at, _))| clip.contains(*at));
        for (number, (bubble, at, radius)) in in_view.take(MOST_WIDGETS) {
            let Some(key) = self.placed.spots.get(bubble.main as usize).map(|spot| spot.key) else {
                continue;
            };
            let frame = Rect::from_center_size(at, vec2(2.0, 2.0) * radius).intersect(clip);
            let response = ui.interact(frame, ui.scope_id().with(("bubble", key)), Sense::click());
            response.widget_info(|| {
                let title = self.bubble_title(number, bubble, &mut sights.borrow_mut());
                WidgetInfo::labeled(Role::Button, true, Tip::spoken(&title, bubble.count()))
            });
            widgets.push((Mark::Bubble(number), response));
        }
        for &number in cells {
            let Some(cell) = self.cell(number) else { continue };
            let id = ui.scope_id().with(("cell", cell.column));
            let response = ui.interact(self.cell_rect(cell).intersect(clip), id, Sense::click());
            response.widget_info(|| {
                let title = self.cell_title(cell, &mut sights.borrow_mut());
                WidgetInfo::labeled(Role::Button, true, Tip::spoken(&title, cell.count()))
            });
            widgets.push((Mark::Cell(number), response));
        }
        widgets
    }

    fn mark_at(&self, pointer: Spot) -> Option<Mark> {
        let scene = self.stage.scene();
        let onto = self.stage.onto();
        let discs = scene.discs.iter().filter(|_| scene.picks_bubbles());
        let discs: Vec<(Spot, f64)> = discs.map(|d| (onto.screen(d.at), d.radius)).collect();
        let places: Vec<Spot> = scene.places.iter().map(|&(_, at)| onto.screen(at)).collect();
        let plane = self.scale.plane_from_screen(pointer);
        let on_sheet = onto.sheet(pointer);
        let in_zone = |n: usize| {
            let zone = scene.zones.get(n).and_then(|z| self.placed.zones.get(z.number));
            scene.badges.iter().any(|b| b.drawn == n && b.frame.contains(on_sheet))
                || zone.is_some_and(|zone| zones::contains(zone, self.base, plane))
        };
        let cell = self.cell_at(pointer);
        let on =
            Pickable { bubbles: &discs, cell, in_zone: &in_zone, zones: scene.zones.len(), places: &places };
        pick(pointer, &on)
    }

    fn bubble(&self, number: usize) -> Option<&Bubble> {
        self.stage.scene().clusters.bubbles.get(number)
    }

    fn zone(&self, number: usize) -> Option<&Zone> {
        let drawn = self.stage.scene().zones.get(number)?;
        self.placed.zones.get(drawn.number)
    }

    fn keys(&self, bubble: &Bubble) -> Arc<[PlaceKey]> {
        let members = self.stage.scene().clusters.members(bubble).iter();
        let mut keys: Vec<PlaceKey> =
            members.filter_map(|&pin| self.placed.spots.get(pin as usize)).map(|spot| spot.key).collect();
        keys.sort_unstable();
        keys.into()
    }

    /// The pointer rests on a mark.
    fn point(&self, mark: Mark, response: &Response, sights: &mut Sights<'_>, look: Look<'_>) {
        let hand = |response: &Response| response.clone().on_hover_cursor(egui::CursorIcon::PointingHand);
        match mark {
            Mark::Bubble(number) => {
                let Some(bubble) = self.bubble(number) else { return };
                look.work.set_hover(Hover::Places(self.keys(bubble)));
                let tip = self.bubble_tip(number, bubble, sights);
                hand(response).on_hover_ui_at_pointer(|ui| tip.ui(ui, look));
            }
            Mark::Cell(number) => {
                let Some(cell) = self.cell(number) else { return };
                look.work.set_hover(Hover::Places(self.cell_keys(cell)));
                let tip = self.cell_tip(cell, sights);
                hand(response).on_hover_ui_at_pointer(|ui| tip.ui(ui, look));
            }
            Mark::Zone(number) => {
                let Some(zone) = self.zone(number) else { return };
                look.work.set_hover(Hover::Places(zone.keys.as_slice().into()));
                let lines = vec![known_by(zone)];
                let tip = Tip { title: zone_title(zone), lines, kinds: zone.kinds };
                hand(response).on_hover_ui_at_pointer(|ui| tip.ui(ui, look));
            }
            Mark::Place(number) => {
                let place = self.stage.scene().places.get(number);
                let Some(place) = place.and_then(|&(n, _)| self.base.places.get(n)) else { return };
                response.clone().on_hover_ui_at_pointer(|ui| tips::place(ui, place));
            }
        }
    }

    fn click(&self, mark: Mark, sights: &mut Sights<'_>, look: Look<'_>) -> Option<Touch> {
        match mark {
            Mark::Bubble(number) => {
                let bubble = self.bubble(number)?;
                let first = self.placed.spots.get(bubble.main as usize)?.first;
                let title = self.bubble_title(number, bubble, sights);
                let anchor = Anchor::Map(bubble.at);
                Some(choose(bubble.count(), first, Pile { title, keys: self.keys(bubble), anchor }, look))
            }
            Mark::Cell(number) => {
                let cell = self.cell(number)?;
                let first = self.placed.spots.get(cell.main as usize)?.first;
                Some(choose(cell.count(), first, self.cell_pile(cell, sights), look))
            }
            Mark::Zone(number) => {
                let zone = self.zone(number)?;
                let pile = Pile {
                    title: zone_title(zone),
                    keys: zone.keys.as_slice().into(),
                    anchor: Anchor::Map(zone.badge_at),
                };
                Some(choose(sum(&zone.kinds), zone.first, pile, look))
            }
            Mark::Place(_) => None,
        }
    }

    fn bubble_title(&self, number: usize, bubble: &Bubble, sights: &mut Sights<'_>) -> String {
        let name = sights.pin_name(bubble.main);
        match self.other_places(number) {
            0 => name,
            1 => format!("{name} and 1 more place"),
            n => format!("{name} and {} more places", grouped(n)),
        }
    }

    /// How many other spots share the bubble.
    fn other_places(&self, bubble: usize) -> u32 {
        self.stage.scene().facts.get(bubble).map_or(0, |facts| facts.others)
    }

    fn bubble_tip(&self, number: usize, bubble: &Bubble, sights: &mut Sights<'_>) -> Tip {
        let members = self.stage.scene().clusters.members(bubble);
        let mut lines = Vec::new();
        if self.other_places(number) > 0 {
            let mut others: Vec<String> = Vec::new();
            for &pin in members.iter().take(60).filter(|&&pin| pin != bubble.main) {
                let name = sights.pin_name(pin);
                if !others.contains(&name) && others.len() < 5 {
                    others.push(name);
                }
            }
            lines.push(format!("Also {}", others.join(", ")));
        }
        if self.sureness(number) == Sureness::Vague {
            lines.push("Near there, not exactly there".to_owned());
        }
        Tip { title: self.bubble_title(number, bubble, sights), lines, kinds: bubble.kinds }
    }
}

/// Whether each mark is to be a widget of its own: for screen readers, and while keys move between widgets. The pointer finds marks
/// without, and hundreds of widgets would take a tenth of every frame.
fn wants_widgets(ui: &Ui, ground: &Response) -> bool {
    let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. });
    ui.has_accesskit_node(ground.id)
        || ui.memory(|memory| memory.focused().is_some())
        || ui.input(|input| input.events.iter().any(is_key))
}

/// What is said of how it is known where a zone lies.
fn known_by(zone: &Zone) -> String {
    let by_name = "The source gives a name and no coordinates: placed by us, where";
    match &zone.known {
        KnownBy::Map => "No point is given; the whole area is shaded".to_owned(),
        KnownBy::OurList => format!("{by_name} our list of places has that name"),
        KnownBy::UsersList(layer) => format!("{by_name} your layer “{layer}” has that name"),
        KnownBy::UsersArea(layer) => {
            format!("No point is given; the whole area is shaded. Area from your layer “{layer}”")
        }
    }
}

fn zone_title(zone: &Zone) -> String {
    if matches!(zone.known, KnownBy::OurList | KnownBy::UsersList(_)) {
        format!("At {}, or near it", zone.name)
    } else if zone.name.is_empty() {
        "Somewhere around here".to_owned()
    } else {
        format!("Somewhere in {}", zone.name)
    }
}

pub(super) fn sum(kinds: &[u32; KINDS]) -> u32 {
    kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
}
