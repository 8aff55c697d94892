//! Colours and sizes by meaning, for the dark and the light theme: the only place where a colour is spelled out.

mod style;
#[cfg(test)]
mod tests;

pub use style::install;

use egui::Color32;

use crate::model::{KINDS, Kind};
use crate::workspace::LAYER_COLOURS;

/// Distances in points, so that every view breathes alike.
pub mod size {
    /// Between things that belong together.
    pub const GAP: f32 = 4.0;
    /// Between groups, and inside cards.
    pub const PAD: f32 = 8.0;
    /// Around a panel's content.
    pub const MARGIN: f32 = 12.0;
    /// Corner radius of buttons, cards and bars.
    pub const RADIUS: f32 = 4.0;
    /// Height of a line that can be clicked.
    pub const ROW: f32 = 22.0;
    /// Thickness of a figure's bar.
    pub const BAR: f32 = 6.0;
    /// Ordinary outlines and rules.
    pub const HAIR: f32 = 1.0;
    /// Outline of what is selected or hovered.
    pub const BOLD: f32 = 2.0;
    /// Radius of the dot that stands for a kind in lists.
    pub const DOT: f32 = 4.5;
}

/// One theme: every colour that a view may use, named for what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether ink is lighter than ground.
    pub dark: bool,
    /// Ground of the timeline and the map.
    pub canvas: Color32,
    /// Ground of side panels, menus and bars.
    pub panel: Color32,
    /// Ground of cards, buttons and fields upon a panel.
    pub raised: Color32,
    /// Ground of a button under the pointer.
    pub raised_hover: Color32,
    /// Titles and what must be seen first.
    pub ink_strong: Color32,
    /// Running text.
    pub ink: Color32,
    /// Labels, units, secondary text.
    pub ink_weak: Color32,
    /// Rules and outlines of panels.
    pub line: Color32,
    /// Grid lines behind marks.
    pub grid: Color32,
    /// Links, focus and what is switched on.
    pub accent: Color32,
    /// Text upon [`Theme::accent`].
    pub on_accent: Color32,
    /// Outline of the selected mark.
    pub selection: Color32,
    /// Ground of the selected row or stretch of time.
    pub selection_fill: Color32,
    /// Outline of the mark under the pointer.
    pub hover: Color32,
    /// The eight kinds, in the order of the model; read them with [`Theme::kind`].
    pub kinds: [Color32; KINDS],
    /// The land of one side of the theatre's border.
    pub land_a: Color32,
    /// The land of the other side, in the same visual weight.
    pub land_b: Color32,
    /// Every other country.
    pub land_other: Color32,
    /// Sea and lakes.
    pub water: Color32,
    /// An international border.
    pub border: Color32,
    /// A border that one side does not recognise.
    pub contested: Color32,
    /// A line of control.
    pub control_line: Color32,
    /// Lines between provinces.
    pub province_line: Color32,
    /// Names of places and countries.
    pub label: Color32,
    /// Glow behind labels, so that they can be read on any ground.
    pub halo: Color32,
    /// Hatching of what is known only roughly.
    pub hatch: Color32,
    /// Shade of a district or province that holds events without a point.
    pub shade: Color32,
    /// Veil over the hours between sunset and sunrise.
    pub night: Color32,
    /// Classes of counts on the map, from one event up; read them with [`Theme::count_class`].
    pub counts: [Color32; crate::plot::density::CLASSES],
    /// The user's own map layers; read them with [`Theme::layer`].
    pub layers: [Color32; LAYER_COLOURS as usize],
    /// Something needs attention.
    pub warning: Color32,
    /// Something failed.
    pub error: Color32,
    /// Figures that contradict each other.
    pub conflict: Color32,
    /// Soft shadow below floating windows.
    pub shadow: Color32,
}

