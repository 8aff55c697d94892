//! The rows that a filter lets through.

use crate::model::{Dataset, EventId, EventRef};
use crate::query::{Cancel, Filter, StoreError};

use super::search::Search;
use super::word_index::WordIndex;

/// Rows that pass a filter, ascending, so in order of start with the undated ones last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    rows: Vec<u32>,
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
        Self::with_words(data, filter, hidden, None, cancel)
    }

    /// The same with the help of an index of words, if there is one; else texts are read.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`].
    pub fn with_words(
        data: &Dataset,
        filter: &Filter,
        hidden: &[u32],
        index: Option<&WordIndex>,
        cancel: &Cancel,
    ) -> Result<Self, StoreError> {
        let rows = Search::new(data, filter, hidden, index).rows(cancel)?;
        Ok(Self::of(data, rows))
    }

    /// Of ascending rows.
    pub(super) fn of(data: &Dataset, rows: Vec<u32>) -> Self {
        let dated = rows.partition_point(|&row| (row as usize) < data.dated());
        Self { rows, dated }
    }

    /// Of ascending rows that all have a date.
    pub(super) fn of_dated(rows: Vec<u32>) -> Self {
        let dated = rows.len();
        Self { rows, dated }
    }

    /// The rows, ascending.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The rows with a date; a prefix of [`rows`](Self::rows).
    pub fn dated(&self) -> &[u32] {
        self.rows.get(..self.dated).unwrap_or_default()
    }

    /// The rows without a date.
    pub fn undated(&self) -> &[u32] {
        self.rows.get(self.dated..).unwrap_or_default()
    }

    /// The events themselves.
    pub fn events<'a>(&'a self, data: &'a Dataset) -> impl Iterator<Item = EventRef<'a>> + 'a {
        self.rows.iter().filter_map(|&row| data.event(EventId(row)))
    }
}
