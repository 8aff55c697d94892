//! Writes a file whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// How files begin that are not yet whole.
pub const TEMPORARY: &str = ".borderline-";

/// Why a file was not written; the old one, if there was one, is as it was.
#[derive(Debug, thiserror::Error)]
#[error("{} was not written: {cause}", path.display())]
pub struct SaveError {
    /// The file that was to be written.
    pub path: PathBuf,
    /// What the system says.
    #[source]
    pub cause: io::Error,
}

/// Writes what `write` gives to a temporary file in the same folder, puts it on disk and then in the place of `path`.
///
/// # Errors
/// When any step fails; the temporary file is removed.
pub fn save(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(), SaveError> {
    replace(path, write).map_err(|cause| SaveError { path: path.to_owned(), cause })
}

/// Writes these bytes.
///
/// # Errors
/// As [`save`].
pub fn save_bytes(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    save(path, |to| to.write_all(bytes))
}

fn replace(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> io::Result<()> {
    // A link is written through, not replaced.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let old = std::fs::metadata(&target).ok();
    if old.as_ref().is_some_and(|meta| !meta.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file"));
    }
    if old.as_ref().is_some_and(|meta| meta.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it may only be read"));
    }
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut temporary = temporary_in(folder)?;
    let mut to = BufWriter::new(temporary.as_file_mut());
    write(&mut to)?;
    to.flush()?;
    drop(to);
    if let Some(old) = old {
        temporary.as_file().set_permissions(old.permissions())?;
    }
    temporary.as_file().sync_all()?;
    temporary.persist(&target).map_err(|error| error.error)?;
    sync_folder(folder)
}

#[cfg(unix)]
fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // What the user's mask leaves of rw-rw-rw-, as for any file a program makes.
    let open = std::fs::Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(TEMPORARY).permissions(open).tempfile_in(folder)
}

#[cfg(not(unix))]
fn temporary_in(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder)
}

/// Puts the new name on disk; some file systems refuse to sync a folder, and the file itself is safe by then.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        match std::fs::File::open(folder)?.sync_all() {
            Err(error) if error.kind() != io::ErrorKind::InvalidInput => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_failed_save_leaves_the_old_file_and_nothing_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("events.json");
        save_bytes(&path, b"old").unwrap();
        let error = save(&path, |to| {
            to.write_all(b"half of the new")?;
            Err(io::Error::other("disk full"))
        });
        let message = error.unwrap_err().to_string();
        assert!(message.contains("events.json") && message.contains("disk full"), "{message}");
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        save_bytes(&path, b"new").unwrap();
        assert_eq!(
            (std::fs::read(&path).unwrap(), names(dir.path())),
            (b"new".to_vec(), vec!["events.json".into()])
        );
    }

    #[test]
    fn folders_and_missing_folders_are_named_errors() {
        let dir = tempfile::tempdir().unwrap();
        let error = save_bytes(dir.path(), b"x").unwrap_err().to_string();
        assert!(error.contains("it is not a file"), "{error}");
        let path = dir.path().join("no/such/x.png");
        assert!(save_bytes(&path, b"x").unwrap_err().to_string().contains("x.png"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_written_through_and_permissions_stay() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (file, link) = (dir.path().join("a"), dir.path().join("b"));
        std::fs::write(&file, b"old").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        save_bytes(&link, b"new").unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read(&file).unwrap(), b"new");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
