//! The places that have hits and how many each has, so kept that a brush changes only what comes and goes.

use std::ops::Range;
use std::sync::Arc;

use super::PlaceKey;
use crate::model::{Bits, EventId, KINDS, LonLat, PlacePrecision, rows_of};

/// All places that have hits; sites first, ascending by key.
///
/// Answers about one filter and its brushes number the places alike, so that one becomes another by what differs. An answer
/// takes 16 bytes and a bit for each place of any time; what never changes takes 40, once for all of them.
#[derive(Clone, Debug, Default)]
pub struct Places {
    spots: Arc<[Spot]>,
    cells: Vec<Cell>,
    /// Those with more hits of a category than a byte holds, ascending.
    wide: Vec<Wide>,
    /// How sure those are that have no coordinates, which come last.
    sure: Vec<PlacePrecision>,
    /// Which of them have hits, and how many these are.
    there: Bits,
    len: usize,
}

/// What never changes of a place.
#[derive(Clone, Copy, Debug)]
struct Spot {
    key: PlaceKey,
    at: Option<LonLat>,
    precision: PlacePrecision,
}

/// What a brush changes of a place; small, as the places of hits that come and go stand anywhere in memory.
#[derive(Clone, Copy, Debug)]
struct Cell {
    /// Hits by category, a byte each.
    kinds: u64,
    first: EventId,
    /// Where they are counted instead; [`NARROW`] where a byte always holds them.
    wide: u32,
}

/// The hits of a place that has many.
#[derive(Clone, Copy, Debug)]
struct Wide {
    number: u32,
    kinds: [u32; KINDS],
}

/// Stands for no place among the wide ones.
const NARROW: u32 = u32::MAX;
/// Hits of a category that are counted in a byte.
const MOST: u32 = if cfg!(test) { 3 } else { 0xFF };
const _: () = assert!(KINDS == size_of::<u64>(), "a byte for each category");

/// The hits at one place.
#[derive(Clone, Copy, Debug)]
pub struct PlaceGroup {
    /// Which place.
    pub key: PlaceKey,
    /// Its coordinates, if any.
    pub at: Option<LonLat>,
    /// How sure the place is.
    pub precision: PlacePrecision,
    /// Hits by category: kind or file, as the query splits.
    pub kinds: [u32; KINDS],
    /// The first hit in order of time; its names are the place's.
    pub first: EventId,
}

impl PlaceGroup {
    /// Number of hits.
    pub fn count(&self) -> u32 {
        self.kinds.iter().fold(0, |sum, &n| sum.saturating_add(n))
    }
}

impl FromIterator<PlaceGroup> for Places {
    /// Of places that have hits, ascending by key.
    fn from_iter<I: IntoIterator<Item = PlaceGroup>>(groups: I) -> Self {
        let groups = groups.into_iter();
        let (mut spots, mut places) = (Vec::with_capacity(groups.size_hint().0), Self::default());
        for PlaceGroup { key, at, precision, kinds, first } in groups {
            spots.push(Spot { key, at, precision });
            if matches!(key, PlaceKey::Names(_)) {
                places.sure.push(precision);
            }
            let cell = if kinds.iter().all(|&n| n <= MOST) {
                let bytes = kinds.map(|n| u8::try_from(n).unwrap_or_default());
                Cell { kinds: u64::from_le_bytes(bytes), first, wide: NARROW }
            } else {
                places.wide.push(Wide { number: count32(places.cells.len()), kinds });
                Cell { kinds: 0, first, wide: count32(places.wide.len() - 1) }
            };
            places.cells.push(cell);
        }
        let mut there = Bits::new(spots.len());
        (0..count32(spots.len())).for_each(|number| there.set(number));
        Self { len: spots.len(), spots: spots.into(), there, ..places }
    }
}

