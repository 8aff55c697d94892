//! Makes events of a table's rows as a mapping says.

use std::cell::Cell;

use super::cells::{between, leave_out};
use super::csv::{Column, Header, Record};
use super::dates::Parts;
use super::figures::{Count, count, figure};
use super::format::ReadError;
use super::kinds::in_words;
use super::problem::ProblemKind;
use super::rows::{PLAUSIBLE_YEARS, bad_position, named_place_precision, on_earth};
use super::sink::{FileSink, repaired as repair_mark};
use super::table_dates::{at_time, date, month};
use super::table_degrees::{Degrees, degrees, mended, middle, pair, western_digits};
use super::table_mapping::{Field, Mapping, Ruined};
use super::table_sample::Sample;
use crate::model::{
    Actor, BAD_DATE, BAD_PLACE, Claim, Detail, Draft, Figure, Harm, LonLat, PlacePrecision, Role, Source,
    Toll, When,
};

/// First cells of rows that hold sums.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "subtotal",
    "total general",
    "somme",
    "suma",
    "итого",
    "всього",
    "المجموع",
    "مجموع",
];

/// Reads rows.
pub struct Reader {
    mapping: Mapping,
    columns: Vec<(Field, Column)>,
    /// Where most places lie: latitude and longitude in degrees.
    middle: (f64, f64),
    /// Rows with coordinates that a spreadsheet has ruined.
    ruined: Cell<u64>,
}

/// What the coordinate cells of a row say.
enum Spot {
    Nowhere,
    At(LonLat, bool),
    Bad(f64, f64),
    Ruined,
}

impl Reader {
    /// A reader for a table of which these are the first rows.
    pub fn new(mapping: &Mapping, sample: &Sample, header: &Header) -> Self {
        let mut out =
            Self { mapping: mapping.clone(), columns: Vec::new(), middle: (0.0, 0.0), ruined: Cell::new(0) };
        out.find(mapping, &Header::new(sample.names.clone()));
        out.middle = middle(sample, out.column(Field::Latitude).0, out.column(Field::Longitude).0);
        out.find(mapping, header);
        out
    }

    /// How many rows had coordinates that a spreadsheet has ruined.
    pub fn ruined(&self) -> u64 {
        self.ruined.get()
    }

    /// Finds the columns in a header.
    pub fn find(&mut self, mapping: &Mapping, header: &Header) {
        self.columns = mapping.columns.keys().map(|&field| (field, mapping.column(field, header))).collect();
    }

    /// Makes an event of a row; rows of sums and rows that say nothing are left out.
    ///
    /// # Errors
    /// When the dataset is full.
    pub fn row(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let get = |field| r.get(self.column(field));
        let fatalities = get(Field::Fatalities);
        let says_something = self.columns.iter().any(|(_, column)| !r.get(*column).is_empty());
        if !says_something || self.holds_sums(r) {
            leave_out(r, fatalities, out);
            return Ok(());
        }
        let (when, bad_date) = self.when(r, out);
        let (place, place_flags) = self.place(r, out);
        let [place_name, admin1, admin2, country] =
            [Field::Place, Field::Admin1, Field::Admin2, Field::Country].map(get);
        let place_precision = match place {
            Some(_) => PlacePrecision::Near,
            None => named_place_precision(place_name, admin1, admin2, country),
        };
        let (event_type, sub_type) = (get(Field::Type), get(Field::SubType));
        let (actors, source) = ([get(Field::Actor1), get(Field::Actor2)], get(Field::Source));
        let (toll, claim) = self.toll(r, out);
        let link =
            Some(get(Field::Link)).filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        // A detail takes the place of the claims that are made from counts, so a link then stands with the source.
        let (detail, joined) = match (claim, link) {
            (None, Some(link)) if toll.is_some() && source.is_empty() => (None, link.to_owned()),
            (None, Some(link)) if toll.is_some() => (None, format!("{source}; {link}")),
            (None, None) => (None, source.to_owned()),
            (claim, link) => (Some(Box::new(detail(claim, link, source, actors))), source.to_owned()),
        };
        let (summary, summary_at) = out.long_text(r, self.column(Field::Summary));
        out.push(Draft {
            id: get(Field::Id),
            title: get(Field::Title),
            summary,
            summary_at,
            when,
            place: place_name,
            admin1,
            admin2,
            country,
            at: place,
            place_precision,
            kind: in_words(event_type, sub_type),
            event_type,
            sub_type,
            actors,
            toll,
            source: &joined,
            origin: r.origin,
            flags: bad_date | place_flags,
            detail,
            ..Draft::default()
        })
    }

