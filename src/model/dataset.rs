//! Many events in typed, dictionary-coded columns, sorted by start.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;

use super::builder::DatasetBuilder;
use super::columns::{Columns, NO_START, PlaceNames, Site};
use super::event::Detail;
use super::event_ref::EventRef;
use super::long_text::{TextGone, TextSource};
use super::names::Names;
use super::stored::{ColumnsIn, ColumnsOut, StoredError};
use super::time::Span;

/// A row of one dataset, in order of start; never written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub u32);

/// Where the text of a file can be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileText {
    /// Unchanged UTF-8 on disk: size in bytes and time of change in nanoseconds since 1970 when it was read.
    OnDisk {
        /// The file.
        path: PathBuf,
        /// Size in bytes.
        size: u64,
        /// Modification time in nanoseconds since 1970; 0 if the system does not tell.
        modified_ns: u128,
    },
    /// UTF-8 kept in memory: the sample, or a file that had to be decoded.
    InMemory(Arc<[u8]>),
}

impl Default for FileText {
    fn default() -> Self {
        Self::InMemory(Arc::default())
    }
}

/// A file that events came from.
#[derive(Clone, Debug, Default)]
pub struct FileInfo {
    /// Name to show, without folders.
    pub name: String,
    /// Path as it was opened; `None` for the sample.
    pub path: Option<PathBuf>,
    /// Id of the format it was read as.
    pub format: String,
    /// Who counts in this data set ("ACLED", "UCDP"); the speaker of claims made from its columns.
    pub provider: String,
    /// Encoding and how it was found.
    pub encoding: String,
    /// Column names in file order, for formats with columns.
    pub columns: Vec<String>,
    /// Where its text can be read again.
    pub text: FileText,
    /// Reads long texts from it that are not kept in memory; `None` where all are.
    pub source: Option<Arc<dyn TextSource>>,
}

/// Many events, sorted by start; those without a date last.
#[derive(Clone, Default)]
pub struct Dataset {
    pub(super) files: Vec<FileInfo>,
    pub(super) columns: Columns,
    pub(super) names: Names,
    pub(super) places: Vec<PlaceNames>,
    pub(super) sites: Vec<Site>,
    pub(super) types: Vec<[u32; 2]>,
    pub(super) details: Vec<Arc<Detail>>,
    pub(super) heap: Vec<u8>,
    dated: usize,
}

impl Dataset {
    pub(super) fn from_builder(mut b: DatasetBuilder, order: &[u32]) -> Self {
        let columns = std::mem::take(&mut b.columns);
        Self {
            files: b.files,
            names: b.names,
            places: b.places,
            sites: b.sites,
            types: b.types,
            details: b.details,
            heap: b.heap,
            ..Self::default()
        }
        .with(columns, order)
    }

    /// What was gathered so far; the builder goes on.
    pub(super) fn so_far(b: &DatasetBuilder) -> Self {
        Self {
            files: b.files.clone(),
            names: b.names.clone(),
            places: b.places.clone(),
            sites: b.sites.clone(),
            types: b.types.clone(),
            details: b.details.clone(),
            heap: b.heap.clone(),
            ..Self::default()
        }
        .with(b.columns.clone(), &b.columns.order())
    }

    fn with(self, mut columns: Columns, order: &[u32]) -> Self {
        columns.sort(order);
        let dated = columns.start.partition_point(|&start| start != NO_START);
        Self { columns, dated, ..self }
    }

    /// All events but those of one file; the files after it are numbered anew. Names and sites that only it had stay
    /// in the dictionaries without events.
    #[must_use]
    pub fn without_file(&self, file: u16) -> Self {
        let mut rest = self.clone();
        let rows = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        let origin = |row: u32| self.columns.origin.get(row as usize);
        let kept: Vec<u32> = rows.filter(|&row| origin(row).is_some_and(|o| o.file != file)).collect();
        rest.columns.sort(&kept);
        rest.columns.origin.forget_file(file);
        if usize::from(file) < rest.files.len() {
            rest.files.remove(usize::from(file));
        }
        rest.dated = rest.columns.start.partition_point(|&start| start != NO_START);
        rest
    }

