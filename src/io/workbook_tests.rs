//! Workbooks as colleagues send them: terms of use first, heads in two rows, dates as cells, numbers and text.

use std::io::Cursor;
use std::sync::Arc;

use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook as Writer};

use super::super::archive::tests::zip_of;
use crate::io::{Job, LoadOptions, Loaded, ProblemKind, Source, load, load_bytes};

const HEAD: [&str; 9] = [
    "event_id_cnty",
    "event_date",
    "event_type",
    "actor1",
    "country",
    "location",
    "latitude",
    "longitude",
    "fatalities",
];

fn book(write: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut book = Writer::new();
    write(&mut book);
    book.save_to_buffer().unwrap()
}

/// A sheet of notes, a sheet of ACLED with a title above and dates as cell, number and text, and a sheet of counts.
fn acled() -> Vec<u8> {
    book(|book| {
        let terms = book.add_worksheet().set_name("Terms of use").unwrap();
        terms.write(0, 0, "Please cite us").unwrap();
        let data = book.add_worksheet().set_name("Data").unwrap();
        data.write(0, 0, "Export of 1 November 2025").unwrap();
        data.write_row(2, 0, HEAD).unwrap();
        let day = Style::new().set_num_format("yyyy-mm-dd");
        for (i, row) in (3..6_u32).enumerate() {
            data.write_row(
                row,
                0,
                [format!("PAK{i}").as_str(), "", "Battles", "Taliban", "Pakistan", "Kurram"],
            )
            .unwrap();
            data.write(row, 6, 33.9).unwrap();
            data.write(row, 7, 70.1).unwrap();
            data.write(row, 8, 2).unwrap();
        }
        data.write_with_format(3, 1, ExcelDateTime::from_ymd(2025, 10, 11).unwrap(), &day).unwrap();
        data.write(4, 1, 45_942).unwrap();
        data.write(5, 1, "13 October 2025").unwrap();
        let sums = book.add_worksheet().set_name("By month").unwrap();
        sums.write_row(0, 0, ["Country", "Month", "Year", "Events", "Fatalities"]).unwrap();
        sums.write_row(1, 0, ["Pakistan", "October", "2025", "12", "30"]).unwrap();
    })
}

fn days(loaded: &Loaded) -> Vec<String> {
    loaded.dataset.events().map(|e| e.when().map_or("never".to_owned(), |w| w.in_short())).collect()
}

fn error(bytes: Vec<u8>) -> String {
    load_bytes("x.xlsx", bytes).reports[0].error.clone().unwrap_or_default()
}

#[test]
fn the_sheet_with_events_is_found_among_others() {
    let loaded = load_bytes("acled.xlsx", acled());
    let report = &loaded.reports[0];
    assert_eq!((report.format, &report.error), ("workbook", &None));
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.problems.total()), (3, 3, 0));
    assert_eq!(days(&loaded), ["11 Oct 2025", "12 Oct 2025", "13 Oct 2025"]);
    assert_eq!(
        report.notes[0],
        "Read from the sheet \"Data\" as ACLED (CSV); not read: Terms of use, By month (counts, not events)."
    );
    assert!(
        report.notes.iter().any(|n| n.contains("day numbers were read as days: 1")),
        "{:?}",
        report.notes
    );
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.toll().unwrap().best, event.place().name.as_str()), (2, "Kurram"));
    let shown = crate::io::original(event.file().unwrap(), event.origin()).unwrap();
    assert!(shown.contains(&("location".to_owned(), "Kurram".to_owned())), "{shown:?}");
}

#[test]
fn another_sheet_can_be_chosen_by_name() {
    let source = Source::Bytes { name: "a.xlsx".into(), bytes: Arc::from(acled()) };
    let with = |sheet: &str| {
        let options = LoadOptions { sheet: Some(sheet.to_owned()), ..LoadOptions::default() };
        load(std::slice::from_ref(&source), &options, &Job::default())
    };
    assert_eq!(with("Data").dataset.len(), 3);
    let error = |sheet: &str| with(sheet).reports[0].error.clone().unwrap();
    assert!(error("By month").contains("counts by place and period"));
    assert!(error("Nowhere").contains("there is no sheet \"Nowhere\", but Terms of use, Data, By month"));
}

