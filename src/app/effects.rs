//! What commands ask of the window: files, dialogs, pictures, links.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use egui::{Context, ViewportCommand};

use crate::io::{Reading, sample};
use crate::query::{Completeness, TimeBounds};
use crate::view::duplicates::Showing;
use crate::view::overlay::Overlay;
use crate::view::status::Tone;
use crate::workspace::{
    Command, DataChange, Effect, ExportView, FileCommand, FilterCommand, LayerCommand, SelectCommand,
    ThemeChoice,
};

use super::dialog::{self, Reply};
use super::duplicates::Search;
use super::load::{Intent, Load};
use super::prefs::{ChangedFiles, LargeFiles};
use super::program::App;
use super::purpose::Purpose;

impl App {
    pub(super) fn perform(&mut self, ctx: &Context, effect: Effect) {
        match effect {
            Effect::AskOpen => self.to_ask = Some(Purpose::Open),
            Effect::AskAdd => self.to_ask = Some(Purpose::Add),
            Effect::Add(more) => self.add_files(ctx, more),
            Effect::AskPath => self.ask_path(),
            Effect::Load(paths) => self.load_files(ctx, paths, Intent::Open),
            Effect::LoadSample => self.load_sample(),
            Effect::Reload if self.work.paths().is_empty() => self.load_sample(),
            Effect::Reload => self.load_files(ctx, self.work.paths().to_vec(), Intent::Again),
            Effect::FindDuplicates => self.find_duplicates(ctx),
            Effect::CancelLoad => self.cancel_load(),
            Effect::ShowReport => {
                self.shell.report.reset();
                self.fingerprints.start(ctx, self.work.paths());
                self.shell.overlay = Overlay::Report;
            }
            Effect::ShowColumns(path, reading) => self.show_columns(ctx, path, *reading, String::new()),
            Effect::ReadAs(path, reading) => self.read_as(ctx, path, *reading),
            Effect::SaveProfile(profile) => self.save_profile(&profile),
            Effect::AskSaveReport => {
                let name = format!("{}.csv", self.name_for("not read"));
                self.to_ask = Some(Purpose::SaveReport { name });
            }
            Effect::SaveReport(path) => self.save_report(path),
            Effect::Watch => self.apply_watch(),
            Effect::Index => self.apply_index(),
            Effect::AskExport => self.shell.overlay = Overlay::Export { view: ExportView::Window, scale: 2 },
            Effect::AskSave { view, scale } => {
                let name = self.picture_name(view);
                self.to_ask = Some(Purpose::Save { view, scale, name });
            }
            Effect::SavePicture { view, scale, path } => self.save_picture(ctx, view, scale, path),
            Effect::AskLayers => self.to_ask = Some(Purpose::Layers),
            Effect::ShowLayers => self.shell.overlay = Overlay::Layers,
            Effect::ReadLayers(paths) => self.read_layers(ctx, paths),
            Effect::AskBorder => self.shell.overlay = Overlay::Border,
            Effect::AskEvents => self.ask_events(ctx),
            Effect::AskEventsFile(sheet) => self.ask_events_file(sheet),
            Effect::SaveEvents(sheet, path) => self.save_events(ctx, sheet, path),
            Effect::OpenLink(url) => self.open_link(ctx, &url),
            Effect::Copy(text) => ctx.copy_text(text),
            Effect::FocusFilter => self.shell.filter.focus(),
            Effect::Dismiss => self.dismiss(ctx),
            Effect::SwitchHelp => {
                let open = self.shell.overlay == Overlay::Help;
                self.shell.overlay = if open { Overlay::None } else { Overlay::Help };
            }
            Effect::AskClocks => self.shell.overlay = Overlay::Clocks(String::new()),
            Effect::KeepTimeLooks => self.keep_time_looks(),
            Effect::ApplyTheme => self.apply_theme(ctx),
            Effect::Say(text) => self.say(text, Tone::Failed),
            Effect::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
        }
    }

    pub(super) fn load_files(&mut self, ctx: &Context, paths: Vec<PathBuf>, intent: Intent) {
        let paths = paths.into_iter().map(expand_home).collect();
        let readings = self.work.readings().clone();
        self.load_files_as(ctx, paths, readings, intent);
    }

    /// Reads files, each as `readings` says of it.
    pub(super) fn load_files_as(
        &mut self,
        ctx: &Context,
        paths: Vec<PathBuf>,
        readings: BTreeMap<PathBuf, Reading>,
        intent: Intent,
    ) {
        self.cancel_load();
        self.status.message = None;
        self.status.offer = None;
        let wake = ctx.clone();
        let index = self.index_in.clone().filter(|_| self.work.keeps_index());
        match Load::start(&self.work, paths, readings, intent, index, move || wake.request_repaint()) {
            Ok(load) => {
                // From before the first byte is read, so that no change is missed.
                if self.work.watches_files() {
                    self.watch.set(load.paths().to_vec());
                }
                self.load = Some(load);
            }
            Err(error) => self.say(format!("Loading could not be started: {error}"), Tone::Failed),
        }
    }

