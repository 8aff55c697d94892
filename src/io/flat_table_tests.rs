//! Exported tables after a spreadsheet or a person has had them.

use crate::io::{ProblemKind, load_bytes};
use crate::model::{EventRef, Figure, Harm, PlacePrecision, Precision, Toll};

const HEAD: &str = "id;title;start;end;date_precision;kind;place;latitude;longitude;place_precision;actors;fatalities;fatalities_low;fatalities_high;fatalities_said_by;claims\r\n";

#[test]
fn a_table_saved_again_by_a_spreadsheet_keeps_its_precision() {
    let rows = "1;A;11/10/2025;11/10/2025;day;battle;Kurram;33.9;70.1;near;A; 3;3;5;Police;\r\n\
        2;B;01.10.2025;31.10.2025;month;strike;;;;province;;;;;;\r\n\
        3;C;2025-10-11 18:00:00;2025-10-12 06:00:00;part-of-day;protest;;;;;;;;;;\r\n";
    let loaded = load_bytes("x.csv", format!("{HEAD}{rows}").into_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.problems.total()), ("borderline-table", 0));
    let whens: Vec<_> = loaded.dataset.events().map(|e| e.when().unwrap()).collect();
    let precisions: Vec<Precision> = whens.iter().map(|when| when.precision).collect();
    assert_eq!(precisions, [Precision::Month, Precision::Day, Precision::PartOfDay]);
    assert_eq!(whens[0].in_words(), "some time in October 2025");
    assert_eq!(whens[2].in_words(), "night of Saturday 11 October 2025");
    let first = loaded.dataset.event(loaded.dataset.find("1").unwrap()).unwrap();
    assert_eq!(first.toll(), Some(Toll { low: 3, best: 3, high: 5 }));
    assert_eq!(
        (first.place_precision(), first.detail().claims[0].speaker.as_str()),
        (PlacePrecision::Near, "Police")
    );
}

#[test]
fn what_a_person_writes_into_it_is_read_or_counted() {
    let rows = "1;A;soon;;day;battle;;;;exact;;;5;9;;\r\n\
        2;B;2025-10-11;;;battle;;95;70;exact;;many;;;;\r\n\
        3;C;2025-10-11;2025-10-09;day;unheard of;;;;exact;;;;;;our own words | Army: over 20 killed (fighters)\r\n";
    let loaded = load_bytes("x.csv", format!("{HEAD}{rows}").into_bytes());
    let problems = &loaded.reports[0].problems;
    let counts =
        [ProblemKind::BadDate, ProblemKind::BadPlace, ProblemKind::SwappedAxes, ProblemKind::BadNumber];
    assert_eq!(counts.map(|kind| problems.count(kind)), [2, 0, 1, 1]);
    let event = |id: &str| loaded.dataset.event(loaded.dataset.find(id).unwrap()).unwrap();
    assert_eq!((event("1").when(), event("1").toll()), (None, None));
    let claim = &event("1").detail().claims[0];
    assert_eq!(
        (claim.harm, claim.figure, claim.speaker.as_str()),
        (Harm::Killed, Figure::Between(5, 9), "the file")
    );
    assert_eq!(event("2").when().unwrap().precision, Precision::Day);
    let claims = event("3").detail().claims;
    assert_eq!((claims[0].text.as_str(), claims[1].figure), ("our own words", Figure::MoreThan(20)));
    assert!(loaded.dataset.events().all(|e: EventRef<'_>| e.own_title().len() == 1));
}
