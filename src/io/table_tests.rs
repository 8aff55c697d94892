//! Tables that nobody described, read as events.

use crate::io::{Field, Job, LoadOptions, Loaded, Mapping, ProblemKind, Ruined, Source, load, load_bytes};
use crate::model::{BAD_DATE, BAD_PLACE, PlacePrecision, REPAIRED};

fn mapped(text: &str, mapping: Mapping) -> Loaded {
    let source = Source::Bytes { name: "x.csv".into(), bytes: text.as_bytes().into() };
    load(&[source], &LoadOptions { mapping: Some(mapping), ..LoadOptions::default() }, &Job::default())
}

fn days(loaded: &Loaded) -> Vec<String> {
    loaded.dataset.events().map(|e| e.when().map_or("never".to_owned(), |w| w.in_short())).collect()
}

#[test]
fn a_table_with_its_own_names_becomes_events() {
    let text = "Fecha;Hora;Lugar;Provincia;País;Latitud;Longitud;Tipo;Autor;Muertos;Fuente;Enlace\n\
        11/10/2025;21:04;Kurram;KP;Pakistán;33,9;70,1;Bombing;Grupo A;3;Diario;https://example.org/a\n\
        25/10/2025;;Thal;KP;Pakistán;;;Protest;;;;\n";
    let loaded = load_bytes("lista.csv", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!(
        (report.format, report.rows_seen(), report.rows_loaded(), report.problems.total()),
        ("any-table", 2, 2, 0)
    );
    assert_eq!(days(&loaded), ["11 Oct 2025, 21:04", "25 Oct 2025"]);
    let event = loaded.dataset.events().next().unwrap();
    assert_eq!(
        (event.place().in_words().as_str(), event.toll().unwrap().best),
        ("near Kurram, KP, Pakistán", 3)
    );
    assert!((event.at().unwrap().lon() - 70.1).abs() < 1e-6);
    assert_eq!(event.detail().sources.len(), 2, "{:?}", event.detail().sources);
    let second = loaded.dataset.events().last().unwrap();
    assert_eq!((second.place_precision(), second.toll()), (PlacePrecision::Province, None));
    for said in ["decimal commas", "day first, as 25/10/2025", "date = \"Fecha\""] {
        assert!(report.notes.iter().any(|note| note.contains(said)), "{said}: {:?}", report.notes);
    }
}

#[test]
fn tabs_pipes_and_json_say_the_same_as_commas() {
    let rows = [["Date", "Location", "lat", "lng"], ["2025-10-11", "Kurram", "33.9", "70.1"]];
    let json =
        r#"{"count":1,"incidents":[{"Date":"2025-10-11","Location":"Kurram","lat":33.9,"lng":"70.1"}]}"#;
    let with = |d: &str| rows.map(|row| row.join(d)).join("\n") + "\n";
    for text in [with(","), with("\t"), with("|"), with(";"), json.to_owned()] {
        let loaded = load_bytes("x", text.clone().into_bytes());
        assert_eq!(
            (loaded.reports[0].format, days(&loaded)),
            ("any-table", vec!["11 Oct 2025".to_owned()]),
            "{text}"
        );
        let event = loaded.dataset.events().next().unwrap();
        assert!((event.at().unwrap().lat() - 33.9).abs() < 1e-6);
        let shown = crate::io::original(event.file().unwrap(), event.origin()).unwrap();
        assert!(shown.contains(&("Location".to_owned(), "Kurram".to_owned())), "{text}: {shown:?}");
    }
}

#[test]
fn parts_of_dates_that_are_missing_make_months_and_years() {
    let text =
        "Year,Month,Day,Place\n2025,10,11,a\n2025,October,0,b\n2025,,,c\n2025,13,1,d\n2025,2,30,e\n,,,f\n";
    let loaded = load_bytes("x.csv", text.as_bytes());
    assert_eq!(days(&loaded), ["2025", "2025", "Feb 2025", "Oct 2025", "11 Oct 2025", "never"]);
    assert_eq!(loaded.reports[0].problems.count(ProblemKind::BadDate), 2);
}

#[test]
fn bad_cells_are_counted_and_their_events_kept() {
    let text = "id,date,latitude,longitude,killed\n1,2025-10-11,33.9,70.1,2\n2,soon,NaN,70.1,many\n3,1025-01-01,33.9,170.1e9,12-15\n\
        4,2025-10-12,0,0,-99\n5,2025-10-13,33.9,,at least 5\n";
    let loaded = load_bytes("x.csv", text.as_bytes());
    let report = &loaded.reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded()), (5, 5));
    assert_eq!(report.problems.count(ProblemKind::BadDate), 2);
    assert_eq!(report.problems.count(ProblemKind::BadPlace), 4);
    let event = |id: &str| loaded.dataset.event(loaded.dataset.find(id).unwrap()).unwrap();
    assert_eq!(event("2").flags(), BAD_DATE | BAD_PLACE);
    let claim = |id: &str| event(id).detail().claims.first().map(|c| c.figure.to_string());
    assert_eq!(
        ["1", "2", "3", "4", "5"].map(claim)[1..],
        [Some("number not given".to_owned()), Some("12–15".to_owned()), None, Some("at least 5".to_owned())]
    );
}

