//! Files that users have: the project's own fixtures, and real ones where they are at hand.
#![allow(clippy::unwrap_used, reason = "what goes wrong here is a failed test")]

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
        [place.in_words(), e.summary().into_owned(), loaded.dataset.names().get(e.source_code()).to_owned()]
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
fn files_that_are_no_events_are_refused_with_a_reason_and_do_not_lose_the_rest() {
    let Some(points) = real("ucdp_afghanistan_points.geojson") else { return };
    let readme = points.with_file_name("README.md");
    let loaded = load_paths(&[readme, points], &Job::default());
    assert!(loaded.reports[0].error.as_deref().unwrap().contains("not recognised"));
    assert_eq!(loaded.dataset.len(), 310);
}

/// The words of the schema's list under this path of keys.
fn words_of_schema(path: &str) -> Vec<String> {
    let text = include_str!("../assets/schema/event-file.schema.json");
    let schema: serde_json::Value = serde_json::from_str(text).unwrap();
    let list = schema.pointer(path).unwrap_or_else(|| panic!("{path}")).as_array().unwrap();
    list.iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_schema_knows_the_words_that_the_program_knows() {
    use borderline::model::{Harm, Kind, PlacePrecision, Precision, Relation, Role, Stance};
    let event = "/$defs/event/properties";
    let lists: [(String, Vec<&str>); 7] = [
        (format!("{event}/kind/enum"), Kind::ALL.map(Kind::id).to_vec()),
        (format!("{event}/actors/items/properties/role/enum"), Role::ALL.map(Role::id).to_vec()),
        (format!("{event}/links/items/properties/relation/enum"), Relation::ALL.map(Relation::id).to_vec()),
        ("/$defs/time-precision/enum".to_owned(), Precision::ALL.map(Precision::id).to_vec()),
        (
            "/$defs/where/anyOf/1/properties/precision/enum".to_owned(),
            PlacePrecision::ALL.map(PlacePrecision::id).to_vec(),
        ),
        ("/$defs/claim/properties/harm/enum".to_owned(), Harm::ALL.map(Harm::id).to_vec()),
        (
            "/$defs/claim/properties/replies/items/properties/stance/enum".to_owned(),
            Stance::ALL.map(Stance::id).to_vec(),
        ),
    ];
    for (path, words) in lists {
        assert_eq!(words_of_schema(&path), words, "{path}");
    }
}
