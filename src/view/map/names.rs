//! Names on the map: which are wanted, in which style, and where they stood last.

use std::collections::HashMap;

use egui::text::TextFormat;
use egui::{Color32, Context, Painter, Stroke, vec2};

use super::convert::pos;
use super::galleys::Galleys;
use super::scene::{DIAMOND, Disc, Stuff};
use crate::geo::{Area, PlaceKind, Plane};
use crate::plot::labels::{Occupancy, Stand, Wish, is_beyond, is_further_out, place};
use crate::plot::{Frame, Sheet, Spot};
use crate::query::PlaceKey;
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::Theme;

/// What a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameId {
    /// Number of a country.
    Country(usize),
    /// Number of a province.
    Province(usize),
    /// Number of a place of the gazetteer.
    Place(usize),
    /// An area of a user's layer: the layer's number and its own.
    LayerArea(usize, usize),
    /// A point of a user's layer: the layer's number and its own.
    LayerPoint(usize, usize),
    /// The place that a bubble stands at.
    Bubble(PlaceKey),
}

/// How a name is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameStyle {
    /// Wide capitals.
    Country,
    /// Small and weak.
    Province,
    /// Small.
    Place,
    /// Small and heavier: a capital of a country.
    Capital,
    /// Small, in the colour of the line: a crossing.
    Crossing,
    /// In the ink of what matters: a place with events.
    Bubble,
    /// The same, heavier: selected.
    Selected,
}

/// A name that is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// What it belongs to.
    pub id: NameId,
    /// What it says.
    pub text: String,
    /// How it is written.
    pub style: NameStyle,
    /// The middle of its mark on the sheet.
    pub anchor: Spot,
    /// Over its mark or beside it.
    pub stand: Stand,
    /// Smaller is more important.
    pub order: (u8, u32),
}

/// How much the name of a bubble matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// It is selected.
    Selected,
    /// One of the largest.
    Top,
    /// Any other.
    Usual,
}

impl Wanted {
    /// The name of a bubble.
    pub fn bubble(key: PlaceKey, text: String, disc: Disc, count: u32, weight: Weight) -> Self {
        let (style, first) = match weight {
            Weight::Selected => (NameStyle::Selected, 0),
            Weight::Top | Weight::Usual => (NameStyle::Bubble, 2),
        };
        let stand = match weight {
            Weight::Selected | Weight::Top => Stand::Around { radius: disc.radius },
            Weight::Usual => Stand::Beside { radius: disc.radius },
        };
        let order = (first, u32::MAX - count);
        Self { id: NameId::Bubble(key), text, style, anchor: disc.at, stand, order }
    }
}

/// A name that found room.
#[derive(Clone, Debug)]
pub struct Name {
    /// What it belongs to.
    pub id: NameId,
    /// What it says.
    pub text: String,
    /// How it is written.
    pub style: NameStyle,
    /// Its box on the sheet.
    pub frame: Frame,
    /// The middle of its mark on the sheet.
    pub anchor: Spot,
    /// The line from its mark, where it stands further out.
    pub leader: Option<[Spot; 2]>,
}

/// Where names stood last.
#[derive(Debug, Default)]
pub struct Names {
    last: HashMap<NameId, u8>,
    countries: HashMap<usize, Plane>,
    km_per_point: f64,
}

/// A name is at most this wide, points.
const WIDEST: f32 = 150.0;
/// Width of the line from a mark to its name, points.
const LEADER: f32 = 1.0;
/// The same word nearer than this means the same thing: a district and its town, an area with events and its province.
const TWIN_POINTS: f64 = 130.0;
/// A province is named when it is at least this many points wide for each of its letters.
const PROVINCE_ROOM: f64 = 7.5;

