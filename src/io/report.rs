//! What became of one file: every row seen was either loaded or skipped.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer, Serialize, de};

use super::format::{Format, by_id};
use super::problem::{Problem, Problems};
use super::table_mapping::Mapping;

/// Id of one of the formats in the table. (By this name, serde does not take it for text borrowed from what is read.)
pub type FormatId = &'static str;

/// The import report of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// Name to show, without folders.
    pub name: String,
    /// Path as it was opened; `None` for the sample.
    pub path: Option<PathBuf>,
    /// Number of the file in the dataset; `None` if it could not be opened.
    pub file: Option<u16>,
    /// Id of the format it was read as; empty if none fits.
    #[serde(deserialize_with = "known_format")]
    pub format: FormatId,
    /// Why that format: what of the content spoke for it.
    pub why: String,
    /// Encoding and how it was found.
    pub encoding: String,
    /// What stands between the fields, of a file with fields.
    pub delimiter: Option<char>,
    /// What the columns of a table were taken for, where no format says it.
    pub mapping: Option<Mapping>,
    /// The sheets of a workbook; the one that was read stands in the notes.
    pub sheets: Vec<String>,
    /// Size on disk in bytes.
    pub bytes: u64,
    /// Every kind of trouble with a count and the first examples.
    pub problems: Problems,
    /// Remarks on the file as a whole, as sentences.
    pub notes: Vec<String>,
    /// Why reading ended early, if it did; rows read until then are kept.
    pub error: Option<String>,
    loaded: u64,
    skipped: u64,
}

impl FileReport {
    /// A report of a file of which nothing is known yet.
    pub fn new(name: String, path: Option<PathBuf>) -> Self {
        Self { name, path, ..Self::default() }
    }

    /// Rows that were met: loaded and skipped ones. Blank lines and HXL tag rows are no rows.
    pub fn rows_seen(&self) -> u64 {
        self.loaded + self.skipped
    }

    /// Rows that became events.
    pub fn rows_loaded(&self) -> u64 {
        self.loaded
    }

    /// Rows that did not; each stands in the problems.
    pub fn rows_skipped(&self) -> u64 {
        self.skipped
    }

    /// "12 of 48,201 rows skipped", or the error; `None` if all is well.
    pub fn banner(&self) -> Option<String> {
        if let Some(error) = &self.error {
            return Some(format!("{}: {error}", self.name));
        }
        let (skipped, seen) = (grouped(self.skipped), grouped(self.rows_seen()));
        (self.skipped > 0).then(|| format!("{}: {skipped} of {seen} rows skipped", self.name))
    }

    /// Adds what was found in the rows that come next.
    pub(super) fn add(&mut self, next: Self) {
        self.loaded += next.loaded;
        self.skipped += next.skipped;
        self.problems.append(next.problems);
        for note in next.notes {
            if !self.notes.contains(&note) {
                self.notes.push(note);
            }
        }
    }

    pub(super) fn count_loaded(&mut self) {
        self.loaded += 1;
    }

    pub(super) fn count_skipped(&mut self, problem: Problem) {
        self.skipped += 1;
        self.problems.add(problem);
    }
}

fn known_format<'de, D: Deserializer<'de>>(from: D) -> Result<FormatId, D::Error> {
    let id = String::deserialize(from)?;
    by_id(&id).map(Format::id).ok_or_else(|| de::Error::custom(format!("no format {id}")))
}

/// A number with commas between groups of three digits: "48,201".
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(
            [0, 999, 1000, 48_201, 1_234_567].map(grouped),
            ["0", "999", "1,000", "48,201", "1,234,567"]
        );
    }
}
