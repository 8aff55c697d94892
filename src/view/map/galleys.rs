//! Laid-out words of the map, kept: names and numbers come again with every sheet, and to lay out a text takes long.

use std::cell::RefCell;
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Color32, Context, FontId, Galley};
use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::baked::Letters;
use super::names::NameStyle;
use crate::view::fonts::Face;
use crate::view::text;
use crate::view::theme::Theme;

/// What was laid out, as long as letters and colours stay.
#[derive(Default)]
pub struct Galleys(RefCell<Kept>);

#[derive(Default)]
struct Kept {
    /// Letters that lie elsewhere in their texture, other colours and other pixels make all galleys useless.
    good_for: Option<(Letters, &'static Theme, f32)>,
    names: HashMap<(NameStyle, String), Arc<Galley>, RandomState>,
    numbers: HashMap<(u32, bool, String), Arc<Galley>, RandomState>,
    words: HashMap<(Face, Color32, String), Arc<Galley>, RandomState>,
}

/// Room for [`Galleys::words`] in points.
pub const WIDEST: f32 = 180.0;
/// More than this are not kept.
const MOST: usize = 4_000;

impl Galleys {
    /// A name; `job` says how it is laid out.
    pub fn name(
        &self,
        (ctx, theme): (&Context, &'static Theme),
        (name, style): (&str, NameStyle),
        job: impl FnOnce() -> LayoutJob,
    ) -> Arc<Galley> {
        self.kept(ctx, theme, |kept| {
            let key = (style, name.to_owned());
            let new = || {
                // Making the job asks for fonts too.
                let job = job();
                ctx.fonts_mut(|fonts| fonts.layout_job(job))
            };
            Arc::clone(kept.names.entry(key).or_insert_with(new))
        })
    }

    /// A number, in no colour of its own.
    pub fn number(
        &self,
        (ctx, theme): (&Context, &'static Theme),
        text: String,
        font: FontId,
    ) -> Arc<Galley> {
        self.kept(ctx, theme, |kept| {
            let key = (font.size.to_bits(), font.family == egui::FontFamily::Proportional, text);
            if let Some(galley) = kept.numbers.get(&key) {
                return Arc::clone(galley);
            }
            let text = key.2.clone();
            let galley = ctx.fonts_mut(|fonts| fonts.layout_no_wrap(text, font, Color32::PLACEHOLDER));
            kept.numbers.insert(key, Arc::clone(&galley));
            galley
        })
    }

    /// Words of one line, no wider than [`WIDEST`].
    pub fn words(
        &self,
        (ctx, theme): (&Context, &'static Theme),
        (words, face, colour): (&str, Face, Color32),
    ) -> Arc<Galley> {
        self.kept(ctx, theme, |kept| {
            let key = (face, colour, words.to_owned());
            let new = || text::galley(ctx, words, face.id(), colour, WIDEST);
            Arc::clone(kept.words.entry(key).or_insert_with(new))
        })
    }

    fn kept<T>(&self, ctx: &Context, theme: &'static Theme, take: impl FnOnce(&mut Kept) -> T) -> T {
        let kept = &mut *self.0.borrow_mut();
        let (letters, ppp) = (Letters::now(ctx), ctx.pixels_per_point());
        let is_good = kept.good_for.is_some_and(|(before, of, at)| {
            before.kept_by(letters) && std::ptr::eq(of, theme) && (at - ppp).abs() < 1e-6
        });
        if !is_good || kept.names.len() + kept.numbers.len() + kept.words.len() > MOST {
            kept.names.clear();
            kept.numbers.clear();
            kept.words.clear();
        }
        let taken = take(kept);
        kept.good_for = Some((Letters::now(ctx), theme, ppp));
        taken
    }
}
