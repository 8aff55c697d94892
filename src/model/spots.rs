//! Remembers which codes a combination of place names and coordinates has, so that most rows need one look-up for all.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use super::builder::Draft;
use super::columns::{FixedLonLat, NO_SITE};
use super::place::PlacePrecision;

/// Combinations that are remembered at first, and at most: 12 MiB.
const FIRST: usize = 1 << 12;
const MOST: usize = 1 << 18;
/// How many slots behind its own a combination may be put.
const REACH: usize = 4;
/// Stands between the names of a key; no byte of UTF-8.
const BETWEEN: u8 = 0xFF;

/// The codes of one combination. It is known by two hashes with seeds of their own, 128 bits drawn anew in every run: that
/// two of a million combinations have both in common is less likely than 1 in 10²⁶.
#[derive(Clone, Copy, Debug)]
struct Spot {
    hashes: [u64; 2],
    place: u32,
    /// The site for each precision of a place.
    sites: [u32; PlacePrecision::ALL.len()],
}

const FREE: Spot = Spot { hashes: [0; 2], place: 0, sites: [NO_SITE; PlacePrecision::ALL.len()] };

/// Combinations that were met; the oldest make room where there are too many.
#[derive(Clone, Default)]
pub(super) struct Spots {
    /// A power of two of them, and those that the last reaches.
    slots: Vec<Spot>,
    /// That power of two less one.
    mask: u64,
    used: usize,
    hashers: [RandomState; 2],
    key: Vec<u8>,
    /// Those of the row that is being added.
    hashes: [u64; 2],
}

impl Spots {
    /// The codes of the row's place and of its site, [`NO_SITE`] where that is not known for its precision. What is not
    /// known is to be given to [`learn`](Self::learn) next.
    pub fn find(&mut self, draft: &Draft<'_>, at: Option<FixedLonLat>) -> Option<(u32, u32)> {
        self.key.clear();
        for name in [draft.place, draft.admin1, draft.admin2, draft.country] {
            self.key.extend_from_slice(name.as_bytes());
            self.key.push(BETWEEN);
        }
        if let Some(at) = at {
            self.key.extend_from_slice(&at.bytes());
        }
        self.hashes = self.hashers.each_ref().map(|hasher| hasher.hash_one(self.key.as_slice()));
        let spot = self.near().iter().find(|spot| spot.hashes == self.hashes)?;
        let site = spot.sites.get(draft.place_precision as usize).copied().unwrap_or(NO_SITE);
        Some((spot.place, site))
    }

    /// Remembers the codes of the row that was looked for.
    pub fn learn(&mut self, precision: PlacePrecision, place: u32, site: u32) {
        if self.used * 2 >= self.slots.len() && self.slots.len() < MOST {
            self.grow();
        }
        let hashes = self.hashes;
        let known = self.near().iter().position(|spot| spot.hashes == hashes);
        let free = || self.near().iter().position(|spot| spot.hashes == FREE.hashes);
        let at = self.home(hashes) + known.or_else(free).unwrap_or(0);
        let Some(spot) = self.slots.get_mut(at) else { return };
        self.used += usize::from(spot.hashes == FREE.hashes);
        if spot.hashes != hashes {
            *spot = Spot { hashes, place, ..FREE };
        }
        if let Some(slot) = spot.sites.get_mut(precision as usize) {
            *slot = site;
        }
    }

    /// The slots in which the row's combination may be.
    fn near(&self) -> &[Spot] {
        let home = self.home(self.hashes);
        self.slots.get(home..home + REACH).unwrap_or_default()
    }

    fn home(&self, [hash, _]: [u64; 2]) -> usize {
        usize::try_from(hash & self.mask).unwrap_or(0)
    }

    fn grow(&mut self) {
        let slots = ((self.slots.len() - REACH.min(self.slots.len())) * 2).clamp(FIRST, MOST);
        self.mask = slots as u64 - 1;
        let old = std::mem::replace(&mut self.slots, vec![FREE; slots + REACH]);
        let hashes = self.hashes;
        for spot in old.into_iter().filter(|spot| spot.hashes != FREE.hashes) {
            self.hashes = spot.hashes;
            let at = self.near().iter().position(|slot| slot.hashes == FREE.hashes);
            let home = self.home(spot.hashes);
            if let Some(slot) = self.slots.get_mut(home + at.unwrap_or(0)) {
                *slot = spot;
            }
        }
        self.hashes = hashes;
    }
}
