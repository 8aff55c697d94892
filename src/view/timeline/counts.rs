//! Counts as laid-out words, kept: hundreds of them stand on the lanes in every frame, and most come again in the next.

use std::sync::Arc;

use egui::{Context, Galley};
use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::areas::grouped;
use crate::view::fonts::Face;
use crate::view::map::baked::Letters;
use crate::view::text;
use crate::view::theme::Theme;

/// What stands before a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sign {
    /// Nothing: all events that begin in a cell.
    None,
    /// So many more.
    More,
    /// So many times.
    Times,
}

impl Sign {
    fn text(self) -> &'static str {
        match self {
            Self::None => "",
            Self::More => "+",
            Self::Times => "×",
        }
    }
}

/// Words of one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// All digits.
    Exact,
    /// Thousands or millions.
    Short,
    /// That something is left out: a part of a number would be another number.
    Dots,
}

/// The counts of some frames, as long as letters and colours stay.
#[derive(Default)]
pub(super) struct Counts {
    good_for: Option<(Letters, Theme, f32)>,
    kept: HashMap<(u32, Sign, Form), Arc<Galley>, RandomState>,
    /// How many were laid out: for tests.
    #[cfg(test)]
    pub times: usize,
}

/// More than this are not kept.
const MOST: usize = 4_000;

impl Counts {
    /// Begins a frame: forgets what no longer fits.
    pub fn enter(&mut self, ctx: &Context, theme: &Theme) {
        let (letters, ppp) = (Letters::now(ctx), ctx.pixels_per_point());
        let is_good = self.good_for.is_some_and(|(before, of, at)| {
            before.kept_by(letters) && of == *theme && (at - ppp).abs() < 1e-6
        });
        if !is_good || self.kept.len() > MOST {
            self.kept.clear();
        }
        self.good_for = Some((letters, *theme, ppp));
    }

    /// The exact count.
    pub fn exact(&mut self, ctx: &Context, theme: &Theme, count: u32, sign: Sign) -> Arc<Galley> {
        self.get(ctx, theme, (count, sign, Form::Exact))
    }

    /// The longest form of the count that is no wider than `width` points; none where none is.
    pub fn fitting(
        &mut self,
        ctx: &Context,
        theme: &Theme,
        (count, sign): (u32, Sign),
        width: f32,
    ) -> Option<Arc<Galley>> {
        let forms = [Form::Exact, Form::Short, Form::Dots].into_iter();
        forms.map(|form| self.get(ctx, theme, (count, sign, form))).find(|words| words.size().x <= width)
    }

    fn get(&mut self, ctx: &Context, theme: &Theme, key: (u32, Sign, Form)) -> Arc<Galley> {
        if let Some(galley) = self.kept.get(&key) {
            return Arc::clone(galley);
        }
        let galley = text::galley(ctx, &words(key), Face::Section.id(), theme.ink_strong, f32::INFINITY);
        self.kept.insert(key, Arc::clone(&galley));
        #[cfg(test)]
        {
            self.times += 1;
        }
        galley
    }
}

fn words((count, sign, form): (u32, Sign, Form)) -> String {
    let sign = sign.text();
    match (form, count) {
        (Form::Exact, _) | (Form::Short, 0..1_000) => format!("{sign}{}", grouped(count)),
        (Form::Short, 1_000..1_000_000) => format!("{sign}{}k", count / 1_000),
        (Form::Short, _) => format!("{sign}{}M", count / 1_000_000),
        (Form::Dots, _) => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs frames on one context.
    fn frames(ctx: &Context, times: usize, mut show: impl FnMut(&Context)) {
        for _ in 0..times {
            let mut out = ctx.run_ui(egui::RawInput::default(), |ui| show(ui.ctx()));
            out.textures_delta.clear();
        }
    }

    #[test]
    fn counts_are_laid_out_once_and_anew_for_another_theme_or_screen() {
        let ctx = Context::default();
        crate::view::fonts::install_fonts(&ctx);
        let mut counts = Counts::default();
        let mut show = |theme: &Theme, ctx: &Context| {
            frames(ctx, 2, |ctx| {
                counts.enter(ctx, theme);
                let words = counts.exact(ctx, theme, 12_345, Sign::Times);
                assert_eq!(words.text(), format!("×{}", grouped(12_345)));
                assert_eq!(words.job.sections[0].format.color, theme.ink_strong);
                assert!((words.pixels_per_point - ctx.pixels_per_point()).abs() < 1e-6);
            });
            counts.times
        };
        assert_eq!(show(Theme::light(), &ctx), 1);
        assert_eq!(show(Theme::light(), &ctx), 1);
        assert_eq!(show(Theme::dark(), &ctx), 2);
        ctx.set_pixels_per_point(2.0);
        frames(&ctx, 1, |_| {});
        assert_eq!(show(Theme::dark(), &ctx), 3);
    }

    #[test]
    fn a_narrow_cell_has_a_short_count_or_dots_and_never_a_part_of_the_number() {
        let ctx = Context::default();
        crate::view::fonts::install_fonts(&ctx);
        let mut counts = Counts::default();
        frames(&ctx, 1, |ctx| {
            let theme = Theme::light();
            counts.enter(ctx, theme);
            let mut words = |count, width| {
                let galley = counts.fitting(ctx, theme, (count, Sign::More), width);
                galley.map(|galley| galley.text().to_owned()).unwrap_or_default()
            };
            assert_eq!(words(1_234_567, 300.0), format!("+{}", grouped(1_234_567)));
            assert_eq!(
                [words(1_234_567, 30.0), words(12_345, 30.0), words(999, 30.0)],
                ["+1M", "+12k", "+999"]
            );
            assert_eq!([words(12_345, 14.0), words(999, 14.0), words(999, 2.0)], ["…", "…", ""]);
        });
    }
}
