//! Events being written to a file behind the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread::JoinHandle;

use egui::Context;

use crate::io::report::grouped;
use crate::io::{ExportFormat, ExportOptions, Exported, Job, export, export_by_id, refuse_inputs};
use crate::model::EventId;
use crate::query::{Answer, Ask, Order, Query, QueryCtx, Within};
use crate::view::overlay::Overlay;
use crate::view::status::{Message, Tone};
use crate::workspace::{EventsSheet, Which, Workspace};

use super::effects::expand_home;
use super::program::App;
use super::purpose::Purpose;

/// The file that is being written, if any.
#[derive(Default)]
pub struct EventFiles {
    running: Option<Running>,
}

struct Running {
    done: Receiver<Message>,
    thread: Option<JoinHandle<()>>,
    job: Arc<Job>,
    path: PathBuf,
}

impl Drop for Running {
    /// A window that closes stops the writing and waits until the half-written file is gone.
    fn drop(&mut self) {
        self.job.cancel();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl EventFiles {
    /// Writes events of a workspace's snapshot; `wake` is called when that is done.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn save(
        &mut self,
        work: Workspace,
        sheet: EventsSheet,
        path: PathBuf,
        wake: impl FnOnce() + Send + 'static,
    ) -> std::io::Result<()> {
        let (sender, done) = sync_channel(1);
        let job = Arc::new(Job::default());
        let (to, on_thread) = (path.clone(), Arc::clone(&job));
        let write = move || {
            let message = match write(&work, sheet, &to, &on_thread) {
                Ok(text) => Message { text, tone: Tone::Done },
                Err(text) => Message { text, tone: Tone::Failed },
            };
            // Nobody listens any more when the window was closed meanwhile.
            let _ = sender.send(message);
            wake();
        };
        let thread = std::thread::Builder::new().name("borderline-events".to_owned()).spawn(write)?;
        self.running = Some(Running { done, thread: Some(thread), job, path });
        Ok(())
    }

    /// Whether a file is being written.
    pub fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// What there is to say: how far it is, or once how it ended.
    pub fn news(&mut self) -> Option<Message> {
        let running = self.running.as_ref()?;
        let message = match running.done.try_recv() {
            Ok(message) => message,
            Err(TryRecvError::Disconnected) => {
                let text = format!("{} was not written: the writer failed", running.path.display());
                Message { text, tone: Tone::Failed }
            }
            Err(TryRecvError::Empty) => {
                let share = running.job.progress().unwrap_or(0.0) * 100.0;
                let text = format!("Writing {} · {share:.0} %", running.path.display());
                return Some(Message { text, tone: Tone::Done });
            }
        };
        self.running = None;
        Some(message)
    }
}

/// Writes them; what there is to say.
fn write(work: &Workspace, sheet: EventsSheet, path: &Path, job: &Job) -> Result<String, String> {
    let format = export_by_id(sheet.format).ok_or_else(|| format!("there is no format {}", sheet.format))?;
    let data = work.store().dataset().ok_or("these events cannot be written to a file")?;
    refuse_inputs(path, work.paths()).map_err(|error| error.to_string())?;
    let rows = rows(work, sheet.which)?;
    let options = ExportOptions { cells: sheet.cells };
    let done = export(&data, &rows, format, &options, path, job).map_err(|error| error.to_string())?;
    Ok(said(&done, format, path))
}

fn rows(work: &Workspace, which: Which) -> Result<Vec<EventId>, String> {
    let filter = match which {
        Which::Selected => return Ok(work.selection().events().to_vec()),
        Which::Filtered => work.filter().clone(),
        Which::All => crate::query::Filter::default(),
    };
    let ask = Ask::List { within: Within::All, order: Order::Time, offset: 0, limit: u32::MAX };
    match work.store().answer(&Query { filter, ask, split: work.split() }, &QueryCtx::default()) {
        Ok(Answer::List(list)) => Ok(list.rows),
        Ok(_) => Err("the events could not be listed".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn said(done: &Exported, format: &dyn ExportFormat, path: &Path) -> String {
    let events = if done.events == 1 { "event" } else { "events" };
    let saved = format!("Saved {} {events} to {}", grouped(done.events), path.display());
    match done.losses.in_words().as_slice() {
        [] => saved,
        losses => format!("{saved}; not said by {}: {}", format.label(), losses.join("; ")),
    }
}

impl App {
    /// Opens the sheet: what the filter shows is what a reader has before their eyes.
    pub(super) fn ask_events(&mut self, ctx: &Context) {
        // Keys are for the sheet from now on, so that Enter saves.
        ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|id| memory.surrender_focus(id)));
        let which = if self.work.filter().is_open() { Which::All } else { Which::Filtered };
        let sheet = EventsSheet { which, format: "csv", cells: crate::io::TextCells::default() };
        self.shell.overlay = Overlay::ExportEvents(sheet);
    }

    pub(super) fn ask_events_file(&mut self, sheet: EventsSheet) {
        let extension = export_by_id(sheet.format).map_or("csv", ExportFormat::extension);
        let part = match sheet.which {
            Which::All => "events",
            Which::Filtered => "filtered",
            Which::Selected => "selected",
        };
        let name = format!("{}.{extension}", self.name_for(part));
        self.to_ask = Some(Purpose::SaveEvents { sheet, name });
    }

    pub(super) fn save_events(&mut self, ctx: &Context, sheet: EventsSheet, path: PathBuf) {
        let mut path = expand_home(path);
        if path.extension().is_none() {
            path.set_extension(export_by_id(sheet.format).map_or("csv", ExportFormat::extension));
        }
        if self.event_files.is_running() {
            self.say("Another file of events is still being written", Tone::Failed);
            return;
        }
        let wake = ctx.clone();
        match self.event_files.save(self.work.snapshot(), sheet, path, move || wake.request_repaint()) {
            Ok(()) => self.say("Writing the events …", Tone::Done),
            Err(error) => self.say(format!("Writing could not be started: {error}"), Tone::Failed),
        }
    }
}
