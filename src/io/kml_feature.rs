//! What one KML placemark says, gathered while its tags go by, and the events that it becomes.

use std::borrow::Cow;

use super::dates::{DayOrder, parse};
use super::flat_table::{self, is_ours};
use super::format::ReadError;
use super::geojson_properties::Properties;
use super::geometry::{Spot, spot_of_points};
use super::html::plain;
use super::problem::ProblemKind;
use super::rows::bad_position;
use super::sink::{FileSink, repaired};
use crate::model::{
    BAD_DATE, BAD_PLACE, Detail, Draft, LonLat, Origin, PlacePrecision, Precision, Source, Span, When,
};

/// A time stamp or time span as written.
#[derive(Clone, Debug, Default)]
pub struct Times {
    /// Of a stamp.
    pub when: String,
    /// Where a span begins; may be empty.
    pub begin: String,
    /// Where a span ends; may be empty.
    pub end: String,
}

/// What a time says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// When, if it can be read.
    pub when: Option<When>,
    /// Marks for the row.
    pub flags: u8,
    /// Whether a span has only one end.
    pub half: bool,
}

impl Times {
    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.when.is_empty() && self.begin.is_empty() && self.end.is_empty()
    }

    /// Reads what is written; the end of a span counts whole: a span that ends in `2009-02` ends with February.
    pub fn told(&self, at: Origin, out: &mut FileSink<'_>) -> Told {
        let mut read = |text: &str, column: &'static str| {
            let when = parse(text, DayOrder::DayFirst);
            if when.is_none() && !text.is_empty() {
                out.problem(at, ProblemKind::BadDate, column, text, "not used");
            }
            when
        };
        let stamp = read(&self.when, "when");
        let (begin, end) = (read(&self.begin, "begin"), read(&self.end, "end"));
        let (when, reversed) = match (stamp, begin, end) {
            (Some(when), _, _) => (Some(when), false),
            (None, Some(a), Some(b)) => {
                let until = if ends_at_midnight(&self.end, b) { until_start(a, b) } else { None };
                (Some(until.unwrap_or_else(|| between(a, b))), a.span.start() > b.span.start())
            }
            (None, a, b) => (a.or(b), false),
        };
        if reversed {
            let value = format!("{} to {}", self.begin, self.end);
            out.problem(at, ProblemKind::ReversedDates, "begin", &value, "the two were turned round");
        }
        let bad = if when.is_none() && !self.is_empty() { BAD_DATE } else { 0 };
        Told { when, flags: bad | repaired(reversed), half: begin.is_some() != end.is_some() }
    }
}

/// From the start of the first to the end of the second; the other way round where they are reversed.
pub fn between(a: When, b: When) -> When {
    if a == b {
        return a;
    }
    let span = Span::new(a.span.start(), b.span.end()).unwrap_or_else(|| a.span.union(b.span));
    When { span, precision: Precision::Range }
}

/// A full time of 00:00:00, which is read as a day, bounds a span at its instant.
fn ends_at_midnight(text: &str, end: When) -> bool {
    end.precision == Precision::Day && text.contains('T')
}

fn until_start(a: When, b: When) -> Option<When> {
    let span = Span::new(a.span.start(), b.span.start())?;
    let one_day = a.precision == Precision::Day && span == a.span;
    Some(if one_day { a } else { When { span, precision: Precision::Range } })
}

/// A way that something went.
#[derive(Clone, Debug, Default)]
pub struct Track {
    span: Option<When>,
    bad_time: Option<String>,
    points: Vec<(f64, f64)>,
}

/// A placemark while its tags go by.
#[derive(Clone, Debug, Default)]
pub struct Feature {
    /// Where it begins in the text.
    pub byte: u64,
    id: String,
    /// Its headline.
    pub name: String,
    /// Its description, often a web page.
    pub description: String,
    /// Its address.
    pub address: String,
    /// A link to a page about it.
    pub link: String,
    /// Its own time.
    pub times: Times,
    /// Name of the extended datum whose value comes next.
    pub data_name: String,
    /// Longitude and latitude of a model in degrees.
    pub model: (f64, f64),
    /// Its tracks.
    pub tracks: Vec<Track>,
    data: Vec<(String, String)>,
    points: Vec<(f64, f64)>,
    is_line: bool,
}

impl Feature {
    /// A placemark whose tag stands at this byte.
    pub fn new(id: String, byte: u64) -> Self {
        Self { byte, id, ..Self::default() }
    }

    /// Takes `lon,lat[,alt] …`; blanks around the commas do not matter. The first geometry with coordinates counts.
    pub fn coordinates(&mut self, text: &str, of_line: bool) {
        if self.points.is_empty() {
            (self.points, self.is_line) = (tuples(text), of_line);
        }
    }

    /// Takes the value of the extended datum that was named last.
    pub fn data_value(&mut self, text: &str) {
        self.data.push((self.data_name.clone(), text.to_owned()));
    }

    /// Takes the place of a model once both of its coordinates are known.
    pub fn model_position(&mut self) {
        if self.points.is_empty() {
            self.points.push(self.model);
        }
    }

    /// Takes a time of the newest track.
    pub fn track_time(&mut self, text: &str) {
        let Some(track) = self.tracks.last_mut() else { return };
        match parse(text, DayOrder::DayFirst) {
            Some(when) => track.span = Some(track.span.map_or(when, |span| between(span, when))),
            None => track.bad_time = Some(text.to_owned()),
        }
    }

