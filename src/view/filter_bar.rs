//! The filter: its text, how many events pass, and the kinds as switches with their counts.

use egui::{Color32, Id, Key, Margin, Response, Sense, TextEdit, Ui, vec2};

use crate::geo::Spellings;
use crate::io::report::grouped;
use crate::model::Kind;
use crate::query::{Answer, Ask, Filter, Phrase, Totals};
use crate::store::Slot;
use crate::workspace::{Command, FilterCommand};

use super::file_chips::file_chips;
use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

const HELP: &str = "Words must all occur; also after: before: kind: actor: place: where: when: file: km: off:, with \"several words\" in quotation marks";
/// Widest the field gets, in points.
const FIELD_WIDTH: f32 = 420.0;
/// What the button and the count to the right of it need.
const ROOM_BESIDE: f32 = 240.0;

/// The filter's field; keeps what is being typed.
#[derive(Default)]
pub struct FilterBar {
    typed: Option<String>,
    wants_focus: bool,
}

impl FilterBar {
    /// Puts the cursor into the field in the next frame.
    pub fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Shows the field and how many events pass, for the row of the menu.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        ui.spacing_mut().item_spacing.x = size::GAP;
        self.field(ui, look);
        clear_button(ui, look);
        ui.add_space(size::GAP);
        let (hits, all) = both_totals(look);
        counts(ui, &hits, &all);
    }

    fn field(&mut self, ui: &mut Ui, look: Look<'_>) {
        let id = Id::unique("filter field");
        let shown = look.work.filter().to_string();
        let text = self.typed.get_or_insert_with(|| shown.clone());
        let wrong = look.work.filter_error();
        let width = (ui.available_width() - ROOM_BESIDE).clamp(160.0, FIELD_WIDTH);
        let mut edit = TextEdit::singleline(text)
            .id(id)
            .desired_width(width)
            .margin(Margin::symmetric(8, 3))
            .align(egui::Align2::LEFT_CENTER)
            .hint_text("Filter: words, kind:battle, after:2025-10-09, place:kurram");
        if wrong.is_some() {
            edit = edit.text_color(Theme::of(ui).error);
        }
        let mut response = ui.add(edit);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Filter"));
        if std::mem::take(&mut self.wants_focus) {
            response.request_focus();
        }
        response = response.on_hover_ui(|ui| {
            ui.label(wrong.unwrap_or(HELP));
            for line in also_spelt(look.work.filter(), look.work.spellings()) {
                text::label(ui, &line);
            }
        });
        if response.changed() {
            look.send(Command::Filter(FilterCommand::Text(text.clone())));
        }
        let ended =
            response.lost_focus() || (response.has_focus() && ui.input(|i| i.key_pressed(Key::Enter)));
        if ended {
            look.send(Command::Filter(FilterCommand::Settle));
        }
        if !response.has_focus() && wrong.is_none() {
            self.typed = None;
        }
        if let Some(wrong) = wrong {
            wrong_filter(&response, wrong);
        }
    }
}

/// Which other spellings are looked for, a line for each place that the filter names.
fn also_spelt(filter: &Filter, spellings: &Spellings) -> Vec<String> {
    let phrases = filter.places.iter().chain(&filter.words);
    let line = |phrase: &Phrase| {
        let others = spellings.others(phrase.as_str());
        (!others.is_empty()).then(|| format!("“{}” is also found as {}", phrase.as_str(), others.join(", ")))
    };
    phrases.filter_map(line).collect()
}

/// What is wrong, below the field, where the eye is.
fn wrong_filter(field: &Response, wrong: &str) {
    egui::Tooltip::always_open(field.ctx.clone(), field.layer_id, field.id.with("wrong"), field.rect).show(
        |ui| {
            text::label_in(ui, wrong, Face::Body, Theme::of(ui).error);
        },
    );
}

