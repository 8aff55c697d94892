//! The open files as chips, where there are several: colour, switch, name, count, and a menu to close one.

use egui::{Color32, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::io::report::grouped;
use crate::query::{FileName, Filter, SplitBy, Totals};
use crate::workspace::{Command, FileCommand, FilterCommand, ShowCommand};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// Names are cut to this width, in points.
const MOST_NAME: f32 = 220.0;
/// Side of the switch, in points.
const SWITCH: f32 = 12.0;

/// One file as its chip shows it.
struct Chip<'a> {
    number: u16,
    name: &'a FileName,
    count: u32,
    on: bool,
    colour: Color32,
}

/// Shows a chip for each file where there are at least two, in the row at hand.
pub fn file_chips(ui: &mut Ui, look: Look<'_>, hits: &Totals) {
    let files = &look.work.store().info().files;
    if files.len() < 2 {
        return;
    }
    let filter = look.work.filter();
    for number in 0..files.len() {
        let (Some(name), Ok(file)) = (FileName::of(files, number), u16::try_from(number)) else { continue };
        let chip = Chip {
            number: file,
            on: is_on(filter, &name),
            name: &name,
            count: hits.files.get(number).copied().unwrap_or(0),
            colour: Theme::of(ui).file(number),
        };
        // No scope of its own: it would not wrap.
        one(ui, look, &chip);
    }
    colour_choice(ui, look);
}

fn is_on(filter: &Filter, name: &FileName) -> bool {
    (filter.files.is_empty() || filter.files.contains(name)) && !filter.without_files.contains(name)
}

fn one(ui: &mut Ui, look: Look<'_>, chip: &Chip<'_>) {
    let theme = Theme::of(ui);
    let ink = if chip.on { theme.ink } else { theme.ink_weak };
    let name = text::galley(ui, chip.name.as_str(), Face::Small.id(), ink, MOST_NAME);
    let count = text::galley(ui, &grouped(u64::from(chip.count)), Face::Small.id(), ink, f32::INFINITY);
    let gaps = 2.0 * size::PAD + SWITCH + 2.0 * size::GAP + size::GAP;
    let width = gaps + name.size().x + count.size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(width, size::ROW), Sense::click());
    let fill = if response.hovered() { theme.raised_hover } else { theme.raised };
    ui.painter().rect_filled(rect, size::RADIUS, if chip.on { fill } else { Color32::TRANSPARENT });
    let at = pos2(rect.left() + size::PAD + SWITCH / 2.0, rect.center().y);
    let clicked_switch = switch(ui, look, chip, at);
    let mut x = at.x + SWITCH / 2.0 + size::GAP;
    let name_width = name.size().x;
    for (galley, step) in [(name, name_width + 2.0 * size::GAP), (count, 0.0)] {
        let top = rect.center().y - galley.size().y / 2.0;
        ui.painter().galley(pos2(x, top), galley, ink);
        x += step;
    }
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, chip.on, chip.name.as_str()));
    if response.clicked() && !clicked_switch {
        look.send(Command::Filter(FilterCommand::ToggleFile(chip.name.clone())));
    }
    menu(&response, look, chip);
    response.on_hover_text(format!(
        "{}\nClick to show only this file, click more files to add them; right click for more",
        chip.name.as_str()
    ));
}

/// The square in the file's colour, which switches the file off and on.
fn switch(ui: &Ui, look: Look<'_>, chip: &Chip<'_>, at: egui::Pos2) -> bool {
    let square = egui::Rect::from_center_size(at, vec2(SWITCH, SWITCH));
    let response =
        ui.interact(square.expand(3.0), ui.scope_id().with(("switch of file", chip.number)), Sense::click());
    let theme = Theme::of(ui);
    if chip.on {
        ui.painter().rect_filled(square, 2.0, chip.colour);
        let ink = egui::Stroke::new(1.6, theme.ink_on(chip.colour));
        let tick = [vec2(-3.0, 0.0), vec2(-1.0, 2.5), vec2(3.5, -2.5)].map(|by| at + by);
        ui.painter().line(tick.to_vec(), ink);
    } else {
        let stroke = egui::Stroke::new(1.5, chip.colour);
        ui.painter().rect_stroke(square, 2.0, stroke, egui::StrokeKind::Inside);
    }
    let (word, clicked) = (if chip.on { "Hide" } else { "Show" }, response.clicked());
    let name = format!("{word} {}", chip.name.as_str());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.on_hover_text(name.as_str());
    if clicked {
        look.send(Command::Filter(FilterCommand::SwitchFile(chip.name.clone())));
    }
    clicked
}

fn menu(response: &Response, look: Look<'_>, chip: &Chip<'_>) {
    response.context_menu(|ui| {
        let entries = [
            (
                if chip.on { "Hide its events" } else { "Show its events" },
                Command::Filter(FilterCommand::SwitchFile(chip.name.clone())),
            ),
            ("Close this file", Command::File(FileCommand::Remove(chip.number))),
            ("Add files…", Command::File(FileCommand::AskAdd)),
        ];
        for (words, command) in entries {
            if ui.button(words).clicked() {
                look.send(command);
                ui.close();
            }
        }
    });
}

/// What gives marks their colour, as a choice of two.
fn colour_choice(ui: &mut Ui, look: Look<'_>) {
    let theme = Theme::of(ui);
    ui.add_space(size::PAD);
    text::label_in(ui, "Colour by", Face::Small, theme.ink_weak);
    for (split, name) in [(SplitBy::Kind, "kind"), (SplitBy::File, "file")] {
        let words = egui::RichText::new(name).font(Face::Small.id());
        let response = ui.selectable_label(look.work.split() == split, words);
        let said = format!("Colour by {name}");
        response
            .widget_info(|| WidgetInfo::selected(Role::RadioButton, true, look.work.split() == split, &said));
        if response.clicked() {
            look.send(Command::Show(ShowCommand::ColourBy(split)));
        }
    }
}
