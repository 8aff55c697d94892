//! The base maps: which one suits the events, loaded once and kept.

use std::sync::{Arc, OnceLock};

use egui::Context;

use super::fading::Fading;
use super::later::{Later, Place};
use crate::geo::{AtlasError, BaseMap, BorderKey, Style};
use crate::model::LonLat;
use crate::query::{Generation, Places};

/// Which base map is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    /// Pakistan and Afghanistan.
    Theatre(Style),
    /// A border and what lies around it.
    Border(BorderKey, Style),
    /// Countries around the events of some data.
    Around(Generation),
}

impl Which {
    fn outline(self) -> Self {
        match self {
            Self::Theatre(_) => Self::Theatre(Style::Outline),
            Self::Border(key, _) => Self::Border(key, Style::Outline),
            Self::Around(_) => self,
        }
    }
}

/// Base maps as they are needed.
#[derive(Debug)]
pub struct Bases {
    place: Place,
    have: Vec<(Which, Arc<BaseMap>)>,
    loading: Later<(Which, Result<Arc<BaseMap>, AtlasError>)>,
    /// Copies of the newest map for all zooms, made before they are needed.
    preparing: Later<()>,
    shown: Option<(Which, Arc<BaseMap>)>,
    fading: Fading,
    choice: Option<(Generation, usize, Choice)>,
    error: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    Theatre,
    Around,
}

/// No more base maps than this are kept: both styles of the theatre and four others.
const KEPT: usize = 6;

impl Bases {
    /// None yet.
    pub fn new(place: Place) -> Self {
        Self {
            place,
            have: Vec::new(),
            loading: Later::default(),
            preparing: Later::default(),
            shown: None,
            fading: Fading::default(),
            choice: None,
            error: None,
        }
    }

    /// The base map of the border, or for these events where none is chosen, or the last one while it is loading; `None` at first.
    pub fn get(
        &mut self,
        ctx: &Context,
        extent: &Places,
        generation: Generation,
        (border, style): (Option<BorderKey>, Style),
    ) -> Option<Arc<BaseMap>> {
        let which = match (border, self.choice(extent, generation)) {
            (Some(BorderKey::DURAND), _) | (None, Choice::Theatre) => Which::Theatre(style),
            (Some(border), _) => Which::Border(border, style),
            (None, Choice::Around) => Which::Around(generation),
        };
        if !self.has(which) && self.error.is_none() {
            let events: Vec<LonLat> = match which {
                Which::Theatre(_) | Which::Border(..) => Vec::new(),
                Which::Around(_) => weighted(extent),
            };
            self.loading.start(self.place, ctx, move || (which, load(which, events)));
        }
        self.preparing.take();
        match self.loading.take() {
            Some((which, Ok(map))) => {
                if self.have.len() >= KEPT {
                    self.have.remove(0);
                }
                if self.place == Place::Thread {
                    let map = Arc::clone(&map);
                    self.preparing.start(Place::Thread, ctx, move || map.prepare());
                }
                self.have.push((which, map));
                ctx.request_repaint();
            }
            Some((_, Err(error))) => self.error = Some(error.to_string()),
            None => {}
        }
        if let Some((_, map)) = self.have.iter().find(|(w, _)| *w == which) {
            self.shown = Some((which, Arc::clone(map)));
        }
        self.shown.as_ref().map(|(_, map)| Arc::clone(map))
    }

    /// What [`Self::get`] gave last, or where that is a schematic the step of its way to the outline that suits a zoom.
    /// `layered`: that map with the user's layers.
    pub fn at_zoom(
        &mut self,
        ctx: &Context,
        layered: &Arc<BaseMap>,
        km_per_point: f64,
    ) -> Option<Arc<BaseMap>> {
        let (which, _) = self.shown.clone()?;
        let outline = move || load(which.outline(), Vec::new());
        Some(self.fading.at((self.place, ctx), layered, km_per_point, outline))
    }

    /// The base map that was asked for last, once it is there.
    pub fn shown(&self) -> Option<Arc<BaseMap>> {
        self.shown.as_ref().map(|(_, map)| Arc::clone(map))
    }

