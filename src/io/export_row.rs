//! One event as a row of named cells: what tables, map files and Parquet files say of it, and what they cannot say.

use std::borrow::Cow;

use super::export::Tally;
use super::export_words::{
    actors, claims, read_actors, read_claims, read_relations, read_sources, relations, sources,
};
use crate::model::{
    Claim, DAY_SECS, Date, Detail, EventRef, Harm, Instant, LonLat, NOT_GIVEN, Precision, When,
};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Words.
    Text,
    /// Whole numbers from 0 on.
    Count,
    /// Degrees.
    Degrees,
}

/// The columns in order, by the names that the reader of such tables looks for.
pub const COLUMNS: [(&str, Holds); 37] = [
    ("id", Holds::Text),
    ("title", Holds::Text),
    ("start", Holds::Text),
    ("end", Holds::Text),
    ("date_precision", Holds::Text),
    ("date_in_words", Holds::Text),
    ("kind", Holds::Text),
    ("event_type", Holds::Text),
    ("sub_event_type", Holds::Text),
    ("place", Holds::Text),
    ("admin2", Holds::Text),
    ("admin1", Holds::Text),
    ("country", Holds::Text),
    ("latitude", Holds::Degrees),
    ("longitude", Holds::Degrees),
    ("place_precision", Holds::Text),
    ("place_in_words", Holds::Text),
    ("actors", Holds::Text),
    ("fatalities", Holds::Count),
    ("fatalities_low", Holds::Count),
    ("fatalities_high", Holds::Count),
    ("fatalities_said_by", Holds::Text),
    ("deaths_side_a", Holds::Count),
    ("deaths_side_b", Holds::Count),
    ("deaths_civilians", Holds::Count),
    ("deaths_unknown", Holds::Count),
    ("wounded_low", Holds::Count),
    ("wounded_high", Holds::Count),
    ("wounded_said_by", Holds::Text),
    ("claims", Holds::Text),
    ("sources", Holds::Text),
    ("links", Holds::Text),
    ("relations", Holds::Text),
    ("notes", Holds::Text),
    ("file", Holds::Text),
    ("file_format", Holds::Text),
    ("file_row", Holds::Count),
];

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is said.
    Empty,
    /// Words; never empty.
    Text(Cow<'a, str>),
    /// A whole number.
    Count(u32),
    /// Degrees.
    Degrees(f64),
}

impl<'a> Cell<'a> {
    fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    fn count(n: Option<u32>) -> Self {
        n.filter(|&n| n != NOT_GIVEN).map_or(Self::Empty, Self::Count)
    }

    fn degrees(degrees: Option<f64>) -> Self {
        degrees.map_or(Self::Empty, Self::Degrees)
    }
}

/// The names with their cells, in order; what the words cannot say goes into the tally.
pub fn row<'a>(event: EventRef<'a>, tally: &mut Tally) -> [Cell<'a>; COLUMNS.len()] {
    let own = event.own_detail();
    let detail = own.map_or_else(|| Cow::Owned(event.detail()), Cow::Borrowed);
    let detail = detail.as_ref();
    let words = words(detail, own.is_some(), tally);
    let (toll, sides, place) = (event.toll(), event.sides(), event.place());
    let (place_in_words, at) = (place.in_words(), place.at);
    let [first, last] = event.when().map(bounds).unwrap_or_default();
    let [low, high] = toll.map_or_else(|| said_range(detail, Harm::Killed), |t| [Some(t.low), Some(t.high)]);
    let [wounded_low, wounded_high] = said_range(detail, Harm::Wounded);
    let file = event.file();
    [
        Cell::text(event.id()),
        Cell::text(event.own_title()),
        Cell::text(first),
        Cell::text(last),
        Cell::text(event.when().map_or("", |when| when.precision.id())),
        Cell::text(event.when().map(|when| when.in_words()).unwrap_or_default()),
        Cell::text(event.kind().id()),
        Cell::text(event.event_type()),
        Cell::text(event.sub_type()),
        Cell::text(place.name),
        Cell::text(place.admin2),
        Cell::text(place.admin1),
        Cell::text(place.country),
        Cell::degrees(at.map(LonLat::lat)),
        Cell::degrees(at.map(LonLat::lon)),
        Cell::text(event.place_precision().id()),
        Cell::text(place_in_words),
        Cell::text(words.actors),
        Cell::count(toll.map(|t| t.best)),
        Cell::count(low),
        Cell::count(high),
        Cell::text(speakers(detail, Harm::Killed)),
        Cell::count(sides.map(|s| s.side_a)),
        Cell::count(sides.map(|s| s.side_b)),
        Cell::count(sides.map(|s| s.civilians)),
        Cell::count(sides.map(|s| s.unknown)),
        Cell::count(wounded_low),
        Cell::count(wounded_high),
        Cell::text(speakers(detail, Harm::Wounded)),
        Cell::text(words.claims),
        Cell::text(words.sources),
        Cell::text(words.links),
        Cell::text(words.relations),
        Cell::text(event.summary()),
        Cell::text(file.map_or("", |file| file.name.as_str())),
        Cell::text(file.map_or("", |file| file.format.as_str())),
        Cell::count(Some(event.origin().row)),
    ]
}

