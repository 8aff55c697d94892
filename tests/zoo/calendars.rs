//! Calendars that never end, repeat for ever or say no day.

use super::animal::{Animal, large, made, small};

/// A calendar with this inside.
fn calendar(inside: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{inside}END:VCALENDAR\r\n")
}

/// An event with these lines.
fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\r\nSUMMARY:A\r\n{lines}\r\nEND:VEVENT\r\n")
}

pub fn animals() -> Vec<Animal> {
    let good = || event("DTSTART:20251011T100000Z");
    let of = |lines: &str| calendar(&event(lines));
    vec![
        small(
            "event-never-closed.ics",
            "ical 1+1: cut-file 1",
            format!("BEGIN:VCALENDAR\r\n{}BEGIN:VEVENT\r\nDTSTART:20251011\r\n", good()),
        ),
        made("events-within-events.ics", "ical 0+1: cut-file 1", || {
            calendar(&"BEGIN:VEVENT\r\n".repeat(10_000)).into_bytes()
        }),
        made("components-within-components.ics", "ical 1+0", || {
            calendar(&(event("DTSTART:20251011") + &"BEGIN:X\r\n".repeat(100_000))).into_bytes()
        }),
        large("line-folded-for-ever.ics", "ical 2+0: long-field 1", || {
            calendar(
                &(event("DTSTART:20251011")
                    + &event(&("DESCRIPTION:x".to_owned() + &"\r\n x".repeat(3_000_000)))),
            )
            .into_bytes()
        }),
        large("line-without-end.ics", "ical 1+0 ! longer than 1048576 bytes", || {
            calendar(&(event("DTSTART:20251011") + "BEGIN:VEVENT\r\nSUMMARY:" + &"x".repeat(64 << 20)))
                .into_bytes()
        }),
        small("repeats-for-ever.ics", "ical 1+0", of("DTSTART:20251011\r\nRRULE:FREQ=SECONDLY;INTERVAL=1")),
        small("month-13.ics", "ical 1+0: bad-date 1", of("DTSTART:20251311")),
        small("year-0.ics", "ical 1+0: bad-date 1", of("DTSTART:00000101")),
        small("no-start.ics", "ical 1+0", of("DESCRIPTION:x")),
        small("zone-unknown.ics", "ical 1+0", of("DTSTART;TZID=../../etc/passwd:20251011T100000")),
        small("duration-huge.ics", "ical 1+0", of("DTSTART:20251011\r\nDURATION:P99999999999999999999W")),
        small("duration-negative.ics", "ical 1+0", of("DTSTART:20251011\r\nDURATION:-P1D")),
        small("end-before-start.ics", "ical 1+0: reversed-dates 1", of("DTSTART:20251011\r\nDTEND:20240101")),
        small("geo-nan.ics", "ical 1+0: bad-place 1", of("DTSTART:20251011\r\nGEO:NaN;inf")),
        small("geo-of-one.ics", "ical 1+0: bad-place 1", of("DTSTART:20251011\r\nGEO:33.9")),
        small("lines-without-colon.ics", "ical 1+0", of("DTSTART:20251011\r\nNONSENSE\r\n;;;\r\n:\r\n::")),
        small(
            "uid-twice.ics",
            "ical 2+0: repeated-id 1",
            calendar(&event("UID:1\r\nDTSTART:20251011").repeat(2)),
        ),
        small("quote-never-closed.ics", "ical 1+0", of("DTSTART;X=\"a:20251011")),
        small("no-events.ics", "ical 0+0 ! the calendar has no entries", calendar("")),
        small("bare-line-feeds.ics", "ical 1+0", calendar(&good()).replace('\r', "")),
    ]
}
