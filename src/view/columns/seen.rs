//! The first rows as the events that the choices make of them, and how many have a time and a place.

use egui::{Color32, ScrollArea, Ui};

use crate::io::Preview;
use crate::io::report::grouped;
use crate::model::Event;
use crate::view::fonts::Face;
use crate::view::table_row::{Cell, table_row};
use crate::view::text;
use crate::view::theme::Theme;

/// Most events shown.
const SHOWN: usize = 60;
/// Widths of the columns in points; the last one gets what is left.
const WIDTHS: [f32; 4] = [118.0, 170.0, 120.0, 0.0];

/// Shows the events and counts.
pub fn first_rows(ui: &mut Ui, tried: &Preview, rows: usize, height: f32) {
    let theme = Theme::of(ui);
    text::label_in(ui, &counts(tried, rows), Face::Section, theme.ink_weak);
    let heads = ["When", "Where", "Who, how many", "What"];
    line(ui, 1, heads, [theme.ink_weak; 4], Face::Section);
    ScrollArea::vertical().id_salt("tried").max_height(height - 44.0).auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (n, event) in tried.events.iter().take(SHOWN).enumerate() {
            let (when, place) = (event.when.map(|when| when.in_short()), place(event));
            let inks =
                [when.is_some(), !place.is_empty()].map(|is| if is { theme.ink } else { theme.warning });
            let place = if place.is_empty() { "no place".to_owned() } else { place };
            let cells = [&when.unwrap_or_else(|| "no date".to_owned()), &place, &who(event), &what(event)];
            line(ui, n, cells.map(String::as_str), [inks[0], inks[1], theme.ink, theme.ink], Face::Body);
        }
        for (kind, count, first) in tried.report.problems.iter() {
            let example =
                first.first().map(|p| format!(": “{}” in row {}", p.value, p.row)).unwrap_or_default();
            let words = format!("{} × {}{example}", grouped(count), kind.label());
            text::label_in(ui, &words, Face::Small, theme.warning);
        }
    });
}

fn line(ui: &mut Ui, n: usize, cells: [&str; 4], inks: [Color32; 4], face: Face) {
    let mut widths = WIDTHS.into_iter().zip(inks);
    let cells = cells.map(|text| {
        let (width, colour) = widths.next().unwrap_or_default();
        Cell { text, face, colour, width }
    });
    table_row(ui, n, &cells);
}

/// "The first 200 rows as events: 198 with a date, 190 with coordinates".
pub fn counts(tried: &Preview, rows: usize) -> String {
    let events = &tried.events;
    let dated = events.iter().filter(|event| event.when.is_some()).count();
    let placed = events.iter().filter(|event| event.place.at.is_some()).count();
    let skipped = rows.saturating_sub(events.len());
    let left_out = if skipped > 0 { format!(", {skipped} left out") } else { String::new() };
    format!("The first {rows} rows as events: {dated} with a date, {placed} with coordinates{left_out}")
}

fn place(event: &Event) -> String {
    match (event.place.names().first(), event.place.at) {
        (Some(name), Some(at)) => format!("{name} ({:.2}, {:.2})", at.lat(), at.lon()),
        (Some(name), None) => format!("{name} (no coordinates)"),
        (None, Some(at)) => format!("{:.4}, {:.4}", at.lat(), at.lon()),
        (None, None) => String::new(),
    }
}

/// Actors and figures.
fn who(event: &Event) -> String {
    let actors = event.detail.actors.iter().map(|actor| actor.name.clone());
    let claims = event.detail.claims.iter().map(|claim| claim.figure.to_string());
    actors.chain(claims).collect::<Vec<_>>().join(", ")
}

fn what(event: &Event) -> String {
    if event.title.is_empty() { event.summary.clone() } else { event.title.clone() }
}
