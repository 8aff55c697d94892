//! Reads one row's original columns again, as they stand in its file.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::csv::{Splitter, Step};
use super::encoding::mended;
use super::format::{Shape, by_id};
use super::ical::properties;
use super::input::modified_ns;
use super::json_values::{Members, as_text};
use super::limits::Limits;
use super::xml::leaves;
use crate::model::{FileInfo, FileText, Origin};

/// Why a record cannot be shown again.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The file is not the one that was read.
    #[error("the file has changed since it was read; reload it to see its columns")]
    Changed,
    /// The file cannot be read any more.
    #[error("the file cannot be read any more: {0}")]
    Read(#[from] std::io::Error),
    /// The bytes hold no record of the format.
    #[error("the record cannot be read again")]
    NoRecord,
}

/// The names and values of a row in the file's order; of a JSON record the members, those of `properties` among them.
///
/// # Errors
/// When the file is gone or has changed since, or the bytes hold no record.
pub fn original(file: &FileInfo, origin: Origin) -> Result<Vec<(String, String)>, RecordError> {
    let bytes = bytes(&file.text, origin)?;
    match by_id(&file.format).map(super::format::Format::shape) {
        // A row of a list of objects; or of a table whose first cell begins so.
        Some(Shape::Table) if bytes.starts_with(b"{") => {
            json(&mended(&bytes)).or_else(|_| table(&bytes, &file.columns))
        }
        Some(Shape::Table) => table(&bytes, &file.columns),
        Some(Shape::Json) => json(&mended(&bytes)),
        Some(Shape::Lines) => Ok(properties(&mended(&bytes))),
        Some(Shape::Xml) => Ok(leaves(&mended(&bytes))),
        None => Err(RecordError::NoRecord),
    }
}

/// The text of a row as it stands in its file.
///
/// # Errors
/// When the file is gone or has changed since.
pub fn original_text(file: &FileInfo, origin: Origin) -> Result<String, RecordError> {
    bytes(&file.text, origin).map(|bytes| mended(&bytes).trim_end_matches(['\r', '\n']).to_owned())
}

fn bytes(text: &FileText, origin: Origin) -> Result<Vec<u8>, RecordError> {
    match text {
        FileText::InMemory(text) => {
            let start = usize::try_from(origin.byte).unwrap_or(usize::MAX);
            let end = start.saturating_add(origin.len as usize);
            text.get(start..end).map(<[u8]>::to_vec).ok_or(RecordError::NoRecord)
        }
        FileText::OnDisk { path, size, modified_ns: before } => {
            let meta = std::fs::metadata(path)?;
            if !meta.is_file() || meta.len() != *size || modified_ns(&meta) != *before {
                return Err(RecordError::Changed);
            }
            let mut file = File::open(path)?;
            file.seek(SeekFrom::Start(origin.byte))?;
            let mut bytes = Vec::new();
            let read = file.take(u64::from(origin.len)).read_to_end(&mut bytes)?;
            if read == origin.len as usize { Ok(bytes) } else { Err(RecordError::Changed) }
        }
    }
}

/// The delimiter is the one that gives as many fields as there are columns.
fn table(bytes: &[u8], columns: &[String]) -> Result<Vec<(String, String)>, RecordError> {
    let split = |mut splitter: Splitter| {
        let (taken, mut step) = splitter.push(bytes);
        if step == Step::NeedsMore && taken == bytes.len() {
            step = splitter.push(&[]).1;
        }
        (step == Step::Record).then(|| splitter.raw_fields().map(mended).collect::<Vec<String>>())
    };
    let limits = Limits::default();
    let quoted = [b',', b';', b'\t', b'|'].map(|delimiter| Splitter::new(delimiter, 0, &limits));
    let splitters = quoted.into_iter().chain([Splitter::without_quotes(b'\t', 0, &limits)]);
    let mut found: Vec<Vec<String>> = splitters.filter_map(split).collect();
    found.sort_by_key(|fields| fields.len().abs_diff(columns.len()));
    let fields = found.into_iter().next().ok_or(RecordError::NoRecord)?;
    let names = columns.iter().cloned().chain((columns.len() + 1..).map(|n| format!("field {n}")));
    Ok(names.zip(fields).collect())
}

fn json(text: &str) -> Result<Vec<(String, String)>, RecordError> {
    let members = Members::read(text).map_err(|_| RecordError::NoRecord)?;
    let mut out = Vec::new();
    for (name, raw) in members.iter() {
        match Members::read(raw) {
            Ok(inner) if name == "properties" => {
                out.extend(inner.iter().map(|(name, raw)| (name.to_owned(), as_text(raw).into_owned())));
            }
            _ => out.push((name.to_owned(), as_text(raw).into_owned())),
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{Job, Loaded, load_bytes, load_paths};

    const GED: &str = "id;side_a;side_b;type_of_violence;year;date_start;date_end;best;where_coordinates\r\n\
        7;\"A \"\"x\"\"\";B;1;2009;2009-05-02;2009-05-02;3;Kurram; extra\r\n\
        8;C;D;2;2010;2010-05-02;2010-05-02;4;\"two\r\nlines\"";

    fn columns(loaded: &Loaded, id: &str) -> Result<Vec<(String, String)>, RecordError> {
        let event = loaded.dataset.event(loaded.dataset.find(id).unwrap()).unwrap();
        original(event.file().unwrap(), event.origin())
    }

    fn pair(pairs: &[(String, String)], name: &str) -> String {
        pairs.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()).unwrap_or_default()
    }

    #[test]
    fn every_column_of_a_row_can_be_seen_again() {
        let loaded = load_bytes("ged.csv", GED.as_bytes());
        let first = columns(&loaded, "7").unwrap();
        assert_eq!(
            (first.len(), pair(&first, "side_a"), pair(&first, "field 10")),
            (10, "A \"x\"".into(), " extra".into())
        );
        let second = columns(&loaded, "8").unwrap();
        assert_eq!(pair(&second, "where_coordinates"), "two\r\nlines");
    }

    #[test]
    fn a_cell_that_begins_as_json_does_is_only_a_cell() {
        let loaded = load_bytes("x.csv", &b"Note,Date,lat,lon\n{curly,2025-10-11,33.9,70.1\n"[..]);
        let event = loaded.dataset.events().next().unwrap();
        assert_eq!(pair(&original(event.file().unwrap(), event.origin()).unwrap(), "Note"), "{curly");
    }

    #[test]
    fn also_in_files_that_were_decoded_and_in_json() {
        let utf16: Vec<u8> = GED.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(pair(&columns(&load_bytes("x", utf16), "8").unwrap(), "side_b"), "D");
        let json = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a","n":1.50,"t":"\u00e9"},"geometry":null}]}"#;
        let pairs = columns(&load_bytes("x", json.as_bytes()), "a").unwrap();
        assert_eq!(
            (pair(&pairs, "n"), pair(&pairs, "t"), pair(&pairs, "type")),
            ("1.50".into(), "é".into(), "Feature".into())
        );
    }

    #[test]
    fn a_file_that_has_changed_since_is_not_misread() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ged.csv");
        std::fs::write(&path, format!("\u{feff}{GED}")).unwrap();
        let loaded = load_paths(std::slice::from_ref(&path), &Job::default());
        assert_eq!(pair(&columns(&loaded, "8").unwrap(), "side_a"), "C");
        std::fs::write(&path, "something else").unwrap();
        assert!(matches!(columns(&loaded, "8"), Err(RecordError::Changed)));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(columns(&loaded, "8"), Err(RecordError::Read(_))));
    }
}
