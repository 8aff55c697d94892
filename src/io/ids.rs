//! The ids of a file's rows, as hashes: whether an earlier row has the same.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use crate::model::{Bits, MANY_ROWS, both, upper_half};

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

/// Marks for each row by which ids that are alone are told from others: of 16 rows with ids of their own about one shares its mark.
const MARKS: usize = 8;
/// Most marks: 16 MiB of bits.
const MOST_MARKS: usize = 1 << 27;

/// Half of an id's hash; 0 of no id.
pub fn half_hash(hash: u64) -> u32 {
    if hash == NONE { 0 } else { upper_half(hash).max(1) }
}

/// Tells at the end which rows of a long file share an id: four bytes a row, and no row waits for memory that is far
/// away.
#[derive(Default)]
pub struct LateIds {
    hashes: Vec<u32>,
}

impl LateIds {
    /// Takes half the hashes of the ids of the rows that come next out of the list.
    pub fn add(&mut self, hashes: &mut Vec<u32>) {
        self.hashes.append(hashes);
    }

    /// Makes room for so many more rows.
    pub fn expect(&mut self, rows: usize) {
        self.hashes.reserve(rows);
    }

    /// The rows whose id an earlier row has, ascending, each with the first row that has it. `same` tells whether two rows
    /// have the same id: that their hashes are equal says little.
    pub fn repeated(&self, same: &(dyn Fn(usize, usize) -> bool + Sync)) -> Vec<(usize, usize)> {
        let (mut found, mut odd) = (Vec::new(), Vec::new());
        both(
            "ids of a file",
            self.hashes.len() >= MANY_ROWS,
            || found = self.repeated_in(0, same),
            || odd = self.repeated_in(1, same),
        );
        found.append(&mut odd);
        found.sort_unstable();
        found
    }

    /// Those whose hash is even or odd.
    fn repeated_in(&self, parity: u32, same: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
        let of_these = |hash: u32| hash % 2 == parity && hash != 0;
        // Most ids stand alone: two looks at one bit each, and only what shares a bit is put in order. The lowest bit of a hash says
        // nothing here.
        let marks = self.hashes.len().saturating_mul(MARKS / 2).next_power_of_two().clamp(64, MOST_MARKS);
        let last = u32::try_from(marks - 1).unwrap_or(0);
        let mark = |hash: u32| hash >> 1 & last;
        let (mut seen, mut again) = (Bits::new(marks), Bits::new(marks));
        for &hash in self.hashes.iter().filter(|hash| of_these(**hash)) {
            if seen.has(mark(hash)) {
                again.set(mark(hash));
            }
            seen.set(mark(hash));
        }
        drop(seen);
        let shared =
            self.hashes.iter().zip(0_u64..).filter(|(hash, _)| again.has(mark(**hash)) && of_these(**hash));
        let mut alike: Vec<u64> = shared.map(|(&hash, row)| u64::from(hash) << 32 | row).collect();
        alike.sort_unstable();
        let (mut found, mut firsts) = (Vec::new(), Vec::new());
        for alike in alike.chunk_by(|a, b| a >> 32 == b >> 32).filter(|alike| alike.len() > 1) {
            firsts.clear();
            for row in alike.iter().map(|both| row_of(*both)) {
                match firsts.iter().find(|first| same(**first, row)) {
                    Some(first) => found.push((row, *first)),
                    None => firsts.push(row),
                }
            }
        }
        found
    }
}

fn row_of(hash_and_row: u64) -> usize {
    usize::try_from(hash_and_row & u64::from(u32::MAX)).unwrap_or(usize::MAX)
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
            // Other ids have the same half of a hash.
            late.add(&mut hashes.iter().map(|&hash| half_hash(if hash == 0 { 0 } else { (hash % 4 + 1) << 32 })).collect());
            prop_assert_eq!(late.repeated(&|a, b| hashes[a] == hashes[b]), at_once);
        }
    }
}
