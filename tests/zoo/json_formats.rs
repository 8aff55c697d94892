//! Hostile files of the formats that are built upon JSON.

use super::animal::{Animal, made, small};

pub fn animals() -> Vec<Animal> {
    [ours(), others(), lines()].into_iter().flatten().collect()
}

/// An event file of our own.
fn own(events: &str) -> String {
    format!("{{\"format\":\"borderline-events\",\"version\":1,\"events\":[{events}]}}")
}

fn ours() -> Vec<Animal> {
    vec![
        small("version-99.json", "borderline-json 0+0 ! version 99", own("").replace(":1,", ":99,")),
        small("version-of-words.json", "borderline-json 0+0", own("").replace(":1,", ":\"one\",")),
        small("events-none.json", "borderline-json 0+0", own("")),
        small("events-of-nothing.json", "borderline-json 0+4: unreadable 4", own("1,null,[],\"x\"")),
        small("event-empty.json", "borderline-json 1+0", own("{}")),
        small(
            "links-in-a-ring.json",
            "borderline-json 2+0",
            own(
                "{\"id\":\"a\",\"when\":\"2025\",\"links\":[{\"relation\":\"follows\",\"to\":\"b\"},{\"relation\":\"follows\",\"to\":\"a\"}]},\
             {\"id\":\"b\",\"when\":\"2025\",\"links\":[{\"relation\":\"follows\",\"to\":\"a\"}]}",
            ),
        ),
        made("links-to-nobody.json", "borderline-json 1+0: missing-event 1000", || {
            let links = vec!["{\"relation\":\"follows\",\"to\":\"nobody\"}"; 1000].join(",");
            own(&format!("{{\"id\":\"a\",\"when\":\"2025\",\"links\":[{links}]}}")).into_bytes()
        }),
        small(
            "toll-reversed.json",
            "borderline-json 1+0",
            own("{\"id\":\"a\",\"toll\":{\"low\":9,\"best\":5,\"high\":1}}"),
        ),
        small(
            "toll-too-large.json",
            "borderline-json 1+0: bad-number 1",
            own("{\"id\":\"a\",\"toll\":{\"low\":1e999,\"best\":-5,\"high\":1e18}}"),
        ),
        made("a-hundred-thousand-claims.json", "borderline-json 1+0", || {
            let claims = vec!["{\"speaker\":\"A\",\"figure\":1}"; 100_000].join(",");
            own(&format!("{{\"id\":\"a\",\"when\":\"2025\",\"claims\":[{claims}]}}")).into_bytes()
        }),
        small(
            "when-reversed.json",
            "borderline-json 1+0",
            own("{\"id\":\"a\",\"when\":{\"first\":\"2025-10-12\",\"last\":\"2025-10-01\"}}"),
        ),
        small(
            "when-year-1e9.json",
            "borderline-json 1+0: bad-date 1",
            own("{\"id\":\"a\",\"when\":\"1000000000\"}"),
        ),
        small(
            "where-nan.json",
            "borderline-json 1+0: bad-place 2",
            own("{\"id\":\"a\",\"where\":{\"lon\":\"NaN\",\"lat\":1e999}}"),
        ),
    ]
}

fn others() -> Vec<Animal> {
    let slide =
        |date: &str| format!("{{\"events\":[{{\"start_date\":{date},\"text\":{{\"headline\":\"A\"}}}}]}}");
    let mapped = |place: &str| {
        format!(
            "[{{\"id\":\"1\",\"date\":\"02/25/2022\",\"latitude\":{place},\"longitude\":\"30.5\",\"location\":\"K\",\"description\":\"x\",\"sources\":[],\"filters\":[]}}]"
        )
    };
    let acled = |data: &str| format!("{{\"status\":200,\"success\":true,\"data\":{data}}}");
    let row = "{\"event_id_cnty\":\"P1\",\"event_date\":\"2025-10-11\",\"event_type\":\"Battles\",\"latitude\":\"33.9\",\"longitude\":\"70.1\"}";
    vec![
        small("slide-year-1e9.json", "timelinejs-json 1+0: bad-date 1", slide("{\"year\":1000000000}")),
        small(
            "slide-year-of-words.json",
            "timelinejs-json 1+0: bad-date 1",
            slide("{\"year\":\"long ago\"}"),
        ),
        small(
            "slide-month-13.json",
            "timelinejs-json 1+0: bad-date 1",
            slide("{\"year\":\"2025\",\"month\":\"13\"}"),
        ),
        small("slide-date-null.json", "timelinejs-json 1+0", slide("null")),
        small(
            "slides-that-are-none.json",
            "! it is JSON of another kind",
            "{\"events\":[1,null,{\"start_date\":7}]}",
        ),
        small("timemap-nan.json", "timemap-json 1+0: bad-place 1", mapped("\"NaN\"")),
        small("timemap-list-of-places.json", "timemap-json 1+0: bad-place 1", mapped("[1,2,3]")),
        small("acled-answer-null.json", "! it is JSON of another kind", acled("null")),
        small(
            "acled-answer-error.json",
            "! it is JSON of another kind",
            "{\"status\":403,\"success\":false,\"error\":{\"message\":\"no\"}}",
        ),
        small(
            "acled-answer-of-numbers.json",
            "acled-json 1+2: unreadable 2",
            acled(&format!("[1,{row},\"x\"]")),
        ),
        small("acled-answer-cut.json", "acled-json 1+1: cut-file 1", &acled(&format!("[{row},{row}"))[..190]),
    ]
}

fn lines() -> Vec<Animal> {
    let line = "{\"date\":\"2025-10-11\",\"lat\":33.9,\"lon\":70.1}\n";
    vec![
        small(
            "lines-with-a-broken-one.jsonl",
            "json-lines 2+1: unreadable 1",
            format!("{line}{{\"date\":\n{line}"),
        ),
        small("lines-cut.jsonl", "json-lines 1+1: cut-file 1", format!("{line}{{\"date\":\"2025")),
        small("lines-of-other-things.jsonl", "! it is JSON of another kind", format!("{line}1\nnull\n[]\n")),
        small(
            "lines-with-nul.jsonl",
            "json-lines 1+1: unreadable 1",
            format!("{line}{{\"date\":\"20\025\"}}\n"),
        ),
        small("lines-with-marks.jsonl", "json-lines 2+0", format!("\u{feff}{line}{line}")),
        made("lines-with-new-keys.jsonl", "json-lines 5000+0", || {
            (0..5000)
                .map(|n| format!("{{\"date\":\"2025-10-11\",\"lat\":1,\"lon\":2,\"k{n}\":{n}}}\n"))
                .collect::<String>()
                .into_bytes()
        }),
        made("list-with-new-keys.json", "any-table 4093+0 ! more than 4096 columns", || {
            let rows: Vec<String> = (0..5000)
                .map(|n| format!("{{\"When\":\"2025-10-11\",\"lat\":1.5,\"lon\":2.5,\"k{n}\":{n}}}"))
                .collect();
            format!("[{}]", rows.join(",")).into_bytes()
        }),
    ]
}
