//! What playing time does to a workspace: it moves the filter's bounds, and a whole play is one step of undo. Beside it,
//! what is known of the list of events.

use crate::model::Span;
use crate::query::{Answer, Ask, Order, TimeBounds};
use crate::store::Slot;

use super::playback::{AtEnd, PlayCommand};
use super::{Playback, Workspace};

impl Workspace {
    /// How time plays.
    pub fn playback(&self) -> &Playback {
        &self.playback
    }

    /// From the first start to the last end of the hits, whatever the bounds in time; of all events while that is not known.
    pub fn all_dated(&self) -> Option<Span> {
        match self.ask_any_time(Slot("playback"), Ask::Totals).answer.as_deref() {
            Some(Answer::Totals(totals)) => totals.span,
            _ => self.store().info().span,
        }
    }

    /// Whether the list of events is shown.
    pub fn list_shown(&self) -> bool {
        self.list_shown
    }

    /// What the list of events is in order of.
    pub fn list_order(&self) -> Order {
        self.list_order
    }

    /// Does what a command of playing says.
    pub(super) fn play(&mut self, command: PlayCommand) {
        match command {
            PlayCommand::Width(width) => {
                self.playback.pause();
                self.playback.width = width;
                return;
            }
            PlayCommand::Speed(speed) => {
                self.playback.speed = speed.max(1);
                return;
            }
            PlayCommand::SwitchLoop => {
                self.playback.at_end = match self.playback.at_end {
                    AtEnd::Pause => AtEnd::Again,
                    AtEnd::Again => AtEnd::Pause,
                };
                return;
            }
            PlayCommand::Switch if self.playback.is_playing() => return self.playback.pause(),
            PlayCommand::Switch | PlayCommand::Step(_) | PlayCommand::Tick(..) => {}
        }
        let Some(all) = self.all_dated() else { return };
        let present = self.filter.time;
        let moved = match command {
            PlayCommand::Step(step) => self.playback.step(step, present, all),
            PlayCommand::Tick(secs, pace) => self.playback.tick(secs, pace, present, all),
            _ => self.playback.play(present, all),
        };
        if let Some(bounds) = moved {
            self.show_stretch(bounds);
        }
    }

    fn show_stretch(&mut self, bounds: TimeBounds) {
        self.filter_error = None;
        self.filter.time = bounds;
    }
}