fn count32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Places {
    /// How many places have hits.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The places that have hits, ascending by key.
    pub fn iter(&self) -> impl Iterator<Item = PlaceGroup> + '_ {
        self.part(0..self.words())
    }

    /// The hits at a place; `None` where there are none.
    pub fn get(&self, key: PlaceKey) -> Option<PlaceGroup> {
        let number = self.spots.binary_search_by_key(&key, |spot| spot.key).ok()?;
        self.group(number).filter(|_| u32::try_from(number).is_ok_and(|number| self.there.has(number)))
    }

    /// Parts of 64 numbers that there are; a part may hold no hits.
    pub fn words(&self) -> usize {
        self.there.words()
    }

    /// The places of some such parts that have hits; soonest by `for_each`, which moves none of them.
    #[inline]
    pub fn part(&self, words: Range<usize>) -> impl Iterator<Item = PlaceGroup> + '_ {
        let there = words.clone().zip(self.there.as_words().get(words).unwrap_or_default());
        let numbers = there.flat_map(|(nth, &word)| rows_of(nth, word));
        numbers.filter_map(|number| self.group(number))
    }

    /// About as many places as asked for from all over them; all where there are no more.
    pub fn some(&self, about: usize) -> impl Iterator<Item = PlaceGroup> + '_ {
        let (each, most) = if self.len > about { ((self.words() / about).max(1), 1) } else { (1, 64) };
        (0..self.words()).step_by(each).flat_map(move |nth| self.part(nth..nth + 1).take(most))
    }

    /// The keys of all places of any time, in the order of their numbers.
    pub fn keys(&self) -> impl Iterator<Item = PlaceKey> + '_ {
        self.spots.iter().map(|spot| spot.key)
    }

    /// The same places without any hits.
    #[must_use]
    pub fn emptied(&self) -> Self {
        Self {
            spots: Arc::clone(&self.spots),
            cells: self.cells.iter().map(|cell| Cell { kinds: 0, ..*cell }).collect(),
            wide: self.wide.iter().map(|wide| Wide { kinds: [0; KINDS], ..*wide }).collect(),
            sure: self.sure.clone(),
            there: Bits::new(self.cells.len()),
            len: 0,
        }
    }

    /// Lets hits come and go, those of places up to a word of 64 numbers apart from those behind, so that two threads can.
    pub fn change(&mut self, middle: usize, how: impl FnOnce([PlaceChange<'_>; 2])) {
        let mut gained = [0; 2];
        let [one, other] = &mut gained;
        let number = middle.saturating_mul(64).min(self.cells.len());
        let before = self.wide.partition_point(|wide| (wide.number as usize) < number);
        let named = self.cells.len() - self.sure.len();
        let (cells, more_cells) = self.cells.split_at_mut(number);
        let (wide, more_wide) = self.wide.split_at_mut(before);
        let (sure, more_sure) = self.sure.split_at_mut(number.saturating_sub(named));
        let (there, more_there) = self.there.split_at_mut(middle);
        how([
            PlaceChange { begin: [0, 0, named], cells, wide, sure, there, gained: one },
            PlaceChange {
                begin: [number, before, named.max(number)],
                cells: more_cells,
                wide: more_wide,
                sure: more_sure,
                there: more_there,
                gained: other,
            },
        ]);
        self.len = gained.into_iter().fold(self.len, usize::wrapping_add);
    }

    #[inline]
    fn group(&self, number: usize) -> Option<PlaceGroup> {
        let (&Spot { key, at, precision }, cell) = (self.spots.get(number)?, self.cells.get(number)?);
        let named = number.checked_sub(self.cells.len() - self.sure.len());
        let precision = named.and_then(|named| self.sure.get(named)).copied().unwrap_or(precision);
        let kinds = match cell.wide {
            NARROW => cell.kinds.to_le_bytes().map(u32::from),
            wide => self.wide.get(wide as usize)?.kinds,
        };
        Some(PlaceGroup { key, at, precision, kinds, first: cell.first })
    }
}

/// Some of the places, whose hits come and go.
pub struct PlaceChange<'a> {
    /// The number of the first, of all, of the wide ones and of those without coordinates.
    begin: [usize; 3],
    cells: &'a mut [Cell],
    wide: &'a mut [Wide],
    sure: &'a mut [PlacePrecision],
    there: &'a mut [u64],
    /// How many more places have hits than before; wraps.
    gained: &'a mut usize,
}

impl PlaceChange<'_> {
    /// Whether a place is one of them.
    pub fn has(&self, number: u32) -> bool {
        self.at(number) < self.cells.len()
    }

    /// The first hit of a place, or one that was; `None` for those of the other part.
    pub fn first(&self, number: u32) -> Option<EventId> {
        self.cells.get(self.at(number)).map(|cell| cell.first)
    }

    /// A hit comes. Returns the first at its place, to be changed, and whether it is the only one.
    pub fn add(&mut self, number: u32, category: u8) -> Option<(&mut EventId, bool)> {
        let at = self.at(number);
        let cell = self.cells.get_mut(at)?;
        let is_only = if cell.wide == NARROW {
            let before = cell.kinds;
            cell.kinds = before.wrapping_add(one(category));
            before == 0
        } else {
            self.wide.get_mut((cell.wide as usize).wrapping_sub(self.begin[1]))?.add(category, 1) == 1
        };
        if is_only {
            switch(self.there, at);
            *self.gained = self.gained.wrapping_add(1);
        }
        Some((&mut cell.first, is_only))
    }

    /// A hit that is there goes. Returns the first at its place, to be changed.
    pub fn take(&mut self, number: u32, category: u8) -> Option<&mut EventId> {
        let at = self.at(number);
        let cell = self.cells.get_mut(at)?;
        let is_none = if cell.wide == NARROW {
            cell.kinds = cell.kinds.wrapping_sub(one(category));
            cell.kinds == 0
        } else {
            self.wide.get_mut((cell.wide as usize).wrapping_sub(self.begin[1]))?.add(category, u32::MAX) == 0
        };
        if is_none {
            switch(self.there, at);
            *self.gained = self.gained.wrapping_sub(1);
        }
        Some(&mut cell.first)
    }

    /// Says how sure a place without coordinates is from now on.
    pub fn be_sure(&mut self, number: u32, precision: PlacePrecision) {
        let at = (number as usize).wrapping_sub(self.begin[2]);
        if let Some(sure) = self.sure.get_mut(at) {
            *sure = precision;
        }
    }

    /// All hits go.
    pub fn clear(&mut self) {
        for (nth, word) in self.there.iter_mut().enumerate() {
            for number in rows_of(nth, std::mem::take(word)) {
                if let Some(cell) = self.cells.get_mut(number) {
                    cell.kinds = 0;
                }
                *self.gained = self.gained.wrapping_sub(1);
            }
        }
        self.wide.iter_mut().for_each(|wide| wide.kinds = [0; KINDS]);
    }

    fn at(&self, number: u32) -> usize {
        (number as usize).wrapping_sub(self.begin[0])
    }
}

impl Wide {
    /// Counts a hit `times`, which is 1, or -1 as it wraps; returns how many there are then.
    fn add(&mut self, category: u8, times: u32) -> u32 {
        if let Some(n) = self.kinds.get_mut(usize::from(category)) {
            *n = n.wrapping_add(times);
        }
        self.kinds.iter().fold(0, |sum, &n| sum.wrapping_add(n))
    }
}

/// A hit of a category among the bytes of all.
fn one(category: u8) -> u64 {
    1_u64.checked_shl(u32::from(category) * 8).unwrap_or_default()
}

fn switch(there: &mut [u64], number: usize) {
    if let Some(word) = there.get_mut(number / 64) {
        *word ^= 1 << (number % 64);
    }
}
