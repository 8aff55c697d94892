//! Answers equal a plain loop over random events and random questions; any store must pass.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    Dataset, DatasetBuilder, Date, Draft, EventRef, FileInfo, Instant, KINDS, Kind, Origin, Precision, Span,
    Toll, When,
};
use crate::query::*;

use super::MemoryStore;

/// Numbers that look random and are the same in every run (Knuth's MMIX generator).
pub(super) struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % n
    }
}

const SPLITS: [SplitBy; 2] = [SplitBy::Kind, SplitBy::File];

const FIRST: i64 = 1_577_836_800; // 2020-01-01
const SPAN: i64 = 4 * 365 * 86_400;

fn when(dice: &mut Dice) -> Option<When> {
    let at = FIRST + dice.below(SPAN);
    let date = Instant(at).date();
    let range = |secs| When { span: Span::starting(Instant(at), secs), precision: Precision::Range };
    Some(match dice.below(12) {
        0 => return None,
        1 => When::month(date),
        2 => When::year(date.year())?,
        3 => When::night(date),
        4 => When::days(date, Date::from_days(date.days() + dice.below(40))),
        5 => When::clock(Instant(at), Precision::Minute),
        6 => range(1 + dice.below(400_000)),
        7 => range(1 + dice.below(90_000_000)),
        _ => When::day(date),
    })
}

pub(super) fn random_events(n: u32) -> Arc<Dataset> {
    let mut dice = Dice(7);
    let mut builder = DatasetBuilder::default();
    for name in ["a.csv", "b.csv", "c.csv"] {
        builder.add_file(FileInfo { name: name.into(), ..FileInfo::default() });
    }
    let names = ["", "Pakistan", "Afghan Taliban", "TTP", "BLA", "India", "ISIL-K"];
    for row in 0..n {
        let mut name = |skew: i64| names[usize::try_from(dice.below(7).min(dice.below(skew))).unwrap()];
        let (a, b, country, source) = (name(7), name(7), name(3), name(7));
        let actors = [a, b];
        builder.push(&Draft {
            when: when(&mut dice),
            kind: Kind::ALL[usize::try_from(dice.below(8).min(dice.below(8))).unwrap()],
            actors,
            country,
            source,
            place: b,
            toll: toll(&mut dice),
            origin: Origin { file: u16::try_from(dice.below(3)).unwrap(), row, ..Origin::default() },
            ..Draft::default()
        });
    }
    Arc::new(builder.finish())
}

fn toll(dice: &mut Dice) -> Option<Toll> {
    let n = u32::try_from(dice.below(40)).unwrap();
    (n < 30).then(|| Toll { low: n, best: n + n / 4, high: n + n / 2 })
}

pub(super) fn ask(store: &MemoryStore, (filter, split): Asked<'_>, ask: Ask) -> Answer {
    store.answer(&Query { filter: filter.clone(), ask, split }, &QueryCtx::default()).unwrap()
}

/// A filter, and what counts are split by.
pub(super) type Asked<'a> = (&'a Filter, SplitBy);

pub(super) fn filters() -> [Filter; 4] {
    [
        "",
        "kind:battle,strike actor:ttp -file:b.csv",
        "after:2021-03-04 before:2021-09-01T12",
        "where:near,unknown when:day,month",
    ]
    .map(|t| t.parse().unwrap())
}

pub(super) fn hits<'a>(data: &'a Dataset, filter: &Filter) -> Vec<EventRef<'a>> {
    let matcher = super::matcher::Matcher::new(data, filter, &crate::geo::Spellings::default());
    data.events().filter(|e| matcher.admits(*e)).collect()
}

fn random_span(dice: &mut Dice) -> Span {
    let longest = [600, 86_400, 40 * 86_400, SPAN * 2][usize::try_from(dice.below(4)).unwrap()];
    Span::starting(Instant(FIRST - SPAN / 20 + dice.below(SPAN)), 1 + dice.below(longest))
}

#[test]
fn histograms_count_what_a_loop_counts() {
    let data = random_events(10_000);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let mut dice = Dice(1);
    for filter in filters() {
        let hits = hits(&data, &filter);
        for _ in 0..60 {
            let window = random_span(&mut dice);
            let cuts = (0..dice.below(40)).map(|_| window.start().0 + dice.below(window.secs() + 1));
            let edges: Vec<i64> = cuts.collect::<BTreeSet<_>>().into_iter().collect();
            let split = SPLITS[usize::try_from(dice.below(2)).unwrap()];
            let question = Ask::Histogram { edges: edges.clone() };
            let Answer::Histogram(got) = ask(&store, (&filter, split), question) else {
                panic!("another answer");
            };
            let bins = edges.windows(2).map(|e| Span::from_secs(e[0], e[1]).unwrap());
            let wanted: Vec<Bin> = bins.map(|bin| plain_bin(&hits, bin, split)).collect();
            assert_eq!(got.bins, wanted, "{filter} {edges:?}");
        }
    }
}

