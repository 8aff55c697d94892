//! One analyst at work, without a window: commands, selection, viewports, undo.

mod again;
mod apply;
mod command;
mod effect;
mod files;
mod history;
mod hover;
mod judged;
mod layers;
mod looks;
mod play;
mod playback;
mod selection;
mod table;
mod time_looks;
mod work;

#[cfg(test)]
mod files_tests;
#[cfg(test)]
mod layers_tests;
#[cfg(test)]
mod playback_tests;
#[cfg(test)]
mod tests;

pub use command::{
    Command, EventsSheet, ExportCommand, ExportView, FileCommand, FilterCommand, JudgeCommand,
    NavigateCommand, SelectCommand, ShowCommand, Step, Which,
};
pub use effect::Effect;
pub use hover::Hover;
pub use judged::{Decision, Decisions, Judged, Verdict};
pub use layers::{LAYER_COLOURS, LayerCommand, LayerState, MapLayer, MapLayers};
pub use looks::{MapMarks, MapStyle, Pane, ThemeChoice, Warp};
pub use playback::{AtEnd, Pace, PlayCommand, PlayWidth, Playback, SPEEDS};
pub use selection::Selection;
pub use table::{COMMANDS, Chord, Entry, Key, Menu};
pub use time_looks::AxisClock;
pub use work::{DataChange, Workspace};
