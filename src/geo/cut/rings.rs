//! Areas closed along the edge of the rectangle they are cut to.

use super::pieces::{Piece, around_km};
use crate::geo::area::inside;
use crate::geo::atlas::{ArcArea, Atlas};
use crate::geo::plane::{Plane, PlaneBounds};

/// Numbers of lines, `~n` backwards.
type Ring = Vec<i32>;

/// What cutting areas needs to know.
pub(super) struct Cutter<'a> {
    pieces: &'a [Piece],
    of_arc: &'a [Vec<usize>],
    sheet: PlaneBounds,
    /// Where lines meet the edge, in km around it, rising, with the point.
    stops: Vec<(f64, Plane)>,
}

/// Pieces of a ring between one meeting with the edge and the next, the land on their left.
#[derive(Clone, Debug, Default)]
struct Run {
    enters: Option<f64>,
    leaves: Option<f64>,
    lines: Ring,
}

impl<'a> Cutter<'a> {
    pub(super) fn new(pieces: &'a [Piece], of_arc: &'a [Vec<usize>], sheet: PlaneBounds) -> Self {
        let ends = pieces.iter().flat_map(|piece| {
            let start = piece.enters.zip(piece.points.first().copied());
            let end = piece.leaves.zip(piece.points.last().copied());
            start.into_iter().chain(end)
        });
        let mut stops: Vec<(f64, Plane)> = ends.collect();
        stops.sort_by(|a, b| a.0.total_cmp(&b.0));
        Self { pieces, of_arc, sheet, stops }
    }

    /// The edge as lines from stop to stop, anticlockwise; without stops one ring from the south-west corner.
    pub(super) fn edge_lines(&self) -> Vec<Vec<Plane>> {
        let corners = self.corners();
        if self.stops.is_empty() {
            let mut ring: Vec<Plane> = corners.iter().map(|c| c.1).collect();
            ring.extend(ring.first().copied());
            return vec![ring];
        }
        let nexts = self.stops.iter().cycle().skip(1);
        let line = |(&(from, start), &(to, end)): (&(f64, Plane), &(f64, Plane))| {
            let round = self.round_km();
            let span = (to - from).rem_euclid(round);
            let span = if span == 0.0 { round } else { span };
            let mut passed: Vec<(f64, Plane)> =
                corners.iter().map(|&(at, corner)| ((at - from).rem_euclid(round), corner)).collect();
            passed.retain(|&(along, _)| along > 0.0 && along < span);
            passed.sort_by(|a, b| a.0.total_cmp(&b.0));
            [start].into_iter().chain(passed.into_iter().map(|c| c.1)).chain([end]).collect()
        };
        self.stops.iter().zip(nexts).map(line).collect()
    }

    /// An area within the rectangle; `None` when nothing of it is. `marks` are the middle and the corners in degrees.
    pub(super) fn cut(&self, world: &Atlas, area: &ArcArea, marks: &[Plane]) -> Option<ArcArea> {
        let mut polygons = Vec::new();
        for polygon in &area.polygons {
            polygons.extend(self.polygon(world, polygon, marks));
        }
        let ArcArea { level, name, code, parent, alt_names, .. } = area.clone();
        (!polygons.is_empty()).then_some(ArcArea { level, name, code, parent, alt_names, polygons })
    }

    fn polygon(&self, world: &Atlas, polygon: &[Ring], marks: &[Plane]) -> Vec<Vec<Ring>> {
        let rings = || polygon.iter().filter(|ring| !ring.is_empty()).enumerate();
        let (mut outers, mut holes, mut open): (Vec<Ring>, Vec<Ring>, Vec<Run>) = Default::default();
        for (index, ring) in rings() {
            for run in self.runs(&land_on_left(world, ring, index)) {
                match (run.enters, index) {
                    (Some(_), _) => open.push(run),
                    (None, 0) => outers.push(run.lines),
                    (None, _) => holes.push(run.lines),
                }
            }
        }
        if open.is_empty() && outers.is_empty() {
            // A sliver at a corner may have been left out, so most of the marks decide.
            let shape = in_degrees(world, polygon);
            let covers = marks.iter().filter(|&&mark| inside(&shape, mark)).count() * 2 > marks.len();
            if covers {
                outers.push((0..self.edge_count()).filter_map(|stop| self.edge_line(stop)).collect());
            }
        }
        outers.extend(self.closed(open));
        let mut made: Vec<Vec<Ring>> = outers.into_iter().map(|outer| vec![outer]).collect();
        // Which of several parts a hole lies in matters to filling only, and the largest is nearly always right.
        if let Some(first) = made.iter_mut().max_by_key(|rings| rings.first().map_or(0, Vec::len)) {
            first.extend(holes);
        }
        made
    }

