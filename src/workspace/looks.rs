//! How the map is drawn and in which colours.

use super::Workspace;

/// How the border map is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MapStyle {
    /// Octilinear lines computed from the true ones.
    #[default]
    Schematic,
    /// The true outline.
    Outline,
}

/// How events with a point are drawn on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum MapMarks {
    /// Density where many bubbles would stand for many places each, bubbles elsewhere.
    #[default]
    Automatic,
    /// Bubbles at places.
    Bubbles,
    /// Counts by square of the ground.
    Density,
}

/// Which colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Workspace {
    /// How the map is drawn.
    pub fn map_style(&self) -> MapStyle {
        self.map_style
    }

    /// How events with a point are drawn on the map.
    pub fn map_marks(&self) -> MapMarks {
        self.map_marks
    }

    /// Which colours are used.
    pub fn theme(&self) -> ThemeChoice {
        self.theme
    }
}
