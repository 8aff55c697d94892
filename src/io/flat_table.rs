//! Tables that this program has exported: every column by its own name, so that dates and places come back as sure as
//! they were, also after a spreadsheet has had them. Map files with the same names as properties are read by the same code.

use super::csv::{Column, Header, Record, header};
use super::dates::{DayOrder, parse};
use super::export_csv::without_apostrophe;
use super::export_row::COLUMNS;
use super::export_words::{read_actors, read_claims, read_relations, read_sources};
use super::figures::{Count, count};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::problem::ProblemKind;
use super::rows::{Rows, position};
use super::sink::FileSink;
use crate::model::{
    Actor, BAD_DATE, Claim, DAY_SECS, Detail, Draft, Figure, Harm, Instant, Kind, Link, LonLat, NOT_GIVEN,
    Origin, PlacePrecision, Precision, Role, SideDeaths, Source, Span, Toll, When,
};

/// Tables exported by this program.
pub struct FlatTable;

/// Columns that no other table has beside each other.
const OWN: [&str; 4] = ["start", "date_precision", "place_precision", "kind"];

impl Format for FlatTable {
    fn id(&self) -> &'static str {
        "borderline-table"
    }

    fn label(&self) -> &'static str {
        "Borderline table (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn what(&self) -> &'static str {
        "tables exported by this program: dates and places as sure as they were, counts, claims, sources and relations from their words"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let own = header(head).is_some_and(|(header, _)| header.has_all(&OWN));
        if own { Fit::Sure } else { Fit::No }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let columns = find(&rows.header);
        rows.each(input, out, |record, out| {
            let cells = Cells { columns: &columns, record };
            let spot = position(cells.get("latitude"), cells.get("longitude"), record.origin, out);
            push(&cells, spot, record.origin, out)
        })
    }
}

/// Values by the names of [`COLUMNS`].
pub trait Named {
    /// The value of a column; empty where there is none.
    fn get(&self, name: &str) -> &str;
}

/// Whether these values are those of an event that this program has exported.
pub fn is_ours(values: &impl Named) -> bool {
    !values.get("place_precision").is_empty() && Kind::from_id(values.get("kind")).is_some()
}

fn find(header: &Header) -> Vec<Column> {
    COLUMNS.iter().map(|(name, _)| header.find(&[name])).collect()
}

struct Cells<'c, 'r> {
    columns: &'c [Column],
    record: &'c Record<'r>,
}

impl Named for Cells<'_, '_> {
    fn get(&self, name: &str) -> &str {
        let column = COLUMNS.iter().position(|(known, _)| *known == name);
        let index = column.and_then(|n| self.columns.get(n)?.0);
        index.map_or("", |index| without_apostrophe(self.record.field(index)))
    }
}

/// The first that is said to have counted fatalities counts for the file, as the makers of a data set do.
fn name_speaker(values: &impl Named, out: &mut FileSink<'_>) {
    let speaker = values.get("fatalities_said_by");
    let named =
        !speaker.is_empty() && !values.get("fatalities").is_empty() && values.get("claims").is_empty();
    if named {
        out.describe(|file| {
            if file.provider.is_empty() {
                speaker.clone_into(&mut file.provider);
            }
        });
    }
}

/// Makes an event of values by name; the place is that of the geometry or of the cells with its mark.
///
/// # Errors
/// When the dataset is full.
pub fn push(
    values: &impl Named,
    (at, bad_place): (Option<LonLat>, u8),
    origin: Origin,
    out: &mut FileSink<'_>,
) -> Result<(), ReadError> {
    name_speaker(values, out);
    let (when, bad_date) = when(values, origin, out);
    let toll = toll(values, origin, out);
    let sides = sides(values, origin, out);
    let lists = Lists::read(values);
    let claims = claims(values, toll, origin, out);
    let kind = Kind::from_id(values.get("kind")).unwrap_or(Kind::Other);
    let precision = PlacePrecision::from_id(values.get("place_precision"));
    let plain = if claims.is_empty() { lists.plain() } else { None };
    let is_plain = plain.is_some();
    let (actors, associates) = plain.unwrap_or_else(|| (lists.first_actors(), String::new()));
    let source = if is_plain { values.get("sources") } else { lists.first_source() };
    let detail = || Detail {
        actors: lists.actors.clone(),
        claims,
        sources: lists.sources.clone(),
        links: lists.links.clone(),
    };
    out.push(Draft {
        id: values.get("id"),
        title: values.get("title"),
        summary: values.get("notes"),
        when,
        place: values.get("place"),
        admin1: values.get("admin1"),
        admin2: values.get("admin2"),
        country: values.get("country"),
        at,
        place_precision: precision.unwrap_or(PlacePrecision::Unknown),
        kind,
        event_type: values.get("event_type"),
        sub_type: values.get("sub_event_type"),
        actors,
        associates: [&associates, ""],
        toll,
        sides,
        source,
        origin,
        flags: bad_date | bad_place,
        detail: (!is_plain).then(|| Box::new(detail())),
        ..Draft::default()
    })
}

/// The lists of an event.
struct Lists {
    actors: Vec<Actor>,
    sources: Vec<Source>,
    links: Vec<Link>,
}

impl Lists {
    fn read(values: &impl Named) -> Self {
        Self {
            actors: read_actors(values.get("actors")),
            sources: read_sources(values.get("sources")),
            links: read_relations(values.get("relations")),
        }
    }

