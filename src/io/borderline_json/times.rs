//! Times of the event file: the shortest way to write one that reads back the same.

use super::dto::{SpanDto, WhenDto};
use crate::io::dates::{DayOrder, day, parse};
use crate::model::{DAY_SECS, Date, Instant, Precision, Span, When};

/// Parts of a day by name, as seconds from midnight of its date.
const PARTS: [(&str, i64, i64); 6] = [
    ("early-morning", 3, 6),
    ("morning", 6, 12),
    ("midday", 11, 14),
    ("afternoon", 12, 18),
    ("evening", 18, 22),
    ("night", 18, 30),
];

/// Reads a time; `None` where it says none, or one that does not exist.
pub fn read(dto: &WhenDto) -> Option<When> {
    let span = match dto {
        WhenDto::Text(text) => return parse(text, DayOrder::DayFirst),
        WhenDto::Span(span) => span,
    };
    let precision = Precision::from_id(&span.precision);
    if !span.date.is_empty() {
        let date = day(&span.date)?;
        if span.part.is_empty() {
            return parse(&span.date, DayOrder::DayFirst);
        }
        let (_, from, to) = PARTS.into_iter().find(|p| p.0 == span.part)?;
        return Some(part(date, from, to));
    }
    if !span.first.is_empty() {
        let days = When::days(day(&span.first)?, day(&span.last)?);
        return Some(When { precision: precision.unwrap_or(days.precision), ..days });
    }
    let (from, to) = (instant(&span.from)?, instant(&span.to)?);
    Some(When { span: Span::new(from, to)?, precision: precision.unwrap_or(Precision::Range) })
}

/// Writes a time.
pub fn write(when: When) -> WhenDto {
    let start = when.span.start();
    let date = start.date();
    let (hour, minute, second) = start.clock();
    let day_text = iso(date);
    let text = match when.precision {
        Precision::Day => day_text.clone(),
        Precision::Month => day_text.get(..day_text.len() - 3).unwrap_or_default().to_owned(),
        Precision::Year => day_text.get(..day_text.len() - 6).unwrap_or_default().to_owned(),
        Precision::Hour => format!("{day_text}T{hour:02}"),
        Precision::Minute => format!("{day_text}T{hour:02}:{minute:02}"),
        Precision::Second => format!("{day_text}T{hour:02}:{minute:02}:{second:02}"),
        _ => String::new(),
    };
    let short = [WhenDto::Text(text)].into_iter().chain(spans(when, date));
    // The last way always reads back the same.
    short.into_iter().find(|dto| read(dto) == Some(when)).unwrap_or_else(|| instants(when))
}

fn spans(when: When, date: Date) -> impl Iterator<Item = WhenDto> {
    let in_words = |span: SpanDto| WhenDto::Span(Box::new(span));
    let parts = PARTS.into_iter().map(move |(name, ..)| SpanDto {
        date: iso(date),
        part: name.to_owned(),
        ..SpanDto::default()
    });
    let days =
        SpanDto { first: iso(date), last: iso(Instant(when.span.end().0 - 1).date()), ..SpanDto::default() };
    let with_precision = SpanDto { precision: when.precision.id().to_owned(), ..days.clone() };
    parts.chain([days, with_precision]).map(in_words)
}

fn instants(when: When) -> WhenDto {
    WhenDto::Span(Box::new(SpanDto {
        from: clock(when.span.start()),
        to: clock(when.span.end()),
        precision: when.precision.id().to_owned(),
        ..SpanDto::default()
    }))
}

fn part(date: Date, from_hour: i64, to_hour: i64) -> When {
    let start = Instant(date.start_secs() + from_hour * 3600);
    When { span: Span::starting(start, (to_hour - from_hour) * 3600), precision: Precision::PartOfDay }
}

fn instant(text: &str) -> Option<Instant> {
    parse(text, DayOrder::DayFirst).map(|when| when.span.start())
}

fn clock(at: Instant) -> String {
    let (h, m, s) = at.clock();
    if at.0.rem_euclid(DAY_SECS) == 0 {
        iso(at.date())
    } else {
        format!("{}T{h:02}:{m:02}:{s:02}", iso(at.date()))
    }
}

/// ISO 8601 with a year of four digits, also before the year 0.
fn iso(date: Date) -> String {
    let sign = if date.year() < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", date.year().abs(), date.month(), date.day())
}
