//! What a file dialog is asked for, and the path field that stands in for it.

use crate::io::{FORMATS, LAYER_EXTENSIONS, export_by_id};
use crate::view::overlay::{Overlay, Saved};
use crate::workspace::{EventsSheet, ExportView};

use super::dialog::{Question, Want};

/// What a file dialog is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Files to open.
    Open,
    /// Files to open beside those that are open.
    Add,
    /// Files with map layers.
    Layers,
    /// Where a picture goes.
    Save {
        /// What is drawn.
        view: ExportView,
        /// Pixels a point.
        scale: u8,
        /// Name to propose.
        name: String,
    },
    /// Where the list of what could not be read goes.
    SaveReport {
        /// Name to propose.
        name: String,
    },
    /// Where events go.
    SaveEvents {
        /// How they are written.
        sheet: EventsSheet,
        /// Name to propose.
        name: String,
    },
}

impl Purpose {
    /// What is put into the dialog.
    pub fn question(&self) -> Question {
        let all = ("All files".to_owned(), vec!["*".to_owned()]);
        match self {
            Self::Open | Self::Add => {
                let mut known: Vec<&str> =
                    FORMATS.iter().flat_map(|format| format.extensions()).copied().collect();
                known.sort_unstable();
                known.dedup();
                let known = known.into_iter().map(str::to_owned).collect();
                let filters = vec![("Event files".to_owned(), known), all];
                let title = if *self == Self::Add { "Add event files" } else { "Open event files" };
                Question { title: title.to_owned(), want: Want::Open, filters }
            }
            Self::Layers => {
                let known = LAYER_EXTENSIONS.into_iter().map(str::to_owned).collect();
                let filters = vec![("Map layers".to_owned(), known), all];
                Question { title: "Add map layers".to_owned(), want: Want::Open, filters }
            }
            Self::Save { name, .. } => {
                let filters = vec![("PNG picture".to_owned(), vec!["png".to_owned()])];
                Question { title: "Export picture".to_owned(), want: Want::Save(name.clone()), filters }
            }
            Self::SaveReport { name } => {
                let filters = vec![("Table".to_owned(), vec!["csv".to_owned()])];
                let title = "Save what could not be read".to_owned();
                Question { title, want: Want::Save(name.clone()), filters }
            }
            Self::SaveEvents { sheet, name } => {
                let format = export_by_id(sheet.format);
                let filters = format.map(|f| (f.label().to_owned(), vec![f.extension().to_owned()]));
                let filters = filters.into_iter().chain([all]).collect();
                Question { title: "Export events".to_owned(), want: Want::Save(name.clone()), filters }
            }
        }
    }

    /// The path to type where no dialog helps, and why.
    pub fn overlay(self, why: String) -> Overlay {
        let (what, name) = match self {
            Self::Open | Self::Add => return Overlay::OpenPath { path: String::new(), why },
            Self::Layers => return Overlay::LayerPath { path: String::new(), why },
            Self::Save { view, scale, name } => (Saved::Picture { view, scale }, name),
            Self::SaveReport { name } => (Saved::Report, name),
            Self::SaveEvents { sheet, name } => (Saved::Events(sheet), name),
        };
        let folder = directories::UserDirs::new().map(|dirs| dirs.home_dir().to_path_buf());
        let path = folder.unwrap_or_default().join(name).to_string_lossy().into_owned();
        Overlay::SavePath { what, path, why }
    }
}
