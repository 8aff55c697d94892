//! What stands beside the timeline's own dates: the second calendar.

use super::{Effect, Workspace};
use crate::model::OtherCalendar;

/// How time is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TimeLooks {
    /// The calendar of the second axis.
    pub calendar: Option<OtherCalendar>,
}

impl Workspace {
    /// The calendar whose dates stand beside the Gregorian ones, if any.
    pub fn calendar(&self) -> Option<OtherCalendar> {
        self.time_looks.calendar
    }

    pub(super) fn set_calendar(&mut self, calendar: Option<OtherCalendar>) -> Vec<Effect> {
        self.time_looks.calendar = calendar;
        vec![Effect::KeepTimeLooks]
    }
}
