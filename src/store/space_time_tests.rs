//! The space–time diagram's counts equal a plain loop over random events, rows and bins.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::MemoryStore;
use super::contract_tests::{Dice, ask, filters, hits, random_events};
use crate::model::{EventRef, Span};
use crate::query::*;

const FIRST: i64 = 1_577_836_800; // 2020-01-01
const YEAR: i64 = 365 * 86_400;

fn any(dice: &mut Dice, below: i64) -> u16 {
    u16::try_from(dice.below(below)).unwrap()
}

/// Some places have one row, some several, some none.
fn random_rows(dice: &mut Dice, data: &crate::model::Dataset) -> PlaceRows {
    // Of more rows than two bytes hold, which in tests are twelve, hits are counted another way.
    let rows = [9, 10, 11, 12, 13][usize::from(any(dice, 5))];
    let keys: BTreeSet<PlaceKey> = data.events().map(EventRef::place_key).collect();
    let ranges = keys.into_iter().map(|key| {
        let first = any(dice, i64::from(rows));
        (key, RowRange { first, end: first + any(dice, 4) })
    });
    PlaceRows::new(rows, ranges.collect::<Vec<_>>())
}

fn random_edges(dice: &mut Dice) -> Vec<i64> {
    let length = [3_600, 5 * 86_400, 90 * 86_400, 5 * YEAR][usize::from(any(dice, 4))];
    let start = FIRST - YEAR / 4 + dice.below(4 * YEAR);
    (0..2 + dice.below(30)).map(|_| start + dice.below(length)).collect::<BTreeSet<_>>().into_iter().collect()
}

fn plain(hits: &[EventRef<'_>], rows: &PlaceRows, edges: &[i64], split: SplitBy) -> Vec<SpaceCell> {
    let mut cells = Vec::new();
    for row in 0..rows.rows() {
        for (bin, ends) in (0..).zip(edges.windows(2)) {
            let bin_span = Span::from_secs(ends[0], ends[1]).unwrap();
            let mut counts = Bin::default();
            for event in hits.iter().filter(|e| rows.of(e.place_key()).contains(row)) {
                let Some(span) = event.when().map(|w| w.span) else { continue };
                let category = split.category(*event);
                if bin_span.contains(span) && rows.of(event.place_key()).len() == 1 {
                    counts.certain[category] += 1;
                } else if bin_span.overlaps(span) {
                    counts.possible[category] += 1;
                }
            }
            if counts != Bin::default() {
                cells.push(SpaceCell { row, bin, counts });
            }
        }
    }
    cells
}

#[test]
fn the_diagram_counts_what_a_loop_counts_and_names_events_where_they_are_few() {
    let data = random_events(6_000);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let mut dice = Dice(11);
    let (mut named, mut counted) = (0, 0);
    for filter in filters() {
        let hits = hits(&data, &filter);
        for _ in 0..40 {
            let (rows, edges) = (Arc::new(random_rows(&mut dice, &data)), random_edges(&mut dice));
            let split = [SplitBy::Kind, SplitBy::File][usize::from(any(&mut dice, 2))];
            let unfold = u32::from(any(&mut dice, 2) * any(&mut dice, 400));
            let question = Ask::SpaceTime { rows: Arc::clone(&rows), edges: edges.clone(), unfold };
            let Answer::SpaceTime(got) = ask(&store, (&filter, split), question) else { panic!() };
            let (Some(&from), Some(&to)) = (edges.first(), edges.last()) else { panic!() };
            let window = Span::from_secs(from, to);
            let seen = |e: &&EventRef<'_>| {
                !rows.of(e.place_key()).is_empty()
                    && window.is_some_and(|w| e.when().is_some_and(|when| when.span.overlaps(w)))
            };
            let inside: Vec<u32> = hits.iter().filter(seen).map(|e| e.key().0).collect();
            if inside.len() <= unfold as usize {
                assert_eq!(got.items.iter().map(|i| i.id.0).collect::<Vec<_>>(), inside);
                assert!(got.cells.is_empty());
                named += 1;
            } else {
                assert_eq!(got.cells, plain(&hits, &rows, &edges, split), "{filter} {edges:?}");
                assert!(got.items.is_empty());
                counted += 1;
            }
        }
    }
    assert!(named > 20 && counted > 40, "{named} {counted}");
}

#[test]
fn a_cell_lists_the_events_that_it_counts() {
    let data = random_events(3_000);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let keys: Vec<PlaceKey> =
        data.events().map(EventRef::place_key).collect::<BTreeSet<_>>().into_iter().take(2).collect();
    let span = Span::from_secs(FIRST, FIRST + YEAR).unwrap();
    let within = Within::PlacesIn(keys.clone(), span);
    let list = Ask::List { within, order: Order::Time, offset: 0, limit: u32::MAX };
    let Answer::List(list) = ask(&store, (&Filter::default(), SplitBy::Kind), list) else { panic!() };
    let wanted = data.events().filter(|e| keys.contains(&e.place_key()));
    let wanted: Vec<_> =
        wanted.filter(|e| e.when().is_some_and(|w| w.span.overlaps(span))).map(EventRef::key).collect();
    assert_eq!(list.rows, wanted);
    assert!(!wanted.is_empty());
}

#[test]
fn a_question_with_too_many_cells_is_refused() {
    let store = MemoryStore::new(random_events(1), Completeness::Exact);
    let refused = |rows: u16, edges: Vec<i64>| {
        let rows = Arc::new(PlaceRows::new(rows, []));
        let ask = Ask::SpaceTime { rows, edges, unfold: 0 };
        let query = Query { filter: Filter::default(), ask, split: SplitBy::Kind };
        store.answer(&query, &QueryCtx::default()).is_err()
    };
    assert!(refused(500, (0..1000).collect()));
    assert!(refused(1, vec![3, 2]));
    assert!(!refused(500, (0..500).collect()));
}
