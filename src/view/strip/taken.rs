//! What of the plot is taken, by squares, so that few things are looked at wherever a badge may stand.

use egui::Rect;

/// Side of a square in points.
const SIDE: f32 = 32.0;

/// Things with the rectangles around them.
pub struct Taken<T> {
    plot: Rect,
    columns: usize,
    rows: usize,
    squares: Vec<Vec<(Rect, T)>>,
}

impl<T: Copy> Taken<T> {
    /// Nothing of a plot.
    pub fn new(plot: Rect) -> Self {
        let (columns, rows) = (whole(plot.width()) + 1, whole(plot.height()) + 1);
        Self { plot, columns, rows, squares: vec![Vec::new(); columns * rows] }
    }

    /// Takes a thing up that lies within this rectangle.
    pub fn put(&mut self, around: Rect, thing: T) {
        let Self { columns, rows, plot, .. } = *self;
        for square in squares(plot, columns, rows, around) {
            if let Some(square) = self.squares.get_mut(square) {
                square.push((around, thing));
            }
        }
    }

    /// Whether anything near a rectangle of the plot hides it.
    pub fn any(&self, rect: Rect, hides: impl Fn(Rect, T) -> bool) -> bool {
        squares(self.plot, self.columns, self.rows, rect)
            .filter_map(|square| self.squares.get(square))
            .any(|square| square.iter().any(|&(around, thing)| hides(around, thing)))
    }
}

/// Numbers of the squares that a rectangle touches; what lies outside of the plot touches those at its edge.
fn squares(plot: Rect, columns: usize, rows: usize, rect: Rect) -> impl Iterator<Item = usize> {
    let column = |x: f32| whole(x - plot.left()).min(columns - 1);
    let row = |y: f32| whole(y - plot.top()).min(rows - 1);
    let (left, right) = (column(rect.left()), column(rect.right()));
    (row(rect.top())..=row(rect.bottom()))
        .flat_map(move |row| (left..=right).map(move |column| row * columns + column))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a screen has")]
fn whole(points: f32) -> usize {
    (points / SIDE).clamp(0.0, 1_000.0) as usize
}

#[cfg(test)]
mod tests {
    use egui::{Pos2, Vec2, pos2};
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_hidden_is_what_one_of_all_things_hides(
            things in proptest::collection::vec((-40.0_f32..440.0, -40.0_f32..240.0, 1.0_f32..60.0), 0..30),
            (x, y) in (0.0_f32..340.0, 0.0_f32..180.0),
        ) {
            let plot = Rect::from_min_size(pos2(50.0, 20.0), Vec2::new(400.0, 200.0));
            let at = |x: f32, y: f32| plot.min + Vec2::new(x, y);
            let mut taken = Taken::new(plot);
            for &(x, y, radius) in &things {
                taken.put(Rect::from_center_size(at(x, y), Vec2::splat(radius * 2.0)), (at(x, y), radius));
            }
            let badge = Rect::from_min_size(at(x, y), Vec2::new(60.0, 16.0));
            let hides = |_: Rect, (at, radius): (Pos2, f32)| badge.distance_to_pos(at) < radius;
            let naive = things.iter().any(|&(x, y, radius)| hides(badge, (at(x, y), radius)));
            prop_assert_eq!(taken.any(badge, hides), naive);
        }
    }
}
