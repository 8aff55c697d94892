//! Which mark is under the pointer.

use super::{LanesLayout, Mark, Room};

/// A mark is hit so many points beside it.
const NEAR: f64 = 4.0;

impl LanesLayout {
    /// The lane at a height in points from the top of the first lane.
    pub fn lane_at(&self, y: f64) -> Option<usize> {
        let lane = self.lanes.partition_point(|lane| lane.top + lane.height <= y);
        (y >= 0.0 && lane < self.lanes.len()).then_some(lane)
    }

    /// The mark at a point, or the nearest within a few points, with the number of its lane. A title counts as its mark.
    pub fn hit(&self, x: f64, y: f64, room: Room) -> Option<(usize, &Mark)> {
        let number = self.lane_at(y)?;
        let lane = self.lanes.get(number)?;
        let row = (y - lane.rows_top) / room.row;
        let distance = |mark: &Mark| {
            let across = beside(x, mark.x0, mark.x1);
            let title =
                mark.label.map_or(f64::INFINITY, |label| beside(x, label.x, label.x + label.width) + 0.5);
            let middle = super::heights::points(mark.row) + 0.5;
            let along = ((row - middle).abs() - 0.5).max(0.0) * room.row;
            across.min(title) + along
        };
        let nearest =
            lane.marks.iter().map(|mark| (distance(mark), mark)).min_by(|a, b| a.0.total_cmp(&b.0))?;
        (nearest.0 <= NEAR).then_some((number, nearest.1))
    }
}

fn beside(x: f64, from: f64, to: f64) -> f64 {
    (from - x).max(x - to).max(0.0)
}
