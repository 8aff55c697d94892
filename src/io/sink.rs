//! Where a reader puts its rows and its problems; keeps the count of both.

use std::borrow::Cow;

use foldhash::fast::RandomState;

use super::csv_record::{Column, Record};
use super::format::ReadError;
use super::ids::{IdTable, LateIds, half_hash, id_hash};
use super::input::Input;
use super::job::Job;
use super::limits::Limits;
use super::problem::{Problem, ProblemKind};
use super::report::FileReport;
use super::table_mapping::Mapping;
use crate::model::{
    Codes, DatasetBuilder, Draft, Event, FileInfo, Origin, Part, PlaceCells, REPAIRED, SAME_ID, Stretch,
    TypeCells,
};

/// Takes the rows of one file.
pub struct FileSink<'a> {
    builder: &'a mut DatasetBuilder,
    report: &'a mut FileReport,
    job: &'a Job,
    limits: &'a Limits,
    file: u16,
    ids: Ids,
    hasher: RandomState,
    mends_near: Option<(f64, f64)>,
    texts: Texts,
    /// The ids of rows that came in pieces.
    late: LateIds,
}

/// Where long texts stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Texts {
    /// In the file on disk.
    Left,
    /// In memory.
    Kept,
}

impl Texts {
    fn of(file: Option<&FileInfo>) -> Self {
        if file.is_some_and(|file| file.source.is_some()) { Self::Left } else { Self::Kept }
    }
}

/// What is known of the rows' ids.
enum Ids {
    /// All ids of the file so far; the number is that of the file's first row.
    Known(IdTable, usize),
    /// Those of a piece, to be looked up when it is put behind the others.
    Gathered(Vec<u32>),
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
        let ids = Ids::Known(IdTable::default(), builder.len());
        let texts = Texts::of(builder.file(file));
        Self {
            builder,
            report,
            job,
            limits,
            file,
            ids,
            hasher: RandomState::default(),
            texts,
            late: LateIds::default(),
            mends_near: None,
        }
    }

    /// Says that coordinates which a spreadsheet has ruined are to be repaired, near this latitude and longitude.
    pub fn mend_near(&mut self, middle: (f64, f64)) {
        self.mends_near = Some(middle);
    }

    /// Where repaired coordinates should lie; `None` where they are left as they are.
    pub fn mends_near(&self) -> Option<(f64, f64)> {
        self.mends_near
    }

    /// The long text of a column, and where it stands in its record: the text is empty where it is left there.
    pub(super) fn long_text<'r>(&self, r: &Record<'r>, column: Column) -> (&'r str, Option<Stretch>) {
        let stands = if self.texts == Texts::Left { r.stretch(column).filter(|s| s.is_left()) } else { None };
        (if stands.is_some() { "" } else { r.get(column) }, stands)
    }

    /// As [`DatasetBuilder::met_places`].
    pub fn met_places(&self, texts: &[Option<[&str; 2]>], met: &mut Vec<PlaceCells>) {
        self.builder.met_places(texts, met);
    }

    /// As [`DatasetBuilder::met_type`].
    #[inline]
    pub fn met_type(&self, text: &str) -> TypeCells {
        self.builder.met_type(text)
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
        if self.texts == Texts::Kept {
            draft.summary_at = None;
        }
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
        let (kept, source) = (text.kept(), text.source());
        self.texts = if source.is_some() { Texts::Left } else { Texts::Kept };
        self.describe(|file| (file.encoding, file.text, file.source) = (encoding, kept, source));
    }

    /// Whether an event of this id was pushed.
    pub fn has_id(&self, id: &str) -> bool {
        match &self.ids {
            Ids::Known(known, _) => known.holds(id_hash(&self.hasher, id)),
            Ids::Gathered(_) => false,
        }
    }

    /// A sink for the pieces that another thread gathers.
    pub(super) fn pieces(&self) -> PieceSink<'a> {
        PieceSink {
            builder: DatasetBuilder::for_parts(),
            job: self.job,
            limits: self.limits,
            file: self.file,
            hasher: self.hasher.clone(),
            texts: self.texts,
            mends_near: self.mends_near,
        }
    }

    /// Makes room for the rows that a file of so many bytes holds, if it goes on like these.
    pub(super) fn expect_like(&mut self, piece: &Piece, bytes: usize, all: u64) {
        let rows = u128::from(all) * piece.part.len() as u128 / bytes.max(1) as u128;
        let rows = usize::try_from(rows + rows / 32).unwrap_or(0).min(MOST_EXPECTED);
        self.builder.expect(rows);
        self.late.expect(rows);
    }

    /// Puts a piece behind the rows that are here; gives it back empty. The codes are those of the thread that gathered it.
    ///
    /// # Errors
    /// When the dataset is full.
    pub(super) fn append(&mut self, mut piece: Piece, codes: &mut Codes) -> Result<Piece, ReadError> {
        let row = self.builder.len();
        if row.saturating_add(piece.part.len()) > self.limits.rows {
            return Err(ReadError::TooManyRows(self.limits.rows));
        }
        piece.part = self.builder.append(piece.part, codes);
        self.report.add(std::mem::take(&mut piece.report));
        self.late.add(&mut piece.ids);
        self.job.row_loaded(self.builder);
        Ok(piece)
    }

    /// Marks and counts the rows of all pieces whose id an earlier row has.
    pub(super) fn settle_ids(&mut self) {
        let Ids::Known(_, start) = self.ids else { return };
        let late = std::mem::take(&mut self.late);
        let id = |row: usize| self.builder.origin_and_id(start + row).map(|(_, id)| id);
        for (row, first) in late.repeated(&|one, other| id(one) == id(other)) {
            let (row, first) = (start + row, start + first);
            self.builder.mark(first, SAME_ID);
            self.builder.mark(row, SAME_ID);
            let Some((at, id)) = self.builder.origin_and_id(row) else { continue };
            self.report.problems.add(problem(at, ProblemKind::RepeatedId, "id", id, BOTH_KEPT));
        }
    }

    fn loaded(&mut self, first: Option<usize>) {
        if let Some(first) = first {
            self.builder.mark(first, SAME_ID);
        }
        self.report.count_loaded();
        if matches!(self.ids, Ids::Known(..)) {
            self.job.row_loaded(self.builder);
        }
    }

    fn first_with_id(&mut self, id: &str, at: Origin) -> Result<Option<usize>, ReadError> {
        if self.builder.len() >= self.limits.rows {
            return Err(ReadError::TooManyRows(self.limits.rows));
        }
        let hash = id_hash(&self.hasher, id);
        let first = match &mut self.ids {
            Ids::Known(known, start) => known.add(hash).map(|first| first + *start),
            Ids::Gathered(ids) => {
                ids.push(half_hash(hash));
                None
            }
        };
        if first.is_some() {
            self.problem(at, ProblemKind::RepeatedId, "id", id, BOTH_KEPT);
        }
        Ok(first)
    }
}

