//! GDELT event tables, 1.0 and 2.0: no header, TAB between 57, 58 or 61 fields, even mixed in one file.
//!
//! Source: GDELT Event Codebook 2.0; the 61 fields were compared with a real file, 57 and 58 are from the codebook of
//! 1.0, where the three places lack their `ADM2Code` and the oldest files the `SOURCEURL`.

use std::fmt::Write as _;

use super::csv::{Record, Table};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::gdelt_codes::{kind, place, quad_class, root};
use super::input::Input;
use super::problem::ProblemKind;
use super::rows::{DayColumn, PLAUSIBLE_YEARS, position};
use super::sink::FileSink;
use crate::model::{BAD_DATE, Draft, PlacePrecision, When};

/// GDELT events.
pub struct Gdelt;

impl Format for Gdelt {
    fn id(&self) -> &'static str {
        "gdelt"
    }

    fn label(&self) -> &'static str {
        "GDELT events (TAB, no header)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "txt"]
    }

    fn what(&self) -> &'static str {
        "days, places of the action with centroids told from towns, actors, CAMEO codes in words, links; GDELT counts no casualties"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let mut lines: Vec<&[u8]> = head.bytes.split(|&b| b == b'\n').collect();
        if !head.whole {
            lines.pop();
        }
        let lines = lines.into_iter().filter(|line| !line.trim_ascii().is_empty()).take(3);
        let (of_gdelt, all) =
            lines.fold((0, 0), |(fit, all), line| (fit + u32::from(is_event(line)), all + 1));
        match of_gdelt {
            0 => Fit::No,
            n if n == all => Fit::Sure,
            _ => Fit::Maybe,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut table = Table::without_quotes(input, b'\t');
        out.describe(|file| "GDELT".clone_into(&mut file.provider));
        out.note(
            "GDELT has no casualty figures: they are not given, which does not mean that there were none.",
        );
        out.note("One news story makes many rows of GDELT: rows are not separate incidents.");
        let mut rows = Rows::default();
        while let Some(record) = table.next(input, out)? {
            if !record.is_empty() {
                rows.row(&record, out)?;
            }
        }
        Ok(())
    }
}

/// Which fields a row has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// 57 or 58 fields.
    One,
    /// 61 fields.
    Two,
}

impl Layout {
    fn of(fields: usize) -> Option<Self> {
        match fields {
            57 | 58 => Some(Self::One),
            61 => Some(Self::Two),
            _ => None,
        }
    }

    /// Where the place of the action begins, and how many fields its latitude lies behind that.
    fn action(self) -> (usize, usize) {
        match self {
            Self::One => (49, 4),
            Self::Two => (51, 5),
        }
    }

    fn url(self) -> usize {
        match self {
            Self::One => 57,
            Self::Two => 60,
        }
    }

    fn names(self) -> Vec<String> {
        let mut names: Vec<String> = BASE.split(' ').map(str::to_owned).collect();
        for who in ["Actor1", "Actor2", "Action"] {
            for part in
                ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"]
            {
                if self == Self::Two || part != "ADM2Code" {
                    names.push(format!("{who}Geo_{part}"));
                }
            }
        }
        names.extend(["DATEADDED", "SOURCEURL"].map(str::to_owned));
        names
    }
}

const BASE: &str = "GLOBALEVENTID SQLDATE MonthYear Year FractionDate \
    Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code \
    Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code \
    Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code \
    Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code \
    IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone";

/// Names that both layouts share, from the first on.
const COMMON_NAMES: usize = 39;

/// Whether a line has GDELT's number of fields, with a number, a day and its month in their places.
fn is_event(line: &[u8]) -> bool {
    let fields: Vec<&[u8]> = line.split(|&b| b == b'\t').collect();
    let digits = |field: &[u8], len: usize| field.len() == len && field.iter().all(u8::is_ascii_digit);
    let [id, day, month, ..] = fields.as_slice() else { return false };
    let numbered = !id.is_empty() && digits(id, id.len());
    Layout::of(fields.len()).is_some() && numbered && digits(day, 8) && digits(month, 6)
}

/// What goes from row to row.
#[derive(Default)]
struct Rows {
    layout: Option<Layout>,
    mixed: bool,
    days: DayColumn,
    title: String,
    summary: String,
}

