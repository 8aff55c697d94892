//! For each cell of a grid which segments can be the nearest to a point in it.

use super::cells::{Cells, SLACK_KM};
use crate::geo::atlas::LineClass;
use crate::geo::plane::Plane;
use crate::geo::warp::Warp;

/// Numbers by cells.
#[derive(Clone, Debug)]
pub(super) struct Lists {
    /// Where the list of each cell begins, and the end of the last.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    fn with_room(cells: &Cells) -> Self {
        let mut starts = Vec::with_capacity(cells.len() + 1);
        starts.push(0);
        Self { starts, numbers: Vec::new() }
    }

    /// The list of the next cell.
    fn push(&mut self, list: &[u32]) {
        self.numbers.extend_from_slice(list);
        self.starts.push(u32::try_from(self.numbers.len()).unwrap_or(u32::MAX));
    }

    /// The numbers of a cell, in the order that they were given in.
    pub fn of(&self, cell: usize) -> &[u32] {
        let at = |cell: usize| self.starts.get(cell).map_or(0, |&start| start as usize);
        self.numbers.get(at(cell)..at(cell + 1)).unwrap_or_default()
    }
}

/// The true lines that may bend the surroundings of a point, in the order in which the index looks at them.
pub(super) fn lines(cells: &Cells, warp: &Warp) -> Lists {
    let segments: Vec<(Plane, Plane)> = warp.lines().segments().collect();
    let wanted = |number: usize| warp.lines().class(number).is_some_and(|class| class != LineClass::Sheet);
    let near = near(cells, segments.iter().copied(), warp.reach_km());
    let mut lists = Lists::with_room(cells);
    let mut seen = vec![usize::MAX; segments.len()];
    let mut asked: Vec<usize> = Vec::new();
    for cell in 0..cells.len() {
        asked.clear();
        if near.get(cell).copied().unwrap_or(true) {
            let numbers = warp.lines().around(cells.bounds(cell).centre());
            asked.extend(numbers.filter(|&number| {
                let seen = seen.get_mut(number).map(|seen| std::mem::replace(seen, cell));
                seen != Some(cell) && wanted(number)
            }));
        }
        lists.push(&nearest_of_cell(cells, cell, &segments, &asked, warp.reach_km()));
    }
    lists
}

/// The pieces of the drawn main border that may be too near to a point.
pub(super) fn border(cells: &Cells, warp: &Warp) -> Lists {
    let near = near(cells, warp.main().iter().copied(), warp.clear_km());
    let all: Vec<usize> = (0..warp.main().len()).collect();
    let mut lists = Lists::with_room(cells);
    for cell in 0..cells.len() {
        let asked = if near.get(cell).copied().unwrap_or(true) { all.as_slice() } else { &[] };
        lists.push(&nearest_of_cell(cells, cell, warp.main(), asked, warp.clear_km()));
    }
    lists
}

/// The cells with points that may lie within `reach_km` of a segment.
fn near(cells: &Cells, segments: impl Iterator<Item = (Plane, Plane)>, reach_km: f64) -> Vec<bool> {
    let mut near = vec![false; cells.len()];
    let bounds = segments.filter_map(|(a, b)| crate::geo::plane::PlaneBounds::around([a, b]));
    for bounds in bounds {
        cells.within(bounds.grown(reach_km), |cell| {
            if let Some(slot) = near.get_mut(cell) {
                *slot = true;
            }
        });
    }
    near
}

/// Those of some segments that can be the nearest one, within `reach_km`, to a point of a cell.
///
/// From a point to a segment it is as far as from the cell's middle, give or take the way from there to a corner.
fn nearest_of_cell(
    cells: &Cells,
    cell: usize,
    segments: &[(Plane, Plane)],
    asked: &[usize],
    reach_km: f64,
) -> Vec<u32> {
    let bounds = cells.bounds(cell);
    let middle = bounds.centre();
    let to_corner_km = middle.distance_km(bounds.max) + SLACK_KM;
    let distance = |number: usize| {
        segments.get(number).map_or(f64::INFINITY, |&(a, b)| middle.nearest_on(a, b).distance_km(middle))
    };
    let far: Vec<f64> = asked.iter().map(|&number| distance(number)).collect();
    let least = far.iter().copied().fold(f64::INFINITY, f64::min);
    let most = (least + 2.0 * to_corner_km).min(reach_km + to_corner_km);
    let kept = asked.iter().zip(&far).filter(|&(_, &km)| km <= most).map(|(&number, _)| number);
    kept.filter_map(|number| u32::try_from(number).ok()).collect()
}
