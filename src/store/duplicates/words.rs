//! The words that tell one incident from another, as sets of hashes.

use std::hash::{BuildHasher, Hash};

use foldhash::fast::FixedState;

use crate::model::{Dataset, EventRef};
use crate::query::is_word_char;

/// Longer texts are judged by their beginning, in bytes.
const MOST_BYTES: usize = 3_000;

/// Words that say nothing of the incident.
const COMMON: [&str; 44] = [
    "the",
    "and",
    "for",
    "with",
    "from",
    "that",
    "this",
    "was",
    "were",
    "has",
    "had",
    "have",
    "who",
    "are",
    "not",
    "its",
    "his",
    "her",
    "they",
    "their",
    "been",
    "but",
    "after",
    "during",
    "also",
    "said",
    "say",
    "says",
    "reported",
    "least",
    "around",
    "near",
    "area",
    "into",
    "over",
    "two",
    "one",
    "other",
    "which",
    "when",
    "where",
    "there",
    "according",
    "size",
];

/// Words that name no actor of their own, or are part of many places' names.
const GENERIC: [&str; 30] = [
    "forces",
    "force",
    "military",
    "armed",
    "army",
    "group",
    "groups",
    "unidentified",
    "unknown",
    "government",
    "police",
    "security",
    "militants",
    "militant",
    "gunmen",
    "civilians",
    "civilian",
    "people",
    "protesters",
    "rioters",
    "district",
    "agency",
    "city",
    "tehsil",
    "province",
    "town",
    "village",
    "the",
    "and",
    "for",
];

/// Sorted hashes of the distinct words of an event's title and summary that say something.
pub(super) fn text_words(event: EventRef<'_>) -> Box<[u32]> {
    hashes([event.own_title(), &event.summary()].into_iter(), |word| !COMMON.contains(&word))
}

/// Sorted hashes of the distinct words of the names of an event's actors.
pub(super) fn actor_words(event: EventRef<'_>) -> Box<[u32]> {
    hashes(event.actor_names().into_iter(), |word| !GENERIC.contains(&word))
}

/// For each combination of place names a key that is the same where the place itself has the same name; 0 where only the
/// country or province is named.
pub(super) fn place_keys(data: &Dataset) -> Vec<u64> {
    let key = |name: u32, admin2: u32| {
        let name = [name, admin2].map(|code| data.names().get(code)).into_iter().find(|n| !n.is_empty())?;
        let words = hashes(std::iter::once(name), |word| !GENERIC.contains(&word));
        (!words.is_empty()).then(|| hash(&words).max(1))
    };
    data.places().iter().map(|place| key(place.name, place.admin2).unwrap_or(0)).collect()
}

/// How many hashes two sorted sets share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

fn hashes<'a>(texts: impl Iterator<Item = &'a str>, tells: impl Fn(&str) -> bool) -> Box<[u32]> {
    let mut found = Vec::new();
    let mut lower = String::new();
    for text in texts {
        let end = (0..=MOST_BYTES.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let text = text.get(..end).unwrap_or_default();
        for word in text.split(|c: char| !is_word_char(c)).filter(|word| !word.is_empty()) {
            let number = word.starts_with(|c: char| c.is_numeric());
            if word.len() < 3 && !number {
                continue;
            }
            lower.clear();
            lower.extend(word.chars().flat_map(char::to_lowercase));
            if tells(&lower) {
                found.push(low(hash(&lower)));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into()
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    FixedState::with_seed(0).hash_one(value)
}

#[expect(clippy::cast_possible_truncation, reason = "the low half of a hash is a hash")]
fn low(hash: u64) -> u32 {
    hash as u32
}
