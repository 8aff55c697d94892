//! How time is shown, kept in the preferences.

use egui::Context;

use super::prefs::Nights;
use super::program::App;
use crate::geo::Clock;
use crate::model::OtherCalendar;
use crate::workspace::{Command, ShowCommand};

impl App {
    /// As the last run left it.
    pub(super) fn begin_with_time_looks(&mut self, ctx: &Context) {
        if self.prefs.nights == Nights::Plain {
            self.run(ctx, Command::Show(ShowCommand::SwitchNight));
        }
        if let Some(calendar) = OtherCalendar::from_id(&self.prefs.calendar) {
            self.run(ctx, Command::Show(ShowCommand::Calendar(Some(calendar))));
        }
    }

    /// The program with times of this clock, where nothing else is said of a file.
    #[must_use]
    pub fn begin_with_clock(mut self, clock: Option<Clock>) -> Self {
        self.work.begin_with_clock(clock);
        self
    }

    pub(super) fn keep_time_looks(&mut self) {
        let nights = if self.work.night_shown() { Nights::Shaded } else { Nights::Plain };
        let calendar = self.work.calendar().map_or("", OtherCalendar::id);
        if self.prefs.calendar != calendar || self.prefs.nights != nights {
            self.prefs.nights = nights;
            calendar.clone_into(&mut self.prefs.calendar);
            self.save_prefs();
        }
    }
}
