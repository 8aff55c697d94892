//! Finds coordinates that are valid but lie far from their country, and would lie in it with the axes swapped.

use std::collections::BTreeMap;

use foldhash::fast::RandomState;
use hashbrown::{HashMap, HashSet};

use super::problem::{Problem, ProblemKind};
use super::report::{FileReport, grouped};
use crate::model::{Bits, Dataset, DatasetBuilder, EventRef, FixedLonLat, NO_NAME};

/// Fewest distinct spots of a country by which the others are judged.
const ENOUGH: usize = 12;
/// Least spread in degrees that a country is taken to have.
const LEAST_SPREAD: f64 = 1.0;
/// How many spreads away a spot must lie to be suspected.
const FAR: f64 = 3.0;
/// Within how many spreads it must come by swapping.
const NEAR: f64 = 1.5;

/// Sites that are fetched from memory together.
const TOGETHER: usize = 64;

/// File, country and site of an event.
pub type Spot = (u16, u32, u32);

/// What looks swapped among the rows, whatever their order; for [`tell_swapped`]. A country is known by the middle half of its own
/// events, so that no map is needed.
pub fn swapped_spots(rows: &DatasetBuilder) -> Vec<Spot> {
    let mut suspects: Vec<Spot> = Vec::new();
    for ((file, country), sites) in &by_country(rows) {
        let at = |site: u32| rows.sites().get(site as usize).map(|known| known.at);
        let sites = || sites.iter().filter_map(|&site| Some((site, at(site)?)));
        suspects.extend(swapped(&sites).map(|site| (*file, *country, site)));
    }
    suspects.sort_unstable();
    suspects
}

/// Counts events whose coordinates look swapped as problems of their files; they are kept as they stand.
pub fn tell_swapped(suspects: &[Spot], data: &Dataset, reports: &mut [FileReport]) {
    if suspects.is_empty() {
        return;
    }
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

/// The sites of each country of each file.
fn by_country(rows: &DatasetBuilder) -> HashMap<(u16, u32), Vec<u32>, RandomState> {
    let mut countries: HashMap<(u16, u32), Vec<u32>, RandomState> = HashMap::default();
    let country_of = |place: u32| rows.places().get(place as usize).map_or(NO_NAME, |names| names.country);
    let mut add = |(file, country, site): Spot| {
        if country != NO_NAME {
            countries.entry((file, country)).or_default().push(site);
        }
    };
    // Nearly every site lies in the country of the place that was named there first: for these a bit is enough.
    let mut known = Known { file: 0, sites: Bits::new(rows.sites().len()) };
    let mut others: HashSet<Spot, RandomState> = HashSet::default();
    let (mut spots, mut near) = (rows.spots(), Vec::with_capacity(TOGETHER));
    loop {
        // What was named there first is fetched for many at the same time: sites lie far from each other in memory.
        let first = |site: u32| rows.sites().get(site as usize).map_or(NO_NAME, |known| known.place);
        near.extend(spots.by_ref().take(TOGETHER).map(|spot| (spot, first(spot.2))));
        if near.is_empty() {
            return countries;
        }
        for ((file, place, site), first) in near.drain(..) {
            let same = place == first || country_of(place) == country_of(first);
            if same && known.is_new(file, site) {
                add((file, country_of(first), site));
            } else if !same {
                let spot = (file, country_of(place), site);
                if others.insert(spot) {
                    add(spot);
                }
            }
        }
    }
}

/// Sites of the file whose rows are being looked at; the rows of a file stand together.
struct Known {
    file: u16,
    sites: Bits,
}

impl Known {
    fn is_new(&mut self, file: u16, site: u32) -> bool {
        if file != self.file {
            self.file = file;
            self.sites.clear();
        }
        let new = !self.sites.has(site);
        self.sites.set(site);
        new
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
fn swapped<I: Iterator<Item = (u32, FixedLonLat)>>(sites: &impl Fn() -> I) -> impl Iterator<Item = u32> {
    let enough = sites().nth(ENOUGH - 1).is_some();
    let lon = Middle::of(sites().map(|(_, at)| at.lon()));
    let lat = Middle::of(sites().map(|(_, at)| at.lat()));
    let is_swapped = move |at: FixedLonLat| {
        let outside = lon.spreads(at.lon()) > FAR || lat.spreads(at.lat()) > FAR;
        outside && lon.spreads(at.lat()) < NEAR && lat.spreads(at.lon()) < NEAR
    };
    sites().filter(move |(_, at)| enough && is_swapped(*at)).map(|(site, _)| site)
}

/// The middle of some fixed-point degrees and how far they spread: the median, and the distance that three quarters of them keep.
#[derive(Clone, Copy)]
struct Middle {
    median: i32,
    spread: f64,
}

impl Middle {
    fn of(values: impl Iterator<Item = i32>) -> Self {
        let mut values: Vec<i32> = values.collect();
        let median = ranked(&mut values, 1, 2);
        let mut away: Vec<u32> = values.iter().map(|v| v.abs_diff(median)).collect();
        let spread = f64::from(ranked(&mut away, 3, 4)).max(LEAST_SPREAD * FixedLonLat::DEGREE);
        Self { median, spread }
    }

    fn spreads(self, value: i32) -> f64 {
        f64::from(value.abs_diff(self.median)) / self.spread
    }
}

/// The value below which `part` of `whole` parts lie; 0 for no values.
fn ranked<T: Copy + Default + Ord>(values: &mut [T], part: usize, whole: usize) -> T {
    let rank = values.len() * part / whole;
    if rank < values.len() { *values.select_nth_unstable(rank).1 } else { T::default() }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use crate::io::{Job, LoadOptions, ProblemKind, Source, load, load_bytes};

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
    fn each_file_is_judged_by_its_own_events_though_their_spots_are_the_same() {
        let file = |name: &'static str, swapped, right| Source::Bytes {
            name: name.into(),
            bytes: rows(swapped, right).into_bytes().into(),
        };
        let loaded = load(
            &[file("one", 8, 389), file("two", 8, 389), file("three", 0, 100)],
            &LoadOptions::default(),
            &Job::default(),
        );
        let found = |n: usize| loaded.reports[n].problems.count(ProblemKind::SwappedAxes);
        assert_eq!([0, 1, 2].map(found), [8, 8, 0]);
    }

    #[test]
    fn a_spot_that_is_said_to_lie_in_two_countries_counts_for_both() {
        let mut text = rows(0, 60);
        // Spots of Pakistan's, named as Chad's: among Chad's own they look swapped, in Pakistan they do not.
        for n in 0..60 {
            let _ =
                writeln!(text, "C{n},2020-01-01,Battles,X,Chad,{}.{n:03},{}.{n:03}", 67 + n % 5, 31 + n % 7);
        }
        for n in 0..3 {
            let _ =
                writeln!(text, "D{n},2020-01-01,Battles,X,Chad,{}.{n:03},{}.{n:03}", 31 + n % 7, 67 + n % 5);
        }
        let report = load_bytes("x.csv", text.into_bytes()).reports.remove(0);
        assert_eq!(report.problems.count(ProblemKind::SwappedAxes), 3, "{:?}", report.notes);
        assert!(report.notes.iter().any(|n| n.starts_with("Chad: 3 events")), "{:?}", report.notes);
    }

    #[test]
    fn right_coordinates_are_not_suspected() {
        assert!(load_bytes("x.csv", rows(0, 100).into_bytes()).reports[0].problems.is_empty());
        assert!(load_bytes("x.csv", rows(1, 5).into_bytes()).reports[0].problems.is_empty());
    }
}
