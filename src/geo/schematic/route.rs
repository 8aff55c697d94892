//! The calmest octilinear path along a line: dynamic programming over (place along the line, grid node, direction).
//!
//! The path goes in single steps of the grid. While it goes, the line is followed too, so that a bend and not the
//! neck of a peninsula is cut off. What it costs: the squared distance to the line in step, its bends and its length.

use super::grid::{Node, STEPS, Taken, diagonal, node_at};
use crate::geo::plane::Plane;

/// A point in grid cells.
pub(super) type Cells = (f64, f64);

/// What a path costs beyond its distance from the line, in squared cells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Costs {
    /// For a bend of 45°, 90° and 135°.
    pub(super) bends: [f64; 3],
    /// For a cell of length.
    pub(super) length: f64,
}

/// A path and how the line's samples lie along it.
#[derive(Clone, Debug)]
pub(super) struct Path {
    /// Neighbouring grid nodes.
    pub(super) nodes: Vec<Node>,
    /// For each sample the place on the path, as a number of nodes from its start (2.5: halfway from the third to the fourth).
    pub(super) along: Vec<f64>,
}

/// Samples a step of the path may pass.
const MOST_SAMPLES: usize = 3;
/// States dearer than the best of their sample by more than this cannot win: a detour back costs less.
const BEAM: f64 = 30.0;
/// "No direction yet".
const START: usize = 8;
const DIRECTIONS: usize = 9;

#[derive(Clone, Copy)]
struct Arrival {
    cost: f64,
    /// Samples passed since, 0 for none: the path stood still for one sample.
    passed: u8,
    direction_before: u8,
}

const NEVER: Arrival = Arrival { cost: f64::INFINITY, passed: 0, direction_before: 0 };

struct Search<'a> {
    samples: &'a [Cells],
    /// The grid node at each sample: its window of nodes lies around it.
    centres: Vec<Node>,
    reach: i32,
    weight: f64,
    costs: Costs,
    table: Vec<Arrival>,
}

/// The cheapest free path from `start` to `goal` within `reach` cells of the samples; `None` if all ways are taken.
pub(super) fn route(
    samples: &[Cells],
    (start, goal): (Node, Node),
    reach: i32,
    costs: Costs,
    taken: &Taken,
) -> Option<Path> {
    let last = samples.len().checked_sub(1)?;
    let width = usize::try_from(2 * reach + 1).ok()?;
    let length: f64 =
        samples.iter().zip(samples.iter().skip(1)).map(|(a, b)| (a.0 - b.0).hypot(a.1 - b.1)).sum();
    let mut search = Search {
        samples,
        centres: samples.iter().map(|&(x, y)| node_at(Plane::new(x, y), 1.0)).collect(),
        reach,
        weight: length / to_f64(last.max(1)),
        costs,
        table: vec![NEVER; samples.len() * width * width * DIRECTIONS],
    };
    let first = search.slot(0, start, START)?;
    search.arrive(first, Arrival { cost: 0.0, ..NEVER });
    for sample in 0..last {
        search.leave(sample, goal, taken);
    }
    let best = (0..DIRECTIONS)
        .filter_map(|direction| Some((direction, search.cost(search.slot(last, goal, direction)?))))
        .filter(|(_, cost)| cost.is_finite())
        .min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(without_loops(search.retrace(last, goal, best.0)))
}

