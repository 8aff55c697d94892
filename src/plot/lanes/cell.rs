//! How wide a folding cell is at each zoom.

use crate::plot::TimeScale;

/// The widths that cells have up to half a day, in seconds; above, days are doubled.
const LADDER: [i64; 15] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 10_800, 21_600, 43_200];
const DAY: i64 = 86_400;

/// Width of a cell in seconds: the first of the ladder that is at least `points` wide on screen. The ladder is fixed, so
/// that cells do not flicker while a window is moved.
pub fn cell_secs(scale: TimeScale, points: f64) -> i64 {
    let wide = |secs: &i64| scale.points(*secs) >= points;
    let days = std::iter::successors(Some(DAY), |secs| secs.checked_mul(2)).take(36);
    LADDER.into_iter().chain(days).find(wide).unwrap_or(DAY << 35)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    #[test]
    fn cells_keep_their_width_while_the_window_moves() {
        let at = |start: i64| TimeScale::new(Span::from_secs(start, start + 30 * DAY).unwrap(), 0.0, 1000.0);
        assert_eq!(cell_secs(at(0), 44.0), 2 * DAY);
        assert_eq!(cell_secs(at(12_345), 44.0), 2 * DAY);
    }

    #[test]
    fn there_is_a_cell_for_every_window() {
        for secs in [60, 3600, DAY, 400 * DAY, 4_000_000 * DAY] {
            let scale = TimeScale::new(Span::from_secs(-5, secs - 5).unwrap(), 0.0, 900.0);
            let cell = cell_secs(scale, 44.0);
            assert!((44.0..140.0).contains(&scale.points(cell)), "{secs}: {cell}");
        }
    }
}
