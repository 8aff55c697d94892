//! Reads one row of a dataset's columns by name.

use std::borrow::Cow;

use super::LonLat;
use super::claim::{Claim, Harm};
use super::columns::{NO_SITE, Origin, PlaceNames, Texts};
use super::dataset::{Dataset, EventId, FileInfo};
use super::event::{Actor, Detail, Event, Role, Source};
use super::figure::{Figure, NOT_GIVEN, SideDeaths, Toll};
use super::kind::Kind;
use super::long_text::{Stretch, TextGone};
use super::place::{Place, PlacePrecision};
use super::time::{Instant, Span, When};

/// One event of a dataset; cheap to copy.
#[derive(Clone, Copy)]
pub struct EventRef<'a> {
    data: &'a Dataset,
    row: usize,
}

impl<'a> EventRef<'a> {
    pub(super) fn new(data: &'a Dataset, id: EventId) -> Option<Self> {
        let row = id.0 as usize;
        (row < data.len()).then_some(Self { data, row })
    }

    /// The row.
    pub fn key(self) -> EventId {
        EventId(u32::try_from(self.row).unwrap_or(u32::MAX))
    }

    /// When; `None` where no valid date is given.
    pub fn when(self) -> Option<When> {
        let c = &self.data.columns;
        let start = *c.start.get(self.row).filter(|_| self.row < self.data.dated())?;
        let secs = i64::from(*c.secs.get(self.row)?);
        Some(When { span: Span::starting(Instant(start), secs), precision: *c.precision.get(self.row)? })
    }

    /// Kind for colour.
    pub fn kind(self) -> Kind {
        self.data.columns.kind.get(self.row).copied().unwrap_or(Kind::Other)
    }

