//! The words of summaries and headlines, each with the rows that hold it; for half a million rows at a time, so that the
//! first ones can be used while the others are read.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{Dataset, EventId, EventRef, Names, TextGone};
use crate::query::{Cancel, Phrase, each_word};

use super::bits::Bits;

/// Rows between two looks at the cancel flag.
const STEP: usize = 4096;

/// Rows of one part.
const PART: u32 = if cfg!(test) { 16 } else { 1 << 19 };

/// The parts that were read so far, in order of their rows.
#[derive(Clone, Default)]
pub struct WordIndex(Vec<Option<Arc<WordPart>>>);

/// Which rows of a stretch hold which word; exact. About 30 bytes a row of ACLED.
pub struct WordPart {
    words: Names,
    rows: Vec<Rows>,
    first: u32,
    len: usize,
}

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
            let Some(read) = WordPart::new(data, part, cancel)? else { return Ok(None) };
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

    /// The rows that hold all words of the phrase; where it is one word, those are the rows in which it occurs.
    pub fn rows_with(&self, phrase: &Phrase) -> PartRows {
        PartRows(self.0.iter().map(|part| part.as_ref().map(|part| part.rows_with(phrase))).collect())
    }
}

/// The rows that hold a word, in whichever way is smaller.
enum Rows {
    Few(Gaps),
    Many(Bits),
}

/// Rows as what lies between one and the next: seven bits a byte, the high bit meaning that more follow.
#[derive(Default)]
struct Gaps {
    /// The last row and one; 0 where there is none.
    behind: u32,
    bytes: Vec<u8>,
}

impl Rows {
    /// Adds a row of so many; rows come ascending.
    fn add(&mut self, row: u32, all: usize) {
        match self {
            Self::Many(bits) => bits.set(row),
            Self::Few(gaps) => {
                gaps.add(row);
                if gaps.bytes.len() > all / 8 {
                    let mut bits = Bits::new(all);
                    gaps.put_into(&mut bits);
                    *self = Self::Many(bits);
                }
            }
        }
    }
}

impl Gaps {
    fn add(&mut self, row: u32) {
        if self.behind > row {
            return;
        }
        let mut gap = row - self.behind;
        self.behind = row + 1;
        if self.bytes.len() + 5 > self.bytes.capacity() {
            // Many words are rare, so lists grow by little.
            self.bytes.reserve_exact(self.bytes.len() / 4 + 8);
        }
        while gap > 0x7F {
            self.bytes.push(low(gap) | 0x80);
            gap >>= 7;
        }
        self.bytes.push(low(gap));
    }

    fn put_into(&self, bits: &mut Bits) {
        let (mut behind, mut gap, mut shift) = (0_u32, 0_u32, 0);
        for &b in &self.bytes {
            gap |= u32::from(b & 0x7F) << shift;
            shift += 7;
            if b < 0x80 {
                bits.set(behind.wrapping_add(gap));
                behind = behind.wrapping_add(gap).wrapping_add(1);
                (gap, shift) = (0, 0);
            }
        }
    }
}

fn low(gap: u32) -> u8 {
    (gap & 0x7F) as u8
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

impl WordPart {
    /// Reads the texts of a part. `None` when cancelled.
    ///
    /// # Errors
    /// When texts were left in a file that is not as it was.
    pub fn new(data: &Dataset, number: usize, cancel: &Cancel) -> Result<Option<Self>, TextGone> {
        let all = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let first = u32::try_from(number).unwrap_or(u32::MAX).saturating_mul(PART).min(all);
        let range: Range<u32> = first..first.saturating_add(PART).min(all);
        let mut part = Self { words: Names::default(), rows: Vec::new(), first, len: range.len() };
        let rows: Vec<u32> = range.collect();
        let mut lower = String::new();
        for some in rows.chunks(STEP) {
            if cancel.is_cancelled() {
                return Ok(None);
            }
            data.read_summaries(some, &mut |row, text| {
                let title = data.event(EventId(row)).map_or("", EventRef::own_title);
                for text in [title, text] {
                    each_word(text, &mut lower, &mut |word| part.add(word, row));
                }
                true
            })?;
        }
        part.words.forget_recent();
        part.rows.shrink_to_fit();
        Ok(Some(part))
    }

    /// The rows that hold all words of the phrase; where it is one word, those are the rows in which it occurs.
    fn rows_with(&self, phrase: &Phrase) -> Bits {
        let mut all: Option<Bits> = None;
        for word in phrase.words() {
            let code = self.words.find(word);
            let bits = match code.and_then(|code| self.rows.get(code as usize)) {
                Some(Rows::Many(bits)) => bits.clone(),
                Some(Rows::Few(gaps)) => {
                    let mut bits = Bits::new(self.len);
                    gaps.put_into(&mut bits);
                    bits
                }
                None => Bits::new(self.len),
            };
            all = Some(match all {
                Some(before) => before.and(&bits),
                None => bits,
            });
        }
        all.unwrap_or_else(|| Bits::new(self.len))
    }

    fn add(&mut self, word: &str, row: u32) {
        let code = self.words.intern(word) as usize;
        if code >= self.rows.len() {
            self.rows.resize_with(code + 1, || Rows::Few(Gaps::default()));
        }
        if let Some(rows) = self.rows.get_mut(code) {
            rows.add(row - self.first, self.len);
        }
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
            let phrase = Phrase::new(wanted).unwrap();
            let rows = index.rows_with(&phrase);
            for event in data.events() {
                let read = phrase.occurs_in(&event.summary()) || phrase.occurs_in(event.own_title());
                prop_assert_eq!(rows.has(event.key().0), Some(read));
            }
        }
    }
}
