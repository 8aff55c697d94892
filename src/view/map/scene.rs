//! All marks and names of a sheet: marks are laid out once for a zoom and a set of places, names once for a selection too.

use std::collections::HashSet;
use std::sync::Arc;

use egui::Context;
use egui::epaint::{Mesh, TessellationOptions, Tessellator};

use super::galleys::Galleys;
use super::names::{Name, NameId, Names, Wanted, Weight};
use super::zones::{self, ZoneDrawn};
use crate::geo::{BaseMap, PlaceKind, Plane};
use crate::model::{MANY_ROWS, both};
use crate::plot::cluster::{Clusters, Grouped, Sizes, ZoomStep};
use crate::plot::density::{self, Density};
use crate::plot::labels::Occupancy;
use crate::plot::placing::Placed;
use crate::plot::{Frame, Sheet, Spot};
use crate::view::theme::Theme;
use crate::workspace::MapMarks;

/// What marks are laid out from; no context of egui, so that it can be done on another thread.
#[derive(Clone, Copy)]
pub struct Props<'a> {
    /// The base map.
    pub base: &'a BaseMap,
    /// The places.
    pub placed: &'a Placed,
    /// Border lines on the sheet.
    pub borders: &'a [Vec<Spot>],
    /// Colours.
    pub theme: &'a Theme,
    /// Bubbles or density.
    pub marks: MapMarks,
    /// Pixels a point.
    pub ppp: f32,
    /// How shapes become triangles.
    pub options: TessellationOptions,
}

/// What names are laid out from.
#[derive(Clone, Copy)]
pub struct Stuff<'a> {
    /// For measuring text.
    pub ctx: &'a Context,
    /// The base map.
    pub base: &'a BaseMap,
    /// The places.
    pub placed: &'a Placed,
    /// Border lines on the sheet.
    pub borders: &'a [Vec<Spot>],
    /// Colours.
    pub theme: &'static Theme,
    /// Names that were laid out before.
    pub galleys: &'a Galleys,
    /// Gives the name of a pin's place.
    pub pin_name: &'a dyn Fn(u32) -> String,
    /// Pins that are selected, ascending.
    pub selected: &'a [u32],
}

/// A bubble with its place on the sheet.
#[derive(Clone, Copy, Debug)]
pub struct Disc {
    /// Its middle.
    pub at: Spot,
    /// Its radius in points.
    pub radius: f64,
}

/// What is said of a bubble's places.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Whether none of them is known exactly.
    pub vague: bool,
    /// How many places it holds besides the one it is named for.
    pub others: u32,
}

/// Stands for "not on the sheet".
const NO_BUBBLE: u32 = u32::MAX;

/// A zone with its badge.
#[derive(Clone, Debug)]
pub struct Badge {
    /// The zone's number in the placed zones.
    pub zone: usize,
    /// Its number among the zones on the sheet.
    pub drawn: usize,
    /// Its box.
    pub frame: Frame,
}

/// Everything on a sheet but its ground.
#[derive(Debug, Default)]
pub struct Scene {
    /// The bubbles, most hits first; none where only density is shown.
    pub clusters: Clusters,
    /// Counts by square of the ground; empty where only bubbles are shown.
    pub density: Density,
    /// How much density is shown, 0 to 1.
    pub share: f64,
    /// Where they stand; as many as bubbles.
    pub discs: Vec<Disc>,
    /// Which of the bubbles hold no place that is known exactly, and how many other places each holds.
    pub facts: Vec<Facts>,
    /// The bubble of each pin; [`NO_BUBBLE`] off the sheet.
    bubble_of: Vec<u32>,
    /// Shade and hatching.
    pub shade: Arc<Mesh>,
    /// The zones on the sheet, small ones first.
    pub zones: Vec<ZoneDrawn>,
    /// Badges of those that have room for one, most hits first.
    pub badges: Vec<Badge>,
    /// Names that found room.
    pub names: Vec<Name>,
    /// Places of the gazetteer that are drawn: number and position.
    pub places: Vec<(usize, Spot)>,
    /// Crossings, which are drawn with or without a name.
    crossings: Vec<(usize, Spot)>,
    /// What marks leave free for names.
    free: Option<Occupancy>,
}