    /// The first two parties and all associates, if that says all: columns hold it in a fraction of the memory.
    fn plain(&self) -> Option<([&str; 2], String)> {
        let parties = self.actors.iter().take_while(|actor| actor.role == Role::Party).count();
        let rest = self.actors.get(parties..).unwrap_or_default();
        let simple = parties <= 2
            && rest.iter().all(|actor| actor.role == Role::Associate)
            && self.sources.iter().all(|s| s.publisher.is_empty() && s.url.is_empty() && s.date.is_empty())
            && self.links.is_empty();
        let associates = rest.iter().map(|actor| actor.name.as_str()).collect::<Vec<_>>().join("; ");
        simple.then(|| (self.first_actors(), associates))
    }

    fn first_actors(&self) -> [&str; 2] {
        [0, 1].map(|n| self.actors.get(n).filter(|a| a.role == Role::Party).map_or("", |a| a.name.as_str()))
    }

    fn first_source(&self) -> &str {
        self.sources.first().map_or("", |source| source.title.as_str())
    }
}

/// The time between start and end as sure as the precision says.
fn when(values: &impl Named, at: Origin, out: &mut FileSink<'_>) -> (Option<When>, u8) {
    let (first, last) = (values.get("start"), values.get("end"));
    if first.is_empty() {
        return (None, 0);
    }
    let precision = Precision::from_id(values.get("date_precision"));
    let read = |text: &str| parse(text, DayOrder::DayFirst);
    let found = read(first).and_then(|start| match (last, precision) {
        ("", None) => Some(start),
        ("", Some(precision)) => Some(alone(start, precision)),
        (last, precision) => {
            let end = read(last)?;
            // Days count to their end, clock times are the end themselves.
            let is_clock = last.contains(['T', ':']);
            let end = if is_clock { end.span.start() } else { end.span.end() };
            let span = Span::new(start.span.start(), end)?;
            let one_day = if span.secs() == DAY_SECS { Precision::Day } else { Precision::Range };
            Some(When { span, precision: precision.unwrap_or(one_day) })
        }
    });
    if found.is_none() {
        let text = [first, last].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" to ");
        out.problem(at, ProblemKind::BadDate, "start", &text, "event kept without a date");
    }
    (found, if found.is_none() { BAD_DATE } else { 0 })
}

/// A start without an end: a clock time, of which midnight is read as the day.
fn alone(start: When, precision: Precision) -> When {
    match precision {
        Precision::Second | Precision::Minute | Precision::Hour => {
            When::clock(Instant(start.span.start().0), precision)
        }
        _ => start,
    }
}

fn number(values: &impl Named, name: &'static str, at: Origin, out: &mut FileSink<'_>) -> Option<u32> {
    let text = values.get(name);
    match count(text) {
        Count::Given(n) => Some(n),
        Count::NotGiven => None,
        Count::Bad => {
            out.problem(at, ProblemKind::BadNumber, name, text, "taken as not given");
            None
        }
    }
}

fn toll(values: &impl Named, at: Origin, out: &mut FileSink<'_>) -> Option<Toll> {
    let best = number(values, "fatalities", at, out)?;
    let low = number(values, "fatalities_low", at, out).unwrap_or(best);
    let high = number(values, "fatalities_high", at, out).unwrap_or(best);
    Some(Toll { low, best, high })
}

fn sides(values: &impl Named, at: Origin, out: &mut FileSink<'_>) -> Option<SideDeaths> {
    let names = ["deaths_side_a", "deaths_side_b", "deaths_civilians", "deaths_unknown"];
    let counts = names.map(|name| number(values, name, at, out));
    let [side_a, side_b, civilians, unknown] = counts.map(|n| n.unwrap_or(NOT_GIVEN));
    counts.iter().any(Option::is_some).then_some(SideDeaths { side_a, side_b, civilians, unknown })
}

/// The claims in words; where there are none, bounds without a best count are one.
fn claims(values: &impl Named, toll: Option<Toll>, at: Origin, out: &mut FileSink<'_>) -> Vec<Claim> {
    let claims = read_claims(values.get("claims"));
    if !claims.is_empty() {
        return claims;
    }
    let bounded = |harm, names: [&'static str; 2], speaker: &str, out: &mut FileSink<'_>| {
        let [low, high] = names.map(|name| number(values, name, at, out));
        let figure = match (low, high) {
            (Some(low), Some(high)) if low == high => Figure::Exact(low),
            (Some(low), Some(high)) => Figure::Between(low, high),
            (Some(low), None) => Figure::AtLeast(low),
            (None, Some(high)) => Figure::AtMost(high),
            (None, None) => return None,
        };
        let speaker = if speaker.is_empty() { "the file" } else { speaker }.to_owned();
        let (victims, text) = (String::new(), String::new());
        Some(Claim { speaker, victims, harm, figure, text, source: None, replies: Vec::new() })
    };
    let killed = if toll.is_some() {
        None
    } else {
        let names = ["fatalities_low", "fatalities_high"];
        bounded(Harm::Killed, names, values.get("fatalities_said_by"), out)
    };
    let names = ["wounded_low", "wounded_high"];
    let wounded = bounded(Harm::Wounded, names, values.get("wounded_said_by"), out);
    killed.into_iter().chain(wounded).collect()
}

#[cfg(test)]
#[path = "flat_table_tests.rs"]
mod tests;
