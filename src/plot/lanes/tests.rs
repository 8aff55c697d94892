//! Lanes by numbers: every event is drawn once, nothing overlaps, and counts list what they count.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Dataset, DatasetBuilder, Date, Draft, EventRef, Kind, When};
use crate::query::{Answer, Ask, Completeness, EventStore, LaneBy, Order, Query, QueryCtx, Within};
use crate::store::MemoryStore;

use super::*;

const ROOM: Room = Room { height: 300.0, row: 18.0, pad: 4.0 };

fn day(y: i32, m: u8, d: u8) -> Date {
    Date::new(y, m, d).unwrap()
}

fn store(whens: &[(When, Kind)]) -> (Arc<Dataset>, MemoryStore) {
    let mut builder = DatasetBuilder::default();
    for &(when, kind) in whens {
        builder.push(&Draft { when: Some(when), kind, ..Draft::default() });
    }
    let data = Arc::new(builder.finish());
    (Arc::clone(&data), MemoryStore::new(data, Completeness::Exact))
}

fn answer(store: &MemoryStore, ask: Ask) -> Answer {
    store
        .answer(
            &Query { filter: crate::query::Filter::default(), ask, split: crate::query::SplitBy::Kind },
            &QueryCtx::default(),
        )
        .unwrap()
}

fn layout(store: &MemoryStore, from: Date, to: Date, room: Room) -> (LanesLayout, TimeScale) {
    let window = Span::from_secs(from.start_secs(), to.start_secs()).unwrap();
    let scale = TimeScale::new(window, 0.0, 900.0);
    let ask =
        Ask::Lanes { by: LaneBy::File, window, cell_secs: cell_secs(scale, 44.0), unfold: 8, max_lanes: 20 };
    let Answer::Lanes(lanes) = answer(store, ask) else { panic!("another answer") };
    (lay_out(&lanes, scale, room, &|_| 90.0), scale)
}

fn random_events(n: i64) -> Vec<(When, Kind)> {
    let mut seed = 3u64;
    let mut dice = move |n: i64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(99);
        i64::try_from(seed >> 33).unwrap() % n
    };
    let first = day(2024, 1, 1).days();
    (0..n)
        .map(|_| {
            let date = Date::from_days(first + dice(700));
            let when = match dice(12) {
                0 => When::month(date),
                1 => When::year(date.year()).unwrap(),
                2 | 3 => When::night(date),
                4 => When::days(date, Date::from_days(date.days() + dice(90))),
                _ => When::day(date),
            };
            (when, Kind::ALL[usize::try_from(dice(8)).unwrap()])
        })
        .collect()
}

#[test]
fn every_event_on_screen_is_drawn_once_whatever_the_zoom_and_the_room() {
    for n in [5, 40, 300, 5_000] {
        let (data, store) = store(&random_events(n));
        for (from, to) in [
            (day(2023, 12, 1), day(2026, 1, 1)),
            (day(2024, 9, 5), day(2024, 10, 9)),
            (day(2024, 9, 5), day(2024, 9, 9)),
        ] {
            for height in [30.0, 90.0, 400.0] {
                let (laid_out, scale) = layout(&store, from, to, Room { height, ..ROOM });
                for lane in &laid_out.lanes {
                    check_marks(&data, &store, lane, scale);
                }
            }
        }
    }
}

