//! GDELT tables without a header, old and new rows mixed.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{Kind, PlacePrecision};

/// A row of 1.0 or 2.0 by its number of fields.
fn row(fields: usize, id: &str, day: &str, code: &str, place: [&str; 5]) -> String {
    let mut row = vec![String::new(); fields];
    let [kind, name, fips, lat, lon] = place;
    let (geo, at) = if fields == 61 { (51, 5) } else { (49, 4) };
    let cells = [
        (0, id),
        (1, day),
        (2, day.get(..6).unwrap_or_default()),
        (3, day.get(..4).unwrap_or_default()),
        (5, "AFGREB"),
        (6, "TALIBAN"),
        (15, "PAKMIL"),
        (26, code),
        (28, &code[..2]),
        (29, "4"),
        (30, "-10.0"),
        (31, "7"),
        (32, "2"),
        (33, "5"),
        (34, "-3.24"),
        (geo, kind),
        (geo + 1, name),
        (geo + 2, fips),
        (geo + at, lat),
        (geo + at + 1, lon),
    ];
    for (index, cell) in cells {
        row[index] = cell.to_owned();
    }
    match fields {
        58 => row[57] = "http://example.org/old".to_owned(),
        61 => row[60] = "https://example.org/a?b=1".to_owned(),
        _ => {}
    }
    row.join("\t") + "\n"
}

const TOWN: [&str; 5] = ["4", "Parachinar, Khyber Pakhtunkhwa, Pakistan", "PK", "33.8992", "70.1008"];
const COUNTRY: [&str; 5] = ["1", "Afghanistan", "AF", "33", "66"];

fn load(text: &str) -> Loaded {
    load_bytes("20251011.export.CSV", text.as_bytes())
}

#[test]
fn a_row_of_two_is_read_with_its_codes_in_words() {
    let loaded = load(
        &row(61, "881990832", "20251011", "0190", TOWN).replace("0190", "190").replace("\t01\t4", "\t19\t4"),
    );
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("gdelt", 1, 0));
    assert!(report.notes[0].contains("no casualty figures"), "{:?}", report.notes);
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.title(), "Fight: TALIBAN / PAKMIL, Parachinar");
    assert_eq!((event.kind(), event.event_type(), event.sub_type()), (Kind::Battle, "Fight", "190"));
    assert_eq!(event.place().in_words(), "Parachinar, Khyber Pakhtunkhwa, Pakistan");
    assert_eq!(event.when().unwrap().in_words(), "Saturday 11 October 2025");
    assert!(
        event
            .summary()
            .starts_with("CAMEO event code 190: material conflict; Goldstein scale -10.0\nMentions 7,")
    );
    assert!(event.summary().ends_with("average tone -3.2"));
    assert_eq!((event.toll(), event.detail().claims.len()), (None, 0));
    let source = &event.detail().sources[0];
    assert_eq!((source.title.as_str(), source.url.as_str()), ("example.org", "https://example.org/a?b=1"));
}

#[test]
fn rows_of_57_58_and_61_fields_stand_in_one_file() {
    let text = [57, 58, 61]
        .map(|n| row(n, &n.to_string(), "20251011", "141", if n == 58 { COUNTRY } else { TOWN }))
        .concat();
    let loaded = load(&text);
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.problems.total()), (3, 3, 0));
    assert!(report.notes.iter().any(|n| n.contains("mixed")));
    let places: Vec<_> = loaded.dataset.events().map(|e| (e.place_precision(), e.at().is_some())).collect();
    let (exact, country) = ((PlacePrecision::Exact, true), (PlacePrecision::Country, true));
    assert_eq!(places, [exact, country, exact]);
    let columns = &loaded.dataset.files()[0].columns;
    assert_eq!((columns.len(), columns[38].as_str()), (39, "Actor1Geo_ADM1Code"));
}

#[test]
fn codes_keep_leading_zeros_and_quotation_marks_are_letters() {
    let text = row(61, "1", "20251011", "0214", TOWN).replace("TALIBAN", "\"TALIBAN");
    let loaded = load(&(text + &row(61, "2", "20251012", "036", TOWN)));
    assert_eq!(loaded.reports[0].rows_loaded(), 2);
    let codes: Vec<&str> = loaded.dataset.events().map(crate::model::EventRef::sub_type).collect();
    assert_eq!(codes, ["0214", "036"]);
    assert_eq!(loaded.dataset.events().next().unwrap().actor_names()[0], "\"TALIBAN");
    assert_eq!(loaded.dataset.files()[0].columns.len(), 61);
}

#[test]
fn bad_cells_are_counted_and_what_is_cut_is_left_out() {
    let text = [
        row(61, "1", "20251131", "190", TOWN),
        row(61, "2", "20251011", "990", ["9", "Kurram", "PK", "33.9", "170.1"]),
        row(61, "3", "20251011", "190", ["4", "Kurram", "PK", "133.9", "70.1"]),
        row(61, "4", "20251011", "190", ["0", "", "", "", ""]),
        "5\t20251011\t202510\t2025\n".to_owned(),
        row(61, "6", "20251011", "190", TOWN).trim_end().split_at(60).0.to_owned(),
    ];
    let loaded = load(&text.concat());
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (6, 4, 2));
    let count = |kind| report.problems.count(kind);
    assert_eq!((count(ProblemKind::BadDate), count(ProblemKind::UnknownWord)), (1, 2));
    assert_eq!((count(ProblemKind::SwappedAxes), count(ProblemKind::BadPlace)), (1, 0));
    assert_eq!((count(ProblemKind::ShortRecord), count(ProblemKind::CutFile)), (1, 1));
    let bad = loaded.dataset.events().find(|e| e.id() == "1").unwrap();
    assert_eq!(bad.when().unwrap().in_words(), "some time in 2025");
    let nowhere = loaded.dataset.events().find(|e| e.id() == "4").unwrap();
    assert_eq!((nowhere.at(), nowhere.place_precision()), (None, PlacePrecision::Unknown));
}
