//! Pins in an order in which neighbours mostly follow one another: along squares within squares.

use super::super::cluster::Pin;
use crate::geo::{Plane, PlaneBounds};

/// Bits that say in which square a pin lies: sixteen each for column and row.
pub(super) const TOP: u32 = 32;
/// Number of columns and of rows, less one.
const LAST: f64 = 65_535.0;
/// Bits that are sorted by at a time.
const DIGIT: u32 = 11;

/// The pins that do not stand `apart`, which ascend, as their square and their number; O(pins).
///
/// Squares are numbered along Morton's curve (G. M. Morton, "A computer oriented geodetic data base", 1966): those of any
/// quarter of the rectangle around all, and of any quarter of that and so on, follow one another.
pub(super) fn in_order(pins: &[Pin], apart: &[u32]) -> Vec<u64> {
    let mut apart = apart.iter().copied().peekable();
    let together = (0_u32..).zip(pins).filter(|&(number, _)| apart.next_if_eq(&number).is_none());
    let squares = Squares::around(pins);
    let mut entries: Vec<u64> =
        together.map(|(number, pin)| u64::from(squares.of(pin.at)) << TOP | u64::from(number)).collect();
    let mut other = vec![0; entries.len()];
    for digit in 0..TOP.div_ceil(DIGIT) {
        sort_by_digit(&entries, &mut other, TOP + digit * DIGIT);
        std::mem::swap(&mut entries, &mut other);
    }
    entries
}

/// The number of the pin of an entry.
pub(super) fn number_of(entry: u64) -> u32 {
    let [a, b, c, d, ..] = entry.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The four quarters of a square, one after the other; `level` bits say where in it a pin lies.
pub(super) fn quarters(sorted: &[u64], level: u32) -> impl Iterator<Item = &[u64]> {
    let mut rest = sorted;
    (1..=4_u64).map(move |next| {
        let is_before = |entry: &u64| (entry >> (TOP + level - 2) & 3) < next;
        let (quarter, behind) = rest.split_at_checked(rest.partition_point(is_before)).unwrap_or_default();
        rest = behind;
        quarter
    })
}

/// The number of parts that hold about half of all pins.
pub(super) fn middle(parts: &[&[u64]], pins: usize) -> usize {
    let so_far = parts.iter().scan(0, |sum, part| {
        *sum += part.len();
        Some(*sum)
    });
    so_far.take_while(|&sum| sum <= pins / 2).count()
}

/// Sorts by some bits; what is the same in them stays in its order.
fn sort_by_digit(from: &[u64], to: &mut [u64], shift: u32) {
    const VALUES: usize = 1 << DIGIT;
    let digit = |entry: u64| usize::try_from(entry >> shift).unwrap_or(0) % VALUES;
    let mut next = vec![0_usize; VALUES + 1];
    for &entry in from {
        if let Some(count) = next.get_mut(digit(entry) + 1) {
            *count += 1;
        }
    }
    let mut before = 0;
    for next in &mut next {
        before += *next;
        *next = before;
    }
    for &entry in from {
        let Some(next) = next.get_mut(digit(entry)) else { continue };
        if let Some(slot) = to.get_mut(*next) {
            *slot = entry;
        }
        *next += 1;
    }
}

/// The squares of the rectangle around some pins.
struct Squares {
    least: Plane,
    /// Columns a kilometre, and rows.
    times: [f64; 2],
}

impl Squares {
    fn around(pins: &[Pin]) -> Self {
        let none = PlaneBounds { min: Plane::default(), max: Plane::default() };
        let bounds = PlaneBounds::around(pins.iter().map(|pin| pin.at)).unwrap_or(none);
        let times = |span: f64| if span > 0.0 { LAST / span } else { 0.0 };
        Self { least: bounds.min, times: [times(bounds.width_km()), times(bounds.height_km())] }
    }

    fn of(&self, at: Plane) -> u32 {
        let column = whole((at.x_km - self.least.x_km) * self.times[0]);
        let row = whole((at.y_km - self.least.y_km) * self.times[1]);
        spread(column) | spread(row) << 1
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the number of columns"
)]
fn whole(column: f64) -> u32 {
    column.clamp(0.0, LAST) as u32
}

/// Puts a zero behind each of the lower sixteen bits.
fn spread(bits: u32) -> u32 {
    let bits = (bits | bits << 8) & 0x00ff_00ff;
    let bits = (bits | bits << 4) & 0x0f0f_0f0f;
    let bits = (bits | bits << 2) & 0x3333_3333;
    (bits | bits << 1) & 0x5555_5555
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::KINDS;

    #[test]
    fn squares_within_squares_follow_one_another_and_numbers_ascend_in_each() {
        let at = |n: u32| Plane::new(f64::from(n * 7919 % 1_000), f64::from(n * 104_729 % 777));
        let pins: Vec<Pin> = (0..5_000).map(|n| Pin { at: at(n % 4_000), kinds: [1; KINDS] }).collect();
        let sorted = in_order(&pins, &[3, 4_999]);
        assert!(sorted.is_sorted() && sorted.len() == 4_998);
        let all: Vec<u64> = quarters(&sorted, TOP).flatten().copied().collect();
        assert_eq!(all, sorted, "each is in one quarter");
        for (n, quarter) in quarters(&sorted, TOP).enumerate() {
            let places = || quarter.iter().map(|&entry| pins[number_of(entry) as usize].at);
            assert!(
                places().all(|at| (at.x_km > 499.5) == (n % 2 == 1) && (at.y_km > 388.0) == (n / 2 == 1))
            );
        }
    }
}
