//! Which pins stand at coordinates that another pin has.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::PinSpot;
use crate::model::LonLat;

/// The first pin at each pair of coordinates, with half of the hash of these: seldom another pin has to be looked at.
pub(super) struct Again {
    seen: HashTable<(u32, u32)>,
    hasher: RandomState,
}

impl Again {
    /// For so many pins at most: growing would cost more than all the rest.
    pub fn new(most: usize) -> Self {
        Self { seen: HashTable::with_capacity(most), hasher: RandomState::default() }
    }

    /// Whether one of the `spots`, which are the pins so far, stands at the coordinates of the next pin.
    pub fn is_again(&mut self, at: LonLat, pin: u32, spots: &[PinSpot]) -> bool {
        let Self { seen, hasher } = self;
        let bits = |at: LonLat| [at.lon().to_bits(), at.lat().to_bits()];
        let spot = |pin: u32| spots.get(pin as usize).map(|spot| bits(spot.at));
        let hash = hasher.hash_one(bits(at));
        let half = half_of(hash);
        let is_same = |&(other, pin): &(u32, u32)| other == half && spot(pin) == Some(bits(at));
        match seen.entry(hash, is_same, |&(_, pin)| hasher.hash_one(spot(pin).unwrap_or_default())) {
            Entry::Occupied(_) => true,
            Entry::Vacant(free) => {
                free.insert((half, pin));
                false
            }
        }
    }
}

/// The middle of a hash: the table itself goes by both ends.
fn half_of(hash: u64) -> u32 {
    let [_, _, a, b, c, d, ..] = hash.to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}