/// Rows for which room is made at most before they are there.
const MOST_EXPECTED: usize = 1_000_000;
const BOTH_KEPT: &str = "both rows kept and marked";

/// What one thread found in one block. An empty one has memory for what is found in another.
#[derive(Default)]
pub struct Piece {
    part: Part,
    report: FileReport,
    ids: Vec<u32>,
}

/// Where a thread gathers its pieces; what it has named before stays known.
#[derive(Clone)]
pub struct PieceSink<'a> {
    builder: DatasetBuilder,
    job: &'a Job,
    limits: &'a Limits,
    file: u16,
    hasher: RandomState,
    texts: Texts,
    mends_near: Option<(f64, f64)>,
}

impl PieceSink<'_> {
    /// The bounds of this load.
    pub(super) fn limits(&self) -> &Limits {
        self.limits
    }

    /// What is put into the sink becomes a piece, in the memory of an empty one.
    pub(super) fn gather(&mut self, empty: Piece, put: impl FnOnce(&mut FileSink<'_>)) -> Piece {
        let mut report = FileReport::default();
        let mut sink = FileSink {
            builder: &mut self.builder,
            report: &mut report,
            job: self.job,
            limits: self.limits,
            file: self.file,
            ids: Ids::Gathered(empty.ids),
            hasher: self.hasher.clone(),
            texts: self.texts,
            late: LateIds::default(),
            mends_near: self.mends_near,
        };
        put(&mut sink);
        let ids = match sink.ids {
            Ids::Gathered(ids) => ids,
            Ids::Known(..) => Vec::new(),
        };
        Piece { part: self.builder.take_part(empty.part), report, ids }
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
