//! What texts are known by: two hashes with seeds of their own, made in one go over the bytes.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;

/// Two hashes, 128 bits drawn anew in every run, of which no fewer than 96 are compared. That two of ten million texts have
/// these in common is less likely than 1 in 10¹⁵.
pub(super) type Key = (u64, u64);

/// Makes keys.
#[derive(Clone, Debug)]
pub(super) struct Keys {
    seeds: [u64; 4],
}

impl Default for Keys {
    fn default() -> Self {
        let random = RandomState::default();
        Self { seeds: [0_u64, 1, 2, 3].map(|n| random.hash_one(n)) }
    }
}

impl Keys {
    /// The key of a text.
    #[inline]
    pub fn of(&self, text: &str) -> Key {
        let bytes = text.as_bytes();
        let key = self.begin(bytes.len() as u64);
        match bytes.last_chunk::<16>() {
            None => self.mixed(key, short(bytes)),
            Some(last) => self.mixed(self.long(key, bytes), words(last)),
        }
    }

    /// The key of these numbers in this order. They are mixed once more at the end: of numbers that follow each other one product
    /// leaves too much in common, so that with one seed in sixty many of them would share a few lines of a table.
    #[inline]
    pub fn of_pairs(&self, pairs: impl IntoIterator<Item = (u64, u64)>) -> Key {
        let key = pairs.into_iter().fold(self.begin(0), |key, pair| self.mixed(key, pair));
        self.mixed(key, (0, 0))
    }

    /// Multiplied, so that no other first letter can make up for another length.
    #[inline]
    fn begin(&self, len: u64) -> Key {
        let [one, _, other, _] = self.seeds;
        (one.wrapping_mul(2 * len + 1), other.wrapping_mul(2 * len + 1))
    }

    /// All but the last of the pieces of 16 bytes.
    fn long(&self, mut key: Key, bytes: &[u8]) -> Key {
        let mut rest = bytes;
        while let Some((piece, more)) = rest.split_first_chunk::<16>()
            && !more.is_empty()
        {
            key = self.mixed(key, words(piece));
            rest = more;
        }
        key
    }

    /// Multiplies and folds, as `foldhash` does: <https://github.com/orlp/foldhash>.
    #[inline]
    fn mixed(&self, (one, other): Key, (low, high): (u64, u64)) -> Key {
        let [_, seed, _, other_seed] = self.seeds;
        (folded(one ^ low, seed ^ high), folded(other ^ low, other_seed ^ high))
    }
}

/// Both halves of the product of two numbers, put together.
#[inline]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let (low, high) = halves(product);
    low ^ high
}

#[expect(clippy::cast_possible_truncation, reason = "each is half of the bits")]
#[inline]
fn halves(product: u128) -> (u64, u64) {
    (product as u64, (product >> 64) as u64)
}

#[inline]
fn words(bytes: &[u8; 16]) -> (u64, u64) {
    halves(u128::from_le_bytes(*bytes))
}

/// Up to 15 bytes: the first and the last eight or four of them, which may have some in common. Their number is in the key already.
#[inline]
fn short(bytes: &[u8]) -> (u64, u64) {
    if let (Some(first), Some(last)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (u64::from_le_bytes(*first), u64::from_le_bytes(*last))
    } else if let (Some(first), Some(last)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (u32::from_le_bytes(*first).into(), u32::from_le_bytes(*last).into())
    } else if let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) {
        let middle = bytes.get(bytes.len() / 2).copied().unwrap_or_default();
        (u64::from(first) | u64::from(middle) << 8, last.into())
    } else {
        (0, 0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn differ(one: Key, other: Key) -> bool {
        one.0 != other.0 && one.1 != other.1
    }

    proptest! {
        #[test]
        fn every_byte_of_a_text_counts(bytes in proptest::collection::vec(b' '..b'~', 0..70), at: usize, more in b' '..b'~') {
            let keys = Keys::default();
            let text = String::from_utf8(bytes.clone()).unwrap();
            prop_assert_eq!(keys.of(&text), keys.of(&text.clone()));
            let longer = format!("{text}{}", char::from(more));
            prop_assert!(differ(keys.of(&text), keys.of(&longer)));
            if !bytes.is_empty() {
                let mut other = bytes;
                let at = at % other.len();
                other[at] ^= 1;
                let other = keys.of(&String::from_utf8(other).unwrap());
                prop_assert!(differ(keys.of(&text), other));
            }
        }
    }

    #[test]
    fn texts_of_one_letter_with_another_before_them_are_told_apart() {
        let keys = Keys::default();
        let mut all = std::collections::HashSet::new();
        let (mut first, mut second) = (std::collections::HashSet::new(), std::collections::HashSet::new());
        for len in 0..70 {
            for before in 0..128_u8 {
                let text = format!("{}{}", char::from(before), "a".repeat(len));
                let (one, other) = keys.of(&text);
                all.insert(text);
                first.insert(one);
                second.insert(other);
            }
        }
        assert_eq!((first.len(), second.len()), (all.len(), all.len()));
    }

    #[test]
    fn the_order_of_numbers_counts() {
        let keys = Keys::default();
        assert_ne!(keys.of_pairs([(1, 2), (3, 4)]), keys.of_pairs([(3, 4), (1, 2)]));
        assert_ne!(keys.of_pairs([(1, 2)]), keys.of_pairs([(2, 1)]));
    }
}
