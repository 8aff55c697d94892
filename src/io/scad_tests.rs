//! SCAD rows: codes in words, spans, unknown deaths, a row for each place.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{Kind, PlacePrecision, REPAIRED};

const HEAD: &str = "eventid,ccode,id,countryname,startdate,enddate,duration,stday,stmo,styr,eday,emo,eyr,etype,escalation,actor1,actor2,actor3,target1,target2,cgovtarget,rgovtarget,npart,ndeath,repress,elocal,ilocal,sublocal,locnum,gislocnum,issue1,issue2,issue3,issuenote,nsource,notes,coder,ACD_questionable,latitude,longitude,geo_comments,location_precision\n";

fn row(id: &str, start: &str, end: &str, codes: [&str; 5], place: &str) -> String {
    let [etype, escalation, participants, deaths, repression] = codes;
    format!(
        "{id},516,1,Burundi,3-Apr-92,5-Apr-92,3,{start},{end},{etype},{escalation},students,teachers,,government,Unknown,1,0,{participants},{deaths},{repression},Bujumbura,1,,{place},,4,,,\"Wages, arrears\",2,They marched,1,0,-3.38,29.36,,1\n"
    )
}

fn load(rows: &str) -> Loaded {
    load_bytes("scad.csv", format!("{HEAD}{rows}").into_bytes())
}

#[test]
fn codes_become_words_and_days_a_span() {
    let loaded = load(&row("5160001", "3,4,1992", "5,4,1992", ["2", "3", "4", "2", "2"], "1"));
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("scad-csv", 1, 0));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.title(), "Spontaneous demonstration: students / teachers, Bujumbura");
    assert_eq!(event.when().unwrap().in_words(), "some time within 3–5 April 1992");
    assert_eq!((event.kind(), event.place_precision()), (Kind::Protest, PlacePrecision::Near));
    assert_eq!(
        event.summary().lines().collect::<Vec<_>>(),
        [
            "Wages, arrears",
            "They marched",
            "Target: government",
            "Participants: 1,001 to 10,000",
            "Escalated to: Organised violent riot",
            "Repressed with deadly force",
        ]
    );
    assert_eq!(event.detail().claims[0].speaker, "SCAD");
}

#[test]
fn unknown_deaths_are_not_given_and_the_province_is_no_point() {
    let rows = [
        row("1", "3,4,1992", "3,4,1992", ["8", "0", "-99", "-99", "0"], "6"),
        row("1", "3,4,1992", "3,4,1992", ["8", "0", "-99", "-88", "0"], "7"),
        row("2", "9,4,1992", "3,4,1992", ["11", "0", "-99", "many", "0"], "1"),
        format!("{}12{}\n", ",".repeat(23), ",".repeat(18)),
    ];
    let loaded = load(&rows.concat());
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded()), (4, 3));
    let count = |kind| report.problems.count(kind);
    assert_eq!((count(ProblemKind::TotalsRow), count(ProblemKind::RepeatedId)), (1, 1));
    assert_eq!((count(ProblemKind::UnknownWord), count(ProblemKind::BadNumber)), (1, 1));
    assert_eq!(count(ProblemKind::ReversedDates), 1);
    assert!(report.notes.iter().any(|n| n.contains("a row for each place")));
    assert!(loaded.dataset.events().all(|e| e.toll().is_none()));
    let places: Vec<PlacePrecision> =
        loaded.dataset.events().map(crate::model::EventRef::place_precision).collect();
    assert!(places.contains(&PlacePrecision::Province) && places.contains(&PlacePrecision::Country));
    let turned = loaded.dataset.events().find(|e| e.id() == "2").unwrap();
    assert_eq!(turned.when().unwrap().in_words(), "some time within 3–9 April 1992");
    assert_eq!(turned.flags() & REPAIRED, REPAIRED);
}

#[test]
fn a_copy_without_columns_of_numbers_uses_its_dates_in_words() {
    let text =
        "eventid,countryname,startdate,enddate,etype,npart,ndeath,elocal\n1,Chad,3-Apr-92,,1,2,0,Sarh\n";
    let loaded = load_bytes("scad.csv", text.as_bytes());
    assert_eq!(loaded.reports[0].format, "scad-csv");
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_words(), "Friday 3 April 1992");
    assert_eq!((event.at(), event.place_precision()), (None, PlacePrecision::Near));
}
