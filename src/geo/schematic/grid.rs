//! The grid that a schematic lives on, and what of it is already taken.

use std::collections::HashSet;

use foldhash::fast::FixedState;

use crate::geo::plane::Plane;

/// A point of the grid, in cells east and north of the plane's origin.
pub(super) type Node = (i32, i32);

/// The eight directions, anticlockwise from east; each step goes one cell along one or both axes.
pub(super) const STEPS: [Node; 8] = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];

/// A grid node in plane km.
pub(super) fn plane_of(node: Node, grid_km: f64) -> Plane {
    Plane::new(f64::from(node.0) * grid_km, f64::from(node.1) * grid_km)
}

/// The grid node nearest to a point.
#[expect(
    clippy::cast_possible_truncation,
    reason = "plane coordinates are at most 20,000 km, cells at least metres"
)]
pub(super) fn node_at(p: Plane, grid_km: f64) -> Node {
    ((p.x_km / grid_km).round() as i32, (p.y_km / grid_km).round() as i32)
}

/// Nodes and steps that placed lines use. Lines that share neither can neither cross nor touch.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    nodes: HashSet<Node, FixedState>,
    /// Single steps, from the lesser node to the greater.
    steps: HashSet<(Node, Node), FixedState>,
}

impl Taken {
    pub(super) fn has(&self, node: Node) -> bool {
        self.nodes.contains(&node)
    }

    pub(super) fn take(&mut self, node: Node) {
        self.nodes.insert(node);
    }

    /// Takes all nodes and steps of a path.
    pub(super) fn take_path(&mut self, path: &[Node]) {
        self.nodes.extend(path);
        self.steps.extend(path.iter().zip(path.iter().skip(1)).map(|(&a, &b)| (a.min(b), a.max(b))));
    }

    /// Whether a single step is taken itself or would cross a taken diagonal.
    pub(super) fn bars(&self, a: Node, b: Node) -> bool {
        let (c, d) = ((a.0, b.1), (b.0, a.1));
        let crossed = a.0 != b.0 && a.1 != b.1 && self.steps.contains(&(c.min(d), c.max(d)));
        crossed || self.steps.contains(&(a.min(b), a.max(b)))
    }

    /// How many of the eight neighbours are taken.
    pub(super) fn crowd(&self, node: Node) -> usize {
        STEPS.iter().filter(|s| self.has((node.0 + s.0, node.1 + s.1))).count()
    }
}

/// The cell and sense of a diagonal step; `None` for a step along an axis.
pub(super) fn diagonal(a: Node, b: Node) -> Option<(Node, bool)> {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    (dx != 0 && dy != 0).then(|| ((a.0.min(b.0), a.1.min(b.1)), dx == dy))
}
