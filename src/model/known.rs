//! Which code a value has that stands in a list of distinct values.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::builder::push;
use super::columns::{PlaceNames, Site};
use super::fixed_lonlat::FixedLonLat;
use super::names::upper_half;
use super::place::PlacePrecision;

/// Values that are looked up together, so that memory is waited for once for all.
const TOGETHER: usize = 64;
/// Stands for a value that has no code yet.
const UNKNOWN: u32 = u32::MAX;

/// A value of which each list holds only one.
pub(super) trait Keyed: Copy {
    /// What makes it the same as another.
    type Key: Hash + Eq;
    /// The key of this value.
    fn key(&self) -> Self::Key;
}

impl Keyed for PlaceNames {
    type Key = Self;
    fn key(&self) -> Self {
        *self
    }
}

impl Keyed for Site {
    type Key = (FixedLonLat, PlacePrecision);
    fn key(&self) -> Self::Key {
        (self.at, self.precision)
    }
}

impl Keyed for [u32; 2] {
    type Key = Self;
    fn key(&self) -> Self {
        *self
    }
}

/// The codes of values that are there already: eight bytes a value, for the values themselves are in their list.
#[derive(Clone, Default)]
pub(super) struct Known {
    codes: HashTable<Slot>,
    hasher: RandomState,
}

/// A code with half of its value's hash: other values are hardly ever looked at, and none when the table grows.
#[derive(Clone, Copy)]
struct Slot {
    code: u32,
    hash: u32,
}

impl Slot {
    /// The half twice: a table takes a slot's place from one end of its hash and tells slots apart by the other.
    fn spread(self) -> u64 {
        u64::from(self.hash) << 32 | u64::from(self.hash)
    }
}

impl Known {
    /// The code of the value that has the same key, or of this one, which is added.
    pub fn code<V: Keyed>(&mut self, values: &mut Vec<V>, value: V) -> u32 {
        let hash = self.hash(&value);
        if let Some(code) = self.find(values, &value, hash) {
            return code;
        }
        let slot = Slot { code: push(values, value, 0), hash };
        self.codes.insert_unique(slot.spread(), slot, |slot| slot.spread());
        slot.code
    }

    /// Appends the codes of all these values, as if they had been asked for one by one.
    pub fn codes<V: Keyed>(&mut self, values: &mut Vec<V>, wanted: &[V], codes: &mut Vec<u32>) {
        for wanted in wanted.chunks(TOGETHER) {
            let begin = codes.len();
            // While nothing is added the look-ups do not wait for each other.
            let find = |value| self.find(values, value, self.hash(value)).unwrap_or(UNKNOWN);
            codes.extend(wanted.iter().map(find));
            let new = codes.iter_mut().skip(begin).zip(wanted);
            for (code, value) in new.filter(|(code, _)| **code == UNKNOWN) {
                *code = self.code(values, *value);
            }
        }
    }

    fn hash<V: Keyed>(&self, value: &V) -> u32 {
        upper_half(self.hasher.hash_one(value.key()))
    }

    fn find<V: Keyed>(&self, values: &[V], wanted: &V, hash: u32) -> Option<u32> {
        let same = |slot: &Slot| {
            slot.hash == hash
                && values.get(slot.code as usize).is_some_and(|value| value.key() == wanted.key())
        };
        self.codes.find(Slot { code: UNKNOWN, hash }.spread(), same).map(|slot| slot.code)
    }
}
