//! `TimelineJS` timelines as JSON: the present form and the one of the second version (`timeline.date[]`, `startDate`),
//! which is read from memory of its documentation.

use super::encoding::mended;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::html::plain;
use super::input::Input;
use super::json_pieces::{Layout, Piece, Pieces};
use super::json_rows::{has_key, is_json};
use super::json_values::{Members, as_text, elements};
use super::problem::ProblemKind;
use super::sink::FileSink;
use super::timelinejs_slide::{Part, Slide, push, when};
use crate::model::Origin;

/// `TimelineJS` JSON.
pub struct TimelineJsJson;

impl Format for TimelineJsJson {
    fn id(&self) -> &'static str {
        "timelinejs-json"
    }

    fn label(&self) -> &'static str {
        "TimelineJS (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn what(&self) -> &'static str {
        "slides and eras with years, months, days and times, also before Christ; texts without HTML, groups, links to media"
    }

    fn shape(&self) -> Shape {
        Shape::Json
    }

    fn sniff(&self, head: &Head) -> Fit {
        let all = |keys: &[&str]| is_json(head) && keys.iter().all(|key| has_key(head, key));
        if all(&["events", "start_date", "headline"]) || all(&["timeline", "date", "startDate"]) {
            Fit::Sure
        } else if all(&["start_date", "headline"]) || all(&["startDate", "headline"]) {
            Fit::Maybe
        } else {
            Fit::No
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut pieces = Pieces::new(input, Layout::List("events"));
        let mut row = 0;
        while let Some(piece) = pieces.next(input)? {
            match piece {
                Piece::Element { value, byte } => {
                    row += 1;
                    let text = mended(value);
                    part(&text, Part::Slide, Origin { file: 0, row, byte, len: length(value) }, out)?;
                }
                Piece::Member { key: b"eras", value, byte } => {
                    list(value, Part::Era, &Within::From(byte), &mut row, out)?;
                }
                Piece::Member { key: b"timeline", value, byte } => old(value, byte, &mut row, out)?,
                Piece::Member { key: b"title", value, .. } => note_title(&mended(value), out),
                Piece::Member { .. } => {}
                Piece::Cut { byte } => {
                    out.skip(Origin { file: 0, row: row + 1, byte, len: 0 }, ProblemKind::CutFile, "");
                }
            }
        }
        Ok(())
    }
}

/// The whole timeline of the second version.
fn old(value: &[u8], byte: u64, row: &mut u32, out: &mut FileSink<'_>) -> Result<(), ReadError> {
    let text = mended(value);
    let Ok(members) = Members::read(&text) else {
        out.skip(Origin { file: 0, row: *row + 1, byte, len: 0 }, ProblemKind::Unreadable, &text);
        return Ok(());
    };
    if let Some(headline) = members.get("headline") {
        note(&as_text(headline), out);
    }
    // Where bytes were mended, places in the text are not those in the file: the whole timeline stands for its slides.
    let exact = text.as_bytes() == value;
    for (key, kind) in [("date", Part::Slide), ("era", Part::Era)] {
        let raw = members.get(key).unwrap_or("[]");
        let at = raw.as_ptr().addr().saturating_sub(text.as_ptr().addr()) as u64;
        let within = if exact { Within::From(byte + at) } else { Within::Whole(byte, length(value)) };
        list(raw.as_bytes(), kind, &within, row, out)?;
    }
    Ok(())
}

/// Where a list stands in the file.
enum Within {
    /// It begins at this byte.
    From(u64),
    /// Somewhere in the value that begins at the byte and has the length.
    Whole(u64, u32),
}

fn list(
    value: &[u8],
    kind: Part,
    within: &Within,
    row: &mut u32,
    out: &mut FileSink<'_>,
) -> Result<(), ReadError> {
    for range in elements(value) {
        *row += 1;
        let element = value.get(range.clone()).unwrap_or_default();
        let (byte, len) = match *within {
            Within::From(byte) => (byte + range.start as u64, length(element)),
            Within::Whole(byte, len) => (byte, len),
        };
        part(&mended(element), kind, Origin { file: 0, row: *row, byte, len }, out)?;
    }
    Ok(())
}

