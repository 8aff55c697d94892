//! What was wrong in a file: counted by kind, with the first examples kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// Most examples kept of each kind.
pub const EXAMPLES: usize = 100;
/// Most characters kept of a value in an example.
const VALUE_CHARS: usize = 200;

macro_rules! problem_kinds {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $label:literal;)*) => {
        /// A kind of trouble in a file.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[repr(u8)]
        pub enum ProblemKind { $($(#[$doc])* $name,)* }

        impl ProblemKind {
            /// All kinds, in the order of reports.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word that `info --json` uses.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The words for people.
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

problem_kinds! {
    /// A date that cannot be read or does not exist; the event has none.
    BadDate = "bad-date", "Date that cannot be read";
    /// Only a month or a year is given where the format has days.
    PartialDate = "partial-date", "Date without its day";
    /// The end lies before the start; the two were turned round.
    ReversedDates = "reversed-dates", "End before the start";
    /// Coordinates that are no place on Earth; the event has none.
    BadPlace = "bad-place", "Coordinates that are no place on Earth";
    /// Coordinates into which a spreadsheet has put points as into a large number.
    RuinedPlace = "ruined-place", "Coordinates ruined by a spreadsheet";
    /// Coordinates that would be a place if latitude and longitude changed places.
    SwappedAxes = "swapped-axes", "Latitude and longitude may be swapped";
    /// A cell that should hold a number and does not.
    BadNumber = "bad-number", "Number that cannot be read";
    /// A code or word that the format does not know.
    UnknownWord = "unknown-word", "Code or word that the format does not know";
    /// An id that an earlier row of the file has too; both are kept.
    RepeatedId = "repeated-id", "Id that an earlier row has too";
    /// A relation to an event that the file does not hold.
    MissingEvent = "missing-event", "Relation to an event that is not in the file";
    /// A key that stands twice in one object; the first wins.
    RepeatedKey = "repeated-key", "Key that stands twice in one record";
    /// Fewer fields than the header has.
    ShortRecord = "short-record", "Fewer fields than the header has";
    /// More fields than the header has.
    ExtraFields = "extra-fields", "More fields than the header has";
    /// A record longer than the limit.
    LongRecord = "long-record", "Record longer than the limit";
    /// A field longer than the limit; it was cut.
    LongField = "long-field", "Field longer than the limit";
    /// A field that is not in the file's encoding.
    NotUtf8 = "not-utf8", "Text that is not in the file's encoding";
    /// A row of sums.
    TotalsRow = "totals-row", "Row of totals, not an event";
    /// A row of HXL tags; it is no event and is not among the rows seen.
    HxlRow = "hxl-row", "Row of HXL tags, not an event";
    /// A record that is no event: pasted text, a foreign element.
    NotAnEvent = "not-an-event", "Record that is no event";
    /// A part of a record that cannot be read; the rest was.
    BadPart = "bad-part", "Part of a record that cannot be read";
    /// A record that cannot be read at all.
    Unreadable = "unreadable", "Record that cannot be read";
    /// The file ends in the middle of a record.
    CutFile = "cut-file", "File ends in the middle of a record";
    /// Another program changed the file while it was read.
    FileChanged = "file-changed", "File changed while it was read";
}

/// One trouble, where it stands and what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What kind of trouble.
    pub kind: ProblemKind,
    /// The record as people count it: the header is row 1 in files that have one; 0 for the file as a whole.
    pub row: u32,
    /// The column or key; empty for the whole record.
    pub column: Cow<'static, str>,
    /// Byte where the record begins in the text of the file.
    pub byte: u64,
    /// Length of the record in bytes; 0 for the file as a whole.
    pub len: u32,
    /// The text that gave the trouble, cut to 200 characters.
    pub value: String,
    /// What was done about it.
    pub done: Cow<'static, str>,
}

/// All trouble of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problems {
    kinds: Vec<(ProblemKind, u64, Vec<Problem>)>,
}

impl Problems {
    /// Counts a problem, and keeps it if it is among the first [`EXAMPLES`] of its kind.
    pub fn add(&mut self, mut problem: Problem) {
        let at = self.entry(problem.kind);
        let Some((_, count, examples)) = self.kinds.get_mut(at) else { return };
        *count += 1;
        if examples.len() < EXAMPLES {
            if let Some((end, _)) = problem.value.char_indices().nth(VALUE_CHARS) {
                problem.value.truncate(end);
                problem.value.push('…');
            }
            examples.push(problem);
        }
    }

    /// Counts the problems of rows that come behind these.
    pub fn append(&mut self, next: Self) {
        for (kind, more, found) in next.kinds {
            let at = self.entry(kind);
            if let Some((_, count, examples)) = self.kinds.get_mut(at) {
                *count += more;
                let room = EXAMPLES.saturating_sub(examples.len());
                examples.extend(found.into_iter().take(room));
            }
        }
    }

    /// How often a kind was met.
    pub fn count(&self, kind: ProblemKind) -> u64 {
        self.kinds.iter().find(|k| k.0 == kind).map_or(0, |k| k.1)
    }

    /// Every kind that was met with its count and first examples, in the order of [`ProblemKind::ALL`].
    pub fn iter(&self) -> impl Iterator<Item = (ProblemKind, u64, &[Problem])> {
        self.kinds.iter().map(|(kind, count, examples)| (*kind, *count, examples.as_slice()))
    }

    /// How many problems there are in all.
    pub fn total(&self) -> u64 {
        self.kinds.iter().map(|k| k.1).sum()
    }

    /// Whether there was no trouble.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    fn entry(&mut self, kind: ProblemKind) -> usize {
        match self.kinds.binary_search_by_key(&kind, |k| k.0) {
            Ok(at) => at,
            Err(at) => {
                self.kinds.insert(at, (kind, 0, Vec::new()));
                at
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bad_date(row: u32, value: &str) -> Problem {
        Problem {
            kind: ProblemKind::BadDate,
            row,
            column: "event_date".into(),
            byte: 0,
            len: 0,
            value: value.to_owned(),
            done: "event kept without a date".into(),
        }
    }

    #[test]
    fn all_are_counted_and_the_first_hundred_kept() {
        let mut problems = Problems::default();
        for row in 0..250 {
            problems.add(bad_date(row, "31/31/31"));
        }
        problems.add(Problem { kind: ProblemKind::CutFile, ..bad_date(251, "") });
        assert_eq!((problems.count(ProblemKind::BadDate), problems.total()), (250, 251));
        let (kind, count, examples) = problems.iter().next().unwrap();
        assert_eq!((kind, count, examples.len(), examples[99].row), (ProblemKind::BadDate, 250, 100, 99));
    }

    #[test]
    fn a_long_value_is_cut_between_characters() {
        let mut problems = Problems::default();
        problems.add(bad_date(1, &"ک".repeat(5000)));
        let (_, _, examples) = problems.iter().next().unwrap();
        assert_eq!(examples[0].value.chars().count(), 201);
    }
}
