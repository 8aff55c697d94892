//! What the properties of a feature say: found by the names that map makers and data sets use, also where a shapefile
//! has cut them to ten characters.

use std::borrow::Cow;

use super::csv::key;
use super::dates::{DayOrder, from_number, parse};
use super::flat_table::Named;
use super::json_values::{Members, as_text};
use super::kinds;
use super::problem::ProblemKind;
use super::rows::{named_precision, number};
use super::sink::FileSink;
use super::ucdp_codes::{citations, one_day, place_precision, refine};
use crate::model::{
    BAD_DATE, Kind, NOT_GIVEN, Origin, PlacePrecision, Precision, REPAIRED, SideDeaths, Span, Toll, When,
};

/// Length to which the names of a shapefile's columns are cut.
const CUT: usize = 10;

const STARTS: &[&str] =
    &["date_start", "start_date", "startdate", "start", "begin", "start_time", "starttime", "from"];
const ENDS: &[&str] = &["date_end", "end_date", "enddate", "end", "finish", "end_time", "endtime", "to"];
const DATES: &[&str] = &[
    "event_date",
    "date",
    "datetime",
    "date_time",
    "incident_date",
    "event_time",
    "time",
    "when",
    "timestamp",
    "published",
    "created_at",
    "created",
    "updated",
];

/// The properties of one feature as text.
pub struct Properties<'a> {
    pairs: Vec<(String, Cow<'a, str>)>,
}

impl Named for Properties<'_> {
    fn get(&self, name: &str) -> &str {
        // Whole names only: `fatalities` has the length to which a shapefile cuts `fatalities_low`.
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, text)| text.trim()).unwrap_or_default()
    }
}

impl<'a> Properties<'a> {
    /// Takes the members of the `properties` object; empty values count as absent.
    pub fn new(members: &Members<'a>) -> Self {
        Self::from_pairs(members.iter().map(|(name, raw)| (name, as_text(raw))))
    }

