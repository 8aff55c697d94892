//! One incident with all that is said of it.

use super::claim::Claim;
use super::figure::Toll;
use super::kind::Kind;
use super::place::Place;
use super::time::When;

/// What part somebody has in an event. No role implies a direction between actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// A party to what happened.
    Party,
    /// Named as allied with a party.
    Associate,
    /// Brings parties together.
    Mediator,
    /// Takes part in talks.
    Participant,
    /// Says something.
    Speaker,
    /// Harmed without being a party.
    Affected,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 6] =
        [Self::Party, Self::Associate, Self::Mediator, Self::Participant, Self::Speaker, Self::Affected];

    /// The word that files use and people read.
    pub fn id(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Associate => "associate",
            Self::Mediator => "mediator",
            Self::Participant => "participant",
            Self::Speaker => "speaker",
            Self::Affected => "affected",
        }
    }

    /// The role of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.id() == id)
    }
}

/// Somebody named in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The name as the file gives it.
    pub name: String,
    /// Their part.
    pub role: Role,
}

/// Where a statement was published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Title or name of the source.
    pub title: String,
    /// Publisher; may be empty.
    pub publisher: String,
    /// Link as the file gives it; may be empty.
    pub url: String,
    /// Date as the file gives it; may be empty.
    pub date: String,
}

/// How one event stands to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Relation {
    /// Said to be retaliation for the other.
    RetaliationFor,
    /// Follows the other in one thread.
    Follows,
    /// Breaks the other's thread.
    Breaks,
    /// Happened together with the other.
    TogetherWith,
    /// A parallel that somebody draws.
    ParallelTo,
    /// Background; no cause is stated.
    ContextFor,
}

impl Relation {
    /// All relations.
    pub const ALL: [Self; 6] = [
        Self::RetaliationFor,
        Self::Follows,
        Self::Breaks,
        Self::TogetherWith,
        Self::ParallelTo,
        Self::ContextFor,
    ];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        match self {
            Self::RetaliationFor => "retaliation-for",
            Self::Follows => "follows",
            Self::Breaks => "breaks",
            Self::TogetherWith => "together-with",
            Self::ParallelTo => "parallel-to",
            Self::ContextFor => "context-for",
        }
    }

    /// The words for people, read from this event to the other.
    pub fn label(self) -> &'static str {
        match self {
            Self::RetaliationFor => "said to retaliate for",
            Self::Follows => "follows",
            Self::Breaks => "breaks off",
            Self::TogetherWith => "together with",
            Self::ParallelTo => "compared with",
            Self::ContextFor => "context for",
        }
    }

    /// The words for people, read from the other event to this one.
    pub fn label_back(self) -> &'static str {
        match self {
            Self::RetaliationFor => "said to be answered by",
            Self::Follows => "followed by",
            Self::Breaks => "broken off by",
            Self::TogetherWith => "together with",
            Self::ParallelTo => "compared with",
            Self::ContextFor => "has as context",
        }
    }

    /// The relation of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.id() == id)
    }
}

/// A relation to another event of the same file, and who asserts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How this event stands to the other.
    pub relation: Relation,
    /// The other event's id in its file.
    pub to: String,
    /// Who asserts it.
    pub asserted_by: String,
    /// Further words; may be empty.
    pub note: String,
}

/// What only some events have beyond their row of columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Detail {
    /// All actors with their roles.
    pub actors: Vec<Actor>,
    /// Every claim.
    pub claims: Vec<Claim>,
    /// Every source.
    pub sources: Vec<Source>,
    /// Relations to other events.
    pub links: Vec<Link>,
}

/// One incident, owned: what readers may hand in whole and the detail panel shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The file's own id; may be empty.
    pub id: String,
    /// Headline; made from type, actors and place where the file has none.
    pub title: String,
    /// What happened, in words; may be empty.
    pub summary: String,
    /// When; `None` where no valid date is given.
    pub when: Option<When>,
    /// Where.
    pub place: Place,
    /// Kind for colour.
    pub kind: Kind,
    /// The file's own type; may be empty.
    pub event_type: String,
    /// The file's own subtype; may be empty.
    pub sub_type: String,
    /// Fatalities as the data set counts them, if it does.
    pub toll: Option<Toll>,
    /// Actors, claims, sources and links.
    pub detail: Detail,
}
