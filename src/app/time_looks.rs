//! How time is shown, kept in the preferences.

use egui::Context;

use super::program::App;
use crate::model::OtherCalendar;
use crate::workspace::{Command, ShowCommand};

impl App {
    /// As the last run left it.
    pub(super) fn begin_with_time_looks(&mut self, ctx: &Context) {
        if let Some(calendar) = OtherCalendar::from_id(&self.prefs.calendar) {
            self.run(ctx, Command::Show(ShowCommand::Calendar(Some(calendar))));
        }
    }

    pub(super) fn keep_time_looks(&mut self) {
        let calendar = self.work.calendar().map_or("", OtherCalendar::id);
        if self.prefs.calendar != calendar {
            calendar.clone_into(&mut self.prefs.calendar);
            self.save_prefs();
        }
    }
}
