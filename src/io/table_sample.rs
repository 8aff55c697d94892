//! The first rows of a table, by which its columns are understood: delimited text, or JSON with a list of flat objects.

use std::sync::Arc;

use super::csv::{Splitter, Step, header};
use super::encoding::mended;
use super::format::Head;
use super::input::Input;
use super::job::Job;
use super::json_pieces::{Layout, Piece, Pieces};
use super::json_rows::{KeyTable, has_key, is_json};
use super::json_values::Members;
use super::limits::Limits;
use crate::model::Origin;

/// Most rows of a sample.
const MOST_ROWS: usize = 200;
/// Most bytes by which a table is understood.
const MOST_BYTES: usize = 128 << 10;
/// Keys under which files have their list of objects; one that is not there stands for a bare list.
const KEYS: [&str; 10] =
    ["data", "events", "incidents", "records", "results", "items", "rows", "value", "values", "list"];

/// The names of the columns and the first rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// As the file writes them.
    pub names: Vec<String>,
    /// Cells without blanks around them.
    pub rows: Vec<Vec<String>>,
    /// The row of HXL tags, if there is one.
    pub tags: Vec<String>,
}

impl Sample {
    /// The cells of a column that are not empty.
    pub fn column(&self, index: usize) -> impl Iterator<Item = &str> {
        let cells = self.rows.iter().filter_map(move |row| row.get(index));
        cells.map(String::as_str).filter(|cell| !cell.is_empty() && *cell != "NA")
    }
}

/// The first rows of the table that a head begins with; `None` where it is no table.
pub fn sample(head: &Head) -> Option<Sample> {
    let sample = if is_json(head) { of_json(head)? } else { of_text(head)? };
    (sample.names.len() > 1).then_some(sample)
}

/// The key under which a JSON file has its list; any, if the list stands bare.
pub fn list_key(head: &Head) -> &'static str {
    KEYS.into_iter().find(|key| has_key(head, key)).unwrap_or("data")
}

fn of_text(head: &Head) -> Option<Sample> {
    let (header, delimiter) = header(head)?;
    let width = header.names.len();
    let mut out = Sample { names: header.names, ..Sample::default() };
    let bytes = head.bytes.get(..MOST_BYTES).unwrap_or(&head.bytes);
    let whole = head.whole && bytes.len() == head.bytes.len();
    let mut splitter = Splitter::new(delimiter, 0, &Limits::default());
    let (mut at, mut n) = (0, 0);
    while out.rows.len() < MOST_ROWS {
        let rest = bytes.get(at..).unwrap_or_default();
        if rest.is_empty() && !whole {
            break;
        }
        let (taken, step) = splitter.push(rest);
        at += taken;
        match step {
            Step::Record => {}
            Step::NeedsMore if rest.is_empty() => break,
            Step::NeedsMore => continue,
            Step::End | Step::TooLong | Step::TooManyFields => break,
        }
        n += 1;
        let mut row: Vec<String> = splitter.raw_fields().map(|f| mended(f).trim().to_owned()).collect();
        if n == 1 || row.iter().all(String::is_empty) {
            continue;
        }
        row.resize(width, String::new());
        let tags = n == 2 && row.iter().filter(|cell| !cell.is_empty()).all(|cell| cell.starts_with('#'));
        if tags { out.tags = row } else { out.rows.push(row) }
    }
    Some(out)
}

/// `None` unless the list begins with flat objects.
fn of_json(head: &Head) -> Option<Sample> {
    let bytes = head.bytes.get(..MOST_BYTES).unwrap_or(&head.bytes);
    let (limits, job) = (Limits::default(), Job::default());
    let utf8 = Some(encoding_rs::UTF_8);
    let mut input = Input::from_bytes("", &Arc::from(bytes), utf8, &limits, &job).ok()?;
    let mut pieces = Pieces::new(&input, Layout::List(list_key(head)));
    let (mut table, mut rows) = (KeyTable::default(), Vec::new());
    while rows.len() < MOST_ROWS {
        match pieces.next(&mut input) {
            Ok(Some(Piece::Element { value, .. })) => {
                let text = mended(value);
                let Ok(members) = Members::read(&text) else { continue };
                let nested = members.iter().filter(|(_, raw)| raw.starts_with(['{', '['])).count();
                if nested * 2 > members.iter().count() {
                    return None;
                }
                let _ = table.take(&members, limits.columns).ok()?;
                rows.push(table.record(Origin::default()).fields().map(str::to_owned).collect::<Vec<_>>());
            }
            Ok(Some(Piece::Member { .. })) => {}
            Ok(Some(Piece::Cut { .. }) | None) | Err(_) => break,
        }
    }
    let names = table.header().names.clone();
    for row in &mut rows {
        row.resize(names.len(), String::new());
    }
    (!rows.is_empty()).then_some(Sample { names, rows, tags: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Option<Sample> {
        sample(&Head { bytes: text.into(), whole: true, ..Head::default() })
    }

    #[test]
    fn text_and_json_give_the_same_rows() {
        let text = of("a;b\n#x;#y\n\n1;\"2\n3\"\n4\n").unwrap();
        assert_eq!((text.names.join(" "), text.tags.join(" ")), ("a b".into(), "#x #y".into()));
        assert_eq!(text.rows, [["1", "2\n3"], ["4", ""]]);
        for json in
            [r#"[{"a":1,"b":"2\n3"},{"a":4}]"#, r#"{"n":2,"items":[{"a":1,"b":"2\n3"},{"a":4,"b":null}]}"#]
        {
            assert_eq!(of(json).unwrap().rows, text.rows, "{json}");
        }
        assert_eq!(of(r#"[{"a":{"b":1},"c":[1]}]"#), None);
        assert_eq!(of("hello\nworld\n"), None);
        assert_eq!(of("[1,2]"), None);
    }
}