impl Theme {
    /// Light ink on dark ground.
    pub const fn dark() -> &'static Self {
        &DARK
    }

    /// Dark ink on light ground.
    pub const fn light() -> &'static Self {
        &LIGHT
    }

    /// The theme that is in force; a `&Ui` will do as well.
    pub fn of(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Dark => &DARK,
            egui::Theme::Light => &LIGHT,
        }
    }

    /// The theme that is in force, with the colours of files in place of those of the kinds.
    pub fn of_files(ctx: &egui::Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Dark => &DARK_FILES,
            egui::Theme::Light => &LIGHT_FILES,
        }
    }

    /// Colour of a file's marks: the first seven have their own, all others share one.
    pub fn file(&self, number: usize) -> Color32 {
        let files = if self.dark { &DARK_FILES } else { &LIGHT_FILES };
        files.kind_at(number)
    }

    /// Colour of a kind.
    pub fn kind(&self, kind: Kind) -> Color32 {
        self.kind_at(kind as usize)
    }

    /// Colour of a kind by its index in the model's order; past the last it is the colour of "other".
    pub fn kind_at(&self, index: usize) -> Color32 {
        let [.., other] = self.kinds;
        self.kinds.get(index).copied().unwrap_or(other)
    }

    /// Colour of a class of counts; past the last it is the last.
    pub fn count_class(&self, class: usize) -> Color32 {
        let [.., last] = self.counts;
        self.counts.get(class).copied().unwrap_or(last)
    }

    /// Colour of a map layer by its number in the set; past the last it begins again.
    pub fn layer(&self, number: u8) -> Color32 {
        let [first, ..] = self.layers;
        self.layers.get(usize::from(number % LAYER_COLOURS)).copied().unwrap_or(first)
    }

    /// Ink that can be read upon the given fill.
    pub fn ink_on(&self, fill: Color32) -> Color32 {
        if fill.intensity() > 0.46 { INK_DARK } else { INK_LIGHT }
    }
}

/// `0xRRGGBB` as a colour.
#[expect(clippy::disallowed_methods, reason = "this file is where colours are spelled out")]
const fn rgb(hex: u32) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgb(r, g, b)
}

/// Black or white at the given opacity.
const fn veil(level: u8, alpha: u8) -> Color32 {
    Color32::from_rgba_unmultiplied_const(level, level, level, alpha)
}

/// A colour at the given opacity.
const fn blue_veil(hex: u32, alpha: u8) -> Color32 {
    let [_, r, g, b] = hex.to_be_bytes();
    Color32::from_rgba_unmultiplied_const(r, g, b, alpha)
}

const INK_DARK: Color32 = rgb(0x10_1316);
const INK_LIGHT: Color32 = rgb(0xFF_FFFF);

// The kinds were found by a search for the largest smallest distance between any two, as seen with normal, green-blind
// and red-blind eyes, and then nudged by eye; `tests.rs` holds the distance.
static DARK: Theme = Theme {
    dark: true,
    canvas: rgb(0x10_1316),
    panel: rgb(0x17_1B20),
    raised: rgb(0x23_2930),
    raised_hover: rgb(0x2E_363F),
    ink_strong: rgb(0xF4_F6F8),
    ink: rgb(0xD3_D8DE),
    ink_weak: rgb(0x8E_98A4),
    line: rgb(0x2B_323A),
    grid: rgb(0x1F_252B),
    accent: rgb(0x6C_B2FF),
    on_accent: rgb(0x0B_1622),
    selection: rgb(0xFF_FFFF),
    selection_fill: rgb(0x1E_3A57),
    hover: rgb(0xB4_D7FF),
    kinds: [
        rgb(0xEB_6B0C), // battle
        rgb(0xE4_C125), // strike, explosion
        rgb(0xC2_3560), // attack on civilians
        rgb(0x97_7DFB), // protest, riot
        rgb(0x3D_74AE), // diplomacy
        rgb(0x46_C4EE), // statement
        rgb(0x5C_E0A8), // movement, closure
        rgb(0xA3_9A9E), // other
    ],
    land_a: rgb(0x2B_3342),
    land_b: rgb(0x3A_3329),
    land_other: rgb(0x1B_2025),
    water: rgb(0x0E_1A22),
    border: rgb(0x9A_A3AE),
    contested: rgb(0xE0_B56A),
    control_line: rgb(0xB9_A0E8),
    province_line: rgb(0x46_4E58),
    label: rgb(0xB9_C1CA),
    halo: veil(0, 150),
    hatch: veil(255, 52),
    shade: veil(255, 26),
    night: blue_veil(0x4A_6CC0, 34),
    // Brewer's YlGnBu, which colour-blind eyes tell apart as well: the more, the further from the ground.
    counts: [
        rgb(0x2A_3F8F),
        rgb(0x22_5EA8),
        rgb(0x1D_91C0),
        rgb(0x41_B6C4),
        rgb(0x7F_CDBB),
        rgb(0xC7_E9B4),
        rgb(0xFF_FFD9),
    ],
    layers: [rgb(0x4F_D1C5), rgb(0xF6_87B3), rgb(0xA3_D65C), rgb(0xF0_A34A), rgb(0xB7_94F4), rgb(0x63_B3ED)],
    warning: rgb(0xF2_B84B),
    error: rgb(0xFF_7A70),
    conflict: rgb(0xF2_B84B),
    shadow: veil(0, 110),
};

