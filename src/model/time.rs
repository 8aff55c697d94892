//! When something happened, never surer than its source.

use super::calendar::{DAY_SECS, Date};

/// Seconds since 1970-01-01T00:00:00. Where a file names no zone the clock is the place's own, taken as written;
/// a time with a zone is turned into UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(pub i64);

impl Instant {
    /// The civil date of the instant.
    pub fn date(self) -> Date {
        Date::from_days(self.0.div_euclid(DAY_SECS))
    }

    /// Seconds since midnight, 0..86400.
    pub fn second_of_day(self) -> i64 {
        self.0.rem_euclid(DAY_SECS)
    }

    /// `(hour, minute, second)` of the day.
    pub fn clock(self) -> (i64, i64, i64) {
        let s = self.second_of_day();
        (s / 3600, s / 60 % 60, s % 60)
    }
}

impl From<Date> for Instant {
    fn from(date: Date) -> Self {
        Self(date.start_secs())
    }
}

/// A half-open stretch of time, `start < end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    start: Instant,
    end: Instant,
}

impl Span {
    /// `None` unless `start < end`.
    pub fn new(start: Instant, end: Instant) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// From seconds since 1970; `None` unless `start < end`.
    pub fn from_secs(start: i64, end: i64) -> Option<Self> {
        Self::new(Instant(start), Instant(end))
    }

    /// A stretch of at least one second that begins at `start`.
    pub fn starting(start: Instant, secs: i64) -> Self {
        Self { start, end: Instant(start.0.saturating_add(secs.max(1))) }
    }

    /// The first instant inside.
    pub fn start(self) -> Instant {
        self.start
    }

    /// The first instant after.
    pub fn end(self) -> Instant {
        self.end
    }

    /// Length in seconds, at least 1.
    pub fn secs(self) -> i64 {
        self.end.0.saturating_sub(self.start.0)
    }

    /// Whether the two share an instant.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// How sure a time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Precision {
    /// To the second.
    Second,
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// A named part of a day: morning, night.
    PartOfDay,
    /// The day.
    Day,
    /// Within a week.
    Week,
    /// Within a month.
    Month,
    /// Within a year.
    Year,
    /// Somewhere within other bounds.
    Range,
}

impl Precision {
    /// All, finest first.
    pub const ALL: [Self; 9] = [
        Self::Second,
        Self::Minute,
        Self::Hour,
        Self::PartOfDay,
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Year,
        Self::Range,
    ];

    /// The word that files and the command line use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::PartOfDay => "part-of-day",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Range => "range",
        }
    }

    /// The precision of an [`id`](Self::id).
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.id() == id)
    }

    /// Whether the day or less is known.
    pub fn is_exact_day(self) -> bool {
        self <= Self::Day
    }
}

/// The event lies somewhere within the span; the precision says what kind of span it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct When {
    /// Where it may lie.
    pub span: Span,
    /// How sure that is.
    pub precision: Precision,
}

impl When {
    /// A whole day.
    pub fn day(date: Date) -> Self {
        Self { span: Span::starting(date.into(), DAY_SECS), precision: Precision::Day }
    }

    /// The calendar month of the date.
    pub fn month(date: Date) -> Self {
        let first = date.days() - i64::from(date.day()) + 1;
        let next = date.next_month().days();
        Self {
            span: Span::starting(Instant(first * DAY_SECS), (next - first) * DAY_SECS),
            precision: Precision::Month,
        }
    }

    /// A calendar year; `None` beyond ±9999.
    pub fn year(year: i32) -> Option<Self> {
        let first = Date::new(year, 1, 1)?;
        let last = Date::new(year, 12, 31)?;
        Some(Self {
            span: Span::from_secs(first.start_secs(), last.start_secs() + DAY_SECS)?,
            precision: Precision::Year,
        })
    }

    /// From the first day to the end of the last; one day is [`Precision::Day`], else [`Precision::Range`].
    /// Days in the wrong order are turned round.
    pub fn days(first: Date, last: Date) -> Self {
        let (first, last) = if first <= last { (first, last) } else { (last, first) };
        if first == last {
            return Self::day(first);
        }
        let secs = (last.days() - first.days() + 1) * DAY_SECS;
        Self { span: Span::starting(first.into(), secs), precision: Precision::Range }
    }

    /// The night that begins on the date: 18:00 to 06:00.
    pub fn night(date: Date) -> Self {
        let start = Instant(date.start_secs() + 18 * 3600);
        Self { span: Span::starting(start, 12 * 3600), precision: Precision::PartOfDay }
    }

    /// A clock time known to the second, minute or hour; other precisions count as seconds.
    pub fn clock(at: Instant, precision: Precision) -> Self {
        let secs = match precision {
            Precision::Hour => 3600,
            Precision::Minute => 60,
            _ => 1,
        };
        let precision = if secs == 1 { Precision::Second } else { precision };
        Self { span: Span::starting(at, secs), precision }
    }
}
