//! A user's own map layer – named areas, lines and points – as its file has it, and how it lies on a base map.

mod lay;
mod names;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::area::Area;
use super::lookup::BandIndex;
use super::plane::{Plane, PlaneBounds};
use crate::model::LonLat;

/// Most layers on a map.
pub const MOST_LAYERS: usize = 32;

/// A map layer in degrees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// What it is called: the file's own word for it, else its name without the extension.
    pub name: String,
    /// What it holds, in the order of the file.
    pub shapes: Vec<LayerShape>,
}

/// One thing of a layer: a feature, a placemark, a row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerShape {
    /// The name as shown; may be empty.
    pub name: String,
    /// Other names and spellings.
    pub alt_names: Vec<String>,
    /// Names of what it lies in, as far as the file says: province, country.
    pub within: Vec<String>,
    /// Polygons, each an outer ring followed by its holes; rings have at least three corners and do not repeat the first.
    pub areas: Vec<Vec<Vec<LonLat>>>,
    /// Lines of at least two points.
    pub lines: Vec<Vec<LonLat>>,
    /// Single points.
    pub points: Vec<LonLat>,
}

/// How many things of each sort a layer holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayerCounts {
    /// Things with an area.
    pub areas: usize,
    /// Things with a line and no area.
    pub lines: usize,
    /// Things with nothing but points.
    pub points: usize,
}

impl Layer {
    /// What it holds.
    pub fn counts(&self) -> LayerCounts {
        let mut counts = LayerCounts::default();
        for shape in &self.shapes {
            if !shape.areas.is_empty() {
                counts.areas += 1;
            } else if !shape.lines.is_empty() {
                counts.lines += 1;
            } else if !shape.points.is_empty() {
                counts.points += 1;
            }
        }
        counts
    }
}

impl LayerCounts {
    /// "398 areas, 12 lines"
    pub fn in_words(self) -> String {
        let word = |n: usize, one: &str| match n {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {one}s")),
        };
        let all = [word(self.areas, "area"), word(self.lines, "line"), word(self.points, "point")];
        let words: Vec<String> = all.into_iter().flatten().collect();
        if words.is_empty() { "nothing".to_owned() } else { words.join(", ") }
    }
}

/// What a layer is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LayerRole {
    /// Drawn over the ground.
    #[default]
    Overlay,
    /// Another point of view: its lines stand for the borders, and the drawn ones step back.
    Borders,
}

/// How areas of a layer are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LayerFill {
    /// Their outline.
    #[default]
    Outline,
    /// Their outline and a tint.
    Tint,
}

/// Whether a layer is drawn. Its names serve either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LayerSight {
    /// It is.
    #[default]
    Shown,
    /// It is not.
    Hidden,
}

/// How a layer looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct LayerStyle {
    /// Number of its colour in the theme's set.
    pub colour: u8,
    /// How its areas are drawn.
    pub fill: LayerFill,
    /// Whether it is drawn at all.
    pub sight: LayerSight,
    /// What it is there for.
    pub role: LayerRole,
}

/// A layer on a base map.
#[derive(Clone, Debug)]
pub struct LayerOnMap {
    /// Its geometry there.
    pub laid: Arc<LaidLayer>,
    /// How it looks.
    pub style: LayerStyle,
    /// Whose view it is or what else must be said of it in pictures; may be empty.
    pub note: String,
}

/// The geometry of a layer where a base map draws it, in plane km.
#[derive(Clone, Debug, Default)]
pub struct LaidLayer {
    /// As [`Layer::name`].
    pub name: String,
    /// Its areas; `parent` is what the file says they lie in.
    pub areas: Vec<Area>,
    /// Its lines.
    pub lines: Vec<LayerLine>,
    /// Its points.
    pub points: Vec<LayerPoint>,
    /// How many parts lie too far away from this map to be drawn on it.
    pub left_out: usize,
    known: Arc<Known>,
    way: Arc<Way>,
}

/// What is known of a layer's areas and points wherever they are drawn.
#[derive(Clone, Debug, Default)]
struct Known {
    /// The true shape of each area.
    truth: Vec<Option<BandIndex>>,
    /// The country of this map that each area lies in; empty for none.
    countries: Vec<String>,
    /// What each area lies in, folded.
    within: Vec<Vec<String>>,
    by_area: HashMap<String, Vec<usize>>,
    by_point: HashMap<String, Vec<usize>>,
}

/// The way from where a schematic draws areas and lines to where they truly are: as many points of both. Empty on other maps.
#[derive(Clone, Debug, Default)]
struct Way {
    /// For each area its polygons, for each polygon its rings.
    areas: Vec<Vec<Vec<[Vec<Plane>; 2]>>>,
    lines: Vec<[Vec<Plane>; 2]>,
}

/// A line of a layer on a map.
#[derive(Clone, Debug)]
pub struct LayerLine {
    /// The smallest rectangle around it.
    pub bounds: PlaneBounds,
    /// At least two points.
    pub points: Vec<Plane>,
}

/// A point of a layer on a map.
#[derive(Clone, Debug)]
pub struct LayerPoint {
    /// The name as shown; may be empty.
    pub name: String,
    /// Where it is.
    pub at: LonLat,
    /// Where it is drawn.
    pub plane: Plane,
}
