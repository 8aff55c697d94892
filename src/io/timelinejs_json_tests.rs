//! JSON of `TimelineJS`, of the present version and the second.

use crate::io::record::original;
use crate::io::{ProblemKind, load_bytes};

#[test]
fn slides_and_eras_of_the_present_version() {
    let text = r#"{"title":{"text":{"headline":"A <i>history</i>","text":""}},"events":[
        {"start_date":{"year":"2021","month":"8","day":"15","hour":"9","minute":"5"},"end_date":{"year":2021,"month":8,"day":16},"text":{"headline":"Kabul falls","text":"<p>Words</p>"},"media":{"url":"https://example.org/a.jpg","caption":"A gate","credit":""},"group":"Events","unique_id":"k"},
        {"start_date":{"year":"1996","month":"","day":"","display_date":"that year"},"text":{"headline":"A year"}},
        {"start_date":{"year":"-500"},"text":{"headline":"Long ago"}},
        {"start_date":{"year":"soon"},"text":{"headline":"Undated"}},
        {"background":{"color":"red"}}, 7],
        "eras":[{"start_date":{"year":"1978"},"end_date":{"year":"1992"},"text":{"headline":"A republic"}}],"scale":"human"}"#;
    let loaded = load_bytes("timeline.json", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("timelinejs-json", 7, 5));
    assert_eq!(report.notes, ["The timeline is called “A history”."]);
    let count = |kind| report.problems.count(kind);
    assert_eq!(
        (count(ProblemKind::NotAnEvent), count(ProblemKind::Unreadable), count(ProblemKind::BadDate)),
        (1, 1, 1)
    );
    let rows: Vec<(String, String)> = loaded
        .dataset
        .events()
        .map(|e| (e.title(), e.when().map_or(String::new(), |w| w.in_words())))
        .collect();
    let expected = [
        ("Long ago", "some time in -500"),
        ("A republic", "some time within 1 January 1978 – 31 December 1992"),
        ("A year", "some time in 1996"),
        ("Kabul falls", "between Sunday 15 August 2021, 09:05 and Tuesday 17 August 2021, 00:00"),
        ("Undated", ""),
    ];
    assert_eq!(rows, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    let era = loaded.dataset.events().nth(1).unwrap();
    let members = original(era.file().unwrap(), era.origin()).unwrap();
    assert_eq!((era.event_type(), members[0].0.as_str()), ("Era", "start_date"));
    let slide = loaded.dataset.event(loaded.dataset.find("k").unwrap()).unwrap();
    assert_eq!(slide.summary(), "Words\nPicture: A gate");
}

#[test]
fn slides_of_the_second_version_stand_within_the_timeline() {
    let text = r#"{"timeline":{"headline":"Old","type":"default","text":"x","date":[
        {"startDate":"2011,12,10,07,02,10","endDate":"2011,12,11","headline":"Vine","text":"<p>Words</p>","tag":"News","asset":{"media":"https://example.org/v","credit":"Ann","caption":"Film"}},
        {"startDate":"2012,1","headline":"A month","text":""}],
        "era":[{"startDate":"2011,12,10","endDate":"2011,12,11","headline":"Era","text":""}]}}"#;
    let loaded = load_bytes("old.json", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("timelinejs-json", 3, 0));
    let events: Vec<_> = loaded.dataset.events().collect();
    assert_eq!(events[0].event_type(), "Era");
    assert_eq!((events[1].title().as_str(), events[1].event_type()), ("Vine", "News"));
    assert!(events[1].when().unwrap().in_words().starts_with("between Saturday 10 December 2011, 07:02"));
    assert_eq!(events[1].detail().sources[0].url, "https://example.org/v");
    assert_eq!(events[2].when().unwrap().in_words(), "some time in January 2012");
    let members = original(events[1].file().unwrap(), events[1].origin()).unwrap();
    assert_eq!(members[2], ("headline".to_owned(), "Vine".to_owned()));
}
