//! JSON that is deep, broken, endless or says two things at once.

use super::animal::{Animal, large, made, small};

/// A feature with these properties and this geometry.
pub fn feature(properties: &str, geometry: &str) -> String {
    format!("{{\"type\":\"Feature\",\"properties\":{properties},\"geometry\":{geometry}}}")
}

/// A collection of features.
pub fn collection(features: &str) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}")
}

/// A feature that is in order.
pub fn good() -> String {
    feature("{\"id\":\"a\",\"date\":\"2025-10-11\"}", POINT)
}

const POINT: &str = "{\"type\":\"Point\",\"coordinates\":[70.1,33.9]}";

pub fn animals() -> Vec<Animal> {
    [deep(), roots(), broken(), endless(), values(), geometry()].into_iter().flatten().collect()
}

fn deep() -> Vec<Animal> {
    vec![
        made("deep-lists.json", "! not recognised", || "[".repeat(100_000).into_bytes()),
        made("deep-objects.json", "! not recognised", || "{\"a\":".repeat(100_000).into_bytes()),
        made("deep-in-a-feature.geojson", "geojson 1+0 ! nested more than 64 levels deep", || {
            let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
            let features = [good(), feature(&format!("{{\"a\":{deep}}}"), "null"), good()];
            collection(&features.join(",")).into_bytes()
        }),
        made("deep-in-a-line.jsonl", "json-lines 2+1: unreadable 1", || {
            let line = "{\"date\":\"2025-10-11\",\"lat\":33.9,\"lon\":70.1}\n";
            format!("{line}{{\"date\":{}\n{line}", "[".repeat(10_000)).into_bytes()
        }),
        made("deep-geometry.geojson", "geojson 1+0 ! nested more than 64 levels deep", || {
            let deep = format!("{}70.1,33.9{}", "[".repeat(500), "]".repeat(500));
            let bad = feature(
                "{\"date\":\"2025-10-11\"}",
                &format!("{{\"type\":\"MultiPolygon\",\"coordinates\":{deep}}}"),
            );
            collection(&[good(), bad].join(",")).into_bytes()
        }),
        made("deep-collections.geojson", "geojson 1+0 ! nested more than 64 levels deep", || {
            let open = "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(200);
            let bad = feature("{\"date\":\"2025-10-11\"}", &(open + &"]}".repeat(200)));
            collection(&[good(), bad].join(",")).into_bytes()
        }),
        made("60-levels.geojson", "geojson 2+0", || {
            let deep = format!("{}1{}", "[".repeat(50), "]".repeat(50));
            collection(&[good(), feature(&format!("{{\"date\":\"2025\",\"a\":{deep}}}"), POINT)].join(","))
                .into_bytes()
        }),
    ]
}

fn roots() -> Vec<Animal> {
    vec![
        small("null.json", "! not recognised", "null"),
        small("number.json", "! not recognised", "1e999"),
        small("string.json", "! not recognised", "\"FeatureCollection\""),
        small("empty-object.json", "! it is JSON of another kind", "{}"),
        small("empty-list.json", "! it is JSON of another kind", "[]"),
        small("list-of-lists.json", "! it is JSON of another kind", "[[[[]]],[[]]]"),
        small("list-of-numbers.json", "! it is JSON of another kind", "[1,2,3]"),
        small("features-null.geojson", "geojson 0+0", "{\"type\":\"FeatureCollection\",\"features\":null}"),
        small(
            "features-object.geojson",
            "geojson 0+0",
            "{\"type\":\"FeatureCollection\",\"features\":{\"a\":1}}",
        ),
        small("features-empty.geojson", "geojson 0+0", collection("")),
        small("one-feature.geojson", "geojson 1+0", good()),
        small("features-that-are-none.geojson", "geojson 1+4: not-an-event 1, unreadable 3", {
            collection(&["1", "null", "\"Feature\"", "{}", &good()].join(","))
        }),
    ]
}

fn broken() -> Vec<Animal> {
    let whole = collection(&[good(), good()].join(","));
    let end = whole.len();
    vec![
        small("cut-in-a-feature.geojson", "geojson 1+1: cut-file 1", &whole[..end - 20]),
        small("cut-between-features.geojson", "geojson 1+1: cut-file 1", &whole[..end / 2 + 20]),
        small("comma-too-many.geojson", "geojson 1+0", collection(&(good() + ","))),
        small("comma-missing.geojson", "geojson 2+0: repeated-id 1", collection(&(good() + &good()))),
        small(
            "comments.geojson",
            "geojson 1+3: unreadable 3",
            collection(&format!("{},/* x */{}", good(), good())),
        ),
        small("single-quotes.geojson", "! it is JSON of another kind", whole.replace('"', "'")),
        small(
            "nan-literal.geojson",
            "geojson 1+1: unreadable 1",
            collection(&[good(), good().replace("70.1", "NaN")].join(",")),
        ),
        small(
            "bracket-of-the-wrong-kind.geojson",
            "geojson 1+1: unreadable 1",
            collection(&[good(), good().replace("33.9]", "33.9}")].join(",")),
        ),
        small(
            "two-documents.geojson",
            "geojson 2+0: repeated-id 1 ! more text behind the end",
            format!("{whole}\n{whole}"),
        ),
        small("mark-before-json.geojson", "geojson 2+0: repeated-id 1", format!("\u{feff}{whole}")),
        small(
            "words-behind-json.geojson",
            "geojson 2+0: repeated-id 1 ! more text behind the end",
            format!("{whole} and more"),
        ),
        small(
            "key-without-value.geojson",
            "geojson 0+0 ! at byte",
            "{\"type\":\"FeatureCollection\",\"features\"}",
        ),
    ]
}

