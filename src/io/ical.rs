//! iCalendar: the events and journal entries of calendars (RFC 5545).

use super::csv::{Splitter, Step};
use super::dates::{DayOrder, parse};
use super::encoding::mended;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::html::plain;
use super::input::Input;
use super::kinds::in_words;
use super::problem::ProblemKind;
use super::report::grouped;
use super::rows::{PLAUSIBLE_YEARS, position};
use super::sink::{FileSink, repaired};
use crate::model::{
    BAD_DATE, DAY_SECS, Detail, Draft, Origin, PlacePrecision, Precision, Source, Span, When,
};

/// Bytes read from the file at a time.
const BLOCK: usize = 64 << 10;

/// iCalendar.
pub struct Ical;

impl Format for Ical {
    fn id(&self) -> &'static str {
        "ical"
    }

    fn label(&self) -> &'static str {
        "iCalendar"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ics", "ical"]
    }

    fn what(&self) -> &'static str {
        "events with first and last day or time, places, coordinates, categories, links; of events that repeat the first"
    }

    fn shape(&self) -> Shape {
        Shape::Lines
    }

    fn sniff(&self, head: &Head) -> Fit {
        let start = head.bytes.trim_ascii_start().get(..15).unwrap_or_default();
        if start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR") { Fit::Sure } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut calendar = Calendar::default();
        let mut lines = Lines::new(input);
        let mut line = Line::default();
        while let Some((text, byte, end)) = lines.next(input)? {
            let more = text.strip_prefix([' ', '\t']);
            match more {
                Some(more) if line.text.len() < input.limits().field_bytes => line.text.push_str(more),
                Some(_) if line.is_cut => {}
                Some(_) => {
                    line.is_cut = true;
                    let at = Origin { file: 0, row: calendar.row.saturating_add(1), byte: line.byte, len: 0 };
                    out.problem(at, ProblemKind::LongField, "", "", "cut to the limit");
                }
                None => {
                    calendar.line(&line, byte, out)?;
                    line = Line { text: text.into_owned(), byte, is_cut: false };
                }
            }
            calendar.end = end;
        }
        let end = calendar.end;
        calendar.line(&line, end, out)?;
        calendar.finish(out)
    }
}

/// The lines of an entry as names and values, for showing one record.
pub fn properties(text: &str) -> Vec<(String, String)> {
    let unfolded = text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let lines = unfolded.lines().filter_map(split);
    let shown = lines.filter(|(name, _, _)| !matches!(*name, "BEGIN" | "END"));
    shown.map(|(name, _, value)| (name.to_owned(), unescaped(value))).collect()
}

#[derive(Default)]
struct Line {
    text: String,
    byte: u64,
    is_cut: bool,
}

/// Gives a text line by line, each with its first byte and the byte behind it.
struct Lines {
    splitter: Splitter,
    block: Vec<u8>,
    at: usize,
    filled: usize,
    count: u32,
}

impl Lines {
    fn new(input: &Input<'_>) -> Self {
        // Records without quotation marks whose fields are divided by NUL are lines.
        let splitter = Splitter::without_quotes(0, input.offset(), input.limits());
        Self { splitter, block: vec![0; BLOCK], at: 0, filled: 0, count: 0 }
    }

    fn next(
        &mut self,
        input: &mut Input<'_>,
    ) -> Result<Option<(std::borrow::Cow<'_, str>, u64, u64)>, ReadError> {
        loop {
            if self.at == self.filled {
                (self.at, self.filled) = (0, input.read(&mut self.block)?);
            }
            let (taken, step) = self.splitter.push(self.block.get(self.at..self.filled).unwrap_or_default());
            self.at += taken;
            match step {
                Step::NeedsMore => {}
                Step::End => return Ok(None),
                Step::Record => break,
                Step::TooLong | Step::TooManyFields => {
                    let (byte, _) = self.splitter.place();
                    let limit = input.limits().record_bytes;
                    return Err(ReadError::EndlessRecord { row: self.count + 1, byte, limit });
                }
            }
        }
        self.count = self.count.saturating_add(1);
        let (byte, len) = self.splitter.place();
        let (bytes, _) = self.splitter.raw();
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => std::borrow::Cow::Borrowed(text),
            Err(_) => std::borrow::Cow::Owned(mended(bytes)),
        };
        Ok(Some((text, byte, byte + u64::from(len))))
    }
}

