//! The workspace itself: one owner for each fact, changed by commands only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::io::{FileReport, Reading};
use crate::model::{Dataset, Event, EventId, Span};
use crate::plot::Camera;
use crate::query::{Ask, Completeness, EventStore, Filter, LaneBy, TimeBounds};
use crate::store::{MemoryStore, QueryBoard, Reply, Scope, Slot};

use super::history::{History, Moment};
use super::hover::{Hover, HoverBuffer};
use super::{Command, Effect, FilterCommand, Selection};

/// How the border map is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MapStyle {
    /// Octilinear lines computed from the true ones.
    #[default]
    Schematic,
    /// The true outline.
    Outline,
}

/// How events with a point are drawn on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MapMarks {
    /// Density where many bubbles would stand for many places each, bubbles elsewhere.
    #[default]
    Automatic,
    /// Bubbles at places.
    Bubbles,
    /// Counts by square of the ground.
    Density,
}

/// Which colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// One analyst at work.
pub struct Workspace {
    pub(super) board: QueryBoard,
    pub(super) filter: Filter,
    pub(super) filter_error: Option<String>,
    pub(super) selection: Selection,
    pub(super) history: History,
    pub(super) hover: HoverBuffer,
    pub(super) window: Option<Span>,
    pub(super) camera: Camera,
    pub(super) lane_by: LaneBy,
    pub(super) map_style: MapStyle,
    pub(super) map_marks: MapMarks,
    pub(super) theme: ThemeChoice,
    pub(super) detail_shown: bool,
    pub(super) paths: Vec<PathBuf>,
    pub(super) reports: Vec<FileReport>,
    readings: BTreeMap<PathBuf, Reading>,
    gesture: Option<Gesture>,
}

/// Changes that follow one another within one drag or edit make one step of undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gesture {
    Brush,
    Text,
}

impl Gesture {
    fn of(command: &Command) -> Option<Self> {
        match command {
            Command::Filter(FilterCommand::Time(_)) => Some(Self::Brush),
            Command::Filter(FilterCommand::Text(_)) => Some(Self::Text),
            _ => None,
        }
    }
}

impl Workspace {
    /// A workspace that answers on the calling thread: for pictures and tests.
    pub fn inline(data: Arc<Dataset>) -> Self {
        Self::with_board(QueryBoard::inline(Arc::new(MemoryStore::new(data, Completeness::Exact))))
    }

    /// A workspace over a board.
    pub fn with_board(board: QueryBoard) -> Self {
        Self {
            board,
            filter: Filter::default(),
            filter_error: None,
            selection: Selection::default(),
            history: History::default(),
            hover: HoverBuffer::default(),
            window: None,
            camera: Camera::Fit,
            lane_by: LaneBy::Kind,
            map_style: MapStyle::default(),
            map_marks: MapMarks::default(),
            theme: ThemeChoice::default(),
            detail_shown: true,
            paths: Vec::new(),
            reports: Vec::new(),
            readings: BTreeMap::new(),
            gesture: None,
        }
    }

    /// Does what a command says; what needs the window comes back as effects.
    pub fn apply(&mut self, command: Command) -> Vec<Effect> {
        let before = self.moment();
        let keeps = matches!(command, Command::Filter(_) | Command::Select(_));
        let gesture = Gesture::of(&command);
        let effects = super::apply::apply(self, command);
        let continues = gesture.is_some() && gesture == self.gesture;
        if keeps && !continues && before != self.moment() {
            self.history.keep(before);
        }
        self.gesture = gesture;
        effects
    }

    /// Shows other events. Filter and viewports stay where `fresh` says that the same files grow or are read again.
    pub fn set_data(&mut self, data: Arc<Dataset>, completeness: Completeness, change: DataChange) {
        let kept = match change {
            DataChange::Replaced => None,
            DataChange::Continued => self.selected_identity(),
        };
        self.board.set_store(Arc::new(MemoryStore::new(data, completeness)));
        self.history.clear();
        self.selection = Selection::default();
        match change {
            DataChange::Replaced => {
                self.filter = Filter::default();
                self.filter_error = None;
                self.window = None;
                self.camera = Camera::Fit;
            }
            DataChange::Continued => {
                let found = kept.and_then(|(id, file)| self.store().find(&id, Some(file)));
                self.selection = found.map(Selection::one).unwrap_or_default();
            }
        }
    }

    /// Asks a question about the hits on behalf of a view.
    pub fn ask(&self, slot: Slot, ask: Ask) -> Reply {
        self.board.ask(slot, &self.filter, ask)
    }

    /// Asks about the hits as if the filter had no bounds in time: the timeline shows what lies around its own brush.
    pub fn ask_any_time(&self, slot: Slot, ask: Ask) -> Reply {
        let filter = Filter { time: TimeBounds::default(), ..self.filter.clone() };
        self.board.ask_about(Scope::AnyTime, slot, &filter, ask)
    }

    /// Asks a question about all events, filtered or not.
    pub fn ask_all(&self, slot: Slot, ask: Ask) -> Reply {
        self.board.ask_about(Scope::All, slot, &Filter::default(), ask)
    }

    /// The store behind the answers.
    pub fn store(&self) -> &Arc<dyn EventStore> {
        self.board.store()
    }

    /// One event whole.
    pub fn event(&self, id: EventId) -> Option<Event> {
        self.store().event(id)
    }

