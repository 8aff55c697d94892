//! Hits by place within a brush, kept from one brush to the next: what comes in is added, what goes out is taken away.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use crate::model::{Bits, Dataset, EventId, KINDS, Lent, PlacePrecision, both, each_bit};
use crate::query::{PlaceGroup, Places};

use super::brushed::Cut;
use super::place_column::{PlaceColumn, key};
use super::ranks::Ranks;
use super::{Hits, time_index::count32};

/// Places from which on a second thread is worth its start.
const MANY: usize = if cfg!(test) { 3 } else { 60_000 };
/// Stands for "none".
const NONE: u32 = u32::MAX;

/// The places of a filter without bounds in time, and their counts within the last brush.
#[derive(Debug)]
pub struct Sweep {
    /// The next hit at the same place, for each dated hit.
    next: Vec<u32>,
    ranks: Ranks,
    last: Mutex<Counted>,
}

/// What was counted within a stretch of the hits.
#[derive(Debug, Default)]
struct Counted {
    stretch: Range<usize>,
    spots: Vec<Spot>,
    /// Which spots have hits, and how many.
    there: Bits,
    present: usize,
    /// Hits by precision at the places whose hits differ in it.
    mixed: Vec<[u32; PlacePrecision::ALL.len()]>,
    /// The last answers.
    lent: Lent<Places>,
}

#[derive(Clone, Copy, Debug)]
struct Spot {
    kinds: [u32; KINDS],
    count: u32,
    /// Position of the first hit, where there is one.
    first: u32,
    /// Which of the mixed ones; [`NONE`] where all hits are as sure as each other.
    mixed: u32,
}

/// Borrowed while hits come and go.
struct Hand<'a> {
    column: &'a PlaceColumn,
    sweep: &'a Sweep,
    data: &'a Dataset,
    hits: &'a Hits,
}

impl Sweep {
    /// Of the hits of any time; O(hits).
    pub fn new(data: &Dataset, hits: &Hits, column: &PlaceColumn, places: &Places) -> Self {
        let mut seen = vec![NONE; places.groups.len()];
        let mut next = vec![NONE; column.places().len()];
        let ranks = Ranks::new(places);
        for (at, (slot, place)) in next.iter_mut().zip(column.places()).enumerate().rev() {
            if let Some(seen) = seen.get_mut(ranks.of(key(*place)) as usize) {
                *slot = std::mem::replace(seen, count32(at));
            }
        }
        let mut spots = vec![Spot { kinds: [0; KINDS], count: 0, first: NONE, mixed: NONE }; seen.len()];
        let mut mixed = Vec::new();
        let dated = hits.events(data).take(hits.dated());
        for (event, place) in dated.zip(column.places().iter().map(|&place| ranks.of(key(place)) as usize)) {
            let (Some(group), Some(spot)) = (places.groups.get(place), spots.get_mut(place)) else {
                continue;
            };
            if spot.mixed == NONE && event.place_precision() != group.precision {
                spot.mixed = count32(mixed.len());
                mixed.push([0; PlacePrecision::ALL.len()]);
            }
        }
        let there = Bits::new(spots.len());
        let counted = Counted { stretch: 0..0, spots, there, present: 0, mixed, lent: Lent::default() };
        Self { next, ranks, last: Mutex::new(counted) }
    }

    /// About how many hits could be counted in the time that a brush takes: those that come and go, and an answer as
    /// long as there are places with hits.
    pub fn steps(&self, stretch: &Range<usize>) -> usize {
        let last = self.lock();
        let walked = last.steps(stretch);
        let present = last.present.min(stretch.len()).saturating_add(walked);
        // Sixty-four places without hits are one look.
        walked.saturating_add(present / 4).saturating_add(last.there.words() / 16)
    }

