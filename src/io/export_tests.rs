//! What goes out comes in again as far as the format can say it, and what cannot is counted.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::io::any_event as any;
use crate::io::{load_bytes, sample};
use crate::model::*;

fn bytes(data: &Dataset, format: &dyn ExportFormat, cells: TextCells) -> (Vec<u8>, Losses) {
    let mut file = Vec::new();
    let losses = format.write(&mut data.events(), &ExportOptions { cells }, &mut file).unwrap();
    (file, losses)
}

fn again(data: &Dataset, format: &dyn ExportFormat, cells: TextCells) -> Dataset {
    read(data, format, bytes(data, format, cells).0)
}

fn read(data: &Dataset, format: &dyn ExportFormat, file: Vec<u8>) -> Dataset {
    let loaded = load_bytes(format!("x.{}", format.extension()), file);
    let report = &loaded.reports[0];
    assert_eq!((&report.error, report.rows_loaded()), (&None, data.len() as u64), "{}", format.id());
    loaded.dataset
}

/// What every format keeps of an event that has no odd blanks in its texts.
fn kept(event: EventRef<'_>) -> impl PartialEq + std::fmt::Debug + use<> {
    let place = event.place();
    let names = [place.name, place.admin1, place.admin2, place.country].map(|name| name.trim().to_owned());
    let summary = event.summary();
    let texts = [event.id(), event.event_type(), event.sub_type(), &summary];
    let texts = texts.map(|text| text.trim().to_owned());
    let at = place.at.map(|at| (at.lon().to_bits(), at.lat().to_bits()));
    (texts, event.when(), event.kind(), names, at, place.precision, event.toll())
}

#[test]
fn the_sample_comes_back_whole_from_every_format() {
    let data = sample().dataset;
    for format in EXPORTS {
        let read = again(&data, *format, TextCells::SafeForSpreadsheets);
        for (before, after) in data.events().zip(read.events()) {
            assert_eq!(kept(before), kept(after), "{}", format.id());
            assert_eq!(before.detail(), after.detail(), "{}: {}", format.id(), before.id());
            assert_eq!(before.title(), after.title());
        }
    }
}

#[test]
fn counts_of_a_data_set_and_its_deaths_by_side_come_back() {
    const GED: &str = "id,year,type_of_violence,side_a,side_b,date_start,date_end,date_prec,where_prec,latitude,longitude,country,best,low,high,deaths_a,deaths_b,deaths_civilians,deaths_unknown,source_article\n\
        1,2010,1,Government of Pakistan,TTP,2010-10-04 00:00:00.000,2010-10-10 00:00:00.000,3,4,33.7,70.1,Pakistan,9,7,12,3,,6,,\"Dawn; AFP\"\n";
    let data = load_bytes("ged.csv", GED.as_bytes()).dataset;
    for format in EXPORTS.iter().filter(|format| format.id() != "borderline-json") {
        let read = again(&data, *format, TextCells::SafeForSpreadsheets);
        let (before, after) = (data.events().next().unwrap(), read.events().next().unwrap());
        assert_eq!(kept(before), kept(after), "{}", format.id());
        assert_eq!((before.sides(), before.detail()), (after.sides(), after.detail()), "{}", format.id());
        assert_eq!(before.toll(), Some(Toll { low: 7, best: 9, high: 12 }));
    }
}

#[test]
fn no_cell_is_a_formula_unless_an_exact_copy_is_asked_for() {
    let texts = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''@x", " =1", "＝1", "plain", "a=b"];
    let events = texts.map(|text| Event {
        id: text.to_owned(),
        title: format!("{text}t"),
        summary: text.to_owned(),
        place: Place { at: LonLat::new(-70.5, -33.25), ..Place::default() },
        ..any::blank()
    });
    let mut file = Vec::new();
    crate::io::write_events(events, &mut file).unwrap();
    let data = load_bytes("x.json", file).dataset;
    let (safe, _) = bytes(&data, &super::Csv, TextCells::SafeForSpreadsheets);
    let safe = String::from_utf8(safe).unwrap();
    for cell in safe.split([',', '\n']) {
        let cell = cell.trim_matches('"');
        let number = cell.parse::<f64>().is_ok();
        assert!(number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝']), "{cell:?}");
    }
    assert!(safe.contains("'=1+1") && safe.contains(",-33.25,-70.5,"), "{safe}");
    let exact = String::from_utf8(bytes(&data, &super::Csv, TextCells::Exact).0).unwrap();
    assert!(exact.contains("\n=1+1,=1+1t") && !exact.contains("''="), "{exact}");
    let read = again(&data, &super::Csv, TextCells::SafeForSpreadsheets);
    let summaries: Vec<String> = read.events().map(|event| event.summary().into_owned()).collect();
    assert_eq!(summaries, texts);
}

#[test]
fn what_a_format_cannot_say_is_named_with_a_count() {
    let data = sample().dataset;
    let words = |format: &dyn ExportFormat| bytes(&data, format, TextCells::Exact).1.in_words().join("\n");
    let kml = words(&super::Kml);
    assert!(kml.contains("relations are only extended data, for KML has none"), "{kml}");
    assert!(kml.contains("the time is a span"), "{kml}");
    assert!(words(&super::GeoJson).contains("13 events: no place"), "{}", words(&super::GeoJson));
    assert_eq!(words(&super::Csv), "");
    assert_eq!(words(&super::BorderlineJson), "16 events: the file and row they came from is not kept");
}

#[test]
fn a_stopped_export_leaves_no_file() {
    let data = sample().dataset;
    let rows: Vec<EventId> = data.events().map(EventRef::key).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    let options = ExportOptions::default();
    let job = Job::default();
    let done = export(&data, &rows, &super::Csv, &options, &path, &job).unwrap();
    assert_eq!((done.events, job.bytes()), (16, (16, 16)));
    std::fs::write(&path, "old").unwrap();
    job.cancel();
    let error = export(&data, &rows, &super::Csv, &options, &path, &job).unwrap_err().to_string();
    assert!(error.contains("it was stopped"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), b"old");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_a_format_can_say_comes_back(events in vec(any::event(), 1..4), exact in prop::bool::ANY) {
        let mut file = Vec::new();
        crate::io::write_events(events, &mut file).unwrap();
        let data = load_bytes("x.json", file).dataset;
        let cells = if exact { TextCells::Exact } else { TextCells::SafeForSpreadsheets };
        for format in EXPORTS {
            let (file, losses) = bytes(&data, *format, cells);
            let read = read(&data, *format, file);
            for (before, after) in data.events().zip(read.events()) {
                prop_assert_eq!(kept(before), kept(after), "{}", format.id());
            }
            // What is not named as a loss must be there.
            if !losses.in_words().iter().any(|loss| loss.contains("claims are text")) {
                let pairs = data.events().zip(read.events());
                for (before, after) in pairs.filter(|(before, _)| !before.detail().claims.is_empty()) {
                    prop_assert_eq!(before.detail().claims, after.detail().claims, "{}", format.id());
                }
            }
        }
    }
}
