//! The words of summaries and headlines, each with the rows that hold it; for a quarter of a million rows at a time, so that the
//! first ones can be used while the others are read.

use std::io::{self, Read, Write};
use std::ops::Range;
use std::sync::Arc;

use crate::model::{Bits, ColumnsIn, Dataset, EventId, EventRef, StoredError, TextGone};
use crate::query::{Cancel, Phrase};

use super::word_gather::Gather;
use super::word_part::WordPart;

/// Rows between two looks at the cancel flag.
const STEP: usize = 4096;

/// Rows of one part.
const PART: u32 = if cfg!(test) { 16 } else { 1 << 18 };

/// The parts that were read so far, in order of their rows.
#[derive(Clone, Default)]
pub struct WordIndex(Vec<Option<Arc<WordPart>>>);

/// Some rows by part; nothing is known of those of parts that are not there.
pub struct PartRows(Vec<Option<Bits>>);

impl PartRows {
    /// Whether a row is among them; `None` where that is not known.
    pub fn has(&self, row: u32) -> Option<bool> {
        let bits = self.0.get((row / PART) as usize)?.as_ref()?;
        Some(bits.has(row % PART))
    }
}

impl WordIndex {
    /// Reads all texts. `None` when cancelled.
    ///
    /// # Errors
    /// When texts were left in a file that is not as it was.
    pub fn new(data: &Dataset, cancel: &Cancel) -> Result<Option<Self>, TextGone> {
        let mut index = Self::default();
        for part in 0..Self::parts(data) {
            let Some(read) = read_part(data, part, cancel)? else { return Ok(None) };
            index.put(part, Arc::new(read));
        }
        Ok(Some(index))
    }

    /// How many parts the rows make.
    pub fn parts(data: &Dataset) -> usize {
        data.len().div_ceil(PART as usize)
    }

    /// Puts in a part.
    pub fn put(&mut self, number: usize, part: Arc<WordPart>) {
        if self.0.len() <= number {
            self.0.resize(number + 1, None);
        }
        if let Some(slot) = self.0.get_mut(number) {
            *slot = Some(part);
        }
    }

    /// Whether all parts are there.
    pub fn is_whole(&self, data: &Dataset) -> bool {
        self.0.iter().flatten().count() == Self::parts(data)
    }

    /// Writes all parts.
    ///
    /// # Errors
    /// When writing fails.
    pub fn store(&self, to: &mut dyn Write) -> io::Result<()> {
        self.0.iter().flatten().try_for_each(|part| part.store(to))
    }

    /// Reads again the words of this dataset that were written so, at most so many bytes.
    ///
    /// # Errors
    /// When anything is not as it was written.
    pub fn restore(data: &Dataset, from: &mut dyn Read, bytes: u64) -> Result<Self, StoredError> {
        let mut from = ColumnsIn::new(from, bytes);
        let part = |number| WordPart::restore(&mut from, rows_of(data, number).len());
        (0..Self::parts(data))
            .map(part)
            .map(|part| Ok(Some(Arc::new(part?))))
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// The rows that hold all words of the phrase; where it is one word, those are the rows in which it occurs.
    pub fn rows_with(&self, phrase: &Phrase) -> PartRows {
        PartRows(self.0.iter().map(|part| part.as_ref().map(|part| part.rows_with(phrase))).collect())
    }
}

/// Reads the texts of a part. `None` when cancelled, or where words are too many to number.
///
/// # Errors
/// When texts were left in a file that is not as it was.
pub fn read_part(data: &Dataset, number: usize, cancel: &Cancel) -> Result<Option<WordPart>, TextGone> {
    let range = rows_of(data, number);
    let mut gather = Gather::new(range.end - range.start);
    let (first, rows): (u32, Vec<u32>) = (range.start, range.collect());
    for some in rows.chunks(STEP) {
        if cancel.is_cancelled() {
            return Ok(None);
        }
        data.read_summaries(some, &mut |row, text| {
            let title = data.event(EventId(row)).map_or("", EventRef::own_title);
            gather.add_text(title, row - first);
            gather.add_text(text, row - first);
            true
        })?;
    }
    Ok(gather.finish())
}

/// The rows of a part.
fn rows_of(data: &Dataset, number: usize) -> Range<u32> {
    let all = u32::try_from(data.len()).unwrap_or(u32::MAX);
    let first = u32::try_from(number).unwrap_or(u32::MAX).saturating_mul(PART).min(all);
    first..first.saturating_add(PART).min(all)
}

#[cfg(test)]
impl WordIndex {
    /// Without every second part, as while they are read.
    #[must_use]
    pub fn every_other(&self) -> Self {
        Self((0..).zip(&self.0).map(|(n, part)| part.clone().filter(|_| n % 2 == 0)).collect())
    }

    /// How many parts are there.
    pub fn there(&self) -> usize {
        self.0.iter().flatten().count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{DatasetBuilder, Draft};

    proptest! {
        #[test]
        fn the_index_says_what_reading_says(
            texts in proptest::collection::vec("[aA]{0,1}[ ,.][Tt]orkham{0,1}[ -]?(it's|کرم|Peshāwar|ÉTÉ|x_y)?", 1..60),
            wanted in proptest::sample::select(vec!["torkham", "torkha", "a", "کرم", "été", "it's", "x", "x_y", "peshāwar"]),
        ) {
            let mut builder = DatasetBuilder::default();
            for (n, text) in texts.iter().enumerate() {
                let (summary, title) = if n % 3 == 0 { ("", text.as_str()) } else { (text.as_str(), "") };
                builder.push(&Draft { title, summary, ..Draft::default() });
            }
            let data = builder.finish();
            let index = WordIndex::new(&data, &Cancel::default()).unwrap().unwrap();
            let mut kept = Vec::new();
            index.store(&mut kept).unwrap();
            let again = WordIndex::restore(&data, &mut kept.as_slice(), kept.len() as u64).unwrap();
            let phrase = Phrase::new(wanted).unwrap();
            let (rows, rows_again) = (index.rows_with(&phrase), again.rows_with(&phrase));
            for event in data.events() {
                let read = phrase.occurs_in(&event.summary()) || phrase.occurs_in(event.own_title());
                prop_assert_eq!(rows.has(event.key().0), Some(read));
                prop_assert_eq!(rows_again.has(event.key().0), Some(read));
            }
        }
    }
}
