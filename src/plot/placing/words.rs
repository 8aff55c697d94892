//! The areas that events mean by the names of their places: each combination of names is looked up once.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::geo::{AreaRef, BaseMap};
use crate::model::NO_NAME;
use crate::query::PlaceWords;

/// The areas of a map by the codes of their names.
pub(super) struct Said<'a> {
    base: &'a BaseMap,
    /// Gives the names.
    pub words: &'a dyn PlaceWords,
    areas: HashMap<[u32; 3], Option<AreaRef>, RandomState>,
    /// Names without what stands around them, and for each code the first that is the same without it.
    trimmed: HashMap<&'a str, u32, RandomState>,
    alike: HashMap<u32, u32, RandomState>,
}

impl<'a> Said<'a> {
    pub fn new(base: &'a BaseMap, words: &'a dyn PlaceWords) -> Self {
        let (areas, mut trimmed, alike) = (HashMap::default(), HashMap::default(), HashMap::default());
        trimmed.insert("", NO_NAME);
        Self { base, words, areas, trimmed, alike }
    }

    /// What the map has under these names, as [`BaseMap::area_named`] finds it.
    pub fn area(&mut self, admin2: u32, admin1: u32, country: u32) -> Option<AreaRef> {
        let Self { base, words, areas, .. } = self;
        *areas
            .entry([admin2, admin1, country])
            .or_insert_with(|| base.area_named(words.word(admin2), words.word(admin1), words.word(country)))
    }

    /// The name without spaces around it.
    pub fn trimmed(&self, code: u32) -> &'a str {
        self.words.word(code).trim()
    }

    /// One code for all names that are the same without spaces around them; that of no name where nothing is left.
    pub fn alike(&mut self, code: u32) -> u32 {
        if let Some(&first) = self.alike.get(&code) {
            return first;
        }
        let first = *self.trimmed.entry(self.words.word(code).trim()).or_insert(code);
        self.alike.insert(code, first);
        first
    }
}
