//! Finds the rows that a filter lets through, on two threads where they are many.

use std::ops::Range;

use crate::geo::Spellings;
use crate::model::{Dataset, EventId, EventRef, TextGone};
use crate::query::{Cancel, Filter, Phrase, StoreError};

use super::matcher::{Matcher, Word};
use super::word_index::{PartRows, WordIndex};

/// How many rows are judged between two looks at the cancel flag.
const STEP: u32 = 16_384;
/// Rows from which a second thread is worth its start.
const MANY: u32 = 100_000;

/// What helps to find words and places.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// An index of words; texts of parts that it does not have are read.
    pub index: &'a WordIndex,
    /// Which names are of the same place.
    pub spellings: &'a Spellings,
}

/// A filter about to be applied.
pub struct Search<'a> {
    data: &'a Dataset,
    matcher: Matcher<'a>,
    /// Rows that are left out, ascending.
    hidden: &'a [u32],
    /// For each word of the filter, in each of its spellings, what the index says.
    told: Vec<Vec<Told>>,
}

/// What is known of a phrase without reading texts: which rows hold all its words.
struct Told {
    rows: PartRows,
    /// Whether it is one word, so that these are the rows in which it occurs.
    is_word: bool,
}

/// What is known of a row.
#[derive(PartialEq, Eq)]
enum Verdict {
    In,
    Out,
    /// The text has to be read.
    Open,
}

impl Told {
    fn of(&self, row: u32) -> Verdict {
        match self.rows.has(row) {
            Some(false) => Verdict::Out,
            Some(true) if self.is_word => Verdict::In,
            _ => Verdict::Open,
        }
    }
}

/// What is known of a row by all spellings of a word: one is enough.
fn any(told: &[Told], row: u32) -> Verdict {
    let mut verdict = Verdict::Out;
    for told in told {
        match told.of(row) {
            Verdict::In => return Verdict::In,
            Verdict::Open => verdict = Verdict::Open,
            Verdict::Out => {}
        }
    }
    verdict
}

impl<'a> Search<'a> {
    /// Makes a filter ready.
    pub fn new(data: &'a Dataset, filter: &'a Filter, hidden: &'a [u32], known: Known<'_>) -> Self {
        let Known { index, spellings } = known;
        let matcher = Matcher::new(data, filter, spellings);
        let told = |phrase: &Phrase| Told {
            rows: index.rows_with(phrase),
            is_word: phrase.words().nth(1).is_none(),
        };
        let of_word = |word: &Word<'_>| word.spellings.iter().map(|phrase| told(phrase)).collect();
        Self { data, told: matcher.words().iter().map(of_word).collect(), hidden, matcher }
    }

    /// Whether the texts of more rows than `few` would have to be read.
    pub fn reads_more_than(&self, few: usize, cancel: &Cancel) -> bool {
        let is_open = |event: &EventRef<'_>| self.judge(*event) == Verdict::Open;
        // Asked only now and then, for it costs more than the rest.
        let cancelled = |row: u32| row.is_multiple_of(STEP) && cancel.is_cancelled();
        let events = self.data.events().take_while(|event| !cancelled(event.key().0));
        events.filter(is_open).nth(few).is_some()
    }

    /// The rows, ascending.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`].
    pub fn rows(&self, cancel: &Cancel) -> Result<Vec<u32>, StoreError> {
        let all = u32::try_from(self.data.len()).unwrap_or(u32::MAX);
        if all < MANY {
            return self.rows_in(0..all, cancel);
        }
        let middle = all / 2;
        std::thread::scope(|scope| {
            let builder = std::thread::Builder::new().name("search".to_owned());
            let later = builder.spawn_scoped(scope, || self.rows_in(middle..all, cancel));
            let mut rows = self.rows_in(0..middle, cancel)?;
            match later {
                Ok(later) => {
                    let later = later.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
                    rows.append(&mut later?);
                }
                Err(_) => rows.append(&mut self.rows_in(middle..all, cancel)?),
            }
            Ok(rows)
        })
    }

    fn rows_in(&self, range: Range<u32>, cancel: &Cancel) -> Result<Vec<u32>, StoreError> {
        let (mut rows, mut open, mut start) = (Vec::new(), Vec::new(), range.start);
        while start < range.end {
            if cancel.is_cancelled() {
                return Err(StoreError::Cancelled);
            }
            let end = start.saturating_add(STEP).min(range.end);
            let before = rows.len();
            open.clear();
            for row in start..end {
                match self.data.event(EventId(row)).map_or(Verdict::Out, |event| self.judge(event)) {
                    Verdict::In => rows.push(row),
                    Verdict::Open => open.push(row),
                    Verdict::Out => {}
                }
            }
            if self.read(&open, &mut rows, cancel).is_err() {
                log::warn!("texts could not be searched: the file has changed since it was read");
            }
            if let Some(new) = rows.get_mut(before..).filter(|_| !open.is_empty()) {
                new.sort_unstable();
            }
            start = end;
        }
        Ok(rows)
    }

    /// Judges a row without reading its text.
    fn judge(&self, event: EventRef<'_>) -> Verdict {
        let hidden = !self.hidden.is_empty() && self.hidden.binary_search(&event.key().0).is_ok();
        if hidden || !self.matcher.admits_but_words(event) {
            return Verdict::Out;
        }
        let mut verdict = Verdict::In;
        for (word, told) in self.matcher.words().iter().zip(&self.told) {
            match any(told, event.key().0) {
                Verdict::In => {}
                _ if word.is_named(event) => {}
                Verdict::Out => return Verdict::Out,
                Verdict::Open => verdict = Verdict::Open,
            }
        }
        verdict
    }

    /// Reads the texts of rows and adds those that pass.
    fn read(&self, open: &[u32], rows: &mut Vec<u32>, cancel: &Cancel) -> Result<(), TextGone> {
        self.data.read_summaries(open, &mut |row, text| {
            let Some(event) = self.data.event(EventId(row)) else { return true };
            let words = self.matcher.words();
            if words.iter().all(|word| word.occurs_in(event, text) || word.is_named(event)) {
                rows.push(row);
            }
            !cancel.is_cancelled()
        })
    }
}
