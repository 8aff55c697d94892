//! What stands under the pointer: bubbles and counted squares before areas before places.

use super::Spot;

/// A mark on the map, by its number in its own list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Events at a point.
    Bubble(usize),
    /// Events in a square of the ground.
    Cell(usize),
    /// Events somewhere in an area.
    Zone(usize),
    /// A place of the gazetteer.
    Place(usize),
}

/// What can be picked, on the screen.
pub struct Pickable<'a> {
    /// Middle and radius of the bubbles in points.
    pub bubbles: &'a [(Spot, f64)],
    /// The counted square at the position.
    pub cell: Option<usize>,
    /// Whether the position lies in the area or on the badge of this number; called from 0 up to `zones`.
    pub in_zone: &'a dyn Fn(usize) -> bool,
    /// Number of areas, smaller ones first where they overlap.
    pub zones: usize,
    /// The places of the gazetteer that are drawn.
    pub places: &'a [Spot],
}

/// How far beside a mark a pointer may be and still mean it, in points.
const SLOP: f64 = 4.0;
/// How near a pointer must be to the middle of a place, in points.
const PLACE_REACH: f64 = 7.0;

/// The mark that a pointer at this position means; O(marks).
pub fn pick(pointer: Spot, on: &Pickable<'_>) -> Option<Mark> {
    let bubble = nearest(on.bubbles.iter().map(|&(at, radius)| at.distance(pointer) - radius), SLOP);
    bubble
        .map(Mark::Bubble)
        .or_else(|| on.cell.map(Mark::Cell))
        .or_else(|| (0..on.zones).find(|&zone| (on.in_zone)(zone)).map(Mark::Zone))
        .or_else(|| nearest(on.places.iter().map(|at| at.distance(pointer)), PLACE_REACH).map(Mark::Place))
}

/// The number of the smallest distance, if it is at most `reach`.
fn nearest(distances: impl Iterator<Item = f64>, reach: f64) -> Option<usize> {
    let within = distances.enumerate().filter(|&(_, d)| d <= reach);
    within.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bubble_wins_over_the_area_it_stands_in_and_an_area_over_a_place() {
        let bubbles = [(Spot::new(50.0, 50.0), 10.0), (Spot::new(62.0, 50.0), 10.0)];
        let on = Pickable {
            bubbles: &bubbles,
            cell: None,
            in_zone: &|zone| zone == 1,
            zones: 2,
            places: &[Spot::new(90.0, 50.0)],
        };
        assert_eq!(pick(Spot::new(63.0, 50.0), &on), Some(Mark::Bubble(1)));
        assert_eq!(pick(Spot::new(75.0, 50.0), &on), Some(Mark::Bubble(1)));
        assert_eq!(pick(Spot::new(90.0, 50.0), &on), Some(Mark::Zone(1)));
        let empty = Pickable { zones: 0, ..on };
        assert_eq!(pick(Spot::new(91.0, 52.0), &empty), Some(Mark::Place(0)));
        assert_eq!(pick(Spot::new(120.0, 52.0), &empty), None);
        let counted = Pickable { cell: Some(3), zones: 2, ..empty };
        assert_eq!(pick(Spot::new(120.0, 52.0), &counted), Some(Mark::Cell(3)));
        assert_eq!(pick(Spot::new(63.0, 50.0), &counted), Some(Mark::Bubble(1)));
    }
}
