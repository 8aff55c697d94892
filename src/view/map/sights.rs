//! What marks are called and which of them are selected or under the pointer, worked out when it changes.

use std::collections::HashMap;
use std::sync::Arc;

use super::bubbles::Emphasis;
use crate::model::{EventId, coordinates};
use crate::plot::placing::{Placed, Whereabouts};
use crate::query::{Generation, PlaceKey};
use crate::view::Look;
use crate::workspace::Hover;

/// More selected or hovered events than this are not looked up one by one.
const MOST: usize = 4_000;

/// Names of pins, kept for one data set.
#[derive(Debug, Default)]
pub struct PinNames {
    generation: Option<Generation>,
    names: HashMap<EventId, String>,
}

/// Gives names on behalf of one frame.
pub struct Sights<'a> {
    names: &'a mut PinNames,
    placed: &'a Placed,
    look: Look<'a>,
}

impl<'a> Sights<'a> {
    /// Names of the pins of `placed`.
    pub fn new(names: &'a mut PinNames, placed: &'a Placed, look: Look<'a>) -> Self {
        let generation = look.work.store().generation();
        if names.generation != Some(generation) {
            *names = PinNames { generation: Some(generation), names: HashMap::new() };
        }
        Self { names, placed, look }
    }

    /// The name of the place that a pin stands for: its own, else the unit around it, else its coordinates.
    pub fn pin_name(&mut self, pin: u32) -> String {
        let Some(spot) = self.placed.spots.get(pin as usize) else { return String::new() };
        let named = |place: crate::model::Place| {
            let names = place.names();
            names.first().map_or_else(|| coordinates(spot.at), |&name| name.to_owned())
        };
        let look = self.look;
        self.names
            .names
            .entry(spot.first)
            .or_insert_with(|| look.work.store().place(spot.first).map(named).unwrap_or_default())
            .clone()
    }
}

/// Marks of some events: pins, zones and pockets, each ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    /// Numbers of pins.
    pub pins: Vec<u32>,
    /// Numbers of zones.
    pub zones: Vec<u32>,
    /// Numbers of pockets of the tray.
    pub pockets: Vec<u32>,
}

impl Marked {
    /// Where the selected events are.
    pub fn selected(look: Look<'_>, placed: &Placed) -> Self {
        let events = look.work.selection().events().iter().take(MOST);
        Self::of(events.filter_map(|&id| look.work.store().place_key(id)), placed)
    }

    /// Where the hovered events are.
    pub fn hovered(look: Look<'_>, placed: &Placed) -> Self {
        match look.work.hover() {
            Hover::Nothing => Self::default(),
            Hover::Event(id) => Self::of(look.work.store().place_key(*id).into_iter(), placed),
            Hover::Places(keys) => Self::of(keys.iter().copied().take(MOST), placed),
        }
    }

    fn of(keys: impl Iterator<Item = PlaceKey>, placed: &Placed) -> Self {
        let mut marked = Self::default();
        for key in keys {
            match placed.whereabouts(key) {
                Some(Whereabouts::Pin(n)) => marked.pins.push(n),
                Some(Whereabouts::Zone(n)) => marked.zones.push(n),
                Some(Whereabouts::Pocket(n)) => marked.pockets.push(n),
                None => {}
            }
        }
        for list in [&mut marked.pins, &mut marked.zones, &mut marked.pockets] {
            list.sort_unstable();
            list.dedup();
        }
        marked
    }
}

impl Selected {
    /// How a pocket of the tray stands out.
    pub fn pocket(&self, pocket: usize, hovered: &Marked) -> Emphasis {
        emphasis(pocket, &self.all.pockets, &hovered.pockets)
    }
}

fn emphasis(number: usize, selected: &[u32], hovered: &[u32]) -> Emphasis {
    let is_in = |list: &[u32]| u32::try_from(number).is_ok_and(|n| list.binary_search(&n).is_ok());
    if is_in(selected) {
        Emphasis::Selected
    } else if is_in(hovered) {
        Emphasis::Hovered
    } else {
        Emphasis::None
    }
}

/// The marks of the selection, worked out again when it or the places change.
#[derive(Default)]
pub struct Selected {
    from: Option<(crate::workspace::Selection, Arc<Placed>)>,
    /// Where the selected events are.
    pub all: Marked,
}

impl Selected {
    /// Brings the marks up to date; returns whether they changed.
    pub fn update(&mut self, look: Look<'_>, placed: &Arc<Placed>) -> bool {
        let selection = look.work.selection();
        let same = self.from.as_ref().is_some_and(|(s, p)| Arc::ptr_eq(p, placed) && s == selection);
        if same {
            return false;
        }
        self.from = Some((selection.clone(), Arc::clone(placed)));
        self.all = Marked::selected(look, placed);
        true
    }
}
