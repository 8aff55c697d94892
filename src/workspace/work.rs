//! The workspace itself: one owner for each fact, changed by commands only.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::io::{FileReport, Reading};
use crate::model::{Dataset, Event, EventId, Span};
use crate::plot::Camera;
use crate::query::{Ask, Completeness, Duplicates, EventStore, Filter, LaneBy, Order, SplitBy, TimeBounds};
use crate::store::{KeptWords, QueryBoard, Reply, Scope, Slot};

use super::files::FileHabits;
use super::history::{History, Moment};
use super::hover::HoverBuffer;
use super::layers::Layers;
use super::looks::BorderChoice;
use super::time_looks::TimeLooks;
use super::{
    Command, Decisions, Effect, FilterCommand, Judged, MapMarks, MapStyle, Pane, Playback, Selection,
    ShowCommand, ThemeChoice, Warp,
};

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
    pub(super) split: SplitBy,
    pub(super) map_style: MapStyle,
    pub(super) map_marks: MapMarks,
    pub(super) border: BorderChoice,
    pub(super) layers: Layers,
    pub(super) pane: Pane,
    pub(super) warp: Warp,
    pub(super) along: [f64; 2],
    pub(super) time_looks: TimeLooks,
    pub(super) theme: ThemeChoice,
    pub(super) detail_shown: bool,
    pub(super) habits: FileHabits,
    pub(super) list_shown: bool,
    pub(super) list_order: Order,
    pub(super) playback: Playback,
    pub(super) paths: Vec<PathBuf>,
    pub(super) reports: Vec<FileReport>,
    readings: BTreeMap<PathBuf, Reading>,
    pub(super) decisions: Arc<Decisions>,
    pub(super) judged: Judged,
    pub(super) duplicates: Option<Arc<Duplicates>>,
    pub(super) data_number: u64,
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
            Command::Filter(FilterCommand::Time(_) | FilterCommand::Along(_)) => Some(Self::Brush),
            Command::Filter(FilterCommand::Text(_)) => Some(Self::Text),
            _ => None,
        }
    }
}