impl Rows {
    fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let at = r.origin;
        let Some(layout) = Layout::of(r.len()) else {
            let kind = if r.terminated { ProblemKind::ShortRecord } else { ProblemKind::CutFile };
            let kind = if r.len() > 61 { ProblemKind::ExtraFields } else { kind };
            out.skip(at, kind, &r.fields().filter(|f| !f.is_empty()).collect::<Vec<_>>().join(", "));
            return Ok(());
        };
        self.learn(layout, out);
        let (when, bad_date) = self.when(r, out);
        let (geo, lat) = layout.action();
        let (at_place, bad_place) = position(r.field(geo + lat), r.field(geo + lat + 1), at, out);
        let named = place(r.field(geo), r.field(geo + 1), r.field(geo + 2)).unwrap_or_else(|| {
            out.problem(at, ProblemKind::UnknownWord, "ActionGeo_Type", r.field(geo), "taken as not given");
            let country = super::fips::country(r.field(geo + 2)).unwrap_or_default();
            super::gdelt_codes::Named {
                name: r.field(geo + 1),
                admin1: "",
                country,
                precision: PlacePrecision::Unknown,
            }
        });
        let actors =
            [6, 16].map(|name| if r.field(name).is_empty() { r.field(name - 1) } else { r.field(name) });
        let (event_type, code) = (root(r.field(28)), r.field(26));
        if event_type.is_none() {
            out.problem(at, ProblemKind::UnknownWord, "EventRootCode", r.field(28), "kept as it stands");
        }
        let event_type = event_type.unwrap_or_else(|| r.field(28));
        self.write_title(event_type, actors, [named.name, named.admin1, named.country]);
        self.write_summary(r);
        out.push(Draft {
            id: r.field(0),
            title: &self.title,
            summary: &self.summary,
            when,
            place: named.name,
            admin1: named.admin1,
            country: named.country,
            at: at_place,
            place_precision: named.precision,
            kind: kind(code),
            event_type,
            sub_type: code,
            actors,
            source: r.field(layout.url()),
            origin: at,
            flags: bad_date | bad_place,
            ..Draft::default()
        })
    }

    /// Names the fields for showing single rows; where both layouts are mixed, those that both have.
    fn learn(&mut self, layout: Layout, out: &mut FileSink<'_>) {
        match self.layout {
            None => {
                self.layout = Some(layout);
                out.describe(|file| file.columns = layout.names());
            }
            Some(first) if first != layout && !self.mixed => {
                self.mixed = true;
                out.describe(|file| file.columns.truncate(COMMON_NAMES));
                out.note("Rows of GDELT 1.0 (57 or 58 fields) and 2.0 (61 fields) are mixed.");
            }
            Some(_) => {}
        }
    }

    fn when(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> (Option<When>, u8) {
        let text = r.field(1);
        if let Some(day) = self.days.read(text) {
            return (Some(When::day(day)), 0);
        }
        let year = r.field(3).parse().ok().filter(|year| PLAUSIBLE_YEARS.contains(year));
        let when = year.and_then(When::year);
        let done = if when.is_some() { "kept as the year" } else { "event kept without a date" };
        out.problem(r.origin, ProblemKind::BadDate, "SQLDATE", text, done);
        (when, BAD_DATE)
    }

    fn write_title(&mut self, event_type: &str, actors: [&str; 2], places: [&str; 3]) {
        self.title.clear();
        self.title.push_str(event_type);
        let mut join = ": ";
        for actor in actors.into_iter().filter(|a| !a.is_empty()) {
            self.title.push_str(join);
            self.title.push_str(actor);
            join = " / ";
        }
        if let Some(place) = places.into_iter().find(|p| !p.is_empty()) {
            self.title.push_str(", ");
            self.title.push_str(place);
        }
    }

    fn write_summary(&mut self, r: &Record<'_>) {
        let [code, goldstein, mentions, sources, articles, tone] =
            [26, 30, 31, 32, 33, 34].map(|i| r.field(i));
        let class = quad_class(r.field(29)).unwrap_or("class not given");
        let tone = tone.parse::<f64>().unwrap_or(f64::NAN);
        self.summary.clear();
        // Writing into a String cannot fail.
        let _ = write!(
            self.summary,
            "CAMEO event code {code}: {class}; Goldstein scale {goldstein}\n\
             Mentions {mentions}, sources {sources}, articles {articles}; average tone {tone:.1}"
        );
    }
}

#[cfg(test)]
#[path = "gdelt_tests.rs"]
mod tests;
