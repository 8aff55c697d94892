//! The window and the command line: background jobs, dialogs, pictures, preferences.

mod bench;
mod cli;
mod dialog;
mod effects;
pub mod export;
mod formats;
mod icon;
mod info;
mod keys;
mod load;
mod pictures;
#[cfg(target_os = "linux")]
mod portal;
mod prefs;
mod program;
mod render;
mod run;
mod state_file;
mod window;

pub use prefs::Prefs;
pub use program::App;
pub use run::run;
