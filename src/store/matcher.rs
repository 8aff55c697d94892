//! Judges events by a filter; names are judged once a code, not once a row.

use crate::model::{Dataset, EventRef, FileInfo, Kind, Names, PlaceNames};
use crate::query::{Filter, Phrase};

/// A filter made ready for one dataset.
pub struct Matcher<'a> {
    filter: &'a Filter,
    /// Whether events of each file pass; empty where no file is named.
    files: Vec<bool>,
    actors: Vec<NameSet>,
    places: Vec<NameSet>,
    words: Vec<(NameSet, &'a Phrase)>,
    types: &'a [[u32; 2]],
}

impl<'a> Matcher<'a> {
    /// Judges the dataset's names.
    pub fn new(data: &'a Dataset, filter: &'a Filter) -> Self {
        let set = |phrase: &Phrase| NameSet::new(data.names(), phrase);
        Self {
            filter,
            files: files(data, filter),
            actors: filter.actors.iter().map(set).collect(),
            places: filter.places.iter().map(set).collect(),
            words: filter.words.iter().map(|phrase| (set(phrase), phrase)).collect(),
            types: data.types(),
        }
    }

    /// Whether the event passes.
    pub fn admits(&self, event: EventRef<'_>) -> bool {
        let time = self.filter.time;
        (self.filter.kinds.is_empty() || self.admits_kind(event.kind()))
            && (self.files.is_empty() || self.admits_file(event.origin().file))
            && (time.is_open() || event.when().is_some_and(|when| time.admits(when.span)))
            && self.actors.iter().all(|set| has_actor(event, set))
            && self.places.iter().all(|set| has_place(event, set))
            && self.words.iter().all(|(set, phrase)| self.has_word(event, set, phrase))
    }

    fn admits_kind(&self, kind: Kind) -> bool {
        self.filter.kinds.binary_search(&kind).is_ok()
    }

    fn admits_file(&self, file: u16) -> bool {
        self.files.get(usize::from(file)).copied().unwrap_or(false)
    }

    fn has_word(&self, event: EventRef<'_>, set: &NameSet, phrase: &Phrase) -> bool {
        let types = self.types.get(event.type_code() as usize).copied().unwrap_or_default();
        has_actor(event, set)
            || has_place(event, set)
            || types.iter().any(|&code| set.holds(code))
            || phrase.occurs_in(event.summary())
            || phrase.occurs_in(event.own_title())
    }
}

fn files(data: &Dataset, filter: &Filter) -> Vec<bool> {
    if filter.files.is_empty() && filter.without_files.is_empty() {
        return Vec::new();
    }
    let admits = |file: &FileInfo| {
        (filter.files.is_empty() || filter.files.iter().any(|name| name.matches(file)))
            && !filter.without_files.iter().any(|name| name.matches(file))
    };
    data.files().iter().map(admits).collect()
}

fn has_actor(event: EventRef<'_>, set: &NameSet) -> bool {
    event.all_actor_codes().any(|code| set.holds(code))
}

fn has_place(event: EventRef<'_>, set: &NameSet) -> bool {
    let PlaceNames { name, admin1, admin2, country } = event.place_names();
    [name, admin1, admin2, country].into_iter().any(|code| set.holds(code))
}

/// The codes of the names in which a phrase occurs.
struct NameSet(Vec<bool>);

impl NameSet {
    fn new(names: &Names, phrase: &Phrase) -> Self {
        Self(names.iter().map(|(_, name)| phrase.occurs_in(name)).collect())
    }

    fn holds(&self, code: u32) -> bool {
        self.0.get(code as usize).copied().unwrap_or(false)
    }
}
