//! What somebody says happened, and what others answered.

use super::figure::Figure;

/// What was done to the victims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Harm {
    /// People killed.
    Killed,
    /// People wounded.
    Wounded,
    /// People abducted or kidnapped.
    Abducted,
    /// People captured or arrested.
    Captured,
    /// People displaced.
    Displaced,
    /// Things destroyed.
    Destroyed,
    /// Posts or ground taken.
    PostsTaken,
    /// Attacks or clashes counted.
    Attacks,
    /// An accusation or statement without a count.
    Statement,
    /// Anything else; the claim's text says what.
    Other,
}

impl Harm {
    /// All, in the order of panels.
    pub const ALL: [Self; 10] = [
        Self::Killed,
        Self::Wounded,
        Self::Abducted,
        Self::Captured,
        Self::Displaced,
        Self::Destroyed,
        Self::PostsTaken,
        Self::Attacks,
        Self::Statement,
        Self::Other,
    ];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Wounded => "wounded",
            Self::Abducted => "abducted",
            Self::Captured => "captured",
            Self::Displaced => "displaced",
            Self::Destroyed => "destroyed",
            Self::PostsTaken => "posts-taken",
            Self::Attacks => "attacks",
            Self::Statement => "statement",
            Self::Other => "other",
        }
    }

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::PostsTaken => "posts taken",
            Self::Attacks => "attacks or clashes",
            other => other.id(),
        }
    }

    /// The harm of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|h| h.id() == id)
    }
}

/// How somebody answered a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stance {
    /// Said that it is so.
    Confirmed,
    /// Said that it is not so.
    Denied,
    /// Refused it as unfounded.
    Rejected,
    /// Did not confirm it.
    NotConfirmed,
}

impl Stance {
    /// All stances.
    pub const ALL: [Self; 4] = [Self::Confirmed, Self::Denied, Self::Rejected, Self::NotConfirmed];

    /// The word that files use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Denied => "denied",
            Self::Rejected => "rejected",
            Self::NotConfirmed => "not-confirmed",
        }
    }

    /// The words for people: "not confirmed".
    pub fn label(self) -> &'static str {
        match self {
            Self::NotConfirmed => "not confirmed",
            other => other.id(),
        }
    }

    /// The stance of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }
}

/// An answer to a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// How they answered.
    pub stance: Stance,
    /// Who answered.
    pub by: String,
    /// Further words; may be empty.
    pub note: String,
}

/// One side's account of a harm; never merged with another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Who says it.
    pub speaker: String,
    /// Whom or what it is said of; may be empty.
    pub victims: String,
    /// What is said to have been done.
    pub harm: Harm,
    /// How many.
    pub figure: Figure,
    /// The claim in words where a number does not say it; may be empty.
    pub text: String,
    /// Position in the event's list of sources, if one is named.
    pub source: Option<usize>,
    /// What others answered.
    pub replies: Vec<Reply>,
}

impl Claim {
    /// Whether two claims speak of the same victims and harm and cannot both be true.
    pub fn contradicts(&self, other: &Self) -> bool {
        self.harm == other.harm
            && self.victims.eq_ignore_ascii_case(&other.victims)
            && !self.figure.agrees_with(other.figure)
    }
}
