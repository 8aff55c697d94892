//! For each cell of a grid which areas can hold its points: most cells lie wholly in one, or in none.

use super::cells::Cells;
use crate::geo::lookup::BandIndex;
use crate::geo::plane::Plane;

/// The areas of one list by cells.
#[derive(Clone, Debug)]
pub(super) struct AreaCells<'a> {
    areas: &'a [BandIndex],
    /// [`NOWHERE`], [`ASK`], [`OPEN`] with the number of an [`Open`], else the number of an area and one: few bytes, for all
    /// of them are looked at in no order.
    answers: Vec<u16>,
    open: Vec<Open>,
}

/// No area holds a point of the cell.
const NOWHERE: u16 = 0;
/// It depends on the point.
const OPEN: u16 = 0x8000;
/// So it does, and there was no number left to say how.
const ASK: u16 = 0xFFFF;

/// What is known of the points of a cell.
enum Answer {
    Nowhere,
    /// All lie in this area, and in none before it.
    In(usize),
    /// Number of an [`Open`].
    Open(usize),
    Ask,
}

fn answer(code: u16) -> Answer {
    match code {
        NOWHERE => Answer::Nowhere,
        ASK => Answer::Ask,
        code if code >= OPEN => Answer::Open(usize::from(code - OPEN)),
        code => Answer::In(usize::from(code) - 1),
    }
}

/// A cell with an edge in it.
#[derive(Clone, Debug)]
struct Open {
    /// Those that may hold a point, in their order.
    asked: Vec<usize>,
    /// The area that holds all points that none of these holds.
    else_in: Option<usize>,
}

impl<'a> AreaCells<'a> {
    /// Looks where the edges of areas run; O(edges + cells that they meet).
    pub fn new(cells: &Cells, areas: &'a [BandIndex]) -> Self {
        let mut found = Self { areas, answers: vec![NOWHERE; cells.len()], open: Vec::new() };
        let mut edged = vec![usize::MAX; cells.len()];
        for (number, area) in areas.iter().enumerate() {
            for (a, b) in area.edges() {
                cells.along(a, b, |cell| {
                    if let Some(slot) = edged.get_mut(cell) {
                        *slot = number;
                    }
                });
            }
            found.add(cells, number, area, &edged);
        }
        found
    }

    /// The first area that holds a point, which lies in this cell.
    pub fn first_around(&self, cell: usize, p: Plane) -> Option<usize> {
        match answer(*self.answers.get(cell)?) {
            Answer::Nowhere => None,
            Answer::In(number) => Some(number),
            Answer::Open(open) => {
                let open = self.open.get(open)?;
                let holds = |number: &&usize| self.areas.get(**number).is_some_and(|area| area.contains(p));
                open.asked.iter().find(holds).copied().or(open.else_in)
            }
            Answer::Ask => self.areas.iter().position(|area| area.contains(p)),
        }
    }

    /// Whether all points of this cell are known to lie in an area.
    pub fn is_in(&self, cell: usize, number: usize) -> bool {
        self.answers.get(cell).is_some_and(|&code| matches!(answer(code), Answer::In(n) if n == number))
    }

    /// The areas, for tests.
    #[cfg(test)]
    pub fn areas(&self) -> &'a [BandIndex] {
        self.areas
    }

    fn add(&mut self, cells: &Cells, number: usize, area: &BandIndex, edged: &[usize]) {
        let bounds = area.bounds();
        for row in cells.rows_of(bounds.min.y_km, bounds.max.y_km) {
            // Between two cells with an edge all points are on one side of it.
            let mut inside = None;
            for column in cells.columns_of(bounds.min.x_km, bounds.max.x_km) {
                let cell = row * cells.columns() + column;
                if edged.get(cell) == Some(&number) {
                    inside = None;
                    self.ask(cell, number);
                } else if *inside.get_or_insert_with(|| area.contains(cells.bounds(cell).centre())) {
                    self.fill(cell, number);
                }
            }
        }
    }

    /// An edge of the area runs through a cell.
    fn ask(&mut self, cell: usize, number: usize) {
        let Some(code) = self.answers.get_mut(cell) else { return };
        match answer(*code) {
            Answer::Nowhere => {
                let open = u16::try_from(self.open.len()).ok().filter(|&open| open < ASK - OPEN);
                *code = open.map_or(ASK, |open| OPEN + open);
                if open.is_some() {
                    self.open.push(Open { asked: vec![number], else_in: None });
                }
            }
            Answer::Open(open) => {
                if let Some(open) = self.open.get_mut(open).filter(|open| open.else_in.is_none()) {
                    open.asked.push(number);
                }
            }
            Answer::In(_) | Answer::Ask => {}
        }
    }

    /// All points of a cell lie in the area.
    fn fill(&mut self, cell: usize, number: usize) {
        let Some(code) = self.answers.get_mut(cell) else { return };
        match answer(*code) {
            Answer::Nowhere => {
                *code = u16::try_from(number + 1).ok().filter(|&code| code < OPEN).unwrap_or(ASK);
            }
            Answer::Open(open) => {
                if let Some(open) = self.open.get_mut(open) {
                    open.else_in.get_or_insert(number);
                }
            }
            Answer::In(_) | Answer::Ask => {}
        }
    }
}
