//! The sheet of map layers: which are on the map, how each looks, what is said of it, and what could not be read.

use std::collections::BTreeMap;
use std::path::PathBuf;

use egui::{Button, Checkbox, ComboBox, Role, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::geo::{LayerFill, LayerRole, LayerSight, LayerStyle};
use crate::io::Troubles;
use crate::workspace::{Command, LAYER_COLOURS, LayerCommand, LayerState, MapLayer};

use super::fonts::Face;
use super::theme::{Theme, size};
use super::{Look, text};

/// Width of the sheet in points.
pub const WIDTH: f32 = 620.0;
/// Height of the list in points.
const LIST: f32 = 420.0;
/// Troubles that are listed of each layer.
const LISTED: usize = 5;

/// What the sheet keeps between frames.
#[derive(Debug, Default)]
pub struct LayersSheet {
    /// Notes that are being typed.
    notes: BTreeMap<PathBuf, String>,
}

impl LayersSheet {
    /// Shows the sheet.
    pub fn ui(&mut self, ui: &mut Ui, look: Look<'_>) {
        let theme = Theme::of(ui);
        let layers = &look.work.layers().list;
        if layers.is_empty() {
            let hint = "Areas, lines and places of your own on the map: GeoJSON, TopoJSON, KML, KMZ, shapefiles, and \
                        tables of places with a name, a latitude and a longitude.";
            text::label_in(ui, hint, Face::Body, theme.ink_weak);
        }
        ScrollArea::vertical().max_height(LIST).auto_shrink([false, true]).show(ui, |ui| {
            for layer in layers {
                ui.push_id(&layer.path, |ui| self.layer(ui, layer, look));
                ui.add_space(size::GAP);
                ui.separator();
            }
        });
        if !layers.is_empty() {
            let hint = "Names and areas of a layer place events whether it is drawn or not.";
            text::label_in(ui, hint, Face::Small, theme.ink_weak);
        }
        ui.add_space(size::PAD);
        if ui.button("Add map layer…").clicked() {
            look.send(Command::Layer(LayerCommand::Ask));
        }
    }

    fn layer(&mut self, ui: &mut Ui, layer: &MapLayer, look: Look<'_>) {
        let theme = Theme::of(ui);
        let state = look.work.layer_state(&layer.path);
        let name = match state {
            Some(LayerState::Here(read)) => read.layer.name.clone(),
            _ => file_name(layer),
        };
        let mut style = layer.style;
        ui.horizontal(|ui| {
            head(ui, &name, &mut style);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let remove = ui.add(Button::new("Remove"));
                remove.widget_info(|| {
                    WidgetInfo::labeled(Role::Button, true, format!("Remove {name} from the map"))
                });
                if remove.clicked() {
                    look.send(Command::Layer(LayerCommand::Remove(layer.path.clone())));
                }
            });
        });
        match state {
            Some(LayerState::Here(read)) => {
                let said =
                    format!("{}: {} · {}", read.format, read.layer.counts().in_words(), file_name(layer));
                text::label_in(ui, &said, Face::Small, theme.ink_weak)
                    .on_hover_text(layer.path.to_string_lossy());
                troubles(ui, &read.troubles);
                looks(ui, &mut style);
                self.note(ui, layer, look);
            }
            Some(LayerState::Failed(why)) => {
                text::label_in(ui, &format!("{why} ({})", layer.path.display()), Face::Body, theme.error);
                if ui.button("Read again").clicked() {
                    look.send(Command::Layer(LayerCommand::Add(vec![layer.path.clone()])));
                }
            }
            Some(LayerState::Reading) | None => {
                text::label_in(ui, "Reading…", Face::Body, theme.ink_weak);
            }
        }
        if style != layer.style {
            look.send(Command::Layer(LayerCommand::Style(layer.path.clone(), style)));
        }
    }

    /// The field for what is said of the layer; it counts when the field is left.
    fn note(&mut self, ui: &mut Ui, layer: &MapLayer, look: Look<'_>) {
        let typed = self.notes.entry(layer.path.clone()).or_insert_with(|| layer.note.clone());
        let hint = match layer.style.role {
            LayerRole::Borders => "Whose view of the borders it is, said below the map and in pictures",
            LayerRole::Overlay => "Who made it, said below the map and in pictures",
        };
        let field = ui.add(TextEdit::singleline(typed).desired_width(ui.available_width()).hint_text(hint));
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Note of the map layer"));
        if field.lost_focus() && *typed != layer.note {
            look.send(Command::Layer(LayerCommand::Note(layer.path.clone(), typed.trim().to_owned())));
        } else if !field.has_focus() {
            layer.note.clone_into(typed);
        }
    }
}

/// Colour, name, and whether it is drawn.
fn head(ui: &mut Ui, name: &str, style: &mut LayerStyle) {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(18.0, 18.0), Sense::click());
    ui.painter().rect_filled(rect.shrink(2.0), size::RADIUS, theme.layer(style.colour));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("Another colour for {name}")));
    if response.on_hover_text("Another colour").clicked() {
        style.colour = (style.colour + 1) % LAYER_COLOURS;
    }
    let mut shown = style.sight == LayerSight::Shown;
    let box_ = ui.add(Checkbox::without_text(&mut shown));
    box_.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, shown, format!("Draw {name}")));
    box_.on_hover_text("Draw it on the map");
    style.sight = if shown { LayerSight::Shown } else { LayerSight::Hidden };
    text::line_in(ui, name, Face::Strong, theme.ink_strong);
}

/// How its areas are drawn, and what it is there for.
fn looks(ui: &mut Ui, style: &mut LayerStyle) {
    ui.horizontal(|ui| {
        for (fill, name) in [(LayerFill::Outline, "Outline"), (LayerFill::Tint, "Tint")] {
            ui.selectable_value(&mut style.fill, fill, name);
        }
        ui.add_space(size::PAD);
        let name = |role| match role {
            LayerRole::Overlay => "Drawn over the map",
            LayerRole::Borders => "In place of the borders",
        };
        let choice = ComboBox::from_id_salt("role").selected_text(name(style.role)).show_ui(ui, |ui| {
            for role in [LayerRole::Overlay, LayerRole::Borders] {
                ui.selectable_value(&mut style.role, role, name(role));
            }
        });
        choice.response.on_hover_text(
            "In place of the borders: its lines stand for the borders, and those of the map step back. Sides, colours \
             of countries and the schematic stay as they are",
        );
    });
}

fn troubles(ui: &mut Ui, troubles: &Troubles) {
    if troubles.count == 0 {
        return;
    }
    let theme = Theme::of(ui);
    egui::CollapsingHeader::new(troubles.in_words()).id_salt("troubles").show(ui, |ui| {
        for trouble in troubles.examples.iter().take(LISTED) {
            text::label_in(ui, &trouble.in_words(), Face::Small, theme.warning);
        }
        if troubles.count > LISTED {
            let more = format!("and {} more", troubles.count - LISTED);
            text::label_in(ui, &more, Face::Small, theme.ink_weak);
        }
    });
}

fn file_name(layer: &MapLayer) -> String {
    let name = layer.path.file_name().unwrap_or(layer.path.as_os_str());
    name.to_string_lossy().into_owned()
}
