//! Pins put together by where they lie, so that what asks for a part of the plane walks over that part only.

use std::ops::Range;

use super::cluster::{Pin, add};
use crate::geo::{Plane, PlaneBounds};
use crate::model::{KINDS, both};
use order::{TOP, in_order, middle, number_of, quarters};

/// Pins in blocks of neighbours.
#[derive(Clone, Debug, Default)]
pub struct PinGrid {
    blocks: Vec<Block>,
    groups: Vec<Group>,
    /// Numbers of pins, one block after the other.
    numbers: Vec<u32>,
    /// Pins that stand apart and are in no block.
    apart: Vec<u32>,
    /// The same, those near each other together.
    clumps: Vec<Vec<u32>>,
}

/// Some pins that lie close together.
#[derive(Clone, Debug)]
pub struct Block {
    /// The smallest rectangle around them, km.
    pub bounds: PlaneBounds,
    /// The sum of their hits by kind.
    pub kinds: [u32; KINDS],
    first: usize,
    last: usize,
}

/// Some blocks that follow one another, and so mostly lie close together.
#[derive(Clone, Debug)]
pub struct Group {
    /// The smallest rectangle around them, km.
    pub bounds: PlaneBounds,
    /// The sum of their hits by kind.
    pub kinds: [u32; KINDS],
    /// The mean of the middles of the blocks, each as often as it has hits.
    pub middle: Plane,
    /// Number of pins.
    pub pins: usize,
    /// Numbers of the blocks.
    pub blocks: Range<usize>,
}

/// So many blocks are a group.
const BLOCKS_A_GROUP: usize = 16;
/// No more pins than this are a block, unless they lie closer together than squares can be told apart.
const PINS_A_BLOCK: usize = 64;
/// Pins from which a second thread is worth its start.
const MANY: usize = if cfg!(test) { 100 } else { 100_000 };
/// Pins that stand apart are put together where they are no further than this from the first of them.
const ONE_CITY_KM: f64 = 120.0;

impl PinGrid {
    /// Sorts pins into blocks; `apart`, ascending, stay alone. O(pins), on two threads where they are many.
    pub fn new(pins: &[Pin], apart: &[u32]) -> Self {
        let mut out = Self::default();
        out.sort(pins, apart);
        out
    }

    /// The same in the memory of another grid.
    pub fn sort(&mut self, pins: &[Pin], apart: &[u32]) {
        let sorted = in_order(pins, apart);
        *self = Self { apart: apart.to_vec(), clumps: clumps(pins, apart), ..std::mem::take(self).emptied() };
        self.numbers.reserve(sorted.len());
        let mut other = Self::default();
        // Quarters of quarters, so that there is one to part the work at.
        let quarters: Vec<&[u64]> = quarters(&sorted, TOP).flat_map(|four| quarters(four, TOP - 2)).collect();
        let few = sorted.len() <= PINS_A_BLOCK;
        let (all, level) = if few { (vec![sorted.as_slice()], TOP) } else { (quarters, TOP - 4) };
        let middle = middle(&all, sorted.len());
        let (first, second) = all.split_at(middle);
        both(
            "places in blocks",
            sorted.len() > MANY,
            || first.iter().for_each(|part| self.part(pins, part, level)),
            || second.iter().for_each(|part| other.part(pins, part, level)),
        );
        self.append(other);
        self.groups = groups(&self.blocks);
    }

    /// The same memory with nothing in it.
    pub(super) fn emptied(self) -> Self {
        let Self { mut blocks, mut numbers, .. } = self;
        blocks.clear();
        numbers.clear();
        Self { blocks, numbers, ..Self::default() }
    }

    /// Takes pins as a block, or as many blocks of those that lie close together; `level` bits say where in their square.
    fn part(&mut self, pins: &[Pin], sorted: &[u64], level: u32) {
        if sorted.len() <= PINS_A_BLOCK || level == 0 {
            self.take(pins, sorted);
        } else {
            quarters(sorted, level).for_each(|quarter| self.part(pins, quarter, level - 2));
        }
    }

    /// Takes pins as one block.
    fn take(&mut self, pins: &[Pin], sorted: &[u64]) {
        let first = self.numbers.len();
        self.numbers.extend(sorted.iter().map(|&entry| number_of(entry)));
        let numbers = self.numbers.get(first..).unwrap_or_default();
        let own = || numbers.iter().filter_map(|&number| pins.get(number as usize));
        let Some(bounds) = PlaneBounds::around(own().map(|pin| pin.at)) else { return };
        let mut kinds = [0; KINDS];
        own().for_each(|pin| add(&mut kinds, &pin.kinds));
        self.blocks.push(Block { bounds, kinds, first, last: self.numbers.len() });
    }

    /// Takes the blocks of another grid behind its own.
    fn append(&mut self, other: Self) {
        let before = self.numbers.len();
        let moved = |block: Block| Block { first: block.first + before, last: block.last + before, ..block };
        self.blocks.extend(other.blocks.into_iter().map(moved));
        self.numbers.extend(other.numbers);
    }

    /// All blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All blocks in groups of neighbours.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Numbers of the pins of a block.
    pub fn members(&self, block: &Block) -> &[u32] {
        self.numbers.get(block.first..block.last).unwrap_or_default()
    }

