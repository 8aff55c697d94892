//! `GeoJSON` as map makers, feeds and shapefiles write it.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{BAD_PLACE, Kind, PlacePrecision};

fn features(list: &str) -> Loaded {
    let text = format!("{{\"type\":\"FeatureCollection\",\"features\":[{list}]}}");
    load_bytes("map.json", text.into_bytes())
}

fn one(properties: &str) -> Loaded {
    features(&format!(
        r#"{{"type":"Feature","properties":{{{properties}}},"geometry":{{"type":"Point","coordinates":[70.1,33.9]}}}}"#
    ))
}

fn when(properties: &str) -> String {
    let loaded = one(properties);
    loaded.dataset.events().next().unwrap().when().map_or("none".to_owned(), |w| w.in_words())
}

#[test]
fn times_in_every_usual_property() {
    assert_eq!(when(r#""time":1706493582860,"updated":1706494252600"#), "Monday 29 January 2024, 01:59:42");
    assert_eq!(when(r#""date":"2025-10-11""#), "Saturday 11 October 2025");
    assert_eq!(when(r#""Date":"2025-10""#), "some time in October 2025");
    assert_eq!(when(r#""start":"2025-10-01","end":"2025-10-31""#), "some time in October 2025");
    assert_eq!(when(r#""year":2007"#), "some time in 2007");
    assert_eq!(when(r#""year":"2007","month":"3","day":"0""#), "some time in March 2007");
    assert_eq!(when(r#""date":"soon","year":2007"#), "some time in 2007");
    assert_eq!(when(r#""name":"nothing said""#), "none");
}

#[test]
fn a_shapefile_of_ucdp_with_cut_names_is_understood() {
    let loaded = one(
        r#""id":"146881","source_art":"\"AFP,2001-11-11,x\";\"BBC,2001-11-12,y\"","side_a":"Government of Afghanistan","side_b":"Civilians","date_start":"2001-11-10","date_end":"2001-11-11","deaths_a":30,"deaths_b":"6","deaths_civ":-9,"where_coor":"Takhar""#,
    );
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_words(), "some time within 10–11 November 2001");
    let sides = event.sides().unwrap();
    assert_eq!((sides.side_a, sides.side_b), (30, 6));
    assert_eq!((event.kind(), event.place_precision()), (Kind::Civilians, PlacePrecision::Near));
    assert_eq!(event.detail().sources.len(), 2);
    assert_eq!((event.id(), event.place().name.as_str()), ("146881", "Takhar"));
}

#[test]
fn one_broken_feature_does_not_lose_the_others() {
    let good = r#"{"type":"Feature","properties":{"date":"2025-10-11"},"geometry":null}"#;
    let endless = r#"{"type":"Feature","properties":{"date":"2025-10-12","mag":1e999},"geometry":{"type":"Point","coordinates":[1e999,2]}}"#;
    let twice = r#"{"type":"Feature","properties":{"date":"2025-10-13","date":"2024-01-01"},"geometry":{"type":"Point","coordinates":[33.9,170.1]}}"#;
    let broken = r#"{"type":"Feature" "properties":{}}"#;
    let loaded = features(&[good, endless, twice, broken, "7", "{\"a\":1}", good].join(","));
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (7, 4, 3));
    let count = |kind| report.problems.count(kind);
    assert_eq!((count(ProblemKind::BadPlace), count(ProblemKind::SwappedAxes)), (1, 1));
    assert_eq!((count(ProblemKind::Unreadable), count(ProblemKind::NotAnEvent)), (2, 1));
    assert_eq!(count(ProblemKind::RepeatedKey), 1);
    let last = loaded.dataset.events().last().unwrap();
    assert_eq!(last.when().unwrap().in_short(), "13 Oct 2025");
    assert_eq!(last.flags() & BAD_PLACE, BAD_PLACE);
}

#[test]
fn a_cut_file_keeps_what_came_before() {
    let text = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"date":"2025"},"geometry":null},{"type":"Fea"#;
    let report = &load_bytes("cut.geojson", text.as_bytes()).reports[0];
    assert_eq!((report.rows_loaded(), report.rows_skipped(), report.error.as_deref()), (1, 1, None));
    assert_eq!(report.problems.count(ProblemKind::CutFile), 1);
}

#[test]
fn single_features_and_features_one_a_line() {
    let feature = r#"{"type":"Feature","id":7,"properties":{"date":"2025-10-11","url":"https://example.org/a","source":"Example"},"geometry":{"type":"LineString","coordinates":[[70,33],[71,34]]}}"#;
    for (text, rows) in [(feature.to_owned(), 1), (format!("{feature}\n{feature}\n"), 2)] {
        let loaded = load_bytes("x", text.into_bytes());
        assert_eq!(loaded.reports[0].rows_loaded(), rows);
        let event = loaded.dataset.events().next().unwrap();
        assert_eq!((event.id(), event.place_precision()), ("7", PlacePrecision::Line));
        assert_eq!(event.detail().sources[0].url, "https://example.org/a");
    }
}

#[test]
fn a_bracket_where_a_feature_should_begin_does_not_hang() {
    let text = "{\"type\": \"Feature\", \"geometry\": null}, \"x\": 1}},\n{\"type\": \"Feature\", \"geometry\": null}\n]}";
    assert!(crate::io::load_bytes("x.geojson", text.as_bytes()).reports[0].error.is_some());
}
