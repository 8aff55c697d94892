//! Placing chain after chain on the grid.

use super::Schematic;
use super::chains::{Chain, Junction, Net};
use super::grid::{Node, Taken, node_at, plane_of};
use super::route::{Cells, Costs, Path, route, to_f64};
use crate::geo::area::inside;
use crate::geo::atlas::{ArcArea, AreaLevel};
use crate::geo::base::ring_from;
use crate::geo::plane::{Plane, PlaneBounds};

/// Rings whose larger side is below this many cells are left out.
const LEAST_RING_CELLS: f64 = 3.5;
/// A ring of fewer nodes (the first one counts again as the last) encloses nothing.
const LEAST_RING_NODES: usize = 4;
/// Samples of a line to a grid cell of its length.
const SAMPLES_PER_CELL: f64 = 1.5;
/// How far from its line a path may run, in cells; the wider ones are for when nothing nearer is free.
const REACHES: [i32; 3] = [2, 3, 4];
/// How far from its true place a junction may go, in cells.
const JUNCTION_REACH: i32 = 3;
const FIRST_PROVINCE_RANK: u8 = 4;

const BORDER_COSTS: Costs = Costs { bends: [1.6, 2.6, 14.0], length: 0.05 };
const PROVINCE_COSTS: Costs = Costs { bends: [1.8, 2.6, 14.0], length: 0.05 };

/// One attempt at a schematic.
pub(super) struct Placing<'a> {
    lines: &'a [Vec<Plane>],
    ranks: &'a [u8],
    areas: &'a [ArcArea],
    net: &'a Net,
    grid_km: f64,
    taken: Taken,
    junctions: Vec<Option<Node>>,
    placed: Vec<Placed>,
}

#[derive(Clone, Debug)]
enum Placed {
    NotYet,
    LeftOut,
    /// Neighbouring nodes, and for each original point its place among them.
    On {
        nodes: Vec<Node>,
        along: Vec<f64>,
    },
}

impl<'a> Placing<'a> {
    pub(super) fn new(
        lines: &'a [Vec<Plane>],
        ranks: &'a [u8],
        areas: &'a [ArcArea],
        net: &'a Net,
        grid_km: f64,
    ) -> Self {
        Self {
            lines,
            ranks,
            areas,
            net,
            grid_km,
            taken: Taken::default(),
            junctions: vec![None; net.at.len()],
            placed: vec![Placed::NotYet; lines.len()],
        }
    }

    /// Places everything, of each rank the arcs of `first` before the others. The error is an arc that found no way.
    pub(super) fn place_all(&mut self, first: &[usize]) -> Result<(), usize> {
        let mut ranks: Vec<u8> = self.ranks.to_vec();
        ranks.sort_unstable();
        ranks.dedup();
        for rank in ranks {
            let mut chains = self.net.chains(self.ranks, rank);
            chains.retain(|chain| !self.leave_out(chain));
            self.settle_junctions(&chains, rank);
            // What is asked for first, then short chains, which have the fewest ways, then long ones.
            chains.sort_by(|a, b| {
                let order = |c: &Chain| {
                    c.arcs
                        .iter()
                        .filter_map(|(arc, _)| first.iter().position(|f| f == arc))
                        .min()
                        .unwrap_or(usize::MAX)
                };
                order(a).cmp(&order(b)).then(self.length_km(a).total_cmp(&self.length_km(b)))
            });
            for chain in &chains {
                self.place(chain, rank).ok_or_else(|| chain.arcs.first().map_or(0, |c| c.0))?;
            }
        }
        Ok(())
    }

