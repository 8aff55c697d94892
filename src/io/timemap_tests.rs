//! timemap: what it exports and what it keeps.

use crate::io::{ProblemKind, load_bytes};
use crate::model::{Kind, PlacePrecision};

#[test]
fn an_export_has_its_filters_as_type_and_its_sources_as_links() {
    let text = r#"[
        {"id":"CIV0001","date":"02/25/2022","latitude":"50.4501","longitude":"30.5234","location":"Kyiv","description":"Shelling of a residential block. Windows were broken &amp; a car burnt, as a film shows that was taken from the opposite house.","sources":[{"id":"S1","path":"https://example.org/film","description":"Film"},{"id":"S2","path":"","description":""}],"filters":[{"key":"Type of attack","value":"Shelling"},{"key":"Type of area","value":"Residential"}]},
        {"id":"CIV0002","date":"03/04/2022","latitude":"","longitude":"","location":"","description":"Short","sources":[],"filters":[]},
        {"id":"CIV0003","date":"13/13/2022","latitude":"190","longitude":"30","location":"Kharkiv","description":"x","sources":null,"filters":null},
        {"note":"nothing"}
    ]"#;
    let loaded = load_bytes("export.json", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("timemap-json", 4, 3));
    assert_eq!(report.notes, ["Dates put the month first, as 02/25/2022 shows."]);
    let count = |kind| report.problems.count(kind);
    assert_eq!(
        (count(ProblemKind::BadDate), count(ProblemKind::BadPlace), count(ProblemKind::NotAnEvent)),
        (1, 1, 1)
    );
    let event = |id: &str| loaded.dataset.event(loaded.dataset.find(id).unwrap()).unwrap();
    let first = event("CIV0001");
    assert_eq!(first.when().unwrap().in_words(), "Friday 25 February 2022");
    assert_eq!((first.title().as_str(), first.event_type()), ("Shelling of a residential block", "Shelling"));
    assert_eq!((first.kind(), first.place_precision()), (Kind::Strike, PlacePrecision::Exact));
    assert!(first.summary().ends_with("house.\nType of attack: Shelling\nType of area: Residential"));
    assert!(first.summary().contains("broken & a car"));
    let sources: Vec<(String, String)> =
        first.detail().sources.into_iter().map(|s| (s.title, s.url)).collect();
    let expected =
        [("Film", "https://example.org/film"), ("S2", "")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    assert_eq!(sources, expected);
    assert_eq!(event("CIV0002").when().unwrap().in_words(), "Friday 4 March 2022");
    assert_eq!((event("CIV0003").at(), event("CIV0003").place_precision()), (None, PlacePrecision::Near));
}

#[test]
fn events_as_they_are_kept_within() {
    let text = r#"{"events":[{"id":"7","date":"2014-08-24","time":"14:30","type":"","category":"Convoy","location":"Near Ilovaisk","latitude":"47.92","longitude":"38.2","description":"A convoy","associations":["Vehicles",{"id":"a1","title":"Tanks"}],"sources":["src1","https://example.org/x"]}],"sources":{"src1":{}}}"#;
    let loaded = load_bytes("internal.json", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("timemap-json", 1, 0));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_words(), "Sunday 24 August 2014, 14:30");
    assert_eq!((event.event_type(), event.title().as_str()), ("Vehicles", "A convoy"));
    assert_eq!(event.summary(), "Association: Vehicles\nAssociation: Tanks\nAssociation: Convoy");
    let sources = event.detail().sources;
    assert_eq!((sources[0].title.as_str(), sources[1].url.as_str()), ("src1", "https://example.org/x"));
}
