//! The bars of the histogram as one item of its plot and one mesh.

use std::ops::RangeInclusive;

use egui::{Color32, Rect, Shape, Ui};
use egui_plot::{PlotBounds, PlotGeometry, PlotItem, PlotItemBase, PlotPoint, PlotTransform};

use super::plates::Plates;

/// A part of a stack, in values of the plot.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Left edge, seconds.
    pub from: f64,
    /// Right edge, seconds.
    pub to: f64,
    /// Count that it stands on.
    pub below: f64,
    /// Count that it reaches up to.
    pub above: f64,
    /// Its colour.
    pub fill: Color32,
}

/// All parts in the order in which they are painted.
pub(super) struct Stacks {
    base: PlotItemBase,
    parts: Vec<Part>,
}

impl Stacks {
    /// These parts.
    pub fn new(parts: Vec<Part>) -> Self {
        Self { base: PlotItemBase::new("stacks".to_owned()), parts }
    }
}

impl PlotItem for Stacks {
    fn shapes(&self, ui: &Ui, transform: &PlotTransform, shapes: &mut Vec<Shape>) {
        let mut plates = Plates::new(ui.painter(), 0);
        plates.reserve(self.parts.len());
        for part in &self.parts {
            let corner = |x, y| transform.position_from_point(&PlotPoint::new(x, y));
            plates.add(
                Rect::from_two_pos(corner(part.from, part.below), corner(part.to, part.above)),
                part.fill,
            );
        }
        shapes.extend(plates.into_shape());
    }

    fn initialize(&mut self, _: RangeInclusive<f64>) {}

    fn color(&self) -> Color32 {
        Color32::TRANSPARENT
    }

    /// What is under the pointer is found by the timeline.
    fn allow_hover(&self) -> bool {
        false
    }

    fn geometry(&self) -> PlotGeometry<'_> {
        PlotGeometry::None
    }

    fn bounds(&self) -> PlotBounds {
        PlotBounds::NOTHING
    }

    fn base(&self) -> &PlotItemBase {
        &self.base
    }

    fn base_mut(&mut self) -> &mut PlotItemBase {
        &mut self.base
    }
}
