//! Reads event files, one event at a time.

use std::borrow::Cow;

use super::dto::{ClaimDto, EventDto, FigureDto, PlaceDto, TollDto};
use super::salvage::{Salvaged, salvaged};
use super::{VERSION, times};
use crate::io::encoding::mended;
use crate::io::figures::{Count, count, figure};
use crate::io::format::ReadError;
use crate::io::input::Input;
use crate::io::json_pieces::{Layout, Piece, Pieces};
use crate::io::json_values::as_text;
use crate::io::problem::ProblemKind;
use crate::io::rows::{bad_position, named_precision, on_earth};
use crate::io::sink::FileSink;
use crate::model::{
    Actor, BAD_DATE, BAD_PLACE, Claim, Detail, Event, Figure, Harm, Kind, Link, Origin, Place,
    PlacePrecision, Relation, Reply, Role, Source, Stance, Toll,
};

/// Reads one file.
#[derive(Default)]
pub struct Reader {
    row: u32,
    /// Links to check when all events are known.
    links: Vec<(Origin, String)>,
}

impl Reader {
    /// Reads all events; members of the outermost object that are not known are passed over.
    ///
    /// # Errors
    /// When the file is of a newer version, or no JSON.
    pub fn read(mut self, input: &mut Input<'_>, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let mut pieces = Pieces::new(input, Layout::List("events"));
        while let Some(piece) = pieces.next(input)? {
            match piece {
                Piece::Member { key, value, .. } => member(key, &mended(value), out)?,
                Piece::Element { value, byte } => {
                    self.row += 1;
                    let len = u32::try_from(value.len()).unwrap_or(u32::MAX);
                    self.element(value, Origin { file: 0, row: self.row, byte, len }, out)?;
                }
                Piece::Cut { byte } => {
                    let at = Origin { file: 0, row: self.row + 1, byte, len: 0 };
                    out.skip(at, ProblemKind::CutFile, "");
                }
            }
        }
        for (at, to) in self.links {
            if !out.has_id(&to) {
                out.problem(at, ProblemKind::MissingEvent, "links", &to, "kept as it stands");
            }
        }
        Ok(())
    }

    fn element(&mut self, value: &[u8], at: Origin, out: &mut FileSink<'_>) -> Result<(), ReadError> {
        let text = if let Ok(text) = std::str::from_utf8(value) {
            Cow::Borrowed(text)
        } else {
            out.problem(at, ProblemKind::NotUtf8, "", "", "read as Windows-1252");
            Cow::Owned(mended(value))
        };
        // A list would be taken for an object without names.
        let object = if text.starts_with('[') { "{" } else { text.as_ref() };
        match serde_json::from_str::<EventDto>(object) {
            Ok(dto) => self.push(dto, at, 0, out),
            Err(error) => {
                let Some(found) = salvaged(object) else {
                    out.skip(at, ProblemKind::Unreadable, &format!("{error}: {text}"));
                    return Ok(());
                };
                let flags = name_broken(&found, at, out);
                self.push(found.event, at, flags, out)
            }
        }
    }

    fn push(
        &mut self,
        dto: EventDto,
        at: Origin,
        flags: u8,
        out: &mut FileSink<'_>,
    ) -> Result<(), ReadError> {
        let mut row = Row { at, out, flags };
        let event = row.event(dto);
        let flags = row.flags;
        self.links.extend(event.detail.links.iter().map(|link| (at, link.to.clone())));
        out.push_event(&event, at, flags)
    }
}

/// Counts what an event was read without; the marks for its row.
fn name_broken(found: &Salvaged, at: Origin, out: &mut FileSink<'_>) -> u8 {
    let mut flags = 0;
    for (name, raw) in &found.broken {
        let (kind, done, flag) = match name.as_str() {
            "when" => (ProblemKind::BadDate, "event kept without a date", BAD_DATE),
            "lon" | "lat" => (ProblemKind::BadPlace, "event kept without a place", BAD_PLACE),
            "toll" => (ProblemKind::BadNumber, "taken as not given", 0),
            _ => (ProblemKind::BadPart, "left out, the rest of the event kept", 0),
        };
        out.problem(at, kind, name.clone(), raw, done);
        flags |= flag;
    }
    for name in &found.repeated {
        out.problem(at, ProblemKind::RepeatedKey, name.clone(), "", "the first was read");
    }
    flags
}

fn member(key: &[u8], value: &str, out: &mut FileSink<'_>) -> Result<(), ReadError> {
    match key {
        b"version" => match value.parse::<u64>() {
            Ok(version) if version > VERSION => Err(ReadError::NewerVersion(version)),
            _ => Ok(()),
        },
        b"provider" => {
            out.describe(|file| file.provider = as_text(value).into_owned());
            Ok(())
        }
        _ => Ok(()),
    }
}

/// One event on its way into the model; words that are not known are counted and a careful one put in their place.
struct Row<'a, 'b> {
    at: Origin,
    out: &'a mut FileSink<'b>,
    flags: u8,
}

