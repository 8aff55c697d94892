//! What is kept between runs: recent files, colours, lanes; never needed, never trusted.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::remembered::ChosenBorders;
use crate::io::save::save_bytes;

const MAX_RECENT: usize = 10;
/// A preferences file larger than this is not ours.
const MAX_BYTES: u64 = 1 << 20;

/// Preferences; unknown fields are ignored and missing ones have their defaults.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Prefs {
    /// Files opened lately, newest first.
    pub recent: Vec<PathBuf>,
    /// "light", "dark" or empty for the system's.
    pub theme: String,
    /// Id of the second calendar, or empty for none.
    pub calendar: String,
    /// Whether nights are shaded.
    pub nights: Nights,
    /// What happens when an open file changes.
    pub changed_files: ChangedFiles,
    /// How large files are opened again.
    pub large_files: LargeFiles,
    /// "map", "strip" or "space-time"; empty for the map.
    pub pane: String,
    /// How the axis along the border is laid out, in percent of equal room.
    pub warp: Option<u8>,
    /// Which borders were chosen for which files.
    pub borders: ChosenBorders,
}

/// Whether nights are shaded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nights {
    /// Where hours or days can be told apart.
    #[default]
    Shaded,
    /// Nowhere.
    Plain,
}

/// How large files are opened again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LargeFiles {
    /// From an index that is kept when they are read.
    #[default]
    Index,
    /// They are read as at the first time.
    Read,
}

/// What happens when an open file changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangedFiles {
    /// It is read again.
    #[default]
    Reload,
    /// Nothing, until the user reloads.
    Keep,
}

impl Prefs {
    /// The user's preferences; the defaults where there are none or they cannot be read.
    pub fn load() -> Self {
        Self::path().and_then(|path| Self::load_from(&path)).unwrap_or_default()
    }

    /// Puts files in front of the list of recent ones.
    pub fn remember(&mut self, paths: &[PathBuf]) {
        for path in paths.iter().rev() {
            let path = std::path::absolute(path).unwrap_or_else(|_| path.clone());
            self.recent.retain(|old| *old != path);
            self.recent.insert(0, path);
        }
        self.recent.truncate(MAX_RECENT);
    }

    /// Writes them; a failure is logged, for nothing depends on it.
    pub fn save(&self) {
        let Some(path) = Self::path() else { return };
        if let Err(error) = self.save_to(&path) {
            log::warn!("preferences were not saved: {error}");
        }
    }

    fn path() -> Option<PathBuf> {
        let dirs = directories::ProjectDirs::from("org", "borderline", "Borderline")?;
        Some(dirs.config_dir().join("preferences.json"))
    }

    fn load_from(path: &Path) -> Option<Self> {
        let small = std::fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() <= MAX_BYTES);
        let text = small.then(|| std::fs::read_to_string(path).ok())??;
        serde_json::from_str(&text).ok()
    }

    fn save_to(&self, path: &Path) -> Result<(), String> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| e.to_string())?;
        }
        let text = serde_json::to_string_pretty(self).map_err(|e| e.to_string())?;
        save_bytes(path, text.as_bytes()).map_err(|e| e.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_files_stand_once_newest_first() {
        let mut prefs = Prefs::default();
        prefs.remember(&["/a".into(), "/b".into()]);
        prefs.remember(&["/b".into()]);
        assert_eq!(prefs.recent, [PathBuf::from("/b"), PathBuf::from("/a")]);
        for n in 0..20 {
            prefs.remember(&[PathBuf::from(format!("/{n}"))]);
        }
        assert_eq!(prefs.recent.len(), MAX_RECENT);
    }

    #[test]
    fn broken_preferences_are_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep").join("preferences.json");
        assert_eq!(Prefs::load_from(&path), None);
        let prefs = Prefs { theme: "dark".into(), ..Prefs::default() };
        prefs.save_to(&path).unwrap();
        assert_eq!(Prefs::load_from(&path), Some(prefs));
        std::fs::write(&path, "{\"theme\": 5").unwrap();
        assert_eq!(Prefs::load_from(&path), None);
    }
}