struct Words {
    actors: String,
    claims: String,
    sources: String,
    links: String,
    relations: String,
}

/// The lists of an event in words. Claims that are made from its counts stand in the columns of counts.
fn words(detail: &Detail, own: bool, tally: &mut Tally) -> Words {
    let urls = detail.sources.iter().map(|source| source.url.as_str()).filter(|url| !url.is_empty());
    let out = Words {
        actors: actors(&detail.actors),
        claims: if own { claims(&detail.claims) } else { String::new() },
        sources: sources(&detail.sources),
        links: urls.collect::<Vec<_>>().join(" "),
        relations: relations(&detail.links),
    };
    if own {
        tally.claims_in_words += u64::from(read_claims(&out.claims) != detail.claims);
    }
    tally.actors_in_words += u64::from(read_actors(&out.actors) != detail.actors);
    tally.sources_in_words += u64::from(read_sources(&out.sources) != detail.sources);
    tally.relations += u64::from(!detail.links.is_empty());
    tally.relations_in_words += u64::from(read_relations(&out.relations) != detail.links);
    out
}

/// The lowest and highest number that is claimed, where all claims of the harm speak of the same victims: sums over
/// different ones, and bounds over different ones, would be numbers that nobody has named.
fn said_range(detail: &Detail, harm: Harm) -> [Option<u32>; 2] {
    let of = || detail.claims.iter().filter(|c| c.harm == harm && c.figure.is_stated());
    let mut victims = of().map(|claim| claim.victims.trim());
    let Some(first) = victims.next() else { return [None; 2] };
    if victims.any(|other| !other.eq_ignore_ascii_case(first)) {
        return [None; 2];
    }
    let low = of().map(|claim| claim.figure.bounds().0).min();
    let highs: Option<Vec<u32>> = of().map(|claim| claim.figure.bounds().1).collect();
    [low, highs.and_then(|highs| highs.into_iter().max())]
}

fn speakers(detail: &Detail, harm: Harm) -> String {
    let mut names: Vec<&str> = Vec::new();
    for Claim { speaker, .. } in detail.claims.iter().filter(|claim| claim.harm == harm) {
        if !speaker.is_empty() && !names.contains(&speaker.as_str()) {
            names.push(speaker);
        }
    }
    names.join("; ")
}

/// First and last day where the time is made of whole days, else start and end to the second, of which the end is not
/// included. The end of a clock time is left blank: its precision says it.
fn bounds(when: When) -> [String; 2] {
    let (start, end) = (when.span.start(), when.span.end());
    let whole_days = start.second_of_day() == 0 && end.second_of_day() == 0;
    if whole_days && when.precision > Precision::PartOfDay {
        return [iso(start.date()), iso(Instant(end.0 - DAY_SECS).date())];
    }
    let usual = When::clock(start, when.precision) == when;
    [stamp(start), if usual { String::new() } else { stamp(end) }]
}

/// `2025-10-11T18:00:00`.
pub fn stamp(at: Instant) -> String {
    let (hour, minute, second) = at.clock();
    format!("{}T{hour:02}:{minute:02}:{second:02}", iso(at.date()))
}

/// `2025-10-11`, with a sign before the year 0.
pub fn iso(date: Date) -> String {
    let sign = if date.year() < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", date.year().abs(), date.month(), date.day())
}
