//! How files are read, changed in the window: columns, profiles, overrides, and the list of what could not be read.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};

use egui::Context;

use crate::io::{FileReport, Profile, Reading, Source, TableStart, open_table, problem_list, save_bytes};
use crate::view::columns::{ColumnsSheet, Opened};
use crate::view::overlay::Overlay;
use crate::view::status::{Offer, Tone};
use crate::workspace::{Command, FileCommand};

use super::effects::expand_home;
use super::load::Intent;
use super::profiles;
use super::program::App;

/// The beginning of a table that is being read for the sheet of columns.
pub struct ColumnsJob {
    path: PathBuf,
    reading: Reading,
    /// Why the sheet opens, if not on demand; said where the file is no table either.
    why: String,
    start: Receiver<Result<TableStart, String>>,
}

impl App {
    /// Begins to read the first rows of a table; the sheet opens when they are there.
    pub(super) fn show_columns(&mut self, ctx: &Context, path: PathBuf, reading: Reading, why: String) {
        let (send, start) = sync_channel(1);
        let (source, options, wake) = (Source::Path(path.clone()), reading.options(), ctx.clone());
        let read = move || {
            // Nobody waits any more when the window was closed meanwhile.
            let _ = send.send(open_table(&source, &options).map_err(|error| error.to_string()));
            wake.request_repaint();
        };
        match std::thread::Builder::new().name("read columns".to_owned()).spawn(read) {
            Ok(_) => self.columns = Some(ColumnsJob { path, reading, why, start }),
            Err(error) => self.say(format!("The columns cannot be read: {error}"), Tone::Failed),
        }
    }

    /// Opens the sheet of columns if its rows have come.
    pub(super) fn take_columns(&mut self) {
        let Some(start) = self.columns.as_ref().and_then(|job| job.start.try_recv().ok()) else { return };
        let Some(job) = self.columns.take() else { return };
        match start {
            Ok(start) => {
                let (path, reading, why) = (job.path, job.reading, job.why);
                let opened = Opened { path, reading, start, profiles: self.profiles(), why };
                self.shell.columns = Some(ColumnsSheet::new(opened));
                self.shell.overlay = Overlay::Columns;
            }
            Err(error) => {
                let name = job.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let why = if job.why.is_empty() { format!("{name}: {error}") } else { job.why };
                self.say(why, Tone::Failed);
            }
        }
    }

    /// Reads a file in another way, the others as before; opens it where it is not open.
    pub(super) fn read_as(&mut self, ctx: &Context, path: PathBuf, reading: Reading) {
        let mut readings = self.work.readings().clone();
        if reading.is_open() {
            readings.remove(&path);
        } else {
            readings.insert(path.clone(), reading);
        }
        let (paths, intent) = match self.work.paths() {
            open if open.contains(&path) => (open.to_vec(), Intent::Again),
            _ => (vec![path], Intent::Open),
        };
        self.load_files_as(ctx, paths, readings, intent);
    }

    /// Keeps a profile for the next file with the same columns.
    pub(super) fn save_profile(&mut self, profile: &Profile) {
        let saved = match &self.profiles_in {
            Some(folder) => profiles::save(folder, profile),
            None => Err("the system has no folder for it".to_owned()),
        };
        if let Err(error) = saved {
            self.say(format!("The profile was not kept: {error}"), Tone::Failed);
        }
    }

    /// Writes all that could not be read as comma-separated text.
    pub(super) fn save_report(&mut self, path: PathBuf) {
        let mut path = expand_home(path);
        if path.extension().is_none() {
            path.set_extension("csv");
        }
        let list = problem_list(self.work.reports());
        match save_bytes(&path, list.as_bytes()) {
            Ok(()) => self.say(format!("Saved {}", path.display()), Tone::Done),
            Err(error) => self.say(format!("The list was not saved: {error}"), Tone::Failed),
        }
    }

    /// After a load: offers a kept profile that fits, or a look at columns that were guessed.
    pub(super) fn offer_columns(&mut self) {
        let guessed = self.work.reports().iter().find(|report| is_guessed(report, &self.work));
        let Some((path, name, file)) = guessed.and_then(|r| Some((r.path.clone()?, r.name.clone(), r.file?)))
        else {
            return;
        };
        let columns = self.work.store().info().files.get(usize::from(file)).map(|file| file.columns.clone());
        let fits = self.profiles().into_iter().find(|p| columns.as_ref().is_some_and(|names| p.fits(names)));
        self.status.offer = Some(match fits {
            Some(profile) => {
                let reading = Reading { mapping: Some(profile.mapping), ..self.work.reading(&path) };
                Offer {
                    words: format!("The profile “{}” fits the columns of {name}", profile.name),
                    button: "Use it".to_owned(),
                    command: Command::File(FileCommand::ReadAs(path, Box::new(reading))),
                }
            }
            None => Offer {
                words: format!("The columns of {name} were guessed"),
                button: "Check them".to_owned(),
                command: Command::File(FileCommand::Columns(Some(path))),
            },
        });
    }

    fn profiles(&self) -> Vec<Profile> {
        self.profiles_in.as_deref().map(profiles::all).unwrap_or_default()
    }
}

fn is_guessed(report: &FileReport, work: &crate::workspace::Workspace) -> bool {
    let chosen = |path: &Path| work.reading(path).mapping.is_some();
    report.mapping.is_some() && report.path.as_deref().is_some_and(|path| !chosen(path))
}
