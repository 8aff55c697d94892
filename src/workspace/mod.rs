//! One analyst at work, without a window: commands, selection, viewports, undo.

mod apply;
mod command;
mod effect;
mod history;
mod hover;
mod selection;
mod table;
mod work;

#[cfg(test)]
mod tests;

pub use command::{
    Command, EventsSheet, ExportCommand, ExportView, FileCommand, FilterCommand, NavigateCommand,
    SelectCommand, ShowCommand, Step, Which,
};
pub use effect::Effect;
pub use hover::Hover;
pub use selection::Selection;
pub use table::{COMMANDS, Chord, Entry, Key, Menu};
pub use work::{DataChange, MapMarks, MapStyle, ThemeChoice, Workspace};
