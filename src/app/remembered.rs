//! What of the view is kept between runs: which pane is shown, how the axis along the border is laid out, and for which
//! files which border was chosen.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::program::App;
use crate::geo::BorderKey;
use crate::workspace::{Command, Pane, ShowCommand, Warp};

/// Borders of more files than this are forgotten, the oldest first.
const MOST: usize = 40;

/// The border that was chosen for some events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChosenBorder {
    /// The first of the files that were open.
    pub file: PathBuf,
    /// As `AFG-PAK`.
    pub border: String,
}

/// Chosen borders, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChosenBorders(Vec<ChosenBorder>);

impl ChosenBorders {
    /// The border that was chosen for these files.
    pub fn of(&self, files: &[PathBuf]) -> Option<BorderKey> {
        let file = first(files)?;
        let (a, b) = self.0.iter().find(|chosen| chosen.file == file)?.border.split_once('-')?;
        BorderKey::new(a, b)
    }

    /// Keeps what was chosen for these files; `None` forgets it.
    pub fn keep(&mut self, files: &[PathBuf], border: Option<BorderKey>) {
        let Some(file) = first(files) else { return };
        self.0.retain(|chosen| chosen.file != file);
        if let Some(border) = border {
            self.0.insert(0, ChosenBorder { file, border: border.to_string() });
        }
        self.0.truncate(MOST);
    }
}

fn first(files: &[PathBuf]) -> Option<PathBuf> {
    files.first().map(|path| std::path::absolute(path).unwrap_or_else(|_| path.clone()))
}

impl App {
    /// Begins with what the last run ended with.
    pub(super) fn begin_as_before(&mut self, ctx: &egui::Context) {
        let pane = Pane::ALL.into_iter().find(|pane| word(*pane) == self.prefs.pane);
        if let Some(pane) = pane {
            self.run(ctx, Command::Show(ShowCommand::Pane(pane)));
        }
        if let Some(percent) = self.prefs.warp {
            self.run(ctx, Command::Show(ShowCommand::Warp(Warp::percent(percent))));
        }
    }

    /// Gives other events the border that was chosen for their files, and keeps what was chosen since.
    pub(super) fn keep_looks(&mut self) {
        let pane = word(self.work.pane());
        let (warp, before) = (self.work.warp(), self.prefs.warp.map_or(Warp::default(), Warp::percent));
        let mut is_new = self.keep_border();
        if pane != self.prefs.pane && !(self.prefs.pane.is_empty() && self.work.pane() == Pane::default()) {
            pane.clone_into(&mut self.prefs.pane);
            is_new = true;
        }
        if warp != before {
            self.prefs.warp = Some(warp.in_percent());
            is_new = true;
        }
        if is_new {
            self.save_prefs();
        }
    }

    /// Whether there is something new to keep.
    fn keep_border(&mut self) -> bool {
        let data = self.work.data_number();
        let (remembered, now) = (self.prefs.borders.of(self.work.paths()), self.work.border());
        let first = self.work.first_border();
        if self.border_of != Some(data) {
            self.border_of = Some(data);
            if first.is_none() && remembered.is_some() {
                self.work.open_with_border(remembered);
            }
            return false;
        }
        let chosen = self.load.is_none() && now != remembered && (now.is_none() || now != first);
        if chosen {
            self.prefs.borders.keep(self.work.paths(), now);
        }
        chosen && !self.work.paths().is_empty()
    }
}

/// A pane's name in the file of preferences.
fn word(pane: Pane) -> &'static str {
    match pane {
        Pane::Map => "map",
        Pane::Strip => "strip",
        Pane::SpaceTime => "space-time",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_has_the_border_that_was_chosen_for_it_last() {
        let mut borders = ChosenBorders::default();
        let (a, b): ([PathBuf; 1], [PathBuf; 2]) = (["/a".into()], ["/b".into(), "/a".into()]);
        let ukraine = BorderKey::new("UKR", "RUS");
        borders.keep(&a, Some(BorderKey::DURAND));
        borders.keep(&b, ukraine);
        assert_eq!((borders.of(&a), borders.of(&b)), (Some(BorderKey::DURAND), ukraine));
        borders.keep(&a, ukraine);
        assert_eq!((borders.of(&a), borders.of(&["/c".into()])), (ukraine, None));
        borders.keep(&a, None);
        assert_eq!((borders.of(&a), borders.of(&[])), (None, None));
        for n in 0..100 {
            borders.keep(&[format!("/{n}").into()], ukraine);
        }
        assert_eq!(borders.0.len(), MOST);
        let text = serde_json::to_string(&borders).unwrap();
        assert_eq!(serde_json::from_str::<ChosenBorders>(&text).unwrap(), borders);
    }
}