// Began as Okabe & Ito, "Color Universal Design" (2008), then searched and held like the kinds.
static DARK_FILES: Theme = Theme {
    kinds: [
        rgb(0x3D_B2FF),
        rgb(0xE6_9F00),
        rgb(0x10_6E65),
        rgb(0xCB_B0B2),
        rgb(0xF0_E442),
        rgb(0x3A_6FD8),
        rgb(0xA7_3400),
        rgb(0x88_8F8C), // other files
    ],
    ..DARK
};

static LIGHT_FILES: Theme = Theme {
    kinds: [
        rgb(0x23_91FC),
        rgb(0xA2_873A),
        rgb(0x0F_6A6E),
        rgb(0xC7_38B0),
        rgb(0x9B_500A),
        rgb(0x19_1153),
        rgb(0x6A_0A05),
        rgb(0xA5_9AA3), // other files
    ],
    ..LIGHT
};

static LIGHT: Theme = Theme {
    dark: false,
    canvas: rgb(0xFF_FFFF),
    panel: rgb(0xF6_F7F8),
    raised: rgb(0xE9_ECEF),
    raised_hover: rgb(0xDD_E2E7),
    ink_strong: rgb(0x0E_1318),
    ink: rgb(0x2A_313A),
    ink_weak: rgb(0x62_6C78),
    line: rgb(0xD8_DDE2),
    grid: rgb(0xEC_EFF2),
    accent: rgb(0x0B_63C4),
    on_accent: rgb(0xFF_FFFF),
    selection: rgb(0x0E_1318),
    selection_fill: rgb(0xCF_E3FA),
    hover: rgb(0x2F_7FD6),
    kinds: [
        rgb(0x8C_3603), // battle
        rgb(0xD9_9614), // strike, explosion
        rgb(0x73_004F), // attack on civilians
        rgb(0x7D_5FA8), // protest, riot
        rgb(0x1D_30A0), // diplomacy
        rgb(0x10_A0EC), // statement
        rgb(0x3C_8A55), // movement, closure
        rgb(0x90_979A), // other
    ],
    land_a: rgb(0xDD_E4F2),
    land_b: rgb(0xF1_E4CC),
    land_other: rgb(0xF1_F2F3),
    water: rgb(0xD3_E6EC),
    border: rgb(0x4A_525C),
    contested: rgb(0x9A_6108),
    control_line: rgb(0x68_4BA8),
    province_line: rgb(0xB9_C0C8),
    label: rgb(0x3F_4852),
    halo: veil(255, 190),
    hatch: veil(0, 56),
    shade: veil(0, 22),
    night: blue_veil(0x2A_4A9A, 22),
    counts: [
        rgb(0xD4_EEA9),
        rgb(0xA1_DAB4),
        rgb(0x5F_C3BE),
        rgb(0x2C_A1C2),
        rgb(0x23_6FB0),
        rgb(0x25_3E97),
        rgb(0x08_1D58),
    ],
    layers: [rgb(0x0F_766E), rgb(0xB8_3280), rgb(0x4D_7C0F), rgb(0xB4_5309), rgb(0x6D_28D9), rgb(0x1D_4ED8)],
    warning: rgb(0x9A_5B00),
    error: rgb(0xB9_2A1E),
    conflict: rgb(0x9A_5B00),
    shadow: veil(0, 40),
};
