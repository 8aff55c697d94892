//! Which border the map is of: a list of all with a search field, those near the events first.

use std::sync::Arc;

use egui::{Key, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::geo::border::{all_pairs, between_named, suggested};
use crate::geo::{Border, BorderKey, BorderPair, atlas, fold};
use crate::io::report::grouped;
use crate::model::LonLat;
use crate::query::{Answer, Ask, EventStore, Generation, PlaceGroup, Places};
use crate::store::Slot;
use crate::workspace::{Command, ShowCommand};

use super::fonts::Face;
use super::map::later::{Later, Place};
use super::theme::{Theme, size};
use super::{Look, text};

/// Width of the sheet in points.
pub const WIDTH: f32 = 460.0;
/// Height of the list in points.
const LIST: f32 = 340.0;
/// Borders that are suggested.
const SUGGESTED: usize = 3;
/// Places that say which borders are near: those with most events.
const PLACES: usize = 2_000;

/// What the sheet keeps between frames.
#[derive(Debug)]
pub struct BorderPicker {
    place: Place,
    search: String,
    known: Option<Known>,
    working: Later<Known>,
}

/// All borders, and those near some events.
#[derive(Debug)]
struct Known {
    of: Generation,
    /// How many events have coordinates.
    events: u64,
    borders: Vec<Choice>,
    near: Vec<(BorderKey, u64)>,
    /// Those between countries that the events name, which are not among the former.
    named: Vec<(BorderKey, u64)>,
    /// How many events were looked at for that.
    all: u64,
}

#[derive(Debug)]
struct Choice {
    key: BorderKey,
    /// "Russia–Ukraine", and what else it may be searched by, folded.
    name: String,
    folded: String,
    extent: String,
}

/// What was clicked.
#[derive(Clone, Copy, Debug)]
enum Pick {
    /// Whatever suits the events.
    Suiting,
    /// This border.
    Border(BorderKey),
}

impl BorderPicker {
    /// A sheet that works out its list in that place.
    pub fn new(place: Place) -> Self {
        Self { place, search: String::new(), known: None, working: Later::default() }
    }

    /// Shows the sheet; whether it is done with.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) -> bool {
        self.learn(ui, look);
        let first = self.search_field(ui);
        let Some(known) = &self.known else {
            text::label_in(ui, "Measuring the borders…", Face::Body, Theme::of(ui).ink);
            return false;
        };
        let wanted = fold(&self.search);
        let has_all = |choice: &&Choice| wanted.split(' ').all(|word| choice.folded.contains(word));
        let found: Vec<&Choice> = known.borders.iter().filter(has_all).collect();
        let mut chosen = None;
        if first {
            chosen = found.first().map(|choice| Pick::Border(choice.key));
        }
        if wanted.is_empty() {
            chosen = chosen.or(known.suggestions(ui, look));
        }
        chosen = chosen.or(list(ui, look, &found));
        if let Some(pick) = chosen {
            let border = match pick {
                Pick::Suiting => None,
                Pick::Border(key) => Some(key),
            };
            look.send(Command::Show(ShowCommand::Border(border)));
            self.search.clear();
        }
        chosen.is_some()
    }

    /// Works out the list, anew for other events.
    fn learn(&mut self, ui: &Ui, look: Look<'_>) {
        if let Some(known) = self.working.take() {
            self.known = Some(known);
        }
        let of = look.work.store().generation();
        if self.known.as_ref().is_some_and(|known| known.of == of) || self.working.is_busy() {
            return;
        }
        let reply = look.work.ask_all(Slot("border places"), Ask::Places);
        let Some(Answer::Places(places)) = reply.answer.as_deref().filter(|_| reply.fresh) else { return };
        let (places, store) = (places.clone(), Arc::clone(look.work.store()));
        self.working.start(self.place, ui.ctx(), move || Known::new(of, &places, store.as_ref()));
    }

    /// The field; whether Enter was pressed, for the first border of the list.
    fn search_field(&mut self, ui: &mut Ui) -> bool {
        let field = TextEdit::singleline(&mut self.search)
            .desired_width(ui.available_width())
            .hint_text("Country or code, for example Ukraine or UKR");
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, "Search borders"));
        let entered = field.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        if !field.has_focus() && !entered && ui.memory(|memory| memory.focused().is_none()) {
            field.request_focus();
        }
        ui.add_space(size::GAP);
        entered && !self.search.trim().is_empty()
    }
}

