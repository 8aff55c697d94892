//! ACLED files of several years, as users have them.

use crate::io::{Loaded, ProblemKind, load_bytes};
use crate::model::{BAD_DATE, BAD_PLACE, Kind, PlacePrecision, SAME_ID};

const NOW: &str = "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n";

fn now(rows: &str) -> Loaded {
    load_bytes("acled.csv", format!("{NOW}{rows}").into_bytes())
}

fn row(date: &str, precision: &str, lat: &str, lon: &str, geo: &str) -> String {
    format!(
        "PAK1,{date},2020,{precision},Political violence,Battles,Armed clash,Military Forces of Pakistan,,State forces,TTP: Tehreek-i-Taliban Pakistan,\"TTP; Allies\",Rebel group,State forces-Rebel group,,586,South Asia,Pakistan,Khyber Pakhtunkhwa,Kurram,,Parachinar,{lat},{lon},{geo},Dawn; The News,National,\"A \"\"clash\"\"\nin two lines, with 3 dead\",3,,1600000000\n"
    )
}

#[test]
fn a_row_of_today_is_read_whole() {
    let loaded = now(&row("03 December 2020", "1", "33.8992", "70.1008", "1"));
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(event.when().unwrap().in_words(), "Thursday 3 December 2020");
    assert_eq!(event.place().in_words(), "Parachinar, Kurram, Khyber Pakhtunkhwa, Pakistan");
    assert_eq!((event.kind(), event.sub_type()), (Kind::Battle, "Armed clash"));
    assert_eq!(event.summary(), "A \"clash\"\nin two lines, with 3 dead");
    assert_eq!(event.toll().unwrap().best, 3);
    let detail = event.detail();
    assert_eq!(detail.actors.len(), 4);
    assert_eq!(detail.sources.len(), 2);
    assert_eq!(detail.claims[0].speaker, "ACLED");
    assert_eq!(loaded.reports[0].rows_loaded(), 1);
    assert!(loaded.reports[0].problems.is_empty());
}

#[test]
fn precision_codes_become_a_week_a_month_and_a_province() {
    let words = |text: String| {
        let loaded = now(&text);
        let event = loaded.dataset.events().next().unwrap();
        (event.when().unwrap().in_words(), event.place_precision())
    };
    assert_eq!(
        words(row("9-May-20", "2", "33.9", "70.1", "2")),
        ("some time in the week of 6–12 May 2020".to_owned(), PlacePrecision::Near)
    );
    assert_eq!(
        words(row("2020-05-09", "3", "33.9", "70.1", "3")),
        ("some time in May 2020".to_owned(), PlacePrecision::Province)
    );
}

#[test]
fn bad_cells_are_counted_and_the_events_stay() {
    let rows = [
        row("31-02-2020", "1", "33.9", "70.1", "1"),
        row("2020-05-09", "1", "133.9", "70.1", "1"),
        row("2020-05-09", "1", "33.9", "NaN", "1"),
        row("2020-05-09", "1", "31.610.269", "70.1", "1"),
        row("2020-05", "1", "", "", "1"),
        row("2020-05-09", "7", "0", "0", "1"),
    ];
    let loaded = now(&rows.concat());
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (6, 6, 0));
    let count = |kind| report.problems.count(kind);
    assert_eq!(count(ProblemKind::BadDate), 1);
    assert_eq!((count(ProblemKind::BadPlace), count(ProblemKind::RuinedPlace)), (2, 1));
    assert_eq!(count(ProblemKind::SwappedAxes), 1);
    assert_eq!(count(ProblemKind::PartialDate), 1);
    assert_eq!(count(ProblemKind::UnknownWord), 1);
    assert_eq!(count(ProblemKind::RepeatedId), 5);
    let undated = loaded.dataset.events().last().unwrap();
    assert_eq!((undated.when(), undated.flags()), (None, BAD_DATE | SAME_ID));
    let unplaced: Vec<_> = loaded.dataset.events().filter(|e| e.flags() & BAD_PLACE != 0).collect();
    assert!(unplaced.iter().all(|e| e.at().is_none() && e.place_precision() == PlacePrecision::District));
    assert_eq!(unplaced.len(), 4);
}

#[test]
fn sums_blank_lines_and_pasted_text_are_no_events() {
    let totals = format!("{}12{}\n", ",".repeat(28), ",".repeat(2));
    let rows = format!(
        "{}{}\n\n{totals}import pandas as pd\ndf.head()\n{}",
        row("2020-05-09", "1", "33.9", "70.1", "1"),
        ",".repeat(30),
        "PAK2,2020-05-10,2020,1,Political viol"
    );
    let report = &now(&rows).reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (5, 1, 4));
    assert_eq!(report.problems.count(ProblemKind::TotalsRow), 1);
    assert_eq!(report.problems.count(ProblemKind::ShortRecord), 2);
    assert_eq!(report.problems.count(ProblemKind::CutFile), 1);
    assert_eq!(report.banner().unwrap(), "acled.csv: 4 of 5 rows skipped");
}

