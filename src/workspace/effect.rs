//! What a workspace asks of the window that holds it.

use std::path::PathBuf;

use super::{EventsSheet, ExportView};
use crate::io::{Profile, Reading};

/// Work that needs threads, dialogs or the system.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Asks for files to open in a dialog.
    AskOpen,
    /// Asks in a dialog for files to open beside those that are open.
    AskAdd,
    /// Reads files beside those that are open; filter and view stay.
    Add(Vec<PathBuf>),
    /// Asks for a path in the window.
    AskPath,
    /// Reads files in place of what is open.
    Load(Vec<PathBuf>),
    /// Reads the bundled sample.
    LoadSample,
    /// Reads the open files again.
    Reload,
    /// Files are watched for changes, or no longer.
    Watch,
    /// Indexes of large files are kept and used, or no longer.
    Index,
    /// Looks for likely duplicates and shows them.
    FindDuplicates,
    /// Ends a load.
    CancelLoad,
    /// Shows what was read and what was not.
    ShowReport,
    /// Shows what the columns of a table are taken for, if it is read in this way.
    ShowColumns(PathBuf, Box<Reading>),
    /// Reads a file in this way.
    ReadAs(PathBuf, Box<Reading>),
    /// Keeps a profile.
    SaveProfile(Box<Profile>),
    /// Asks where the list of what could not be read is saved.
    AskSaveReport,
    /// Saves the list of what could not be read.
    SaveReport(PathBuf),
    /// Asks how a picture is to be saved.
    AskExport,
    /// Asks for a picture's file in a dialog.
    AskSave {
        /// What is drawn.
        view: ExportView,
        /// Pixels a point.
        scale: u8,
    },
    /// Saves a picture.
    SavePicture {
        /// What is drawn.
        view: ExportView,
        /// Pixels a point.
        scale: u8,
        /// The PNG file.
        path: PathBuf,
    },
    /// Asks for files with map layers in a dialog.
    AskLayers,
    /// Shows the list of map layers.
    ShowLayers,
    /// Reads map layers.
    ReadLayers(Vec<PathBuf>),
    /// Asks which border the map is of.
    AskBorder,
    /// Asks how events are to be written to a file.
    AskEvents,
    /// Asks for the file of events in a dialog.
    AskEventsFile(EventsSheet),
    /// Writes events to a file.
    SaveEvents(EventsSheet, PathBuf),
    /// Opens a checked web link.
    OpenLink(String),
    /// Puts text on the clipboard.
    Copy(String),
    /// Puts the cursor into the filter field.
    FocusFilter,
    /// Closes what is open on top.
    Dismiss,
    /// Sheet of keys shown or not.
    SwitchHelp,
    /// Light, dark or as the system.
    ApplyTheme,
    /// Shows which clock the times of each file are of.
    AskClocks,
    /// How time is shown is kept for the next run.
    KeepTimeLooks,
    /// Tells the user something.
    Say(String),
    /// Closes the window.
    Quit,
}
