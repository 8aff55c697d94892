//! A number as its source gives it: "over 200" stays over 200.

/// A figure as claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Figure {
    /// Exactly this many.
    Exact(u32),
    /// This many or more.
    AtLeast(u32),
    /// More than this many.
    MoreThan(u32),
    /// This many or fewer.
    AtMost(u32),
    /// From the first to the second, both included.
    Between(u32, u32),
    /// Claimed without a number: "several", "dozens" (the words stand in the claim's text).
    Unstated,
}

impl Figure {
    /// Lowest and highest number that agree with the figure; no upper bound is `None`.
    pub fn bounds(self) -> (u32, Option<u32>) {
        match self {
            Self::Exact(n) => (n, Some(n)),
            Self::AtLeast(n) => (n, None),
            Self::MoreThan(n) => (n.saturating_add(1), None),
            Self::AtMost(n) => (0, Some(n)),
            Self::Between(a, b) => (a.min(b), Some(a.max(b))),
            Self::Unstated => (0, None),
        }
    }

    /// Whether some number satisfies both.
    pub fn agrees_with(self, other: Self) -> bool {
        let ((a, b), (c, d)) = (self.bounds(), other.bounds());
        d.is_none_or(|d| a <= d) && b.is_none_or(|b| c <= b)
    }

    /// Whether a number is given at all.
    pub fn is_stated(self) -> bool {
        self != Self::Unstated
    }
}

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exact(n) => write!(f, "{n}"),
            Self::AtLeast(n) => write!(f, "at least {n}"),
            Self::MoreThan(n) => write!(f, "over {n}"),
            Self::AtMost(n) => write!(f, "at most {n}"),
            Self::Between(a, b) => write!(f, "{a}–{b}"),
            Self::Unstated => write!(f, "number not given"),
        }
    }
}

/// Fatalities as a data set counts them: its lowest, best and highest estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Toll {
    /// Lowest estimate.
    pub low: u32,
    /// Best estimate.
    pub best: u32,
    /// Highest estimate.
    pub high: u32,
}

impl Toll {
    /// One number for all three.
    pub fn single(best: u32) -> Self {
        Self { low: best, best, high: best }
    }
}

/// Deaths by side as UCDP counts them; [`NOT_GIVEN`] where a cell is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SideDeaths {
    /// Deaths on side A.
    pub side_a: u32,
    /// Deaths on side B.
    pub side_b: u32,
    /// Deaths among civilians.
    pub civilians: u32,
    /// Deaths of people of unknown status.
    pub unknown: u32,
}

/// Stands for "not given" in number columns.
pub const NOT_GIVEN: u32 = u32::MAX;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_contradict_by_bounds() {
        assert!(!Figure::AtLeast(58).agrees_with(Figure::Exact(23)));
        assert!(Figure::AtLeast(20).agrees_with(Figure::Exact(23)));
        assert!(!Figure::MoreThan(200).agrees_with(Figure::Exact(200)));
        assert!(Figure::MoreThan(200).agrees_with(Figure::AtLeast(5)));
        assert!(Figure::Between(5, 9).agrees_with(Figure::AtMost(5)));
        assert!(Figure::Unstated.agrees_with(Figure::Exact(0)));
        assert!(!Figure::AtMost(4).agrees_with(Figure::Between(9, 5)));
    }
}
