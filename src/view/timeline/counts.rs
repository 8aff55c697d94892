//! Counts as laid-out words, kept: hundreds of them stand on the lanes in every frame, and most come again in the next.

use std::sync::Arc;

use egui::emath::GuiRounding as _;
use egui::epaint::Mesh;
use egui::{Align2, Context, Galley, Painter, Pos2, Shape, Vec2};
use foldhash::fast::RandomState;
use hashbrown::HashMap;

use super::areas::grouped;
use crate::view::baked::{Letters, triangles};
use crate::view::fonts::Face;
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

/// What is known of a count's words.
struct Words {
    galley: Arc<Galley>,
    /// Its triangles at the origin, good while letters stay where they are in their texture; where these are moved, the shell asks for
    /// another frame.
    mesh: Mesh,
}

type Key = (u32, Sign, Form);

/// The counts of some frames, as long as letters and colours stay.
#[derive(Default)]
pub(super) struct Counts {
    good_for: Option<(Letters, Theme, f32)>,
    kept: HashMap<Key, Words, RandomState>,
    /// What was added in this frame: hundreds of counts, copied faster than painted one by one.
    added: Mesh,
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
            before.last_until(letters) && of == *theme && (at - ppp).abs() < 1e-6
        });
        if !is_good || self.kept.len() > MOST {
            self.kept.clear();
        }
        self.good_for = Some((letters, *theme, ppp));
    }

    /// The exact count, to be painted by itself.
    pub fn exact(&mut self, ctx: &Context, theme: &Theme, count: u32, sign: Sign) -> Arc<Galley> {
        Arc::clone(&self.get(ctx, theme, (count, sign, Form::Exact)).galley)
    }

    /// Adds a count with its middle at `at`, as [`Self::fitting`] gives it; nothing where it would not be seen.
    pub fn add(&mut self, painter: &Painter, theme: &Theme, count: (u32, Sign), at: Pos2, width: f32) {
        let mut added = std::mem::take(&mut self.added);
        if let Some(words) = self.fitting(painter.ctx(), theme, count, width) {
            let place = Align2::CENTER_CENTER.anchor_size(at, words.galley.size());
            if painter.clip_rect().intersects(place) {
                let corner = place.min.round_to_pixels(painter.pixels_per_point());
                put(&mut added, &words.mesh, corner.to_vec2());
            }
        }
        self.added = added;
    }

    /// The longest form of the count that is no wider than `width` points; none where none is.
    fn fitting(
        &mut self,
        ctx: &Context,
        theme: &Theme,
        (count, sign): (u32, Sign),
        width: f32,
    ) -> Option<&Words> {
        // Dots are the same for all.
        let forms = [(count, sign, Form::Exact), (count, sign, Form::Short), (0, Sign::None, Form::Dots)];
        let key = forms.into_iter().find(|&key| self.get(ctx, theme, key).galley.size().x <= width)?;
        Some(self.get(ctx, theme, key))
    }

    /// Paints what was added.
    pub fn paint(&mut self, painter: &Painter) {
        let added = std::mem::take(&mut self.added);
        if !added.is_empty() {
            painter.add(added);
        }
    }

    fn get(&mut self, ctx: &Context, theme: &Theme, key: Key) -> &Words {
        self.kept.entry(key).or_insert_with(|| {
            #[cfg(test)]
            {
                self.times += 1;
            }
            let galley = text::galley(ctx, &words(key), Face::Section.id(), theme.ink_strong, f32::INFINITY);
            let shape = Shape::galley(Pos2::ZERO, Arc::clone(&galley), theme.ink_strong);
            Words { galley, mesh: triangles(ctx, shape) }
        })
    }
}

/// Copies triangles to where they belong.
fn put(out: &mut Mesh, mesh: &Mesh, by: Vec2) {
    let first = out.vertices.len();
    out.append_ref(mesh);
    for vertex in out.vertices.iter_mut().skip(first) {
        vertex.pos += by;
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
    use egui::pos2;

    /// Runs frames on one context.
    fn frames(ctx: &Context, times: usize, mut show: impl FnMut(&Context)) {
        for _ in 0..times {
            let mut out = ctx.run_ui(egui::RawInput::default(), |ui| show(ui.ctx()));
            out.textures_delta.clear();
        }
    }

    #[test]
    fn counts_are_laid_out_once_and_anew_for_another_theme_screen_or_texture() {
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
        // Letters that need a larger texture move all others in it.
        let before = Letters::now(&ctx);
        frames(&ctx, 1, |ctx| {
            let job = egui::text::LayoutJob::simple_singleline(
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ".to_owned(),
                egui::FontId::proportional(160.0),
                egui::Color32::WHITE,
            );
            ctx.fonts_mut(|fonts| fonts.layout_job(job));
        });
        assert!(!before.last_until(Letters::now(&ctx)));
        assert_eq!(show(Theme::dark(), &ctx), 4);
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
                let words = counts.fitting(ctx, theme, (count, Sign::More), width);
                words.map(|words| words.galley.text().to_owned()).unwrap_or_default()
            };
            assert_eq!(words(1_234_567, 300.0), format!("+{}", grouped(1_234_567)));
            assert_eq!(
                [words(1_234_567, 30.0), words(12_345, 30.0), words(999, 30.0)],
                ["+1M", "+12k", "+999"]
            );
            assert_eq!([words(12_345, 14.0), words(999, 14.0), words(999, 2.0)], ["…", "…", ""]);
        });
    }

    #[test]
    fn counts_painted_together_look_as_egui_paints_each() {
        for ppp in [1.0, 1.25, 2.0] {
            let ctx = Context::default();
            crate::view::fonts::install_fonts(&ctx);
            ctx.set_pixels_per_point(ppp);
            let at = [pos2(101.3, 20.7), pos2(180.0, 40.25)];
            let [ours, theirs] = [true, false].map(|together| {
                // Letters are there from the first frame on.
                frames(&ctx, 2, |_| {});
                let mut meshes = Vec::new();
                for _ in 0..2 {
                    let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
                        paint_two(ui.painter(), &at, together);
                    });
                    out.textures_delta.clear();
                    meshes = ctx.tessellate(out.shapes, out.pixels_per_point);
                }
                match meshes.into_iter().map(|mesh| mesh.primitive).next() {
                    Some(egui::epaint::Primitive::Mesh(mesh)) => mesh,
                    other => panic!("{other:?}"),
                }
            });
            assert_eq!(ours.indices, theirs.indices);
            assert!(ours.vertices.len() >= 4 * 11);
            for (ours, theirs) in ours.vertices.iter().zip(&theirs.vertices) {
                assert!(ours.pos.distance(theirs.pos) < 1e-3, "{ppp}: {ours:?} {theirs:?}");
                assert_eq!((ours.uv, ours.color), (theirs.uv, theirs.color), "{ppp}");
            }
        }
    }

    fn paint_two(painter: &Painter, at: &[Pos2], together: bool) {
        let (theme, mut counts) = (Theme::light(), Counts::default());
        counts.enter(painter.ctx(), theme);
        for (&at, count) in at.iter().zip([12_345, 67_890]) {
            if together {
                counts.add(painter, theme, (count, Sign::None), at, 200.0);
            } else {
                let words = counts.exact(painter.ctx(), theme, count, Sign::None);
                let place = Align2::CENTER_CENTER.anchor_size(at, words.size());
                painter.galley(place.min, words, theme.ink_strong);
            }
        }
        counts.paint(painter);
    }
}
