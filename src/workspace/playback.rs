//! Time that plays: which stretch of it is shown after how many steps. Positions are calendar instants, so nothing drifts.

use crate::model::{DAY_SECS, Instant, Span};
use crate::plot;
use crate::query::TimeBounds;

use super::Step;

/// Speeds in steps a second.
pub const SPEEDS: [u16; 7] = [1, 2, 4, 8, 15, 30, 60];

/// Playing time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum PlayCommand {
    /// Plays or pauses; at the end it begins anew.
    Switch,
    /// One step on or back; pauses.
    Step(Step),
    /// So many seconds have passed on the clock on the wall.
    Tick(f64, Pace),
    /// How much of time is shown at once.
    Width(PlayWidth),
    /// Steps a second, of [`SPEEDS`].
    Speed(u16),
    /// Begins anew at the end, or pauses there.
    SwitchLoop,
}

/// Whether the present stretch is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// It is: the next one may come.
    Shown,
    /// It is still being worked out: time goes on, and steps are left out later.
    Behind,
}

/// How much of time is shown at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayWidth {
    /// A day.
    Day,
    /// A week from Monday.
    Week,
    /// A month of the calendar.
    Month,
    /// As long as the brush.
    Brush,
    /// Everything from the beginning on.
    Growing,
}

impl PlayWidth {
    /// All, in the order of menus.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Brush, Self::Growing];

    /// The words for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "Day by day",
            Self::Week => "Week by week",
            Self::Month => "Month by month",
            Self::Brush => "As long as the brush",
            Self::Growing => "From the beginning on",
        }
    }
}

/// What happens at the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AtEnd {
    /// It pauses.
    #[default]
    Pause,
    /// It begins anew.
    Again,
}

/// How time plays, and whether it does.
#[derive(Clone, Debug, PartialEq)]
pub struct Playback {
    pub(super) width: PlayWidth,
    pub(super) speed: u16,
    pub(super) at_end: AtEnd,
    playing: bool,
    /// Parts of a step that have passed.
    carry: f64,
    /// The stretch that was set last.
    last: Option<TimeBounds>,
}

impl Default for Playback {
    fn default() -> Self {
        Self {
            width: PlayWidth::Month,
            speed: 4,
            at_end: AtEnd::Pause,
            playing: false,
            carry: 0.0,
            last: None,
        }
    }
}

impl Playback {
    /// How much of time is shown at once.
    pub fn width(&self) -> PlayWidth {
        self.width
    }

    /// Steps a second.
    pub fn speed(&self) -> u16 {
        self.speed
    }

    /// What happens at the end.
    pub fn at_end(&self) -> AtEnd {
        self.at_end
    }

    /// Whether it plays.
    pub fn is_playing(&self) -> bool {
        self.playing
    }

    /// Whether these bounds are the stretch that was set last.
    pub fn has_set(&self, bounds: TimeBounds) -> bool {
        self.last == Some(bounds)
    }

    /// Pauses.
    pub fn pause(&mut self) {
        self.playing = false;
        self.carry = 0.0;
    }

    /// Plays; returns the stretch to begin with, where the present one is none of its own or the last one.
    pub(super) fn play(&mut self, present: TimeBounds, all: Span) -> Option<TimeBounds> {
        self.playing = true;
        self.carry = 0.0;
        if self.has_set(present) && self.after(present, all).is_some() {
            return None;
        }
        let entry = if self.has_set(present) { self.first(present, all) } else { self.entry(present, all) };
        Some(self.set(entry))
    }

    /// One step; pauses.
    pub(super) fn step(&mut self, step: Step, present: TimeBounds, all: Span) -> Option<TimeBounds> {
        self.pause();
        let entry = self.entry(present, all);
        if entry != present {
            return Some(self.set(entry));
        }
        let next = match step {
            Step::Next => self.after(present, all),
            Step::Previous => self.before(present, all),
        };
        next.map(|next| self.set(next))
    }

    /// Lets time pass; returns the stretch to show next, if another one is due.
    pub(super) fn tick(
        &mut self,
        secs: f64,
        pace: Pace,
        present: TimeBounds,
        all: Span,
    ) -> Option<TimeBounds> {
        if !self.playing {
            return None;
        }
        let speed = f64::from(self.speed);
        // What falls behind by more than a second is not made up for.
        self.carry = (self.carry + secs.max(0.0) * speed).min(speed.max(1.0));
        if pace == Pace::Behind {
            return None;
        }
        let mut now = present;
        while self.carry >= 1.0 && self.playing {
            self.carry -= 1.0;
            match (self.after(now, all), self.at_end) {
                (Some(next), _) => now = next,
                (None, AtEnd::Again) => now = self.first(now, all),
                (None, AtEnd::Pause) => self.pause(),
            }
        }
        (now != present).then(|| self.set(now))
    }