    /// Where maps are made.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Why there is no map, if so.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    fn has(&self, which: Which) -> bool {
        self.have.iter().any(|(w, _)| *w == which)
    }

    fn choice(&mut self, extent: &Places, generation: Generation) -> Choice {
        let size = extent.len();
        match self.choice {
            Some((g, s, choice)) if g == generation && s == size => choice,
            _ => {
                let choice = choose(extent);
                self.choice = Some((generation, size, choice));
                choice
            }
        }
    }
}

/// The theatre when at least half of the events with coordinates lie in it, and when there are none.
fn choose(extent: &Places) -> Choice {
    let theatre = BaseMap::theatre_bounds();
    let (mut inside, mut all) = (0_u64, 0_u64);
    for group in extent.iter() {
        let Some(at) = group.at else { continue };
        let count = u64::from(group.count());
        all += count;
        inside += if theatre.contains(at) { count } else { 0 };
    }
    if inside * 2 >= all { Choice::Theatre } else { Choice::Around }
}

/// Coordinates as often as their share of the events, some thousand in all: a place with many counts for more.
fn weighted(extent: &Places) -> Vec<LonLat> {
    let all: u64 = extent.iter().map(|g| u64::from(g.count())).sum();
    let times = |count: u32| {
        let share = u64::from(count) * POINTS / all.max(1);
        usize::try_from(share).unwrap_or(1).max(1)
    };
    let points = extent.iter().filter_map(|g| Some(std::iter::repeat_n(g.at?, times(g.count()))));
    points.flatten().collect()
}

/// About how many points say what a map is around.
const POINTS: u64 = 4_000;

fn load(which: Which, events: Vec<LonLat>) -> Result<Arc<BaseMap>, AtlasError> {
    match which {
        Which::Theatre(style) => theatre(style),
        Which::Border(key, style) => match key.border()? {
            Some(border) => BaseMap::of_border(&border, style).map(Arc::new),
            // Two countries without a common border: as if nothing had been chosen.
            None => theatre(style),
        },
        Which::Around(_) => BaseMap::best_for(events, Style::Outline).map(Arc::new),
    }
}

/// The theatre never changes and its schematic takes a third of a second: it is made once for windows and pictures.
fn theatre(style: Style) -> Result<Arc<BaseMap>, AtlasError> {
    static SCHEMATIC: OnceLock<Arc<BaseMap>> = OnceLock::new();
    static OUTLINE: OnceLock<Arc<BaseMap>> = OnceLock::new();
    let made = match style {
        Style::Schematic => &SCHEMATIC,
        Style::Outline => &OUTLINE,
    };
    if let Some(map) = made.get() {
        return Ok(Arc::clone(map));
    }
    let map = Arc::new(BaseMap::theatre(style)?);
    Ok(Arc::clone(made.get_or_init(|| map)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EventId, KINDS, PlacePrecision};
    use crate::query::{PlaceGroup, PlaceKey};

    fn places(points: &[(f64, f64, u32)]) -> Places {
        let group = |(n, &(lon, lat, count)): (u32, &(f64, f64, u32))| PlaceGroup {
            key: PlaceKey::Site(n),
            at: LonLat::new(lon, lat),
            precision: PlacePrecision::Exact,
            kinds: [count, 0, 0, 0, 0, 0, 0, 0],
            first: EventId(0),
        };
        const { assert!(KINDS == 8) };
        (0..).zip(points).map(group).collect()
    }

    #[test]
    fn the_base_map_is_the_one_around_most_events() {
        let ctx = Context::default();
        let mut bases = Bases::new(Place::Here);
        let mut name = |points: &[(f64, f64, u32)], generation| {
            let base = bases.get(&ctx, &places(points), Generation(generation), (None, Style::Outline));
            base.map(|b| b.name.clone()).unwrap_or_default()
        };
        assert_eq!(name(&[], 1), "Pakistan–Afghanistan");
        assert_eq!(name(&[(70.0, 33.0, 5), (37.6, 55.7, 1), (103.8, 1.3, 1)], 2), "Pakistan–Afghanistan");
        assert_eq!(name(&[(38.7, 9.0, 9), (70.0, 33.0, 1)], 3), "World");
    }
}