    /// The places of a brush; O(hits that come and go + places).
    pub fn within(
        &self,
        data: &Dataset,
        hits: &Hits,
        column: &PlaceColumn,
        places: &Places,
        cut: &Cut,
    ) -> Arc<Places> {
        let hand = Hand { column, sweep: self, data, hits };
        let mut counted = self.lock();
        counted.go_to(&hand, cut.stretch.clone());
        let firsts: Vec<Option<u32>> =
            cut.early.iter().rev().map(|&at| counted.put_first(&hand, at)).collect();
        let groups = counted.groups(&hand, places);
        let found = counted.lent.lend(Places { groups });
        for (&at, first) in cut.early.iter().zip(firsts.into_iter().rev()) {
            counted.take(&hand, at, first);
        }
        found
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counted> {
        self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Counted {
    fn steps(&self, to: &Range<usize>) -> usize {
        let by_difference = self.stretch.start.abs_diff(to.start) + self.stretch.end.abs_diff(to.end);
        by_difference.min(to.len())
    }

    /// Counts another stretch: from the last one where that is near, else anew.
    fn go_to(&mut self, hand: &Hand<'_>, to: Range<usize>) {
        let now = self.stretch.clone();
        let apart = to.start >= now.end || now.start >= to.end;
        if apart || self.steps(&to) >= to.len() {
            self.clear();
            to.clone().for_each(|at| self.put_last(hand, count32(at)));
        } else {
            (to.start..now.start).rev().for_each(|at| {
                self.put_first(hand, count32(at));
            });
            (now.end..to.end).for_each(|at| self.put_last(hand, count32(at)));
            (now.start..to.start).for_each(|at| {
                let next = hand.sweep.next.get(at).copied();
                self.take(hand, count32(at), next);
            });
            (to.end..now.end).for_each(|at| self.take(hand, count32(at), None));
        }
        self.stretch = to;
    }

    /// The places that have hits, in two halves where they are many.
    fn groups(&mut self, hand: &Hand<'_>, places: &Places) -> Vec<PlaceGroup> {
        let (mut groups, words) = (self.lent.take_back().unwrap_or_default().groups, self.there.as_words());
        let count = |words: &[u64]| words.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        let all = count(words);
        let Some(any) = places.groups.first() else { return Vec::new() };
        groups.resize(all, *any);
        let middle = words.len() / 2;
        let (low, high) = groups.split_at_mut(count(words.get(..middle).unwrap_or_default()));
        both(
            "places of a brush",
            all >= MANY,
            || self.fill(hand, places, 0..middle, low),
            || self.fill(hand, places, middle..words.len(), high),
        );
        groups
    }

    /// Puts down the places that some words of the bits stand for.
    fn fill(&self, hand: &Hand<'_>, places: &Places, words: Range<usize>, to: &mut [PlaceGroup]) {
        let mut to = to.iter_mut();
        for (nth, &word) in words.clone().zip(self.there.as_words().get(words).unwrap_or_default()) {
            each_bit(nth, word, &mut |place| {
                let known = places.groups.get(place).zip(self.spots.get(place)).zip(to.next());
                let Some(((group, spot), to)) = known else { return };
                *to = PlaceGroup {
                    kinds: spot.kinds,
                    first: EventId(hand.hits.row(spot.first as usize).unwrap_or_default()),
                    precision: self.precision(spot).unwrap_or(group.precision),
                    ..*group
                };
            });
        }
    }

    fn clear(&mut self) {
        let spots = &mut self.spots;
        self.there.drain(|place| {
            if let Some(spot) = spots.get_mut(place) {
                (spot.kinds, spot.count) = ([0; KINDS], 0);
            }
        });
        self.present = 0;
        self.mixed.fill([0; PlacePrecision::ALL.len()]);
    }

    /// Adds a hit before all others; returns what was the first at its place.
    fn put_first(&mut self, hand: &Hand<'_>, at: u32) -> Option<u32> {
        self.count(hand, at, 1).map(|spot| std::mem::replace(&mut spot.first, at))
    }

    /// Adds a hit behind all others.
    fn put_last(&mut self, hand: &Hand<'_>, at: u32) {
        if let Some(spot) = self.count(hand, at, 1).filter(|spot| spot.count == 1) {
            spot.first = at;
        }
    }

    /// Takes a hit away; `first` is the first at its place from then on, if that changes.
    fn take(&mut self, hand: &Hand<'_>, at: u32, first: Option<u32>) {
        if let (Some(spot), Some(first)) = (self.count(hand, at, u32::MAX), first) {
            spot.first = first;
        }
    }

    /// Counts a hit `times`, which is 1, or -1 as it wraps.
    fn count(&mut self, hand: &Hand<'_>, at: u32, times: u32) -> Option<&mut Spot> {
        let (place, category) = hand.column.get(at)?;
        let rank = hand.sweep.ranks.of(key(place));
        let spot = self.spots.get_mut(rank as usize)?;
        let before = spot.count;
        spot.count = before.wrapping_add(times);
        match (before, spot.count) {
            (0, _) => {
                self.there.set(rank);
                self.present += 1;
            }
            (_, 0) => {
                self.there.unset(rank);
                self.present -= 1;
            }
            _ => {}
        }
        if let Some(n) = spot.kinds.get_mut(usize::from(category)) {
            *n = n.wrapping_add(times);
        }
        if let Some(mixed) = self.mixed.get_mut(spot.mixed as usize) {
            let precision = hand.hits.event(hand.data, at as usize)?.place_precision();
            let place = PlacePrecision::ALL.iter().position(|p| *p == precision)?;
            if let Some(n) = mixed.get_mut(place) {
                *n = n.wrapping_add(times);
            }
        }
        Some(spot)
    }

    /// The least sure of the hits at a place where they differ.
    fn precision(&self, spot: &Spot) -> Option<PlacePrecision> {
        let counts = self.mixed.get(spot.mixed as usize)?;
        PlacePrecision::ALL.into_iter().zip(counts).filter(|(_, n)| **n > 0).map(|(p, _)| p).max()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{DatasetBuilder, Date, Draft, Kind, LonLat, When};
    use crate::query::{Cancel, Filter, SplitBy};
    use crate::store::count_places;

    fn dataset(rows: &[(u8, u8, u8)]) -> Dataset {
        let mut builder = DatasetBuilder::default();
        for (day, &(spot, kind, precision)) in rows.iter().enumerate() {
            builder.push(&Draft {
                at: (spot > 1).then(|| LonLat::new(f64::from(spot), 30.0).unwrap()),
                place: ["Kurram", "Khost", ""][usize::from(spot.min(2))],
                kind: Kind::ALL[usize::from(kind)],
                place_precision: PlacePrecision::ALL[usize::from(precision)],
                when: Date::new(2025, 1, 1 + u8::try_from(day / 3).unwrap()).map(When::day),
                ..Draft::default()
            });
        }
        builder.finish()
    }

    proptest! {
        #[test]
        fn a_brush_that_grows_shrinks_and_jumps_counts_like_one_that_is_new(
            rows in proptest::collection::vec((0_u8..5, 0_u8..8, 0_u8..7), 1..80),
            brushes in proptest::collection::vec((0_usize..80, 0_usize..80, 0_usize..5), 1..12),
        ) {
            let data = dataset(&rows);
            let hits = Hits::new(&data, &Filter::default(), &Cancel::default()).unwrap();
            let places = count_places(&data, &hits, SplitBy::Kind);
            let column = PlaceColumn::new(&data, &hits, SplitBy::Kind);
            let sweep = Sweep::new(&data, &hits, &column, &places);
            for (a, b, early) in brushes {
                let (a, b) = (a.min(rows.len()), b.min(rows.len()));
                let stretch = a.min(b)..a.max(b);
                let early = (0..count32(stretch.start)).step_by(7 - early).collect();
                let cut = Cut { stretch, early };
                let got = sweep.within(&data, &hits, &column, &places, &cut);
                let wanted = count_places(&data, &hits.cut(cut.stretch, &cut.early), SplitBy::Kind);
                prop_assert_eq!(format!("{:?}", got.groups), format!("{:?}", wanted.groups));
                let last = sweep.lock();
                let there: u32 = last.there.as_words().iter().map(|word| word.count_ones()).sum();
                prop_assert_eq!(last.present, there as usize);
            }
        }
    }
}
