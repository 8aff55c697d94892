//! Everything a user can do; one enum a topic.

use std::path::PathBuf;
use std::sync::Arc;

use crate::geo::{BorderKey, Clock};
use crate::io::{Profile, Reading, TextCells};
use crate::model::{EventId, Kind, OtherCalendar, PlacePrecision, Precision, Span};
use crate::plot::Camera;
use crate::query::{AlongBounds, FileName, Filter, LaneBy, Order, PlaceKey, SplitBy, TimeBounds, Within};

use super::{LayerCommand, MapMarks, MapStyle, Pane, PlayCommand, ThemeChoice, Verdict, Warp};

/// Something a user does.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Files in.
    File(FileCommand),
    /// Which events are shown.
    Filter(FilterCommand),
    /// Which event is looked at.
    Select(SelectCommand),
    /// Which part of time or ground is looked at.
    Navigate(NavigateCommand),
    /// Which events are one incident.
    Judge(JudgeCommand),
    /// How things are shown.
    Show(ShowCommand),
    /// The user's own map layers.
    Layer(LayerCommand),
    /// Playing time.
    Play(PlayCommand),
    /// Pictures and events out.
    Export(ExportCommand),
    /// Takes back the last change of filter or selection.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// Opens a web link; only http and https links are opened.
    OpenLink(String),
    /// Puts text on the clipboard.
    Copy(String),
    /// Closes the window.
    Quit,
}

/// Files in.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Asks for files in a dialog.
    Ask,
    /// Asks for a path in the window.
    AskPath,
    /// Opens files as one dataset in place of what is open.
    Open(Vec<PathBuf>),
    /// Opens files beside those that are open.
    Add(Vec<PathBuf>),
    /// Asks in a dialog for files to open beside those that are open.
    AskAdd,
    /// Closes one of the open files, by its number; the others stay.
    Remove(u16),
    /// Opens the bundled sample.
    Sample,
    /// Reads the open files again.
    Reload,
    /// Reads files again when they change, or does not.
    SwitchWatch,
    /// Keep and use indexes of large files, or no longer.
    SwitchIndex,
    /// Ends a load; what was read so far is dropped and what was open before stays.
    CancelLoad,
    /// Shows in the window which clock the times of each file are of.
    AskClocks,
    /// Which clock a file's times are of; `None`: not known.
    Clock(FileName, Option<Clock>),
    /// Shows what was read and what was not.
    Report,
    /// Shows what the columns of an open table are taken for; of the selected event's file where none is named.
    Columns(Option<PathBuf>),
    /// As [`Columns`](Self::Columns), for a file read in this way.
    ColumnsAs(PathBuf, Box<Reading>),
    /// Reads a file in this way; opens it where it is not open.
    ReadAs(PathBuf, Box<Reading>),
    /// Keeps what columns are taken for, for the next file that has them.
    SaveProfile(Box<Profile>),
    /// Asks where the list of what could not be read is saved.
    AskSaveReport,
    /// Saves the list of what could not be read as comma-separated text.
    SaveReport(PathBuf),
}

/// Which events are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterCommand {
    /// Sets the whole filter.
    Set(Box<Filter>),
    /// Sets the whole filter from its text form; text that is not understood is reported and changes nothing. Those of
    /// one edit, up to [`Settle`](Self::Settle), are one step of undo.
    Text(String),
    /// Sets the bounds in time; those of one drag, up to [`Settle`](Self::Settle), are one step of undo.
    Time(TimeBounds),
    /// Sets the bounds along a border; with those in time of the same drag they are one step of undo.
    Along(Option<AlongBounds>),
    /// Ends a drag or an edit of the filter text.
    Settle,
    /// Lets a kind through or not.
    ToggleKind(Kind),
    /// Lets only this kind through; again lets all through.
    OnlyKind(Kind),
    /// Lets only this file through, or one more where some are; again takes it out.
    ToggleFile(FileName),
    /// Switches a file off, or on again.
    SwitchFile(FileName),
    /// Lets only events through whose place is known so surely; again lets all through.
    OnlyPlacePrecision(Vec<PlacePrecision>),
    /// Lets only events through whose time is known so surely; again lets all through.
    OnlyDatePrecision(Vec<Precision>),
    /// Hides events that repeat an earlier one, or shows them again.
    SwitchRepeats,
    /// Lets everything through.
    Clear,
}

