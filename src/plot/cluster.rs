//! Which places share a bubble: grouped on a grid that is anchored in the plane, so that panning changes nothing.
//!
//! The grid's cells have the size of a bubble at a stepped zoom; between two steps bubbles only move apart or together.
//! Bubbles that would cover each other at that zoom become one.

use std::ops::Range;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::MapScale;
use crate::geo::{Plane, PlaneBounds};
use crate::model::KINDS;

/// A place with hits, as a point on the plane.
#[derive(Clone, Copy, Debug)]
pub struct Pin {
    /// Where it is drawn, km.
    pub at: Plane,
    /// Hits by kind, at least one.
    pub kinds: [u32; KINDS],
}

impl Pin {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        sum(&self.kinds)
    }
}

/// Places that are drawn as one bubble.
#[derive(Clone, Debug, PartialEq)]
pub struct Bubble {
    /// Where it is drawn, km: the place with the most hits, so that it never stands where nothing happened.
    pub at: Plane,
    /// Hits by kind.
    pub kinds: [u32; KINDS],
    /// Number of the pin it is drawn at.
    pub main: u32,
    members: Range<u32>,
}

impl Bubble {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        sum(&self.kinds)
    }
}

/// All bubbles of a part of the plane at one zoom step, the ones with most hits first.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    /// The bubbles.
    pub bubbles: Vec<Bubble>,
    members: Vec<u32>,
}

/// Side of a grid cell in points at the zoom of its step.
const CELL_POINTS: f64 = 26.0;
/// Share of the two radii within which two bubbles become one.
const TOUCH: f64 = 0.86;

/// How large bubbles are: their areas go with their counts, with a floor so that each can be seen and its number read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sizes {
    /// Radius in points that a bubble of one hit would have if there were no floor.
    pub of_one: f64,
}

impl Sizes {
    /// The largest bubble, radius in points.
    pub const LARGEST: f64 = 23.0;

    /// Sizes for so many hits in all; the same for numbers of about the same size.
    pub fn for_total(hits: u32) -> Self {
        let about = f64::from(hits.max(1).checked_next_power_of_two().unwrap_or(u32::MAX));
        Self { of_one: (64.0 / about.sqrt()).min(2.6) }
    }

    /// Radius in points of a bubble of this count.
    pub fn radius(self, count: u32) -> f64 {
        let floor = match count {
            0 | 1 => 5.0,
            2..=9 => 8.0,
            10..=99 => 9.0,
            100..=999 => 11.0,
            _ => 13.0,
        };
        (self.of_one * f64::from(count).sqrt()).clamp(floor, Self::LARGEST)
    }
}

/// The zoom step of a scale, in half octaves; equal for nearly equal zooms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ZoomStep(i32);

impl ZoomStep {
    /// The step at which a kilometre is a point: for what is laid out in points.
    pub const UNIT: Self = Self(0);

    /// The step of a scale.
    pub fn of(scale: &MapScale) -> Self {
        Self::of_zoom(scale.km_per_point)
    }

    /// The step of so many kilometres a point.
    #[expect(clippy::cast_possible_truncation, reason = "a logarithm of a bounded zoom is small")]
    pub fn of_zoom(km_per_point: f64) -> Self {
        Self((km_per_point.log2() * 2.0).round() as i32)
    }

    /// Kilometres a point at the middle of the step.
    pub fn km_per_point(self) -> f64 {
        (f64::from(self.0) / 2.0).exp2()
    }
}

impl Clusters {
    /// Groups the pins within a window; O(pins). Pins outside of it are passed over.
    pub fn new(pins: &[Pin], window: PlaneBounds, step: ZoomStep, sizes: Sizes) -> Self {
        Self::among((0_u32..).zip(pins), window, step, sizes)
    }

    /// The same for some pins with their numbers, in any order.
    pub fn among<'a>(
        pins: impl Iterator<Item = (u32, &'a Pin)>,
        window: PlaneBounds,
        step: ZoomStep,
        sizes: Sizes,
    ) -> Self {
        Grouped::among(pins, window, step, sizes).clusters()
    }

    /// Numbers of the pins in a bubble.
    pub fn members(&self, bubble: &Bubble) -> &[u32] {
        let range = bubble.members.start as usize..bubble.members.end as usize;
        self.members.get(range).unwrap_or_default()
    }

