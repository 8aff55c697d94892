//! Records come out the same however the bytes are cut.

use super::*;

fn records(text: &[u8], piece: usize) -> Vec<(Vec<String>, u64, u32)> {
    let mut splitter = Splitter::new(b',', 0, &Limits::default());
    let (mut out, mut at) = (Vec::new(), 0);
    loop {
        let end = (at + piece).min(text.len());
        let (taken, step) = splitter.push(&text[at..end]);
        at += taken;
        match step {
            Step::NeedsMore => {}
            Step::Record => {
                let fields = splitter.raw_fields().map(|f| String::from_utf8(f.to_vec()).unwrap()).collect();
                let (byte, len) = splitter.place();
                out.push((fields, byte, len));
            }
            Step::End => return out,
            step => panic!("{step:?}"),
        }
    }
}

const TRAPS: &str =
    "id,notes\r\n1,\"a \"\"quoted\"\"\r\nline\nand another\"\n\n\r\n2,plain\r3,\"کرم, Kurram\"\r\n4,last";

#[test]
fn where_the_bytes_are_cut_changes_nothing() {
    let whole = records(TRAPS.as_bytes(), 10_000);
    assert_eq!(whole.len(), 5);
    assert_eq!(whole[1].0, ["1", "a \"quoted\"\r\nline\nand another"]);
    assert_eq!(whole[3].0, ["3", "کرم, Kurram"]);
    for piece in [1, 2, 3, 7, 64] {
        assert_eq!(records(TRAPS.as_bytes(), piece), whole, "{piece}");
    }
}

#[test]
fn a_record_is_found_again_at_its_bytes() {
    for (fields, byte, len) in records(TRAPS.as_bytes(), 10_000) {
        let start = usize::try_from(byte).unwrap();
        let alone = records(&TRAPS.as_bytes()[start..start + len as usize], 10_000);
        assert_eq!(alone[0].0, fields);
    }
}

#[test]
fn a_quotation_mark_that_never_closes_stops_at_the_limit() {
    let limits = Limits { record_bytes: 1000, ..Limits::default() };
    let mut splitter = Splitter::new(b',', 0, &limits);
    let text = format!("1,\"{}", "x".repeat(5000));
    let mut steps = text.as_bytes().chunks(100).map(|c| splitter.push(c).1);
    assert!(steps.any(|step| step == Step::TooLong));
}

#[test]
fn the_delimiter_is_told_by_the_header() {
    let delimiter = |text: &str| {
        let head = Head { bytes: text.into(), whole: true, ..Head::default() };
        header(&head).map(|(header, delimiter)| (header.names.len(), char::from(delimiter)))
    };
    assert_eq!(delimiter("a,b,c\n1,2,3\n"), Some((3, ',')));
    assert_eq!(delimiter("a;b;c,d;e\n"), Some((4, ';')));
    assert_eq!(delimiter("a\tb\tc"), Some((3, '\t')));
    assert_eq!(delimiter("{\"a\":1}"), None);
    assert_eq!(delimiter(""), None);
}

#[test]
fn column_names_are_found_in_any_writing() {
    let header = Header::new(vec!["Event Date".into(), "EVENT_TYPE".into(), "geo-precision".into()]);
    assert_eq!(header.find(&["date", "event_date"]), Column(Some(0)));
    assert!(header.has_all(&["event_type", "geo_precision"]));
    assert_eq!(header.find(&["latitude"]), Column(None));
}
