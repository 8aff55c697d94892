//! The head of the panel: kind, title, when, where, who, and what happened.

use egui::{Align2, Sense, Ui, vec2};

use super::when::Line;
use crate::model::{Event, Place, coordinates};
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};

/// Width of the column of names in points.
const NAMES: f32 = 52.0;

/// Draws the head; some lines stand below its time. `hint`: what the map says against the event's country.
pub fn head(ui: &mut Ui, event: &Event, below_when: &[Line], hint: Option<&str>) {
    let theme = Theme::of(ui);
    kind(ui, event);
    text::label_in(ui, &event.title, Face::Title, theme.ink_strong);
    ui.add_space(size::GAP);
    let when = event.when.map_or_else(|| "no date given".to_owned(), |when| when.in_words());
    fact(ui, "When", |ui| {
        text::label_in(ui, &when, Face::Body, theme.ink_strong);
        for Line { words, tip } in below_when {
            let label = text::label_in(ui, words, Face::Small, theme.ink_weak);
            if !tip.is_empty() {
                label.on_hover_text(*tip);
            }
        }
    });
    fact(ui, "Where", |ui| {
        text::label_in(ui, &event.place.in_words(), Face::Body, theme.ink_strong);
        if let Some(said) = ground(&event.place) {
            text::label_in(ui, &said, Face::Small, theme.ink_weak);
        }
        if let Some(hint) = hint {
            text::label_in(ui, hint, Face::Small, theme.ink_weak);
        }
    });
    if !event.detail.actors.is_empty() {
        fact(ui, "Who", |ui| actors(ui, event));
    }
    if !event.summary.is_empty() {
        ui.add_space(size::GAP);
        text::label(ui, &event.summary);
    }
}

/// The kind's colour and name, and the file's own words for it.
fn kind(ui: &mut Ui, event: &Event) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (dot, _) = ui.allocate_exact_size(vec2(size::DOT * 2.0, 14.0), Sense::hover());
        ui.painter().circle_filled(dot.center(), size::DOT, theme.kind(event.kind));
        let own = [event.event_type.as_str(), event.sub_type.as_str()];
        let mut pieces = vec![(event.kind.label(), text::format(Face::Section, theme.ink))];
        for (n, word) in own.into_iter().enumerate() {
            let said = word.eq_ignore_ascii_case(event.kind.label()) || (n == 1 && word == own[0]);
            if !word.is_empty() && !said {
                pieces.push((" · ", text::format(Face::Small, theme.ink_weak)));
                pieces.push((word, text::format(Face::Small, theme.ink_weak)));
            }
        }
        text::label_of(ui, &pieces);
    });
}

fn fact(ui: &mut Ui, name: &str, value: impl FnOnce(&mut Ui)) {
    let theme = Theme::of(ui);
    ui.horizontal_top(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(NAMES, 17.0), Sense::hover());
        text::painted(
            ui.painter(),
            rect.left_center(),
            Align2::LEFT_CENTER,
            name,
            Face::Small.id(),
            theme.ink_weak,
            NAMES,
        );
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            value(ui);
        });
    });
}

/// Coordinates, and that they are no more than a stand-in where they are.
fn ground(place: &Place) -> Option<String> {
    let at = place.at?;
    let stand_in = if place.precision.is_point() { "" } else { ", a point standing for the whole" };
    let said = format!("{}{stand_in}", coordinates(at));
    (said != place.in_words()).then_some(said)
}

fn actors(ui: &mut Ui, event: &Event) {
    let theme = Theme::of(ui);
    for actor in &event.detail.actors {
        let role = format!("  {}", actor.role.id());
        text::label_of(
            ui,
            &[
                (&actor.name, text::format(Face::Body, theme.ink_strong)),
                (&role, text::format(Face::Small, theme.ink_weak)),
            ],
        );
    }
}