    /// The schematic of all placed lines.
    pub(super) fn finish(self) -> Schematic {
        let mut shift_km = 0.0_f64;
        let mut schematic =
            Schematic { lines: Vec::new(), anchors: Vec::new(), shift_km, grid_km: self.grid_km };
        for ((placed, line), &rank) in self.placed.iter().zip(self.lines).zip(self.ranks) {
            let Placed::On { nodes, along } = placed else {
                schematic.lines.push(None);
                schematic.anchors.push(None);
                continue;
            };
            let corners = corners(nodes, self.grid_km);
            let anchor = |(&at, &truth): (&f64, &Plane)| {
                let anchor = point_on(nodes, at, self.grid_km);
                // The far end of a narrow inlet that was cut off belongs to the nearest point instead.
                let far = anchor.distance_km(truth) > f64::from(REACHES[0]) * self.grid_km;
                if far { nearest_on_line(&corners, truth).unwrap_or(anchor) } else { anchor }
            };
            let anchors: Vec<Plane> = along.iter().zip(line).map(anchor).collect();
            if rank > 0 {
                let shifts = anchors.iter().zip(line).map(|(a, b)| a.distance_km(*b));
                shift_km = shifts.fold(shift_km, f64::max);
            }
            schematic.lines.push(Some(corners));
            schematic.anchors.push(Some(anchors));
        }
        Schematic { shift_km, ..schematic }
    }

    fn leave_out(&mut self, chain: &Chain) -> bool {
        let points = chain.arcs.iter().filter_map(|&(arc, _)| self.lines.get(arc)).flatten().copied();
        let size = PlaneBounds::around(points).map_or(0.0, |b| b.width_km().max(b.height_km()));
        let small = chain.start == chain.end && size < LEAST_RING_CELLS * self.grid_km;
        if small {
            for &(arc, _) in &chain.arcs {
                self.set(arc, Placed::LeftOut);
            }
        }
        small
    }

    fn set(&mut self, arc: usize, placed: Placed) {
        if let Some(slot) = self.placed.get_mut(arc) {
            *slot = placed;
        }
    }

    fn length_km(&self, chain: &Chain) -> f64 {
        self.points_of(chain).windows(2).map(|w| if let [a, b] = w { a.distance_km(*b) } else { 0.0 }).sum()
    }

    fn points_of(&self, chain: &Chain) -> Vec<Plane> {
        let mut points: Vec<Plane> = Vec::new();
        for &(arc, forward) in &chain.arcs {
            let Some(line) = self.lines.get(arc) else { continue };
            points.pop();
            if forward {
                points.extend(line);
            } else {
                points.extend(line.iter().rev());
            }
        }
        points
    }

    /// Gives a free node to each end of a chain that has none yet; crowded junctions first.
    fn settle_junctions(&mut self, chains: &[Chain], rank: u8) {
        let mut open: Vec<Junction> = chains.iter().flat_map(|c| [c.start, c.end]).collect();
        open.sort_unstable();
        let degree = |j: &Junction| open.iter().filter(|other| *other == j).count();
        let mut by_degree: Vec<(usize, Junction)> = open.iter().map(|j| (degree(j), *j)).collect();
        by_degree.sort_unstable_by_key(|&(degree, j)| (std::cmp::Reverse(degree), j));
        by_degree.dedup();
        let countries = if rank >= FIRST_PROVINCE_RANK { self.countries() } else { Vec::new() };
        for (_, junction) in by_degree {
            if self.junctions.get(junction) != Some(&None) {
                continue;
            }
            let node = self.free_node(junction, &countries);
            if let (Some(slot), Some(node)) = (self.junctions.get_mut(junction), node) {
                *slot = Some(node);
                self.taken.take(node);
            }
        }
    }

