//! What stands beside the timeline's own dates: the second calendar, the night, and which clock each file's times are of.

use std::collections::BTreeMap;

use super::{Effect, Workspace};
use crate::geo::Clock;
use crate::model::{EventId, OtherCalendar};
use crate::query::FileName;

/// How time is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct TimeLooks {
    /// The calendar of the second axis.
    pub calendar: Option<OtherCalendar>,
    /// Whether nights are left unshaded.
    pub night_hidden: bool,
    /// What the user says of files' clock times; the others are as `first` says.
    pub clocks: BTreeMap<FileName, Option<Clock>>,
    /// What holds for files of which nothing is said.
    pub first: Option<Clock>,
}

/// Which clock the timeline's instants are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AxisClock {
    /// The files' times are taken as they are written; which clock that is, is not known.
    AsWritten,
    /// All files' times are of this one.
    Known(Clock),
    /// The files' times are of different clocks, or some are known and some are not.
    Mixed,
}

impl Workspace {
    /// The calendar whose dates stand beside the Gregorian ones, if any.
    pub fn calendar(&self) -> Option<OtherCalendar> {
        self.time_looks.calendar
    }

    /// Whether nights are shaded where hours or days can be told apart.
    pub fn night_shown(&self) -> bool {
        !self.time_looks.night_hidden
    }

    /// Which clock a file's times are of, by its number; `None`: not known, they are as written.
    pub fn file_clock(&self, file: usize) -> Option<&Clock> {
        let name = FileName::of(&self.store().info().files, file);
        let said = name.and_then(|name| self.time_looks.clocks.get(&name));
        said.map_or(self.time_looks.first.as_ref(), Option::as_ref)
    }

    /// Which clock an event's time is of; `None`: not known, it is as written.
    pub fn clock_of(&self, event: EventId) -> Option<&Clock> {
        self.store().origin(event).and_then(|origin| self.file_clock(usize::from(origin.file)))
    }

    /// Which clock the timeline's instants are of.
    pub fn axis_clock(&self) -> AxisClock {
        let mut clocks = (0..self.store().info().files.len()).map(|file| self.file_clock(file));
        let first = clocks.next().unwrap_or(self.time_looks.first.as_ref());
        if !clocks.all(|clock| clock == first) {
            return AxisClock::Mixed;
        }
        first.map_or(AxisClock::AsWritten, |clock| AxisClock::Known(clock.clone()))
    }

    /// Says which clock the times of all files are of as long as nothing is said of one.
    pub fn begin_with_clock(&mut self, clock: Option<Clock>) {
        self.time_looks.first = clock;
    }

    pub(super) fn set_calendar(&mut self, calendar: Option<OtherCalendar>) -> Vec<Effect> {
        self.time_looks.calendar = calendar;
        vec![Effect::KeepTimeLooks]
    }

    pub(super) fn switch_night(&mut self) -> Vec<Effect> {
        self.time_looks.night_hidden = !self.time_looks.night_hidden;
        vec![Effect::KeepTimeLooks]
    }

    pub(super) fn set_clock(&mut self, file: FileName, clock: Option<Clock>) {
        self.time_looks.clocks.insert(file, clock);
    }
}