    /// Files beside those that are open; beside the sample there is nothing to keep.
    fn add_files(&mut self, ctx: &Context, more: Vec<PathBuf>) {
        let mut paths = self.work.paths().to_vec();
        let intent = if paths.is_empty() { Intent::Open } else { Intent::Add };
        for path in more.into_iter().map(expand_home) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        self.load_files(ctx, paths, intent);
    }

    fn load_sample(&mut self) {
        self.cancel_load();
        let loaded = sample();
        self.work.set_data(Arc::new(loaded.dataset), Completeness::Exact, DataChange::Replaced);
        self.work.set_paths(Vec::new());
        self.work.set_reports(loaded.reports);
        self.status.message = None;
        self.watch_files();
    }

    fn cancel_load(&mut self) {
        self.status.loading = None;
        if let Some(load) = self.load.take() {
            load.cancel(&mut self.work);
            self.watch_files();
        }
    }

    /// Puts a question into the system's file dialog; one that is still out is withdrawn.
    pub(super) fn ask(&mut self, ctx: &Context, purpose: Purpose, frame: &eframe::Frame) {
        self.withdraw();
        let wake = ctx.clone();
        match dialog::ask(purpose.question(), frame, move || wake.request_repaint()) {
            Ok(asked) => {
                self.asked = Some((purpose, asked));
                self.say("Choose in the file dialog, or press Ctrl+Shift+O to type a path", Tone::Done);
            }
            Err(error) => {
                self.type_instead(purpose, &format!("The file dialog could not be started: {error}"));
            }
        }
    }

    pub(super) fn dialog_ended(&mut self, ctx: &Context, purpose: Purpose, reply: Reply) {
        self.status.message = None;
        match (reply, purpose) {
            (Reply::Picked(paths), Purpose::Open) => self.run(ctx, Command::File(FileCommand::Open(paths))),
            (Reply::Picked(paths), Purpose::Add) => self.run(ctx, Command::File(FileCommand::Add(paths))),
            (Reply::Picked(paths), Purpose::Layers) => {
                self.run(ctx, Command::Layer(LayerCommand::Add(paths)));
            }
            (Reply::Picked(paths), Purpose::Save { view, scale, .. }) => {
                if let Some(path) = paths.into_iter().next() {
                    self.save_picture(ctx, view, scale, path);
                }
            }
            (Reply::Picked(paths), Purpose::SaveReport { .. }) => {
                if let Some(path) = paths.into_iter().next() {
                    self.save_report(path);
                }
            }
            (Reply::Picked(paths), Purpose::SaveEvents { sheet, .. }) => {
                if let Some(path) = paths.into_iter().next() {
                    self.save_events(ctx, sheet, path);
                }
            }
            (Reply::Cancelled, _) => {}
            (Reply::Unavailable(why), purpose) => self.type_instead(purpose, &why),
        }
    }

    fn withdraw(&mut self) {
        if let Some((_, asked)) = self.asked.take() {
            asked.withdraw();
            self.status.message = None;
        }
    }

    fn type_instead(&mut self, purpose: Purpose, why: &str) {
        let why = format!("{why}. Type the path here, or drop a file on the window.");
        self.shell.overlay = purpose.overlay(why);
    }

    fn ask_path(&mut self) {
        let purpose = self.asked.as_ref().map(|(purpose, _)| purpose.clone());
        self.withdraw();
        match purpose {
            // The path that is asked for is the one the dialog asked for.
            Some(
                purpose @ (Purpose::Save { .. } | Purpose::SaveReport { .. } | Purpose::SaveEvents { .. }),
            ) => {
                self.type_instead(purpose, "Dialog closed");
            }
            _ => self.shell.overlay = Overlay::OpenPath { path: String::new(), why: String::new() },
        }
    }

    fn picture_name(&self, view: ExportView) -> String {
        let what = match view {
            ExportView::Window => "window",
            ExportView::Map => "map",
            ExportView::Timeline => "timeline",
            ExportView::Strip => "border-strip",
            ExportView::SpaceTime => "space-time",
        };
        format!("{}.png", self.name_for(what))
    }

