//! What the readers of tables share: rows that are no events, dates in three cells, and texts put together from cells.

use super::clock::parse_clock;
use super::csv::Record;
use super::dates::{DayOrder, Parts, parse};
use super::figures::{Count, count};
use super::problem::ProblemKind;
use super::rows::PLAUSIBLE_YEARS;
use super::sink::FileSink;
use crate::model::{BAD_DATE, Instant, Origin, Precision, REPAIRED, When};

/// Leaves out a row without id and date: a row of sums if it holds some, else no event.
pub fn leave_out(r: &Record<'_>, sums: &str, out: &mut FileSink<'_>) {
    let kind = if sums.is_empty() { ProblemKind::NotAnEvent } else { ProblemKind::TotalsRow };
    let text = r.fields().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(", ");
    out.skip(r.origin, kind, &text);
}

/// Writes a line of its own into a text, unless there is nothing to say.
pub fn add_line(text: &mut String, label: &str, said: &str) {
    let said = said.trim();
    if said.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(label);
    text.push_str(said);
}

/// A cell that says nothing: blank, or a code or word for unknown.
pub fn is_unknown(cell: &str) -> bool {
    count(cell) == Count::NotGiven || cell.eq_ignore_ascii_case("unknown")
}

/// The cell, or nothing where it only says that nothing is known.
pub fn known(cell: &str) -> &str {
    if is_unknown(cell) { "" } else { cell }
}

/// The day, month or year that the cells `[year, month, day]` name; a month or day that is blank, 0 or a code for
/// unknown leaves the month or year. A month may be a name. Years below 0 are those before Christ in astronomical
/// numbering when `years` allows them. What does not exist is counted, and the part of it that does is kept.
pub fn year_month_day(
    cells: [&str; 3],
    years: &std::ops::RangeInclusive<i32>,
    at: Origin,
    out: &mut FileSink<'_>,
) -> (Option<When>, u8) {
    let [year_text, month_text, day_text] = cells;
    if year_text.is_empty() {
        return if month_text.is_empty() && day_text.is_empty() {
            (None, 0)
        } else {
            bad_date(cells, None, at, out)
        };
    }
    let year = whole(year_text).filter(|year| years.contains(year));
    let Some(year) = year else { return bad_date(cells, None, at, out) };
    let (month, day) = (month(month_text), small(day_text));
    let parts = |month, day| Parts { year, month, day }.when();
    match (month, day) {
        (Some(month), Some(day)) => match parts(month, day) {
            Some(when) => (Some(when), 0),
            None => bad_date(cells, parts(month, 0).or_else(|| parts(0, 0)), at, out),
        },
        (Some(month), None) => bad_date(cells, parts(month, 0).or_else(|| parts(0, 0)), at, out),
        (None, _) => bad_date(cells, parts(0, 0), at, out),
    }
}

/// A date as text; what cannot be read is counted.
pub fn date(
    text: &str,
    order: DayOrder,
    column: &'static str,
    at: Origin,
    out: &mut FileSink<'_>,
) -> (Option<When>, u8) {
    if is_unknown(text) || text.trim().is_empty() {
        return (None, 0);
    }
    // Spreadsheets and web pages put no-break spaces between day and time.
    let text = text.replace('\u{a0}', " ");
    let when = parse(&text, order).filter(|w| PLAUSIBLE_YEARS.contains(&w.span.start().date().year()));
    if when.is_some() {
        return (when, 0);
    }
    out.problem(at, ProblemKind::BadDate, column, &text, "event kept without a date");
    (None, BAD_DATE)
}

/// From the start of the first to the end of the second, with the mark for the row; one of them may be missing.
/// Ends before starts are turned round and counted.
pub fn between(
    first: Option<When>,
    last: Option<When>,
    at: Origin,
    out: &mut FileSink<'_>,
) -> (Option<When>, u8) {
    let (Some(a), Some(b)) = (first, last) else { return (first.or(last), 0) };
    if a == b {
        return (first, 0);
    }
    let span = a.span.union(b.span);
    let whole = [a, b].into_iter().find(|w| w.span == span);
    let when = whole.unwrap_or(When { span, precision: Precision::Range });
    if b.span.end() > a.span.start() {
        return (Some(when), 0);
    }
    let value = format!("{} to {}", a.in_short(), b.in_short());
    out.problem(at, ProblemKind::ReversedDates, "end", &value, "the two were turned round");
    (Some(when), REPAIRED)
}

/// A day with its time of day; a day whose time cannot be read stays the day, and so does all that is no day.
pub fn with_clock(when: When, text: &str, at: Origin, out: &mut FileSink<'_>) -> When {
    if when.precision != Precision::Day || is_unknown(text) {
        return when;
    }
    let Some(clock) = parse_clock(text) else {
        out.problem(at, ProblemKind::BadDate, "time", text, "the day is used without it");
        return when;
    };
    let secs = when.span.start().0 + clock.secs - clock.zone_secs.unwrap_or(0);
    When::clock(Instant(secs), clock.precision)
}

#[cold]
fn bad_date(cells: [&str; 3], kept: Option<When>, at: Origin, out: &mut FileSink<'_>) -> (Option<When>, u8) {
    let done = if kept.is_some() { "kept as the month or year" } else { "event kept without a date" };
    out.problem(at, ProblemKind::BadDate, "year, month, day", &cells.join("-"), done);
    (kept, BAD_DATE)
}

/// 0 where nothing is known; `None` for what is no month.
fn month(text: &str) -> Option<u8> {
    small(text).or_else(|| {
        let named = parse(&format!("1 {text} 2000"), DayOrder::DayFirst)?;
        Some(named.span.start().date().month())
    })
}

fn small(text: &str) -> Option<u8> {
    if is_unknown(text) { Some(0) } else { whole(text).and_then(|n| u8::try_from(n).ok()) }
}

/// `1970` and `1970.0`.
fn whole(text: &str) -> Option<i32> {
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}
