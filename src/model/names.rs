//! Interned names: each distinct text once, a code a row.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// The code of the empty text in every [`Names`].
pub const NO_NAME: u32 = 0;

/// Distinct texts in order of first appearance; code 0 is always the empty text.
#[derive(Clone)]
pub struct Names {
    heap: String,
    ends: Vec<usize>,
    table: HashTable<u32>,
    hasher: RandomState,
}

impl Default for Names {
    fn default() -> Self {
        let mut names = Self {
            heap: String::new(),
            ends: Vec::new(),
            table: HashTable::new(),
            hasher: RandomState::default(),
        };
        names.intern("");
        names
    }
}

impl Names {
    /// The code of a text, which is added if new.
    pub fn intern(&mut self, text: &str) -> u32 {
        let hash = self.hasher.hash_one(text);
        let (heap, ends) = (&self.heap, &self.ends);
        if let Some(&code) = self.table.find(hash, |&code| slice(heap, ends, code) == text) {
            return code;
        }
        let code = u32::try_from(self.ends.len()).unwrap_or(NO_NAME);
        self.heap.push_str(text);
        self.ends.push(self.heap.len());
        let (heap, ends, hasher) = (&self.heap, &self.ends, &self.hasher);
        self.table.insert_unique(hash, code, |&code| hasher.hash_one(slice(heap, ends, code)));
        code
    }

    /// The text of a code; empty for codes that were never given out.
    pub fn get(&self, code: u32) -> &str {
        slice(&self.heap, &self.ends, code)
    }

    /// The code of a text that is already known.
    pub fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.table.find(hash, |&code| self.get(code) == text).copied()
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
