//! Remembers which codes a combination of place names, coordinates and precision has, so that most rows need one look-up for all.

use super::columns::NO_SITE;
use super::keys::Key;

/// Combinations that share a line of memory.
const LINE: usize = 4;
/// Lines at first, and at most: 4 MiB.
const FIRST: usize = 1 << 11;
const MOST: usize = 1 << 16;

/// The codes of one combination.
#[derive(Clone, Copy, Debug)]
struct Spot {
    /// One of its two hashes, with the last bit set. The lowest eleven bits of the other say in which line it is put, so that 74
    /// are compared: that two of a million combinations have them in common is less likely than 1 in 10¹⁰.
    check: u64,
    place: u32,
    site: u32,
}

const FREE: Spot = Spot { check: 0, place: 0, site: NO_SITE };

/// What is fetched from memory together.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line([Spot; LINE]);

/// Combinations that were met; where there are too many, older ones make room.
#[derive(Clone, Default)]
pub(super) struct Spots {
    /// A power of two of them.
    lines: Vec<Line>,
    used: usize,
}

impl Spots {
    /// Fetches what is known of these combinations from memory, all at the same time, so that it is near when they are looked up.
    pub fn fetch(&self, keys: impl Iterator<Item = Key>) {
        let first = |key| self.line(key).map_or(0, |Line([first, ..])| first.site);
        std::hint::black_box(keys.map(first).fold(0, |sum, site| sum ^ site));
    }

    /// The codes of the place and of the site, if the combination is known.
    pub fn find(&self, key: Key) -> Option<(u32, u32)> {
        let check = check(key);
        let spot = self.line(key)?.0.iter().find(|spot| spot.check == check)?;
        Some((spot.place, spot.site))
    }

    /// Remembers the codes of a combination that is not known.
    pub fn learn(&mut self, key: Key, place: u32, site: u32) {
        if self.used * 2 >= self.lines.len() * LINE && self.lines.len() < MOST {
            self.grow();
        }
        let spot = Spot { check: check(key), place, site };
        self.put(home(key.0, spot.check, self.lines.len()), spot);
    }

    /// Puts a combination at the front of its line; in a full one the last makes room.
    fn put(&mut self, line: usize, spot: Spot) {
        let Some(Line(spots)) = self.lines.get_mut(line) else { return };
        let free = spots.iter().position(|spot| spot.check == FREE.check);
        self.used += usize::from(free.is_some());
        if let Some(spots) = spots.get_mut(..=free.unwrap_or(LINE - 1)) {
            spots.rotate_right(1);
        }
        spots[0] = spot;
    }

    fn line(&self, key: Key) -> Option<&Line> {
        self.lines.get(home(key.0, check(key), self.lines.len()))
    }

    fn grow(&mut self) {
        let lines = (self.lines.len() * 2).clamp(FIRST, MOST);
        let old = std::mem::replace(&mut self.lines, vec![Line([FREE; LINE]); lines]);
        self.used = 0;
        for (at, Line(spots)) in (0_u64..).zip(old) {
            // The oldest first, as they came.
            for spot in spots.into_iter().rev().filter(|spot| spot.check != FREE.check) {
                self.put(home(at, spot.check, lines), spot);
            }
        }
    }
}

fn check((_, hash): Key) -> u64 {
    hash | 1
}

/// Which of so many lines a combination is put in; of its first hash the lowest bits say so, which all lines of an age have in
/// common with their numbers.
fn home(hash: u64, check: u64, lines: usize) -> usize {
    let (first, lines) = (FIRST as u64, lines as u64);
    let high = check.rotate_left(32) & !(first - 1);
    usize::try_from((hash & (first - 1) | high) & lines.wrapping_sub(1)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> impl Fn(u32) -> Key {
        let keys = super::super::keys::Keys::default();
        move |n| keys.of_pairs([(n.into(), 1)])
    }

    #[test]
    fn what_was_learned_last_is_known_and_nothing_else_is_taken_for_it() {
        let (mut spots, key) = (Spots::default(), keys());
        assert_eq!(spots.find(key(0)), None);
        for n in 0..150_000_u32 {
            assert_eq!(spots.find(key(n)), None);
            spots.learn(key(n), n, n + 7);
            assert_eq!(spots.find(key(n)), Some((n, n + 7)));
        }
        let known = (0..150_000_u32).filter(|&n| spots.find(key(n)) == Some((n, n + 7))).count();
        assert!(known > 130_000, "{known} are still known");
        assert_eq!((150_000..151_000).find_map(|n| spots.find(key(n))), None);
    }

    #[test]
    fn the_oldest_make_room_when_no_more_lines_are_made() {
        let (mut spots, key) = (Spots::default(), keys());
        let all = u32::try_from(MOST * LINE * 2).unwrap();
        (0..all).for_each(|n| spots.learn(key(n), n, n));
        assert_eq!(spots.lines.len(), MOST);
        let known = |n: std::ops::Range<u32>| n.filter(|&n| spots.find(key(n)) == Some((n, n))).count();
        assert_eq!(known(all - 1..all), 1);
        assert!(known(all - 50_000..all) > 45_000);
        assert!(known(0..50_000) < 25_000);
    }
}