/// Which event is looked at.
#[derive(Clone, Debug, PartialEq)]
pub enum SelectCommand {
    /// One event.
    Event(EventId),
    /// One of the selected events comes to the front, the others stay selected.
    Front(EventId),
    /// Several events as a list, the first in front.
    Events(Arc<[EventId]>),
    /// The events of a part of the hits as a list, the first in front.
    Within(Within),
    /// The events at these places.
    Places(Vec<PlaceKey>),
    /// The event with this id in the file of the selected one.
    Linked(String),
    /// The next or previous event of the list, or of all hits in order of time.
    Step(Step),
    /// Nothing.
    Clear,
}

/// A direction in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Onward.
    Next,
    /// Back.
    Previous,
}

/// Which part of time or ground is looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NavigateCommand {
    /// Shows this stretch of time.
    Time(Span),
    /// Shows all of time that has events.
    TimeAll,
    /// Shows the time of the selected events with some room around.
    TimeSelection,
    /// Zooms about the middle of the time window; below 1 zooms in.
    TimeZoom(f64),
    /// Moves the time window by a part of its length; positive is later.
    TimePan(f64),
    /// Shows this part of the map.
    Map(Camera),
    /// Shows the whole map, and the whole border on the strip.
    MapAll,
    /// Shows this part of the border on the strip, in shares of its axis from 0 to 1.
    Along([f64; 2]),
}

/// Which events are one incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JudgeCommand {
    /// Looks for likely duplicates and shows them.
    Find,
    /// Decides of a pair, or takes back what was decided.
    Pair(EventId, EventId, Option<Verdict>),
}

/// How things are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowCommand {
    /// What makes a lane.
    Lanes(LaneBy),
    /// What gives marks their colour.
    ColourBy(SplitBy),
    /// Schematic or true outline.
    Map(MapStyle),
    /// Schematic if outline, outline if schematic.
    SwitchMap,
    /// Bubbles, density, or whichever says more.
    Marks(MapMarks),
    /// Which border the map is of; `None`: what suits the events.
    Border(Option<BorderKey>),
    /// Asks in the window which border the map is of.
    AskBorder,
    /// Map, border strip or space–time diagram.
    Pane(Pane),
    /// How the space–time diagram's axis along the border is laid out.
    Warp(Warp),
    /// The calendar of the second axis of time, or none.
    Calendar(Option<OtherCalendar>),
    /// Nights shaded or not.
    SwitchNight,
    /// Detail panel shown or not.
    SwitchDetail,
    /// List of events shown or not.
    SwitchList,
    /// What the list of events is in order of.
    ListOrder(Order),
    /// Sheet of keys shown or not.
    SwitchHelp,
    /// Light, dark or as the system.
    Theme(ThemeChoice),
    /// Puts the cursor into the filter field.
    FocusFilter,
    /// Closes what is open on top: help, report, path field.
    Dismiss,
}

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportView {
    /// The whole window.
    Window,
    /// The map.
    Map,
    /// The timeline.
    Timeline,
    /// The border strip.
    Strip,
    /// The space–time diagram.
    SpaceTime,
}

/// Which events are written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that are open.
    All,
    /// Those that the filter lets through.
    Filtered,
    /// Those that are selected.
    Selected,
}

/// How events are written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventsSheet {
    /// Which of them.
    pub which: Which,
    /// Id of the format, of those of `io::EXPORTS`.
    pub format: &'static str,
    /// How texts stand in cells, for formats that have them.
    pub cells: TextCells,
}

/// Pictures and events out.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportCommand {
    /// Asks in the window how and where events are to be written.
    AskEvents,
    /// Asks for the file of events in a dialog, then saves.
    AskEventsFile(EventsSheet),
    /// Saves events to a file.
    SaveEvents(EventsSheet, PathBuf),
    /// Asks how and where in the window.
    Ask,
    /// Asks for the file in a dialog, then saves.
    AskFile {
        /// What is drawn.
        view: ExportView,
        /// Pixels a point: 1, 2 or 4.
        scale: u8,
    },
    /// Saves.
    Save {
        /// What is drawn.
        view: ExportView,
        /// Pixels a point: 1, 2 or 4.
        scale: u8,
        /// The PNG file.
        path: PathBuf,
    },
}
