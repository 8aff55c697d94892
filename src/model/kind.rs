//! The small fixed set of event kinds that gives colours; the file's own type stands beside it.

/// What kind of thing an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Armed clash between organised groups.
    Battle,
    /// Air or drone strike, shelling, bomb, mine.
    Strike,
    /// Violence against civilians.
    Civilians,
    /// Protest or riot.
    Protest,
    /// Visit, talks, agreement.
    Diplomacy,
    /// Statement, accusation, assessment.
    Statement,
    /// Movement of forces or people; closing or opening of a crossing.
    Movement,
    /// Anything else.
    Other,
}

/// Number of kinds.
pub const KINDS: usize = 8;

impl Kind {
    /// All kinds in the order of legends.
    pub const ALL: [Self; KINDS] = [
        Self::Battle,
        Self::Strike,
        Self::Civilians,
        Self::Protest,
        Self::Diplomacy,
        Self::Statement,
        Self::Movement,
        Self::Other,
    ];

    /// The word that files, filters and the command line use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Battle => "battle",
            Self::Strike => "strike",
            Self::Civilians => "civilians",
            Self::Protest => "protest",
            Self::Diplomacy => "diplomacy",
            Self::Statement => "statement",
            Self::Movement => "movement",
            Self::Other => "other",
        }
    }

    /// The kind's name for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Battle => "Battle",
            Self::Strike => "Strike or explosion",
            Self::Civilians => "Attack on civilians",
            Self::Protest => "Protest or riot",
            Self::Diplomacy => "Diplomacy",
            Self::Statement => "Statement",
            Self::Movement => "Movement or closure",
            Self::Other => "Other",
        }
    }

    /// The kind of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.id() == id)
    }

    /// Position in [`ALL`](Self::ALL), 0..[`KINDS`].
    pub fn index(self) -> usize {
        self as usize
    }
}