/// Half of a crossing's diamond in points.
pub const DIAMOND: f64 = 4.5;
/// Crossings are drawn when a screen point is fewer kilometres than this.
const CROSSINGS_BELOW_KM: f64 = 5.0;

/// Lays the marks of a sheet out. Names come later: [`Scene::name`].
pub fn lay_out(props: &Props<'_>, sheet: &Sheet) -> Scene {
    let mut scene = marks(props, sheet, ZoomStep::of_zoom(sheet.km_per_point));
    scene.zones = zones::on_sheet(&props.placed.zones, props.base, sheet);
    let mut free = Occupancy::anchored(sheet.frame, sheet.spot(Plane::default()));
    // Bubbles that fade away too: a badge among them would be read as one of them.
    for disc in &scene.discs {
        free.take(&Frame { min: disc.at, max: disc.at }.grown(disc.radius * 0.9));
    }
    scene.take_marks(props, sheet, &mut free);
    let aside = if scene.picks_bubbles() { 0.0 } else { ASIDE };
    scene.badges = badges(&scene.zones, props, sheet, (&mut free, aside));
    scene.free = Some(free);
    let mut tessellator = Tessellator::new(props.ppp, props.options, [1, 1], Vec::new());
    let (zones, badges) = (&props.placed.zones, &scene.badges);
    scene.shade = zones::mesh(&scene.zones, zones, props.base, sheet, badges, props.theme, &mut tessellator);
    scene
}

/// Bubbles, density or both on the way from one to the other, with what is said of them.
fn marks(props: &Props<'_>, sheet: &Sheet, step: ZoomStep) -> Scene {
    let window = sheet.window(60.0);
    let placed = props.placed;
    let near =
        || placed.grid.near(window).filter_map(|number| Some((number, placed.pins.get(number as usize)?)));
    let sizes = Sizes::for_total(props.placed.pinned);
    let (wants_bubbles, wants_density) = (props.marks != MapMarks::Density, props.marks != MapMarks::Bubbles);
    // Of so many pins there is hardly a sheet without density.
    let many = placed.pins.len() > MANY_ROWS;
    let (mut grouped, mut density) = (None, None);
    both(
        "density",
        many && wants_bubbles && wants_density,
        || density = (many && wants_density).then(|| Density::among(near(), window, step)),
        || grouped = wants_bubbles.then(|| Grouped::among(near(), window, step, sizes)),
    );
    let share = match (props.marks, &grouped) {
        (MapMarks::Automatic, Some(grouped)) => density::share(grouped.places(), grouped.bubbles()),
        (MapMarks::Bubbles, _) => 0.0,
        _ => 1.0,
    };
    let mut scene = Scene { share, ..Scene::default() };
    if share > 0.0 {
        scene.density = density.unwrap_or_else(|| Density::among(near(), window, step));
    }
    if let Some(grouped) = grouped.filter(|_| share < 1.0) {
        let clusters = grouped.clusters();
        let disc =
            |b: &crate::plot::cluster::Bubble| Disc { at: sheet.spot(b.at), radius: sizes.radius(b.count()) };
        scene.discs = clusters.bubbles.iter().map(disc).collect();
        scene.clusters = clusters;
        scene.find_facts(props.placed);
    }
    scene
}

/// Steps from the middle of an area at which its badge may stand, in widths and heights of the badge.
const BADGE_STEPS: [(f64, f64); 13] = [
    (0.0, 0.0),
    (0.0, 1.2),
    (0.0, -1.2),
    (0.8, 0.0),
    (-0.8, 0.0),
    (0.8, 1.2),
    (-0.8, -1.2),
    (-0.8, 1.2),
    (0.8, -1.2),
    (0.0, 2.4),
    (0.0, -2.4),
    (1.6, 0.0),
    (-1.6, 0.0),
];
/// With at most this many areas each has its badge, even over another mark.
const FEW_ZONES: usize = 14;

