//! By what an event is found again when its file has been read anew: file, own id, and what it says.

use serde::{Deserialize, Serialize};

use crate::model::{EventRef, FileInfo};

/// An event's lasting name. Row numbers change whenever a file does; this is what is saved.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventMark {
    /// Path of the file as it was opened, or the name of the sample.
    pub file: String,
    /// The file's own id; may be empty or stand there more than once.
    #[serde(default)]
    pub id: String,
    /// Sixteen hexadecimal digits of a hash over time, title, summary and place name (FNV-1a, 64 bits).
    pub content: String,
}

impl EventMark {
    /// The mark of an event.
    pub fn of(event: EventRef<'_>, files: &[FileInfo]) -> Self {
        let file = files.get(usize::from(event.origin().file)).map(file_key).unwrap_or_default();
        Self { file, id: event.id().to_owned(), content: content(event) }
    }
}

/// By what a mark names a file.
pub fn file_key(file: &FileInfo) -> String {
    file.path.as_ref().map_or_else(|| file.name.clone(), |path| path.to_string_lossy().into_owned())
}

/// The hash over what an event says.
pub fn content(event: EventRef<'_>) -> String {
    let mut hash = Fnv::default();
    if let Some(when) = event.when() {
        hash.add(&when.span.start().0.to_le_bytes());
        hash.add(&when.span.secs().to_le_bytes());
    }
    for text in [event.own_title(), &event.summary(), event.place().name.as_str()] {
        hash.add(text.as_bytes());
        hash.add(&[0xFF]);
    }
    format!("{:016x}", hash.0)
}

/// Fowler–Noll–Vo 1a, 64 bits: the same on every machine and in every version.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}