    /// The best free node near a junction: near, not crowded, and in the junction's own country.
    fn free_node(&self, junction: Junction, countries: &[Country]) -> Option<Node> {
        let at = *self.net.at.get(junction)?;
        let home = countries.iter().find(|c| inside(&c.true_rings, at));
        let centre = node_at(at, self.grid_km);
        let mut best: Option<(f64, Node)> = None;
        for dx in -JUNCTION_REACH..=JUNCTION_REACH {
            for dy in -JUNCTION_REACH..=JUNCTION_REACH {
                let node = (centre.0 + dx, centre.1 + dy);
                let plane = plane_of(node, self.grid_km);
                if self.taken.has(node) || home.is_some_and(|c| !inside(&c.rings, plane)) {
                    continue;
                }
                let off = plane.distance_km(at) / self.grid_km;
                let cost = off * off + 0.25 * to_f64(self.taken.crowd(node));
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, node));
                }
            }
        }
        best.map(|(_, node)| node)
    }

    /// The countries as placed so far, with their true rings.
    fn countries(&self) -> Vec<Country> {
        let planes: Vec<Vec<Plane>> = self
            .placed
            .iter()
            .map(|p| if let Placed::On { nodes, .. } = p { corners(nodes, self.grid_km) } else { Vec::new() })
            .collect();
        let rings = |area: &ArcArea, from: &[Vec<Plane>]| {
            area.polygons.iter().flatten().map(|ring| ring_from(ring, from)).collect::<Vec<_>>()
        };
        let countries = self.areas.iter().filter(|a| a.level == AreaLevel::Country);
        countries.map(|a| Country { true_rings: rings(a, self.lines), rings: rings(a, &planes) }).collect()
    }

    fn place(&mut self, chain: &Chain, rank: u8) -> Option<()> {
        let start = (*self.junctions.get(chain.start)?)?;
        let goal = (*self.junctions.get(chain.end)?)?;
        let points = self.points_of(chain);
        let apart = (start.0 - goal.0).abs().max((start.1 - goal.1).abs());
        let least = usize::try_from(apart).ok()? + 3;
        let (samples, places) = resampled(&points, self.grid_km, least);
        let costs = if rank >= FIRST_PROVINCE_RANK { PROVINCE_COSTS } else { BORDER_COSTS };
        let path =
            REACHES.iter().find_map(|&reach| route(&samples, (start, goal), reach, costs, &self.taken))?;
        if chain.start == chain.end && path.nodes.len() < LEAST_RING_NODES {
            // Long but thin: nothing is left between its two sides.
            for &(arc, _) in &chain.arcs {
                self.set(arc, Placed::LeftOut);
            }
            return Some(());
        }
        self.taken.take_path(&path.nodes);
        let along: Vec<f64> = places.iter().map(|&p| interpolated(&path.along, p)).collect();
        self.slice(chain, &path, &along)
    }

    /// Cuts a chain's path into its arcs; the junctions between them slide to nodes of their own.
    fn slice(&mut self, chain: &Chain, path: &Path, along: &[f64]) -> Option<()> {
        let mut from_point = 0;
        let mut wished = Vec::new();
        for &(arc, _) in &chain.arcs {
            from_point += self.lines.get(arc)?.len() - 1;
            wished.push(*along.get(from_point)?);
        }
        let cuts = distinct_cuts(&wished, path.nodes.len() - 1)?;
        let (mut from_point, mut from_node, mut from_along) = (0, 0, 0.0);
        for ((&(arc, forward), &cut), &end_along) in chain.arcs.iter().zip(&cuts).zip(&wished) {
            let to_point = from_point + self.lines.get(arc)?.len() - 1;
            let mut nodes: Vec<Node> = path.nodes.get(from_node..=cut)?.to_vec();
            // Between its two junctions, the path is shared out in step with the line.
            let (length, span) = (to_f64(cut - from_node), end_along - from_along);
            let share =
                |a: f64| if span > 1e-9 { ((a - from_along) / span).clamp(0.0, 1.0) * length } else { 0.0 };
            let mut own: Vec<f64> = along.get(from_point..=to_point)?.iter().map(|&a| share(a)).collect();
            if let Some(last) = own.last_mut() {
                *last = length;
            }
            let (a, b) = *self.net.ends.get(arc)?;
            let end = if forward { b } else { a };
            if let Some(slot) = self.junctions.get_mut(end) {
                *slot = nodes.last().copied();
            }
            if !forward {
                nodes.reverse();
                own = own.iter().rev().map(|a| length - a).collect();
            }
            self.set(arc, Placed::On { nodes, along: own });
            (from_point, from_node, from_along) = (to_point, cut, end_along);
        }
        Some(())
    }
}

