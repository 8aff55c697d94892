//! The areas that events mean by the names of their places: each name is looked up once.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::geo::{AreaRef, BaseMap, NamedAreas};
use crate::model::NO_NAME;
use crate::query::PlaceWords;

/// The areas of a map by the codes of their names.
pub(super) struct Said<'a> {
    base: &'a BaseMap,
    /// Gives the names.
    pub words: &'a dyn PlaceWords,
    /// For each code where its name stands among `named`, and one more; 0 for those that were not looked up.
    slots: Vec<u32>,
    named: Vec<NamedAreas<'a>>,
    /// Names without what stands around them, and for each code the first that is the same without it.
    trimmed: HashMap<&'a str, u32, RandomState>,
    alike: HashMap<u32, u32, RandomState>,
}

impl<'a> Said<'a> {
    pub fn new(base: &'a BaseMap, words: &'a dyn PlaceWords) -> Self {
        let (mut trimmed, alike) = (HashMap::default(), HashMap::default());
        trimmed.insert("", NO_NAME);
        Self { base, words, slots: Vec::new(), named: Vec::new(), trimmed, alike }
    }

    /// What the map has under these names, as [`BaseMap::area_named`] finds it.
    pub fn area(&mut self, admin2: u32, admin1: u32, country: u32) -> Option<AreaRef> {
        let country = self.named(country);
        if country.is_foreign() {
            return None;
        }
        let (admin1, admin2) = (self.named(admin1), self.named(admin2));
        self.base.area_of(admin2, admin1, country)
    }

    fn named(&mut self, code: u32) -> NamedAreas<'a> {
        let at = code as usize;
        if at >= self.slots.len() {
            self.slots.resize((at + 1).next_power_of_two(), 0);
        }
        let Some(slot) = self.slots.get_mut(at) else { return NamedAreas::default() };
        if let Some(named) = (*slot as usize).checked_sub(1).and_then(|number| self.named.get(number)) {
            return *named;
        }
        let named = self.base.named(self.words.word(code));
        self.named.push(named);
        *slot = u32::try_from(self.named.len()).unwrap_or(0);
        named
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
