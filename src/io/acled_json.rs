//! What ACLED's interface on the web answers: rows as objects under `data`, as a bare list or one a line. The columns
//! are those of its CSV; values may all be strings.

use super::acled::Columns;
use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::json_rows::{KeyTable, each_object, has_key, is_json};
use super::sink::FileSink;

/// ACLED JSON.
pub struct AcledJson;

impl Format for AcledJson {
    fn id(&self) -> &'static str {
        "acled-json"
    }

    fn label(&self) -> &'static str {
        "ACLED (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "jsonl", "ndjson"]
    }

    fn what(&self) -> &'static str {
        "the same as from ACLED's CSV: dates and places with their precision, actors, types, notes, fatalities, sources"
    }

    fn shape(&self) -> Shape {
        Shape::Json
    }

    fn sniff(&self, head: &Head) -> Fit {
        if !is_json(head) || has_key(head, "Feature") || !has_key(head, "event_date") {
            return Fit::No;
        }
        let own = ["event_id_cnty", "data_id", "assoc_actor_1", "inter1", "interaction"];
        let typed = has_key(head, "event_type");
        let of_acled = own.iter().any(|key| has_key(head, key));
        match (typed, of_acled) {
            (true, true) => Fit::Sure,
            (true, false) if has_key(head, "sub_event_type") => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let most = input.limits().columns;
        let mut table = KeyTable::default();
        let mut columns = Columns::find(table.header());
        let result = each_object(input, out, "data", |members, at, out| {
            if table.take(members, most)? {
                columns = Columns::find(table.header());
            }
            columns.row(&table.record(at), out)
        });
        columns.describe(out);
        result
    }
}

#[cfg(test)]
mod tests {
    use crate::io::{ProblemKind, load_bytes};
    use crate::model::{Kind, PlacePrecision};

    const ROW: &str = r#"{"event_id_cnty":"PAK1","event_date":"2025-10-11","year":"2025","time_precision":"2","disorder_type":"Political violence","event_type":"Battles","sub_event_type":"Armed clash","actor1":"Military Forces of Pakistan","assoc_actor_1":"","actor2":"TTP","interaction":"State forces-Rebel group","country":"Pakistan","admin1":"Khyber Pakhtunkhwa","admin2":"Kurram","location":"Sadda","latitude":"33.69","longitude":70.33,"geo_precision":2,"source":"Dawn; BBC","notes":"A \"clash\".","fatalities":"3","timestamp":1760300000}"#;

    #[test]
    fn answers_lists_and_lines_say_the_same_as_the_table() {
        let answer = format!(
            r#"{{"status":200,"success":true,"count":2,"data":[{ROW},{}]}}"#,
            ROW.replace("PAK1", "PAK2")
        );
        let list = format!("[{ROW},{}]", ROW.replace("PAK1", "PAK2"));
        let lines = format!("{ROW}\n{}", ROW.replace("PAK1", "PAK2"));
        for text in [answer, list, lines] {
            let loaded = load_bytes("acled", text.clone().into_bytes());
            let report = &loaded.reports[0];
            assert_eq!(
                (report.format, report.rows_loaded(), report.problems.total()),
                ("acled-json", 2, 0),
                "{text}"
            );
            let event = loaded.dataset.events().next().unwrap();
            assert_eq!(event.when().unwrap().in_words(), "some time in the week of 8–14 October 2025");
            assert_eq!((event.kind(), event.place_precision()), (Kind::Battle, PlacePrecision::Near));
            assert_eq!((event.toll().unwrap().best, event.summary().as_ref()), (3, "A \"clash\"."));
            assert_eq!(event.detail().claims[0].speaker, "ACLED");
            assert_eq!(event.detail().sources.len(), 2);
        }
    }

    #[test]
    fn a_broken_line_loses_no_other_and_new_keys_may_come_later() {
        let late = ROW
            .replace(r#""admin2":"Kurram","#, r#""admin2":"Kurram","admin3":"Lower","tags":null,"#)
            .replace("PAK1", "PAK3");
        let text = format!(
            "{ROW}\n{{\"event_id_cnty\": \n7\n{late}\n{{\"event_id_cnty\":\"PAK4\"}}\n{}",
            &ROW[..90]
        );
        let loaded = load_bytes("acled.jsonl", text.into_bytes());
        let report = &loaded.reports[0];
        assert_eq!((report.rows_seen(), report.rows_loaded(), report.rows_skipped()), (6, 2, 4));
        let count = |kind| report.problems.count(kind);
        assert_eq!(
            (count(ProblemKind::Unreadable), count(ProblemKind::NotAnEvent), count(ProblemKind::CutFile)),
            (2, 1, 1)
        );
        assert!(loaded.dataset.events().all(|e| e.place().admin2 == "Kurram"));
    }
}
