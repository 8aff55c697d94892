//! Brushes that are dragged, widened, narrowed and thrown about count what a plain loop counts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::MemoryStore;
use super::contract_tests::{Asked, Dice, ask, filters, hits, random_events};
use crate::model::{EventRef, Instant, KINDS, PlacePrecision, Precision, Span};
use crate::query::*;

const FIRST: i64 = 1_577_836_800; // 2020-01-01
const DAY: i64 = 86_400;
const YEARS: i64 = 4 * 365 * DAY;

/// One brush after another: mostly a little further, wider or narrower, now and then somewhere else.
fn next(dice: &mut Dice, last: TimeBounds) -> TimeBounds {
    let near = |dice: &mut Dice| dice.below(9 * DAY) - 4 * DAY;
    let (Some(after), Some(before), 1..) = (last.after, last.before, dice.below(7)) else {
        let start = FIRST - YEARS / 10 + dice.below(YEARS);
        let longest = [3_600, 40 * DAY, YEARS][usize::try_from(dice.below(3)).unwrap()];
        let end = start + 1 + dice.below(longest);
        let bound = |open: bool, at| (!open).then_some(Instant(at));
        return TimeBounds {
            after: bound(dice.below(5) == 0, start),
            before: bound(dice.below(5) == 0, end),
        };
    };
    let (a, b) = match dice.below(4) {
        0 => (near(dice), 0),
        1 => (0, near(dice)),
        _ => (3 * DAY, 3 * DAY),
    };
    Span::from_secs(after.0 + a, before.0 + b).map_or(TimeBounds::default(), TimeBounds::within)
}

fn plain_totals(all: usize, hits: &[EventRef<'_>]) -> Totals {
    let count = |n: usize| u32::try_from(n).unwrap();
    let mut t = Totals { hits: count(hits.len()), all: count(all), files: vec![0; 3], ..Totals::default() };
    for event in hits {
        t.kinds[event.kind().index()] += 1;
        t.files[usize::from(event.origin().file)] += 1;
        let place = PlacePrecision::ALL.iter().position(|p| *p == event.place_precision()).unwrap();
        t.place_precision[place] += 1;
        t.unplaced += u32::from(event.at().is_none());
        match event.when() {
            Some(when) => {
                t.date_precision[Precision::ALL.iter().position(|p| *p == when.precision).unwrap()] += 1;
                t.span = Some(t.span.map_or(when.span, |span| span.union(when.span)));
            }
            None => t.undated += 1,
        }
        if let Some(toll) = event.toll() {
            t.with_toll += 1;
            t.toll = [toll.low, toll.best, toll.high]
                .map(u64::from)
                .into_iter()
                .zip(t.toll)
                .map(|(a, b)| a + b)
                .collect::<Vec<_>>()
                .try_into()
                .unwrap();
        }
    }
    t
}

type Plain = BTreeMap<PlaceKey, ([u32; KINDS], PlacePrecision, u32)>;

fn plain_places(hits: &[EventRef<'_>], split: SplitBy) -> Plain {
    let mut places = Plain::new();
    for event in hits {
        let first = ([0; KINDS], event.place_precision(), event.key().0);
        let place = places.entry(event.place_key()).or_insert(first);
        place.0[split.category(*event)] += 1;
        place.1 = place.1.max(event.place_precision());
    }
    places
}

fn check(store: &MemoryStore, all: usize, asked: Asked<'_>, hits: &[EventRef<'_>], dice: &mut Dice) {
    let Answer::Totals(totals) = ask(store, asked, Ask::Totals) else { panic!() };
    assert_eq!(totals, plain_totals(all, hits), "{}", asked.0);
    let Answer::Places(places) = ask(store, asked, Ask::Places) else { panic!() };
    let groups = places.iter().map(|g| (g.key, (g.kinds, g.precision, g.first.0)));
    assert!(groups.eq(plain_places(hits, asked.1)), "{}", asked.0);
    let offset = u32::try_from(dice.below(i64::try_from(hits.len()).unwrap() + 1)).unwrap();
    for order in [Order::Time, Order::NewestFirst] {
        let question = Ask::List { within: Within::All, order, offset, limit: 7 };
        let Answer::List(list) = ask(store, asked, question) else { panic!() };
        let rows = |rows: &mut dyn Iterator<Item = &EventRef<'_>>| -> Vec<_> {
            rows.skip(offset as usize).take(7).map(|e| e.key()).collect()
        };
        let mut turned = hits.iter().rev();
        let wanted = if order == Order::Time { rows(&mut hits.iter()) } else { rows(&mut turned) };
        assert_eq!((list.rows, list.total as usize), (wanted, hits.len()), "{}", asked.0);
    }
    let rank = |event: &EventRef<'_>| {
        let Answer::Rank(rank) = ask(store, asked, Ask::Rank { order: Order::Time, id: event.key() }) else {
            panic!()
        };
        rank
    };
    if let Some(event) = hits.get(offset as usize) {
        assert_eq!(rank(event), Some(offset));
    }
}

#[test]
fn a_dragged_brush_counts_what_a_loop_counts() {
    let data = random_events(4_000);
    let mut dice = Dice(23);
    let mut reached_in = 0;
    for filter in filters() {
        let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
        let any_time = Filter { time: TimeBounds::default(), ..filter };
        let of_any_time = hits(&data, &any_time);
        let mut time = TimeBounds::default();
        for step in 0..120 {
            let split = [SplitBy::Kind, SplitBy::File][usize::from(step % 40 > 30)];
            ask(&store, (&any_time, split), Ask::Totals);
            time = next(&mut dice, time);
            let admitted = |e: &EventRef<'_>| match e.when() {
                Some(when) => time.admits(when.span),
                None => time.is_open(),
            };
            let wanted: Vec<EventRef<'_>> = of_any_time.iter().copied().filter(admitted).collect();
            let begins_before = |e: &EventRef<'_>| {
                e.when().is_some_and(|w| time.after.is_some_and(|after| w.span.start() < after))
            };
            reached_in += u32::from(wanted.first().is_some_and(begins_before));
            let filter = Filter { time, ..any_time.clone() };
            check(&store, data.len(), (&filter, split), &wanted, &mut dice);
        }
    }
    assert!(reached_in > 100, "{reached_in}");
}

#[test]
fn a_brush_a_little_further_is_counted_within_the_frame() {
    let store = MemoryStore::new(random_events(60_000), Completeness::Exact);
    let brush = |from: i64| {
        let time = Span::from_secs(FIRST + from, FIRST + from + YEARS * 9 / 10).unwrap();
        Filter { time: TimeBounds::within(time), ..Filter::default() }
    };
    let all = (&Filter::default(), SplitBy::Kind);
    ask(&store, all, Ask::Totals);
    let places = |from: i64| Query { filter: brush(from), ask: Ask::Places, split: SplitBy::Kind };
    assert!(!store.is_ready_for(&places(0)), "the first brush is found on a thread");
    ask(&store, (&brush(0), SplitBy::Kind), Ask::Places);
    assert!(store.is_ready_for(&places(DAY)));
    let histogram = Ask::Histogram { edges: vec![FIRST, FIRST + YEARS] };
    let wide = Query { ask: histogram, ..places(DAY) };
    assert!(!store.is_ready_for(&wide), "so many hits are put into bins on a thread");
}
