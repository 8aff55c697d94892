//! The program with its window: one frame takes in what background work brought, applies commands, shows the views.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, Ui, ViewportCommand};

use crate::geo::BorderKey;
use crate::io::{IndexFolder, Reading, sample};
use crate::query::Completeness;
use crate::store::{MemoryStore, QueryBoard};
use crate::view::map::MapView;
use crate::view::overlay::Overlay;
use crate::view::shell::Shell;
use crate::view::status::{Message, Status, Tone};
use crate::view::{Look, Outbox, fonts, theme};
use crate::workspace::{Command, FileCommand, ThemeChoice, Workspace};

use super::dialog::Asked;
use super::duplicates::{DecisionsFile, Search};
use super::event_files::EventFiles;
use super::fingerprints::Fingerprints;
use super::first_frame::FirstFrame;
use super::keys;
use super::layers::{LayerJobs, LayersFile};
use super::load::{Ended, Intent, Load};
use super::pictures::Pictures;
use super::prefs::{ChangedFiles, LargeFiles, Prefs};
use super::purpose::Purpose;
use super::reading::ColumnsJob;
use super::state_file::{State, StateFile};
use super::watch::Watch;

/// Everything that the window holds.
pub struct App {
    pub(super) work: Workspace,
    pub(super) shell: Shell,
    pub(super) status: Status,
    pub(super) load: Option<Load>,
    /// The question that is in the system's file dialog.
    pub(super) asked: Option<(Purpose, Asked)>,
    /// A question that waits for the frame, which knows the window.
    pub(super) to_ask: Option<Purpose>,
    /// A table whose columns are being read.
    pub(super) columns: Option<ColumnsJob>,
    pub(super) fingerprints: Fingerprints,
    /// The folder with kept profiles.
    pub(super) profiles_in: Option<PathBuf>,
    /// The folder with indexes of large files; `None` where none are wanted.
    pub(super) index_in: Option<IndexFolder>,
    pub(super) pictures: Pictures,
    pub(super) event_files: EventFiles,
    pub(super) prefs: Prefs,
    /// Number of the data that the remembered border was looked up for.
    pub(super) border_of: Option<u64>,
    pub(super) watch: Watch,
    pub(super) search: Option<Search>,
    decisions: DecisionsFile,
    pub(super) layer_jobs: LayerJobs,
    pub(super) layers_file: LayersFile,
    /// Files that changed while others were loading.
    pub(super) stale: Vec<PathBuf>,
    out: Outbox,
    title: String,
    state_file: StateFile,
    first_frame: FirstFrame,
}

