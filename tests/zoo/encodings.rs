//! Text in other encodings than it says, or in none.

use super::animal::{Animal, made, small};
use super::tables::{HEAD, ROW, row_with, table};

pub fn animals() -> Vec<Animal> {
    [sixteen_bits(), eight_bits(), broken()].into_iter().flatten().collect()
}

/// The text in UTF-16.
fn utf16(text: &str, big: bool) -> Vec<u8> {
    let order = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
    text.encode_utf16().flat_map(order).collect()
}

fn sixteen_bits() -> Vec<Animal> {
    let text = HEAD.to_owned() + ROW;
    let marked = |big| [utf16("\u{feff}", big), utf16(&text, big)].concat();
    let with = |unit: u16| {
        let word = utf16("Kurram", false);
        let [low, high] = unit.to_le_bytes();
        let bytes = marked(false);
        let at = bytes.windows(word.len()).position(|w| w == word).unwrap();
        let mut bytes = bytes;
        (bytes[at], bytes[at + 1]) = (low, high);
        bytes
    };
    let mut odd = marked(false);
    odd.push(b'x');
    let thirty_two: Vec<u8> = text.chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    vec![
        small("utf-16-le.csv", "acled-csv 1+0", marked(false)),
        small("utf-16-be.csv", "acled-csv 1+0", marked(true)),
        small("utf-16-le-without-mark.csv", "acled-csv 1+0", utf16(&text, false)),
        small("utf-16-be-without-mark.csv", "acled-csv 1+0", utf16(&text, true)),
        small("utf-16-lone-high-surrogate.csv", "acled-csv 1+0", with(0xD800)),
        small("utf-16-lone-low-surrogate.csv", "acled-csv 1+0", with(0xDC00)),
        small("utf-16-odd-length.csv", "acled-csv 1+1: cut-file 1", odd),
        small("utf-16-mark-alone.csv", "! not recognised", b"\xFF\xFE"),
        small("utf-16-mark-before-ascii.csv", "! not recognised", [b"\xFF\xFE", text.as_bytes()].concat()),
        small("utf-32.csv", "! it is no text", thirty_two),
        made(
            "utf-16-quote-never-closed.csv",
            "acled-csv 0+1: long-record 1 ! longer than 1048576 bytes",
            || {
                let open = row_with("notes", "\"open") + &ROW.repeat(20_000);
                [utf16("\u{feff}", false), utf16(&(HEAD.to_owned() + &open), false)].concat()
            },
        ),
    ]
}

fn eight_bits() -> Vec<Animal> {
    let with = |place: &[u8]| {
        let row = ROW.as_bytes();
        let at = ROW.find("Kurram").unwrap();
        table([&row[..at], place, &row[at + 6..]].concat())
    };
    vec![
        small("windows-1252.csv", "acled-csv 1+0", with(b"San Jos\xE9 de Bogot\xE1")),
        small("windows-1252-undefined-bytes.csv", "acled-csv 1+0", with(b"K\x81\x8D\x8F\x90\x9Dx")),
        small("windows-1256.csv", "acled-csv 1+0", with(b"\xE3\xCF\xED\xE4\xC9")),
        small("shift-jis.csv", "acled-csv 1+0", with(b"\x93\x8C\x8B\x9E")),
        small("gb18030.csv", "acled-csv 1+0", with(b"\xB1\xB1\xBE\xA9\x81\x30\x81\x30")),
        small("iso-2022-jp-escapes.csv", "acled-csv 1+0", with(b"\x1B$B\x45\x6C\x1B(B")),
        small("utf-7.csv", "acled-csv 1+0", with(b"+ADw-script+AD4-")),
        small("ebcdic.csv", "! not recognised", b"\xC5\xD5\xC9\xC4\x6B\xC4\xC1\xE3\xC5\x25\xF1\x6B\xF2\x25"),
        small("one-bad-byte-among-urdu.csv", "acled-csv 1+0: short-record 1, not-utf8 1", {
            [&with("کرم ایجنسی".as_bytes())[..table(ROW).len() - 12], b"\xE1\xE1,\n"].concat()
        }),
    ]
}

fn broken() -> Vec<Animal> {
    let with = |notes: &[u8]| {
        let row = row_with("notes", "کرم ایجنسی");
        table([row.trim_end().as_bytes(), notes, b"\n"].concat())
    };
    vec![
        small("two-marks.csv", "acled-csv 1+0", ["\u{feff}\u{feff}", HEAD, ROW].concat()),
        small("mark-in-the-middle.csv", "acled-csv 1+0", table(format!("\u{feff}{ROW}"))),
        small("overlong-utf-8.csv", "acled-csv 1+0: not-utf8 1", with(b"\xC0\xAF")),
        small("surrogates-in-utf-8.csv", "acled-csv 1+0: not-utf8 1", with(b"\xED\xA0\x80")),
        small("beyond-unicode.csv", "acled-csv 1+0: not-utf8 1", with(b"\xF4\x90\x80\x80")),
    ]
}
