//! How sure the place is where hits that share names differ in it: as sure as the least sure of those that are there.

use crate::model::{Dataset, EventRef, PlacePrecision};
use crate::query::{PlaceKey, Places};

use super::NONE;
use crate::store::place_column::{PlaceColumn, key};
use crate::store::time_index::count32;
use crate::store::{Hits, ranks::Ranks};

/// Hits by precision at each of the places whose hits differ in it.
pub type Counts = Vec<[u32; PlacePrecision::ALL.len()]>;

/// Which places' hits differ: none that have coordinates, as these are told apart by their precision.
#[derive(Debug)]
pub struct Mixed {
    /// The first place without coordinates; such places come last.
    begin: u32,
    /// For each of these which of the counts is its own; [`NONE`] where all hits are as sure as each other.
    of: Vec<u32>,
    many: usize,
}

impl Mixed {
    /// Of the hits of any time; O(hits) where some have no coordinates.
    pub fn new(
        data: &Dataset,
        hits: &Hits,
        places: &Places,
        (ranks, column): (&Ranks, &PlaceColumn),
    ) -> Self {
        let begin = places.keys().take_while(|key| matches!(key, PlaceKey::Site(_))).count();
        let mut mixed = Self { begin: count32(begin), of: vec![NONE; places.len() - begin], many: 0 };
        if mixed.of.is_empty() {
            return mixed;
        }
        let sure: Vec<PlacePrecision> = places.iter().skip(begin).map(|group| group.precision).collect();
        for (at, place) in column.places().iter().enumerate() {
            let Some(named) = mixed.named(ranks.of(key(*place))) else { continue };
            let precision = hits.event(data, at).map(EventRef::place_precision);
            let differs = precision.is_some() && precision != sure.get(named).copied();
            if let Some(of) = mixed.of.get_mut(named).filter(|of| differs && **of == NONE) {
                *of = count32(mixed.many);
                mixed.many += 1;
            }
        }
        mixed
    }

    /// Nothing counted yet.
    pub fn counts(&self) -> Counts {
        vec![[0; PlacePrecision::ALL.len()]; self.many]
    }

    /// How many places have coordinates.
    pub fn sites(&self) -> usize {
        self.begin as usize
    }

    /// Which of the counts is a place's own, if any.
    pub fn of(&self, rank: u32) -> Option<usize> {
        self.of.get(self.named(rank)?).filter(|&&of| of != NONE).map(|&of| of as usize)
    }

    fn named(&self, rank: u32) -> Option<usize> {
        rank.checked_sub(self.begin).map(|named| named as usize)
    }
}

/// Counts a hit of a place `times`, which is 1, or -1 as it wraps; returns how sure the place is then.
pub fn count(
    counts: &mut [u32; PlacePrecision::ALL.len()],
    precision: PlacePrecision,
    times: u32,
) -> Option<PlacePrecision> {
    for (slot, of) in counts.iter_mut().zip(PlacePrecision::ALL) {
        if of == precision {
            *slot = slot.wrapping_add(times);
        }
    }
    PlacePrecision::ALL.into_iter().zip(counts).filter(|(_, n)| **n > 0).map(|(p, _)| p).max()
}