    /// Numbers of the pins that are in no block, ascending.
    pub fn apart(&self) -> &[u32] {
        &self.apart
    }

    /// The pins that are in no block, those of one city together.
    pub fn clumps(&self) -> &[Vec<u32>] {
        &self.clumps
    }

    /// Numbers of all pins within a window and of some around it, each once.
    pub fn near(&self, window: PlaneBounds) -> impl Iterator<Item = u32> {
        let blocks = || self.blocks.iter().filter(move |block| block.bounds.meets(&window));
        let count: usize = blocks().map(|block| block.last - block.first).sum();
        // Where most are near, all of them in their order in memory are sooner read.
        let all = count * 3 > self.numbers.len();
        let some = (!all).then(|| blocks().flat_map(|block| self.members(block)).chain(&self.apart).copied());
        let every = all.then(|| 0..u32::try_from(self.numbers.len() + self.apart.len()).unwrap_or(u32::MAX));
        some.into_iter().flatten().chain(every.into_iter().flatten())
    }
}

fn clumps(pins: &[Pin], apart: &[u32]) -> Vec<Vec<u32>> {
    let mut clumps: Vec<(Plane, Vec<u32>)> = Vec::new();
    for &number in apart {
        let Some(Pin { at, .. }) = pins.get(number as usize) else { continue };
        match clumps.iter_mut().find(|(first, _)| first.distance_km(*at) < ONE_CITY_KM) {
            Some((_, members)) => members.push(number),
            None => clumps.push((*at, vec![number])),
        }
    }
    clumps.into_iter().map(|(_, members)| members).collect()
}

fn groups(blocks: &[Block]) -> Vec<Group> {
    let starts = (0..blocks.len()).step_by(BLOCKS_A_GROUP);
    starts
        .zip(blocks.chunks(BLOCKS_A_GROUP))
        .filter_map(|(start, blocks)| Group::new(start, blocks))
        .collect()
}

impl Group {
    fn new(start: usize, blocks: &[Block]) -> Option<Self> {
        let bounds = PlaneBounds::around(blocks.iter().flat_map(|b| [b.bounds.min, b.bounds.max]))?;
        let (mut kinds, mut hits, mut sum) = ([0; KINDS], 0.0, (0.0, 0.0));
        for Block { bounds: PlaneBounds { min, max }, kinds: own, .. } in blocks {
            add(&mut kinds, own);
            let weight: f64 = own.iter().copied().map(f64::from).sum();
            hits += weight;
            sum.0 += weight * f64::midpoint(min.x_km, max.x_km);
            sum.1 += weight * f64::midpoint(min.y_km, max.y_km);
        }
        let middle = if hits > 0.0 {
            Plane::new(sum.0 / hits, sum.1 / hits)
        } else {
            bounds.min.moved(bounds.width_km() / 2.0, bounds.height_km() / 2.0)
        };
        let pins = blocks.iter().map(|block| block.last - block.first).sum();
        Some(Self { bounds, kinds, middle, pins, blocks: start..start + blocks.len() })
    }
}

mod order;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_pin_is_in_one_place_and_those_of_a_window_are_found(
            spots in prop::collection::vec((-500.0_f64..500.0, -300.0_f64..300.0), 0..400),
            [x, y, w, h] in [-400.0_f64..400.0, -300.0..300.0, 0.0..500.0, 0.0..300.0],
            every in 2_u32..50,
        ) {
            let pins: Vec<Pin> = spots.iter().map(|&(x, y)| Pin { at: Plane::new(x, y), kinds: [1; KINDS] }).collect();
            let apart: Vec<u32> = (0..u32::try_from(pins.len()).unwrap()).filter(|n| n % every == 0).collect();
            let grid = PinGrid::new(&pins, &apart);
            let mut all: Vec<u32> = grid.blocks().iter().flat_map(|b| grid.members(b)).chain(grid.apart()).copied().collect();
            all.sort_unstable();
            prop_assert_eq!(all, (0..u32::try_from(pins.len()).unwrap()).collect::<Vec<_>>());
            for block in grid.blocks() {
                let members = grid.members(block);
                prop_assert!(members.iter().all(|&n| block.bounds.contains(pins[n as usize].at)));
                prop_assert_eq!(block.kinds[0] as usize, members.len());
            }
            let numbers: Vec<usize> = grid.groups().iter().flat_map(|group| group.blocks.clone()).collect();
            prop_assert_eq!(numbers, (0..grid.blocks().len()).collect::<Vec<_>>());
            for group in grid.groups() {
                let blocks = &grid.blocks()[group.blocks.clone()];
                let members: usize = blocks.iter().map(|block| grid.members(block).len()).sum();
                prop_assert_eq!((group.pins, group.kinds[0] as usize), (members, members));
                prop_assert!(blocks.iter().all(|block| group.bounds.encloses(&block.bounds)));
            }
            let window = PlaneBounds { min: Plane::new(x, y), max: Plane::new(x + w, y + h) };
            let near: std::collections::HashSet<u32> = grid.near(window).collect();
            for (n, pin) in (0_u32..).zip(&pins) {
                prop_assert!(!window.contains(pin.at) || near.contains(&n));
            }
        }
    }
}
