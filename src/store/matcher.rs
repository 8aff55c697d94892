//! Judges events by a filter; names are judged once a code, not once a row.

use std::borrow::Cow;

use crate::geo::Spellings;
use crate::model::{Dataset, EventRef, FileInfo, Kind, Names, PlaceNames};
use crate::query::{Filter, Phrase};

/// Other spellings shorter than this, in bytes, are looked for among names only: abbreviations mean other things in texts.
const LONG_ENOUGH: usize = 4;

/// A filter made ready for one dataset.
pub struct Matcher<'a> {
    filter: &'a Filter,
    /// Whether events of each file pass; empty where no file is named.
    files: Vec<bool>,
    actors: Vec<NameSet>,
    places: Vec<NameSet>,
    words: Vec<Word<'a>>,
}

/// A phrase, and where it stands in names.
pub struct Word<'a> {
    /// The phrase, and other spellings of the place that it names.
    pub spellings: Vec<Cow<'a, Phrase>>,
    names: NameSet,
    /// By the code of a combination of place names.
    places: Vec<bool>,
    /// By the code of a pair of type and subtype.
    types: Vec<bool>,
}

impl<'a> Matcher<'a> {
    /// Judges the dataset's names; places are known by these spellings.
    pub fn new(data: &Dataset, filter: &'a Filter, known: &Spellings) -> Self {
        let set = |phrase: &Phrase| NameSet::new(data.names(), phrase);
        Self {
            filter,
            files: files(data, filter),
            actors: filter.actors.iter().map(set).collect(),
            places: filter
                .places
                .iter()
                .map(|phrase| set(phrase).or_any(data.names(), &others(phrase, known)))
                .collect(),
            words: filter.words.iter().map(|phrase| Word::new(data, phrase, known)).collect(),
        }
    }

    /// Whether the event passes: the plain way, by which the others are judged.
    #[cfg(test)]
    pub fn admits(&self, event: EventRef<'_>) -> bool {
        self.admits_but_words(event)
            && self.words.iter().all(|word| word.is_named(event) || word.occurs_in(event, &event.summary()))
    }

    /// Whether the event passes all of the filter but its words.
    pub fn admits_but_words(&self, event: EventRef<'_>) -> bool {
        let time = self.filter.time;
        (self.filter.kinds.is_empty() || self.admits_kind(event.kind()))
            && (self.files.is_empty() || self.admits_file(event.origin().file))
            && self.admits_precision(event)
            && (time.is_open() || event.when().is_some_and(|when| time.admits(when.span)))
            && self.actors.iter().all(|set| has_actor(event, set))
            && self.places.iter().all(|set| has_place(event, set))
    }

    fn admits_precision(&self, event: EventRef<'_>) -> bool {
        let (places, dates) = (&self.filter.place_precision, &self.filter.date_precision);
        (places.is_empty() || places.contains(&event.place_precision()))
            && (dates.is_empty() || event.when().is_some_and(|when| dates.contains(&when.precision)))
    }

    /// The filter's words.
    pub fn words(&self) -> &[Word<'a>] {
        &self.words
    }

    fn admits_kind(&self, kind: Kind) -> bool {
        self.filter.kinds.binary_search(&kind).is_ok()
    }

    fn admits_file(&self, file: u16) -> bool {
        self.files.get(usize::from(file)).copied().unwrap_or(false)
    }
}

impl<'a> Word<'a> {
    fn new(data: &Dataset, phrase: &'a Phrase, known: &Spellings) -> Self {
        let names = NameSet::new(data.names(), phrase);
        let others = others(phrase, known);
        let spelt = names.clone().or_any(data.names(), &others);
        let in_place =
            |p: &PlaceNames| [p.name, p.admin1, p.admin2, p.country].iter().any(|&c| spelt.holds(c));
        let places = data.places().iter().map(in_place).collect();
        let types = data.types().iter().map(|codes| codes.iter().any(|&code| names.holds(code))).collect();
        let others = others.into_iter().filter(|other| other.as_str().len() >= LONG_ENOUGH);
        let spellings = [Cow::Borrowed(phrase)].into_iter().chain(others.map(Cow::Owned)).collect();
        Self { spellings, names, places, types }
    }

    /// Whether the phrase stands in a name of an actor, place or type.
    pub fn is_named(&self, event: EventRef<'_>) -> bool {
        let holds = |set: &[bool], code: u32| set.get(code as usize).copied().unwrap_or(false);
        holds(&self.places, event.place_code())
            || (self.names.any && (holds(&self.types, event.type_code()) || has_actor(event, &self.names)))
    }

    /// Whether it stands in the event's headline or this summary of it.
    pub fn occurs_in(&self, event: EventRef<'_>, summary: &str) -> bool {
        self.spellings.iter().any(|phrase| phrase.occurs_in(summary) || phrase.occurs_in(event.own_title()))
    }
}

/// Other spellings of the place that a phrase names.
fn others(phrase: &Phrase, known: &Spellings) -> Vec<Phrase> {
    known
        .others(phrase.as_str())
        .into_iter()
        .filter_map(Phrase::new)
        .filter(|other| other != phrase)
        .collect()
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
#[derive(Clone)]
struct NameSet {
    codes: Vec<bool>,
    any: bool,
}

impl NameSet {
    fn new(names: &Names, phrase: &Phrase) -> Self {
        let codes: Vec<bool> = names.iter().map(|(_, name)| phrase.occurs_in(name)).collect();
        Self { any: codes.contains(&true), codes }
    }

    /// These, and those in which one of the others occurs.
    fn or_any(mut self, names: &Names, others: &[Phrase]) -> Self {
        for other in others {
            let more = Self::new(names, other);
            self.codes.iter_mut().zip(&more.codes).for_each(|(has, more)| *has |= more);
            self.any |= more.any;
        }
        self
    }

    fn holds(&self, code: u32) -> bool {
        self.codes.get(code as usize).copied().unwrap_or(false)
    }
}
