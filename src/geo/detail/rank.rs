//! How much each point matters to the line it lies on.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::geo::plane::Plane;

/// Ranks by the bits of coordinates: points that rings and lines share are the very same.
#[derive(Clone, Debug, Default)]
pub struct Ranks(HashMap<[u64; 2], f64, RandomState>);

impl Ranks {
    /// Ranks of all points of these lines. O(points · log points).
    pub fn of<'a>(lines: impl Iterator<Item = &'a [Plane]>) -> Self {
        let mut out = Self::default();
        for line in lines {
            for (&point, rank) in line.iter().zip(ranks(line)) {
                let known = out.0.entry(bits(point)).or_insert(rank);
                *known = known.max(rank);
            }
        }
        out
    }

    /// The area in km² that a point adds to its line; without end for the ends of lines and for points of no line.
    pub fn of_point(&self, point: Plane) -> f64 {
        self.0.get(&bits(point)).copied().unwrap_or(f64::INFINITY)
    }
}

fn bits(point: Plane) -> [u64; 2] {
    [point.x_km.to_bits(), point.y_km.to_bits()]
}

/// Takes out the point with the least triangle again and again; its rank is that area, never less than those before it.
fn ranks(line: &[Plane]) -> Vec<f64> {
    let mut ranks = vec![f64::INFINITY; line.len()];
    let mut before: Vec<usize> = (0..line.len()).map(|n| n.wrapping_sub(1)).collect();
    let mut after: Vec<usize> = (1..=line.len()).collect();
    let area = |a: usize, b: usize, c: usize| {
        let (Some(a), Some(b), Some(c)) = (line.get(a), line.get(b), line.get(c)) else {
            return f64::INFINITY;
        };
        ((b.x_km - a.x_km) * (c.y_km - a.y_km) - (c.x_km - a.x_km) * (b.y_km - a.y_km)).abs() / 2.0
    };
    // Areas are never negative, and such floats lie in the order of their bits.
    let mut areas: Vec<u64> = vec![u64::MAX; line.len()];
    let mut heap = BinaryHeap::with_capacity(line.len());
    let last = line.len().saturating_sub(1);
    for at in 1..last {
        let bits = area(at - 1, at, at + 1).to_bits();
        heap.push(Reverse((bits, at)));
        if let Some(slot) = areas.get_mut(at) {
            *slot = bits;
        }
    }
    let mut most = 0.0_f64;
    while let Some(Reverse((bits, at))) = heap.pop() {
        // What changed since lies in the heap once more.
        if areas.get(at) != Some(&bits) {
            continue;
        }
        most = most.max(f64::from_bits(bits));
        let (Some(&prev), Some(&next)) = (before.get(at), after.get(at)) else { continue };
        if let Some(slot) = ranks.get_mut(at) {
            *slot = most;
        }
        for (list, index, value) in [(&mut after, prev, next), (&mut before, next, prev)] {
            if let Some(slot) = list.get_mut(index) {
                *slot = value;
            }
        }
        if let Some(slot) = areas.get_mut(at) {
            *slot = u64::MAX;
        }
        for near in [prev, next].into_iter().filter(|&near| near > 0 && near < last) {
            let (Some(&a), Some(&c)) = (before.get(near), after.get(near)) else { continue };
            let bits = area(a, near, c).to_bits();
            if let Some(slot) = areas.get_mut(near) {
                *slot = bits;
                heap.push(Reverse((bits, near)));
            }
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sharp_corner_outranks_a_small_bump() {
        let line = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (15.0, 8.0), (20.0, 0.0)];
        let ranks = ranks(&line.map(|(x, y)| Plane::new(x, y)));
        assert!(ranks[0].is_infinite() && ranks[4].is_infinite());
        assert!((ranks[1] - 0.5).abs() < 1e-9, "{ranks:?}");
        assert!(ranks[3] > ranks[2] && ranks[2] > ranks[1], "{ranks:?}");
    }
}
