//! What a workspace asks of the window that holds it.

use std::path::PathBuf;

use super::ExportView;

/// Work that needs threads, dialogs or the system.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Asks for files to open in a dialog.
    AskOpen,
    /// Asks for a path in the window.
    AskPath,
    /// Reads files in place of what is open.
    Load(Vec<PathBuf>),
    /// Reads the bundled sample.
    LoadSample,
    /// Reads the open files again.
    Reload,
    /// Ends a load.
    CancelLoad,
    /// Shows what could not be read.
    ShowReport,
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
    /// Tells the user something.
    Say(String),
    /// Closes the window.
    Quit,
}
