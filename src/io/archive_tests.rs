//! Archives that would fill the memory are refused before they do.

use std::io::{Cursor, Write};
use std::sync::Arc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::io::Job;

/// A ZIP archive with these entries.
pub(in crate::io) fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(*name, packed).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn error(bytes: Vec<u8>, name: &str) -> String {
    let (limits, job) = (Limits { zip_entries: 20, ..Limits::default() }, Job::default());
    let archive = Archive::open(Raw::in_memory(Arc::from(bytes), &job), &limits);
    match archive.and_then(|mut archive| archive.unpack(name)) {
        Ok(bytes) => format!("{} bytes", bytes.len()),
        Err(error) => error.to_string(),
    }
}

#[test]
fn growth_is_counted_and_not_believed() {
    let zeros = vec![0; 5 << 20];
    let bytes = zip_of(&[("a", b"hello"), ("zeros", &zeros)]);
    assert_eq!(error(bytes.clone(), "a"), "5 bytes");
    assert!(error(bytes.clone(), "zeros").contains("zeros unpacks to more than 200 times its size"));
    assert!(error(bytes.clone(), "b").starts_with("the archive cannot be read"));
    // The directory says that the entry has five bytes; it still has five million.
    let mut lying = bytes;
    let at = memchr::memmem::rfind(&lying, b"zeros").unwrap();
    lying[at - 22..at - 18].copy_from_slice(&5_u32.to_le_bytes());
    assert!(error(lying, "zeros").starts_with("the archive cannot be read"));
}

#[test]
fn too_many_entries_and_broken_directories_are_named() {
    let names: Vec<String> = (0..30).map(|i| format!("e{i}")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), b"x".as_slice())).collect();
    assert!(error(zip_of(&entries), "e1").contains("more than 20 entries"));
    let mut cut = zip_of(&entries[..3]);
    cut.truncate(60);
    assert!(error(cut, "e1").starts_with("the archive cannot be read"));
}

#[test]
fn a_head_shows_the_first_names() {
    let bytes = zip_of(&[("[Content_Types].xml", b"x"), ("xl/workbook.xml", b"y")]);
    let head = Head { bytes, ..Head::default() };
    assert_eq!(names_in(&head), ["[Content_Types].xml", "xl/workbook.xml"]);
    assert!(names_in(&Head { bytes: b"id,name".to_vec(), ..Head::default() }).is_empty());
}

#[test]
fn a_workbook_that_announces_too_many_texts_is_refused() {
    let texts = |count: &str, before: usize| {
        let xml =
            format!("<?xml version=\"1.0\"?><!--{}--><sst uniqueCount=\"{count}\"/>", " ".repeat(before));
        let (limits, job) = (Limits::default(), Job::default());
        let bytes = zip_of(&[("xl/sharedStrings.xml", xml.as_bytes())]);
        let mut archive = Archive::open(Raw::in_memory(Arc::from(bytes), &job), &limits).unwrap();
        archive.check_xml(archive.names().into_iter()).map_err(|e| e.to_string())
    };
    assert_eq!(texts("7", 0), Ok(()));
    for before in [0, 65_490, 65_500, 65_510, 65_520, 65_530] {
        assert!(
            texts("99999999999", before).unwrap_err().contains("announces 99999999999 texts"),
            "{before}"
        );
    }
}
