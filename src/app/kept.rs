//! What a user keeps between runs: a file of TOML beside the preferences, written when it has changed.

use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::io::save::save_bytes;

/// Something that is kept in a file of its own.
pub trait Kept: Default + PartialEq + Serialize + DeserializeOwned {
    /// The file's name.
    const FILE: &'static str;
    /// A file larger than this is not ours.
    const MAX_BYTES: u64;
    /// What it is, for the log.
    const WHAT: &'static str;
}

/// Where it is kept; nowhere in tests.
#[derive(Default)]
pub struct KeptFile<T> {
    path: Option<PathBuf>,
    kept: Arc<T>,
}

impl<T: Kept> KeptFile<T> {
    /// Beside the preferences.
    pub fn of_user() -> Self {
        let dirs = directories::ProjectDirs::from("org", "borderline", "Borderline");
        Self::at(dirs.map(|dirs| dirs.config_dir().join(T::FILE)))
    }

    /// In this file. One that cannot be read counts as empty.
    pub fn at(path: Option<PathBuf>) -> Self {
        let small =
            |path: &PathBuf| std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= T::MAX_BYTES);
        let text =
            path.as_ref().filter(|path| small(path)).and_then(|path| std::fs::read_to_string(path).ok());
        let kept = text.and_then(|text| match toml::from_str(&text) {
            Ok(kept) => Some(kept),
            Err(error) => {
                log::warn!("{} cannot be read: {error}", T::WHAT);
                None
            }
        });
        Self { path, kept: Arc::new(kept.unwrap_or_default()) }
    }

    /// Whether it is kept between runs.
    pub fn is_of_user(&self) -> bool {
        self.path.is_some()
    }

    /// What is kept.
    pub fn kept(&self) -> &Arc<T> {
        &self.kept
    }

    /// Writes it if it has changed.
    ///
    /// # Errors
    /// In words, when it could not be written.
    pub fn keep(&mut self, now: &Arc<T>) -> Result<(), String> {
        if Arc::ptr_eq(&self.kept, now) || self.kept == *now {
            return Ok(());
        }
        self.kept = Arc::clone(now);
        let Some(path) = &self.path else { return Ok(()) };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        }
        let text = toml::to_string(now.as_ref()).map_err(|error| error.to_string())?;
        save_bytes(path, text.as_bytes()).map_err(|error| error.to_string())
    }
}
