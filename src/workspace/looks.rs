//! How the map is drawn and in which colours.

use super::Workspace;
use crate::geo::BorderKey;
use crate::plot::Camera;

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

/// Which border the map is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct BorderChoice {
    /// The user's choice; `None`: what suits the events.
    pub now: Option<BorderKey>,
    /// What other events begin with.
    pub first: Option<BorderKey>,
}

impl Workspace {
    /// Which border the map is of; `None`: what suits the events.
    pub fn border(&self) -> Option<BorderKey> {
        self.border.now
    }

    /// Says which border the map is of now and whenever other events are opened.
    pub fn begin_with_border(&mut self, border: Option<BorderKey>) {
        self.border.first = border;
        self.set_border(border);
    }

    /// Another border is shown whole.
    pub(super) fn set_border(&mut self, border: Option<BorderKey>) {
        if self.border.now != border {
            self.border.now = border;
            self.camera = Camera::Fit;
        }
    }

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
