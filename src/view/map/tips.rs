//! What a mark says when the pointer rests on it.

use egui::{Sense, Ui, vec2};

use super::convert::{events, grouped};
use crate::geo::{Place, PlaceKind};
use crate::model::KINDS;
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};

/// What is known of a mark with events.
#[derive(Clone, Debug)]
pub struct Tip {
    /// What it is called.
    pub title: String,
    /// Anything more, one line each.
    pub lines: Vec<String>,
    /// Its hits by category.
    pub kinds: [u32; KINDS],
}

impl Tip {
    /// Its name for those who listen: "Kurram, 2 events".
    pub fn spoken(title: &str, count: u32) -> String {
        format!("{}, {}", text::shown(title), events(count))
    }

    /// Fills a tooltip.
    pub fn ui(&self, ui: &mut Ui, look: Look<'_>) {
        let theme = Theme::of(ui);
        ui.set_max_width(280.0);
        text::label_in(ui, &self.title, Face::Strong, theme.ink_strong);
        ui.spacing_mut().item_spacing.y = 1.0;
        let marks = look.marks(ui);
        for (category, label, count) in look.counted(&self.kinds) {
            ui.horizontal(|ui| {
                let (rect, _) = ui.allocate_exact_size(vec2(2.0 * size::DOT, 14.0), Sense::hover());
                ui.painter().circle_filled(rect.center(), size::DOT, marks.kind_at(category));
                text::label_in(ui, &format!("{label} {}", grouped(count)), Face::Small, theme.ink);
            });
        }
        for line in &self.lines {
            text::label_in(ui, line, Face::Small, theme.ink_weak);
        }
    }
}

/// Fills the tooltip of a place of the gazetteer.
pub fn place(ui: &mut Ui, place: &Place) {
    let theme = Theme::of(ui);
    ui.set_max_width(260.0);
    text::label_in(ui, &place.name, Face::Strong, theme.ink_strong);
    let kind = match place.kind {
        PlaceKind::Capital => "Capital",
        PlaceKind::City | PlaceKind::FarCity => "City",
        PlaceKind::Town => "Town",
        PlaceKind::District => "District",
        PlaceKind::Province => "Province",
        PlaceKind::Region => "Region",
        PlaceKind::Crossing => "Border crossing",
        PlaceKind::Pass => "Mountain pass",
    };
    text::label_in(ui, kind, Face::Small, theme.ink_weak);
    if !place.local_name.is_empty() {
        text::label_in(ui, &place.local_name, Face::Body, theme.ink);
    }
    if !place.alt_names.is_empty() {
        let also = format!("Also {}", place.alt_names.join(", "));
        text::label_in(ui, &also, Face::Small, theme.ink_weak);
    }
    if place.approximate {
        text::label_in(ui, "Position approximate", Face::Small, theme.ink_weak);
    }
}