    /// Events that are related to others of their file, and those that they name, ascending; O(events) where any has details.
    pub fn linked(&self) -> Vec<EventId> {
        if self.details.iter().all(|detail| detail.links.is_empty()) {
            return Vec::new();
        }
        let named = self.events().flat_map(|event| {
            let links = event.own_detail().map(|detail| detail.links.as_slice()).unwrap_or_default();
            links.iter().map(move |link| (event.origin().file, link.to.as_str()))
        });
        let named: hashbrown::HashSet<(u16, &str)> = named.collect();
        let has = |event: &EventRef<'_>| event.own_detail().is_some_and(|detail| !detail.links.is_empty());
        let is_named = |event: &EventRef<'_>| named.contains(&(event.origin().file, event.id()));
        self.events().filter(|event| has(event) || is_named(event)).map(EventRef::key).collect()
    }

    /// Whether [`store`](Self::store) can keep all of it: texts that stand in memory only, and details such as claims and
    /// links, it cannot.
    pub fn can_be_stored(&self) -> bool {
        let on_disk = |file: &FileInfo| matches!(file.text, FileText::OnDisk { .. });
        self.details.is_empty() && self.files.iter().all(on_disk)
    }

    /// A sum over where each row stands in its file: other rows, or another order, have another one.
    pub fn order_sum(&self) -> u32 {
        self.columns.order_sum()
    }

    /// Writes events and names as they lie in memory; what is known of the files is not written.
    ///
    /// # Errors
    /// When writing fails.
    pub fn store(&self, to: &mut dyn Write) -> std::io::Result<()> {
        let mut out = ColumnsOut::new(to);
        self.columns.store(&mut out)?;
        self.names.store(&mut out)?;
        let places = self.places.iter().map(|p| [p.name, p.admin1, p.admin2, p.country]);
        out.column(&places.collect::<Vec<_>>())?;
        Site::store(&self.sites, &mut out)?;
        out.column(&self.types)?;
        out.column(&self.heap)
    }

    /// Reads again what was written so; at most `bytes` bytes belong to it.
    ///
    /// # Errors
    /// When anything is not as it was written.
    pub fn restore(from: &mut dyn Read, bytes: u64, files: Vec<FileInfo>) -> Result<Self, StoredError> {
        let mut from = ColumnsIn::new(from, bytes);
        let columns = Columns::restore(&mut from)?;
        let names = Names::restore(&mut from)?;
        let place = |[name, admin1, admin2, country]: [u32; 4]| PlaceNames { name, admin1, admin2, country };
        let places = from.column()?.into_iter().map(place).collect();
        let sites = Site::restore(&mut from)?;
        let (types, heap) = (from.column()?, from.column()?);
        if !columns.start.is_sorted() {
            return Err(StoredError::Damaged("events are out of order"));
        }
        let dated = columns.start.partition_point(|&start| start != NO_START);
        Ok(Self { files, columns, names, places, sites, types, details: Vec::new(), heap, dated })
    }

    /// Looks whether all files in which long texts were left are as they were.
    ///
    /// # Errors
    /// When one is not.
    pub fn check_texts(&self) -> Result<(), TextGone> {
        self.files.iter().filter_map(|file| file.source.as_ref()).try_for_each(|source| source.check())
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Whether there is no event.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of events with a date; they are the first rows.
    pub fn dated(&self) -> usize {
        self.dated
    }

    /// The files, by number.
    pub fn files(&self) -> &[FileInfo] {
        &self.files
    }

    /// The names that codes stand for.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The distinct combinations of place names.
    pub fn places(&self) -> &[PlaceNames] {
        &self.places
    }

    /// The distinct spots.
    pub fn sites(&self) -> &[Site] {
        &self.sites
    }

    /// The distinct pairs of type and subtype, as codes into the names.
    pub fn types(&self) -> &[[u32; 2]] {
        &self.types
    }

    /// One event; `None` beyond the last row.
    pub fn event(&self, id: EventId) -> Option<EventRef<'_>> {
        EventRef::new(self, id)
    }

    /// All events in order of start.
    pub fn events(&self) -> impl Iterator<Item = EventRef<'_>> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).filter_map(|row| self.event(EventId(row)))
    }

    /// From the first start to the last end; `None` if no event has a date.
    pub fn span(&self) -> Option<Span> {
        let first = *self.columns.start.first().filter(|&&s| s != NO_START)?;
        let ends = self.columns.start.iter().zip(&self.columns.secs).take(self.dated);
        let last = ends.map(|(start, &secs)| start.saturating_add(i64::from(secs))).max()?;
        Span::from_secs(first, last)
    }

    /// Start of every row in seconds, ascending; [`NO_START`] for the undated rows at the end.
    pub fn starts(&self) -> &[i64] {
        &self.columns.start
    }

    /// The event with the file's own id, searched from the first row.
    pub fn find(&self, id: &str) -> Option<EventId> {
        self.events().find(|e| e.id() == id).map(EventRef::key)
    }
}
