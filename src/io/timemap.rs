//! Lists of events as timemap (Forensic Architecture, Bellingcat) exports them and keeps them within.
//!
//! The shapes are from the design notes; that slashes put the month first where no value shows otherwise is from memory
//! of timemap's documentation.

use super::cells::{add_line, date, with_clock};
use super::dates::DayOrder;
use super::day_order;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::html::plain;
use super::input::Input;
use super::json_rows::{each_object, has_key, is_json};
use super::json_values::{Members, as_text};
use super::kinds;
use super::problem::ProblemKind;
use super::rows::position;
use super::sink::FileSink;
use crate::model::{Detail, Draft, Origin, PlacePrecision, Source};

/// timemap JSON.
pub struct TimeMap;

impl Format for TimeMap {
    fn id(&self) -> &'static str {
        "timemap-json"
    }

    fn label(&self) -> &'static str {
        "timemap (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn what(&self) -> &'static str {
        "dates and times, places, descriptions, filters or associations as types, sources with their links"
    }

    fn shape(&self) -> Shape {
        Shape::Json
    }

    fn sniff(&self, head: &Head) -> Fit {
        let all = |keys: &[&str]| keys.iter().all(|key| has_key(head, key));
        if !is_json(head) || has_key(head, "Feature") || !all(&["date", "latitude", "longitude"]) {
            return Fit::No;
        }
        match (
            all(&["description"]) || all(&["location"]),
            all(&["sources"]),
            all(&["filters"]) || all(&["associations"]),
        ) {
            (true, true, true) => Fit::Sure,
            (true, true, false) | (true, false, true) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (order, note) = day_order::of_key(input.head(), "date", DayOrder::MonthFirst);
        if let Some(note) = note {
            out.note(note);
        }
        each_object(input, out, "events", |members, at, out| event(members, order, at, out))
    }
}

fn event(
    members: &Members<'_>,
    order: DayOrder,
    at: Origin,
    out: &mut FileSink<'_>,
) -> Result<(), ReadError> {
    let text = |key: &str| members.get(key).map(as_text).unwrap_or_default();
    let (day, description) = (text("date"), plain(&text("description")));
    if day.is_empty() && description.is_empty() && text("latitude").is_empty() {
        out.skip(
            at,
            ProblemKind::NotAnEvent,
            &members.iter().map(|(key, _)| key).collect::<Vec<_>>().join(", "),
        );
        return Ok(());
    }
    let (when, bad_date) = date(&day, order, "date", at, out);
    let when = when.map(|when| with_clock(when, &text("time"), at, out));
    let (place, bad_place) = position(text("latitude").trim(), text("longitude").trim(), at, out);
    let location = text("location");
    let place_precision = match place {
        Some(_) => PlacePrecision::Exact,
        None if !location.trim().is_empty() => PlacePrecision::Near,
        None => PlacePrecision::Unknown,
    };
    let tags = tags(members);
    let (event_type, mut summary) = (first_type(&text("type"), &tags).to_owned(), String::new());
    // The first sentence heads the event, the whole stands below.
    let (title, whole) = headline(&description);
    add_line(&mut summary, "", whole);
    for (key, value) in &tags {
        let label = if key.is_empty() { "Association: ".to_owned() } else { format!("{key}: ") };
        add_line(&mut summary, &label, value);
    }
    let sources = sources(members);
    let source = sources.first().map(|source| source.title.clone()).unwrap_or_default();
    out.push(Draft {
        id: &text("id"),
        title,
        summary: &summary,
        when,
        place: location.trim(),
        at: place,
        place_precision,
        kind: kinds::in_words(&event_type, title),
        event_type: &event_type,
        source: &source,
        origin: at,
        flags: bad_date | bad_place,
        detail: (!sources.is_empty()).then(|| Box::new(Detail { sources, ..Detail::default() })),
        ..Draft::default()
    })
}

/// Longest headline in characters that is made of a description.
const HEADLINE: usize = 100;

/// A description that is short is a headline by itself; of a longer one the first line or sentence is.
fn headline(description: &str) -> (&str, &str) {
    let line = description.lines().next().unwrap_or_default();
    let sentence = line.split_once(". ").map_or(line, |(first, _)| first);
    let title = if line.chars().count() <= HEADLINE { line } else { sentence };
    if title.chars().count() > HEADLINE {
        return ("", description);
    }
    (title, if title.len() == description.len() { "" } else { description })
}

/// Filters as `(key, value)`, associations and categories as `("", name)`.
fn tags(members: &Members<'_>) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for raw in list(members.get("filters")) {
        if let Ok(filter) = Members::read(raw) {
            let one = |key: &str| filter.get(key).map(as_text).unwrap_or_default().into_owned();
            tags.push((one("key"), one("value")));
        }
    }
    let named = ["associations", "category", "categories"].iter().filter_map(|key| members.get(key));
    for raw in named.flat_map(|raw| list(Some(raw))) {
        let inner = Members::read(raw).ok();
        let title = inner.as_ref().and_then(|inner| inner.get("title").or_else(|| inner.get("id")));
        tags.push((String::new(), as_text(title.unwrap_or(raw)).into_owned()));
    }
    tags.retain(|(_, value)| !value.trim().is_empty());
    tags
}

fn first_type<'a>(own: &'a str, tags: &'a [(String, String)]) -> &'a str {
    if !own.trim().is_empty() {
        return own.trim();
    }
    tags.first().map_or("", |(_, value)| value)
}

/// The sources: objects with a path and a description, or ids and links.
fn sources(members: &Members<'_>) -> Vec<Source> {
    let sources = list(members.get("sources")).into_iter().map(|raw| {
        let Ok(source) = Members::read(raw) else { return named(as_text(raw).trim(), "") };
        let one =
            |keys: &[&str]| keys.iter().find_map(|key| source.get(key)).map(as_text).unwrap_or_default();
        let path = list(source.get("paths")).first().map(|raw| as_text(raw)).unwrap_or_default();
        let link = one(&["path", "url"]);
        let link = if link.is_empty() { path } else { link };
        let words = plain(&one(&["description", "title"]));
        if words.is_empty() { named(&one(&["id"]), &link) } else { named(&words, &link) }
    });
    sources.filter(|source| !source.title.is_empty() || !source.url.is_empty()).collect()
}

/// A source whose name may itself be its link.
fn named(name: &str, link: &str) -> Source {
    let is_link = name.starts_with("https://") || name.starts_with("http://");
    let url = if link.is_empty() && is_link { name } else { link };
    Source { title: name.to_owned(), url: url.to_owned(), ..Source::default() }
}

/// The elements of a list; a single value counts as a list of one.
fn list(raw: Option<&str>) -> Vec<&str> {
    let Some(raw) = raw.filter(|raw| *raw != "null") else { return Vec::new() };
    let elements = serde_json::from_str::<Vec<&serde_json::value::RawValue>>(raw);
    elements
        .map_or(vec![raw], |elements| elements.into_iter().map(serde_json::value::RawValue::get).collect())
}

#[cfg(test)]
#[path = "timemap_tests.rs"]
mod tests;
