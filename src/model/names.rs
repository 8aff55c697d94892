//! Interned names: each distinct text once, a code a row.

use std::ops::Range;

use hashbrown::HashTable;

use super::keys::{Key, Keys};
use super::recent::Recent;
use super::stored::{ColumnsIn, ColumnsOut, StoredError};

/// The code of the empty text in every [`Names`].
pub const NO_NAME: u32 = 0;

/// Stands for the code of a text that is not looked up yet.
pub(super) const UNKNOWN: u32 = u32::MAX;

/// Names from which on those that come often are kept apart.
const MANY: usize = 1024;

/// Distinct texts in order of first appearance; code 0 is always the empty text.
#[derive(Clone)]
pub struct Names {
    heap: String,
    ends: Vec<usize>,
    /// Texts that were handed over: their codes are known, and they are not here any more.
    gone: usize,
    table: HashTable<Slot>,
    keys: Keys,
    recent: Recent,
}

/// A text that is to be looked up together with others.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// What it is known by.
    pub key: Key,
    /// Where it stands in the text of all.
    pub text: Range<usize>,
    /// Whether it is likely to come again soon.
    pub again: bool,
    /// Its code, once it is looked up.
    pub code: u32,
}

/// A code with what its text is known by, so that no text is read again to compare it.
#[derive(Clone, Copy)]
struct Slot {
    hash: u64,
    check: u32,
    code: u32,
}

impl Default for Names {
    fn default() -> Self {
        Self {
            heap: String::new(),
            ends: vec![0],
            gone: 0,
            table: HashTable::new(),
            keys: Keys::default(),
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
        let key = self.key(text);
        let code = self.recall(key);
        if code != UNKNOWN {
            return code;
        }
        let code = self.look_up(key).unwrap_or_else(|| self.add(text, key));
        self.remember(key, code);
        code
    }

    /// Hands over the texts that came since the last time, one behind the other, and where each ends; takes the memory of others.
    /// Their codes stay known.
    pub(super) fn hand_over(&mut self, (mut text, mut ends): (String, Vec<usize>)) -> (String, Vec<usize>) {
        text.clear();
        ends.clear();
        self.gone += self.ends.len();
        (std::mem::replace(&mut self.heap, text), std::mem::replace(&mut self.ends, ends))
    }

    /// A text that is to be looked up, which stands here.
    pub(super) fn asked(&self, heap: &str, text: Range<usize>, again: bool) -> Asked {
        let key = self.key(heap.get(text.clone()).unwrap_or_default());
        let code = if text.is_empty() { NO_NAME } else { UNKNOWN };
        Asked { key, text, again, code }
    }

    /// What a text is known by here.
    #[inline]
    pub(super) fn key(&self, text: &str) -> Key {
        self.keys.of(text)
    }

    /// Makes keys of other things, with the same seeds.
    pub(super) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The code of a text that came lately, found without going far; [`UNKNOWN`] of others. While names are few, all are near.
    #[inline]
    pub(super) fn recall(&self, key: Key) -> u32 {
        let code = if self.are_many() { self.recent.find(key) } else { self.look_up(key) };
        code.unwrap_or(UNKNOWN)
    }

    /// Fetches what [`Names::recall`] looks at for these from memory, all at the same time, so that it is near.
    pub(super) fn fetch(&self, keys: impl Iterator<Item = Key>) {
        self.recent.fetch(keys);
    }

    /// Looks these texts up as if they had been [`intern`](Self::intern)ed in this order; but what is known of them
    /// is fetched from memory at the same time and not one by one.
    pub(super) fn intern_all(&mut self, heap: &str, asked: &mut [Asked]) {
        // Nothing is added meanwhile, so that these do not wait for each other.
        for asked in asked.iter_mut().filter(|asked| asked.code == UNKNOWN) {
            asked.code = self.look_up(asked.key).unwrap_or(UNKNOWN);
        }
        for asked in asked {
            if asked.code == UNKNOWN {
                // It may stand among these texts twice.
                let new = || heap.get(asked.text.clone()).unwrap_or_default();
                asked.code = self.look_up(asked.key).unwrap_or_else(|| self.add(new(), asked.key));
            }
            if asked.again {
                self.remember(asked.key, asked.code);
            }
        }
    }

    /// Names are many only in long files; before that there is nothing to gain.
    fn are_many(&self) -> bool {
        self.len() > MANY
    }

    fn remember(&mut self, key: Key, code: u32) {
        if self.are_many() {
            self.recent.put(key, code);
        }
    }

    fn add(&mut self, text: &str, key: Key) -> u32 {
        let code = u32::try_from(self.len()).unwrap_or(NO_NAME);
        self.heap.push_str(text);
        self.ends.push(self.heap.len());
        self.table.insert_unique(key.0, Slot::new(key, code), |slot| slot.hash);
        code
    }

    fn look_up(&self, key: Key) -> Option<u32> {
        let wanted = Slot::new(key, NO_NAME);
        let same = |slot: &Slot| slot.hash == wanted.hash && slot.check == wanted.check;
        self.table.find(key.0, same).map(|slot| slot.code)
    }

    /// Gives back what is needed only for adding names.
    pub fn forget_recent(&mut self) {
        self.recent = Recent::default();
    }

    /// The text of a code; empty for codes that were never given out, and of texts that were handed over.
    pub fn get(&self, code: u32) -> &str {
        let at = (code as usize).checked_sub(self.gone);
        at.map_or("", |at| slice(&self.heap, &self.ends, at))
    }

    /// The code of a text that is already known.
    pub fn find(&self, text: &str) -> Option<u32> {
        if text.is_empty() { Some(NO_NAME) } else { self.look_up(self.key(text)) }
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
        let mut names = Self { heap, ends, ..Self::default() };
        names.table.reserve(names.ends.len(), |slot| slot.hash);
        for code in 1..u32::try_from(names.ends.len()).unwrap_or(u32::MAX) {
            let key = names.key(names.get(code));
            names.table.insert_unique(key.0, Slot::new(key, code), |slot| slot.hash);
        }
        Ok(names)
    }

    /// Number of distinct texts, the empty one included.
    pub fn len(&self) -> usize {
        self.gone + self.ends.len()
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

impl Slot {
    fn new((hash, check): Key, code: u32) -> Self {
        Self { hash, check: upper_half(check), code }
    }
}

/// The upper 32 bits of a hash.
pub fn upper_half(hash: u64) -> u32 {
    let [a, b, c, d, ..] = hash.to_be_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn slice<'a>(heap: &'a str, ends: &[usize], code: usize) -> &'a str {
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
