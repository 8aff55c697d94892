//! The words of all summaries and headlines, each with the rows that hold it.

use crate::model::{Dataset, EventId, EventRef, Names, TextGone};
use crate::query::{Cancel, Phrase, each_word};

use super::bits::Bits;

/// Rows between two looks at the cancel flag.
const STEP: usize = 4096;

/// Which rows hold which word; exact. About 30 bytes a row of ACLED.
pub struct WordIndex {
    words: Names,
    rows: Vec<Rows>,
    len: usize,
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

impl WordIndex {
    /// Reads all texts. `None` when cancelled.
    ///
    /// # Errors
    /// When texts were left in a file that is not as it was.
    pub fn new(data: &Dataset, cancel: &Cancel) -> Result<Option<Self>, TextGone> {
        let rows: Vec<u32> = (0..u32::try_from(data.len()).unwrap_or(u32::MAX)).collect();
        let mut index = Self { words: Names::default(), rows: Vec::new(), len: data.len() };
        let mut lower = String::new();
        for some in rows.chunks(STEP) {
            if cancel.is_cancelled() {
                return Ok(None);
            }
            data.read_summaries(some, &mut |row, text| {
                let title = data.event(EventId(row)).map_or("", EventRef::own_title);
                for text in [title, text] {
                    each_word(text, &mut lower, &mut |word| index.add(word, row));
                }
                true
            })?;
        }
        index.words.forget_recent();
        Ok(Some(index))
    }

    /// The rows that hold all words of the phrase; where it is one word, those are the rows in which it occurs.
    pub fn rows_with(&self, phrase: &Phrase) -> Bits {
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
            rows.add(row, self.len);
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
                prop_assert_eq!(rows.has(event.key().0), read);
            }
        }
    }
}
