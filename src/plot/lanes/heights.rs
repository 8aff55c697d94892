//! How many rows each lane gets.

use super::Room;

/// No lane gets more rows.
pub(super) const MOST_ROWS: usize = 9;
/// Free room widens lanes up to so many times their padding.
const WIDEST_PAD: f64 = 2.0;

/// What a lane needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Need {
    /// With fewer rows it could not be drawn.
    pub least: usize,
    /// With so many rows all is shown and named.
    pub best: usize,
}

/// Gives each lane its least, then one row after the other to those in need, the neediest last served alike.
pub(super) fn allot(needs: &[Need], room: Room) -> Vec<usize> {
    let mut rows: Vec<usize> = needs.iter().map(|need| need.least).collect();
    let pads = points(needs.len()) * 2.0 * room.pad;
    let free = |rows: &[usize]| room.height - pads - points(rows.iter().sum()) * room.row;
    loop {
        let mut given = false;
        for n in 0..rows.len() {
            let wants = rows.get(n).zip(needs.get(n)).is_some_and(|(rows, need)| *rows < need.best);
            if wants
                && free(&rows) >= room.row
                && let Some(count) = rows.get_mut(n)
            {
                *count += 1;
                given = true;
            }
        }
        if !given {
            break;
        }
    }
    rows
}

/// The padding of lanes with so many rows: more where there is room to spare.
pub(super) fn pad(rows: &[usize], room: Room) -> f64 {
    let spare = room.height - points(rows.iter().sum()) * room.row;
    (spare / (2.0 * points(rows.len().max(1)))).clamp(room.pad, room.pad * WIDEST_PAD)
}

/// A small count as a float.
pub(super) fn points(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(height: f64) -> Room {
        Room { height, row: 10.0, pad: 2.0 }
    }

    #[test]
    fn lanes_get_what_they_need_where_there_is_room() {
        let needs = [Need { least: 1, best: 4 }, Need { least: 2, best: 2 }];
        assert_eq!(allot(&needs, room(200.0)), [4, 2]);
        assert_eq!(allot(&needs, room(50.0)), [2, 2]);
        assert_eq!(allot(&needs, room(0.0)), [1, 2]);
    }

    #[test]
    fn free_room_widens_the_lanes_a_little() {
        assert!((pad(&[1], room(500.0)) - 4.0).abs() < 1e-9);
        assert!((pad(&[1], room(16.0)) - 3.0).abs() < 1e-9);
        assert!((pad(&[1], room(3.0)) - 2.0).abs() < 1e-9);
    }
}
