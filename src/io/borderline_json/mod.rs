//! Borderline's own event file: JSON that can say all that the model can. Described in `docs/event-file.md`.

mod dto;
mod read;
mod salvage;
mod times;
mod write;

use memchr::memmem::find;

pub use write::{write_dataset, write_each, write_events};

use self::read::Reader;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::sink::FileSink;

/// The word that marks an event file, as the value of its member `format`.
pub const MARK: &str = "borderline-events";
/// The newest version of the event file that this program reads, and the one that it writes.
pub const VERSION: u64 = 1;

/// Borderline JSON.
pub struct BorderlineJson;

impl Format for BorderlineJson {
    fn id(&self) -> &'static str {
        "borderline-json"
    }

    fn label(&self) -> &'static str {
        "Borderline event file (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn what(&self) -> &'static str {
        "everything: times and places as sure as they are, claims with their speakers, figures and replies, sources, relations"
    }

    fn shape(&self) -> Shape {
        Shape::Json
    }

    fn sniff(&self, head: &Head) -> Fit {
        let object = head.bytes.trim_ascii_start().starts_with(b"{");
        let marked = find(&head.bytes, MARK.as_bytes()).is_some();
        if object && marked { Fit::Sure } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        Reader::default().read(input, out)
    }
}

#[cfg(test)]
mod round_trip;
#[cfg(test)]
mod tests;
