//! How much speaks for two events being one.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::geo::distance::distance_km;
use crate::model::{DAY_SECS, EventRef, Kind, PlacePrecision};
use crate::query::{Apart, Pair, Signs};

use super::words::{actor_words, shared, text_words};

/// A text with fewer telling words says too little to be compared.
const FEWEST_WORDS: usize = 4;
/// From this share on, texts speak fully for one incident.
const FULL_SHARE: f32 = 0.7;
/// Pairs from two files are named from this score on.
const BETWEEN_FILES: f32 = 0.6;
/// Pairs from one file are held against whoever made it, who had both before them: nearly the same words.
const WITHIN_FILE: f32 = 0.8;
/// Least share of words of such a pair.
const WITHIN_FILE_WORDS: f32 = 0.75;
/// When more word sets than this are kept, all are dropped.
const MOST_KEPT: usize = 100_000;

/// Judges pairs; keeps the words of the events of the last days.
#[derive(Default)]
pub(super) struct Judge {
    words: HashMap<u32, [Box<[u32]>; 2], RandomState>,
}

impl Judge {
    /// Drops words when there are too many; those that are still needed are made again.
    pub fn forget(&mut self) {
        if self.words.len() > MOST_KEPT {
            self.words.clear();
        }
    }

    /// The pair, if enough speaks for it.
    pub fn pair(&mut self, a: EventRef<'_>, b: EventRef<'_>) -> Option<Pair> {
        let signs = self.signs(a, b)?;
        let same_file = a.origin().file == b.origin().file;
        let score = score(&signs, a.kind() == b.kind(), reach_km(a, b));
        let words_speak = match signs.words {
            Some(share) if same_file => share >= WITHIN_FILE_WORDS,
            None if same_file => false,
            Some(share) => share >= 0.2 || (signs.actor && signs.figure),
            None => signs.actor || signs.figure,
        };
        let least = if same_file { WITHIN_FILE } else { BETWEEN_FILES };
        (words_speak && score >= least).then(|| Pair { first: a.key(), second: b.key(), score, signs })
    }

    fn signs(&mut self, a: EventRef<'_>, b: EventRef<'_>) -> Option<Signs> {
        let [text_a, actors_a] = self.words_of(a).clone();
        let [text_b, actors_b] = self.words_of(b);
        let fewest = text_a.len().min(text_b.len());
        let words = (fewest >= FEWEST_WORDS).then(|| part(shared(&text_a, text_b), fewest));
        // What one file names as an actor the other may only have in its text.
        let actor =
            shared(&actors_a, actors_b) > 0 || shared(&actors_a, text_b) > 0 || shared(&text_a, actors_b) > 0;
        let killed = [a, b].map(|e| e.toll().map_or(0, |toll| toll.best));
        let figure = matches!(killed, [x, y] if x == y && x > 0);
        let km = distance(a, b).map(narrow);
        Some(Signs { time: apart(a, b)?, km, words, actor, figure })
    }

    fn words_of(&mut self, event: EventRef<'_>) -> &[Box<[u32]>; 2] {
        self.words.entry(event.key().0).or_insert_with(|| [text_words(event), actor_words(event)])
    }
}

/// Whether kinds and distance allow that two events are one; cheap.
pub(super) fn may_be_one(a: EventRef<'_>, b: EventRef<'_>) -> bool {
    go_together(a.kind(), b.kind()) && distance(a, b).is_none_or(|km| km <= reach_km(a, b))
}

/// Time and place weigh a quarter each, words a third; actor, figure and kind are the rest. Where there are no words to
/// compare, the others have to say it.
fn score(signs: &Signs, same_kind: bool, reach_km: f64) -> f32 {
    let time = match signs.time {
        Apart::SameDay => 0.25,
        Apart::Overlap => 0.18,
        Apart::NextDay => 0.10,
    };
    let place = signs.km.map_or(0.2, |km| 0.25 * (1.0 - 0.6 * km / narrow(reach_km)));
    let rest = [(signs.actor, 0.08), (signs.figure, 0.05), (same_kind, 0.04)];
    let rest: f32 = rest.into_iter().filter(|(is, _)| *is).map(|(_, weight)| weight).sum();
    let known = time + place + rest;
    match signs.words {
        Some(share) => known + 0.33 * (share / FULL_SHARE).min(1.0),
        None => known / 0.67 * 0.8,
    }
}

fn apart(a: EventRef<'_>, b: EventRef<'_>) -> Option<Apart> {
    let (a, b) = (a.when()?.span, b.when()?.span);
    if !a.overlaps(b) {
        return Some(Apart::NextDay);
    }
    Some(if a.secs() <= DAY_SECS && b.secs() <= DAY_SECS { Apart::SameDay } else { Apart::Overlap })
}

/// Distance in kilometres between points or centres of districts; `None` where one has none.
fn distance(a: EventRef<'_>, b: EventRef<'_>) -> Option<f64> {
    let precise = |e: EventRef<'_>| e.at().filter(|_| e.place_precision() <= PlacePrecision::District);
    Some(distance_km(precise(a)?, precise(b)?))
}

/// How far apart two accounts of one incident may put it, in kilometres.
fn reach_km(a: EventRef<'_>, b: EventRef<'_>) -> f64 {
    match a.place_precision().max(b.place_precision()) {
        PlacePrecision::Exact => 10.0,
        PlacePrecision::Near => 18.0,
        _ => 25.0,
    }
}

/// Whether two sources may call one incident by these kinds.
fn go_together(a: Kind, b: Kind) -> bool {
    let class = |kind: Kind| match kind {
        Kind::Battle | Kind::Strike | Kind::Civilians => 1,
        Kind::Diplomacy | Kind::Statement => 2,
        Kind::Protest => 3,
        Kind::Movement => 4,
        Kind::Other => 0,
    };
    let (a, b) = (class(a), class(b));
    a == b || a == 0 || b == 0
}

#[expect(clippy::cast_possible_truncation, reason = "kilometres below 41,000")]
fn narrow(km: f64) -> f32 {
    km as f32
}

#[expect(clippy::cast_precision_loss, reason = "hundreds of words")]
fn part(n: usize, of: usize) -> f32 {
    n as f32 / of as f32
}
