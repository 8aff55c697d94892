//! What has no place on the map: chips below it, by reason, so that nothing is lost from sight.

use egui::{Align2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::bubbles::Emphasis;
use super::convert::{events, grouped};
use crate::plot::placing::{Placed, Pocket, Why};
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};

/// A chip of the tray, laid out.
struct Chip {
    pocket: usize,
    words: String,
    rect: Rect,
}

/// The tray, laid out at the bottom of a rectangle.
pub struct Tray {
    header: String,
    chips: Vec<Chip>,
    /// Its own rectangle; of no height when nothing is in it.
    pub rect: Rect,
}

/// What was done to a chip.
pub struct Touched {
    /// Number of the pocket.
    pub pocket: usize,
    /// Whether it was clicked; else it is hovered.
    pub clicked: bool,
    /// The chip.
    pub rect: Rect,
}

const CHIP: f32 = 20.0;
const DOT: f32 = 3.5;

impl Tray {
    /// Lays the tray out in as many rows as its chips need.
    pub fn lay_out(ui: &Ui, area: Rect, placed: &Placed) -> Self {
        let count = placed.in_tray();
        if count == 0 {
            let rect = Rect::from_min_max(area.left_bottom(), area.right_bottom());
            return Self { header: String::new(), chips: Vec::new(), rect };
        }
        let header = format!("No place on the map: {}", events(count));
        let width = |words: &str, face: Face| {
            text::galley(ui, words, face.id(), Theme::of(ui).ink, area.width() - 60.0).size().x
        };
        let mut x = width(&header, Face::Section) + size::PAD * 1.5;
        let mut row = 0.0_f32;
        let mut chips: Vec<Chip> = Vec::new();
        for (pocket, what) in placed.tray.iter().enumerate() {
            let words = words(what);
            let dots = dots(what);
            let wide = width(&words, Face::Small) + 2.0 * size::PAD + dots;
            if x + wide > area.width() - 2.0 * size::PAD && x > 0.0 {
                (x, row) = (0.0, row + 1.0);
            }
            chips.push(Chip { pocket, words, rect: Rect::from_min_size(pos2(x, row), vec2(wide, CHIP)) });
            x += wide + size::GAP;
        }
        let step = CHIP + size::GAP;
        let height = (row + 1.0) * step + size::GAP;
        let top = area.bottom() - height;
        let rect = Rect::from_min_max(pos2(area.left(), top), area.right_bottom());
        for chip in &mut chips {
            let corner =
                pos2(area.left() + size::PAD + chip.rect.left(), top + size::GAP + chip.rect.top() * step);
            chip.rect = Rect::from_min_size(corner, chip.rect.size());
        }
        Self { header, chips, rect }
    }

    /// Shows the tray and says what was done to it.
    pub fn ui(
        &self,
        ui: &Ui,
        theme: &Theme,
        placed: &Placed,
        emphasis: &dyn Fn(usize) -> Emphasis,
    ) -> Option<Touched> {
        if self.header.is_empty() {
            return None;
        }
        ui.painter().rect_filled(self.rect, 0.0, theme.panel);
        ui.painter().hline(self.rect.x_range(), self.rect.top(), Stroke::new(1.0, theme.line));
        let at = pos2(self.rect.left() + size::PAD, self.rect.top() + size::GAP + CHIP / 2.0);
        let font = Face::Section.id();
        text::painted(
            ui.painter(),
            at,
            Align2::LEFT_CENTER,
            &self.header,
            font,
            theme.ink_weak,
            f32::INFINITY,
        );
        let mut touched = None;
        for chip in &self.chips {
            let Some(pocket) = placed.tray.get(chip.pocket) else { continue };
            let id = ui.scope_id().with(("pocket", &pocket.why));
            let response = ui.interact(chip.rect, id, Sense::click());
            response.widget_info(|| {
                WidgetInfo::labeled(
                    Role::Button,
                    true,
                    format!("No place on the map, {}", text::shown(&chip.words)),
                )
            });
            let hovered = response.hovered();
            let fill = if hovered { theme.raised_hover } else { theme.raised };
            paint(ui.painter(), theme, chip, pocket, emphasis(chip.pocket), fill);
            if hovered || response.clicked() {
                let clicked = response.clicked();
                touched = Some(Touched { pocket: chip.pocket, clicked, rect: chip.rect });
            }
        }
        touched
    }
}

fn paint(
    painter: &egui::Painter,
    theme: &Theme,
    chip: &Chip,
    pocket: &Pocket,
    emphasis: Emphasis,
    fill: egui::Color32,
) {
    painter.rect_filled(chip.rect, CHIP / 2.0, fill);
    if let Some(ring) = emphasis.ring(theme) {
        painter.rect_stroke(chip.rect, CHIP / 2.0, ring, StrokeKind::Inside);
    }
    let mut at = pos2(chip.rect.left() + size::PAD + DOT, chip.rect.center().y);
    for (index, _) in pocket.kinds.iter().enumerate().filter(|&(_, &n)| n > 0) {
        painter.circle_filled(at, DOT, theme.kind_at(index));
        at.x += DOT * 2.0 + 2.0;
    }
    at.x += 1.0;
    text::painted(painter, at, Align2::LEFT_CENTER, &chip.words, Face::Small.id(), theme.ink, f32::INFINITY);
}

/// Width of the dots for the kinds in a pocket.
fn dots(pocket: &Pocket) -> f32 {
    pocket.kinds.iter().filter(|&&n| n > 0).fold(1.0, |width, _| width + DOT * 2.0 + 2.0)
}

/// What a chip says.
pub fn words(pocket: &Pocket) -> String {
    let count = grouped(pocket.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n)));
    format!("{}: {count}", reason(&pocket.why))
}

/// Why events have no place on the map, in words.
pub fn reason(why: &Why) -> String {
    match why {
        Why::Line(name) if name.is_empty() => "along a border or line, no point".to_owned(),
        Why::Line(name) => format!("along {name}, no point"),
        Why::Area => "area not named or not on this map".to_owned(),
        Why::NamedOnly => "named, no coordinates".to_owned(),
        Why::Country(name) if name.is_empty() => "country only".to_owned(),
        Why::Country(name) => format!("country only, {name}"),
        Why::NotGiven => "place not given".to_owned(),
    }
}
