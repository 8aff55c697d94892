//! Files that users have: the project's own fixtures, and real ones where they are at hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use borderline::io::{Job, Loaded, ProblemKind, load_paths};
use borderline::model::{DAY_SECS, EventRef};

/// A file of the folder with real data beside the project; `None`, said aloud, where there is none.
fn real(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.is_file() {
        return Some(path);
    }
    eprintln!("skipped: {} is not at hand", path.display());
    None
}

fn open(path: PathBuf) -> Loaded {
    load_paths(&[path], &Job::default())
}

fn counts<'a>(loaded: &'a Loaded, of: impl Fn(EventRef<'a>) -> String) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for event in loaded.dataset.events() {
        *counts.entry(of(event)).or_default() += 1;
    }
    counts
}

fn tolls(loaded: &Loaded) -> (u64, u64, u64) {
    let sum = |sums: (u64, u64, u64), event: EventRef<'_>| match event.toll() {
        Some(t) => (sums.0 + u64::from(t.low), sums.1 + u64::from(t.best), sums.2 + u64::from(t.high)),
        None => sums,
    };
    loaded.dataset.events().fold((0, 0, 0), sum)
}

fn map<const N: usize>(pairs: [(&str, usize); N]) -> BTreeMap<String, usize> {
    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

#[test]
fn ucdp_pakistan_gives_the_figures_of_its_publisher() {
    let Some(path) = real("ucdp_ged221_pakistan_hdx.csv") else { return };
    let loaded = open(path);
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("ucdp-csv", 6416, 6416));
    let problems: Vec<_> = report.problems.iter().map(|(kind, n, _)| (kind, n)).collect();
    assert_eq!(problems, [(ProblemKind::HxlRow, 1)]);
    assert_eq!(tolls(&loaded), (41_089, 43_225, 49_713));
    let span = loaded.dataset.span().unwrap();
    assert_eq!(span.in_words(), "25 January 1989 – 31 December 2021");
    // Lengths tell UCDP's codes apart: 1 one day, 2 up to six, 3 a week, 4 up to 31, 5 more.
    let by_length = counts(&loaded, |e| {
        let days = e.when().unwrap().span.secs() / DAY_SECS;
        let code = match days {
            1 => "1",
            2..=6 => "2",
            7 => "3",
            8..=31 => "4",
            _ => "5",
        };
        code.to_owned()
    });
    assert_eq!(by_length, map([("1", 6068), ("2", 285), ("3", 12), ("4", 41), ("5", 10)]));
    let precisions = counts(&loaded, |e| e.when().unwrap().precision.id().to_owned());
    assert_eq!((precisions["day"], precisions["week"]), (6068, 12));
    let places = counts(&loaded, |e| e.place_precision().id().to_owned());
    let expected = [
        ("exact", 2345),
        ("near", 2633),
        ("district", 1124),
        ("province", 60),
        ("line", 245),
        ("country", 9),
    ];
    assert_eq!(places, map(expected));
    assert!(loaded.dataset.events().all(|e| e.at().is_some()));
    let names = |e: EventRef<'_>| {
        let place = e.place();
        [place.in_words(), e.summary().to_owned(), loaded.dataset.names().get(e.source_code()).to_owned()]
            .join(" ")
    };
    let kurram = loaded.dataset.events().filter(|&e| names(e).to_lowercase().contains("kurram")).count();
    assert_eq!(kurram, 267);
}

#[test]
fn ucdp_of_the_world_gives_the_figures_of_its_publisher() {
    let Some(path) = real("ged191_global_17col.csv") else { return };
    let loaded = open(path);
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("ucdp-csv", 152_616, 152_616));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(tolls(&loaded), (1_676_989, 2_089_095, 3_067_090));
    assert_eq!(loaded.dataset.span().unwrap().in_words(), "1 January 1989 – 31 December 2018");
    assert!(loaded.dataset.events().all(|e| e.at().is_some()));
    let countries = counts(&loaded, |e| loaded.dataset.names().get(e.place_names().country).to_owned());
    assert_eq!((countries["Pakistan"], countries["Afghanistan"]), (5754, 28_929));
}

#[test]
fn points_cut_by_a_shapefile_are_all_read() {
    let Some(path) = real("ucdp_afghanistan_points.geojson") else { return };
    let loaded = open(path);
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("geojson", 310, 310));
    assert!(
        report.problems.iter().all(|(kind, ..)| kind == ProblemKind::RepeatedId),
        "{:?}",
        report.problems
    );
    assert_eq!(loaded.dataset.span().unwrap().in_words(), "5 January 2001 – 31 December 2018");
    assert!(loaded.dataset.events().all(|e| e.at().is_some() && e.sides().is_some()));
}

#[test]
fn a_feed_in_milliseconds_is_read_to_the_second() {
    let Some(path) = real("usgs-feed.geojson") else { return };
    let loaded = open(path);
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("geojson", 352, 352));
    assert!(report.problems.is_empty(), "{:?}", report.problems);
    assert_eq!(loaded.dataset.span().unwrap().in_words(), "22–29 January 2024");
    assert!(
        loaded
            .dataset
            .events()
            .all(|e| e.at().is_some() && e.detail().sources[0].url.starts_with("https://"))
    );
}

#[test]
fn other_real_files_are_refused_with_a_reason_and_do_not_lose_the_rest() {
    let (Some(kml), Some(points)) = (real("giscore_timestamps.kml"), real("ucdp_afghanistan_points.geojson"))
    else {
        return;
    };
    let loaded = load_paths(&[kml, points], &Job::default());
    assert!(loaded.reports[0].error.as_deref().unwrap().contains("XML"));
    assert_eq!(loaded.dataset.len(), 310);
}
