//! Pins put together by where they lie, so that what asks for a part of the plane walks over that part only.

use super::cluster::{Pin, add};
use crate::geo::PlaneBounds;
use crate::model::KINDS;

/// Pins in blocks of neighbours.
#[derive(Clone, Debug, Default)]
pub struct PinGrid {
    blocks: Vec<Block>,
    /// Numbers of pins, one block after the other, ascending within each.
    numbers: Vec<u32>,
    /// Pins that stand apart and are in no block.
    apart: Vec<u32>,
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

/// No more pins than this are a block, unless nearly all of them lie at one spot.
const PINS_A_BLOCK: usize = 64;
/// A block with more is parted into at most so many columns and rows.
const SIDE: f64 = 16.0;
/// How often a block is parted.
const DEEPEST: u32 = 6;

impl PinGrid {
    /// Sorts pins into blocks; `apart`, ascending, stay alone. O(pins · log pins).
    pub fn new(pins: &[Pin], apart: &[u32]) -> Self {
        let mut out = Self { apart: apart.to_vec(), ..Self::default() };
        let is_apart = |n: u32| !apart.is_empty() && apart.binary_search(&n).is_ok();
        let together: Vec<u32> =
            (0_u32..).zip(pins).map(|(number, _)| number).filter(|&n| !is_apart(n)).collect();
        out.numbers.reserve_exact(together.len());
        out.part(pins, &together, 0);
        out
    }

    /// Takes pins as a block, or as many blocks of those that lie close together.
    fn part(&mut self, pins: &[Pin], numbers: &[u32], depth: u32) {
        let some = || numbers.iter().filter_map(|&number| Some((number, pins.get(number as usize)?)));
        let Some(bounds) = PlaneBounds::around(some().map(|(_, pin)| pin.at)) else { return };
        if numbers.len() <= PINS_A_BLOCK || depth == DEEPEST {
            let first = self.numbers.len();
            self.numbers.extend_from_slice(numbers);
            let mut kinds = [0; KINDS];
            some().for_each(|(_, pin)| add(&mut kinds, &pin.kinds));
            self.blocks.push(Block { bounds, kinds, first, last: self.numbers.len() });
            return;
        }
        let side = (real(numbers.len()) / real(PINS_A_BLOCK) * 2.0).sqrt().ceil().clamp(2.0, SIDE);
        let columns = whole(side, SIDE);
        let share = |v: f64, low: f64, span: f64| {
            if span > 0.0 { whole((v - low) / span * side, side - 1.0) } else { 0 }
        };
        let mut parts: Vec<Vec<u32>> = vec![Vec::new(); columns * columns];
        for (number, pin) in some() {
            let column = share(pin.at.x_km, bounds.min.x_km, bounds.width_km());
            let row = share(pin.at.y_km, bounds.min.y_km, bounds.height_km());
            if let Some(part) = parts.get_mut(row * columns + column) {
                part.push(number);
            }
        }
        for part in &parts {
            self.part(pins, part, depth + 1);
        }
    }

    /// All blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Numbers of the pins of a block, ascending.
    pub fn members(&self, block: &Block) -> &[u32] {
        self.numbers.get(block.first..block.last).unwrap_or_default()
    }

    /// Numbers of the pins that are in no block, ascending.
    pub fn apart(&self) -> &[u32] {
        &self.apart
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

#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 pins")]
fn real(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the size of the grid"
)]
fn whole(value: f64, most: f64) -> usize {
    value.clamp(0.0, most) as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::geo::Plane;

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
            let window = PlaneBounds { min: Plane::new(x, y), max: Plane::new(x + w, y + h) };
            let near: std::collections::HashSet<u32> = grid.near(window).collect();
            for (n, pin) in (0_u32..).zip(&pins) {
                prop_assert!(!window.contains(pin.at) || near.contains(&n));
            }
        }
    }
}
