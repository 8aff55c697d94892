//! Remembers which codes a combination of place names, coordinates and precision has, so that most rows need one look-up for all.

use super::columns::NO_SITE;
use super::keys::Key;

/// Combinations that are remembered at first, and at most: 8 MiB.
const FIRST: usize = 1 << 12;
const MOST: usize = 1 << 18;
/// How many slots behind its own a combination may be put.
const REACH: usize = 4;

/// The codes of one combination, in one line of memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Spot {
    /// All 128 bits are compared: that two of a million combinations have them in common is less likely than 1 in 10²⁶.
    key: Key,
    place: u32,
    site: u32,
}

const FREE: Spot = Spot { key: [0; 2], place: 0, site: NO_SITE };

/// Combinations that were met; the oldest make room where there are too many.
#[derive(Clone, Default)]
pub(super) struct Spots {
    /// A power of two of them, and those that the last reaches.
    slots: Vec<Spot>,
    /// That power of two less one.
    mask: u64,
    used: usize,
}

impl Spots {
    /// Fetches what is known of these combinations from memory, all at the same time, so that it is near when they are looked up.
    pub fn fetch(&self, keys: impl Iterator<Item = Key>) {
        let first = |key| self.slots.get(self.home(key)).map_or(0, |spot| spot.site);
        std::hint::black_box(keys.map(first).fold(0, |sum, site| sum ^ site));
    }

    /// The codes of the place and of the site, if the combination is known.
    pub fn find(&self, key: Key) -> Option<(u32, u32)> {
        let spot = self.near(key).iter().find(|spot| spot.key == key)?;
        Some((spot.place, spot.site))
    }

    /// Remembers the codes of a combination that is not known.
    pub fn learn(&mut self, key: Key, place: u32, site: u32) {
        if self.used * 2 >= self.slots.len() && self.slots.len() < MOST {
            self.grow();
        }
        self.put(Spot { key, place, site });
    }

    fn put(&mut self, spot: Spot) {
        let free = self.near(spot.key).iter().position(|near| near.key == FREE.key);
        let at = self.home(spot.key) + free.unwrap_or(0);
        self.used += usize::from(free.is_some());
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = spot;
        }
    }

    /// The slots in which a combination may be.
    fn near(&self, key: Key) -> &[Spot] {
        let home = self.home(key);
        self.slots.get(home..home + REACH).unwrap_or_default()
    }

    fn home(&self, [hash, _]: Key) -> usize {
        usize::try_from(hash & self.mask).unwrap_or(0)
    }

    fn grow(&mut self) {
        let slots = ((self.slots.len() - REACH.min(self.slots.len())) * 2).clamp(FIRST, MOST);
        self.mask = slots as u64 - 1;
        let old = std::mem::replace(&mut self.slots, vec![FREE; slots + REACH]);
        self.used = 0;
        for spot in old.into_iter().filter(|spot| spot.key != FREE.key) {
            self.put(spot);
        }
    }
}
