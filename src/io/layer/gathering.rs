//! What a reader of layers has found so far: shapes that can be drawn, and what could not be read.

use super::names::Named;
use super::{LayerError, LayerLimits};
use crate::geo::{Layer, LayerShape};
use crate::io::rows::on_earth;
use crate::model::LonLat;

/// Most troubles that are listed; all are counted.
const EXAMPLES: usize = 100;

/// One trouble.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Number of the feature, placemark or row in the file, from 1; 0 for the file as a whole.
    pub feature: u32,
    /// What is wrong, and what was done about it.
    pub what: String,
}

impl Trouble {
    /// "feature 12: a ring has coordinates that are no place on Earth"
    pub fn in_words(&self) -> String {
        match self.feature {
            0 => self.what.clone(),
            n => format!("feature {n}: {}", self.what),
        }
    }
}

/// All trouble of a file: counted, the first hundred listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Troubles {
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<Trouble>,
}

impl Troubles {
    /// How many there are, as a sentence without its stop.
    pub fn in_words(&self) -> String {
        match self.count {
            1 => "1 part could not be read".to_owned(),
            n => format!("{n} parts could not be read"),
        }
    }
}

/// A polygon's rings, a line's points, as `(longitude, latitude)` pairs that are not checked yet.
pub(super) type Raw = Vec<(f64, f64)>;

/// Collects a layer.
pub(super) struct Gathering {
    layer: Layer,
    troubles: Troubles,
    limits: LayerLimits,
    points: usize,
    shape: LayerShape,
    feature: u32,
    /// How many troubles there were before the present feature.
    before: usize,
}

impl Gathering {
    pub fn new(limits: &LayerLimits) -> Self {
        Self {
            layer: Layer::default(),
            troubles: Troubles::default(),
            limits: *limits,
            points: 0,
            shape: LayerShape::default(),
            feature: 0,
            before: 0,
        }
    }

    pub fn limits(&self) -> LayerLimits {
        self.limits
    }

    /// What the layer is called.
    pub fn call(&mut self, name: &str) {
        name.trim().clone_into(&mut self.layer.name);
    }

    /// Counts something that could not be read in the present feature.
    pub fn trouble(&mut self, what: impl Into<String>) {
        self.troubles.count += 1;
        if self.troubles.examples.len() < EXAMPLES {
            self.troubles.examples.push(Trouble { feature: self.feature, what: what.into() });
        }
    }

    /// Begins a feature, by its number in the file from 1.
    pub fn begin(&mut self, feature: u32) {
        self.feature = feature;
        self.before = self.troubles.count;
        self.shape = LayerShape::default();
    }

    /// Ends the feature; one without anything to draw is counted.
    pub fn end(&mut self, names: Named) {
        let shape = std::mem::take(&mut self.shape);
        if shape.areas.is_empty() && shape.lines.is_empty() && shape.points.is_empty() {
            if self.troubles.count == self.before {
                self.trouble("nothing in it can be drawn; it was left out");
            }
            return;
        }
        let Named { name, alt_names, within } = names;
        self.layer.shapes.push(LayerShape { name, alt_names, within, ..shape });
    }

    /// Adds a polygon: its outer ring and its holes.
    pub fn area(&mut self, rings: &[Raw]) -> Result<(), LayerError> {
        let mut polygon: Vec<Vec<LonLat>> = Vec::with_capacity(rings.len());
        for (number, ring) in rings.iter().enumerate() {
            if let Some(mut points) = self.checked(ring, "ring")? {
                if points.len() > 1 && points.first() == points.last() {
                    points.truncate(points.len() - 1);
                }
                if points.len() > 2 {
                    polygon.push(points);
                    continue;
                }
                self.trouble("a ring has fewer than three corners; it was left out");
            }
            if number == 0 {
                // Holes of nothing.
                return Ok(());
            }
        }
        if !polygon.is_empty() {
            self.shape.areas.push(polygon);
        }
        Ok(())
    }

    /// Adds a line.
    pub fn line(&mut self, points: &Raw) -> Result<(), LayerError> {
        match self.checked(points, "line")? {
            Some(points) if points.len() > 1 => self.shape.lines.push(points),
            Some(_) => self.trouble("a line has fewer than two points; it was left out"),
            None => {}
        }
        Ok(())
    }

    /// Adds a point.
    pub fn point(&mut self, at: (f64, f64)) -> Result<(), LayerError> {
        if let Some(points) = self.checked(&vec![at], "point")? {
            self.shape.points.extend(points);
        }
        Ok(())
    }

    /// Whether so many more points may come.
    pub fn has_room(&self, more: usize) -> Result<(), LayerError> {
        if self.points.saturating_add(more) > self.limits.points {
            return Err(LayerError::TooManyPoints(self.limits.points));
        }
        Ok(())
    }

    fn checked(&mut self, points: &Raw, what: &str) -> Result<Option<Vec<LonLat>>, LayerError> {
        self.has_room(points.len())?;
        self.points += points.len();
        let found: Option<Vec<LonLat>> = points.iter().map(|&(lon, lat)| on_earth(lon, lat)).collect();
        if found.is_none() {
            let bad = points.iter().find(|&&(lon, lat)| on_earth(lon, lat).is_none()).copied();
            let (lon, lat) = bad.unwrap_or_default();
            self.trouble(format!(
                "a {what} has coordinates that are no place on Earth ({lon}, {lat}); it was left out"
            ));
        }
        Ok(found)
    }

    pub fn finish(self) -> (Layer, Troubles) {
        (self.layer, self.troubles)
    }
}
