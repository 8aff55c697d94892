//! Objects of JSON one by one, in a list or one a line, and as records of a table whose columns are the keys met so far.

use memchr::memmem::find;

use super::csv::{Header, Record, Table};
use super::encoding::mended;
use super::format::{Head, ReadError};
use super::input::Input;
use super::json_pieces::{Layout, Piece, Pieces};
use super::json_values::{Members, as_text};
use super::problem::ProblemKind;
use super::sink::FileSink;
use crate::model::Origin;

/// Whether a text begins as JSON does.
pub fn is_json(head: &Head) -> bool {
    matches!(head.bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// Whether a key stands somewhere in the beginning of the file.
pub fn has_key(head: &Head, key: &str) -> bool {
    find(&head.bytes, format!("\"{key}\"").as_bytes()).is_some()
}

/// Where the objects of a file stand: in a list, bare or under `key`, or one a line.
pub fn layout(head: &Head, key: &'static str) -> Layout {
    let text = head.bytes.trim_ascii_start();
    let lines = text.starts_with(b"{") && !has_list(text, key);
    if lines { Layout::Sequence } else { Layout::List(key) }
}

/// Whether the key is followed by a list.
fn has_list(text: &[u8], key: &str) -> bool {
    let quoted = format!("\"{key}\"");
    let after =
        memchr::memmem::find_iter(text, quoted.as_bytes()).filter_map(|at| text.get(at + quoted.len()..));
    let mut lists =
        after.map(|rest| rest.trim_ascii_start().strip_prefix(b":").map(<[u8]>::trim_ascii_start));
    lists.any(|rest| rest.is_some_and(|rest| rest.starts_with(b"[")))
}

/// Calls `each` with the members of every object; what is no object is left out and counted.
///
/// # Errors
/// When reading fails, a limit is passed, or the text is no JSON between its objects; and those of `each`.
pub fn each_object(
    input: &mut Input<'_>,
    out: &mut FileSink<'_>,
    key: &'static str,
    mut each: impl FnMut(&Members<'_>, Origin, &mut FileSink<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let layout = layout(input.head(), key);
    if layout == Layout::Sequence {
        return each_line(input, out, each);
    }
    let mut pieces = Pieces::new(input, layout);
    let mut row = 0;
    while let Some(piece) = pieces.next(input)? {
        match piece {
            Piece::Member { .. } => {}
            Piece::Element { value, byte } => {
                row += 1;
                let len = u32::try_from(value.len()).unwrap_or(u32::MAX);
                object(value, Origin { file: 0, row, byte, len }, ProblemKind::Unreadable, out, &mut each)?;
            }
            Piece::Cut { byte } => {
                out.skip(Origin { file: 0, row: row + 1, byte, len: 0 }, ProblemKind::CutFile, "");
            }
        }
    }
    Ok(())
}

/// As [`each_object`] for a file with one object a line: a broken line loses no other.
///
/// # Errors
/// As [`each_object`].
pub fn each_line(
    input: &mut Input<'_>,
    out: &mut FileSink<'_>,
    mut each: impl FnMut(&Members<'_>, Origin, &mut FileSink<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    // A table without quotation marks whose fields are divided by NUL, which JSON does not allow, has one field a line.
    let mut lines = Table::without_quotes(input, 0);
    while let Some(line) = lines.next(input, out)? {
        if line.is_empty() {
            continue;
        }
        let broken = if line.terminated { ProblemKind::Unreadable } else { ProblemKind::CutFile };
        if line.len() > 1 {
            out.skip(line.origin, broken, line.field(0));
            continue;
        }
        object(line.field(0).as_bytes(), line.origin, broken, out, &mut each)?;
    }
    Ok(())
}

fn object(
    value: &[u8],
    at: Origin,
    broken: ProblemKind,
    out: &mut FileSink<'_>,
    each: &mut impl FnMut(&Members<'_>, Origin, &mut FileSink<'_>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let decoded;
    let text = if let Ok(text) = std::str::from_utf8(value) {
        text
    } else {
        decoded = mended(value);
        out.problem(at, ProblemKind::NotUtf8, "", &decoded, "read as Windows-1252");
        &decoded
    };
    let Ok(members) = Members::read(text) else {
        out.skip(at, broken, text);
        return Ok(());
    };
    for key in &members.repeated {
        out.problem(at, ProblemKind::RepeatedKey, key.clone(), "", "the first one is used");
    }
    each(&members, at, out)
}

/// Puts objects into the columns of a table that grows with the keys.
#[derive(Default)]
pub struct KeyTable {
    header: Header,
    text: String,
    ends: Vec<usize>,
}

impl KeyTable {
    /// The columns so far.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Takes an object; `true` if it brought new columns, so that they must be found anew.
    ///
    /// # Errors
    /// When there are more keys than columns are allowed.
    pub fn take(&mut self, members: &Members<'_>, most: usize) -> Result<bool, ReadError> {
        let mut values: Vec<&str> = vec!["null"; self.header.names.len()];
        let mut names: Option<Vec<String>> = None;
        for (index, (key, raw)) in members.iter().enumerate() {
            let known = names.as_ref().unwrap_or(&self.header.names);
            // Most objects have the same keys in the same order.
            let here = known.get(index).is_some_and(|name| name == key).then_some(index);
            match here.or_else(|| known.iter().position(|name| name == key)) {
                Some(at) => {
                    if let Some(value) = values.get_mut(at) {
                        *value = raw;
                    }
                }
                None if known.len() >= most => return Err(ReadError::TooManyColumns(most)),
                None => {
                    names.get_or_insert_with(|| self.header.names.clone()).push(key.to_owned());
                    values.push(raw);
                }
            }
        }
        self.text.clear();
        self.ends.clear();
        for raw in values {
            self.text.push_str(&as_text(raw));
            self.ends.push(self.text.len());
        }
        let grown = names.is_some();
        if let Some(names) = names {
            self.header = Header::new(names);
        }
        Ok(grown)
    }

    /// The object that was taken last.
    pub fn record(&self, origin: Origin) -> Record<'_> {
        Record::new(&self.text, &self.ends, origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_columns_in_the_order_in_which_they_are_met() {
        let mut table = KeyTable::default();
        let take = |table: &mut KeyTable, text: &str| table.take(&Members::read(text).unwrap(), 4).ok();
        assert_eq!(take(&mut table, r#"{"a":1,"b":"x\ny"}"#), Some(true));
        assert_eq!(take(&mut table, r#"{"b":null,"a":"2"}"#), Some(false));
        assert_eq!(take(&mut table, r#"{"c":[1],"b":"z"}"#), Some(true));
        let record = table.record(Origin::default());
        assert_eq!(record.fields().collect::<Vec<_>>(), ["", "z", "[1]"]);
        assert_eq!(table.header().names, ["a", "b", "c"]);
        assert_eq!(take(&mut table, r#"{"d":1,"e":1}"#), None);
    }

    #[test]
    fn lists_and_lines_are_told_apart() {
        let of = |text: &str| {
            layout(&Head { bytes: text.as_bytes().to_vec(), whole: true, ..Head::default() }, "data")
        };
        assert_eq!(of(r#"{"count":1,"data" : [{"a":1}]}"#), Layout::List("data"));
        assert_eq!(of("[{\"a\":1}]"), Layout::List("data"));
        assert_eq!(of("{\"data\":1}\n{\"data\":2}\n"), Layout::Sequence);
    }
}