    /// The file's own id.
    pub fn id(self) -> &'a str {
        let t = self.texts();
        self.text(t.at, usize::from(t.id))
    }

    /// The file's own headline; may be empty.
    pub fn own_title(self) -> &'a str {
        let t = self.texts();
        self.text(t.at + u64::from(t.id), usize::from(t.title))
    }

    /// What happened, in words; nothing where the file has changed since it was read. It may have to be read from the
    /// file, which takes some microseconds.
    pub fn summary(self) -> Cow<'a, str> {
        self.summary_now().unwrap_or_default()
    }

    /// What happened, in words.
    ///
    /// # Errors
    /// When the text was left in its file and that is not as it was.
    pub fn summary_now(self) -> Result<Cow<'a, str>, TextGone> {
        if let Some(kept) = self.kept_summary() {
            return Ok(Cow::Borrowed(kept));
        }
        let stretch = self.summary_stretch().ok_or(TextGone)?;
        let source = self.file().and_then(|file| file.source.as_ref()).ok_or(TextGone)?;
        let mut bytes = vec![0; stretch.len as usize];
        source.read_at(self.origin().byte + u64::from(stretch.start), &mut bytes)?;
        source.check()?;
        stretch.text(&bytes).map(|text| Cow::Owned(text.into_owned()))
    }

    /// The summary, unless it was left in its file.
    pub(super) fn kept_summary(self) -> Option<&'a str> {
        let t = self.texts();
        let before = t.at + u64::from(t.id) + u64::from(t.title);
        self.summary_stretch().is_none().then(|| self.text(before, t.summary as usize))
    }

    /// Where in its record the summary stands, if it was left there.
    pub(super) fn summary_stretch(self) -> Option<Stretch> {
        self.data.columns.stretch.get(self.row, self.texts().summary)
    }

    /// The headline, made from type, actors and place where the file has none.
    pub fn title(self) -> String {
        let own = self.own_title();
        if !own.is_empty() {
            return own.to_owned();
        }
        let what = [self.sub_type(), self.event_type()].into_iter().find(|t| !t.is_empty());
        let mut title = what.unwrap_or(self.kind().label()).to_owned();
        let [a, b] = self.actor_names();
        for (name, join) in [(a, ": "), (b, " / ")] {
            if !name.is_empty() {
                title.push_str(join);
                title.push_str(name);
            }
        }
        if let Some(place) = self.place().names().first() {
            title.push_str(", ");
            title.push_str(place);
        }
        title
    }

    /// The file's own type.
    pub fn event_type(self) -> &'a str {
        self.data.names.get(self.type_codes()[0])
    }

    /// The file's own subtype.
    pub fn sub_type(self) -> &'a str {
        self.data.names.get(self.type_codes()[1])
    }

    /// Names of the first two actors; empty where there is none.
    pub fn actor_names(self) -> [&'a str; 2] {
        self.actor_codes().map(|code| self.data.names.get(code))
    }

    /// Codes of the first two actors.
    pub fn actor_codes(self) -> [u32; 2] {
        self.data.columns.actors.get(self.row).copied().unwrap_or_default()
    }

    /// Codes of the first two actors and of the lists of those associated with them; 0 where there is none.
    pub fn all_actor_codes(self) -> impl Iterator<Item = u32> {
        self.actor_codes().into_iter().chain(self.data.columns.associates.get(self.row))
    }

    /// Code of the combination of place names.
    pub fn place_code(self) -> u32 {
        self.data.columns.place.get(self.row).copied().unwrap_or(u32::MAX)
    }

    /// Codes of the place's names.
    pub fn place_names(self) -> PlaceNames {
        self.data.places.get(self.place_code() as usize).copied().unwrap_or_default()
    }

    /// Number of the site, if the event has coordinates.
    pub fn site(self) -> Option<u32> {
        self.data.columns.site.get(self.row).copied().filter(|&site| site != NO_SITE)
    }

    /// Coordinates as the file gives them.
    pub fn at(self) -> Option<LonLat> {
        self.data.sites.get(self.site()? as usize)?.at.degrees()
    }

    /// How sure the place is.
    pub fn place_precision(self) -> PlacePrecision {
        self.data.columns.place_precision.get(self.row).copied().unwrap_or(PlacePrecision::Unknown)
    }

    /// Where.
    pub fn place(self) -> Place {
        let names = self.place_names();
        let name = |code| self.data.names.get(code).to_owned();
        Place {
            name: name(names.name),
            admin1: name(names.admin1),
            admin2: name(names.admin2),
            country: name(names.country),
            at: self.at(),
            precision: self.place_precision(),
        }
    }

    /// Code of the source as the file names it.
    pub fn source_code(self) -> u32 {
        self.data.columns.source.get(self.row).copied().unwrap_or_default()
    }

    /// Fatalities as the data set counts them; `None` where it does not.
    pub fn toll(self) -> Option<Toll> {
        let best = self.data.columns.best.get(self.row).copied().filter(|&n| n != NOT_GIVEN)?;
        let [low, high] = self.data.columns.range.get(self.row);
        if low == NOT_GIVEN && high == NOT_GIVEN {
            return Some(Toll::single(best));
        }
        Some(Toll { low, best, high })
    }

    /// Deaths by side, where the file counts them.
    pub fn sides(self) -> Option<SideDeaths> {
        let sides = self.data.columns.sides.get(self.row);
        let [side_a, side_b, civilians, unknown] = sides;
        (sides != super::columns::NO_SIDES).then_some(SideDeaths { side_a, side_b, civilians, unknown })
    }

    /// Marks that the reader made.
    pub fn flags(self) -> u8 {
        self.data.columns.flags.get(self.row).copied().unwrap_or_default()
    }

    /// Number of its file.
    pub fn file_number(self) -> u16 {
        self.data.columns.origin.file(self.row)
    }

    /// Where in its file the row stands.
    pub fn origin(self) -> Origin {
        self.data.columns.origin.get(self.row).unwrap_or_default()
    }

    /// The file the row came from.
    pub fn file(self) -> Option<&'a FileInfo> {
        self.data.files.get(usize::from(self.file_number()))
    }

    /// Actors, claims, sources and links as the file lists them; `None` where they are made from columns.
    pub fn own_detail(self) -> Option<&'a Detail> {
        let code = self.data.columns.detail.get(self.row);
        self.data.details.get(code as usize).map(AsRef::as_ref)
    }

    /// Actors, claims, sources and links: the file's own, or made from its columns.
    pub fn detail(self) -> Detail {
        if let Some(detail) = self.own_detail() {
            return detail.clone();
        }
        Detail { actors: self.actors(), claims: self.claims(), sources: self.sources(), links: Vec::new() }
    }

    /// The whole event, owned.
    pub fn to_event(self) -> Event {
        Event {
            id: self.id().to_owned(),
            title: self.title(),
            summary: self.summary().into_owned(),
            when: self.when(),
            place: self.place(),
            kind: self.kind(),
            event_type: self.event_type().to_owned(),
            sub_type: self.sub_type().to_owned(),
            toll: self.toll(),
            detail: self.detail(),
        }
    }

    fn actors(self) -> Vec<Actor> {
        let parties = self.actor_names().map(|name| (name.to_owned(), Role::Party));
        let associates = self.data.columns.associates.get(self.row).map(|code| self.data.names.get(code));
        let associates = associates.into_iter().flat_map(|list| list.split("; "));
        let all = parties.into_iter().chain(associates.map(|name| (name.trim().to_owned(), Role::Associate)));
        all.filter(|(name, _)| !name.is_empty()).map(|(name, role)| Actor { name, role }).collect()
    }

    /// Numbers in columns are claims too: the data set is their speaker.
    fn claims(self) -> Vec<Claim> {
        let speaker = self.file().map(|f| f.provider.clone()).unwrap_or_default();
        let claim = |victims: &str, figure, text: &str| Claim {
            speaker: if speaker.is_empty() { "the file".to_owned() } else { speaker.clone() },
            victims: victims.to_owned(),
            harm: Harm::Killed,
            figure,
            text: text.to_owned(),
            source: None,
            replies: Vec::new(),
        };
        let mut claims = Vec::new();
        if let Some(toll) = self.toll() {
            if toll.low == toll.high {
                claims.push(claim("all sides", Figure::Exact(toll.best), ""));
            } else {
                let text = format!("best estimate {}", toll.best);
                claims.push(claim("all sides", Figure::Between(toll.low, toll.high), &text));
            }
        }
        let [a, b] = self.actor_names();
        if let Some(s) = self.sides() {
            let parts =
                [(a, s.side_a), (b, s.side_b), ("civilians", s.civilians), ("status unknown", s.unknown)];
            for (victims, count) in parts {
                if count != NOT_GIVEN && count != 0 {
                    claims.push(claim(victims, Figure::Exact(count), ""));
                }
            }
        }
        claims
    }

    fn sources(self) -> Vec<Source> {
        let list = self.data.names.get(self.source_code());
        if list.is_empty() {
            return Vec::new();
        }
        list.split("; ").map(|text| source(text.trim())).collect()
    }

    /// Code of the pair of type and subtype.
    pub fn type_code(self) -> u32 {
        self.data.columns.event_type.get(self.row).copied().unwrap_or(u32::MAX)
    }

    fn type_codes(self) -> [u32; 2] {
        self.data.types.get(self.type_code() as usize).copied().unwrap_or_default()
    }

    fn texts(self) -> Texts {
        self.data.columns.texts.get(self.row).unwrap_or_default()
    }

    fn text(self, at: u64, len: usize) -> &'a str {
        let start = usize::try_from(at).unwrap_or(usize::MAX);
        let bytes = self.data.heap.get(start..start.saturating_add(len)).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// A source as a file lists it: a name, or a link, which is called by its host.
fn source(text: &str) -> Source {
    let link = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = link.filter(|rest| !rest.contains(char::is_whitespace)) else {
        return Source { title: text.to_owned(), ..Source::default() };
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    Source { title: host.to_owned(), url: text.to_owned(), ..Source::default() }
}
