//! What a reader must be able to answer from the sample.

use super::*;
use crate::model::{Dataset, Detail, Event, EventRef, Kind, PlacePrecision, Stance};

fn event(data: &Dataset, id: &str) -> Event {
    data.event(data.find(id).unwrap()).unwrap().to_event()
}

#[test]
fn all_sixteen_events_are_there_with_their_source_and_no_fault() {
    let loaded = sample();
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.format), (16, 16, "borderline-json"));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(loaded.dataset.dated(), 16);
    for e in loaded.dataset.events() {
        let detail: Detail = e.detail();
        assert!(detail.sources[0].title.starts_with("Pakistan’s Policy Shift?"), "{}", e.id());
        assert!(!e.own_title().is_empty() && !e.summary().is_empty());
        assert!(detail.claims.iter().all(|c| c.source == Some(0) && !c.speaker.is_empty()));
    }
}

#[test]
fn times_are_as_sure_as_the_article() {
    let data = sample().dataset;
    let when = |id| event(&data, id).when.unwrap().in_words();
    assert_eq!(when("ttp-formed-2007"), "some time in 2007");
    assert_eq!(when("taliban-return-2021-08"), "some time in August 2021");
    assert_eq!(when("dar-visits-kabul-2025-04"), "some time in April 2025");
    assert_eq!(when("moscow-format-2025-10"), "some time within 1–10 October 2025");
    assert_eq!(when("kabul-explosions-2025-10-09"), "night of Thursday 9 October 2025");
    assert_eq!(when("border-clashes-2025-10-11"), "night of Saturday 11 October 2025");
    assert_eq!(when("kurram-fighting-2025-10-14"), "night of Tuesday 14 October 2025");
    assert_eq!(when("shelling-2025-10-14"), "some time within 14–15 October 2025");
}

#[test]
fn places_are_as_sure_as_the_article() {
    let data = sample().dataset;
    let place = |id| event(&data, id).place;
    assert_eq!(place("kurram-fighting-2025-10-14").in_words(), "near Kurram, Khyber Pakhtunkhwa, Pakistan");
    assert_eq!(place("kurram-fighting-2025-10-14").at, None);
    assert_eq!(place("border-clashes-2025-10-11").precision, PlacePrecision::Line);
    assert_eq!(place("eastern-province-strike-2025-10-09").precision, PlacePrecision::Province);
    let points: Vec<&str> = data.events().filter(|e| e.at().is_some()).map(EventRef::id).collect();
    assert_eq!(points, ["dar-visits-kabul-2025-04", "moscow-format-2025-10", "kabul-explosions-2025-10-09"]);
    for id in [
        "follow-up-meeting-2025-05",
        "follow-up-meeting-2025-08",
        "basit-assessment-2025-10",
        "baloch-assessment-2025-10",
    ] {
        assert_eq!(place(id).precision, PlacePrecision::Unknown, "{id}");
    }
}

#[test]
fn the_figures_of_11_october_stand_side_by_side() {
    let clashes = event(&sample().dataset, "border-clashes-2025-10-11");
    let said: Vec<String> = clashes
        .detail
        .claims
        .iter()
        .map(|c| format!("{}: {} {} {}", c.speaker, c.figure, c.victims, c.harm.label()))
        .collect();
    assert_eq!(
        said,
        [
            "Pakistan: over 200 Taliban fighters killed",
            "Afghan Taliban: 58 Pakistani soldiers killed",
            "the article: at least 23 Pakistani soldiers killed",
            "the article: 29 Pakistani soldiers wounded",
            "Pakistan: over 21 Taliban posts inside Afghanistan posts taken",
        ]
    );
    let reply = &clashes.detail.claims[0].replies[0];
    assert_eq!((reply.stance, reply.by.as_str()), (Stance::NotConfirmed, "Afghan officials"));
}

#[test]
fn talks_and_fighting_alternate_and_relations_lead_somewhere() {
    let data = sample().dataset;
    let kinds = data.events().fold([0; 8], |mut n, e| {
        n[e.kind().index()] += 1;
        n
    });
    let of = |kind: Kind| kinds[kind.index()];
    assert_eq!((of(Kind::Diplomacy), of(Kind::Battle), of(Kind::Strike), of(Kind::Statement)), (4, 4, 3, 2));
    let links: Vec<String> = data.events().flat_map(|e| e.detail().links).map(|l| l.to).collect();
    assert_eq!(links.len(), 9);
    assert!(links.iter().all(|to| data.find(to).is_some()));
}
