//! One row of the list: where its cells stand, and how it stands out.

use egui::{Align2, Painter, Rangef, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::model::EventId;
use crate::query::PlaceKey;
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::{Theme, size};
use crate::workspace::{Hover, Workspace};

use super::lines::Line;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Time with its precision.
    When,
    /// Kind as a dot and a word.
    Kind,
    /// Headline.
    Title,
    /// Place.
    Place,
    /// People killed, as claimed.
    Killed,
    /// Sources.
    Source,
    /// File.
    File,
}

/// The columns with their places from left to right.
pub struct Columns(pub Vec<(Column, Rangef)>);

impl Columns {
    /// Spreads them over a width: times, kinds and figures have theirs, the others share what is left.
    pub fn new(across: Rangef, several_files: bool) -> Self {
        let last = if several_files { Column::File } else { Column::Source };
        let fixed = 184.0 + 136.0 + 120.0;
        let left = (across.span() - super::scroll_bar::WIDTH - fixed).max(90.0);
        let wanted = [
            (Column::When, 184.0),
            (Column::Kind, 136.0),
            (Column::Title, left * 0.5),
            (Column::Place, left * 0.27),
            (Column::Killed, 120.0),
            (last, left * 0.23),
        ];
        let mut x = across.min;
        let spread = wanted.into_iter().map(|(column, width)| {
            let range = Rangef::new(x, x + width);
            x += width;
            (column, range)
        });
        Self(spread.collect())
    }
}

/// How a row stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Not.
    None,
    /// Under the pointer in another view.
    Hovered,
    /// Selected with others.
    Listed,
    /// The selected event.
    Front,
}

/// What stands out in this frame.
pub struct Marks<'a>(&'a Workspace);

impl<'a> Marks<'a> {
    /// As the workspace has it.
    pub fn new(work: &'a Workspace) -> Self {
        Self(work)
    }

    /// How an event's row stands out.
    pub fn of(&self, id: EventId) -> Mark {
        let selection = self.0.selection();
        let place = || self.0.store().place_key(id);
        let within = |keys: &[PlaceKey]| place().is_some_and(|key| keys.binary_search(&key).is_ok());
        let hovered = match self.0.hover() {
            Hover::Event(hovered) => *hovered == id,
            Hover::Places(keys) => within(keys),
            Hover::Nothing => false,
        };
        if selection.front() == Some(id) {
            Mark::Front
        } else if selection.contains(id) {
            Mark::Listed
        } else if hovered {
            Mark::Hovered
        } else {
            Mark::None
        }
    }
}

/// Shows row `n`, of which `seen` is in sight.
#[expect(
    clippy::too_many_arguments,
    reason = "each is one thing about the row, and a struct would only name them again"
)]
pub fn show(
    ui: &Ui,
    painter: &Painter,
    seen: Rect,
    rect: Rect,
    line: &Line,
    columns: &Columns,
    mark: Mark,
    n: u32,
) -> Response {
    let theme = Theme::of(ui);
    let response = ui.interact(seen, ui.scope_id().with(("row", n)), Sense::CLICK);
    let ground = match mark {
        Mark::Front | Mark::Listed => Some(theme.selection_fill),
        Mark::Hovered => Some(theme.raised_hover),
        Mark::None if response.hovered() => Some(theme.raised_hover),
        Mark::None if n.is_multiple_of(2) => Some(theme.grid),
        Mark::None => None,
    };
    if let Some(ground) = ground {
        painter.rect_filled(rect, 0.0, ground);
    }
    if mark == Mark::Front {
        let edge = Rect::from_min_size(rect.min, vec2(3.0, rect.height()));
        painter.rect_filled(edge, 0.0, theme.accent);
    }
    for &(column, across) in &columns.0 {
        cell(ui, painter, Rect::from_x_y_ranges(across, rect.y_range()), column, line, &response);
    }
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, mark == Mark::Front, name(line)));
    response
}

/// What a row is called: its cells in a row, the empty ones left out.
fn name(line: &Line) -> String {
    let cells = line.cells().into_iter().take(5).filter(|cell| !cell.is_empty());
    cells.map(text::shown).collect::<Vec<_>>().join(" · ")
}

fn cell(ui: &Ui, painter: &Painter, area: Rect, column: Column, line: &Line, row: &Response) {
    let theme = Theme::of(ui);
    let mut x = area.left() + size::GAP;
    let (words, face, ink) = match column {
        Column::When => (line.when.as_str(), Face::Body, theme.ink),
        Column::Kind => {
            let dot = pos2(x + size::DOT, area.center().y);
            painter.circle_filled(dot, size::DOT, theme.kind(line.kind));
            x += size::DOT * 2.0 + size::GAP;
            (line.kind.label(), Face::Small, theme.ink_weak)
        }
        Column::Title => (line.title.as_str(), Face::Body, theme.ink_strong),
        Column::Place => (line.place.as_str(), Face::Body, theme.ink),
        Column::Killed => (line.killed.as_str(), Face::Body, theme.ink),
        Column::Source => (line.source.as_str(), Face::Small, theme.ink_weak),
        Column::File => (line.file.as_str(), Face::Small, theme.ink_weak),
    };
    if words.is_empty() {
        return;
    }
    let width = (area.right() - x - size::PAD).max(0.0);
    let at = pos2(x, area.center().y);
    text::painted(painter, at, Align2::LEFT_CENTER, words, face.id(), ink, width);
    let under = row.hovered() && ui.input(|i| i.pointer.hover_pos()).is_some_and(|p| area.contains(p));
    if under && text::galley(ui, words, face.id(), ink, f32::INFINITY).size().x > width {
        row.clone().on_hover_ui_at_pointer(|ui| drop(text::label(ui, words)));
    }
}