    /// The filter.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// What was wrong with the last filter text, if anything.
    pub fn filter_error(&self) -> Option<&str> {
        self.filter_error.as_deref()
    }

    /// The selection.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// What was under the pointer in the last frame.
    pub fn hover(&self) -> &Hover {
        self.hover.shown()
    }

    /// Says what is under the pointer in this frame.
    pub fn set_hover(&self, hover: Hover) {
        self.hover.set(hover);
    }

    /// Begins a frame: what views said of the pointer is shown from now on. Returns whether it changed.
    pub fn begin_frame(&mut self) -> bool {
        self.hover.swap()
    }

    /// The stretch of time on the timeline: where the user went, else where nearly all events lie.
    pub fn window(&self) -> Option<Span> {
        self.window.or_else(|| self.store().info().core.map(super::apply::with_room))
    }

    /// All that has events, with a little room at both ends; `None` if no event has a date.
    pub fn all_time(&self) -> Option<Span> {
        self.store().info().span.map(super::apply::with_room)
    }

    /// The map's point of view.
    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// What makes a lane.
    pub fn lane_by(&self) -> LaneBy {
        self.lane_by
    }

    /// How the map is drawn.
    pub fn map_style(&self) -> MapStyle {
        self.map_style
    }

    /// How events with a point are drawn on the map.
    pub fn map_marks(&self) -> MapMarks {
        self.map_marks
    }

    /// Which colours are used.
    pub fn theme(&self) -> ThemeChoice {
        self.theme
    }

    /// Whether the detail panel is shown.
    pub fn detail_shown(&self) -> bool {
        self.detail_shown
    }

    /// The files that are open; empty for the sample.
    pub fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// Says which files are open.
    pub fn set_paths(&mut self, paths: Vec<PathBuf>) {
        self.paths = paths;
    }

    /// What became of each file; empty while the first files load.
    pub fn reports(&self) -> &[FileReport] {
        &self.reports
    }

    /// Says what became of the files.
    pub fn set_reports(&mut self, reports: Vec<FileReport>) {
        self.reports = reports;
    }

    /// How the user wants a file to be read.
    pub fn reading(&self, path: &Path) -> Reading {
        self.readings.get(path).cloned().unwrap_or_default()
    }

    /// How the user wants files to be read, by their paths.
    pub fn readings(&self) -> &BTreeMap<PathBuf, Reading> {
        &self.readings
    }

    /// Says how files are to be read.
    pub fn set_readings(&mut self, readings: BTreeMap<PathBuf, Reading>) {
        self.readings = readings;
    }

    /// The file of the selected event, else the first one that is open.
    pub fn file_in_front(&self) -> Option<PathBuf> {
        let front = self.selection.front().and_then(|id| self.store().origin(id));
        let files = &self.store().info().files;
        let file = front.and_then(|origin| files.get(usize::from(origin.file)));
        file.and_then(|file| file.path.clone()).or_else(|| self.paths.first().cloned())
    }

    /// The names of the open files, for titles.
    pub fn title(&self) -> String {
        let files = &self.store().info().files;
        match files.as_slice() {
            [] => "no file".to_owned(),
            [one] => one.name.clone(),
            [first, second] => format!("{} + {}", first.name, second.name),
            [first, rest @ ..] => format!("{} + {} more files", first.name, rest.len()),
        }
    }

    /// Takes over everything from another workspace but the board that answers.
    pub fn adopt(&mut self, other: Self) {
        self.board.set_store(Arc::clone(other.store()));
        self.filter = other.filter;
        self.filter_error = None;
        self.selection = other.selection;
        self.history.clear();
        self.window = other.window;
        self.camera = other.camera;
        self.paths = other.paths;
        self.reports = other.reports;
        self.readings = other.readings;
    }

    /// The same view of the same events with a board that answers on the calling thread: for pictures.
    #[must_use]
    pub fn snapshot(&self) -> Self {
        Self {
            filter: self.filter.clone(),
            selection: self.selection.clone(),
            window: self.window,
            camera: self.camera,
            lane_by: self.lane_by,
            map_style: self.map_style,
            map_marks: self.map_marks,
            theme: self.theme,
            detail_shown: self.detail_shown,
            paths: self.paths.clone(),
            reports: self.reports.clone(),
            readings: self.readings.clone(),
            ..Self::with_board(QueryBoard::inline(Arc::clone(self.store())))
        }
    }

    /// Whether undo would do something.
    pub fn can_undo(&self) -> bool {
        self.history.can_undo()
    }

    /// Whether redo would do something.
    pub fn can_redo(&self) -> bool {
        self.history.can_redo()
    }

    pub(super) fn moment(&self) -> Moment {
        Moment { filter: self.filter.clone(), selection: self.selection.clone() }
    }

    pub(super) fn restore(&mut self, moment: Moment) {
        self.filter = moment.filter;
        self.filter_error = None;
        self.selection = moment.selection;
    }

    /// The selected event's own id and file, by which it is found again in changed data.
    fn selected_identity(&self) -> Option<(String, u16)> {
        let front = self.selection.front()?;
        let event = self.event(front).filter(|e| !e.id.is_empty())?;
        Some((event.id, self.store().origin(front)?.file))
    }
}

/// How other events stand to those shown before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataChange {
    /// Other files.
    Replaced,
    /// The same files: more of them, or read again.
    Continued,
}
