//! Bytes to datasets and back: one file a format, bounded and counted.

pub mod acled;
pub mod background;
pub mod borderline_json;
pub mod clock;
pub mod csv;
pub mod dates;
pub mod encoding;
pub mod figures;
pub mod format;
pub mod geojson;
pub mod geojson_properties;
pub mod geometry;
pub mod input;
pub mod job;
pub mod json_pieces;
pub mod json_values;
pub mod kinds;
pub mod limits;
pub mod load;
pub mod problem;
pub mod report;
pub mod rows;
pub mod sink;
pub mod ucdp;
pub mod ucdp_codes;

pub use background::{Loading, News};
pub use format::{FORMATS, Fit, Format, Head};
pub use job::Job;
pub use limits::Limits;
pub use load::{LoadOptions, Loaded, Source, load, load_bytes, load_paths};
pub use problem::{Problem, ProblemKind, Problems};
pub use report::FileReport;
