//! Tables whose shape is wrong: endless, empty, too wide, cut, or with something else pasted into them.

use super::animal::{Animal, large, made, small, sparse};

/// The columns of a table that is known.
pub const HEAD: &str =
    "event_id_cnty,event_date,event_type,actor1,country,location,latitude,longitude,fatalities,notes\n";
/// A row of it.
pub const ROW: &str = "P1,2025-10-11,Battles,Militia X,Pakistan,Kurram,33.9,70.1,3,A clash\n";
const COLUMNS: usize = 10;

/// The table with these rows.
pub fn table(rows: impl AsRef<[u8]>) -> Vec<u8> {
    [HEAD.as_bytes(), rows.as_ref()].concat()
}

/// The usual row with another cell in one column.
pub fn row_with(column: &str, cell: &str) -> String {
    let names = HEAD.trim_end().split(',');
    let cells = ROW.trim_end().split(',');
    let cells: Vec<&str> =
        names.zip(cells).map(|(name, old)| if name == column { cell } else { old }).collect();
    cells.join(",") + "\n"
}

/// Rows with ids that differ.
pub fn rows(n: usize) -> String {
    (0..n).map(|i| row_with("event_id_cnty", &format!("R{i}"))).collect()
}

pub fn animals() -> Vec<Animal> {
    [endless(), empty(), wide(), cut(), separators()].into_iter().flatten().collect()
}

fn endless() -> Vec<Animal> {
    let start = HEAD.to_owned() + &rows(20);
    let open = start.clone() + &row_with("notes", "\"never closed");
    vec![
        made("quote-never-closed.csv", "acled-csv 1+1: long-record 1 ! longer than 1048576 bytes", || {
            table(ROW.to_owned() + &row_with("notes", "\"open") + &ROW.repeat(20_000))
        }),
        sparse(
            "quote-never-closed-1-gib.csv",
            "acled-csv 20+1: long-record 1 ! longer than 1048576 bytes",
            &open,
            1 << 30,
        ),
        sparse(
            "line-without-end-1-gib.csv",
            "acled-csv 20+1: long-record 1 ! longer than 1048576 bytes",
            &start,
            1 << 30,
        ),
        sparse("hole-of-4-gib.bin", "! not recognised", "", 4 << 30),
        made("record-over-the-limit.csv", "acled-csv 1+1: long-record 1 ! record 3", || {
            table(ROW.to_owned() + &row_with("notes", &"x".repeat(1 << 20)) + ROW)
        }),
        made("record-under-the-limit.csv", "acled-csv 1+0", || {
            table(row_with("notes", &"x".repeat((1 << 20) - 200)))
        }),
        large("hundred-mib-of-one-line.txt", "! not recognised", || vec![b'a'; 100 << 20]),
        large("hundred-mib-of-commas.csv", "! not recognised", || vec![b','; 100 << 20]),
        large("hundred-mib-of-quotes.csv", "! not recognised", || vec![b'"'; 100 << 20]),
        large("million-empty-lines.csv", "acled-csv 2+0: repeated-id 1", || {
            table(ROW.to_owned() + &"\r\n".repeat(1_000_000) + ROW)
        }),
        large("million-rows-of-commas.csv", "acled-csv 1+0", || table(",,,,,,,,,\n".repeat(1_000_000) + ROW)),
        large("million-rows-that-say-nothing.csv", "acled-csv 0+1000000: short-record 1000000", || {
            table("x\n".repeat(1_000_000))
        }),
    ]
}

fn empty() -> Vec<Animal> {
    vec![
        small("empty.csv", "! empty", ""),
        small("only-blanks.csv", "! not recognised", "  \n\n \r\n\t\n"),
        small("only-a-mark.csv", "! not recognised", b"\xEF\xBB\xBF"),
        small("only-a-header.csv", "acled-csv 0+0", HEAD),
        small("header-without-line-end.csv", "acled-csv 0+0", HEAD.trim_end()),
        small("header-of-quotes.csv", "! not recognised", "\"\"\",\"\"\"\n"),
        small("header-open-quote.csv", "! not recognised", "\"event_id_cnty,event_date\n"),
        small("header-twice.csv", "acled-csv 1+0: bad-date 1, bad-place 1, bad-number 1", table(HEAD)),
        small(
            "names-twice.csv",
            "any-table 1+0",
            "date,date,lat,lat,lon\n2025-10-11,2020-01-01,33.9,1,70.1\n",
        ),
        small("only-nul.csv", "! not recognised", [0; 4096]),
        small("prose.txt", "! not recognised", "Dear all,\nplease find attached, as agreed, nothing.\n"),
    ]
}