impl Known {
    fn new(of: Generation, places: &Places, store: &dyn EventStore) -> Self {
        let mut at: Vec<(LonLat, u32)> =
            places.iter().filter_map(|group| Some((group.at?, group.count()))).collect();
        let sum = |counts: &mut dyn Iterator<Item = u32>| counts.map(u64::from).sum::<u64>();
        let events = sum(&mut at.iter().map(|&(_, count)| count));
        let all = sum(&mut places.iter().map(|group| group.count()));
        at.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        at.truncate(PLACES);
        let (borders, near, named) = (Vec::new(), Vec::new(), Vec::new());
        let Ok(world) = atlas::world() else { return Self { of, events, borders, near, named, all } };
        let mut borders: Vec<Choice> = all_pairs(&world).into_iter().filter_map(Choice::new).collect();
        // The finer map's length.
        if let (Ok(durand), Some(choice)) =
            (Border::durand(), borders.iter_mut().find(|choice| choice.key == BorderKey::DURAND))
        {
            choice.extent = kilometres(durand.length_km());
        }
        let mut near = suggested(&world, &at);
        near.truncate(SUGGESTED);
        let mut named = between_named(&world, &countries(places, store));
        named.retain(|(key, _)| !near.iter().any(|(known, _)| known == key));
        named.truncate(SUGGESTED - near.len());
        Self { of, events, borders, near, named, all }
    }

    /// What suits the events, and the borders that most of them lie at.
    fn suggestions(&self, ui: &mut Ui, look: Look<'_>) -> Option<Pick> {
        let now = look.work.border();
        let mut chosen = None;
        let automatic = ui.selectable_label(now.is_none(), "Whatever suits the events");
        if automatic.clicked() {
            chosen = Some(Pick::Suiting);
        }
        if !self.near.is_empty() {
            let head = "Within 100 km of the events";
            text::label_in(ui, head, Face::Section, Theme::of(ui).ink_weak);
        }
        for &(key, count) in &self.near {
            let Some(choice) = self.borders.iter().find(|choice| choice.key == key) else { continue };
            let near = format!("{} of {} events", grouped(count), grouped(self.events));
            if row(ui, choice, now == Some(key), &near, "suggested") {
                chosen = Some(Pick::Border(key));
            }
        }
        if !self.named.is_empty() {
            let head = "Between countries that the events name";
            text::label_in(ui, head, Face::Section, Theme::of(ui).ink_weak);
        }
        for &(key, count) in &self.named {
            let Some(choice) = self.borders.iter().find(|choice| choice.key == key) else { continue };
            let both = format!("{} of {} events", grouped(count), grouped(self.all));
            if row(ui, choice, now == Some(key), &both, "named") {
                chosen = Some(Pick::Border(key));
            }
        }
        ui.separator();
        chosen
    }
}

/// The countries that the largest groups of events name, with how many events each has.
fn countries(places: &Places, store: &dyn EventStore) -> Vec<(String, u64)> {
    let mut groups: Vec<PlaceGroup> = places.iter().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.count()));
    let mut found: std::collections::HashMap<String, u64> = std::collections::HashMap::new();
    for group in groups.into_iter().take(PLACES) {
        let country = store.place(group.first).map(|place| place.country).unwrap_or_default();
        if !country.trim().is_empty() {
            *found.entry(country).or_default() += u64::from(group.count());
        }
    }
    let mut found: Vec<(String, u64)> = found.into_iter().collect();
    found.sort();
    found
}

impl Choice {
    fn new(pair: BorderPair) -> Option<Self> {
        let key = pair.key()?;
        let parts = if pair.parts > 1 { format!(", {} parts", pair.parts) } else { String::new() };
        let line = if key == BorderKey::DURAND { " Durand Line" } else { "" };
        let folded = fold(&format!("{} {key}{line}", pair.name));
        Some(Self { key, extent: kilometres(pair.length_km) + &parts, folded, name: pair.name })
    }
}

/// "1,473 km"
fn kilometres(km: f64) -> String {
    let digits = format!("{km:.0}");
    format!("{} km", digits.parse().map_or(digits, grouped))
}

fn list(ui: &mut Ui, look: Look<'_>, found: &[&Choice]) -> Option<Pick> {
    let now = look.work.border();
    let mut chosen = None;
    if found.is_empty() {
        text::label_in(ui, "No land border of that name", Face::Body, Theme::of(ui).ink_weak);
    }
    let height = ui.spacing().interact_size.y;
    let area = ScrollArea::vertical().max_height(LIST).auto_shrink([false, true]);
    area.show_rows(ui, height, found.len(), |ui, rows| {
        for choice in found.iter().take(rows.end).skip(rows.start) {
            if row(ui, choice, now == Some(choice.key), &choice.extent, "all") {
                chosen = Some(Pick::Border(choice.key));
            }
        }
    });
    chosen
}

/// A border with what is said of it at the right; whether it was clicked.
fn row(ui: &mut Ui, choice: &Choice, chosen: bool, said: &str, list: &str) -> bool {
    let theme = Theme::of(ui);
    let row = ui.push_id((list, choice.key), |ui| {
        ui.horizontal(|ui| {
            let clicked = ui.selectable_label(chosen, &choice.name).clicked();
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                text::label_in(ui, said, Face::Small, theme.ink_weak);
            });
            clicked
        })
    });
    row.inner.inner
}