    /// A file name without extension: that of the first open file, and what the new one holds.
    pub(super) fn name_for(&self, what: &str) -> String {
        let first = self.work.store().info().files.first().map(|file| file.name.clone()).unwrap_or_default();
        let stem = std::path::Path::new(&first).file_stem().map(|stem| stem.to_string_lossy().into_owned());
        format!("{}-{what}", stem.filter(|s| !s.is_empty()).unwrap_or_else(|| "borderline".to_owned()))
    }

    fn save_picture(&mut self, ctx: &Context, view: ExportView, scale: u8, path: PathBuf) {
        let mut path = expand_home(path);
        if path.extension().is_none() {
            path.set_extension("png");
        }
        let size = ctx.content_rect().size();
        let mut work = self.work.snapshot();
        if work.theme() == ThemeChoice::System {
            let dark = ctx.theme() == egui::Theme::Dark;
            let theme = if dark { ThemeChoice::Dark } else { ThemeChoice::Light };
            work.apply(Command::Show(crate::workspace::ShowCommand::Theme(theme)));
        }
        let sheet =
            super::export::Sheet { view, size: [size.x, size.y], scale: f32::from(scale), caption: true };
        let wake = ctx.clone();
        match self.pictures.save(work, sheet, path, move || wake.request_repaint()) {
            Ok(()) => self.say("Drawing the picture …", Tone::Done),
            Err(error) => self.say(format!("The picture could not be started: {error}"), Tone::Failed),
        }
    }

    /// Opens http and https links; the detail panel asks once a host before it sends one.
    fn open_link(&mut self, ctx: &Context, url: &str) {
        match url::Url::parse(url) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => ctx.open_url(egui::OpenUrl::new_tab(url)),
            _ => self.say("Only http and https links can be opened", Tone::Failed),
        }
    }

    /// Closes what is on top; else lets go of the brush, else of the selection.
    fn dismiss(&mut self, ctx: &Context) {
        if self.shell.overlay != Overlay::None {
            self.shell.overlay = Overlay::None;
        } else if !self.work.filter().time.is_open() {
            self.run(ctx, Command::Filter(FilterCommand::Time(TimeBounds::default())));
            self.run(ctx, Command::Filter(FilterCommand::Settle));
        } else if self.work.filter().along.is_some() {
            self.run(ctx, Command::Filter(FilterCommand::Along(None)));
            self.run(ctx, Command::Filter(FilterCommand::Settle));
        } else if !self.work.selection().is_empty() {
            self.run(ctx, Command::Select(SelectCommand::Clear));
        } else {
            self.status.message = None;
        }
    }

    /// Opens the list, and looks for duplicates if that was not done for these events.
    fn find_duplicates(&mut self, ctx: &Context) {
        self.shell.overlay = Overlay::Duplicates(Showing::default());
        self.search_duplicates(ctx);
    }

    /// Begins to look for duplicates where that was not done for these events.
    pub(super) fn search_duplicates(&mut self, ctx: &Context) {
        let running = self.search.as_ref().is_some_and(|search| search.is_of(&self.work));
        if running || self.load.is_some() || self.work.duplicates().is_some() {
            return;
        }
        let wake = ctx.clone();
        match Search::start(&self.work, move || wake.request_repaint()) {
            Ok(search) => self.search = Some(search),
            Err(error) => self.say(format!("Duplicates could not be looked for: {error}"), Tone::Failed),
        }
    }

    fn apply_watch(&mut self) {
        self.watch_files();
        let choice = if self.work.watches_files() { ChangedFiles::Reload } else { ChangedFiles::Keep };
        if self.prefs.changed_files != choice {
            self.prefs.changed_files = choice;
            self.save_prefs();
        }
    }

    fn apply_index(&mut self) {
        let choice = if self.work.keeps_index() { LargeFiles::Index } else { LargeFiles::Read };
        if self.prefs.large_files != choice {
            self.prefs.large_files = choice;
            self.save_prefs();
        }
    }

    fn apply_theme(&mut self, ctx: &Context) {
        let (preference, name) = match self.work.theme() {
            ThemeChoice::System => (egui::ThemePreference::System, ""),
            ThemeChoice::Light => (egui::ThemePreference::Light, "light"),
            ThemeChoice::Dark => (egui::ThemePreference::Dark, "dark"),
        };
        ctx.set_theme(preference);
        if self.prefs.theme != name {
            name.clone_into(&mut self.prefs.theme);
            self.save_prefs();
        }
    }
}

/// `~` and `~/…` stand for the home folder.
pub(super) fn expand_home(path: PathBuf) -> PathBuf {
    let Ok(rest) = path.strip_prefix("~") else { return path };
    directories::UserDirs::new().map_or(path.clone(), |dirs| dirs.home_dir().join(rest))
}
