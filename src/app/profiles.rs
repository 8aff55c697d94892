//! What columns of tables were taken for, kept as one file each beside the preferences.

use std::path::{Path, PathBuf};

use crate::io::{Profile, save_bytes};

/// Most profiles that are looked at.
const MOST: usize = 200;
/// Longest profile that is read, in bytes.
const MAX_BYTES: u64 = 256 << 10;

/// The folder with the user's profiles; `None` where the system has no home for them.
pub fn folder() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("org", "borderline", "Borderline")?;
    Some(dirs.config_dir().join("profiles"))
}

/// All profiles of a folder in order of their names; files that are none are logged and passed over.
pub fn all(folder: &Path) -> Vec<Profile> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    paths.sort();
    paths.truncate(MOST);
    let mut profiles: Vec<Profile> = paths.iter().filter_map(|path| one(path)).collect();
    profiles.sort_by(|a, b| a.name.cmp(&b.name));
    profiles
}

/// Writes a profile; one of the same name is replaced. Returns the file.
///
/// # Errors
/// Says what could not be written and why.
pub fn save(folder: &Path, profile: &Profile) -> Result<PathBuf, String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let path = folder.join(format!("{}.toml", file_stem(&profile.name)));
    save_bytes(&path, profile.to_toml().as_bytes()).map_err(|error| error.to_string())?;
    Ok(path)
}

/// Reads a profile or a mapping alone.
///
/// # Errors
/// Names the file and what is wrong with it.
pub fn read(path: &Path) -> Result<Profile, String> {
    let named = |error: String| format!("{}: {error}", path.display());
    let meta = std::fs::metadata(path).map_err(|error| named(error.to_string()))?;
    if !meta.is_file() || meta.len() > MAX_BYTES {
        return Err(named(format!("is no file of at most {MAX_BYTES} bytes")));
    }
    let text = std::fs::read_to_string(path).map_err(|error| named(error.to_string()))?;
    Profile::from_toml(&text).map_err(named)
}

fn one(path: &Path) -> Option<Profile> {
    read(path).map_err(|error| log::warn!("a profile was passed over: {error}")).ok()
}

/// A name that every system takes for a file.
fn file_stem(name: &str) -> String {
    let letter = |c: char| if c.is_alphanumeric() || "-_ ".contains(c) { c } else { '_' };
    let stem: String = name.trim().chars().take(60).map(letter).collect();
    if stem.is_empty() { "profile".to_owned() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::Field;

    #[test]
    fn profiles_are_kept_as_files_and_found_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/profiles");
        let names = ["Fecha".to_owned(), "X".to_owned()];
        let mut profile =
            Profile { name: "Weekly: list/1".into(), header: names.to_vec(), ..Profile::default() };
        profile.mapping.set(Field::Date, Some(0), &names);
        let path = save(&deep, &profile).unwrap();
        assert_eq!(path.file_name().unwrap(), "Weekly_ list_1.toml");
        std::fs::write(deep.join("broken.toml"), "mapping = 3").unwrap();
        std::fs::write(deep.join("note.txt"), "x").unwrap();
        assert_eq!(all(&deep), [profile]);
        assert!(read(&deep.join("broken.toml")).unwrap_err().contains("broken.toml"));
        assert_eq!(all(Path::new("/nowhere")), []);
    }
}