fn check_marks(data: &Dataset, store: &MemoryStore, lane: &LaneLayout, scale: TimeScale) {
    let mut drawn = BTreeSet::new();
    for mark in &lane.marks {
        let ids = match &mark.what {
            What::Event(item) => vec![item.id],
            What::Same(folded) | What::Cell(folded) | What::More(folded) => {
                let list = |part| {
                    let within = Within::Lane(part);
                    match answer(store, Ask::List { within, order: Order::Time, offset: 0, limit: u32::MAX })
                    {
                        Answer::List(list) => list.rows,
                        _ => panic!("another answer"),
                    }
                };
                let rows: Vec<_> = folded.parts.iter().flat_map(|&part| list(part)).collect();
                assert_eq!(rows.len(), folded.count() as usize, "{:?}", mark.what);
                rows
            }
        };
        for id in ids {
            assert!(drawn.insert(id), "{id:?} is drawn twice");
        }
    }
    let on_screen = |e: &EventRef<'_>| e.when().is_some_and(|w| w.span.overlaps(scale.window()));
    let missing: Vec<_> =
        data.events().filter(|e| on_screen(e) && !drawn.contains(&e.key())).map(EventRef::when).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let mut marks: Vec<&Mark> = lane.marks.iter().collect();
    marks.sort_by(|a, b| a.row.cmp(&b.row).then(a.x0.total_cmp(&b.x0)));
    for pair in marks.windows(2) {
        assert!(pair[0].row != pair[1].row || pair[0].x1 <= pair[1].x0 + TOUCH, "{pair:?} overlap");
        let title = |m: &Mark| labels::extent(m, m.label);
        assert!(
            pair[0].row != pair[1].row || title(pair[0]).1 <= title(pair[1]).0 + TOUCH,
            "{pair:?} titles overlap"
        );
    }
    assert!(
        marks.iter().all(|m| lane.rows_top + heights::points(m.row + 1) * ROOM.row <= lane.top + lane.height)
    );
}

#[test]
fn a_month_is_a_month_wide_and_a_night_a_night() {
    let night = When::night(day(2025, 10, 11));
    let (_, store) = store(&[(When::month(day(2025, 10, 1)), Kind::Diplomacy), (night, Kind::Battle)]);
    let (laid_out, scale) = layout(&store, day(2025, 9, 1), day(2025, 12, 1), ROOM);
    let marks = &laid_out.lanes[0].marks;
    let width = |n: usize| marks[n].x1 - marks[n].x0;
    assert!((width(0) - scale.points(31 * 86_400)).abs() < 1e-6);
    assert!((width(1) - MIN_MARK).abs() < 1e-6, "half a day would be {}", scale.points(43_200));
    assert_ne!(marks[0].row, marks[1].row);
}

#[test]
fn a_crowded_cell_is_a_count_that_unfolds_on_zoom() {
    let events: Vec<(When, Kind)> = (1..=30).map(|d| (When::day(day(2025, 4, d)), Kind::Protest)).collect();
    let (_, store) = store(&events);
    let far = layout(&store, day(2000, 1, 1), day(2030, 1, 1), ROOM).0;
    let [Mark { what: What::Cell(folded), .. }] = far.lanes[0].marks.as_slice() else { panic!("{far:?}") };
    assert_eq!((folded.count(), folded.kinds[Kind::Protest.index()]), (30, 30));
    let near = layout(&store, day(2025, 4, 1), day(2025, 5, 1), ROOM).0;
    assert_eq!(near.lanes[0].marks.len(), 30);
    assert!(near.lanes[0].marks.iter().all(|m| matches!(m.what, What::Event(_))));
}

#[test]
fn few_events_are_all_named() {
    let events: Vec<(When, Kind)> =
        [1, 2, 9, 20].map(|d| (When::night(day(2025, 10, d)), Kind::Battle)).to_vec();
    let (_, store) = store(&events);
    let laid_out = layout(&store, day(2025, 9, 1), day(2025, 12, 1), ROOM).0;
    assert!(laid_out.lanes[0].marks.iter().all(|m| m.label.is_some()));
}

#[test]
fn the_pointer_finds_a_mark_its_title_and_nothing_else() {
    let (_, store) = store(&[(When::night(day(2025, 10, 11)), Kind::Battle)]);
    let (laid_out, _) = layout(&store, day(2025, 9, 1), day(2025, 12, 1), ROOM);
    let lane = &laid_out.lanes[0];
    let mark = &lane.marks[0];
    let y = lane.rows_top + 5.0;
    assert!(laid_out.hit(mark.x0 - 3.0, y, ROOM).is_some());
    assert!(laid_out.hit(mark.label.unwrap().x + 40.0, y, ROOM).is_some());
    assert!(laid_out.hit(mark.x0 - 30.0, y, ROOM).is_none());
    assert!(laid_out.hit(mark.x0, laid_out.height + 1.0, ROOM).is_none());
    assert_eq!(laid_out.lane_at(-1.0), None);
}
