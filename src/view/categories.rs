//! What the colours of marks stand for: kinds of event, or the files that events came from.

use egui::{Color32, Context};

use crate::model::{EventId, KINDS, Kind};
use crate::query::{FileName, SplitBy};

use super::Look;
use super::theme::Theme;

impl Look<'_> {
    /// The theme with the colours that marks have at present in place of those of the kinds.
    pub fn marks(self, ctx: &Context) -> &'static Theme {
        match self.work.split() {
            SplitBy::Kind => Theme::of(ctx),
            SplitBy::File => Theme::of_files(ctx),
        }
    }

    /// The colour of one event's mark.
    pub fn mark_colour(self, ctx: &Context, id: EventId, kind: Kind) -> Color32 {
        let category = match self.work.split() {
            SplitBy::Kind => kind.index(),
            SplitBy::File => {
                self.work.store().origin(id).map_or(KINDS - 1, |at| SplitBy::file_category(at.file))
            }
        };
        self.marks(ctx).kind_at(category)
    }

    /// What a category stands for, in words; the files beyond the seventh share one.
    pub fn category_label(self, category: usize) -> String {
        let files = &self.work.store().info().files;
        let shared = files.len().saturating_sub(KINDS - 1);
        match self.work.split() {
            SplitBy::Kind => Kind::ALL.get(category).map_or("", |kind| kind.label()).to_owned(),
            SplitBy::File if category == KINDS - 1 && shared > 1 => format!("{shared} other files"),
            SplitBy::File => {
                FileName::of(files, category).map_or_else(String::new, |name| name.as_str().to_owned())
            }
        }
    }

    /// The categories that have counts: index, words, count.
    pub fn counted(self, counts: &[u32; KINDS]) -> Vec<(usize, String, u32)> {
        let some = counts.iter().copied().enumerate().filter(|&(_, n)| n > 0);
        some.map(|(category, n)| (category, self.category_label(category), n)).collect()
    }
}