#[derive(Default)]
struct Calendar {
    /// The entry that is open.
    entry: Option<Entry>,
    /// How deep in parts of the entry, such as alarms, or in parts of the calendar that are no events.
    skipping: Vec<String>,
    row: u32,
    repeating: u64,
    tasks: u64,
    end: u64,
}

/// An event or journal entry while its lines go by; values still as they are written.
#[derive(Default)]
struct Entry {
    name: String,
    byte: u64,
    id: String,
    title: String,
    description: String,
    start: Option<Time>,
    end: Option<Time>,
    duration: String,
    place: String,
    geo: String,
    categories: String,
    url: String,
    repeats: bool,
}

/// A time as written, and whether it is only a day.
#[derive(Clone, Default)]
struct Time {
    text: String,
    is_day: bool,
}

impl Calendar {
    fn line(&mut self, line: &Line, next: u64, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let Some((name, parameters, value)) = split(&line.text) else { return Ok(()) };
        let name = name.to_ascii_uppercase();
        match name.as_str() {
            "BEGIN" => self.begin(&value.to_ascii_uppercase(), line.byte),
            "END" => return self.close(&value.to_ascii_uppercase(), next, out),
            name if self.skipping.is_empty() => {
                if let Some(entry) = &mut self.entry {
                    entry.property(name, parameters, value);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin(&mut self, part: &str, byte: u64) {
        let is_entry =
            matches!(part, "VEVENT" | "VJOURNAL") && self.entry.is_none() && self.skipping.is_empty();
        if is_entry {
            self.entry = Some(Entry { name: part.to_owned(), byte, ..Entry::default() });
        } else if part != "VCALENDAR" {
            self.tasks += u64::from(part == "VTODO");
            // Deeper than any calendar goes, parts are not told apart.
            self.skipping.truncate(64);
            self.skipping.push(part.to_owned());
        }
    }

    fn close(&mut self, part: &str, next: u64, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        if let Some(at) = self.skipping.iter().rposition(|open| open == part) {
            self.skipping.truncate(at);
            return Ok(());
        }
        if self.entry.as_ref().is_some_and(|entry| entry.name == part)
            && let Some(entry) = self.entry.take()
        {
            self.skipping.clear();
            self.row = self.row.saturating_add(1);
            self.repeating += u64::from(entry.repeats);
            let len = u32::try_from(next.saturating_sub(entry.byte)).unwrap_or(u32::MAX);
            return entry.push(Origin { file: 0, row: self.row, byte: entry.byte, len }, out);
        }
        Ok(())
    }

    fn finish(&mut self, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        if let Some(entry) = self.entry.take() {
            let at = Origin { file: 0, row: self.row.saturating_add(1), byte: entry.byte, len: 0 };
            out.skip(at, ProblemKind::CutFile, &entry.title);
        } else if self.row == 0 {
            return Err(ReadError::NoEvents("the calendar has no entries".to_owned()));
        }
        if self.repeating > 0 {
            let n = grouped(self.repeating);
            out.note(format!("Events that repeat: {n}; only the first time of each is shown."));
        }
        if self.tasks > 0 {
            out.note(format!("Tasks were not read: {}.", grouped(self.tasks)));
        }
        Ok(())
    }
}

impl Entry {
    fn property(&mut self, name: &str, parameters: &str, value: &str) {
        let time = || {
            let is_day = parameters.to_ascii_uppercase().contains("VALUE=DATE") && !value.contains('T');
            Some(Time { text: value.trim().to_owned(), is_day: is_day || value.trim().len() == 8 })
        };
        match name {
            "UID" => self.id = unescaped(value),
            "SUMMARY" => self.title = unescaped(value),
            "DESCRIPTION" => self.description = unescaped(value),
            "DTSTART" => self.start = time(),
            "DTEND" => self.end = time(),
            "DURATION" => value.clone_into(&mut self.duration),
            "LOCATION" => self.place = unescaped(value),
            "GEO" => value.clone_into(&mut self.geo),
            "CATEGORIES" => self.categories = unescaped(value),
            "URL" => value.clone_into(&mut self.url),
            "RRULE" | "RDATE" => self.repeats = true,
            _ => {}
        }
    }

    fn push(&self, at: Origin, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (when, bad_date) = self.when(at, out);
        let (lat, lon) = self.geo.split_once([';', ',']).unwrap_or((&self.geo, ""));
        let (place, bad_place) = position(lat.trim(), lon.trim(), at, out);
        let (event_type, sub_type) = self.categories.split_once(',').unwrap_or((&self.categories, ""));
        let detail = (!self.url.is_empty()).then(|| {
            let source = Source { url: self.url.clone(), ..Source::default() };
            Box::new(Detail { sources: vec![source], ..Detail::default() })
        });
        out.push(Draft {
            id: &self.id,
            title: &self.title,
            summary: &plain(&self.description),
            when,
            place: &self.place,
            at: place,
            place_precision: if place.is_some() { PlacePrecision::Exact } else { PlacePrecision::Unknown },
            kind: in_words(event_type, sub_type),
            event_type: event_type.trim(),
            sub_type: sub_type.trim(),
            origin: at,
            flags: bad_date | bad_place,
            detail,
            ..Draft::default()
        })
    }

    /// The end is the first day or second that no longer belongs to the event.
    fn when(&self, at: Origin, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let mut read = |time: &Time, column: &'static str| {
            let plausible = |when: &When| PLAUSIBLE_YEARS.contains(&when.span.start().date().year());
            let when = instant(&time.text).filter(plausible);
            if when.is_none() {
                out.problem(at, ProblemKind::BadDate, column, &time.text, "not used");
            }
            when
        };
        let Some(start) = &self.start else { return (None, 0) };
        let Some(from) = read(start, "DTSTART") else { return (None, BAD_DATE) };
        let first = from.span.start().0;
        let until = match &self.end {
            Some(end) => read(end, "DTEND").map(|end| end.span.start().0),
            None => duration(&self.duration).map(|secs| first + secs),
        };
        let Some(until) = until.filter(|&until| until != first) else { return (Some(from), 0) };
        let Some(span) = Span::from_secs(first.min(until), first.max(until)) else { return (Some(from), 0) };
        let reversed = until < first;
        if reversed {
            out.problem(at, ProblemKind::ReversedDates, "DTEND", &self.duration, "the two were turned round");
        }
        let one_day = start.is_day && span.secs() == DAY_SECS;
        let precision = if one_day { Precision::Day } else { Precision::Range };
        (Some(When { span, precision }), repaired(reversed))
    }
}

/// `20251011`, `20251011T210400` or `20251011T210400Z`.
fn instant(text: &str) -> Option<When> {
    let (date, clock) = text.split_once('T').map_or((text, None), |(date, clock)| (date, Some(clock)));
    let part = |text: &str, from: usize, to: usize| text.get(from..to).map(str::to_owned);
    let date = format!("{}-{}-{}", part(date, 0, 4)?, part(date, 4, 6)?, part(date, 6, 8)?);
    let Some(clock) = clock else { return parse(&date, DayOrder::DayFirst) };
    let zone = clock.get(6..).unwrap_or_default();
    let clock = format!("{}:{}:{}{zone}", part(clock, 0, 2)?, part(clock, 2, 4)?, part(clock, 4, 6)?);
    parse(&format!("{date}T{clock}"), DayOrder::DayFirst)
}

/// Seconds of `P1DT2H30M` or `P2W`; `None` for what is none.
fn duration(text: &str) -> Option<i64> {
    let (mut secs, mut number) = (0_i64, String::new());
    for c in text.trim().strip_prefix('P')?.chars() {
        let unit = match c {
            'W' => 7 * DAY_SECS,
            'D' => DAY_SECS,
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            'T' => continue,
            c if c.is_ascii_digit() => {
                number.push(c);
                continue;
            }
            _ => return None,
        };
        secs = secs.checked_add(number.parse::<i64>().ok()?.checked_mul(unit)?)?;
        number.clear();
    }
    // No event lasts longer than a century.
    (1..=36_525 * DAY_SECS).contains(&secs).then_some(secs)
}

/// Name, parameters and value of a line; a colon within quotation marks belongs to a parameter.
fn split(line: &str) -> Option<(&str, &str, &str)> {
    let mut quoted = false;
    let colon = line.char_indices().find(|&(_, c)| {
        quoted ^= c == '"';
        c == ':' && !quoted
    });
    let (head, value) = line.split_at_checked(colon?.0)?;
    let (name, parameters) = head.split_once(';').unwrap_or((head, ""));
    Some((name.trim(), parameters, value.get(1..).unwrap_or_default()))
}

fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.trim().chars();
    while let Some(c) = letters.next() {
        match c {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c) => out.push(c),
                None => {}
            },
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
#[path = "ical_tests.rs"]
mod tests;
