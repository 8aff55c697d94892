//! The block of text below an exported view: what is shown, by which filter, from when, out of which sources.

use egui::{Frame, Margin, Response, Ui, vec2};

use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};

/// What a picture must say of itself, so that it can stand in a report; empty parts are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// What is seen, as "Incidents on the border map".
    pub title: String,
    /// The filter in words, or in its text form.
    pub filter: String,
    /// First and last day in words.
    pub period: String,
    /// File names without folders, and who made the data.
    pub sources: String,
    /// What the map's lines mean and do not mean.
    pub note: String,
}

/// Draws the caption across the width at hand, wrapped, in the theme's colours.
pub fn caption(ui: &mut Ui, caption: &Caption) -> Response {
    let theme = Theme::of(ui);
    let frame = Frame::new().fill(theme.panel).inner_margin(Margin::symmetric(16, 10));
    let shown = frame.show(ui, |ui| {
        ui.set_min_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(size::PAD, 3.0);
        if !caption.title.is_empty() {
            text::label_in(ui, &caption.title, Face::Heading, theme.ink_strong);
        }
        for (name, said) in
            [("Period", &caption.period), ("Filter", &caption.filter), ("Sources", &caption.sources)]
        {
            if !said.is_empty() {
                let name = (format!("{name}  "), text::format(Face::Section, theme.ink_weak));
                text::label_of(ui, &[(&name.0, name.1), (said, text::format(Face::Small, theme.ink))]);
            }
        }
        if !caption.note.is_empty() {
            text::label_in(ui, &caption.note, Face::Small, theme.ink_weak);
        }
    });
    let line = shown.response.rect;
    ui.painter().hline(line.x_range(), line.top(), egui::Stroke::new(size::HAIR, theme.line));
    shown.response
}