#[test]
fn a_head_of_two_rows_with_merged_cells_is_put_together() {
    let bytes = book(|book| {
        let data = book.add_worksheet();
        data.merge_range(0, 3, 0, 6, "Where", &Style::new()).unwrap();
        for (i, name) in HEAD.iter().enumerate() {
            let column = u16::try_from(i).unwrap();
            let row = u32::from((4..8).contains(&i));
            if row == 1 || i < 4 || i == 8 {
                data.write(row, column, *name).unwrap();
            }
        }
        data.write_row(2, 0, ["A1", "2025-10-11", "Battles", "X", "Pakistan", "Kurram", "33.9", "70.1", "1"])
            .unwrap();
    });
    let loaded = load_bytes("merged.xlsx", bytes);
    assert!(loaded.reports[0].notes.iter().any(|n| n.contains("two rows")), "{:?}", loaded.reports[0]);
    assert_eq!(loaded.dataset.events().next().unwrap().place().country, "Pakistan");
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let started = std::time::Instant::now();
    let bytes = book(|book| {
        let data = book.add_worksheet();
        data.write_row(0, 0, HEAD).unwrap();
        data.write_row(1, 0, ["A1", "2025-10-11", "Battles", "X", "Pakistan"]).unwrap();
        data.write(1_048_575, 16_383, "far away").unwrap();
    });
    let loaded = load_bytes("far.xlsx", bytes);
    assert_eq!(loaded.reports[0].rows_loaded(), 1, "{:?}", loaded.reports[0]);
    assert!(loaded.reports[0].notes.iter().any(|n| n.contains("too far to the right were not read: 1")));
    assert!(started.elapsed().as_secs() < 3);
}

const CONTENT: &str = r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>
<table:table table:name="Notes"><table:table-row><table:table-cell><text:p>Cite us</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="Data"><table:table-row>HEAD</table:table-row>
<table:table-row table:number-rows-repeated="900"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
<table:table-row><table:table-cell office:value-type="string"><office:annotation><text:p>a note</text:p></office:annotation><text:p>A<text:s/>1</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2025-10-11"><text:p>11.10.25</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Battles</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"><text:p>X</text:p></table:table-cell>
<table:table-cell/><table:table-cell office:value-type="float" office:value="33.9"><text:p>33,9</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="70.1"><text:p>70,1</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;

fn ods(content: &str) -> Vec<u8> {
    let head: String =
        HEAD.map(|name| format!("<table:table-cell><text:p>{name}</text:p></table:table-cell>")).concat();
    let kind = b"application/vnd.oasis.opendocument.spreadsheet".as_slice();
    zip_of(&[("mimetype", kind), ("content.xml", content.replace("HEAD", &head).as_bytes())])
}

#[test]
fn open_document_sheets_are_read_tag_by_tag() {
    let loaded = load_bytes("data.ods", ods(CONTENT));
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), &report.error), (1, 1, &None));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.id(), days(&loaded)[0].as_str()), ("A 1", "11 Oct 2025"));
    assert!((event.at().unwrap().lat() - 33.9).abs() < 1e-6);
}

#[test]
fn cells_that_repeat_without_end_stop_at_the_limits() {
    let row = r#"<table:table-row table:number-rows-repeated="99999999999"><table:table-cell table:number-columns-repeated="99999999999"><text:p>2025-10-11 and some text</text:p></table:table-cell></table:table-row>"#;
    let bytes = ods(&CONTENT.replace(
        "<table:table-row table:number-rows-repeated=\"1048000\">",
        &format!("{row}<table:table-row>"),
    ));
    let options = LoadOptions::default();
    let limits = crate::io::Limits { decoded_bytes: 4 << 20, ..options.limits.clone() };
    let source = Source::Bytes { name: "x.ods".into(), bytes: Arc::from(bytes) };
    let loaded = load(&[source], &LoadOptions { limits, ..options }, &Job::default());
    assert!(loaded.reports[0].error.is_some(), "{:?}", loaded.reports[0]);
}