    /// Number of pins in all bubbles.
    pub fn places(&self) -> usize {
        self.members.len()
    }
}

/// Pins that are grouped, before the bubbles are put in order: enough to count them.
pub struct Grouped {
    cells: Vec<Cell>,
    /// Pins with the cell that each lies in.
    cell_of: Vec<(u32, u32)>,
}

impl Grouped {
    /// As [`Clusters::among`].
    pub fn among<'a>(
        pins: impl Iterator<Item = (u32, &'a Pin)>,
        window: PlaneBounds,
        step: ZoomStep,
        sizes: Sizes,
    ) -> Self {
        let cell_km = CELL_POINTS * step.km_per_point();
        let (mut cells, cell_of) = gather(pins, window, cell_km);
        merge(&mut cells, cell_km, step.km_per_point(), sizes);
        Self { cells, cell_of }
    }

    /// Number of pins in all bubbles.
    pub fn places(&self) -> usize {
        self.cell_of.len()
    }

    /// Number of bubbles.
    pub fn bubbles(&self) -> usize {
        self.cells.iter().filter(|cell| cell.into.is_none()).count()
    }

    /// The bubbles with their pins.
    pub fn clusters(&self) -> Clusters {
        let Self { cells, cell_of } = self;
        let mut out = Clusters::default();
        let mut slots = vec![0_u32; cells.len()];
        let mut next = 0;
        let mut order: Vec<usize> = (0..cells.len()).collect();
        order.sort_unstable_by_key(|&i| cells.get(i).map(Cell::rank));
        for index in order {
            let Some(cell) = cells.get(index).filter(|c| c.into.is_none()) else { continue };
            if let Some(slot) = slots.get_mut(index) {
                *slot = next;
            }
            let members = next..next + cell.pins;
            next = members.end;
            out.bubbles.push(Bubble { at: cell.at, kinds: cell.kinds, main: cell.main, members });
        }
        out.members = vec![0; next as usize];
        for &(pin, cell) in cell_of {
            let target = root(cells, cell as usize);
            let Some(slot) = slots.get_mut(target) else { continue };
            if let Some(member) = out.members.get_mut(*slot as usize) {
                *member = pin;
            }
            *slot += 1;
        }
        out
    }
}

/// What lies in one cell of the grid.
struct Cell {
    column: [i32; 2],
    at: Plane,
    kinds: [u32; KINDS],
    /// Hits of the pin that the bubble stands at.
    most: u32,
    main: u32,
    pins: u32,
    into: Option<usize>,
}

impl Cell {
    /// Most hits first; ties in the order of the grid, so that the result does not depend on the window.
    fn rank(&self) -> (std::cmp::Reverse<u32>, [i32; 2]) {
        (std::cmp::Reverse(sum(&self.kinds)), self.column)
    }
}

fn gather<'a>(
    pins: impl Iterator<Item = (u32, &'a Pin)>,
    window: PlaneBounds,
    cell_km: f64,
) -> (Vec<Cell>, Vec<(u32, u32)>) {
    let mut index = Index::new(window, cell_km);
    let mut cells: Vec<Cell> = Vec::new();
    let mut cell_of = Vec::new();
    for (number, pin) in pins {
        if !window.contains(pin.at) {
            continue;
        }
        let column = [grid(pin.at.x_km / cell_km), grid(pin.at.y_km / cell_km)];
        let Some(slot) = index.slot(column) else { continue };
        if *slot == NONE {
            let (kinds, most) = ([0; KINDS], 0);
            cells.push(Cell { column, at: pin.at, kinds, most, main: number, pins: 0, into: None });
            *slot = u32::try_from(cells.len() - 1).unwrap_or(NONE);
        }
        let slot = *slot;
        if let Some(cell) = cells.get_mut(slot as usize) {
            cell.pins += 1;
            add(&mut cell.kinds, &pin.kinds);
            let count = pin.count();
            if count > cell.most || (count == cell.most && number < cell.main) {
                (cell.most, cell.main, cell.at) = (count, number, pin.at);
            }
            cell_of.push((number, slot));
        }
    }
    (cells, cell_of)
}