impl Row<'_, '_> {
    fn event(&mut self, dto: EventDto) -> Event {
        let when = dto.when.as_ref().and_then(times::read);
        if let (None, Some(written)) = (when, &dto.when) {
            let value = serde_json::to_string(written).unwrap_or_default();
            self.out.problem(self.at, ProblemKind::BadDate, "when", &value, "event kept without a date");
            self.flags |= BAD_DATE;
        }
        let place = self.place(dto.place.unwrap_or_default());
        let kind = self.word("kind", &dto.kind, Kind::from_id).unwrap_or(Kind::Other);
        let sources: Vec<Source> = dto.sources.into_iter().map(source).collect();
        let claims = dto.claims.into_iter().map(|claim| self.claim(claim, sources.len())).collect();
        let actors = dto.actors.into_iter().map(|a| Actor {
            role: self.word("role", &a.role, Role::from_id).unwrap_or(Role::Party),
            name: a.name,
        });
        let actors = actors.collect();
        let links = dto.links.into_iter().filter_map(|l| {
            let relation = self.word("relation", &l.relation, Relation::from_id)?;
            Some(Link { relation, to: l.to, asserted_by: l.asserted_by, note: l.note })
        });
        let links = links.collect();
        Event {
            id: dto.id,
            title: dto.title,
            summary: dto.summary,
            when,
            place,
            kind,
            event_type: dto.event_type,
            sub_type: dto.sub_type,
            toll: dto.toll.and_then(|toll| self.toll(&toll)),
            detail: Detail { actors, claims, sources, links },
        }
    }

    fn place(&mut self, dto: PlaceDto) -> Place {
        let mut at = None;
        if dto.lon.is_some() || dto.lat.is_some() {
            let (lon, lat) = (dto.lon.unwrap_or(f64::NAN), dto.lat.unwrap_or(f64::NAN));
            at = on_earth(lon, lat);
            if at.is_none() {
                bad_position((lat, lon), &format!("{lat}, {lon}"), self.at, self.out);
                self.flags |= BAD_PLACE;
            }
        }
        let given = self.word("precision", &dto.precision, PlacePrecision::from_id);
        let precision = given.unwrap_or_else(|| match at {
            Some(_) => PlacePrecision::Near,
            None => named_precision(&dto.admin1, &dto.admin2, &dto.country),
        });
        let PlaceDto { name, admin1, admin2, country, .. } = dto;
        Place { name, admin1, admin2, country, at, precision }
    }

    fn claim(&mut self, dto: ClaimDto, sources: usize) -> Claim {
        let harm = self.word("harm", &dto.harm, Harm::from_id).unwrap_or(Harm::Other);
        let source = dto.source.filter(|&index| index < sources);
        if let (Some(index), None) = (dto.source, source) {
            self.out.problem(
                self.at,
                ProblemKind::UnknownWord,
                "source",
                &index.to_string(),
                "claim kept without a source",
            );
        }
        let replies = dto.replies.into_iter().filter_map(|r| {
            let stance = self.word("stance", &r.stance, Stance::from_id)?;
            Some(Reply { stance, by: r.by, note: r.note })
        });
        let replies = replies.collect();
        let figure = dto.figure.as_ref().map_or(Figure::Unstated, |f| self.figure(f));
        Claim { speaker: dto.speaker, victims: dto.victims, harm, figure, text: dto.text, source, replies }
    }

    fn figure(&mut self, dto: &FigureDto) -> Figure {
        let number = |n: &serde_json::Number| match count(&n.to_string()) {
            Count::Given(n) => Some(n),
            Count::NotGiven | Count::Bad => None,
        };
        let read = match dto {
            FigureDto::Number(n) => number(n).map(Figure::Exact),
            FigureDto::Text(text) => figure(text),
            FigureDto::AtLeast { at_least } => number(at_least).map(Figure::AtLeast),
            FigureDto::MoreThan { more_than } => number(more_than).map(Figure::MoreThan),
            FigureDto::AtMost { at_most } => number(at_most).map(Figure::AtMost),
            FigureDto::Between { between: [a, b] } => {
                number(a).zip(number(b)).map(|(a, b)| Figure::Between(a, b))
            }
        };
        read.unwrap_or_else(|| {
            let value = serde_json::to_string(dto).unwrap_or_default();
            self.out.problem(self.at, ProblemKind::BadNumber, "figure", &value, "taken as not stated");
            Figure::Unstated
        })
    }

    fn toll(&mut self, dto: &TollDto) -> Option<Toll> {
        let mut number =
            |n: &serde_json::Number| crate::io::rows::number(&n.to_string(), "toll", self.at, self.out);
        match dto {
            TollDto::One(n) => number(n).map(Toll::single),
            TollDto::Three { low, best, high } => {
                let (low, best, high) = (number(low), number(best)?, number(high));
                Some(Toll { low: low.unwrap_or(best), best, high: high.unwrap_or(best) })
            }
        }
    }

    /// A word of a fixed list; blank is none and no problem.
    fn word<T>(&mut self, column: &'static str, word: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
        let found = known(word);
        if found.is_none() && !word.is_empty() {
            self.out.problem(self.at, ProblemKind::UnknownWord, column, word, "not used");
        }
        found
    }
}

fn source(dto: super::dto::SourceDto) -> Source {
    Source { title: dto.title, publisher: dto.publisher, url: dto.url, date: dto.date }
}
