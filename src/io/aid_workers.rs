//! Incidents against aid workers as the Aid Worker Security Database lists them.
//!
//! The columns are those of its public download as a data dictionary in a public repository describes them; older
//! downloads have fewer.

use super::casualties::{Counted, claims, detail};
use super::cells::{add_line, known, leave_out, year_month_day};
use super::csv::{Column, Header, Record, header};
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::rows::{PLAUSIBLE_YEARS, Rows, named_precision, number, position};
use super::sink::FileSink;
use crate::model::{Draft, Harm, Kind, PlacePrecision, Role, Toll};

/// Aid-worker incidents as CSV.
pub struct AidWorkers;

impl Format for AidWorkers {
    fn id(&self) -> &'static str {
        "aid-workers-csv"
    }

    fn label(&self) -> &'static str {
        "Aid-worker incidents (CSV)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn what(&self) -> &'static str {
        "days, months or years, places, means of attack, killed, wounded, kidnapped and detained aid workers as claims, organisations"
    }

    fn shape(&self) -> Shape {
        Shape::Table
    }

    fn sniff(&self, head: &Head) -> Fit {
        let Some((header, _)) = header(head) else { return Fit::No };
        let counts = ["total_killed", "total_wounded", "total_kidnapped", "total_affected"];
        let counted = counts.iter().filter(|name| header.find(&[name]).found()).count();
        let own = header.find(&["means_of_attack", "incident_id", "ingo", "attack_context"]).found();
        match (header.has_all(&["year"]), counted, own) {
            (true, 2.., true) => Fit::Sure,
            (true, 3.., false) | (true, 1, true) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let rows = Rows::open(input, out)?;
        let mut columns = Columns::find(&rows.header);
        out.describe(|file| SPEAKER.clone_into(&mut file.provider));
        out.note("Killed and other figures count aid workers only.");
        rows.each(input, out, |record, out| columns.row(record, out))
    }
}

const SPEAKER: &str = "Aid Worker Security Database";

static COUNTS: [Counted; 4] = [
    Counted { column: "Total killed", harm: Harm::Killed, victims: "aid workers" },
    Counted { column: "Total wounded", harm: Harm::Wounded, victims: "aid workers" },
    Counted { column: "Total kidnapped", harm: Harm::Abducted, victims: "aid workers" },
    Counted { column: "Total detained", harm: Harm::Captured, victims: "aid workers" },
];

const ORGANISATIONS: [(&str, &str); 7] = [
    ("un", "UN"),
    ("ingo", "international NGOs"),
    ("icrc", "ICRC"),
    ("nrcs_and_ifrc", "Red Cross and Red Crescent societies"),
    ("nngo", "national NGOs"),
    ("lngo_and_nrcs", "local NGOs and Red Cross or Red Crescent societies"),
    ("other", "other organisations"),
];

/// Where the columns stand that are read.
struct Columns {
    id: Column,
    date: [Column; 3],
    country: Column,
    admin1: Column,
    admin2: Column,
    city: Column,
    latitude: Column,
    longitude: Column,
    counts: [Column; 4],
    organisations: [Column; 7],
    means: Column,
    context: Column,
    site: Column,
    motive: Column,
    actor: Column,
    actor_type: Column,
    details: Column,
    verified: Column,
    source: Column,
    text: String,
}

impl Columns {
    fn find(header: &Header) -> Self {
        let find = |name: &str| header.find(&[name]);
        Self {
            id: header.find(&["incident_id", "id"]),
            date: ["year", "month", "day"].map(find),
            country: find("country"),
            admin1: find("region"),
            admin2: find("district"),
            city: find("city"),
            latitude: header.find(&["latitude", "lat"]),
            longitude: header.find(&["longitude", "lon", "long"]),
            counts: ["total_killed", "total_wounded", "total_kidnapped", "total_detained"].map(find),
            organisations: ORGANISATIONS.map(|(name, _)| find(name)),
            means: find("means_of_attack"),
            context: find("attack_context"),
            site: find("location"),
            motive: find("motive"),
            actor: find("actor_name"),
            actor_type: find("actor_type"),
            details: find("details"),
            verified: find("verified"),
            source: find("source"),
            text: String::new(),
        }
    }

    fn row(&mut self, r: &Record<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let (at, id, date) = (r.origin, r.get(self.id), self.date.map(|column| r.get(column)));
        if date.iter().all(|cell| cell.is_empty()) && (id.is_empty() || r.get(self.country).is_empty()) {
            leave_out(r, r.get(self.counts[0]), out);
            return Ok(());
        }
        let (when, bad_date) = year_month_day(date, &PLAUSIBLE_YEARS, at, out);
        let (place, bad_place) = position(r.get(self.latitude), r.get(self.longitude), at, out);
        let names = [self.city, self.admin2, self.admin1, self.country].map(|column| known(r.get(column)));
        let [city, admin2, admin1, country] = names;
        // Points lie at the middle of the smallest place that is named, moved where that place must stay secret.
        let place_precision =
            if city.is_empty() { named_precision(admin1, admin2, country) } else { PlacePrecision::Near };
        let (means, actor) = (known(r.get(self.means)), known(r.get(self.actor)));
        // The number of killed is looked at once more for its claim; a cell that is bad is counted here only.
        let toll = number(r.get(self.counts[0]), COUNTS[0].column, at, out);
        let killed = if toll.is_some() { r.get(self.counts[0]) } else { "" };
        let cells = [killed, r.get(self.counts[1]), r.get(self.counts[2]), r.get(self.counts[3])];
        let all = claims(COUNTS.iter().zip(cells), SPEAKER, at, out);
        self.write_text(r);
        let source = known(r.get(self.source));
        out.push(Draft {
            id,
            summary: &self.text,
            when,
            place: city,
            admin1,
            admin2,
            country,
            at: place,
            place_precision,
            kind: kind(means),
            event_type: means,
            actors: [actor, ""],
            toll: toll.map(Toll::single),
            source,
            origin: at,
            flags: bad_date | bad_place,
            detail: Some(detail(&[(actor, Role::Party)], all, &[source])),
            ..Draft::default()
        })
    }

    fn write_text(&mut self, r: &Record<'_>) {
        let text = &mut self.text;
        text.clear();
        add_line(text, "", r.get(self.details));
        let cells =
            self.organisations.iter().zip(ORGANISATIONS).map(|(&column, (_, name))| (name, r.get(column)));
        let affected: Vec<String> =
            cells.filter(|(_, n)| !matches!(*n, "" | "0")).map(|(name, n)| format!("{name} {n}")).collect();
        add_line(text, "Aid workers affected: ", &affected.join(", "));
        add_line(text, "Context: ", known(r.get(self.context)));
        add_line(text, "Kind of place: ", known(r.get(self.site)));
        add_line(text, "Motive: ", known(r.get(self.motive)));
        add_line(text, "Kind of actor: ", known(r.get(self.actor_type)));
        add_line(text, "Verification: ", r.get(self.verified));
    }
}

/// Our kind: bombs, shells and mines are strikes, all else is done to civilians.
fn kind(means: &str) -> Kind {
    let means = means.to_ascii_lowercase();
    let strikes = ["bomb", "shelling", "ied", "explosive", "mine", "complex attack"];
    if strikes.iter().any(|word| means.contains(word)) { Kind::Strike } else { Kind::Civilians }
}

#[cfg(test)]
#[path = "aid_workers_tests.rs"]
mod tests;