fn wide() -> Vec<Animal> {
    vec![
        made("5000-columns.csv", "! not recognised", || {
            (0..5000).map(|i| format!("c{i},")).collect::<String>().into_bytes()
        }),
        large("million-columns.csv", "! not recognised", || {
            ("c,".repeat(1_000_000) + "date,lat,lon\n1\n").into_bytes()
        }),
        made("100000-fields-in-a-row.csv", "acled-csv 1+0 ! more than 4096 columns", || {
            table(ROW.to_owned() + &",".repeat(100_000) + "\n" + ROW)
        }),
        small(
            "rows-of-twice-the-width.csv",
            "acled-csv 1+0: extra-fields 1",
            table(ROW.trim_end().to_owned() + "," + ROW),
        ),
        made("4096-columns.csv", "acled-csv 0+1: short-record 1", || {
            let more = |n: usize| (COLUMNS..n).map(|i| format!(",c{i}")).collect::<String>();
            format!("{}{}\n{}", HEAD.trim_end(), more(4096), ROW).into_bytes()
        }),
        small("half-a-row.csv", "acled-csv 1+1: short-record 1", table(ROW.to_owned() + "P2,2025-10-11\n")),
        small(
            "row-without-its-end.csv",
            "acled-csv 1+0: short-record 1",
            table("P2,2025-10-11,Battles,X,Y,Z,33.9,70.1\n"),
        ),
    ]
}

fn cut() -> Vec<Animal> {
    let half = "P2,2025-10-12,Battles,\"Militia \"\"Y";
    vec![
        small(
            "cut-in-a-field.csv",
            "acled-csv 1+1: cut-file 1",
            table(ROW.to_owned() + "P2,2025-10-12,Batt"),
        ),
        small("cut-in-quotes.csv", "acled-csv 1+1: cut-file 1", table(ROW.to_owned() + half)),
        small(
            "cut-in-a-letter.csv",
            "acled-csv 1+1: cut-file 1",
            [&table(ROW.to_owned() + "P2,2025-10-12,Battles,K\u{f6}ln, and")[..], b"\xC3"].concat(),
        ),
        small("cut-in-the-header.csv", "! not recognised", "event_id_c"),
        small(
            "program-pasted-below.csv",
            "acled-csv 1+3: short-record 3",
            table(ROW.to_owned() + "def main():\n    print(\"hello\")\n\nmain()\n"),
        ),
        small(
            "page-pasted-below.csv",
            "acled-csv 1+2: short-record 2",
            table(ROW.to_owned() + "<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n"),
        ),
        small(
            "page-instead-of-a-table.csv",
            "! it is a web page",
            "<!DOCTYPE html><html><body>Please log in</body></html>",
        ),
    ]
}

fn separators() -> Vec<Animal> {
    let as_is = HEAD.to_owned() + ROW;
    vec![
        small("semicolons.csv", "acled-csv 1+0", as_is.replace(',', ";")),
        small("tabs.tsv", "acled-csv 1+0", as_is.replace(',', "\t")),
        small("pipes.txt", "acled-csv 1+0", as_is.replace(',', "|")),
        small("only-carriage-returns.csv", "acled-csv 1+0", as_is.replace('\n', "\r")),
        small(
            "mixed-line-ends.csv",
            "acled-csv 4+0: repeated-id 3",
            table([ROW.trim_end(), "\r\n", ROW.trim_end(), "\r", ROW, ROW.trim_end()].concat()),
        ),
        small(
            "line-ends-in-quotes.csv",
            "acled-csv 1+0",
            HEAD.replace('\n', "\r\n") + &row_with("notes", "\"a\nb\r\nc\rd\"").replace("\"\n", "\"\r\n"),
        ),
        small("nul-in-a-field.csv", "! it is no text", table(row_with("notes", "a\0b"))),
        small("quote-within-a-field.csv", "acled-csv 1+0", table(row_with("notes", "a\"b\"c"))),
        small("text-behind-a-quote.csv", "acled-csv 1+0", table(row_with("notes", "\"a\"b"))),
        small(
            "two-separators.csv",
            "acled-csv 1+1: short-record 1",
            table(ROW.to_owned() + &ROW.replace(',', ";")),
        ),
    ]
}
