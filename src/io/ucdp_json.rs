//! What UCDP's interface on the web answers: rows as objects under `Result`, as a bare list or one a line. The columns
//! are those of its CSV; values may all be strings.

use super::format::{Fit, Format, Head, ReadError, Shape};
use super::input::Input;
use super::json_rows::{KeyTable, each_object, has_key, is_json};
use super::sink::FileSink;
use super::ucdp::Columns;

/// UCDP GED JSON.
pub struct UcdpJson;

impl Format for UcdpJson {
    fn id(&self) -> &'static str {
        "ucdp-json"
    }

    fn label(&self) -> &'static str {
        "UCDP GED (JSON)"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json", "jsonl", "ndjson"]
    }

    fn what(&self) -> &'static str {
        "the same as from UCDP's CSV: first and last day, places with their precision, both sides, estimates, sources"
    }

    fn shape(&self) -> Shape {
        Shape::Json
    }

    fn sniff(&self, head: &Head) -> Fit {
        let sides = ["side_a", "side_b"].iter().all(|key| has_key(head, key));
        if !is_json(head) || has_key(head, "Feature") || !sides || !has_key(head, "date_start") {
            return Fit::No;
        }
        let counted = ["best", "deaths_a", "best_est"].iter().any(|key| has_key(head, key));
        match (has_key(head, "type_of_violence"), counted) {
            (true, true) => Fit::Sure,
            (true, false) | (false, true) => Fit::Maybe,
            _ => Fit::No,
        }
    }

    fn read(&self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let most = input.limits().columns;
        let mut table = KeyTable::default();
        let mut columns = Columns::find(table.header());
        let result = each_object(input, out, "Result", |members, at, out| {
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

    const ROW: &str = r#"{"id":7,"relid":"PAK-1","year":2009,"type_of_violence":1,"side_a":"Government of Pakistan","side_b":"TTP","number_of_sources":-1,"source_article":"\"Dawn,2009-05-02,Clash\";\"AFP,2009-05-03,More\"","source_headline":"Clash in Kurram","where_prec":3,"where_coordinates":"Kurram district","where_description":null,"adm_1":"FATA","adm_2":"Kurram","latitude":33.7,"longitude":70.2,"country":"Pakistan","date_prec":2,"date_start":"2009-05-02T00:00:00","date_end":"2009-05-04T00:00:00","deaths_a":2,"deaths_b":11,"deaths_civilians":0,"deaths_unknown":0,"best":13,"high":20,"low":9}"#;

    #[test]
    fn an_answer_of_the_interface_says_the_same_as_the_table() {
        let text = format!(
            r#"{{"TotalCount":2,"TotalPages":1,"PreviousPageUrl":"","NextPageUrl":"","Result":[{ROW},[],{{"a":1}}]}}"#
        );
        let loaded = load_bytes("gedevents.json", text.into_bytes());
        let report = &loaded.reports[0];
        assert_eq!((report.format, report.rows_seen(), report.rows_loaded()), ("ucdp-json", 3, 1));
        assert_eq!(report.problems.count(ProblemKind::Unreadable), 1);
        assert_eq!(report.problems.count(ProblemKind::NotAnEvent), 1);
        let event = loaded.dataset.events().next().unwrap();
        assert_eq!(event.when().unwrap().in_words(), "some time within 2–4 May 2009");
        assert_eq!((event.kind(), event.place_precision()), (Kind::Battle, PlacePrecision::District));
        let claims: Vec<String> =
            event.detail().claims.iter().map(|c| format!("{} {}", c.victims, c.figure)).collect();
        assert_eq!(claims, ["all sides 9–20", "Government of Pakistan 2", "TTP 11"]);
        assert_eq!(event.detail().sources[0].title, "Dawn,2009-05-02,Clash");
    }
}
