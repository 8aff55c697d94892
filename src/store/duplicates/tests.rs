//! Pairs that a reader would call one, pairs that they would not, and a plain comparison of all with all.

use super::*;
use crate::model::{DatasetBuilder, Date, Draft, Kind, LonLat, Origin, Toll, When};

struct Row {
    file: u16,
    day: u8,
    at: (f64, f64),
    kind: Kind,
    actor: &'static str,
    killed: u32,
    text: &'static str,
}

const CLASH: &str = "Taliban fighters attacked Pakistani border posts near Spinwam in North Waziristan at night; 23 soldiers were killed";
const TOLD_AGAIN: &str = "23 Pakistani soldiers killed as Taliban fighters attacked border posts at night in North Waziristan, officials said";

fn row(file: u16, day: u8, text: &'static str) -> Row {
    Row { file, day, at: (70.3, 33.2), kind: Kind::Battle, actor: "Afghan Taliban", killed: 23, text }
}

fn data(rows: &[Row]) -> Dataset {
    let mut builder = DatasetBuilder::default();
    for name in ["a.csv", "b.csv"] {
        builder.add_file(FileInfo { name: name.into(), format: "table".into(), ..FileInfo::default() });
    }
    for (n, row) in rows.iter().enumerate() {
        let id = format!("{n}");
        builder.push(&Draft {
            id: &id,
            summary: row.text,
            when: Date::new(2025, 10, row.day).map(When::day),
            at: LonLat::new(row.at.0, row.at.1),
            place_precision: PlacePrecision::Exact,
            kind: row.kind,
            actors: [row.actor, ""],
            toll: Some(Toll { low: row.killed, best: row.killed, high: row.killed }),
            origin: Origin { file: row.file, row: 1, ..Origin::default() },
            ..Draft::default()
        });
    }
    builder.finish()
}

use crate::model::PlacePrecision;

fn found(rows: &[Row]) -> Duplicates {
    find_duplicates(&data(rows), &Cancel::default()).unwrap()
}

#[test]
fn one_clash_told_by_two_files_is_found_and_why_is_said() {
    let near = Row { at: (70.32, 33.21), kind: Kind::Strike, ..row(1, 11, TOLD_AGAIN) };
    let found = found(&[row(0, 11, CLASH), near]);
    assert_eq!(found.pairs.len(), 1);
    let words = found.pairs[0].signs.in_words();
    assert!(
        words.starts_with("same day, 2 km apart, ") && words.ends_with("same actor, same number killed"),
        "{words}"
    );
}

#[test]
fn what_is_far_in_time_place_or_kind_is_no_pair() {
    let first = || row(0, 11, CLASH);
    let later = row(1, 14, CLASH);
    let far = Row { at: (71.5, 34.0), ..row(1, 11, CLASH) };
    let talks = Row { kind: Kind::Diplomacy, ..row(1, 11, CLASH) };
    for other in [later, far, talks] {
        assert!(found(&[first(), other]).pairs.is_empty());
    }
    let next_day = found(&[first(), row(1, 12, TOLD_AGAIN)]);
    assert_eq!(next_day.pairs[0].signs.time, crate::query::Apart::NextDay);
}

#[test]
fn two_incidents_of_one_file_in_one_town_are_two() {
    let other = Row {
        killed: 2,
        ..row(
            0,
            11,
            "Unknown gunmen shot at a checkpoint in the market and fled on motorcycles towards the hills",
        )
    };
    assert!(found(&[row(0, 11, CLASH), other]).pairs.is_empty());
    assert_eq!(found(&[row(0, 11, CLASH), row(0, 11, CLASH)]).pairs.len(), 1, "the same row twice");
}

#[test]
fn a_named_place_without_coordinates_is_compared_by_its_name() {
    let mut builder = DatasetBuilder::default();
    for (file, place, at) in [(0, "Spin Boldak District", None), (1, "Spin Boldak", LonLat::new(66.4, 31.0))]
    {
        builder.push(&Draft {
            place,
            at,
            place_precision: PlacePrecision::Exact,
            summary: CLASH,
            when: Date::new(2025, 10, 15).map(When::day),
            kind: Kind::Battle,
            origin: Origin { file, ..Origin::default() },
            ..Draft::default()
        });
    }
    let found = find_duplicates(&builder.finish(), &Cancel::default()).unwrap();
    assert_eq!(found.pairs.len(), 1);
    assert!(found.pairs[0].signs.in_words().contains("same place name"));
}

