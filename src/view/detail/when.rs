//! What is said below an event's time: the clocks of both sides of the border, and the days by another calendar.

use crate::geo::{Clock, LocalTime};
use crate::model::{EventId, Instant, OtherCalendar, Precision, When};
use crate::view::Look;

/// A line below the time, and what must be known of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    /// "20:30 in Kabul, 21:00 in Karachi"
    pub words: String,
    /// Said when the pointer rests on it; may be empty.
    pub tip: &'static str,
}

/// The lines below an event's time.
pub fn lines(look: Look<'_>, id: EventId, when: &When, local: Option<&LocalTime>) -> Vec<Line> {
    let by_clock = match look.work.clock_of(id) {
        None => as_written(when),
        Some(clock) => local.and_then(|local| by_clocks(when, clock, local)),
    };
    let by_calendar = look.work.calendar().and_then(|calendar| by_calendar(when, calendar));
    by_clock.into_iter().chain(by_calendar).collect()
}

fn has_clock(when: &When) -> bool {
    matches!(when.precision, Precision::Second | Precision::Minute | Precision::Hour)
}

fn as_written(when: &When) -> Option<Line> {
    let tip = "Files rarely say which clock their times are of; File ▸ Clock of the times… sets it. Times that name their zone \
        are in UTC";
    has_clock(when).then(|| Line { words: "time as written, clock not known".to_owned(), tip })
}

/// "20:30 in Kabul, 21:00 in Karachi"; with the day where it is another one than the file's.
fn by_clocks(when: &When, clock: &Clock, local: &LocalTime) -> Option<Line> {
    let start = when.span.start();
    let utc = clock.utc_of(start).filter(|_| has_clock(when))?;
    let own = local.clocks.iter().filter(|side| side.clock != *clock).map(|side| &side.clock);
    let said = std::iter::once(clock).chain(own).map(|clock| {
        let shown = clock.shown(utc);
        let (h, m, _) = shown.clock();
        let day = if shown.date() == start.date() { String::new() } else { format!("{} ", day(shown)) };
        let town = clock.town();
        if town == "UTC" {
            format!("{day}{h:02}:{m:02} UTC")
        } else {
            format!("{day}{h:02}:{m:02} in {town}")
        }
    });
    Some(Line { words: said.collect::<Vec<_>>().join(", "), tip: "" })
}

fn day(at: Instant) -> String {
    let date = at.date();
    format!("{} {}", date.day(), date.month_name())
}

/// "19 Mizan (Mehr) 1404, Solar Hijri"
fn by_calendar(when: &When, calendar: OtherCalendar) -> Option<Line> {
    let last = Instant(when.span.end().0 - 1).date();
    let days = calendar.days_in_words(when.span.start().date(), last)?;
    let within = if when.precision.is_exact_day() { "" } else { "within " };
    Some(Line { words: format!("{within}{days}, {}", calendar.label()), tip: calendar.note() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::SideClock;
    use crate::model::{Date, LonLat};

    fn border() -> LocalTime {
        let side = |name: &str| SideClock { side: String::new(), clock: Clock::named(name).unwrap(), of: 1 };
        LocalTime {
            clocks: vec![side("Asia/Kabul"), side("Asia/Karachi")],
            middle: LonLat::new(69.0, 33.0).unwrap(),
        }
    }

    fn at(hour: i64, precision: Precision) -> When {
        When::clock(Instant(Date::new(2025, 10, 11).unwrap().start_secs() + hour * 3600), precision)
    }

    fn said(when: &When, clock: &str) -> Option<String> {
        by_clocks(when, &Clock::named(clock).unwrap(), &border()).map(|line| line.words)
    }

    #[test]
    fn a_time_is_said_by_the_clocks_of_both_sides() {
        let evening = at(16, Precision::Minute);
        assert_eq!(said(&evening, "UTC").unwrap(), "16:00 UTC, 20:30 in Kabul, 21:00 in Karachi");
        assert_eq!(said(&evening, "Asia/Kabul").unwrap(), "16:00 in Kabul, 16:30 in Karachi");
        let late = at(20, Precision::Minute);
        assert_eq!(
            said(&late, "UTC").unwrap(),
            "20:00 UTC, 12 October 00:30 in Kabul, 12 October 01:00 in Karachi"
        );
    }

    #[test]
    fn a_day_has_no_clock() {
        let day = When::day(Date::new(2025, 10, 11).unwrap());
        assert_eq!((said(&day, "UTC"), as_written(&day)), (None, None));
        assert!(as_written(&at(16, Precision::Hour)).is_some());
    }
}