/// An old binary workbook with one sheet of texts and numbers; the second is a day number.
fn xls(cells: &[(u16, u16, Result<&str, f64>)], sheets_dimensions: (u32, u16)) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| {
        let len = u16::try_from(data.len()).unwrap();
        [&kind.to_le_bytes(), &len.to_le_bytes(), data].concat()
    };
    let begin = |kind: u8| record(0x0809, &[0, 6, kind, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let end = record(0x000A, &[]);
    let globals_len = begin(5).len() + 4 + 4 + 4 + "Data".len() + end.len();
    let offset = u32::try_from(globals_len).unwrap().to_le_bytes();
    let name = [&offset[..], &[0, 0, 4, 0], b"Data"].concat();
    let mut out = [begin(5), record(0x0085, &name), end.clone(), begin(0x10)].concat();
    let (rows, columns) = sheets_dimensions;
    out.extend(record(
        0x0200,
        &[&[0; 4], &rows.to_le_bytes()[..], &[0; 2], &columns.to_le_bytes(), &[0; 2]].concat(),
    ));
    for (row, column, value) in cells {
        let at = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        out.extend(match value {
            Ok(text) => {
                let len = u16::try_from(text.len()).unwrap().to_le_bytes();
                record(0x0204, &[&at[..], &len, &[0], text.as_bytes()].concat())
            }
            Err(number) => record(0x0203, &[&at[..], &number.to_le_bytes()].concat()),
        });
    }
    out.extend(end);
    // Shorter streams stand in a part of the file of their own; records of nothing fill it.
    out.resize(4096 + out.len() % 4, 0);
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    std::io::Write::write_all(&mut file.create_stream("/Workbook").unwrap(), &out).unwrap();
    file.into_inner().into_inner()
}

#[test]
fn old_binary_workbooks_are_read_too() {
    let mut cells: Vec<(u16, u16, Result<&str, f64>)> =
        (0..).zip(HEAD).map(|(column, name)| (0, column, Ok(name))).collect();
    cells.extend([(1, 0, Ok("A1")), (1, 1, Err(45_941.0)), (1, 2, Ok("Battles")), (1, 3, Ok("X"))]);
    cells.extend([(1, 6, Err(33.9)), (1, 7, Err(70.1)), (1, 8, Err(3.0))]);
    let loaded = load_bytes("old.xls", xls(&cells, (2, 9)));
    assert_eq!((loaded.reports[0].rows_loaded(), &loaded.reports[0].error), (1, &None));
    assert_eq!(days(&loaded), ["11 Oct 2025"]);
    assert_eq!(loaded.dataset.events().next().unwrap().toll().unwrap().best, 3);
}

#[test]
fn old_workbooks_that_would_fill_the_memory_are_refused() {
    let far = [(0, 0, Ok("a")), (65_535, 255, Ok("b"))];
    assert!(error(xls(&far, (2, 2))).contains("16777216 cells"));
    assert!(error(xls(&far[..1], (4_000_000_000, 60_000))).contains("cells; delete what stands far away"));
    let mut other =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    std::io::Write::write_all(&mut other.create_stream("/WordDocument").unwrap(), b"text").unwrap();
    assert!(error(other.into_inner().into_inner()).contains("another document"));
}

#[test]
fn broken_and_foreign_archives_are_named() {
    let cut = acled();
    assert!(!error(cut[..cut.len() / 2].to_vec()).is_empty());
    assert!(
        error(zip_of(&[("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"<a/>")]))
            .contains("workbook cannot be read")
    );
    let strings = br#"<sst uniqueCount="99999999999"/>"#;
    assert!(
        error(zip_of(&[("[Content_Types].xml", b"<a/>"), ("xl/sharedStrings.xml", strings)]))
            .contains("announces")
    );
    let loaded = load_bytes("x.xlsx", book(|book| _ = book.add_worksheet().write(0, 0, "nothing").unwrap()));
    assert_eq!(
        loaded.reports[0].error.as_deref(),
        Some("it holds no events: no sheet has columns with dates or places (sheets: Sheet1)")
    );
    assert_eq!(loaded.reports[0].problems.count(ProblemKind::BadDate), 0);
}
