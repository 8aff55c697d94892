//! Finds coordinates that are valid but lie far from their country, and would lie in it with the axes swapped.

use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::problem::{Problem, ProblemKind};
use super::report::{FileReport, grouped};
use crate::model::{Dataset, EventRef, LonLat, NO_NAME};

/// Fewest distinct spots of a country by which the others are judged.
const ENOUGH: usize = 12;
/// Least spread in degrees that a country is taken to have.
const LEAST_SPREAD: f64 = 1.0;
/// How many spreads away a spot must lie to be suspected.
const FAR: f64 = 3.0;
/// Within how many spreads it must come by swapping.
const NEAR: f64 = 1.5;

/// File, country and site of an event.
type Spot = (u16, u32, u32);

/// Counts events whose coordinates look swapped as problems of their files; they are kept as they stand. A country is
/// known by the middle half of its own events, so that no map is needed.
pub fn suspect_swapped(data: &Dataset, reports: &mut [FileReport]) {
    let mut countries: HashMap<(u16, u32), Vec<(u32, LonLat)>, RandomState> = HashMap::default();
    let mut events = Counts::new(data.sites().len());
    for event in data.events() {
        let Some(site) = event.site() else { continue };
        if events.again((event.file_number(), event.place_code(), site)) {
            continue;
        }
        let Some(spot) = spot_of(event) else { continue };
        if events.add(spot, event.place_code()) == 1
            && let Some(at) = event.at()
        {
            countries.entry((spot.0, spot.1)).or_default().push((spot.2, at));
        }
    }
    let mut suspects: Vec<Spot> = Vec::new();
    let mut by_country: Vec<_> = countries.iter().collect();
    by_country.sort_unstable_by_key(|(key, _)| **key);
    for ((file, country), sites) in by_country {
        let swapped: Vec<Spot> = swapped(sites).map(|site| (*file, *country, site)).collect();
        let count = |spots: &mut dyn Iterator<Item = Spot>| -> u64 { spots.map(|s| events.get(s)).sum() };
        let these = count(&mut swapped.iter().copied());
        let all = count(&mut sites.iter().map(|(site, _)| (*file, *country, *site)));
        if let Some(report) = reports.iter_mut().find(|r| these > 0 && r.file == Some(*file)) {
            report.notes.push(format!(
                "{}: {} events lie far from the other {}, and would lie among them with latitude and longitude swapped.",
                data.names().get(*country),
                grouped(these),
                grouped(all - these)
            ));
        }
        suspects.extend(swapped);
    }
    if suspects.is_empty() {
        return;
    }
    suspects.sort_unstable();
    for event in data.events() {
        if spot_of(event).is_some_and(|spot| suspects.binary_search(&spot).is_ok()) {
            add_problem(event, reports);
        }
    }
}

/// Events at each spot. Nearly every site is named in one file as one place, so that is kept beside the site.
struct Counts {
    sites: Vec<First>,
    others: HashMap<Spot, u32, RandomState>,
}

/// How often a site was named as it was first.
#[derive(Clone, Copy)]
struct First {
    file: u16,
    place: u32,
    country: u32,
    count: u32,
}

impl Counts {
    fn new(sites: usize) -> Self {
        let none = First { file: 0, place: 0, country: NO_NAME, count: 0 };
        Self { sites: vec![none; sites], others: HashMap::default() }
    }

    /// Counts an event of this file, place and site; `false` where nothing is known of these.
    fn again(&mut self, (file, place, site): (u16, u32, u32)) -> bool {
        let first = self.sites.get_mut(site as usize);
        let Some(first) = first.filter(|s| s.count > 0 && (s.file, s.place) == (file, place)) else {
            return false;
        };
        first.count += 1;
        true
    }

    /// Counts an event; gives how many there are at the spot.
    fn add(&mut self, spot: Spot, place: u32) -> u32 {
        let (file, country, site) = spot;
        let count = match self.sites.get_mut(site as usize) {
            Some(first) if first.count == 0 => {
                *first = First { file, place, country, count: 0 };
                &mut first.count
            }
            Some(first) if (first.file, first.country) == (file, country) => &mut first.count,
            _ => self.others.entry(spot).or_default(),
        };
        *count += 1;
        *count
    }