impl Workspace {
    /// A workspace that answers on the calling thread: for pictures and tests.
    pub fn inline(data: Arc<Dataset>) -> Self {
        Self::with_board(QueryBoard::inline(Arc::new(super::files::store(data, Completeness::Exact))))
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
            split: SplitBy::default(),
            map_style: MapStyle::default(),
            map_marks: MapMarks::default(),
            border: BorderChoice::default(),
            layers: Layers::default(),
            pane: Pane::default(),
            warp: Warp::default(),
            along: [0.0, 1.0],
            time_looks: TimeLooks::default(),
            theme: ThemeChoice::default(),
            detail_shown: true,
            habits: FileHabits { watched: true, indexed: true },
            list_shown: false,
            list_order: Order::Time,
            playback: Playback::default(),
            paths: Vec::new(),
            reports: Vec::new(),
            readings: BTreeMap::new(),
            decisions: Arc::default(),
            judged: Judged::default(),
            duplicates: None,
            data_number: 0,
            gesture: None,
        }
    }

    /// Does what a command says; what needs the window comes back as effects.
    pub fn apply(&mut self, command: Command) -> Vec<Effect> {
        let before = self.moment();
        let played = matches!(command, Command::Play(_));
        let keeps = match command {
            Command::Filter(_)
            | Command::Select(_)
            | Command::Judge(_)
            | Command::Layer(_)
            | Command::Show(ShowCommand::Border(_)) => true,
            // A whole play is one step.
            Command::Play(_) => !self.playback.has_set(before.filter.time),
            _ => false,
        };
        let gesture = if played { self.gesture } else { Gesture::of(&command) };
        let effects = super::apply::apply(self, command);
        if !played && self.filter.time != before.filter.time {
            self.playback.pause();
        }
        let continues = !played && gesture.is_some() && gesture == self.gesture;
        if keeps && !continues && before != self.moment() {
            self.history.keep(before);
        }
        self.gesture = gesture;
        effects
    }

    /// Shows other events. Filter and viewports stay where `fresh` says that the same files grow or are read again.
    pub fn set_data(&mut self, data: Arc<Dataset>, completeness: Completeness, change: DataChange) {
        self.set_data_with_words(data, completeness, change, None);
    }

    /// The same where the words of its texts are kept from one run of the program to the next.
    pub fn set_data_with_words(
        &mut self,
        data: Arc<Dataset>,
        completeness: Completeness,
        change: DataChange,
        words: Option<Arc<dyn KeptWords>>,
    ) {
        let kept = match change {
            DataChange::Replaced => Vec::new(),
            DataChange::Continued => self.selected_marks(),
        };
        let store = super::files::store(data, completeness).spelt_by(Arc::clone(&self.layers.spellings));
        if completeness == Completeness::Exact
            && let Err(error) = store.sort_ids().and_then(|()| store.read_words(words))
        {
            log::warn!("words and ids are looked for one by one: {error}");
        }
        self.board.set_store(Arc::new(store));
        self.history.clear();
        self.playback.pause();
        self.selection = Selection::default();
        self.duplicates = None;
        self.data_number += 1;
        match completeness {
            Completeness::Exact => self.find_judged(),
            Completeness::Partial => self.judged = Judged::default(),
        }
        match change {
            DataChange::Replaced => {
                self.filter = Filter::default();
                self.filter_error = None;
                self.window = None;
                self.camera = Camera::Fit;
                self.time_looks.clocks.clear();
                self.border.now = self.border.first;
                self.along = [0.0, 1.0];
            }
            DataChange::Continued => {
                let found = self.store().locate(&kept);
                self.selection = Selection::found(found);
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

    /// What gives marks their colour.
    pub fn split(&self) -> SplitBy {
        self.split
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

    /// Takes over everything from another workspace but the board that answers.
    pub fn adopt(&mut self, other: Self) {
        self.board.set_store(Arc::clone(other.store()));
        self.filter = other.filter;
        self.filter_error = None;
        self.selection = other.selection;
        self.history.clear();
        self.window = other.window;
        self.camera = other.camera;
        self.border = other.border;
        self.paths = other.paths;
        self.reports = other.reports;
        self.readings = other.readings;
        self.duplicates = None;
        self.data_number += 1;
        self.find_judged();
        self.learn_spellings();
    }

    /// The same view of the same events with a board that answers on the calling thread: for pictures.
    #[must_use]
    pub fn snapshot(&self) -> Self {
        let mut board = QueryBoard::inline(Arc::clone(self.store()));
        board.set_split(self.split);
        Self {
            filter: self.filter.clone(),
            selection: self.selection.clone(),
            window: self.window,
            camera: self.camera,
            lane_by: self.lane_by,
            split: self.split,
            map_style: self.map_style,
            map_marks: self.map_marks,
            border: self.border,
            layers: self.layers.clone(),
            pane: self.pane,
            warp: self.warp,
            along: self.along,
            time_looks: self.time_looks.clone(),
            theme: self.theme,
            detail_shown: self.detail_shown,
            list_shown: self.list_shown,
            list_order: self.list_order,
            paths: self.paths.clone(),
            reports: self.reports.clone(),
            readings: self.readings.clone(),
            decisions: Arc::clone(&self.decisions),
            judged: self.judged.clone(),
            ..Self::with_board(board)
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
        Moment {
            filter: self.filter.clone(),
            selection: self.selection.clone(),
            decisions: Arc::clone(&self.decisions),
            border: self.border.now,
            layers: Arc::clone(&self.layers.kept),
        }
    }

    pub(super) fn restore(&mut self, moment: Moment) -> Vec<Effect> {
        self.filter = moment.filter;
        self.filter_error = None;
        self.selection = moment.selection;
        self.set_decisions(moment.decisions);
        self.set_border(moment.border);
        self.layers.kept = moment.layers;
        self.learn_spellings();
        self.read_missing_layers()
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