    /// A ring's pieces in order, joined where they go on from each other.
    fn runs(&self, ring: &[i32]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut pieces = ring.iter().flat_map(|&number| self.pieces_of(number)).peekable();
        let starts_inside = pieces.peek().is_some_and(|&(_, enters, _)| enters.is_none());
        for (line, enters, leaves) in pieces {
            match runs.last_mut().filter(|run| run.leaves.is_none() && enters.is_none()) {
                Some(run) => {
                    run.lines.push(line);
                    run.leaves = leaves;
                }
                None => runs.push(Run { enters, leaves, lines: vec![line] }),
            }
        }
        // The walk began in the middle of a run: its end belongs before its start.
        if starts_inside && runs.len() > 1 && runs.last().is_some_and(|run| run.leaves.is_none()) {
            let first = runs.remove(0);
            if let Some(last) = runs.last_mut() {
                last.lines.extend(first.lines);
                last.leaves = first.leaves;
            }
        }
        runs
    }

    /// The pieces of one line of a ring in the order of travel: number, where it enters, where it leaves.
    fn pieces_of(&self, number: i32) -> impl Iterator<Item = (i32, Option<f64>, Option<f64>)> {
        let forward = number >= 0;
        let arc = usize::try_from(if forward { number } else { !number }).unwrap_or(usize::MAX);
        let mut own: Vec<usize> = self.of_arc.get(arc).cloned().unwrap_or_default();
        if !forward {
            own.reverse();
        }
        own.into_iter().filter_map(move |index| {
            let piece = self.pieces.get(index)?;
            let line = i32::try_from(index).ok()?;
            Some(if forward {
                (line, piece.enters, piece.leaves)
            } else {
                (!line, piece.leaves, piece.enters)
            })
        })
    }

    /// Closes runs along the edge, from each way out anticlockwise to the next way in.
    fn closed(&self, mut open: Vec<Run>) -> Vec<Ring> {
        // A run without a way out is broken by a line that was left out; it cannot be closed.
        open.retain(|run| run.leaves.is_some());
        let mut rings = Vec::new();
        while let Some(start) = open.pop() {
            let Some(home) = start.enters else { continue };
            let mut ring = start.lines;
            let mut at = start.leaves.unwrap_or(home);
            loop {
                let ahead = |to: f64| (to - at).rem_euclid(self.round_km());
                let nearest = open
                    .iter()
                    .enumerate()
                    .filter_map(|(number, run)| Some((number, ahead(run.enters?))))
                    .min_by(|a, b| a.1.total_cmp(&b.1));
                let Some((number, _)) = nearest.filter(|&(_, way)| way < ahead(home)) else {
                    ring.extend(self.along_edge(at, home));
                    break;
                };
                let next = open.swap_remove(number);
                ring.extend(self.along_edge(at, next.enters.unwrap_or(at)));
                ring.extend(next.lines);
                at = next.leaves.unwrap_or(at);
            }
            rings.push(ring);
        }
        rings
    }

    /// The numbers of the edge's lines from one stop to another, anticlockwise.
    fn along_edge(&self, from: f64, to: f64) -> Vec<i32> {
        let stop_at = |km: f64| self.stops.iter().position(|stop| stop.0.total_cmp(&km).is_eq());
        let (Some(mut stop), Some(last)) = (stop_at(from), stop_at(to)) else { return Vec::new() };
        let mut lines = Vec::new();
        while stop != last {
            lines.extend(self.edge_line(stop));
            stop = (stop + 1) % self.stops.len().max(1);
        }
        lines
    }

    fn edge_count(&self) -> usize {
        self.stops.len().max(1)
    }

    /// The number among all lines of the edge's line that starts at a stop.
    fn edge_line(&self, stop: usize) -> Option<i32> {
        i32::try_from(self.pieces.len() + stop).ok()
    }

    fn round_km(&self) -> f64 {
        2.0 * (self.sheet.width_km() + self.sheet.height_km())
    }

    fn corners(&self) -> [(f64, Plane); 4] {
        let (min, max) = (self.sheet.min, self.sheet.max);
        [min, Plane::new(max.x_km, min.y_km), max, Plane::new(min.x_km, max.y_km)]
            .map(|corner| (around_km(corner, &self.sheet), corner))
    }
}

/// The ring turned so that its land lies on the left: outer rings anticlockwise, holes clockwise.
fn land_on_left(world: &Atlas, ring: &[i32], index: usize) -> Ring {
    let points = ring_of(world, ring);
    let nexts = points.iter().cycle().skip(1);
    let area: f64 = points.iter().zip(nexts).map(|(a, b)| a.x_km * b.y_km - b.x_km * a.y_km).sum();
    if (area > 0.0) == (index == 0) {
        ring.to_vec()
    } else {
        ring.iter().rev().map(|&number| !number).collect()
    }
}

fn in_degrees(world: &Atlas, polygon: &[Ring]) -> Vec<Vec<Plane>> {
    polygon.iter().map(|ring| ring_of(world, ring)).collect()
}

/// A ring's points with degrees for kilometres.
fn ring_of(world: &Atlas, ring: &[i32]) -> Vec<Plane> {
    world.ring(ring).into_iter().map(|(lon, lat)| Plane::new(lon, lat)).collect()
}
