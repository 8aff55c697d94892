//! The rows that a filter lets through.

use std::ops::Range;
use std::sync::Arc;

use crate::geo::Spellings;
use crate::model::{Dataset, EventId, EventRef};
use crate::query::{Cancel, Filter, StoreError};

use super::search::{Known, Search};
use super::word_index::WordIndex;

/// Rows that pass a filter, ascending, so in order of start with the undated ones last. The hits of a brush are a stretch
/// of the rows of any time, which are shared and not copied, and the few earlier rows that reach in.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    early: Vec<u32>,
    shared: Arc<[u32]>,
    stretch: Range<usize>,
    dated: usize,
}

impl Hits {
    /// Judges every row of the dataset.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`].
    pub fn new(data: &Dataset, filter: &Filter, cancel: &Cancel) -> Result<Self, StoreError> {
        Self::without(data, filter, &[], cancel)
    }

    /// The same without the hidden rows, which ascend.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`].
    pub fn without(
        data: &Dataset,
        filter: &Filter,
        hidden: &[u32],
        cancel: &Cancel,
    ) -> Result<Self, StoreError> {
        let known = Known { index: &WordIndex::default(), spellings: &Spellings::default() };
        Self::knowing(data, filter, hidden, known, cancel)
    }

    /// The same with the help of an index of words – texts of parts that it does not have are read – and more spellings of places.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`].
    pub(super) fn knowing(
        data: &Dataset,
        filter: &Filter,
        hidden: &[u32],
        known: Known<'_>,
        cancel: &Cancel,
    ) -> Result<Self, StoreError> {
        let rows = Search::new(data, filter, hidden, known).rows(cancel)?;
        Ok(Self::of(data, rows))
    }

    /// Of ascending rows.
    pub(super) fn of(data: &Dataset, rows: Vec<u32>) -> Self {
        let dated = rows.partition_point(|&row| (row as usize) < data.dated());
        Self { early: Vec::new(), stretch: 0..rows.len(), shared: rows.into(), dated }
    }

    /// A stretch of the dated hits of any time, and the positions of earlier ones that belong to it, ascending.
    pub(super) fn cut(&self, stretch: Range<usize>, early: &[u32]) -> Self {
        let early: Vec<u32> = early.iter().filter_map(|&at| self.shared.get(at as usize).copied()).collect();
        let dated = early.len() + stretch.len();
        Self { early, shared: Arc::clone(&self.shared), stretch, dated }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.early.len() + self.stretch.len()
    }

    /// Whether nothing passes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many have a date; they are the first ones.
    pub fn dated(&self) -> usize {
        self.dated
    }

    /// The rows, ascending.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = u32> + '_ {
        self.early.iter().chain(self.later()).copied()
    }

    /// The row at a position.
    pub fn row(&self, at: usize) -> Option<u32> {
        let later = || self.later().get(at.checked_sub(self.early.len())?);
        self.early.get(at).or_else(later).copied()
    }

    /// The position of a row; `None` where it is no hit.
    pub fn position(&self, row: u32) -> Option<usize> {
        let later = || self.later().binary_search(&row).map(|at| at + self.early.len());
        self.early.binary_search(&row).or_else(|_| later()).ok()
    }

    /// How many of the dated hits start before an instant.
    pub(super) fn starting_before(&self, data: &Dataset, limit: i64) -> usize {
        let starts = data.starts();
        let before = |row: &u32| starts.get(*row as usize).is_some_and(|&start| start < limit);
        self.early.partition_point(before) + self.later().partition_point(before)
    }

    /// The rows without a date.
    pub fn undated(&self) -> impl Iterator<Item = u32> + '_ {
        self.later().get(self.dated.saturating_sub(self.early.len())..).unwrap_or_default().iter().copied()
    }

    /// The events themselves.
    pub fn events<'a>(&'a self, data: &'a Dataset) -> impl Iterator<Item = EventRef<'a>> + 'a {
        self.rows().filter_map(|row| data.event(EventId(row)))
    }

    /// The event at a position.
    pub fn event<'a>(&self, data: &'a Dataset, at: usize) -> Option<EventRef<'a>> {
        data.event(EventId(self.row(at)?))
    }

    fn later(&self) -> &[u32] {
        self.shared.get(self.stretch.clone()).unwrap_or_default()
    }
}
