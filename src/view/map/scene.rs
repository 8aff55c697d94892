//! All marks and names of a sheet, laid out once for a zoom, a set of places and a selection.

use std::collections::HashMap;
use std::sync::Arc;

use egui::Context;
use egui::epaint::{Mesh, Tessellator};

use super::names::{Name, NameId, Names, Wanted};
use super::zones::{self, ZoneDrawn};
use crate::geo::{BaseMap, PlaceKind};
use crate::plot::cluster::{Clusters, Sizes, ZoomStep};
use crate::plot::labels::{Occupancy, Stand, Wish, place};
use crate::plot::placing::{Placed, Zone};
use crate::plot::{Frame, MapScale, Sheet, Spot};
use crate::view::theme::Theme;

/// What a scene is laid out from.
#[derive(Clone, Copy)]
pub struct Stuff<'a> {
    /// For measuring text and tessellating.
    pub ctx: &'a Context,
    /// The base map.
    pub base: &'a BaseMap,
    /// The places.
    pub placed: &'a Placed,
    /// Border lines on the sheet.
    pub borders: &'a [Vec<Spot>],
    /// Colours.
    pub theme: &'a Theme,
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

/// A zone with its badge.
#[derive(Clone, Debug)]
pub struct Badge {
    /// The zone's number in the placed zones.
    pub zone: usize,
    /// Its box.
    pub frame: Frame,
}

/// Everything on a sheet but its ground.
#[derive(Debug, Default)]
pub struct Scene {
    /// The bubbles, most hits first.
    pub clusters: Clusters,
    /// Where they stand; as many as bubbles.
    pub discs: Vec<Disc>,
    /// The bubble of each pin on the sheet.
    pub bubble_of: HashMap<u32, u32>,
    /// Shade and hatching.
    pub shade: Arc<Mesh>,
    /// The zones on the sheet, small ones first.
    pub zones: Vec<ZoneDrawn>,
    /// Their badges; as many as zones.
    pub badges: Vec<Badge>,
    /// Names that found room.
    pub names: Vec<Name>,
    /// Places of the gazetteer that are drawn: number and position.
    pub places: Vec<(usize, Spot)>,
}

/// Half of a crossing's diamond in points.
pub const DIAMOND: f64 = 4.5;
/// Crossings are drawn when a screen point is fewer kilometres than this.
const CROSSINGS_BELOW_KM: f64 = 5.0;

/// Lays a sheet out. Names stand where they stood before, as far as that is free.
pub fn lay_out(stuff: &Stuff<'_>, sheet: &Sheet, scale: &MapScale, before: &mut Names) -> Scene {
    let total = stuff.placed.pins.iter().fold(0_u32, |sum, pin| sum.saturating_add(pin.count()));
    let sizes = Sizes::for_total(total);
    let step = ZoomStep::of(scale);
    let clusters = Clusters::new(&stuff.placed.pins, sheet.window(60.0), step, sizes);
    let disc =
        |b: &crate::plot::cluster::Bubble| Disc { at: sheet.spot(b.at), radius: sizes.radius(b.count()) };
    let discs: Vec<Disc> = clusters.bubbles.iter().map(disc).collect();
    let mut bubble_of = HashMap::new();
    for (number, bubble) in (0_u32..).zip(&clusters.bubbles) {
        bubble_of.extend(clusters.members(bubble).iter().map(|&pin| (pin, number)));
    }
    let zones = zones::on_sheet(&stuff.placed.zones, stuff.base, sheet);
    let mut free = Occupancy::new(sheet.frame);
    for disc in &discs {
        free.take(&Frame { min: disc.at, max: disc.at }.grown(disc.radius * 0.9));
    }
    let badges = badges(&zones, &stuff.placed.zones, &mut free);
    let mut scene = Scene { clusters, discs, bubble_of, zones, badges, ..Scene::default() };
    scene.take_marks(stuff, sheet, &mut free);
    let wanted = scene.wanted(stuff, sheet);
    scene.names = before.place(stuff, sheet, wanted, &mut free);
    scene.places.extend(scene.names.iter().filter_map(|name| match name.id {
        NameId::Place(number) => Some((number, name.anchor)),
        _ => None,
    }));
    scene.places.sort_unstable_by_key(|&(number, _)| number);
    scene.places.dedup_by_key(|&mut (number, _)| number);
    let options = stuff.ctx.tessellation_options(|options| *options);
    let mut tessellator = Tessellator::new(stuff.ctx.pixels_per_point(), options, [1, 1], Vec::new());
    scene.shade =
        zones::mesh(&scene.zones, &stuff.placed.zones, stuff.base, sheet, stuff.theme, &mut tessellator);
    scene
}

/// Badges stand over their areas, aside from bubbles where there is room.
fn badges(drawn: &[ZoneDrawn], zones: &[Zone], free: &mut Occupancy) -> Vec<Badge> {
    let badge = |zone: &ZoneDrawn| {
        let kinds = zones.get(zone.number).map(|z| z.kinds).unwrap_or_default();
        let size = zones::badge_size(kinds.iter().fold(0, |sum, &n| sum.saturating_add(n)));
        let wish = Wish { anchor: zone.badge_at, size, stand: Stand::Over, last: None };
        let standing = place(&[wish], free).into_iter().flatten().next();
        let own = Spot::new(zone.badge_at.x - size.0 / 2.0, zone.badge_at.y - size.1 / 2.0);
        let frame = standing.map_or(Frame::sized(own, size.0, size.1), |s| s.frame);
        Badge { zone: zone.number, frame }
    };
    drawn.iter().map(badge).collect()
}

impl Scene {
    /// Takes the room of crossings and border lines.
    fn take_marks(&mut self, stuff: &Stuff<'_>, sheet: &Sheet, free: &mut Occupancy) {
        if sheet.km_per_point < CROSSINGS_BELOW_KM {
            for (number, place) in stuff.base.places.iter().enumerate() {
                let at = sheet.spot(place.plane);
                if place.kind == PlaceKind::Crossing && sheet.frame.contains(at) {
                    self.places.push((number, at));
                    free.take(&Frame { min: at, max: at }.grown(DIAMOND));
                }
            }
        }
        for line in stuff.borders {
            for (&from, &to) in line.iter().zip(line.iter().skip(1)) {
                free.take_line(from, to, 2.0);
            }
        }
    }

    /// The names that would be good to have, most important first within their kind.
    fn wanted(&self, stuff: &Stuff<'_>, sheet: &Sheet) -> Vec<Wanted> {
        let mut wanted = super::names::areas(stuff, sheet);
        wanted.extend(self.bubble_names(stuff, sheet));
        wanted.extend(super::names::places(stuff, sheet, &self.discs));
        wanted
    }

    fn bubble_names(&self, stuff: &Stuff<'_>, sheet: &Sheet) -> Vec<Wanted> {
        let pairs = self.clusters.bubbles.iter().zip(&self.discs);
        let on_sheet = pairs.filter(|(_, disc)| sheet.frame.contains(disc.at));
        let wanted = on_sheet.take(MOST_BUBBLE_NAMES).filter_map(|(bubble, disc)| {
            let text = (stuff.pin_name)(bubble.main);
            let key = stuff.placed.spots.get(bubble.main as usize)?.key;
            let members = self.clusters.members(bubble);
            let selected = stuff.selected.iter().any(|pin| members.contains(pin));
            (!text.is_empty()).then(|| Wanted::bubble(key, text, *disc, bubble.count(), selected))
        });
        wanted.collect()
    }
}

/// More bubbles than this are not named.
const MOST_BUBBLE_NAMES: usize = 70;
