//! Remembers the codes of names that came lately, so that most look-ups touch one line of memory.

use super::keys::Key;
use super::names::upper_half;

/// How many are kept: 1 MiB.
const KEPT: usize = 1 << 16;
/// Stands for an entry that holds nothing; no code is that high before memory ends.
const FREE: u32 = u32::MAX;

/// The names that came last, two for each place that they share. A name is known by two hashes with seeds of their own, 111
/// bits drawn anew in every run: that two of a million names have all in common is less likely than 1 in 10²¹.
#[derive(Clone, Default)]
pub(super) struct Recent(Vec<Pair>);

/// The newer one first; both are in one line of memory.
#[derive(Clone, Copy)]
#[repr(align(32))]
struct Pair([Entry; 2]);

#[derive(Clone, Copy)]
struct Entry {
    check: u64,
    high: u32,
    code: u32,
}

impl Recent {
    /// Fetches what is kept in the places of these names; nothing depends on one of them, so that they are waited for together.
    pub fn fetch(&self, keys: impl Iterator<Item = Key>) {
        if !self.0.is_empty() {
            let first = |key| self.0.get(place(key)).map_or(0, |Pair([newer, _])| newer.code);
            std::hint::black_box(keys.map(first).fold(0, |sum, code| sum ^ code));
        }
    }

    /// The code of the name with these hashes, if it came lately.
    #[inline]
    pub fn find(&self, hashes: Key) -> Option<u32> {
        let wanted = Entry::new(hashes, FREE);
        let Pair([newer, older]) = self.0.get(place(hashes))?;
        // Which of the two it is cannot be foreseen, so both are looked at without a branch.
        let code = newer.code_if(wanted) & older.code_if(wanted);
        (code != FREE).then_some(code)
    }

    /// Keeps a name in the place of the older one of two.
    pub fn put(&mut self, hashes: Key, code: u32) {
        if self.0.is_empty() {
            self.0 = vec![Pair([Entry::new((0, 0), FREE); 2]); KEPT / 2];
        }
        if let Some(Pair([newer, older])) = self.0.get_mut(place(hashes)) {
            *older = std::mem::replace(newer, Entry::new(hashes, code));
        }
    }
}

impl Entry {
    /// Its code if it is this name, or else [`FREE`], all of whose bits are set.
    fn code_if(self, wanted: Self) -> u32 {
        let same = (self.check ^ wanted.check) | u64::from(self.high ^ wanted.high) == 0;
        self.code | u32::from(same).wrapping_sub(1)
    }

    fn new((hash, check): Key, code: u32) -> Self {
        Self { check, high: upper_half(hash), code }
    }
}

fn place((hash, _): Key) -> usize {
    usize::try_from(hash % (KEPT as u64 / 2)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_names_that_share_a_place_are_kept_and_told_apart() {
        let mut recent = Recent::default();
        let hashes = |high: u64, check| ((high << 32) + 7, check);
        assert_eq!(recent.find(hashes(1, 1)), None);
        recent.put(hashes(1, 1), 10);
        recent.put(hashes(2, 1), 20);
        assert_eq!(
            [(1, 1), (2, 1), (1, 2)].map(|(h, c)| recent.find(hashes(h, c))),
            [Some(10), Some(20), None]
        );
        recent.put(hashes(1, 2), 30);
        assert_eq!(
            [(1, 1), (2, 1), (1, 2)].map(|(h, c)| recent.find(hashes(h, c))),
            [None, Some(20), Some(30)]
        );
    }
}
