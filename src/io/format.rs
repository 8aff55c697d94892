//! The formats that can be read, in one table, and what each must be able to do.

use super::acled::Acled;
use super::acled_json::AcledJson;
use super::aid_workers::AidWorkers;
use super::atlos::Atlos;
use super::borderline_json::BorderlineJson;
use super::flat_table::FlatTable;
use super::gdelt::Gdelt;
use super::geojson::GeoJson;
use super::gpx::Gpx;
use super::gtd::Gtd;
use super::ical::Ical;
use super::input::Input;
use super::json_lines::JsonLines;
use super::kml::Kml;
use super::kmz::Kmz;
use super::maphub::MapHub;
use super::parquet::Parquet;
use super::scad::Scad;
use super::sink::FileSink;
use super::table::AnyTable;
use super::timelinejs::TimelineJs;
use super::timelinejs_json::TimelineJsJson;
use super::timemap::TimeMap;
use super::ucdp::Ucdp;
use super::ucdp_json::UcdpJson;
use super::ushahidi::Ushahidi;
use super::workbook::Workbook;

/// Every format, in the order in which equally good fits win.
pub static FORMATS: &[&dyn Format] = &[
    &BorderlineJson,
    &FlatTable,
    &Acled,
    &Ucdp,
    &Gdelt,
    &Gtd,
    &Scad,
    &AidWorkers,
    &Atlos,
    &Ushahidi,
    &TimelineJs,
    &MapHub,
    &AcledJson,
    &UcdpJson,
    &TimelineJsJson,
    &TimeMap,
    &GeoJson,
    &JsonLines,
    &Kml,
    &Kmz,
    &Gpx,
    &Ical,
    &Workbook,
    &Parquet,
    &AnyTable,
];

/// How well a file's first bytes fit a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is something else.
    No,
    /// It could be read so.
    Maybe,
    /// It says so itself.
    Sure,
}

/// What records of a format look like, for showing one record as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Lines of fields under a header.
    Table,
    /// Objects of JSON.
    Json,
    /// Elements of XML.
    Xml,
    /// Lines with a name and a value.
    Lines,
}

/// One kind of event file.
pub trait Format: Sync {
    /// The word that reports and the command line use.
    fn id(&self) -> &'static str;
    /// The name for people.
    fn label(&self) -> &'static str;
    /// Usual extensions without the dot; for dialogs only, a file is recognised by its content.
    fn extensions(&self) -> &'static [&'static str];
    /// In one line: what is read from it.
    fn what(&self) -> &'static str;
    /// What its records look like.
    fn shape(&self) -> Shape;
    /// Whether it is a container: its content is read as one of the other formats.
    fn holds_others(&self) -> bool {
        false
    }
    /// How well the head of a file fits.
    fn sniff(&self, head: &Head) -> Fit;
    /// Reads all rows into the sink.
    ///
    /// # Errors
    /// When nothing more can be read; rows pushed until then are kept.
    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError>;
}

/// The format of an id.
pub fn by_id(id: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|f| f.id() == id)
}

/// The format that fits the head best; of equally good ones the first in the table.
pub fn recognise(head: &Head) -> Option<(&'static dyn Format, Fit)> {
    let fits = FORMATS.iter().map(|&format| (format, format.sniff(head)));
    fits.rev().filter(|(_, fit)| *fit > Fit::No).max_by_key(|&(_, fit)| fit)
}

/// The first bytes of a file's text.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// Name of the file, for messages; formats are not told by it.
    pub name: String,
    /// UTF-8 text (a few bytes may be broken) without byte order mark, cut anywhere unless `whole`.
    pub bytes: Vec<u8>,
    /// Whether this is all of it.
    pub whole: bool,
    /// What stands between the fields of a table, where the user has decided.
    pub delimiter: Option<u8>,
}

/// Why a file, or the rest of it, cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The path leads to something else than a file.
    #[error("this is {0}, not a file that can be read")]
    NotAFile(&'static str),
    /// The system does not let it be opened.
    #[error("cannot be opened: {0}")]
    Open(#[source] std::io::Error),
    /// The system failed while it was read.
    #[error("reading failed: {0}")]
    Read(#[source] std::io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// No format fits.
    #[error("not recognised as an event file: {0}")]
    Unrecognised(String),
    /// A record without end.
    #[error(
        "record {row} (at byte {byte}) is longer than {limit} bytes; a quotation mark or bracket before it may never close"
    )]
    EndlessRecord {
        /// Number of the record.
        row: u32,
        /// Byte where it begins.
        byte: u64,
        /// The limit in bytes.
        limit: usize,
    },
    /// More columns than any event file has.
    #[error("more than {0} columns")]
    TooManyColumns(usize),
    /// Nested deeper than the limit.
    #[error("nested more than {depth} levels deep at byte {byte}")]
    TooDeep {
        /// The limit.
        depth: usize,
        /// Where the limit was passed.
        byte: u64,
    },
    /// Too large to be decoded into memory.
    #[error("decoded text is longer than {limit} bytes; save the file as UTF-8 to open it")]
    TooMuchText {
        /// The limit in bytes.
        limit: u64,
    },
    /// More rows than a dataset can hold.
    #[error("more than {0} rows")]
    TooManyRows(usize),
    /// The text breaks the rules of its format.
    #[error("{what} at byte {byte}")]
    Malformed {
        /// What was wrong.
        what: String,
        /// Where.
        byte: u64,
    },
    /// A ZIP archive that is broken or would grow too much.
    #[error("the archive cannot be read: {0}")]
    Archive(String),
    /// A workbook that is broken, locked, or would take too much memory.
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    /// A Parquet file that is broken, or would take too much memory.
    #[error("the Parquet file cannot be read: {0}")]
    Parquet(String),
    /// It is what it should be, but holds no event.
    #[error("it holds no events: {0}")]
    NoEvents(String),
    /// Written by a later version of this program.
    #[error("version {0} of the event file is newer than this program can read")]
    NewerVersion(u64),
    /// The load was stopped.
    #[error("stopped before the end of the file")]
    Cancelled,
    /// A bug in a reader.
    #[error("the reader failed on this file ({0}); this is a bug of the program")]
    Panicked(String),
}
