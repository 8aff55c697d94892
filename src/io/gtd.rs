//! The Global Terrorism Database as a table: all 135 columns, or some of them.
//!
//! Source: GTD Codebook (START, University of Maryland) as far as the design notes hold it; what `vicinity`, `claimed`
//! and `doubtterr` mean is from memory of the codebook.

use super::casualties::{Counted, claim, claims, detail};
use super::cells::{add_line, known, leave_out, year_month_day};
use super::csv::{Column, Header, Record, header};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::problem::ProblemKind;
use super::rows::{PLAUSIBLE_YEARS, Rows, named_precision, number, position};
use super::sink::FileSink;
use crate::model::{Detail, Draft, Figure, Harm, Kind, PlacePrecision, Role, Toll};

/// GTD CSV.
pub struct Gtd;

impl Format for Gtd {
    fn id(&self) -> &'static str {
        "gtd-csv"
    }

    fn label(&self) -> &'static str {
        "GTD (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv", "tsv", "txt"]
    }

    fn what(&self) -> &'static str {
        "days or months and rough dates in words, places with GTD's specificity, groups, targets, doubts, killed and wounded as claims"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let own =
            ["attacktype1", "attacktype1_txt", "gname", "specificity", "doubtterr", "nkill", "targtype1_txt"];
        let found = own.iter().filter(|name| header.find(&[name]).found()).count();
        match (header.has_all(&["iyear"]), header.has_all(&["eventid"]), found) {
            (true, true, 1..) | (true, false, 2..) => Fit::Sure,
            (true, true, 0) | (true, false, 1) | (false, true, 2..) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let mut columns = Columns::find(&rows.header);
        out.describe(|file| "GTD".clone_into(&mut file.provider));
        if !columns.specificity.found() {
            out.note("There is no column specificity: places are taken as near the coordinates.");
        }
        rows.each(input, out, |record, out| columns.row(record, out))
    }
}

/// Where the columns stand that are read.
struct Columns {
    id: Column,
    date: [Column; 3],
    approximate: Column,
    country: Column,
    admin1: Column,
    city: Column,
    location: Column,
    latitude: Column,
    longitude: Column,
    specificity: Column,
    vicinity: Column,
    summary: Column,
    doubt: Column,
    attack: Column,
    weapon: Column,
    target: [Column; 3],
    groups: [Column; 3],
    claimed: Column,
    resolution: Column,
    killed: Column,
    perpetrators: Column,
    wounded: Column,
    sources: [Column; 3],
    text: String,
    citations: String,
}