    fn set(&mut self, bounds: TimeBounds) -> TimeBounds {
        self.last = Some(bounds);
        bounds
    }

    /// The calendar's step that the stretch moves by.
    fn stride(&self, bounds: TimeBounds, all: Span) -> plot::Step {
        match self.width {
            PlayWidth::Day => plot::Step::Day,
            PlayWidth::Week => plot::Step::Week,
            PlayWidth::Month => plot::Step::Months(1),
            PlayWidth::Brush => match brush_secs(bounds, all) {
                secs if secs >= 4 * DAY_SECS => plot::Step::Day,
                secs if secs >= 4 * 3600 => plot::Step::Seconds(3600),
                _ => plot::Step::Seconds(60),
            },
            PlayWidth::Growing => match all.secs() / DAY_SECS {
                days if days <= 400 => plot::Step::Day,
                days if days <= 8 * 366 => plot::Step::Week,
                _ => plot::Step::Months(1),
            },
        }
    }

    /// Where playing begins: at the brush if there is one, else at the beginning.
    fn entry(&self, present: TimeBounds, all: Span) -> TimeBounds {
        let within = |at: Instant| at < all.end() && at.0 > all.start().0.saturating_sub(366 * DAY_SECS);
        let stride = self.stride(present, all);
        match (self.width, present.after, present.before) {
            (PlayWidth::Growing, None, Some(before)) if within(before) && before > all.start() => {
                let floor = stride.floor(before.0);
                TimeBounds { after: None, before: Some(Instant(floor)) }
            }
            (PlayWidth::Brush, Some(after), Some(_)) if within(after) => present,
            (PlayWidth::Day | PlayWidth::Week | PlayWidth::Month, Some(after), _) if within(after) => {
                window(stride, stride.floor(after.0))
            }
            _ => self.first(present, all),
        }
    }

    /// The first stretch of all.
    fn first(&self, present: TimeBounds, all: Span) -> TimeBounds {
        let stride = self.stride(present, all);
        let floor = stride.floor(all.start().0);
        match self.width {
            PlayWidth::Growing => TimeBounds { after: None, before: stride.next(floor).map(Instant) },
            PlayWidth::Brush => TimeBounds::within(Span::starting(Instant(floor), brush_secs(present, all))),
            _ => window(stride, floor),
        }
    }

    /// The stretch after these bounds; `None` at the end.
    fn after(&self, bounds: TimeBounds, all: Span) -> Option<TimeBounds> {
        if bounds.before.is_none_or(|before| before >= all.end()) {
            return None;
        }
        let stride = self.stride(bounds, all);
        let next = |at: Instant| stride.next(stride.floor(at.0));
        Some(match self.width {
            PlayWidth::Growing => TimeBounds { after: None, before: Some(Instant(next(bounds.before?)?)) },
            PlayWidth::Brush => moved(bounds, stride.shortest_secs())?,
            _ => window(stride, next(bounds.after?)?),
        })
    }

    /// The stretch before these bounds; `None` at the beginning.
    fn before(&self, bounds: TimeBounds, all: Span) -> Option<TimeBounds> {
        let stride = self.stride(bounds, all);
        let floor_before = |at: Instant| stride.floor(at.0.saturating_sub(1));
        let earlier = match self.width {
            PlayWidth::Growing => {
                TimeBounds { after: None, before: Some(Instant(floor_before(bounds.before?))) }
            }
            PlayWidth::Brush => moved(bounds, -stride.shortest_secs())?,
            _ => window(stride, floor_before(bounds.after?)),
        };
        earlier.before.is_some_and(|before| before > all.start()).then_some(earlier)
    }
}

fn window(stride: plot::Step, floor: i64) -> TimeBounds {
    TimeBounds { after: Some(Instant(floor)), before: stride.next(floor).map(Instant) }
}

fn moved(bounds: TimeBounds, secs: i64) -> Option<TimeBounds> {
    let span = bounds.span()?;
    let (start, end) = (span.start().0.saturating_add(secs), span.end().0.saturating_add(secs));
    Span::from_secs(start, end).map(TimeBounds::within)
}

/// Length of the brush; without one, a twentieth of all in whole days.
fn brush_secs(bounds: TimeBounds, all: Span) -> i64 {
    let usual = || (all.secs() / 20 / DAY_SECS).max(1) * DAY_SECS;
    bounds.span().map_or_else(usual, Span::secs)
}