/// Points around a badge upon squares of the density, of which too many badges would leave nothing to be seen.
const ASIDE: f64 = 28.0;

/// Badges stand in their areas, aside from bubbles and so many points from each other; where there is no room, the shade alone is
/// shown until one zooms in.
fn badges(
    drawn: &[ZoneDrawn],
    props: &Props<'_>,
    sheet: &Sheet,
    (free, aside): (&mut Occupancy, f64),
) -> Vec<Badge> {
    let mut badges = Vec::new();
    let mut order: Vec<(usize, &ZoneDrawn)> = drawn.iter().enumerate().collect();
    let count = |zone: &ZoneDrawn| {
        let kinds = props.placed.zones.get(zone.number).map(|z| z.kinds).unwrap_or_default();
        kinds.iter().fold(0_u32, |sum, &n| sum.saturating_add(n))
    };
    order.sort_by_key(|(_, zone)| std::cmp::Reverse(count(zone)));
    for (place, drawn) in order {
        let Some(zone) = props.placed.zones.get(drawn.number) else { continue };
        let (w, h) = zones::badge_size(count(drawn));
        let at = |(x, y): (f64, f64)| {
            let middle = Spot::new(drawn.badge_at.x + x * w, drawn.badge_at.y + y * h);
            Frame::sized(Spot::new(middle.x - w / 2.0, middle.y - h / 2.0), w, h)
        };
        let inside = |frame: &Frame| zones::contains(zone, props.base, sheet.plane(frame.centre()));
        let found =
            BADGE_STEPS.into_iter().map(at).find(|frame| free.is_free(&frame.grown(aside)) && inside(frame));
        let few = props.placed.zones.len() <= FEW_ZONES;
        if let Some(frame) = found.or_else(|| few.then(|| at((0.0, 0.0)))) {
            free.take(&frame);
            badges.push(Badge { zone: drawn.number, drawn: place, frame });
        }
    }
    badges
}

impl Scene {
    /// Whether the pointer finds bubbles; else it finds the squares of the density.
    pub fn picks_bubbles(&self) -> bool {
        self.share < 0.5
    }

    /// Which bubble each pin is in, and what is said of each bubble.
    fn find_facts(&mut self, placed: &Placed) {
        self.bubble_of = vec![NO_BUBBLE; placed.pins.len()];
        self.facts = Vec::with_capacity(self.discs.len());
        for (number, bubble) in (0_u32..).zip(&self.clusters.bubbles) {
            let mut facts = Facts { vague: true, others: 0 };
            let mut others = 0_u32;
            for &pin in self.clusters.members(bubble) {
                if let Some(slot) = self.bubble_of.get_mut(pin as usize) {
                    *slot = number;
                }
                let Some(spot) = placed.spots.get(pin as usize) else { continue };
                facts.vague &= spot.vague;
                others += u32::from(!spot.again);
            }
            facts.others = others.saturating_sub(1);
            self.facts.push(facts);
        }
    }

    /// The bubble that a pin is in, if it is on the sheet.
    pub fn bubble_of(&self, pin: u32) -> Option<u32> {
        self.bubble_of.get(pin as usize).copied().filter(|&bubble| bubble != NO_BUBBLE)
    }

    /// Takes the room of crossings and border lines.
    fn take_marks(&mut self, props: &Props<'_>, sheet: &Sheet, free: &mut Occupancy) {
        if sheet.km_per_point < CROSSINGS_BELOW_KM {
            for (number, place) in props.base.places.iter().enumerate() {
                let at = sheet.spot(place.plane);
                if place.kind == PlaceKind::Crossing && sheet.frame.contains(at) {
                    self.crossings.push((number, at));
                    free.take(&Frame { min: at, max: at }.grown(DIAMOND));
                }
            }
        }
        for line in props.borders {
            for (&from, &to) in line.iter().zip(line.iter().skip(1)) {
                free.take_line(from, to, 2.0);
            }
        }
    }