impl App {
    /// The program with the sample, or with files that begin to load.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(
        cc: &eframe::CreationContext<'_>,
        files: Vec<PathBuf>,
        reading: &Reading,
        index: Option<IndexFolder>,
    ) -> std::io::Result<Self> {
        let mut app = Self::with_sample(&cc.egui_ctx, Prefs::load())?;
        app.index_in = index;
        app.decisions = DecisionsFile::of_user();
        app.work.set_decisions(Arc::clone(app.decisions.kept()));
        app.keep_layers_of_user(&cc.egui_ctx);
        if !files.is_empty() {
            app.status.message = None;
            if !reading.is_open() {
                let readings = files.iter().map(|path| (path.clone(), reading.clone()));
                app.work.set_readings(readings.collect());
            }
            app.run(&cc.egui_ctx, Command::File(FileCommand::Open(files)));
        }
        Ok(app)
    }

    /// The program with a map of this border, whatever the events.
    #[must_use]
    pub fn begin_with_border(mut self, border: Option<BorderKey>) -> Self {
        self.work.begin_with_border(border);
        self
    }

    /// The program with the sample and given preferences.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn with_sample(ctx: &Context, prefs: Prefs) -> std::io::Result<Self> {
        fonts::install_fonts(ctx);
        theme::install(ctx);
        let loaded = sample();
        let store = MemoryStore::new(Arc::new(loaded.dataset), Completeness::Exact);
        let store = Arc::new(store.surveyed_by(Arc::new(crate::plot::along::MapSurveyor)));
        let wake = ctx.clone();
        let mut work = Workspace::with_board(QueryBoard::threaded(store, move || wake.request_repaint())?);
        work.set_reports(loaded.reports);
        let watch_wake = ctx.clone();
        let mut app = Self {
            work,
            shell: Shell::new(MapView::default()),
            status: Status::default(),
            load: None,
            asked: None,
            to_ask: None,
            columns: None,
            fingerprints: Fingerprints::default(),
            profiles_in: super::profiles::folder(),
            index_in: None,
            pictures: Pictures::default(),
            event_files: EventFiles::default(),
            prefs,
            border_of: None,
            search: None,
            decisions: DecisionsFile::default(),
            layer_jobs: LayerJobs::default(),
            layers_file: LayersFile::default(),
            watch: Watch::start(move || watch_wake.request_repaint())?,
            stale: Vec::new(),
            out: Outbox::default(),
            title: String::new(),
            state_file: StateFile::from_env(),
            first_frame: FirstFrame::from_env(),
        };
        let choice = match app.prefs.theme.as_str() {
            "light" => ThemeChoice::Light,
            "dark" => ThemeChoice::Dark,
            _ => ThemeChoice::System,
        };
        app.run(ctx, Command::Show(crate::workspace::ShowCommand::Theme(choice)));
        app.begin_with_time_looks(ctx);
        app.begin_as_before(ctx);
        if app.prefs.changed_files == ChangedFiles::Keep {
            app.run(ctx, Command::File(FileCommand::SwitchWatch));
        }
        if app.prefs.large_files == LargeFiles::Read {
            app.run(ctx, Command::File(FileCommand::SwitchIndex));
        }
        app.say("This is the bundled sample. Open your own files with Ctrl+O, or drop them here", Tone::Done);
        Ok(app)
    }

    /// Keeps indexes in this folder, of files of any size.
    pub fn keep_indexes_in(&mut self, folder: PathBuf) {
        self.index_in = Some(IndexFolder::new(folder).for_files_of_any_size());
    }

    /// Keeps profiles in this folder instead of the user's.
    pub fn keep_profiles_in(&mut self, folder: PathBuf) {
        self.profiles_in = Some(folder);
    }

    /// The workspace.
    pub fn work(&self) -> &Workspace {
        &self.work
    }

    /// What is kept between runs, as it is now.
    pub fn prefs(&self) -> &Prefs {
        &self.prefs
    }

    /// What the bar at the bottom says.
    pub fn status(&self) -> &Status {
        &self.status
    }

    /// What is open on top.
    pub fn overlay(&self) -> &Overlay {
        &self.shell.overlay
    }

    /// Applies a command and does what it asks of the window.
    pub fn run(&mut self, ctx: &Context, command: Command) {
        for effect in self.work.apply(command) {
            self.perform(ctx, effect);
        }
        if let Err(error) = self.decisions.keep(self.work.decisions()) {
            self.say(format!("The decision was not saved: {error}"), Tone::Failed);
        }
        if let Err(error) = self.layers_file.keep(self.work.layers()) {
            self.say(format!("The list of map layers was not saved: {error}"), Tone::Failed);
        }
    }

    /// Keeps the preferences, where they are the user's and not a test's.
    pub(super) fn save_prefs(&self) {
        if self.decisions.is_of_user() {
            self.prefs.save();
        }
    }

    /// Says something in the bar at the bottom.
    pub(super) fn say(&mut self, text: impl Into<String>, tone: Tone) {
        self.status.message = Some(Message { text: text.into(), tone });
    }

    /// Takes in what jobs and dialogs brought.
    fn take_in(&mut self, ctx: &Context) {
        if let Some(load) = &mut self.load {
            let ended = load.poll(&mut self.work);
            self.status.loading = Some(load.progress());
            if let Some(ended) = ended {
                self.load = None;
                self.status.loading = None;
                self.loaded(ctx, ended);
            } else {
                // Progress moves also while no events come.
                ctx.request_repaint_after(std::time::Duration::from_millis(100));
            }
        }
        self.take_in_changes(ctx);
        self.take_in_duplicates(ctx);
        if let Some(reply) = self.asked.as_ref().and_then(|(_, asked)| asked.reply())
            && let Some((purpose, _)) = self.asked.take()
        {
            self.dialog_ended(ctx, purpose, reply);
        }
        self.take_columns();
        self.take_in_layers();
        self.shell.report.fingerprints.extend(self.fingerprints.news());
        if let Some(message) = self.pictures.ended().or_else(|| self.event_files.news()) {
            self.status.message = Some(message);
        }
        if self.event_files.is_running() {
            ctx.request_repaint_after(std::time::Duration::from_millis(100));
        }
    }

    /// Reads files again that have changed, once nothing else is being read.
    fn take_in_changes(&mut self, ctx: &Context) {
        self.stale.extend(self.watch.changed().into_iter().flatten());
        self.stale.retain(|path| self.work.paths().contains(path));
        if self.load.is_none() && !self.stale.is_empty() {
            let stale = std::mem::take(&mut self.stale);
            self.load_files(ctx, self.work.paths().to_vec(), Intent::Changed(stale));
        }
    }

    /// Shows what a search found; one whose events are gone is dropped, and begun anew where it is waited for.
    fn take_in_duplicates(&mut self, ctx: &Context) {
        if matches!(self.shell.overlay, Overlay::Duplicates(_)) {
            self.search_duplicates(ctx);
        }
        let Some(search) = self.search.take().filter(|search| search.is_of(&self.work)) else { return };
        match search.found() {
            Some(found) => self.work.set_duplicates(Arc::new(found)),
            None => self.search = Some(search),
        }
    }

    /// Watches what is open, or nothing if the user does not want it.
    pub(super) fn watch_files(&self) {
        let watching = self.work.watches_files();
        self.watch.set(if watching { self.work.paths().to_vec() } else { Vec::new() });
    }

    fn loaded(&mut self, ctx: &Context, ended: Ended) {
        match ended {
            Ended::Loaded(paths) => {
                self.status.message = None;
                self.prefs.remember(&paths);
                self.save_prefs();
                self.offer_columns();
            }
            Ended::Refreshed(words) => self.say(words, Tone::Done),
            Ended::Failed { why, unknown: Some(path) } => {
                let reading = self.work.reading(&path);
                self.show_columns(ctx, path, reading, why);
            }
            Ended::Failed { why, unknown: None } => self.say(why, Tone::Failed),
        }
    }

    fn input(&mut self, ctx: &Context) {
        let typing = keys::typing(ctx);
        let mut commands = ctx.input_mut(|input| keys::commands(&mut input.events, typing));
        // Taken out, for a hidden window sees the events of its last frame again.
        let dropped = ctx.input_mut(|input| std::mem::take(&mut input.raw.dropped_files));
        let dropped: Vec<PathBuf> = dropped.iter().map(|file| file.path().to_path_buf()).collect();
        if !dropped.is_empty() {
            let beside = ctx.input(|input| input.modifiers.shift);
            let command = if beside { FileCommand::Add(dropped) } else { FileCommand::Open(dropped) };
            commands.push(Command::File(command));
        }
        for command in commands {
            self.run(ctx, command);
        }
    }

    fn keep_title(&mut self, ctx: &Context) {
        let title = format!("{} – Borderline", crate::view::text::shown(&self.work.title()));
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }

    fn keep_state(&mut self) {
        let (work, shown, asking) = (&self.work, &self.status, self.asked.is_some());
        self.state_file.keep(|| State::new(work, shown, &self.shell, asking));
    }

    /// One frame's views; what they send is applied at its end and seen in the next.
    pub fn show(&mut self, ui: &mut Ui) {
        let look = Look { work: &self.work, out: &self.out };
        self.shell.ui(ui, look, &self.status, &self.prefs.recent);
        let ctx = ui.ctx().clone();
        let commands = self.out.take();
        let changed = !commands.is_empty();
        for command in commands {
            self.run(&ctx, command);
        }
        if self.work.begin_frame() || changed {
            ctx.request_repaint();
        }
    }
}

impl eframe::App for App {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        self.first_frame.begin(ctx);
        self.take_in(ctx);
        self.input(ctx);
        if let Some(purpose) = self.to_ask.take() {
            self.ask(ctx, purpose, frame);
        }
        self.keep_looks();
        self.keep_title(ctx);
        self.keep_state();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }
}