fn plain_bin(hits: &[EventRef<'_>], span: Span, split: SplitBy) -> Bin {
    let mut bin = Bin::default();
    for event in hits {
        let Some(when) = event.when() else { continue };
        if span.contains(when.span) {
            bin.certain[split.category(*event)] += 1;
        } else if span.overlaps(when.span) {
            bin.possible[split.category(*event)] += 1;
        }
    }
    bin
}

fn codes(e: EventRef<'_>, by: LaneBy) -> BTreeSet<u32> {
    match by {
        LaneBy::Kind => BTreeSet::from([u32::from(e.kind() as u8)]),
        LaneBy::Country => BTreeSet::from([e.place_names().country]),
        LaneBy::Source => BTreeSet::from([e.source_code()]),
        LaneBy::File => BTreeSet::from([u32::from(e.origin().file)]),
        LaneBy::Actor => {
            let named: BTreeSet<u32> = e.actor_codes().into_iter().filter(|&c| c != 0).collect();
            if named.is_empty() { BTreeSet::from([0]) } else { named }
        }
    }
}

#[test]
fn lanes_hold_what_a_loop_puts_there() {
    let data = random_events(10_000);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let mut dice = Dice(2);
    for filter in filters() {
        let hits = hits(&data, &filter);
        for by in LaneBy::ALL {
            for _ in 0..5 {
                let window = random_span(&mut dice);
                let cell_secs = [1, 60, 3600, 86_400, 100_000, 7 * 86_400, 40_000_000]
                    [usize::try_from(dice.below(7)).unwrap()]
                .max(window.secs() / 300);
                let fold = (window, cell_secs, u32::try_from(dice.below(6)).unwrap());
                let max_lanes = u16::try_from(1 + dice.below(9)).unwrap();
                let split = SPLITS[usize::try_from(dice.below(2)).unwrap()];
                check_lanes(&store, &hits, (&filter, split), by, fold, max_lanes);
            }
        }
    }
}

fn check_lanes(
    store: &MemoryStore,
    hits: &[EventRef<'_>],
    asked: Asked<'_>,
    by: LaneBy,
    fold: (Span, i64, u32),
    max_lanes: u16,
) {
    let (window, cell_secs, unfold) = fold;
    let Answer::Lanes(got) = ask(store, asked, Ask::Lanes { by, window, cell_secs, unfold, max_lanes })
    else {
        panic!("another answer");
    };
    let mut totals: BTreeMap<u32, u32> = BTreeMap::new();
    hits.iter().flat_map(|e| codes(*e, by)).for_each(|code| *totals.entry(code).or_default() += 1);
    let own: BTreeSet<u32> = got.lanes.iter().map(|l| l.key.code).filter(|&c| c != u32::MAX).collect();
    let all: BTreeSet<u32> = totals.keys().copied().collect();
    assert!(got.lanes.len() <= usize::from(max_lanes) && own.is_subset(&all));
    assert_eq!(got.others as usize, all.len() - own.len());
    let smallest = own.iter().map(|c| totals[c]).min().unwrap_or(u32::MAX);
    assert!(all.difference(&own).all(|c| totals[c] <= smallest));
    for lane in &got.lanes {
        let in_lane = |e: &EventRef<'_>| {
            let codes = codes(*e, by);
            if lane.key.code == u32::MAX { !codes.is_subset(&own) } else { codes.contains(&lane.key.code) }
        };
        let members: Vec<EventRef<'_>> = hits.iter().copied().filter(in_lane).collect();
        assert_eq!(lane.total as usize, members.len());
        check_cells(lane, &members, fold, asked.1);
        check_bars(lane, &members, fold, asked.1);
        check_parts(store, asked, lane, &members, fold);
    }
}

#[test]
fn files_switched_off_are_left_out_and_each_file_is_counted() {
    let data = random_events(5_000);
    let store = MemoryStore::new(Arc::clone(&data), Completeness::Exact);
    let by_file = |wanted: &dyn Fn(u16) -> bool| {
        let mut counts = vec![0_u32; 3];
        data.events()
            .map(|e| e.origin().file)
            .filter(|&f| wanted(f))
            .for_each(|f| counts[usize::from(f)] += 1);
        counts
    };
    let cases: [(&str, &dyn Fn(u16) -> bool); 4] = [
        ("", &|_| true),
        ("-file:a.csv", &|f| f != 0),
        ("file:a.csv,", &|_| false),
        ("file:A.csv file:c.csv -file:c.csv", &|f| f == 0),
    ];
    for (text, wanted) in cases {
        let filter: Filter = text.parse().unwrap();
        let Answer::Totals(totals) = ask(&store, (&filter, SplitBy::Kind), Ask::Totals) else { panic!() };
        let mut got = totals.files.clone();
        got.resize(3, 0);
        let plain = by_file(wanted);
        assert_eq!((totals.hits, got), (plain.iter().sum(), plain), "{text}");
        let Answer::Places(places) = ask(&store, (&filter, SplitBy::File), Ask::Places) else { panic!() };
        let mut kinds = [0; KINDS];
        places.iter().flat_map(|g| g.kinds.into_iter().enumerate()).for_each(|(n, k)| kinds[n] += k);
        assert_eq!(kinds[..3], by_file(wanted), "{text}");
    }
}

type Counted = (i64, [u32; KINDS], Vec<u32>);

fn check_cells(
    lane: &Lane,
    members: &[EventRef<'_>],
    (window, cell, unfold): (Span, i64, u32),
    split: SplitBy,
) {
    let mut plain: BTreeMap<i64, Vec<EventRef<'_>>> = BTreeMap::new();
    for event in members {
        let Some(span) = event.when().map(|w| w.span) else { continue };
        let start = span.start().0.div_euclid(cell) * cell;
        if span.secs() <= cell && Span::starting(Instant(start), cell).overlaps(window) {
            plain.entry(start).or_default().push(*event);
        }
    }
    let wanted: Vec<Counted> =
        plain.into_iter().map(|(start, e)| counted(start, &e, (unfold, 0), split)).collect();
    let got = lane.cells.iter();
    let got: Vec<Counted> =
        got.map(|c| (c.start, c.kinds, c.items.iter().map(|i| i.id.0).collect())).collect();
    assert_eq!(got, wanted);
}

fn counted(start: i64, events: &[EventRef<'_>], (unfold, folded): (u32, usize), split: SplitBy) -> Counted {
    let mut kinds = [0; KINDS];
    for e in events {
        kinds[split.category(*e)] += 1;
    }
    let mut rows: Vec<u32> = events.iter().map(|e| e.key().0).collect();
    rows.sort_unstable();
    if rows.len() > unfold as usize {
        rows.truncate(folded);
    }
    (start, kinds, rows)
}

fn check_bars(
    lane: &Lane,
    members: &[EventRef<'_>],
    (window, cell, unfold): (Span, i64, u32),
    split: SplitBy,
) {
    let mut plain: BTreeMap<(i64, i64), Vec<EventRef<'_>>> = BTreeMap::new();
    for event in members {
        let Some(span) = event.when().map(|w| w.span) else { continue };
        if span.secs() > cell && span.overlaps(window) {
            plain.entry((span.start().0, -span.secs())).or_default().push(*event);
        }
    }
    assert_eq!(lane.bars.len(), plain.len());
    for (bar, ((start, secs), events)) in lane.bars.iter().zip(plain) {
        assert_eq!((bar.span.start().0, bar.span.secs()), (start, -secs));
        assert_eq!(bar.precision, events.iter().map(|e| e.when().unwrap().precision).max().unwrap());
        let rows = bar.items.iter().map(|i| i.id.0).collect();
        assert_eq!((start, bar.kinds, rows), counted(start, &events, (unfold, 1), split));
    }
}

/// What a chip or a bar says is what a click on it lists.
fn check_parts(
    store: &MemoryStore,
    asked: Asked<'_>,
    lane: &Lane,
    members: &[EventRef<'_>],
    (_, cell, _): (Span, i64, u32),
) {
    let list = |part: LanePart| {
        let within = Within::Lane(part);
        match ask(store, asked, Ask::List { within, order: Order::Time, offset: 0, limit: u32::MAX }) {
            Answer::List(list) => list.rows.into_iter().map(|id| id.0).collect::<Vec<u32>>(),
            _ => panic!("another answer"),
        }
    };
    for folded in lane.cells.iter().take(3) {
        let starts = Span::starting(Instant(folded.start), cell);
        let part =
            LanePart { lane: lane.key, starts, ends_after: Instant(i64::MIN), min_secs: 1, max_secs: cell };
        assert_eq!(list(part).len(), folded.count() as usize);
    }
    if let Some(bar) = lane.bars.first() {
        let starts = Span::starting(Instant(FIRST - SPAN), SPAN * 3);
        let ends_after = bar.span.end();
        let part = LanePart { lane: lane.key, starts, ends_after, min_secs: cell + 1, max_secs: i64::MAX };
        let over = |e: &EventRef<'_>| {
            e.when().is_some_and(|w| {
                w.span.secs() > cell
                    && w.span.end() > ends_after
                    && starts.contains(Span::starting(w.span.start(), 1))
            })
        };
        let wanted: Vec<u32> = members.iter().filter(|e| over(e)).map(|e| e.key().0).collect();
        assert_eq!(list(part), wanted);
    }
}