impl Search<'_> {
    /// Where (sample, node, direction) is kept; `None` when the node is out of the sample's reach.
    fn slot(&self, sample: usize, node: Node, direction: usize) -> Option<usize> {
        let centre = self.centres.get(sample)?;
        let (dx, dy) = (node.0 - centre.0 + self.reach, node.1 - centre.1 + self.reach);
        let width = 2 * self.reach + 1;
        if !(0..width).contains(&dx) || !(0..width).contains(&dy) {
            return None;
        }
        let width = usize::try_from(width).ok()?;
        let cell = usize::try_from(dx).ok()? * width + usize::try_from(dy).ok()?;
        Some((sample * width * width + cell) * DIRECTIONS + direction)
    }

    fn cost(&self, slot: usize) -> f64 {
        self.table.get(slot).map_or(f64::INFINITY, |a| a.cost)
    }

    fn arrive(&mut self, slot: usize, arrival: Arrival) {
        if let Some(known) = self.table.get_mut(slot)
            && arrival.cost < known.cost
        {
            *known = arrival;
        }
    }

    /// Goes on from all nodes of a sample: standing still, or one step in each direction.
    fn leave(&mut self, sample: usize, goal: Node, taken: &Taken) {
        let Some(&centre) = self.centres.get(sample) else { return };
        let hopeless = self.least(sample) + BEAM;
        for dx in -self.reach..=self.reach {
            for dy in -self.reach..=self.reach {
                let node = (centre.0 + dx, centre.1 + dy);
                let Some(slot) = self.slot(sample, node, 0) else { continue };
                let mut costs = [f64::INFINITY; DIRECTIONS];
                for (cost, arrival) in costs.iter_mut().zip(self.table.iter().skip(slot)) {
                    *cost = if arrival.cost <= hopeless { arrival.cost } else { f64::INFINITY };
                }
                if costs.iter().all(|cost| cost.is_infinite()) {
                    continue;
                }
                self.stand(sample, node, &costs);
                for (onward, offset) in STEPS.iter().enumerate() {
                    let next = (node.0 + offset.0, node.1 + offset.1);
                    let closed = (next != goal && taken.has(next)) || taken.bars(node, next);
                    if !closed {
                        self.go(sample, (node, next), goal, (onward, &costs));
                    }
                }
            }
        }
    }

    fn least(&self, sample: usize) -> f64 {
        let per_sample = self.table.len() / self.samples.len().max(1);
        let own = self.table.iter().skip(sample * per_sample).take(per_sample);
        own.map(|arrival| arrival.cost).fold(f64::INFINITY, f64::min)
    }

    fn stand(&mut self, sample: usize, node: Node, costs: &[f64; DIRECTIONS]) {
        let Some(slot) = self.slot(sample + 1, node, 0) else { return };
        let off = self.off(sample + 1, node_cells(node));
        for (direction, cost) in costs.iter().enumerate().filter(|(_, cost)| cost.is_finite()) {
            self.arrive(
                slot + direction,
                Arrival { cost: cost + off, passed: 0, direction_before: small(direction) },
            );
        }
    }

    /// One step, while one, two or three samples pass.
    fn go(
        &mut self,
        sample: usize,
        (node, next): (Node, Node),
        goal: Node,
        (onward, costs): (usize, &[f64; DIRECTIONS]),
    ) {
        let bent =
            costs.iter().enumerate().filter_map(|(from, cost)| Some((from, cost + self.bend(from, onward)?)));
        let Some((before, cost)) = bent.min_by(|a, b| a.1.total_cmp(&b.1)) else { return };
        if cost.is_infinite() {
            return;
        }
        let (from, to) = (node_cells(node), node_cells(next));
        let length = if diagonal(node, next).is_some() { std::f64::consts::SQRT_2 } else { 1.0 };
        for passed in 1..=MOST_SAMPLES {
            let Some(slot) = self.slot(sample + passed, next, onward) else { continue };
            if next != goal && self.beyond_reach(sample + passed, to) {
                continue;
            }
            // All passed samples count, each against its own point of the step.
            let mut off = 0.0;
            for i in 1..=passed {
                let t = to_f64(i) / to_f64(passed);
                off += self.off(sample + i, (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * t));
            }
            let cost = cost + self.costs.length * length + off;
            self.arrive(slot, Arrival { cost, passed: small(passed), direction_before: small(before) });
        }
    }

    fn beyond_reach(&self, sample: usize, at: Cells) -> bool {
        let reach = f64::from(self.reach);
        self.samples.get(sample).is_some_and(|s| (s.0 - at.0).powi(2) + (s.1 - at.1).powi(2) > reach * reach)
    }

    fn bend(&self, from: usize, to: usize) -> Option<f64> {
        if from == START {
            return Some(0.0);
        }
        let turn = from.abs_diff(to);
        match turn.min(8 - turn) {
            0 => Some(0.0),
            turn => self.costs.bends.get(turn - 1).copied(),
        }
    }

    /// The squared distance of a point from a sample, weighted by the sample's share of the line.
    fn off(&self, sample: usize, at: Cells) -> f64 {
        self.samples.get(sample).map_or(0.0, |s| ((s.0 - at.0).powi(2) + (s.1 - at.1).powi(2)) * self.weight)
    }

    fn retrace(&self, last: usize, goal: Node, direction: usize) -> Path {
        let mut nodes = vec![goal];
        // Steps back: along[i] is counted from the goal at first.
        let mut along = vec![0.0; last + 1];
        let (mut sample, mut node, mut direction, mut back) = (last, goal, direction, 0.0);
        while sample > 0 {
            let Some(arrival) = self.slot(sample, node, direction).and_then(|slot| self.table.get(slot))
            else {
                break;
            };
            let before = usize::from(arrival.direction_before);
            let passed = usize::from(arrival.passed);
            if passed == 0 {
                sample -= 1;
            } else {
                for i in 1..=passed.min(sample) {
                    if let Some(slot) = along.get_mut(sample - i) {
                        *slot = back + to_f64(i) / to_f64(passed);
                    }
                }
                sample = sample.saturating_sub(passed);
                back += 1.0;
                let (dx, dy) = STEPS.get(direction).copied().unwrap_or_default();
                node = (node.0 - dx, node.1 - dy);
                nodes.push(node);
            }
            direction = before;
            if let Some(slot) = along.get_mut(sample) {
                *slot = back;
            }
        }
        nodes.reverse();
        let along = along.iter().map(|&a| back - a).collect();
        Path { nodes, along }
    }
}