    /// Takes a position of the newest track: `lon lat alt`.
    pub fn track_position(&mut self, text: &str) {
        let Some(track) = self.tracks.last_mut() else { return };
        let mut numbers = text.split_ascii_whitespace().map(|n| n.parse().unwrap_or(f64::NAN));
        if let (Some(lon), Some(lat)) = (numbers.next(), numbers.next()) {
            track.points.push((lon, lat));
        }
    }

    /// Hands over the placemark as an event, or one event for each of its tracks; returns how many spans had only one
    /// end. `end` is the byte behind it, `inherited` the time of the folder around it.
    ///
    /// # Errors
    /// When the dataset is full.
    pub fn push(
        mut self,
        row: &mut u32,
        end: u64,
        inherited: &Times,
        out: &mut FileSink<'_>,
    ) -> Result<u64, ReadError> {
        let len = u32::try_from(end.saturating_sub(self.byte)).unwrap_or(u32::MAX);
        let origin = |row: u32| Origin { file: 0, row, byte: self.byte, len };
        let tracks = std::mem::take(&mut self.tracks);
        let mut half = 0;
        if tracks.is_empty() {
            *row = row.saturating_add(1);
            let told = self.told(inherited, origin(*row), out);
            let spot = spot_of_points(&self.points, self.is_line);
            self.event(&told, &spot, "", origin(*row), out)?;
            return Ok(u64::from(told.half));
        }
        for (n, track) in tracks.into_iter().enumerate() {
            *row = row.saturating_add(1);
            let at = origin(*row);
            if let Some(text) = &track.bad_time {
                out.problem(at, ProblemKind::BadDate, "when", text, "not used");
            }
            let told = match track.span {
                Some(when) => Told { when: Some(when), ..Told::default() },
                None => self.told(inherited, at, out),
            };
            half += u64::from(told.half);
            let part = if n == 0 { String::new() } else { format!("#{}", n + 1) };
            self.event(&told, &spot_of_points(&track.points, true), &part, at, out)?;
        }
        Ok(half)
    }

    /// Its own time, else one among its data, else that of the folder.
    fn told(&self, inherited: &Times, at: Origin, out: &mut FileSink<'_>) -> Told {
        if !self.times.is_empty() {
            return self.times.told(at, out);
        }
        let (when, flags) = self.properties().when(at, out);
        if when.is_some() { Told { when, flags, half: false } } else { inherited.told(at, out) }
    }

    fn properties(&self) -> Properties<'_> {
        let pairs = self.data.iter().map(|(name, text)| (name.as_str(), Cow::Borrowed(text.as_str())));
        Properties::from_pairs(pairs)
    }

    fn event(
        &self,
        time: &Told,
        spot: &Spot,
        part: &str,
        at: Origin,
        out: &mut FileSink<'_>,
    ) -> Result<(), ReadError> {
        let properties = self.properties();
        if is_ours(&properties) && self.tracks.is_empty() {
            let (place, _, bad_place) = self.place(spot, at, out);
            return flat_table::push(&properties, (place, bad_place), at, out);
        }
        let (place, from_geometry, bad_place) = self.place(spot, at, out);
        let place_precision = properties.precision(from_geometry, at, out);
        let (event_type, sub_type, kind) = properties.kind();
        let (toll, sides) = (properties.toll(at, out), properties.sides(at, out));
        let id = first([properties.id(), &self.id]);
        let id = if id.is_empty() { String::new() } else { format!("{id}{part}") };
        let description = plain(&self.description);
        let link = first([properties.url(), &self.link]);
        let source = properties.source();
        out.push(Draft {
            id: &id,
            title: first([&plain(&self.name), properties.title()]),
            summary: first([&description, properties.summary()]),
            when: time.when,
            place: first([properties.place(), &self.address]),
            admin1: properties.admin1(),
            admin2: properties.admin2(),
            country: properties.country(),
            at: place,
            place_precision,
            kind,
            event_type,
            sub_type,
            actors: properties.actors(),
            toll,
            sides,
            source: &source,
            origin: at,
            flags: time.flags | bad_place,
            detail: (!link.is_empty() && toll.is_none()).then(|| Box::new(linked(link, &source))),
            ..Draft::default()
        })
    }

    fn place(&self, spot: &Spot, at: Origin, out: &mut FileSink<'_>) -> (Option<LonLat>, PlacePrecision, u8) {
        match *spot {
            Spot::Nowhere => (None, PlacePrecision::Unknown, 0),
            Spot::At(place, precision) => (Some(place), precision, 0),
            Spot::Bad(lat, lon) => {
                bad_position((lat, lon), &format!("{lat}, {lon} ({})", self.name), at, out);
                (None, PlacePrecision::Unknown, BAD_PLACE)
            }
        }
    }
}

fn linked(url: &str, title: &str) -> Detail {
    let source = Source { title: title.to_owned(), url: url.to_owned(), ..Source::default() };
    Detail { sources: vec![source], ..Detail::default() }
}

fn first<const N: usize>(texts: [&str; N]) -> &str {
    texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
}

/// `lon,lat[,alt]` divided by blanks; blanks beside a comma do not divide.
fn tuples(text: &str) -> Vec<(f64, f64)> {
    let mut joined = String::with_capacity(text.len());
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        if blank && c != ',' && !joined.is_empty() && !joined.ends_with(',') {
            joined.push(' ');
        }
        blank = false;
        joined.push(c);
    }
    let number = |text: Option<&str>| text.and_then(|t| t.parse().ok()).unwrap_or(f64::NAN);
    let tuple = |tuple: &str| {
        let mut numbers = tuple.split(',');
        (number(numbers.next()), number(numbers.next()))
    };
    joined.split(' ').filter(|t| !t.is_empty()).map(tuple).collect()
}
