//! The fonts that ship with the program, and which of them says what.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, FontId};

/// Name of the semibold family; use [`semibold`] for the family itself.
pub const SEMIBOLD: &str = "Semibold";

/// A font by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Face {
    /// Axis labels, units, captions: 11 points.
    Small,
    /// Running text: 13 points.
    Body,
    /// Names and figures within running text: 13 points, semibold.
    Strong,
    /// The small headings of sections: 11 points, semibold.
    Section,
    /// Headings of panels: 15 points, semibold.
    Heading,
    /// The title of an incident or a picture: 19 points, semibold.
    Title,
    /// Paths, ids, raw values: 12 points, fixed width.
    Mono,
}

impl Face {
    /// The font to hand to egui, with its size in points.
    pub fn id(self) -> FontId {
        match self {
            Self::Small => FontId::proportional(11.0),
            Self::Body => FontId::proportional(13.0),
            Self::Strong => FontId::new(13.0, semibold()),
            Self::Section => FontId::new(11.0, semibold()),
            Self::Heading => FontId::new(15.0, semibold()),
            Self::Title => FontId::new(19.0, semibold()),
            Self::Mono => FontId::monospace(12.0),
        }
    }
}

/// The family with the semibold weight.
pub fn semibold() -> FontFamily {
    FontFamily::Name(SEMIBOLD.into())
}

/// Gives egui the program's fonts; egui's own stay behind them for the signs that these lack.
pub fn install_fonts(ctx: &Context) {
    ctx.set_fonts(definitions());
}

fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    for (name, bytes) in SHIPPED {
        fonts.font_data.insert((*name).to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let fallback = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |ours: [&str; 2]| {
        ours.map(str::to_owned).into_iter().chain(fallback.iter().cloned()).collect::<Vec<_>>()
    };
    fonts.families.insert(FontFamily::Proportional, family([REGULAR, NASKH]));
    fonts.families.insert(semibold(), family([BOLD, NASKH_BOLD]));
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        mono.extend([REGULAR, NASKH].map(str::to_owned));
    }
    fonts
}

const REGULAR: &str = "Inter";
const BOLD: &str = "Inter Semibold";
const NASKH: &str = "Noto Naskh Arabic";
const NASKH_BOLD: &str = "Noto Naskh Arabic Semibold";

static SHIPPED: &[(&str, &[u8])] = &[
    (REGULAR, include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
    (BOLD, include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")),
    (NASKH, include_bytes!("../../assets/fonts/NotoNaskhArabic-Regular.ttf")),
    (NASKH_BOLD, include_bytes!("../../assets/fonts/NotoNaskhArabic-SemiBold.ttf")),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(font: &FontId, signs: &str) -> Vec<f32> {
        let ctx = Context::default();
        install_fonts(&ctx);
        let mut found = Vec::new();
        let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
            found = signs.chars().map(|c| ui.fonts_mut(|f| f.glyph_width(font, c))).collect();
        });
        out.textures_delta.clear();
        found
    }

    #[test]
    fn digits_stand_in_columns() {
        for face in [Face::Body, Face::Strong] {
            let all = widths(&face.id(), "0123456789");
            assert!(all.windows(2).all(|w| (w[0] - w[1]).abs() < 0.01), "{all:?}");
        }
    }

    #[test]
    fn the_semibold_face_differs_from_the_regular_one() {
        let text = "Pakistan";
        assert_ne!(widths(&Face::Body.id(), text), widths(&Face::Strong.id(), text));
    }

    #[test]
    fn every_sign_that_the_views_use_has_a_glyph() {
        let ctx = Context::default();
        install_fonts(&ctx);
        let signs = "…–—·•●○▲▼◆■←→↑↓↗≥≤≈±×‹›“”‘’✓✗⚠−پکٹےډښؤ٢۲آ،؛۔کُ";
        let mut missing = String::new();
        let mut out = ctx.run_ui(egui::RawInput::default(), |ui| {
            for face in [Face::Body, Face::Strong] {
                missing.extend(signs.chars().filter(|c| !ui.fonts_mut(|f| f.has_glyph(&face.id(), *c))));
            }
        });
        out.textures_delta.clear();
        assert_eq!(missing, "");
    }
}