    /// Takes names with their values from any file; empty values count as absent.
    pub fn from_pairs<'n>(pairs: impl Iterator<Item = (&'n str, Cow<'a, str>)>) -> Self {
        let pairs = pairs.filter(|(_, text)| !text.trim().is_empty());
        Self { pairs: pairs.map(|(name, text)| (key(name), text)).collect() }
    }

    /// The first of the names that has a value, in the order of the names; empty if none has.
    pub fn get(&self, names: &[&str]) -> &str {
        names.iter().find_map(|name| self.one(name)).unwrap_or_default()
    }

    /// The id among the properties.
    pub fn id(&self) -> &str {
        self.get(&["id", "event_id", "event_id_cnty", "eventid"])
    }

    /// Another name that may stand for the event where nothing is called an id.
    pub fn code(&self) -> &str {
        self.get(&["code", "slug"])
    }

    /// A headline.
    pub fn title(&self) -> &str {
        self.get(&["title", "headline", "source_headline"])
    }

    /// What happened, in words.
    pub fn summary(&self) -> &str {
        self.get(&["summary", "description", "notes", "note", "text", "details", "where_description", "desc"])
    }

    /// The place's name.
    pub fn place(&self) -> &str {
        self.get(&["location", "place", "where_coordinates", "place_name", "city", "town", "name"])
    }

    /// First-order unit.
    pub fn admin1(&self) -> &str {
        self.get(&["admin1", "adm_1", "province", "provstate", "state"])
    }

    /// Second-order unit.
    pub fn admin2(&self) -> &str {
        self.get(&["admin2", "adm_2", "district", "county"])
    }

    /// Country.
    pub fn country(&self) -> &str {
        self.get(&["country", "country_name", "country_txt"])
    }

    /// The first two parties.
    pub fn actors(&self) -> [&str; 2] {
        [self.get(&["side_a", "actor1", "actor_1", "gname"]), self.get(&["side_b", "actor2", "actor_2"])]
    }

    /// A link to the source, if it is one of the web.
    pub fn url(&self) -> &str {
        let url = self.get(&["url", "link", "source_url", "sourceurl", "href"]);
        if url.starts_with("http://") || url.starts_with("https://") { url } else { "" }
    }

    /// The sources, divided by semicolons.
    pub fn source(&self) -> String {
        let mut out = String::new();
        citations(self.get(&["source", "source_article", "source_office", "net"]), &mut out);
        out
    }

    /// The file's own type and subtype, and the kind they belong to.
    pub fn kind(&self) -> (&str, &str, Kind) {
        if let Some((words, kind)) = kinds::ucdp(self.get(&["type_of_violence"])) {
            return (words, "", kind);
        }
        let (event_type, sub_type) = (
            self.get(&["event_type", "type", "category", "attacktype1_txt", "kind"]),
            self.get(&["sub_event_type", "subtype", "sub_type"]),
        );
        let kind = kinds::in_words(event_type, sub_type);
        if kind != Kind::Other || !self.is_ucdp() {
            return (event_type, sub_type, kind);
        }
        let one_sided = self.get(&["side_b"]).eq_ignore_ascii_case("civilians");
        (event_type, sub_type, if one_sided { Kind::Civilians } else { Kind::Battle })
    }

    /// When, with the mark for the row.
    pub fn when(&self, at: Origin, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let (start_text, end_text) = (self.get(STARTS), self.get(ENDS));
        let code = self.get(&["date_prec"]);
        let (start, end) = (time(start_text), time(end_text));
        for (text, column, found) in [(start_text, "start", start), (end_text, "end", end)] {
            if found.is_none() && !text.is_empty() {
                out.problem(at, ProblemKind::BadDate, column, text, "not used");
            }
        }
        match (start, end) {
            (Some(a), Some(b)) => {
                let reversed = a.span.start() > b.span.start();
                if reversed {
                    let value = format!("{start_text} to {end_text}");
                    let done = "the two were turned round";
                    out.problem(at, ProblemKind::ReversedDates, "start", &value, done);
                }
                (Some(refine(between(a, b), code)), if reversed { REPAIRED } else { 0 })
            }
            (Some(day), None) if day.precision == Precision::Day && !code.is_empty() => {
                (Some(one_day(day.span.start().date(), code)), 0)
            }
            (Some(one), None) | (None, Some(one)) => (Some(one), 0),
            (None, None) => self.single_date(at, out),
        }
    }

    /// Fatalities as counted.
    pub fn toll(&self, at: Origin, out: &mut FileSink<'_>) -> Option<Toll> {
        let best = number(
            self.get(&["best", "best_est", "fatalities", "nkill", "killed", "deaths"]),
            "best",
            at,
            out,
        )?;
        let low = number(self.get(&["low", "low_est"]), "low", at, out).unwrap_or(best);
        let high = number(self.get(&["high", "high_est"]), "high", at, out).unwrap_or(best);
        Some(Toll { low, best, high })
    }

    /// Deaths by side.
    pub fn sides(&self, at: Origin, out: &mut FileSink<'_>) -> Option<SideDeaths> {
        let mut count = |name: &'static str| number(self.get(&[name]), name, at, out).unwrap_or(NOT_GIVEN);
        let [a, b, c, d] = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"].map(&mut count);
        let given = [a, b, c, d].iter().any(|&n| n != NOT_GIVEN);
        given.then_some(SideDeaths { side_a: a, side_b: b, civilians: c, unknown: d })
    }

    /// How sure the place is: what the properties say, else what the geometry does. UCDP puts centroids where it knows
    /// no better, so its points without `where_prec` are only near.
    pub fn precision(&self, geometry: PlacePrecision, at: Origin, out: &mut FileSink<'_>) -> PlacePrecision {
        let (ucdp, acled) = (self.get(&["where_prec"]), self.get(&["geo_precision"]));
        match geometry {
            PlacePrecision::Unknown => named_precision(self.admin1(), self.admin2(), self.country()),
            _ if !ucdp.is_empty() => place_precision(ucdp, at, out),
            PlacePrecision::Exact if acled == "2" || self.is_ucdp() => PlacePrecision::Near,
            PlacePrecision::Exact if acled == "3" => PlacePrecision::Province,
            other => other,
        }
    }

    fn is_ucdp(&self) -> bool {
        ["side_a", "side_b", "date_start"].iter().all(|name| self.one(name).is_some())
    }

    fn one(&self, name: &str) -> Option<&str> {
        let fits = |key: &str| key == name || (key.len() == CUT && name.len() > CUT && name.starts_with(key));
        self.pairs.iter().find(|(key, _)| fits(key)).map(|(_, text)| text.trim())
    }

    fn single_date(&self, at: Origin, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let text = self.get(DATES);
        if let Some(when) = time(text) {
            return (Some(when), 0);
        }
        let parts = [["year", "iyear"], ["month", "imonth"], ["day", "iday"]].map(|names| self.get(&names));
        let [year, month, day] = parts;
        let joined = [year, month, day].into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
        let from_parts = parse(&joined, DayOrder::DayFirst).filter(|_| !year.is_empty());
        let done = if from_parts.is_some() {
            "year, month and day are used instead"
        } else {
            "event kept without a date"
        };
        if !text.is_empty() {
            out.problem(at, ProblemKind::BadDate, "date", text, done);
        }
        let bad = text.is_empty() && (joined.is_empty() || from_parts.is_some());
        (from_parts, if bad { 0 } else { BAD_DATE })
    }
}

/// A time as text, or as a number that stands for one.
fn time(text: &str) -> Option<When> {
    let number = text.parse::<f64>().ok().filter(|_| text.len() > 4);
    number.and_then(from_number).or_else(|| parse(text, DayOrder::DayFirst))
}

/// From the start of the first to the end of the second.
fn between(a: When, b: When) -> When {
    if a == b {
        return a;
    }
    let span: Span = a.span.union(b.span);
    When { span, precision: Precision::Range }
}
