//! What a path may lead to that is no ordinary file.

use std::path::{Path, PathBuf};

use super::animal::{Animal, path};

pub fn animals() -> Vec<Animal> {
    let mut all = vec![
        path("missing.csv", "! cannot be opened: No such file", |path| Some(path.to_owned())),
        path("folder.csv", "! this is a folder", |path| {
            std::fs::create_dir_all(path).unwrap();
            Some(path.to_owned())
        }),
        path("under-a-file.csv", "! cannot be opened", |path| {
            std::fs::write(path, "x").unwrap();
            Some(path.join("events.csv"))
        }),
        path("long-name.csv", "! cannot be opened: File name too long", |path| {
            Some(path.with_file_name("n".repeat(5000)))
        }),
    ];
    #[cfg(unix)]
    all.extend(of_unix());
    all
}

#[cfg(unix)]
fn of_unix() -> Vec<Animal> {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::tables::{ROW, table};

    fn there(path: &str) -> Option<PathBuf> {
        Some(PathBuf::from(path)).filter(|path| path.exists())
    }
    vec![
        path("pipe.csv", "! this is a named pipe", pipe),
        path("socket.csv", "! this is a socket", socket),
        path("zeros-for-ever.csv", "! this is a device", |_| there("/dev/zero")),
        path("nothing-for-ever.csv", "! this is a device", |_| there("/dev/null")),
        path("terminal.csv", "! this is a device", |_| there("/dev/ptmx")),
        path("size-that-is-a-lie.csv", "! not recognised", |_| there("/proc/self/status")),
        path("memory-of-the-program.csv", "! reading failed", |_| there("/proc/self/mem")),
        path("loop.csv", "! cannot be opened: Too many levels", |path| {
            symlink(path, path).unwrap();
            Some(path.to_owned())
        }),
        path("link-to-nowhere.csv", "! cannot be opened: No such file", |path| {
            symlink("nowhere", path).unwrap();
            Some(path.to_owned())
        }),
        path("link-to-a-device.csv", "! this is a device", |path| {
            symlink("/dev/zero", path).unwrap();
            Some(path.to_owned())
        }),
        path("link-to-a-table.csv", "acled-csv 1+0", |path| {
            let table = path.with_extension("table");
            std::fs::write(&table, super::tables::table(super::tables::ROW)).unwrap();
            symlink(table, path).unwrap();
            Some(path.to_owned())
        }),
        path("no-permission.csv", "! cannot be opened: Permission denied", locked),
        path("name-that-is-no-text.csv", "acled-csv 1+0", |path| {
            let path = path.with_file_name(OsStr::from_bytes(b"\xFF\xFE\n\x1b[2J\xE2\x80\xAE.csv"));
            std::fs::write(&path, table(ROW)).ok()?;
            Some(path)
        }),
    ]
}

#[cfg(unix)]
fn pipe(path: &Path) -> Option<PathBuf> {
    let made = std::process::Command::new("mkfifo").arg(path).status();
    made.is_ok_and(|status| status.success()).then(|| path.to_owned())
}

#[cfg(unix)]
fn socket(path: &Path) -> Option<PathBuf> {
    // The file stays when the socket is closed.
    std::os::unix::net::UnixListener::bind(path).ok()?;
    Some(path.to_owned())
}

/// A file that nobody may read; some users may read it all the same.
#[cfg(unix)]
fn locked(path: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;

    std::fs::write(path, "x").unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000)).unwrap();
    std::fs::File::open(path).is_err().then(|| path.to_owned())
}
