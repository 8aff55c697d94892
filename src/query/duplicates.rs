//! Pairs of events that may be one incident told twice, and why.

use crate::model::EventId;

/// What a search for likely duplicates found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duplicates {
    /// The likeliest pairs, likeliest first.
    pub pairs: Vec<Pair>,
    /// Pairs beyond those.
    pub more: u32,
    /// Pairs that were not compared, for too much happened at one place in one day.
    pub uncompared: u64,
}

/// Two events that may be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The one with the lower row.
    pub first: EventId,
    /// The other.
    pub second: EventId,
    /// 0 to 1; no probability, only an order.
    pub score: f32,
    /// What speaks for it.
    pub signs: Signs,
}

/// What two events share.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Signs {
    /// How they stand in time.
    pub time: Apart,
    /// Distance in kilometres; `None` where one has no coordinates and only the place's name is the same.
    pub km: Option<f32>,
    /// Share of the words of the shorter text that also stand in the longer one, 0 to 1; `None` where one has too few.
    pub words: Option<f32>,
    /// Whether an actor of one is named in the other.
    pub actor: bool,
    /// Whether both give the same number of killed, not 0.
    pub figure: bool,
}

/// How two events stand in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Apart {
    /// Both on one day.
    #[default]
    SameDay,
    /// Their times overlap, and one is known only roughly.
    Overlap,
    /// One on the day after the other.
    NextDay,
}

impl Signs {
    /// "same day, 3 km apart, 71 % of words shared, same actor, same number killed".
    pub fn in_words(&self) -> String {
        let time = match self.time {
            Apart::SameDay => "same day",
            Apart::Overlap => "times overlap",
            Apart::NextDay => "one day apart",
        };
        let mut parts = vec![time.to_owned()];
        parts.push(match self.km {
            None => "same place name".to_owned(),
            Some(km) if km < 0.5 => "same spot".to_owned(),
            Some(km) => format!("{km:.0} km apart"),
        });
        parts.extend(self.words.map(|share| format!("{:.0} % of words shared", share * 100.0)));
        parts.extend(self.actor.then(|| "same actor".to_owned()));
        parts.extend(self.figure.then(|| "same number killed".to_owned()));
        parts.join(", ")
    }
}