    fn column(&self, field: Field) -> Column {
        self.columns.iter().find(|(f, _)| *f == field).map_or(Column(None), |(_, column)| *column)
    }

    /// A row whose first cell says so, or with figures and neither time, place nor words.
    fn holds_sums(&self, r: &Record<'_>) -> bool {
        let first =
            r.fields().find(|cell| !cell.is_empty()).unwrap_or_default().trim_end_matches(':').to_lowercase();
        let blank = |fields: &[Field]| fields.iter().all(|&field| r.get(self.column(field)).is_empty());
        let when = [Field::Date, Field::Year, Field::EndDate];
        let words = [Field::Title, Field::Summary, Field::Type, Field::Place, Field::Country, Field::Id];
        let undated = when.iter().all(|&field| {
            let cell = r.get(self.column(field));
            cell.is_empty() || cell.to_lowercase() == first
        });
        let bare =
            undated && blank(&words) && blank(&[Field::Latitude, Field::Longitude, Field::Coordinates]);
        (undated && TOTALS.contains(&first.as_str()))
            || (bare && !r.get(self.column(Field::Fatalities)).is_empty())
    }

    fn when(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let (start, bad_start) = self.day(r, Field::Date, "date", out);
        let (start, bad_parts) = match start {
            None if self.column(Field::Year).found() => self.parts(r, out),
            start => (start, 0),
        };
        let time = r.get(self.column(Field::Time));
        let start = start.map(|when| if time.is_empty() { when } else { at_time(when, time, r.origin, out) });
        let (end, _) = self.day(r, Field::EndDate, "end", out);
        let (when, turned) = match end {
            Some(_) => between(start, end, r.origin, out),
            None => (start, 0),
        };
        let bad = if when.is_none() { bad_start | bad_parts } else { 0 };
        (when, bad | turned)
    }

    fn day(
        &self,
        r: &Record<'_>,
        field: Field,
        name: &'static str,
        out: &mut FileSink<'_>,
    ) -> (Option<When>, u8) {
        let text = r.get(self.column(field));
        if text.is_empty() || super::cells::is_unknown(text) {
            return (None, 0);
        }
        let when = date(text, self.mapping.day_order);
        if when.is_none() {
            out.problem(r.origin, ProblemKind::BadDate, name, text, "not used");
            return (None, BAD_DATE);
        }
        (when, 0)
    }

    /// Year, month and day in columns of their own.
    fn parts(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let cells =
            [Field::Year, Field::Month, Field::Day].map(|field| western_digits(r.get(self.column(field))));
        let [year, month_text, day] = cells.each_ref().map(|cell| cell.strip_suffix(".0").unwrap_or(cell));
        if cells.iter().all(|cell| cell.is_empty()) {
            return (None, 0);
        }
        let year = year.parse().ok().filter(|year| PLAUSIBLE_YEARS.contains(year));
        let small = if super::cells::is_unknown(day) { Some(0) } else { day.parse().ok() };
        let found = year.and_then(|year| {
            let whole = Parts { year, month: month(month_text)?, day: small? };
            whole.when()
        });
        if found.is_some() {
            return (found, 0);
        }
        let kept = year.and_then(|year| {
            let month = month(month_text).filter(|month| *month <= 12).unwrap_or(0);
            Parts { year, month, day: 0 }.when()
        });
        let done = if kept.is_some() { "kept as the month or year" } else { "event kept without a date" };
        out.problem(r.origin, ProblemKind::BadDate, "year, month, day", &cells.join("-"), done);
        (kept, BAD_DATE)
    }

