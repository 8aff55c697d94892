//! Which rows of a long list are seen. Positions are counted in rows as `f64`, so that each of millions can be reached:
//! points as `f32` would lose single rows from about 700,000 on.

use std::ops::Range;

/// How far a list is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RowScroll {
    /// Rows above the upper edge; the part after the point is hidden of the first row seen.
    first: f64,
}

/// A list's size: so many rows, and so many of them have room at once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowRoom {
    /// Rows in all.
    pub rows: u32,
    /// Height of the room in rows.
    pub seen: f64,
}

impl RowRoom {
    fn most(self) -> f64 {
        (f64::from(self.rows) - self.seen).max(0.0)
    }
}

impl RowScroll {
    /// Rows above the upper edge.
    pub fn first(self) -> f64 {
        self.first
    }

    /// Scrolls by so many rows, within the list.
    #[must_use]
    pub fn by(self, rows: f64, room: RowRoom) -> Self {
        Self { first: (self.first + rows).clamp(0.0, room.most()) }
    }

    /// Scrolls no farther than is needed to see a row whole; one that is far away comes into the middle.
    #[must_use]
    pub fn showing(self, row: u32, room: RowRoom) -> Self {
        let (top, bottom) = (f64::from(row), f64::from(row) + 1.0);
        let far = top + room.seen < self.first || bottom > self.first + room.seen * 2.0;
        let first = if far {
            top - (room.seen - 1.0) / 2.0
        } else if bottom > self.first + room.seen {
            (bottom - room.seen).min(top)
        } else {
            self.first.min(top)
        };
        Self { first }.by(0.0, room)
    }

    /// The rows that are seen, in part or whole.
    pub fn seen(self, room: RowRoom) -> Range<u32> {
        let first = whole(self.first.floor());
        let end = whole((self.first + room.seen).ceil()).min(room.rows);
        first.min(end)..end
    }

    /// Distance of a row's top from the upper edge, in rows.
    pub fn top(self, row: u32) -> f64 {
        f64::from(row) - self.first
    }

    /// Where the thumb of a scroll bar begins, and how long it is, as parts of the bar; the thumb is at least `least` long.
    /// `None` where all rows have room.
    pub fn thumb(self, room: RowRoom, least: f64) -> Option<[f64; 2]> {
        let most = room.most();
        if most <= 0.0 {
            return None;
        }
        let length = (room.seen / f64::from(room.rows)).max(least).min(1.0);
        Some([self.first / most * (1.0 - length), length])
    }

    /// Scrolled as by dragging the thumb by a part of the bar.
    #[must_use]
    pub fn with_thumb_moved(self, part: f64, room: RowRoom, least: f64) -> Self {
        let Some([_, length]) = self.thumb(room, least) else { return Self::default() };
        self.by(part / (1.0 - length).max(f64::EPSILON) * room.most(), room)
    }

    /// Scrolled so that the thumb's middle stands at a part of the bar.
    #[must_use]
    pub fn with_thumb_at(self, part: f64, room: RowRoom, least: f64) -> Self {
        let Some([_, length]) = self.thumb(room, least) else { return Self::default() };
        let way = (1.0 - length).max(f64::EPSILON);
        Self { first: (part - length / 2.0) / way * room.most() }.by(0.0, room)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates, and no row is negative"
)]
fn whole(rows: f64) -> u32 {
    rows as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANY: RowRoom = RowRoom { rows: 2_500_000, seen: 9.5 };

    #[test]
    fn every_one_of_millions_of_rows_can_be_reached_and_stands_on_its_own_spot() {
        for row in (0..2_500_000).step_by(997).chain([699_999, 700_001, 2_499_998, 2_499_999]) {
            let scroll = RowScroll::default().showing(row, MANY);
            assert!(scroll.seen(MANY).contains(&row));
            let top = scroll.top(row);
            assert!(top >= 0.0 && top + 1.0 <= MANY.seen + 1e-6, "{row}: {top}");
            assert!((scroll.top(row + 1) - top - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn the_wheel_moves_by_parts_of_a_row_at_the_far_end_too() {
        let scroll = RowScroll::default().showing(2_400_000, MANY);
        let moved = scroll.by(0.05, MANY);
        assert!((moved.first() - scroll.first() - 0.05).abs() < 1e-6);
        assert_eq!(scroll.by(1e9, MANY).seen(MANY).end, 2_500_000);
        assert_eq!(scroll.by(-1e9, MANY).seen(MANY).start, 0);
    }

    #[test]
    fn a_row_in_sight_does_not_move_the_list_and_the_next_one_moves_it_by_one() {
        let scroll = RowScroll::default().showing(50, MANY);
        let seen = scroll.seen(MANY);
        assert_eq!(scroll.showing(seen.start + 2, MANY), scroll);
        let last = seen.end - 1;
        let next = scroll.showing(last + 1, MANY);
        assert!(next.first() - scroll.first() <= 2.0);
        assert_eq!(next.seen(MANY).end, last + 2);
    }

    #[test]
    fn the_thumb_reaches_both_ends() {
        let least = 0.1;
        let at = |part| RowScroll::default().with_thumb_at(part, MANY, least);
        assert_eq!(at(0.0).seen(MANY).start, 0);
        assert_eq!(at(1.0).seen(MANY).end, 2_500_000);
        let [start, length] = at(0.5).thumb(MANY, least).unwrap();
        assert!((start + length / 2.0 - 0.5).abs() < 1e-9 && (length - least).abs() < 1e-9);
        assert_eq!(RowScroll::default().thumb(RowRoom { rows: 5, seen: 9.0 }, least), None);
    }
}
