//! The border that the strip and the space–time diagram run along, with all places put beside it, worked out off the UI thread.

pub(in crate::view) mod box_drag;

use std::sync::Arc;

use egui::{Context, Rect, Sense, Ui, UiBuilder};

use super::map::later::{Later, Place};
use super::map::placement::StoreWords;
use super::map::{MapView, waiting};
use super::theme::Theme;
use super::{Look, text};
use crate::geo::referencing::{Located, Referencing};
use crate::geo::{Bands, BaseMap, Border, PlaceKind, bands};
use crate::plot::along::{Along, Line};
use crate::plot::placing::place_all;
use crate::query::{Answer, Ask, EventStore, Generation};
use crate::store::Slot;

/// A border with what the map knows along it and where the places of a data set stand.
pub struct Course {
    /// The border.
    pub border: Border,
    /// Provinces and districts on both sides.
    pub bands: Bands,
    /// Places of the gazetteer beside it.
    pub landmarks: Vec<Landmark>,
    /// Where all places of the data set stand.
    pub along: Along,
    /// What must stand under every picture of it.
    pub note: String,
}

/// A place of the gazetteer beside the border.
#[derive(Clone, Debug)]
pub struct Landmark {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Kilometres along the border.
    pub km: f64,
    /// Kilometres from it, positive on side 0.
    pub off_km: f64,
    /// 0 (always named) to 9 (named only when near).
    pub rank: u8,
    /// Whether its position is not from a gazetteer.
    pub approximate: bool,
}

impl Course {
    /// The parts of the border for an axis: from and to in km.
    pub fn parts(&self) -> Vec<(f64, f64)> {
        self.border.parts.iter().map(|part| (part.from_km, part.to_km)).collect()
    }

    /// The bands that are named on a side: districts where the map has them, else provinces.
    pub fn bands_of(&self, side: usize) -> &[crate::geo::Band] {
        let of = |bands: &'_ [Vec<crate::geo::Band>; 2]| bands.get(side).is_some_and(|b| !b.is_empty());
        let list = if of(&self.bands.districts) { &self.bands.districts } else { &self.bands.provinces };
        list.get(side).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What there is to show.
enum Known {
    /// The border.
    Course(Arc<Course>),
    /// It is being worked out.
    Soon,
    /// The map is not that of a border.
    NoBorder,
}

/// What a course was made for.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    generation: Generation,
    map: String,
    places: usize,
}

/// The newest course.
#[derive(Default)]
pub struct Courses {
    later: Later<(Key, Option<Arc<Course>>)>,
    done: Option<(Key, Option<Arc<Course>>)>,
}

impl Courses {
    /// A view along the border in all the room there is: `show` gets it with the course and the places of the hits.
    pub fn pane(
        &mut self,
        ui: &mut Ui,
        id: &str,
        look: Look<'_>,
        map: &mut MapView,
        show: impl FnOnce(&mut Ui, Rect, &Arc<Course>, &Arc<Answer>),
    ) {
        let (all, _) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
        let mut child = ui.new_child(UiBuilder::new().id_salt(id).max_rect(all));
        child.set_clip_rect(all.intersect(ui.clip_rect()));
        let ui = &mut child;
        let Some((base, answer)) = map.ground(ui, look) else {
            waiting(ui, all, map.error());
            return;
        };
        match self.get(ui, map.place(), &base, look) {
            Known::Course(course) => show(ui, all, &course, &answer),
            Known::Soon => waiting(ui, all, None),
            Known::NoBorder => no_border(ui, all),
        }
    }

    /// Whether the newest course is there.
    pub fn is_ready(&self) -> bool {
        !self.later.is_busy() && self.done.as_ref().is_some_and(|(_, course)| course.is_some())
    }

    /// The border of this map; while it is worked out anew, the last one of the same map.
    fn get(&mut self, ctx: &Context, place: Place, base: &Arc<BaseMap>, look: Look<'_>) -> Known {
        if let Some(done) = self.later.take() {
            self.done = Some(done);
        }
        let reply = look.work.ask_all(Slot("along all"), Ask::Places);
        if let Some(answer) = reply.answer.filter(|_| reply.fresh) {
            self.make(ctx, place, base, &answer, look);
        }
        match &self.done {
            Some((key, course)) if key.map == base.name => {
                course.as_ref().map_or(Known::NoBorder, |course| Known::Course(Arc::clone(course)))
            }
            _ => Known::Soon,
        }
    }

    fn make(
        &mut self,
        ctx: &Context,
        place: Place,
        base: &Arc<BaseMap>,
        answer: &Arc<Answer>,
        look: Look<'_>,
    ) {
        let Answer::Places(places) = answer.as_ref() else { return };
        let store = Arc::clone(look.work.store());
        let key = Key { generation: store.generation(), map: base.name.clone(), places: places.len() };
        if self.done.as_ref().is_some_and(|(done, _)| *done == key) {
            return;
        }
        let (base, answer) = (Arc::clone(base), Arc::clone(answer));
        self.later.start(place, ctx, move || (key, course(&base, &answer, store.as_ref()).map(Arc::new)));
        if let Some(done) = self.later.take() {
            self.done = Some(done);
        }
    }
}

/// What stands where a border would be.
fn no_border(ui: &Ui, all: Rect) {
    ui.painter().rect_filled(all, 0.0, Theme::of(ui).canvas);
    text::in_the_middle(ui, all, "These events suit no single border. Key B chooses one");
}

/// The course of a map that is named for two countries.
fn course(base: &BaseMap, answer: &Answer, store: &dyn EventStore) -> Option<Course> {
    let Answer::Places(places) = answer else { return None };
    let (a, b) = base.name.split_once('–')?;
    let border = match Border::shipped(a, b) {
        Ok(border) => border?,
        Err(error) => {
            log::error!("the border cannot be read: {error}");
            return None;
        }
    };
    let reference = Referencing::new(&border);
    let words = StoreWords(store);
    let on_map = place_all(places, base, &words);
    let line = Line { base, border: &border, reference: &reference };
    let along = Along::new(places, &on_map, line, &words);
    let landmark = |place: &crate::geo::Place| match reference.locate(place.at) {
        Located::Beside { km, off_km } => Some(Landmark {
            name: place.name.clone(),
            kind: place.kind,
            km,
            off_km: if place.kind.is_on_border() { 0.0 } else { off_km },
            rank: place.rank,
            approximate: place.approximate,
        }),
        Located::Far { .. } => None,
    };
    let landmarks = base.places.iter().filter_map(landmark).collect();
    let note = format!("{} {}", base.note, base.credit);
    Some(Course { bands: bands(base, &border), border, landmarks, along, note })
}