    fn place(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<LonLat>, u8) {
        let both = r.get(self.column(Field::Coordinates));
        let (lat, lon) = (r.get(self.column(Field::Latitude)), r.get(self.column(Field::Longitude)));
        let (lat, lon) = match pair(both, self.mapping.pair) {
            Some(both) if lat.is_empty() && lon.is_empty() => both,
            None if !both.is_empty() && lat.is_empty() && lon.is_empty() => (both, ""),
            _ => (lat, lon),
        };
        let text = if lon.is_empty() { lat.to_owned() } else { format!("{lat}, {lon}") };
        match self.spot(lat, lon) {
            Spot::Nowhere => (None, 0),
            Spot::At(place, mended) => {
                self.ruined.set(self.ruined.get() + u64::from(mended));
                (Some(place), repair_mark(mended))
            }
            Spot::Bad(lat, lon) => {
                bad_position((lat, lon), &text, r.origin, out);
                (None, BAD_PLACE)
            }
            Spot::Ruined => {
                self.ruined.set(self.ruined.get() + 1);
                let done = "event kept without a place; a spreadsheet has put points into the number";
                out.problem(r.origin, ProblemKind::RuinedPlace, "latitude, longitude", &text, done);
                (None, BAD_PLACE)
            }
        }
    }

    fn spot(&self, lat: &str, lon: &str) -> Spot {
        let (y, x) = match (degrees(lat), degrees(lon)) {
            (Degrees::Blank, Degrees::Blank) => return Spot::Nowhere,
            (Degrees::Given(lat), Degrees::Given(lon)) => (lat, lon),
            (y, x)
                if (y == Degrees::Ruined || x == Degrees::Ruined) && self.mapping.ruined == Ruined::Leave =>
            {
                return Spot::Ruined;
            }
            (Degrees::Ruined | Degrees::Given(_), Degrees::Ruined | Degrees::Given(_)) => {
                (f64::NAN, f64::NAN)
            }
            _ => return Spot::Bad(f64::NAN, f64::NAN),
        };
        if let Some(place) = on_earth(x, y) {
            return Spot::At(place, false);
        }
        if self.mapping.ruined == Ruined::Leave || on_earth(y, x).is_some() {
            return Spot::Bad(y, x);
        }
        match mended(lat, lon, self.middle) {
            Some(place) => Spot::At(place, true),
            None => Spot::Bad(y, x),
        }
    }

    /// Fatalities as counted; a figure that is no plain count, such as "at least 5", is a claim of the source.
    fn toll(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<Toll>, Option<(Figure, String)>) {
        let mut number = |field: Field, name: &'static str| {
            let text = western_digits(r.get(self.column(field)));
            match count(&text) {
                Count::Given(n) => Some(Figure::Exact(n)),
                Count::NotGiven => None,
                Count::Bad => figure(&text).or_else(|| {
                    out.problem(r.origin, ProblemKind::BadNumber, name, &text, "taken as not given");
                    None
                }),
            }
        };
        let best = number(Field::Fatalities, "fatalities");
        let low = number(Field::FatalitiesLow, "low").map(|figure| figure.bounds().0);
        let high = number(Field::FatalitiesHigh, "high").and_then(|figure| figure.bounds().1);
        match (best, low, high) {
            (Some(Figure::Exact(best)), low, high) => {
                let (low, high) = (low.unwrap_or(best).min(best), high.unwrap_or(best).max(best));
                (Some(Toll { low, best, high }), None)
            }
            (None, Some(low), Some(high)) => (None, Some((Figure::Between(low, high), String::new()))),
            (None, Some(low), None) => (None, Some((Figure::AtLeast(low), String::new()))),
            (None, None, Some(high)) => (None, Some((Figure::AtMost(high), String::new()))),
            (None, None, None) => (None, None),
            (Some(figure), ..) => (None, Some((figure, r.get(self.column(Field::Fatalities)).to_owned()))),
        }
    }
}

fn detail(claim: Option<(Figure, String)>, link: Option<&str>, source: &str, actors: [&str; 2]) -> Detail {
    let named = actors.into_iter().filter(|name| !name.is_empty());
    let sources = link.is_some() || !source.is_empty();
    let claim = claim.map(|(figure, text)| Claim {
        speaker: if source.is_empty() { "the file" } else { source }.to_owned(),
        victims: String::new(),
        harm: Harm::Killed,
        figure,
        text,
        source: sources.then_some(0),
        replies: Vec::new(),
    });
    let from =
        Source { title: source.to_owned(), url: link.unwrap_or_default().to_owned(), ..Source::default() };
    Detail {
        actors: named.map(|name| Actor { name: name.to_owned(), role: Role::Party }).collect(),
        claims: claim.into_iter().collect(),
        sources: if sources { vec![from] } else { Vec::new() },
        ..Detail::default()
    }
}
