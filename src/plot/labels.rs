//! Where names stand: greedy, most important first, on a grid of taken squares, so that none covers another.

mod occupancy;

pub use occupancy::Occupancy;

use super::{Frame, Spot};

/// How a name may stand to its mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stand {
    /// Beside a mark of this radius in points, at one of eight positions.
    Beside {
        /// Points from the anchor to the edge of the mark.
        radius: f64,
    },
    /// The same, and where none of the eight is free at one further out, with a line that leads to the mark.
    Around {
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
    /// From the edge of its mark to the name, where it stands further out.
    pub leader: Option<[Spot; 2]>,
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
/// Directions of the second ring in sixteenths of a turn, clockwise from the right: flat ones first, steep ones last.
const SECOND_RING: [i8; 16] = [-1, 1, 0, -2, 2, 7, -7, 8, 6, -6, -3, 3, 5, -5, -4, 4];
/// Points from the edge of a mark to the second ring.
const LEADER: f64 = 26.0;
/// Points beyond the edge of its mark from which on a leader must be free: boxes of round marks reach over their edge.
const LEADER_FREE: f64 = 10.0;
/// Width in points that a leader keeps free.
const LEADER_WIDTH: f64 = 2.0;
/// Places a name where there is room and `admits` agrees, and takes its squares; `None` where there is no such place.
pub fn place(wish: &Wish, sheet: &mut Occupancy, admits: &dyn Fn(&Frame) -> bool) -> Option<Standing> {
    let free = |position: u8| {
        let standing = standing_at(wish, position)?;
        let leader_free = || standing.leader.is_none_or(|leader| is_leader_free(leader, sheet));
        (sheet.is_free(&standing.frame) && leader_free() && admits(&standing.frame)).then_some(standing)
    };
    let standing = wish.last.and_then(free).or_else(|| (0..positions(wish.stand)).find_map(free))?;
    sheet.take(&standing.frame);
    if let Some([from, to]) = standing.leader {
        sheet.take_line(from, to, LEADER_WIDTH);
    }
    Some(standing)
}

/// Whether a position is one of the second ring.
pub fn is_further_out(position: u8) -> bool {
    usize::from(position) >= POSITIONS.len()
}

/// How many positions there are.
fn positions(stand: Stand) -> u8 {
    match stand {
        Stand::Around { .. } => 24,
        Stand::Beside { .. } | Stand::Over => 8,
    }
}

/// A name at one of its positions.
fn standing_at(wish: &Wish, position: u8) -> Option<Standing> {
    let number = usize::from(position);
    let (middle, leader) = match wish.stand {
        Stand::Over => {
            let &(x, y) = SHIFTS.get(number)?;
            (moved(wish.anchor, x * wish.size.0, y * wish.size.1), None)
        }
        Stand::Beside { radius } => (beside(wish, radius, number)?, None),
        Stand::Around { radius } => match number.checked_sub(POSITIONS.len()) {
            None => (beside(wish, radius, number)?, None),
            Some(direction) => {
                let (middle, leader) = further_out(wish, radius, direction)?;
                (middle, Some(leader))
            }
        },
    };
    let (w, h) = wish.size;
    let frame = Frame::sized(moved(middle, -w / 2.0, -h / 2.0), w, h);
    Some(Standing { frame, position, leader })
}

/// The middle of a name close to its mark.
fn beside(wish: &Wish, radius: f64, position: usize) -> Option<Spot> {
    let (w, h) = wish.size;
    let &(x, y) = POSITIONS.get(position)?;
    let sideways = if x == 0.0 { 0.0 } else { x * (radius + GAP) + x.signum() * w / 2.0 };
    let down = if y == 0.0 {
        0.0
    } else if x == 0.0 {
        y * (radius + GAP * 0.5 + h / 2.0)
    } else {
        y * (radius + h / 2.0)
    };
    Some(moved(wish.anchor, sideways, down))
}

/// The middle of a name on the second ring, and the line that leads to it.
fn further_out(wish: &Wish, radius: f64, direction: usize) -> Option<(Spot, [Spot; 2])> {
    let (w, h) = wish.size;
    let &sixteenths = SECOND_RING.get(direction)?;
    let (y, x) = (f64::from(sixteenths) * std::f64::consts::TAU / 16.0).sin_cos();
    let out = |far: f64| moved(wish.anchor, x * far, y * far);
    let end = out(radius + LEADER);
    let upright = x.abs() < 0.1;
    let middle = moved(end, if upright { 0.0 } else { x.signum() * w / 2.0 }, y * h / 2.0);
    Some((middle, [out(radius), end]))
}

/// Whether a leader runs over nothing that is taken, its own mark aside.
fn is_leader_free([from, to]: [Spot; 2], sheet: &Occupancy) -> bool {
    let length = from.distance(to).max(1e-9);
    let share = (LEADER_FREE / length).min(1.0);
    let start = moved(from, (to.x - from.x) * share, (to.y - from.y) * share);
    sheet.is_line_free(start, to, LEADER_WIDTH)
}

fn moved(p: Spot, x: f64, y: f64) -> Spot {
    Spot::new(p.x + x, p.y + y)
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
mod tests;
