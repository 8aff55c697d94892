//! Likely duplicates side by side: what each says, why they may be one, and the user's word on it.

use egui::{Frame, ScrollArea, Ui};

use crate::io::report::grouped;
use crate::model::{Event, EventId, Figure};
use crate::query::FileName;
use crate::workspace::{Command, JudgeCommand, SelectCommand, Verdict};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// Most pairs shown at once; the next come when these are decided.
const SHOWN: usize = 40;

/// A pair as it is listed: two rows, and why; empty where the user found it.
type Listed = (EventId, EventId, String);

/// Which pairs are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Showing {
    /// Those that nothing was decided of.
    #[default]
    Undecided,
    /// Those that are one event.
    Same,
    /// Those that are not.
    Different,
}

/// Shows the pairs.
pub fn duplicates(ui: &mut Ui, look: Look<'_>, showing: &mut Showing) {
    let theme = Theme::of(ui);
    let Some(found) = look.work.duplicates() else {
        text::label_in(ui, "Looking for likely duplicates…", Face::Body, theme.ink);
        return;
    };
    let judged = look.work.judged();
    let reason =
        |a, b| found.pairs.iter().find(|p| (p.first, p.second) == (a, b)).map(|p| p.signs.in_words());
    let decided = |wanted: Verdict| -> Vec<Listed> {
        let pairs = judged.pairs().filter(|(_, _, verdict)| *verdict == wanted);
        pairs.map(|(a, b, _)| (a, b, reason(a, b).unwrap_or_default())).collect()
    };
    let undecided = found.pairs.iter().filter(|p| judged.verdict(p.first, p.second).is_none());
    let lists: [(Showing, &str, Vec<Listed>); 3] = [
        (
            Showing::Undecided,
            "To decide",
            undecided.map(|p| (p.first, p.second, p.signs.in_words())).collect(),
        ),
        (Showing::Same, "Same event", decided(Verdict::Same)),
        (Showing::Different, "Not the same", decided(Verdict::Different)),
    ];
    ui.horizontal(|ui| {
        for (which, name, list) in &lists {
            ui.selectable_value(showing, *which, format!("{name} · {}", grouped(list.len() as u64)));
        }
    });
    let note = "Nothing is merged. Events that are the same stay two rows that know of each other; “Show linked events only once” in the Edit menu hides all but the first.";
    text::label_in(ui, note, Face::Small, theme.ink_weak);
    ui.separator();
    let list = lists.iter().find(|(which, ..)| which == showing).map(|(_, _, list)| list.as_slice());
    let list = list.unwrap_or_default();
    ScrollArea::vertical().max_height(440.0).auto_shrink([false, true]).show(ui, |ui| {
        if list.is_empty() {
            text::label_in(ui, "No pairs here", Face::Body, theme.ink_weak);
        }
        for (first, second, why) in list.iter().take(SHOWN) {
            ui.push_id((first.0, second.0), |ui| pair(ui, look, (*first, *second), why, *showing));
        }
        let rest = list.len().saturating_sub(SHOWN);
        if rest > 0 {
            let words = format!("{} more follow when these are decided", grouped(rest as u64));
            text::label_in(ui, &words, Face::Small, theme.ink_weak);
        }
        limits(ui, look);
    });
}

/// What the search left out, said aloud.
fn limits(ui: &mut Ui, look: Look<'_>) {
    let theme = Theme::of(ui);
    let Some(found) = look.work.duplicates() else { return };
    if found.more > 0 {
        let words = format!("{} less likely pairs are not listed", grouped(u64::from(found.more)));
        text::label_in(ui, &words, Face::Small, theme.ink_weak);
    }
    if found.uncompared > 0 {
        let words = format!(
            "{} pairs were not compared, for too many events lie at one place and time",
            grouped(found.uncompared)
        );
        text::label_in(ui, &words, Face::Small, theme.ink_weak);
    }
}

fn pair(ui: &mut Ui, look: Look<'_>, (a, b): (EventId, EventId), why: &str, showing: Showing) {
    let theme = Theme::of(ui);
    let (Some(first), Some(second)) = (look.work.event(a), look.work.event(b)) else { return };
    Frame::new().fill(theme.canvas).corner_radius(size::RADIUS).inner_margin(size::PAD).show(ui, |ui| {
        ui.set_width(ui.available_width());
        if !why.is_empty() {
            text::label_in(ui, &capitalised(why), Face::Strong, theme.ink_strong);
            ui.add_space(2.0);
        }
        ui.columns(2, |columns| {
            for (ui, (id, event)) in columns.iter_mut().zip([(a, &first), (b, &second)]) {
                side(ui, look, id, event);
            }
        });
        ui.add_space(size::GAP);
        ui.horizontal(|ui| buttons(ui, look, (a, b), showing));
    });
    ui.add_space(size::GAP);
}

/// One event of a pair.
fn side(ui: &mut Ui, look: Look<'_>, id: EventId, event: &Event) {
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = 1.0;
    text::label_in(ui, &where_from(look, id), Face::Small, theme.ink_weak);
    text::label_in(ui, &event.title, Face::Strong, theme.ink_strong);
    let when = event.when.map_or_else(|| "no date".to_owned(), |when| when.in_words());
    text::label_in(ui, &when, Face::Body, theme.ink);
    text::label_in(ui, &event.place.in_words(), Face::Body, theme.ink);
    let claims = event.detail.claims.iter().filter(|claim| claim.figure != Figure::Unstated).take(4);
    for claim in claims {
        let of = if claim.victims.is_empty() { String::new() } else { format!(" ({})", claim.victims) };
        let words = format!("{}: {} {}{of}", claim.speaker, claim.figure, claim.harm.label());
        text::label_in(ui, &words, Face::Body, theme.ink);
    }
    if !event.summary.is_empty() {
        let mut short: String = event.summary.chars().take(280).collect();
        if short.len() < event.summary.len() {
            short.push('…');
        }
        text::label_in(ui, &short, Face::Small, theme.ink_weak);
    }
}

/// File and row.
fn where_from(look: Look<'_>, id: EventId) -> String {
    let store = look.work.store();
    let Some(origin) = store.origin(id) else { return String::new() };
    let name = FileName::of(&store.info().files, usize::from(origin.file));
    let name = name.as_ref().map_or("", |name| name.as_str());
    if origin.row == 0 { name.to_owned() } else { format!("{name}, row {}", grouped(u64::from(origin.row))) }
}

fn buttons(ui: &mut Ui, look: Look<'_>, (a, b): (EventId, EventId), showing: Showing) {
    if ui.button("Show both").on_hover_text("Selects both events").clicked() {
        look.send(Command::Select(SelectCommand::Events([a, b].into())));
    }
    let choices: &[(&str, Option<Verdict>)] = match showing {
        Showing::Undecided => {
            &[("Same event", Some(Verdict::Same)), ("Not the same", Some(Verdict::Different))]
        }
        Showing::Same => &[("Take back", None), ("Not the same", Some(Verdict::Different))],
        Showing::Different => &[("Take back", None), ("Same event", Some(Verdict::Same))],
    };
    for &(name, verdict) in choices {
        if ui.button(name).clicked() {
            look.send(Command::Judge(JudgeCommand::Pair(a, b, verdict)));
        }
    }
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
