//! The density: counted squares of the ground, what they are called, and what they say.

use std::sync::Arc;

use egui::Rect;
use egui::epaint::Mesh;

use super::convert::{events, f32_of, grouped, pos};
use super::marks::View;
use super::pile::{Anchor, Pile};
use super::sights::Sights;
use super::tips::Tip;
use crate::plot::density::{Cell, Density};
use crate::plot::{Sheet, Spot};
use crate::query::PlaceKey;
use crate::view::theme::Theme;

/// How much of the ground a square covers: borders and names shine through.
const COVER: f64 = 0.86;
/// So many squares, those with most hits, have a widget of their own; the pointer finds the others.
pub const MOST_WIDGETS: usize = 40;

/// All squares as one mesh; as many corners as runs of one class.
pub fn mesh(density: &Density, sheet: &Sheet, share: f64, theme: &Theme) -> Mesh {
    let mut mesh = Mesh::default();
    for ([first, last], row, class) in density.runs() {
        let (west, east) = (on_sheet(density, [first, row], sheet), on_sheet(density, [last, row], sheet));
        let colour = theme.count_class(class).gamma_multiply(f32_of(COVER * share));
        mesh.add_colored_rect(west.union(east), colour);
    }
    mesh
}

/// A square in positions of the sheet.
pub fn on_sheet(density: &Density, column: [i32; 2], sheet: &Sheet) -> Rect {
    let square = density.square(column);
    Rect::from_two_pos(pos(sheet.spot(square.min)), pos(sheet.spot(square.max)))
}

impl View<'_> {
    /// The square of this number.
    pub fn cell(&self, number: usize) -> Option<&Cell> {
        self.stage.scene().density.cells.get(number)
    }

    /// The square at a screen position, if it holds hits and squares are what the pointer finds.
    pub fn cell_at(&self, pointer: Spot) -> Option<usize> {
        let scene = self.stage.scene();
        if scene.picks_bubbles() {
            return None;
        }
        scene.density.at(self.scale.plane_from_screen(pointer))
    }

    /// A square on the screen.
    pub fn cell_rect(&self, cell: &Cell) -> Rect {
        let square = self.stage.scene().density.square(cell.column);
        Rect::from_two_pos(
            pos(self.scale.screen_from_plane(square.min)),
            pos(self.scale.screen_from_plane(square.max)),
        )
    }

    /// Numbers of the squares in view with most hits, most first.
    pub fn main_cells(&self) -> Vec<usize> {
        let scene = self.stage.scene();
        if scene.picks_bubbles() {
            return Vec::new();
        }
        let cells = scene.density.cells.iter().enumerate();
        let seen = cells.filter(|(_, cell)| self.map.contains(self.cell_rect(cell).center()));
        let mut ranks: Vec<_> =
            seen.map(|(number, cell)| (std::cmp::Reverse(cell.count()), number)).collect();
        if ranks.len() > MOST_WIDGETS {
            ranks.select_nth_unstable(MOST_WIDGETS);
            ranks.truncate(MOST_WIDGETS);
        }
        ranks.sort_unstable();
        ranks.into_iter().map(|(_, number)| number).collect()
    }

    fn places_in(&self, cell: &Cell) -> usize {
        let members = self.stage.scene().density.members(cell).iter();
        members.filter_map(|&pin| self.placed.spots.get(pin as usize)).filter(|spot| !spot.again).count()
    }

    /// What a square is called: its main place and how many others it holds.
    pub fn cell_title(&self, cell: &Cell, sights: &mut Sights<'_>) -> String {
        let name = sights.pin_name(cell.main);
        match self.places_in(cell) {
            0 | 1 => name,
            2 => format!("{name} and 1 more place"),
            n => format!("{name} and {} more places", grouped(u32::try_from(n - 1).unwrap_or(u32::MAX))),
        }
    }

    /// What a square says: the exact number, and the kinds.
    pub fn cell_tip(&self, cell: &Cell, sights: &mut Sights<'_>) -> Tip {
        let side = side_words(self.stage.scene().density.cell_km);
        let lines = vec![format!("{} in this square of {side}", events(cell.count()))];
        Tip { title: self.cell_title(cell, sights), lines, kinds: cell.kinds }
    }

    /// The list of a square's events.
    pub fn cell_pile(&self, cell: &Cell, sights: &mut Sights<'_>) -> Pile {
        let square = self.stage.scene().density.square(cell.column);
        let middle = square
            .min
            .moved((square.max.x_km - square.min.x_km) / 2.0, (square.max.y_km - square.min.y_km) / 2.0);
        Pile { title: self.cell_title(cell, sights), keys: self.cell_keys(cell), anchor: Anchor::Map(middle) }
    }

    /// The places in a square, ascending.
    pub fn cell_keys(&self, cell: &Cell) -> Arc<[PlaceKey]> {
        let members = self.stage.scene().density.members(cell).iter();
        let mut keys: Vec<PlaceKey> =
            members.filter_map(|&pin| self.placed.spots.get(pin as usize)).map(|spot| spot.key).collect();
        keys.sort_unstable();
        keys.into()
    }

    /// The highest class of counts in view, if there are squares in view.
    pub fn highest_class(&self) -> Option<usize> {
        let scene = self.stage.scene();
        let (sheet, onto) = (self.stage.sheet()?, self.stage.onto());
        let seen = |cell: &&Cell| {
            let at = sheet.spot(scene.density.square(cell.column).min);
            self.map.contains(pos(onto.screen(at)))
        };
        scene.density.cells.iter().filter(seen).map(Cell::class).max()
    }
}

/// The side of a square for people: "850 m", "2.5 km", "14 km".
pub fn side_words(km: f64) -> String {
    match km {
        km if km < 1.0 => format!("{:.0} m", km * 1000.0),
        km if km < 10.0 => format!("{km:.1} km"),
        km => format!("{km:.0} km"),
    }
}
