//! The space–time diagram's question over many events: never in the window's thread for rows that are new, and what was shown
//! stays until the new answer is there.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs, reason = "a test may fail")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use borderline::model::{Dataset, DatasetBuilder, Date, Draft, Kind, LonLat, PlacePrecision, When};
use borderline::query::{
    Answer, Ask, Completeness, EventStore, Filter, PlaceKey, PlaceRows, Query, QueryCtx, RowRange, SpaceTime,
    SplitBy,
};
use borderline::store::{MemoryStore, QueryBoard, Reply, Slot};

const DIAGRAM: Slot = Slot("diagram");

/// More events than are walked over in a frame, at three hundred places in two years.
fn many_events() -> Arc<Dataset> {
    let first = Date::new(2024, 1, 1).unwrap();
    let mut builder = DatasetBuilder::default();
    for n in 0..60_000_u32 {
        let at = LonLat::new(60.0 + f64::from(n % 300) / 20.0, 30.0);
        let day = Date::from_days(first.days() + i64::from(n * 7 % 730));
        builder.push(&Draft {
            when: Some(When::day(day)),
            kind: Kind::ALL[n as usize % Kind::ALL.len()],
            at,
            place_precision: PlacePrecision::Exact,
            ..Draft::default()
        });
    }
    Arc::new(builder.finish())
}

fn question(data: &Dataset, turn: u32) -> Ask {
    let sites = 0..u32::try_from(data.sites().len()).unwrap();
    let row = |site: u32| u16::try_from((site + turn) % 90).unwrap();
    let range =
        |site: u32| RowRange { first: row(site), end: row(site) + 1 + u16::from(site.is_multiple_of(7)) };
    let rows = PlaceRows::new(91, sites.map(|site| (PlaceKey::Site(site), range(site))));
    let first = Date::new(2024, 1, 1).unwrap().start_secs();
    Ask::SpaceTime {
        rows: Arc::new(rows),
        edges: (0..=100).map(|n| first + n * 7 * 86_400).collect(),
        unfold: 4_000,
    }
}

fn counts(reply: &Reply) -> &SpaceTime {
    let Some(Answer::SpaceTime(found)) = reply.answer.as_deref() else { panic!() };
    found
}

#[test]
fn rows_that_were_never_asked_for_are_counted_elsewhere_while_the_last_answer_stays() {
    let data = many_events();
    let store = Arc::new(MemoryStore::new(Arc::clone(&data), Completeness::Exact));
    let board = QueryBoard::threaded(Arc::clone(&store) as Arc<dyn EventStore>, || {}).unwrap();
    let direct = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let mut last: Option<SpaceTime> = None;
    for turn in 0..4 {
        let ask = question(&data, turn);
        let query = Query { filter: Filter::default(), ask: ask.clone(), split: SplitBy::Kind };
        let Answer::SpaceTime(wanted) = direct.answer(&query, &QueryCtx::default()).unwrap() else {
            panic!()
        };
        assert!(!store.is_ready_for(&query), "it would be answered in the window's thread");
        let begin = Instant::now();
        let mut stale = 0;
        loop {
            let reply = board.ask(DIAGRAM, &Filter::default(), ask.clone());
            if reply.fresh {
                assert_eq!(*counts(&reply), wanted);
                break;
            }
            stale += 1;
            assert_eq!(reply.answer.is_some(), last.is_some());
            if let Some(last) = &last {
                assert_eq!(counts(&reply), last, "the last answer stays as it was");
            }
            assert!(begin.elapsed() < Duration::from_secs(90), "waited in vain for the counts");
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(stale > 0, "the first question of new rows was answered at once");
        assert!(store.is_ready_for(&query), "other edges of the same rows wait for nobody");
        last = Some(wanted);
    }
}
