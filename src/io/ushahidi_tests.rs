//! Ushahidi reports: lists of categories, days before months, no-break spaces.

use crate::io::{ProblemKind, load_bytes};
use crate::model::{Kind, PlacePrecision};

const HEAD: &str = "#,INCIDENT TITLE,INCIDENT DATE,LOCATION,DESCRIPTION,CATEGORY,LATITUDE,LONGITUDE,FIRST NAME,LAST NAME,EMAIL,APPROVED,VERIFIED\n";

#[test]
fn reports_keep_their_categories_and_lose_their_reporters() {
    let text = format!(
        "{HEAD}\"12\",\"Road closed after clash\",\"03/04/2012 21:30\",\"Sadda\",\"Two lines\nof text\",\"Clash, Road block, \",\"33.69\",\"70.33\",\"Ann\",\"Example\",\"ann@example.org\",YES,NO\n\
        \"13\",\"Shops shut\",\"25/12/2011\u{a0}10:05\",\"Sadda\",\"\",\"\",\"\",\"\",,,,NO,NO\n\
        \"14\",\"Undated\",\"soon\",\"\",\"x\",\"\",\"133.69\",\"70.33\",,,,NO,NO\n\
        ,,,,,,,,,,,,\n\
        ,,,,,,33,70,,,,,\n"
    );
    let loaded = load_bytes("reports.csv", text.into_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("ushahidi-csv", 4, 3));
    assert_eq!(report.notes, ["Dates put the day first, as 25/12/2011\u{a0}10:05 shows."]);
    let count = |kind| report.problems.count(kind);
    assert_eq!(
        (count(ProblemKind::BadDate), count(ProblemKind::BadPlace) + count(ProblemKind::SwappedAxes)),
        (1, 1)
    );
    let [first, second, third] =
        ["13", "12", "14"].map(|id| loaded.dataset.event(loaded.dataset.find(id).unwrap()).unwrap());
    assert_eq!(first.when().unwrap().in_words(), "Sunday 25 December 2011, 10:05");
    assert_eq!(second.when().unwrap().in_words(), "Tuesday 3 April 2012, 21:30");
    assert_eq!(
        (second.title().as_str(), second.event_type(), second.kind()),
        ("Road closed after clash", "Clash", Kind::Battle)
    );
    assert_eq!(
        second.summary(),
        "Two lines\nof text\nCategories: Clash, Road block\nApproved: YES\nVerified: NO"
    );
    assert_eq!((first.at(), first.place_precision()), (None, PlacePrecision::Near));
    assert_eq!((third.when(), third.at(), third.place_precision()), (None, None, PlacePrecision::Unknown));
    assert!(loaded.dataset.events().all(|e| !format!("{:?}", e.to_event()).contains("ann@")));
}
