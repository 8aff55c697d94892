//! Whatever an event may be, for tests that write and read.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::model::*;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-zA-Z \"\\\\\n\u{600}-\u{6FF}\u{202e}é,;]{0,12}".prop_map(|s| s)]
}

fn when() -> impl Strategy<Value = When> {
    let date = (-9000_i32..9000, 1_u8..=12, 1_u8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap());
    let year = (-9000_i32..9000).prop_map(|y| When::year(y).unwrap());
    let precision = (0..Precision::ALL.len()).prop_map(|i| Precision::ALL[i]);
    let any = (-280_000_000_000_i64..220_000_000_000, 1_i64..4_000_000_000, precision);
    prop_oneof![
        date.clone().prop_map(When::day),
        date.clone().prop_map(When::month),
        date.clone().prop_map(When::night),
        year,
        (date, 0_i64..4000).prop_map(|(d, n)| When::days(d, Date::from_days(d.days() + n))),
        any.prop_map(|(start, secs, precision)| When {
            span: Span::starting(Instant(start), secs),
            precision
        }),
    ]
}

fn figure() -> impl Strategy<Value = Figure> {
    let n = 0..NOT_GIVEN;
    prop_oneof![
        n.clone().prop_map(Figure::Exact),
        n.clone().prop_map(Figure::AtLeast),
        n.clone().prop_map(Figure::MoreThan),
        n.clone().prop_map(Figure::AtMost),
        (n.clone(), n).prop_map(|(a, b)| Figure::Between(a, b)),
        Just(Figure::Unstated),
    ]
}

fn place() -> impl Strategy<Value = Place> {
    let at = prop::option::of(
        (1_i32..1_800_000_000, -900_000_000_i32..900_000_000)
            .prop_map(|(lon, lat)| LonLat::new(f64::from(lon) / 1e7, f64::from(lat) / 1e7).unwrap()),
    );
    let names = (text(), text(), text(), text());
    (names, at, 0..PlacePrecision::ALL.len()).prop_map(|((name, admin1, admin2, country), at, i)| Place {
        name,
        admin1,
        admin2,
        country,
        at,
        precision: PlacePrecision::ALL[i],
    })
}

fn claim() -> impl Strategy<Value = Claim> {
    let reply = (0..Stance::ALL.len(), text(), text());
    let reply = reply.prop_map(|(i, by, note)| Reply { stance: Stance::ALL[i], by, note });
    (text(), text(), 0..Harm::ALL.len(), figure(), text(), prop::bool::ANY, vec(reply, 0..3)).prop_map(
        |(speaker, victims, harm, figure, text, sourced, replies)| Claim {
            speaker,
            victims,
            harm: Harm::ALL[harm],
            figure,
            text,
            source: sourced.then_some(0),
            replies,
        },
    )
}

fn detail() -> impl Strategy<Value = Detail> {
    let actor = (text(), 0..Role::ALL.len()).prop_map(|(name, i)| Actor { name, role: Role::ALL[i] });
    let source = (text(), text(), text(), text());
    let source = source.prop_map(|(title, publisher, url, date)| Source { title, publisher, url, date });
    let link = (0..Relation::ALL.len(), text(), text(), text());
    let link = link.prop_map(|(i, to, asserted_by, note)| Link {
        relation: Relation::ALL[i],
        to,
        asserted_by,
        note,
    });
    (vec(actor, 0..4), vec(claim(), 0..4), vec(source, 1..3), vec(link, 0..3))
        .prop_map(|(actors, claims, sources, links)| Detail { actors, claims, sources, links })
}

/// Any event.
pub fn event() -> impl Strategy<Value = Event> {
    let toll = prop::option::of((0..NOT_GIVEN, 0..NOT_GIVEN, 0..NOT_GIVEN));
    let toll = toll.prop_map(|t| t.map(|(low, best, high)| Toll { low, best, high }));
    let words = (text(), text(), text(), text());
    let parts = (words, prop::option::of(when()), place(), 0..KINDS, toll, detail());
    parts.prop_map(|((id, summary, event_type, sub_type), when, place, kind, toll, detail)| Event {
        id,
        title: "A headline".to_owned(),
        summary,
        when,
        place,
        kind: Kind::ALL[kind],
        event_type,
        sub_type,
        toll,
        detail,
    })
}

/// An event of which nothing is said.
pub fn blank() -> Event {
    Event {
        id: String::new(),
        title: String::new(),
        summary: String::new(),
        when: None,
        place: Place::default(),
        kind: Kind::Other,
        event_type: String::new(),
        sub_type: String::new(),
        toll: None,
        detail: Detail::default(),
    }
}
