//! Where names stand: greedy, most important first, on a grid of taken squares, so that none covers another.

use super::{Frame, Spot};

/// How a name may stand to its mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stand {
    /// Beside a mark of this radius in points, at one of eight positions.
    Beside {
        /// Points from the anchor to the edge of the mark.
        radius: f64,
    },
    /// Over the anchor or a little beside it: names and badges of areas.
    Over,
}

/// A name that wants a place.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// The middle of its mark.
    pub anchor: Spot,
    /// Width and height in points.
    pub size: (f64, f64),
    /// How it may stand.
    pub stand: Stand,
    /// The position that it had last; taken again while it is free.
    pub last: Option<u8>,
}

/// Where a name stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Its box.
    pub frame: Frame,
    /// Which of the positions it is, for the next time.
    pub position: u8,
}

/// Right, above and below it, then the same at the left, then straight above and below: where the eye looks first.
const POSITIONS: [(f64, f64); 8] = [
    (1.0, 0.0),
    (0.75, -0.75),
    (0.75, 0.75),
    (-1.0, 0.0),
    (-0.75, -0.75),
    (-0.75, 0.75),
    (0.0, -1.0),
    (0.0, 1.0),
];
/// Over the anchor, then beside it, in widths and heights of the name.
const SHIFTS: [(f64, f64); 8] =
    [(0.0, 0.0), (0.0, 1.2), (0.0, -1.2), (0.6, 0.0), (-0.6, 0.0), (0.0, 2.5), (0.0, -2.5), (0.8, 1.2)];
/// Points between a mark and its name.
const GAP: f64 = 3.0;
/// Side of a square of the grid in points.
const SQUARE: f64 = 4.0;

/// Which squares of a sheet are taken.
#[derive(Clone, Debug)]
pub struct Occupancy {
    frame: Frame,
    columns: usize,
    taken: Vec<bool>,
}

impl Occupancy {
    /// A free sheet; what lies outside of the frame is never free.
    pub fn new(frame: Frame) -> Self {
        let (columns, rows) = (squares(frame.width()), squares(frame.height()));
        Self { frame, columns, taken: vec![false; columns * rows] }
    }

    /// Takes every square that the box touches.
    pub fn take(&mut self, frame: &Frame) {
        let (x, y) = self.range(frame);
        for row in y {
            let start = row * self.columns;
            for taken in self.taken.iter_mut().skip(start + x.start).take(x.len()) {
                *taken = true;
            }
        }
    }

    /// Takes the squares along a line of some width.
    pub fn take_line(&mut self, from: Spot, to: Spot, width: f64) {
        let Some((from, to)) = clipped(from, to, &self.frame.grown(width)) else { return };
        let steps = squares(from.distance(to)).min(4096);
        for step in 0..=steps {
            let t = fraction(step, steps);
            let at = Spot::new(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t);
            self.take(&Frame { min: at, max: at }.grown(width / 2.0));
        }
    }

    /// Whether the box lies inside and touches no taken square.
    pub fn is_free(&self, frame: &Frame) -> bool {
        let (x, y) = self.range(frame);
        self.frame.encloses(frame)
            && y.into_iter().all(|row| {
                let start = row * self.columns;
                let row = self.taken.get(start + x.start..start + x.end).unwrap_or_default();
                !row.contains(&true)
            })
    }

    /// Columns and rows of the squares that the box touches.
    fn range(&self, frame: &Frame) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let rows = self.taken.len() / self.columns.max(1);
        let span = |low: f64, high: f64, count: usize| {
            let (low, high) = (square(low).min(count), (square(high) + 1).min(count));
            if high > low { low..high } else { low..low }
        };
        let empty = !self.frame.overlaps(frame) && !self.frame.contains(frame.min);
        if empty {
            return (0..0, 0..0);
        }
        (
            span(frame.min.x - self.frame.min.x, frame.max.x - self.frame.min.x, self.columns),
            span(frame.min.y - self.frame.min.y, frame.max.y - self.frame.min.y, rows),
        )
    }
}

