//! Marks in the view: painted, named for those who listen, pointed at and clicked.

use std::collections::HashMap;
use std::sync::Arc;

use egui::{Painter, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::bubbles::{self, Emphasis, Sureness};
use super::convert::{f32_of, grouped, moved, pos, rect, spot};
use super::legend::{self, InView, Sign};
use super::pile::{Anchor, Pile};
use super::sights::{Marked, PinNames, Selected, Sights};
use super::stage::Stage;
use super::tips::{self, Tip};
use super::touch::{Touch, choose};
use super::{names, zones};
use crate::geo::{BaseMap, PlaceKind};
use crate::model::KINDS;
use crate::plot::cluster::{Bubble, Sizes, add};
use crate::plot::pick::{Mark, Pickable, pick};
use crate::plot::placing::{Placed, Zone};
use crate::plot::{MapScale, Spot};
use crate::query::PlaceKey;
use crate::view::Look;
use crate::view::theme::Theme;
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
    pub fn ui(&self, ui: &Ui, ground: &Response, pin_names: &mut PinNames, look: Look<'_>) -> Option<Touch> {
        let theme = look.marks(ui);
        let painter = ui.painter().with_clip_rect(self.map.intersect(ui.clip_rect()));
        self.paint_places(&painter, theme);
        self.paint_zones(&painter, theme);
        self.paint_bubbles(&painter, theme);
        names::paint(&painter, &self.stage.scene().names, self.stage.offset(), theme);
        let mut sights = Sights::new(pin_names, self.placed, look);
        let widgets = self.widgets(ui, &mut sights);
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
        let mut found = InView { classes: self.stage.ground().classes.clone(), ..InView::default() };
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
        let offset = self.stage.offset();
        for badge in &self.stage.scene().badges {
            let Some(zone) = self.placed.zones.get(badge.zone) else { continue };
            if self.map.contains(pos(moved(badge.frame.centre(), offset))) {
                found.sees(Sign::Zone);
                add(&mut found.kinds, &zone.kinds);
            }
        }
        found.sizes = (most > 1).then(|| (Sizes::for_total(self.placed.pinned), most));
        let crossing = |&(n, at): &(usize, Spot)| {
            let is_crossing = self.base.places.get(n).is_some_and(|p| p.kind == PlaceKind::Crossing);
            is_crossing && self.map.contains(pos(moved(at, offset)))
        };
        if self.stage.scene().places.iter().any(crossing) {
            found.sees(Sign::Crossing);
        }
        found
    }

    /// Bubbles with their middle on the screen and their radius.
    fn bubbles(&self) -> impl Iterator<Item = (&Bubble, egui::Pos2, f32)> {
        let (scene, offset) = (self.stage.scene(), self.stage.offset());
        let pairs = scene.clusters.bubbles.iter().zip(&scene.discs);
        pairs.map(move |(bubble, disc)| (bubble, pos(moved(disc.at, offset)), f32_of(disc.radius)))
    }

    fn sureness(&self, bubble: usize) -> Sureness {
        let vague = self.stage.scene().facts.get(bubble).is_some_and(|facts| facts.vague);
        if vague { Sureness::Vague } else { Sureness::Exact }
    }

    fn paint_places(&self, painter: &Painter, theme: &Theme) {
        let offset = self.stage.offset();
        for &(number, at) in &self.stage.scene().places {
            let Some(place) = self.base.places.get(number) else { continue };
            let at = pos(moved(at, offset));
            match place.kind {
                PlaceKind::Crossing => legend::diamond(painter, at, theme),
                PlaceKind::District | PlaceKind::Province | PlaceKind::Region => {}
                PlaceKind::Capital => {
                    painter.rect_filled(Rect::from_center_size(at, vec2(5.0, 5.0)), 0.0, theme.label);
                }
                _ => {
                    painter.circle_filled(at, 1.8, theme.label);
                }
            }
        }
    }

    fn paint_zones(&self, painter: &Painter, theme: &Theme) {
        let (scene, offset) = (self.stage.scene(), self.stage.offset());
        for zone in &scene.zones {
            let Some(ring) = self.selected.zone(zone.number, self.hovered).ring(theme) else { continue };
            for line in &zone.outline {
                let points = line.iter().map(|&p| pos(moved(p, offset))).collect();
                painter.line(points, Stroke::new(ring.width, ring.color));
            }
        }
        for badge in scene.badges.iter().rev() {
            let Some(what) = self.placed.zones.get(badge.zone) else { continue };
            let frame = rect(&badge.frame).translate(pos(offset).to_vec2());
            if painter.clip_rect().intersects(frame) {
                let ring = self.selected.zone(badge.zone, self.hovered).ring(theme);
                zones::badge(painter, frame, what, theme, ring);
            }
        }
    }

    /// Small ones last, so that they are not covered.
    fn paint_bubbles(&self, painter: &Painter, theme: &Theme) {
        let emphasised = self.emphasised();
        for (number, (bubble, at, radius)) in self.bubbles().enumerate() {
            if self.map.expand(radius + 10.0).contains(at) {
                let emphasis = emphasised.get(&number).copied().unwrap_or_default();
                let sure = self.sureness(number);
                bubbles::paint(painter, at, radius, &bubble.kinds, sure, emphasis, theme);
            }
        }
    }

    /// Bubbles that stand out.
    fn emphasised(&self) -> HashMap<usize, Emphasis> {
        let mut found: HashMap<usize, Emphasis> = HashMap::new();
        let lists = [(&self.hovered.pins, Emphasis::Hovered), (&self.selected.all.pins, Emphasis::Selected)];
        for (pins, emphasis) in lists {
            let bubbles = pins.iter().filter_map(|&pin| self.stage.scene().bubble_of(pin));
            found.extend(bubbles.map(|bubble| (bubble as usize, emphasis)));
        }
        found
    }

    /// A widget for each mark in view: for keyboards, screen readers and tests.
    fn widgets(&self, ui: &Ui, sights: &mut Sights<'_>) -> Vec<(Mark, Response)> {
        let (scene, offset) = (self.stage.scene(), self.stage.offset());
        let mut widgets = Vec::new();
        let clip = self.map;
        for badge in &scene.badges {
            let frame = rect(&badge.frame).translate(pos(offset).to_vec2()).intersect(clip);
            let Some(zone) = self.placed.zones.get(badge.zone).filter(|_| frame.is_positive()) else {
                continue;
            };
            let response =
                ui.interact(frame, ui.scope_id().with(("zone", zone.keys.first())), Sense::click());
            let name = Tip::spoken(&zone_title(zone), sum(&zone.kinds));
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            widgets.push((Mark::Zone(badge.drawn), response));
        }
        let in_view = self.bubbles().enumerate().filter(|(_, (_, at, _))| clip.contains(*at));
        for (number, (bubble, at, radius)) in in_view.take(MOST_WIDGETS) {
            let Some(key) = self.placed.spots.get(bubble.main as usize).map(|spot| spot.key) else {
                continue;
            };
            let frame = Rect::from_center_size(at, vec2(2.0, 2.0) * radius).intersect(clip);
            let response = ui.interact(frame, ui.scope_id().with(("bubble", key)), Sense::click());
            let name = Tip::spoken(&self.bubble_title(number, bubble, sights), bubble.count());
            response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
            widgets.push((Mark::Bubble(number), response));
        }
        widgets
    }

    fn mark_at(&self, pointer: Spot) -> Option<Mark> {
        let scene = self.stage.scene();
        let offset = self.stage.offset();
        let discs: Vec<(Spot, f64)> = scene.discs.iter().map(|d| (moved(d.at, offset), d.radius)).collect();
        let places: Vec<Spot> = scene.places.iter().map(|&(_, at)| moved(at, offset)).collect();
        let plane = self.scale.plane_from_screen(pointer);
        let on_sheet = Spot::new(pointer.x - offset.x, pointer.y - offset.y);
        let in_zone = |n: usize| {
            let zone = scene.zones.get(n).and_then(|z| self.placed.zones.get(z.number));
            scene.badges.iter().any(|b| b.drawn == n && b.frame.contains(on_sheet))
                || zone.is_some_and(|zone| zones::contains(zone, self.base, plane))
        };
        let on = Pickable { bubbles: &discs, in_zone: &in_zone, zones: scene.zones.len(), places: &places };
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
            Mark::Zone(number) => {
                let Some(zone) = self.zone(number) else { return };
                look.work.set_hover(Hover::Places(zone.keys.as_slice().into()));
                let lines = vec!["No point is given; the whole area is shaded".to_owned()];
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

fn zone_title(zone: &Zone) -> String {
    if zone.name.is_empty() {
        "Somewhere around here".to_owned()
    } else {
        format!("Somewhere in {}", zone.name)
    }
}

pub(super) fn sum(kinds: &[u32; KINDS]) -> u32 {
    kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
}
