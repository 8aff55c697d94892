//! Where a reader puts its rows and its problems; keeps the count of both.

use std::borrow::Cow;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::format::ReadError;
use super::input::Input;
use super::job::Job;
use super::limits::Limits;
use super::problem::{Problem, ProblemKind};
use super::report::FileReport;
use super::table_mapping::Mapping;
use crate::model::{DatasetBuilder, Draft, Event, FileInfo, Origin, REPAIRED, SAME_ID};

/// Takes the rows of one file.
pub struct FileSink<'a> {
    builder: &'a mut DatasetBuilder,
    report: &'a mut FileReport,
    job: &'a Job,
    limits: &'a Limits,
    file: u16,
    ids: HashMap<u64, usize, RandomState>,
    hasher: RandomState,
    mends_near: Option<(f64, f64)>,
}

impl<'a> FileSink<'a> {
    /// A sink for the file with this number.
    pub fn new(
        builder: &'a mut DatasetBuilder,
        report: &'a mut FileReport,
        job: &'a Job,
        limits: &'a Limits,
        file: u16,
    ) -> Self {
        let ids = HashMap::with_hasher(RandomState::default());
        Self { builder, report, job, limits, file, ids, hasher: RandomState::default(), mends_near: None }
    }

    /// Says that coordinates which a spreadsheet has ruined are to be repaired, near this latitude and longitude.
    pub fn mend_near(&mut self, middle: (f64, f64)) {
        self.mends_near = Some(middle);
    }

    /// Where repaired coordinates should lie; `None` where they are left as they are.
    pub fn mends_near(&self) -> Option<(f64, f64)> {
        self.mends_near
    }

    /// Number of the file, for origins.
    pub fn file(&self) -> u16 {
        self.file
    }

    /// Takes a row; an id that the file has used before is marked on both rows and counted.
    ///
    /// # Errors
    /// When the dataset is full.
    pub fn push(&mut self, mut draft: Draft<'_>) -> Result<(), ReadError> {
        draft.origin.file = self.file;
        let first = self.first_with_id(draft.id, draft.origin)?;
        draft.flags |= if first.is_some() { SAME_ID } else { 0 };
        self.builder.push(&draft);
        self.loaded(first);
        Ok(())
    }

    /// Takes an event that the reader holds whole.
    ///
    /// # Errors
    /// When the dataset is full.
    pub fn push_event(&mut self, event: &Event, mut origin: Origin, flags: u8) -> Result<(), ReadError> {
        origin.file = self.file;
        let first = self.first_with_id(&event.id, origin)?;
        let row = self.builder.len();
        self.builder.push_event(event, origin);
        self.builder.mark(row, flags | if first.is_some() { SAME_ID } else { 0 });
        self.loaded(first);
        Ok(())
    }

    /// Counts a row that does not become an event.
    pub fn skip(&mut self, at: Origin, kind: ProblemKind, value: &str) {
        self.report.count_skipped(problem(at, kind, "", value, "row left out"));
    }

    /// Counts a trouble in a row that stays, or in the file as a whole.
    pub fn problem(
        &mut self,
        at: Origin,
        kind: ProblemKind,
        column: impl Into<Cow<'static, str>>,
        value: &str,
        done: impl Into<Cow<'static, str>>,
    ) {
        self.report.problems.add(problem(at, kind, column, value, done));
    }

    /// Writes a remark on the file as a whole into the report.
    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.report.notes.contains(&note) {
            self.report.notes.push(note);
        }
    }

    /// Writes down what stands between the fields.
    pub fn separated_by(&mut self, delimiter: char) {
        self.report.delimiter = Some(delimiter);
    }

    /// Writes down what the columns of a table were taken for.
    pub fn mapped(&mut self, mapping: &Mapping) {
        self.report.mapping = Some(mapping.clone());
    }

    /// Writes down which sheets a workbook has.
    pub fn has_sheets(&mut self, sheets: &[String]) {
        self.report.sheets = sheets.to_vec();
    }

    /// What the report has counted so far of a kind.
    pub fn count(&self, kind: ProblemKind) -> u64 {
        self.report.problems.count(kind)
    }

    /// Rows loaded from this file so far.
    pub fn rows_loaded(&self) -> u64 {
        self.report.rows_loaded()
    }

    /// Lets the reader write down what it learns of the file.
    pub fn describe(&mut self, write: impl FnOnce(&mut FileInfo)) {
        if let Some(file) = self.builder.file_mut(self.file) {
            write(file);
        }
    }

    /// Writes down that the rows are read from text that was unpacked from the file, and what that text is.
    pub fn read_from(&mut self, text: &Input<'_>, encoding: String) {
        self.report.encoding.clone_from(&encoding);
        let kept = text.kept();
        self.describe(|file| (file.encoding, file.text) = (encoding, kept));
    }

    /// Whether an event of this id was pushed.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.contains_key(&self.hasher.hash_one(id))
    }

    fn loaded(&mut self, first: Option<usize>) {
        if let Some(first) = first {
            self.builder.mark(first, SAME_ID);
        }
        self.report.count_loaded();
        self.job.row_loaded(self.builder);
    }

    fn first_with_id(&mut self, id: &str, at: Origin) -> Result<Option<usize>, ReadError> {
        let row = self.builder.len();
        if row >= self.limits.rows {
            return Err(ReadError::TooManyRows(self.limits.rows));
        }
        if id.is_empty() {
            return Ok(None);
        }
        let first = *self.ids.entry(self.hasher.hash_one(id)).or_insert(row);
        if first == row {
            return Ok(None);
        }
        self.problem(at, ProblemKind::RepeatedId, "id", id, "both rows kept and marked");
        Ok(Some(first))
    }
}

/// The mark for rows in which something was mended.
pub fn repaired(yes: bool) -> u8 {
    if yes { REPAIRED } else { 0 }
}

fn problem(
    at: Origin,
    kind: ProblemKind,
    column: impl Into<Cow<'static, str>>,
    value: &str,
    done: impl Into<Cow<'static, str>>,
) -> Problem {
    let (column, done) = (column.into(), done.into());
    Problem { kind, row: at.row, column, byte: at.byte, len: at.len, value: value.to_owned(), done }
}
