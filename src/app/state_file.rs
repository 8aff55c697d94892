//! What the window shows as a small JSON file, for scripts that drive it; written only where `BORDERLINE_STATE` names one.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;

use crate::query::{Answer, Ask};
use crate::store::Slot;
use crate::view::overlay::Overlay;
use crate::view::shell::Shell;
use crate::view::status::Status;
use crate::workspace::Workspace;

/// What a script may want to know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct State {
    files: Vec<String>,
    events: u32,
    hits: Option<u32>,
    selected: Option<String>,
    message: Option<String>,
    /// The border that was chosen for the map.
    border: Option<String>,
    loading: bool,
    dialog: bool,
    path_field: bool,
    /// What columns are taken for, while their sheet is open: field and name.
    columns: Option<BTreeMap<&'static str, String>>,
}

impl State {
    /// The state as it is now.
    pub fn new(work: &Workspace, status: &Status, shell: &Shell, dialog: bool) -> Self {
        let overlay = &shell.overlay;
        let columns = shell.columns.as_ref().filter(|_| *overlay == Overlay::Columns);
        let info = work.store().info();
        let hits = match work.ask(Slot("state file"), Ask::Totals).answer.as_deref() {
            Some(Answer::Totals(totals)) => Some(totals.hits),
            _ => None,
        };
        Self {
            files: info.files.iter().map(|file| file.name.clone()).collect(),
            events: info.rows,
            hits,
            selected: work.selection().front().and_then(|id| work.event(id)).map(|event| event.id),
            message: status.message.as_ref().map(|message| message.text.clone()),
            border: work.border().map(|border| border.to_string()),
            loading: status.loading.is_some(),
            dialog,
            path_field: matches!(overlay, Overlay::OpenPath { .. } | Overlay::SavePath { .. }),
            columns: columns.map(|sheet| {
                let columns = sheet.mapping().columns.iter();
                columns.map(|(field, name)| (field.id(), name.clone())).collect()
            }),
        }
    }
}

/// Where the state goes, if anywhere.
#[derive(Default)]
pub struct StateFile {
    path: Option<PathBuf>,
    written: Option<State>,
}

impl StateFile {
    /// As the environment says.
    pub fn from_env() -> Self {
        Self { path: std::env::var_os("BORDERLINE_STATE").map(PathBuf::from), written: None }
    }

    /// Writes the state if it is wanted and has changed.
    pub fn keep(&mut self, state: impl FnOnce() -> State) {
        let Some(path) = &self.path else { return };
        let state = state();
        if self.written.as_ref() == Some(&state) {
            return;
        }
        let written = serde_json::to_string(&state).map_err(|error| error.to_string());
        let written = written.and_then(|text| {
            crate::io::save::save_bytes(path, text.as_bytes()).map_err(|error| error.to_string())
        });
        if let Err(error) = written {
            log::warn!("the state file was not written: {error}");
        }
        self.written = Some(state);
    }
}
