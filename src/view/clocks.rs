//! The sheet that says which clock the times of each file are of.

use egui::{ComboBox, TextEdit, Ui, WidgetInfo};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};
use crate::geo::{Clock, LocalTime};
use crate::query::FileName;
use crate::workspace::{Command, FileCommand};

/// Width of the sheet in points.
pub const WIDTH: f32 = 460.0;
/// Width of a choice in points.
const CHOICE: f32 = 190.0;

const WHY: &str = "Files rarely say which clock their times are of. Where you know it, the timeline shows the clocks of both \
    sides of the border, and the panel says an event's time by both. Days stay the days that the file writes.";

/// Shows the sheet; `typed` is the name of another zone.
pub fn clocks(ui: &mut Ui, look: Look<'_>, local: Option<&LocalTime>, typed: &mut String) {
    let theme = Theme::of(ui);
    text::label_in(ui, WHY, Face::Body, theme.ink);
    ui.add_space(size::PAD);
    let other = Clock::named(typed);
    let offers = offers(local, other.as_ref().ok());
    let files = &look.work.store().info().files;
    egui::ScrollArea::vertical().max_height(300.0).show(ui, |ui| {
        for number in 0..files.len() {
            let Some(name) = FileName::of(files, number) else { continue };
            if let Some(chosen) = row(ui, number, &name, look.work.file_clock(number), &offers) {
                look.send(Command::File(FileCommand::Clock(name, chosen.clone())));
            }
        }
    });
    ui.add_space(size::PAD);
    ui.horizontal(|ui| {
        text::label_in(ui, "Another zone", Face::Small, theme.ink_weak);
        let field = ui.add(TextEdit::singleline(typed).hint_text("Asia/Tehran").desired_width(CHOICE));
        field.widget_info(|| WidgetInfo::labeled(egui::Role::TextInput, true, "Another zone"));
    });
    let said = match (&other, typed.trim().is_empty()) {
        (_, true) => return,
        (Ok(clock), _) => format!("{} can be chosen above", clock.name()),
        (Err(error), _) => error.clone(),
    };
    text::label_in(ui, &said, Face::Small, if other.is_ok() { theme.ink_weak } else { theme.warning });
}

/// What can be chosen: not known, UTC, the clocks of the border, and the one that is typed.
fn offers(local: Option<&LocalTime>, other: Option<&Clock>) -> Vec<Option<Clock>> {
    let sides = local.into_iter().flat_map(|local| &local.clocks).map(|side| side.clock.clone());
    let mut offers = vec![None, Some(Clock::utc())];
    for clock in sides.chain(other.cloned()).map(Some) {
        if !offers.contains(&clock) {
            offers.push(clock);
        }
    }
    offers
}

/// One file; which offer was chosen for it, if any.
fn row<'a>(
    ui: &mut Ui,
    number: usize,
    name: &FileName,
    now: Option<&Clock>,
    offers: &'a [Option<Clock>],
) -> Option<&'a Option<Clock>> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        let combo = ComboBox::from_id_salt(("clock of file", number)).width(CHOICE).selected_text(words(now));
        let shown = combo.show_ui(ui, |ui| {
            for offer in offers {
                if ui.selectable_label(offer.as_ref() == now, words(offer.as_ref())).clicked() {
                    chosen = Some(offer);
                }
            }
        });
        let said = format!("Clock of {}", name.as_str());
        shown.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, &said));
        text::line_in(ui, name.as_str(), Face::Body, Theme::of(ui).ink_strong);
    });
    chosen
}

fn words(clock: Option<&Clock>) -> &str {
    clock.map_or("As written (not known)", Clock::name)
}
