//! The traps that real files hold, each with what a user sees of it; the fixtures hold the same among other things.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what goes wrong here is a failed test")]

use std::path::Path;

use borderline::io::{Job, Loaded, ProblemKind, load_bytes, load_paths};
use borderline::model::EventRef;

const HEAD: &str =
    "event_id_cnty,event_date,event_type,actor1,country,admin1,location,latitude,longitude,fatalities\n";

fn acled(rows: &str) -> Loaded {
    load_bytes("table.csv", (HEAD.to_owned() + rows).into_bytes())
}

fn fixture(name: &str) -> Loaded {
    load_paths(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)], &Job::default())
}

fn count(loaded: &Loaded, kind: ProblemKind) -> u64 {
    loaded.reports[0].problems.count(kind)
}

/// Rows loaded and skipped.
fn rows(loaded: &Loaded) -> (u64, u64) {
    (loaded.reports[0].rows_loaded(), loaded.reports[0].rows_skipped())
}

fn one(loaded: &Loaded) -> EventRef<'_> {
    loaded.dataset.events().next().unwrap()
}

fn says(loaded: &Loaded, words: &str) -> bool {
    loaded.reports[0].notes.iter().any(|note| note.contains(words))
}

#[test]
fn a_row_of_tags_is_no_event_in_any_kind_of_table() {
    let ours = "Date,Place,lat,lon\n#date,#loc,#geo+lat,#geo+lon\n2025-10-11,Kurram,33.9,70.1\n";
    for loaded in [load_bytes("x.csv", ours.as_bytes()), fixture("ucdp-csv-hxl.csv")] {
        assert_eq!((count(&loaded, ProblemKind::HxlRow), rows(&loaded).1), (1, 0));
    }
}

#[test]
fn sums_at_the_end_are_counted_once_and_as_no_event() {
    let loaded = acled("P1,2025-10-11,Battles,A,Pakistan,KP,Kurram,33.9,70.1,3\n,,,,,,,,,3\n");
    assert_eq!((rows(&loaded), count(&loaded, ProblemKind::TotalsRow)), ((1, 1), 1));
    assert_eq!(loaded.dataset.events().filter_map(EventRef::toll).map(|toll| toll.best).sum::<u32>(), 3);
}

#[test]
fn swapped_axes_are_said_and_not_turned_in_silence() {
    let near = |n: u32| format!("P{n},2025-10-11,Battles,A,Pakistan,KP,T{n},33.{n},70.{n},0\n");
    let far = "X1,2025-10-11,Battles,A,Pakistan,KP,Far,70.5,33.5,0\n";
    let loaded = acled(&((10..40).map(near).collect::<String>() + far));
    assert!(says(&loaded, "Pakistan: 1 events lie far from the other 30"), "{:?}", loaded.reports[0].notes);
    let kept = loaded.dataset.event(loaded.dataset.find("X1").unwrap()).unwrap();
    assert!((kept.at().unwrap().lat() - 70.5).abs() < 1e-4);
}

#[test]
fn coordinates_ruined_by_a_spreadsheet_leave_the_event_at_its_named_place() {
    let loaded = acled("P1,2025-10-11,Battles,A,Pakistan,KP,Kurram,31.610.269,70.1,3\n");
    assert_eq!((rows(&loaded), count(&loaded, ProblemKind::RuinedPlace)), ((1, 0), 1));
    assert_eq!((one(&loaded).at(), one(&loaded).place().admin1.as_str()), (None, "KP"));
    assert_ne!(one(&loaded).place_precision().id(), "exact");
}

#[test]
fn coordinates_with_decimal_commas_are_read_and_said() {
    let text =
        (HEAD.to_owned() + "P1,2025-10-11,Battles,A,Pakistan,KP,Kurram,33.9,70.1,3\n").replace(',', ";");
    let loaded = load_bytes("x.csv", text.replace("33.9", "33,9").replace("70.1", "70,1").into_bytes());
    assert!((one(&loaded).at().unwrap().lat() - 33.9).abs() < 1e-4);
    assert!(says(&loaded, "decimal commas"));
}