/// Places a name where there is room and `admits` agrees, and takes its squares; `None` where there is no such place.
pub fn place(wish: &Wish, sheet: &mut Occupancy, admits: &dyn Fn(&Frame) -> bool) -> Option<Standing> {
    let free = |position: u8| {
        let frame = frame_at(wish, position)?;
        (sheet.is_free(&frame) && admits(&frame)).then_some(Standing { frame, position })
    };
    let standing = wish.last.and_then(free).or_else(|| (0..8).find_map(free))?;
    sheet.take(&standing.frame);
    Some(standing)
}

/// The box of a name at one of its positions.
fn frame_at(wish: &Wish, position: u8) -> Option<Frame> {
    let (w, h) = wish.size;
    let middle = match wish.stand {
        Stand::Over => {
            let &(x, y) = SHIFTS.get(usize::from(position))?;
            Spot::new(wish.anchor.x + x * w, wish.anchor.y + y * h)
        }
        Stand::Beside { radius } => {
            let &(x, y) = POSITIONS.get(usize::from(position))?;
            let sideways = if x == 0.0 { 0.0 } else { x * (radius + GAP) + x.signum() * w / 2.0 };
            let down = if y == 0.0 {
                0.0
            } else if x == 0.0 {
                y * (radius + GAP * 0.5 + h / 2.0)
            } else {
                y * (radius + h / 2.0)
            };
            Spot::new(wish.anchor.x + sideways, wish.anchor.y + down)
        }
    };
    Some(Frame::sized(Spot::new(middle.x - w / 2.0, middle.y - h / 2.0), w, h))
}