#[test]
fn sums_and_empty_rows_are_no_events() {
    let text = "date,place,killed\n2025-10-11,Kurram,2\n,,\nTotal,,2\n,,2\n";
    let report = &load_bytes("x.csv", text.as_bytes()).reports[0];
    assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (3, 1, 2));
    assert_eq!(report.problems.count(ProblemKind::TotalsRow), 2);
}

const RUINED: &str = "date,place,country,latitude,longitude\n2025-10-11,a,Pakistan,33.9,70.1\n2025-10-12,b,Pakistan,33.5,70.4\n2025-10-13,c,Pakistan,31.610.269,70.2\n";

#[test]
fn ruined_coordinates_are_left_out_and_a_repair_is_offered() {
    let loaded = load_bytes("x.csv", RUINED.as_bytes());
    let report = &loaded.reports[0];
    let event = loaded.dataset.events().last().unwrap();
    assert_eq!(
        (event.at(), event.place_precision(), event.flags()),
        (None, PlacePrecision::Unknown, BAD_PLACE)
    );
    assert!(report.notes.iter().any(|n| n.contains("large number: 1.") && n.contains("ruined = \"repair\"")));

    let mut mapping = Mapping { ruined: Ruined::Repair, ..Mapping::default() };
    for (index, field) in
        [Field::Date, Field::Place, Field::Country, Field::Latitude, Field::Longitude].into_iter().enumerate()
    {
        let names = ["date", "place", "country", "latitude", "longitude"].map(str::to_owned);
        mapping.set(field, Some(index), &names);
    }
    let loaded = mapped(RUINED, mapping);
    let event = loaded.dataset.events().last().unwrap();
    assert!((event.at().unwrap().lat() - 31.610_269).abs() < 1e-6);
    assert_eq!(event.flags(), REPAIRED);
}

#[test]
fn a_mapping_goes_before_every_guess() {
    let text = "event_date,event_type,actor1,event_id_cnty,other\n2025-10-11,Battles,X,A1,2024-01-02\n";
    assert_eq!(load_bytes("x.csv", text.as_bytes()).reports[0].format, "acled-csv");
    let mapping =
        Mapping::from_toml("[columns]\ndate = \"other\"\ntitle = \"actor1\"\nplace = \"nowhere\"\n").unwrap();
    let loaded = mapped(text, mapping);
    assert_eq!((loaded.reports[0].format, days(&loaded)), ("any-table", vec!["2 Jan 2024".to_owned()]));
    assert!(
        loaded.reports[0].notes.iter().any(|n| n == "The table has no such columns: place = \"nowhere\".")
    );
}

#[test]
fn a_sheet_of_a_workbook_is_a_table_too() {
    let mut book = rust_xlsxwriter::Workbook::new();
    book.add_worksheet().write(0, 0, "Read me first").unwrap();
    let data = book.add_worksheet().set_name("Liste").unwrap();
    data.write(0, 0, "Incidents 2025").unwrap();
    data.write_row(1, 0, ["Date", "Heure", "Lieu", "Latitude", "Longitude"]).unwrap();
    data.write_row(2, 0, ["11 octobre 2025", "21:04", "Gao", "16.27", "-0.04"]).unwrap();
    let loaded = load_bytes("x.xlsx", book.save_to_buffer().unwrap());
    assert_eq!((loaded.reports[0].rows_loaded(), days(&loaded)), (1, vec!["11 Oct 2025, 21:04".to_owned()]));
    assert!(
        loaded.reports[0].notes[0].contains("\"Liste\" as a table of events; not read: Sheet1"),
        "{:?}",
        loaded.reports[0].notes
    );
}

#[test]
fn the_order_of_columns_changes_nothing() {
    let plain = "date,place,latitude,longitude,killed\n2025-10-11,Kurram,33.9,70.1,2\n";
    let turned = "killed,longitude,place,latitude,date\n2,70.1,Kurram,33.9,2025-10-11\n";
    let [a, b] = [plain, turned]
        .map(|t| load_bytes("x.csv", t.as_bytes()).dataset.events().next().unwrap().to_event());
    assert_eq!(a, b);
}
