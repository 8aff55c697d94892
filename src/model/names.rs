//! Interned names: each distinct text once, a code a row.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::recent::Recent;
use super::stored::{ColumnsIn, ColumnsOut, StoredError};

/// The code of the empty text in every [`Names`].
pub const NO_NAME: u32 = 0;

/// Names from which on those that come often are kept apart.
const MANY: usize = 1024;

/// Distinct texts in order of first appearance; code 0 is always the empty text.
#[derive(Clone)]
pub struct Names {
    heap: String,
    ends: Vec<usize>,
    table: HashTable<Slot>,
    hasher: RandomState,
    /// A second hash, by which recent names are known.
    check: RandomState,
    recent: Recent,
}

/// A code with half of its text's hash, so that other texts are hardly ever looked at.
#[derive(Clone, Copy)]
struct Slot {
    code: u32,
    hash: u32,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            heap: String::new(),
            ends: vec![0],
            table: HashTable::new(),
            hasher: RandomState::default(),
            check: RandomState::default(),
            recent: Recent::default(),
        }
    }
}

impl Names {
    /// The code of a text, which is added if new.
    pub fn intern(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return NO_NAME;
        }
        let hash = self.hasher.hash_one(text);
        // Names are many only in long files; before that there is nothing to gain.
        let many = self.ends.len() > MANY;
        let check = if many { self.check.hash_one(text) } else { 0 };
        if many && let Some(code) = self.recent.find([hash, check]) {
            return code;
        }
        let code = self.look_up(text, hash).unwrap_or_else(|| self.add(text, hash));
        if many {
            self.recent.put([hash, check], code);
        }
        code
    }

    fn add(&mut self, text: &str, hash: u64) -> u32 {
        let code = u32::try_from(self.ends.len()).unwrap_or(NO_NAME);
        let slot = Slot { code, hash: half(hash) };
        self.heap.push_str(text);
        self.ends.push(self.heap.len());
        let (heap, ends, hasher) = (&self.heap, &self.ends, &self.hasher);
        self.table.insert_unique(hash, slot, |slot| hasher.hash_one(slice(heap, ends, slot.code)));
        code
    }

    fn look_up(&self, text: &str, hash: u64) -> Option<u32> {
        let same = |slot: &Slot| slot.hash == half(hash) && self.get(slot.code) == text;
        self.table.find(hash, same).map(|slot| slot.code)
    }

    /// Gives back what is needed only for adding names.
    pub fn forget_recent(&mut self) {
        self.recent = Recent::default();
    }

    /// The text of a code; empty for codes that were never given out.
    pub fn get(&self, code: u32) -> &str {
        slice(&self.heap, &self.ends, code)
    }

    /// The code of a text that is already known.
    pub fn find(&self, text: &str) -> Option<u32> {
        if text.is_empty() { Some(NO_NAME) } else { self.look_up(text, self.hasher.hash_one(text)) }
    }

    /// Writes all texts.
    pub(super) fn store(&self, out: &mut ColumnsOut<'_>) -> std::io::Result<()> {
        out.column(self.heap.as_bytes())?;
        out.column(&self.ends.iter().map(|&end| end as u64).collect::<Vec<_>>())
    }

    /// Reads texts that were written so; they keep their codes.
    pub(super) fn restore(from: &mut ColumnsIn<'_>) -> Result<Self, StoredError> {
        let damaged = || StoredError::Damaged("its names are no text");
        let heap = String::from_utf8(from.column()?).map_err(|_| damaged())?;
        let ends = from.column::<u64>()?.into_iter().map(|end| usize::try_from(end).unwrap_or(usize::MAX));
        let ends: Vec<usize> = ends.collect();
        let whole = ends.first() == Some(&0) && ends.is_sorted() && ends.last() == Some(&heap.len());
        if !whole || !ends.iter().all(|&end| heap.is_char_boundary(end)) {
            return Err(damaged());
        }
        let (hasher, codes) = (RandomState::default(), 1..u32::try_from(ends.len()).unwrap_or(u32::MAX));
        let mut table = HashTable::with_capacity(ends.len());
        for code in codes {
            let hash = hasher.hash_one(slice(&heap, &ends, code));
            let hash_of = |slot: &Slot| hasher.hash_one(slice(&heap, &ends, slot.code));
            table.insert_unique(hash, Slot { code, hash: half(hash) }, hash_of);
        }
        Ok(Self { heap, ends, table, hasher, ..Self::default() })
    }

    /// Number of distinct texts, the empty one included.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is nothing but the empty text.
    pub fn is_empty(&self) -> bool {
        self.len() <= 1
    }

    /// All codes with their texts, the empty one first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).map(|code| (code, self.get(code)))
    }
}

fn half(hash: u64) -> u32 {
    let [a, b, c, d, ..] = hash.to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn slice<'a>(heap: &'a str, ends: &[usize], code: u32) -> &'a str {
    let code = code as usize;
    let start = code.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    ends.get(code).and_then(|&end| heap.get(start..end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_code() {
        let mut names = Names::default();
        let kurram = names.intern("Kurram");
        assert_eq!(names.intern("کرم"), kurram + 1);
        assert_eq!(names.intern("Kurram"), kurram);
        assert_eq!((names.get(kurram), names.get(NO_NAME), names.get(99)), ("Kurram", "", ""));
        assert_eq!(names.find("کرم"), Some(2));
        assert_eq!((names.find("Kabul"), names.len()), (None, 3));
    }
}
