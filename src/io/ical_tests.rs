//! Calendars as programs export them.

use super::*;
use crate::io::{Loaded, load_bytes};

fn calendar(lines: &str) -> Loaded {
    let text = format!("BEGIN:VCALENDAR\nVERSION:2.0\n{lines}\nEND:VCALENDAR\n").replace('\n', "\r\n");
    load_bytes("x.ics", text.into_bytes())
}

fn event(lines: &str) -> Loaded {
    calendar(&format!("BEGIN:VEVENT\n{lines}\nEND:VEVENT"))
}

fn when(lines: &str) -> String {
    event(lines).dataset.events().next().unwrap().when().map_or("never".to_owned(), |w| w.in_short())
}

#[test]
fn days_times_and_spans() {
    assert_eq!(when("DTSTART;VALUE=DATE:20251011\nDTEND;VALUE=DATE:20251012"), "11 Oct 2025");
    assert_eq!(when("DTSTART;VALUE=DATE:20251011\nDTEND;VALUE=DATE:20251014"), "11 Oct 2025 – 13 Oct 2025");
    assert_eq!(when("DTSTART:20251011T210400Z"), "11 Oct 2025, 21:04:00");
    assert_eq!(when("DTSTART;TZID=Asia/Kabul:20251011T210400"), "11 Oct 2025, 21:04:00");
    let two_hours = event("DTSTART:20251011T210400Z\nDURATION:PT2H");
    assert_eq!(two_hours.dataset.events().next().unwrap().when().unwrap().span.secs(), 7200);
    assert_eq!(when("DTSTART:20251311\nSUMMARY:x"), "never");
    assert_eq!(when("SUMMARY:x"), "never");
}

#[test]
fn folded_escaped_and_nested_lines() {
    let loaded = event(
        "UID:a@b\nDTSTART:20251011T210400Z\nSUMMARY:Gate\\, closed\\; again\nDESCRIPTION:first\\nsec\n ond line\nLOCATION:Torkham\nGEO:34.12;71.09\nCATEGORIES:Closure,Border\nURL:https://example.org/a\nATTENDEE;CN=\"A: B\":mailto:x@y\nBEGIN:VALARM\nDESCRIPTION:not this\nDTSTART:19990101\nEND:VALARM",
    );
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.problems.total()), ("ical", 1, 0));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!((event.id(), event.title().as_str()), ("a@b", "Gate, closed; again"));
    assert_eq!((event.summary().as_ref(), event.place().name.as_str()), ("first\nsecond line", "Torkham"));
    assert_eq!(event.place_precision(), PlacePrecision::Exact);
    assert_eq!(event.detail().sources[0].url, "https://example.org/a");
    let shown = crate::io::original(event.file().unwrap(), event.origin()).unwrap();
    assert!(shown.contains(&("DESCRIPTION".to_owned(), "first\nsecond line".to_owned())), "{shown:?}");
    assert!(shown.contains(&("GEO".to_owned(), "34.12;71.09".to_owned())), "{shown:?}");
}

#[test]
fn what_repeats_and_what_is_no_event_is_said() {
    let loaded = calendar(
        "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VTODO\nSUMMARY:t\nEND:VTODO\n\
         BEGIN:VEVENT\nDTSTART:20251011\nRRULE:FREQ=DAILY\nEND:VEVENT\nBEGIN:VJOURNAL\nDTSTART:20251012\nEND:VJOURNAL",
    );
    let notes = loaded.reports[0].notes.join(" ");
    assert!(notes.contains("repeat: 1;") && notes.contains("Tasks were not read: 1."), "{notes}");
    assert_eq!(loaded.dataset.len(), 2);
}

#[test]
fn cut_and_empty_calendars_are_named() {
    let report = &load_bytes("x", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n".as_slice()).reports[0];
    assert_eq!((report.rows_skipped(), report.problems.count(ProblemKind::CutFile)), (1, 1));
    assert_eq!(
        calendar("").reports[0].error.as_deref(),
        Some("it holds no events: the calendar has no entries")
    );
    let endless = format!("BEGIN:VCALENDAR\nX:{}", "x".repeat(2 << 20));
    assert!(load_bytes("x", endless.into_bytes()).reports[0].error.as_ref().unwrap().contains("longer than"));
}