#[test]
fn a_file_of_2016_in_upper_case_with_one_row_an_actor() {
    let text = "GWNO,EVENT_ID_CNTY,EVENT_ID_NO_CNTY,EVENT_DATE,YEAR,TIME_PRECISION,EVENT_TYPE,ACTOR1,ALLY_ACTOR_1,INTER1,ACTOR2,ALLY_ACTOR_2,INTER2,INTERACTION,COUNTRY,ADMIN1,ADMIN2,ADMIN3,LOCATION,LATITUDE,LONGITUDE,GEO_PRECISION,SOURCE,NOTES,FATALITIES\r\n\
        615,1ALG,1,01-January-2015,2015,1,Riots/Protests,Protesters (Algeria),,6,,,0,60,Algeria,Tizi Ouzou,,,Tizi Ouzou,36.7,4.05,1,El Watan,A march,0\r\n\
        615,1ALG,1,01-January-2015,2015,1,Riots/Protests,Police Forces of Algeria,,1,,,0,10,Algeria,Tizi Ouzou,,,Tizi Ouzou,36.7,4.05,1,El Watan,A march,0\r\n";
    let loaded = load_bytes("ACLED 2016.csv", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.format, report.rows_loaded()), ("acled-csv", 2));
    assert_eq!(report.why, "its columns are those of ACLED (CSV)");
    assert!(report.notes[0].contains("one row per actor"));
    assert!(loaded.dataset.events().all(|e| e.flags() & SAME_ID != 0 && e.kind() == Kind::Protest));
}

#[test]
fn a_cell_that_is_not_utf8_is_read_as_windows_1252_and_counted() {
    let mut bytes = format!("{NOW}{}", row("2020-05-09", "1", "33.9", "70.1", "1")).into_bytes();
    let mut second =
        row("2020-05-10", "1", "33.9", "70.1", "1").replace("Parachinar", "کرم Bogot#").into_bytes();
    let at = second.iter().position(|&b| b == b'#').unwrap();
    second[at] = 0xE1;
    bytes.extend(second);
    let loaded = load_bytes("mixed.csv", bytes);
    let places: Vec<String> = loaded.dataset.events().map(|e| e.place().name).collect();
    assert_eq!(places[0], "Parachinar");
    assert_eq!(places[1], "کرم Bogotá");
    assert_eq!(loaded.reports[0].problems.count(ProblemKind::NotUtf8), 1);
}

#[test]
fn utf16_and_windows_1252_files_say_the_same() {
    let text = format!(
        "{NOW}{}",
        row("2020-05-09", "1", "33.9", "70.1", "1").replace("clash", "échauffourée à Créteil")
    );
    let plain = load_bytes("a.csv", text.clone().into_bytes());
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for (bytes, encoding) in [(utf16, "UTF-16LE"), (latin, "windows-1252")] {
        let loaded = load_bytes("a.csv", bytes);
        assert!(loaded.reports[0].encoding.starts_with(encoding), "{}", loaded.reports[0].encoding);
        let [a, b] = [&plain, &loaded].map(|l| l.dataset.events().next().unwrap().to_event());
        assert_eq!(a, b);
    }
}

#[test]
fn cells_that_come_again_mean_the_same_and_what_is_wrong_with_them_is_told_of_every_row() {
    let cells = [
        ("Parachinar", "33.9", "70.1", "1"),
        ("Parachinar", "33.9", "70.1", "2"),
        ("Sadda", "33.7", "70.3", "1"),
        ("Sadda", "33.7", "170.3.1", "1"),
        ("\"Sadda, old\"", "33.7", "70.3", "1"),
        ("Sadda", "33.7", "70.3", "9"),
        ("", "", "", "1"),
    ];
    let rows = (0..cells.len() * 100).map(|n| {
        let (name, lat, lon, geo) = cells[n % cells.len()];
        let kind =
            if n.is_multiple_of(3) { ("Protests", "Peaceful protest") } else { ("Battles", "Armed clash") };
        let row = row("2020-05-09", "1", lat, lon, geo).replacen("PAK1", &format!("PAK{n}"), 1);
        row.replace("Parachinar", name).replace("Battles", kind.0).replace("Armed clash", kind.1)
    });
    let loaded = now(&rows.collect::<String>());
    let problems = &loaded.reports[0].problems;
    assert_eq!(problems.count(ProblemKind::UnknownWord), 100);
    assert_eq!(problems.count(ProblemKind::RuinedPlace) + problems.count(ProblemKind::BadPlace), 100);
    assert_eq!(loaded.dataset.len(), cells.len() * 100);
    for event in loaded.dataset.events() {
        let n: usize = event.id()[3..].parse().unwrap();
        let (name, lat, lon, geo) = cells[n % cells.len()];
        assert_eq!(event.place().name, name.trim_matches('"'));
        assert_eq!(event.place().admin2, "Kurram");
        let at = event.at().map(|at| (at.lat().to_string(), at.lon().to_string()));
        assert_eq!(at, lon.parse::<f64>().is_ok().then(|| (lat.to_owned(), lon.to_owned())), "{n}");
        let precision = match (geo, &at) {
            (_, None) => PlacePrecision::District,
            ("1", _) => PlacePrecision::Exact,
            _ => PlacePrecision::Near,
        };
        assert_eq!(event.place_precision(), precision);
        let kind = if n.is_multiple_of(3) { Kind::Protest } else { Kind::Battle };
        assert_eq!((event.kind(), event.event_type() == "Protests"), (kind, n.is_multiple_of(3)));
    }
}
