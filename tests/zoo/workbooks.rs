//! Workbooks with cells at the end of the world, texts without end, and parts that are not there.

use super::animal::{Animal, large, made, small};
use super::bytes::noise;
use super::zip::{Entry, Part, archive, packed, stored};

pub fn animals() -> Vec<Animal> {
    [cells(), texts(), parts(), open_document(), other_kinds()].into_iter().flatten().collect()
}

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
const MAIN: &str = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const OPEN_DOCUMENT: &str = "application/vnd.oasis.opendocument.spreadsheet";
const HEAD: [&str; 5] = ["date", "lat", "lon", "place", "deaths"];
const ROW: [&str; 5] = ["2025-10-11", "33.9", "70.1", "Kurram", "3"];

/// A row of texts.
fn row(number: u32, cells: &[&str]) -> String {
    let cell = |(n, text): (u8, &&str)| {
        format!("<c r=\"{}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", char::from(b'A' + n))
    };
    format!("<row r=\"{number}\">{}</row>", (0..).zip(cells).map(cell).collect::<String>())
}

/// A sheet of rows.
fn sheet(rows: &str) -> String {
    format!("<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>")
}

/// The parts of a workbook around one sheet.
fn around(sheet: Entry, shared: Option<Entry>) -> Vec<u8> {
    let relations = |all: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
        )
    };
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationship Id=\"{id}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}\" Target=\"{target}\"/>"
        )
    };
    let book = format!(
        "<workbook {MAIN}><sheets><sheet name=\"List\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let inner = relation("rId1", "worksheet", "worksheets/sheet1.xml")
        + &relation("rId2", "sharedStrings", "sharedStrings.xml");
    let mut entries = vec![
        stored("[Content_Types].xml", TYPES.as_bytes()),
        stored("_rels/.rels", relations(&relation("rId1", "officeDocument", "xl/workbook.xml")).as_bytes()),
        stored("xl/workbook.xml", book.as_bytes()),
        stored("xl/_rels/workbook.xml.rels", relations(&inner).as_bytes()),
        sheet,
    ];
    entries.extend(shared);
    archive(&entries)
}

/// A small file with very many rows.
fn small_but_slow(name: &'static str, label: &'static str, bytes: Vec<u8>) -> Animal {
    Animal { large: true, ..small(name, label, bytes) }
}

/// A workbook of rows.
fn xlsx(rows: &str) -> Vec<u8> {
    around(stored("xl/worksheets/sheet1.xml", sheet(rows).as_bytes()), None)
}

fn cells() -> Vec<Animal> {
    let good = || row(1, &HEAD) + &row(2, &ROW);
    let cell = |at: &str, kind: &str, value: &str| format!("<c r=\"{at}\"{kind}><v>{value}</v></c>");
    let with = move |cell: &str| xlsx(&format!("{}<row r=\"3\">{cell}</row>", good()));
    let world = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    vec![
        small(
            "corners-of-the-world.xlsx",
            "workbook 0+0 ! no sheet has columns with dates or places",
            xlsx(world),
        ),
        small("far-cell-behind-a-table.xlsx", "workbook 1+0", with("<c r=\"XFD3\"><v>1</v></c>")),
        small("cell-beyond-the-world.xlsx", "workbook 1+0", with(&cell("ZZZZZZZ99999999999", "", "1"))),
        small("cell-without-a-place.xlsx", "workbook 2+0: bad-date 1", with("<c><v>1</v></c>")),
        small("date-cell-1e300.xlsx", "workbook 2+0: bad-date 1", with(&cell("A3", "", "1e300"))),
        small("date-cell-nan.xlsx", "workbook 2+0: bad-date 1", with(&cell("A3", "", "NaN"))),
        small("error-cells.xlsx", "workbook 1+0", with(&cell("A3", " t=\"e\"", "#REF!"))),
        small(
            "formula-cells.xlsx",
            "workbook 2+0",
            with("<c r=\"A3\" t=\"str\"><f>WEBSERVICE(\"http://127.0.0.1:1/\")</f><v>2025-10-12</v></c>"),
        ),
        small(
            "text-that-is-not-there.xlsx",
            "workbook 0+0 ! the workbook cannot be read",
            with(&cell("A3", " t=\"s\"", "4000000000")),
        ),
        large("million-rows.xlsx", "workbook 1+0", move || xlsx(&(good() + &"<row/>".repeat(1_000_000)))),
        large("200000-rows-of-events.xlsx", "workbook 200000+0", || {
            xlsx(&(row(1, &HEAD) + &(2..200_002).map(|n| row(n, &ROW)).collect::<String>()))
        }),
    ]
}

