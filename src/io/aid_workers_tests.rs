//! Aid-worker incidents: blank months and days, counts by organisation, claims of four harms.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{Kind, PlacePrecision};

const HEAD: &str = "Incident ID,Year,Month,Day,Country Code,Country,Region,District,City,UN,INGO,ICRC,NRCS and IFRC,NNGO,Other,Nationals killed,Total killed,Total wounded,Total kidnapped,Total detained,Total affected,Means of attack,Attack context,Location,Latitude,Longitude,Motive,Actor type,Actor name,Details,Verified,Source\n";

fn row(date: &str, place: &str, counts: &str) -> String {
    format!(
        "4101,{date},AF,Afghanistan,{place},1,0,0,0,2,0,1,{counts},3,Roadside IED,Ambush,Road,33.93,67.71,Unknown,Non-state armed group: National,Unknown,A convoy was hit.,Verified,Media\n"
    )
}

fn load(rows: &str) -> Loaded {
    load_bytes("security_incidents.csv", format!("{HEAD}{rows}").into_bytes())
}

#[test]
fn harms_are_claims_of_the_database_about_aid_workers() {
    let loaded = load(&row("2012,7,4", "Bamyan,Yakawlang,Nayak", "1,2,3,0"));
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("aid-workers-csv", 1, 0));
    let event = loaded.dataset.events().next().unwrap();
    let claims: Vec<String> = event
        .detail()
        .claims
        .iter()
        .map(|c| format!("{}: {} {} {}", c.speaker, c.victims, c.harm.id(), c.figure))
        .collect();
    assert_eq!(
        claims,
        [
            "Aid Worker Security Database: aid workers killed 1",
            "Aid Worker Security Database: aid workers wounded 2",
            "Aid Worker Security Database: aid workers abducted 3",
        ]
    );
    assert_eq!((event.kind(), event.toll().unwrap().best), (Kind::Strike, 1));
    assert_eq!(event.place().in_words(), "near Nayak, Yakawlang, Bamyan, Afghanistan");
    assert_eq!(event.title(), "Roadside IED, Nayak");
    assert_eq!(
        event.summary().lines().collect::<Vec<_>>(),
        [
            "A convoy was hit.",
            "Aid workers affected: UN 1, national NGOs 2",
            "Context: Ambush",
            "Kind of place: Road",
            "Kind of actor: Non-state armed group: National",
            "Verification: Verified",
        ]
    );
}

#[test]
fn blank_months_and_days_leave_the_year_or_month() {
    let rows = [
        row("2012,7,", "Bamyan,,", "0,0,0,0"),
        row("2012,,", ",,", ",,,"),
        row("2012,June,3", "Bamyan,Yakawlang,", "x,0,0,0"),
        format!("{}9,9,9,9{}\n", ",".repeat(16), ",".repeat(12)),
    ];
    let loaded = load(&rows.concat());
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded()), (4, 3));
    assert_eq!(report.problems.count(ProblemKind::TotalsRow), 1);
    assert_eq!(report.problems.count(ProblemKind::BadNumber), 1);
    let rows: Vec<_> = loaded
        .dataset
        .events()
        .map(|e| (e.when().unwrap().in_words(), e.place_precision(), e.toll().map(|t| t.best)))
        .collect();
    assert_eq!(
        rows,
        [
            ("some time in 2012".to_owned(), PlacePrecision::Country, None),
            ("Sunday 3 June 2012".to_owned(), PlacePrecision::District, None),
            ("some time in July 2012".to_owned(), PlacePrecision::Province, Some(0)),
        ]
    );
}
