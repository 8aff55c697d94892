//! The ids of a file's rows, as hashes: whether an earlier row has the same.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::model::both;

/// Stands for "no id".
const NONE: u64 = 0;

/// The hash of an id; 0 of an empty one.
pub fn id_hash(hasher: &RandomState, id: &str) -> u64 {
    if id.is_empty() { NONE } else { hasher.hash_one(id).max(1) }
}

/// Tells at once whether a row's id is new: thirteen bytes a row.
#[derive(Default)]
pub struct IdTable {
    hashes: Vec<u64>,
    rows: HashTable<u32>,
}

impl IdTable {
    /// Adds the next row; gives the first row that has the same id, if there is one.
    pub fn add(&mut self, hash: u64) -> Option<usize> {
        let row = self.hashes.len();
        self.hashes.push(hash);
        if hash == NONE {
            return None;
        }
        let Self { hashes, rows } = self;
        let of = |row: u32| hashes.get(row as usize).copied().unwrap_or_default();
        match rows.entry(hash, |&row| of(row) == hash, |&row| of(row)) {
            Entry::Occupied(first) => Some(*first.get() as usize),
            Entry::Vacant(place) => {
                place.insert(u32::try_from(row).unwrap_or(u32::MAX));
                None
            }
        }
    }

    /// Whether a row has the id.
    pub fn holds(&self, hash: u64) -> bool {
        self.rows.find(hash, |&row| self.hashes.get(row as usize) == Some(&hash)).is_some()
    }
}

/// In how many turns the ids of a long file are compared, so that each turn takes little memory.
const TURNS: u64 = 16;

/// Tells at the end which rows of a long file share an id: eight bytes a row, and no row waits for memory that is far
/// away.
#[derive(Default)]
pub struct LateIds {
    hashes: Vec<u64>,
}

impl LateIds {
    /// Takes the ids of the rows that come next.
    pub fn add(&mut self, mut hashes: Vec<u64>) {
        self.hashes.append(&mut hashes);
    }

    /// Makes room for so many more rows.
    pub fn expect(&mut self, rows: usize) {
        self.hashes.reserve(rows);
    }

    /// The rows whose id an earlier row has, ascending, each with the first row that has it.
    pub fn repeated(&self) -> Vec<(usize, usize)> {
        let (mut even, mut odd) = (Vec::new(), Vec::new());
        both(self.hashes.len(), &mut || even = self.repeated_in((0..TURNS).step_by(2)), &mut || {
            odd = self.repeated_in((1..TURNS).step_by(2))
        });
        let mut found = even;
        found.append(&mut odd);
        found.sort_unstable();
        found
    }

    fn repeated_in(&self, turns: impl Iterator<Item = u64>) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        let mut some: Vec<(u64, u32)> = Vec::new();
        for turn in turns {
            some.clear();
            let rows = (0..).zip(&self.hashes).map(|(row, &hash)| (hash, row));
            some.extend(rows.filter(|(hash, _)| hash % TURNS == turn && *hash != NONE));
            some.sort_unstable();
            for same in some.chunk_by(|a, b| a.0 == b.0) {
                let Some(((_, first), others)) = same.split_first() else { continue };
                found.extend(others.iter().map(|(_, row)| (*row as usize, *first as usize)));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn at_the_end_is_found_what_is_found_at_once(hashes in proptest::collection::vec(0_u64..30, 0..80)) {
            let (mut known, mut late) = (IdTable::default(), LateIds::default());
            let at_once: Vec<_> = hashes.iter().enumerate().filter_map(|(row, &h)| Some((row, known.add(h)?))).collect();
            late.add(hashes);
            prop_assert_eq!(late.repeated(), at_once);
        }
    }
}
