//! The window and the command line: background jobs, dialogs, pictures, preferences.

mod cli;
mod formats;
mod run;

pub use run::run;
