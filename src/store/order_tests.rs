//! Orders and ranks of lists, and hits within bounds in time, equal a plain loop.

use std::sync::Arc;

use crate::model::{Dataset, EventId, EventRef, Instant};
use crate::query::*;

use super::MemoryStore;
use super::contract_tests::{Dice, ask, filters, hits, random_events};

const ORDERS: [Order; 10] = [
    Order::Time,
    Order::NewestFirst,
    Order::By(SortKey::Kind, Way::Up),
    Order::By(SortKey::Kind, Way::Down),
    Order::By(SortKey::Place, Way::Up),
    Order::By(SortKey::Place, Way::Down),
    Order::By(SortKey::Killed, Way::Up),
    Order::By(SortKey::Killed, Way::Down),
    Order::By(SortKey::File, Way::Up),
    Order::By(SortKey::File, Way::Down),
];

fn list(store: &MemoryStore, filter: &Filter, order: Order, offset: u32, limit: u32) -> List {
    match ask(store, (filter, SplitBy::Kind), Ask::List { within: Within::All, order, offset, limit }) {
        Answer::List(list) => list,
        _ => panic!("another answer"),
    }
}

/// The same by a stable sort over whole events.
fn plain(mut events: Vec<EventRef<'_>>, order: Order) -> Vec<EventId> {
    match order {
        Order::Time => {}
        Order::NewestFirst => events.reverse(),
        Order::Fatalities => panic!("not compared here"),
        Order::By(key, way) => events.sort_by(|a, b| {
            let (a, b) = (plain_key(*a, key, way), plain_key(*b, key, way));
            match way {
                Way::Up => a.is_none().cmp(&b.is_none()).then(a.cmp(&b)),
                Way::Down => a.is_none().cmp(&b.is_none()).then(b.cmp(&a)),
            }
        }),
    }
    events.into_iter().map(EventRef::key).collect()
}

fn plain_key(event: EventRef<'_>, key: SortKey, way: Way) -> Option<(u32, String)> {
    let number = |n: u32| Some((n, String::new()));
    match key {
        SortKey::Kind => number(event.kind() as u32),
        SortKey::Place => event.place().names().first().map(|name| (0, name.to_lowercase())),
        SortKey::Killed if way == Way::Up => event.toll().and_then(|toll| number(toll.low)),
        SortKey::Killed => event.toll().and_then(|toll| number(toll.high)),
        SortKey::File => number(u32::from(event.origin().file)),
    }
}

#[test]
fn every_order_is_that_of_a_plain_sort_and_each_rank_is_where_the_event_stands() {
    let data = random_events(10_000);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let mut dice = Dice(3);
    for filter in filters() {
        let hits = hits(&data, &filter);
        for order in ORDERS {
            let wanted = plain(hits.clone(), order);
            let all = list(&store, &filter, order, 0, u32::MAX);
            assert_eq!(all.rows, wanted, "{filter} {order:?}");
            let offset = u32::try_from(dice.below(12_000)).unwrap();
            let part = list(&store, &filter, order, offset, 50);
            let stretch: Vec<EventId> = wanted.iter().copied().skip(offset as usize).take(50).collect();
            assert_eq!((part.rows, part.total as usize), (stretch, wanted.len()));
            check_ranks(&store, &data, &filter, order, &wanted, &mut dice);
        }
    }
}

fn check_ranks(
    store: &MemoryStore,
    data: &Dataset,
    filter: &Filter,
    order: Order,
    wanted: &[EventId],
    dice: &mut Dice,
) {
    for _ in 0..20 {
        let id = EventId(u32::try_from(dice.below(i64::try_from(data.len()).unwrap() + 5)).unwrap());
        let stands = wanted.iter().position(|&row| row == id).map(|at| u32::try_from(at).unwrap());
        match ask(store, (filter, SplitBy::Kind), Ask::Rank { order, id }) {
            Answer::Rank(rank) => assert_eq!(rank, stands, "{filter} {order:?} {id:?}"),
            _ => panic!("another answer"),
        }
    }
}

#[test]
fn a_brush_over_prepared_hits_lets_the_same_events_through() {
    let data = random_events(10_000);
    let span = data.span().unwrap();
    let mut dice = Dice(4);
    for base in ["", "kind:battle,strike actor:ttp"].map(|text| text.parse::<Filter>().unwrap()) {
        let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
        list(&store, &base, Order::Time, 0, 0);
        for _ in 0..80 {
            let mut end = || Some(Instant(span.start().0 - 9 + dice.below(span.secs() + 18)));
            let (one, other, which) = (end(), end(), dice.below(3));
            let time = match which {
                0 => TimeBounds { after: one, before: None },
                1 => TimeBounds { after: None, before: one },
                _ => TimeBounds { after: one.min(other), before: one.max(other) },
            };
            let filter = Filter { time, ..base.clone() };
            let wanted: Vec<EventId> = hits(&data, &filter).into_iter().map(EventRef::key).collect();
            assert_eq!(list(&store, &filter, Order::Time, 0, u32::MAX).rows, wanted, "{filter}");
        }
    }
}

#[test]
fn a_narrow_brush_is_answered_at_once_and_an_order_of_many_events_is_not() {
    let data = random_events(10_000);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let open = Filter::default();
    let brushed: Filter = "after:2021-03-04 before:2021-09-01".parse().unwrap();
    assert!(!store.is_ready(&brushed, SplitBy::Kind), "nothing is prepared yet");
    list(&store, &open, Order::Time, 0, 1);
    ask(&store, (&brushed, SplitBy::Kind), Ask::Totals);
    let next: Filter = "after:2021-03-05 before:2021-09-02".parse().unwrap();
    assert!(
        store.is_ready(&next, SplitBy::Kind)
            && !store.is_ready(&"actor:ttp after:2021".parse().unwrap(), SplitBy::Kind)
    );
    let order = Order::By(SortKey::Place, Way::Up);
    let query =
        Query { filter: open.clone(), ask: Ask::Rank { order, id: EventId(0) }, split: SplitBy::Kind };
    assert!(!store.is_ready_for(&query));
    list(&store, &open, order, 0, 1);
    assert!(store.is_ready_for(&query));
}

#[test]
fn claims_of_killed_stand_side_by_side_and_are_compared_by_their_bounds() {
    let data = crate::io::sample().dataset;
    let mut words = Vec::new();
    for event in data.events() {
        let whole = event.to_event();
        let stated = whole.killed().into_iter().filter(|figure| figure.is_stated());
        let numbers: Vec<u32> =
            stated.flat_map(|f| [f.bounds().0, f.bounds().1.unwrap_or(f.bounds().0)]).collect();
        let ends = numbers.iter().min().copied().zip(numbers.iter().max().copied());
        assert_eq!(event.killed_range(), ends, "{}", whole.title);
        words.push((whole.killed_in_words(), ends));
    }
    assert!(words.contains(&("over 200 / 58 / at least 23".to_owned(), Some((23, 201)))), "{words:?}");
}
