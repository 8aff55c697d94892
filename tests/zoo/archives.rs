//! KMZ and other archives that lie, lock, nest or grow.

use super::animal::{Animal, large, made, small};
use super::bytes::noise;
use super::xml::{good, kml};
use super::zip::{Entry, Part, archive, packed, stored};

pub fn animals() -> Vec<Animal> {
    [bombs(), lies(), others()].into_iter().flatten().collect()
}

fn bombs() -> Vec<Animal> {
    let start = || kml(&good()).replace("</Document></kml>", "");
    let bomb = move |n: usize| packed("doc.kml", &[Part::Plain(start().as_bytes()), Part::Run(b' ', n)]);
    let loose = move |n: usize| packed("doc.kml", &[Part::Plain(start().as_bytes()), Part::Loose(b' ', n)]);
    vec![
        made("bomb-by-ratio.kmz", "kmz 0+0 ! unpacks to more than 200 times", move || {
            archive(&[bomb(8 << 20)])
        }),
        large("bomb-of-1-gib.kmz", "kmz 0+0 ! unpacks to more than", move || archive(&[bomb(1 << 30)])),
        large("bomb-below-the-ratio.kmz", "kmz 0+0 ! unpacks to more than", move || {
            archive(&[loose(1 << 30)])
        }),
        large("bomb-by-count.kmz", "kmz 0+0 ! more than 4096 entries", || {
            let mut entries: Vec<Entry> = (0..60_000).map(|n| stored(&format!("{n}.kml"), b"")).collect();
            entries.push(stored("doc.kml", kml(&good()).as_bytes()));
            archive(&entries)
        }),
        made("bomb-within-a-bomb.kmz", "kmz 0+0 ! there is no KML file in the archive", move || {
            let inner = archive(&[bomb(64 << 20)]);
            archive(&[stored("inner.zip", &inner), stored("inner.kmz", &inner)])
        }),
        made("one-content-for-many-names.kmz", "kmz 1+0", || {
            let mut bytes =
                archive(&[stored("doc.kml", kml(&good()).as_bytes()), stored("b.kml", b"<kml/>")]);
            let at = bytes.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
            bytes[at + 42..at + 46].copy_from_slice(&[0xFF, 0xFF, 0, 0]);
            bytes
        }),
    ]
}

fn lies() -> Vec<Animal> {
    let text = kml(&good());
    let whole = stored("doc.kml", text.as_bytes());
    let with = |change: fn(&mut Entry)| {
        let mut entry = stored("doc.kml", kml(&good()).as_bytes());
        change(&mut entry);
        archive(&[entry])
    };
    let mut comment = archive(&[whole]);
    let len = comment.len();
    comment[len - 2] = 22;
    comment.extend_from_slice(b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\0\0\0\0");
    vec![
        small("locked.kmz", "kmz 0+0 ! the archive cannot be read", with(|e| e.flags = 1)),
        small(
            "packed-in-an-unknown-way.kmz",
            "kmz 0+0 ! the archive cannot be read",
            with(|e| e.method = 99),
        ),
        small("wrong-sum.kmz", "kmz 0+0 ! the archive cannot be read", with(|e| e.crc ^= 1)),
        small("says-to-be-large.kmz", "kmz 1+0", with(|e| e.size = u32::MAX)),
        small("no-deflate-at-all.kmz", "kmz 0+0 ! the archive cannot be read", with(|e| e.method = 8)),
        small("end-within-the-comment.kmz", "kmz 0+0 ! the archive cannot be read", comment),
        small(
            "name-that-leads-out.kmz",
            "kmz 1+0",
            with(|e| "../../../../tmp/x.kml".clone_into(&mut e.name)),
        ),
        small("name-that-is-absolute.kmz", "kmz 1+0", with(|e| "/etc/x.kml".clone_into(&mut e.name))),
        small(
            "name-with-letters-of-a-terminal.kmz",
            "kmz 1+0",
            with(|e| "\u{1b}[2J\u{202e}.kml".clone_into(&mut e.name)),
        ),
        small("name-with-nul.kmz", "kmz 1+0", with(|e| "a\0b.kml".clone_into(&mut e.name))),
    ]
}

fn others() -> Vec<Animal> {
    let text = kml(&good());
    let whole = archive(&[stored("doc.kml", text.as_bytes())]);
    let len = whole.len();
    vec![
        small("empty.zip", "! it is no text", archive(&[])),
        small("cut.kmz", "kmz 0+0 ! the archive cannot be read", &whole[..len - 40]),
        small("start-only.kmz", "! it is a ZIP archive", b"PK\x03\x04"),
        small(
            "noise-behind-the-start.zip",
            "! it is a ZIP archive",
            [b"PK\x03\x04", &noise(5000)[..]].concat(),
        ),
        small(
            "two-of-one-name.kmz",
            "kmz 0+0 ! there is no placemark in it",
            archive(&[stored("doc.kml", text.as_bytes()), stored("doc.kml", b"<kml/>")]),
        ),
        small(
            "noise-as-kml.kmz",
            "kmz 0+1: cut-file 1 ! there is no placemark in it",
            archive(&[stored("doc.kml", &noise(5000))]),
        ),
        small("empty-kml.kmz", "kmz 0+0 ! empty", archive(&[stored("doc.kml", b"")])),
        small(
            "letter.docx",
            "! it is a ZIP archive",
            archive(&[stored("word/document.xml", b"<w:document/>")]),
        ),
        small(
            "program.jar",
            "! it is a ZIP archive",
            archive(&[stored("META-INF/MANIFEST.MF", b"Main-Class: X\n")]),
        ),
        small(
            "table-in-a.zip",
            "! it is a ZIP archive",
            archive(&[stored("events.csv", b"date,lat,lon\n2025-10-11,1,2\n")]),
        ),
    ]
}
