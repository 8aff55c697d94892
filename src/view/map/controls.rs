//! The small buttons over the map, and the line below it that says what is drawn.

use egui::{Align, Align2, Layout, Rect, Response, Role, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::geo::{BaseMap, LayerOnMap, LayerRole, LayerSight, LineClass};
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};
use crate::workspace::{MapMarks, MapStyle};

/// What the buttons ask for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wish {
    /// Zoom by this factor about the middle.
    Zoom(f64),
    /// Show the whole map.
    Fit,
    /// Draw it so.
    Style(MapStyle),
    /// Draw events with a point so.
    Marks(MapMarks),
    /// Show or hide the legend.
    SwitchLegend,
}

/// Whether something is switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lit {
    /// On.
    On,
    /// Off.
    Off,
}

const BUTTON: f32 = 22.0;

/// The buttons at the right top corner; returns their rectangle and what was asked for.
pub fn buttons(
    ui: &mut Ui,
    map: Rect,
    (style, marks): (Option<MapStyle>, MapMarks),
    legend: Lit,
) -> (Rect, Option<Wish>) {
    let room = map.shrink(size::PAD);
    let builder =
        UiBuilder::new().id_salt("map buttons").max_rect(room).layout(Layout::right_to_left(Align::Min));
    let mut child = ui.new_child(builder);
    child.spacing_mut().item_spacing.x = 2.0;
    let mut wish = None;
    let ui = &mut child;
    for (sign, name, does) in [
        ("Fit", "Show the whole map", Wish::Fit),
        ("+", "Zoom the map in", Wish::Zoom(1.6)),
        ("−", "Zoom the map out", Wish::Zoom(1.0 / 1.6)),
    ] {
        if button(ui, sign, name, Lit::Off).clicked() {
            wish = Some(does);
        }
    }
    ui.add_space(size::GAP);
    if button(ui, "Legend", "Show or hide the legend of the map", legend).clicked() {
        wish = Some(Wish::SwitchLegend);
    }
    ui.add_space(size::GAP);
    let next = match marks {
        MapMarks::Automatic => {
            ("Auto", "Bubbles or density, whichever says more; click for bubbles", MapMarks::Bubbles)
        }
        MapMarks::Bubbles => ("Bubbles", "Bubbles at places; click for density", MapMarks::Density),
        MapMarks::Density => {
            ("Density", "Counts by square of the ground; click for whichever says more", MapMarks::Automatic)
        }
    };
    let lit = if marks == MapMarks::Automatic { Lit::Off } else { Lit::On };
    if button(ui, next.0, next.1, lit).clicked() {
        wish = Some(Wish::Marks(next.2));
    }
    if let Some(style) = style {
        ui.add_space(size::GAP);
        for (word, name, own) in [
            ("Outline", "Draw the true outline", MapStyle::Outline),
            (
                "Schematic",
                "Draw the schematic border map; from near it turns into the outline",
                MapStyle::Schematic,
            ),
        ] {
            let lit = if style == own { Lit::On } else { Lit::Off };
            if button(ui, word, name, lit).clicked() {
                wish = Some(Wish::Style(own));
            }
        }
    }
    (child.min_rect().expand(2.0), wish)
}

fn button(ui: &mut Ui, sign: &str, name: &str, lit: Lit) -> Response {
    let theme = Theme::of(ui);
    let width = text::galley(ui, sign, Face::Small.id(), theme.ink, 200.0).size().x + 2.0 * 7.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width.max(BUTTON), BUTTON), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, lit == Lit::On, name));
    let (fill, ink) = match (lit, response.hovered()) {
        (Lit::On, _) => (theme.selection_fill, theme.ink_strong),
        (Lit::Off, true) => (theme.raised_hover, theme.ink_strong),
        (Lit::Off, false) => (theme.raised, theme.ink),
    };
    ui.painter().rect_filled(rect, size::RADIUS, fill);
    ui.painter().rect_stroke(
        rect,
        size::RADIUS,
        egui::Stroke::new(1.0, theme.line),
        egui::StrokeKind::Inside,
    );
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, sign, Face::Small.id(), ink);
    response.on_hover_text(name)
}

/// Height of the line below the map.
pub const NOTE: f32 = 18.0;

/// What must stand with every picture of the map: the note without sentences on lines that this map does not have.
pub fn note_words(base: &BaseMap) -> String {
    let shift = match base.schematic_shift_km {
        Some(km) if km >= 0.95 => Some(format!("Schematic, lines shifted up to {km:.0} km. ")),
        Some(km) => Some(format!("Schematic, lines shifted up to {km:.1} km. ")),
        None => (base.shown_step() > 0).then(|| "True outline. ".to_owned()),
    };
    let has = |class| base.lines.iter().any(|line| line.class == class);
    let speaks_of_it = |sentence: &&str| {
        (!sentence.contains("Durand Line") || has(LineClass::Contested))
            && (!sentence.contains("Line of Control") || has(LineClass::LineOfControl))
    };
    let note = base.note.trim_end_matches('.');
    let sentences: Vec<&str> = note.split(". ").filter(speaks_of_it).collect();
    let note = match base.other_borders() {
        None => format!("{}.", sentences.join(". ")),
        Some(layer) => format!(
            "Borders: “{}”{}; not an endorsement. Faint lines, sides and colours: Natural Earth (de facto), generalised.",
            layer.laid.name,
            layer_note(layer)
        ),
    };
    format!("{}{note}{}", shift.unwrap_or_default(), layers_words(base))
}

/// Which layers are drawn over the map, and what is said of them.
fn layers_words(base: &BaseMap) -> String {
    let over = base
        .layers
        .iter()
        .filter(|layer| layer.style.role == LayerRole::Overlay && layer.style.sight == LayerSight::Shown);
    let names: Vec<String> =
        over.map(|layer| format!("“{}”{}", layer.laid.name, layer_note(layer))).collect();
    if names.is_empty() { String::new() } else { format!(" Layers: {}.", names.join(", ")) }
}

fn layer_note(layer: &LayerOnMap) -> String {
    let note = layer.note.trim().trim_end_matches('.');
    if note.is_empty() { String::new() } else { format!(" ({note})") }
}

/// What is drawn and whose borders they are: one line, all of it on hover.
pub fn note(ui: &Ui, rect: Rect, base: &BaseMap) {
    let words = format!("{} {}", note_words(base), base.credit);
    note_line(ui, rect, &words);
}

/// One line below a map, all of it on hover.
pub(in crate::view) fn note_line(ui: &Ui, rect: Rect, words: &str) {
    let theme = Theme::of(ui);
    ui.painter().rect_filled(rect, 0.0, theme.panel);
    let at = rect.left_center() + vec2(size::PAD, 0.0);
    let room = rect.width() - 2.0 * size::PAD;
    text::painted(ui.painter(), at, Align2::LEFT_CENTER, words, Face::Small.id(), theme.ink_weak, room);
    let response = ui.interact(rect, ui.scope_id().with("note"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words));
    response.on_hover_text(words);
}