impl Columns {
    fn find(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            id: find("eventid"),
            date: ["iyear", "imonth", "iday"].map(find),
            approximate: find("approxdate"),
            country: header.find(&["country_txt", "country"]),
            admin1: find("provstate"),
            city: find("city"),
            location: find("location"),
            latitude: header.find(&["latitude", "lat"]),
            longitude: header.find(&["longitude", "lon", "long"]),
            specificity: find("specificity"),
            vicinity: find("vicinity"),
            summary: find("summary"),
            doubt: find("doubtterr"),
            attack: find("attacktype1_txt"),
            weapon: find("weaptype1_txt"),
            target: ["targtype1_txt", "corp1", "target1"].map(find),
            groups: ["gname", "gname2", "gname3"].map(find),
            claimed: find("claimed"),
            resolution: find("resolution"),
            killed: find("nkill"),
            perpetrators: find("nkillter"),
            wounded: find("nwound"),
            sources: ["scite1", "scite2", "scite3"].map(find),
            text: String::new(),
            citations: String::new(),
        }
    }

    fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, id, date) = (r.origin, r.get(self.id), self.date.map(|column| r.get(column)));
        if date.iter().all(|cell| cell.is_empty()) && (id.is_empty() || r.get(self.country).is_empty()) {
            leave_out(r, r.get(self.killed), out);
            return Ok(());
        }
        let (when, bad_date) = year_month_day(date, &PLAUSIBLE_YEARS, at, out);
        let (place, bad_place) = position(r.get(self.latitude), r.get(self.longitude), at, out);
        let [admin1, country, city] =
            [self.admin1, self.country, self.city].map(|column| known(r.get(column)));
        let place_precision = match place {
            Some(_) => self.place_precision(r, out),
            None if !city.is_empty() => PlacePrecision::Near,
            None => named_precision(admin1, "", country),
        };
        let toll = number(r.get(self.killed), "nkill", at, out).map(Toll::single);
        let groups = self.groups.map(|column| known(r.get(column)));
        let detail = self.detail(r, toll, groups, out);
        self.write_texts(r);
        let attack = r.get(self.attack);
        out.push(Draft {
            id,
            summary: &self.text,
            when,
            place: city,
            admin1,
            country,
            at: place,
            place_precision,
            kind: kind(attack, r.get(self.target[0])),
            event_type: known(attack),
            actors: [groups[0], groups[1]],
            associates: [groups[2], ""],
            toll,
            source: &self.citations,
            origin: at,
            flags: bad_date | bad_place,
            detail,
            ..Draft::default()
        })
    }

    /// `specificity`: 1 the town; 2 a town, at the centroid of its smallest unit; 3 the centroid of the smallest unit
    /// that is known; 4 that of a first-order unit; 5 none. `vicinity` 1: near the town, not in it.
    fn place_precision(&self, r: &Record<'_>, out: &mut FileSink<'_>) -> PlacePrecision {
        match r.get(self.specificity) {
            "1" if r.get(self.vicinity) == "1" => PlacePrecision::Near,
            "1" => PlacePrecision::Exact,
            "2" | "3" => PlacePrecision::District,
            "4" => PlacePrecision::Province,
            "5" => PlacePrecision::Country,
            code => {
                if !known(code).is_empty() {
                    let done = "taken as near the coordinates";
                    out.problem(r.origin, ProblemKind::UnknownWord, "specificity", code, done);
                }
                PlacePrecision::Near
            }
        }
    }

    /// The wounded, and the perpetrators among the killed, have no columns of their own in a dataset.
    fn detail(
        &self,
        r: &Record<'_>,
        toll: Option<Toll>,
        groups: [&str; 3],
        out: &mut FileSink<'_>,
    ) -> Option<Box<Detail>> {
        let cells = [(&PERPETRATORS, r.get(self.perpetrators)), (&WOUNDED, r.get(self.wounded))];
        let mut all = claims(cells, SPEAKER, r.origin, out);
        if all.is_empty() {
            return None;
        }
        if let Some(toll) = toll {
            all.insert(0, claim(SPEAKER, "all sides", Harm::Killed, Figure::Exact(toll.best)));
        }
        let actors = groups.map(|name| (name, Role::Party));
        Some(detail(&actors, all, &self.sources.map(|column| r.get(column))))
    }

    /// The summary with what else GTD says of the event, and the citations.
    fn write_texts(&mut self, r: &Record<'_>) {
        let text = &mut self.text;
        text.clear();
        add_line(text, "", r.get(self.summary));
        add_line(text, "Date as given: ", known(r.get(self.approximate)));
        add_line(text, "Ended: ", known(r.get(self.resolution)));
        add_line(text, "Where: ", r.get(self.location));
        let target = self.target.map(|column| known(r.get(column)));
        let target: Vec<&str> = target.into_iter().filter(|part| !part.is_empty()).collect();
        add_line(text, "Target: ", &target.join(", "));
        add_line(text, "Weapon: ", known(r.get(self.weapon)));
        match r.get(self.claimed) {
            "1" => add_line(text, "", "Responsibility was claimed"),
            "0" => add_line(text, "", "Responsibility was not claimed"),
            _ => {}
        }
        if r.get(self.doubt) == "1" {
            add_line(text, "", "GTD has doubts whether this was terrorism");
        }
        let sources = self.sources.map(|column| r.get(column));
        let sources: Vec<&str> = sources.into_iter().filter(|source| !source.is_empty()).collect();
        self.citations = sources.join("; ");
    }
}

const SPEAKER: &str = "GTD";
const WOUNDED: Counted = Counted { column: "nwound", harm: Harm::Wounded, victims: "all sides" };
const PERPETRATORS: Counted = Counted { column: "nkillter", harm: Harm::Killed, victims: "perpetrators" };

/// Our kind: explosions are strikes, assaults on soldiers and policemen battles, other attacks those on civilians.
fn kind(attack: &str, target: &str) -> Kind {
    let attack = attack.to_ascii_lowercase();
    let armed = ["military", "police", "terrorists/non-state militia"];
    match attack.as_str() {
        "" | "unknown" => Kind::Other,
        attack if attack.starts_with("bombing") => Kind::Strike,
        "armed assault" if armed.contains(&target.to_ascii_lowercase().as_str()) => Kind::Battle,
        attack if attack.starts_with("facility") => Kind::Other,
        _ => Kind::Civilians,
    }
}

#[cfg(test)]
#[path = "gtd_tests.rs"]
mod tests;