fn texts() -> Vec<Animal> {
    let head = || sheet(&row(1, &HEAD)).replace("</sheetData></worksheet>", "");
    let text = move |part: Part<'_>| {
        let start = head() + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>";
        let end = "</t></is></c></row></sheetData></worksheet>";
        around(
            packed(
                "xl/worksheets/sheet1.xml",
                &[Part::Plain(start.as_bytes()), part, Part::Plain(end.as_bytes())],
            ),
            None,
        )
    };
    let shared = |part: Part<'_>, count: &str| {
        let start = format!("<sst {MAIN} uniqueCount=\"{count}\"><si><t>");
        let parts = [Part::Plain(start.as_bytes()), part, Part::Plain(b"</t></si></sst>")];
        let first = stored("xl/worksheets/sheet1.xml", sheet(&row(1, &HEAD)).as_bytes());
        around(first, Some(packed("xl/sharedStrings.xml", &parts)))
    };
    vec![
        large("text-of-1-gib.xlsx", "workbook 0+0 ! has a text of more than 16777216 bytes", move || {
            text(Part::Run(b'x', 1 << 30))
        }),
        large(
            "text-of-1-gib-below-the-ratio.xlsx",
            "workbook 0+0 ! has a text of more than 16777216 bytes",
            move || text(Part::Loose(b'x', 1 << 30)),
        ),
        large(
            "text-of-100-mib-below-the-ratio.xlsx",
            "workbook 0+0 ! has a text of more than 16777216 bytes",
            move || text(Part::Loose(b'x', 100 << 20)),
        ),
        large(
            "shared-text-of-1-gib.xlsx",
            "workbook 0+0 ! has a text of more than 16777216 bytes",
            move || shared(Part::Run(b'x', 1 << 30), "1"),
        ),
        large(
            "shared-text-of-100-mib.xlsx",
            "workbook 0+0 ! has a text of more than 16777216 bytes",
            move || shared(Part::Loose(b'x', 100 << 20), "1"),
        ),
        made("four-thousand-million-texts.xlsx", "workbook 0+0 ! announces 4000000000 texts", || {
            let text = format!("<sst {MAIN} uniqueCount=\"4000000000\"><si><t>x</t></si></sst>");
            let first = stored("xl/worksheets/sheet1.xml", sheet(&row(1, &HEAD)).as_bytes());
            around(first, Some(stored("xl/sharedStrings.xml", text.as_bytes())))
        }),
    ]
}

fn parts() -> Vec<Animal> {
    let one = |name: &str, text: &str| {
        archive(&[stored("[Content_Types].xml", TYPES.as_bytes()), stored(name, text.as_bytes())])
    };
    let deep = format!("<worksheet {MAIN}><sheetData>{}", "<row>".repeat(100_000));
    let dtd = format!(
        "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{}",
        sheet(&(row(1, &HEAD) + &row(2, &["&a;", "1", "2", "x", "3"])))
    );
    vec![
        small(
            "no-workbook-in-it.xlsx",
            "workbook 0+0 ! the workbook cannot be read",
            one("xl/other.xml", "<x/>"),
        ),
        small(
            "workbook-of-noise.xlsx",
            "workbook 0+0 ! the workbook cannot be read",
            archive(&[
                stored("[Content_Types].xml", TYPES.as_bytes()),
                stored("xl/workbook.xml", &noise(5000)),
            ]),
        ),
        small(
            "no-sheets.xlsx",
            "workbook 0+0 ! the workbook cannot be read",
            one("xl/workbook.xml", &format!("<workbook {MAIN}><sheets/></workbook>")),
        ),
        small(
            "deep-sheet.xlsx",
            "workbook 0+0 ! the workbook cannot be read",
            around(stored("xl/worksheets/sheet1.xml", deep.as_bytes()), None),
        ),
        small(
            "sheet-with-entities.xlsx",
            "workbook 0+0 ! unrecognized entity",
            around(stored("xl/worksheets/sheet1.xml", dtd.as_bytes()), None),
        ),
        small(
            "sheet-cut.xlsx",
            "workbook 0+0 ! Unexpected end of xml",
            around(
                stored(
                    "xl/worksheets/sheet1.xml",
                    (sheet(&row(1, &HEAD)) + &row(2, &ROW))
                        .replace("</sheetData></worksheet>", "")
                        .as_bytes(),
                ),
                None,
            ),
        ),
        small(
            "sheet-of-another-place.xlsx",
            "workbook 0+0 ! the workbook cannot be read",
            around(stored("xl/worksheets/sheet2.xml", sheet("").as_bytes()), None),
        ),
        small("empty-sheet.xlsx", "workbook 0+0 ! no sheet has columns with dates or places", xlsx("")),
    ]
}