fn clear_button(ui: &mut Ui, look: Look<'_>) {
    if look.work.filter().is_open() {
        return;
    }
    if ui.button("Clear").on_hover_text("Show all events").clicked() {
        look.send(Command::Filter(FilterCommand::Clear));
    }
}

fn counts(ui: &mut Ui, hits: &Totals, all: &Totals) {
    let theme = Theme::of(ui);
    let (hits, all) = (hits.hits, all.hits);
    let events = if all == 1 { "event" } else { "events" };
    let words = if hits == all {
        format!("{} {events}", grouped(u64::from(all)))
    } else {
        format!("{} of {} {events}", grouped(u64::from(hits)), grouped(u64::from(all)))
    };
    let colour = if hits == all { theme.ink_weak } else { theme.ink_strong };
    text::label_in(ui, &words, Face::Strong, colour);
}

/// Shows the kinds that the files hold, and the files where there are several, as switches, wrapped to the width at hand.
pub fn kind_chips(ui: &mut Ui, look: Look<'_>) {
    let (hits, all) = both_totals(look);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(size::GAP, size::GAP);
        kinds(ui, look, &hits, &all);
    });
    let several = look.work.store().info().files.len() > 1;
    if several {
        let most = 3.0 * (size::ROW + size::GAP);
        let area = egui::ScrollArea::vertical().id_salt("files").max_height(most).auto_shrink([false, true]);
        area.show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(size::GAP, size::GAP);
                file_chips(ui, look, &hits);
            });
        });
    }
}

fn both_totals(look: Look<'_>) -> (Totals, Totals) {
    let hits = look.work.ask(Slot("filter bar"), Ask::Totals);
    let all = look.work.ask_all(Slot("filter bar all"), Ask::Totals);
    (totals(hits.answer.as_deref()), totals(all.answer.as_deref()))
}

fn kinds(ui: &mut Ui, look: Look<'_>, hits: &Totals, all: &Totals) {
    let chosen = &look.work.filter().kinds;
    for kind in Kind::ALL {
        let in_file = all.kinds.get(kind.index()).copied().unwrap_or(0);
        if in_file == 0 {
            continue;
        }
        let count = hits.kinds.get(kind.index()).copied().unwrap_or(0);
        let on = chosen.is_empty() || chosen.contains(&kind);
        let response = chip(ui, kind, count, on);
        if response.clicked() {
            look.send(Command::Filter(FilterCommand::ToggleKind(kind)));
        }
    }
}

/// A kind as a switch: its colour, name and number of hits.
fn chip(ui: &mut Ui, kind: Kind, count: u32, on: bool) -> Response {
    let theme = Theme::of(ui);
    let colour = theme.kind_at(kind.index());
    let ink = if on { theme.ink } else { theme.ink_weak };
    let label = format!("{}  {}", kind.label(), grouped(u64::from(count)));
    let galley = text::galley(ui, &label, Face::Small.id(), ink, f32::INFINITY);
    let width = galley.size().x + 2.0 * size::PAD + 2.0 * size::DOT + size::GAP;
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::ROW), Sense::click());
    let fill = if response.hovered() { theme.raised_hover } else { theme.raised };
    let fill = if on { fill } else { Color32::TRANSPARENT };
    ui.painter().rect_filled(rect, size::RADIUS, fill);
    let dot = rect.left_center() + vec2(size::PAD + size::DOT, 0.0);
    if on {
        ui.painter().circle_filled(dot, size::DOT, colour);
    } else {
        ui.painter().circle_stroke(dot, size::DOT - 0.5, egui::Stroke::new(1.0, colour));
    }
    let at = egui::pos2(dot.x + size::DOT + size::GAP, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink);
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::CheckBox, true, on, kind.label()));
    response.on_hover_text("Click to show only this kind; click more kinds to add them")
}

fn totals(answer: Option<&Answer>) -> Totals {
    match answer {
        Some(Answer::Totals(totals)) => totals.clone(),
        _ => Totals::default(),
    }
}
