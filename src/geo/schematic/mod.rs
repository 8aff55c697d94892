//! The octilinear schematic of any set of shared lines: few directions, few bends, nothing crossing or touching.
//!
//! Lines are placed by rank: sheet edge, main border, other borders, shores, province lines. Each chain of a rank
//! takes the calmest free path on a grid ([`route`]); where lesser lines meet it, their junction slides along it to a
//! node of its own. A taken node or diagonal is never used again, so lines can neither cross nor touch.
//! After the directions of C-directed paths (Merrick & Gudmundsson 2006; Buchin et al. 2016).

mod chains;
mod grid;
mod place;
mod route;

use super::atlas::{ArcArea, LineClass};
use super::plane::Plane;
use chains::Net;
use place::Placing;

/// A set of lines made octilinear.
#[derive(Clone, Debug)]
pub struct Schematic {
    /// For each line its corners, in km; `None` for lines of islands too small for the grid, which are left out.
    pub lines: Vec<Option<Vec<Plane>>>,
    /// For each line and each of its original points, where the point came to lie on the schematic line.
    pub anchors: Vec<Option<Vec<Plane>>>,
    /// How far a point of a line was shifted at most, in km (the sheet's edge not counted).
    pub shift_km: f64,
    /// The grid's cell in km.
    pub grid_km: f64,
}

/// Tries at an order in which all lines find a way; each failed one goes first in its rank the next time.
const TRIES: usize = 12;

impl Schematic {
    /// Makes a schematic of lines that share their end points exactly. `areas` keep junctions in their own country.
    /// `None` when the lines are too dense for the grid.
    pub fn of(lines: &[Vec<Plane>], classes: &[LineClass], areas: &[ArcArea], grid_km: f64) -> Option<Self> {
        let ranks: Vec<u8> = classes.iter().map(|&class| rank(class)).collect();
        Self::of_ranks(lines, &ranks, areas, grid_km)
    }

    /// As [`Self::of`], with the order in which lines are placed: 0 the sheet's edge, 1 the main border, 2 other
    /// borders, 3 shores, 4 province lines.
    pub fn of_ranks(lines: &[Vec<Plane>], ranks: &[u8], areas: &[ArcArea], grid_km: f64) -> Option<Self> {
        let net = Net::new(lines);
        let mut first: Vec<usize> = Vec::new();
        let mut tried: Vec<Vec<usize>> = Vec::new();
        while tried.len() < TRIES && !tried.contains(&first) {
            tried.push(first.clone());
            let mut placing = Placing::new(lines, ranks, areas, &net, grid_km);
            match placing.place_all(&first) {
                Ok(()) => return Some(placing.finish()),
                Err(stuck) => {
                    first.retain(|&arc| arc != stuck);
                    first.insert(0, stuck);
                }
            }
        }
        None
    }
}

/// The order in which classes are placed.
pub(super) fn rank(class: LineClass) -> u8 {
    match class {
        LineClass::Sheet => 0,
        LineClass::Contested => 1,
        LineClass::International | LineClass::LineOfControl | LineClass::Indefinite => 2,
        LineClass::Coast => 3,
        LineClass::Province => 4,
    }
}

#[cfg(test)]
mod tests;
