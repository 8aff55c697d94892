//! UCDP files: full, tagged and reduced.

use crate::io::{ProblemKind, load_bytes};
use crate::model::{Kind, PlacePrecision, Precision};

const FULL: &str = "id,relid,year,type_of_violence,side_a,side_b,source_article,source_office,source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,country,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n";
const TAGS: &str = ",,#date+year,,#group+name+first,#group+name+second,#meta+source,,,,,#loc+name,,#adm1+name,#adm2+name,#geo+lat,#geo+lon,#country+name,,#date+start,#date+end,,,,,#affected+killed,,\n";

fn row(prec: &str, start: &str, end: &str, place: &str, violence: &str) -> String {
    format!(
        "7,PAK-1,2009,{violence},Government of Pakistan,TTP,\"\"\"Dawn,2009-05-02,Clash\"\";\"\"AFP,2009-05-03,More\"\"\",Dawn;AFP,Clash in Kurram,officials,{place},Kurram district,Lower Kurram,FATA,Kurram,33.7,70.2,Pakistan,{prec},{start} 00:00:00.000,{end} 00:00:00.000,2,11,,0,13,20,9\n"
    )
}

#[test]
fn both_sides_estimates_and_articles_are_kept_apart() {
    let text = format!("{FULL}{TAGS}{}", row("1", "2009-05-02", "2009-05-02", "3", "1"));
    let loaded = load_bytes("ged.csv", text.into_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_skipped()), ("ucdp-csv", 1, 0));
    assert_eq!(report.problems.count(ProblemKind::HxlRow), 1);
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_words(), "Saturday 2 May 2009");
    assert_eq!((event.kind(), event.place_precision()), (Kind::Battle, PlacePrecision::District));
    assert_eq!(event.summary(), "Clash in Kurram\nWhere: Lower Kurram\nAccording to: officials");
    let detail = event.detail();
    let sources: Vec<&str> = detail.sources.iter().map(|s| s.title.as_str()).collect();
    assert_eq!(sources, ["Dawn,2009-05-02,Clash", "AFP,2009-05-03,More"]);
    let claims: Vec<String> = detail.claims.iter().map(|c| format!("{} {}", c.victims, c.figure)).collect();
    assert_eq!(claims, ["all sides 9–20", "Government of Pakistan 2", "TTP 11"]);
    assert!(detail.claims.iter().all(|c| c.speaker == "UCDP"));
}

#[test]
fn spans_are_weeks_months_years_or_ranges_and_never_a_first_day() {
    let when = |prec, start, end| {
        let text = format!("{FULL}{}", row(prec, start, end, "5", "3"));
        let loaded = load_bytes("ged.csv", text.into_bytes());
        let event = loaded.dataset.events().next().unwrap();
        assert_eq!((event.kind(), event.place_precision()), (Kind::Civilians, PlacePrecision::Line));
        event.when().unwrap()
    };
    assert_eq!(when("2", "2009-05-02", "2009-05-04").in_words(), "some time within 2–4 May 2009");
    assert_eq!(when("3", "2009-05-02", "2009-05-08").precision, Precision::Week);
    assert_eq!(when("4", "2009-05-01", "2009-05-31").in_words(), "some time in May 2009");
    assert_eq!(when("5", "2009-01-01", "2009-12-31").in_words(), "some time in 2009");
}

#[test]
fn days_in_the_wrong_order_are_turned_round_and_said_aloud() {
    let text = format!("{FULL}{}", row("2", "2009-05-04", "2009-05-02", "9", "9"));
    let loaded = load_bytes("ged.csv", text.into_bytes());
    let problems = &loaded.reports[0].problems;
    assert_eq!(problems.count(ProblemKind::ReversedDates), 1);
    assert_eq!(problems.count(ProblemKind::UnknownWord), 2);
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_words(), "some time within 2–4 May 2009");
}

#[test]
fn the_reduced_form_with_violence_in_words() {
    let text = "id,date_start,date_end,year,type_of_violence,side_a,side_b,longitude,latitude,country,region,deaths_a,deaths_b,deaths_civilians,best,low,high\n\
        67972,2013-01-11,2013-01-12,2013,one-side violence,MUJAO,Civilians,-3.89474,14.94329,Mali,Africa,12,16,3,31,31,50\n\
        ,,,,,,,,,,,12,16,3,31,31,50\n";
    let loaded = load_bytes("ged191.csv", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.rows_loaded(), report.problems.count(ProblemKind::TotalsRow)), (1, 1));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.kind(), event.event_type()), (Kind::Civilians, "One-sided violence"));
    assert_eq!(event.place_precision(), PlacePrecision::Near);
    assert_eq!(event.title(), "One-sided violence: MUJAO / Civilians, Mali");
}
