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

/// What the pane beside the timeline shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The border map.
    #[default]
    Map,
    /// The border strip: kilometres along the border by distance from it.
    Strip,
    /// The space–time diagram: time by kilometres along the border.
    SpaceTime,
}

impl Pane {
    /// All, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Map, Self::Strip, Self::SpaceTime];

    /// The word for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Map => "Map",
            Self::Strip => "Border strip",
            Self::SpaceTime => "Space–time",
        }
    }
}

/// How the space–time diagram's axis along the border is laid out, in percent: 0 is true to length, 100 gives every event
/// the same room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Warp(u8);

impl Warp {
    /// So many percent; more than 100 is 100.
    pub fn percent(percent: u8) -> Self {
        Self(percent.min(100))
    }

    /// 0 to 100.
    pub fn in_percent(self) -> u8 {
        self.0
    }

    /// 0 to 1.
    pub fn share(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl Default for Warp {
    /// A little more than half way, where crowded stretches can be read and lengths still be guessed.
    fn default() -> Self {
        Self(55)
    }
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

    /// What other events begin with.
    pub fn first_border(&self) -> Option<BorderKey> {
        self.border.first
    }

    /// Begins with this border, as if it had never been another: nothing to undo.
    pub fn open_with_border(&mut self, border: Option<BorderKey>) {
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

    /// What the pane beside the timeline shows.
    pub fn pane(&self) -> Pane {
        self.pane
    }

    /// How the space–time diagram's axis along the border is laid out.
    pub fn warp(&self) -> Warp {
        self.warp
    }

    /// The part of the border that the strip shows, in shares of its axis from 0 to 1.
    pub fn along(&self) -> [f64; 2] {
        self.along
    }

    /// Which colours are used.
    pub fn theme(&self) -> ThemeChoice {
        self.theme
    }
}
