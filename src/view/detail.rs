//! The detail panel: one incident as a reader wants it, every claim beside its speaker, nothing merged.

mod bars;
mod claims;
mod facts;
mod rows;
mod sources;
mod subject;
mod web;
mod when;

use std::sync::Arc;

use egui::{Align, Button, Frame, Layout, Margin, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};
use crate::geo::{BaseMap, LocalTime};
use crate::io::report::grouped;
use crate::model::EventId;
use crate::query::Generation;
use crate::workspace::{Command, SelectCommand, ShowCommand, Step};
use sources::Doorkeeper;
use subject::{Backlinks, Subject};

pub use web::Link as WebLink;

/// The panel; keeps what it worked out for the event in front, and the hosts that the user agreed to open.
#[derive(Debug, Default)]
pub struct DetailView {
    subject: Option<Subject>,
    back: Backlinks,
    door: Doorkeeper,
    local: Option<Arc<LocalTime>>,
    base: Option<Arc<BaseMap>>,
    hint: Option<Hint>,
}

/// What the map says against the country of the event in front.
#[derive(Debug)]
struct Hint {
    id: EventId,
    generation: Generation,
    base: Arc<BaseMap>,
    words: Option<String>,
}

impl DetailView {
    /// Says where the border is whose clocks say an event's time.
    pub fn set_local(&mut self, local: Option<Arc<LocalTime>>) {
        self.local = local;
    }

    /// Says which map is drawn beside the panel.
    pub fn beside(&mut self, base: Option<Arc<BaseMap>>) {
        self.base = base;
    }

    /// What the map beside the panel says against the country of the event; worked out once an event.
    fn hint(&mut self) -> Option<String> {
        let (subject, base) = (self.subject.as_ref()?, self.base.as_ref()?);
        let (id, generation) = (subject.id, subject.generation);
        let kept = self
            .hint
            .as_ref()
            .filter(|kept| kept.id == id && kept.generation == generation && Arc::ptr_eq(&kept.base, base));
        if kept.is_none() {
            let words = base.country_hint(&subject.event.place).map(|hint| hint.in_words());
            self.hint = Some(Hint { id, generation, base: Arc::clone(base), words });
        }
        self.hint.as_ref()?.words.clone()
    }

    /// Draws the panel into the space at hand and sends what the user wants.
    ///
    /// `original` reads an event's columns, name and value, from its file again; it is called once an event, when
    /// the fold is opened.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>, original: &dyn Fn(EventId) -> Vec<(String, String)>) {
        let panel = Frame::new().inner_margin(Margin { left: 14, right: 6, top: 8, bottom: 0 });
        panel.show(ui, |ui| {
            let front = look.work.selection().front();
            bar(ui, look);
            self.refresh(look, front);
            let hint = self.hint();
            match &mut self.subject {
                None => empty(ui),
                Some(subject) => {
                    let with = (&mut self.door, self.local.as_deref());
                    body(ui, (subject, hint), with, look, original);
                }
            }
        });
    }

    fn refresh(&mut self, look: Look<'_>, front: Option<EventId>) {
        let store = look.work.store();
        let kept =
            self.subject.as_ref().is_some_and(|s| Some(s.id) == front && s.generation == store.generation());
        if !kept {
            self.door.forget_question();
            self.subject = front.and_then(|id| {
                let twins = look.work.judged().twins(id);
                Subject::new(store.as_ref(), id, &mut self.back, &twins)
            });
        }
    }
}

/// Previous, next, where in the list, close.
fn bar(ui: &mut Ui, look: Look<'_>) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        for (sign, name, step) in [("←", "Previous event", Step::Previous), ("→", "Next event", Step::Next)]
        {
            if button(ui, sign, name) {
                look.send(Command::Select(SelectCommand::Step(step)));
            }
        }
        let selection = look.work.selection();
        let several = selection.events().len();
        if several > 1 {
            let [front, all] = [selection.front_index() + 1, several].map(|n| grouped(n as u64));
            let said = format!("{front} of {all}");
            text::line_in(ui, &said, Face::Small, theme.ink_weak);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(8.0);
            if button(ui, "×", "Close the panel") {
                look.send(Command::Show(ShowCommand::SwitchDetail));
            }
        });
    });
    ui.add_space(size::GAP);
}

fn button(ui: &mut Ui, sign: &str, name: &str) -> bool {
    let response = ui.add(Button::new(sign).frame_when_inactive(false).min_size(vec2(24.0, size::ROW)));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
    response.on_hover_text(name).clicked()
}

fn empty(ui: &mut Ui) {
    let theme = Theme::of(ui);
    ui.add_space(size::MARGIN);
    text::label_in(ui, "No event selected", Face::Heading, theme.ink_strong);
    ui.add_space(size::GAP);
    let hint = "Click a mark on the timeline or the map, or step through the events with the arrow keys";
    text::label_in(ui, hint, Face::Body, theme.ink_weak);
}

fn body(
    ui: &mut Ui,
    (subject, hint): (&mut Subject, Option<String>),
    (door, local): (&mut Doorkeeper, Option<&LocalTime>),
    look: Look<'_>,
    original: &dyn Fn(EventId) -> Vec<(String, String)>,
) {
    Frame::new().inner_margin(Margin { right: 10, ..Margin::ZERO }).show(ui, |ui| rows::pile(ui, look));
    let area =
        ScrollArea::vertical().id_salt(("detail", subject.id.0, subject.generation.0)).auto_shrink(false);
    area.show(ui, |ui| {
        Frame::new().inner_margin(Margin { right: 10, bottom: 16, ..Margin::ZERO }).show(ui, |ui| {
            let below_when = subject.event.when.map(|when| when::lines(look, subject.id, &when, local));
            facts::head(ui, &subject.event, &below_when.unwrap_or_default(), hint.as_deref());
            if !subject.claims.is_empty() {
                section(ui, "Who says what");
                bars::claims(ui, &subject.event, &subject.claims);
            }
            if !subject.related.is_empty() {
                section(ui, "Related events");
                rows::related(ui, &subject.related, look);
            }
            if !subject.event.detail.sources.is_empty() {
                section(ui, "Sources");
                sources::sources(ui, &subject.event.detail.sources, door, look);
            }
            section(ui, "Record");
            record(ui, subject);
            rows::original(ui, subject, original, look);
        });
    });
}

fn section(ui: &mut Ui, name: &str) {
    let theme = Theme::of(ui);
    ui.add_space(size::GAP);
    ui.separator();
    text::label_in(ui, name, Face::Section, theme.ink_weak);
    ui.add_space(2.0);
}

/// The file, the row and the id.
fn record(ui: &mut Ui, subject: &Subject) {
    let theme = Theme::of(ui);
    if !subject.origin.is_empty() {
        text::label_in(ui, &subject.origin, Face::Body, theme.ink);
    }
    if !subject.event.id.is_empty() {
        let id = [
            ("id ", text::format(Face::Small, theme.ink_weak)),
            (subject.event.id.as_str(), text::format(Face::Small, theme.ink)),
        ];
        text::label_of(ui, &id);
    }
}
