//! Remembers which codes a combination of place names, coordinates and precision has, so that most rows need one look-up for all.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::fast::RandomState;

use super::columns::{FixedLonLat, NO_SITE};
use super::place::PlacePrecision;

/// Combinations that are remembered at first, and at most: 8 MiB.
const FIRST: usize = 1 << 12;
const MOST: usize = 1 << 18;
/// How many slots behind its own a combination may be put.
const REACH: usize = 4;

/// A combination, known by two hashes with seeds of their own, 128 bits drawn anew in every run: that two of a million
/// combinations have both in common is less likely than 1 in 10²⁶.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SpotKey([u64; 2]);

/// The codes of one combination, in one line of memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct Spot {
    key: SpotKey,
    place: u32,
    site: u32,
}

const FREE: Spot = Spot { key: SpotKey([0; 2]), place: 0, site: NO_SITE };

/// Combinations that were met; the oldest make room where there are too many.
#[derive(Clone, Default)]
pub(super) struct Spots {
    /// A power of two of them, and those that the last reaches.
    slots: Vec<Spot>,
    /// That power of two less one.
    mask: u64,
    used: usize,
    hashers: [RandomState; 2],
}

impl Spots {
    /// What a combination is known by: its names one behind the other, with their lengths.
    pub fn key(
        &self,
        names: &str,
        lens: [usize; 4],
        at: Option<FixedLonLat>,
        precision: PlacePrecision,
    ) -> SpotKey {
        SpotKey(self.hashers.each_ref().map(|hasher| {
            let mut hasher = hasher.build_hasher();
            (lens, at, precision).hash(&mut hasher);
            hasher.write(names.as_bytes());
            hasher.finish()
        }))
    }

    /// Fetches what is known of these combinations from memory, all at the same time, so that it is near when they are looked up.
    pub fn fetch(&self, keys: impl Iterator<Item = SpotKey>) {
        let first = |key| self.slots.get(self.home(key)).map_or(0, |spot| spot.site);
        std::hint::black_box(keys.map(first).fold(0, |sum, site| sum ^ site));
    }

    /// The codes of the place and of the site, if the combination is known.
    pub fn find(&self, key: SpotKey) -> Option<(u32, u32)> {
        let spot = self.near(key).iter().find(|spot| spot.key == key)?;
        Some((spot.place, spot.site))
    }

    /// Remembers the codes of a combination that is not known.
    pub fn learn(&mut self, key: SpotKey, place: u32, site: u32) {
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
    fn near(&self, key: SpotKey) -> &[Spot] {
        let home = self.home(key);
        self.slots.get(home..home + REACH).unwrap_or_default()
    }

    fn home(&self, SpotKey([hash, _]): SpotKey) -> usize {
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
