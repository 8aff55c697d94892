//! Writes event files.

use std::io::{self, Write};

use super::dto::{ActorDto, ClaimDto, EventDto, FigureDto, LinkDto, PlaceDto, ReplyDto, SourceDto, TollDto};
use super::{MARK, VERSION, times};
use crate::model::{Claim, Dataset, Event, EventId, EventRef, Figure, LonLat, Place, Toll};

/// Writes the events with these rows of a dataset as one event file.
///
/// # Errors
/// When writing fails.
pub fn write_dataset(
    data: &Dataset,
    rows: impl IntoIterator<Item = EventId>,
    to: &mut dyn Write,
) -> io::Result<()> {
    write_each(&mut rows.into_iter().filter_map(|row| data.event(row)), to)?;
    data.check_texts().map_err(io::Error::other)
}

/// Writes events of a dataset as one event file.
///
/// # Errors
/// When writing fails.
pub fn write_each(events: &mut dyn Iterator<Item = EventRef<'_>>, to: &mut dyn Write) -> io::Result<()> {
    let events = events.map(|event| {
        // A headline made from type, actors and place is made again when the file is read.
        Event { title: event.own_title().to_owned(), ..event.to_event() }
    });
    write_events(events, to)
}

/// Writes events as one event file.
///
/// # Errors
/// When writing fails.
pub fn write_events(events: impl IntoIterator<Item = Event>, to: &mut dyn Write) -> io::Result<()> {
    write!(to, "{{\n  \"format\": \"{MARK}\",\n  \"version\": {VERSION},\n  \"events\": [")?;
    for (index, event) in events.into_iter().enumerate() {
        let text = serde_json::to_string_pretty(&event_dto(event))?;
        to.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        // Strings hold no raw line ends in JSON, so indenting lines changes nothing that is said.
        for (line, text) in text.lines().enumerate() {
            let start = if line == 0 { "" } else { "\n" };
            write!(to, "{start}    {text}")?;
        }
    }
    to.write_all(b"\n  ]\n}\n")
}

fn event_dto(event: Event) -> EventDto {
    let detail = event.detail;
    EventDto {
        id: event.id,
        title: event.title,
        summary: event.summary,
        kind: event.kind.id().to_owned(),
        event_type: event.event_type,
        sub_type: event.sub_type,
        when: event.when.map(times::write),
        place: Some(place_dto(event.place)),
        actors: detail
            .actors
            .into_iter()
            .map(|a| ActorDto { name: a.name, role: a.role.id().to_owned() })
            .collect(),
        toll: event.toll.map(toll_dto),
        claims: detail.claims.into_iter().map(claim_dto).collect(),
        sources: detail
            .sources
            .into_iter()
            .map(|s| SourceDto { title: s.title, publisher: s.publisher, url: s.url, date: s.date })
            .collect(),
        links: detail
            .links
            .into_iter()
            .map(|l| LinkDto {
                relation: l.relation.id().to_owned(),
                to: l.to,
                asserted_by: l.asserted_by,
                note: l.note,
            })
            .collect(),
    }
}

fn place_dto(place: Place) -> PlaceDto {
    PlaceDto {
        name: place.name,
        admin1: place.admin1,
        admin2: place.admin2,
        country: place.country,
        lon: place.at.map(LonLat::lon),
        lat: place.at.map(LonLat::lat),
        precision: place.precision.id().to_owned(),
    }
}

fn toll_dto(toll: Toll) -> TollDto {
    if toll == Toll::single(toll.best) {
        return TollDto::One(toll.best.into());
    }
    TollDto::Three { low: toll.low.into(), best: toll.best.into(), high: toll.high.into() }
}

fn claim_dto(claim: Claim) -> ClaimDto {
    let replies = claim.replies.into_iter();
    ClaimDto {
        speaker: claim.speaker,
        victims: claim.victims,
        harm: claim.harm.id().to_owned(),
        figure: figure_dto(claim.figure),
        text: claim.text,
        source: claim.source,
        replies: replies
            .map(|r| ReplyDto { stance: r.stance.id().to_owned(), by: r.by, note: r.note })
            .collect(),
    }
}

fn figure_dto(figure: Figure) -> Option<FigureDto> {
    Some(match figure {
        Figure::Exact(n) => FigureDto::Number(n.into()),
        Figure::AtLeast(n) => FigureDto::AtLeast { at_least: n.into() },
        Figure::MoreThan(n) => FigureDto::MoreThan { more_than: n.into() },
        Figure::AtMost(n) => FigureDto::AtMost { at_most: n.into() },
        Figure::Between(a, b) => FigureDto::Between { between: [a.into(), b.into()] },
        Figure::Unstated => return None,
    })
}
