//! Finds coordinates that are valid but lie far from their country, and would lie in it with the axes swapped.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

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
    let mut suspects: Vec<Spot> = Vec::new();
    for ((file, country), sites) in &by_country(data) {
        suspects.extend(swapped(sites).map(|site| (*file, *country, site)));
    }
    if suspects.is_empty() {
        return;
    }
    suspects.sort_unstable();
    let mut counts: BTreeMap<(u16, u32), Count> =
        suspects.iter().map(|spot| ((spot.0, spot.1), Count::default())).collect();
    for event in data.events() {
        let Some(spot) = spot_of(event) else { continue };
        let Some(count) = counts.get_mut(&(spot.0, spot.1)) else { continue };
        if suspects.binary_search(&spot).is_ok() {
            count.swapped += 1;
            add_problem(event, reports);
        } else {
            count.others += 1;
        }
    }
    for ((file, country), count) in counts {
        let Some(report) = reports.iter_mut().find(|r| r.file == Some(file)) else { continue };
        report.notes.push(format!(
            "{}: {} events lie far from the other {}, and would lie among them with latitude and longitude swapped.",
            data.names().get(country),
            grouped(count.swapped),
            grouped(count.others)
        ));
    }
}

/// Events of a country in a file.
#[derive(Default)]
struct Count {
    swapped: u64,
    others: u64,
}

/// The sites of each country of each file, with where they are.
fn by_country(data: &Dataset) -> HashMap<(u16, u32), Vec<(u32, LonLat)>, RandomState> {
    let mut countries: HashMap<(u16, u32), Vec<(u32, LonLat)>, RandomState> = HashMap::default();
    let country_of = |place: u32| data.places().get(place as usize).map_or(NO_NAME, |names| names.country);
    let mut add = |(file, country, site): Spot| {
        let at = data.sites().get(site as usize).and_then(|site| site.at.degrees());
        if let Some(at) = at.filter(|_| country != NO_NAME) {
            countries.entry((file, country)).or_default().push((site, at));
        }
    };
    // Nearly every site is named in one file as one place, so that is kept beside the site.
    let mut firsts: Vec<Option<(u16, u32)>> = vec![None; data.sites().len()];
    let mut others: HashSet<Spot, RandomState> = HashSet::default();
    for (file, place, site) in data.spots() {
        let Some(first) = firsts.get_mut(site as usize) else { continue };
        match *first {
            Some(known) if known == (file, place) => {}
            None => {
                *first = Some((file, place));
                add((file, country_of(place), site));
            }
            Some((known, named)) => {
                let spot = (file, country_of(place), site);
                if (known, country_of(named)) != (spot.0, spot.1) && others.insert(spot) {
                    add(spot);
                }
            }
        }
    }
    countries
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
    let rank = values.len() * part / whole;
    if rank < values.len() { *values.select_nth_unstable_by(rank, f64::total_cmp).1 } else { 0.0 }
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
