//! Lists in the panel: events selected together, related events, and the columns as the file has them.

use egui::{Align2, CollapsingHeader, Rect, Response, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use crate::io::report::grouped;
use crate::model::EventId;
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};
use crate::workspace::{Command, Hover, SelectCommand};

use super::subject::{Related, Subject};

/// Most rows of the list of events selected together that are seen at once.
const SEEN: f32 = 6.0;
/// Most columns shown; the rest can be copied.
const MAX_COLUMNS: usize = 200;

/// The events that are selected together, the one in front marked.
pub fn pile(ui: &mut Ui, look: Look<'_>) {
    let events = look.work.selection().events();
    if events.len() < 2 {
        return;
    }
    let theme = Theme::of(ui);
    text::label_in(
        ui,
        &format!("{} events selected", grouped(events.len() as u64)),
        Face::Section,
        theme.ink_weak,
    );
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        let area =
            ScrollArea::vertical().id_salt("pile").max_height(SEEN * size::ROW).auto_shrink([false, true]);
        area.show_rows(ui, size::ROW, events.len(), |ui, seen| {
            for (n, &id) in events.iter().enumerate().take(seen.end).skip(seen.start) {
                ui.push_id(n, |ui| pile_row(ui, look, n, id));
            }
        });
    });
    ui.separator();
}

fn pile_row(ui: &mut Ui, look: Look<'_>, n: usize, id: EventId) {
    let Some(event) = look.work.event(id) else { return };
    let front = look.work.selection().front_index();
    let when = event.when.map_or_else(|| "no date".to_owned(), |when| when.in_short());
    let row = Row {
        dot: Some(look.mark_colour(ui, id, event.kind)),
        first: &when,
        title: &event.title,
        marked: n == front,
    };
    let response = row.show(ui);
    if response.hovered() {
        look.work.set_hover(Hover::Event(id));
    }
    if response.clicked() {
        look.send(Command::Select(SelectCommand::Front(id)));
    }
}

/// Related events; those among the open files can be clicked.
pub fn related(ui: &mut Ui, related: &[Related], look: Look<'_>) {
    let theme = Theme::of(ui);
    for (n, link) in related.iter().enumerate() {
        ui.push_id(n, |ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            text::label_in(ui, &relation_words(link), Face::Small, theme.ink_weak);
            match link.id {
                Some(id) => {
                    let row = Row { dot: None, first: &link.when, title: &link.title, marked: false };
                    let response = row.show(ui);
                    if response.hovered() {
                        look.work.set_hover(Hover::Event(id));
                    }
                    if response.clicked() {
                        look.send(Command::Select(SelectCommand::Event(id)));
                    }
                }
                None => drop(text::label_in(ui, &link.title, Face::Body, theme.ink)),
            }
            ui.add_space(size::GAP);
        });
    }
}

fn relation_words(link: &Related) -> String {
    let mut words = link.words.clone().into_owned();
    if !link.asserted_by.is_empty() {
        words.push_str(", according to ");
        words.push_str(&link.asserted_by);
    }
    if !link.note.is_empty() {
        words.push_str(": ");
        words.push_str(&link.note);
    }
    words
}

/// All columns under a fold; they are read from the file when it is opened first.
pub fn original(
    ui: &mut Ui,
    subject: &mut Subject,
    read: &dyn Fn(EventId) -> Vec<(String, String)>,
    look: Look<'_>,
) {
    let theme = Theme::of(ui);
    let title = text::job(ui, "Original columns", text::format(Face::Section, theme.ink), f32::INFINITY);
    CollapsingHeader::new(title).id_salt("original").show(ui, |ui| {
        let id = subject.id;
        let columns = subject.original.get_or_insert_with(|| read(id));
        if columns.is_empty() {
            text::label_in(ui, "The file cannot be read again", Face::Body, theme.ink_weak);
            return;
        }
        for (name, value) in columns.iter().take(MAX_COLUMNS) {
            ui.add_space(2.0);
            text::label_in(ui, name, Face::Small, theme.ink_weak);
            let (shown, ink) =
                if value.is_empty() { ("—", theme.ink_weak) } else { (value.as_str(), theme.ink) };
            text::label_in(ui, shown, Face::Body, ink);
        }
        let more = columns.len().saturating_sub(MAX_COLUMNS);
        if more > 0 {
            text::label_in(ui, &format!("… and {more} more"), Face::Small, theme.ink_weak);
        }
        if ui.button("Copy all columns").clicked() {
            let lines = columns.iter().map(|(name, value)| format!("{name}\t{value}\n"));
            look.send(Command::Copy(lines.collect()));
        }
    });
}

/// One line that can be clicked: a dot, a short time, a title.
struct Row<'a> {
    dot: Option<egui::Color32>,
    first: &'a str,
    title: &'a str,
    marked: bool,
}

impl Row<'_> {
    fn show(&self, ui: &mut Ui) -> Response {
        let theme = Theme::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), size::ROW), Sense::click());
        let fill = match (self.marked, response.hovered() || response.has_focus()) {
            (true, _) => theme.selection_fill,
            (_, true) => theme.raised_hover,
            (false, false) => theme.raised,
        };
        ui.painter().rect_filled(rect.shrink2(vec2(0.0, 0.5)), size::RADIUS, fill);
        self.paint(ui, rect.shrink2(vec2(6.0, 0.0)));
        let name = text::shown(&format!("{} {}", self.first, self.title));
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, self.marked, name.trim()));
        response.on_hover_ui(|ui| drop(text::label(ui, self.title)))
    }

    fn paint(&self, ui: &Ui, rect: Rect) {
        let theme = Theme::of(ui);
        let mut at = rect.left_center();
        if let Some(dot) = self.dot {
            ui.painter().circle_filled(at + vec2(size::DOT, 0.0), size::DOT, dot);
            at.x += size::DOT * 2.0 + 6.0;
        }
        if !self.first.is_empty() {
            let most = (rect.width() * 0.45).max(0.0);
            let first = text::painted(
                ui.painter(),
                at,
                Align2::LEFT_CENTER,
                self.first,
                Face::Small.id(),
                theme.ink_weak,
                most,
            );
            at.x = first.right() + size::PAD;
        }
        let room = (rect.right() - at.x).max(0.0);
        text::painted(ui.painter(), at, Align2::LEFT_CENTER, self.title, Face::Body.id(), theme.ink, room);
    }
}
