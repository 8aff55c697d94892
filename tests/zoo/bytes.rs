//! Files that are no event files at all.

use super::animal::{Animal, made, small};

/// Bytes without order, always the same.
pub fn noise(len: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..len).map(|_| next()).collect()
}

pub fn animals() -> Vec<Animal> {
    let beginning = |magic: &'static [u8]| [magic, &noise(4000)[..]].concat();
    vec![
        made("noise.bin", "! not recognised", || noise(100_000)),
        made("all-bytes.bin", "! not recognised", || (0..=255).cycle().take(65_536).collect()),
        small("gzip.csv", "! compressed with gzip", beginning(b"\x1F\x8B\x08\0")),
        small("picture.png", "! it is a picture", beginning(b"\x89PNG\r\n\x1A\n")),
        small("document.pdf", "! it is a PDF document", beginning(b"%PDF-1.7\n")),
        small("database.sqlite", "! it is an SQLite database", beginning(b"SQLite format 3\0")),
        small("columns.parquet", "parquet 0+0 ! its end is missing", beginning(b"PAR1")),
        small("program.elf", "! not recognised", beginning(b"\x7FELF\x02\x01\x01\0")),
        small(
            "old-document.doc",
            "workbook 0+0 ! the workbook cannot be read",
            beginning(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        ),
        small(
            "page.html",
            "! it is a web page",
            "<html><body onload=alert(1)><table><tr><td>date</td></tr></table></body></html>",
        ),
        small("script.sh", "! not recognised", "#!/bin/sh\nrm -rf / # date,lat,lon\n"),
        small(
            "letter.eml",
            "! not recognised",
            "From: a@example.org\nDate: Sat, 11 Oct 2025 10:00:00 +0000\n\nHello\n",
        ),
    ]
}