#[test]
fn a_month_is_a_month_long_and_never_its_first_day() {
    let months = ["Year,Month,Day,Place\n2025,10,0,Khost\n", "Date,Place\n2025-10,Khost\n"];
    for text in months {
        let loaded = load_bytes("x.csv", text.as_bytes());
        assert_eq!(one(&loaded).when().unwrap().in_short(), "Oct 2025", "{text}");
    }
}

#[test]
fn one_row_per_actor_is_said_and_the_rows_are_marked() {
    let loaded = fixture("acled-csv-2016.csv");
    assert!(says(&loaded, "one row per actor"));
    assert_eq!(count(&loaded, ProblemKind::RepeatedId), 1);
}

#[test]
fn ids_that_clash_lose_no_row() {
    let row = "P1,2025-10-11,Battles,A,Pakistan,KP,Kurram,33.9,70.1,3\n";
    let loaded = acled(&row.repeat(5));
    assert_eq!((rows(&loaded), count(&loaded, ProblemKind::RepeatedId)), ((5, 0), 4));
}

#[test]
fn bytes_that_windows_1252_does_not_define_lose_nothing() {
    let mut text = HEAD.as_bytes().to_vec();
    text.extend_from_slice(b"P1,2025-10-11,Battles,A\x90,Pakistan,KP,Bogot\xE1,33.9,70.1,3\n");
    let loaded = load_bytes("x.csv", text);
    assert_eq!((rows(&loaded), one(&loaded).place().name.as_str()), ((1, 0), "Bogotá"));
}

#[test]
fn line_feeds_in_quotes_among_carriage_returns_are_text() {
    let text =
        "Date,Place,lat,lon,Notes\r\n2025-10-11,Khost,33.3,69.9,\"a\nb\"\r\n2025-10-12,Thal,33.4,70.5,c\n";
    let loaded = load_bytes("x.csv", text.as_bytes());
    assert_eq!((rows(&loaded), one(&loaded).summary().as_ref()), ((2, 0), "a\nb"));
}

#[test]
fn a_cut_file_and_pasted_code_lose_no_whole_row() {
    let row = "P1,2025-10-11,Battles,A,Pakistan,KP,Kurram,33.9,70.1,3\n";
    let loaded = acled(&format!("{row}import csv\nprint(\"x\")\n{row}P2,2025-10-"));
    assert_eq!(rows(&loaded), (2, 3));
    assert_eq!((count(&loaded, ProblemKind::ShortRecord), count(&loaded, ProblemKind::CutFile)), (2, 1));
}

#[test]
fn nameless_columns_beside_one_with_both_coordinates_still_give_a_place() {
    let text =
        ",date,,,\"lat,lon\"\n0,2025-10-11,33.9,70.1,\"33.9,70.1\"\n1,2025-10-12,33.3,69.9,\"33.3,69.9\"\n";
    let loaded = load_bytes("x.csv", text.as_bytes());
    assert_eq!(rows(&loaded), (2, 0));
    assert!((one(&loaded).at().unwrap().lat() - 33.9).abs() < 1e-4);
}

#[test]
fn terms_of_use_before_the_data_and_counts_behind_it_are_named_and_not_read() {
    let loaded = fixture("workbook-acled.xlsx");
    assert!(says(&loaded, "not read: Terms of use, By month (counts, not events)"));
}

#[test]
fn events_without_coordinates_stay_on_the_timeline() {
    let loaded = load_bytes("x.csv", &b"Date,Town,Deaths\n2025-10-11,Khost,3\n2025-10-12,Thal,0\n"[..]);
    assert_eq!(rows(&loaded), (2, 0));
    assert!(loaded.dataset.events().all(|event| event.at().is_none() && event.when().is_some()));
}

#[test]
fn counts_by_month_are_no_events() {
    let text = "Country,Month,Year,Events,Fatalities\nPakistan,October,2025,12,30\n";
    let loaded = load_bytes("x.csv", text.as_bytes());
    assert!(loaded.reports[0].error.as_ref().unwrap().contains("counts by place and period"));
    assert!(loaded.dataset.is_empty());
}

#[test]
fn unknown_numbers_are_not_nothing() {
    let loaded = acled("P1,2025-10-11,Battles,A,Pakistan,KP,Kurram,33.9,70.1,-99\n");
    assert!(one(&loaded).toll().is_none());
    assert!(fixture("gdelt-mixed.CSV").dataset.events().all(|event| event.toll().is_none()));
}
