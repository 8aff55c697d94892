//! Arcs of one rank joined to chains, so that a border is drawn in one calm sweep through lesser junctions.

use std::collections::HashMap;

use crate::geo::plane::Plane;

/// A junction's number.
pub(super) type Junction = usize;

/// Which arcs end where.
pub(super) struct Net {
    /// The two ends of each arc.
    pub(super) ends: Vec<(Junction, Junction)>,
    /// Where each junction truly is.
    pub(super) at: Vec<Plane>,
}

/// Arcs one after the other, each with whether it is taken forwards.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) arcs: Vec<(usize, bool)>,
    pub(super) start: Junction,
    pub(super) end: Junction,
}

impl Net {
    pub(super) fn new(lines: &[Vec<Plane>]) -> Self {
        let mut numbers: HashMap<(i64, i64), Junction> = HashMap::new();
        let mut at = Vec::new();
        let mut number = |p: Plane| {
            *numbers.entry(metres(p)).or_insert_with(|| {
                at.push(p);
                at.len() - 1
            })
        };
        let ends = lines
            .iter()
            .map(|line| {
                let first = line.first().copied().unwrap_or_default();
                (number(first), number(line.last().copied().unwrap_or(first)))
            })
            .collect();
        Self { ends, at }
    }

    /// The chains of one rank: joined through junctions where exactly two ends of this rank or above meet.
    pub(super) fn chains(&self, ranks: &[u8], rank: u8) -> Vec<Chain> {
        let mut meeting: HashMap<Junction, Vec<usize>> = HashMap::new();
        for (arc, (&(a, b), &arc_rank)) in self.ends.iter().zip(ranks).enumerate() {
            if arc_rank <= rank {
                meeting.entry(a).or_default().push(arc);
                meeting.entry(b).or_default().push(arc);
            }
        }
        let joins = |junction: Junction, from: usize| match meeting.get(&junction).map(Vec::as_slice) {
            Some(&[a, b]) if a != b => {
                let other = if a == from { b } else { a };
                (ranks.get(other) == Some(&rank)).then_some(other)
            }
            _ => None,
        };
        let mut used = vec![false; ranks.len()];
        let mut chains = Vec::new();
        // Chains that start at a real junction first, then what is left: rings.
        for rings in [false, true] {
            for arc in 0..ranks.len() {
                if ranks.get(arc) != Some(&rank) || used.get(arc) != Some(&false) {
                    continue;
                }
                let Some(&(a, b)) = self.ends.get(arc) else { continue };
                let starts = [(a, true), (b, false)];
                let start = starts.into_iter().find(|&(end, _)| rings || joins(end, arc).is_none());
                if let Some((from, forward)) = start {
                    chains.push(self.follow(arc, from, forward, joins, &mut used));
                }
            }
        }
        chains
    }

    fn follow(
        &self,
        arc: usize,
        start: Junction,
        forward: bool,
        joins: impl Fn(Junction, usize) -> Option<usize>,
        used: &mut [bool],
    ) -> Chain {
        let mut chain = Chain { arcs: Vec::new(), start, end: start };
        let (mut arc, mut forward) = (arc, forward);
        loop {
            if let Some(used) = used.get_mut(arc) {
                *used = true;
            }
            chain.arcs.push((arc, forward));
            let Some(&(a, b)) = self.ends.get(arc) else { return chain };
            chain.end = if forward { b } else { a };
            let Some(next) = joins(chain.end, arc) else { return chain };
            if used.get(next) != Some(&false) {
                return chain;
            }
            forward = self.ends.get(next).is_some_and(|&(from, _)| from == chain.end);
            arc = next;
        }
    }
}

/// Points closer than a metre are one junction.
#[expect(clippy::cast_possible_truncation, reason = "at most 20,000 km")]
fn metres(p: Plane) -> (i64, i64) {
    ((p.x_km * 1000.0).round() as i64, (p.y_km * 1000.0).round() as i64)
}
