//! The window and the command line: background jobs, dialogs, pictures, preferences.

mod bench;
mod borders;
mod cli;
mod convert;
mod dialog;
mod duplicates;
mod effects;
mod event_files;
pub mod export;
mod fingerprints;
mod first_frame;
mod formats;
mod icon;
mod index;
mod info;
mod kept;
mod keys;
mod layers;
mod load;
mod pictures;
#[cfg(target_os = "linux")]
mod portal;
mod prefs;
mod profiles;
mod program;
mod purpose;
mod read_args;
mod reading;
mod remembered;
mod render;
mod run;
mod state_file;
mod time_looks;
mod watch;
mod window;

pub use prefs::Prefs;
pub use program::App;
pub use run::run;