fn open_document() -> Vec<Animal> {
    let kind = OPEN_DOCUMENT;
    let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let line = move |cells: &[&str]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.iter().map(|text| cell(text)).collect::<String>()
        )
    };
    let book = move |rows: &str| {
        let content = format!(
            "<office:document-content {names}><office:body><office:spreadsheet><table:table table:name=\"List\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        archive(&[stored("mimetype", kind.as_bytes()), stored("content.xml", content.as_bytes())])
    };
    let repeated = |n: &str| {
        line(&ROW)
            .replace("<table:table-row>", &format!("<table:table-row table:number-rows-repeated=\"{n}\">"))
    };
    let wide = line(&ROW).replacen(
        "<table:table-cell>",
        "<table:table-cell table:number-columns-repeated=\"2147483647\">",
        1,
    );
    let blanks = "<table:table-row table:number-rows-repeated=\"4294967295\"><table:table-cell table:number-columns-repeated=\"4294967295\"/></table:table-row>";
    vec![
        small("blank-rows-without-end.ods", "workbook 1+0", book(&(line(&HEAD) + blanks + &line(&ROW)))),
        small_but_slow(
            "rows-without-end.ods",
            "workbook 1048575+0",
            book(&(line(&HEAD) + &repeated("4294967295"))),
        ),
        small(
            "rows-for-ever.ods",
            "workbook 1+0",
            book(&(line(&HEAD) + &repeated("99999999999999999999999"))),
        ),
        small("columns-without-end.ods", "workbook 1+0: extra-fields 1", book(&(line(&HEAD) + &wide))),
        small(
            "tables-within-tables.ods",
            "workbook 0+0 ! nested more than 64 levels deep",
            book(&"<table:table-row><table:table-cell><table:table>".repeat(1000)),
        ),
        small(
            "no-content.ods",
            "workbook 0+0 ! the workbook cannot be read",
            archive(&[stored("mimetype", kind.as_bytes())]),
        ),
        small(
            "content-of-noise.ods",
            "workbook 0+0 ! no sheet has columns with dates or places",
            archive(&[stored("mimetype", kind.as_bytes()), stored("content.xml", &noise(5000))]),
        ),
    ]
}

fn other_kinds() -> Vec<Animal> {
    let kind = OPEN_DOCUMENT;
    vec![
        large("content-bomb.ods", "workbook 0+0 ! unpacks to more than", move || {
            archive(&[
                stored("mimetype", kind.as_bytes()),
                packed("content.xml", &[Part::Plain(b"<x>"), Part::Run(b' ', 1 << 30)]),
            ])
        }),
        large("content-bomb-below-the-ratio.ods", "workbook 0+0 ! unpacks to more than", move || {
            archive(&[
                stored("mimetype", kind.as_bytes()),
                packed("content.xml", &[Part::Plain(b"<x>"), Part::Loose(b' ', 1 << 30)]),
            ])
        }),
        small("directory-that-leads-in-a-ring.xls", "workbook 0+0 ! the workbook cannot be read", {
            // A compound file whose one table of sectors says that its own sector follows itself.
            let mut file = vec![0_u8; 512 * 3];
            file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
            file[24..34].copy_from_slice(&[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]);
            file[44] = 1;
            file[76..512].fill(0xFF);
            file[76..80].fill(0);
            file
        }),
    ]
}