/// The part of a segment that may touch the frame; `None` when its box does not.
fn clipped(from: Spot, to: Spot, frame: &Frame) -> Option<(Spot, Spot)> {
    let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let sides = [
        (-dx, from.x - frame.min.x),
        (dx, frame.max.x - from.x),
        (-dy, from.y - frame.min.y),
        (dy, frame.max.y - from.y),
    ];
    // Liang–Barsky.
    for (p, q) in sides {
        if p.abs() < 1e-12 {
            if q < 0.0 {
                return None;
            }
        } else if p < 0.0 {
            t0 = t0.max(q / p);
        } else {
            t1 = t1.min(q / p);
        }
    }
    let at = |t: f64| Spot::new(from.x + dx * t, from.y + dy * t);
    (t0 <= t1).then(|| (at(t0), at(t1)))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the size of a sheet")]
fn square(points: f64) -> usize {
    (points / SQUARE).floor().clamp(0.0, 1e5) as usize
}

fn squares(points: f64) -> usize {
    square(points) + 1
}

#[expect(clippy::cast_precision_loss, reason = "a few thousand steps")]
fn fraction(step: usize, steps: usize) -> f64 {
    if steps == 0 { 0.0 } else { step as f64 / steps as f64 }
}

/// Whether the way from one position to another crosses one of the lines.
pub fn is_beyond(from: Spot, to: Spot, lines: &[Vec<Spot>]) -> bool {
    let turn = |a: Spot, b: Spot, c: Spot| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    let parts = lines.iter().flat_map(|line| line.iter().zip(line.iter().skip(1)));
    parts.into_iter().any(|(&a, &b)| {
        turn(from, to, a) * turn(from, to, b) < 0.0 && turn(a, b, from) * turn(a, b, to) < 0.0
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHEET: Frame = Frame::sized(Spot::new(-300.0, -200.0), 600.0, 400.0);

    fn wish(x: f64, y: f64, w: f64) -> Wish {
        let stand = Stand::Beside { radius: 4.0 };
        Wish { anchor: Spot::new(x, y), size: (w, 13.0), stand, last: None }
    }

    fn place_all(wishes: &[Wish], sheet: &mut Occupancy) -> Vec<Option<Standing>> {
        wishes.iter().map(|wish| place(wish, sheet, &|_| true)).collect()
    }

    #[test]
    fn a_name_stays_on_its_side_of_a_border() {
        let border = [vec![Spot::new(15.0, -900.0), Spot::new(15.0, 900.0)]];
        let own_side = |frame: &Frame| !is_beyond(Spot::new(0.0, 0.0), frame.centre(), &border);
        let standing = place(&wish(0.0, 0.0, 50.0), &mut Occupancy::new(SHEET), &own_side).unwrap();
        assert!(standing.frame.centre().x < 15.0, "{standing:?}");
        assert!(!is_beyond(Spot::new(0.0, 0.0), Spot::new(14.0, 50.0), &border));
        assert!(is_beyond(Spot::new(0.0, 0.0), Spot::new(16.0, 50.0), &border));
    }

    #[test]
    fn a_name_stands_at_the_right_of_its_mark_and_gives_way_to_what_is_there() {
        let mut sheet = Occupancy::new(SHEET);
        let free = place_all(&[wish(0.0, 0.0, 50.0)], &mut sheet)[0].unwrap();
        assert_eq!(free.position, 0);
        assert!(free.frame.min.x >= 6.0 && free.frame.contains(Spot::new(30.0, 0.0)), "{free:?}");
        let mut sheet = Occupancy::new(SHEET);
        sheet.take_line(Spot::new(20.0, -900.0), Spot::new(20.0, 900.0), 2.0);
        let moved = place_all(&[wish(0.0, 0.0, 50.0)], &mut sheet)[0].unwrap();
        assert!(moved.frame.max.x < 20.0, "{moved:?}");
    }

    #[test]
    fn a_name_keeps_its_place_while_it_is_free() {
        let kept = Wish { last: Some(3), ..wish(0.0, 0.0, 50.0) };
        let mut sheet = Occupancy::new(SHEET);
        assert_eq!(place_all(&[kept], &mut sheet)[0].unwrap().position, 3);
        let mut sheet = Occupancy::new(SHEET);
        sheet.take(&Frame::sized(Spot::new(-30.0, -3.0), 8.0, 6.0));
        assert_ne!(place_all(&[kept], &mut sheet)[0].unwrap().position, 3);
    }

    #[test]
    fn no_name_is_cut_by_the_edge_of_the_sheet() {
        let mut sheet = Occupancy::new(SHEET);
        let standing = place_all(&[wish(290.0, 190.0, 60.0)], &mut sheet)[0].unwrap();
        assert!(SHEET.encloses(&standing.frame) && standing.frame.max.x < 290.0, "{standing:?}");
    }

    proptest! {
        #[test]
        fn names_never_cover_each_other_nor_the_marks(
            points in proptest::collection::vec((-320.0..320.0_f64, -220.0..220.0_f64, 8.0..120.0_f64, 0_u8..9), 1..120),
            marks in proptest::collection::vec((-300.0..300.0_f64, -200.0..200.0_f64, 2.0..24.0_f64), 0..40),
        ) {
            let mut sheet = Occupancy::new(SHEET);
            let marks: Vec<Frame> =
                marks.iter().map(|&(x, y, r)| Frame { min: Spot::new(x, y), max: Spot::new(x, y) }.grown(r)).collect();
            for mark in &marks {
                sheet.take(mark);
            }
            let wishes: Vec<Wish> = points
                .iter()
                .map(|&(x, y, w, last)| Wish { last: (last < 8).then_some(last), ..wish(x, y, w) })
                .collect();
            let standing: Vec<Frame> = place_all(&wishes, &mut sheet).into_iter().flatten().map(|s| s.frame).collect();
            for (i, frame) in standing.iter().enumerate() {
                prop_assert!(SHEET.encloses(frame));
                prop_assert!(!marks.iter().any(|m| m.overlaps(frame)));
                prop_assert!(!standing[..i].iter().any(|other| other.overlaps(frame)));
            }
        }
    }
}