    /// Puts names where marks leave room. Names stand where they stood before, as far as that is free.
    pub fn name(&mut self, stuff: &Stuff<'_>, sheet: &Sheet, before: &mut Names) {
        let Some(mut free) = self.free.clone() else { return };
        let wanted = self.wanted(stuff, sheet, before);
        self.names = before.place(stuff, sheet, wanted, &mut free);
        let named = self.names.iter().filter_map(|name| match name.id {
            NameId::Place(number) => Some((number, name.anchor)),
            _ => None,
        });
        self.places = self.crossings.iter().copied().chain(named).collect();
        self.places.sort_unstable_by_key(|&(number, _)| number);
        self.places.dedup_by_key(|&mut (number, _)| number);
    }

    /// The names that would be good to have, most important first within their kind.
    fn wanted(&self, stuff: &Stuff<'_>, sheet: &Sheet, before: &mut Names) -> Vec<Wanted> {
        let mut wanted = super::names::areas(stuff, sheet, before);
        let named = if self.picks_bubbles() { self.discs.as_slice() } else { &[] };
        if self.picks_bubbles() {
            wanted.extend(self.bubble_names(stuff, sheet, before));
        }
        wanted.extend(self.zone_names(stuff, before, sheet));
        wanted.extend(super::names::places(stuff, sheet, named));
        wanted.extend(super::layer_names::names(stuff, sheet, named));
        wanted
    }

    /// Of the largest bubbles, and of those that had a name before the view moved.
    fn bubble_names(&self, stuff: &Stuff<'_>, sheet: &Sheet, before: &Names) -> Vec<Wanted> {
        let pairs = self.clusters.bubbles.iter().zip(&self.discs);
        let selected: HashSet<u32> = stuff.selected.iter().filter_map(|&pin| self.bubble_of(pin)).collect();
        let on_sheet = (0_u32..).zip(pairs).filter(|(_, (_, disc))| sheet.frame.contains(disc.at));
        let wanted = on_sheet.enumerate().filter_map(|(rank, (number, (bubble, disc)))| {
            let key = stuff.placed.spots.get(bubble.main as usize)?.key;
            if rank >= MOST_BUBBLE_NAMES && !before.stood(&NameId::Bubble(key), sheet) {
                return None;
            }
            let text = (stuff.pin_name)(bubble.main);
            let weight = match (selected.contains(&number), rank < TOP_NAMES) {
                (true, _) => Weight::Selected,
                (false, true) => Weight::Top,
                (false, false) => Weight::Usual,
            };
            (!text.is_empty()).then(|| Wanted::bubble(key, text, *disc, bubble.count(), weight))
        });
        wanted.collect()
    }
}

impl Scene {
    fn zone_names(&self, stuff: &Stuff<'_>, before: &Names, sheet: &Sheet) -> Vec<Wanted> {
        let named = self.badges.iter().enumerate().filter_map(|(rank, badge)| {
            let zone = stuff.placed.zones.get(badge.zone)?;
            let count = zone.kinds.iter().fold(0_u32, |sum, &n| sum.saturating_add(n));
            let disc = Disc { at: badge.frame.centre(), radius: badge.frame.width() / 2.0 + 3.0 };
            let key = *zone.keys.first()?;
            if rank >= MOST_ZONE_NAMES && !before.stood(&NameId::Bubble(key), sheet) {
                return None;
            }
            let weight = if rank < TOP_NAMES { Weight::Top } else { Weight::Usual };
            (!zone.name.is_empty()).then(|| Wanted::bubble(key, zone.name.clone(), disc, count, weight))
        });
        named.collect()
    }
}

/// More areas than this are not named.
const MOST_ZONE_NAMES: usize = 24;
/// More bubbles than this are not named.
const MOST_BUBBLE_NAMES: usize = 70;
/// So many of the largest bubbles and areas may have their name further out, with a line that leads to it.
const TOP_NAMES: usize = 12;