struct Country {
    true_rings: Vec<Vec<Plane>>,
    rings: Vec<Vec<Plane>>,
}

/// Evenly spaced samples of a line in cells, and for each of its points the place among the samples.
fn resampled(points: &[Plane], grid_km: f64, least: usize) -> (Vec<Cells>, Vec<f64>) {
    let mut at_km = vec![0.0];
    let mut length = 0.0;
    for (a, b) in points.iter().zip(points.iter().skip(1)) {
        length += a.distance_km(*b);
        at_km.push(length);
    }
    let count = ceil(length / grid_km * SAMPLES_PER_CELL).max(least);
    let step = (length / to_f64(count)).max(1e-9);
    let mut samples = Vec::with_capacity(count + 1);
    let mut segment = 0;
    for i in 0..=count {
        let wanted = to_f64(i) * step;
        while segment + 2 < points.len() && at_km.get(segment + 1).is_some_and(|&end| end < wanted) {
            segment += 1;
        }
        let (a, b) = (points.get(segment), points.get(segment + 1));
        let from = at_km.get(segment).copied().unwrap_or(0.0);
        let piece = at_km.get(segment + 1).map_or(1.0, |to| to - from).max(1e-9);
        let a = a.copied().unwrap_or_default();
        let p = a.towards(b.copied().unwrap_or(a), ((wanted - from) / piece).clamp(0.0, 1.0));
        samples.push((p.x_km / grid_km, p.y_km / grid_km));
    }
    (samples, at_km.iter().map(|km| (km / step).min(to_f64(count))).collect())
}

/// Strictly rising node numbers near the wished places, the last one at `end`; `None` without room.
fn distinct_cuts(wished: &[f64], end: usize) -> Option<Vec<usize>> {
    let mut cuts: Vec<usize> = Vec::with_capacity(wished.len());
    for (i, &wish) in wished.iter().enumerate() {
        let lowest = cuts.last().map_or(1, |&cut| cut + 1);
        let highest = end.checked_sub(wished.len() - 1 - i)?;
        if lowest > highest {
            return None;
        }
        cuts.push(if i + 1 == wished.len() { end } else { round(wish).clamp(lowest, highest) });
    }
    Some(cuts)
}

fn interpolated(values: &[f64], at: f64) -> f64 {
    let index = floor(at);
    let low = values.get(index).copied().unwrap_or(0.0);
    let high = values.get(index + 1).copied().unwrap_or(low);
    low + (high - low) * (at - to_f64(index))
}

fn point_on(nodes: &[Node], at: f64, grid_km: f64) -> Plane {
    let index = floor(at);
    let low = nodes.get(index).copied().unwrap_or_default();
    let high = nodes.get(index + 1).copied().unwrap_or(low);
    plane_of(low, grid_km).towards(plane_of(high, grid_km), at - to_f64(index))
}

fn nearest_on_line(line: &[Plane], p: Plane) -> Option<Plane> {
    let pieces = line.iter().zip(line.iter().skip(1)).map(|(&a, &b)| p.nearest_on(a, b));
    pieces.min_by(|a, b| a.distance2(p).total_cmp(&b.distance2(p)))
}

/// The path's ends and bends in km.
fn corners(nodes: &[Node], grid_km: f64) -> Vec<Plane> {
    let straight = |w: &[Node]| matches!(*w, [a, b, c] if b.0 - a.0 == c.0 - b.0 && b.1 - a.1 == c.1 - b.1);
    let mut kept: Vec<Node> = Vec::new();
    kept.extend(nodes.first());
    kept.extend(nodes.windows(3).filter(|w| !straight(w)).filter_map(|w| w.get(1)));
    if nodes.len() > 1 {
        kept.extend(nodes.last());
    }
    kept.iter().map(|&node| plane_of(node, grid_km)).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "never negative, numbers of samples"
)]
fn floor(value: f64) -> usize {
    value.max(0.0) as usize
}

fn ceil(value: f64) -> usize {
    floor(value.ceil())
}

fn round(value: f64) -> usize {
    floor(value.round())
}
