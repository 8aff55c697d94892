//! Sheets of `TimelineJS`: partial dates, years before Christ, HTML, a title and an era.

use crate::io::{ProblemKind, load_bytes};
use crate::model::Precision;

const HEAD: &str = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background\n";

#[test]
fn slides_are_events_and_the_title_is_none() {
    let text = format!(
        "{HEAD},,,,,,,,,A history,<p>Words</p>,,,,,title,,\n\
        2021,8,15,14:30,,,,,,<b>Kabul</b> falls,\"<p>First &amp; last.</p><p>More</p>\",https://example.org/a.jpg,Ann,\"<a href='x'>A gate</a>\",,,Events,\n\
        2021,8,,,,,,,August of that year,A month,,<blockquote>Said so</blockquote>,,,,,,\n\
        1978,4,27,,1992,4,28,,,A republic,,,,,,era,,\n\
        -44,3,15,,,,,,,Long ago,,,,,,,,\n\
        -13800000000,,,,,,,,,The beginning,,,,,,,,\n\
        2021,2,30,25:00,,,,,,No such day,,,,,,,,\n\
        ,,,,,,,,,,,,,,,,,#fff\n"
    );
    let loaded = load_bytes("sheet.csv", text.into_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("timelinejs-csv", 8, 6));
    assert_eq!(report.notes, ["The timeline is called “A history”."]);
    let count = |kind| report.problems.count(kind);
    assert_eq!((count(ProblemKind::NotAnEvent), count(ProblemKind::BadDate)), (2, 2));
    let events: Vec<_> = loaded.dataset.events().collect();
    let words: Vec<String> = events.iter().filter_map(|e| e.when()).map(|w| w.in_words()).collect();
    assert_eq!(
        words,
        [
            "Thursday 15 March -44",
            "some time within 27 April 1978 – 28 April 1992",
            "some time in February 2021",
            "some time in August 2021",
            "Sunday 15 August 2021, 14:30",
        ]
    );
    assert_eq!((events[1].event_type(), events[1].when().unwrap().precision), ("Era", Precision::Range));
    assert_eq!(events[3].summary(), "Date as given: August of that year\nSaid so");
    let kabul = events[4];
    assert_eq!((kabul.title().as_str(), kabul.event_type()), ("Kabul falls", "Events"));
    assert_eq!(kabul.summary(), "First & last.\nMore\nPicture: A gate\nCredit: Ann");
    assert_eq!(kabul.detail().sources[0].url, "https://example.org/a.jpg");
    assert_eq!((events[5].title().as_str(), events[5].when()), ("The beginning", None));
}

#[test]
fn a_sheet_from_before_2015_has_whole_dates() {
    let text = "Start Date,End Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Tag\n\
        12/25/2011,12/27/2011,Days,,,,,,,News\n5/2009,,A month,,,,,,,\n";
    let loaded = load_bytes("old.csv", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded(), report.problems.total()), ("timelinejs-csv", 2, 0));
    let words: Vec<String> = loaded.dataset.events().map(|e| e.when().unwrap().in_words()).collect();
    assert_eq!(words, ["some time in May 2009", "some time within 25–27 December 2011"]);
}
