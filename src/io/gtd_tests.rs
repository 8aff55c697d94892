//! GTD rows: months and days of 0, centroids, doubts, and codes for unknown.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{Harm, Kind, PlacePrecision, Role};

const HEAD: &str = "eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region_txt,provstate,city,latitude,longitude,specificity,vicinity,location,summary,doubtterr,attacktype1,attacktype1_txt,targtype1_txt,corp1,gname,gname2,claimed,weaptype1_txt,nkill,nkillter,nwound,scite1,scite2,dbsource\r\n";

/// A row with the cells that matter here.
fn row(date: &str, place: &str, doubt: &str, harm: &str) -> String {
    format!(
        "200705020003,{date},,0,,153,Pakistan,South Asia,Federally Administered Tribal Areas,{place},\"2 km from the bazaar, on the road\",\"05/02/2007: Gunmen attacked a post.\",{doubt},2,Armed Assault,Police,Frontier Corps,Tehrik-i-Taliban Pakistan (TTP),Unknown,1,Firearms,{harm},\"\"\"Six dead,\"\" Dawn, May 3, 2007\",BBC,START\r\n"
    )
}

fn load(rows: &str) -> Loaded {
    load_bytes("gtd.csv", format!("{HEAD}{rows}").into_bytes())
}

#[test]
fn a_whole_row_with_its_killed_and_wounded() {
    let loaded = load(&row("2007,5,2", "Parachinar,33.8992,70.1008,1,0", "1", "6.00,2,11"));
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("gtd-csv", 1, 0));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.title(), "Armed Assault: Tehrik-i-Taliban Pakistan (TTP), Parachinar");
    assert_eq!((event.kind(), event.place_precision()), (Kind::Battle, PlacePrecision::Exact));
    assert_eq!(
        event.summary().lines().collect::<Vec<_>>(),
        [
            "05/02/2007: Gunmen attacked a post.",
            "Where: 2 km from the bazaar, on the road",
            "Target: Police, Frontier Corps",
            "Weapon: Firearms",
            "Responsibility was claimed",
            "GTD has doubts whether this was terrorism",
        ]
    );
    assert_eq!(event.toll().unwrap().best, 6);
    let detail = event.detail();
    let claims: Vec<String> = detail
        .claims
        .iter()
        .map(|c| format!("{} {} {} {}", c.speaker, c.victims, c.harm.id(), c.figure))
        .collect();
    assert_eq!(claims, ["GTD all sides killed 6", "GTD perpetrators killed 2", "GTD all sides wounded 11"]);
    assert_eq!((detail.actors.len(), detail.actors[0].role), (1, Role::Party));
    assert_eq!(detail.sources[0].title, "\"Six dead,\" Dawn, May 3, 2007");
}

#[test]
fn a_month_or_day_of_zero_is_no_first_of_january() {
    let words = |date: &str| {
        let loaded = load(&row(date, ",,,,", "-9", ",,"));
        assert_eq!(loaded.reports[0].problems.total(), 0, "{date}");
        loaded.dataset.events().next().unwrap().when().unwrap().in_words()
    };
    assert_eq!(words("2007,5,0"), "some time in May 2007");
    assert_eq!(words("2007,0,0"), "some time in 2007");
    assert_eq!(words("2007,0,12"), "some time in 2007");
    let rough = row("2007,5,0", ",,,,", "-9", ",,").replace(",5,0,,", ",5,0,\"May 4-9, 2007\",");
    let loaded = load(&rough);
    let event = loaded.dataset.events().next().unwrap();
    assert!(event.summary().contains("Date as given: May 4-9, 2007"), "{}", event.summary());
}

#[test]
fn unknown_is_neither_zero_nor_a_group() {
    let text =
        row("2007,5,2", "Unknown,33.9,70.1,3,-9", "-9", "-99,-9,-99").replace(",1,Firearms", ",-9,Firearms");
    let loaded = load(&text);
    assert_eq!(loaded.reports[0].problems.total(), 0);
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.toll(), event.detail().claims.len()), (None, 0));
    assert_eq!(event.place_precision(), PlacePrecision::District);
    assert_eq!(event.place().name, "");
    assert!(!event.summary().contains("Responsibility") && !event.summary().contains("doubt"));
    let wounded = load(&row("2007,5,2", ",,,5,", "0", ",,3"));
    let event = wounded.dataset.events().next().unwrap();
    assert_eq!((event.toll(), event.place_precision()), (None, PlacePrecision::Province));
    let claims = event.detail().claims;
    assert_eq!((claims.len(), claims[0].harm), (1, Harm::Wounded));
}

#[test]
fn bad_cells_are_counted_and_sums_are_no_events() {
    let sums = format!("{}6,2,11,,,\r\n", ",".repeat(27));
    let rows = [
        row("2007,2,30", "Kurram,33.9,70.1,8,0", "0", "many,,"),
        row("2007,14,2", "Kurram,33.9,170.1,4,", "0", "1,,"),
        sums,
    ];
    let loaded = load(&rows.concat());
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (3, 2, 1));
    let count = |kind| report.problems.count(kind);
    assert_eq!((count(ProblemKind::BadDate), count(ProblemKind::BadNumber)), (2, 1));
    assert_eq!((count(ProblemKind::UnknownWord), count(ProblemKind::TotalsRow)), (1, 1));
    let words: Vec<String> = loaded.dataset.events().map(|e| e.when().unwrap().in_words()).collect();
    assert_eq!(words, ["some time in 2007", "some time in February 2007"]);
}

#[test]
fn a_reduced_copy_in_windows_1252_is_known_by_its_columns() {
    let text = "iyear,imonth,iday,country_txt,city,latitude,longitude,attacktype1_txt,gname,nkill\n\
        1970,7,2,Colombia,Bogot\u{e1},4.61,-74.08,Bombing/Explosion,Ej\u{e9}rcito,0\n";
    let bytes: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let loaded = load_bytes("gtd.csv", bytes);
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded()), ("gtd-csv", 1));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.place().name.as_str(), event.kind()), ("Bogotá", Kind::Strike));
    assert_eq!((event.toll().unwrap().best, event.place_precision()), (0, PlacePrecision::Near));
}