impl Names {
    /// Where the names of countries stand: where they stood at this zoom while that is in view, else at the country's
    /// own pole, else deepest in the part that is in view.
    fn country_labels<'a>(&mut self, stuff: &Stuff<'a>, sheet: &Sheet) -> Vec<(usize, &'a Area, Plane)> {
        let view = sheet.view();
        let view = view.grown(-view.width_km().min(view.height_km()) * NAME_INSET);
        if !self.is_zoom_of(sheet) {
            self.countries.clear();
        }
        let wide = |c: &Area| {
            let (across, land) = (c.bounds.width_km(), c.largest_km2.sqrt());
            across > COUNTRY_ROOM * sheet.km_per_point && land > LAND_ROOM * sheet.km_per_point
        };
        let countries = stuff.base.countries.iter().enumerate().filter(|(_, c)| wide(c));
        let labels = countries.filter_map(|(number, country)| {
            let stood = self.countries.get(&number).copied().into_iter().chain([country.label_at]);
            let seen = stood.into_iter().find(|at| view.contains(*at));
            Some((number, country, seen.or_else(|| country.label_within(view))?))
        });
        let labels: Vec<_> = labels.collect();
        for (number, _, at) in &labels {
            // A name that moves is a new one there: it pushes nothing aside.
            if self.countries.get(number).is_some_and(|stood| stood != at) {
                self.last.remove(&NameId::Country(*number));
            }
        }
        self.countries = labels.iter().map(|&(number, _, at)| (number, at)).collect();
        labels
    }

    /// Places the wanted names. At the same zoom, those that were there before go first, so that none gives way only
    /// because the view has moved.
    pub fn place(
        &mut self,
        stuff: &Stuff<'_>,
        sheet: &Sheet,
        mut wanted: Vec<Wanted>,
        free: &mut Occupancy,
    ) -> Vec<Name> {
        wanted.sort_by_key(|w| (w.order.0 > 0, !self.stood(&w.id, sheet), w.order));
        let mut names: Vec<Name> = Vec::new();
        let mut last = HashMap::new();
        for want in wanted {
            let twin = |n: &Name| n.text == want.text && n.anchor.distance(want.anchor) < TWIN_POINTS;
            if names.iter().any(twin) {
                continue;
            }
            let size = galley(stuff.galleys, (stuff.ctx, stuff.theme), &want.text, want.style).size();
            let (w, h) = (f64::from(size.x) + 2.0, f64::from(size.y));
            let last_position = self.last.get(&want.id).copied();
            let wish = Wish {
                anchor: want.anchor,
                size: (w, h),
                stand: as_before(want.stand, last_position),
                last: last_position,
            };
            // A name across a border would seem to be a place of the other side, and one at sea would name the sea.
            let admits = |frame: &Frame| match want.id {
                NameId::Country(number) => {
                    let land = stuff.base.countries.get(number);
                    land.is_some_and(|land| land.contains(sheet.plane(frame.centre())))
                }
                _ => {
                    want.style == NameStyle::Crossing
                        || !is_beyond(want.anchor, frame.centre(), stuff.borders)
                }
            };
            if let Some(standing) = place(&wish, free, &admits) {
                last.insert(want.id, standing.position);
                let Wanted { id, text, style, anchor, .. } = want;
                let (frame, leader) = (standing.frame, standing.leader);
                names.push(Name { id, text, style, frame, anchor, leader });
            }
        }
        (self.last, self.km_per_point) = (last, sheet.km_per_point);
        names
    }

    /// Whether a name stood at this zoom before.
    pub fn stood(&self, id: &NameId, sheet: &Sheet) -> bool {
        self.is_zoom_of(sheet) && self.last.contains_key(id)
    }

    fn is_zoom_of(&self, sheet: &Sheet) -> bool {
        (self.km_per_point / sheet.km_per_point - 1.0).abs() < 1e-9
    }

    /// Forgets where names stood: for other data or another map.
    pub fn forget(&mut self) {
        self.last.clear();
        self.countries.clear();
    }
}

/// A name that stood further out may stand there again, even when larger marks have come into view.
fn as_before(stand: Stand, last: Option<u8>) -> Stand {
    match stand {
        Stand::Beside { radius } if last.is_some_and(is_further_out) => Stand::Around { radius },
        stand => stand,
    }
}

/// Names of countries and provinces on a sheet.
pub fn areas(stuff: &Stuff<'_>, sheet: &Sheet, before: &mut Names) -> Vec<Wanted> {
    let room = |area: &Area| area.bounds.width_km() / sheet.km_per_point;
    let on_sheet = |area: &Area| sheet.frame.contains(sheet.spot(area.label_at));
    let countries = before.country_labels(stuff, sheet);
    let countries = countries.into_iter().map(|(number, country, at)| Wanted {
        id: NameId::Country(number),
        text: country.name.to_uppercase(),
        style: NameStyle::Country,
        anchor: sheet.spot(at),
        stand: Stand::Over,
        order: (1, smaller_last(room(country))),
    });
    let wide = |p: &Area| room(p) > PROVINCE_ROOM * letters(&p.name) && sheet.km_per_point < 2.2;
    let provinces = stuff.base.provinces.iter().enumerate();
    let provinces = provinces.filter(|(_, p)| on_sheet(p) && wide(p)).map(|(number, province)| Wanted {
        id: NameId::Province(number),
        text: province.name.clone(),
        style: NameStyle::Province,
        anchor: sheet.spot(province.label_at),
        stand: Stand::Over,
        order: (4, smaller_last(room(province))),
    });
    countries.chain(provinces).collect()
}

/// A country is named when it reaches over so many points…
const COUNTRY_ROOM: f64 = 40.0;
/// …and when its largest part would fill a square of such a side: small islands far apart are named when one comes near.
const LAND_ROOM: f64 = 12.0;
/// How far a country's name stays away from the edge of the view, as a share of its shorter side.
const NAME_INSET: f64 = 0.06;

