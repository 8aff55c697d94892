//! Titles of events on screen, kept while the data stays.

use std::sync::Arc;

use egui::{Color32, Context};
use foldhash::fast::RandomState;
use hashbrown::HashMap;

use crate::model::EventId;
use crate::query::Generation;
use crate::view::fonts::Face;
use crate::view::text;
use crate::workspace::Workspace;

/// No more titles than these are kept.
const MOST: usize = 4_000;

/// Titles are cut to this width, in points.
pub(super) const WIDEST: f32 = 320.0;

/// Titles by event.
#[derive(Debug, Default)]
pub(super) struct Titles {
    /// What titles belong to, and the pixels a point for which they were measured.
    good_for: (Generation, f32),
    kept: HashMap<EventId, Title, RandomState>,
}

#[derive(Debug)]
struct Title {
    words: Arc<str>,
    /// In points; measured when it is first asked for.
    width: Option<f64>,
}

impl Titles {
    /// The event's title.
    pub fn get(&mut self, work: &Workspace, id: EventId) -> Arc<str> {
        let ppp = self.good_for.1;
        Arc::clone(&self.of(work, id, ppp).words)
    }

    /// The width of the event's title in points, at most [`WIDEST`].
    pub fn width(&mut self, ctx: &Context, work: &Workspace, id: EventId) -> f64 {
        let title = self.of(work, id, ctx.pixels_per_point());
        let words = &title.words;
        *title.width.get_or_insert_with(|| {
            // A width is the same in every colour.
            let galley = text::galley(ctx, words, Face::Small.id(), Color32::PLACEHOLDER, WIDEST);
            f64::from(galley.size().x)
        })
    }

    fn of(&mut self, work: &Workspace, id: EventId, ppp: f32) -> &mut Title {
        let (generation, at) = self.good_for;
        let now = work.store().generation();
        if generation != now || (at - ppp).abs() > 1e-6 || self.kept.len() > MOST {
            self.kept.clear();
            self.good_for = (now, ppp);
        }
        self.kept.entry(id).or_insert_with(|| {
            let words = work.event(id).map_or_else(|| Arc::from(""), |event| event.title.into());
            Title { words, width: None }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dataset, DatasetBuilder, Draft};

    fn one(title: &str) -> Arc<Dataset> {
        let mut builder = DatasetBuilder::default();
        builder.push(&Draft { title, ..Draft::default() });
        Arc::new(builder.finish())
    }

    #[test]
    fn widths_are_those_of_the_titles_that_are_open_on_the_screen_at_hand() {
        let ctx = Context::default();
        crate::view::fonts::install_fonts(&ctx);
        let mut titles = Titles::default();
        let mut width = |work: &Workspace| {
            let mut found = 0.0;
            let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
                found = titles.width(ui.ctx(), work, EventId(0));
            });
            out.textures_delta.clear();
            found
        };
        let [short, long] =
            [one("Shell"), one("Shelling along the whole of the valley")].map(Workspace::inline);
        let narrow = width(&short);
        assert!((width(&short) - narrow).abs() < 1e-9);
        let wide = width(&long);
        assert!(wide > narrow * 3.0, "{narrow} {wide}");
        assert!(wide <= f64::from(WIDEST));
        ctx.set_pixels_per_point(3.0);
        width(&long);
        let measured = titles.kept.get(&EventId(0)).and_then(|title| title.width);
        assert!((titles.good_for.1 - 3.0).abs() < 1e-6 && measured.is_some());
    }
}
