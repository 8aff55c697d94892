//! Which pins stand at coordinates that an earlier pin has.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashSet;

use super::PinSpot;

/// Bits for each pin: of pins with coordinates of their own, one in so many is looked at a second time.
const BITS_A_PIN: usize = 16;

/// Marks the pins at whose coordinates an earlier one stands.
///
/// Two walks over bits, which fit in the processor's caches, leave the few pins whose coordinates may be shared; only these
/// are compared.
pub(super) fn mark(spots: &mut [PinSpot]) {
    let hasher = RandomState::default();
    let bits = (spots.len() * BITS_A_PIN).next_power_of_two().max(64);
    let (mut met, mut shared) = (Bits::new(bits), Bits::new(bits));
    let hash = |spot: &PinSpot| hasher.hash_one(place(spot));
    for spot in spots.iter() {
        let bit = hash(spot);
        if met.set(bit) {
            shared.set(bit);
        }
    }
    let mut seen: HashSet<[u64; 2], RandomState> = HashSet::default();
    for spot in spots.iter_mut() {
        spot.again = shared.has(hash(spot)) && !seen.insert(place(spot));
    }
}

fn place(spot: &PinSpot) -> [u64; 2] {
    [spot.at.lon().to_bits(), spot.at.lat().to_bits()]
}

/// Bits by hash; a power of two of them.
struct Bits {
    words: Vec<u64>,
    mask: u64,
}

impl Bits {
    fn new(bits: usize) -> Self {
        Self { words: vec![0; bits / 64], mask: bits as u64 - 1 }
    }

    /// Sets the bit; whether it was set.
    fn set(&mut self, hash: u64) -> bool {
        let (word, bit) = self.at(hash);
        let Some(word) = self.words.get_mut(word) else { return true };
        let was = *word & bit != 0;
        *word |= bit;
        was
    }

    fn has(&self, hash: u64) -> bool {
        let (word, bit) = self.at(hash);
        self.words.get(word).is_none_or(|word| word & bit != 0)
    }

    fn at(&self, hash: u64) -> (usize, u64) {
        let bit = hash & self.mask;
        (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EventId, LonLat};
    use crate::query::PlaceKey;

    #[test]
    fn of_many_pins_those_are_marked_that_stand_where_an_earlier_one_does() {
        let mut spots: Vec<PinSpot> = (0..20_000_u32)
            .map(|n| PinSpot {
                key: PlaceKey::Site(n),
                at: LonLat::new(f64::from(n * 7919 % 9_001) / 100.0, f64::from(n % 2)).unwrap(),
                vague: false,
                again: false,
                first: EventId(n),
            })
            .collect();
        mark(&mut spots);
        let mut seen = std::collections::BTreeSet::new();
        for spot in &spots {
            assert_eq!(spot.again, !seen.insert(place(spot)), "{:?}", spot.at);
        }
        assert!(spots.iter().any(|spot| spot.again) && !spots[0].again);
    }
}