#[test]
fn every_pair_that_all_comparisons_find_is_found() {
    let mut rows = Vec::new();
    for n in 0..240_u32 {
        let at = (60.0 + f64::from(n % 12) * 0.07, 34.0 + f64::from(n / 60) * 0.07);
        let text = if n % 3 == 0 { CLASH } else { TOLD_AGAIN };
        let (file, day) = (u16::try_from(n % 2).unwrap(), 1 + u8::try_from(n % 28).unwrap());
        rows.push(Row { at, ..row(file, day, text) });
    }
    let data = data(&rows);
    let mut judge = Judge::default();
    let events: Vec<EventRef<'_>> = data.events().collect();
    let mut plain = Vec::new();
    for (n, b) in events.iter().enumerate() {
        for a in &events[..n] {
            let late = b.when().unwrap().span.start().0 >= a.when().unwrap().span.end().0 + 86_400;
            if !late && may_be_one(*a, *b) && judge.pair(*a, *b).is_some() {
                plain.push((a.key(), b.key()));
            }
        }
    }
    let found = find_duplicates(&data, &Cancel::default()).unwrap();
    assert_eq!(found.uncompared, 0);
    assert_eq!(found.pairs.len() + found.more as usize, plain.len());
    assert!(found.pairs.iter().all(|p| plain.contains(&(p.first, p.second))) && plain.len() > 100);
}

#[test]
fn a_million_events_take_seconds() {
    if std::env::var_os("BORDERLINE_LONG").is_none() {
        return;
    }
    let mut builder = DatasetBuilder::default();
    let mut dice = 1_u64;
    let mut roll = |n: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % n
    };
    let words = [
        "forces", "shelled", "village", "north", "bridge", "drone", "convoy", "market", "road", "post",
        "hill", "river",
    ];
    for _ in 0..1_000_000 {
        let town = roll(3_000);
        let text: Vec<&str> = (0..30).map(|_| words[usize::try_from(roll(12)).unwrap()]).collect();
        let (lon, lat) =
            (f64::from(u32::try_from(town % 60).unwrap()), f64::from(u32::try_from(town / 60).unwrap()));
        builder.push(&Draft {
            summary: &text.join(" "),
            when: Some(When::day(Date::from_days(18_000 + i64::try_from(roll(1500)).unwrap()))),
            at: LonLat::new(lon * 0.5, lat * 0.5),
            place_precision: PlacePrecision::Exact,
            kind: Kind::Battle,
            origin: Origin { file: u16::try_from(roll(2)).unwrap(), ..Origin::default() },
            ..Draft::default()
        });
    }
    let data = builder.finish();
    let begin = std::time::Instant::now();
    let found = find_duplicates(&data, &Cancel::default()).unwrap();
    eprintln!(
        "{} pairs, {} more, {} not compared, {:?}",
        found.pairs.len(),
        found.more,
        found.uncompared,
        begin.elapsed()
    );
}

#[test]
fn rows_with_the_same_id_are_found_in_their_file_and_in_others_of_its_format() {
    let mut builder = DatasetBuilder::default();
    for (name, format) in [("a.csv", "acled"), ("b.csv", "acled"), ("c.csv", "ucdp")] {
        builder.add_file(FileInfo { name: name.into(), format: format.into(), ..FileInfo::default() });
    }
    for (n, (id, file, flags)) in [
        ("A1", 0, 0),
        ("A2", 0, SAME_ID),
        ("A2", 0, SAME_ID),
        ("A1", 1, 0),
        ("A1", 2, 0),
        ("", 1, 0),
        ("", 1, 0),
    ]
    .into_iter()
    .enumerate()
    {
        let row = u32::try_from(n).unwrap();
        let origin = Origin { file, row, ..Origin::default() };
        builder.push(&Draft { id, origin, flags, ..Draft::default() });
    }
    let data = builder.finish();
    let twins = |row: u32, by_design: bool| -> Vec<u32> {
        let event = data.event(EventId(row)).unwrap();
        let with_id = || data.events().filter(move |e| e.id() == event.id());
        super::same_id(&data, event, || by_design, with_id, 20).into_iter().map(|id| id.0).collect()
    };
    assert_eq!([twins(0, false), twins(1, false), twins(3, false)], [vec![3], vec![2], vec![0]]);
    assert!(twins(4, false).is_empty() && twins(5, false).is_empty(), "another format, and no id at all");
    assert!(twins(1, true).is_empty(), "ids that repeat by design say nothing");
}