    fn get(&self, spot: Spot) -> u64 {
        let first = self.sites.get(spot.2 as usize).filter(|s| (s.file, s.country) == (spot.0, spot.1));
        u64::from(first.map_or_else(|| self.others.get(&spot).copied().unwrap_or(0), |s| s.count))
    }
}

fn spot_of(event: EventRef<'_>) -> Option<Spot> {
    let country = event.place_names().country;
    Some((event.file_number(), country, event.site()?)).filter(|_| country != NO_NAME)
}

fn add_problem(event: EventRef<'_>, reports: &mut [FileReport]) {
    let (origin, at) = (event.origin(), event.at());
    let Some(report) = reports.iter_mut().find(|r| r.file == Some(origin.file)) else { return };
    report.problems.add(Problem {
        kind: ProblemKind::SwappedAxes,
        row: origin.row,
        column: "latitude, longitude".into(),
        byte: origin.byte,
        len: origin.len,
        value: at.map_or_else(String::new, |at| format!("{}, {}", at.lat(), at.lon())),
        done: "kept as it stands; it lies far from the others of its country, and among them if swapped"
            .into(),
    });
}

/// Of the sites of a country those that look swapped.
fn swapped(sites: &[(u32, LonLat)]) -> impl Iterator<Item = u32> {
    let enough = sites.len() >= ENOUGH;
    let lon = Middle::of(sites.iter().map(|(_, at)| at.lon()));
    let lat = Middle::of(sites.iter().map(|(_, at)| at.lat()));
    let is_swapped = move |at: LonLat| {
        let outside = lon.spreads(at.lon()) > FAR || lat.spreads(at.lat()) > FAR;
        outside && lon.spreads(at.lat()) < NEAR && lat.spreads(at.lon()) < NEAR
    };
    sites.iter().filter(move |(_, at)| enough && is_swapped(*at)).map(|(site, _)| *site)
}

/// The middle of some degrees and how far they spread: the median, and the distance that three quarters of them keep.
#[derive(Clone, Copy)]
struct Middle {
    median: f64,
    spread: f64,
}

impl Middle {
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        let median = ranked(&mut values, 1, 2);
        let mut away: Vec<f64> = values.iter().map(|v| (v - median).abs()).collect();
        Self { median, spread: ranked(&mut away, 3, 4).max(LEAST_SPREAD) }
    }

    fn spreads(self, value: f64) -> f64 {
        (value - self.median).abs() / self.spread
    }
}

/// The value below which `part` of `whole` parts lie; 0 for no values.
fn ranked(values: &mut [f64], part: usize, whole: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * part / whole).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::io::{ProblemKind, load_bytes};

    fn rows(swapped: usize, right: usize) -> String {
        let mut text = "event_id_cnty,event_date,event_type,actor1,country,latitude,longitude\n".to_owned();
        for n in 0..swapped + right {
            let (lat, lon) = (31 + n % 7, 67 + n % 5);
            let (a, b) = if n < swapped { (lon, lat) } else { (lat, lon) };
            // Distinct spots: minutes of arc differ from row to row.
            let _ = writeln!(text, "E{n},2020-01-01,Battles,X,Pakistan,{a}.{n:03},{b}.{n:03}");
        }
        text
    }

    #[test]
    fn eight_events_with_swapped_axes_are_found_among_the_others() {
        let report = load_bytes("x.csv", rows(8, 389).into_bytes()).reports.remove(0);
        assert_eq!((report.rows_loaded(), report.problems.count(ProblemKind::SwappedAxes)), (397, 8));
        assert!(
            report.notes.iter().any(|n| n.starts_with("Pakistan: 8 events lie far from the other 389")),
            "{:?}",
            report.notes
        );
    }

    #[test]
    fn right_coordinates_are_not_suspected() {
        assert!(load_bytes("x.csv", rows(0, 100).into_bytes()).reports[0].problems.is_empty());
        assert!(load_bytes("x.csv", rows(1, 5).into_bytes()).reports[0].problems.is_empty());
    }
}
