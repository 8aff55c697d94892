//! What stands under the pointer, in words.

use egui::{Color32, Sense, Ui, vec2};

use crate::model::{EventId, KINDS, Span, When};
use crate::plot::{Folded, What, span_text};
use crate::query::{Bin, Lane, Lanes};
use crate::view::fonts::Face;
use crate::view::theme::{Theme, size};
use crate::view::{Look, text};

use super::areas::grouped;
use super::lanes::name_of;

/// Names the mark.
pub(super) fn mark(ui: &mut Ui, look: Look<'_>, lane: &Lane, lanes: &Lanes, what: &What) {
    match what {
        What::Event(item) => event(ui, look, item.id),
        What::Same(folded) => {
            let when = folded.precision.map(|precision| When { span: folded.span, precision }.in_words());
            let count = grouped(folded.count());
            let heading = format!("{count} events, each {}", when.unwrap_or_default());
            counted(ui, look, &heading, lane, lanes, folded, "Click lists them");
        }
        What::Cell(folded) => {
            let heading = format!("{}, {}", events(folded.count()), span_text(folded.span));
            counted(ui, look, &heading, lane, lanes, folded, "Click lists them, double click zooms in");
        }
        What::More(folded) => {
            let count = grouped(folded.count());
            let heading = format!("{count} more over longer times, begun by {}", span_text(folded.span));
            counted(ui, look, &heading, lane, lanes, folded, "Click lists them, double click zooms in");
        }
    }
}

fn event(ui: &mut Ui, look: Look<'_>, id: EventId) {
    let Some(event) = look.work.event(id) else { return };
    let theme = Theme::of(ui);
    text::label_in(ui, &event.title, Face::Strong, theme.ink_strong);
    if let Some(when) = event.when {
        text::label_in(ui, &when.in_words(), Face::Body, theme.ink);
    }
    text::label_in(ui, &event.place.in_words(), Face::Body, theme.ink);
    category_row(ui, Theme::of(ui).kind(event.kind), event.kind.label(), None);
}

fn counted(
    ui: &mut Ui,
    look: Look<'_>,
    heading: &str,
    lane: &Lane,
    lanes: &Lanes,
    folded: &Folded,
    hint: &str,
) {
    let theme = Theme::of(ui);
    text::label_in(ui, heading, Face::Strong, theme.ink_strong);
    text::label_in(ui, &name_of(lane, lanes), Face::Body, theme.ink);
    categories(ui, look, &folded.kinds);
    text::label_in(ui, hint, Face::Small, theme.ink_weak);
}

/// Counts of a bin of the histogram.
pub(super) fn bin(ui: &mut Ui, look: Look<'_>, span: Span, bin: &Bin) {
    let theme = Theme::of(ui);
    let heading = format!("{}, {}", events(bin.sum()), span_text(span));
    text::label_in(ui, &heading, Face::Strong, theme.ink_strong);
    categories(ui, look, &bin.certain);
    let possible = bin.possible_sum();
    if possible > 0 {
        let words = format!("{} more may lie in it", grouped(possible));
        text::label_in(ui, &words, Face::Body, theme.ink_weak);
    }
}

fn events(count: u32) -> String {
    if count == 1 { "1 event".to_owned() } else { format!("{} events", grouped(count)) }
}

fn categories(ui: &mut Ui, look: Look<'_>, counts: &[u32; KINDS]) {
    let marks = look.marks(ui);
    for (category, label, count) in look.counted(counts) {
        category_row(ui, marks.kind_at(category), &label, Some(count));
    }
}

fn category_row(ui: &mut Ui, colour: Color32, label: &str, count: Option<u32>) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(size::DOT * 2.0, size::DOT * 2.0), Sense::hover());
        ui.painter().rect_filled(rect, 2.0, colour);
        text::label_in(ui, label, Face::Body, theme.ink);
        if let Some(count) = count {
            text::label_in(ui, &grouped(count), Face::Strong, theme.ink_strong);
        }
    });
}