/// Cuts out what lies between two visits of one node, between two steps that cross, and the tips of spikes, until
/// there is none.
fn without_loops(mut path: Path) -> Path {
    let closed = path.nodes.first() == path.nodes.last();
    while let Some((from, to)) = first_loop(&path.nodes, closed).or_else(|| first_spike(&path.nodes)) {
        path.nodes.drain(from + 1..=to);
        let (low, high) = (to_f64(from), to_f64(to));
        for along in &mut path.along {
            *along = if *along >= high { *along - (high - low) } else { along.min(low) };
        }
    }
    path
}

/// The nodes (from, to) such that everything after `from` up to and with `to` is a loop to be cut.
fn first_loop(nodes: &[Node], closed: bool) -> Option<(usize, usize)> {
    let crosses = |i: usize, j: usize| {
        let edge = |k: usize| Some((*nodes.get(k)?, *nodes.get(k + 1)?));
        let ((a, b), (c, d)) = (edge(i)?, edge(j)?);
        let ((cell, rising), (other, other_rising)) = (diagonal(a, b)?, diagonal(c, d)?);
        Some(cell == other && rising != other_rising)
    };
    for (i, a) in nodes.iter().enumerate() {
        for (j, b) in nodes.iter().enumerate().skip(i + 1) {
            let whole = closed && i == 0 && j + 1 == nodes.len();
            if a == b && !whole {
                return Some((i, j));
            }
            if crosses(i, j) == Some(true) {
                return Some((i, j));
            }
        }
    }
    None
}

/// A bend of 135°: its two neighbours are neighbours of each other along an axis, so that the tip can go.
fn first_spike(nodes: &[Node]) -> Option<(usize, usize)> {
    let sharp = |w: &[Node]| matches!(*w, [a, _, c] if (a.0 - c.0).abs() + (a.1 - c.1).abs() == 1);
    nodes.windows(3).position(sharp).map(|before| (before, before + 1))
}

fn node_cells(node: Node) -> Cells {
    (f64::from(node.0), f64::from(node.1))
}

#[expect(clippy::cast_precision_loss, reason = "numbers of samples and nodes, far below 2^52")]
pub(super) fn to_f64(number: usize) -> f64 {
    number as f64
}

/// Directions and passed samples fit in a byte.
fn small(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
