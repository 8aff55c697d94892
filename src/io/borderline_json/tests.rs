//! Event files written by hand.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{Figure, Kind, PlacePrecision, Role};

fn events(list: &str) -> Loaded {
    let text = format!("{{\"format\": \"borderline-events\", \"version\": 1, \"events\": [{list}]}}");
    load_bytes("events.json", text.into_bytes())
}

fn when(json: &str) -> String {
    let loaded = events(&format!("{{\"when\": {json}}}"));
    loaded.dataset.events().next().unwrap().when().map_or("none".to_owned(), |w| w.in_words())
}

#[test]
fn times_may_be_written_short_or_long() {
    assert_eq!(when("\"2007\""), "some time in 2007");
    assert_eq!(when("\"2025-04\""), "some time in April 2025");
    assert_eq!(when(r#"{"date":"2025-10-11","part":"night"}"#), "night of Saturday 11 October 2025");
    assert_eq!(when(r#"{"first":"2025-10-01","last":"2025-10-10"}"#), "some time within 1–10 October 2025");
    assert_eq!(
        when(r#"{"first":"2025-10-06","last":"2025-10-12","precision":"week"}"#),
        "some time in the week of 6–12 October 2025"
    );
    assert_eq!(
        when(r#"{"from":"2025-10-11T21:00","to":"2025-10-11T23:30"}"#),
        "Saturday 11 October 2025, between 21:00 and 23:30"
    );
    assert_eq!([when("null"), when("\"soon\""), when(r#"{"date":"2025-10-11","part":"tea"}"#)], ["none"; 3]);
}

#[test]
fn figures_may_be_numbers_words_or_bounds() {
    let figure = |json: &str| {
        let loaded =
            events(&format!("{{\"claims\": [{{\"speaker\":\"x\",\"harm\":\"killed\",\"figure\":{json}}}]}}"));
        let claim = loaded.dataset.events().next().unwrap().detail().claims.remove(0);
        (claim.figure, loaded.reports[0].problems.count(ProblemKind::BadNumber))
    };
    assert_eq!(figure("58"), (Figure::Exact(58), 0));
    assert_eq!(figure("\"over 200\""), (Figure::MoreThan(200), 0));
    assert_eq!(figure(r#"{"at_least": 23}"#), (Figure::AtLeast(23), 0));
    assert_eq!(figure(r#"{"between": [12, 15]}"#), (Figure::Between(12, 15), 0));
    assert_eq!(figure("\"several\""), (Figure::Unstated, 0));
    assert_eq!(figure("null"), (Figure::Unstated, 0));
    assert_eq!(figure("-5"), (Figure::Unstated, 1));
}

#[test]
fn unknown_words_are_counted_and_nothing_else_is_lost() {
    let loaded = events(
        r#"{"id":"a","kind":"rebellion","when":"2025-10-11","where":{"name":"Kabul","lon":69.2,"lat":34.5,"precision":"roughly"},
            "actors":[{"name":"X","role":"boss"}],
            "claims":[{"speaker":"X","harm":"scared","source":3,"replies":[{"stance":"shrugged","by":"Y"}]}],
            "links":[{"relation":"caused","to":"b"},{"relation":"follows","to":"b"}],
            "colour":"red"}"#,
    );
    let report = &loaded.reports[0];
    assert_eq!(report.rows_loaded(), 1);
    assert_eq!(report.problems.count(ProblemKind::UnknownWord), 7);
    assert_eq!(report.problems.count(ProblemKind::MissingEvent), 1);
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.kind(), event.place_precision()), (Kind::Other, PlacePrecision::Near));
    let detail = event.detail();
    assert_eq!(
        (detail.actors[0].role, detail.links.len(), detail.claims[0].replies.len()),
        (Role::Party, 1, 0)
    );
}

#[test]
fn one_broken_event_does_not_lose_the_others() {
    let loaded = events(r#"{"id":"a"}, {"id": ["b"]}, 7, {"id":"c"}"#);
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded()), (4, 2));
    let count = |kind| report.problems.count(kind);
    assert_eq!((count(ProblemKind::Unreadable), count(ProblemKind::BadPart)), (2, 0));
}

#[test]
fn a_file_of_a_later_version_is_refused() {
    let text = r#"{"format":"borderline-events","version":9,"events":[]}"#;
    let loaded = load_bytes("new.json", text.as_bytes());
    assert!(loaded.reports[0].error.as_deref().unwrap().starts_with("version 9"));
}

#[test]
fn an_event_with_broken_parts_is_kept_without_them() {
    let text = r#"{"format":"borderline-events","version":1,"events":[
        {"id":"a","title":"Clash","title":"Again","where":{"name":"Kurram","lon":"NaN","lat":1e999},"toll":"many",
         "when":"2025-10-11","claims":[{"speaker":"A","figure":7,"source":1},{"speaker":5}],"sources":[7,{"title":"B"}]}]}"#;
    let loaded = crate::io::load_bytes("x.json", text.as_bytes());
    let (report, event) = (&loaded.reports[0], loaded.dataset.events().next().unwrap().to_event());
    assert_eq!((report.rows_loaded(), report.rows_skipped()), (1, 0));
    assert_eq!((event.title.as_str(), event.place.name.as_str(), event.place.at), ("Clash", "Kurram", None));
    assert_eq!((event.detail.claims.len(), event.detail.sources.len()), (1, 2));
    assert_eq!(event.detail.claims[0].source, Some(1));
    let problems: Vec<(&str, u64)> =
        report.problems.iter().map(|(kind, count, _)| (kind.id(), count)).collect();
    assert_eq!(problems, [("bad-place", 2), ("bad-number", 1), ("repeated-key", 1), ("bad-part", 2)]);
}
