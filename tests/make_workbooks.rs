//! Writes the workbooks among the fixtures: `cargo test --test make_workbooks -- --ignored`.
#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook};
use zip::write::SimpleFileOptions;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Terms of use first, a title above the table, dates as cells, numbers and text, a row of sums, and a sheet of counts.
fn acled() -> Workbook {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_ymd(2025, 11, 1).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let terms = book.add_worksheet().set_name("Terms of use").unwrap();
    terms.write(0, 0, "All names and figures here are invented.").unwrap();
    let data = book.add_worksheet().set_name("Data").unwrap();
    data.write(0, 0, "Export of 1 November 2025").unwrap();
    let head = [
        "event_id_cnty",
        "event_date",
        "time_precision",
        "event_type",
        "actor1",
        "country",
        "admin1",
        "location",
        "latitude",
        "longitude",
        "geo_precision",
        "fatalities",
        "notes",
    ];
    data.write_row(2, 0, head).unwrap();
    for (i, row) in (3..7_u32).enumerate() {
        data.write_row(
            row,
            0,
            [format!("PAK{i}").as_str(), "", "1", "Battles", "Militia X", "Pakistan", "KP", "Kurram"],
        )
        .unwrap();
        data.write_row(row, 8, [33.9, 70.1, 1.0, 2.0]).unwrap();
        data.write(row, 12, "A clash, \"heavy\",\nover two lines").unwrap();
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    data.write_with_format(3, 1, ExcelDateTime::from_ymd(2025, 10, 11).unwrap(), &day).unwrap();
    data.write(4, 1, 45_942).unwrap();
    data.write(5, 1, "13 October 2025").unwrap();
    data.write(6, 1, "31 September 2025").unwrap();
    data.write(7, 11, 8).unwrap();
    let counts = book.add_worksheet().set_name("By month").unwrap();
    counts.write_row(0, 0, ["Country", "Month", "Year", "Events", "Fatalities"]).unwrap();
    counts.write_row(1, 0, ["Pakistan", "October", "2025", "12", "30"]).unwrap();
    book
}

/// A head in two rows, names in Spanish, a comment at a cell, and rows that repeat without end.
fn own_names() -> String {
    let cell = |text: &str| {
        format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |cells: &[&str]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.iter().map(|text| cell(text)).collect::<String>()
        )
    };
    let blank = "<table:table-cell table:number-columns-repeated=\"1024\"/>";
    let note = "<table:table-cell><office:annotation><text:p>not sure</text:p></office:annotation><text:p>Thal</text:p></table:table-cell>";
    let date = "<table:table-cell office:value-type=\"date\" office:date-value=\"2025-10-12T21:30:00\"><text:p>12.10.</text:p></table:table-cell>";
    let number = |n: &str| {
        format!(
            "<table:table-cell office:value-type=\"float\" office:value=\"{n}\"><text:p>x</text:p></table:table-cell>"
        )
    };
    let rows = [
        row(&["Fecha", "Dónde", "", "", "Muertos"]),
        row(&["", "Lugar", "Latitud", "Longitud", ""]),
        row(&["11/10/2025", "Kurram", "33,9", "70,1", "3"]),
        format!(
            "<table:table-row>{date}{note}{}{}{}</table:table-row>",
            number("33.37"),
            number("70.55"),
            cell("varios")
        ),
        row(&["octubre de 2025", "Khost", "33.339.000", "69,9", ""]),
        format!("<table:table-row table:number-rows-repeated=\"1048570\">{blank}</table:table-row>"),
    ]
    .concat();
    format!(
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Notas\">{}</table:table><table:table table:name=\"Lista\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>",
        row(&["Todo es inventado"])
    )
}

#[test]
#[ignore = "writes fixtures"]
fn write_workbooks() {
    acled().save(fixture("workbook-acled.xlsx")).unwrap();
    let file = std::fs::File::create(fixture("workbook-own-names.ods")).unwrap();
    let mut zip = zip::ZipWriter::new(file);
    let entries =
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &own_names())];
    for (name, text) in entries {
        let method = if name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap();
}
