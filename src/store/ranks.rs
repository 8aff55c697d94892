//! Which of the places that have hits a place is, in two bits and a half for each there is.

use crate::query::{PlaceKey, Places};

use super::time_index::count32;

/// The places that have hits, sites and names apart.
#[derive(Debug)]
pub struct Ranks {
    sites: Set,
    names: Set,
}

impl Ranks {
    /// Of places in their order: sites first, ascending.
    pub fn new(places: &Places) -> Self {
        let number = |key| match key {
            PlaceKey::Site(site) => Ok(site),
            PlaceKey::Names(names) => Err(names),
        };
        let keys = || places.keys().map(number);
        let sites = Set::new(0, keys().filter_map(Result::ok));
        Self { names: Set::new(sites.len, keys().filter_map(Result::err)), sites }
    }

    /// Number of a place that has hits among all places of any time.
    pub fn of(&self, key: PlaceKey) -> u32 {
        match key {
            PlaceKey::Site(site) => self.sites.rank(site),
            PlaceKey::Names(names) => self.names.rank(names),
        }
    }
}

/// Numbers, and how many come before each 64 of them.
#[derive(Debug, Default)]
struct Set {
    words: Vec<(u64, u32)>,
    len: u32,
}

impl Set {
    /// Of ascending numbers; ranks begin with `first`.
    fn new(first: u32, ascending: impl Iterator<Item = u32>) -> Self {
        let mut set = Self { words: Vec::new(), len: first };
        for number in ascending {
            let word = number as usize / 64;
            set.words.resize(word + 1, (0, set.len));
            if let Some((bits, _)) = set.words.get_mut(word) {
                *bits |= 1 << (number % 64);
            }
            set.len += 1;
        }
        set
    }

    fn rank(&self, number: u32) -> u32 {
        let (bits, before) = self.words.get(number as usize / 64).copied().unwrap_or_default();
        let lower = bits & ((1_u64 << (number % 64)) - 1);
        before.saturating_add(count32(lower.count_ones() as usize))
    }
}
