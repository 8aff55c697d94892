//! The sources, and the question before a link is opened for the first time.

use std::collections::BTreeSet;

use egui::{Align, Frame, Layout, Ui};

use crate::model::Source;
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};
use crate::workspace::Command;

use super::web::Link;

/// Which hosts the user has agreed to, and which link is being asked about.
#[derive(Debug, Default)]
pub struct Doorkeeper {
    agreed: BTreeSet<String>,
    asking: Option<(String, String)>,
}

impl Doorkeeper {
    /// Drops a question that was not answered.
    pub fn forget_question(&mut self) {
        self.asking = None;
    }

    fn clicked(&mut self, url: &str, host: &str, look: Look<'_>) {
        if self.agreed.contains(host) {
            look.send(Command::OpenLink(url.to_owned()));
        } else {
            self.asking = Some((url.to_owned(), host.to_owned()));
        }
    }

    fn ask(&mut self, ui: &mut Ui, look: Look<'_>) {
        let Some((url, host)) = self.asking.clone() else { return };
        let theme = Theme::of(ui);
        Frame::new().fill(theme.raised).corner_radius(size::RADIUS).inner_margin(size::PAD).show(ui, |ui| {
            text::label_in(ui, &format!("Open {host} in your browser?"), Face::Strong, theme.ink_strong);
            text::label_in(ui, &url, Face::Small, theme.ink_weak);
            ui.horizontal(|ui| {
                if ui.button("Open link").clicked() {
                    self.agreed.insert(host.clone());
                    look.send(Command::OpenLink(url.clone()));
                    self.asking = None;
                }
                if ui.button("Copy address").clicked() {
                    look.send(Command::Copy(url.clone()));
                    self.asking = None;
                }
                if ui.button("Cancel").clicked() {
                    self.asking = None;
                }
            });
        });
    }
}

/// Draws the numbered list of sources.
pub fn sources(ui: &mut Ui, sources: &[Source], door: &mut Doorkeeper, look: Look<'_>) {
    for (n, source) in sources.iter().enumerate() {
        ui.push_id(n, |ui| one(ui, n + 1, source, door, look));
    }
}

fn one(ui: &mut Ui, number: usize, source: &Source, door: &mut Doorkeeper, look: Look<'_>) {
    let theme = Theme::of(ui);
    let number = format!("[{number}] ");
    let title = if source.title.is_empty() { &source.publisher } else { &source.title };
    text::label_of(
        ui,
        &[(&number, text::format(Face::Small, theme.ink_weak)), (title, text::format(Face::Body, theme.ink))],
    );
    let publisher = if *title == source.publisher { "" } else { source.publisher.as_str() };
    let told: Vec<&str> = [publisher, source.date.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    let told = told.join(", ");
    ui.scope(|ui| {
        ui.spacing_mut().interact_size.y = 14.0;
        match Link::of(&source.url) {
            Link::Web { url, host } => split(ui, &told, |ui| web(ui, &url, &host, door, look)),
            Link::Text => {
                split(ui, &told, |_| ());
                plain(ui, &source.url, look);
            }
        }
    });
    if door
        .asking
        .as_ref()
        .is_some_and(|(url, _)| matches!(Link::of(&source.url), Link::Web { url: own, .. } if own == *url))
    {
        door.ask(ui, look);
    }
    ui.add_space(size::GAP);
}

/// Text at the left, cut short where it must be, and something at the right.
fn split(ui: &mut Ui, left: &str, right: impl FnOnce(&mut Ui)) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            right(ui);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                text::line_in(ui, left, Face::Small, theme.ink_weak);
            });
        });
    });
}

fn web(ui: &mut Ui, url: &str, host: &str, door: &mut Doorkeeper, look: Look<'_>) {
    let format = text::format(Face::Small, Theme::of(ui).accent);
    let job = text::line(ui, &format!("{host} ↗"), format, ui.available_width());
    if ui.link(job).on_hover_ui(|ui| drop(text::label(ui, url))).clicked() {
        door.clicked(url, host, look);
    }
}

/// What is no web address is shown and can be copied.
fn plain(ui: &mut Ui, address: &str, look: Look<'_>) {
    if address.trim().is_empty() {
        return;
    }
    split(ui, address, |ui| {
        if ui.small_button("Copy").clicked() {
            look.send(Command::Copy(address.to_owned()));
        }
    });
}