/// Names of the gazetteer on a sheet; what lies under a bubble is named by the bubble.
pub fn places(stuff: &Stuff<'_>, sheet: &Sheet, discs: &[Disc]) -> Vec<Wanted> {
    let rank = rank_shown(sheet.km_per_point);
    let named = |kind| !matches!(kind, PlaceKind::Province | PlaceKind::FarCity | PlaceKind::Region);
    let places = stuff.base.places.iter().enumerate();
    let shown =
        places.filter(|(_, p)| p.rank <= rank && named(p.kind) && sheet.km_per_point < CITIES_BELOW_KM);
    let spots = shown.map(|(number, place)| (number, place, sheet.spot(place.plane)));
    let free = spots.filter(|(_, _, at)| {
        sheet.frame.contains(*at) && !discs.iter().any(|d| d.at.distance(*at) < d.radius + 2.0)
    });
    let wanted = free.map(|(number, place, anchor)| {
        let (style, stand) = match place.kind {
            PlaceKind::Capital => (NameStyle::Capital, Stand::Around { radius: 3.0 }),
            PlaceKind::Crossing => (NameStyle::Crossing, Stand::Beside { radius: DIAMOND }),
            PlaceKind::District => (NameStyle::Province, Stand::Over),
            _ => (NameStyle::Place, Stand::Beside { radius: 2.5 }),
        };
        let order = (3, u32::from(place.rank) * 8 + u32::from(place.kind != PlaceKind::Capital));
        Wanted { id: NameId::Place(number), text: short(&place.name), style, anchor, stand, order }
    });
    wanted.collect()
}

/// Towns are named when a screen point is fewer kilometres than this.
const CITIES_BELOW_KM: f64 = 14.0;

/// The least important rank that is named at a zoom.
fn rank_shown(km_per_point: f64) -> u8 {
    match km_per_point {
        k if k > 6.0 => 1,
        k if k > 3.6 => 2,
        k if k > 2.6 => 3,
        k if k > 1.8 => 4,
        k if k > 1.1 => 5,
        k if k > 0.6 => 7,
        _ => 9,
    }
}

/// A sorting key by which what has more room on the screen goes first.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped; a sorting key")]
pub fn smaller_last(points: f64) -> u32 {
    1_000_000 - points.clamp(0.0, 1e6) as u32
}

/// A name without what stands in brackets.
fn short(name: &str) -> String {
    name.split(" (").next().unwrap_or(name).to_owned()
}

/// Number of letters.
pub fn letters(name: &str) -> f64 {
    f64::from(u32::try_from(name.chars().count()).unwrap_or(u32::MAX))
}

fn format(style: NameStyle, theme: &Theme) -> TextFormat {
    let (face, colour) = match style {
        NameStyle::Country => (Face::Section, theme.label.gamma_multiply(0.62)),
        NameStyle::Province => (Face::Small, theme.label.gamma_multiply(0.62)),
        NameStyle::Place => (Face::Small, theme.label),
        NameStyle::Crossing => (Face::Small, theme.contested.gamma_multiply(0.85)),
        NameStyle::Capital => (Face::Section, theme.label),
        NameStyle::Bubble => (Face::Small, theme.ink),
        NameStyle::Selected => (Face::Section, theme.ink_strong),
    };
    let mut format = text::format(face, colour);
    match style {
        NameStyle::Country => format.extra_letter_spacing = 2.5,
        NameStyle::Province => format.font_id.size = 10.5,
        NameStyle::Crossing => format.font_id.size = 10.0,
        _ => {}
    }
    format
}

fn galley(
    galleys: &Galleys,
    (ctx, theme): (&Context, &'static Theme),
    name: &str,
    style: NameStyle,
) -> std::sync::Arc<egui::Galley> {
    galleys.name((ctx, theme), (name, style), || text::line(ctx, name, format(style, theme), WIDEST))
}

/// Paints a name in positions of the sheet, on a soft ground of its own.
pub fn paint(painter: &Painter, name: &Name, galleys: &Galleys, theme: &'static Theme) {
    let at = pos(name.frame.min) + vec2(1.0, 0.0);
    let galley = galley(galleys, (painter.ctx(), theme), &name.text, name.style);
    if let Some(leader) = name.leader {
        let leader = leader.map(pos);
        painter.line_segment(leader, Stroke::new(LEADER + 2.0, theme.halo));
        painter.line_segment(leader, Stroke::new(LEADER, theme.label));
    }
    if name.style != NameStyle::Country && name.style != NameStyle::Province {
        for by in [vec2(-1.0, 0.0), vec2(1.0, 0.0), vec2(0.0, -1.0), vec2(0.0, 1.0)] {
            painter.galley_with_override_text_color(at + by, std::sync::Arc::clone(&galley), theme.halo);
        }
    }
    painter.galley(at, galley, Color32::PLACEHOLDER);
}
