//! Laid-out words of the map, kept: names and numbers come again with every sheet, and to lay out a text takes long.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Color32, Context, FontId, Galley};
use foldhash::fast::RandomState;
use hashbrown::{Equivalent, HashMap};

use super::names::NameStyle;
use crate::view::baked::Letters;
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
    words: HashMap<WordsKey, Arc<Galley>, RandomState>,
}

/// Lines of words, while letters and colours stay.
pub struct Lines<'a> {
    ctx: &'a Context,
    kept: &'a mut Kept,
}

impl Lines<'_> {
    /// Words of one line, no wider than [`WIDEST`].
    pub fn words(&mut self, (words, face, colour): (&str, Face, Color32)) -> Arc<Galley> {
        if let Some(galley) = self.kept.words.get(&(face, colour, words)) {
            return Arc::clone(galley);
        }
        let galley = text::galley(self.ctx, words, face.id(), colour, WIDEST);
        let key = WordsKey { face, colour, words: words.to_owned() };
        self.kept.words.insert(key, Arc::clone(&galley));
        galley
    }
}

/// Words with their look. It hashes as the tuple of its parts, so that nothing is copied to find it.
#[derive(PartialEq, Eq)]
struct WordsKey {
    face: Face,
    colour: Color32,
    words: String,
}

impl Hash for WordsKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.face, self.colour, self.words.as_str()).hash(state);
    }
}

impl Equivalent<WordsKey> for (Face, Color32, &str) {
    fn equivalent(&self, key: &WordsKey) -> bool {
        *self == (key.face, key.colour, key.words.as_str())
    }
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
    pub fn words(&self, look: (&Context, &'static Theme), words: (&str, Face, Color32)) -> Arc<Galley> {
        self.lines(look, |lines| lines.words(words))
    }

    /// Many [`words`](Self::words) at once.
    pub fn lines<T>(
        &self,
        (ctx, theme): (&Context, &'static Theme),
        take: impl FnOnce(&mut Lines<'_>) -> T,
    ) -> T {
        self.kept(ctx, theme, |kept| take(&mut Lines { ctx, kept }))
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