fn part(text: &str, kind: Part, at: Origin, out: &mut FileSink<'_>) -> Result<(), ReadError> {
    let Ok(members) = Members::read(text) else {
        out.skip(at, ProblemKind::Unreadable, text);
        return Ok(());
    };
    for key in &members.repeated {
        out.problem(at, ProblemKind::RepeatedKey, key.clone(), "", "the first one is used");
    }
    let words = Inner::of(&members, "text");
    let media = Inner::of(&members, if members.get("media").is_some() { "media" } else { "asset" });
    let own =
        |names: &[&str]| names.iter().find_map(|name| members.get(name)).map(as_text).unwrap_or_default();
    let dates =
        [Moment::of(&members, "start_date", "startDate"), Moment::of(&members, "end_date", "endDate")];
    let old_headline = own(&["headline"]);
    let headline =
        if words.one("headline").is_empty() { old_headline.as_ref() } else { words.one("headline") };
    let text = if words.is_object { words.one("text") } else { words.whole.as_str() };
    if dates[0].parts[0].is_empty() && headline.is_empty() && text.is_empty() {
        out.skip(
            at,
            ProblemKind::NotAnEvent,
            &members.iter().map(|(key, _)| key).collect::<Vec<_>>().join(", "),
        );
        return Ok(());
    }
    let display = own(&["display_date"]);
    let slide = Slide {
        id: &own(&["unique_id", "uniqueid"]),
        headline,
        text,
        display_date: if display.is_empty() { &dates[0].display } else { &display },
        group: &own(&["group", "tag"]),
        media: if media.one("url").is_empty() { media.one("media") } else { media.one("url") },
        credit: media.one("credit"),
        caption: media.one("caption"),
    };
    let when = when(dates[0].as_cells(), dates[1].as_cells(), at, out);
    push(&slide, kind, when, at, out)
}

/// A member that is an object of texts, or a text.
#[derive(Default)]
struct Inner {
    pairs: Vec<(String, String)>,
    whole: String,
    is_object: bool,
}

impl Inner {
    fn of(members: &Members<'_>, key: &str) -> Self {
        let raw = members.get(key).unwrap_or("null");
        match Members::read(raw) {
            Ok(inner) => {
                let pairs = inner.iter().map(|(key, raw)| (key.to_owned(), as_text(raw).into_owned()));
                Self { pairs: pairs.collect(), whole: String::new(), is_object: true }
            }
            Err(_) => Self { whole: as_text(raw).into_owned(), ..Self::default() },
        }
    }

    fn one(&self, key: &str) -> &str {
        self.pairs.iter().find(|(k, _)| k == key).map_or("", |(_, value)| value)
    }
}

/// A date in its parts: `{year, month, day, hour, minute, second}`, or `"2011,12,10,07,02,10"` in the second version.
struct Moment {
    parts: [String; 3],
    clock: String,
    display: String,
}

impl Moment {
    fn of(members: &Members<'_>, key: &str, old_key: &str) -> Self {
        let date = Inner::of(members, if members.get(key).is_some() { key } else { old_key });
        let (parts, clock): ([&str; 3], [&str; 3]) = if date.is_object {
            (
                ["year", "month", "day"].map(|key| date.one(key)),
                ["hour", "minute", "second"].map(|key| date.one(key)),
            )
        } else {
            // Commas stand between the parts; a minus before the first is one of years before Christ.
            let by = if date.whole.contains([',', '/']) { [',', '/'] } else { ['-', '-'] };
            let mut texts = date.whole.split(by).map(str::trim);
            let mut three = || [(); 3].map(|()| texts.next().unwrap_or_default());
            (three(), three())
        };
        let clock = clock.iter().take_while(|part| !part.is_empty()).map(|part| format!("{part:0>2}"));
        let clock: Vec<String> = clock.collect();
        let clock = match clock.as_slice() {
            [hour] => format!("{hour}:00"),
            parts => parts.join(":"),
        };
        Self { parts: parts.map(str::to_owned), clock, display: date.one("display_date").to_owned() }
    }

    fn as_cells(&self) -> ([&str; 3], &str) {
        let [year, month, day] = &self.parts;
        ([year, month, day], &self.clock)
    }
}

fn note_title(text: &str, out: &mut FileSink<'_>) {
    let Ok(members) = Members::read(text) else { return };
    note(Inner::of(&members, "text").one("headline"), out);
}

fn note(headline: &str, out: &mut FileSink<'_>) {
    let headline = plain(headline);
    if !headline.is_empty() {
        out.note(format!("The timeline is called “{headline}”."));
    }
}

fn length(value: &[u8]) -> u32 {
    u32::try_from(value.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[path = "timelinejs_json_tests.rs"]
mod tests;