/// Which cell stands at a column: a table over the window where that is small, as for every view; else a map.
pub(super) enum Index {
    Table { low: [i32; 2], columns: [i32; 2], slots: Vec<u32> },
    Map(HashMap<[i32; 2], u32, RandomState>),
}

/// Stands for "no cell".
pub(super) const NONE: u32 = u32::MAX;
/// The largest table.
const MOST_SLOTS: i64 = 1 << 18;

impl Index {
    /// No cells yet.
    pub(super) fn new(window: PlaneBounds, cell_km: f64) -> Self {
        let low = [grid(window.min.x_km / cell_km), grid(window.min.y_km / cell_km)];
        let high = [grid(window.max.x_km / cell_km), grid(window.max.y_km / cell_km)];
        let span = |low: i32, high: i32| high.saturating_sub(low).saturating_add(1);
        let columns = [span(low[0], high[0]), span(low[1], high[1])];
        let count = i64::from(columns[0]) * i64::from(columns[1]);
        match usize::try_from(count) {
            Ok(size) if count <= MOST_SLOTS => Self::Table { low, columns, slots: vec![NONE; size] },
            _ => Self::Map(HashMap::default()),
        }
    }

    /// The slot of a column; [`NONE`] at first.
    pub(super) fn slot(&mut self, column: [i32; 2]) -> Option<&mut u32> {
        match self {
            Self::Table { low, columns, slots } => {
                let (x, y) = (column[0] - low[0], column[1] - low[1]);
                slots.get_mut(usize::try_from(y * columns[0] + x).ok()?)
            }
            Self::Map(map) => Some(map.entry(column).or_insert(NONE)),
        }
    }
}

/// Lets big bubbles take in those that they would cover, biggest first.
fn merge(cells: &mut [Cell], cell_km: f64, km_per_point: f64, sizes: Sizes) {
    let mut order: Vec<usize> = (0..cells.len()).collect();
    order.sort_unstable_by_key(|&i| cells.get(i).map(Cell::rank));
    let mut standing: HashMap<[i32; 2], usize, RandomState> = HashMap::default();
    for index in order {
        let Some(cell) = cells.get(index) else { continue };
        let radius = sizes.radius(sum(&cell.kinds));
        let taker = around(cell.column).filter_map(|column| standing.get(&column).copied()).find(|&other| {
            cells.get(other).is_some_and(|big| {
                let reach = (radius + sizes.radius(sum(&big.kinds))) * TOUCH * km_per_point;
                big.at.distance_km(cell.at) < reach.max(cell_km / 2.0)
            })
        });
        match taker {
            None => drop(standing.insert(cell.column, index)),
            Some(taker) => {
                let (kinds, pins) = (cell.kinds, cell.pins);
                if let Some(cell) = cells.get_mut(index) {
                    cell.into = Some(taker);
                }
                if let Some(taker) = cells.get_mut(taker) {
                    add(&mut taker.kinds, &kinds);
                    taker.pins += pins;
                }
            }
        }
    }
}

/// The columns whose bubbles may touch one that stands in this column, near ones first.
fn around([x, y]: [i32; 2]) -> impl Iterator<Item = [i32; 2]> {
    const STEPS: [i32; 5] = [0, 1, -1, 2, -2];
    STEPS
        .into_iter()
        .flat_map(move |dx| STEPS.into_iter().map(move |dy| [x.saturating_add(dx), y.saturating_add(dy)]))
}

fn root(cells: &[Cell], mut index: usize) -> usize {
    while let Some(into) = cells.get(index).and_then(|cell| cell.into) {
        index = into;
    }
    index
}

fn sum(kinds: &[u32; KINDS]) -> u32 {
    kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
}

/// Adds counts by kind.
pub fn add(kinds: &mut [u32; KINDS], more: &[u32; KINDS]) {
    for (n, m) in kinds.iter_mut().zip(more) {
        *n = n.saturating_add(*m);
    }
}

/// The next whole number below; a call of the library's `floor` would take longer than all else that is done with a pin.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates; cells so far out may share a column"
)]
pub(super) fn grid(value: f64) -> i32 {
    let towards_zero = value as i32;
    towards_zero.saturating_sub(i32::from(f64::from(towards_zero) > value))
}

#[cfg(test)]
mod tests;
