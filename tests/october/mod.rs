//! A few events by hand: the clashes of 11 October 2025 as the article reports them, their neighbours, and odd ones.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::sync::Arc;

use borderline::model::{
    Actor, Claim, Dataset, DatasetBuilder, Date, Detail, Event, Figure, FileInfo, Harm, Kind, Link, LonLat,
    Origin, Place, PlacePrecision, Relation, Reply, Role, Source, Stance, When,
};

pub fn dataset() -> Arc<Dataset> {
    let mut builder = DatasetBuilder::default();
    let file = builder.add_file(FileInfo { name: "border-2025.json".to_owned(), ..FileInfo::default() });
    let events = [clashes(), kabul(), shelling(), ged(), urdu(), bare()];
    for (row, event) in (1..).zip(events) {
        builder.push_event(&event, Origin { file, row, ..Origin::default() });
    }
    Arc::new(builder.finish())
}

fn date(day: u8) -> Date {
    Date::new(2025, 10, day).unwrap()
}

fn event(id: &str, title: &str, kind: Kind, when: Option<When>) -> Event {
    Event {
        id: id.to_owned(),
        title: title.to_owned(),
        summary: String::new(),
        when,
        place: Place::default(),
        kind,
        event_type: String::new(),
        sub_type: String::new(),
        toll: None,
        detail: Detail::default(),
    }
}

fn actor(name: &str, role: Role) -> Actor {
    Actor { name: name.to_owned(), role }
}

fn claim(speaker: &str, figure: Figure, victims: &str, harm: Harm) -> Claim {
    Claim {
        speaker: speaker.to_owned(),
        victims: victims.to_owned(),
        harm,
        figure,
        text: String::new(),
        source: Some(0),
        replies: Vec::new(),
    }
}

fn source(title: &str, url: &str) -> Source {
    Source {
        title: title.to_owned(),
        publisher: "Example News".to_owned(),
        url: url.to_owned(),
        date: "October 2025".to_owned(),
    }
}

fn clashes() -> Event {
    let reply =
        Reply { stance: Stance::NotConfirmed, by: "Afghan officials".to_owned(), note: String::new() };
    let mut killed = claim("Islamabad", Figure::MoreThan(200), "Taliban fighters", Harm::Killed);
    killed.replies.push(reply);
    let link = Link {
        relation: Relation::RetaliationFor,
        to: "10-kabul".to_owned(),
        asserted_by: "the Taliban".to_owned(),
        note: String::new(),
    };
    Event {
        summary: "Pakistani forces and Afghan Taliban fighters fought along the border for hours; each side names a far \
                  higher toll for the other than the other admits."
            .to_owned(),
        place: Place {
            name: "Pakistan–Afghanistan border".to_owned(),
            precision: PlacePrecision::Line,
            ..Place::default()
        },
        detail: Detail {
            actors: vec![actor("Pakistan", Role::Party), actor("Afghan Taliban", Role::Party)],
            claims: vec![
                killed,
                claim("Taliban", Figure::Exact(58), "Pakistani soldiers", Harm::Killed),
                claim("The article", Figure::AtLeast(23), "Pakistani soldiers", Harm::Killed),
                claim("The article", Figure::Exact(29), "Pakistani soldiers", Harm::Wounded),
                claim("Islamabad", Figure::MoreThan(21), "Taliban posts inside Afghanistan", Harm::PostsTaken),
            ],
            sources: vec![source("Border clashes: what is known", "https://www.example.org/border")],
            links: vec![link],
        },
        ..event("12-border-clashes", "Heavy clashes along the border", Kind::Battle, Some(When::night(date(11))))
    }
}

fn kabul() -> Event {
    let mut accusation = claim("Taliban", Figure::Unstated, "", Harm::Statement);
    accusation.text.push_str("Accuse Islamabad of strikes on the capital and vow to retaliate");
    Event {
        place: Place {
            name: "Kabul".to_owned(),
            country: "Afghanistan".to_owned(),
            at: LonLat::new(69.17, 34.53),
            precision: PlacePrecision::Exact,
            ..Place::default()
        },
        detail: Detail { claims: vec![accusation], ..Detail::default() },
        ..event("10-kabul", "Explosions and gunfire in Kabul", Kind::Strike, Some(When::night(date(9))))
    }
}

fn shelling() -> Event {
    let mut tanks = claim("Islamabad", Figure::Unstated, "Afghan tanks", Harm::Destroyed);
    tanks.text.push_str("several");
    Event {
        detail: Detail {
            actors: vec![actor("Pakistan", Role::Party), actor("Afghan Taliban", Role::Party)],
            claims: vec![
                claim("Zabihullah Mujahid", Figure::Exact(12), "civilians", Harm::Killed),
                claim("Zabihullah Mujahid", Figure::MoreThan(100), "civilians", Harm::Wounded),
                tanks,
            ],
            sources: vec![source("", "javascript:alert(1)")],
            links: Vec::new(),
        },
        ..event(
            "14-shelling",
            "Shelling reported on the Afghan side",
            Kind::Strike,
            Some(When::days(date(14), date(15))),
        )
    }
}

fn ged() -> Event {
    let mut best = claim("UCDP", Figure::Between(3, 12), "all sides", Harm::Killed);
    best.text.push_str("best estimate 5");
    let denied = Reply { stance: Stance::Denied, by: "ISPR".to_owned(), note: "no such raid".to_owned() };
    let mut other = claim("Local officials", Figure::AtLeast(40), "all sides", Harm::Killed);
    other.replies.push(denied);
    Event {
        event_type: "state-based".to_owned(),
        place: Place {
            name: "Parachinar".to_owned(),
            admin1: "Khyber Pakhtunkhwa".to_owned(),
            admin2: "Kurram".to_owned(),
            country: "Pakistan".to_owned(),
            at: LonLat::new(70.1, 33.9),
            precision: PlacePrecision::District,
        },
        detail: Detail { claims: vec![best, other], ..Detail::default() },
        ..event("ged-1", "Government of Pakistan – TTP", Kind::Battle, Some(When::day(date(3))))
    }
}

fn urdu() -> Event {
    let killed = claim("ISPR\u{202E}", Figure::Exact(58), "پاکستانی فوجی", Harm::Killed);
    Event {
        summary:
            "اسلام آباد — پاکستان اور افغانستان کی سرحد پر ۱۱ اور ۱۲ اکتوبر 2025 کی درمیانی رات جھڑپیں ہوئیں؛ \
                  پاک فوج (ISPR) کے مطابق 23 اہلکار ہلاک ہوئے۔"
                .to_owned(),
        detail: Detail { claims: vec![killed], ..Detail::default() },
        ..event("urdu", "کرم میں جھڑپیں، ۵۸ ہلاک", Kind::Battle, Some(When::month(date(1))))
    }
}

fn bare() -> Event {
    event("bare", "Untitled", Kind::Other, None)
}