fn endless() -> Vec<Animal> {
    vec![
        made("string-never-closed.geojson", "geojson 1+1: cut-file 1", || {
            format!("{{\"type\":\"FeatureCollection\",\"features\":[{},\"{}", good(), "x".repeat(100_000))
                .into_bytes()
        }),
        large("element-over-the-limit.geojson", "geojson 1+0 ! longer than 8388608 bytes", || {
            collection(
                &[good(), feature(&format!("{{\"date\":\"{}\"}}", "x".repeat(9 << 20)), POINT)].join(","),
            )
            .into_bytes()
        }),
        large("100000-keys.geojson", "geojson 1+0", || {
            let keys: String = (0..100_000).map(|n| format!(",\"k{n}\":{n}")).collect();
            collection(&feature(&format!("{{\"date\":\"2025-10-11\"{keys}}}"), POINT)).into_bytes()
        }),
        made("key-of-a-megabyte.geojson", "geojson 1+0", || {
            collection(&feature(&format!("{{\"date\":\"2025\",\"{}\":1}}", "k".repeat(1 << 20)), POINT))
                .into_bytes()
        }),
        large("million-empty-features.geojson", "geojson 1+1000000: not-an-event 1000000", || {
            collection(&(good() + &",{}".repeat(1_000_000))).into_bytes()
        }),
        large("blanks-for-64-mib.geojson", "geojson 1+0", || {
            collection(&(good() + &" ".repeat(64 << 20))).into_bytes()
        }),
        large("line-over-the-limit.jsonl", "json-lines 1+1: long-record 1 ! longer than", || {
            let line = "{\"date\":\"2025-10-11\",\"lat\":33.9,\"lon\":70.1}\n";
            format!("{line}{{\"date\":\"{}\"}}\n{line}", "x".repeat(9 << 20)).into_bytes()
        }),
    ]
}

fn values() -> Vec<Animal> {
    let with = |properties: &str| collection(&feature(properties, POINT));
    vec![
        small(
            "key-twice.geojson",
            "geojson 1+0: repeated-key 1",
            with("{\"date\":\"2025-10-11\",\"date\":\"1999-01-01\"}"),
        ),
        small(
            "features-twice.geojson",
            "geojson 1+0",
            format!("{},\"features\":[]}}", collection(&good()).trim_end_matches('}')),
        ),
        small("number-too-large.geojson", "geojson 1+0", with("{\"date\":\"2025-10-11\",\"mag\":1e999}")),
        small(
            "lone-surrogate.geojson",
            "geojson 1+0",
            with("{\"date\":\"2025-10-11\",\"name\":\"\\ud800\"}"),
        ),
        small(
            "escape-of-nul.geojson",
            "geojson 1+0",
            with("{\"date\":\"2025-10-11\",\"name\":\"a\\u0000b\"}"),
        ),
        small(
            "escape-that-is-none.geojson",
            "geojson 0+1: unreadable 1",
            with("{\"date\":\"2025-10-11\",\"name\":\"\\x41\"}"),
        ),
        small(
            "raw-line-end-in-string.geojson",
            "geojson 0+1: unreadable 1",
            with("{\"date\":\"2025-10-11\",\"name\":\"a\nb\"}"),
        ),
        small("time-1e18.geojson", "geojson 1+0: bad-date 1", with("{\"time\":1000000000000000000}")),
        small("time-negative.geojson", "geojson 1+0: bad-date 1", with("{\"time\":-1e300}")),
        small("date-object.geojson", "geojson 1+0: bad-date 1", with("{\"date\":{\"year\":2025}}")),
        small(
            "ids-that-are-objects.geojson",
            "geojson 2+0",
            collection(
                &[
                    feature("{\"id\":{\"a\":1},\"date\":\"2025\"}", POINT),
                    feature("{\"id\":[1],\"date\":\"2025\"}", POINT),
                ]
                .join(","),
            ),
        ),
    ]
}

fn geometry() -> Vec<Animal> {
    let with = |geometry: &str| collection(&feature("{\"date\":\"2025-10-11\"}", geometry));
    let of = |coordinates: &str| with(&format!("{{\"type\":\"Point\",\"coordinates\":{coordinates}}}"));
    let bad = "geojson 1+0: bad-place 1";
    vec![
        small("point-1e999.geojson", bad, of("[1e999,33.9]")),
        small("point-91.geojson", "geojson 1+0: swapped-axes 1", of("[70.1,91]")),
        small("point-0-0.geojson", bad, of("[0,0]")),
        small("point-of-one.geojson", bad, of("[70.1]")),
        small("point-of-none.geojson", "geojson 1+0", of("[]")),
        small("point-of-text.geojson", bad, of("[\"70.1\",\"north\"]")),
        small("point-null.geojson", bad, of("[null,null]")),
        small("point-swapped.geojson", "geojson 1+0: swapped-axes 1", of("[33.9,170.1]")),
        small("geometry-unknown.geojson", bad, with("{\"type\":\"Blob\",\"coordinates\":[70.1,33.9]}")),
        small("geometry-number.geojson", bad, with("7")),
        small("polygon-of-nothing.geojson", "geojson 1+0", with("{\"type\":\"Polygon\",\"coordinates\":[]}")),
        small(
            "polygon-of-one-point.geojson",
            "geojson 1+0",
            with("{\"type\":\"Polygon\",\"coordinates\":[[[70.1,33.9]]]}"),
        ),
        made("line-of-100000-points.geojson", "geojson 1+0", || {
            let points = vec!["[70.1,33.9]"; 100_000].join(",");
            collection(&feature(
                "{\"date\":\"2025\"}",
                &format!("{{\"type\":\"LineString\",\"coordinates\":[{points}]}}"),
            ))
            .into_bytes()
        }),
    ]
}
